"""A trained model on disk and for other catalogues: loaded it is the same, moved it knows its items again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from ranker.model import NAMES, WEIGHTS, InterestModel
from ranker.shape import TowerShape
from ranker.tower import item_vectors
from ranker.versions import ModelDamaged
from tests.small_log import item_texts

N = 12
TEXTS = item_texts(N)
IDS = [f"i{item}" for item in range(N)]
COUNTED = np.arange(N) < 9  # nobody touched the last three


@pytest.fixture(scope="module")
def model() -> InterestModel:
    return InterestModel.untrained(IDS, TEXTS, COUNTED, TowerShape(dim=6, length=3), seed=5)


def test_what_was_saved_is_loaded_to_the_last_bit(model: InterestModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = InterestModel.load(tmp_path)
    assert (
        item_vectors(loaded.tower, loaded.content(TEXTS)).tobytes()
        == item_vectors(model.tower, model.content(TEXTS)).tobytes()
    )
    assert (loaded.item_ids, loaded.vocabulary.words) == (model.item_ids, model.vocabulary.words)
    assert loaded.tower.shape == model.tower.shape
    assert not loaded.tower.training


def test_another_order_of_the_catalogue_gives_every_item_its_own_vector(model: InterestModel) -> None:
    order = [3, 0, 11, 5]
    moved = model.fitted([IDS[item] for item in order])
    texts = replace(TEXTS, vectors=TEXTS.vectors[order], texts=[TEXTS.texts[item] for item in order])
    vectors = item_vectors(model.tower, model.content(TEXTS))
    assert item_vectors(moved.tower, moved.content(texts)) == pytest.approx(vectors[order], abs=1e-6)


def test_an_item_the_model_never_met_goes_by_its_text(model: InterestModel) -> None:
    moved = model.fitted([*IDS[:2], "new"])
    assert moved.counted.tolist() == [True, True, False]
    assert not moved.tower.ids.weight[2].any()


def test_grown_for_new_titles_it_has_rows_for_their_words(model: InterestModel) -> None:
    titles = [*TEXTS.texts, "novel", "novel"]
    grown = model.grown([*IDS, "a", "b"], titles, seed=0)
    assert grown.vocabulary.words == (*model.vocabulary.words, "novel")
    assert grown.tower.words.num_embeddings == len(model.vocabulary) + 1


@pytest.mark.parametrize("file", [WEIGHTS, NAMES])
@pytest.mark.parametrize("damage", ["gone", "half", "empty"])
def test_damaged_files_are_told_with_what_to_do(
    model: InterestModel, tmp_path: Path, file: str, damage: str
) -> None:
    model.save(tmp_path)
    whole = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(whole[: len(whole) // 2] if damage == "half" else b"")
    if damage == "gone":
        (tmp_path / file).unlink()
    with pytest.raises(ModelDamaged, match=r"can't be read .*offtrail train --rollback"):
        InterestModel.load(tmp_path)


def test_names_that_do_not_fit_the_weights_are_damage(model: InterestModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    model.fitted(IDS[:4]).save(other)
    (other / NAMES).replace(tmp_path / NAMES)
    with pytest.raises(ModelDamaged, match="size mismatch"):
        InterestModel.load(tmp_path)


def test_loading_leaves_other_chance_alone(model: InterestModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    InterestModel.load(tmp_path)
    assert torch.rand(1) == expected
