"""A turn that failed leaves nothing in the talk, so that asked for again it stands there once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api_parts import EVENTS, Api, api, check_problem, events_of
from tests.test_api_talk import wait_for_turns


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.mark.parametrize("kind", [{}, EVENTS], ids=["json", "events"])
def test_a_turn_that_failed_leaves_the_talk_as_it_was(made: Api, kind: dict[str, str]) -> None:
    made.clock.now += 60
    session = made.chat("a drama")["session"]
    path = f"/v1/sessions/{session}"
    before = made.client.get(path, headers=made.server).json()
    body = {"utterance": "please break it, before 1980", "session": session}
    for _ in range(2):
        answer = made.client.post("/v1/chat", json=body, headers=made.server | kind | {"idempotency-key": session})
        if kind:
            assert events_of(answer.text)[-1][0] == "error"
        else:
            check_problem(answer, 500, "failed")
        wait_for_turns()
        assert made.client.get(path, headers=made.server).json() == before
