"""What a page shows of a talk: turns from memory, what the page knows better, chips as they were pressed."""

from __future__ import annotations

from dataclasses import replace

from bot.chips import Chip
from bot.messages import Asked, Session, Turn
from bot.web.changes import Changes
from bot.web.talk import Shown
from bot.web.view import View, agreed, seen
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Query

ALIEN = Item("alien", "Alien")
BEFORE_1980 = Constraint("year", "at_most", (1979,))
FRENCH = Constraint("country", "any_of", ("France",))
QUERY = Query("darker", liked=("alien", "gone"), must=(BEFORE_1980,))
ASKED = Asked("moods", "Which mood?", ("bleak", "No matter"))

COUNTED = (
    Chip("must-1", "drama", "must"),
    Chip("wish-2", "drama", "wish"),
    Chip("liked-3", "like Alien", "liked"),
)


def item_of(id_: str) -> Item | None:
    return ALIEN if id_ == "alien" else None


def talk(*turns: Turn) -> Session:
    return Session("talk", turns[-1].query or Query() if turns else Query(), turns)


def turn(utterance: str = "darker", **told: object) -> Turn:
    plain = Turn(utterance, "Here.", (Ranked(ALIEN, 1.0),), must=(BEFORE_1980,), query=QUERY)
    return replace(plain, **told)  # type: ignore[arg-type]


def test_the_bar_names_demands_wishes_and_likes_and_no_item_that_left() -> None:
    view = seen(talk(turn()), item_of)
    assert [chip.label for chip in view.agreed] == ["before 1980", "darker", "like Alien"]


class TestWhatATurnChanged:
    def test_the_first_says_nothing_for_the_bar_says_it_all(self) -> None:
        assert seen(talk(turn()), item_of).turns[0].changed == Changes()

    def test_a_later_one_says_what_is_added_and_what_is_dropped_and_not_what_stays(self) -> None:
        view = seen(talk(turn(), turn(query=Query("darker", liked=("alien",), must=(FRENCH,)))), item_of)
        assert view.turns[1].changed == Changes(("from France",), ("before 1980",))

    def test_one_that_keeps_nothing_says_what_is_dropped_alone(self) -> None:
        view = seen(talk(turn(), turn(query=Query(must=(FRENCH,)))), item_of)
        assert view.turns[1].changed == Changes((), ("before 1980", "darker", "like Alien"))

    def test_one_that_shows_no_items_says_it_too(self) -> None:
        view = seen(talk(turn(), turn(picks=(), query=replace(QUERY, must=(BEFORE_1980, FRENCH)))), item_of)
        assert view.turns[1].changed == Changes(("from France",))
        assert "from France" in view.chat()[4]["content"]

    def test_one_in_another_language_tells_both_in_its_own(self) -> None:
        chinese = turn("来自法国的", query=replace(QUERY, must=(FRENCH,)))
        assert seen(talk(turn(), chinese), item_of).turns[1].changed == Changes(("来自法国",), ("1980年以前",))

    def test_of_a_talk_of_an_older_version_nothing_is_told(self) -> None:
        view = seen(talk(turn(query=None), turn()), item_of)
        assert [shown.changed for shown in view.turns] == [Changes(), Changes()]


def test_an_empty_talk_agrees_on_nothing() -> None:
    assert seen(Session("talk", QUERY), item_of) == View("talk", niche=0.5)


def test_each_turn_is_told_in_its_own_language_and_the_bar_in_that_of_the_last() -> None:
    view = seen(talk(turn("darker"), turn("1980年以前的")), item_of)
    assert [shown.language for shown in view.turns] == ["en", "zh"]
    assert (view.language, view.agreed[0].label) == ("zh", "1980年以前")


def test_the_language_asked_for_outlives_the_language_spoken() -> None:
    view = seen(talk(turn("请说中文", language="zh"), turn("darker")), item_of)
    assert [shown.language for shown in view.turns] == ["zh", "zh"]
    assert view.agreed[0].label == "1980年以前"


def test_a_chip_taken_back_in_a_chinese_talk_leaves_the_page_chinese() -> None:
    view = seen(talk(turn("1980年以前的"), turn("✕ darker"), turn("≈ Alien")), item_of)
    assert [shown.language for shown in view.turns] == ["zh", "zh", "zh"]
    assert (view.language, view.agreed[0].label) == ("zh", "1980年以前")


class TestTheCopyOfAPage:
    def test_words_that_are_not_in_memory_yet_stay(self) -> None:
        copy = View("talk", (Shown("darker", text="Here. And more"),))
        assert seen(talk(turn(end="stopped")), item_of, copy).turns[0].text == "Here. And more"
        assert seen(talk(turn(end="stopped")), item_of, copy).turns[0].end == "stopped"

    def test_questions_stay_in_whichever_turn_they_were_put(self) -> None:
        copy = View("talk", (Shown("darker", text="Here.", question=ASKED), Shown("bleak", text="Here.")))
        turns = seen(talk(turn(question=ASKED), turn("bleak"), turn("older")), item_of, copy).turns
        assert [shown.question for shown in turns] == [ASKED, None, None]

    def test_a_request_that_failed_stays_where_it_was_made(self) -> None:
        failed = Shown("noir", problem="Something went wrong.")
        copy = View("talk", (Shown("darker", text="Here."), failed))
        assert seen(talk(turn()), item_of, copy).turns[1:] == (failed,)
        later = seen(talk(turn(), turn("bleak")), item_of, copy).turns
        assert [shown.utterance for shown in later] == ["darker", "noir", "bleak"]
        again = seen(talk(turn(), turn("noir")), item_of, copy).turns  # it was kept after all, or asked once more
        assert [(shown.utterance, shown.problem) for shown in again] == [("darker", ""), ("noir", "")]

    def test_a_request_stopped_before_it_was_begun_stays_marked_as_stopped(self) -> None:
        in_line = Shown("noir", end="stopped")
        copy = View("talk", (Shown("darker", text="Here."), in_line))
        assert seen(talk(turn()), item_of, copy).turns[1:] == (in_line,)
        later = seen(talk(turn(), turn("bleak")), item_of, copy).turns
        assert [(shown.utterance, shown.end) for shown in later] == [
            ("darker", "end"), ("noir", "stopped"), ("bleak", "end"),
        ]  # fmt: skip
        begun = seen(
            talk(turn(), turn("noir", end="stopped")), item_of, copy
        ).turns  # after all, in the same moment
        assert [(shown.utterance, shown.text) for shown in begun] == [("darker", "Here."), ("noir", "Here.")]

    def test_one_stopped_before_it_was_begun_and_asked_again_is_not_taken_for_its_second(self) -> None:
        twice = Shown("darker", end="stopped"), Shown("darker", text="Here.", question=ASKED)
        turns = seen(talk(turn(question=ASKED)), item_of, View("talk", twice)).turns
        assert [(shown.text, shown.question) for shown in turns] == [("", None), ("Here.", ASKED)]
        both = seen(talk(turn(end="stopped"), turn()), item_of, View("talk", twice)).turns
        assert [shown.end for shown in both] == ["stopped", "end"]

    def test_what_another_page_said_meanwhile_is_not_mixed_up_with_it(self) -> None:
        copy = View("talk", (Shown("darker", text="Here. And more", question=ASKED),))
        assert seen(talk(turn("bleak")), item_of, copy).turns[0].question is None
        assert seen(talk(turn()), item_of, replace(copy, session="other")).turns[0].text == "Here."


def test_only_the_last_turn_offers_replies() -> None:
    turns = (Shown("a", text="A.", end="end", question=ASKED), Shown("b", text="B.", end="end", question=ASKED))
    chat = View("talk", turns).chat()
    assert [len(message.get("options", ())) for message in chat] == [0, 0, 0, 2]
    assert agreed(View("talk", turns), Session("talk"), item_of).turns == turns
