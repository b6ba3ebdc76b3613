"""What a demand proves and what it can't, record by record."""

from __future__ import annotations

import pytest
from hypothesis import given

from retriever.items import Constraint, Item, Query
from retriever.plurals import folded_plural
from tests.contracts import queries

TEA = Item(
    "tea", "Smoky Tea", "For cold days.", {"country": ("China", "Taiwan"), "tags": ("berries",)}, {"price": 12.5}
)
BARE = Item("bare", "Something")


@pytest.mark.parametrize(
    ("constraint", "allowed"),
    [
        (Constraint("country", "any_of", ("china",)), True),
        (Constraint("country", "any_of", ("Japan",)), False),
        (Constraint("country", "none_of", ("Japan",)), True),
        (Constraint("country", "none_of", ("Japan", "TAIWAN")), False),
        (Constraint("price", "at_most", (12.5,)), True),
        (Constraint("price", "at_most", (12.4,)), False),
        (Constraint("price", "at_least", (12.5,)), True),
        (Constraint("price", "at_least", (13,)), False),
        (Constraint("", "without", ("coffee",)), True),
        (Constraint("", "without", ("SMOKY",)), False),
        (Constraint("", "without", ("berry",)), False),  # the plural on record
        (Constraint("", "without", ("day",)), False),
        (Constraint("", "without", ("old",)), True),  # only inside "cold"
        (Constraint("", "without", ("coffee", "cold days")), False),
    ],
)
def test_a_demand_is_met_or_not(constraint: Constraint, allowed: bool) -> None:
    assert constraint.allows(TEA) is allowed


@pytest.mark.parametrize("op", ["any_of", "none_of", "at_least", "at_most"])
def test_a_record_that_does_not_say_never_passes(op: str) -> None:
    values = (1.0,) if op.startswith("at") else ("China",)
    assert not Constraint("country", op, values).allows(BARE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (Constraint("country", "any_of", ("China", "Japan")), "country: China, Japan"),
        (Constraint("country", "none_of", ("China",)), "country: not China"),
        (Constraint("price", "at_most", (20.0,)), "price ≤ 20"),
        (Constraint("year", "at_least", (1985,)), "year ≥ 1985"),
        (Constraint("", "without", ("gore", "horror")), "without gore, horror"),
    ],
)
def test_a_demand_reads_as_people_write_it(constraint: Constraint, words: str) -> None:
    assert str(constraint) == words


def test_the_text_of_an_item_says_the_whole_record_the_title_first() -> None:
    item = Item(
        "a", "Alien", "A freighter.", {"genres": ("horror", "drama"), "mood": ("tense",)}, {"year": 1979.0}
    )
    assert item.text() == "Alien (1979). A freighter. horror, drama. tense"
    assert BARE.text() == "Something"


def test_addresses_of_pictures_are_no_words_of_a_record() -> None:
    item = Item("a", "Ebb", facets={"image": ("covers/sea.png",), "poster": ("storm.jpg",), "mood": ("calm",)})
    assert item.text() == "Ebb. calm"
    assert Constraint("", "without", ("storm",)).allows(item)


@given(queries)
def test_a_query_allows_nothing_that_one_of_its_demands_refuses(query: Query) -> None:
    allowed = query.allows(TEA)
    assert allowed == (
        "tea" not in {*query.seen, *query.liked, *query.disliked} and all(c.allows(TEA) for c in query.must)
    )


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("scarf", "scarves"), ("dress", "dresses"), ("box", "boxes"), ("witch", "witches"), ("axe", "axes"),
        ("party", "parties"), ("zombie", "zombies"), ("hero", "heroes"), ("shoe", "shoes"), ("toe", "toes"),
        ("ash", "ashes"), ("bus", "buses"), ("lens", "lenses"), ("house", "houses"), ("mouse", "mice"),
        ("haunted house", "haunted houses"), ("video", "videos"), ("gas", "gases"),
    ],
)  # fmt: skip
def test_a_word_refused_in_the_singular_or_in_the_plural_is_found_in_both(one: str, many: str) -> None:
    assert folded_plural(one.rsplit(maxsplit=1)[-1]) == folded_plural(many.rsplit(maxsplit=1)[-1])
    for said, told in ((one, many), (many, one), (one, one), (many, many)):
        assert not Constraint("", "without", (said,)).allows(Item("a", "Ebb", f"Many a {told}, perhaps."))


@pytest.mark.parametrize(
    ("said", "told"), [("train", "training"), ("witch", "which"), ("bus", "busy"), ("toe", "to")]
)
def test_other_words_are_not_taken_for_a_plural(said: str, told: str) -> None:
    assert Constraint("", "without", (said,)).allows(Item("a", "Ebb", f"Much {told}, perhaps."))
