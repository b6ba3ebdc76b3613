"""The interest model against a catalogue that changes: what it knows of people, of talks and of new items."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.content import ContentInterest
from ranker.dials import DISLIKED
from ranker.interest import Interest
from ranker.interested import PAST_AT_MOST, ContentIn, Interested, InterestIn, Nobody
from ranker.model import ItemTexts
from retriever.index import Index
from retriever.items import Item, Query
from tests.shop import ENCODERS
from tests.small_index import small_index
from tests.small_interest import DRINKS, GOODS, OUTDOORS, PEOPLE, knowing, shop_interest

MATE = Item("mate", "Green Mate", "Dried leaves.", {"category": ("tea",)}, {"price": 9.0}, 3, 0.8)


@pytest.fixture(scope="module")
def interest(shop_index: Index) -> Interest:
    return shop_interest(shop_index)


@pytest.fixture(scope="module")
def model(interest: Interest) -> InterestIn:
    return knowing(interest)


def told(model: InterestIn, query: Query, ids: Sequence[str] = GOODS) -> dict[str, float]:
    """Log-odds by id."""
    said = model.weighed(query, ids)
    assert said is not None
    return dict(zip(ids, said[0].tolist(), strict=True))


def mean(scores: dict[str, float], ids: Sequence[str]) -> float:
    return float(np.mean([scores[id_] for id_ in ids]))


def test_what_people_of_the_log_had_and_liked_is_known_by_their_names(model: InterestIn) -> None:
    assert model.past("cy") == ("sencha", "river", "chess")
    assert model.liked("cy") == ("river", "chess")
    assert model.past("dora") == model.liked("dora") == ()


@pytest.mark.parametrize(("user", "circle", "other"), [("ann", DRINKS, OUTDOORS), ("bob", OUTDOORS, DRINKS)])
def test_a_person_of_the_log_is_foretold_their_own_circle(
    model: InterestIn, user: str, circle: Sequence[str], other: Sequence[str]
) -> None:
    scores = told(model, Query(user=user))
    assert min(scores[id_] for id_ in circle) > max(scores[id_] for id_ in other)


@pytest.mark.parametrize("query", [Query("smoky tea"), Query(user="dora"), Query(disliked=("moka",))])
def test_of_somebody_who_is_known_to_like_nothing_nothing_is_said(
    model: InterestIn, shop_index: Index, query: Query
) -> None:
    assert model.weighed(query, GOODS) is None
    assert model.leg(shop_index, query) is None


@given(query=st.builds(Query, user=st.sampled_from(["", "ann"]), liked=st.just(("moka",))))
def test_nobody_says_nothing_of_anybody(shop_index: Index, query: Query) -> None:
    nobody: Interested = Nobody()
    assert nobody.weighed(query, GOODS) is None
    assert nobody.leg(shop_index, query) is None
    assert nobody.past(query.user) == nobody.liked(query.user) == ()


@pytest.fixture(scope="module")
def packaged(shop_index: Index) -> ContentIn:
    """The model that knows no log, over the shop."""
    texts = [item.text() for item in shop_index.items]
    return ContentIn(ContentInterest.of(ItemTexts(ENCODERS.main.encode(texts), texts)), dict(shop_index.row))


def test_the_packaged_model_knows_what_is_liked_now_and_no_people(packaged: ContentIn, shop_index: Index) -> None:
    part: Interested = packaged
    assert part.past("ann") == part.liked("ann") == ()
    assert part.leg(shop_index, Query(liked=("sencha",))) is None
    assert part.weighed(Query(user="ann"), GOODS) is None
    assert part.weighed(Query(liked=("gone",)), GOODS) is None
    said = part.weighed(Query(liked=("sencha",)), ["lapsang", "boots-fell", "mate"])
    assert said is not None
    tea, boots, unknown = said[0].tolist()
    assert tea > boots
    assert unknown == pytest.approx((tea + boots) / 2, abs=1e-4)


def test_likes_said_now_outweigh_older_ones(model: InterestIn) -> None:
    def lead(query: Query) -> float:
        scores = told(model, query)
        return mean(scores, OUTDOORS) - mean(scores, DRINKS)

    assert lead(Query(user="ann")) < lead(Query(user="ann", liked=("river", "chess", "boots-fell")))
    assert lead(Query(user="ann", liked=("river", "chess", "boots-fell"))) > 0


def test_a_dislike_said_now_lowers_what_is_like_it(model: InterestIn) -> None:
    before, after = (told(model, Query(user="bob", disliked=said)) for said in ((), ("river",)))
    # the towers see one circle as much alike: at most DISLIKED is taken off, all of it from the item itself
    assert after["river"] == pytest.approx(before["river"] - DISLIKED, abs=1e-3)
    assert mean(after, OUTDOORS) < mean(before, OUTDOORS)
    assert all(after[id_] <= before[id_] + 1e-4 for id_ in GOODS)


def liked_of(model: InterestIn, query: Query) -> list[tuple[str, float]]:
    history = model.history(query)
    return [
        (GOODS[row], value) for row, value in zip(history.items.tolist(), history.values.tolist(), strict=True)
    ]


def test_what_is_said_now_is_the_newest_and_takes_the_place_of_what_was_done(model: InterestIn) -> None:
    query = Query(user="ann", liked=("chess", "sencha"), disliked=("moka", "gone"))
    assert liked_of(model, query) == [("blanket", 1), ("chess", 1), ("sencha", 1), ("moka", -1)]
    assert liked_of(model, Query(liked=("chess",), disliked=("chess",))) == [("chess", -1)]


def test_of_a_long_past_the_newest_are_looked_at(interest: Interest) -> None:
    ids = ["gone"] * 30 + ["moka"] + [f"gone {n}" for n in range(PAST_AT_MOST - 2)] + ["chess"]
    long = knowing(interest, people={"ann": (ids, [1.0] * len(ids))})
    assert liked_of(long, Query(user="ann")) == [("moka", 1), ("chess", 1)]
    longer = knowing(interest, people={"ann": ([*ids, "gone too"], [1.0] * (len(ids) + 1))})
    assert liked_of(longer, Query(user="ann")) == [("chess", 1)]


def test_an_item_the_model_never_met_stands_in_the_middle(model: InterestIn, shop_index: Index) -> None:
    grown = small_index(shop_index.items, [MATE], encoder=ENCODERS.main)
    leg = model.leg(grown, Query(user="ann"))
    assert leg is not None
    assert leg.shape == (11,)
    assert leg[grown.row["mate"]] == 0
    assert leg[:10].mean() == pytest.approx(0, abs=1e-5)
    assert leg[:10].std() == pytest.approx(1, abs=1e-5)
    some = ["moka", "mate", "chess"]
    scores = told(model, Query(user="ann"), some)
    assert scores["mate"] == pytest.approx((scores["moka"] + scores["chess"]) / 2, abs=1e-4)
    assert told(model, Query(user="ann"), ["mate"]) == {"mate": 0}


def test_an_item_that_was_put_again_keeps_what_the_model_knows_of_it(model: InterestIn, shop_index: Index) -> None:
    changed = small_index(shop_index.items, [shop_index.items[0]], encoder=ENCODERS.main)
    before, after = model.leg(shop_index, Query(user="ann")), model.leg(changed, Query(user="ann"))
    assert before is not None
    assert after is not None
    assert changed.row["lapsang"] == 10
    assert after[10] == before[0]
    assert after[0] == 0  # the dead row
    assert after[1:10].tolist() == before[1:].tolist()


def test_a_removed_item_is_no_row_of_the_leg(model: InterestIn, shop_index: Index) -> None:
    without = small_index(shop_index.items, removed=["moka"], encoder=ENCODERS.main)
    leg = model.leg(without, Query(user="ann"))
    assert leg is not None
    assert leg[GOODS.index("moka")] == 0


@given(st.permutations(GOODS), st.sampled_from(sorted(PEOPLE)))
def test_what_is_said_of_an_item_does_not_depend_on_the_order_of_the_others(
    model: InterestIn, order: list[str], user: str
) -> None:
    assert told(model, Query(user=user), order) == pytest.approx(told(model, Query(user=user)), abs=1e-4)
