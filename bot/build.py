"""Settings -> Bot. Names the concrete parts of a bot; `indexing.py` names the encoder of an index."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clarify import clarify
from bot.examples import examples
from bot.foreign import refuse_foreign_bot
from bot.hopeless import hopeless
from bot.intent import Parser
from bot.intent.following import FollowingParser
from bot.intent.gazetteer import Gazetteer
from bot.intent.learned.tagged import Tags
from bot.intent.learned.tagger import load_taggers
from bot.intent.rules import RuleParser
from bot.interested import Following
from bot.knowledge.consult import Articles, Knowledge, nothing
from bot.knowledge.fresh import FreshArticles
from bot.knowledge.unanswered import FILE as UNANSWERED
from bot.knowledge.unanswered import Unanswered
from bot.memory import FILE as TALKS
from bot.memory import SqliteMemory
from bot.messages import Language
from bot.settings import Settings
from bot.turn import Bot
from bot.wording import never
from bot.writer.choose import Wanted, choose
from bot.writer.grounded import ReplyWriter
from ranker.interest_ranker import InterestRanker
from ranker.interested import Interested, Nobody
from ranker.rank import FusionRanker
from retriever.building import Progress, build_index
from retriever.catalogue import file_sha256, read_catalogue
from retriever.encode import EncoderMissing, Encoders, SentenceEncoder, packaged_weights
from retriever.generations import IndexMismatch, IndexMissing
from retriever.items import Item
from retriever.live import LiveIndex
from retriever.manifest import catalogue_named, read_manifest
from retriever.multilingual import UniversalEncoder
from retriever.search import LongTailRetriever
from retriever.snapshot import count_changes
from retriever.speaking import speaks
from retriever.store import stores

EMBEDDED = "films.jsonl"


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything but the writer and the memory: what finds and orders items."""

    live: LiveIndex
    parser: Parser
    retriever: LongTailRetriever
    ranker: FusionRanker
    interested: Callable[[], Interested]
    told: Callable[[], str]
    reads: tuple[Language, ...]  # languages that the learnt reader reads
    item_of: Callable[[str], Item | None]
    encoders: Encoders


def build(settings: Settings, progress: Progress = lambda *_: None) -> Bot:
    """Puts a bot together; see `build_served`."""
    return build_served(settings, progress)[0]


def build_served(settings: Settings, progress: Progress = lambda *_: None) -> tuple[Bot, LiveIndex]:
    """Puts a bot together, and its catalogue, to be changed while it answers.

    Indexes the embedded catalogue when nothing was indexed yet.

    Raises:
        EncoderMissing, TaggerMissing, WeightsMissing, IndexMissing, IndexMismatch, IndexBusy, MemoryUnusable,
        ArticleError: A part is not there or does not fit; each says what to do.
    """
    refuse_foreign_bot()
    parts = build_parts(settings, progress)
    chosen = choose(wanted(settings))
    memory = SqliteMemory.open(settings.home / TALKS, parts.item_of, time.time)
    manifest = parts.live.index.manifest
    knowledge, articles = open_knowledge(settings, parts.encoders, parts.item_of)
    bot = Bot(
        parser=parts.parser,
        retriever=parts.retriever,
        ranker=parts.ranker,
        memory=memory,
        writer=ReplyWriter(
            chosen.writer, chosen.prompt, settings.tone, speaks=lambda text: speaks(parts.live.index, text)
        ),
        item_of=parts.item_of,
        past_of=lambda user: parts.interested().past(user),
        examples=examples(parts.live.index.items),
        about=(
            f"catalogue: {len(parts.live.index.row):,} items of {Path(manifest.catalogue).name}, "
            f"indexed {manifest.built_at}",
            f"encoder: {manifest.encoder}"
            + (f", for other languages {manifest.multilingual}" if manifest.multilingual else ""),
            f"store: {manifest.store}",
            f"ranker: {parts.ranker.name}",
            f"interest model: {parts.told()}",
            f"parser: rules, a learnt reader ({', '.join(parts.reads)})"
            + (f" and {settings.reader}" if settings.reader else ""),
            *articles,
            f"writer: {chosen.why}",
        ),
        n=settings.n,
        niche=settings.niche,
        contact=settings.contact or "",
        clarify=clarify if settings.clarify == "on" else never,
        hopeless=hopeless,
        knowledge=knowledge,
        hand_over=Unanswered(settings.home / UNANSWERED, time.time) if settings.articles else never,
    )
    return bot, parts.live


def wanted(settings: Settings) -> Wanted:
    """What the settings say of the writer."""
    return Wanted(
        settings.home / "models",
        settings.writer or ("auto" if settings.model or settings.server else "composer"),
        settings.model,
        settings.device,
        settings.quantize,
        settings.server,
        settings.server_key,
    )


def build_parts(settings: Settings, progress: Progress = lambda *_: None) -> Parts:
    """Opens the index with its encoder, and what searches and orders it."""
    encoders = load_encoders(settings)
    ensure_index(settings, encoders, progress)
    live = LiveIndex(settings.index_folder, encoders, stores(settings.store, settings.store_token))

    def item_of(id_: str) -> Item | None:
        return live.index.item_of(id_)

    follow = Following(settings.interest_folder, lambda: live.index)
    used: Callable[[], Interested] = follow if settings.interest == "auto" else Nobody
    retriever = LongTailRetriever(lambda: live.index, encoders, lambda index, query: used().leg(index, query))
    taggers = load_taggers(packaged_weights())
    parser = FollowingParser(lambda: live.index, parsers(settings, item_of, taggers))
    ranker: FusionRanker = InterestRanker(item_of, retriever.vectors_of, retriever.connections, used)
    if settings.interest == "off":
        ranker = FusionRanker(item_of, retriever.vectors_of, retriever.connections)
    used()  # loads it now and not in somebody's first turn
    told = (lambda: follow.told) if settings.interest == "auto" else (lambda: "not used (interest=off)")
    return Parts(live, parser, retriever, ranker, used, told, tuple(taggers), item_of, encoders)


def open_knowledge(
    settings: Settings, encoders: Encoders, item_of: Callable[[str], Item | None]
) -> tuple[Knowledge, tuple[str, ...]]:
    """What answers questions of service, and a line that tells of it; nothing where no articles are set."""
    if settings.articles is None:
        return nothing, ()
    fresh = FreshArticles.open(settings.articles, settings.home / "articles", encoders)
    name = settings.articles.resolve().name  # visitors read it too: no path of this machine
    return Articles(fresh, item_of=item_of), (f"articles: {len(fresh.index.passages):,} passages of {name}",)


def parsers(
    settings: Settings, item_of: Callable[[str], Item | None], taggers: Mapping[Language, Tags]
) -> Callable[[Sequence[Item]], Parser]:
    """Makes the parser of a catalogue: rules with a learnt reader, and a language model where one is named.

    Raises:
        ReaderUnavailable: The model can't read here; says what to do.
    """
    if settings.reader is None:
        return lambda items: RuleParser(Gazetteer(items), item_of, taggers)
    from bot.intent.model.constrained import ConstrainedReader
    from bot.intent.model.merging import MergingParser

    reader = ConstrainedReader.load(settings.reader, settings.device)

    def parser_of(items: Sequence[Item]) -> Parser:
        names = Gazetteer(items)
        return MergingParser(RuleParser(names, item_of, taggers), reader.over(names.facets), names, item_of)

    return parser_of


def load_encoders(settings: Settings) -> Encoders:
    """The encoder of the catalogue and, where it is installed or asked for, the multilingual one.

    Raises:
        EncoderMissing: The encoder, or the multilingual one that is set to "on".
    """
    main = SentenceEncoder.load(settings.encoder, settings.device)
    if settings.multilingual == "off":
        return Encoders(main)
    try:
        return Encoders(main, UniversalEncoder.load())
    except EncoderMissing:
        if settings.multilingual == "on":
            raise
        return Encoders(main)  # doctor and the start-up lines tell which encoders there are


def ensure_index(settings: Settings, encoders: Encoders, progress: Progress) -> None:
    """Indexes the embedded catalogue where nothing was indexed, or where it has changed since.

    An index of it that somebody has changed is theirs and stays as it is.
    """
    embedded = embedded_catalogue()
    try:
        manifest = read_manifest(settings.index_folder)
    except IndexMissing:
        if settings.index is not None:
            raise  # a folder named by the person is theirs: say so, make nothing
    except IndexMismatch:
        if settings.index is not None or catalogue_named(settings.index_folder) != embedded.name:
            raise  # made by another version from a catalogue that only its owner has
    else:
        if Path(manifest.catalogue) != embedded or manifest.catalogue_sha256 == file_sha256(embedded):
            return
        if count_changes(settings.index_folder):
            return  # doctor tells
    kept = stores(settings.store, settings.store_token)
    build_index(read_catalogue(embedded), encoders, kept, settings.index_folder, datetime.now(), progress=progress)


def embedded_catalogue() -> Path:
    """The catalogue that comes along: inside the wheel, or in the checkout."""
    here = Path(__file__).resolve().parent
    found = next((p for p in (here / "catalogues", here.parent / "catalogues") if (p / EMBEDDED).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"the embedded catalogue {EMBEDDED} is missing; install offtrail again")
    return found / EMBEDDED
