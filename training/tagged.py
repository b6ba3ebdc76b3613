"""Utterances to learn from: what each letter does, and what is done altogether. Knows no model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.messages import Act
from retriever.items import HAN
from retriever.lexical import STOP_WORDS, stems

ROOT = Path(__file__).resolve().parent.parent
TALKS = ROOT / "tests" / "data" / "utterances.jsonl"
SINGLE = ROOT / "training" / "utterances.jsonl"
PARTS = frozenset({"dev", "fresh", "opened"})  # of the gold talks; "test" is never learnt from
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance: `wish`, `refused` and `back` are words or phrases of it, see training/README.md."""

    say: str
    opening: bool
    acts: tuple[Act, ...]
    wish: tuple[str, ...]
    refused: tuple[str, ...]
    back: tuple[str, ...]
    part: str

    @property
    def chinese(self) -> bool:
        return bool(HAN.search(self.say))

    def labels(self) -> list[int]:
        """What each letter does: an index of LABELS in bot/intent/learned/tagger.py."""
        labels = [0] * len(self.say)
        for label, phrases in enumerate((self.wish, self.refused, self.back), 1):
            for phrase in phrases:
                for start, end in places(self.say, phrase):
                    labels[start:end] = [label] * (end - start)
        return labels


def places(said: str, phrase: str) -> list[tuple[int, int]]:
    """Where `phrase` stands in `said`; where it does not stand as it is, its words by stem."""
    edges = ("", "") if HAN.search(phrase) else (r"(?<![^\W一-鿿])", r"(?![^\W一-鿿])")
    exact = [m.span() for m in re.finditer(re.escape(phrase).join(edges), said, re.IGNORECASE)]
    if exact:
        return exact
    wanted = {stem for word in WORD.findall(phrase.casefold()) for stem in stems(word)}
    return [
        match.span()
        for match in WORD.finditer(said)
        if match.group().casefold() not in STOP_WORDS and wanted & set(stems(match.group().casefold()))
    ]


def learnt() -> list[Utterance]:
    """All there is to learn from, without what also stands in the talks put aside ("hello")."""
    aside = {one.say for one in of_talks(frozenset({"test"}))}
    return [one for one in (*single(), *of_talks(PARTS)) if one.say not in aside]


def single(path: Path = SINGLE) -> Iterator[Utterance]:
    """Utterances that stand alone."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Utterance(
            row["say"],
            row["first"],
            tuple(row["acts"]),
            tuple(row["wish"]),
            tuple(row["out"]),
            tuple(row.get("back", ())),
            "single",
        )


def of_talks(parts: frozenset[str], path: Path = TALKS) -> Iterator[Utterance]:
    """Utterances of gold talks of these parts; what was in force before and is no longer was taken back."""
    for line in path.read_text(encoding="utf-8").splitlines():
        talk = json.loads(line)
        if talk["part"] not in parts:
            continue
        before: list[str] = []
        opening = True
        for turn in talk["turns"]:
            gone = [slot for slot in before if slot not in turn["state"]] if "relax" in turn["acts"] else []
            yield Utterance(
                turn["say"],
                opening,
                tuple(turn["acts"]),
                _of(turn["slots"], "wish"),
                _of(turn["slots"], "without"),
                (*_of(gone, "wish"), *_of(gone, "without")),
                talk["part"],
            )
            opening = opening and not turn["state"] and not turn["shown"]
            before = turn["state"]


def _of(slots: list[str], kind: str) -> tuple[str, ...]:
    return tuple(slot.partition(" ")[2] for slot in slots if slot.startswith(f"{kind} "))
