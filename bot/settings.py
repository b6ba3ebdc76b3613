"""Settings, read once: defaults < TOML file < environment < flags. Everyone else gets plain arguments."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, get_args

WriterKind = Literal["auto", "llama.cpp", "transformers", "server", "composer"]
Quantize = Literal["none", "8bit", "4bit"]
Multilingual = Literal["auto", "on", "off"]
InterestUse = Literal["auto", "off"]
Clarify = Literal["on", "off"]
Tone = Literal["friendly", "brief"]

CHOICES = {
    "writer": get_args(WriterKind),
    "quantize": get_args(Quantize),
    "tone": get_args(Tone),
    "multilingual": get_args(Multilingual),
    "interest": get_args(InterestUse),
    "clarify": get_args(Clarify),
}

NUMBERS = {"n": (1, 20), "port": (0, 65_535), "keep_days": (0, 36_500)}
PATHS = ("home", "index", "articles", "keys", "media")
LISTS = ("hosts", "proxies")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]+\]")
LOOPBACK = ("127.0.0.1", "::1")

PREFIX = "OFFTRAIL_"


class SettingsError(ValueError):
    """A setting is unknown or has a value it can't have; says where it came from."""


def user_home() -> Path:
    """The folder of this person for program data, as the system has it."""
    from platformdirs import user_data_path

    return user_data_path("offtrail", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set.

    Attributes:
        home: Folder of talks, converted weights and, by default, the index.
        index: Folder of the index; None means `home`/index.
        store: Where vectors are kept: "chroma", "exact", or the address of a Chroma server, "http://host:port".
        store_token: Bearer token for that server; from the environment or a file, never shown.
        multilingual: A second encoder for requests in other languages: "auto" uses it where it is installed.
        encoder: "all-MiniLM-L6-v2" (packaged), a folder or a hub model.
        writer: Who writes the text; "auto" chooses by hardware and says why. None composes, as readers preferred
            that to the packaged model (docs/benchmarks.md), unless a model or a server is named.
        model: Folder, GGUF file or hub name for the writer, or a model of the server; None means the packaged
            SmolLM2 with Offtrail's adapter, or the server's first.
        device: "cuda", "cuda:1", "mps", "cpu"; None chooses.
        quantize: Weights of a transformers writer in 8 or 4 bits (bitsandbytes).
        server: Address of an OpenAI-compatible server that writes, e.g. "http://127.0.0.1:8080/v1".
        server_key: Its key; from the environment or a file, never shown.
        tone: How replies sound: "friendly", or "brief" with a sentence for each item.
        n: Items in an answer, 1 to 20.
        niche: Pull to the long tail when the person says nothing of it, 0 to 1.
        interest: The trained model of interest: "auto" uses it where there is one that fits.
        reader: Folder or hub model that reads what people say, beside the rules; None leaves it to the rules.
        clarify: Whether an answer may end with a question that narrows the wish.
        contact: Whom to ask about orders and accounts, in words; told where somebody asks the bot.
        articles: Folder of articles (Markdown, HTML, CSV) that answer questions of service; None for none.
        keys: File of the keys that open the API, see `offtrail key new`; None means `home`/keys.toml.
        media: Folder of pictures of items; None for none.
        host, port: Where the page is served.
        hosts: Further names it may be called by: the public ones, behind a proxy.
        proxies: Addresses or networks whose X-Forwarded-For and -Proto are believed. None given means this
            machine's own where `hosts` are named, and nobody's otherwise.
        keep_days: Talks that nobody touched for so long are deleted by `offtrail serve`; 0 keeps them for ever.
            The page's cookie is over after 30; 90 leaves the shop a quarter to look into what was asked.
    """

    home: Path = field(default_factory=user_home)
    index: Path | None = None
    store: str = "chroma"
    store_token: str | None = field(default=None, repr=False)
    multilingual: Multilingual = "auto"
    encoder: str = "all-MiniLM-L6-v2"
    writer: WriterKind | None = None
    model: str | None = None
    device: str | None = None
    quantize: Quantize = "none"
    server: str | None = None
    server_key: str | None = field(default=None, repr=False)
    tone: Tone = "friendly"
    n: int = 5
    niche: float = 0.5
    interest: InterestUse = "auto"
    reader: str | None = None
    clarify: Clarify = "on"
    contact: str | None = None
    articles: Path | None = None
    keys: Path | None = None
    media: Path | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    keep_days: int = 90

    @property
    def believed(self) -> tuple[str, ...]:
        """The proxies that are believed."""
        return self.proxies or (LOOPBACK if self.hosts else ())

    @property
    def index_folder(self) -> Path:
        """Where the index is."""
        return self.index or self.home / "index"

    @property
    def keys_file(self) -> Path:
        """Where the keys of the API are."""
        return self.keys or self.home / "keys.toml"

    @property
    def interest_folder(self) -> Path:
        """Where the versions of the interest model are."""
        return self.home / "models" / "interest"


def read_settings(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    config: Path | None = None,
) -> Settings:
    """Puts the settings together.

    Args:
        flags: Field -> value; None values are left out.
        environment: OFFTRAIL_HOME, OFFTRAIL_WRITER, ...; the process's own when None.
        config: TOML file; OFFTRAIL_CONFIG when None.
    Raises:
        SettingsError: Unknown name, or a value that can't be.
        FileNotFoundError: The TOML file is not there.
    """
    environment = os.environ if environment is None else environment
    named = config or (Path(environment[PREFIX + "CONFIG"]) if environment.get(PREFIX + "CONFIG") else None)
    values: dict[str, Any] = {}
    if named is not None:
        values |= _checked(_toml(named), str(named))
    from_environment = {
        spec.name: environment[PREFIX + spec.name.upper()]
        for spec in fields(Settings)
        if environment.get(PREFIX + spec.name.upper())
    }
    values |= _checked(from_environment, "environment " + PREFIX + "*")
    values |= _checked({name: value for name, value in (flags or {}).items() if value is not None}, "flags")
    return Settings(**values)


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file (settings)")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error


def _checked(values: Mapping[str, object], origin: str) -> dict[str, Any]:
    known = {spec.name for spec in fields(Settings)}
    if unknown := sorted(set(values) - known):
        raise SettingsError(f"{origin}: unknown setting {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return {name: _value(name, value, origin) for name, value in values.items()}


def _value(name: str, value: object, origin: str) -> Any:
    if name in LISTS:
        return _listed(name, value, origin)
    if not isinstance(value, str | int | float | Path):
        raise SettingsError(f"{origin}: {name} must be text or a number, got {value!r}")
    text = str(value)
    if name in PATHS:
        return Path(text).expanduser()
    if name in CHOICES and text not in CHOICES[name]:
        raise SettingsError(f"{origin}: {name} must be one of {', '.join(CHOICES[name])}, got {text!r}")
    if name in NUMBERS:
        return int(_number(name, text, origin, *NUMBERS[name]))
    if name == "niche":
        return _number(name, text, origin, 0, 1)
    return text


def _listed(name: str, value: object, origin: str) -> tuple[str, ...]:
    """A list, or text with commas between."""
    parts = value if isinstance(value, list | tuple) else str(value).split(",")
    texts = tuple(dict.fromkeys(text for part in parts if (text := str(part).strip().casefold())))
    for text in texts:
        if name == "hosts" and not HOST.fullmatch(text):
            raise SettingsError(
                f"{origin}: hosts must be names as in https://NAME, without scheme, port, path or *, got {text!r}"
            )
        if name == "proxies" and not _is_network(text):
            raise SettingsError(
                f"{origin}: proxies must be addresses or networks such as 10.0.0.5 or 10.0.0.0/24, got {text!r}"
            )
    return texts


def _is_network(text: str) -> bool:
    try:
        return bool(ip_network(text))
    except ValueError:
        return False


def _number(name: str, text: str, origin: str, low: float, high: float) -> float:
    try:
        number = float(text) if name == "niche" else int(text)
    except ValueError as error:
        raise SettingsError(f"{origin}: {name} must be a number, got {text!r}") from error
    if not low <= number <= high:
        raise SettingsError(f"{origin}: {name} must be between {low:g} and {high:g}, got {text}")
    return number
