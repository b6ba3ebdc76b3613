"""Settings -> Bot. Names the concrete parts of a bot; `indexing.py` names the encoder of an index."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import packages_distributions
from pathlib import Path

from bot.answers import example_requests
from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from bot.memory import SqliteMemory
from bot.settings import Settings
from bot.turn import Bot
from bot.writer.choose import choose
from ranker.rank import SimilarityRanker
from retriever.catalogue import file_sha256, read_catalogue
from retriever.encode import Encoder, SentenceEncoder
from retriever.index import IndexMissing, Progress, build_index, open_index, read_manifest
from retriever.items import Item
from retriever.search import LongTailRetriever

EMBEDDED = "films.jsonl"


class ForeignBot(ImportError):
    """Another distribution ships a top-level package of the same name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything but the writer and the memory: what finds and orders items."""

    parser: RuleParser
    retriever: LongTailRetriever
    ranker: SimilarityRanker
    item_of: Callable[[str], Item | None]


def build(settings: Settings, progress: Progress = lambda *_: None) -> Bot:
    """Puts a bot together; indexes the embedded catalogue when nothing was indexed yet.

    Raises:
        EncoderMissing, WeightsMissing, IndexMissing, IndexMismatch, IndexBusy, MemoryUnusable: A part
            is not there or does not fit; each says what to do.
    """
    refuse_foreign_bot()
    parts = build_parts(settings, progress)
    chosen = choose(settings.writer, settings.model, settings.device, settings.home / "models")
    memory = SqliteMemory.open(settings.home / "talks.sqlite3", parts.item_of, time.time)
    manifest = parts.retriever.index.manifest
    index = parts.retriever.index
    return Bot(
        parser=parts.parser,
        retriever=parts.retriever,
        ranker=parts.ranker,
        memory=memory,
        writer=chosen.writer,
        item_of=lambda id_: index.items[index.row[id_]],
        examples=example_requests(index.items),
        about=(
            f"catalogue: {manifest.items:,} items of {Path(manifest.catalogue).name}, indexed {manifest.built_at}",
            f"encoder: {manifest.encoder}",
            f"ranker: {parts.ranker.name}",
            f"writer: {chosen.why}",
        ),
        n=settings.n,
        niche=settings.niche,
    )


def build_parts(settings: Settings, progress: Progress = lambda *_: None) -> Parts:
    """Opens the index with its encoder, and what searches and orders it."""
    encoder = SentenceEncoder.load(settings.encoder, settings.device)
    ensure_index(settings, encoder, progress)
    index = open_index(settings.index_folder, encoder)

    def item_of(id_: str) -> Item | None:
        row = index.row.get(id_)
        return None if row is None else index.items[row]

    retriever = LongTailRetriever(index, encoder)
    parser = RuleParser(Gazetteer(index.items), item_of)
    return Parts(parser, retriever, SimilarityRanker(item_of, retriever.vectors_of), item_of)


def ensure_index(settings: Settings, encoder: Encoder, progress: Progress) -> None:
    """Indexes the embedded catalogue where nothing was indexed, or where it has changed since."""
    embedded = embedded_catalogue()
    try:
        manifest = read_manifest(settings.index_folder)
    except IndexMissing:
        if settings.index is not None:
            raise  # a folder named by the person is theirs: say so, make nothing
    else:
        if Path(manifest.catalogue) != embedded or manifest.catalogue_sha256 == file_sha256(embedded):
            return
    build_index(read_catalogue(embedded), encoder, settings.index_folder, datetime.now(), progress)


def embedded_catalogue() -> Path:
    """The catalogue that comes along: inside the wheel, or in the checkout."""
    here = Path(__file__).resolve().parent
    found = next((p for p in (here / "catalogues", here.parent / "catalogues") if (p / EMBEDDED).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"the embedded catalogue {EMBEDDED} is missing; install offtrail again")
    return found / EMBEDDED


def refuse_foreign_bot() -> None:
    """Another distribution with a top-level `bot` overwrites ours silently; say so instead.

    Raises:
        ForeignBot: Names the other distribution.
    """
    others = set(packages_distributions().get("bot", [])) - {"offtrail"}
    if others:
        raise ForeignBot(
            f"{', '.join(sorted(others))} also installs a package named 'bot' into this environment, "
            "and one overwrites the other; give offtrail a virtual environment of its own"
        )
