"""Writes the chats that wait side by side, with one transformers model. Knows nothing of loading or prompts.

A thread lives while there is something to write. It takes what waits, at most `at_once` chats, and writes them in
one batch: a token of each at every step, so that ten people wait little longer than one. Who comes meanwhile is in
the next batch; a batch is short, for so are the texts. Each row has its own end, its own seed and its own reader.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.writer import WriterFailed
from bot.writer.models.stream import THREAD_NAME, Channel

LEAST = 0.1  # tokens less likely than this share of the likeliest one are never drawn
BUCKET = 64  # prompts are padded to a multiple of it where shapes must not change


@dataclass(slots=True)
class Row:
    """One chat and how far its answer has come."""

    prompt: str
    max_tokens: int
    temperature: float
    seed: int
    channel: Channel = field(default_factory=Channel)
    tokens: list[int] = field(default_factory=list)
    sent: int = 0
    done: bool = False


class Batches:
    """The line of chats in front of one model. Safe for many threads."""

    def __init__(self, model: Any, tokenizer: Any, at_once: int, fixed: bool = False) -> None:
        """`fixed`: a static cache and padded shapes, so that what was compiled once serves again."""
        self.model = model
        self.tokenizer = tokenizer
        self._at_once = at_once
        self._fixed = fixed
        self._ends = _ends(model, tokenizer)
        self._waiting: deque[Row] = deque()
        self._lock = threading.Lock()
        self._running = False

    def add(self, row: Row) -> None:
        """Puts a chat in line."""
        with self._lock:
            self._waiting.append(row)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name=THREAD_NAME, daemon=False).start()

    def _run(self) -> None:
        while taken := self._next():
            try:
                self._serve(taken)
            except BaseException as error:  # nobody must wait for a thread that is gone
                for row in taken:
                    row.channel.end(WriterFailed(f"the model failed: {error}"))

    def _serve(self, taken: Sequence[Row]) -> None:
        if taken:
            rows = [row for row in taken if not row.channel.put("")]  # whose readers have not left meanwhile
            problem: Exception | None = None
            try:
                rows = [row for row in rows if self._fits(row)]
                if rows:
                    self._write(rows)
            except Exception as error:  # whatever it is, it is raised again on the readers' side
                problem = self._told(error, len(rows))
            for row in taken:
                if not row.done:
                    self._end(row, problem)

    def _fits(self, row: Row) -> bool:
        """A chat that is too long fails by itself, and not with those beside it."""
        room = getattr(self.model.config, "max_position_embeddings", None)
        given = len(self.tokenizer(row.prompt, add_special_tokens=False)["input_ids"])
        if room is None or given + row.max_tokens <= room:
            return True
        told = f"a prompt of {given} tokens and an answer of {row.max_tokens} exceed the {room} of the model"
        self._end(row, WriterFailed(told))
        return False

    def _next(self) -> list[Row]:
        with self._lock:
            self._running = bool(self._waiting)
            return [self._waiting.popleft() for _ in range(min(self._at_once, len(self._waiting)))]

    def _write(self, rows: Sequence[Row]) -> None:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        padding: dict[str, Any] = {"padding": True}
        if self._fixed:
            padding["pad_to_multiple_of"] = BUCKET
        inputs = self.tokenizer(
            [row.prompt for row in rows],
            return_tensors="pt",
            add_special_tokens=False,
            padding_side="left",
            **padding,
        )
        inputs.pop("token_type_ids", None)
        longest = max(row.max_tokens for row in rows)
        static = {"cache_implementation": "static"} if self._fixed else {}
        with torch.inference_mode():
            self.model.generate(
                **inputs.to(self.model.device),
                max_new_tokens=longest,
                do_sample=False,
                temperature=None,
                top_p=None,
                top_k=None,
                pad_token_id=self.tokenizer.pad_token_id,
                logits_processor=LogitsProcessorList([_drawn(rows)]),
                stopping_criteria=StoppingCriteriaList([self._criterion(rows)]),
                **static,
            )

    def _criterion(self, rows: Sequence[Row]) -> Any:
        import torch
        from transformers import StoppingCriteria

        batches = self

        class Taken(StoppingCriteria):  # type: ignore[misc]
            """Asked after each token: hands it on, and ends the rows that are done or whose readers have left."""

            def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:  # noqa: ARG002
                for row, token in zip(rows, input_ids[:, -1].tolist(), strict=True):
                    if not row.done:
                        batches._take(row, token)
                return torch.tensor([row.done for row in rows], device=input_ids.device)

        return Taken()

    def _take(self, row: Row, token: int) -> None:
        if token in self._ends:
            self._end(row)
            return
        row.tokens.append(token)
        stop = self._send(row, whole=False)
        if stop or len(row.tokens) >= row.max_tokens:
            self._end(row)

    def _send(self, row: Row, whole: bool) -> bool:
        """Hands on what is new in the text; half a character stays behind until its other half comes."""
        text = self.tokenizer.decode(row.tokens, skip_special_tokens=True)
        fresh = text[row.sent :]
        if fresh.endswith("�") and not whole:
            return row.channel.put("")
        row.sent = len(text)
        return row.channel.put(fresh.replace("�", ""))  # bytes that are no character, which no other half mends

    def _end(self, row: Row, problem: Exception | None = None) -> None:
        row.done = True
        try:
            self._send(row, whole=True)
        finally:
            row.channel.end(problem)

    def _told(self, error: Exception, n: int) -> Exception:
        import torch

        if not isinstance(error, torch.OutOfMemoryError):
            return error
        device = self.model.device
        numbers = ""
        if device.type == "cuda":
            free, total = torch.cuda.mem_get_info(device)
            numbers = f"; {free / 1e9:.1f} of {total / 1e9:.1f} GB are free"
            torch.cuda.empty_cache()
        return WriterFailed(
            f"{device} ran out of memory while writing {n} texts at once{numbers}; take a smaller model, or "
            "quantize=4bit"
        )


def _drawn(rows: Sequence[Row]) -> Any:
    """Draws the next token where a row has a temperature (Gumbel-max), each row by its own seed."""
    import torch
    from transformers import LogitsProcessor

    chances = [torch.Generator().manual_seed(row.seed) for row in rows]

    class Drawn(LogitsProcessor):  # type: ignore[misc]
        def __call__(self, input_ids: Any, scores: Any) -> Any:  # noqa: ARG002
            for at, (row, chance) in enumerate(zip(rows, chances, strict=True)):
                if row.temperature > 0 and not row.done:
                    likely = scores[at].float() / row.temperature
                    likely = likely.masked_fill(
                        likely < likely.max() + float(torch.tensor(LEAST).log()), -torch.inf
                    )
                    noise = torch.empty(likely.shape).exponential_(generator=chance).log().neg()
                    scores[at] = (likely + noise.to(likely.device)).to(scores.dtype)
            return scores

    return Drawn()


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    found = model.generation_config.eos_token_id
    several = found if isinstance(found, list) else [found]
    return frozenset(token for token in (*several, tokenizer.eos_token_id) if token is not None)
