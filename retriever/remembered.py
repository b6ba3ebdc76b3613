"""An encoder that knows the last texts again. Knows nothing of items or queries.

Somebody who says "more" asks for what they asked for before: the same words need not be encoded again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import numpy as np

from retriever.encode import Encoder, Encoders, Vectors

MOST = 512  # texts; about 1 MB


class Remembered:
    """`encoder` with its last vectors at hand. Keeps no text, only digests. Safe where `encoder` is."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.name = encoder.name
        self.dim = encoder.dim
        self._encoder = encoder
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Vectors] = OrderedDict()  # the latest used last

    def encode(self, texts: Sequence[str]) -> Vectors:
        names = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        found = self._known(names)
        new = {name: text for name, text in zip(names, texts, strict=True) if name not in found}
        if new:
            fresh = dict(zip(new, self._encoder.encode(list(new.values())), strict=True))
            found |= fresh
            self._keep(fresh)
        return np.stack([found[name] for name in names]) if names else self._encoder.encode([])

    def _known(self, names: Sequence[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            known = {name: self._kept[name] for name in names if name in self._kept}
            for name in known:
                self._kept.move_to_end(name)
        return known

    def _keep(self, fresh: dict[bytes, Vectors]) -> None:
        with self._lock:
            for name, row in fresh.items():
                self._kept[name] = row.copy()  # not a view that holds the whole batch
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def remembered(encoders: Encoders) -> Encoders:
    """Both encoders so."""
    other = encoders.multilingual
    return Encoders(Remembered(encoders.main), None if other is None else Remembered(other))
