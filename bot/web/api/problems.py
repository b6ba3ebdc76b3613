"""What went wrong, as RFC 9457 problem documents. Knows nothing of requests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:offtrail:problem:"

TITLES: dict[str, tuple[int, str]] = {
    "not-valid": (422, "The request can't be taken as it stands"),
    "not-authorised": (401, "A key or token is needed"),
    "token-expired": (401, "The token has expired"),
    "origin-not-listed": (403, "This origin is not on the key's list"),
    "identity-not-proved": (403, "The user is not vouched for"),
    "secret-key-needed": (403, "This is for secret keys only"),
    "host-not-known": (400, "This server does not answer to that name"),
    "not-found": (404, "There is nothing here"),
    "session-unknown": (404, "There is no such session"),
    "item-unknown": (404, "There is no such item"),
    "method-not-allowed": (405, "This can't be done here"),
    "too-slow": (408, "The request came too slowly"),
    "not-agreed": (409, "That is no longer agreed"),
    "not-editable": (409, "There is no such edit of that"),
    "session-full": (409, "The session is full"),
    "still-answering": (409, "The first request with this key is still being answered"),
    "too-large": (413, "The request is too large"),
    "key-used-otherwise": (422, "This idempotency key belongs to another request"),
    "too-many-requests": (429, "Too many requests"),
    "failed": (500, "Something went wrong on our side"),
    "busy": (503, "All places are taken"),
    "storage-unusable": (503, "Nothing can be kept at the moment"),
    "catalogue-busy": (503, "The catalogue is being written"),
    "catalogue-closed": (503, "The catalogue can't be changed here"),
    "not-ready": (503, "Not ready"),
}  # name -> status, title; a name is never given another meaning


class Problem(Exception):
    """A request that is not served.

    Attributes:
        name: One of TITLES.
        detail: What was wrong with this one and what to do, for the developer who reads it.
        retry_after_seconds: When it may be worth another try.
        more: Further members of the document.
    """

    def __init__(
        self, name: str, detail: str, retry_after_seconds: int | None = None, more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name
        self.detail = detail
        self.retry_after_seconds = retry_after_seconds
        self.more = dict(more or {})

    @property
    def status(self) -> int:
        """The HTTP status."""
        return TITLES[self.name][0]

    def document(self, request_id: str) -> dict[str, Any]:
        """The members; "instance" is the request's id, by which the log is searched."""
        status, title = TITLES[self.name]
        return {
            "type": TYPE + self.name,
            "title": title,
            "status": status,
            "detail": self.detail,
            "instance": request_id,
        } | self.more

    def headers(self) -> dict[str, str]:
        """What goes with the document."""
        headers = {} if self.retry_after_seconds is None else {"retry-after": str(self.retry_after_seconds)}
        return headers | ({"www-authenticate": "Bearer"} if self.status == 401 else {})

    def response(self, request_id: str) -> Response:
        """The whole answer. ASCII only: what came in may hold half characters."""
        body = json.dumps(self.document(request_id)).encode()
        return Response(body, self.status, self.headers(), PROBLEM_JSON)
