"""What holds of every leg, whatever the items and whatever is liked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import legs
from retriever.items import Constraint, Item
from retriever.legs import Liked
from tests.small_index import ENCODER, small_index

values = st.lists(st.sampled_from(["tea", "Tea", "BOOTS", "wool", "Japan", "rare"]), min_size=1, max_size=3)
goods = st.builds(
    Item,
    id=st.uuids().map(str),
    title=st.sampled_from(["Tea", "Winter boots", "Nothing", "!"]),
    facets=st.dictionaries(st.sampled_from(["tags", "country", "original_title"]), values.map(tuple)),
    numbers=st.dictionaries(st.just("year"), st.integers(-3000, 3000).map(float)),
)


@given(
    items=st.lists(goods, min_size=1, max_size=8, unique_by=lambda item: item.id),
    log=st.dictionaries(st.text("ab", max_size=2), st.lists(st.integers(0, 7), max_size=5)),
    data=st.data(),
)
def test_every_leg_stays_between_zero_and_one(
    items: list[Item], log: dict[str, list[int]], data: st.DataObject
) -> None:
    ids = [item.id for item in items]
    index = small_index(items, log={user: [ids[i % len(ids)] for i in rows] for user, rows in log.items()})
    picked = Liked.of(data.draw(st.lists(st.sampled_from(range(len(items))), max_size=4)))
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items))), dtype=bool)
    text = data.draw(st.sampled_from(["tea", "boots wool rare", "", "japan 1990"]))
    wants = [Constraint(name, "any_of", tuple(data.draw(values))) for name in ("tags", "country")]
    found = {
        "words": legs.words(index, text, allowed),
        "facet words": legs.facet_words(index, text, allowed),
        "facets": legs.facets(index, wants, allowed),
        "together": legs.together(index, picked, allowed),
        "graph": legs.graph(index, picked),
        "era": legs.era(index, picked, np.arange(index.n)),
    }
    for name, scores in found.items():
        assert scores.dtype == np.float32, name
        assert scores.shape == (index.n,), name
        assert scores.min() >= 0, name
        assert scores.max() <= 1 + 1e-6, name
    for name in ("words", "facet words", "facets", "together"):
        assert found[name].max() in (0, 1), name
        assert not found[name][~allowed].any(), name


@given(st.lists(goods, min_size=2, max_size=8, unique_by=lambda item: item.id))
def test_an_identical_record_has_all_of_the_graph_or_there_is_none(items: list[Item]) -> None:
    index = small_index([*items, Item("twin", items[0].title, "", items[0].facets, items[0].numbers)])
    found = legs.graph(index, Liked.of([0]))
    assert found[-1] == found[0]
    assert found[0] == pytest.approx(1) or not found.any()


@given(st.lists(goods, min_size=1, max_size=8, unique_by=lambda item: item.id), st.sampled_from(["tea", "boots"]))
def test_standardised_cosines_of_the_sample_itself_are_centred(items: list[Item], text: str) -> None:
    index = small_index(items)
    [vector] = ENCODER.encode([text])
    found = legs.standardised(index, vector, False, index.cosines(vector))
    assert found.mean() == pytest.approx(0, abs=1e-4)
    assert found.std() == pytest.approx(1, abs=1e-4) or not found.any()
