"""The two towers: items and people as unit vectors whose product says how much somebody would enjoy something.

Knows nothing of logs, files or training; all of the model's shape is here and only here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody gives it
from numpy.typing import NDArray
from torch import Tensor, nn

from ranker.log import History
from ranker.samples import Windows, windows_of
from ranker.shape import TowerShape

FEATURES = "towers-2"  # what goes into the model and how; weights of another name do not fit
CHUNK = 4_096

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What is known of n items, on one device.

    Attributes:
        vectors: float32 (n, text dim), of the encoder.
        starts, tokens, weights: The token matrix by rows: int64 (n + 1,), int64 (nnz,), float32 (nnz,).
        counted: bool (n,), the item has an id vector that was trained; the others go by their text alone.
    """

    vectors: Tensor
    starts: Tensor
    tokens: Tensor
    weights: Tensor
    counted: Tensor

    @classmethod
    def of(cls, vectors: Vectors, words: sp.csr_matrix[Any], counted: NDArray[np.bool_]) -> Content:
        """On the CPU; vectors: float32 (n, text dim), words: (n, n_tokens), counted: bool (n,)."""
        return cls(
            torch.from_numpy(np.ascontiguousarray(vectors, dtype=np.float32)),
            torch.from_numpy(words.indptr.astype(np.int64)),
            torch.from_numpy(words.indices.astype(np.int64)),
            torch.from_numpy(words.data.astype(np.float32)),
            torch.from_numpy(np.ascontiguousarray(counted)),
        )

    def to(self, device: torch.device | str) -> Content:
        """The same on another device."""
        return Content(
            self.vectors.to(device),
            self.starts.to(device),
            self.tokens.to(device),
            self.weights.to(device),
            self.counted.to(device),
        )

    def __len__(self) -> int:
        return len(self.vectors)


class Tower(nn.Module):
    """Both towers: an item is its text, its words and itself; a person is what they liked last.

    Source: the sum of content and id parts follows Kula, Metadata Embeddings for User and Item Cold-start
    Recommendations, 2015; the pooling by learnt attention follows Zhou et al., Deep Interest Network, 2018,
    section 4.3, without the candidate; the newest like's own path follows Liu et al., STAMP: Short-Term
    Attention/Memory Priority Model for Session-based Recommendation, 2018; leaving ids out follows Volkovs et al.,
    DropoutNet, 2017.
    """

    def __init__(self, shape: TowerShape, text_dim: int, n_tokens: int, n_items: int) -> None:
        super().__init__()
        self.shape = shape
        self.text = nn.Linear(text_dim, shape.dim, bias=False)
        self.words = nn.EmbeddingBag(max(1, n_tokens), shape.dim, mode="sum")
        self.ids = nn.Embedding(max(1, n_items), shape.dim)
        self.places = nn.Parameter(torch.zeros(shape.length))
        self.attention = nn.Linear(shape.dim, 1)
        self.taste = nn.Linear(shape.dim, shape.dim, bias=False)
        self.latest = nn.Linear(shape.dim, shape.dim, bias=False)
        nn.init.normal_(self.words.weight, std=shape.spread)
        nn.init.normal_(self.ids.weight, std=shape.spread)
        nn.init.eye_(self.taste.weight)
        nn.init.zeros_(self.latest.weight)

    def items(self, rows: Tensor, content: Content, chance: torch.Generator | None = None) -> Tensor:
        """Unit vectors of items, rows: int64 (m,); with `chance` some ids are left out, as in training.

        Returns:
            float32 (m, dim); zeros where nothing is known of an item.
        """
        starts = content.starts[rows]
        lengths = content.starts[rows + 1] - starts
        offsets = lengths.cumsum(0) - lengths
        flat = torch.repeat_interleave(starts - offsets, lengths)
        flat = flat + torch.arange(len(flat), device=rows.device)
        words = self.words(content.tokens[flat], offsets, per_sample_weights=content.weights[flat])
        own = content.counted[rows]
        if chance is not None:
            own = own & (torch.rand(len(rows), generator=chance, device=rows.device) >= self.shape.id_drop)
        ids = self.ids(rows) * own[:, None]
        return F.normalize(self.text(content.vectors[rows]) + words + ids, dim=1)

    def people(self, history: Tensor, values: Tensor) -> Tensor:
        """Unit vectors of people.

        Args:
            history: float32 (b, length, dim), items, the newest like in the last place.
            values: float32 (b, length), above 0 liked, 0 nothing there. Only liked ones are looked at;
                dislikes, below 0, would get a pooling of their own here.
        Returns:
            float32 (b, dim); zeros for somebody who liked nothing yet.
        """
        liked = values > 0
        scores = self.attention(history).squeeze(-1) + self.places
        shares = scores.masked_fill(~liked, -1e9).softmax(1) * liked  # (b, length)
        pooled = (shares[..., None] * history).sum(1)
        newest = history[:, -1] * liked[:, -1:]
        return F.normalize(self.taste(pooled) + self.latest(newest), dim=1)

    def forward(
        self, content: Content, history: Tensor, values: Tensor, candidates: Tensor, chance: torch.Generator
    ) -> tuple[Tensor, Tensor]:
        """One step of training: people (b, dim) and candidates (c, dim) as unit vectors.

        Args:
            content: Of all items.
            history: int64 (b, length), item rows, NOTHING (-1) where there is none.
            values: float32 (b, length).
            candidates: int64 (c,), item rows.
            chance: Decides which ids are left out.
        """
        wanted = torch.cat([history.clamp_min(0).flatten(), candidates])
        rows, where = torch.unique(wanted, return_inverse=True)
        vectors = self.items(rows, content, chance)
        # F.embedding and not vectors[where]: its gradient is added up in the same order every time
        past = F.embedding(where[: history.numel()].view_as(history), vectors)
        return self.people(past, values), F.embedding(where[history.numel() :], vectors)


def seeded_tower(shape: TowerShape, sizes: tuple[int, int, int], seed: int) -> Tower:
    """Untrained towers for (text dim, n_tokens, n_items); the same for the same seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Tower(shape, *sizes)


def grown_tower(tower: Tower, n_tokens: int, n_items: int, places: NDArray[np.int64], seed: int) -> Tower:
    """The same towers with room for more: new words start small, new items at zero.

    Args:
        tower: Stays as it is.
        n_tokens: Words, the old ones first.
        n_items: Items of the new catalogue.
        places: int64 (n_items,), row of the item in `tower`, -1 where it is new.
        seed: Of the new words.
    """
    grown = seeded_tower(tower.shape, (tower.text.in_features, n_tokens, n_items), seed)
    state = dict(tower.state_dict())
    words, ids = grown.words.weight.detach().clone(), torch.zeros_like(grown.ids.weight)
    known = min(n_tokens, len(tower.words.weight))
    words[:known] = state["words.weight"][:known]
    old = torch.from_numpy(np.flatnonzero(places >= 0))
    ids[old] = state["ids.weight"][torch.from_numpy(places)[old]]
    grown.load_state_dict(state | {"words.weight": words, "ids.weight": ids})
    return grown


@torch.no_grad()
def item_vectors(tower: Tower, content: Content) -> Vectors:
    """float32 (n, dim), unit length, of all items, on the device where both are."""
    rows = torch.arange(len(content), device=content.vectors.device)
    parts = [tower.items(part, content).float().cpu().numpy() for part in torch.split(rows, CHUNK)]
    return np.concatenate(parts) if parts else np.zeros((0, tower.shape.dim), np.float32)


@torch.no_grad()
def user_vectors(tower: Tower, vectors: Vectors, histories: Sequence[History] | Windows) -> Vectors:
    """float32 (len(histories), dim), unit length; zeros for who liked nothing.

    Args:
        tower: Trained.
        vectors: float32 (n, dim), of `item_vectors`.
        histories: Of item rows.
    """
    windows = histories if isinstance(histories, Windows) else windows_of(histories, tower.shape.length)
    device = tower.places.device
    parts = []
    for start in range(0, len(windows.items), CHUNK):
        part = slice(start, start + CHUNK)
        past = torch.from_numpy(vectors[windows.items[part].clip(0)]).to(device)
        parts.append(tower.people(past, torch.from_numpy(windows.values[part]).to(device)).float().cpu().numpy())
    return np.concatenate(parts) if parts else np.zeros((0, tower.shape.dim), np.float32)
