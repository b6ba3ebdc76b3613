"""What is held out to measure a model, and what is said of one that is worse than item neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot import measuring
from bot.measuring import Cut, compared, cut, cut_new, figures, is_worse
from ranker.log import History
from ranker.split import NothingToHoldOut
from tests.small_log import N_USERS, item_texts, kinds_log, log_of

# two people, three likes each; the last of u1 and the last but one of u0 are new
LOG = log_of([(0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (1, 5)], 6)


def test_an_update_is_asked_only_what_it_has_not_seen() -> None:
    split = cut_new(LOG, np.array([0, 1, 0, 0, 0, 1], dtype=bool))
    assert split.users.tolist() == [1]
    assert split.histories[0].items.tolist() == [3, 4]
    assert [target.tolist() for target in split.targets] == [[5]]
    assert 5 not in split.fit.items


def test_people_with_nothing_new_keep_all_they_did() -> None:
    split = cut_new(LOG, np.array([0, 0, 0, 0, 0, 1], dtype=bool))
    assert split.fit.items[split.fit.users == 0].tolist() == [0, 1, 2]
    assert split.fit.n_users == 2


def test_where_no_last_like_is_new_an_update_can_not_be_measured() -> None:
    with pytest.raises(NothingToHoldOut, match="nobody's last like is new"):
        cut_new(LOG, np.array([0, 1, 0, 0, 0, 0], dtype=bool))


def test_so_many_people_are_asked_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(cut(kinds_log(), "last").users) == N_USERS
    monkeypatch.setattr(measuring, "MOST_ASKED", 15)
    assert len(cut(kinds_log(), "last").users) == 15
    assert len(cut_new(kinds_log(), np.ones(len(kinds_log()), dtype=bool)).users) == 15


def test_people_who_can_not_be_asked_take_nobodys_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MOST_ASKED", 3)
    # three with two likes among nine with one: a third of all people would be one of the three who can be asked
    log = log_of([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), *((user, 0) for user in range(3, 12))], 2)
    assert cut(log, "last").users.tolist() == [0, 1, 2]
    assert cut_new(log, np.ones(len(log), dtype=bool)).users.tolist() == [0, 1, 2]


@pytest.mark.parametrize("how", ["time", "cold"])
def test_the_other_cuts_ask_no_more_and_learn_from_as_much(how: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cut(kinds_log(), how)
    monkeypatch.setattr(measuring, "MOST_ASKED", 3)
    some, again, other = (cut(kinds_log(), how, seed) for seed in (0, 0, 1))
    assert len(some.users) == len(other.users) == 3 < len(whole.users)
    assert some.users.tolist() == again.users.tolist()
    assert len(some.fit) == len(whole.fit)
    places = np.searchsorted(whole.users, some.users)
    assert whole.users[places].tolist() == some.users.tolist()
    for i, place in enumerate(places.tolist()):
        assert some.targets[i].tolist() == whole.targets[place].tolist()
        assert some.histories[i].items.tolist() == whole.histories[place].items.tolist()
    if how == "time":  # its cut has no chance in it, so only who is asked may differ
        assert some.users.tolist() != other.users.tolist()


def test_each_cut_holds_out_something_else() -> None:
    by_time, cold = cut(kinds_log(), "time"), cut(kinds_log(), "cold")
    assert len(by_time.fit) == 324  # nine tenths of 60 people with six likes
    assert len(np.setdiff1d(kinds_log().items, cold.fit.items)) == 4  # a tenth of 40 items


class Constant:
    """The same score for all, or the larger the later the item."""

    name = "constant"

    def __init__(self, slope: float) -> None:
        self.slope = slope

    def scores(self, histories: Sequence[History]) -> np.ndarray:
        return np.tile(self.slope * np.arange(40, dtype=np.float32), (len(histories), 1))


def test_a_model_that_knows_nothing_is_worse_than_item_neighbours() -> None:
    # everybody stays with one kind, so neighbours find it; the last ten items hold one like in four at best
    report = compared(Constant(1), cut(kinds_log(), "last"), item_texts())
    assert is_worse(report)
    said = {(one.slice, one.metric): one for one in figures(report)}
    lead = said["overall", "ndcg@10 less item-kNN"]
    assert lead.high < 0
    assert said["overall", "ndcg@10"].n == lead.n == N_USERS


def test_a_model_without_proof_against_it_is_not_worse() -> None:
    from ranker.baselines import ItemKNN

    split = cut(kinds_log(), "last")
    assert not is_worse(compared(ItemKNN(split.fit), split, item_texts()))


def test_without_a_model_what_needs_no_training_is_compared() -> None:
    report = compared(None, cut(kinds_log(), "last"), item_texts())
    assert [scorer.name for scorer in report.scorers] == ["item-kNN", "popularity", "similarity"]
