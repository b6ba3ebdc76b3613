"""An `offtrail serve` with keys and a home of its own, for benchmarks/load.py. Knows nothing of who talks."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil

START_SECONDS = 300


@dataclass(frozen=True)
class Server:
    """The server under load."""

    address: str
    process: psutil.Process

    def mebibytes(self) -> float:
        """What it holds of the memory, with its children."""
        every = (self.process, *self.process.children(recursive=True))
        return float(sum(process.memory_info().rss for process in every)) / 2**20


def new_keys(path: Path, count: int) -> list[str]:
    """Writes so many keys; their secrets."""
    found = [f"sk_{secrets.token_urlsafe(32)}" for _ in range(count)]
    rows = [
        f'[[key]]\nname = "load-{number}"\npublic = "pk_{secrets.token_urlsafe(16)}"\n'
        f'secret_sha256 = "{hashlib.sha256(secret.encode()).hexdigest()}"\norigins = []\n'
        for number, secret in enumerate(found)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    path.chmod(0o600)
    return found


@contextmanager
def serving(home: Path, keys: Path, writer: str) -> Iterator[Server]:
    """`offtrail serve` with a home of its own, once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port), "--writer", writer]
    environment = os.environ | {"OFFTRAIL_HOME": str(home), "OFFTRAIL_KEYS": str(keys)}
    log = home / "serve.log"
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(command, env=environment, stderr=file) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, process, log)
            yield Server(address, psutil.Process(process.pid))
        finally:
            process.terminate()


def wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once the server says that it can answer; ends the program where it never does."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx2.get(f"{address}/readyz", trust_env=False).status_code == 200:
                print(*(line for line in log.read_text("utf-8").splitlines() if line.startswith("writer")))
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.2)
    sys.exit(f"the server did not get ready:\n{log.read_text('utf-8')}")
