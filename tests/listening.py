"""A real server around an ASGI app, in a thread. Knows nothing of the app."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp


def _plain(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)


@contextmanager
def listening(app: ASGIApp, config_of: Callable[[ASGIApp], uvicorn.Config] = _plain) -> Iterator[str]:
    """Its address, until the end of the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(config_of(app))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="test-listening")
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
