"""Interest from texts alone, worked by hand, and the weights that come with the program."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from benchmarks.content import Turn, surprise_of
from ranker.baselines import Scorer
from ranker.card import ModelMismatch
from ranker.content import (
    FADE,
    FEATURES,
    LOOKED_BACK,
    NAMES,
    PACKAGED,
    ContentInterest,
    load_weights,
    save_weights,
    whitened,
)
from ranker.log import History
from ranker.model import ItemTexts
from ranker.versions import ModelDamaged

# five items in a plane; 0 and 1 are close, 3 is opposite to 0
VECTORS = np.array([[1, 0], [0.8, 0.6], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)
TITLES = ["red tea", "red pot", "tea pot", "blue moss", "blue kite"]
TEXTS = ItemTexts(VECTORS, TITLES)
EVERY = np.arange(5, dtype=np.int32)
LN5 = math.log(5)


def history(*liked: int, disliked: tuple[int, ...] = ()) -> History:
    items = np.array([*liked, *disliked], dtype=np.int32)
    return History(items, np.array([1.0] * len(liked) + [-1.0] * len(disliked), dtype=np.float32))


def only(*names: str) -> np.ndarray:
    return np.isin(NAMES, names).astype(np.float32)


def placed(name: str, of: History, texts: ItemTexts = TEXTS) -> list[float]:
    return ContentInterest.of(texts, weights=only(name)).score(of, EVERY).tolist()


def test_a_place_is_how_few_items_stand_above() -> None:
    # cosines to item 0: 1, .8, 0, -1, 0; above them stand 0, 1, 2, 4, 2 of five
    wanted = [LN5, math.log(5 / 2), math.log(5 / 3), 0, math.log(5 / 3)]
    assert placed("text of latest", history(2, 0)) == pytest.approx(wanted)


def test_the_best_of_several_likes_counts_for_one_and_their_fading_mean_for_all() -> None:
    # cosines to 3 (newest): -1, -.8, 0, 1, 0; to 2: 0, .6, 1, 0, -1; greatest: 0, .6, 1, 1, 0
    both = history(2, 3)
    assert placed("text of one", both) == pytest.approx(
        [math.log(5 / 4), math.log(5 / 3), LN5, LN5, math.log(5 / 4)]
    )
    # mean with weights 1 and .8, over 1.8: -.56, -.18, .44, .56, -.44: in order 3, 2, 1, 4, 0
    assert FADE == 0.8
    wanted = [0, math.log(5 / 3), math.log(5 / 2), LN5, math.log(5 / 4)]
    assert placed("text of all", both) == pytest.approx(wanted)


def test_words_count_by_their_rarity() -> None:
    # of ten titles three have "red" and two have "tea", which is rarer; every other word has one title only
    titles = ["red tea", "red pot", "red cup", "tea pan", *(f"thing{n}" for n in range(6))]
    texts = ItemTexts(np.tile(VECTORS, (2, 1)), titles)
    # above "tea pan" stands the newest liked itself, above "red pot" and "red cup" both, above "thing0" all four
    wanted = [math.log(10), math.log(10 / 2), math.log(10 / 3), math.log(10 / 5)]
    found = placed("words of latest", history(0), texts)
    assert [found[0], found[3], found[2], found[4]] == pytest.approx(wanted)
    assert found[1] == found[2]


def test_likes_further_back_than_eight_are_forgotten() -> None:
    assert LOOKED_BACK == 8
    kept = [2] * 8
    assert placed("text of one", history(0, *kept)) == placed("text of one", history(*kept))
    assert placed("text of one", history(0, *kept[1:])) != placed("text of one", history(*kept))


def test_without_likes_all_stand_alike() -> None:
    model = ContentInterest.of(TEXTS)
    assert not model.score(history(), EVERY).any()
    assert not model.scores([history(), history()]).any()


def test_a_dislike_costs_what_reads_like_it_and_nothing_else() -> None:
    model = ContentInterest.of(TEXTS)
    cost = model.score(history(), EVERY) - model.score(history(disliked=(0,)), EVERY)
    assert cost[0] == pytest.approx(1)  # the very same
    assert 0 < cost[1] < 1
    assert cost[3] == 0


def test_popularity_is_nothing_unless_the_tail_is_asked_for() -> None:
    counts = np.array([0, 9, 99, 0, 0])
    model = ContentInterest.of(TEXTS, counts)
    plain = ContentInterest.of(TEXTS).score(history(0), EVERY)
    np.testing.assert_array_equal(model.score(history(0), EVERY), plain)
    np.testing.assert_array_equal(ContentInterest.of(TEXTS).score(history(0), EVERY, niche=1), plain)
    # ln 10 and ln 100, PULL (.45) of each at niche 1 and half of that at .5
    lost = plain - model.score(history(0), EVERY, niche=1)
    assert lost.tolist() == pytest.approx([0, 0.45 * math.log(10), 0.45 * math.log(100), 0, 0], abs=1e-5)
    dialled = replace(model, niche=0.5).scores([history(0)])[0]
    assert (plain - dialled).tolist() == pytest.approx((lost / 2).tolist(), abs=1e-5)


def test_scores_are_those_of_each_person_alone() -> None:
    model: Scorer = ContentInterest.of(TEXTS)
    people = [history(0), history(), history(1, 2, disliked=(3,))]
    found = model.scores(people)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, [model.scores([person])[0] for person in people])
    assert model.scores([]).shape == (0, 5)


def test_contributions_add_up_to_what_lies_above_the_average_item() -> None:
    model = ContentInterest.of(TEXTS)
    parts = model.contributions(history(0, 2), EVERY)
    assert tuple(parts) == NAMES
    score = model.score(history(0, 2), EVERY)
    np.testing.assert_allclose(sum(parts.values()), score - score.mean(), atol=1e-5)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.permutations(range(5)))
def test_the_order_of_candidates_changes_nothing(liked: list[int], order: list[int]) -> None:
    model = ContentInterest.of(TEXTS)
    rows = np.array(order, dtype=np.int32)
    np.testing.assert_array_equal(model.score(history(*liked), rows), model.score(history(*liked), EVERY)[rows])


@given(st.integers(0, 4))
def test_what_is_liked_stands_first_by_likeness_to_itself(item: int) -> None:
    scores = ContentInterest.of(TEXTS).score(history(item), EVERY)
    assert scores.argmax() == item
    assert scores[item] == pytest.approx(LN5 * load_weights(PACKAGED).sum(), rel=1e-5)


def test_whitening_takes_out_what_all_texts_share() -> None:
    # all lean far to (1, 0, 0); what tells them apart is the sign of the second number
    vectors = np.array([[0.9, 0.4, 0], [0.9, -0.4, 0], [0.9, 0.4, 0.1], [0.9, -0.4, -0.1]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = whitened(vectors) @ whitened(vectors).T
    assert (vectors @ vectors.T).min() > 0.6
    np.testing.assert_allclose(np.diag(cosines), 1, atol=1e-5)
    assert cosines[0, 2] > 0 > cosines[0, 1]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_texts_that_are_all_the_same_have_no_subject(n: int) -> None:
    same = ItemTexts(np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (n, 1)), ["tea"] * n)
    assert not whitened(same.vectors).any()
    assert ContentInterest.of(same).scores([history()]).shape == (1, n)


def test_texts_and_counts_of_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match=r"5 texts, but rows of vectors.*\(5, 2\); give all of one catalogue"):
        ContentInterest.of(TEXTS, np.zeros(2, dtype=np.int64))
    with pytest.raises(ValueError, match=r"1 texts, but rows of vectors .*: 5;"):
        ContentInterest.of(ItemTexts(VECTORS, ["tea"]))


def test_weights_are_learnt_down_the_true_slope_and_what_was_seen_takes_no_share() -> None:
    features = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    turn, weights, width = Turn(history(4), np.array([1, 2], dtype=np.int32)), np.array([0.3, -0.2, 0.5]), 0.01
    _, slope = surprise_of(weights, features, turn)
    for column, step in enumerate(width * np.eye(3)):
        after, before = (surprise_of(weights + sign * step, features, turn)[0] for sign in (1, -1))
        assert slope[column] == pytest.approx((after - before) / (2 * width), abs=1e-3)
    # with weights of 0 the four not seen share alike
    assert surprise_of(np.zeros(3), features, turn)[0] == pytest.approx(math.log(4))


class TestWeights:
    def test_the_packaged_ones_are_there_and_learnt_something(self) -> None:
        weights = load_weights(PACKAGED)
        assert weights.shape == (9,)
        assert (weights >= 0).all()
        assert weights.sum() > 0.5

    def test_come_back_as_they_were_saved(self, tmp_path: Path) -> None:
        weights = np.arange(9, dtype=np.float32)
        save_weights(weights, tmp_path / "w.safetensors")
        np.testing.assert_array_equal(load_weights(tmp_path / "w.safetensors"), weights)

    @pytest.mark.parametrize(
        "wrong", [np.ones(3), np.full(9, -1.0), np.full(9, np.nan)], ids=["few", "below", "nan"]
    )
    def test_that_are_no_such_numbers_are_damaged(self, tmp_path: Path, wrong: np.ndarray) -> None:
        save_weights(wrong.astype(np.float32), tmp_path / "w.safetensors")
        with pytest.raises(
            ModelDamaged, match=r"w\.safetensors: 'weights' must be 9 finite numbers, none below 0"
        ):
            load_weights(tmp_path / "w.safetensors")

    def test_missing_cut_short_or_nameless_are_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "w.safetensors"
        with pytest.raises(ModelDamaged, match="install it anew"):
            load_weights(path)
        path.write_bytes(PACKAGED.read_bytes()[:20])
        with pytest.raises(ModelDamaged, match="install it anew"):
            load_weights(path)
        save_file({"other": np.ones(9, dtype=np.float32)}, path, {"features": FEATURES})
        with pytest.raises(ModelDamaged, match="install it anew"):
            load_weights(path)

    def test_of_other_features_do_not_fit(self, tmp_path: Path) -> None:
        save_file({"weights": np.ones(9, dtype=np.float32)}, tmp_path / "w.safetensors", {"features": "content-0"})
        with pytest.raises(ModelMismatch, match="of features 'content-0', this program has 'content-1'"):
            load_weights(tmp_path / "w.safetensors")


def test_the_file_stays_light() -> None:
    told = "import sys, ranker.content; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
