"""Notes what a turn tells while it is told: words, who wrote them, when they came. Knows no memory and no bot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.messages import Asked, Chunk, End, Origin, Part, Picks, Text, Turn

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
        self._texts: list[Text] = []
        self._origins: dict[str, Origin] = {}
        self._question: Asked | None = None
        self._seconds: dict[str, float] = {}

    def hear(self, chunk: Chunk) -> None:
        """Notes one chunk, before it goes out."""
        self._seconds.setdefault(moment(chunk), self._passed())
        if isinstance(chunk, Text):
            self._texts.append(chunk)
            if chunk.item_id and self._origins.get(chunk.item_id) != "model":
                self._origins[chunk.item_id] = chunk.origin
        elif isinstance(chunk, Asked):
            self._question = chunk

    def turn(self, begun: Turn, end: End) -> Turn:
        """The turn as it was begun, with what was told until now."""
        return replace(
            begun,
            text="".join(text.piece for text in self._texts).strip(),
            end=end,
            origins=self._origins,
            question=self._question,
            seconds={**self._seconds, "last_word": self._passed()},
            parts=parts(self._texts),
        )

    def _passed(self) -> float:
        return round(self._ticks() - self._began, PLACES)


def parts(texts: Iterable[Text]) -> tuple[Part, ...]:
    """The whole text with its quotations apart; joined it is the text without space around. () without quotations.

    >>> parts([Text(" By"), Text(" post."), Text("30 days.", source="Returns")])
    (Part(text='By post.', source=''), Part(text='30 days.', source='Returns'))
    """
    found: list[Part] = []
    for text in texts:
        if found and not text.source and not found[-1].source:
            found[-1] = Part(found[-1].text + text.piece)
        else:
            found.append(Part(text.piece, text.source))
    return _without_space_around(found) if any(part.source for part in found) else ()


def _without_space_around(found: list[Part]) -> tuple[Part, ...]:
    while found and not found[0].text.strip():
        del found[0]
    while found and not found[-1].text.strip():
        del found[-1]
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip())
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def moment(chunk: Chunk) -> str:
    """The name of the moment at which the first chunk of its kind comes."""
    return "first_card" if isinstance(chunk, Picks) else "first_word" if isinstance(chunk, Text) else "last_word"
