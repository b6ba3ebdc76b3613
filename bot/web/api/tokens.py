"""Tokens of fifteen minutes for pages: signed, bound to key, origin and user. Knows nothing of requests."""

from __future__ import annotations

import binascii
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.web.api.keys import Key, same

TOKEN_SECONDS = 900
MOST_CHARS = 2_000
SECRET_BYTES = 32


class TokenRefused(ValueError):
    """Not one of ours."""


class TokenExpired(TokenRefused):
    """One of ours, too old."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says.

    Attributes:
        public: Of the key it was made for.
        origin: Of the page it was made for.
        user: Vouched for by the key's owner, "" for a visitor without a name.
        visit: Tells visitors without a name apart; of this token only.
    """

    public: str
    origin: str
    user: str = ""
    visit: str = ""


class Tokens:
    """Makes and reads tokens with one secret."""

    def __init__(self, secret: bytes, clock: Callable[[], float]) -> None:
        self._secret = secret
        self._clock = clock

    def make(self, claim: Claim) -> str:
        """A token that holds from now on."""
        until = int(self._clock()) + TOKEN_SECONDS
        said = [claim.public, claim.origin, claim.user, secrets.token_urlsafe(12), until]
        text = json.dumps(said, ensure_ascii=False)  # an escaped emoji takes three times the room
        body = urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).rstrip(b"=")
        return f"{body.decode()}.{self._sign(body)}"

    def read(self, token: str) -> Claim:
        """What it says.

        Raises:
            TokenRefused: It was not made here, or was changed.
            TokenExpired: It is over; or so new that a clock was set back.
        """
        body, _, signature = token.partition(".")
        if len(token) > MOST_CHARS or not same(self._sign(body.encode("utf-8", "replace")), signature):
            raise TokenRefused("the token was not made here or was changed")
        try:
            public, origin, user, visit, until = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (binascii.Error, ValueError) as error:
            raise TokenRefused("the token was not made here or was changed") from error
        if not 0 < until - self._clock() <= TOKEN_SECONDS:
            raise TokenExpired("the token holds no longer; fetch a new one at /v1/token")
        return Claim(public, origin, user, visit)

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._secret, body, "sha256").hexdigest()


def vouched(key: Key, user: str, user_hmac: str) -> bool:
    """True where whoever holds the secret key vouches for this user."""
    wanted = hmac.new(key.secret_sha256.encode("ascii"), user.encode("utf-8", "replace"), "sha256").hexdigest()
    return same(wanted, user_hmac.lower())


def server_secret(path: Path) -> bytes:
    """The secret in a file, made where there is none; its owner's alone.

    Raises:
        OSError: It can't be read or made.
        ValueError: The file holds something else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123  # with its mode
            file.write(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(fresh, path)  # whole or not at all; of two processes that begin together one wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise ValueError(
            f"{path}: holds {len(secret)} bytes instead of {SECRET_BYTES}; remove it, tokens then end"
        )
    return secret
