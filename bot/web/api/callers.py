"""Who calls: the headers of a request -> a caller. Knows keys and tokens, nothing of what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.web.api.keys import Key, Keys
from bot.web.api.ledger import Owner
from bot.web.api.problems import Problem
from bot.web.api.tokens import Claim, TokenExpired, TokenRefused, Tokens, vouched

HOW_TO_BEGIN = "this server has no keys yet; make one with: offtrail key new NAME --origin https://YOUR.PAGE"
MOST_SHOWN_CHARS = 4_096


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is let in.

    Attributes:
        key: Whose.
        user: Vouched for by the key's owner, "" for a visitor without a name.
        secret: It is the owner's server, and not a page.
        visit: Tells visitors without a name apart.
    """

    key: Key
    user: str = ""
    secret: bool = False
    visit: str = ""

    @property
    def owner(self) -> Owner:
        """Of the sessions this caller begins."""
        return Owner(self.key.name, self.user)

    @property
    def asker(self) -> Owner:
        """Of idempotency keys: what one visitor asks twice is not told to another who chose the same name."""
        who = "server" if self.secret else f"user {self.user}" if self.user else f"visit {self.visit}"
        return Owner(self.key.name, who)


class Callers:
    """Lets callers in, or says why not."""

    def __init__(self, keys: Keys, tokens: Tokens) -> None:
        self.keys = keys
        self._tokens = tokens

    def of(self, headers: Mapping[str, str]) -> Caller:
        """The caller of a request by its Authorization header.

        Raises:
            Problem: No key or token, a wrong one, one that expired, or one of another origin.
        """
        self.check_there_are_keys()
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not shown or len(shown) > MOST_SHOWN_CHARS:
            raise Problem("not-authorised", "send Authorization: Bearer with a secret key or a token of /v1/token")
        shown = shown.strip()
        if shown.startswith("pk_"):
            raise Problem("not-authorised", "a public key opens nothing by itself; trade it at POST /v1/token")
        return self._server(shown) if shown.startswith("sk_") else self._page(shown, headers.get("origin"))

    def token(self, public: str, origin: str | None, user: str | None, user_hmac: str | None) -> str:
        """A token for a page.

        Raises:
            Problem: Not a public key, not from one of its origins, or the user is not vouched for.
        """
        self.check_there_are_keys()
        key = self.keys.public(public)
        if key is None:
            raise Problem("not-authorised", "that is no public key of this server (pk_...)")
        if origin is None or origin not in key.origins:
            raise _elsewhere(origin)
        if user is not None and not vouched(key, user, user_hmac or ""):
            raise Problem(
                "identity-not-proved",
                "user_hmac must be the hex HMAC-SHA256 of user, keyed with the hex SHA-256 of the secret key; "
                "make it on your server",
            )
        return self._tokens.make(Claim(public, origin, user or ""))

    def check_there_are_keys(self) -> None:
        """Raises:
        Problem: There are none, and what to do.
        """
        if not self.keys.all():
            raise Problem("not-authorised", HOW_TO_BEGIN)

    def _server(self, secret: str) -> Caller:
        key = self.keys.secret(secret)
        if key is None:
            raise Problem("not-authorised", "that is no secret key of this server, or no longer")
        return Caller(key, secret=True)

    def _page(self, token: str, origin: str | None) -> Caller:
        try:
            claim = self._tokens.read(token)
        except TokenExpired as error:
            raise Problem("token-expired", str(error)) from error
        except TokenRefused as error:
            raise Problem("not-authorised", str(error)) from error
        key = self.keys.public(claim.public)
        if key is None:
            raise Problem("not-authorised", "the key of this token was taken back")
        if origin != claim.origin or origin not in key.origins:
            raise _elsewhere(origin)
        return Caller(key, claim.user, visit=claim.visit)


def _elsewhere(origin: str | None) -> Problem:
    sent = "none" if origin is None else repr(origin[:100])
    return Problem("origin-not-listed", f"the Origin header must be one of the key's origins, got {sent}")
