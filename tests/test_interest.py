"""The interest model scores anybody's items, keeps to laws of order and subset, and fits changed catalogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from ranker.dials import DISLIKED, PULL
from ranker.features import NAMES, Standing
from ranker.interest import COUNTS, FILES, Interest, candidates_of, moved
from ranker.judging import JudgingPlan
from ranker.learning import LearningPlan, learn
from ranker.log import History
from ranker.model import ItemTexts
from ranker.transitions import TRANSITIONS, Transitions
from ranker.versions import ModelDamaged
from tests.small_log import KINDS, N_ITEMS, PLAN, item_texts, kinds_log

IDS = [f"i{item}" for item in range(N_ITEMS)]
TEXTS = item_texts()
EVERY = np.arange(N_ITEMS, dtype=np.int32)
UNTOUCHED = 39  # of kind 3


@pytest.fixture(scope="module")
def interest() -> Interest:
    """Learnt from people who like one kind each; nobody touched the last item."""
    log = kinds_log()
    plan = LearningPlan(PLAN, judging=JudgingPlan(hidden=8, epochs=30, batch=10, learning_rate=0.01))
    return learn(log.kept(log.items != UNTOUCHED), TEXTS, plan).interest


@pytest.fixture(scope="module")
def folder(interest: Interest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it was saved; read it only."""
    folder = tmp_path_factory.mktemp("interest")
    interest.save(folder)
    return folder


def past(*items: int, values: Sequence[float] = ()) -> History:
    return History(np.array(items, np.int32), np.array(values or [1.0] * len(items), np.float32))


histories = st.lists(
    st.tuples(st.integers(0, N_ITEMS - 1), st.sampled_from([-1.0, 1.0])),
    max_size=8,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: past(*[item for item, _ in pairs], values=[value for _, value in pairs]))


def best(scores: np.ndarray, n: int) -> list[int]:
    return list(np.argsort(-scores, kind="stable")[:n])


def test_it_learnt_that_people_keep_to_a_kind(interest: Interest) -> None:
    for kind in range(KINDS):
        found = best(interest.scores([past(kind, kind + 4, kind + 8)])[0], 5)
        assert {item % KINDS for item in found} == {kind}


@given(histories, st.permutations(range(N_ITEMS)))
def test_the_order_of_candidates_does_not_matter(interest: Interest, history: History, order: list[int]) -> None:
    shuffled = interest.score(history, np.array(order, np.int32))
    assert shuffled == pytest.approx(interest.score(history, EVERY)[order], abs=1e-4)


@given(histories, st.lists(st.integers(0, N_ITEMS - 1), max_size=6, unique=True))
def test_a_candidate_scores_the_same_among_fewer(interest: Interest, history: History, some: list[int]) -> None:
    assert interest.score(history, np.array(some, np.int32)) == pytest.approx(
        interest.score(history, EVERY)[some], abs=1e-4
    )


@given(histories)
def test_in_a_whole_catalogue_items_of_the_history_lie_below_all_others(
    interest: Interest, history: History
) -> None:
    scores = interest.scores([history])[0]
    known = np.isin(EVERY, history.items)
    assert (scores[known] == -np.inf).all()
    assert np.isfinite(scores[~known]).all()


@given(histories)
def test_what_is_weighed_of_a_whole_catalogue_has_the_score_it_has_alone(
    interest: Interest, history: History
) -> None:
    # forty items are few enough to weigh all of them
    known = np.isin(EVERY, history.items)
    whole, alone = interest.scores([history])[0], interest.score(history, EVERY)
    assert whole[~known] == pytest.approx(alone[~known], abs=1e-4)


def test_several_people_are_scored_as_each_alone(interest: Interest) -> None:
    asked = [past(0, 4), past(), past(3, 1, values=[1, -1])]
    together = interest.scores(asked)
    assert together.shape == (3, N_ITEMS)
    for row, history in zip(together, asked, strict=True):
        assert row == pytest.approx(interest.scores([history])[0], abs=1e-4)


def test_nobody_asked_is_nobody_scored(interest: Interest) -> None:
    assert interest.scores([]).shape == (0, N_ITEMS)


def test_who_knows_the_whole_catalogue_is_offered_nothing(interest: Interest) -> None:
    assert (interest.scores([past(*range(N_ITEMS))]) == -np.inf).all()


def test_of_a_stranger_nothing_is_known_that_sets_items_apart(interest: Interest) -> None:
    scores = interest.score(past(), EVERY)
    assert np.isfinite(scores).all()
    assert np.ptp(scores) < 1e-4
    assert np.isfinite(interest.scores([past()])).all()


@given(histories, st.floats(0, 1), st.floats(0, 1))
def test_more_pull_to_the_long_tail_never_makes_the_ten_best_better_known(
    interest: Interest, history: History, one: float, other: float
) -> None:
    known = np.log1p(interest.counts)
    weak, strong = (
        known[best(interest.score(history, EVERY, niche), 10)].mean() for niche in sorted((one, other))
    )
    # the sum over the ten best of score - pull x ln(1 + people) is as large as can be at both pulls
    assert strong <= weak + 1e-4


def test_the_pull_is_worked_by_hand_and_a_call_can_name_another(interest: Interest) -> None:
    plain = interest.score(past(1), EVERY, niche=0)
    pulled = plain - 0.5 * PULL * np.log1p(interest.counts)
    assert replace(interest, niche=0.5).score(past(1), EVERY) == pytest.approx(pulled, abs=1e-4)
    assert interest.score(past(1), EVERY, niche=0.5) == pytest.approx(pulled, abs=1e-4)
    assert replace(interest, niche=0.5).score(past(1), EVERY, niche=0) == pytest.approx(plain, abs=1e-4)


def test_an_item_disliked_costs_itself_the_whole_penalty_and_others_their_likeness(interest: Interest) -> None:
    before = interest.score(past(0, 4), EVERY)
    lost = before - interest.score(past(0, 4, 9, 2, values=[1, 1, -1, -1]), EVERY)
    cosines = interest.signals.items @ interest.signals.items[[9, 2]].T
    assert lost[[9, 2]] == pytest.approx([DISLIKED] * 2, abs=1e-3)
    assert lost == pytest.approx(DISLIKED * np.maximum(cosines.max(1), 0), abs=1e-3)
    assert (interest.scores([past(0, 4, 9, values=[1, 1, -1])])[0][5]) < interest.scores([past(0, 4)])[0][5]


@given(histories)
def test_a_dislike_never_raises_anything(interest: Interest, history: History) -> None:
    liked = History(history.liked, np.ones(len(history.liked), np.float32))
    assert (interest.score(history, EVERY) <= interest.score(liked, EVERY) + 1e-4).all()


def test_contributions_say_why_one_item_stands_above_another(interest: Interest) -> None:
    history = past(0, 4, 8)
    parts = interest.contributions(history, EVERY)
    assert tuple(parts) == NAMES
    mean = interest.judge.scores(interest.judge.mean[None])[0]
    apart = interest.score(history, EVERY) - mean
    assert sum(parts.values()) == pytest.approx(apart, abs=0.05 * float(np.abs(apart).max()))


def test_what_was_saved_scores_the_same(interest: Interest, folder: Path) -> None:
    loaded = Interest.load(folder, TEXTS, IDS)
    asked = [past(0, 4), past(), past(3, 1, values=[1, -1])]
    assert loaded.scores(asked).tobytes() == interest.scores(asked).tobytes()
    assert loaded.item_ids == tuple(IDS)
    assert sorted(file.name for file in folder.iterdir()) == sorted(FILES)


def test_a_catalogue_in_another_order_gives_every_item_its_own_score(interest: Interest, folder: Path) -> None:
    order = np.random.default_rng(0).permutation(N_ITEMS)
    texts = ItemTexts(TEXTS.vectors[order], [TEXTS.texts[item] for item in order])
    loaded = Interest.load(folder, texts, [IDS[item] for item in order])
    row_of = np.argsort(order)
    scores = loaded.score(past(*row_of[[3, 7]]), row_of.astype(np.int32))
    assert scores == pytest.approx(interest.score(past(3, 7), EVERY), abs=1e-3)
    assert loaded.counts[row_of].tolist() == interest.counts.tolist()


def test_a_catalogue_with_an_item_less_keeps_what_is_known_of_the_others(interest: Interest, folder: Path) -> None:
    texts = ItemTexts(TEXTS.vectors[1:], TEXTS.texts[1:])
    loaded = Interest.load(folder, texts, IDS[1:])
    assert loaded.counts.tolist() == interest.counts[1:].tolist()
    assert loaded.signals.after.toarray().tolist() == interest.signals.after.toarray()[1:, 1:].tolist()
    assert {item % KINDS for item in best(loaded.scores([past(0, 4)])[0], 5)} == {0}  # row 0 is i1 now


@pytest.mark.parametrize("kind", range(KINDS))
def test_of_new_items_the_one_with_fitting_words_is_found(folder: Path, kind: int) -> None:
    vectors = np.concatenate([TEXTS.vectors, np.zeros((KINDS, TEXTS.vectors.shape[1]), np.float32)])
    texts = ItemTexts(vectors, [*TEXTS.texts, *(f"kind{of} novelty" for of in range(KINDS))])
    loaded = Interest.load(folder, texts, [*IDS, *(f"new{of}" for of in range(KINDS))])
    assert not loaded.counts[N_ITEMS:].any()
    new = loaded.scores([past(kind, kind + 4, kind + 8)])[0, N_ITEMS:]
    assert np.isfinite(new).all()
    assert new.argmax() == kind


def test_an_item_nobody_touched_suits_those_who_like_what_has_its_words(interest: Interest) -> None:
    assert interest.counts[UNTOUCHED] == 0
    assert not interest.towers.counted[UNTOUCHED]
    fan, *others = interest.scores([past(kind, kind + 4, kind + 8) for kind in (3, 0, 1, 2)])[:, UNTOUCHED]
    assert fan > max(others)


def test_a_catalogue_of_other_items_alone_is_scored_by_text(folder: Path) -> None:
    loaded = Interest.load(folder, ItemTexts(TEXTS.vectors[:4], TEXTS.texts[:4]), ["a", "b", "c", "d"])
    assert not loaded.counts.any()
    assert np.isfinite(loaded.score(past(0), np.arange(4, dtype=np.int32))).all()


def test_without_transitions_it_is_saved_and_loaded_without(interest: Interest, tmp_path: Path) -> None:
    bare = replace(interest, signals=replace(interest.signals, transitions=None))
    bare.save(tmp_path)
    loaded = Interest.load(tmp_path, TEXTS, IDS)
    assert loaded.signals.transitions is None
    assert loaded.score(past(0), EVERY) == pytest.approx(bare.score(past(0), EVERY), abs=1e-4)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", ["gone", "half"])
def test_a_damaged_file_is_told_with_what_to_do(
    interest: Interest, tmp_path: Path, file: str, damage: str
) -> None:
    interest.save(tmp_path)
    whole = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(whole[: len(whole) // 2])
    if damage == "gone":
        (tmp_path / file).unlink()
    with pytest.raises(ModelDamaged, match="offtrail train"):
        Interest.load(tmp_path, TEXTS, IDS)


@pytest.mark.parametrize("file", [COUNTS, TRANSITIONS])
def test_files_of_another_catalogue_are_refused(interest: Interest, tmp_path: Path, file: str) -> None:
    interest.save(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    towers = interest.towers.fitted(IDS[:4])
    few = ItemTexts(TEXTS.vectors[:4], TEXTS.texts[:4])
    stepped = moved(interest.signals.after, np.arange(4))
    Interest.of(towers, few, Transitions.none(4), stepped, interest.counts[:4], interest.judge).save(other)
    (other / file).replace(tmp_path / file)
    with pytest.raises(ModelDamaged, match=rf"{file}.*offtrail train LOG"):
        Interest.load(tmp_path, TEXTS, IDS)


def standing_of(n: int) -> Standing:
    """Taste rises with the row, the other two fall."""
    rising = np.arange(n, dtype=np.float32)
    falling = rising[::-1].copy()
    return Standing(falling, falling, rising)


def test_candidates_are_the_best_of_each_signal_and_some_nobody_touched() -> None:
    stood, untouched = standing_of(1_000), np.zeros(1_000, dtype=np.bool_)
    untouched[500] = True
    found = candidates_of(stood, stood.taste.copy(), untouched, 8)
    # two by what follows and by what goes with it, the one nobody touched, the eight best
    assert found.tolist() == [0, 1, 500, *range(992, 1_000)]


@given(st.lists(st.integers(0, 29), max_size=30, unique=True), st.integers(1, 40))
def test_what_is_left_out_is_no_candidate(left_out: list[int], k: int) -> None:
    stood = standing_of(30)
    quick = stood.first()
    quick[left_out] = -np.inf
    found = candidates_of(stood, quick, np.ones(30, dtype=np.bool_), k)
    assert not np.isin(found, left_out).any()
    assert len(found) >= min(k, 30 - len(left_out))


def test_in_a_large_catalogue_what_is_not_weighed_lies_below_what_is(
    interest: Interest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ranker.interest.JUDGED_AT_MOST", 8)
    monkeypatch.setattr("ranker.interest.NEW_AT_LEAST", 0)
    history = past(0, 4)
    scores, alone = interest.scores([history])[0], interest.score(history, EVERY)
    weighed = np.isclose(scores, alone, atol=1e-4)
    assert 8 <= weighed.sum() < N_ITEMS - 2
    assert scores[~weighed].max() < scores[weighed].min()


def test_rows_and_columns_move_with_their_items() -> None:
    stepped = sp.csr_matrix(np.array([[0, 7, 5], [0, 0, 0], [0, 0, 0]], np.float32))
    found = moved(stepped, np.array([2, -1, 0]))  # a new item between the third and the first
    assert found.toarray().tolist() == [[0, 0, 0], [0, 0, 0], [5, 0, 0]]
