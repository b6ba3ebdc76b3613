"""What can be taken as an utterance, and by which names. Knows nothing of what it means."""

from __future__ import annotations

import secrets

MAX_UTTERANCE_CHARS = 4_000
MAX_SESSION_CHARS = 128
MAX_N = 20


class UtteranceError(ValueError):
    """What was said can't be taken: empty, too long, or no longer possible."""


def new_session() -> str:
    """An id of 128 random bits that can't be guessed."""
    return secrets.token_urlsafe(16)


def check(utterance: str, session: str | None, n: int | None, user: str | None) -> None:
    """Refuses what can't be taken.

    Raises:
        UtteranceError: Says what was wrong and what to do.
    """
    if not isinstance(utterance, str) or not utterance.strip():
        raise UtteranceError('nothing was said; ask for something, e.g. "a quiet film that few people know"')
    if len(utterance) > MAX_UTTERANCE_CHARS:
        raise UtteranceError(
            f"the utterance has {len(utterance):,} characters, at most {MAX_UTTERANCE_CHARS:,}; say it shorter"
        )
    if any("\ud800" <= char <= "\udfff" for char in utterance + (session or "")):
        raise UtteranceError("the utterance holds half a character; send it as whole Unicode")
    if session is not None and not 0 < len(session) <= MAX_SESSION_CHARS:
        raise UtteranceError(f"a session id has 1 to {MAX_SESSION_CHARS} characters, got {len(session)}")
    if user is not None and not 0 < len(user) <= MAX_SESSION_CHARS:
        raise UtteranceError(f"a user has 1 to {MAX_SESSION_CHARS} characters, got {len(user)}")
    if n is not None and not 1 <= n <= MAX_N:
        raise UtteranceError(f"n must be between 1 and {MAX_N}, got {n}")
