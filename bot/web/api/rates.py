"""Who a request counts for, and how many a minute that one may make. Knows nothing of what is asked for.

A stranger costs only the address it came from, a visitor only itself and its address, so that nobody outside can
use up what a key's owner or other visitors have.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from starlette.types import Scope

from bot.web.api.callers import Caller
from bot.web.api.limits import Limits
from bot.web.api.problems import Problem

STRANGER_PER_MINUTE = 120  # of an address: tokens, and requests that are not let in
VISITOR_PER_MINUTE = 60
ADDRESS_PER_MINUTE = 600  # by pages; an office or a mobile network is many visitors
PAGES_PER_MINUTE = 6_000  # of a key, all its visitors together
SERVER_PER_MINUTE = 600  # of a key, apart from its pages
PREFIX_BITS = 64  # of IPv6: what one household has


class Rates:
    """One set of buckets each for strangers, visitors, addresses, pages and servers."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._strangers = Limits(STRANGER_PER_MINUTE, clock)
        self._visitors = Limits(VISITOR_PER_MINUTE, clock)
        self._addresses = Limits(ADDRESS_PER_MINUTE, clock)
        self._pages = Limits(PAGES_PER_MINUTE, clock)
        self._servers = Limits(SERVER_PER_MINUTE, clock)

    def stranger(self, address: str) -> None:
        """Counts a request for a token, or one that was not let in.

        Raises:
            Problem: There were too many in a minute; so for the others.
        """
        take(self._strangers, address, "this address and no valid key")

    def caller(self, caller: Caller, address: str) -> None:
        """Counts a request that was let in; one that is refused for its visitor costs nobody else."""
        if caller.secret:
            take(self._servers, caller.key.name, "this secret key")
            return
        take(self._visitors, f"{caller.key.name} {caller.asker.user}", "this token or user")
        take(self._addresses, address, "this address")
        take(self._pages, caller.key.name, "this key by all pages together")


def take(limits: Limits, name: str, whose: str) -> None:
    """Counts a request.

    Raises:
        Problem: There were too many in a minute.
    """
    if wait := limits.take(name):
        raise Problem("too-many-requests", f"too many requests with {whose}; try again in {wait} s", wait)


def address_of(scope: Scope) -> str:
    """Where a request comes from, as far as one visitor has it: of an IPv6 address its first half."""
    client = scope.get("client")
    if not client:
        return ""
    try:
        address = ip_address(client[0].partition("%")[0])
    except ValueError:  # a socket file, a test
        return str(client[0])
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> PREFIX_BITS << PREFIX_BITS))
