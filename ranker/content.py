"""Interest from texts alone: a history and the words of items -> scores, for a catalogue without a log.

Knows nothing of who else liked what, of talk or of training; benchmarks/content.py learns the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from ranker.card import ModelMismatch
from ranker.dials import DISLIKED, PULL
from ranker.log import History, Rows
from ranker.tokens import Vocabulary, token_matrix
from ranker.versions import ModelDamaged

if TYPE_CHECKING:
    from ranker.model import ItemTexts  # comes with torch

FEATURES = "content-1"  # what the columns mean; weights learnt from others do not fit
PACKAGED = Path(__file__).parent / "weights" / "content.safetensors"

NAMES = (
    "text of latest",  # cosine of its text to that of the newest liked
    "text of one",  # to the liked text it is most like
    "text of all",  # to all of them, the newer weighing more
    "subject of latest",  # the same three without what all texts of the catalogue share
    "subject of one",
    "subject of all",
    "words of latest",  # and of words, rare ones weighing more
    "words of one",
    "words of all",
)

FADE = 0.8  # weight of a like to that of the one after it
LOOKED_BACK = 8  # newest likes that count
WHITENING = 0.5  # 0 leaves directions as wide as they are, 1 makes them all the same
LEAST_WIDTH = 0.01  # of the widest direction; narrower ones are noise that must not be blown up

Scores = NDArray[np.float32]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ContentInterest:
    """Scores the items of one catalogue by what they say of themselves, for anybody with a history.

    Attributes:
        texts: float32 (n, dim), unit rows of an encoder.
        subjects: float32 (n, dim), the same centred and whitened; unit rows, or zeros.
        words: (n, t), rarity-weighted words, unit rows or empty ones.
        of_words: (t, n), the same turned round.
        weights: float32 (len(NAMES),), none below 0: nothing suffers from being more like what was liked.
        counts: int64 (n,), people who liked each; None without a log, the pull to the long tail is nothing then.
        niche: That pull where a call names none, 0 to 1.
    """

    texts: Vectors
    subjects: Vectors
    words: sp.csr_matrix[Any]
    of_words: sp.csr_matrix[Any]
    weights: Vectors
    counts: NDArray[np.int64] | None = None
    niche: float = 0.0
    name: str = "content interest"

    @classmethod
    def of(
        cls, texts: ItemTexts, counts: NDArray[np.int64] | None = None, weights: Vectors | None = None
    ) -> ContentInterest:
        """Ready for a catalogue; any catalogue and any encoder.

        Args:
            texts: Of its items, row by row.
            counts: People who liked each, where that is known; only `niche` asks for them.
            weights: As learnt; the packaged ones where None.
        Raises:
            ModelDamaged, ModelMismatch: As `load_weights`.
            ValueError: The texts, vectors and counts are not of the same items.
        """
        n = len(texts.texts)
        if len(texts.vectors) != n or (counts is not None and len(counts) != n):
            rows = len(texts.vectors) if counts is None else (len(texts.vectors), len(counts))
            raise ValueError(f"{n:,} texts, but rows of vectors (and counts): {rows!r}; give all of one catalogue")
        weights = load_weights(PACKAGED) if weights is None else weights
        words = token_matrix(texts.texts, Vocabulary.of(texts.texts))
        return cls(texts.vectors, whitened(texts.vectors), words, words.T.tocsr(), weights, counts)

    def score(self, history: History, candidates: Rows, niche: float | None = None) -> Scores:
        """How much a person would enjoy candidates; each depends on itself, the person and the catalogue.

        Args:
            history: What the person did, oldest first; where nothing is liked all stand alike but for dislikes.
            candidates: int32 (m,), item rows.
            niche: Pull to the long tail, 0 to 1; needs counts.
        Returns:
            float32 (m,), larger is better: logarithms of odds against the rest of the catalogue, but for a shift.
        """
        return self._lowered(self._placed(history)[candidates] @ self.weights, history, candidates, niche)

    def weighed(self, history: History, candidates: Rows) -> Scores:
        """float32 (m, len(NAMES)), ln(n / (1 + items of the catalogue that stand above it)) for each name."""
        return self._placed(history)[candidates]

    def contributions(self, history: History, candidates: Rows) -> Mapping[str, Scores]:
        """Feature name -> float32 (m,), what it adds to each score beyond an average item's of the catalogue.

        Of likeness to what was liked; what dislikes and the pull to the long tail take off is not among them.
        """
        placed = self._placed(history)
        parts = (placed[candidates] - placed.mean(0)) * self.weights
        return {name: np.asarray(parts[:, column]) for column, name in enumerate(NAMES)}

    def scores(self, histories: Sequence[History]) -> Scores:
        """float32 (len(histories), n_items)."""
        everything = np.arange(len(self.texts), dtype=np.int32)
        found = [self.score(history, everything) for history in histories]
        return np.stack(found) if found else np.zeros((0, len(everything)), dtype=np.float32)

    def _placed(self, history: History) -> Scores:
        """float32 (n, len(NAMES)), where every item stands by each likeness."""
        newest = history.liked[::-1][:LOOKED_BACK]
        if not len(newest):
            return np.zeros((len(self.texts), len(NAMES)), dtype=np.float32)
        fading = FADE ** np.arange(len(newest), dtype=np.float32)
        shares = fading / fading.sum()
        likenesses = (
            self.texts @ self.texts[newest].T,  # (n, h)
            self.subjects @ self.subjects[newest].T,
            (self.words[newest] @ self.of_words).toarray().T,
        )
        columns = [column for part in likenesses for column in (part[:, 0], part.max(1), part @ shares)]
        return np.stack([_place(column) for column in columns], 1)

    def _lowered(self, scores: Scores, history: History, candidates: Rows, niche: float | None) -> Scores:
        """Less what popularity costs at this pull to the long tail, and likeness to what was disliked."""
        lowered = scores
        if self.counts is not None:
            pull = PULL * (self.niche if niche is None else niche)
            lowered = np.asarray(lowered - pull * np.log1p(self.counts[candidates]), dtype=np.float32)
        if len(history.disliked):
            likeness = self.subjects[candidates] @ self.subjects[history.disliked].T  # (m, d)
            lowered = np.asarray(lowered - DISLIKED * np.maximum(0, likeness.max(1)), dtype=np.float32)
        return lowered


def whitened(vectors: Vectors) -> Vectors:
    """What sets the texts of a catalogue apart: centred, wide directions narrowed, unit rows again.

    Args:
        vectors: float32 (n, dim).
    Returns:
        float32 (n, dim); a row of zeros where a text is the average one.
    Source: Su et al., Whitening sentence representations for better semantics and faster retrieval, 2021,
        section 3, with half the power.
    """
    if not len(vectors):
        return vectors
    centred = vectors - vectors.mean(0)
    squares, directions = np.linalg.eigh(centred.T @ centred / np.float32(len(vectors)))
    widths = np.sqrt(np.maximum(squares, 0))
    scale = (widths + LEAST_WIDTH * widths.max() + 1e-6) ** -WHITENING
    turned = centred @ (directions * scale)
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    return np.asarray(turned / np.maximum(lengths, 1e-4), dtype=np.float32)


def load_weights(path: Path) -> Vectors:
    """float32 (len(NAMES),), finite and none below 0.

    Raises:
        ModelDamaged: The file is missing, can't be read, or is not of such numbers.
        ModelMismatch: The weights are of other features.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            features = (file.metadata() or {}).get("features")
            weights = np.asarray(file.get_tensor("weights"))
    except (OSError, SafetensorError) as error:
        raise ModelDamaged(f"{path} can't be used ({error}); it came with the program: install it anew") from error
    if features != FEATURES:
        raise ModelMismatch(f"{path} is of features {features!r}, this program has {FEATURES!r}; install it anew")
    if weights.shape != (len(NAMES),) or not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise ModelDamaged(
            f"{path}: 'weights' must be {len(NAMES)} finite numbers, none below 0, "
            f"got {weights.tolist()!r}; it came with the program: install it anew"
        )
    return weights.astype(np.float32)


def save_weights(weights: Vectors, path: Path) -> None:
    """Writes what `load_weights` reads."""
    save_file({"weights": np.ascontiguousarray(weights, dtype=np.float32)}, path, {"features": FEATURES})


def _place(likeness: Vectors) -> Vectors:
    """float32 (n,), ln(n / (1 + items that are more alike)): 0 for the last of all, ln n for the first."""
    n = len(likeness)
    above = n - np.searchsorted(np.sort(likeness), likeness, side="right")
    return np.asarray(np.log(n / (1.0 + above)), dtype=np.float32)
