"""What every implementation of a Protocol must do. Inherit the class, name the part in its fixture.

Fixtures are made once a class, since the laws are tried on many examples.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent import Parser
from bot.memory import Memory
from bot.messages import Asked, Session, Turn
from ranker.rank import Ranked, Ranker, Reason
from retriever.encode import Encoder, Vectors
from retriever.items import Constraint, Item, Query
from retriever.search import Retriever
from retriever.store import Store, StoreDamaged, Stores, VectorsRefused
from tests.shop import SHOP, talk

TEXTS = ["smoked tea", "boots for winter", "", "雪山", "a" * 3_000, "smoked tea"]
GOODS = [str(record["id"]) for record in SHOP]

constraints = st.one_of(
    st.builds(
        Constraint,
        st.just("country"),
        st.sampled_from(["any_of", "none_of"]),
        st.lists(st.sampled_from(["China", "japan", "Germany", "Atlantis"]), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(
        Constraint,
        st.just("price"),
        st.sampled_from(["at_least", "at_most"]),
        st.floats(0, 200).map(lambda price: (price,)),
    ),
    st.builds(
        Constraint,
        st.just(""),
        st.just("without"),
        st.sampled_from([("tea",), ("warm", "boots"), ("two players",)]),
    ),
)
some_goods = st.lists(st.sampled_from(GOODS), max_size=3, unique=True).map(tuple)
queries = st.builds(
    Query,
    text=st.sampled_from(["", "  ", "smoky tea", "waterproof boots", "a game for two players", "zzz", "！？"]),
    liked=some_goods,
    disliked=some_goods,
    seen=some_goods.map(frozenset),
    must=st.lists(constraints, max_size=2).map(tuple),
    prefer=st.lists(constraints, max_size=2).map(tuple),
    niche=st.floats(0, 1),
)
texts = st.text(max_size=200)


class EncoderContract:
    """Fixture: encoder."""

    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls) -> Encoder:
        raise NotImplementedError

    def test_vectors_are_float32_rows_as_wide_as_dim(self, encoder: Encoder) -> None:
        vectors = encoder.encode(TEXTS)
        assert vectors.shape == (len(TEXTS), encoder.dim)
        assert vectors.dtype == np.float32

    def test_every_row_has_unit_length(self, encoder: Encoder) -> None:
        np.testing.assert_allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-3)

    def test_equal_texts_get_equal_rows_and_other_texts_others(self, encoder: Encoder) -> None:
        vectors = encoder.encode(TEXTS)
        assert vectors[0] @ vectors[5] == pytest.approx(1, abs=1e-2)
        assert vectors[0] @ vectors[1] < 0.95

    def test_the_order_of_the_texts_does_not_change_their_rows(self, encoder: Encoder) -> None:
        np.testing.assert_allclose(encoder.encode(TEXTS)[::-1], encoder.encode(TEXTS[::-1]), atol=1e-2)

    def test_no_texts_give_no_rows_of_the_right_width(self, encoder: Encoder) -> None:
        vectors = encoder.encode([])
        assert vectors.shape == (0, encoder.dim)
        assert vectors.dtype == np.float32

    def test_it_has_a_name_that_an_index_can_record(self, encoder: Encoder) -> None:
        assert encoder.name.strip() == encoder.name != ""


def unit_rows(n: int, dim: int = 16, seed: int = 0) -> Vectors:
    """Random directions, float32 (n, dim)."""
    vectors = np.random.default_rng(seed).normal(size=(n, dim))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class StoreContract:
    """Fixture: store, empty and new for each test, 16 wide."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    def test_an_empty_store_has_no_neighbours(self, store: Store) -> None:
        assert store.count() == 0
        assert store.nearest(unit_rows(2), 3) == [[], []]

    def test_every_vector_is_its_own_nearest_neighbour(self, store: Store) -> None:
        vectors = unit_rows(20)
        store.add([f"item {i}" for i in range(20)], vectors)
        nearest = store.nearest(vectors, 1)
        assert [row[0][0] for row in nearest] == [f"item {i}" for i in range(20)]

    def test_neighbours_come_best_first_with_the_cosines_numpy_gives(self, store: Store) -> None:
        vectors, asked = unit_rows(50), unit_rows(4, seed=1)
        store.add([str(i) for i in range(50)], vectors)
        for row, found in zip(asked @ vectors.T, store.nearest(asked, 10), strict=True):
            assert [id_ for id_, _ in found] == [str(i) for i in np.argsort(-row)[:10]]
            np.testing.assert_allclose([cosine for _, cosine in found], np.sort(row)[::-1][:10], atol=1e-5)

    def test_a_cosine_is_never_more_than_one_nor_less_than_minus_one(self, store: Store) -> None:
        vectors = unit_rows(200)
        store.add([str(i) for i in range(200)], vectors)
        cosines = [cosine for row in store.nearest(np.concatenate([vectors, -vectors]), 200) for _, cosine in row]
        assert -1 <= min(cosines) <= -0.999
        assert 0.999 <= max(cosines) <= 1

    def test_a_known_id_is_replaced_and_not_kept_twice(self, store: Store) -> None:
        old, new = unit_rows(2)
        store.add(["a"], old[None])
        store.add(["a"], new[None])
        assert store.count() == 1
        [[(id_, cosine)]] = store.nearest(new[None], 5)
        assert id_ == "a"
        assert cosine == pytest.approx(1, abs=1e-5)

    def test_fewer_come_where_fewer_are_kept(self, store: Store) -> None:
        store.add(["a", "b", "c"], unit_rows(3))
        assert [len(row) for row in store.nearest(unit_rows(2, seed=1), 100)] == [3, 3]

    def test_no_question_gets_no_answer_and_none_asked_for_none_come(self, store: Store) -> None:
        store.add(["a"], unit_rows(1))
        assert store.nearest(np.zeros((0, 16), dtype=np.float32), 3) == []
        assert store.nearest(unit_rows(2), 0) == [[], []]

    def test_what_is_removed_is_found_no_more_and_an_unknown_id_is_no_error(self, store: Store) -> None:
        vectors = unit_rows(5)
        store.add(list("abcde"), vectors)
        store.remove(["b", "unknown", "d", "b"])
        store.remove([])
        assert store.count() == 3
        assert [sorted(id_ for id_, _ in row) for row in store.nearest(vectors, 5)] == [list("ace")] * 5

    def test_what_was_removed_can_be_added_again(self, store: Store) -> None:
        old, new = unit_rows(2)
        store.add(["a"], old[None])
        store.remove(["a"])
        assert (store.count(), store.nearest(old[None], 1)) == (0, [[]])
        store.add(["a"], new[None])
        assert store.nearest(new[None], 1)[0][0][1] == pytest.approx(1, abs=1e-5)

    def test_any_text_can_be_an_id(self, store: Store) -> None:
        ids = ["a/b", " ", "雪山", 'it\'s "quoted"\n', "a" * 500, "0", "🏔"]
        store.add(ids, unit_rows(len(ids)))
        assert [row[0][0] for row in store.nearest(unit_rows(len(ids)), 1)] == ids

    def test_adding_nothing_changes_nothing(self, store: Store) -> None:
        store.add([], np.zeros((0, 16), dtype=np.float32))
        assert store.count() == 0

    def test_progress_adds_up_to_all(self, store: Store) -> None:
        told: list[int] = []
        store.add([str(i) for i in range(30)], unit_rows(30), told.append)
        assert sum(told) == 30

    @pytest.mark.parametrize(
        ("ids", "vectors", "complaint"),
        [
            (["b"], unit_rows(1, dim=8), "got vectors 8 wide, wanted 16"),
            (["b", "c", "b"], unit_rows(3), "id 'b' came twice"),
            (["b", "c"], unit_rows(3), "2 ids came with 3 vectors"),
            (["b", ""], unit_rows(2), "the id at 1 is empty"),
            (["b"], unit_rows(16)[0], r"must be rows, .* got shape \(16,\)"),
            (
                ["b", "c"],
                np.stack([np.ones(16), np.full(16, np.nan)]),
                "the vector at 1 has numbers that are not finite",
            ),
            (["b"], np.full((1, 16), np.inf), "the vector at 0 has numbers that are not finite"),
        ],
        ids=["another width", "an id twice", "ids missing", "an empty id", "no rows", "nan", "inf"],
    )
    def test_vectors_that_make_no_sense_are_refused_whole(
        self, store: Store, ids: list[str], vectors: Vectors, complaint: str
    ) -> None:
        store.add(["a"], unit_rows(1))
        with pytest.raises(VectorsRefused, match=complaint):
            store.add(ids, vectors)
        assert store.count() == 1

    @pytest.mark.parametrize(
        ("vectors", "complaint"),
        [
            (unit_rows(1, dim=8), "got vectors 8 wide, wanted 16"),
            (np.full((1, 16), np.nan), "the vector at 0 has numbers that are not finite"),
        ],
        ids=["another width", "nan"],
    )
    def test_a_question_that_makes_no_sense_is_refused(
        self, store: Store, vectors: Vectors, complaint: str
    ) -> None:
        store.add(["a"], unit_rows(1))
        with pytest.raises(VectorsRefused, match=complaint):
            store.nearest(vectors, 1)

    def test_closing_twice_is_no_error(self, store: Store) -> None:
        store.add(["a"], unit_rows(1))
        assert store.count() == 1
        store.close()
        store.close()


class StoresContract:
    """Fixture: stores, which keep nothing of the generation gen-1 under tmp_path yet."""

    @pytest.fixture
    def stores(self) -> Stores:
        raise NotImplementedError

    @pytest.fixture
    def generation(self, tmp_path: Path) -> Path:
        folder = tmp_path / "gen-1"
        folder.mkdir()
        return folder

    def filled(self, stores: Stores, generation: Path, part: str, n: int, seed: int = 0) -> None:
        with closing(stores.create(generation, part, 16)) as store:
            store.add([f"{part} {i}" for i in range(n)], unit_rows(n, seed=seed))

    def test_what_was_added_and_removed_is_so_after_it_is_opened_again(
        self, stores: Stores, generation: Path
    ) -> None:
        self.filled(stores, generation, "head", 30)
        with closing(stores.open(generation, "head", 16)) as store:
            store.remove(["head 3"])
            store.add(["new"], unit_rows(1, seed=1))
            before = store.nearest(unit_rows(5, seed=2), 30)
        with closing(stores.open(generation, "head", 16)) as store:
            assert store.count() == 30
            assert store.nearest(unit_rows(5, seed=2), 30) == before
            assert {id_ for id_, _ in before[0]} >= {"new", "head 29"}

    def test_an_empty_store_can_be_opened_again(self, stores: Stores, generation: Path) -> None:
        stores.create(generation, "tail", 16).close()
        with closing(stores.open(generation, "tail", 16)) as store:
            assert (store.count(), store.nearest(unit_rows(1), 3)) == (0, [[]])

    def test_head_and_tail_never_mix(self, stores: Stores, generation: Path) -> None:
        self.filled(stores, generation, "head", 3)
        self.filled(stores, generation, "tail", 4, seed=1)
        with (
            closing(stores.open(generation, "head", 16)) as head,
            closing(stores.open(generation, "tail", 16)) as tail,
        ):
            assert (head.count(), tail.count()) == (3, 4)
            assert {id_ for id_, _ in head.nearest(unit_rows(1), 9)[0]} == {"head 0", "head 1", "head 2"}
            head.close()
            assert len(tail.nearest(unit_rows(1), 9)[0]) == 4

    def test_creating_replaces_a_half_made_one_and_may_change_the_width(
        self, stores: Stores, generation: Path
    ) -> None:
        self.filled(stores, generation, "head", 3)
        self.filled(stores, generation, "tail", 3)
        with closing(stores.create(generation, "head", 8)) as store:
            assert store.count() == 0
            store.add(["a"], unit_rows(1, dim=8))
        with closing(stores.open(generation, "head", 8)) as store:
            assert store.count() == 1
        with closing(stores.open(generation, "tail", 16)) as store:
            assert store.count() == 3

    def test_what_was_never_made_is_damaged(self, stores: Stores, generation: Path) -> None:
        with pytest.raises(StoreDamaged, match="offtrail index CATALOGUE"):
            stores.open(generation, "head", 16)
        self.filled(stores, generation, "head", 3)
        with pytest.raises(StoreDamaged, match="offtrail index CATALOGUE"):
            stores.open(generation, "tail", 16)

    def test_another_width_is_damaged(self, stores: Stores, generation: Path) -> None:
        self.filled(stores, generation, "head", 3)
        with pytest.raises(StoreDamaged, match=r"16.*wanted .*384"):
            stores.open(generation, "head", 384)

    def test_dropping_leaves_other_generations_and_an_unknown_one_is_no_error(
        self, stores: Stores, generation: Path
    ) -> None:
        other = generation.with_name("gen-2")
        other.mkdir()
        self.filled(stores, generation, "head", 3)
        self.filled(stores, other, "head", 4)
        stores.drop(generation)
        stores.drop(generation)
        stores.drop(generation.with_name("gen-3"))
        with closing(stores.open(other, "head", 16)) as store:
            assert store.count() == 4
        stores.drop(other)

    def test_the_name_says_nothing_of_places(self, stores: Stores, generation: Path) -> None:
        assert re.fullmatch("[a-z ]+", stores.name)


class RetrieverContract:
    """Fixture: retriever, over the ten items of the shop."""

    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls) -> Retriever:
        raise NotImplementedError

    @given(query=queries, k=st.integers(1, 12))
    def test_at_most_k_items_of_the_catalogue_each_once(self, retriever: Retriever, query: Query, k: int) -> None:
        ids = [candidate.item.id for candidate in retriever.find(query, k)]
        assert len(ids) <= k
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(GOODS)

    @given(query=queries)
    def test_a_seen_liked_or_disliked_item_is_never_offered(self, retriever: Retriever, query: Query) -> None:
        offered = {candidate.item.id for candidate in retriever.find(query, 10)}
        assert not offered & {*query.seen, *query.liked, *query.disliked}

    @given(query=queries)
    def test_no_demand_is_ever_broken(self, retriever: Retriever, query: Query) -> None:
        for candidate in retriever.find(query, 10):
            assert all(constraint.allows(candidate.item) for constraint in query.must)

    @given(query=queries, k=st.integers(1, 12))
    def test_the_same_question_gets_the_same_answer(self, retriever: Retriever, query: Query, k: int) -> None:
        assert retriever.find(query, k) == retriever.find(query, k)

    @given(query=queries)
    def test_cosines_lie_between_minus_one_and_one(self, retriever: Retriever, query: Query) -> None:
        for candidate in retriever.find(query, 10):
            assert -1 <= candidate.similarity <= 1
            assert -1 <= candidate.likeness <= 1
            assert np.isfinite(candidate.fused)

    @given(query=queries)
    def test_legs_are_told_the_strongest_first_and_only_those_that_speak_for_an_item(
        self, retriever: Retriever, query: Query
    ) -> None:
        for candidate in retriever.find(query, 10):
            added = list(candidate.legs.values())
            assert added == sorted(added, reverse=True)
            assert all(value > 0 for value in added)

    @given(query=queries)
    def test_as_many_are_counted_as_are_found_where_there_is_room_for_all(
        self, retriever: Retriever, query: Query
    ) -> None:
        assert retriever.count(query) == len(retriever.find(query, len(GOODS)))

    def test_with_nothing_asked_something_is_offered(self, retriever: Retriever) -> None:
        assert len(retriever.find(Query(), 3)) == 3


class RankerContract:
    """Fixtures: ranker, retriever, over the ten items of the shop."""

    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls) -> Retriever:
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def ranker(cls) -> Ranker:
        raise NotImplementedError

    @given(query=queries, n=st.integers(1, 12))
    def test_at_most_n_of_the_candidates_each_once(
        self, ranker: Ranker, retriever: Retriever, query: Query, n: int
    ) -> None:
        candidates = retriever.find(query, 10)
        ids = [pick.item.id for pick in ranker.rank(query, candidates, n)]
        assert len(ids) == min(n, len(candidates))
        assert len(set(ids)) == len(ids)
        assert set(ids) <= {candidate.item.id for candidate in candidates}

    @given(query=queries)
    def test_every_score_is_a_number(self, ranker: Ranker, retriever: Retriever, query: Query) -> None:
        assert np.isfinite([pick.score for pick in ranker.rank(query, retriever.find(query, 10), 10)]).all()

    @given(query=queries, random=st.randoms(use_true_random=False))
    def test_the_order_of_the_candidates_does_not_matter(
        self, ranker: Ranker, retriever: Retriever, query: Query, random: object
    ) -> None:
        candidates = retriever.find(query, 10)
        mixed = list(candidates)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        assert ranker.rank(query, mixed, 5) == ranker.rank(query, candidates, 5)

    def test_no_candidates_give_no_picks(self, ranker: Ranker) -> None:
        assert ranker.rank(Query("tea"), [], 5) == []

    def test_it_has_a_name_for_people(self, ranker: Ranker) -> None:
        assert ranker.name.strip()


class ParserContract:
    """Fixtures: parser over the shop; goods, its items."""

    @pytest.fixture(scope="class")
    @classmethod
    def parser(cls) -> Parser:
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def session(cls, goods: tuple[Item, ...]) -> Session:
        return talk(goods, "river", "moka", "chess", query=Query("a game", liked=("lantern",)))

    @given(text=st.one_of(texts, st.text("tea no not by him US $€9.5#2,.;但不要推荐 ", max_size=60)))
    def test_no_text_makes_it_fail_and_it_reads_it_the_same_way_twice(
        self, parser: Parser, session: Session, text: str
    ) -> None:
        assert parser.parse(text, session) == parser.parse(text, session)

    @given(text=texts)
    def test_the_session_is_left_as_it_is(self, parser: Parser, session: Session, text: str) -> None:
        before = dataclasses.replace(session)
        parser.parse(text, session)
        assert session == before

    @given(text=texts)
    def test_what_was_seen_stays_seen_and_the_pull_stays_in_bounds(
        self, parser: Parser, session: Session, text: str
    ) -> None:
        query = parser.parse(text, session).query
        assert query.seen >= session.query.seen
        assert 0 <= query.niche <= 1

    @given(text=texts)
    def test_only_items_of_the_catalogue_are_named(self, parser: Parser, session: Session, text: str) -> None:
        intent = parser.parse(text, session)
        assert {*intent.about, *intent.query.liked, *intent.query.disliked, *intent.query.seen} <= set(GOODS)

    def test_an_item_that_left_the_catalogue_does_not_make_it_fail(self, parser: Parser) -> None:
        gone = Session("talk", Query("tea", liked=("gone",), disliked=("gone too",), seen=frozenset({"gone"})))
        for utterance in ("not by him", "cheaper", "more like this", "why?", "not that brand"):
            assert parser.parse(utterance, gone).query.seen >= {"gone"}


class MemoryContract:
    """Fixtures: memory whose clock and catalogue are set; goods, the items it knows."""

    numbers = itertools.count()

    @pytest.fixture(scope="class")
    @classmethod
    def memory(cls) -> Memory:
        raise NotImplementedError

    @pytest.fixture
    def id_(self) -> str:
        return f"talk {next(self.numbers)}"

    def test_an_opinion_is_kept_with_what_is_agreed_after_it_and_can_be_taken_back(
        self, memory: Memory, id_: str
    ) -> None:
        memory.note(id_, "tea", "like", Query(liked=("tea",)))
        memory.note(id_, "chess", "seen", Query(liked=("tea",), seen=frozenset({"chess"})))
        kept = memory.load(id_)
        assert kept.pressed == {"tea": "like", "chess": "seen"}
        assert (kept.query.liked, kept.query.seen) == (("tea",), {"chess"})
        memory.begin(id_, Turn("start over", "", query=Query(liked=("tea",))))
        assert memory.load(id_).pressed == {"tea": "like"}  # of the chess nothing holds any more
        memory.note(id_, "tea", "dislike", Query(disliked=("tea",)))
        memory.note(id_, "chess", None, Query(disliked=("tea",)))
        assert memory.load(id_).pressed == {"tea": "dislike"}
        assert memory.load(id_).query == Query(disliked=("tea",))

    def test_a_forgotten_talk_is_gone_and_others_stay(self, memory: Memory, id_: str) -> None:
        for name in (id_, f"{id_} too"):
            memory.begin(name, Turn("tea", "", query=Query("tea")))
            memory.note(name, "tea", "like", Query("tea", liked=("tea",)))
        assert memory.forget(id_)
        assert not memory.forget(id_)
        assert memory.load(id_) == Session(id_)
        assert memory.load(f"{id_} too").pressed == {"tea": "like"}
        memory.finish(id_, 1, Turn("tea", "late words"))  # of an answer that was being written
        assert memory.load(id_) == Session(id_)

    def test_an_unknown_talk_is_empty(self, memory: Memory, id_: str) -> None:
        assert memory.load(id_) == Session(id_)

    def test_a_finished_turn_comes_back_as_it_was(self, memory: Memory, goods: tuple[Item, ...], id_: str) -> None:
        picks = [
            Ranked(goods[3], 0.25, (Reason("wish", "winter"), Reason("tail", "niche, count 15"))),
            Ranked(goods[0], -1.5),
        ]
        query = Query(
            "winter boots", liked=("chess",), niche=1.0, must=(Constraint("price", "at_most", (200.0,)),)
        )
        begun = Turn(
            "winter boots, 200 at most",
            "",
            tuple(picks),
            must=query.must,
            notes=("no colours here",),
            query=query,
            spoken=("chess",),
            language="en",
            acts=("constrain", "recommend"),
        )
        done = dataclasses.replace(
            begun,
            text="These two.",
            origins={goods[0].id: "model"},
            question=Asked("brand", "Which brand?", ("Skarv", "No matter")),
            seconds={"last_word": 0.5},
        )
        memory.finish(id_, memory.begin(id_, begun), done)
        session = memory.load(id_)
        assert (session.query, session.turns) == (query, (done,))

    def test_a_turn_that_failed_is_let_go_and_what_was_agreed_before_it_holds(
        self, memory: Memory, id_: str
    ) -> None:
        memory.begin(id_, Turn("tea", "", query=Query("tea")))
        number = memory.begin(id_, Turn("black", "", query=Query("tea; black")))
        assert memory.withdraw(id_, number, Query("tea"))
        kept = memory.load(id_)
        assert ([turn.utterance for turn in kept.turns], kept.query) == (["tea"], Query("tea"))

    def test_a_turn_that_others_follow_is_not_let_go(self, memory: Memory, id_: str) -> None:
        number = memory.begin(id_, Turn("tea", "", query=Query("tea")))
        memory.begin(id_, Turn("black", "", query=Query("tea; black")))
        assert not memory.withdraw(id_, number, Query())
        kept = memory.load(id_)
        assert ([turn.utterance for turn in kept.turns], kept.query) == (["tea", "black"], Query("tea; black"))

    def test_a_turn_that_was_begun_and_not_finished_is_kept_as_stopped(
        self, memory: Memory, goods: tuple[Item, ...], id_: str
    ) -> None:
        memory.begin(id_, Turn("tea", "", (Ranked(goods[0], 1.0),), query=Query("tea")))
        session = memory.load(id_)
        assert session.query == Query("tea")
        [turn] = session.turns
        assert (turn.text, turn.end) == ("", "stopped")
        assert [pick.item.id for pick in turn.picks] == ["lapsang"]

    def test_turns_come_back_in_the_order_in_which_they_were_begun(self, memory: Memory, id_: str) -> None:
        first = memory.begin(id_, Turn("first", "", query=Query("a")))
        second = memory.begin(id_, Turn("second", "", query=Query("b")))
        memory.finish(id_, second, Turn("second", "answer to second", query=Query("b")))
        memory.finish(id_, first, Turn("first", "answer to first", end="stopped", query=Query("a")))
        session = memory.load(id_)
        assert [(turn.utterance, turn.text) for turn in session.turns] == [
            ("first", "answer to first"),
            ("second", "answer to second"),
        ]
        assert [turn.query for turn in session.turns] == [Query("a"), Query("b")]
        assert session.query == Query("b")

    def test_a_turn_without_what_is_agreed_after_it_is_refused(self, memory: Memory, id_: str) -> None:
        with pytest.raises(ValueError, match="the turn 'tea' has no query"):
            memory.begin(id_, Turn("tea", ""))
        assert memory.load(id_) == Session(id_)

    def test_two_talks_never_mix(self, memory: Memory, goods: tuple[Item, ...], id_: str) -> None:
        mine, yours = f"{id_} mine", f"{id_} yours"
        for round_ in range(3):
            for talk_, item in ((mine, goods[0]), (yours, goods[1])):
                query = Query(f"{talk_} {round_}", liked=(item.id,))
                turn = Turn(talk_, talk_, (Ranked(item, 1.0),), query=query)
                memory.finish(talk_, memory.begin(talk_, turn), turn)
        for talk_, item in ((mine, goods[0]), (yours, goods[1])):
            session = memory.load(talk_)
            assert session.query == Query(f"{talk_} 2", liked=(item.id,))
            assert {turn.utterance for turn in session.turns} == {talk_}
            assert {pick.item.id for turn in session.turns for pick in turn.picks} == {item.id}
            assert len(session.turns) == 3
