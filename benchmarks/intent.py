"""How well utterances are understood: acts, slots, state and referents against written gold, turn by turn.

    python -m benchmarks.intent [--part dev|test|fresh|opened|all] [--faults] [--rules]
                                [--taggers ENGLISH CHINESE] [FILE ...]

Gold is tests/data/utterances.jsonl: talks with what was on screen, what was said, and what a careful human noted.
A parser reads each talk from its beginning with the state it made itself, so early faults count again later.

* act F1: micro, over (utterance, act).
* slot F1: micro, over (utterance, slot); a slot is what one utterance adds to what was said before. What is taken
  back shows in the state only, and soft preferences other than people in the wish only.
* joint state: share of utterances after which the whole state is right: each demand and refusal, each liked,
  disliked and seen item, the niche level, and the wish with all its words and at most one too many.
* referent: share of the utterances with pointing words whose items are all right, no more and no fewer.

Only `test` says how it reads what it has not seen: the rules were written, and the learnt reader trained, on the
others. How slots are compared is said in benchmarks/gold_slots.py. Items that "more" hides are no statement of the
person.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from benchmarks.gold_slots import Domain, Key, gold_keys, matched, state_keys
from bot.intent.gazetteer import Gazetteer
from bot.intent.learned.tagger import CHINESE, ENGLISH, Tagger, load_taggers
from bot.intent.rules import RuleParser
from bot.messages import Intent, Language, Session, Turn
from ranker.rank import Ranked
from retriever.catalogue import read_catalogue
from retriever.encode import packaged_weights

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "data" / "utterances.jsonl"
CATALOGUES = {
    "films": ROOT / "catalogues" / "films.jsonl",
    "shop": ROOT / "tests" / "data" / "shop.jsonl",
    "books": ROOT / "tests" / "data" / "books.jsonl",
}


def domain_of(name: str, taggers: Mapping[Language, Tagger] = MappingProxyType({})) -> Domain:
    """The catalogue of that name and the rules over it."""
    items = tuple(read_catalogue(CATALOGUES[name]).items)
    return Domain(items, RuleParser(Gazetteer(items), {item.id: item for item in items}.get, taggers))


@dataclass
class Score:
    """Counts that add up over talks."""

    acts: Counter[str] = field(default_factory=Counter)
    slots: Counter[str] = field(default_factory=Counter)
    by_act: dict[str, Counter[str]] = field(default_factory=dict)
    by_slot: dict[str, Counter[str]] = field(default_factory=dict)
    joint: list[bool] = field(default_factory=list)
    strict: list[bool] = field(default_factory=list)
    referents: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, total: Counter[str], by: dict[str, Counter[str]], name: str, kind: str) -> None:
        total[kind] += 1
        by.setdefault(name, Counter())[kind] += 1


def f1(counts: Mapping[str, int]) -> float:
    """2 right / (2 right + missed + too much)."""
    total = 2 * counts.get("right", 0) + counts.get("missed", 0) + counts.get("extra", 0)
    return 2 * counts.get("right", 0) / total if total else 1.0


def run_talk(talk: Mapping[str, Any], domain: Domain, score: Score) -> None:
    """Reads one talk and counts."""
    by_id = {item.id: item for item in domain.items}
    session = Session(str(talk["talk"]))
    before: set[Key] = set()
    gold_before: set[Key] = set()
    excused: set[str] = set()
    for number, turn in enumerate(talk["turns"], 1):
        shown = tuple(Ranked(by_id[id_], 1.0) for id_ in turn["shown"])
        last = session.turns[-1:]
        if shown and (not last or [p.item.id for p in session.shown] != turn["shown"]):
            kept = last[0] if last else Turn("", "")
            now = replace(kept, picks=shown)
            session = Session(session.id, session.query, (*session.turns[:-1], now))
        started = time.perf_counter()
        intent = domain.parser.parse(turn["say"], session)
        score.seconds.append(time.perf_counter() - started)
        excused |= _hidden(session, turn)
        known = {slot.partition(" ")[2] for slot in turn["state"] if slot.startswith("seen ")}
        state = state_keys(intent.query, domain) - {("seen", id_) for id_ in excused - known}
        gold_state = {key for slot in turn["state"] for key in gold_keys(slot, domain)}
        gold_slots = {key for slot in turn["slots"] for key in gold_keys(slot, domain)}
        _count(
            score,
            f"{talk['talk']}.{number} {turn['say']!r}",
            turn,
            intent,
            (gold_slots - gold_before, gold_state),
            (before, state),
        )
        before, gold_before = state, gold_state
        spoken = (
            *intent.about,
            *intent.meant,
            *(id_ for id_ in intent.query.liked if id_ not in session.query.liked),
        )
        done = Turn(
            turn["say"], "", query=intent.query, spoken=spoken, language=intent.language if intent.fixed else ""
        )
        session = Session(session.id, intent.query, (*session.turns, done))


def _hidden(session: Session, turn: Mapping[str, Any]) -> set[str]:
    """Items shown so far that are not to come again, since others were asked for: nobody said they knew them."""
    others = "more" in turn["acts"] or (
        {"refine", "recommend"} & set(turn["acts"]) and any(slot.startswith("liked ") for slot in turn["slots"])
    )
    return {pick.item.id for one in session.turns for pick in one.picks} if others else set()


def _count(
    score: Score,
    where: str,
    turn: Mapping[str, Any],
    intent: Intent,
    gold: tuple[set[Key], set[Key]],
    found: tuple[set[Key], set[Key]],
) -> None:
    faults = []
    gold_acts, acts = set(turn["acts"]), set(intent.acts)
    for act in sorted(gold_acts | acts):
        kind = "right" if act in gold_acts & acts else "missed" if act in gold_acts else "extra"
        score.add(score.acts, score.by_act, act, kind)
        if kind != "right":
            faults.append(f"act {kind} {act}")
    gold_slots, gold_state = gold
    before, state = found
    said = _said(before, state) | _turn_slots(intent)
    right, missed, extra = matched(gold_slots, said)
    for kind, keys in (("right", right), ("missed", missed), ("extra", extra)):
        for key in sorted(keys, key=str):
            score.add(score.slots, score.by_slot, str(key[0]), kind)
            if kind != "right":
                faults.append(f"slot {kind} {_told(key)}")
    _, missed, extra = matched(_state_only(gold_state), state)
    hard = [key for key in (*missed, *extra) if key[0] != "wish"]
    soft = [key for key in missed if key[0] == "wish"], [key for key in extra if key[0] == "wish"]
    joint = not hard and not soft[0] and len(soft[1]) <= 1
    score.joint.append(joint)
    score.strict.append(not missed and not extra)
    if not joint:
        faults.append(
            "state: " + "; ".join([*(f"missed {_told(k)}" for k in missed), *(f"extra {_told(k)}" for k in extra)])
        )
    if turn["refers"]:
        hit = set(turn["refers"]) == set(intent.meant)
        score.referents.append(hit)
        if not hit:
            faults.append(f"refers {turn['refers']} but meant {list(intent.meant)}")
    if faults:
        score.faults.append(f"{where} on {turn['shown']}\n    " + "\n    ".join(faults))


def _said(before: set[Key], state: set[Key]) -> set[Key]:
    """What is new in a state; of a demand that was widened ("Japan too") only what came to it."""
    new = set()
    for key in state - before:
        wide = key[2] if key[0] == "must" else None
        narrow = [one[2] for one in before - state if one[:2] == key[:2] and isinstance(one[2], frozenset)]
        old = next((values for values in narrow if isinstance(wide, frozenset) and values < wide), None)
        new.add(key if old is None or not isinstance(wide, frozenset) else (*key[:2], wide - old))
    return new


def _state_only(keys: set[Key]) -> set[Key]:
    return {key for key in keys if key[0] not in ("about", "n", "language")}


def _turn_slots(intent: Intent) -> set[Key]:
    keys: set[Key] = {("about", id_) for id_ in intent.about}
    if intent.n is not None:
        keys.add(("n", str(intent.n)))
    if intent.fixed:
        keys.add(("language", intent.language))
    return keys


def _told(key: Key) -> str:
    return " ".join(
        f"({len(part)} items)" if isinstance(part, frozenset) and len(part) > 6 else str(part) for part in key
    )


def score_talks(talks: Iterable[Mapping[str, Any]], make: Callable[[str], Domain] = domain_of) -> Score:
    """Reads all talks with the parser of their domain."""
    domains: dict[str, Domain] = {}
    score = Score()
    for talk in talks:
        name = str(talk["domain"])
        if name not in domains:
            domains[name] = make(name)
        run_talk(talk, domains[name], score)
    return score


def read_gold(paths: Sequence[Path], part: str) -> list[dict[str, Any]]:
    """Talks of a part; files without parts are taken whole."""
    talks = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [talk for talk in talks if part == "all" or talk.get("part", part) == part]


def table(score: Score) -> str:
    """All figures, as text."""
    lines = [
        f"{len(score.joint)} utterances",
        f"act F1          {f1(score.acts):.3f}   (goal .95)",
        f"slot F1         {f1(score.slots):.3f}   (goal .92)",
        f"joint state     {statistics.mean(score.joint):.3f}   (goal .85)",
        f"with no word too many  {statistics.mean(score.strict):.3f}",
        f"referents       {statistics.mean(score.referents or [True]):.3f}   (goal .95; "
        f"{len(score.referents)} utterances)",
        f"ms an utterance {1000 * statistics.median(score.seconds):.1f} median, "
        f"{1000 * statistics.quantiles(score.seconds, n=20)[-1]:.1f} at the 95th percentile (goal 15)",
        "",
    ]
    for title, by in (("act", score.by_act), ("slot", score.by_slot)):
        lines.append(f"{title:12} right missed extra    F1")
        for name in sorted(by, key=lambda name: -sum(by[name].values())):
            counts = by[name]
            lines.append(
                f"{name:12} {counts['right']:5} {counts['missed']:6} {counts['extra']:5} {f1(counts):5.2f}"
            )
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path, default=[GOLD])
    parser.add_argument("--part", choices=("dev", "test", "fresh", "opened", "all"), default="dev")
    parser.add_argument("--faults", action="store_true", help="name every fault")
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument(
        "--taggers", type=Path, nargs=2, default=[ENGLISH, CHINESE], help="weights of another training"
    )
    options = parser.parse_args()
    taggers = {} if options.rules else load_taggers(packaged_weights(), *options.taggers)
    score = score_talks(read_gold(options.files or [GOLD], options.part), partial(domain_of, taggers=taggers))
    if options.faults:
        print("\n".join(score.faults))
    print(table(score))


if __name__ == "__main__":
    main()
