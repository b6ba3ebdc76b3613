"""Popularity, likeness of texts and item neighbours, worked by hand, behind one contract."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ranker.baselines import ItemKNN, Popularity, Scorer, Similarity
from ranker.log import History, Log
from retriever.together import Together

# users x items: 1 liked, -1 not; item 4 is touched by nobody
TASTES = [[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, -1, 0]]
VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)


def log_of(tastes: Sequence[Sequence[int]]) -> Log:
    table = np.array(tastes)
    users, items = np.nonzero(table)
    return Log(
        [str(item) for item in range(table.shape[1])],
        [str(user) for user in range(len(table))],
        users.astype(np.int32),
        items.astype(np.int32),
        table[users, items].astype(np.float32),
        np.full(len(users), np.nan),
    )


LOG = log_of(TASTES)
SCORERS = [Popularity(LOG), Similarity(VECTORS), ItemKNN(LOG)]


def history(*liked: int, disliked: Sequence[int] = ()) -> History:
    items = np.array([*liked, *disliked], dtype=np.int32)
    return History(items, np.array([1.0] * len(liked) + [-1.0] * len(disliked), dtype=np.float32))


@pytest.mark.parametrize("scorer", SCORERS, ids=lambda scorer: scorer.name)
class TestEveryScorer:
    def test_gives_a_finite_score_for_every_item_and_person(self, scorer: Scorer) -> None:
        for histories in ([], [history()], [history(0), history(1, 2, disliked=[3])]):
            scores = scorer.scores(histories)
            assert scores.shape == (len(histories), 5)
            assert scores.dtype == np.float32
            assert np.isfinite(scores).all()

    def test_scores_a_person_alike_alone_and_among_others(self, scorer: Scorer) -> None:
        people = [history(0), history(), history(1, 2)]
        alone = [scorer.scores([person])[0] for person in people]
        np.testing.assert_allclose(scorer.scores(people), alone, atol=1e-6)


def test_popularity_is_the_people_who_liked_an_item() -> None:
    # item 3 was touched, but disliked
    assert Popularity(LOG).scores([history(), history(2)]).tolist() == [[3, 2, 1, 0, 0]] * 2


def test_similarity_is_the_mean_cosine_to_what_was_liked() -> None:
    scores = Similarity(VECTORS).scores([history(0, 2), history(1, disliked=[0]), history(disliked=[0])])
    # to (1, 0) and (0, 1): item 1 has .6 and .8, the mean is .7
    np.testing.assert_allclose(scores[0], [0.5, 0.7, 0.5, -0.5, -0.5], atol=1e-6)
    np.testing.assert_allclose(scores[1], [0.6, 1, 0.8, -0.6, -0.8], atol=1e-6)
    assert not scores[2].any()


def test_neighbours_are_summed_over_what_was_liked_and_dislikes_are_no_tie() -> None:
    ties = Together.build([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 2], 5).likeness.toarray()
    scores = ItemKNN(LOG).scores([history(1), history(1, 2), history(4)])
    np.testing.assert_allclose(scores[0], ties[1])
    np.testing.assert_allclose(scores[1], ties[1] + ties[2], atol=1e-6)
    assert scores[0, 0] > 0 == scores[0, 3]  # two people liked 0 and 1
    assert not scores[2].any()
