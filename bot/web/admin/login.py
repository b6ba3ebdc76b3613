"""The way in: a code that holds once, for a cookie that holds half a day. Knows files and time, no requests.

Whoever can run a command on this machine as the owner of HOME may look; there is no password to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from bot.web.api.tokens import server_secret

CODE_SECONDS = 600
COOKIE_SECONDS = 12 * 3600
COOKIE = "offtrail_admin"
MOST_CHARS = 200
CODE_FILE = "admin-code.json"
SIGNING_FILE = "admin.secret"


def new_code(home: Path, now: float) -> str:
    """A code for the address of the admin view; the one before no longer holds. Only its digest is kept.

    Raises:
        OSError: HOME can't be written.
    """
    code = secrets.token_urlsafe(24)
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / f"{CODE_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
    with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123  # with its mode
        json.dump({"sha256": _digest(code), "until": now + CODE_SECONDS}, file)
    fresh.replace(home / CODE_FILE)
    return code


class Way:
    """Lets in. Every process of a server on the same HOME takes the same codes and cookies."""

    def __init__(self, home: Path, clock: Callable[[], float]) -> None:
        self._home = home
        self._clock = clock

    def trade(self, code: str) -> str | None:
        """The value of a cookie for a code that holds, which then holds no longer; None for any other."""
        path = self._home / CODE_FILE
        taken = path.with_name(f"{CODE_FILE}.{secrets.token_hex(8)}")
        if not self._is_right(path, code):
            return None
        try:
            path.rename(taken)  # of two that come with one code, one finds it
        except FileNotFoundError:
            return None
        right = self._is_right(taken, code)  # another may have been made in between
        taken.unlink()
        return self._cookie() if right else None

    def is_in(self, cookie: str) -> bool:
        """True for a cookie that was made here less than COOKIE_SECONDS ago."""
        until, _, signature = cookie[:MOST_CHARS].partition(".")
        if not until.isascii() or not until.isdecimal() or not _same(self._sign(until), signature):
            return False
        return 0 < int(until) - self._clock() <= COOKIE_SECONDS

    def _cookie(self) -> str:
        until = str(int(self._clock()) + COOKIE_SECONDS)
        return f"{until}.{self._sign(until)}"

    def _is_right(self, path: Path, code: str) -> bool:
        try:
            kept = json.loads(path.read_text(encoding="ascii"))
            digest, until = str(kept["sha256"]), float(kept["until"])
        except FileNotFoundError:
            return False
        except (ValueError, LookupError, TypeError):  # half a file, or somebody's own
            return False
        return _same(digest, _digest(code[:MOST_CHARS])) and 0 < until - self._clock() <= CODE_SECONDS

    def _sign(self, text: str) -> str:
        secret = server_secret(self._home / SIGNING_FILE)
        return hmac.new(secret, f"admin {text}".encode(), "sha256").hexdigest()


def cookie_name(secure: bool) -> str:
    """What the cookie is called; over https no other host and no plain page can set one of that name."""
    return f"__Host-{COOKIE}" if secure else COOKIE


def cookie_of(value: str, secure: bool) -> str:
    """The Set-Cookie header: out of reach for scripts, never sent along from other sites."""
    parts = f"{cookie_name(secure)}={value}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict"
    return parts + ("; Secure" if secure else "")


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
