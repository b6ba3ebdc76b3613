"""A comparison of scorers on a catalogue of twelve, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ranker.evaluate import evaluate
from ranker.lists import lists, top
from ranker.log import History, Log
from ranker.split import Split
from ranker.tables import table

N_ITEMS = 12


class Fixed:
    """Gives everybody the same scores."""

    def __init__(self, name: str, best_first: Sequence[int]) -> None:
        self.name = name
        self._row = np.full(N_ITEMS, -np.inf, dtype=np.float32)
        self._row[list(best_first)] = -np.arange(len(best_first), dtype=np.float32)

    def scores(self, histories: Sequence[History]) -> np.ndarray:
        return np.tile(self._row, (len(histories), 1))


def history(*items: int) -> History:
    return History(np.array(items, dtype=np.int32), np.ones(len(items), dtype=np.float32))


def fit_log(pairs: Sequence[tuple[int, int]], n_users: int) -> Log:
    users, items = (np.array([pair[part] for pair in pairs], dtype=np.int32) for part in (0, 1))
    values, times = np.ones(len(pairs), dtype=np.float32), np.arange(len(pairs), dtype=np.float64)
    ids, people = [str(item) for item in range(N_ITEMS)], [str(user) for user in range(n_users)]
    return Log(ids, people, users, items, values, times)


# items 0 and 1 are liked by three people each (the head, 2 = round(.2 * 12)), 2 to 9 by one, 10 and 11 by nobody
PAIRS = [*((user, item) for user in range(3) for item in (0, 1)), *((3, item) for item in range(2, 10))]
SPLIT = Split(
    fit_log(PAIRS, 4),
    np.array([0, 1, 3], dtype=np.int32),
    [history(0), history(2, 3), history(4, 5)],
    [np.array([1]), np.array([7]), np.array([10, 0])],
)
VECTORS = np.eye(N_ITEMS, dtype=np.float32)
FORWARD = Fixed("forward", range(12))
BACKWARD = Fixed("backward", range(11, -1, -1))


def figures(report: object, part: str) -> dict[str, float]:
    found = next(of for of in report.slices if of.name == part)  # type: ignore[attr-defined]
    return {name: round(measured.mean, 4) for name, measured in found.accuracy.items()}


def test_every_slice_asks_for_its_own_targets() -> None:
    report = evaluate([FORWARD], SPLIT, VECTORS).scorers[0]
    # person 0 sees 1 first of all (0 is history); person 1 sees 0 1 4 5 6 7: place 6;
    # person 3 sees 0 1 2 3 6 7 8 9 10: 0 in place 1 and 10 in place 9
    assert {part.name: part.targets for part in report.slices} == {
        "overall": 4, "head": 2, "tail": 2, "cold": 1, "new user": 1
    }  # fmt: skip
    place_6, place_9, place_2 = (1 / np.log2(place + 1) for place in (6, 9, 2))
    third = (1 + place_9) / (1 + place_2)
    assert figures(report, "overall") == {
        "recall": 1.0, "ndcg": round((1 + place_6 + third) / 3, 4), "mrr": round((1 + 1 / 6 + 1) / 3, 4)
    }  # fmt: skip
    assert figures(report, "head") == {"recall": 1.0, "ndcg": 1.0, "mrr": 1.0}
    assert figures(report, "tail") == {
        "recall": 1.0, "ndcg": round((place_6 + place_9) / 2, 4), "mrr": round((1 / 6 + 1 / 9) / 2, 4)
    }  # fmt: skip
    assert figures(report, "cold") == {"recall": 1.0, "ndcg": round(place_9, 4), "mrr": round(1 / 9, 4)}
    assert figures(report, "new user") == {"recall": 1.0, "ndcg": 1.0, "mrr": 1.0}


def test_a_target_beyond_ten_places_counts_for_the_reciprocal_rank_alone() -> None:
    split = Split(SPLIT.fit, SPLIT.users[:1], [history()], [np.array([10])])
    assert figures(evaluate([FORWARD], split, VECTORS).scorers[0], "overall") == {
        "recall": 0, "ndcg": 0, "mrr": round(1 / 11, 4)
    }  # fmt: skip


def test_a_slice_without_a_target_has_no_figures() -> None:
    split = Split(SPLIT.fit, SPLIT.users[:1], [history(2, 3)], [np.array([1])])
    report = evaluate([FORWARD], split, VECTORS).scorers[0]
    assert figures(report, "cold") == figures(report, "new user") == figures(report, "tail") == {}
    assert report.ndcg("cold") is None


def test_lists_are_measured_in_their_first_ten_places() -> None:
    report = evaluate([FORWARD], SPLIT, VECTORS).scorers[0]
    # person 0 sees 1 to 10: 9 of 10 of the tail; 1 and 3 see 0, 1 and eight others
    assert report.lists["tail share"].mean == pytest.approx((0.9 + 0.8 + 0.8) / 3)
    assert report.lists["diversity"].mean == pytest.approx(1)
    # of 4 people 3 liked items 0 and 1 (-log2(4/5)), 1 liked 2 to 9 (-log2(2/5)), none 10 and 11 (-log2(1/5))
    head, tail, cold = -np.log2([4 / 5, 2 / 5, 1 / 5])
    bits = [(head + 8 * tail + cold) / 10, *[(2 * head + 6 * tail + 2 * cold) / 10] * 2]
    assert report.lists["novelty"].mean == pytest.approx(np.mean(bits))
    assert report.coverage == 1  # the other two see 11 too
    # of 14 likes 0 lie before item 0, 3 (21 %) before item 1, 6 to 11 (79 %) before items 2 to 7, then 12 and 13
    assert [(band.band, band.items) for band in report.bands] == [
        ("head", 1), ("middle", 7), ("tail", 2), ("never touched", 2)
    ]  # fmt: skip


def test_the_lead_of_the_first_is_taken_person_by_person() -> None:
    report = evaluate([FORWARD, BACKWARD, FORWARD], SPLIT, VECTORS)
    forward, backward = report.scorers[0].ndcg("overall"), report.scorers[1].ndcg("overall")
    assert report.leads["backward"].mean == pytest.approx((forward or 0) - (backward or 0))
    assert report.leads["backward"].low <= report.leads["backward"].mean <= report.leads["backward"].high
    assert (report.leads["forward"].low, report.leads["forward"].high) == (0, 0)


def test_the_guard_speaks_of_a_scorer_that_shows_the_head_alone() -> None:
    split = Split(SPLIT.fit, SPLIT.users[:2], [history(), history()], [np.array([1]), np.array([2])])
    shown = evaluate([Fixed("head", [0, 1]), FORWARD], split, VECTORS).scorers
    assert "0.0% of what is shown" in str(shown[0].warning)
    assert shown[1].warning is None


def test_figures_depend_on_the_seed_alone() -> None:
    first, again, other = (evaluate([BACKWARD], SPLIT, VECTORS, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert [part.targets for part in first.scorers[0].slices] == [part.targets for part in other.scorers[0].slices]


def test_nobody_is_shown_what_they_had_however_people_are_batched(monkeypatch: pytest.MonkeyPatch) -> None:
    histories = [history(*range(user % 5)) for user in range(9)]
    at_once = lists(FORWARD, histories, N_ITEMS, 4)
    assert at_once[:3].tolist() == [[0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5]]
    asked: list[int] = []

    class Counting(Fixed):
        def scores(self, histories: Sequence[History]) -> np.ndarray:
            asked.append(len(histories))
            return super().scores(histories)

    monkeypatch.setattr("ranker.lists.CELLS_AT_ONCE", 2 * N_ITEMS)
    assert (lists(Counting("c", range(12)), histories, N_ITEMS, 4) == at_once).all()
    assert asked == [2, 2, 2, 2, 1]


def test_the_scores_of_a_scorer_are_left_as_they_are() -> None:
    class Kept(Fixed):
        def scores(self, histories: Sequence[History]) -> np.ndarray:
            return self._row[None]

    kept = Kept("kept", range(12))
    lists(kept, [history(0)], N_ITEMS, 3)
    assert lists(kept, [history()], N_ITEMS, 1).tolist() == [[0]]


@pytest.mark.parametrize(
    ("scores", "came"),
    [
        (np.zeros((1, 3)), r"got \(1, 3\) with 0 NaN"),
        (np.full((1, N_ITEMS), np.nan), r"got \(1, 12\) with 12 NaN"),
    ],
)
def test_scores_that_are_none_are_refused(scores: np.ndarray, came: str) -> None:
    class Broken(Fixed):
        def scores(self, histories: Sequence[History]) -> np.ndarray:
            return scores

    with pytest.raises(ValueError, match=rf"broken: scores must be \(1, 12\) without NaN, {came}"):
        lists(Broken("broken", []), [history()], N_ITEMS, 3)


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(0, 3), st.integers(1, 8)),
        elements=st.sampled_from([-np.inf, -1, 0, 1, 2]),
    ),
    st.integers(1, 10),
)
def test_the_top_is_the_start_of_a_stable_sort(scores: np.ndarray, n: int) -> None:
    for row, shown in zip(scores, top(scores, n), strict=True):
        expected = [place for place in np.argsort(-row, kind="stable")[:n] if row[place] > -np.inf]
        assert shown.tolist() == expected + [-1] * (n - len(expected))


def test_the_table_says_who_is_better_and_where_targets_are_too_few() -> None:
    users = np.arange(40, dtype=np.int32)
    split = Split(fit_log(PAIRS, 40), users, [history(2, 3)] * 40, [np.array([1])] * 39 + [np.array([11])])
    # 39 find item 1 in place 2 of the first and in place 9 of the second (11 to 4 come before it);
    # one finds item 11 in place 10 of the first and in place 1 of the second
    ours, theirs = Fixed("ours", range(12)), Fixed("popularity", range(11, -1, -1))
    lines = table(evaluate([ours, theirs], split, VECTORS))
    place_2, place_9, place_10 = (1 / np.log2(place + 1) for place in (2, 9, 10))
    assert lines[0].startswith("40 people")
    blocks = {name: lines.index(name) for name in ("ours", "popularity")}
    assert lines[blocks["ours"] + 1].split() == [
        "slice",
        "targets",
        "recall@10",
        "NDCG@10",
        "MRR",
        "x",
        "popularity",
    ]
    slices = {line.split()[0]: line for line in lines[blocks["ours"] + 2 : blocks["ours"] + 7]}
    assert slices["head"].split()[:2] == ["head", "39"]
    assert slices["head"].endswith(f"{place_2 / place_9:.2f}")
    assert f"{place_10:.4f} [{place_10:.4f}, {place_10:.4f}]" in slices["cold"]
    assert slices["cold"].endswith("too few targets, under 30")
    assert slices["new"].endswith("no target")
    assert lines[-1].startswith("ours less popularity: NDCG@10 +")
    assert lines[-1].endswith("better")
    backwards = table(evaluate([theirs, ours], split, VECTORS))
    assert backwards[-1].endswith("worse")
    same = table(evaluate([ours, ours], split, VECTORS))
    assert same[-1].endswith("NDCG@10 +0.0000 [+0.0000, +0.0000], no difference proved")


def test_a_ratio_to_nothing_is_not_said_and_a_warning_is() -> None:
    split = Split(SPLIT.fit, SPLIT.users[:1], [history()], [np.array([3])])
    lines = table(evaluate([Fixed("popularity", [0, 1])], split, VECTORS))
    overall = next(line for line in lines if line.split()[:1] == ["overall"])
    assert overall.split("]")[-1].split()[0] == "-"
    # 3 of 14 likes are of item 0, half of the places too
    assert any("(of the likes, items): head 50.0% (21.4%, 1), middle" in line for line in lines)
    assert any(line.startswith("  WARNING: the long tail is starved: 0.0%") for line in lines)
