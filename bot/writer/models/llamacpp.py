"""Writes with llama.cpp in this process, on the CPU. Knows nothing of items or prompts."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

from bot.messages import Message
from bot.writer import ANY, WriterFailed, check_request
from bot.writer.models import gbnf
from bot.writer.models.devices import estimate_file
from bot.writer.models.stream import Emit, Pieces, stream

SLOTS = 5  # the items of a reply
CONTEXT_TOKENS = 1024
BATCH_TOKENS = 128  # of prompts read at a time; between two of them it is asked whether to stop
LINE_SECONDS = 0.02  # between two looks whether a turn that waits for a slot is still wanted
# What a text says again, of the evidence mostly, is guessed and checked in one step: after 3 words that stand
# in the prompt, the 8 that follow there.
GUESS_AFTER, GUESSED = 3, 8


class LlamaCppWriter:
    """A .gguf model behind xllamacpp, with a fixed number of turns at once and a queue beyond that."""

    def __init__(self, server: Any, name: str, slots: int, stall_seconds: float) -> None:
        self.name = name
        self.at_once = slots
        self._server = server
        self._stall_seconds = stall_seconds
        self._slots = threading.Semaphore(slots)

    @classmethod
    def load(
        cls,
        path: Path,
        threads: int = 0,
        slots: int = SLOTS,
        context_tokens: int = CONTEXT_TOKENS,
        stall_seconds: float = 15.0,
    ) -> LlamaCppWriter:
        """Maps the weights and lets the model say one word, which takes about half a second.

        Args:
            path: A .gguf file with a chat template.
            threads: How many processor threads decode; 0 leaves the choice to llama.cpp.
            slots: How many turns are written at once; more wait their turn.
            context_tokens: Longest prompt and answer together, in each slot.
            stall_seconds: Longest wait for a token before the turn fails.
        Raises:
            FileNotFoundError: There is no file at `path`.
            WriterFailed: llama.cpp can't read it.
        """
        if not path.is_file():
            raise FileNotFoundError(f"no model at {path}; it must be a .gguf file")
        try:
            needs = estimate_file(path, slots * context_tokens)
        except (KeyError, ValueError, IndexError) as error:
            raise WriterFailed(f"llama.cpp can't load {path}: it is no .gguf file ({error})") from error
        if needs.needed > needs.free:
            raise WriterFailed(f"{path.name} does not fit: it {needs}; take a smaller model")
        params = _params(path, threads, slots, context_tokens)
        from xllamacpp import Server

        try:
            server = Server(params)
        except RuntimeError as error:
            raise WriterFailed(f"llama.cpp can't load {path}: {error}") from error
        writer = cls(server, f"llama.cpp:{path.name}", slots, stall_seconds)
        # A server that is destroyed before its loop runs waits for itself forever, even at the end of the
        # process (seen in 1 of 6 runs; never in 60 once an answer had come). So it answers here.
        for _ in writer.write([Message("user", "Hi")], max_tokens=1):
            pass
        return writer

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,
    ) -> Pieces:
        """See `Writer`."""
        check_request(messages, max_tokens, temperature)
        request: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens,
            "stream": True,
            "temperature": temperature,
            "seed": seed,
            "cache_prompt": True,
            "return_progress": True,  # so that it is asked whether to stop while it reads the prompt too
        }
        if words:
            request["grammar"] = gbnf.sentences(words)
        return stream(lambda emit: self._run(request, emit), self._stall_seconds)

    def _run(self, request: dict[str, Any], emit: Emit) -> None:
        """Waits for a slot here: in the line of llama.cpp a closed turn would have its prompt read first."""
        while not self._slots.acquire(timeout=LINE_SECONDS):
            if emit(""):
                return
        try:
            self._chat(request, emit)
        finally:
            self._slots.release()

    def _chat(self, request: dict[str, Any], emit: Emit) -> None:
        refused: list[str] = []  # the callback must not raise: the C++ side swallows it

        def take(chunk: Any) -> bool:
            if "error" in chunk:
                refused.append(str(chunk["error"].get("message", chunk["error"])))
                return True
            choices = chunk.get("choices") or [{}]
            return emit(choices[0].get("delta", {}).get("content") or "")

        self._server.handle_chat_completions(request, take)
        if refused:
            raise WriterFailed(f"llama.cpp refused: {refused[0]}")


def _params(path: Path, threads: int, slots: int, context_tokens: int) -> Any:
    from xllamacpp import CommonParams, common_speculative_type

    params = CommonParams()
    params.model.path = str(path)
    params.n_parallel = slots
    params.n_ctx = slots * context_tokens  # shared out evenly between the slots
    if threads > 0:
        params.cpuparams.n_threads = threads
    # A step must hold a word and its guess for each slot: llama.cpp ends the process where it doesn't.
    params.n_batch = params.n_ubatch = max(BATCH_TOKENS, slots * (1 + GUESSED))
    params.n_gpu_layers = 0
    params.speculative.types = [common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
    params.speculative.ngram_simple.size_n = GUESS_AFTER
    params.speculative.ngram_simple.size_m = GUESSED
    params.cache_ram_mib = 0  # it keeps old prompts in up to 8 GiB of memory otherwise
    # Threads that spin while they wait are no faster alone, and with two busy neighbours on two cores they
    # made a prompt of 240 tokens take 3.4 s instead of 1.5 s.
    params.cpuparams.poll = 0
    params.verbosity = -1
    # The server opens a port whether one wants it or not (`listening_address`). It stays on loopback, the
    # system chooses the port, and a key that nobody is told shuts everything but /health; calls from
    # inside the process go past it. The pages that would show other people's prompts are off besides.
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [secrets.token_urlsafe(32)]
    params.ui = False
    params.endpoint_slots = False
    return params
