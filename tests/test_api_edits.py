"""Chips in answers say what may be done with them, and one request does it, as a turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api_parts import EVENTS, Api, api, check_problem, events_of

BEFORE_1980 = "a drama from before 1980"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.fixture(autouse=True)
def later(made: Api) -> None:
    made.clock.now += 60  # limits are told in test_api_door.py


def chip_of(answer: dict[str, Any], label: str) -> dict[str, Any]:
    """The chip with this label."""
    return next(chip for chip in answer["understood"] if chip["label"] == label)  # type: ignore[no-any-return]


def labels_of(answer: dict[str, Any]) -> set[str]:
    return {chip["label"] for chip in answer["understood"]}


def edit(made: Api, session: str, key: str, headers: dict[str, str] | None = None, **what: Any) -> Any:
    """The answer to one edit, by the shop's server where no headers are given."""
    body = {"session": session, "key": key} | what
    return made.client.post("/v1/edit", json=body, headers=headers or made.server)


class TestWhatAChipCarries:
    def test_a_chip_carries_its_edits_and_taking_it_back_is_the_last(self, made: Api) -> None:
        assert chip_of(made.chat(BEFORE_1980), "before 1980")["edits"] == [
            {"change": "number", "numbers": [1980.0]},
            {"change": "prefer", "label": "preferably before 1980"},
            {"change": "turn", "label": "since 1980"},
            {"change": "take_back"},
        ]

    def test_events_and_the_talk_read_again_carry_the_same(self, made: Api) -> None:
        answer = made.client.post("/v1/chat", json={"utterance": BEFORE_1980}, headers=made.server | EVENTS)
        (_, picks), *_, (_, done) = events_of(answer.text)
        talk = made.client.get(f"/v1/sessions/{picks['session']}", headers=made.server).json()
        assert picks["understood"] == done["understood"] == talk["understood"]
        assert chip_of(talk, "before 1980")["edits"][-1] == {"change": "take_back"}

    def test_labels_are_in_the_language_of_the_talk(self, made: Api) -> None:
        [turned] = [
            one for one in chip_of(made.chat("法国的剧情片"), "来自法国")["edits"] if one["change"] == "turn"
        ]
        assert turned["label"] == "不要来自法国"

    def test_outside_of_a_talk_nothing_can_be_done_with_a_chip(self, made: Api) -> None:
        answer = made.client.post("/v1/recommend", json={"utterance": BEFORE_1980}, headers=made.server).json()
        assert set(chip_of(answer, "before 1980")) == {"key", "label"}


class TestOneRequestDoesOne:
    @pytest.mark.parametrize(
        ("what", "label"),
        [({"change": "number", "numbers": [1970]}, "before 1970"), ({"change": "turn"}, "since 1980"),
         ({"change": "prefer"}, "preferably before 1980"), ({"change": "take_back"}, None)],
    )  # fmt: skip
    def test_an_edit_is_a_turn_and_leaves_the_other_chips(
        self, made: Api, what: dict[str, Any], label: str | None
    ) -> None:
        first = made.chat(BEFORE_1980)
        answer = edit(made, first["session"], chip_of(first, "before 1980")["key"], **what, n=1).json()
        assert labels_of(answer) == {"drama", label} - {None}
        assert len(answer["items"]) == 1
        turns = made.client.get(f"/v1/sessions/{first['session']}", headers=made.server).json()["turns"]
        assert [turn["utterance"][0] for turn in turns] == ["a", "✎" if label else "✕"]

    def test_every_edit_that_is_offered_can_be_done(self, made: Api) -> None:
        utterance = f"{BEFORE_1980}, not from Japan, hidden gems only"
        chips = made.chat(utterance)["understood"]
        offered = [(chip["key"], one) for chip in chips for one in chip["edits"]]
        assert {one["change"] for _, one in offered} == {"number", "prefer", "turn", "take_back"}
        for key, one in offered:
            made.clock.now += 60
            what = {name: one[name] for name in ("change", "numbers") if name in one}
            answer = edit(made, made.chat(utterance)["session"], key, **what).json()
            assert one.get("label") in {None, *labels_of(answer)}

    def test_a_preference_can_be_demanded_again(self, made: Api) -> None:
        first = made.chat(BEFORE_1980)
        soft = edit(made, first["session"], chip_of(first, "before 1980")["key"], change="prefer").json()
        key = chip_of(soft, "preferably before 1980")["key"]
        assert "before 1980" in labels_of(edit(made, first["session"], key, change="demand").json())

    def test_an_edit_comes_as_events_to_who_asks_for_them(self, made: Api) -> None:
        first = made.chat(BEFORE_1980)
        key = chip_of(first, "before 1980")["key"]
        events = events_of(edit(made, first["session"], key, made.server | EVENTS, change="turn").text)
        assert [events[0][0], events[-1][0]] == ["picks", "done"]
        assert all(item["year"] >= 1980 for item in events[0][1]["items"])
        assert "since 1980" in labels_of(events[-1][1])

    def test_taking_back_has_a_route_of_its_own_that_does_the_same(self, made: Api) -> None:
        answers = []
        for path, what in (("/v1/edit", {"change": "take_back"}), ("/v1/take-back", {})):
            first = made.chat(BEFORE_1980)
            body = {"session": first["session"], "key": chip_of(first, "before 1980")["key"]} | what
            answers.append(made.client.post(path, json=body, headers=made.server).json())
        one, other = ([answer["items"], answer["understood"], answer["text"]] for answer in answers)
        assert one == other

    def test_an_edit_that_is_asked_for_twice_is_done_once(self, made: Api) -> None:
        first = made.chat(BEFORE_1980)
        key, headers = chip_of(first, "before 1980")["key"], made.server | {"idempotency-key": "edit-1"}
        one, two = (edit(made, first["session"], key, headers, change="turn") for _ in range(2))
        assert one.json() == two.json()
        assert two.headers["idempotency-replayed"] == "true"
        assert len(made.bot.session(first["session"]).turns) == 2
        check_problem(edit(made, first["session"], key, headers, change="prefer"), 422, "key-used-otherwise")


class TestWhatCanNotBeDone:
    def test_a_chip_that_is_gone_is_told_apart_from_an_edit_that_it_does_not_allow(self, made: Api) -> None:
        first = made.chat(BEFORE_1980)
        session, key = first["session"], chip_of(first, "before 1980")["key"]
        check_problem(edit(made, session, key, change="demand"), 409, "not-editable")
        check_problem(edit(made, session, "must-0", change="turn"), 409, "not-agreed")
        assert edit(made, session, key, change="turn").status_code == 200
        check_problem(edit(made, session, key, change="turn"), 409, "not-agreed")
        assert len(made.bot.session(session).turns) == 2

    @pytest.mark.parametrize("numbers", [[1970, 1980], [1970.5]], ids=["too many", "half a year"])
    def test_numbers_that_do_not_fit_the_chip_change_nothing(self, made: Api, numbers: list[float]) -> None:
        first = made.chat(BEFORE_1980)
        key = chip_of(first, "before 1980")["key"]
        check_problem(edit(made, first["session"], key, change="number", numbers=numbers), 409, "not-editable")
        assert len(made.bot.session(first["session"]).turns) == 1

    @pytest.mark.parametrize(
        ("what", "where"),
        [({}, "body.change"), ({"change": "drop"}, "body.change"), ({"change": None}, "body.change"),
         ({"change": "number"}, "body.numbers"), ({"change": "number", "numbers": []}, "body.numbers"),
         ({"change": "number", "numbers": [1, 2, 3]}, "body.numbers"),
         ({"change": "turn", "numbers": [1970]}, "body.numbers"),
         ({"change": "number", "numbers": ["1970"]}, "body.numbers.0"),
         ({"change": "number", "numbers": [True]}, "body.numbers.0"),
         ({"change": "number", "numbers": [1e13]}, "body.numbers.0"),
         ({"change": "number", "numbers": [10**400]}, "body.numbers.0"),
         ({"change": "number", "numbers": [float("nan")]}, "body.numbers.0"),
         ({"change": "number", "numbers": 1970}, "body.numbers"), ({"change": "turn", "to": "x"}, "body.to")],
    )  # fmt: skip
    def test_what_can_not_be_taken_is_refused_with_where_it_stands(
        self, made: Api, what: dict[str, Any], where: str
    ) -> None:
        body = {"session": "a" * 22, "key": "must-0"} | what
        headers = made.server | {"content-type": "application/json"}
        answer = made.client.post("/v1/edit", content=json.dumps(body), headers=headers)
        assert where in {one["where"] for one in check_problem(answer, 422, "not-valid")["errors"]}

    def test_nobody_else_edits_the_talk(self, made: Api) -> None:
        first = made.chat(BEFORE_1980)
        key = chip_of(first, "before 1980")["key"]
        answer = edit(made, first["session"], key, made.other_server, change="turn")
        check_problem(answer, 404, "session-unknown")

    def test_edits_count_among_the_requests_of_a_session(self, made: Api) -> None:
        session = made.chat(BEFORE_1980)["session"]
        refused = [edit(made, session, "must-0", change="turn").status_code for _ in range(31)]
        assert refused == [409] * 30 + [429]

    def test_pages_edit_their_talks_too(self, made: Api) -> None:
        page = made.page()
        first = made.chat(BEFORE_1980, page)
        answer = edit(made, first["session"], chip_of(first, "before 1980")["key"], page, change="turn")
        assert "since 1980" in labels_of(answer.json())
