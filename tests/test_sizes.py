"""Sizes are demanded where records tell them, and the thing named beside one stays the thing that is wanted."""

from __future__ import annotations

import pytest

from retriever.items import Item
from tests.shop import parser_of
from tests.small_parser import FILMS, hear


def boot(id_: str, size: str, category: str = "boots") -> Item:
    return Item(id_, f"Pair {id_}", facets={"category": (category,), "size": (size,), "material": ("leather",)})


SHOP = parser_of((boot("a", "42"), boot("b", "43"), boot("c", "44"), boot("d", "M", "sweater")))
NUMBERED = parser_of((Item("a", "Fell", facets={"category": ("boots",)}, numbers={"size": 43.0}),))
SIZED = [
    (("leather boots size 43",), {"category: boots", "size: 43"}),
    (("size 43 boots",), {"category: boots", "size: 43"}),
    (("leather boots size 43", "size 44"), {"category: boots", "size: 44"}),
    (("boots in size 43 or 44",), {"category: boots", "size: 43, 44"}),
    (("a sweater, size m",), {"category: sweater", "size: M"}),
    (("a sweater in size medium",), {"category: sweater", "size: M"}),
    (("boots in size 48",), {"category: boots", "size: 48"}),  # nobody has it, so nothing fits
    (("boots", "not size 43"), {"category: boots", "size: not 43"}),
    (("leather boots size 43", "any size"), {"category: boots"}),
    (("a sweater, ideally size M",), {"category: sweater"}),
    (("boots of modest size",), set()),
]


@pytest.mark.parametrize(("said", "must"), SIZED, ids=[" / ".join(said) for said, _ in SIZED])
def test_a_size_is_demanded_beside_the_thing(said: tuple[str, ...], must: set[str]) -> None:
    query = hear(SHOP, *said).query
    assert {str(one) for one in query.must} == must
    assert not {"43", "44", "M"} & set(query.text.split())


def test_a_size_that_is_a_number_is_one() -> None:
    must = {str(one) for one in hear(NUMBERED, "boots size 43").query.must}
    assert must == {"category: boots", "size ≥ 43", "size ≤ 43"}


def test_a_size_that_no_record_tells_is_told() -> None:
    intent = hear(parser_of(FILMS), "boots size 43")
    assert intent.notes == ("This catalogue does not record a size, so I can't filter by “size 43”.",)
