"""Reads the body of a request, so much and so long and no more. Knows nothing of what it says."""

from __future__ import annotations

import asyncio
from typing import Literal

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

BODY_SECONDS = 10.0  # a sender that drips holds memory and a connection

TooMuch = Literal["large", "slow"]


async def read_body(receive: Receive, most_bytes: int, seconds: float = BODY_SECONDS) -> bytes | TooMuch:
    """The whole body, counted as it comes, for a sender need not say its length.

    Returns:
        "large" as soon as it has more than `most_bytes`, "slow" where it is not whole after `seconds`.
    Raises:
        ClientDisconnect: The sender left before it was whole.
    """
    body, more = bytearray(), True
    try:
        async with asyncio.timeout(seconds):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > most_bytes:
                    return "large"
    except TimeoutError:
        return "slow"
    return bytes(body)


def again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read already, and then whatever comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
