"""An API over small films with keys and clocks of its own. Knows nothing of tests."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bot.web.api.app import Access, make_api
from bot.web.api.keys import Key, add_key, new_key
from bot.web.api.problems import PROBLEM_JSON, TYPE
from retriever.items import Item
from tests import shop
from tests.web_parts import FILMS, SlowBot, slow_bot

HOST = "http://127.0.0.1:7860"
SHOP = "https://shop.example"
OTHER = "https://other.example"
EVENTS = {"accept": "text/event-stream"}
NOWHERE = "/v1/nothing"


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Api:
    """The API, two keys to it, and its clocks."""

    bot: SlowBot
    access: Access
    key: Key
    secret: str
    other: Key
    other_secret: str
    clock: Clock
    app: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self.app = make_api(self.bot, self.access)
        self.client = TestClient(self.app, base_url=HOST)
        self.client.event_hooks = {"response": [self.check_documented]}

    @property
    def server(self) -> dict[str, str]:
        """Headers of the shop's server."""
        return {"authorization": f"Bearer {self.secret}"}

    @property
    def other_server(self) -> dict[str, str]:
        """Headers of the other key's server."""
        return {"authorization": f"Bearer {self.other_secret}"}

    def at(self, address: str) -> TestClient:
        """A client that comes from an address."""
        return TestClient(self.app, base_url=HOST, client=(address, 50_000))

    def page(self, user: str | None = None, origin: str = SHOP, key: Key | None = None) -> dict[str, str]:
        """Headers of a page with a fresh token, of the shop where no other key is given."""
        asked = {"key": (key or self.key).public}
        if user is not None:
            asked |= {"user": user, "user_hmac": proof(self.key, user)}
        answer = self.client.post("/v1/token", json=asked, headers={"origin": origin})
        assert answer.status_code == 200, answer.text
        return {"authorization": f"Bearer {answer.json()['token']}", "origin": origin}

    def check_documented(self, answer: Any) -> None:
        """Checks that the problem, where the answer is one, stands in the document at its route."""
        if answer.headers.get("content-type") == PROBLEM_JSON:
            answer.read()
            name = answer.json()["type"].removeprefix(TYPE)
            for names in documented(answer.request.method, answer.request.url.path):
                assert name in names, f"{name} is not documented at {answer.request.url.path}"

    def chat(
        self, utterance: str = "a quiet drama from France", headers: dict[str, str] | None = None, **body: Any
    ) -> Any:
        """A turn as JSON, by the shop's server where no headers are given."""
        answer = self.client.post("/v1/chat", json={"utterance": utterance} | body, headers=headers or self.server)
        assert answer.status_code == 200, answer.text
        return answer.json()


@cache
def operations() -> dict[tuple[str, str], set[str]]:
    """Method and path of each operation in the document -> names of its problems."""
    names = re.compile(TYPE + "([a-z-]+)")
    return {
        (method.upper(), path): set(names.findall(json.dumps(operation["responses"])))
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    }


@cache
def described() -> Any:
    """The OpenAPI document, which is the same for every bot."""
    with TemporaryDirectory() as home, api(Path(home)) as made:
        return made.client.get("/v1/openapi.json").json()


def documented(method: str, path: str) -> list[set[str]]:
    """The problems that the document names at the route of a request; none where there is no such route."""
    return [
        names
        for (its_method, its_path), names in operations().items()
        if its_method == method and re.fullmatch(re.sub(r"\{\w+\}", ".+", its_path), path)
    ][-1:]  # the longest of the paths that are alike


def proof(key: Key, user: str) -> str:
    """What the shop's server makes for its page."""
    return hmac.new(key.secret_sha256.encode("ascii"), user.encode(), "sha256").hexdigest()


def events_of(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, pings left out."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@contextmanager
def api(
    home: Path, pause_seconds: float = 0.0, change: Callable[[Access], Access] = lambda it: it
) -> Iterator[Api]:
    """An API over the films, the hostile one among them, that keeps everything in `home`."""
    (key, secret), (other, other_secret) = new_key("shop", [SHOP]), new_key("other", [OTHER])
    for one in (key, other):
        add_key(home / "keys.toml", one)
    clock = Clock()
    with closing(shop.LiveIndex(shop.built(home, FILMS), shop.ENCODERS, shop.STORES)) as live:

        def live_item(id_: str) -> Item | None:
            return live.index.item_of(id_)

        bot = slow_bot(live.index, home, pause_seconds)
        retriever = shop.LongTailRetriever(lambda: live.index, shop.ENCODERS)
        ranker = shop.FusionRanker(live_item, retriever.vectors_of)
        bot = replace(bot, retriever=retriever, ranker=ranker, item_of=live_item)
        access = Access(home, home / "keys.toml", live, clock=clock, ticks=clock)
        yield Api(bot, change(access), key, secret, other, other_secret, clock)


def check_problem(answer: Any, status: int, name: str) -> dict[str, Any]:
    """Checks a problem document, and gives it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["type"] == f"urn:offtrail:problem:{name}"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert document["instance"] == answer.headers["x-request-id"]
    return document
