"""Titles named in free text, and the items they are linked to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.gazetteer import Gazetteer
from bot.intent.titles import TitleLinker
from bot.intent.titles.spelling import Speller
from bot.intent.titles.walk import MAX_STEPS
from bot.intent.titles.words import Form, forms, read_words
from retriever.items import Item


def film(id_: str, title: str, year: int | None = None, count: int = 0, **facets: str) -> Item:
    numbers = {} if year is None else {"year": float(year)}
    return Item(
        id_, title, facets={name: (value,) for name, value in facets.items()}, numbers=numbers, count=count
    )


FILMS = (
    film("babadook", "The Babadook", 2014),
    film("wonderful", "It's a Wonderful Life", 1946),
    film("chainsaw", "The Texas Chainsaw Massacre", 1974),
    film("strangelove", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb", 1964),
    film("pearl", "Pirates of the Caribbean: The Curse of the Black Pearl", 2003, 90),
    film("chest", "Pirates of the Caribbean: Dead Man's Chest", 2006, 40),
    film("rocky", "Rocky", 1976, 80),
    film("rocky-2", "Rocky II", 1979, 30),
    film("godfather-2", "The Godfather: Part II", 1974),
    film("goblet", "Harry Potter and the Goblet of Fire", 2005),
    film("tango", "Tango & Cash", 1989),
    film("amelie", "Amélie", 2001),
    film("spider", "Spider-Man", 2002),
    film("x-men", "X-Men", 2000),
    film("twelve", "12 Angry Men", 1957),
    film("matrix", "Matrix, The", 1999),
    film("fury", "Mad Max: Fury Road", 2015),
    film("spotless", "Eternal Sunshine of the Spotless Mind", 2004),
    film("old-thing", "The Thing from Another World", 1951),
    film("thing", "The Thing", 1982, 70),
    film("new-thing", "The Thing", 2011, 9),
    film("gladiator", "Gladiator", 2000, 160),
    film("the-gladiator", "The Gladiator", 1986),
    film("kong", "Chungking Express", 1994, original_title="重庆森林"),
    film("hero", "Hero", 2002, original_title="英雄"),
    film("it", "It", 2017),
    film("her", "Her", 2013),
    film("us", "Us", 2019),
    film("saw", "Saw", 2004),
    film("up", "Up", 2009),
    film("good", "Good", 2008),
    film("once", "Once", 2007),
    film("scary", "Scary Movie", 2000, genre="comedy"),
    film("black", "Black", 2005),
    film("brazil", "Brazil", 1985),
    film("harbour", "The Harbour", 2001, actor="Tom Cruise"),
    film("cruise", "Tom Cruise: The Early Years", 2016),
)

SHOP = (
    Item("pot", "Three Cup Moka Pot", "A pot for the gas ring.", count=3),
    Item("chess", "Walnut Chess Set", "Turned by hand."),
    Item("numpy", "numpy", "Arrays for Python."),
    Item("requests", "requests", "HTTP for people who make requests over the network."),
    Item("design", "Domain-Driven Design: Tackling Complexity in the Heart of Software", "A book."),
)


@pytest.fixture(scope="module")
def linker() -> TitleLinker:
    return TitleLinker(FILMS)


@pytest.fixture(scope="module")
def shop_linker() -> TitleLinker:
    return TitleLinker(SHOP)


def named(linker: TitleLinker, text: str, **more: object) -> list[str]:
    return [mention.item_id for mention in linker.titles(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # exact, with and without a year
        ("I loved The Babadook", ["babadook"]),
        ("I loved The Babadook (2014)", ["babadook"]),
        ("The Babadook 2014 was great", ["babadook"]),
        # without the article, or with one the title has at its end
        ("have you seen Babadook?", ["babadook"]),
        ("something like the matrix (1999)", ["matrix"]),
        # misspelt
        ("have you seen The Babadok?", ["babadook"]),
        ("Its a Wonderful Life", ["wonderful"]),
        ("I love Its a wonderfull life", ["wonderful"]),
        ("I liked Texas Chainsaw masacre", ["chainsaw"]),
        ("I liked Texas Chain Saw Massacre", ["chainsaw"]),
        ("I liked spider man and Spiderman", ["spider", "spider"]),
        # the subtitle, the small words or the end left out
        ("I loved Dr. Strangelove", ["strangelove"]),
        ("Mad Max Fury Road was loud", ["fury"]),
        ("I loved Fury Road", ["fury"]),
        ("I liked Harry Potter Goblet of Fire", ["goblet"]),
        ("I loved Eternal Sunshine", ["spotless"]),
        # numbers
        ("something like Rocky 2", ["rocky-2"]),
        ("something like Rocky II", ["rocky-2"]),
        ("I liked godfather 2", ["godfather-2"]),
        ("I liked the godfather part two", ["godfather-2"]),
        ("I loved Twelve Angry Men", ["twelve"]),
        ("have you seen xmen?", ["x-men"]),
        # signs, accents, case
        ("I loved Tango and Cash", ["tango"]),
        ("I loved amelie (2001)", ["amelie"]),
        ("i loved it's a wonderful life", ["wonderful"]),
        ("I LOVED TANGO & CASH", ["tango"]),
        # titles in another script
        ("我喜欢《重庆森林》", ["kong"]),
        ("看过《英雄》吗", ["hero"]),
        ("我喜欢《Rocky》", ["rocky"]),
        # several
        ("I liked The Babadook, Spider-Man and Amélie", ["babadook", "spider", "amelie"]),
    ],
)
def test_a_title_is_linked_however_it_is_written(linker: TitleLinker, text: str, ids: list[str]) -> None:
    assert named(linker, text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "it was good and it is up to us",
        "I saw her once",
        "have you seen it? have you seen her?",
        "good",
        "I'm looking for a scary movie tonight",
        "Any good scary movie for us",
        "they liked us, we liked them",
        "nothing in black and white",
        "I like Jack Black",  # half a name
        "I like Tom Cruise",
        "the harbor master likes rock music",
        "Have you seen that? It was good",
        "my harbour",
        "a gladiator fights a hero",
        "what about something from Brazil?",
    ],
)
def test_ordinary_words_are_no_titles(linker: TitleLinker, text: str) -> None:
    assert named(linker, text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("have you seen Her?", ["her"]),
        ("have you seen Saw?", ["saw"]),
        ("I saw Saw", ["saw"]),
        ("we watched “up”", ["up"]),
        ("we watched it (2017)", ["it"]),
        ("I liked Spider-Man and Up", ["spider", "up"]),
        ("I loved Scary Movie", ["scary"]),
        ("did you see Hero?", ["hero"]),
    ],
)
def test_an_ordinary_word_is_a_title_where_the_text_speaks_of_one(
    linker: TitleLinker, text: str, ids: list[str]
) -> None:
    assert named(linker, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("I loved The Thing (1982)", ["thing"]),
        ("I loved The Thing (2011)", ["new-thing"]),
        ("I loved The Thing 2011", ["new-thing"]),
        ("I loved the 2011 Thing", ["new-thing"]),
        ("I loved The Thing (2010)", ["new-thing"]),  # a year off
        ("I loved The Thing", ["thing"]),  # the best known
        ("I loved Pirates of the Caribbean", ["pearl"]),
        ("I loved Pirates of the Caribbean (2006)", ["chest"]),
        ("I also like The Gladiator", ["gladiator"]),  # an article too many, and much better known
        ("I also like The Gladiator (1986)", ["the-gladiator"]),
    ],
)
def test_of_items_that_share_a_title_the_year_and_then_the_count_decides(
    linker: TitleLinker, text: str, ids: list[str]
) -> None:
    assert named(linker, text) == ids


def test_of_items_that_share_a_title_the_one_the_talk_has_named_is_meant(linker: TitleLinker) -> None:
    assert named(linker, "I loved The Thing", hints={"new-thing"}) == ["new-thing"]
    assert named(linker, "I loved The Thing (1982)", hints={"new-thing"}) == ["thing"]


def test_of_items_as_known_the_newer_is_meant_whatever_the_order_of_the_file() -> None:
    items = (film("old", "Velvet Harbour", 1950, 1), film("new", "Velvet Harbour", 2010, 0))
    for order in (items, items[::-1]):
        assert named(TitleLinker(order), "I loved Velvet Harbour") == ["new"]


@pytest.mark.parametrize(
    "text",
    [
        "I loved The Babadook (1931)",  # another film of that name
        "I loved Rocky 7",  # a sequel that is not here
        "I loved Spider-Man: No Way Home",
        "I loved Eternal Sunshine Boys",
        "I loved The Thing from Another World (2022)",  # and not The Thing in it
    ],
)
def test_what_the_catalogue_lacks_is_not_taken_for_what_it_has(linker: TitleLinker, text: str) -> None:
    assert named(linker, text) == []


def test_a_question_about_an_item_needs_less_proof(linker: TitleLinker) -> None:
    assert named(linker, "what is Rocky") == ["rocky"]
    assert named(linker, "and Harbour, then", asked=True) == ["harbour"]
    assert named(linker, "what is it", asked=True) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("I own the three cup moka pot", ["pot"]),
        ("I own a Three-Cup Mokka Pot", ["pot"]),
        ("something like the walnut chess set", ["chess"]),
        ("have you tried `numpy`? I like Numpy", ["numpy", "numpy"]),
        ("I make many requests every day", []),
        ("I read Domain Driven Design", ["design"]),
    ],
)
def test_a_shop_and_packages_are_named_like_films(shop_linker: TitleLinker, text: str, ids: list[str]) -> None:
    assert named(shop_linker, text) == ids


def test_an_exact_title_is_surer_than_a_part_and_a_part_than_a_misspelt_one(linker: TitleLinker) -> None:
    [exact] = linker.titles("I loved Amélie (2001)")
    [part] = linker.titles("I loved Dr. Strangelove")
    [misspelt] = linker.titles("have you seen Babadok?")
    # no article 0.05, one word corrected 0.1; a head 0.1
    assert (exact.sureness, part.sureness, misspelt.sureness) == (1.0, 0.9, 0.85)


def test_a_mention_spans_the_title_and_its_year(linker: TitleLinker) -> None:
    text = "Well, I liked “Rocky” and The Babadook (2014), too"
    assert [text[m.start : m.end] for m in linker.titles(text)] == ["Rocky", "The Babadook (2014)"]


def test_the_gazetteer_links_as_the_linker_does(linker: TitleLinker) -> None:
    text = "I liked The Thing and Fury Road"
    assert Gazetteer(FILMS).titles(text, hints={"new-thing"}) == linker.titles(text, hints={"new-thing"})


def test_an_empty_catalogue_links_nothing() -> None:
    assert TitleLinker(()).titles("I loved The Babadook (2014)") == []
    assert TitleLinker([Item("blank", "…")]).titles("…") == []


TITLE_LIKE = st.lists(
    st.sampled_from(
        (
            *(word for item in FILMS for word in item.title.split()),
            *("the", "of", "and", "seen", "like", "(2014)", "2011", "(", ")", '"', "'", ",", ".", ":", "-", "\n"),
            *("《", "》", "英雄", "masacre", "Babadok"),
        )
    ),
    max_size=30,
).map(" ".join)


@given(text=st.one_of(st.text(max_size=200), TITLE_LIKE), asked=st.booleans())
def test_mentions_are_in_order_apart_within_the_text_and_of_the_catalogue(
    linker: TitleLinker, text: str, asked: bool
) -> None:
    ends = 0
    for mention in linker.titles(text, asked):
        assert ends <= mention.start < mention.end <= len(text)
        assert mention.item_id in {item.id for item in FILMS}
        assert 0 < mention.sureness <= 1
        ends = mention.end


@given(title=st.text(max_size=60))
def test_every_title_of_words_is_found_in_quotes(title: str) -> None:
    words = read_words(title)[:16]  # as many as are compared
    # signs behind its last word would part a title from the closing quote
    bare = title[words[0].start : words[-1].end] if words else ""
    assert named(TitleLinker([Item("only", title)]), f'"{bare}"') == (["only"] if words else [])


def test_two_threads_read_as_one_does(linker: TitleLinker) -> None:
    texts = [f"I liked The Babadok, {item.title} and Fury Road" for item in FILMS] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(linker.titles, texts)) == [linker.titles(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "a " * 2000,
        "The Thing " * 400,
        "Pirates of the Caribbean " * 160,
        "have you seen Rocky, " * 190,
        "Texs Chainsw Masacre Spidr Man " * 129,
        "Babadok" * 571,
        "(2014) " * 571,
        "\"“'" * 1333,
        "英雄" * 2000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_text_costs_a_bounded_number_of_steps(linker: TitleLinker, text: str) -> None:
    walk = linker.walk(text)
    for _ in walk.runs():
        pass
    # spent corrections end at MAX_STEPS; what is left takes a few steps a word
    assert walk.steps <= MAX_STEPS + 8 * len(read_words(text)) + 100


def test_many_items_of_one_title_cost_no_more_than_some() -> None:
    items = [film(f"{n}", "Velvet Harbour", 1900 + n % 100, n) for n in range(500)]
    [run, *_] = TitleLinker(items).walk("velvet harbour").runs()
    assert len(run.entries) <= 64
    assert named(TitleLinker(items), "I loved Velvet Harbour") == ["499"]


def test_the_forms_of_a_title() -> None:
    assert forms("The Godfather: Part II") == {
        ("the", "godfather", "part", "2"): Form.FULL,
        ("godfather", "part", "2"): Form.NO_ARTICLE,
        ("godfather", "2"): Form.NO_GLUE,
        ("the", "godfather"): Form.HEAD,
        ("godfather",): Form.HEAD,
    }
    assert forms("…") == {}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("It's Amélie's", ["its", "amelies"]),
        ("Tango & Cash", ["tango", "and", "cash"]),
        ("Rocky IV", ["rocky", "4"]),
        ("X-Men", ["x", "men"]),
        ("Malcolm X", ["malcolm", "10"]),
        ("看过Rocky", ["看", "过", "rocky"]),
        ("Øre and Weiß", ["ore", "and", "weiss"]),
    ],
)
def test_words_are_compared_without_case_accents_and_ways_of_writing_numbers(text: str, keys: list[str]) -> None:
    assert [word.key for word in read_words(text)] == keys


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("masacre", ["massacre"]),  # a letter too few
        ("masssacre", ["massacre"]),  # a letter too many
        ("messacre", ["massacre"]),  # another letter
        ("msasacre", ["massacre"]),  # two letters swapped
        ("jurrasic", ["jurassic"]),  # two off, in a long word
        ("nassacre", []),  # people get the first letter right
        ("massacre", []),
        ("life", ["line"]),
        ("it", []),
    ],
)
def test_a_word_is_near_those_it_may_be_a_slip_of(written: str, meant: list[str]) -> None:
    assert Speller(["massacre", "jurassic", "line", "is"]).near(written) == meant
