"""Writes with a transformers model on any device. Knows nothing of items or prompts."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from typing import Any

from bot.messages import Message
from bot.writer import WriterFailed, check_request
from bot.writer.stream import Emit, stream

ROOM = 1.2  # a model needs this many times the size of its weights


class TransformersWriter:
    """A causal language model with a chat template, from a folder or, with a network, by its hub name.

    Turns may overlap: each has its own thread and key-value cache. With a temperature above 0 the seed is
    that of the whole process, so it fixes the answer only while one turn runs at a time.
    """

    def __init__(
        self, model: Any, tokenizer: Any, name: str, temperature: float, seed: int, stall_seconds: float
    ) -> None:
        self.name = name
        self.model = model
        self.tokenizer = tokenizer
        self._temperature = temperature
        self._seed = seed
        self._stall_seconds = stall_seconds
        self._tokenizing = threading.Lock()  # fast tokenizers can't be borrowed twice

    @classmethod
    def load(
        cls,
        name_or_path: str,
        device: str | None = None,
        temperature: float = 0.0,
        seed: int = 0,
        stall_seconds: float = 30.0,
    ) -> TransformersWriter:
        """Loads weights in the safetensors format; code that comes with a model is never run.

        Args:
            name_or_path: A folder, or a model of the hub (HF_HUB_OFFLINE=1 keeps to what is on disk).
            device: E.g. "cuda", "cuda:1", "mps", "cpu"; None takes the best there is.
            temperature: 0 always takes the likeliest token.
            seed: Fixes the randomness where the temperature is above 0.
            stall_seconds: Longest wait for a token before the turn fails.
        Raises:
            WriterFailed: The model can't be found or read, has no chat template, or the device can't hold it.
        """
        from safetensors import SafetensorError
        from transformers import AutoTokenizer

        where = device or best_device()
        try:
            tokenizer = AutoTokenizer.from_pretrained(name_or_path, trust_remote_code=False)
            model = _load_model(name_or_path, where)
        # torch: RuntimeError where memory runs out, AssertionError where it was built without CUDA
        except (AssertionError, OSError, RuntimeError, SafetensorError, ValueError) as error:
            raise WriterFailed(f"transformers can't load {name_or_path!r} on {where!r}: {error}") from error
        if not tokenizer.chat_template:
            raise WriterFailed(f"{name_or_path!r} has no chat template; take an instruct or chat model")
        return cls(model, tokenizer, f"transformers:{name_or_path}", temperature, seed, stall_seconds)

    def write(self, messages: Sequence[Message], max_tokens: int) -> Generator[str, None, None]:
        """See `Writer`."""
        check_request(messages, max_tokens)
        chat = [{"role": message.role, "content": message.content} for message in messages]
        return stream(lambda emit: self._run(chat, max_tokens, emit), self._stall_seconds)

    def _run(self, chat: list[dict[str, str]], max_tokens: int, emit: Emit) -> None:
        import torch
        from transformers import StoppingCriteriaList

        with self._tokenizing:
            inputs = self.tokenizer.apply_chat_template(
                chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )
        sampling: dict[str, Any] = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        if self._temperature > 0:
            sampling = {"do_sample": True, "temperature": self._temperature}
            torch.manual_seed(self._seed)
        with torch.inference_mode():
            self.model.generate(
                **inputs.to(self.model.device),
                max_new_tokens=max_tokens,
                streamer=_streamer(self.tokenizer, emit),
                stopping_criteria=StoppingCriteriaList([_criterion(emit)]),
                pad_token_id=self.tokenizer.eos_token_id,
                **sampling,
            )


def best_device() -> str:
    """ "cuda", "mps" or "cpu", whichever is the fastest here."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _load_model(name_or_path: str, device: str) -> Any:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    where = torch.device(device)
    dtype = _dtype(where)
    config = AutoConfig.from_pretrained(name_or_path, trust_remote_code=False)
    spread = _larger_than(where, config, dtype)
    model = AutoModelForCausalLM.from_pretrained(
        name_or_path,
        dtype=dtype,
        use_safetensors=True,
        trust_remote_code=False,
        device_map="auto" if spread else None,
    )
    return (model if spread else model.to(where)).eval()


def _streamer(tokenizer: Any, emit: Emit) -> Any:
    from transformers import TextStreamer

    class Streamer(TextStreamer):  # type: ignore[misc]
        """Hands whole words on; there is no queue and so no time limit here, `stream` has both."""

        def on_finalized_text(self, text: str, stream_end: bool = False) -> None:  # noqa: ARG002
            emit(text)

    return Streamer(tokenizer, skip_prompt=True, skip_special_tokens=True)


def _criterion(emit: Emit) -> Any:
    import torch
    from transformers import StoppingCriteria

    class Stopped(StoppingCriteria):  # type: ignore[misc]
        """Asked after each token; ends the generation once the reader is gone."""

        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:  # noqa: ARG002
            return torch.full((input_ids.shape[0],), emit(""), dtype=torch.bool, device=input_ids.device)

    return Stopped()


def _dtype(device: Any) -> Any:
    """Half precision where the device computes in it; bf16 before fp16, which overflows sooner."""
    import torch

    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type == "mps":
        return torch.float16
    known = torch.cpu.get_capabilities()
    return torch.bfloat16 if known.get("avx512_bf16") or known.get("amx_bf16") else torch.float32


def _larger_than(device: Any, config: Any, dtype: Any) -> bool:
    """True where the weights don't fit on one GPU; only then accelerate spreads them."""
    import torch
    from transformers import AutoModelForCausalLM

    if device.type != "cuda":
        return False
    with torch.device("meta"):
        empty = AutoModelForCausalLM.from_config(config, dtype=dtype, trust_remote_code=False)
    size = sum(weight.numel() * weight.element_size() for weight in empty.parameters())
    free, _ = torch.cuda.mem_get_info(device)
    return bool(size * ROOM > free)
