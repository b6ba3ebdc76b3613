"""The Python client against the real API: every call, as a shop's server makes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.client import Client, Done, NotAllowed, NotThere, Picks, Refused, Text
from tests.api_parts import Api, api
from tests.listening import listening


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, str]]:
    with api(tmp_path_factory.mktemp("client"), pause_seconds=0.002) as it, listening(it.app) as address:
        yield it, address


@pytest.fixture
def client(served: tuple[Api, str]) -> Iterator[Client]:
    it, address = served
    with Client(address, it.secret, retries=0) as client:
        yield client


def test_a_talk_goes_through_every_call(client: Client) -> None:
    answer = client.chat("a drama from France", n=2)
    assert [item.title for item in answer.items]
    assert all("France" in " ".join(item.facts) for item in answer.items)
    assert answer.text.startswith("word0.")
    assert [chip.label for chip in answer.understood if "France" in chip.label]
    first = answer.items[0]
    assert client.feedback(first.id, "like", answer.session) == {first.id: "like"}
    more = client.more_like(first.id, answer.session, n=2)
    assert more.session == answer.session
    assert first.id not in {item.id for item in more.items}
    chip = next(chip for chip in more.understood if "France" in chip.label)
    turned = next(edit for edit in chip.edits if edit.change == "turn")
    elsewhere = client.edit(chip.key, turned, answer.session, n=1)
    assert len(elsewhere.items) == 1
    assert not any("France" in fact for item in elsewhere.items for fact in item.facts)
    [chip] = [chip for chip in elsewhere.understood if chip.label == turned.label]
    free = client.take_back(chip.key, answer.session)
    assert chip not in free.understood
    talk = client.session(answer.session)
    assert [turn.utterance[0] for turn in talk.turns] == ["a", "≈", "✎", "✕"]
    assert talk.turns[0].items == answer.items
    assert talk.pressed == {first.id: "like"}
    assert client.export(answer.session)["kept"]
    client.forget(answer.session)
    with pytest.raises(NotThere):
        client.session(answer.session)


def test_a_stream_brings_cards_words_and_an_end(client: Client) -> None:
    picks, *texts, done = client.stream("something gentle from Japan", n=1)
    assert isinstance(picks, Picks)
    assert [item.id for item in picks.items] == ["totoro"]
    assert all(isinstance(text, Text) for text in texts)
    assert done == Done(picks.session, "end", picks.understood)
    kept = client.session(picks.session).turns[0]
    assert kept.text == "".join(text.piece for text in texts if isinstance(text, Text)).strip()


def test_the_same_idempotency_key_gives_the_same_turn_once(client: Client) -> None:
    one = client.chat("a bleak drama", idempotency_key="order-7")
    assert client.chat("a bleak drama", idempotency_key="order-7") == one
    assert len(client.session(one.session).turns) == 1
    with pytest.raises(Refused, match="422"):
        client.chat("a merry drama", idempotency_key="order-7")


def test_items_are_found_without_a_talk(client: Client) -> None:
    found = client.recommend("something gentle from Japan", n=1)
    assert [item.id for item in found.items] == ["totoro"]
    assert found.understood
    similar = client.similar("alien", n=2)
    assert 0 < len(similar) <= 2
    assert "alien" not in {item.id for item in similar}
    with pytest.raises(NotThere, match="nothing-like-it"):
        client.similar("nothing-like-it")


def test_items_come_and_go(client: Client) -> None:
    client.upsert([{"id": "new/1", "title": "A Ferry to Nowhere", "country": ["Japan"], "year": 2001}])
    assert client.similar("new/1", n=1)
    client.delete("new/1")
    with pytest.raises(NotThere):
        client.similar("new/1")
    with pytest.raises(NotThere, match="nothing was changed"):
        client.upsert([{"id": "x", "title": "X"}], delete=["new/1"])
    with pytest.raises(NotThere):
        client.similar("x")


def test_nobody_else_sees_the_talk(client: Client, served: tuple[Api, str]) -> None:
    session = client.chat("a bleak drama").session
    it, address = served
    with Client(address, it.other_secret) as other, pytest.raises(NotThere):
        other.session(session)
    with Client(address, "sk_" + "x" * 43) as stranger, pytest.raises(NotAllowed):
        stranger.recommend("a bleak drama")
