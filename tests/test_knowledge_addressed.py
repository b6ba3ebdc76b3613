"""What is asked of the shop is answered or said not to be known; what is wished for is never taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.idle import settled
from bot.knowledge.addressed import to_shop
from bot.knowledge.asking import parts, wishes
from bot.knowledge.consult import CLEAR, SUPPORTED, Articles, Consulted
from bot.knowledge.nouns import Cited, Quote
from bot.knowledge.terms import terms
from bot.messages import Intent, Session
from retriever.catalogue import read_catalogue
from tests.shop import parser_of

SHOP = Path(__file__).parent / "data" / "shop.jsonl"
PARSER = parser_of(read_catalogue(SHOP).items)


def understand(text: str) -> Intent:
    return settled(text, PARSER.parse(text, Session("s")), Session("s"))


def told(text: str, support: float) -> Consulted:
    """What is made of it where the articles support an answer that well."""
    found = Quote("Yes.", Cited("Returns", (), "returns.md", 1), support)
    return Articles(lambda *_, **__: found)(text, Session("s"), understand)


@pytest.mark.parametrize(
    "question",
    ["can I get a student discount?", "is there a student discount?", "do you teach repair courses?",
     "有没有学生优惠", "你们上门维修吗"],
)  # fmt: skip
def test_what_only_a_shop_can_answer_is_said_not_to_be_known(question: str) -> None:
    assert told(question, -9.0).unanswered == (question,)


@pytest.mark.parametrize(
    "wish",
    ["do you have warm boots?", "is there a film about a parcel that gets lost?", "smoky tea", "有没有绿茶？",
     "my tent broke, I need a new one", "who made the first one?",
     "what should I read next?"],
)  # fmt: skip
def test_a_wish_is_neither_answered_nor_refused(wish: str) -> None:
    assert (told(wish, 99.0).quotes, told(wish, -9.0).unanswered) == ((), ())


@pytest.mark.parametrize(
    "said", ["can you make it shorter?", "what can you do?", "can you tell me more about this?"]
)
def test_what_is_asked_of_the_bot_itself_is_not_handed_over(said: str) -> None:
    assert told(said, -9.0).unanswered == ()


@pytest.mark.parametrize("trouble", ["the tent pole snapped", "my tent isn't waterproof any more", "我的灯坏了"])
def test_a_trouble_is_a_question_without_a_question_mark(trouble: str) -> None:
    assert told(trouble, 9.0).quotes


def test_a_wish_behind_a_question_of_service_is_not_dropped() -> None:
    said = "do you ship to Iceland, and show me a warm blanket"
    assert parts(said) == ["do you ship to Iceland", "show me a warm blanket"]
    query = told(said, 9.0).intent.query
    assert [(one.field, one.values) for one in query.must] == [("category", ("blankets",))]


def test_half_a_question_in_the_same_breath_is_read_with_the_one_before() -> None:
    assert told("可以退货吗，要多久？", -9.0).unanswered == ("可以退货吗", "可以退货吗 要多久？")


def test_a_thing_has_no_say_in_what_the_matter_is() -> None:
    assert terms("how do I return a sweater?") == ["RETURN", "jumper"]
    assert terms("毛衣怎么退货？") == ["jumper", "RETURN"]


@pytest.mark.parametrize("said", ["what do I need to bring?", "what should I do?", "do I need a receipt?"])
def test_to_need_something_for_a_visit_is_no_wish(said: str) -> None:
    assert not wishes(said)
    assert to_shop(said)


@pytest.mark.parametrize(
    "said",
    ["a warm blanket and do you ship to the islands?", "a blanket, and how do I return boots?",
     "some boots and can I pay by card?", "boots and do you ship?",
     "a lamp and is gift wrapping extra?", "lamps. do you ship to Norway?",
     "靴子，另外你们送货吗？", "你们送货吗，另外来双靴子", "你们送货吗？推荐一双靴子"],
)  # fmt: skip
def test_a_wish_before_a_question_of_service_is_not_dropped(said: str) -> None:
    answer = told(said, 9.0)
    assert answer.quotes
    assert answer.intent.shows
    assert [one.field for one in answer.intent.query.must] == ["category"]


@pytest.mark.parametrize(
    "said",
    ["a friend gave me boots, can I return them?", "a zip on my boots broke, can you mend it?",
     "a tent, do you repair it?", "a torn tent, do you do repairs?", "boots too small, can I exchange them?",
     "opened tea, can I return?", "broken boots and do you repair?", "boots and can I return them?",
     "茶叶，怎么退？", "那双靴子坏了，另外你们修吗？"],
)  # fmt: skip
def test_a_story_before_a_question_of_service_is_no_wish(said: str) -> None:
    assert not told(said, 9.0).intent.shows


def test_the_story_says_what_a_question_means() -> None:
    """ "How can I fix it" alone is answered too, by another passage."""

    def quote(question: str, after: str = "") -> Quote:
        return Quote(question, Cited("Tents", (), "tents.md", 1), 9.0 if "hole" in question else 99.0)

    (said,) = Articles(quote)("there's a hole in my tent, how can I fix it", Session("s"), understand).quotes
    assert said.text.startswith("there's a hole")


@pytest.mark.parametrize("said", ["what should I rub on it?", "换个屏幕要多久"])
def test_what_to_do_is_asked_and_no_wish(said: str) -> None:
    assert not wishes(said)


@pytest.mark.parametrize("said", ["what should I read next?", "what book should I buy?", "换一个"])
def test_what_to_choose_is_a_wish(said: str) -> None:
    assert wishes(said)


@pytest.mark.parametrize("said", ["the zip on my jacket is jammed, any tricks?", "does the warranty cover holes?"])
def test_a_trouble_and_a_matter_of_service_need_no_more_support_than_a_question_to_the_shop(said: str) -> None:
    assert told(said, (SUPPORTED + CLEAR) / 2).quotes
