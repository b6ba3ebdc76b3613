"""A parser that follows a catalogue as it changes. Knows nothing of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

from bot.intent import Parser
from bot.messages import Intent, Session
from retriever.index import Index
from retriever.items import Item

FOLLOWED_AT_MOST = 50_000  # items; the names of more take seconds to learn, and somebody waits for an answer


class FollowingParser:
    """Learns the names anew at the first request after titles or facets changed. Safe for many threads.

    Of catalogues over FOLLOWED_AT_MOST items it keeps the names there were at the start: what is new is found
    by search at once, but known by its title only after a restart.
    """

    def __init__(self, index_of: Callable[[], Index], parser_of: Callable[[Sequence[Item]], Parser]) -> None:
        """`parser_of` makes a parser that knows the names of the items."""
        self._index_of = index_of
        self._parser_of = parser_of
        self._lock = Lock()
        self._index = index_of()
        self._items: Sequence[Item] = self._index.items
        self._parser = parser_of(self._items)

    def parse(self, utterance: str, session: Session) -> Intent:
        index = self._index_of()
        if index is not self._index and self._lock.acquire(blocking=False):  # else another thread learns already
            try:
                self._follow(index)
            finally:
                self._lock.release()
        return self._parser.parse(utterance, session)

    def _follow(self, index: Index) -> None:
        if len(index.row) <= FOLLOWED_AT_MOST and not _same_names(self._items, index.items):
            self._parser, self._items = self._parser_of(index.items), index.items
        self._index = index


def _same_names(old: Sequence[Item], new: Sequence[Item]) -> bool:
    """True where a parser would read the same, as after a change of prices."""
    before = {item.id: item for item in old}
    return len(old) == len(new) and all(
        (was := before.get(item.id)) is item or (was is not None and _named(was) == _named(item)) for item in new
    )


def _named(item: Item) -> tuple[object, ...]:
    return item.title, item.facets, item.count, item.numbers.keys(), item.numbers.get("year")
