"""Full names as people write them -> the names that records have. Knows no grammar and no queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, takewhile

from bot.intent.plain import folded
from bot.intent.titles.spelling import Speller
from retriever.lexical import WORD

MOST_WORDS = 4  # of a name as it is said
LEFT_OUT = 1  # words of a recorded name that may be missing: "Guillermo Toro"
SHARED = 4  # letters at the beginning of two forms of a first name: "Charlie", "Charles"
SHORT_FORM = 3  # letters of a first name cut short: "Rob"
SURE = 4  # letters of the name that must be right beside such a form
MOST_NAMESAKES = 3
BETWEEN = frozenset({" ", "-", ". ", "'", "’"})  # the words of one name


class People:
    """Built once from the names of the records; read-only after that.

    A name is put right as a whole or not at all: "Andrey Tarkovsky" is near "Andrei Tarkovsky", and "Steven
    Spielberg" is near nobody, however near "Steven" alone may be to somebody's name.
    """

    def __init__(self, names: Iterable[str]) -> None:
        named = [(name, words_of(name)) for name in dict.fromkeys(names)]
        self._names = [(name, words) for name, words in named if 1 < len(words) <= MOST_WORDS + LEFT_OUT]
        self._of: dict[str, list[int]] = {}
        for place, (_, words) in enumerate(self._names):
            for word in dict.fromkeys(words):
                self._of.setdefault(word, []).append(place)
        self._speller = Speller(self._of)
        self.first = frozenset(words[0] for _, words in self._names)

    def corrected(self, text: str, ordinary: Callable[[str], bool]) -> str:
        """`text` with full names that are misspelt or turned round put as the records have them.

        Args:
            ordinary: True for words that any text may use; of such words alone no name is made.
        """
        found = list(WORD.finditer(folded(text)))
        said = [match.group().casefold() for match in found]
        last = [text[one.end() : other.start()] not in BETWEEN for one, other in pairwise(found)]
        pieces, start, done = [], 0, 0
        while start < len(said):
            reach = next((place + 1 for place in range(start, len(last)) if last[place]), len(said))
            end, name = self._longest(said, start, min(reach, start + MOST_WORDS), ordinary)
            if name:
                pieces += [text[done : found[start].start()], name]
                done = found[end - 1].end()
            start = end
        return "".join([*pieces, text[done:]])

    def namesakes(self, words: Sequence[str]) -> tuple[str, ...]:
        """Recorded people of the same last name, a few."""
        places = self._of.get(words[-1], ())
        return tuple(name for name, own in map(self._names.__getitem__, places) if own[-1] == words[-1])[
            :MOST_NAMESAKES
        ]

    def _longest(
        self, said: Sequence[str], start: int, reach: int, ordinary: Callable[[str], bool]
    ) -> tuple[int, str]:
        """Where the longest name from `start` ends, and as it is recorded; "" where there is nothing to mend."""
        for end in range(reach, start + 1, -1):
            words = said[start:end]
            if end > start + 1 and not all(map(ordinary, words)) and (found := self._meant(words)):
                return end, "" if found[1] == [*words] else found[0]
        return start + 1, ""

    def _meant(self, words: Sequence[str]) -> tuple[str, list[str]] | None:
        """The one recorded person whom all of `words` name; None where two are as near, or nobody is."""
        places: set[int] = set()
        for word in words:
            places.update(self._of.get(word, ()))
        if not places:  # one of them at least must be right, or nearly
            places.update(place for word in words for near in self._speller.near(word) for place in self._of[near])
        steps = {
            place: steps for place in places if (steps := self._apart(words, self._names[place][1])) is not None
        }
        best = min(steps.values(), default=None)
        nearest = [place for place, far in steps.items() if far == best]
        return self._names[nearest[0]] if len(nearest) == 1 else None

    def _apart(self, words: Sequence[str], recorded: Sequence[str]) -> int | None:
        """How many words are written otherwise or left out; None where `words` are somebody else's name."""
        if not 0 <= len(recorded) - len(words) <= LEFT_OUT:
            return None
        left = [word for word in recorded if word not in words]
        other = [word for word in words if word not in recorded]
        sure = any(len(word) >= SURE for word in words if word not in other)
        steps = len(recorded) - len(words) + len(other)
        for word in other:
            near = self._speller.near(word)
            as_first = (own for own in left[:1] if own == recorded[0] and sure and _forms(word, own))
            match = next((own for own in left if own in near), None) or next(as_first, None)
            if match is None:
                return None
            left.remove(match)
        return steps


def words_of(name: str) -> list[str]:
    """The words of a name as they are compared."""
    return [word.casefold() for word in WORD.findall(folded(name))]


def _forms(one: str, other: str) -> bool:
    """True for two forms of a first name: "Rob" and "Robert", "Charlie" and "Charles"."""
    short, long = sorted((one, other), key=len)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    return shared >= SHARED or (shared == len(short) and shared >= SHORT_FORM)
