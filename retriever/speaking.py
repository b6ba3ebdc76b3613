"""Whether any record of a catalogue has a word. Knows nothing of queries or of what is done with it."""

from __future__ import annotations

import numpy as np

from retriever.index import Index


def speaks(index: Index, text: str) -> bool:
    """True where a live record has a word of `text` in any ending; stop words count for nothing."""
    return bool(np.any((index.words(text) > 0) & index.alive))
