"""Weighs features into one score: a small network over standardised columns. Knows not where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from ranker.versions import ModelDamaged

JUDGE = "judge.safetensors"
# on the way from an average item (0) to this one (1), where gradients are taken: Gauss and Legendre's places
_PLACES, _SHARES = np.polynomial.legendre.leggauss(16)
ON_THE_WAY = tuple(zip(((_PLACES + 1) / 2).tolist(), (_SHARES / 2).tolist(), strict=True))

Features = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Scores items from f features through h hidden units.

    Attributes:
        mean, spread: float32 (f,), of the features it was trained on.
        into: float32 (h, f); bias: float32 (h,); out: float32 (h,).
        shift: Added at the end; scores are log-odds.
    """

    mean: Features
    spread: Features
    into: Features
    bias: Features
    out: Features
    shift: float = 0.0

    @classmethod
    def plain(cls, names: Sequence[str], summed: Sequence[str]) -> Judge:
        """One that has learnt nothing: the sum of some features as they are; scores are no log-odds then.

        Args:
            names: Of all the features it will get.
            summed: Of those that count, the same weight each.
        """
        weights = np.isin(names, summed).astype(np.float32)
        # gelu(x) - gelu(-x) = x
        into, out = np.stack([weights, -weights]), np.array([1, -1], dtype=np.float32)
        zeros = np.zeros(len(weights), dtype=np.float32)
        return cls(zeros, np.ones_like(zeros), into, np.zeros(2, dtype=np.float32), out)

    def scores(self, features: Features) -> Features:
        """float32 (m,) of features (m, f): log-odds that this is what the person likes next, among candidates."""
        hidden = _gelu(self._standard(features) @ self.into.T + self.bias)
        return np.asarray(hidden @ self.out + self.shift, dtype=np.float32)

    def contributions(self, features: Features) -> Features:
        """float32 (m, f), what each feature adds to the score beyond that of an average candidate.

        A row sums to score(features) - score(mean), to float32's precision.
        Source: Sundararajan, Taly and Yan, Axiomatic attribution for deep networks, 2017, section 3.
        """
        standard = self._standard(features)
        slopes = np.zeros_like(standard)
        for place, share in ON_THE_WAY:
            at = standard * np.float32(place)
            hidden = np.asarray(at @ self.into.T + self.bias, dtype=np.float32)  # (m, h)
            slopes += np.float32(share) * ((_gelu_slope(hidden) * self.out) @ self.into)
        return np.asarray(standard * slopes, dtype=np.float32)

    def save(self, folder: Path, name: str = JUDGE) -> None:
        """Writes a file into a folder that is there."""
        parts = {"mean": self.mean, "spread": self.spread, "into": self.into, "bias": self.bias, "out": self.out}
        save_file({**parts, "shift": np.array([self.shift], dtype=np.float32)}, folder / name)

    @classmethod
    def load(cls, folder: Path, names: Sequence[str], name: str = JUDGE) -> Judge:
        """Loaded means ready; names: of the features it will get.

        Raises:
            ModelDamaged: The file is missing, can't be read or is of another number of features.
        """
        try:
            parts = load_file(folder / name)
            shift = float(parts.pop("shift")[0])
            judge = cls(**parts, shift=shift)
            judge._check(len(names))
        except (OSError, SafetensorError, ValueError, LookupError, TypeError) as error:
            raise ModelDamaged(
                f"{folder / name} can't be used ({error}); make it anew with: offtrail train LOG"
            ) from error
        return judge

    def _check(self, n: int) -> None:
        """Raises ValueError where the parts do not fit each other or n features, or are not finite."""
        hidden = self.bias.size
        wanted = {"mean": (n,), "spread": (n,), "into": (hidden, n), "bias": (hidden,), "out": (hidden,)}
        for name, shape in wanted.items():
            part = getattr(self, name)
            if part.shape != shape:
                raise ValueError(f"{name!r} is of shape {part.shape}, {n} features need {shape}")
            if not np.isfinite(part).all():
                raise ValueError(f"{name!r} has numbers that are not finite")

    def _standard(self, features: Features) -> Features:
        return (features - self.mean) / self.spread


def probability(scores: Features) -> Features:
    """float32 (m,) in [0, 1], of log-odds: the share of such candidates that is liked next.

    The line was fitted on the lists the judge learnt from: with a few hundred of them it is too sure of itself.
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)


def _gelu(x: Features) -> Features:
    """Source: Hendrycks and Gimpel, Gaussian error linear units, 2016, section 2, the form with tanh."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))), dtype=np.float32)


def _gelu_slope(x: Features) -> Features:
    inner = np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))
    rise = 0.7978845608 * (1 + 3 * 0.044715 * x * x)
    return np.asarray(0.5 * (1 + inner) + 0.5 * x * (1 - inner * inner) * rise, dtype=np.float32)
