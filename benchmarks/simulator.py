"""Talks with a simulated person: `python -m benchmarks.simulator [--targets N] [--seed S]`.

A person has one item of the catalogue in mind and tells, turn by turn, true things of it and of what is shown
(simulated_person.py). A talk succeeds when the item is among the five shown, within five turns. There are two
sorts of people: one tells of the item only what many have in common (a kind, a mood, a decade), the other whatever
its record says ("it should be about chess", where no other film is). Both refuse what was shown by any name.
Three recommenders over the same index meet the same person, who begins with the same words; what follows depends
on what was shown. The whole bot without a writer, asked back and all; parser, search and ranker on the last
utterance alone; search and ranker on all that was said, as one text. The two peers show something after every
utterance, whatever the parser makes of it. The tail is what lies outside the fifth that is best known. The
catalogue is the embedded films, or that of `--catalogue FILE` or of an index made before, `--index FOLDER`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from benchmarks.simulated_answers import Question
from benchmarks.simulated_facts import Said
from benchmarks.simulated_opening import Shelf
from benchmarks.simulated_person import Person
from bot.build import Parts, build_parts, load_encoders
from bot.clarify import clarify
from bot.finding import CANDIDATES
from bot.hopeless import hopeless
from bot.memory import SqliteMemory
from bot.messages import Session
from bot.settings import Settings
from bot.turn import Bot
from retriever.building import build_index
from retriever.catalogue import read_catalogue
from retriever.items import Item, Query
from retriever.store import stores
from retriever.tail import HEAD

SHOWN = 5
TURNS = 5
TAIL_SHARE = 5 / 7  # of the targets: of 210 there are 150
OURS = "Offtrail"
GROUPS = ("tail", "head", "all")
PEOPLE = {"tells what many items have": False, "tells what few items have, too": True}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a recommender shows after an utterance, and what it asks back."""

    items: Sequence[Item]
    question: Question | None = None


Talk = Callable[[str], Listed]  # utterance -> list; holds what was said before, where it minds
Recommender = Callable[[str], Talk]  # name of a new talk -> the talk


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one talk went: the turn in which the target was shown, None where it was not, and what was said."""

    target: Item
    turn: int | None
    said: tuple[Said, ...]


def whole_bot(parts: Parts, home: Path, niche: float) -> Recommender:
    """Everything but a language model; talks are kept in a file as always."""
    memory = SqliteMemory.open(home / "talks.sqlite3", parts.item_of, lambda: 0.0)
    bot = Bot(
        parser=parts.parser,
        retriever=parts.retriever,
        ranker=parts.ranker,
        memory=memory,
        item_of=parts.item_of,
        n=SHOWN,
        niche=niche,
        clarify=clarify,
        hopeless=hopeless,
    )

    def begin(name: str) -> Talk:
        def say(text: str) -> Listed:
            reply = bot(text, name)
            return Listed([pick.item for pick in reply.picks], reply.question)

        return say

    return begin


def last_utterance(parts: Parts, niche: float) -> Recommender:
    """Every utterance as the first of a talk."""

    def say(text: str) -> Listed:
        return _found(parts, parts.parser.parse(text, Session("simulated", Query(niche=niche))).query)

    return lambda _: say


def whole_talk(parts: Parts, niche: float) -> Recommender:
    """All utterances as one wish, oldest first; nothing is parsed and nothing hidden."""

    def begin(_: str) -> Talk:
        said: list[str] = []

        def say(text: str) -> Listed:
            said.append(text)
            return _found(parts, Query(text=". ".join(said), niche=niche))

        return say

    return begin


def _found(parts: Parts, query: Query) -> Listed:
    return Listed([pick.item for pick in parts.ranker.rank(query, parts.retriever.find(query, CANDIDATES), SHOWN)])


def converse(person: Person, talk: Talk) -> Outcome:
    """One talk to its end."""
    said = [person.open()]
    for turn in range(1, TURNS + 1):
        listed = talk(said[-1].text)
        if person.target.id in {item.id for item in listed.items}:
            return Outcome(person.target, turn, tuple(said))
        if turn < TURNS:
            said.append(person.react(listed.items, said, listed.question))
    return Outcome(person.target, None, tuple(said))


def draw(items: Sequence[Item], n: int, seed: int) -> list[Item]:
    """Targets, `TAIL_SHARE` of them from the tail; fewer where a half has not as many."""
    random = Random(seed)
    ordered = sorted(items, key=lambda item: item.id)
    tail = [item for item in ordered if item.tail >= HEAD]
    head = [item for item in ordered if item.tail < HEAD]
    from_tail = round(n * TAIL_SHARE)
    return random.sample(tail, min(from_tail, len(tail))) + random.sample(head, min(n - from_tail, len(head)))


def figures(outcomes: Sequence[Outcome]) -> tuple[list[float], float]:
    """Share of talks that succeeded by turn 1, 2, ..., and mean turns of those that did (NaN where none did)."""
    turns = [outcome.turn for outcome in outcomes if outcome.turn is not None]
    by_turn = [sum(turn <= last for turn in turns) / max(len(outcomes), 1) for last in range(1, TURNS + 1)]
    return by_turn, sum(turns) / len(turns) if turns else float("nan")


def table(results: Mapping[str, Sequence[Outcome]]) -> str:
    """Markdown: success by turn, turns to success, and how many times the success of each is ours."""
    by_turn = " | ".join(f"by turn {turn}" for turn in range(1, TURNS))
    lines = [
        f"| {'targets':>11} | {'':28} | {by_turn} | success@{TURNS} | mean turns | ours / this |",
        f"|{'-' * 12}:|{'-' * 30}|{'----------:|' * (TURNS - 1)}{'----------:|' * 2}------------:|",
    ]
    for group in GROUPS:
        ours = 0.0
        for name, outcomes in results.items():
            chosen = [one for one in outcomes if group == "all" or (one.target.tail >= HEAD) == (group == "tail")]
            successes, turns = figures(chosen)
            ours = successes[-1] if name == OURS else ours
            ratio = f"{ours / successes[-1]:.2f}" if successes[-1] else "-"
            shares = " | ".join(f"{share:9.3f}" for share in successes)
            lines.append(
                f"| {f'{group} ({len(chosen)})':>11} | {name:28} | {shares} | {turns:10.2f} | {ratio:>11} |"
            )
    return "\n".join(lines)


def open_parts(home: Path, catalogue: Path | None, index: Path | None) -> tuple[Parts, Settings]:
    """The index in `index`, or one made in `home` of `catalogue` or of the embedded films."""
    settings = Settings(home=home, index=index)
    if catalogue is not None:
        settings = Settings(home=home, index=home / "index")
        kept = stores(settings.store, settings.store_token)
        build_index(
            read_catalogue(catalogue), load_encoders(settings), kept, settings.index_folder, datetime.now()
        )
    return build_parts(settings), settings


def measure(home: Path, arguments: argparse.Namespace) -> None:
    """Runs all talks and prints the tables."""
    started = time.perf_counter()
    parts, settings = open_parts(home, arguments.catalogue, arguments.index)
    with closing(parts.live):
        items = parts.live.index.items
        targets, shelf = draw(items, arguments.targets, arguments.seed), Shelf.of(items)
        recommenders = {
            OURS: whole_bot(parts, home, settings.niche),
            "last utterance only": last_utterance(parts, settings.niche),
            "whole talk as one query": whole_talk(parts, settings.niche),
        }
        print(f"{len(targets)} targets of {len(items):,} items, seed {arguments.seed}\n")
        for people, exact in PEOPLE.items():
            persons = [Person(item, shelf, arguments.seed, exact) for item in targets]
            results, seconds = {}, {"opening": time.perf_counter() - started}
            for name, begin in recommenders.items():
                started = time.perf_counter()
                results[name] = [converse(person, begin(f"{person.target.id} {exact}")) for person in persons]
                seconds[name] = time.perf_counter() - started
            print(f"Somebody who {people}:\n\n{table(results)}\n")
            answers = sum(said.answer for outcome in results[OURS] for said in outcome.said)
            print(f"clarifying questions answered: {answers}; seconds: {_told(seconds)}\n")
            started = time.perf_counter()


def _told(seconds: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f}" for name, value in seconds.items())


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--targets", type=int, default=210, help="how many talks with each recommender")
    parser.add_argument("--seed", type=int, default=0, help="of the targets and of what people say")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--catalogue", type=Path, help="a catalogue file; the embedded films when not given")
    source.add_argument("--index", type=Path, help="the folder of an index that was made before")
    with tempfile.TemporaryDirectory() as home:
        measure(Path(home), parser.parse_args(argv))


if __name__ == "__main__":
    main()
