"""A ten-item shop and eight films, as records and as real files. Knows nothing of what is tested with them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from bot.messages import Session, Turn
from ranker.rank import FusionRanker, Ranked
from retriever.building import Made, build_index
from retriever.catalogue import Catalogue, read_catalogue
from retriever.encode import Encoders, HashingEncoder, Vectors
from retriever.index import Index
from retriever.items import Item, Query
from retriever.live import LiveIndex
from retriever.search import LongTailRetriever
from retriever.store import stores

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
ENCODER = HashingEncoder()
ENCODERS = Encoders(ENCODER)
STORES = stores("chroma")

Record = dict[str, Any]

# Counts from most to least: river 500, sencha 300, moka 210, boots-fell 120, lapsang 40, boots-tundra 15,
# chess 9, lantern 4, grinder 2, blanket 0.
SHOP: tuple[Record, ...] = (
    {
        "id": "lapsang", "title": "Lapsang Souchong", "brand": "Wuyi Leaf", "country": "China", "category": "tea",
        "tags": ["smoky", "black tea"], "price": 12.5, "count": 40,
        "description": "Loose leaves dried over a pinewood fire.",
    },
    {
        "id": "sencha", "title": "Uji Sencha", "brand": "Kyoen", "country": "Japan", "category": "tea",
        "tags": ["grassy", "green tea"], "price": 18.0, "count": 300,
        "description": "First harvest, steamed the same morning.",
    },
    {
        "id": "boots-fell", "title": "Fell Walking Boots", "brand": "Cragside", "country": "United Kingdom",
        "category": "boots", "tags": ["waterproof", "leather"], "price": 149.0, "count": 120,
        "description": "Stiff soles for steep and stony ground.",
    },
    {
        "id": "boots-tundra", "title": "Tundra Winter Boots", "brand": "Northmoor", "country": "Canada",
        "category": "boots", "tags": ["waterproof", "warm"], "price": 180.0, "count": 15,
        "description": "Felt lining that takes forty degrees of frost.",
    },
    {
        "id": "river", "title": "River Trade", "brand": "Holzmann", "country": "Germany", "category": "games",
        "tags": ["two players", "strategy"], "price": 35.0, "count": 500,
        "description": "Barges, locks and a market that never sits still.",
    },
    {
        "id": "lantern", "title": "Lantern Town", "brand": "Atelier Lune", "country": "France",
        "category": "games", "tags": ["cooperative", "family"], "price": 29.0, "count": 4,
        "description": "Everybody keeps the same lights burning until dawn.",
    },
    {
        "id": "moka", "title": "Three Cup Moka Pot", "brand": "Officina Alba", "country": "Italy",
        "category": "coffee", "tags": ["aluminium", "stovetop"], "price": 24.0, "count": 210,
        "description": "An eight-sided pot for the gas ring.",
    },
    {
        "id": "grinder", "title": "Hand Grinder", "brand": "Kyoen", "country": "Japan", "category": "coffee",
        "tags": ["ceramic", "travel"], "price": 59.0, "count": 2,
        "description": "Slow, silent and small enough for a rucksack.",
    },
    {  # no country on record
        "id": "blanket", "title": "Harrow Wool Blanket", "brand": "Harrow", "country": None, "category": "home",
        "tags": ["warm", "wool"], "price": 75.0, "count": 0,
        "description": "Woven double and washed until it is soft.",
    },
    {
        "id": "chess", "title": "Walnut Chess Set", "brand": "Sheesham House", "country": "India",
        "category": "games", "tags": ["two players", "wooden"], "price": 42.0, "count": 9,
        "description": "Turned by hand, weighted with lead.",
    },
)  # fmt: skip

FILMS: tuple[Record, ...] = (
    {
        "id": "cleo", "title": "Cleo from 5 to 7", "original_title": "Cléo de 5 à 7", "year": 1962,
        "director": ["Agnès Varda"], "cast": ["Corinne Marchand"], "country": ["France"], "runtime": 90,
        "genres": ["drama"], "moods": ["melancholic"], "themes": ["Paris", "singer"], "ratings": 12,
        "description": "A singer walks about town for two hours, waiting for a doctor's word.",
    },
    {
        "id": "vagabond", "title": "Vagabond", "original_title": "Sans toit ni loi", "year": 1985,
        "director": ["Agnès Varda"], "cast": ["Sandrine Bonnaire"], "country": ["France", "United Kingdom"],
        "runtime": 105, "genres": ["drama"], "moods": ["bleak"], "themes": ["homelessness", "winter"],
        "ratings": 5, "description": "The last weeks of a young drifter, told by those who met her.",
    },
    {
        "id": "alien", "title": "Alien", "original_title": None, "year": 1979, "director": ["Ridley Scott"],
        "cast": ["Sigourney Weaver"], "country": ["United Kingdom", "United States"], "runtime": 117,
        "genres": ["science fiction", "horror"], "moods": ["tense"], "themes": ["spaceship"], "ratings": 180,
        "description": "A freighter's crew answers a signal and brings something back.",
    },
    {
        "id": "stalker", "title": "Stalker", "original_title": None, "year": 1979,
        "director": ["Andrei Tarkovsky"], "cast": ["Alexander Kaidanovsky"], "country": ["Soviet Union"],
        "runtime": 162, "genres": ["science fiction", "drama"], "moods": ["hypnotic"], "themes": ["faith"],
        "ratings": 30, "description": "A guide leads two men into a forbidden zone.",
    },
    {
        "id": "close-up", "title": "Close-Up", "original_title": None, "year": 1990,
        "director": ["Abbas Kiarostami"], "cast": ["Hossain Sabzian"], "country": ["Iran"], "runtime": 98,
        "genres": ["drama", "documentary"], "moods": ["gentle"], "themes": ["cinema"], "ratings": 3,
        "description": "A poor man is tried for passing himself off as a director.",
    },
    {
        "id": "top-gun", "title": "Top Gun", "original_title": None, "year": 1986, "director": ["Tony Scott"],
        "cast": ["Tom Cruise", "Kelly McGillis"], "country": ["United States"], "runtime": 110,
        "genres": ["action", "romance"], "moods": ["energetic"], "themes": ["pilots"], "ratings": 150,
        "description": "Naval pilots compete at a training school in the desert.",
    },
    {
        "id": "totoro", "title": "My Neighbor Totoro", "original_title": "Tonari no Totoro", "year": 1988,
        "director": ["Hayao Miyazaki"], "cast": ["Chika Sakamoto"], "country": ["Japan"], "runtime": 86,
        "genres": ["animation", "family", "fantasy"], "moods": ["gentle"], "themes": ["forest"], "ratings": 60,
        "description": "Two sisters move to the country and meet what lives in the camphor tree.",
    },
    {  # no country on record
        "id": "lost-reel", "title": "The Lost Reel", "original_title": None, "year": 1931,
        "director": ["Unknown Hand"], "cast": [], "country": [], "runtime": 64, "genres": ["mystery"],
        "moods": ["eerie"], "themes": ["cinema"], "ratings": 0,
        "description": "A projectionist finds a film that shows tomorrow.",
    },
)  # fmt: skip


def write_jsonl(path: Path, records: Sequence[Record] = SHOP) -> Path:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def write_csv(path: Path, records: Sequence[Record] = SHOP) -> Path:
    """Lists joined with `|`, unknown values left empty, as people export them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows({k: "|".join(v) if isinstance(v, list) else v for k, v in r.items()} for r in records)
    return path


def write_parquet(path: Path, records: Sequence[Record] = SHOP) -> Path:
    """Lists stay lists, unknown values null."""
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(list(records)), path)
    return path


def catalogue(folder: Path, records: Sequence[Record] = SHOP) -> Catalogue:
    """`records`, written to a file in `folder` and read back."""
    folder.mkdir(parents=True, exist_ok=True)
    return read_catalogue(write_jsonl(folder / "catalogue.jsonl", records))


@contextmanager
def live(folder: Path) -> Iterator[LiveIndex]:
    """The catalogue in `folder` as it changes, let go of at the end."""
    with closing(LiveIndex(folder, ENCODERS, STORES)) as index:
        yield index


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    """The index in `folder` at this moment, let go of at the end."""
    with live(folder) as now:
        yield now.index


def built(folder: Path, records: Sequence[Record] = SHOP, made: Made | None = None) -> Path:
    """A real index of `records`; its folder."""
    build_index(catalogue(folder, records), ENCODERS, STORES, folder / "index", NOON, made)
    return folder / "index"


def retriever_of(index: Index) -> LongTailRetriever:
    """Searches one moment."""
    return LongTailRetriever(lambda: index, ENCODERS)


def ranker_of(retriever: LongTailRetriever) -> FusionRanker:
    """Orders what `retriever` finds."""

    def item_of(id_: str) -> Item | None:
        return retriever.index.item_of(id_)

    return FusionRanker(item_of, retriever.vectors_of, retriever.connections)


def generations(folder: Path) -> list[str]:
    """The names of the generations an index folder holds."""
    return sorted(path.name for path in folder.glob("gen-*"))


class Counting(HashingEncoder):
    """Remembers every text it encoded."""

    def __init__(self, dim: int = 256) -> None:
        super().__init__(dim)
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return super().encode(texts)


def parser_of(items: Sequence[Item]) -> RuleParser:
    """The rules over the names of `items`."""
    by_id = {item.id: item for item in items}
    return RuleParser(Gazetteer(items), by_id.get)


def talk(items: Sequence[Item], *shown: str, query: Query | None = None, id_: str = "talk") -> Session:
    """A session of one turn in which the items `shown` were picked, in that order."""
    by_id = {item.id: item for item in items}
    picks = tuple(Ranked(by_id[item_id], 1.0 - place / 10) for place, item_id in enumerate(shown))
    return Session(id_, query or Query(), (Turn("something", "Here you are.", picks),) if shown else ())
