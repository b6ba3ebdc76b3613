"""Reads utterances with a transformers model that can write nothing but JSON by a schema. Knows no catalogue.

llguidance holds the schema against each token. It is an optional extra, imported here only: one wheel without
dependencies, where xgrammar would bring triton.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.intent.model.reading import quotes, readable, schema
from bot.messages import Message
from bot.prompt import fill, load
from bot.writer import WriterFailed
from bot.writer.models.transformers import TransformersWriter

INSTALL = 'pip install "offtrail[parser]"'
MAX_TOKENS = 160  # three titles, four values and a wish take about 100
TIMEOUT_SECONDS = 5.0
MAX_HISTORY, MAX_HISTORY_CHARS = 4, 160  # messages, characters of each

FAILS = (IndexError, RuntimeError, ValueError)  # what generating fails with: memory, devices, grammars

log = logging.getLogger(__name__)


class ReaderUnavailable(LookupError):
    """A model can't read here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ConstrainedReader:
    """A Reader over a causal language model with a chat template. Safe for many threads.

    Attributes:
        model, tokenizer: As transformers has them.
        grammar: The tokenizer as llguidance has it.
        fields: Of the catalogue, which the model may name; see `over`.
        max_tokens: An answer that is not whole by then counts as none.
        timeout_seconds: Likewise; looked at after each token, so reading the prompt itself is not cut short.
    """

    model: Any
    tokenizer: Any
    grammar: Any
    fields: tuple[str, ...] = ()
    max_tokens: int = MAX_TOKENS
    timeout_seconds: float = TIMEOUT_SECONDS
    _tokenizing: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @classmethod
    def load(
        cls,
        name_or_path: str,
        device: str | None = None,
        max_tokens: int = MAX_TOKENS,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> ConstrainedReader:
        """Loads weights in the safetensors format; code that comes with a model is never run.

        Args:
            name_or_path: A folder, or a model of the hub (HF_HUB_OFFLINE=1 keeps to what is on disk).
            device: E.g. "cuda", "mps", "cpu"; None takes the best there is.
        Raises:
            ReaderUnavailable: llguidance isn't installed, or the model can't be loaded or has no fast tokenizer.
        """
        try:
            from llguidance.hf import from_tokenizer
        except ImportError as error:
            raise ReaderUnavailable(f"a model that reads needs llguidance; get it with: {INSTALL}") from error
        try:
            writer = TransformersWriter.load(name_or_path, device)
            model, tokenizer = writer.model, writer.tokenizer
            width = max(model.config.get_text_config().vocab_size, len(tokenizer))
            grammar = from_tokenizer(tokenizer, n_vocab=width)
        except (WriterFailed, ValueError) as error:
            raise ReaderUnavailable(f"{name_or_path!r} can't read: {error}") from error
        if tokenizer.eos_token_id is None:
            raise ReaderUnavailable(f"{name_or_path!r} can't read: its tokenizer has no end token")
        return cls(model, tokenizer, grammar, (), max_tokens, timeout_seconds)

    def over(self, fields: Collection[str]) -> ConstrainedReader:
        """The same model for a catalogue with these fields; costs nothing."""
        return replace(self, fields=tuple(sorted(fields)))

    def read(self, utterance: str, history: Sequence[Message]) -> Mapping[str, object] | None:
        """See `Reader`."""
        if not quotes(utterance):
            return {}  # nothing in it could be quoted
        try:
            return self._written(utterance, history)
        except FAILS as error:
            log.warning("the model that reads failed: %s", error)
            return None

    def _written(self, utterance: str, history: Sequence[Message]) -> Mapping[str, object] | None:
        import torch
        from llguidance import LLMatcher
        from transformers import LogitsProcessorList

        inputs = self._inputs(utterance, history).to(self.model.device)
        said = inputs["input_ids"].shape[1]
        room = getattr(self.model.config.get_text_config(), "max_position_embeddings", None) or said
        if room < said + self.max_tokens:
            raise ValueError(
                f"{said} tokens of prompt and {self.max_tokens} more, and the model has {room} places"
            )
        wanted = json.dumps(schema(utterance, self.fields), ensure_ascii=False)
        matcher = LLMatcher(
            self.grammar, LLMatcher.grammar_from_json_schema(wanted, {"whitespace_flexible": False})
        )
        with torch.inference_mode():
            tokens = self.model.generate(
                **inputs,
                max_new_tokens=self.max_tokens,
                max_time=self.timeout_seconds,
                logits_processor=LogitsProcessorList([_allowing(matcher, said)]),
                do_sample=False,
                num_beams=1,
                temperature=None,
                top_p=None,
                top_k=None,
                eos_token_id=self.tokenizer.eos_token_id,
                pad_token_id=self.tokenizer.eos_token_id,
            )
        written = [token for token in tokens[0, said:].tolist() if token != self.tokenizer.eos_token_id]
        return _whole(self.grammar.decode_bytes(written))

    def _inputs(self, utterance: str, history: Sequence[Message]) -> Any:
        told = (" ".join(message.content.split())[:MAX_HISTORY_CHARS] for message in history[-MAX_HISTORY:])
        messages = fill(
            load("parse"),
            fields=", ".join(self.fields) or "properties",
            talk=" / ".join(told) or "nothing",
            utterance=readable(utterance),
        )
        chat = [{"role": message.role, "content": message.content} for message in messages]
        with self._tokenizing:  # fast tokenizers can't be borrowed twice
            return self.tokenizer.apply_chat_template(
                chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )


def _whole(answer: bytes) -> Mapping[str, object] | None:
    """None for an answer that was cut off."""
    try:
        read = json.loads(answer)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _allowing(matcher: Any, said: int) -> Any:
    """Bars every token after which the answer could no longer become JSON by the schema."""
    import torch
    from transformers import LogitsProcessor

    class Allowing(LogitsProcessor):  # type: ignore[misc]
        def __init__(self) -> None:
            self._read = said

        def __call__(self, input_ids: Any, scores: Any) -> Any:
            if not matcher.consume_tokens(input_ids[0, self._read :].tolist()):
                raise RuntimeError(f"the grammar broke: {matcher.get_error()}")
            self._read = input_ids.shape[1]
            allowed = torch.frombuffer(bytearray(matcher.compute_logit_bias()), dtype=torch.uint8)
            barred = allowed[: scores.shape[-1]].to(scores.device) == 0
            return scores.masked_fill(barred, -torch.inf)

    return Allowing()
