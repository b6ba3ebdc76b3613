"""The routes of the API, each there and back: what goes in, what comes out, what is kept."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from starlette.testclient import TestClient

from bot.knowledge.consult import Articles
from bot.knowledge.nouns import Cited, Handover, Quote
from bot.messages import Done
from bot.web.api.answers import Telling
from bot.web.api.app import make_api
from bot.web.api.desk import MOST_TURNS, Desk
from ranker.rank import Ranked, Reason
from retriever.items import Item
from tests.api_parts import EVENTS, HOST, SHOP, Api, api, check_problem, events_of
from tests.web_parts import HOSTILE_TITLE, SlowBot, ask_for_a_mood


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.fixture(autouse=True)
def later(made: Api) -> None:
    made.clock.now += 60  # limits are told in test_api_limits.py


class TestChat:
    def test_a_turn_as_json_has_items_words_and_what_was_understood(self, made: Api) -> None:
        answer = made.chat("a drama from France", n=2)
        assert {item["id"] for item in answer["items"]} == {"cleo", "vagabond"}
        assert {chip["label"] for chip in answer["understood"]} == {"drama", "from France"}
        assert answer["text"].startswith("word0. word1.")
        assert answer["metadata"]["end"] == "end"
        assert {"first_card", "first_word", "last_word"} == set(answer["metadata"]["seconds"])
        assert answer["metadata"]["sentences"][0] == {"text": "word0. ", "item": "some-item", "origin": "composed"}
        cleo = next(item for item in answer["items"] if item["id"] == "cleo")
        assert (cleo["title"], cleo["year"], cleo["known_by"]) == ("Cleo from 5 to 7", 1962, 12)
        assert 0 <= cleo["niche"] <= 1
        assert {"kind", "text", "evidence"} <= set(cleo["why"][0])

    def test_a_turn_as_events_begins_with_the_items_and_ends_with_done(self, made: Api) -> None:
        answer = made.client.post(
            "/v1/chat", json={"utterance": "a drama from France"}, headers=made.server | EVENTS
        )
        events = events_of(answer.text)
        names = [name for name, _ in events]
        assert (names[0], names[-1]) == ("picks", "done")
        assert set(names[1:-1]) == {"text"}
        assert {item["id"] for item in events[0][1]["items"]} == {"cleo", "vagabond"}
        assert events[-1][1] == {
            "session": events[0][1]["session"], "end": "end", "understood": events[0][1]["understood"],
        }  # fmt: skip
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"

    def test_the_talk_goes_on_in_its_session(self, made: Api) -> None:
        first = made.chat("a drama from France")
        second = made.chat("something else", session=first["session"])
        assert second["session"] == first["session"]
        assert {chip["label"] for chip in second["understood"]} >= {"drama", "from France"}

    def test_a_turn_without_items_names_its_session_first_too(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json={"utterance": "hello"}, headers=made.server | EVENTS)
        (name, said), *_ = events_of(answer.text)
        assert (name, said["items"]) == ("picks", [])
        assert said["session"]

    def test_a_question_comes_with_its_replies(self, made: Api) -> None:
        bot = replace(made.bot, clarify=ask_for_a_mood)
        asking = Api(bot, made.access, made.key, made.secret, made.other, made.other_secret, made.clock)
        question = asking.chat("a drama")["question"]
        assert question["text"] == "Which mood?"
        assert question["replies"][-1] == "No matter"
        answer = asking.client.post("/v1/chat", json={"utterance": "a drama"}, headers=asking.server | EVENTS)
        assert [said for name, said in events_of(answer.text) if name == "asked"] == [question]

    def test_chinese_is_answered_in_chinese(self, made: Api) -> None:
        labels = {chip["label"] for chip in made.chat("法国的剧情片")["understood"]}
        assert "来自法国" in labels

    @pytest.mark.parametrize(
        "body",
        [{}, {"utterance": " "}, {"utterance": "x" * 4_001}, {"utterance": "a film", "n": 21}, {"utterance": 7},
         {"utterance": "a film", "session": "../../../etc/passwd000"}, {"utterance": "a film", "colour": "red"},
         {"utterance": "half \ud800"}],
    )  # fmt: skip
    def test_what_can_not_be_taken_is_refused_with_where_it_stands(
        self, made: Api, body: dict[str, object]
    ) -> None:
        headers = made.server | {"content-type": "application/json"}
        answer = made.client.post("/v1/chat", content=json.dumps(body), headers=headers)
        problem = check_problem(answer, 422, "not-valid")
        assert problem["errors"][0]["where"].startswith("body.")
        assert "etc/passwd" not in answer.text

    @pytest.mark.parametrize("body", ["", "{", "[" * 60_000, "1" * 5_000, '"\\ud800"'])
    def test_what_is_no_json_is_refused(self, made: Api, body: str) -> None:
        headers = made.server | {"content-type": "application/json"}
        check_problem(made.client.post("/v1/chat", content=body, headers=headers), 422, "not-valid")

    def test_a_body_without_its_type_is_not_read_as_json(self, made: Api) -> None:
        headers = made.server | {"content-type": "text/plain"}
        answer = made.client.post("/v1/chat", content='{"utterance": "a film"}', headers=headers)
        check_problem(answer, 422, "not-valid")

    def test_texts_that_look_like_markup_stay_json(self, made: Api) -> None:
        answer = made.client.post(
            "/v1/recommend", json={"utterance": "cabaret <script>", "n": 9}, headers=made.server
        )
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert HOSTILE_TITLE in [item["title"] for item in answer.json()["items"]]

    def test_a_session_has_so_many_turns(self, made: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        assert MOST_TURNS == 200
        monkeypatch.setattr("bot.web.api.desk.MOST_TURNS", 1)
        session = made.chat("a drama")["session"]
        answer = made.client.post("/v1/chat", json={"utterance": "more", "session": session}, headers=made.server)
        check_problem(answer, 409, "session-full")

    def test_an_error_of_ours_is_told_without_its_words_and_logged_without_the_utterance(
        self, made: Api, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level("INFO"):
            body = {"utterance": "please break zyxwv"}
            problem = check_problem(made.client.post("/v1/chat", json=body, headers=made.server), 500, "failed")
        assert "secret" not in json.dumps(problem)
        assert problem["instance"] in caplog.text
        assert "RuntimeError" in caplog.text
        assert "zyxwv" not in caplog.text
        assert "/secret/path" not in caplog.text

    def test_an_error_after_the_first_event_is_the_last_one(self, made: Api) -> None:
        body = {"utterance": "please break it"}
        answer = made.client.post("/v1/chat", json=body, headers=made.server | EVENTS)
        assert answer.status_code == 200
        name, problem = events_of(answer.text)[-1]
        assert (name, problem["type"], problem["status"]) == ("error", "urn:offtrail:problem:failed", 500)
        assert "secret" not in answer.text


class TestAroundATurn:
    def test_more_like_one_and_taking_back_are_turns(self, made: Api) -> None:
        first = made.chat("a drama from France")
        session, chip = first["session"], next(c for c in first["understood"] if c["label"] == "from France")
        body = {"session": session, "key": chip["key"]}
        taken = made.client.post("/v1/take-back", json=body | {"n": 1}, headers=made.server).json()
        assert len(taken["items"]) == 1
        assert "from France" not in {chip["label"] for chip in taken["understood"]}
        liked = made.client.post(
            "/v1/more-like", json={"session": session, "item": "stalker", "n": 2}, headers=made.server
        ).json()
        assert "stalker" not in {item["id"] for item in liked["items"]}
        assert any("Stalker" in chip["label"] for chip in liked["understood"])
        again = made.client.post("/v1/take-back", json=body, headers=made.server)
        check_problem(again, 409, "not-agreed")

    def test_recommended_items_leave_nothing_behind(self, made: Api) -> None:
        before = made.access.home.joinpath("talks.sqlite3").read_bytes()
        answer = made.client.post(
            "/v1/recommend", json={"utterance": "a drama from France", "n": 1}, headers=made.server
        )
        assert len(answer.json()["items"]) == 1
        assert {chip["label"] for chip in answer.json()["understood"]} == {"drama", "from France"}
        assert made.access.home.joinpath("talks.sqlite3").read_bytes() == before

    def test_questions_of_recommended_items_are_not_handed_over(self, made: Api) -> None:
        handed: list[Handover] = []
        silent = Articles(lambda _: Quote("", Cited("Returns", (), "returns.md", 1), -9.0))
        bot = replace(made.bot, knowledge=silent, hand_over=handed.append)
        asking = Api(bot, made.access, made.key, made.secret, made.other, made.other_secret, made.clock)
        question = "how do I reset my password?"
        asking.chat(question)
        assert [one.question for one in handed] == [question]
        asking.client.post("/v1/recommend", json={"utterance": question}, headers=asking.server)
        wait_for_turns()
        assert len(handed) == 1

    def test_whom_to_ask_is_told_again_with_the_talk(self, made: Api) -> None:
        silent = Articles(lambda _: Quote("", Cited("Returns", (), "returns.md", 1), -9.0))
        bot = replace(made.bot, knowledge=silent, contact="Ann at the desk")
        asking = Api(bot, made.access, made.key, made.secret, made.other, made.other_secret, made.clock)
        told = asking.chat("how do I reset my password?")
        asking.chat("a drama from France", session=told["session"])
        talk = asking.client.get(f"/v1/sessions/{told['session']}", headers=asking.server).json()
        first, second = talk["turns"]
        assert first["hand_over"] == told["hand_over"]
        assert first["hand_over"] == {"questions": ["how do I reset my password?"], "contact": "Ann at the desk"}
        assert "hand_over" not in second

    def test_what_was_asked_back_is_told_again_with_the_talk(self, made: Api) -> None:
        bot = replace(made.bot, clarify=ask_for_a_mood)
        asking = Api(bot, made.access, made.key, made.secret, made.other, made.other_secret, made.clock)
        told = asking.chat("a drama from France")
        asking.chat("before 1980", session=told["session"])
        first, second = asking.client.get(f"/v1/sessions/{told['session']}", headers=asking.server).json()["turns"]
        assert first["question"] == told["question"]
        assert first["question"]["replies"][-1] == "No matter"
        assert "question" not in second

    def test_similar_items_are_others(self, made: Api) -> None:
        found = made.client.get("/v1/similar/cleo?n=2", headers=made.server).json()["items"]
        assert len(found) == 2
        assert "cleo" not in {item["id"] for item in found}
        check_problem(made.client.get("/v1/similar/nothing", headers=made.server), 404, "item-unknown")

    def test_what_is_pressed_counts_until_it_is_taken_back(self, made: Api) -> None:
        session = made.chat("a drama")["session"]

        def press(item: str, opinion: str | None) -> object:
            body = {"session": session, "item": item, "opinion": opinion}
            return made.client.post("/v1/feedback", json=body, headers=made.server).json()["pressed"]

        assert press("cleo", "like") == {"cleo": "like"}
        assert press("alien", "seen") == {"cleo": "like", "alien": "seen"}
        assert press("cleo", None) == {"alien": "seen"}
        wrong = {"session": session, "item": "nothing", "opinion": "like"}
        check_problem(made.client.post("/v1/feedback", json=wrong, headers=made.server), 404, "item-unknown")

    def test_a_talk_is_read_taken_along_and_forgotten(self, made: Api) -> None:
        session = made.chat("a drama from France")["session"]
        path = f"/v1/sessions/{session}"
        talk = made.client.get(path, headers=made.server).json()
        assert [turn["utterance"] for turn in talk["turns"]] == ["a drama from France"]
        assert talk["turns"][0]["items"]
        export = made.client.get(f"{path}/export", headers=made.server)
        assert export.headers["content-disposition"] == f'attachment; filename="talk-{session}.json"'
        assert export.json()["kept"]["turns"][0]["must"]
        assert {name: export.json()[name] for name in talk} == talk
        assert made.client.delete(path, headers=made.server).status_code == 204
        check_problem(made.client.get(path, headers=made.server), 404, "session-unknown")
        kept = made.access.home.joinpath("talks.sqlite3").read_bytes()
        assert session.encode() not in kept


def wait_for_turns() -> None:
    for thread in threading.enumerate():
        if thread.name == "offtrail-api-turn":
            thread.join(20)


def kept_of(made: Api, session: str) -> list[Any]:
    """Rows of a session in all that keeps talks and answers."""
    found = []
    for file, table, column in (
        ("talks", "sessions", "id"), ("talks", "turns", "session"), ("talks", "feedback", "session"),
        ("api", "sessions", "id"), ("api", "answers", "session"),
    ):  # fmt: skip
        with closing(sqlite3.connect(made.access.home / f"{file}.sqlite3")) as connection:
            found += connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (session,)).fetchall()
    return found


def sessions_of(made: Api) -> set[str]:
    """Ids of all that somebody began and nobody forgot."""
    with closing(sqlite3.connect(made.access.home / "api.sqlite3")) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM sessions")}


def ended_at_once() -> Iterator[Done]:
    """The chunks of a turn whose caller left while it stood in line."""
    yield Done("stopped")


def forgotten_before(made: Api, session: str, go_on: Callable[..., Any]) -> Callable[..., Any]:
    """`go_on`, but the talk is forgotten when the request was let in and has not begun yet."""

    def late(*args: Any, **named: Any) -> Any:
        answer = made.client.delete(f"/v1/sessions/{session}", headers=made.server)
        assert answer.status_code == 204
        return go_on(*args, **named)

    return late


class TestForgettingMeanwhile:
    def test_a_turn_that_comes_late_leaves_nothing_behind(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made.chat("a drama")["session"]
        assert kept_of(made, session)
        monkeypatch.setattr(SlowBot, "stream", forgotten_before(made, session, SlowBot.stream))
        made.chat("a comedy", headers=made.server | {"idempotency-key": "late-1"}, session=session)
        wait_for_turns()
        assert kept_of(made, session) == []

    def test_a_press_that_comes_late_leaves_nothing_behind(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made.chat("a drama")["session"]
        monkeypatch.setattr(SlowBot, "note", forgotten_before(made, session, SlowBot.note))
        body = {"session": session, "item": "cleo", "opinion": "like"}
        answer = made.client.post("/v1/feedback", json=body, headers=made.server)
        check_problem(answer, 404, "session-unknown")
        assert kept_of(made, session) == []


def test_a_picture_is_named_by_its_path_here(made: Api) -> None:
    app = make_api(made.bot, made.access, picture_of=lambda item: f"/media/{item.id}.png")
    with TestClient(app, base_url=HOST) as client:
        found = client.get("/v1/similar/cleo", headers=made.server).json()["items"]
    assert {item["image"] for item in found} == {f"/media/{item['id']}.png" for item in found}


class TestIdempotency:
    def test_asked_twice_it_is_answered_once(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-1"}
        first = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers)
        second = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers)
        assert second.json() == first.json()
        assert second.headers["idempotency-replayed"] == "true"
        talk = made.client.get(f"/v1/sessions/{first.json()['session']}", headers=made.server).json()
        assert len(talk["turns"]) == 1

    def test_the_answer_comes_again_as_events_too(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-2"}
        first = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers | EVENTS)
        second = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers | EVENTS)
        assert second.text == first.text

    def test_another_body_is_refused(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-3"}
        made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers)
        answer = made.client.post("/v1/chat", json={"utterance": "a comedy"}, headers=headers)
        check_problem(answer, 422, "key-used-otherwise")

    def test_after_a_day_it_is_a_new_question(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-4"}
        first = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers).json()
        made.clock.now += 24 * 3600 + 1
        second = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers).json()
        assert second["session"] != first["session"]

    def test_the_same_name_of_another_key_or_user_is_another(self, made: Api) -> None:
        name = {"idempotency-key": "order-5"}
        asked = (made.server, made.other_server, made.page(), made.page(), made.page("ada"))
        sessions = {made.chat("a drama", headers=headers | name)["session"] for headers in asked}
        assert len(sessions) == 5

    def test_a_turn_that_failed_can_be_asked_again(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-6"}
        for _ in range(2):
            answer = made.client.post("/v1/chat", json={"utterance": "please break it"}, headers=headers)
            check_problem(answer, 500, "failed")

    @pytest.mark.parametrize("kind", [{}, EVENTS], ids=["json", "events"])
    def test_what_is_refused_in_its_turn_can_be_asked_again_and_begins_no_session(
        self, made: Api, kind: dict[str, str]
    ) -> None:
        headers = made.server | {"idempotency-key": f"order-8-{len(kind)}"} | kind
        before = sessions_of(made)
        for _ in range(2):
            answer = made.client.post("/v1/chat", json={"utterance": "\x1c"}, headers=headers)
            check_problem(answer, 422, "not-valid")
        wait_for_turns()
        assert sessions_of(made) == before

    def test_an_item_that_goes_meanwhile_can_be_asked_for_again(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        headers = made.server | {"idempotency-key": "order-9"}
        session = made.chat("a drama")["session"]
        body = {"session": session, "item": "no such item"}
        monkeypatch.setattr(Desk, "check_item", lambda *_: None)  # it was there a moment ago
        for _ in range(2):
            answer = made.client.post("/v1/more-like", json=body, headers=headers)
            check_problem(answer, 422, "not-valid")
        assert len(made.bot.session(session).turns) == 1

    def test_a_turn_that_failed_before_a_word_begins_no_session(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> NoReturn:
            raise RuntimeError("nothing can be read")

        before = sessions_of(made)
        monkeypatch.setattr(SlowBot, "session", broken)
        answer = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=made.server)
        check_problem(answer, 500, "failed")
        wait_for_turns()
        assert sessions_of(made) == before

    @pytest.mark.parametrize(("kind", "begun"), [({}, 0), (EVENTS, 1)], ids=["json", "events"])
    def test_a_first_turn_that_failed_leaves_a_session_only_where_somebody_was_told_of_it(
        self, made: Api, kind: dict[str, str], begun: int
    ) -> None:
        before = sessions_of(made)
        made.client.post("/v1/chat", json={"utterance": "please break it"}, headers=made.server | kind)
        wait_for_turns()
        new = sessions_of(made) - before
        assert len(new) == begun

    def test_a_turn_stopped_before_it_was_begun_is_told_empty_and_can_be_asked_again(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        headers = made.server | {"idempotency-key": "order-10"}
        body = {"utterance": "more", "session": made.chat("a drama")["session"]}
        with monkeypatch.context() as stopped:
            stopped.setattr(SlowBot, "stream", lambda *_: ended_at_once())
            answer = made.client.post("/v1/chat", json=body, headers=headers).json()
        assert (answer["items"], answer["text"], answer["metadata"]["end"]) == ([], "", "stopped")
        wait_for_turns()
        again = made.client.post("/v1/chat", json=body, headers=headers).json()
        assert again["items"]
        assert again["metadata"]["end"] == "end"
        assert len(made.bot.session(body["session"]).turns) == 2

    def test_a_first_turn_stopped_before_it_was_begun_leaves_no_session(
        self, made: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = sessions_of(made)
        monkeypatch.setattr(SlowBot, "stream", lambda *_: ended_at_once())
        assert made.chat("a drama")["items"] == []
        wait_for_turns()
        assert sessions_of(made) == before

    def test_a_talk_that_is_forgotten_takes_its_answers_along(self, made: Api) -> None:
        headers = made.server | {"idempotency-key": "order-7"}
        first = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers).json()
        made.client.delete(f"/v1/sessions/{first['session']}", headers=made.server)
        second = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers).json()
        assert second["session"] != first["session"]

    @pytest.mark.parametrize("name", ["", "two words", "x" * 129])
    def test_a_name_that_can_not_be_is_refused(self, made: Api, name: str) -> None:
        headers = made.server | {"idempotency-key": name}
        check_problem(
            made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=headers), 422, "not-valid"
        )


@pytest.mark.parametrize("n", [True, "3", 2.5, 0, 21, [3]])
@pytest.mark.parametrize(
    ("path", "body"), [("/v1/chat", {"utterance": "a drama"}), ("/v1/recommend", {"utterance": "a drama"})]
)
def test_how_many_is_a_whole_number_and_nothing_like_it(
    made: Api, path: str, body: dict[str, str], n: object
) -> None:
    answer = made.client.post(path, json=body | {"n": n}, headers=made.server)
    problem = check_problem(answer, 422, "not-valid")
    assert problem["detail"] == f"body.n: {problem['errors'][0]['what']}"
    assert problem["errors"][0]["what"].startswith("send a whole number from 1 to 20 such as 3")


@pytest.mark.parametrize(("accept", "kind"), [
    ("text/event-stream", "text/event-stream"), ("a/b;q=0.1, TEXT/EVENT-STREAM; q=1", "text/event-stream"),
    ("text/event-stream;q=0", "application/json"), ("text/event-stream; q=0.000", "application/json"),
    ("text/event-streams", "application/json"), ("*/*", "application/json"), ("", "application/json"),
])  # fmt: skip
def test_events_come_to_who_asks_for_them(made: Api, accept: str, kind: str) -> None:
    answer = made.client.post("/v1/chat", json={"utterance": "a drama"}, headers=made.server | {"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == kind


def test_a_little_known_item_is_called_so_in_the_language_of_the_talk(made: Api) -> None:
    hidden = Ranked(Item("a", "Alpha", tail=1.0), 0.5, (Reason("tail", "known by 1"),))
    telling = Telling(made.bot)
    assert telling.items([hidden], "en")[0]["why"][0]["text"] == "hidden"
    assert telling.items([hidden], "zh")[0]["why"][0]["text"] == "鲜为人知"


class TestItems:
    def test_an_id_that_can_be_in_no_address_is_refused(self, made: Api) -> None:
        answer = made.client.post(
            "/v1/items", json={"upsert": [{"id": "a\nb", "title": "T"}]}, headers=made.server
        )
        assert "an id has no line breaks" in check_problem(answer, 422, "not-valid")["detail"]

    def test_an_item_that_was_put_is_found_by_the_next_search(self, made: Api) -> None:
        record = {"title": "The Glass Harbour", "genres": ["opera"], "year": 1977, "country": ["Portugal"]}
        assert made.client.put("/v1/items/harbour", json=record, headers=made.server).json() == {
            "upserted": 1, "deleted": 0,
        }  # fmt: skip
        found = made.client.post(
            "/v1/recommend", json={"utterance": "an opera from Portugal"}, headers=made.server
        )
        assert [item["id"] for item in found.json()["items"]] == ["harbour"]
        assert made.client.delete("/v1/items/harbour", headers=made.server).status_code == 204
        check_problem(made.client.delete("/v1/items/harbour", headers=made.server), 404, "item-unknown")

    def test_many_edits_are_one_write_all_or_none(self, made: Api) -> None:
        new = [{"id": f"new-{n}", "title": f"New {n}", "genres": ["short"]} for n in range(3)]
        body = {"upsert": [*new, {"id": "alien", "year": 1980}]}
        assert made.client.post("/v1/items", json=body, headers=made.server).json() == {
            "upserted": 4,
            "deleted": 0,
        }
        assert made.bot.item_of("alien").numbers["year"] == 1980  # type: ignore[union-attr]
        wrong = {"upsert": [{"id": "new-9", "title": "New 9"}], "delete": ["nothing"]}
        check_problem(made.client.post("/v1/items", json=wrong, headers=made.server), 404, "item-unknown")
        assert made.bot.item_of("new-9") is None
        taken = made.client.post("/v1/items", json={"delete": [one["id"] for one in new]}, headers=made.server)
        assert taken.json() == {"upserted": 0, "deleted": 3}

    @pytest.mark.parametrize(
        ("record", "told"),
        [({"title": "X", "year": "soon"}, "body: 'year' must be a number"), ({"title": ""}, "title"),
         ({"id": "other", "title": "X"}, "the record is of 'other'"), ({"genres": ["x"]}, "title"),
         ({"title": "X", "cast": {"a": 1}}, "cast"), ({"title": "half \ud800"}, "unicode")],
    )  # fmt: skip
    def test_a_record_that_can_not_be_is_refused(self, made: Api, record: dict[str, object], told: str) -> None:
        headers = made.server | {"content-type": "application/json"}
        answer = made.client.put("/v1/items/x", content=json.dumps(record), headers=headers)
        problem = check_problem(answer, 422, "not-valid")
        assert told in problem["detail"]
        assert str(made.access.home) not in answer.text

    @pytest.mark.parametrize(
        ("fields", "told"),
        [({"title": ""}, ".title"), ({"title": 5}, ".title"), ({"title": None}, ".title"),
         ({"title": " "}, ".title"), ({"title": "X" * 501}, ".title"), ({"title": "X", "id": ""}, ".id"),
         ({"title": "X", "id": True}, ".id"),
         ({"title": "X", "price": -5}, ": 'price' must be 0 or more, got -5.0; null says that there is none"),
         ({"title": "X", "price": "-5"}, ": 'price' must be 0 or more"),
         ({"title": "X", "count": -1}, ": 'count' must be a whole number"),
         ({"title": "X", "price": "dear"}, ": 'price' must be a number"), ({"title": "X", "": 1}, ".")],
    )  # fmt: skip
    def test_what_can_not_be_put_alone_can_not_be_put_among_many_and_its_place_is_told(
        self, made: Api, fields: dict[str, object], told: str
    ) -> None:
        alone = made.client.put("/v1/items/x", json=fields, headers=made.server)
        assert f"body{told}" in check_problem(alone, 422, "not-valid")["detail"]
        among = {"upsert": [{"id": "fine", "title": "Fine"}, {"id": "x"} | fields]}
        answer = made.client.post("/v1/items", json=among, headers=made.server)
        assert f"body.upsert.1{told}" in check_problem(answer, 422, "not-valid")["detail"]
        assert made.bot.item_of("fine") is None

    def test_a_price_that_can_not_be_is_refused_in_a_change_too(self, made: Api) -> None:
        body = {"upsert": [{"id": "cleo", "price": -1}]}
        answer = made.client.post("/v1/items", json=body, headers=made.server)
        assert "body.upsert.0: 'price' must be 0 or more" in check_problem(answer, 422, "not-valid")["detail"]

    def test_an_item_may_be_named_by_a_number(self, made: Api) -> None:
        body = {"upsert": [{"id": 1962, "title": "Numbered"}]}
        assert made.client.post("/v1/items", json=body, headers=made.server).json()["upserted"] == 1
        record = {"id": 1962, "title": "Numbered"}
        assert made.client.put("/v1/items/1962", json=record, headers=made.server).json()["upserted"] == 1
        assert made.client.delete("/v1/items/1962", headers=made.server).status_code == 204

    def test_pages_do_not_write_items(self, made: Api) -> None:
        page = made.page()
        for method, path, body in (
            ("PUT", "/v1/items/x", {"title": "X"}), ("DELETE", "/v1/items/cleo", None), ("POST", "/v1/items", {}),
        ):  # fmt: skip
            check_problem(made.client.request(method, path, json=body, headers=page), 403, "secret-key-needed")
        assert made.bot.item_of("cleo")

    def test_without_a_catalogue_to_change_that_is_told(self, made: Api) -> None:
        access = replace(made.access, catalogue=None)
        closed = Api(made.bot, access, made.key, made.secret, made.other, made.other_secret, made.clock)
        answer = closed.client.put("/v1/items/x", json={"title": "X"}, headers=closed.server)
        check_problem(answer, 503, "catalogue-closed")


class TestRunning:
    def test_alive_and_ready(self, made: Api) -> None:
        assert made.client.get("/healthz").json() == {"status": "ok"}
        assert made.client.get("/readyz").json()["ready"] is True

    def test_what_is_not_ready_is_named(self, made: Api) -> None:
        def lost(id_: str) -> None:
            raise OSError("/secret/path is gone")

        bot = replace(made.bot, memory=type("Lost", (), {"load": staticmethod(lost)})())
        broken = Api(bot, made.access, made.key, made.secret, made.other, made.other_secret, made.clock)
        answer = broken.client.get("/readyz")
        problem = check_problem(answer, 503, "not-ready")
        assert problem["parts"] == {"index": "ok", "memory": "does not answer (OSError)", "ledger": "ok"}
        assert answer.headers["retry-after"] == "5"
        assert "secret" not in answer.text

    def test_counts_are_for_servers_and_name_routes_not_sessions(self, made: Api) -> None:
        session = made.chat("a drama")["session"]
        made.client.get(f"/v1/sessions/{session}", headers=made.server)
        check_problem(made.client.get("/metrics"), 401, "not-authorised")
        check_problem(made.client.get("/metrics", headers=made.page()), 403, "secret-key-needed")
        told = made.client.get("/metrics", headers=made.server)
        assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert 'offtrail_requests_total{route="/v1/sessions/{id}",method="GET",status="200"}' in told.text
        assert 'offtrail_turns_total{end="end"}' in told.text
        assert "offtrail_turns_running 0" in told.text
        assert session not in told.text
        assert SHOP not in told.text

    def test_a_request_keeps_its_id_where_it_is_one(self, made: Api) -> None:
        assert made.client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
        for wrong in ("", "a b", "x" * 65, "<script>"):
            found = made.client.get("/healthz", headers={"x-request-id": wrong}).headers["x-request-id"]
            assert found not in ("", wrong)

    def test_what_is_not_there_is_a_problem_too(self, made: Api) -> None:
        check_problem(made.client.get("/v1/nothing", headers=made.server), 404, "not-found")
        answer = made.client.get("/v1/chat", headers=made.server)
        check_problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == "POST"


class TestWhatIsWrongIsToldWithWhatToDo:
    def test_of_a_public_key_that_was_sent_as_if_it_opened_something(self, made: Api) -> None:
        sent = {"Authorization": f"Bearer {made.key.public}"}
        told = check_problem(made.client.post("/v1/chat", headers=sent, json={}), 401, "not-authorised")
        assert "POST /v1/token" in told["detail"]

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ({"utterance": " "}, "say something"),
            ({"utterance": "tea", "session": "abc"}, "22 characters"),
        ],
    )
    def test_of_a_field(self, made: Api, body: dict[str, str], said: str) -> None:
        told = check_problem(made.client.post("/v1/chat", headers=made.server, json=body), 422, "not-valid")
        assert said in told["detail"]

    def test_of_a_body_that_is_no_json(self, made: Api) -> None:
        for body in ("utterance=x", '{"utterance"'):
            answer = made.client.post("/v1/chat", headers=made.server, content=body)
            assert "Content-Type: application/json" in check_problem(answer, 422, "not-valid")["detail"]
