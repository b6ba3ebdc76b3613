"""Who is refused in Chinese, who no longer matters, and what is said beside a question of service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.intent.chinese import to_english
from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from bot.messages import Intent, Session, Turn
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Query

FILMS = (
    Item("a", "Amber Street", "", {"director": ("Wong Kar-wai",), "cast": ("Tony Leung Chiu-wai", "Faye Wong")}),
    Item(
        "b", "Red Field", "", {"director": ("Zhang Yimou",), "cast": ("Gong Li", "Ge You"), "genres": ("western",)}
    ),
)


def heard(*said: str, shown: Item | None = None) -> Intent:
    parser = RuleParser(Gazetteer(FILMS), {film.id: film for film in FILMS}.get)
    session = Session("t", Query(text="film"))
    if shown:
        session = replace(session, turns=(Turn("film", "This.", (Ranked(shown, 1.0, ()),), session.query),))
    intent = parser.parse(said[0], session)
    for utterance in said[1:]:
        intent = parser.parse(utterance, replace(session, query=intent.query))
    return intent


def test_who_is_not_to_act_is_refused_among_the_actors() -> None:
    refused = Constraint("cast", "none_of", ("Tony Leung Chiu-wai",))
    assert heard("想看梁朝伟演的", "不要他演的").query.must == (refused,)
    assert heard("想看梁朝伟演的", "不要他演的", shown=FILMS[1]).query.must == (refused,)
    assert heard("不要她主演的", shown=FILMS[1]).query.must == (Constraint("cast", "none_of", ("Gong Li",)),)


def test_who_is_not_to_direct_is_refused_among_the_directors() -> None:
    assert heard("张艺谋的电影", "不要他导演的").query.must == (
        Constraint("director", "none_of", ("Zhang Yimou",)),
    )
    assert heard("不要他导演的", shown=FILMS[0]).query.must == (
        Constraint("director", "none_of", ("Wong Kar-wai",)),
    )


def test_the_english_rules_tell_actors_from_directors_too() -> None:
    assert heard("films with Tony Leung Chiu-wai", "nothing with him").query.must == (
        Constraint("cast", "none_of", ("Tony Leung Chiu-wai",)),
    )


def test_who_is_meant_is_asked_for_where_nobody_was_named() -> None:
    intent = heard("不要他演的")
    assert intent.query.must == ()
    assert intent.notes == ("我不知道你指的是谁，请说出名字。",)


@pytest.mark.parametrize("said", ["其他人也可以", "别人演的也行", "不一定要他", "不一定非要他演", "谁演都可以"])
def test_a_person_who_was_demanded_no_longer_is(said: str) -> None:
    assert heard("想看梁朝伟演的", said).query.must == ()


def test_a_person_who_was_refused_is_welcome_again() -> None:
    assert heard("不要张艺谋导演的", "他的也可以").query.must == ()


def test_others_are_welcome_while_one_stays_refused() -> None:
    assert len(heard("不要张艺谋导演的", "其他人也可以").query.must) == 1


@pytest.mark.parametrize("said", ["重新开始", "那就重新开始吧", "我们重新开始"])
def test_a_talk_starts_over(said: str) -> None:
    assert heard("想看梁朝伟演的", said).query.must == ()


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("不要暴力", "no violence"),
        ("不要血腥", "no gore"),
        ("别太血腥", "no gore"),
    ],
)
def test_a_refusal_in_chinese_refuses_the_same_words_as_in_english(chinese: str, english: str) -> None:
    assert heard(chinese).query.must == heard(english).query.must
    assert len(heard(chinese).query.must[0].values) > 3  # the family of the word


@pytest.mark.parametrize(
    "said",
    [
        "西部片，另外你们送货吗？",
        "想看西部片，你们送货吗",
        "有西部片吗？怎么退货",
        "送货要几天？顺便推荐部西部片",
        "西部片，对了能退货吗",
    ],
)
def test_a_wish_beside_a_question_of_service_is_heard(said: str) -> None:
    intent = heard(said)
    assert {"service"} < set(intent.acts)
    assert intent.query.must == (Constraint("genres", "any_of", ("western",)),)


@pytest.mark.parametrize("said", ["我买的帐篷破了，能退吗", "你们送货吗", "靴子什么时候到，还有能换货吗"])
def test_what_a_question_of_service_is_about_is_no_wish(said: str) -> None:
    assert set(to_english(said).split("? ")) <= {"where is my order?", "where is my order"}


def test_a_mother_is_no_curse() -> None:
    assert heard("讲妈妈的").acts != ("abuse",)
    assert heard("讲他妈妈的").acts != ("abuse",)
    assert heard("他妈的").acts == ("abuse",)
