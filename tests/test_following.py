"""A parser that knows what the catalogue holds now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.intent import Parser, following
from bot.intent.following import FollowingParser
from bot.messages import Session
from retriever.index import Index
from retriever.items import Item, Query
from retriever.live import LiveIndex
from tests.contracts import ParserContract
from tests.shop import built, live, parser_of

OOLONG = Item("oolong", "Iron Goddess Oolong", "Rolled leaves.", {"category": ("tea",)}, {"price": 21.0}, 7)
NEW = Session("talk", Query())


class Learning:
    """A parser that follows `index`, and how often it learnt the names."""

    def __init__(self, index: LiveIndex) -> None:
        self.times = 0
        self.parser = FollowingParser(lambda: index.index, self._learn)

    def _learn(self, items: Sequence[Item]) -> Parser:
        self.times += 1
        return parser_of(items)

    def liked(self, text: str) -> tuple[str, ...]:
        return self.parser.parse(text, NEW).query.liked


class TestFollowingParser(ParserContract):
    @pytest.fixture(scope="class")
    @classmethod
    def parser(cls, shop_index: Index) -> Parser:
        return FollowingParser(lambda: shop_index, parser_of)


def test_a_new_item_is_known_by_its_title(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        learning = Learning(index)
        assert learning.liked("I loved Iron Goddess Oolong") == ()
        index.put(OOLONG)
        assert learning.liked("I loved Iron Goddess Oolong") == ("oolong",)
        index.remove("oolong")
        assert learning.liked("I loved Iron Goddess Oolong") == ()


def test_another_process_is_followed_too(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with live(folder) as index, live(folder) as other:
        learning = Learning(index)
        other.put(OOLONG)
        assert learning.liked("I loved Iron Goddess Oolong") == ("oolong",)


def test_names_are_not_learnt_again_for_a_price(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        learning = Learning(index)
        for price in (1, 2):
            index.update("lapsang", price=price)
            assert learning.liked("I loved Lapsang Souchong") == ("lapsang",)
        assert learning.times == 1
        index.update("lapsang", stock=3)  # a field that can be asked for from now on
        learning.liked("I loved Lapsang Souchong")
        learning.liked("I loved Lapsang Souchong")
        assert learning.times == 2


def test_a_large_catalogue_keeps_the_names_of_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "FOLLOWED_AT_MOST", 10)
    with live(built(tmp_path)) as index:
        learning = Learning(index)
        index.put(OOLONG)
        assert learning.liked("I loved Iron Goddess Oolong") == ()
        assert learning.liked("I loved Lapsang Souchong") == ("lapsang",)
        assert learning.times == 1


def test_nobody_waits_while_another_request_learns(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        inner: list[tuple[str, ...]] = []

        def learn(items: Sequence[Item]) -> Parser:
            if len(items) == 11:  # the request of another thread, while this one learns
                inner.append(parser.parse("I loved Uji Sencha", NEW).query.liked)
            return parser_of(items)

        parser = FollowingParser(lambda: index.index, learn)
        index.put(OOLONG)
        assert parser.parse("I loved Iron Goddess Oolong", NEW).query.liked == ("oolong",)
        assert inner == [("sencha",)]
