"""Writes with a transformers model on any device. Knows nothing of items or prompts."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from bot.messages import Message
from bot.settings import Quantize
from bot.writer import ANY, WriterFailed, check_request
from bot.writer.models.batches import Batches, Row
from bot.writer.models.devices import best_device, estimate, precision
from bot.writer.models.stream import Pieces

AT_ONCE = {"cuda": 64, "mps": 8, "cpu": 8}
TOKENS = 1024  # of one text with its prompt, for the estimate of memory
QUANTIZE_INSTALL = "pip install bitsandbytes"


class TransformersWriter:
    """A causal language model with a chat template, from a folder or, with a network, by its hub name."""

    def __init__(self, batches: Batches, name: str, at_once: int, stall_seconds: float) -> None:
        self.name = name
        self.at_once = at_once
        self.model = batches.model
        self.tokenizer = batches.tokenizer
        self._batches = batches
        self._stall_seconds = stall_seconds

    @classmethod
    def load(
        cls,
        name_or_path: str,
        device: str | None = None,
        stall_seconds: float = 30.0,
        quantize: Quantize = "none",
        at_once: int | None = None,
        fixed: bool = False,
    ) -> TransformersWriter:
        """Loads weights in the safetensors format; code that comes with a model is never run.

        Args:
            name_or_path: A folder, or a model of the hub (HF_HUB_OFFLINE=1 keeps to what is on disk).
            device: E.g. "cuda", "cuda:1", "mps", "cpu"; None takes the best there is.
            stall_seconds: Longest wait for a token before the turn fails.
            quantize: Weights in 8 or 4 bits, by bitsandbytes.
            at_once: How many texts are written side by side; None goes by the device.
            fixed: A static cache, compiled on a GPU: slow to start, fast afterwards.
        Raises:
            WriterFailed: The model can't be found or read, has no chat template, or the device can't hold it;
                then with the numbers, and before anything was loaded.
        """
        from safetensors import SafetensorError
        from transformers import AutoTokenizer

        where = device or best_device()
        try:
            tokenizer = AutoTokenizer.from_pretrained(name_or_path, trust_remote_code=False)
            model = _load_model(name_or_path, where, quantize, at_once)
        # torch: RuntimeError where memory runs out, AssertionError where it was built without CUDA
        except (AssertionError, ImportError, OSError, RuntimeError, SafetensorError, ValueError) as error:
            if isinstance(error, WriterFailed):
                raise
            raise WriterFailed(f"transformers can't load {name_or_path!r} on {where!r}: {error}") from error
        if not tokenizer.chat_template:
            raise WriterFailed(f"{name_or_path!r} has no chat template; take an instruct or chat model")
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        n = at_once or at_once_on(where)
        return cls(Batches(model, tokenizer, n, fixed), f"transformers:{name_or_path}", n, stall_seconds)

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,  # noqa: ARG002
    ) -> Pieces:
        """See `Writer`."""
        check_request(messages, max_tokens, temperature)
        chat = [{"role": message.role, "content": message.content} for message in messages]
        try:
            prompt = self.tokenizer.apply_chat_template(chat, add_generation_prompt=True, tokenize=False)
        except Exception as error:  # templates raise what they like, e.g. where they know no system messages
            raise WriterFailed(f"the chat template of {self.name} refused the chat: {error}") from error
        row = Row(prompt, max_tokens, temperature, seed)
        self._batches.add(row)
        return Pieces(row.channel, self._stall_seconds)


def at_once_on(device: str) -> int:
    """How many texts a device writes side by side."""
    return AT_ONCE.get(device.partition(":")[0], 8)


def _load_model(name_or_path: str, device: str, quantize: Quantize, at_once: int | None) -> Any:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    where = torch.device(device)
    config = AutoConfig.from_pretrained(name_or_path, trust_remote_code=False)
    needs = estimate(config, where, (at_once or at_once_on(device)) * TOKENS, quantize)
    spread = where.type == "cuda" and needs.needed > needs.free  # over several GPUs and the memory of the machine
    if needs.needed > needs.free and not spread:
        raise WriterFailed(f"{name_or_path!r} does not fit on {device!r}: it {needs}; take a smaller model")
    model = AutoModelForCausalLM.from_pretrained(
        name_or_path,
        dtype=precision(where),
        use_safetensors=True,
        trust_remote_code=False,
        device_map="auto" if spread else ({"": where} if quantize != "none" else None),
        quantization_config=_quantization(quantize),
    )
    return (model if spread or quantize != "none" else model.to(where)).eval()


def _quantization(quantize: Quantize) -> Any:
    if quantize == "none":
        return None
    import importlib.util

    from transformers import BitsAndBytesConfig

    if importlib.util.find_spec("bitsandbytes") is None:
        raise WriterFailed(f"quantize={quantize} needs bitsandbytes; get it with: {QUANTIZE_INSTALL}")
    if quantize == "8bit":
        return BitsAndBytesConfig(load_in_8bit=True)
    return BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4")
