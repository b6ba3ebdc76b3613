"""What the OpenAPI document promises, tried by schemathesis on the API itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api_parts import Api, api

EXAMPLES = 10
ROUTES = (
    "POST /v1/token", "POST /v1/chat", "POST /v1/more-like", "POST /v1/edit", "POST /v1/take-back",
    "POST /v1/recommend", "POST /v1/feedback", "GET /v1/similar/{id}", "GET /v1/sessions/{id}",
    "GET /v1/sessions/{id}/export", "DELETE /v1/sessions/{id}", "POST /v1/items", "PUT /v1/items/{id}",
    "DELETE /v1/items/{id}", "GET /healthz", "GET /readyz", "GET /metrics",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    minutes = itertools.count(0.0, 60.0)  # no limit is reached
    with api(tmp_path_factory.mktemp("api"), change=lambda it: replace(it, ticks=lambda: next(minutes))) as made:
        yield made


@pytest.fixture(scope="module")
def described(made: Api) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/v1/openapi.json", made.app)


TRIED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("route", "mode"),
    [(route, GenerationMode.POSITIVE) for route in ROUTES]
    + [(route, GenerationMode.NEGATIVE) for route in ROUTES if "/v1/" in route],  # the others take nothing in
)
def test_a_route_keeps_what_the_document_promises(
    route: str, mode: GenerationMode, made: Api, described: schemathesis.BaseSchema
) -> None:
    method, _, path = route.partition(" ")
    cases = described[path][method].as_strategy(generation_mode=mode)

    # which kind of value a field holds is for the catalogue to say, and not for the document
    excluded = [positive_data_acceptance] if "/v1/items" in route else []

    @TRIED
    @given(case=cases)
    def keeps(case: schemathesis.Case) -> None:
        case.headers.pop("Idempotency-Key", None)  # the same one with another body is rightly refused
        case.call_and_validate(headers={"Authorization": f"Bearer {made.secret}"}, excluded_checks=excluded)

    keeps()


def test_every_route_of_the_contract_is_described_with_an_example(made: Api) -> None:
    document = made.client.get("/v1/openapi.json").json()
    asked = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert asked == set(ROUTES)
    for name in ("Chat", "MoreLike", "Edit", "TakeBack", "Recommend", "Feedback", "Edits", "TokenAsked"):
        assert "example" in str(document["components"]["schemas"][name]), name
