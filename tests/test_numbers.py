"""What is heard in numbers, vague words of size and comparatives: the bounds, the act, the note.

A row is what was said and the demands it makes; `act` is "constrain" unless a row says otherwise.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.gazetteer import Gazetteer
from bot.intent.heard import Heard
from bot.intent.numbers import EXAMPLES, read_comparatives, read_numbers
from bot.intent.numbers.patterns import quantities
from bot.messages import Session
from retriever.items import Constraint, Item, Query
from tests.shop import FILMS, SHOP, Record, talk

WEIGHED: dict[str, float] = {
    "lapsang": 100, "sencha": 100, "river": 1800, "boots-fell": 1100, "boots-tundra": 1500, "lantern": 450,
    "moka": 600, "grinder": 380, "blanket": 900, "chess": 2200,
}  # fmt: skip
BOOKS: tuple[Record, ...] = (
    {"id": "salt", "title": "Salt Roads", "year": 1931, "pages": 120, "price": 8.0, "genres": ["novel"]},
    {"id": "kites", "title": "A Year of Kites", "year": 1958, "pages": 180, "price": 9.5, "genres": ["poetry"]},
    {"id": "tram", "title": "The Last Tram", "year": 1972, "pages": 240, "price": 11.0, "genres": ["novel"]},
    {"id": "moth", "title": "Moth and Lamp", "year": 1989, "pages": 300, "price": 12.0, "genres": ["fantasy"]},
    {"id": "delta", "title": "Delta Songs", "year": 1999, "pages": 350, "price": 14.0, "genres": ["novel"]},
    {
        "id": "orbit",
        "title": "Slow Orbit",
        "year": 2009,
        "pages": 420,
        "price": 18.0,
        "genres": ["science fiction"],
    },
    {"id": "atlas", "title": "Atlas of Rain", "year": 2021, "pages": 700, "price": 29.0, "genres": ["fantasy"]},
)
NUMBERS = {"year", "runtime", "price", "pages", "weight_grams"}


def item_of(record: Record) -> Item:
    """The parts of a record that numbers and titles are read from."""
    genres = record.get("genres") or [record["category"]]
    numbers = {name: float(record[name]) for name in NUMBERS if name in record}
    return Item(record["id"], record["title"], facets={"genres": tuple(genres)}, numbers=numbers)


CATALOGUES: dict[str, tuple[Item, ...]] = {
    "films": tuple(map(item_of, FILMS)),
    "shop": tuple(
        item_of({**record, "weight_grams": WEIGHED[record["id"]]}) for record in SHOP if record["id"] in WEIGHED
    ),
    "books": tuple(map(item_of, BOOKS)),
}
NAMES = {name: Gazetteer(items) for name, items in CATALOGUES.items()}


def hear(catalogue: str, text: str, *shown: str, query: Query | None = None) -> Heard:
    """What is left of `text`, and what was understood, once numbers and comparatives were read."""
    items = CATALOGUES[catalogue]
    session = talk(items, *shown, query=query) if shown else Session("new", query or Query())
    by_id = {item.id: item for item in items}
    return read_numbers(read_comparatives(Heard(text, session.query, session, NAMES[catalogue], by_id.get)))


def demands(heard: Heard) -> set[str]:
    return {str(constraint) for constraint in heard.query.must}


def years(low: int, high: int) -> set[str]:
    return {f"year ≥ {low}", f"year ≤ {high}"}


Row = tuple[str, set[str]]

# Newest year among the films: 1990.
PERIODS: list[Row] = [
    ("made before 1975", {"year ≤ 1974"}),
    ("anything prior to 1975", {"year ≤ 1974"}),
    ("pre-1960", {"year ≤ 1959"}),
    ("pre 1960 please", {"year ≤ 1959"}),
    ("it must be older than 1970", {"year ≤ 1969"}),
    ("from an earlier time than 1980", {"year ≤ 1979"}),
    ("until 1970", {"year ≤ 1970"}),
    ("1970 or earlier", {"year ≤ 1970"}),
    ("no later than 1985", {"year ≤ 1985"}),
    ("released after 1975", {"year ≥ 1976"}),
    ("post-1975", {"year ≥ 1976"}),
    ("newer than 1975", {"year ≥ 1976"}),
    ("more recent than 1975", {"year ≥ 1976"}),
    ("since 1975", {"year ≥ 1975"}),
    ("from 1975 on", {"year ≥ 1975"}),
    ("1975 onwards", {"year ≥ 1975"}),
    ("1975 or later", {"year ≥ 1975"}),
    ("in 1975 or after, cause that's when I was born", {"year ≥ 1975"}),
    ("no earlier than 1975", {"year ≥ 1975"}),
    ("not before 1960", {"year ≥ 1960"}),
    ("nothing from before 1960 though", {"year ≥ 1960"}),
    ("nothing after 1980", {"year ≤ 1980"}),
    ("nothing before 1960 or after 1980", years(1960, 1980)),
    ("from 1979", years(1979, 1979)),
    ("a 1979 film", years(1979, 1979)),
    ("films of 1979", years(1979, 1979)),
    ("made in nineteen seventy-nine", years(1979, 1979)),
    ("between 1960 and 1980", years(1960, 1980)),
    ("between 1980 and 1960", years(1960, 1980)),
    ("from 1960 to 1965", years(1960, 1965)),
    ("1960–65", years(1960, 1965)),
    ("after 1960 but before 1980", years(1961, 1979)),
    ("from 31 February 1980", years(1980, 1980)),
    ("before March 1980", {"year ≤ 1979"}),
    ("the 1970s", years(1970, 1979)),
    ("'70s films", years(1970, 1979)),
    ("70's", years(1970, 1979)),
    ("some seventies cinema", years(1970, 1979)),
    ("comedys from the ninties", years(1990, 1999)),
    ("the noughties", years(2000, 2009)),
    ("early nineties", years(1990, 1993)),
    ("mid-80s", years(1984, 1986)),
    ("the late sixties", years(1967, 1969)),
    ("mid to late 80s", years(1984, 1989)),
    ("60s or 70s", years(1960, 1979)),
    ("70s-80s", years(1970, 1989)),
    ("from the late 50s to the early 60s", years(1957, 1963)),
    ("60s or 80s", years(1960, 1989) | {"year not 1970 to 1979"}),
    ("from the nineties or earlier", {"year ≤ 1999"}),
    ("before the 60s", {"year ≤ 1959"}),
    ("since the 80s", {"year ≥ 1980"}),
    ("from the 20th century", years(1900, 1999)),
    ("films of this century", {"year ≥ 2000"}),
    ("from the turn of the century", years(1995, 2005)),
    ("from the last ten years", {"year ≥ 1980"}),
    ("made in the past decade", {"year ≥ 1980"}),
    ("films made over the last ten years", {"year ≥ 1980"}),
    ("around 1980", years(1977, 1983)),
    ("the 80s instead of the 90s", years(1980, 1989)),
    ("before 1950 or after 2010", {"year not 1950 to 2010"}),
    ("year >= 1975", {"year ≥ 1975"}),
    ("from 1975 to today", {"year ≥ 1975"}),
    ("before or in 1970", {"year ≤ 1970"}),
    ("something from '79", years(1979, 1979)),
    ("nothing older than ten years", {"year ≥ 1980"}),
]  # fmt: skip

TIMES: list[Row] = [
    ("under 100 minutes", {"runtime < 100"}),
    ("it must stay under two hours!", {"runtime < 120"}),
    ("90 min tops", {"runtime ≤ 90"}),
    ("ninety minutes or less", {"runtime ≤ 90"}),
    ("2 hours or under", {"runtime ≤ 120"}),
    ("1h45 at most", {"runtime ≤ 105"}),
    ("max 1 hour 40 minutes", {"runtime ≤ 100"}),
    ("an hour and a half max", {"runtime ≤ 90"}),
    ("no more than one and a half hours", {"runtime ≤ 90"}),
    ("not longer than 1.5 hours", {"runtime ≤ 90"}),
    ("nothing over two and a half hours", {"runtime ≤ 150"}),
    ("it can't go over 2 hrs", {"runtime ≤ 120"}),
    ("I only have an hour", {"runtime ≤ 60"}),
    ("tbh ninety minutes is my real limit", {"runtime ≤ 90"}),
    ("I don't have more than 95 minutes", {"runtime ≤ 95"}),
    ("longer than 2 hours", {"runtime > 120"}),
    ("at least two hours long", {"runtime ≥ 120"}),
    ("2 hours or more", {"runtime ≥ 120"}),
    ("90+ minutes", {"runtime ≥ 90"}),
    ("not under 90 minutes", {"runtime ≥ 90"}),
    ("more than 90 but less than 120 minutes", {"runtime > 90", "runtime < 120"}),
    ("between an hour and two hours", {"runtime ≥ 60", "runtime ≤ 120"}),
    ("90-100 minutes", {"runtime ≥ 90", "runtime ≤ 100"}),
    ("between 120 and 90 minutes", {"runtime ≥ 90", "runtime ≤ 120"}),
    ("around 90 minutes", {"runtime ≥ 75", "runtime ≤ 105"}),
    ("~90 min", {"runtime ≥ 75", "runtime ≤ 105"}),
    ("90ish minutes", {"runtime ≥ 75", "runtime ≤ 105"}),
    ("a two-hour film", {"runtime ≥ 105", "runtime ≤ 135"}),
    ("exactly 90 minutes", {"runtime ≥ 90", "runtime ≤ 90"}),
    ("under 100", {"runtime < 100"}),  # the only number of such a size among films
    ("running time below 100", {"runtime < 100"}),
    ("three hours is way too long for me", {"runtime < 180"}),
    ("maximum running time: 100", {"runtime ≤ 100"}),
    ("too long for tonight, it must stay under 95 minutes", {"runtime < 95"}),
]  # fmt: skip

PRICES: list[Row] = [
    ("under $30", {"price < 30"}),
    ("less than 10 dollars and organic", {"price < 10"}),
    ("under thirty quid", {"price < 30"}),
    ("20 bucks tops", {"price ≤ 20"}),
    ("€20 max", {"price ≤ 20"}),
    ("max. 20 euros", {"price ≤ 20"}),
    ("for 20 euros", {"price ≤ 20"}),
    ("150 max", {"price ≤ 150"}),
    ("50 or less", {"price ≤ 50"}),
    ("budget of 100", {"price ≤ 100"}),
    ("my budget is a hundred and fifty", {"price ≤ 150"}),
    ("I could go up to 100", {"price ≤ 100"}),
    ("I can't spend more than 30", {"price ≤ 30"}),
    ("and it mustn't cost more than 15", {"price ≤ 15"}),
    ("nothing above 12,50 euros", {"price ≤ 12.5"}),
    ("nothing over 100 for him", {"price ≤ 100"}),
    ("not more expensive than 40", {"price ≤ 40"}),
    ("cheaper than 50 euros", {"price < 50"}),
    ("under a hundred", {"price < 100"}),
    ("less than 1,000 dollars", {"price < 1000"}),
    ("under a tenner", {"price < 10"}),
    ("at least 50, it's for my boss", {"price ≥ 50"}),
    ("from 30 euros", {"price ≥ 30"}),
    ("over 100", {"price > 100"}),
    ("30+", {"price ≥ 30"}),
    ("10 to 20 dollars", {"price ≥ 10", "price ≤ 20"}),
    ("20-30€", {"price ≥ 20", "price ≤ 30"}),
    ("$20-$30", {"price ≥ 20", "price ≤ 30"}),
    ("between 150 and 80", {"price ≥ 80", "price ≤ 150"}),
    ("around 40 would suit me", {"price ≥ 30", "price ≤ 50"}),
    ("about 40 bucks", {"price ≥ 30", "price ≤ 50"}),
    ("under 20 or over 100 euros", {"price not 20 to 100"}),
]  # fmt: skip

WEIGHTS: list[Row] = [
    ("max 3 kg", {"weight_grams ≤ 3000"}),
    ("under 1 kilo", {"weight_grams < 1000"}),
    ("500g or less", {"weight_grams ≤ 500"}),
    ("at most half a kilo", {"weight_grams ≤ 500"}),
    ("no heavier than 1.5 kg", {"weight_grams ≤ 1500"}),
    ("weight at most 500", {"weight_grams ≤ 500"}),
    ("weighing under 2 pounds", {"weight_grams < 907.185"}),
    ("over a kilo but under 50 euros", {"weight_grams > 1000", "price < 50"}),
    ("for a 7 year old, under 20", {"price < 20"}),
]

PAGES: list[Row] = [
    ("under 300 pages", {"pages < 300"}),
    ("pages below 300", {"pages < 300"}),
    ("at least 400 pages", {"pages ≥ 400"}),
    ("no more than three hundred fifty pages", {"pages ≤ 350"}),
    ("200-300 pages", {"pages ≥ 200", "pages ≤ 300"}),
    ("between two hundred and three hundred pages", {"pages ≥ 200", "pages ≤ 300"}),
    ("500+ pages", {"pages ≥ 500"}),
    ("around 300 pages, early 2000s", {"pages ≥ 225", "pages ≤ 375", "year ≥ 2000", "year ≤ 2003"}),
    ("a 300-page novel", {"pages ≥ 225", "pages ≤ 375"}),
    ("under 300", {"pages < 300"}),
    ("under 15", {"price < 15"}),
    ("a nineteenth century novel", years(1800, 1899)),
]  # fmt: skip

# Thirds and halves of the catalogues above, by hand. Eight films are seven steps: by year 1931 1962 1979 1979 1985
# 1986 1988 1990 a third is place 2 (2.33), 1979, two thirds place 5 (4.67), 1986; by running time 64 86 90 98 105
# 110 117 162 half is place 4 (3.5, to the even one), 105. Seven books: places 2, 3, 4. Ten goods: 3, 4 (4.5), 6.
VAGUE: list[tuple[str, str, set[str]]] = [
    ("films", "something recent", {"year ≥ 1986"}),
    ("films", "a new film about Berlin", {"year ≥ 1986"}),
    ("films", "anything from recent years", {"year ≥ 1986"}),
    ("films", "a contemporary drama", {"year ≥ 1986"}),
    ("films", "an old Japanese film", {"year ≤ 1979"}),
    ("films", "classic horror movies", {"year ≤ 1979"}),
    ("films", "something old and French", {"year ≤ 1979"}),
    ("films", "a short film", {"runtime ≤ 105"}),
    ("films", "but keep it short", {"runtime ≤ 105"}),
    ("films", "as short as possible", {"runtime ≤ 105"}),
    ("films", "not too long", {"runtime ≤ 110"}),
    ("films", "nothing too long pls", {"runtime ≤ 110"}),
    ("films", "and it shouldn't be very long", {"runtime ≤ 110"}),
    ("films", "a long, tense drama", {"runtime ≥ 110"}),
    ("books", "a quick read", {"pages ≤ 300"}),
    ("books", "something tender and short to read in bed", {"pages ≤ 300"}),
    ("books", "a long, tense fantasy", {"pages ≥ 350"}),
    ("books", "an old fantasy novel", {"year ≤ 1972"}),
    ("books", "not too expensive", {"price ≤ 12"}),
    ("books", "a thick book", {"pages ≥ 350"}),
    ("shop", "a cheap present", {"price ≤ 29"}),
    ("shop", "cheapish", {"price ≤ 29"}),
    ("shop", "something affordable", {"price ≤ 29"}),
    ("shop", "that doesn't cost too much", {"price ≤ 35"}),
    ("shop", "premium headphones", {"price ≥ 59"}),
    ("shop", "as light as possible", {"weight_grams ≤ 450"}),
    ("shop", "it must not weigh much", {"weight_grams ≤ 450"}),
    ("shop", "a lightweight lamp", {"weight_grams ≤ 450"}),
    ("shop", "nothing too heavy", {"weight_grams ≤ 600"}),
]  # fmt: skip

# Shown are Alien (1979, 117 minutes), Cleo (1962, 90) and Stalker (1979, 162): the middles are 1979 and 117.
AFTER_FILMS: list[Row] = [
    ("shorter", {"runtime < 117"}),
    ("a bit longer please", {"runtime > 117"}),
    ("not as long", {"runtime < 117"}),
    ("these are all too long", {"runtime < 117"}),
    ("older", {"year < 1979"}),
    ("something more recent", {"year > 1979"}),
    ("less old", {"year > 1979"}),
    ("they're too old for me", {"year > 1979"}),
    ("shorter than the third one then", {"runtime < 162"}),
    ("newer than the second", {"year > 1962"}),
    ("older than the first", {"year < 1979"}),
    ("not older than the second", {"year ≥ 1962"}),
    ("nothing longer than the first", {"runtime ≤ 117"}),
    ("as short as the second", {"runtime ≤ 90"}),
    ("made before the second one", {"year < 1962"}),
    ("the third is too long", {"runtime < 162"}),
    ("shorter than Top Gun", {"runtime < 110"}),
    ("something like Top Gun but shorter", {"runtime < 110"}),
    ("more like the second one but shorter", {"runtime < 90"}),
    ("shorter than these", {"runtime < 117"}),
    ("shorter and newer", {"runtime < 117", "year > 1979"}),
]  # fmt: skip

# Shown are River Trade (35, 1800 g), the moka pot (24, 600 g) and the chess set (42, 2200 g).
AFTER_GOODS: list[Row] = [
    ("cheaper", {"price < 35"}),
    ("something that costs less", {"price < 35"}),
    ("not as expensive", {"price < 35"}),
    ("way too expensive", {"price < 35"}),
    ("less pricey", {"price < 35"}),
    ("pricier", {"price > 35"}),
    ("a bit cheaper than the third one", {"price < 42"}),
    ("cheaper than the third, way cheaper", {"price < 42"}),
    ("nothing more expensive than the second", {"price ≤ 24"}),
    ("cheaper than Uji Sencha", {"price < 18"}),
    ("24 bucks?? cheaper than the second pls", {"price < 24"}),
    ("24 bucks. cheaper than the second pls", {"price < 24"}),
    ("lighter", {"weight_grams < 1800"}),
    ("less heavy than the second", {"weight_grams < 600"}),
    ("heavier than the first", {"weight_grams > 1800"}),
]  # fmt: skip

# Ordinary wishes with words in them that elsewhere bound something.
NO_LIMIT: list[tuple[str, str]] = [
    ("films", "short stories"),
    ("films", "an old friend comes back"),
    ("films", "an old man and the sea"),
    ("films", "a new life in New York"),
    ("films", "a light comedy"),
    ("films", "a long-distance love"),
    ("films", "modern life in Tokyo"),
    ("films", "a classic whodunit"),
    ("films", "new wave"),
    ("films", "no longer available"),
    ("films", "it takes longer to explain"),
    ("films", "not so long ago"),
    ("films", "anything goes as long as it's funny"),
    ("films", "two years later"),
    ("films", "an older woman"),
    ("films", "later in life"),
    ("films", "set in the sixties"),
    ("films", "a film about 1968"),
    ("films", "London in the 60s"),
    ("films", "with an 80s feel"),
    ("films", "a woman in her early twenties"),
    ("films", "12 angry men"),
    ("films", "2001: a space odyssey"),
    ("films", "set before 1900"),
    ("films", "last year at Marienbad"),
    ("films", "a family over the last ten years"),
    ("films", "a story spanning the last ten years"),
    ("films", "at least 2 murders"),
    ("films", "a budget of 30 million"),
    ("films", "for kids under 12"),
    ("films", "at least 18 years old"),
    ("films", "lighter"),  # of mood
    ("shop", "a light for my bike"),
    ("shop", "light roast coffee"),
    ("shop", "a 30 litre rucksack"),
    ("shop", "at least 2 players"),
    ("shop", "for ages 3-5"),
    ("shop", "100% wool"),
    ("shop", "a vintage lamp"),
    ("books", "one hundred years of solitude"),
]

ROWS = [
    *(("films", text, must) for text, must in (*PERIODS, *TIMES)),
    *(("shop", text, must) for text, must in (*PRICES, *WEIGHTS)),
    *(("books", text, must) for text, must in PAGES),
]


@pytest.mark.parametrize(("catalogue", "text", "must"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_a_number_bounds_what_it_is_said_of(catalogue: str, text: str, must: set[str]) -> None:
    heard = hear(catalogue, text)
    assert (demands(heard), heard.acts, heard.notes) == (must, ("constrain",), ())


@pytest.mark.parametrize(("catalogue", "text", "must"), VAGUE, ids=[f"{row[0]}: {row[1]}" for row in VAGUE])
def test_a_vague_word_bounds_by_the_catalogues_own_spread(catalogue: str, text: str, must: set[str]) -> None:
    heard = hear(catalogue, text)
    assert (demands(heard), heard.acts) == (must, ("constrain",))


@pytest.mark.parametrize(("text", "must"), AFTER_FILMS, ids=[row[0] for row in AFTER_FILMS])
def test_a_comparative_after_three_films(text: str, must: set[str]) -> None:
    heard = hear("films", text, "alien", "cleo", "stalker")
    assert (demands(heard), heard.acts, heard.notes) == (must, ("refine",), ())


@pytest.mark.parametrize(("text", "must"), AFTER_GOODS, ids=[row[0] for row in AFTER_GOODS])
def test_a_comparative_after_three_goods(text: str, must: set[str]) -> None:
    heard = hear("shop", text, "river", "moka", "chess")
    assert (demands(heard), heard.acts, heard.notes) == (must, ("refine",), ())


@pytest.mark.parametrize(("catalogue", "text"), NO_LIMIT, ids=[row[1] for row in NO_LIMIT])
def test_an_ordinary_wish_stays_as_it_was_said(catalogue: str, text: str) -> None:
    for shown in ((), tuple(item.id for item in CATALOGUES[catalogue][:3])):
        heard = hear(catalogue, text, *shown)
        assert (heard.text, heard.query, heard.acts, heard.notes) == (text, Query(), (), ())


REFUSED: list[tuple[str, str, set[str]]] = [
    ("films", "not from the sixties", {"year not 1960 to 1969"}),
    ("films", "nothing from the eighties", {"year not 1980 to 1989"}),
    ("films", "any decade except the 80s", {"year not 1980 to 1989"}),
    ("films", "anything but the 80s", {"year not 1980 to 1989"}),
    ("films", "not from 1979", {"year not 1979 to 1979"}),
    ("films", "nothing from the 60s or 70s", {"year not 1960 to 1979"}),
    ("films", "not from the 60s or the 80s", {"year not 1960 to 1969", "year not 1980 to 1989"}),
    ("films", "not around 90 minutes", {"runtime not 75 to 105"}),
]


@pytest.mark.parametrize(("catalogue", "text", "must"), REFUSED, ids=[row[1] for row in REFUSED])
def test_a_refused_stretch_is_left_out(catalogue: str, text: str, must: set[str]) -> None:
    heard = hear(catalogue, text)
    assert (demands(heard), heard.acts) == (must, ("exclude",))


def test_what_is_not_from_anything_but_the_eighties_is_from_the_eighties() -> None:
    assert demands(hear("films", "nothing that isn't from the 80s")) == years(1980, 1989)


AGREED = Query(must=(Constraint("runtime", "below", (100.0,)), Constraint("year", "at_least", (1980.0,))))


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("it doesn't have to be under 100 minutes", {"year ≥ 1980"}),
        ("drop the 100 minutes stuff", {"year ≥ 1980"}),
        ("over two hours is fine too", {"year ≥ 1980"}),
        ("longer is fine", {"year ≥ 1980"}),
        ("it doesn't have to be short", {"year ≥ 1980"}),
        ("long ones are ok", {"year ≥ 1980"}),
        ("I don't mind older ones", {"runtime < 100"}),
        ("the 70s are fine too", {"runtime < 100", "year ≥ 1970"}),
    ],
)
def test_a_number_can_be_taken_back(text: str, must: set[str]) -> None:
    heard = hear("films", text, "alien", "cleo", query=AGREED)
    assert (demands(heard), heard.acts) == (must, ("relax",))


def test_a_later_number_wins_and_the_number_wins_over_the_vague_word() -> None:
    assert demands(hear("films", "not too long, under 95 minutes", query=AGREED)) == {
        "runtime < 95",
        "year ≥ 1980",
    }


def test_a_stretch_refused_before_and_wanted_now_is_wanted() -> None:
    agreed = Query(must=(Constraint("year", "outside", (1980.0, 1989.0)),))
    assert demands(hear("films", "from the 80s", query=agreed)) == years(1980, 1989)


NOTED: list[tuple[str, str, str]] = [
    ("films", "under $20", "This catalogue does not record a price, so I can't filter by “{}”."),
    ("shop", "under 90 minutes", "This catalogue does not record a running time, so I can't filter by “{}”."),
    ("shop", "from the 1980s", "This catalogue does not record a year, so I can't filter by “{}”."),
    ("films", "under 300 pages", "This catalogue does not record a number of pages, so I can't filter by “{}”."),
    ("books", "max 2 kg", "This catalogue does not record a weight, so I can't filter by “{}”."),
    ("films", "affordable", "This catalogue does not record a price, so I can't filter by “{}”."),
    ("films", "before 99999", "No item can have what “{}” asks for, so I left it out."),
    ("films", "from the year 0", "No item can have what “{}” asks for, so I left it out."),
    ("films", "under 1e999 minutes", "No item can have what “{}” asks for, so I left it out."),
    ("shop", "under -5 euros", "No item can have what “{}” asks for, so I left it out."),
    ("films", "over 3", f"I can't tell what “{{}}” is a limit of; say it like {EXAMPLES}."),
]


@pytest.mark.parametrize(("catalogue", "text", "note"), NOTED, ids=[row[1] for row in NOTED])
def test_a_limit_that_can_not_be_served_is_told_and_not_demanded(catalogue: str, text: str, note: str) -> None:
    heard = hear(catalogue, text)
    assert (heard.notes, heard.query.must, heard.acts) == ((note.format(text),), (), ("constrain",))


def test_a_comparison_with_an_unknown_thing_says_what_it_was_made_with_instead() -> None:
    heard = hear("films", "shorter than Heimat", "alien", "cleo", "stalker")
    assert demands(heard) == {"runtime < 117"}
    assert heard.notes == ("I don't know what “Heimat” is, so I compared with the middle of what is shown.",)


def test_a_field_of_no_known_kind_can_be_called_by_its_name() -> None:
    items = [
        Item(str(n), f"Drill {n}", numbers={"battery_volts": 6.0 * n, "watts": 100.0 * n}) for n in range(1, 5)
    ]
    heard = Heard(
        "battery volts at least 12 and under 300 watts",
        Query(),
        Session("new"),
        Gazetteer(items),
        dict[str, Item]().get,
    )
    assert demands(read_numbers(heard)) == {"battery_volts ≥ 12", "watts < 300"}


def test_a_catalogue_of_kilograms_is_bounded_in_kilograms() -> None:
    items = [Item(str(n), f"Tent {n}", numbers={"weight_kg": 0.5 * n}) for n in range(1, 9)]
    heard = Heard("under 800 grams", Query(), Session("new"), Gazetteer(items), dict[str, Item]().get)
    assert demands(read_numbers(heard)) == {"weight_kg < 0.8"}


UNITS = [
    ("films", "runtime", "minutes", 1), ("films", "runtime", "hours", 60), ("shop", "price", "euros", 1),
    ("shop", "price", "bucks", 1), ("shop", "weight_grams", "g", 1), ("shop", "weight_grams", "kg", 1000),
    ("books", "pages", "pages", 1),
]  # fmt: skip


@given(number=st.integers(1, 2500), unit=st.sampled_from(UNITS))
def test_under_a_number_of_something_lets_through_exactly_what_is_below(
    number: int, unit: tuple[str, str, str, int]
) -> None:
    catalogue, field, word, worth = unit
    query = hear(catalogue, f"something under {number} {word}").query
    for item in CATALOGUES[catalogue]:
        assert query.allows(item) == (item.numbers[field] < number * worth)


@given(first=st.integers(1000, 2100), second=st.integers(1000, 2100))
def test_a_span_of_years_is_the_same_whichever_end_is_said_first(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert demands(hear("films", f"between {first} and {second}")) == years(low, high)


@given(year=st.integers(1000, 2100))
def test_before_and_not_before_part_the_catalogue(year: int) -> None:
    before, after = hear("films", f"before {year}").query, hear("films", f"nothing before {year}").query
    for item in CATALOGUES["films"]:
        assert before.allows(item) != after.allows(item)


SAID = """
    under over not nothing before 1980 the 80s 90 minutes two hours and a half euros $ 20-30 or shorter than second
    one as long too cheap 1e999 -5 ٣ ½ max 0 99999999999999999999 nan
"""
WORDS = SAID.split()


@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_no_text_makes_it_fail_and_every_bound_is_a_number(text: str) -> None:
    for catalogue, shown in (("films", ("alien", "cleo")), ("shop", ("river", "moka")), ("books", ())):
        heard = hear(catalogue, text, *shown)
        for constraint in heard.query.must:
            assert all(abs(float(value)) < 1e308 for value in constraint.values)


@given(text=st.text(max_size=80))
def test_quantities_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for quantity in quantities(text, 2020):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    "text", ["9" * 400, "1," * 900, "under " * 600, "an hour and " * 330, "not older than " * 260]
)
def test_a_long_text_is_read_to_its_end(text: str) -> None:
    assert hear("films", text, "alien", "cleo").query.seen == frozenset()
