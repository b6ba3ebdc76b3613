"""What can go wrong at a route stands in the OpenAPI document there, and what stands there can go wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.web.api.problems import PROBLEM_JSON, TITLES
from tests.api_parts import Api, api, described, documented, operations

ANYWHERE = {"not-found", "method-not-allowed"}  # of paths and methods that are no operations


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api")) as made:
        yield made


def test_every_problem_stands_at_some_operation_and_none_that_there_is_not() -> None:
    assert set().union(*operations().values()) == TITLES.keys() - ANYWHERE


def test_each_problem_stands_under_its_own_status_with_an_example() -> None:
    for methods in described()["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                problem = answer.get("content", {}).get(PROBLEM_JSON, {})
                for name, example in problem.get("examples", {}).items():
                    assert (int(status), answer["description"].count(TITLES[name][1])) == (TITLES[name][0], 1)
                    assert example["value"]["status"] == int(status)


def test_what_only_some_routes_can_answer_stands_there_and_nowhere_else() -> None:
    at = {name: {path for (_, path), names in operations().items() if name in names} for name in TITLES}
    turns = {"/v1/chat", "/v1/more-like", "/v1/edit", "/v1/take-back"}
    assert at["not-editable"] == {"/v1/edit"}
    assert at["not-agreed"] == {"/v1/edit", "/v1/take-back"}
    assert at["still-answering"] == at["key-used-otherwise"] == at["session-full"] == turns
    assert at["identity-not-proved"] == {"/v1/token"}
    assert at["not-ready"] == {"/readyz"}
    assert at["catalogue-closed"] == at["catalogue-busy"] == {"/v1/items", "/v1/items/{id}"}
    assert at["secret-key-needed"] == {"/v1/chat", "/metrics"} | at["catalogue-closed"]
    assert at["failed"] == at["host-not-known"] == set(described()["paths"])


def test_a_problem_that_does_not_stand_at_its_route_is_found_by_any_test_that_meets_it(made: Api) -> None:
    [names] = documented("GET", "/v1/sessions/abc/export")
    names.discard("session-unknown")
    try:
        with pytest.raises(AssertionError, match="session-unknown is not documented at /v1/sessions/"):
            made.client.get(f"/v1/sessions/{'a' * 22}/export", headers=made.server)
    finally:
        names.add("session-unknown")
