"""A query made ready, and what the legs say to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from retriever.encode import Encoders, HashingEncoder, Vectors
from retriever.fuse import Feature
from retriever.index import Index
from retriever.items import Constraint, Query
from retriever.plan import Way
from retriever.question import ENCODED_CHARS, LIKED_AT_MOST, ask, everywhere, for_stores, here
from tests.small_index import item, rows_of, small_index

MAIN, OTHER = HashingEncoder(64), HashingEncoder(32)
BOTH = Encoders(MAIN, OTHER)
GOODS = (
    item("river", tail=0.0, count=500, category="games", year=2001, description="Barges and a market."),
    item("moka", tail=0.1, count=210, category="coffee", year=1933, description="A pot for the gas ring."),
    item("chess", tail=0.5, count=9, category="games", description="Turned by hand. 象 棋"),
    item("lantern", tail=0.7, count=4, category="games", year=2009, description="Lights until dawn."),
    item("blanket", tail=1.0, count=0, category="home", year=1999, description="Woven double."),
)
CHINESE = "推荐一些象棋"


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index(GOODS, encoder=MAIN, multilingual=OTHER, log={"1": ["chess", "lantern"]})


@pytest.fixture(scope="module")
def of_one_language() -> Index:
    return small_index(GOODS, encoder=MAIN)


def test_a_foreign_wish_goes_to_the_multilingual_encoder(index: Index) -> None:
    english, chinese = ask(index, BOTH, [Query("a game for the evening"), Query(CHINESE)])
    assert (english.foreign, english.vector.shape) == (False, (MAIN.dim,))
    assert (chinese.foreign, chinese.vector.shape) == (True, (OTHER.dim,))
    np.testing.assert_array_equal(chinese.vector, OTHER.encode([CHINESE])[0])


@pytest.mark.parametrize(
    ("encoders", "built_with"),
    [(Encoders(MAIN), OTHER), (BOTH, None), (BOTH, HashingEncoder(16)), (Encoders(MAIN), None)],
)
def test_only_if_the_index_was_built_with_that_encoder(
    encoders: Encoders, built_with: HashingEncoder | None
) -> None:
    index = small_index(GOODS, encoder=MAIN, multilingual=built_with)
    [asked] = ask(index, encoders, [Query(CHINESE)])
    assert not asked.foreign
    np.testing.assert_array_equal(asked.vector, MAIN.encode([CHINESE])[0])


@pytest.mark.parametrize("text", ["", "   ", "kung fu", "12 !?"])
def test_what_is_in_no_language_that_can_be_told_is_not_foreign(index: Index, text: str) -> None:
    [asked] = ask(index, BOTH, [Query(text)])
    assert not asked.foreign
    np.testing.assert_array_equal(asked.vector, MAIN.encode([text])[0])


def test_a_wish_in_the_language_of_the_catalogue_is_read_by_both_encoders(index: Index) -> None:
    [asked] = ask(index, BOTH, [Query("a game for two")])
    assert asked.second is not None
    np.testing.assert_array_equal(asked.second, OTHER.encode(["a game for two"])[0])
    rows = np.arange(index.n)
    known = everywhere(index, asked, "scan")
    # read twice, each against its own vectors
    np.testing.assert_allclose(here(index, asked, rows, {})["second meaning"], known["second meaning"], atol=1e-5)
    assert not np.allclose(known["second meaning"], known["meaning"])
    [alone] = ask(index, Encoders(MAIN), [Query("a game for two")])
    assert alone.second is None


@pytest.mark.parametrize(("field", "text"), [("category", "lighter"), ("genres", "lighter. light warm playful")])
def test_a_comparison_is_of_mood_where_records_tell_moods(field: str, text: str) -> None:
    [asked] = ask(small_index([item("boots", **{field: "walking"})]), BOTH, [Query("lighter")])
    assert asked.text == text


class Counting(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self, dim: int) -> None:
        super().__init__(dim)
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        return super().encode(texts)


def test_many_wishes_are_encoded_in_one_call_and_long_ones_by_their_beginning(index: Index) -> None:
    main, other = Counting(64), Counting(32)
    long = "x" * (ENCODED_CHARS + 50)
    asked = ask(index, Encoders(main, other), [Query(long), Query(CHINESE), Query("tea"), Query(CHINESE * 2)])
    assert main.calls == [["x" * ENCODED_CHARS, CHINESE, "tea", CHINESE * 2]]
    assert other.calls == main.calls
    assert [one.foreign for one in asked] == [False, True, False, True]
    assert asked[0].text == long
    assert ask(index, Encoders(main, other), []) == []


def test_the_latest_liked_items_are_looked_at_and_unknown_ones_left_out(index: Index) -> None:
    [asked] = ask(index, BOTH, [Query(liked=("gone", "chess", "moka"), disliked=("river", "gone"))])
    assert list(asked.liked.rows) == rows_of(index, "chess", "moka")
    assert list(asked.disliked) == rows_of(index, "river")
    assert asked.taste is not None
    assert asked.allowed.tolist() == [False, False, False, True, True]
    many = small_index([item(f"{i}") for i in range(LIKED_AT_MOST + 3)])
    [asked] = ask(many, Encoders(HashingEncoder()), [Query(liked=tuple(f"{i}" for i in range(many.n)))])
    assert list(asked.liked.rows) == list(range(3, many.n))


def test_what_is_only_disliked_gives_no_taste(index: Index) -> None:
    [asked] = ask(index, BOTH, [Query(disliked=("river",))])
    assert asked.taste is None
    assert everywhere(index, asked, "scan") == {}


@pytest.mark.parametrize(
    ("query", "spoken"),
    [
        (Query(), set()),
        (Query("  "), set()),
        (Query("games"), {"title", "words", "facet words", "meaning", "second meaning"}),
        (Query(liked=("chess",)), {"together", "graph", "taste"}),
        (Query(prefer=(Constraint("category", "any_of", ("games",)),)), {"facets"}),
        (Query(must=(Constraint("category", "any_of", ("games",)),)), {"facets"}),
    ],
)
def test_a_leg_speaks_where_it_has_something_to_go_by(index: Index, query: Query, spoken: set[Feature]) -> None:
    [asked] = ask(index, BOTH, [query])
    found = everywhere(index, asked, "scan")
    assert set(found) == spoken
    assert all(scores.shape == (index.n,) and scores.dtype == np.float32 for scores in found.values())


QUERIES = [
    Query("lights until dawn"),
    Query(CHINESE),
    Query("games", liked=("chess", "moka"), disliked=("blanket",)),
    Query(liked=("lantern",), must=(Constraint("category", "none_of", ("home",)),)),
    Query(CHINESE, liked=("lantern",)),
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("way", ["scan", "gather", "store"])
def test_dense_legs_say_the_same_of_all_rows_and_of_some(index: Index, query: Query, way: Way) -> None:
    [asked] = ask(index, BOTH, [query])
    rows = np.flatnonzero(asked.allowed)
    known = {name: scores[rows] for name, scores in everywhere(index, asked, way).items()}
    both = known | here(index, asked, rows, known)
    alone = here(index, asked, rows, {})
    assert {"fame", "obscure", "crowding"} <= set(both)
    for name in {"meaning", "taste"} & set(both):
        np.testing.assert_allclose(both[name], alone[name], atol=1e-4)
    assert ("meaning" in both, "taste" in both) == (bool(query.text), bool(query.liked))
    assert ("era" in both) == bool(query.liked)


def test_what_is_known_is_not_worked_out_again(index: Index) -> None:
    [asked] = ask(index, BOTH, [Query("games", liked=("chess",))])
    assert {"meaning", "taste"} <= set(here(index, asked, np.array([3]), {}))
    known = everywhere(index, asked, "scan")
    assert not {"meaning", "taste"} & set(here(index, asked, np.array([3]), known))


def test_what_is_known_of_the_rows_themselves_is_told_as_it_is(index: Index) -> None:
    [asked] = ask(index, BOTH, [Query()])
    rows = np.array(rows_of(index, "blanket", "river", "moka"))
    found = here(index, asked, rows, {})
    np.testing.assert_allclose(found["obscure"], [1.0, 0.0, 0.1])
    # ln 501 = 6.21661, ln 211 = 5.35186, mean 5.78423, deviation .43237, which counts for .5:
    # .43237 / .5 = .86474;
    # the blanket's ln(1 + 0) lies far below and stops at -4
    np.testing.assert_allclose(found["fame"], [-4, 0.86474, -0.86474], rtol=1e-4)
    np.testing.assert_array_equal(found["crowding"], [0, 0, 0])


def test_the_stores_are_asked_what_they_keep_vectors_of(index: Index) -> None:
    plain, foreign, liked = ask(index, BOTH, [Query("games"), Query(CHINESE), Query(CHINESE, liked=("chess",))])
    assert [vector.shape for vector in for_stores(plain)] == [(64,)]
    assert for_stores(foreign) == []
    assert [vector.shape for vector in for_stores(liked)] == [(64,)]
    # what they can't answer is scanned
    assert set(everywhere(index, plain, "store")) == {"title", "words", "facet words"}
    assert "meaning" in everywhere(index, foreign, "store")


def test_an_index_of_one_language_keeps_no_other_vectors(of_one_language: Index) -> None:
    with pytest.raises(LookupError, match="built without a multilingual encoder"):
        of_one_language.vectors_at([0], foreign=True)
