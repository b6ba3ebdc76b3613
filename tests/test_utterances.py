"""The gold talks: sound in themselves, and read as well as they were when the rules were written."""

from __future__ import annotations

import re
import statistics

import pytest

from benchmarks.intent import CATALOGUES, GOLD, domain_of, f1, read_gold, score_talks
from bot.intent.learned.tagger import load_taggers
from retriever.catalogue import read_catalogue
from retriever.encode import packaged_weights

PARTS = ("dev", "opened", "fresh", "test")
NAMED = re.compile(r"(?:liked|disliked|seen|about) (\S+)$")


@pytest.mark.parametrize("part", PARTS)
def test_every_item_of_the_gold_is_in_its_catalogue(part: str) -> None:
    ids = {name: {item.id for item in read_catalogue(path).items} for name, path in CATALOGUES.items()}
    for talk in read_gold([GOLD], part):
        for turn in talk["turns"]:
            slots = [match.group(1) for slot in (*turn["slots"], *turn["state"]) if (match := NAMED.match(slot))]
            assert {*turn["shown"], *turn["refers"], *slots} <= ids[talk["domain"]], talk["talk"]


def test_there_are_enough_talks_in_both_languages_and_enough_are_put_aside() -> None:
    talks = {part: read_gold([GOLD], part) for part in PARTS}
    said = {part: [turn["say"] for talk in talks[part] for turn in talk["turns"]] for part in talks}
    everything = [text for texts in said.values() for text in texts]
    chinese = [text for text in everything if re.search("[一-鿿]", text)]
    assert len(everything) >= 600
    assert len(chinese) >= 150
    assert len(said["test"]) > len(said["dev"])
    seen = {text for part in PARTS if part != "test" for text in said[part]}
    assert len(set(said["test"]) & seen) <= 10  # "why these?" is said by many


def test_the_development_talks_are_read_well_by_the_rules_alone() -> None:
    score = score_talks(read_gold([GOLD], "dev"), domain_of)
    assert f1(score.acts) >= 0.95
    assert f1(score.slots) >= 0.92
    assert statistics.mean(score.joint) >= 0.85
    assert statistics.mean(score.referents) >= 0.93


@pytest.mark.slow
def test_talks_are_read_better_with_the_learnt_reader() -> None:
    rules = score_talks(read_gold([GOLD], "opened"), domain_of)
    both = score_talks(read_gold([GOLD], "opened"), lambda name: domain_of(name, load_taggers(packaged_weights())))
    assert f1(both.slots) > f1(rules.slots)
    assert f1(both.acts) >= 0.95
    assert f1(both.slots) >= 0.92
