"""A turn's chunks -> the whole reply. Knows nothing of how they come about."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.messages import Asked, Chunk, Done, Picks, Reply, Text
from bot.told import moment


def drained(chunks: Iterator[Chunk], session: str) -> Reply:
    """Takes all chunks; the reply's metadata has what the chunks tell: constraints, notes, times and sentences."""
    started = time.perf_counter()
    seconds: dict[str, float] = {}
    texts: list[Text] = []
    picks, question = Picks(()), None
    unanswered: tuple[str, ...] = ()
    for chunk in chunks:
        seconds.setdefault(moment(chunk), round(time.perf_counter() - started, 3))
        if isinstance(chunk, Picks):
            picks = chunk
        elif isinstance(chunk, Text):
            texts.append(chunk)
        elif isinstance(chunk, Asked):
            question = chunk
        elif isinstance(chunk, Done):
            unanswered = chunk.unanswered
    metadata: dict[str, object] = {
        "must": [str(constraint) for constraint in picks.must],
        "notes": list(picks.notes),
        "seconds": seconds,
        "unanswered": list(unanswered),
        "sentences": [
            {
                "text": text.piece,
                "item": text.item_id,
                "origin": text.origin,
                "failed": text.failed,
                "source": text.source,
            }
            for text in texts
        ],
    }
    said = "".join(text.piece for text in texts).strip()
    return Reply(said, picks.items, session, metadata, question, picks.query)
