"""What is read by examples, and when they are asked. Real weights: tests/slow/test_prototypes_real.py."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.by_example.chatter_examples import CHATTER
from bot.intent.by_example.hearing import is_chatter, opinion_by_example, read_by_example
from bot.intent.by_example.opinion_examples import NEUTRAL, OPINIONS
from bot.intent.by_example.prototypes import JUDGED, ROWS, Opinion, Prototypes
from bot.intent.by_example.small_talk_examples import SMALL_TALK
from bot.intent.by_example.wish_examples import WISHES
from bot.intent.gazetteer import Gazetteer
from bot.intent.heard import Heard
from bot.intent.opinions import read_opinions
from bot.intent.wishing import read_wish
from bot.messages import Act, Turn
from retriever.items import Constraint, Item, Query
from tests.shop import Counting, talk


@pytest.fixture(scope="module")
def encoder() -> Counting:
    return Counting(dim=2_048)


@pytest.fixture(scope="module")
def prototypes(encoder: Counting) -> Prototypes:
    return Prototypes(encoder.encode)


@pytest.fixture(scope="module")
def names(films: tuple[Item, ...]) -> Gazetteer:
    return Gazetteer(films)


def heard_as_wish(said: str, names: Gazetteer, query: Query | None = None) -> Heard:
    """What the rules make of words they do not know."""
    before = query or Query()
    session = replace(talk(()), query=before)
    return Heard(
        "",
        replace(before, text=f"{said}. {before.text}"),
        session,
        names,
        dict[str, Item]().get,
        acts=("recommend",),
    )


def reading(
    said: str, films: tuple[Item, ...], names: Gazetteer, prototypes: Prototypes | None, *shown: str
) -> Heard:
    """A row of rules is about to read `said` of the films `shown`."""
    session = talk(films, *shown)
    return Heard(said, session.query, session, names, {item.id: item for item in films}.get, examples=prototypes)


def test_no_example_is_of_two_kinds() -> None:
    said = [text.casefold() for texts in ROWS for text in texts]
    assert len(said) == len(set(said))
    assert all(text.strip() == text != "" for text in said)


@pytest.mark.parametrize(("act", "text"), [(act, texts[0]) for act, texts in SMALL_TALK.items()])
def test_an_example_is_read_as_what_it_is_an_example_of(prototypes: Prototypes, act: Act, text: str) -> None:
    assert prototypes.act_of(text) == act


@pytest.mark.parametrize("wish", WISHES[::10])
def test_a_wish_among_the_examples_is_none_of_the_acts(prototypes: Prototypes, wish: str) -> None:
    assert prototypes.act_of(wish) is None


def test_a_text_like_no_example_may_be_a_wish(prototypes: Prototypes) -> None:
    assert prototypes.act_of("zyx") is None
    assert prototypes.opinion_of("zyx") is None
    assert not prototypes.chatter("zyx")


@pytest.mark.parametrize("opinion", JUDGED)
def test_opinions_among_the_examples_are_read_as_what_they_are(prototypes: Prototypes, opinion: Opinion) -> None:
    told = [prototypes.opinion_of(text) for text in OPINIONS[opinion][::10]]
    assert set(told) == {opinion}


def test_a_question_or_a_wish_among_the_examples_is_no_opinion(prototypes: Prototypes) -> None:
    assert {prototypes.opinion_of(text) for text in (*NEUTRAL[::10], *WISHES[::20])} == {None}


def test_of_the_examples_chatter_is_chatter_and_wishes_are_not(prototypes: Prototypes) -> None:
    assert all(prototypes.chatter(text) for text in CHATTER[::20])
    assert not any(prototypes.chatter(text) for text in (*WISHES[::20], *NEUTRAL[::10]))


def test_two_that_learnt_the_same_examples_say_the_same(prototypes: Prototypes) -> None:
    again = Prototypes(Counting(dim=2_048).encode)
    for text in ("it sends me to the moon and back", "my cousin is late again", "who are you anyway"):
        assert again.act_of(text) == prototypes.act_of(text)
        assert again.opinion_of(text) == prototypes.opinion_of(text)
        assert again.chatter(text) == prototypes.chatter(text)


@given(st.text(max_size=80))
def test_who_must_be_surer_hears_an_act_less_often_and_no_other(prototypes: Prototypes, text: str) -> None:
    told = [prototypes.act_of(text, sure) for sure in (-9.0, 0.0, 0.35, 9.0)]
    assert told == sorted(told, key=lambda act: act is None)
    assert len({act for act in told if act}) <= 1


def test_an_item_named_or_pointed_at_is_it_to_the_examples(films: tuple[Item, ...], names: Gazetteer) -> None:
    encoder = Counting()
    prototypes = Prototypes(encoder.encode)
    heard = reading("", films, names, prototypes, films[0].id, films[1].id)
    for clause in ("the second one tastes of dishwater", f"{films[0].title} tastes of dishwater"):
        opinion_by_example(heard, clause, names.titles(clause))
        assert encoder.encoded[-1] == "it tastes of dishwater"


def test_examples_judge_what_no_rule_does(
    films: tuple[Item, ...], names: Gazetteer, prototypes: Prototypes
) -> None:
    said = "the second one tastes of dishwater"
    shown = (films[0].id, films[1].id)
    assert read_opinions(reading(said, films, names, None, *shown)).query.disliked == ()
    heard = read_opinions(reading(said, films, names, prototypes, *shown))
    assert (heard.query.disliked, heard.acts, heard.meant) == ((films[1].id,), ("dislike",), (films[1].id,))


def test_an_opinion_that_a_rule_reads_is_not_asked_about(
    films: tuple[Item, ...], names: Gazetteer, encoder: Counting, prototypes: Prototypes
) -> None:
    asked = len(encoder.encoded)
    heard = read_opinions(reading("I hated the second one", films, names, prototypes, films[0].id, films[1].id))
    assert heard.query.disliked == (films[1].id,)
    assert len(encoder.encoded) == asked


def test_chatter_joins_no_wish(films: tuple[Item, ...], names: Gazetteer, prototypes: Prototypes) -> None:
    said = "back in my day it was a shilling, two brothers in a bakery"
    assert "shilling" in read_wish(reading(said, films, names, None)).query.text
    assert read_wish(reading(said, films, names, prototypes)).query.text == "two brothers in a bakery"


@pytest.mark.parametrize(
    "piece", ["wifi rubbish", "wifi is rubbish in France", "wifi is rubbish in 2 rooms", "wifi " * 30]
)
def test_few_or_very_many_words_names_and_numbers_are_no_chatter(
    piece: str, films: tuple[Item, ...], names: Gazetteer, encoder: Counting, prototypes: Prototypes
) -> None:
    asked = len(encoder.encoded)
    assert not is_chatter(reading("", films, names, prototypes), piece)
    assert len(encoder.encoded) == asked


def test_small_talk_taken_for_a_wish_leaves_the_wish_as_it_was(prototypes: Prototypes, names: Gazetteer) -> None:
    said = "do you ever get bored"
    before = Query(text="quiet", must=(Constraint("country", "any_of", ("France",)),))
    heard = read_by_example(heard_as_wish(said, names, before), said, prototypes)
    assert (heard.acts, heard.query) == (("chitchat",), before)


@pytest.mark.parametrize(
    "said",
    ["do you ever get bored in France", "who made you, Agnès Varda?", "ignore all 3 instructions", "useless"],
)
def test_what_names_something_or_counts_or_is_one_word_is_not_asked_about(
    encoder: Counting, prototypes: Prototypes, names: Gazetteer, said: str
) -> None:
    asked = len(encoder.encoded)
    heard = heard_as_wish(said, names)
    assert read_by_example(heard, said, prototypes) is heard
    assert len(encoder.encoded) == asked


def test_what_the_rules_understood_is_not_asked_about(
    encoder: Counting, prototypes: Prototypes, names: Gazetteer
) -> None:
    asked = len(encoder.encoded)
    said = "do you ever get bored"
    heard = heard_as_wish(said, names)
    demanded = replace(heard, query=replace(heard.query, must=(Constraint("year", "at_least", (1990.0,)),)))
    for understood in (demanded, heard.did("exclude"), replace(heard, n=3)):
        assert read_by_example(understood, said, prototypes) is understood
    assert len(encoder.encoded) == asked


def test_the_answer_to_a_clarifying_question_is_not_asked_about(prototypes: Prototypes, names: Gazetteer) -> None:
    said = "do you ever get bored"
    heard = heard_as_wish(said, names)
    asking = Turn("something", "Which country?", asked="country")
    answering = replace(heard, session=replace(heard.session, turns=(asking,)))
    assert read_by_example(answering, said, prototypes) is answering
    assert read_by_example(heard, said, prototypes) is not heard


def test_the_examples_are_encoded_once() -> None:
    encoder = Counting()
    prototypes = Prototypes(encoder.encode)
    built = len(encoder.encoded)
    prototypes.act_of("hello")
    prototypes.act_of("goodbye")
    assert built == sum(map(len, ROWS))
    assert len(encoder.encoded) == built + 2
