"""Ways of writing the texts of a reply, each timed, for benchmarks/writing.py. Knows nothing of the check.

llama-server is the HTTP server inside xllamacpp with its own defaults.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.claims import Claims
from bot import prompt
from bot.messages import Message
from bot.writer import Writer
from bot.writer.drafts import MAX_TOKENS
from bot.writer.evidence import select, vocabulary
from bot.writer.models.transformers import TransformersWriter

ITEMS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One reply: seconds to the first word a model wrote and to the last, and tokens written."""

    first: float
    whole: float
    tokens: int


Count = Callable[[str], int]


def batches_of(rows: Sequence[Claims], n: int = ITEMS) -> Iterator[list[Claims]]:
    """Rows in groups of `n`, over and over."""
    while True:
        for begin in range(0, len(rows) - n + 1, n):
            yield list(rows[begin : begin + n])


def asked(row: Claims, name: str) -> list[Message]:
    return prompt.fill(prompt.load(name), evidence=select(row.item, row.wish).told(), tone="friendly")


def held(row: Claims) -> frozenset[str]:
    return vocabulary(select(row.item, row.wish))


def side_by_side(writer: Writer, rows: Sequence[Claims], count: Count) -> Measured:
    """All items of a reply at once."""
    began = time.perf_counter()
    first, texts = 0.0, []
    for pieces in [writer.write(asked(row, "tell"), MAX_TOKENS, words=held(row)) for row in rows]:
        text = ""
        for piece in pieces:
            first = first or time.perf_counter() - began
            text += piece
        texts.append(text)
    return Measured(first, time.perf_counter() - began, sum(map(count, texts)))


class LlamaServer:
    """llama-server with its defaults, asked over HTTP."""

    def __init__(self, path: Path) -> None:
        from xllamacpp import CommonParams, Server

        params = CommonParams()
        params.model.path = str(path)
        params.n_ctx = 8192
        params.verbosity = -1
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        self.server = Server(params)
        self.address = self.server.listening_address

    def one_by_one(self, rows: Sequence[Claims], name: str, count: Count) -> Measured:
        """A chat request an item, each after the one before."""
        began = time.perf_counter()
        first, texts = 0.0, []
        for row in rows:
            text = ""
            for piece in self._chat(asked(row, name)):
                first = first or time.perf_counter() - began
                text += piece
            texts.append(text)
        return Measured(first, time.perf_counter() - began, sum(map(count, texts)))

    def _chat(self, messages: Sequence[Message]) -> Iterator[str]:
        body = {
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "max_tokens": MAX_TOKENS,
            "temperature": 0,
            "stream": True,
        }
        request = urllib.request.Request(
            f"{self.address}/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            for line in answer:
                if line.startswith(b"data: {"):
                    yield json.loads(line[6:])["choices"][0]["delta"].get("content") or ""


def counter(folder: Path) -> Count:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    return lambda text: len(tokenizer(text, add_special_tokens=False)["input_ids"])


def plain_generate(writer: TransformersWriter, rows: Sequence[Claims], count: Count) -> float:
    """Tokens a second of generate() as the documentation shows it."""
    began, tokens = time.perf_counter(), 0
    for row in rows:
        chat = [{"role": m.role, "content": m.content} for m in asked(row, "tell")]
        inputs = writer.tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        ).to(writer.model.device)
        given = inputs["input_ids"].shape[1]
        out = writer.model.generate(**inputs, max_new_tokens=MAX_TOKENS, do_sample=False)
        tokens += count(writer.tokenizer.decode(out[0, given:], skip_special_tokens=True))
    return tokens / (time.perf_counter() - began)
