"""What a record does not answer is asked of the articles, in the words of its kind, or handed over."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.knowledge.consult import Articles, Consulted
from bot.knowledge.glossed import in_english
from bot.knowledge.nouns import Cited, Quote
from bot.knowledge.service_words import CHINESE
from bot.knowledge.terms import terms
from retriever.items import Item
from tests.shop import parser_of, talk

BOOTS = Item("1", "Mire", facets={"brand": ("Fenn",), "category": ("boots",), "colour": ("green",)})
OTHERS = Item("2", "Stoker", facets={"brand": ("Ironlace",), "category": ("boots",)})
SHOP = (BOOTS, OTHERS)
PARSER = parser_of(SHOP)


def consulted(said: str, text: str, answers: Sequence[str], shown: str = "1") -> Consulted:
    """What is made of it where only the questions in `answers` have this answer."""

    def quote(question: str, after: str = "") -> Quote:
        return Quote(text, Cited("Care", (), "care.md", 1), 9.0 if question in answers else -9.0)

    session = talk(SHOP, shown)
    articles = Articles(quote, item_of={item.id: item for item in SHOP}.get)
    return articles(said, session, lambda part: PARSER.parse(part, session))


def test_the_articles_are_asked_of_its_kind() -> None:
    asked = ["can the Fenn boots be resoled?"]
    found = consulted("can the Mire be resoled?", "Boots by Fenn can be resoled.", asked)
    assert [quote.text for quote in found.quotes] == ["Boots by Fenn can be resoled."]


def test_what_they_say_of_another_maker_is_no_answer() -> None:
    asked = ["can the Ironlace boots be resoled?"]
    assert not consulted("can the Stoker be resoled?", "Boots by Fenn can be resoled.", asked, "2").quotes


def test_what_the_record_tells_is_not_asked() -> None:
    found = consulted("does it come in green?", "We dye boots green.", ["does the Fenn boots come in green?"])
    assert (found.quotes, found.unanswered, found.intent.acts) == ((), (), ("about",))


@pytest.mark.parametrize("said", ["is there parking?", "how do I wash it?"])
def test_what_neither_answers_is_handed_over(said: str) -> None:
    assert consulted(said, "", ()).unanswered == (said,)


def test_what_is_asked_of_the_item_itself_is_left_to_its_record() -> None:
    found = consulted("does it have laces?", "", ())
    assert (found.unanswered, found.intent.acts) == ((), ("about",))


def test_goods_of_another_kind_are_no_answer_to_a_question_that_names_some() -> None:
    said = "is there a warranty on pens?"
    assert consulted(said, "皮靴保修两年。", [said]).unanswered == (said,)
    assert consulted(said, "All we sell has two years.", [said]).quotes


@pytest.mark.parametrize("concept", [concept for concept in CHINESE if " " not in concept])
def test_every_matter_is_the_same_matter_in_english(concept: str) -> None:
    word = CHINESE[concept].split()[0]
    assert concept in terms(in_english(word))
