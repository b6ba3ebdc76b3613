"""Who is let in to the API and who is not: keys, tokens, origins, owners, limits, sizes."""

from __future__ import annotations

import asyncio
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from bot.web.api import rates
from bot.web.api.app import Access, make_api
from bot.web.api.keys import KeysUnusable
from bot.web.api.limits import Limits
from tests.api_parts import EVENTS, HOST, NOWHERE, OTHER, SHOP, Api, Clock, api, check_problem, proof
from tests.web_parts import app_of

BODY = {"utterance": "a drama"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.fixture(scope="module")
def site(made: Api) -> Iterator[TestClient]:
    """The page and the API beside it."""
    with TestClient(app_of(made.bot, made.access), base_url=HOST) as site:
        yield site


@pytest.fixture(autouse=True)
def later(made: Api) -> None:
    made.clock.now += 60


class TestKeys:
    def test_without_keys_it_is_told_how_to_make_one(self, made: Api, tmp_path: Path) -> None:
        empty = TestClient(make_api(made.bot, Access(tmp_path, tmp_path / "keys.toml")), base_url=HOST)
        for answer in (
            empty.post("/v1/chat", json=BODY),
            empty.post("/v1/chat", json=BODY, headers=made.server),
            empty.post("/v1/token", json={"key": made.key.public}, headers={"origin": SHOP}),
            empty.get("/metrics"),
        ):
            assert "offtrail key new" in check_problem(answer, 401, "not-authorised")["detail"]
        assert empty.get("/healthz").status_code == 200

    @pytest.mark.parametrize(
        "shown",
        ["", "Bearer", "Bearer ", "Basic abc", "Bearer sk_" + "x" * 43, "Bearer nonsense", "Bearer a.b",
         "Bearer .", "Bearer " + "x" * 5_000],
    )  # fmt: skip
    def test_a_wrong_key_or_none_is_refused(self, made: Api, shown: str) -> None:
        answer = made.client.post("/v1/chat", json=BODY, headers={"authorization": shown})
        check_problem(answer, 401, "not-authorised")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_a_public_key_is_no_way_in_itself(self, made: Api) -> None:
        headers = {"authorization": f"Bearer {made.key.public}", "origin": SHOP}
        check_problem(made.client.post("/v1/chat", json=BODY, headers=headers), 401, "not-authorised")

    def test_the_body_is_not_read_before_the_key(self, made: Api) -> None:
        answer = made.client.post("/v1/items", content=b"x" * 900_000)
        check_problem(answer, 401, "not-authorised")

    def test_a_key_that_is_taken_out_lets_nobody_in_and_a_broken_file_neither(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            page, file = made.page(), made.access.keys
            text = file.read_text()
            file.write_text(text[text.index("[[key]]", 5) :])
            for headers in (made.server, page):
                answer = made.client.post("/v1/chat", json=BODY, headers={**headers} | {"origin": OTHER})
                check_problem(answer, 401, "not-authorised")
            file.write_text("nonsense")
            answer = made.client.post("/v1/chat", json=BODY, headers=made.other_server)
            check_problem(answer, 503, "storage-unusable")
            with pytest.raises(KeysUnusable, match="not a readable file of keys"):
                make_api(made.bot, made.access)
            file.write_text(text)
            assert made.chat()

    def test_no_cookie_is_set_or_heeded(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json=BODY, headers={"cookie": "offtrail_talk=" + "x" * 22})
        check_problem(answer, 401, "not-authorised")
        assert "set-cookie" not in answer.headers
        assert "set-cookie" not in made.client.post("/v1/chat", json=BODY, headers=made.server).headers


class TestTokens:
    def test_a_page_gets_in_for_fifteen_minutes(self, made: Api) -> None:
        page = made.page()
        assert made.chat(headers=page)
        made.clock.now += 901
        answer = made.client.post("/v1/chat", json=BODY, headers=page)
        check_problem(answer, 401, "token-expired")
        assert answer.headers["access-control-allow-origin"] == SHOP  # or the page could not read why

    def test_a_clock_that_is_set_back_does_not_lengthen_it(self, made: Api) -> None:
        page = made.page()
        made.clock.now -= 100
        check_problem(made.client.post("/v1/chat", json=BODY, headers=page), 401, "token-expired")
        made.clock.now += 100

    def test_a_token_is_of_its_origin(self, made: Api) -> None:
        token = made.page()["authorization"]
        for origin in ({"origin": OTHER}, {}):
            answer = made.client.post("/v1/chat", json=BODY, headers={"authorization": token} | origin)
            check_problem(answer, 403, "origin-not-listed")

    @pytest.mark.parametrize(
        "origin", [OTHER, "https://evil.example", "null", "http://shop.example", f"{SHOP}:8443", None]
    )
    def test_another_origin_gets_none(self, made: Api, origin: str | None) -> None:
        headers = {"origin": origin} if origin else {}
        answer = made.client.post("/v1/token", json={"key": made.key.public}, headers=headers)
        check_problem(answer, 403, "origin-not-listed")

    def test_a_wrong_public_key_gets_none(self, made: Api) -> None:
        for key in ("pk_" + "x" * 22, made.secret, ""):
            answer = made.client.post("/v1/token", json={"key": key}, headers={"origin": SHOP})
            check_problem(answer, 401, "not-authorised")

    def test_a_changed_token_is_none(self, made: Api) -> None:
        body, _, signature = made.page()["authorization"].removeprefix("Bearer ").partition(".")
        forged = urlsafe_b64encode(
            b'["%s","%s","root","v",9999999999]' % (made.key.public.encode(), SHOP.encode())
        )
        for token in (f"{forged.decode().rstrip('=')}.{signature}", f"{body}.{signature[:-1]}", f"{body}.", body):
            headers = {"authorization": f"Bearer {token}", "origin": SHOP}
            check_problem(made.client.post("/v1/chat", json=BODY, headers=headers), 401, "not-authorised")

    def test_a_token_of_another_server_is_none(self, made: Api, tmp_path: Path) -> None:
        access = replace(made.access, home=tmp_path)
        elsewhere = Api(made.bot, access, made.key, made.secret, made.other, made.other_secret, made.clock)
        check_problem(made.client.post("/v1/chat", json=BODY, headers=elsewhere.page()), 401, "not-authorised")
        assert (tmp_path / "api.secret").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "api.sqlite3").stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("shown", [None, "", "0" * 64, "é" * 10])
    def test_a_user_must_be_vouched_for(self, made: Api, shown: str | None) -> None:
        asked = {"key": made.key.public, "user": "ada"} | ({} if shown is None else {"user_hmac": shown})
        answer = made.client.post("/v1/token", json=asked, headers={"origin": SHOP})
        check_problem(answer, 403, "identity-not-proved")

    def test_the_proof_of_one_user_or_key_is_not_that_of_another(self, made: Api) -> None:
        for shown in (proof(made.key, "eve"), proof(made.other, "ada")):
            asked = {"key": made.key.public, "user": "ada", "user_hmac": shown}
            answer = made.client.post("/v1/token", json=asked, headers={"origin": SHOP})
            check_problem(answer, 403, "identity-not-proved")

    def test_a_page_can_not_name_a_user_in_a_turn(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json=BODY | {"user": "ada"}, headers=made.page())
        check_problem(answer, 403, "secret-key-needed")


class TestOwners:
    def test_others_do_not_learn_that_a_session_is_there(self, made: Api) -> None:
        session = made.chat(headers=made.page("ada"))["session"]
        others = (made.page("eve"), made.page(), made.other_server)
        for headers in others:
            asked = [
                made.client.get(f"/v1/sessions/{session}", headers=headers),
                made.client.get(f"/v1/sessions/{session}/export", headers=headers),
                made.client.delete(f"/v1/sessions/{session}", headers=headers),
                made.client.post("/v1/chat", json=BODY | {"session": session}, headers=headers),
                made.client.post("/v1/more-like", json={"session": session, "item": "cleo"}, headers=headers),
                made.client.post("/v1/take-back", json={"session": session, "key": "x"}, headers=headers),
                made.client.post(
                    "/v1/feedback", json={"session": session, "item": "cleo", "opinion": "like"}, headers=headers
                ),
            ]
            nothing = made.client.get("/v1/sessions/" + "x" * 22, headers=headers)
            for answer in asked:
                problem = check_problem(answer, 404, "session-unknown")
                assert problem["detail"] == nothing.json()["detail"]
        assert len(made.client.get(f"/v1/sessions/{session}", headers=made.page("ada")).json()["turns"]) == 1

    def test_the_owners_server_may_take_along_and_forget(self, made: Api) -> None:
        session = made.chat(headers=made.page("ada"))["session"]
        assert (
            made.client.get(f"/v1/sessions/{session}/export", headers=made.server).json()["kept"]["user"] == "ada"
        )
        body = BODY | {"session": session, "user": "eve"}
        check_problem(made.client.post("/v1/chat", json=body, headers=made.server), 404, "session-unknown")
        assert made.client.delete(f"/v1/sessions/{session}", headers=made.server).status_code == 204

    def test_an_id_nobody_was_given_begins_nothing(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json=BODY | {"session": "A" * 22}, headers=made.server)
        check_problem(answer, 404, "session-unknown")


class TestOrigins:
    def preflight(self, made: Api, origin: str, path: str = "/v1/chat") -> object:
        headers = {
            "origin": origin, "access-control-request-method": "POST",
            "access-control-request-headers": "authorization, content-type",
        }  # fmt: skip
        return made.client.options(path, headers=headers)

    @pytest.mark.parametrize("origin", [SHOP, OTHER])
    def test_a_listed_origin_is_named_and_no_other(self, made: Api, origin: str) -> None:
        answer = self.preflight(made, origin)
        assert answer.status_code == 204  # type: ignore[attr-defined]
        headers = answer.headers  # type: ignore[attr-defined]
        assert headers["access-control-allow-origin"] == origin
        assert "authorization" in headers["access-control-allow-headers"].lower()
        assert "access-control-allow-credentials" not in headers
        assert headers["vary"] == "Origin"

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", "*", "http://shop.example", f"{SHOP}.evil.example", f"{SHOP}/", ""],
    )
    def test_an_origin_that_is_not_listed_is_never_named(self, made: Api, origin: str) -> None:
        answers = [
            self.preflight(made, origin),
            made.client.post("/v1/chat", json=BODY, headers=made.server | {"origin": origin}),
            made.client.get("/v1/openapi.json", headers={"origin": origin}),
        ]
        check_problem(answers[0], 403, "origin-not-listed")
        check_problem(answers[1], 403, "origin-not-listed")
        for answer in answers:
            assert not [name for name in answer.headers if name.startswith("access-control-")]  # type: ignore[attr-defined]
            assert answer.headers["vary"] == "Origin"  # type: ignore[attr-defined]

    def test_outside_of_v1_no_origin_is_named(self, made: Api) -> None:
        headers = made.client.get("/healthz", headers={"origin": SHOP}).headers
        assert not [name for name in headers if name.startswith("access-control-")]

    def test_a_stream_may_be_read_by_its_page(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json=BODY, headers=made.page() | EVENTS)
        assert answer.headers["access-control-allow-origin"] == SHOP


def asked(made: Api, headers: dict[str, str], n: int, address: str = "testclient") -> list[int]:
    """The statuses of so many requests from an address."""
    client = made.at(address)
    return [client.get(NOWHERE, headers=headers).status_code for _ in range(n)]


class TestLimits:
    def test_a_session_has_thirty_requests_a_minute(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            session = made.chat()["session"]
            path = f"/v1/sessions/{session}"
            statuses = [made.client.get(path, headers=made.server).status_code for _ in range(31)]
            assert statuses == [200] * 30 + [429]
            answer = made.client.get(path, headers=made.server)
            check_problem(answer, 429, "too-many-requests")
            assert answer.headers["retry-after"] == "2"  # one comes back every two seconds
            made.clock.now += 2
            assert made.client.get(path, headers=made.server).status_code == 200
            assert made.chat()  # another session has its own

    @pytest.fixture(autouse=True)
    def fewer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Numbers that are quickly used up; what they are is in docs/api.md and its test."""
        for name, n in (("SERVER", 40), ("VISITOR", 6), ("ADDRESS", 12), ("PAGES", 30), ("STRANGER", 9)):
            monkeypatch.setattr(rates, f"{name}_PER_MINUTE", n)

    def test_a_server_has_so_many_and_another_key_and_its_own_pages_theirs(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            assert asked(made, made.server, 41) == [404] * 40 + [429]
            assert asked(made, made.page(), 1) == [404]
            assert asked(made, made.other_server, 1) == [404]

    def test_a_visitor_has_so_many_and_another_visitor_of_the_key_its_own(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            one, other = made.page(), made.page()
            assert asked(made, one, 7) == [404] * 6 + [429]
            answer = made.client.get(NOWHERE, headers=one)
            check_problem(answer, 429, "too-many-requests")
            assert answer.headers["retry-after"] == "10"  # six a minute: one comes back every ten seconds
            assert asked(made, other, 1) == [404]
            made.clock.now += 10
            assert asked(made, one, 2) == [404, 429]

    def test_a_user_counts_over_all_tokens(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            assert asked(made, made.page("ada"), 6) == [404] * 6
            assert asked(made, made.page("ada"), 1) == [429]
            assert asked(made, made.page("eve"), 1) == [404]

    def test_an_address_has_so_many_whatever_its_tokens_and_another_its_own(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            pages = [made.page() for _ in range(3)]
            assert [asked(made, page, 6) for page in pages[:2]] == [[404] * 6] * 2
            assert asked(made, pages[2], 1) == [429]
            assert asked(made, pages[2], 1, "192.0.2.7") == [404]

    def test_all_pages_of_a_key_have_a_bound_and_its_server_and_another_key_their_own(
        self, tmp_path: Path
    ) -> None:
        with api(tmp_path) as made:
            for n in range(5):
                assert asked(made, made.page(), 6, f"192.0.2.{n}") == [404] * 6
            assert asked(made, made.page(), 1, "192.0.2.9") == [429]
            assert asked(made, made.page(origin=OTHER, key=made.other), 1) == [404]
            assert asked(made, made.server, 1) == [404]

    def test_tokens_are_counted_by_address_and_no_outsider_can_use_up_a_keys(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            outside, inside = made.at("198.51.100.1"), made.at("192.0.2.7")
            body, headers = {"key": made.key.public}, {"origin": SHOP}
            statuses = [outside.post("/v1/token", json=body, headers=headers).status_code for _ in range(10)]
            assert statuses == [200] * 9 + [429]
            assert inside.post("/v1/token", json=body, headers=headers).status_code == 200

    @pytest.mark.parametrize("shown", ["Bearer sk_" + "x" * 43, "Bearer a.b", ""])
    def test_wrong_keys_cost_their_address_and_nobody_else(self, tmp_path: Path, shown: str) -> None:
        with api(tmp_path) as made:
            wrong = {"authorization": shown}
            assert asked(made, wrong, 10) == [401] * 9 + [429]
            assert asked(made, made.server, 1) == [404]  # the same address, a right one
            assert asked(made, wrong, 1, "192.0.2.7") == [401]

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("192.0.2.1", "192.0.2.2", False),
            ("2001:db8::1", "2001:db8::ffff:2", True),
            ("2001:db8::1", "2001:db8:0:1::1", False),
            ("::ffff:192.0.2.1", "192.0.2.1", True),
            ("fe80::1%eth0", "fe80::2", True),
            ("testclient", "testclient", True),
        ],
    )
    def test_a_household_is_one_address(self, one: str, other: str, same: bool) -> None:
        found = [rates.address_of({"client": (address, 1)}) for address in (one, other)]
        assert (found[0] == found[1]) is same
        assert rates.address_of({"client": None}) == rates.address_of({}) == ""

    def test_names_are_forgotten_before_memory_grows(self) -> None:
        limits = Limits(1, Clock(), most_names=100)
        assert [limits.take(f"n{n}") for n in range(1_000)] == [0] * 1_000
        assert len(limits) == 100
        assert limits.take("n999") == 60

    def test_a_clock_that_goes_back_gives_nothing_away(self) -> None:
        clock = Clock()
        limits = Limits(60, clock)
        assert [limits.take("a") for _ in range(61)] == [0] * 60 + [1]
        clock.now -= 1_000
        assert limits.take("a") == 1

    def test_all_places_taken_is_told_with_when_to_come_again(self, tmp_path: Path) -> None:
        with api(tmp_path, change=lambda it: replace(it, most_at_once=0)) as made:
            for answer in (
                made.client.post("/v1/chat", json=BODY, headers=made.server),
                made.client.post("/v1/chat", json=BODY, headers=made.server | EVENTS),
                made.client.post("/v1/recommend", json=BODY, headers=made.server),
            ):
                check_problem(answer, 503, "busy")
                assert int(answer.headers["retry-after"]) >= 1
            with closing(sqlite3.connect(tmp_path / "api.sqlite3")) as kept:
                assert kept.execute("SELECT id FROM sessions").fetchall() == []  # nobody could name them

    def test_a_talk_outlives_a_turn_that_found_no_place(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            session = made.chat()["session"]
            full = TestClient(make_api(made.bot, replace(made.access, most_at_once=0)), base_url=HOST)
            answer = full.post("/v1/chat", json=BODY | {"session": session}, headers=made.server)
            check_problem(answer, 503, "busy")
            assert made.chat(session=session)["session"] == session


class TestBodies:
    def test_a_body_has_its_size(self, made: Api) -> None:
        large = b" " * (64 * 1024 + 1)
        for content in (large, iter([large[:40_000], large[40_000:]])):
            answer = made.client.post("/v1/chat", content=content, headers=made.server)
            check_problem(answer, 413, "too-large")

    def test_items_may_be_larger_for_servers_only(self, made: Api) -> None:
        body = b'{"upsert": []' + b" " * 200_000 + b"}"
        json = {"content-type": "application/json"}
        assert made.client.post("/v1/items", content=body, headers=made.server | json).status_code == 200
        check_problem(made.client.post("/v1/items", content=body, headers=made.page() | json), 413, "too-large")
        answer = made.client.post("/v1/items", content=b" " * (1024 * 1024 + 1), headers=made.server | json)
        check_problem(answer, 413, "too-large")

    @pytest.mark.parametrize("length", ["-1", "x", "9" * 400])
    def test_a_length_that_can_not_be_is_refused(self, made: Api, length: str) -> None:
        answer = made.client.post("/v1/chat", content=b"{}", headers=made.server | {"content-length": length})
        check_problem(answer, 413, "too-large")

    def test_a_body_that_drips_is_not_waited_for(self, made: Api) -> None:
        access = replace(made.access, body_seconds=0.1)
        statuses: list[int] = []

        async def receive() -> Message:
            await asyncio.sleep(0.02)
            return {"type": "http.request", "body": b" ", "more_body": True}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http", "method": "POST", "path": "/v1/chat", "scheme": "http", "query_string": b"",
            "headers": [(b"authorization", made.server["authorization"].encode())],
        }  # fmt: skip
        asyncio.run(make_api(made.bot, access)(scope, receive, send))
        assert statuses == [408]


class TestBesideThePage:
    def test_the_api_answers_other_origins_and_the_page_does_not(self, made: Api, site: TestClient) -> None:
        page = site.post("/v1/token", json={"key": made.key.public}, headers={"origin": SHOP})
        headers = {"authorization": f"Bearer {page.json()['token']}", "origin": SHOP}
        assert site.post("/v1/chat", json=BODY, headers=headers).json()["items"]
        assert site.post("/new", headers={"origin": SHOP}, follow_redirects=False).status_code == 403
        for path in ("/v1", "/v1x/chat", "//v1/chat", "/V1/chat", "/gradio_api/upload"):
            answer = site.post(path, json=BODY, headers=headers)
            assert answer.status_code in (403, 404)
            assert "access-control-allow-origin" not in answer.headers

    def test_the_page_stays_as_strict_as_it_was(self, site: TestClient) -> None:
        page = site.get("/")
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["cross-origin-resource-policy"] == "same-origin"
        assert "nonce-" in page.headers["content-security-policy"]

    def test_another_name_that_points_here_is_refused(self, site: TestClient) -> None:
        answer = site.get("/healthz", headers={"host": "evil.test"})
        check_problem(answer, 400, "host-not-known")

    def test_the_widget_may_be_loaded_anywhere_and_kept(self, site: TestClient) -> None:
        first = site.get("/widget.js", headers={"origin": "https://anywhere.example"})
        assert first.status_code == 200
        assert first.headers["content-type"].startswith("text/javascript")
        assert first.headers["cross-origin-resource-policy"] == "cross-origin"
        assert first.headers["cache-control"].startswith("public, max-age=")
        assert "set-cookie" not in first.headers
        again = site.get("/widget.js", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_without_access_there_is_no_api(self, made: Api) -> None:
        with TestClient(app_of(made.bot), base_url=HOST) as site:
            assert site.get("/healthz").status_code == 404
