"""Batches: lines in, ids and scores out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.batch import BatchError, Talk, TalkReader, read_talks, recommend_all, write_results
from bot.messages import Intent, Message, Session
from retriever.items import Constraint, Query
from retriever.search import LongTailRetriever
from tests.shop import built, opened, parser_of, ranker_of, retriever_of

LINE = {
    "turn_id": "t1",
    "messages": [
        {"role": "assistant", "content": "Hello!"},
        {"role": "user", "content": "I love smoky tea, nothing over 100 euros"},
    ],
    "seen": ["sencha"],
}


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[LongTailRetriever]:
    with opened(built(tmp_path)) as index:
        yield retriever_of(index)


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def reader_of(retriever: LongTailRetriever) -> TalkReader:
    index = retriever.index
    return TalkReader(parser_of(index.items), index.item_of, 0.5)


def run(retriever: LongTailRetriever, path: Path, n: int) -> list[tuple[str, list[tuple[str, float]]]]:
    return list(recommend_all(read_talks(path), reader_of(retriever), retriever, ranker_of(retriever), n))


def test_every_talk_gets_its_items_best_first_and_never_a_seen_one(
    retriever: LongTailRetriever, tmp_path: Path
) -> None:
    results = run(retriever, lines(tmp_path / "in.jsonl", LINE, LINE | {"turn_id": "t2", "seen": []}), 4)
    assert [turn_id for turn_id, _ in results] == ["t1", "t2"]
    first = dict(results)["t1"]
    assert first[0][0] == "lapsang"
    assert len(first) == 4
    assert "sencha" not in dict(first)


def test_a_constraint_of_the_talk_holds_in_a_batch(retriever: LongTailRetriever, tmp_path: Path) -> None:
    talk = LINE | {"messages": [{"role": "user", "content": "boots under 160 euros"}]}
    [(_, ranked)] = run(retriever, lines(tmp_path / "in.jsonl", talk), 10)
    prices = {item.id: item.numbers["price"] for item in retriever.index.items}
    assert ranked
    assert all(prices[id_] <= 160 for id_, _ in ranked)


def test_what_the_person_has_had_counts_as_liked_unless_disliked(
    retriever: LongTailRetriever, tmp_path: Path
) -> None:
    talk = LINE | {
        "messages": [{"role": "user", "content": "I hated Lapsang Souchong"}],
        "seen": ["sencha", "lapsang"],
    }
    [read] = read_talks(lines(tmp_path / "in.jsonl", talk))
    query = reader_of(retriever).understand(read)
    assert query.liked == ("sencha",)
    assert query.disliked == ("lapsang",)
    assert query.seen >= {"sencha", "lapsang"}


def test_results_are_written_whole_with_ids_as_the_catalogue_has_them(tmp_path: Path) -> None:
    results = iter([("a", [("12", 0.5), ("7", 0.25)])])
    assert write_results(tmp_path / "out.jsonl", results, integer_ids=True) == 1
    assert json.loads((tmp_path / "out.jsonl").read_text()) == {
        "turn_id": "a",
        "ids": [12, 7],
        "scores": [0.5, 0.25],
    }


def test_a_batch_that_fails_half_way_leaves_the_old_result(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, list[tuple[str, float]]]]:
        yield "a", []
        raise BatchError("line 2 is broken")

    out = tmp_path / "out.jsonl"
    out.write_text("old")
    with pytest.raises(BatchError, match="line 2 is broken"):
        write_results(out, failing(), integer_ids=False)
    assert out.read_text() == "old"
    assert list(tmp_path.glob("*.part")) == []


def test_a_number_as_turn_id_comes_back_as_a_number(tmp_path: Path) -> None:
    [talk] = read_talks(lines(tmp_path / "in.jsonl", LINE | {"turn_id": 7}))
    assert talk.turn_id == 7


@pytest.mark.parametrize(
    "broken",
    [
        {"messages": []},
        {"turn_id": "a"},
        {"turn_id": "a", "messages": "hello"},
        {"turn_id": "a", "messages": [{"role": "king", "content": "x"}]},
        {"turn_id": "a", "messages": [{"role": "user", "content": 3}]},
        {"turn_id": ["a"], "messages": []},
        {"turn_id": "a", "messages": [], "seen": "abc"},
        {"turn_id": "a", "messages": [{"role": "user", "content": "x" * 4001}]},
    ],
)
def test_a_broken_line_is_named_with_its_row_and_the_wanted_shape(tmp_path: Path, broken: object) -> None:
    with pytest.raises(BatchError, match=r'in\.jsonl:2: wanted \{"turn_id"'):
        list(read_talks(lines(tmp_path / "in.jsonl", LINE, broken)))


class Heard:
    """A parser that hears what it is told."""

    def __init__(self, *queries: Query) -> None:
        self.queries = list(queries)

    def parse(self, utterance: str, session: Session) -> Intent:
        return Intent(("recommend",), self.queries.pop(0))


def test_after_a_change_of_subject_demands_are_the_last_ones_and_likes_those_of_the_whole_talk() -> None:
    dear, tea = Constraint("price", "above", (90.0,)), Constraint("country", "none_of", ("China",))
    parser = Heard(
        Query("boots", liked=("river", "moka"), must=(dear,)), Query("tea", disliked=("moka",), must=(tea,))
    )
    talk = Talk("t", (Message("user", "boots like River Trade"), Message("user", "now tea instead")), ("sencha",))
    query = TalkReader(parser, lambda _: None, 0.5).understand(talk)
    assert query.liked == ("sencha", "river")
    assert query.must == (tea,)
    assert query.text == "now tea instead boots like River Trade"
