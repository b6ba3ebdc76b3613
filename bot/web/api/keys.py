"""The keys of those who may use the API: a TOML file. Knows nothing of requests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

PUBLIC = re.compile(r"pk_[A-Za-z0-9_-]{22}")
SECRET = re.compile(r"sk_[A-Za-z0-9_-]{43}")
HEX = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
MOST_HOST_CHARS = 253  # of DNS
FIELDS = {"name", "public", "secret_sha256", "origins"}


class KeysUnusable(ValueError):
    """The file of keys can't be used; says where, what came and what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """Who may use the API.

    Attributes:
        name: Theirs; sessions belong to it.
        public: Stands in their pages.
        secret_sha256: Of the secret key, which nobody keeps but they.
        origins: Where their pages are, each exactly as a browser sends it.
    """

    name: str
    public: str
    secret_sha256: str
    origins: tuple[str, ...]


def sha256(text: str) -> str:
    """In hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def origin_of(text: str) -> str:
    """An origin as browsers send it: scheme and host in small letters, no standard port, nothing after it.

    Raises:
        KeysUnusable: It is none, or one that stands for many ("*", "null").

    >>> origin_of("HTTPS://Shop.example:443/")
    'https://shop.example'
    """
    parts = urlsplit(text.strip())
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    wrong = rest or "*" in text or parts.scheme not in ("http", "https")
    if wrong or not host or not host.isascii() or len(host) > MOST_HOST_CHARS:
        raise KeysUnusable(f"an origin is https://HOST or http://HOST:PORT in ASCII, got {text!r:.100}")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (
        f":{port}" if port not in (None, {"http": 80, "https": 443}[parts.scheme]) else ""
    )


def new_key(name: str, origins: Sequence[str]) -> tuple[Key, str]:
    """A new key, and its secret, which can't be had again.

    Raises:
        KeysUnusable: A name or an origin that can't be.
    """
    if not NAME.fullmatch(name):
        raise KeysUnusable(f"a key's name is 1 to 64 letters, digits, - and _, got {name!r:.100}")
    secret = f"sk_{secrets.token_urlsafe(32)}"
    listed = tuple(dict.fromkeys(origin_of(origin) for origin in origins))
    return Key(name, f"pk_{secrets.token_urlsafe(16)}", sha256(secret), listed), secret


def read_keys(path: Path) -> tuple[Key, ...]:
    """All keys of a file.

    Raises:
        FileNotFoundError: There is none.
        KeysUnusable: It can't be read, or a key in it can't be.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeysUnusable(f"{path}: not a readable file of keys: {error}") from error
    rows = table.get("key", [])
    if set(table) - {"key"} or not isinstance(rows, list):
        raise KeysUnusable(f"{path}: only [[key]] tables belong here; make one with: offtrail key new NAME")
    keys = tuple(_key(f"{path}: key {place}", row) for place, row in enumerate(rows, 1))
    for field in ("name", "public", "secret_sha256"):
        values = [getattr(key, field) for key in keys]
        if twice := next((value for value in values if values.count(value) > 1), None):
            raise KeysUnusable(f"{path}: {field} {twice!r} stands there twice; take one out")
    return keys


def _key(where: str, row: object) -> Key:
    if not isinstance(row, dict) or set(row) != FIELDS:
        raise KeysUnusable(f"{where}: needs {', '.join(sorted(FIELDS))} and nothing else")
    for field, shape in (("name", NAME), ("public", PUBLIC), ("secret_sha256", HEX)):
        if not isinstance(row[field], str) or not shape.fullmatch(row[field]):
            raise KeysUnusable(f"{where}: {field} must look like {shape.pattern}, make it with: offtrail key new")
    origins = row["origins"]
    if not isinstance(origins, list) or not all(isinstance(origin, str) for origin in origins):
        raise KeysUnusable(f"{where}: origins must be a list of texts, got {origins!r:.100}")
    for origin in origins:
        if origin_of(origin) != origin:
            raise KeysUnusable(f"{where}: write the origin {origin!r} as {origin_of(origin)!r}")
    return Key(row["name"], row["public"], row["secret_sha256"], tuple(origins))


def add_key(path: Path, key: Key) -> None:
    """Writes a key behind those that are there; the file is its owner's alone.

    Raises:
        KeysUnusable: A key of that name is there, or the file can't be read with it or without; it is as it was.
    """
    if path.exists() and key.name in {other.name for other in read_keys(path)}:
        raise KeysUnusable(
            f"{path}: there is a key {key.name!r} already; choose another name or take it out there"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    origins = ", ".join(f'"{origin}"' for origin in key.origins)
    text = (
        f'[[key]]\nname = "{key.name}"\npublic = "{key.public}"\n'
        f'secret_sha256 = "{key.secret_sha256}"\norigins = [{origins}]\n\n'
    )
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "ab", buffering=0) as file:  # noqa: PTH123  # with its mode
        fcntl.flock(file, fcntl.LOCK_EX)  # what is taken out again must not be another's key
        before = path.read_bytes()
        try:
            file.write((b"\n" if before and not before.endswith(b"\n") else b"") + text.encode())
            _check_written(path, key)
        except (OSError, KeysUnusable) as error:
            file.truncate(len(before))
            raise KeysUnusable(
                f"{path}: no key can be added behind what stands there, the file is as it was; mend it: {error}"
            ) from error


def _check_written(path: Path, key: Key) -> None:
    if key not in read_keys(path):
        raise KeysUnusable(f"of the key {key.name!r} only a part could be written")


class Keys:
    """The keys in force; a file that changes is read again."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    def all(self) -> tuple[Key, ...]:
        """None where there is no file.

        Raises:
            KeysUnusable: The file is there and can't be used: nobody gets in until it is mended.
        """
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                self._keys = read_keys(self._path) if self._path is not None and stamp else ()
                self._seen = stamp
            return self._keys

    def public(self, public: str) -> Key | None:
        """The key that stands in a page."""
        return next((key for key in self.all() if same(key.public, public)), None)

    def secret(self, secret: str) -> Key | None:
        """The key that a server shows."""
        digest = sha256(secret)
        return next((key for key in self.all() if same(key.secret_sha256, digest)), None)

    def origins(self) -> frozenset[str]:
        """Of all keys."""
        return frozenset(origin for key in self.all() for origin in key.origins)

    def _stamp(self) -> tuple[int, int, int] | None:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def same(one: str, other: str) -> bool:
    """Compared in a time that does not tell how much of it is right."""
    return compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
