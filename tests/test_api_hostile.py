"""What a hostile or a careless integrator sends: it is taken as it was meant, or refused with what to do."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from bot.client import Client, Edit, Refused
from tests.api_parts import Api, api, check_problem
from tests.listening import listening


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.fixture(scope="module")
def address(made: Api) -> Iterator[str]:
    with listening(made.app) as address:
        yield address


@pytest.fixture(autouse=True)
def later(made: Api) -> None:
    made.clock.now += 60


def put(made: Api, path: str, **record: Any) -> Any:
    return made.client.put(f"/v1/items/{path}", json={"title": "A Ferry"} | record, headers=made.server)


class TestAddressesAndMethods:
    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v1/openapi.json", "/v1/similar/cleo"])
    def test_what_can_be_read_can_be_asked_for_its_head(self, made: Api, address: str, path: str) -> None:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        connection.request("HEAD", path, headers=made.server)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["content-length"]) > 0
        connection.close()

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [("GET", "/v1/chat", "POST"), ("OPTIONS", "/v1/chat", "POST"), ("PATCH", "/v1/items/cleo", "DELETE, PUT"),
         ("PUT", f"/v1/sessions/{'a' * 22}", "DELETE, GET, HEAD"), ("POST", "/healthz", "GET, HEAD"),
         ("BREW", "/v1/similar/cleo", "GET, HEAD")],
    )  # fmt: skip
    def test_a_wrong_method_is_told_all_that_the_address_takes(
        self, made: Api, method: str, path: str, allowed: str
    ) -> None:
        answer = made.client.request(method, path, headers=made.server)
        assert allowed in check_problem(answer, 405, "method-not-allowed")["detail"]
        assert answer.headers["allow"] == allowed

    @pytest.mark.parametrize("path", ["/v1/chat/", "/v1//chat", "/v1/", "/v1/sessions/", "/v1/items/a\nb"])
    def test_an_address_that_is_none_is_told_where_all_are(self, made: Api, path: str) -> None:
        answer = made.client.put(quote(path), json={}, headers=made.server)
        assert "/v1/openapi.json" in check_problem(answer, 404, "not-found")["detail"]


class TestBodies:
    def test_a_compressed_body_is_told_that_it_must_not_be(self, made: Api) -> None:
        body = gzip.compress(json.dumps({"utterance": "a drama"}).encode())
        headers = made.server | {"content-type": "application/json", "content-encoding": "gzip"}
        problem = check_problem(made.client.post("/v1/chat", content=body, headers=headers), 422, "not-valid")
        assert "not compressed" in problem["detail"]

    @pytest.mark.parametrize("item", [" ", "\u3000", "\t\n"])
    def test_an_id_of_nothing_but_space_is_told_so(self, made: Api, item: str) -> None:
        body = {"session": "a" * 22, "item": item, "opinion": None}
        problem = check_problem(made.client.post("/v1/feedback", json=body, headers=made.server), 422, "not-valid")
        assert problem["detail"] == "body.item: there is nothing here but space"

    def test_what_came_is_not_told_back_at_length(self, made: Api) -> None:
        answer = put(made, "x", runtime="9" * 5_000)
        check_problem(answer, 422, "not-valid")
        assert len(answer.content) < 600

    def test_a_value_that_is_none_of_the_kinds_is_told_once(self, made: Api) -> None:
        [error] = check_problem(put(made, "x", genres=[["drama"]]), 422, "not-valid")["errors"]
        assert error == {
            "where": "body.genres",
            "what": "send text, a number, true or false, a list of these, or null",
        }


class TestIds:
    @pytest.mark.parametrize("id_", ["a/b", "a//b/", "🎬", "🎬/🎬", "a?b#c", "a b", "100%", "ünï", "1"])
    def test_an_id_of_any_letters_goes_there_and_back(self, made: Api, id_: str) -> None:
        path = quote(id_, safe="")
        assert put(made, path, genres=["ferry"]).status_code == 200
        assert made.bot.item_of(id_)
        found = made.client.get(f"/v1/similar/{path}?n=1", headers=made.server)
        assert found.json()["items"][0]["id"] != id_
        assert made.client.delete(f"/v1/items/{path}", headers=made.server).status_code == 204
        check_problem(made.client.get(f"/v1/similar/{path}", headers=made.server), 404, "item-unknown")

    @pytest.mark.parametrize("id_", ["cleo ", " cleo", "\0", "a\tb", "\u2003cleo", "\ufffd"])
    def test_an_id_that_would_be_kept_as_another_is_refused_alone_and_among_many(
        self, made: Api, id_: str
    ) -> None:
        check_problem(put(made, quote(id_, safe="")), 422, "not-valid")
        body = {"upsert": [{"id": id_, "title": "A Ferry"}]}
        check_problem(made.client.post("/v1/items", json=body, headers=made.server), 422, "not-valid")
        cleo = made.bot.item_of("cleo")
        assert cleo
        assert cleo.title == "Cleo from 5 to 7"

    @pytest.mark.parametrize("id_", [".", ".."])
    def test_an_id_that_clients_take_out_of_an_address_is_refused(self, made: Api, id_: str) -> None:
        body = {"upsert": [{"id": id_, "title": "A Ferry"}]}
        check_problem(made.client.post("/v1/items", json=body, headers=made.server), 422, "not-valid")

    def test_an_item_that_is_named_twice_is_counted_once(self, made: Api) -> None:
        body = {"upsert": [{"id": "twice", "title": "One"}, {"id": "twice", "title": "Two"}]}
        answer = made.client.post("/v1/items", json=body, headers=made.server)
        assert answer.json() == {"upserted": 1, "deleted": 0}
        assert made.bot.item_of("twice").title == "Two"  # type: ignore[union-attr]
        answer = made.client.post("/v1/items", json={"delete": ["twice", "twice"]}, headers=made.server)
        assert answer.json() == {"upserted": 0, "deleted": 1}


def test_of_many_who_change_one_chip_at_once_one_does_and_the_others_are_told(made: Api, address: str) -> None:
    with Client(address, made.secret, retries=0) as client:
        first = client.chat("a drama from France")
        [chip] = [chip for chip in first.understood if "France" in chip.label]

        def change(_: int) -> str:
            try:
                return client.edit(chip.key, Edit("turn"), first.session).session
            except Refused as refused:
                return refused.type

        with ThreadPoolExecutor(6) as pool:
            told = sorted(pool.map(change, range(6)))
        assert told == [first.session] + ["urn:offtrail:problem:not-agreed"] * 5
        assert len(client.session(first.session).turns) == 2
