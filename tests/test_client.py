"""The Python client against a server that follows the contract: what it sends, gives, raises and never does."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.client import (
    AnswerUnreadable,
    Asked,
    Client,
    Done,
    Edit,
    HandOver,
    Item,
    NotAllowed,
    NotThere,
    Picks,
    Refused,
    ServerUnreachable,
    Text,
    TooManyRequests,
    Understood,
    Why,
)
from bot.web.api.turns import TURN_SECONDS
from tests.fake_api import EVENTS, KEY, NOT_THERE, Fake, fake_api

OTHER_NUMBER = Edit("number", (20,))
UNDER_20 = Understood(
    "must:1",
    "price under 20",
    (OTHER_NUMBER, Edit("prefer", label="preferably price under 20"), Edit("take_back")),
)
BUSY = (503, {"retry-after": "3"}, {"title": "Busy", "status": 503})


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_api() as fake:
        yield fake


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(fake: Fake, waits: list[float]) -> Iterator[Client]:
    with Client(fake.address, KEY, sleep=waits.append) as client:
        yield client


class TestCalls:
    def test_a_turn_brings_all_that_was_answered(self, client: Client, fake: Fake) -> None:
        answer = client.chat("tea under 20", n=2)
        assert (answer.session, answer.text, answer.notes) == ("talk-1", "Here you are.", ("no size",))
        assert answer.items[0] == Item(
            "lapsang", "Lapsang Souchong", None, 12.5, ("tea", "China"), "Dried over pinewood\u2028smoke.", 0.8,
            40, "/media/lapsang.webp", (Why("text", "smoky", "tags: smoky"),),
        )  # fmt: skip
        assert answer.understood == (UNDER_20,)
        assert answer.question == Asked("Which?", ("green", "black"))
        assert answer.metadata == {"writer": "none"}
        assert fake.sent[0].body == {"utterance": "tea under 20", "n": 2}
        assert fake.sent[0].headers["authorization"] == f"Bearer {KEY}"

    def test_each_call_goes_where_the_contract_says(self, client: Client, fake: Fake) -> None:
        assert client.more_like("lapsang", "talk-1", 3).session == "talk-1"
        assert client.edit("must:1", replace(OTHER_NUMBER, numbers=(15,)), "talk-1", n=3).text == "Here you are."
        assert client.take_back("must:1", "talk-1").text == "Here you are."
        assert client.recommend("tea").understood == (UNDER_20,)
        assert client.feedback("lapsang", "like", "talk-1") == {"lapsang": "like"}
        assert client.feedback("lapsang", None, "talk-1") == {"lapsang": "like"}
        assert client.similar("a/b", 2)[0].id == "sencha"
        talk = client.session("talk-1")
        assert (talk.turns[0].end, talk.pressed) == ("stopped", {"lapsang": "like"})
        assert talk.turns[0].hand_over == HandOver(("where is my tea?",))
        assert talk.turns[0].question == Asked("Which?", ("green",))
        assert client.export("talk-1")["kept"] == 1
        client.forget("talk-1")
        client.upsert([{"id": "a", "title": "A"}], delete=["b"])
        client.delete("a", "b")
        assert [(sent.method, sent.path, sent.body) for sent in fake.sent] == [
            ("POST", "/v1/more-like", {"session": "talk-1", "item": "lapsang", "n": 3}),
            (
                "POST",
                "/v1/edit",
                {"session": "talk-1", "key": "must:1", "change": "number", "numbers": [15], "n": 3},
            ),
            ("POST", "/v1/edit", {"session": "talk-1", "key": "must:1", "change": "take_back"}),
            ("POST", "/v1/recommend", {"utterance": "tea"}),
            ("POST", "/v1/feedback", {"session": "talk-1", "item": "lapsang", "opinion": "like"}),
            ("POST", "/v1/feedback", {"session": "talk-1", "item": "lapsang", "opinion": None}),
            ("GET", "/v1/similar/a%2Fb?n=2", None),
            ("GET", "/v1/sessions/talk-1", None),
            ("GET", "/v1/sessions/talk-1/export", None),
            ("DELETE", "/v1/sessions/talk-1", None),
            ("POST", "/v1/items", {"upsert": [{"id": "a", "title": "A"}], "delete": ["b"]}),
            ("POST", "/v1/items", {"upsert": [], "delete": ["a", "b"]}),
        ]

    def test_an_id_can_not_lead_to_another_path(self, client: Client, fake: Fake) -> None:
        with pytest.raises(NotThere):
            client.session("../items?x=#")
        assert fake.sent[0].path == "/v1/sessions/..%2Fitems%3Fx%3D%23"

    def test_two_turns_have_two_idempotency_keys_and_a_given_one_is_kept(self, client: Client, fake: Fake) -> None:
        client.chat("tea")
        client.more_like("lapsang", "talk-1")
        client.chat("tea", idempotency_key="order-7")
        first, second, given = (sent.headers["idempotency-key"] for sent in fake.sent)
        assert first != second
        assert given == "order-7"


class TestStream:
    def test_events_come_in_order_and_unknown_ones_are_passed_over(self, client: Client) -> None:
        picks, first, second, asked, done = client.stream("tea")
        assert isinstance(picks, Picks)
        assert [item.id for item in picks.items] == ["lapsang"]
        assert (first, second) == (Text("Smoke\u2028d ", "lapsang", "model"), Text("tea. 茶"))
        assert asked == Asked("Which?", ("green",))
        assert done == Done("talk-1", "end", (UNDER_20,))

    def test_closing_it_closes_the_connection(self, client: Client, fake: Fake) -> None:
        fake.events = (EVENTS[0], None)
        with closing(client.stream("tea")) as events:
            assert isinstance(next(events), Picks)
            assert not fake.gone.is_set()
        assert fake.gone.wait(20)

    def test_a_refusal_comes_before_the_first_event(self, fake: Fake) -> None:
        with Client(fake.address) as nobody, pytest.raises(NotAllowed, match="offtrail key new"):
            next(nobody.stream("tea"))

    def test_an_error_in_the_middle_is_raised_after_what_came_before(self, client: Client, fake: Fake) -> None:
        fake.events = (EVENTS[0], ("error", {"title": "Memory", "status": 503, "detail": "the disk is full"}))
        events = client.stream("tea")
        assert isinstance(next(events), Picks)
        with pytest.raises(Refused, match="503 Memory: the disk is full"):
            next(events)

    def test_a_stream_that_breaks_off_is_no_end(self, client: Client, fake: Fake) -> None:
        fake.events = EVENTS[:2]
        events = client.stream("tea")
        assert [type(next(events)) for _ in range(2)] == [Picks, Text]
        with pytest.raises(ServerUnreachable, match="broke the answer off"):
            next(events)

    def test_it_is_never_sent_twice(self, client: Client, fake: Fake, waits: list[float]) -> None:
        for early, kind in ((BUSY, Refused), (None, ServerUnreachable)):
            fake.first, sent = [early], len(fake.sent)
            with pytest.raises(kind):
                next(client.stream("tea"))
            assert len(fake.sent) == sent + 1
        assert waits == []

    def test_an_answer_that_is_no_stream_is_told(self, client: Client, fake: Fake) -> None:
        fake.first = [(200, {"content-type": "text/html"}, "<html>")]
        with pytest.raises(AnswerUnreadable, match="did not answer with a stream"):
            next(client.stream("tea"))


class TestRefusals:
    def test_the_problem_comes_along(self, client: Client, fake: Fake) -> None:
        with pytest.raises(NotThere, match=r"404 Not found: no item 'x' \(request r-1\)") as caught:
            client.similar("x")
        refused = caught.value
        assert isinstance(refused, LookupError)
        assert (refused.status, refused.title, refused.request) == (404, NOT_THERE["title"], "r-1")
        assert len(fake.sent) == 1

    def test_a_refusal_that_is_no_json_is_told_too(self, client: Client, fake: Fake) -> None:
        fake.first = [(502, {"content-type": "text/html"}, "<h1>bad gateway</h1>")]
        with pytest.raises(Refused, match="502 <h1>bad gateway"):
            client.recommend("tea")

    @pytest.mark.parametrize(
        "body", ["<html>", "[]", '{"session": "s"}', '{"session": "s", "text": "", "items": 2}']
    )
    def test_an_answer_outside_the_contract_is_told(self, client: Client, fake: Fake, body: str) -> None:
        fake.first = [(200, {}, body)]
        with pytest.raises(AnswerUnreadable, match=r"no JSON|not one of Offtrail's"):
            client.chat("tea")

    def test_a_redirect_is_not_followed_with_the_key(self, client: Client, fake: Fake) -> None:
        fake.first = [(307, {"location": f"{fake.address}/elsewhere"}, None)]
        with pytest.raises(Refused, match="307"):
            client.recommend("tea")
        assert len(fake.sent) == 1

    @pytest.mark.parametrize(
        "address", ["shop.example", "ftp://shop.example", "http://", "http://a:b@shop.example"]
    )
    def test_what_is_no_address_is_refused_at_once(self, address: str) -> None:
        with pytest.raises(ValueError, match="address of an Offtrail"):
            Client(address)

    def test_the_key_is_never_shown(self, client: Client) -> None:
        assert KEY not in repr(client) + str(client)


class TestTryingAgain:
    @pytest.mark.parametrize("status", [409, 429, 503])
    def test_it_waits_as_long_as_the_server_asks(
        self, client: Client, fake: Fake, waits: list[float], status: int
    ) -> None:
        fake.first = [(status, {"retry-after": "7"}, {})]
        assert client.chat("tea").session == "talk-1"
        assert waits == [7]
        assert fake.sent[0] == fake.sent[1]  # the idempotency key too

    def test_a_wait_that_is_too_long_is_left_to_the_caller(
        self, client: Client, fake: Fake, waits: list[float]
    ) -> None:
        fake.first = [(429, {"retry-after": "3600"}, {"title": "Too many"})]
        with pytest.raises(TooManyRequests) as caught:
            client.recommend("tea")
        assert caught.value.retry_after_seconds == 3600
        assert waits == []

    def test_it_gives_up_after_three_tries(self, client: Client, fake: Fake, waits: list[float]) -> None:
        fake.first = [BUSY, BUSY, BUSY, BUSY]
        with pytest.raises(Refused, match="503 Busy"):
            client.similar("a/b")
        assert (len(fake.sent), waits) == (3, [3, 3])

    def test_a_refusal_without_a_time_is_final(self, client: Client, fake: Fake) -> None:
        fake.first = [(503, {}, {"title": "Down"})]
        with pytest.raises(Refused, match="Down"):
            client.recommend("tea")
        assert len(fake.sent) == 1

    def test_after_a_broken_connection_what_does_no_harm_is_made_again(self, client: Client, fake: Fake) -> None:
        fake.first = [None]
        assert client.chat("tea").session == "talk-1"
        assert fake.sent[0].headers["idempotency-key"] == fake.sent[1].headers["idempotency-key"]

    @pytest.mark.parametrize("early", [None, BUSY])
    def test_what_can_be_done_only_once_is_not_tried_again(
        self, client: Client, fake: Fake, early: tuple[int, dict[str, str], object] | None
    ) -> None:
        calls: tuple[Callable[[], None], ...] = (
            lambda: client.delete("a"),
            lambda: client.upsert([], delete=["a"]),
            lambda: client.forget("talk-1"),
        )
        for place, call in enumerate(calls):
            fake.first = [early]
            with pytest.raises((ServerUnreachable, Refused)):
                call()
            assert len(fake.sent) == place + 1

    def test_a_turn_that_takes_all_its_time_is_waited_for(self) -> None:
        assert inspect.signature(Client).parameters["timeout_seconds"].default > TURN_SECONDS

    def test_where_nobody_listens_the_address_is_told(self, waits: list[float]) -> None:
        with fake_api() as gone:
            address = gone.address
        with Client(address, sleep=waits.append) as client, pytest.raises(ServerUnreachable, match=address):
            client.recommend("tea")
        assert waits == [0.2, 0.4]


def test_importing_the_client_loads_no_http_library_and_no_part_of_a_turn() -> None:
    code = (
        "import sys, bot.client; "
        "print(sorted({'httpx2', 'httpx', 'torch', 'gradio', 'fastapi', 'bot.turn'} & sys.modules.keys()))"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
