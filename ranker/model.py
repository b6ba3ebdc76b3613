"""A trained interest model as it is kept: weights and the names of their rows. Knows nothing of training."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from ranker.shape import TowerShape
from ranker.tokens import Vocabulary, token_matrix
from ranker.tower import Content, Tower, Vectors, grown_tower, seeded_tower
from ranker.versions import ModelDamaged

WEIGHTS = "weights.safetensors"
NAMES = "names.json"
FILES = (WEIGHTS, NAMES)


@dataclass(frozen=True, slots=True, eq=False)
class ItemTexts:
    """What every item of a catalogue says of itself, row by row.

    Attributes:
        vectors: float32 (n, text dim), of the encoder.
        texts: Whose words count; titles do.
    """

    vectors: Vectors
    texts: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class InterestModel:
    """Both towers, on the CPU, with what their rows stand for.

    Attributes:
        tower: The weights, ready for use.
        item_ids: Item id of every row of `tower.ids`.
        counted: bool (n,), the row was trained; other items go by their text.
        vocabulary: The words of the rows of `tower.words`.
    """

    tower: Tower
    item_ids: tuple[str, ...]
    counted: NDArray[np.bool_]
    vocabulary: Vocabulary

    @classmethod
    def untrained(
        cls, item_ids: Sequence[str], texts: ItemTexts, counted: NDArray[np.bool_], shape: TowerShape, seed: int
    ) -> InterestModel:
        """For a catalogue, with weights drawn at random; counted: bool (n,), items that will be trained."""
        vocabulary = Vocabulary.of(texts.texts)
        sizes = (texts.vectors.shape[1], len(vocabulary), len(item_ids))
        return cls(seeded_tower(shape, sizes, seed).eval(), tuple(item_ids), counted, vocabulary)

    def places(self, item_ids: Sequence[str]) -> NDArray[np.int64]:
        """int64 (len(item_ids),), the row of each item, -1 where the model never met it."""
        rows = {id_: row for row, id_ in enumerate(self.item_ids)}
        return np.array([rows.get(id_, -1) for id_ in item_ids], dtype=np.int64)

    def fitted(self, item_ids: Sequence[str], seed: int = 0) -> InterestModel:
        """The same model for another catalogue, row by row; items it never met go by their text."""
        return self._moved(item_ids, self.vocabulary, seed)

    def grown(self, item_ids: Sequence[str], texts: Sequence[str], seed: int) -> InterestModel:
        """For another catalogue, with rows for its new items and words, to train on; texts: of these items."""
        return self._moved(item_ids, self.vocabulary.grown(texts), seed)

    def content(self, texts: ItemTexts) -> Content:
        """What the towers need of these items, which must be those of `item_ids`, row by row."""
        return Content.of(texts.vectors, token_matrix(texts.texts, self.vocabulary), self.counted)

    def save(self, folder: Path) -> None:
        """Writes weights.safetensors and names.json into a folder that is there."""
        tensors = {name: tensor.contiguous() for name, tensor in self.tower.state_dict().items()}
        extra = {
            "item_counted": torch.from_numpy(self.counted),
            "word_rarity": torch.from_numpy(self.vocabulary.rarity),
        }
        save_file(tensors | extra, folder / WEIGHTS)
        names = {"shape": asdict(self.tower.shape), "items": self.item_ids, "words": self.vocabulary.words}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> InterestModel:
        """Loaded means ready.

        Raises:
            ModelDamaged: A file is missing, can't be read or does not fit the other.
        """
        try:
            tensors = load_file(folder / WEIGHTS)
            names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
            counted, rarity = tensors.pop("item_counted").numpy(), tensors.pop("word_rarity").numpy()
            sizes = (tensors["text.weight"].shape[1], len(names["words"]), len(names["items"]))
            tower = seeded_tower(TowerShape(**names["shape"]), sizes, seed=0)
            tower.load_state_dict(tensors)  # says so where a length is another
            vocabulary = Vocabulary(tuple(names["words"]), rarity)
        except (OSError, SafetensorError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise ModelDamaged(
                f"{folder}: the model can't be read ({error}); go back to the one before with: "
                "offtrail train --rollback, or make it anew with: offtrail train LOG"
            ) from error
        return cls(tower.eval(), tuple(names["items"]), counted, vocabulary)

    def _moved(self, item_ids: Sequence[str], vocabulary: Vocabulary, seed: int) -> InterestModel:
        places = self.places(item_ids)
        tower = grown_tower(self.tower, len(vocabulary), len(item_ids), places, seed)
        known = places >= 0
        counted = np.zeros(len(item_ids), dtype=np.bool_)
        counted[known] = self.counted[places[known]]
        return InterestModel(tower.eval(), tuple(item_ids), counted, vocabulary)
