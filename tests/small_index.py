"""An index of a few items in memory, without files. Knows nothing of what is tested with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from retriever.encode import Encoder, HashingEncoder, Vectors
from retriever.fields import Fields
from retriever.index import Index
from retriever.items import Item
from retriever.lexical import LexicalIndex
from retriever.manifest import FORMAT, Manifest
from retriever.segment import Segment, facet_text
from retriever.store import ArrayStore
from retriever.tail import HEAD
from retriever.together import Together

ENCODER = HashingEncoder()


def item(id_: str, tail: float = 0.5, count: int | None = None, **said: object) -> Item:
    """An item whose title is its id where none is said; numbers, and texts or lists of texts by field."""
    title, description = str(said.pop("title", id_)), str(said.pop("description", ""))
    numbers = {name: float(value) for name, value in said.items() if isinstance(value, int | float)}
    texts = {name: value for name, value in said.items() if name not in numbers}
    facets = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in texts.items()}  # type: ignore[arg-type]
    return Item(id_, title, description, facets, numbers, count, tail)


def small_index(
    items: Sequence[Item],
    added: Sequence[Item] = (),
    *,
    removed: Collection[str] = (),
    log: Mapping[str, Sequence[str]] | None = None,
    vectors: Mapping[str, Sequence[float]] | None = None,
    encoder: Encoder = ENCODER,
    multilingual: Encoder | None = None,
) -> Index:
    """`items` as built, `added` put later (in the place of those with their ids), `removed` taken out at last.

    Args:
        log: User -> ids of the items touched.
        vectors: By id, any length, instead of those of the encoder.
    """
    segments = _segments(items, added, vectors, encoder, multilingual)
    everything = [*items, *added]
    base_row = {item.id: row for row, item in enumerate(items)}
    row = {item.id: row for row, item in enumerate(everything) if item.id not in removed}
    alive = np.array([row.get(item.id) == place for place, item in enumerate(everything)], dtype=bool)
    pairs = [(user, base_row[id_]) for user, ids in enumerate((log or {}).values()) for id_ in ids]
    stores = {True: ArrayStore(), False: ArrayStore()}
    for in_head, store in stores.items():
        ids = [item.id for item in items if (item.tail < HEAD) == in_head]
        store.add(ids, segments[0].vectors[[base_row[id_] for id_ in ids]])
    return Index(
        manifest=_manifest(len(items), segments[0], encoder, multilingual),
        segments=segments,
        row=row,
        base_row=base_row,
        alive=alive,
        origin=np.array([base_row.get(item.id, -1) for item in everything], dtype=np.int64),
        together=Together.build([user for user, _ in pairs], [item for _, item in pairs], len(items)),
        crowding=np.zeros(len(everything), dtype=np.float32),
        head=stores[True],
        tail=stores[False],
    )


def rows_of(index: Index, *ids: str) -> list[int]:
    """The rows of live items."""
    return [index.row[id_] for id_ in ids]


def ids_of(index: Index, rows: Sequence[int] | np.ndarray) -> list[str]:
    """What lies in those rows."""
    return [index.record(int(row)).id for row in rows]


def _segments(
    items: Sequence[Item],
    added: Sequence[Item],
    vectors: Mapping[str, Sequence[float]] | None,
    encoder: Encoder,
    multilingual: Encoder | None,
) -> tuple[Segment, ...]:
    words = LexicalIndex.build([item.text() for item in items])
    facet_words = LexicalIndex.build([facet_text(item) for item in items])
    segments = []
    for run in (items, added) if added else (items,):
        texts = [item.text() for item in run]
        later = run is not items
        segments.append(
            Segment(
                items=tuple(run),
                vectors=encoder.encode(texts) if vectors is None else _unit([vectors[item.id] for item in run]),
                foreign=None if multilingual is None else multilingual.encode(texts),
                fields=Fields.of(run),
                words=words.with_more(texts) if later else words,
                facet_words=facet_words.with_more([facet_text(item) for item in run]) if later else facet_words,
            )
        )
    return tuple(segments)


def _unit(rows: Sequence[Sequence[float]]) -> Vectors:
    vectors = np.array(rows, dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _manifest(n: int, segment: Segment, encoder: Encoder, multilingual: Encoder | None) -> Manifest:
    return Manifest(
        format=FORMAT,
        encoder=encoder.name,
        dim=segment.vectors.shape[1],
        multilingual=None if multilingual is None else multilingual.name,
        store="exact",
        language="en",
        items=n,
        counted=sum(item.count is not None for item in segment.items),
        interactions=0,
        integer_ids=False,
        catalogue="",
        catalogue_sha256="",
        built_at="",
    )
