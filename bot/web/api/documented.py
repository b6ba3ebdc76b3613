"""What the OpenAPI document says beside the schemas: problems, examples, who may call. Knows no route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer

from bot.web.api.given import ProblemOut
from bot.web.api.problems import PROBLEM_JSON, TITLES, TYPE

BEARER = HTTPBearer(
    auto_error=False, description="A secret key (sk_..., from servers) or a token of POST /v1/token (from pages)."
)
ABOUT = (
    "A conversational recommender for the long tail. Errors are RFC 9457 problem documents. Every answer has an "
    "X-Request-Id. Pages fetch a token for their public key and origin; servers use their secret key."
)

Responses = dict[int | str, dict[str, Any]]


ANYWHERE = ("host-not-known", "failed", "storage-unusable")
KEYED = ("not-authorised", "token-expired", "origin-not-listed", "too-many-requests")  # where a key is asked for
BODY = ("not-valid", "too-large", "too-slow")  # where one is read


def problems(*names: str) -> Responses:
    """The problems a route may answer with, beside those that any may."""
    told = sorted({*ANYWHERE, *names}, key=list(TITLES).index)
    return {status: _documented(status, told) for status in sorted({TITLES[name][0] for name in told})}


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The document."""
    made = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = ProblemOut.model_json_schema()
    return made


def _documented(status: int, names: Sequence[str]) -> dict[str, Any]:
    titles = {name: TITLES[name][1] for name in names if TITLES[name][0] == status}
    examples = {
        name: {
            "value": {"type": TYPE + name, "title": title, "status": status, "detail": title, "instance": "aB3"}
        }
        for name, title in titles.items()
    }
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}}
    headers = {"Retry-After": {"schema": {"type": "integer"}}} if status in (429, 503) else {}
    return {"description": " / ".join(titles.values()), "content": content, "headers": headers}
