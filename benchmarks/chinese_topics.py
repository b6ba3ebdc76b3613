"""Chinese wishes -> the values of the embedded English films they reach: `python -m benchmarks.chinese_topics`.

benchmarks/data/chinese_topics.jsonl holds wishes written for this benchmark, each with the values of the catalogue
it should reach and those that are as good; some should reach none. They were split in two halves before anything
was tuned; the first half was tuned on. `recall` is the share of the values that are preferred or demanded after a
first turn, `wrong` counts those that should not be, and `holding` is the share of its five picks that have a value
of the topic. `--off` leaves the dictionary and the table of Chinese words out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.build import Parts, build_parts
from bot.finding import CANDIDATES
from bot.intent import rules
from bot.messages import Session
from bot.settings import Settings
from retriever import question
from retriever.glossary import Glossary
from retriever.items import Item, Query

WISHES = Path(__file__).parent / "data" / "chinese_topics.jsonl"
HALVES = ("first", "second")
SHOWN = 5
KINDS = {"comedy", "romance"}  # asked for besides in some wishes: no topic gone wrong


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said, the values it should reach, and those that are as good."""

    half: str
    say: str
    values: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one wish came to."""

    wish: Wish
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    holding: int  # of the picks


def read_wishes() -> list[Wish]:
    """All of them."""
    with WISHES.open(encoding="utf-8") as file:
        rows = map(json.loads, file)
        return [Wish(row["half"], row["say"], tuple(row["values"]), tuple(row["also"])) for row in rows]


def judged(parts: Parts, wish: Wish) -> Outcome:
    """The first turn of a talk, without the words."""
    query = parts.parser.parse(wish.say, Session("benchmark", Query())).query
    reached = {str(value) for c in (*query.prefer, *query.must) if c.op == "any_of" for value in c.values}
    picks = [id_ for id_, _ in parts.ranker.order(query, parts.retriever.find(query, CANDIDATES), SHOWN)]
    good = {*wish.values, *wish.also}
    items = [item for id_ in picks if (item := parts.item_of(id_))]
    return Outcome(
        wish,
        tuple(value for value in wish.values if value not in reached),
        tuple(sorted(value for value in reached - good - KINDS if not _alike(value, good))),
        sum(_holds(item, good) for item in items),
    )


def _alike(value: str, good: set[str]) -> bool:
    """The plural of one that is good; a genre that was asked for besides is no theme gone wrong."""
    return any(value.rstrip("s") == one.rstrip("s") for one in good) or value in ("comedy", "romance")


def _holds(item: Item, good: set[str]) -> bool:
    return any(
        _alike(value, good)
        for values in item.facets.values()
        for value in values
        if value not in ("comedy", "romance")
    )


def main() -> None:
    """Prints a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--faults", action="store_true", help="name every fault")
    options.add_argument("--off", action="store_true", help="without the Chinese words of values")
    chosen = options.parse_args()
    if chosen.off:
        rules.glossed = lambda heard, _: heard
        question.glossary = lambda: Glossary({})
    with tempfile.TemporaryDirectory() as home:
        parts = build_parts(Settings(home=Path(home)))
        outcomes = [judged(parts, wish) for wish in read_wishes()]
    print(f"{'half':8}{'wishes':>7}{'recall':>8}{'wrong':>7}{'holding':>9}")
    for half in HALVES:
        mine = [one for one in outcomes if one.wish.half == half]
        asked = sum(len(one.wish.values) for one in mine)
        missed = sum(len(one.missed) for one in mine)
        topical = [one for one in mine if one.wish.values]
        holding = sum(one.holding for one in topical) / (SHOWN * len(topical))
        print(f"{half:8}{len(mine):7}{1 - missed / asked:8.2f}{sum(len(o.wrong) for o in mine):7}{holding:9.2f}")
    for one in outcomes if chosen.faults else ():
        if one.wish.half == HALVES[0] and (one.missed or one.wrong):
            print(f"{one.wish.say}: missed {', '.join(one.missed) or '-'}; wrong {', '.join(one.wrong) or '-'}")


if __name__ == "__main__":
    main()
