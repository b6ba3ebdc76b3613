"""Why a call could not be done, as exceptions that carry the server's problem document. Knows no call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ServerUnreachable(ConnectionError):
    """No answer, or it broke off: names the address and what to look at."""


class Refused(RuntimeError):
    """The server said no.

    Attributes:
        status: The HTTP status; 0 where the refusal came within a stream without one.
        title, detail: In its words: what kind of problem, and this one with what to do.
        type: Address that names the kind of problem, "about:blank" for none.
        request: The id under which the server's log has it.
        retry_after_seconds: When to ask again, None where the server did not say.
    """

    def __init__(self, problem: Mapping[str, Any], status: int, retry_after_seconds: float | None = None) -> None:
        self.status = status
        self.title = str(problem.get("title", ""))
        self.detail = str(problem.get("detail", ""))
        self.type = str(problem.get("type", "about:blank"))
        self.request = str(problem.get("instance", ""))
        self.retry_after_seconds = retry_after_seconds
        words = ": ".join(part for part in (self.title, self.detail) if part) or "no reason was given"
        super().__init__(f"{status} {words}" + (f" (request {self.request})" if self.request else ""))


class NotAllowed(Refused):
    """401 or 403: no key, a wrong one, or one that may not do this."""


class NotThere(Refused, LookupError):
    """404: no such item, or no such talk of this key."""


class TooManyRequests(Refused):
    """429, and waiting as long as the server asks would take longer than the client may."""


KINDS: Mapping[int, type[Refused]] = {401: NotAllowed, 403: NotAllowed, 404: NotThere, 429: TooManyRequests}


def refusal(problem: object, status: int, retry_after: str | None = None) -> Refused:
    """The exception of a problem document; of whatever else came with that status, too."""
    known: Mapping[str, Any] = problem if isinstance(problem, Mapping) else {"detail": str(problem)[:200]}
    return KINDS.get(status, Refused)(known, status, seconds_of(retry_after))


def seconds_of(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header; None where there is none or it is no number of seconds.

    >>> seconds_of("2"), seconds_of("soon"), seconds_of(None), seconds_of("-3")
    (2.0, None, None, None)
    """
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdecimal() else None
