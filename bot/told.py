"""Notes what a turn tells while it is told: words, who wrote them, when they came. Knows no memory and no bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.messages import Asked, Chunk, End, Origin, Picks, Text, Turn

PLACES = 3  # of seconds that are kept


class Told:
    """What was told so far."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        """
        Args:
            ticks: Seconds that never go back; the turn begins now.
        """
        self._ticks = ticks
        self._began = ticks()
        self._pieces: list[str] = []
        self._origins: dict[str, Origin] = {}
        self._asked = ""
        self._seconds: dict[str, float] = {}

    def hear(self, chunk: Chunk) -> None:
        """Notes one chunk, before it goes out."""
        self._seconds.setdefault(moment(chunk), self._passed())
        if isinstance(chunk, Text):
            self._pieces.append(chunk.piece)
            if chunk.item_id and self._origins.get(chunk.item_id) != "model":
                self._origins[chunk.item_id] = chunk.origin
        elif isinstance(chunk, Asked):
            self._asked = chunk.field

    def turn(self, begun: Turn, end: End) -> Turn:
        """The turn as it was begun, with what was told until now."""
        return replace(
            begun,
            text="".join(self._pieces).strip(),
            end=end,
            origins=self._origins,
            asked=self._asked,
            seconds={**self._seconds, "last_word": self._passed()},
        )

    def _passed(self) -> float:
        return round(self._ticks() - self._began, PLACES)


def moment(chunk: Chunk) -> str:
    """The name of the moment at which the first chunk of its kind comes."""
    return "first_card" if isinstance(chunk, Picks) else "first_word" if isinstance(chunk, Text) else "last_word"
