"""A catalogue that changes while it is searched. Knows nothing of queries.

Searches take the Index of one moment and keep it to their end. Changes are written to the journal first and
then seen; other processes see them at their next search, and a rebuilt index too. Only a search may take
`index`, which can be a moment old; who writes, or decides what to write, takes `latest()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import IO

from retriever import changes as journal
from retriever.changes import Change, Put, Remove
from retriever.encode import Encoders
from retriever.generations import IndexMismatch, IndexMissing, current, file_of_name, hold, name_in_use, writing
from retriever.index import Index
from retriever.items import Item
from retriever.patch import KindsHeld, Patch, PatchRefused, check_item, is_whole_number, patched
from retriever.snapshot import NOTHING_CHANGED, Base, Changed, index_of
from retriever.store import Stores

__all__ = ["Edit", "ItemUnknown", "LiveIndex", "Patch", "PatchRefused", "patched"]


class ItemUnknown(LookupError):
    """An edit speaks of an item that is not in the catalogue."""


Edit = Item | Patch | Remove


@dataclass(frozen=True)
class _Open:
    """A generation that is open, and how far its journal was read."""

    generation: Path
    lock: IO[str]  # held shared, so that no builder clears it away
    base: Base
    changed: Changed
    position: int
    index: Index

    def close(self) -> None:
        self.index.close()
        self.lock.close()


class LiveIndex:
    """The index of a folder, kept up to date. Safe to call from several threads."""

    def __init__(self, folder: Path, encoders: Encoders, stores: Stores) -> None:
        """Opens the generation in use.

        Raises:
            IndexMissing: Nothing was ever indexed here.
            IndexMismatch: It was made with another encoder, store or format, or its parts do not agree.
            StoreUnreachable: The server of the store does not answer.
        """
        self.folder = folder
        self.encoders = encoders
        self.stores = stores
        self._lock = Lock()
        self._open = self._opened()
        self._replaced: list[_Open] = []  # the one before: searches may still use it
        self._named: tuple[object, str | None] = (None, None)  # which file CURRENT was, and what it said

    @property
    def index(self) -> Index:
        """The catalogue at this moment, after what other processes changed.

        While another thread takes that in, or changes it, the one before: a search waits for nobody.
        """
        if self._is_stale() and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._open.index

    def latest(self) -> Index:
        """The catalogue with every change that any process was told is done. Waits for other threads."""
        return self._latest().index

    @property
    def changed(self) -> Changed:
        """What was put and removed since the generation in use was built. Waits for other threads."""
        return self._latest().changed

    @property
    def journal_bytes(self) -> int:
        """How long the journal of the generation in use is."""
        return journal.size(self._open.generation)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Makes all edits, in their order, or none; on disk and seen when it returns.

        An Item is added or takes the place of the one with its id; what is said in the same words as before is not
        encoded again. An Item or Patch that brings no count keeps the one that the item has.

        Raises:
            ItemUnknown: A Patch or Remove of an item that is not there; nothing was changed.
            PatchRefused: A record that can't be; names the item and the field. Nothing was changed.
            IndexBusy: Another process is writing.
        """
        with self._lock, writing(self.folder):  # threads of this process wait for each other
            self._refresh()
            changes = self._changes(edits)
            if changes:
                journal.append(self._open.generation, changes)
                self._refresh()

    def put(self, *items: Item) -> None:
        """Adds items or replaces those with their ids."""
        self.apply(items)

    def update(self, id_: str, **fields: object) -> None:
        """Changes some fields of one item (a price, a stock); None takes a field away."""
        self.apply([Patch(id_, fields)])

    def remove(self, *ids: str) -> None:
        """Takes items out of the catalogue."""
        self.apply([Remove(id_) for id_ in ids])

    def close(self) -> None:
        """Lets go of the stores and of the generation."""
        with self._lock:
            for generation in (*self._replaced, self._open):
                generation.close()
            self._replaced = []

    def _opened(self) -> _Open:
        with ExitStack() as undo:
            generation, lock = hold(self.folder)
            undo.callback(lock.close)
            base = Base.open(generation, self.stores)
            undo.callback(base.close)
            self._check(base)
            changes, position = journal.read(generation, widths=base.widths)
            changed = NOTHING_CHANGED.then(changes)
            opened = _Open(generation, lock, base, changed, position, index_of(base, changed))
            undo.pop_all()
        return opened

    def _check(self, base: Base) -> None:
        main, manifest = self.encoders.main, base.manifest
        if (manifest.encoder, manifest.dim) != (main.name, main.dim):
            raise IndexMismatch(
                f"the index at {self.folder} was made with encoder {manifest.encoder!r} ({manifest.dim} wide), "
                f"now it is {main.name!r} ({main.dim} wide); make it anew with: offtrail index CATALOGUE"
            )

    def _latest(self) -> _Open:
        with self._lock:
            self._refresh()
            return self._open

    def _is_stale(self) -> bool:
        open_ = self._open
        return journal.size(open_.generation) > open_.position or self._name() != open_.generation.name

    def _name(self) -> str | None:
        """Of the generation in use. Asked for with every item that is shown, so the file is read only when new."""
        named, file = self._named, file_of_name(self.folder)  # one look: other threads come by here too
        if named[0] != file:
            named = self._named = (file, name_in_use(self.folder))
        return named[1]

    def _refresh(self) -> None:
        open_ = self._open
        name = current(self.folder)
        if name is None:
            raise IndexMissing(f"the index at {self.folder} is gone; make one with: offtrail index CATALOGUE")
        if name != open_.generation.name:
            self._open = self._opened()
            for generation in self._replaced:  # two builds ago: no search is that slow
                generation.close()
            self._replaced = [open_]
            return
        changes, position = journal.read(open_.generation, open_.position, open_.base.widths)
        if changes:
            changed = open_.changed.then(changes)
            self._open = replace(open_, changed=changed, position=position, index=index_of(open_.base, changed))

    def _changes(self, edits: Sequence[Edit]) -> list[Change]:
        """The last word on each id."""
        items: dict[str, Item | None] = {}
        held = _kinds_held(self._open.index)
        for place, edit in enumerate(edits):
            id_ = edit.id
            old = items[id_] if id_ in items else self._open.index.item_of(id_)
            if old is None and not isinstance(edit, Item):
                raise ItemUnknown(
                    f"edit {place + 1} of {len(edits)}: {id_!r} is not in the catalogue at {self.folder}; "
                    "nothing was changed"
                )
            items.pop(id_, None)
            new = (
                edit if isinstance(edit, Item) else patched(old, edit) if isinstance(edit, Patch) and old else None
            )
            if new is not None:
                check_item(new, held)
                if old is None:
                    self._check_id(id_)
                elif new.count is None:
                    new = replace(new, count=old.count)
            items[id_] = new
        puts = self._puts([item for item in items.values() if item is not None])
        return [next(puts) if item is not None else Remove(id_) for id_, item in items.items()]

    def _check_id(self, id_: str) -> None:
        if self._open.index.manifest.integer_ids and not is_whole_number(id_):
            raise PatchRefused(f"item {id_!r}: 'id' must be a whole number as in the catalogue, got {id_!r}")

    def _puts(self, items: Sequence[Item]) -> Iterator[Put]:
        index, multilingual = self._open.index, self.encoders.multilingual
        texts = [item.text() for item in items]
        old = [index.item_of(item.id) for item in items]
        new = [place for place, text in enumerate(texts) if (was := old[place]) is None or was.text() != text]
        fresh = dict(zip(new, self.encoders.main.encode([texts[place] for place in new]), strict=True))
        foreign = {}
        if multilingual is not None and multilingual.name == index.manifest.multilingual:
            foreign = dict(zip(new, multilingual.encode([texts[place] for place in new]), strict=True))
        for place, item in enumerate(items):
            if place in fresh:
                yield Put(item, fresh[place], foreign.get(place))
            else:
                row = [index.row[item.id]]
                other = index.vectors_at(row, foreign=True)[0] if index.manifest.multilingual else None
                yield Put(item, index.vectors_at(row)[0], other)


def _kinds_held(index: Index) -> KindsHeld:
    held: KindsHeld = {}
    for segment in index.segments:
        for name in segment.fields.numbers:
            held.setdefault(name, set()).add("number")
        for name in segment.fields.values:
            held.setdefault(name, set()).add("facet")
    return held
