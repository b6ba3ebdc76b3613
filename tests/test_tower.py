"""Towers give unit vectors, look at likes in their order, and know new items by their text alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ranker.log import History
from ranker.shape import TowerShape
from ranker.tokens import Vocabulary, token_matrix
from ranker.tower import Content, Tower, grown_tower, item_vectors, seeded_tower, user_vectors
from tests.small_log import item_texts

N = 12
SHAPE = TowerShape(dim=6, length=3)


def tower(seed: int = 0) -> Tower:
    return seeded_tower(SHAPE, (8, len(VOCABULARY), N), seed).eval()


TEXTS = item_texts(N)
VOCABULARY = Vocabulary.of(TEXTS.texts)


def content(counted: bool = True) -> Content:
    return Content.of(TEXTS.vectors, token_matrix(TEXTS.texts, VOCABULARY), np.full(N, counted))


def past(*items: int, values: tuple[float, ...] = ()) -> History:
    return History(np.array(items, np.int32), np.array(values or [1.0] * len(items), np.float32))


def test_items_and_people_have_unit_length() -> None:
    vectors = item_vectors(tower(), content())
    people = user_vectors(tower(), vectors, [past(1), past(1, 2, 3, 4)])
    assert vectors.shape == (N, 6)
    assert (vectors.dtype, people.dtype) == (np.float32, np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(people, axis=1) == pytest.approx(1, abs=1e-5)


def test_an_item_is_its_text_its_words_and_itself() -> None:
    untrained = tower()
    words = token_matrix(TEXTS.texts, VOCABULARY).toarray()
    state = {name: tensor.numpy() for name, tensor in untrained.state_dict().items()}
    whole = TEXTS.vectors @ state["text.weight"].T + words @ state["words.weight"] + state["ids.weight"]
    expected = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    assert item_vectors(untrained, content()) == pytest.approx(expected, abs=1e-5)


def test_an_item_nobody_touched_is_known_by_its_text_alone() -> None:
    one, other = tower(), tower()
    with torch.no_grad():
        other.ids.weight.add_(5)
    assert item_vectors(one, content(False)) == pytest.approx(item_vectors(other, content(False)))
    assert item_vectors(one, content()) != pytest.approx(item_vectors(other, content()))


def test_a_text_without_known_words_is_no_error() -> None:
    bare = Content.of(TEXTS.vectors, token_matrix([""] * N, VOCABULARY), np.zeros(N, dtype=np.bool_))
    assert np.linalg.norm(item_vectors(tower(), bare), axis=1) == pytest.approx(1, abs=1e-5)


def test_ids_are_left_out_only_in_training_and_as_often_as_planned() -> None:
    always = seeded_tower(TowerShape(dim=6, length=3, id_drop=1.0), (8, len(VOCABULARY), N), 0)
    rows, chance = torch.arange(N), torch.Generator().manual_seed(0)
    with torch.no_grad():
        assert always.items(rows, content(), chance).numpy() == pytest.approx(item_vectors(always, content(False)))
        assert always.items(rows, content()).numpy() == pytest.approx(item_vectors(always, content()))


def test_who_liked_nothing_has_no_direction() -> None:
    vectors = item_vectors(tower(), content())
    people = user_vectors(tower(), vectors, [past(), past(3, values=(-1.0,)), past(3)])
    assert not people[:2].any()
    assert people[2].any()


def test_a_person_with_one_like_has_the_vector_of_that_item() -> None:
    # one like has the whole attention, and the map to taste starts as it is
    vectors = item_vectors(tower(), content())
    assert user_vectors(tower(), vectors, [past(5)])[0] == pytest.approx(vectors[5], abs=1e-5)


def test_likes_before_the_last_three_and_dislikes_change_nothing() -> None:
    vectors = item_vectors(tower(), content())
    people = user_vectors(
        tower(), vectors, [past(1, 2, 3), past(9, 8, 1, 2, 3), past(1, 7, 2, 3, values=(1, -1, 1, 1))]
    )
    assert people[1] == pytest.approx(people[0], abs=1e-6)
    assert people[2] == pytest.approx(people[0], abs=1e-6)


def test_the_newest_like_can_weigh_most() -> None:
    ordered = tower()
    with torch.no_grad():
        ordered.places.copy_(torch.tensor([0.0, 0.0, 50.0]))
    vectors = item_vectors(ordered, content())
    assert user_vectors(ordered, vectors, [past(1, 2)])[0] == pytest.approx(vectors[2], abs=1e-5)


def test_the_newest_like_has_a_path_of_its_own() -> None:
    told = tower()
    with torch.no_grad():
        told.attention.weight.zero_()  # every like has the same share
        told.latest.weight.copy_(2 * torch.eye(6))
    vectors = item_vectors(told, content())
    expected = (vectors[1] + vectors[2]) / 2 + 2 * vectors[2]
    assert user_vectors(told, vectors, [past(1, 2)])[0] == pytest.approx(
        expected / np.linalg.norm(expected), abs=1e-5
    )
    assert not user_vectors(told, vectors, [past()]).any()


def test_the_path_of_the_newest_like_starts_silent_and_is_learnt() -> None:
    untrained = tower()
    assert not untrained.latest.weight.any()
    history = torch.from_numpy(item_vectors(untrained, content()))[None, :3]
    untrained.people(history, torch.ones(1, 3))[0, 0].backward()
    assert untrained.latest.weight.grad is not None
    assert untrained.latest.weight.grad.any()


@given(st.lists(st.lists(st.integers(0, N - 1), max_size=6), min_size=1, max_size=6))
def test_a_person_s_vector_does_not_depend_on_who_is_asked_with_them(histories: list[list[int]]) -> None:
    vectors = item_vectors(tower(), content())
    together = user_vectors(tower(), vectors, [past(*items) for items in histories])
    for items, vector in zip(histories, together, strict=True):
        assert user_vectors(tower(), vectors, [past(*items)])[0] == pytest.approx(vector, abs=1e-5)


def test_the_same_seed_gives_the_same_weights_and_leaves_other_chance_alone() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    one, same, other = tower(1), tower(1), tower(2)
    assert torch.rand(1) == expected
    assert torch.equal(one.ids.weight, same.ids.weight)
    assert not torch.equal(one.ids.weight, other.ids.weight)


def test_a_grown_tower_keeps_what_it_knew_and_starts_new_items_at_zero() -> None:
    old = tower()
    with torch.no_grad():
        old.latest.weight.fill_(0.5)
    # the new catalogue: a new item, then items 3 and 0 of the old one
    grown = grown_tower(old, len(VOCABULARY) + 2, 3, np.array([-1, 3, 0]), seed=1)
    assert torch.equal(grown.words.weight[: len(VOCABULARY)], old.words.weight)
    assert grown.words.weight.shape[0] == len(VOCABULARY) + 2
    assert not grown.ids.weight[0].any()
    assert torch.equal(grown.ids.weight[1:], old.ids.weight[[3, 0]])
    assert torch.equal(grown.taste.weight, old.taste.weight)
    assert torch.equal(grown.latest.weight, old.latest.weight)
