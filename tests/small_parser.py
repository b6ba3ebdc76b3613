"""Ten films and six books with all that people ask about, and what was agreed after some utterances. No rules here."""

from __future__ import annotations

from dataclasses import replace

from bot.intent.rules import RuleParser
from bot.messages import Intent, Session, Turn
from ranker.rank import Ranked
from retriever.items import Item
from tests.shop import parser_of


def film(id_: str, title: str, year: int, runtime: int, **facets: str) -> Item:
    """A film; several values of a facet stand between semicolons."""
    values = {name: tuple(value.split("; ")) for name, value in facets.items()}
    return Item(id_, title, "", values, {"year": float(year), "runtime": float(runtime)})


def book(id_: str, title: str, pages: int, price: float, **facets: str) -> Item:
    """A book, as above."""
    values = {name: tuple(value.split("; ")) for name, value in facets.items()}
    return Item(id_, title, "", values, {"pages": float(pages), "price": price})


FILMS = (
    film("rain", "Rain at Noon", 1971, 84, director="Akira Kurosawa", country="Japan", genres="drama; war"),
    film("ferry", "The Last Ferry", 1984, 101, director="Lars von Trier", country="Denmark", genres="crime; thriller"),
    film("attic", "Attic Lights", 2006, 97, director="Joachim Trier", country="Norway", genres="drama; romance"),
    film("barton", "Motel Blues", 1991, 116, director="Joel Coen; Ethan Coen", country="United States", genres="comedy"),
    film("harbour", "Harbour Songs", 1999, 92, director="Wong Kar-wai", country="Hong Kong", genres="romance; music"),
    film("orchard", "The Orchard", 1966, 88, director="Agnès Varda", country="France", genres="drama; family"),
    film("mask", "A Paper Mask", 1958, 79, director="Henri Colbert", country="France", genres="horror; film noir"),
    film("dust", "Dust and Spurs", 1962, 128, director="Sam Hollis", country="United States", genres="western"),
    film("whale", "Whale Letters", 2015, 75, director="Maya Lund", country="Sweden", genres="documentary; animation"),
    film("violin", "Violin Street", 1947, 109, director="Ada Brant", country="United Kingdom", genres="musical; comedy"),
)  # fmt: skip
BOOKS = (
    book("salt", "The Salt House", 210, 14.0, author="Ingrid Dahl", language="Norwegian", country="Norway", genres="novel"),
    book("tram", "Tram Number Nine", 340, 18.0, author="Tomasz Wolny", language="Polish", country="Poland", genres="mystery"),
    book("tea", "Tea with Ghosts", 160, 11.0, author="Yuki Mori", language="Japanese", country="Japan", genres="fantasy"),
    book("bread", "Bread and Letters", 280, 16.0, author="Odile Marchand", language="French", country="France", genres="memoir"),
    book("orbit", "Cold Orbit", 420, 20.0, author="Greta Linden", language="German", country="Germany", genres="science fiction"),
    book("moss", "Moss Songs", 96, 9.0, author="Anna Field", language="English", country="United Kingdom", genres="poetry"),
)  # fmt: skip

Agreed = tuple[set[str], str]


def parsers() -> dict[str, RuleParser]:
    """A parser for each catalogue, by its name."""
    return {"films": parser_of(FILMS), "books": parser_of(BOOKS)}


def hear(parser: RuleParser, *utterances: str) -> Intent:
    """The intent of the last utterance of a talk; after each of the others three items were shown."""
    session = Session("talk")
    shown = tuple(
        Ranked(item, 1.0) for item in (FILMS if parser.parse("with Varda", session).query.must else BOOKS)[:3]
    )
    for utterance in utterances:
        intent = parser.parse(utterance, session)
        turn = Turn(utterance, "", shown, query=intent.query)
        session = replace(session, query=intent.query, turns=(*session.turns, turn))
    return intent


def agreed(intent: Intent) -> Agreed:
    """All demands as people read them, and the wish."""
    return {str(constraint) for constraint in intent.query.must}, intent.query.text
