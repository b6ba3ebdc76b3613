"""The first line of a reply claims no more than the records of the picks say."""

import re

import pytest

from bot.messages import Language
from bot.writer.composer import compose
from ranker.rank import Ranked, Reason
from retriever.items import Constraint, Item, Query


def _shown(wish: str, *picks: Ranked, prefer: tuple[Constraint, ...] = (), language: Language = "en") -> str:
    opening = compose.opening(Query(wish, prefer=prefer), picks, language)
    return re.sub("(?<=Three) (?:finds|picks|suggestions)|(?<=One) (?:find|pick|suggestion)", " shown", opening)


def _thing(text: str, *values: str, field: str = "moods", reason: str = "") -> Ranked:
    item = Item(text, "T", text, {field: values} if values else {})
    return Ranked(item, 0.5, (Reason("wish", reason),) if reason else ())


FUNNY = _thing("Two brothers laugh.", "funny", reason="funny")
COMIC = _thing("A wedding.", "comedy", field="genres")
SAD = _thing("A farewell.", "sad", reason="sad")
GLOOMY = _thing("A farewell.", "melancholic")
LOUD = _thing("A tower, a siege.", "tense")
BLACK = _thing("A mug.", "black", field="colour", reason="black")
WHITE = _thing("A mug.", "white", field="colour")


@pytest.mark.parametrize(
    ("wish", "picks", "told"),
    [
        (
            "fog, funny",
            (FUNNY, FUNNY, COMIC),
            "Three shown near “fog, funny”. None of them speaks of “fog”; they come nearest to the rest.",
        ),
        ("black", (BLACK, WHITE, WHITE), "Three shown near “black”. One of them answers to “black”."),
        ("sad", (SAD, GLOOMY, LOUD), "Three shown near “sad”. Two of them answer to “sad”."),
        (
            "fog, sad",
            (SAD, GLOOMY, LOUD),
            "Three shown near “fog, sad”. None of them speaks of “fog”; two of them answer to “sad”.",
        ),
        (
            "fog, sad",
            (SAD,),
            "One shown near “fog, sad”. It does not speak of “fog”; it comes nearest to the rest.",
        ),
    ],
)
def test_the_opening_owns_up_to_what_the_picks_lack(wish: str, picks: tuple[Ranked, ...], told: str) -> None:
    assert _shown(wish, *picks) == told


@pytest.mark.parametrize(
    ("wish", "picks"),
    [
        ("sad", (SAD, GLOOMY, SAD)),  # by meaning
        ("brother, laughing", (FUNNY, FUNNY, FUNNY)),  # in another ending
        ("sad, not foggy", (SAD, SAD, SAD)),  # what is refused need not be spoken of
        ("farewell", (SAD, SAD, FUNNY)),  # no facet's own value
        ("sad sci-fi", (SAD, SAD, SAD)),  # what is spelt in several ways
        ("sad lighthouse keepers quarrelling bitterly", (SAD, SAD, LOUD)),  # prose
    ],
)
def test_the_opening_stays_where_nothing_can_be_said_to_be_lacking(wish: str, picks: tuple[Ranked, ...]) -> None:
    told = [Ranked(pick.item, 0.5, (Reason("liked", "Heat"),)) for pick in picks]
    assert _shown(wish, *told) == f"Three shown for “{wish}”."


def test_a_preference_met_that_the_wish_does_not_name_is_not_called_wrong() -> None:
    calm = Constraint("moods", "any_of", ("contemplative",))
    still = _thing("A lake.", "contemplative")
    quiet = _thing("A lake.", "quiet", reason="quiet")
    assert _shown("quiet", quiet, still, still, prefer=(calm,)) == "Three shown for “quiet”."


def test_the_opening_owns_up_in_chinese_where_the_word_is_known_in_the_records_language() -> None:
    liked = (Reason("liked", "Heat"),)
    picks = [Ranked(pick.item, 0.5, liked) for pick in (SAD, SAD, LOUD)]
    assert compose.opening(Query("悲伤"), picks, "zh").endswith(" 3 个。其中 2 个符合“悲伤”。")
    assert compose.opening(Query("悲伤、雪"), picks[:2], "zh").endswith(
        " 2 个。其中没有一个提到“雪”，只是其余方面最接近。"
    )
    unknown = compose.opening(Query("咘嘞"), picks, "zh")  # the records are in English, so it can't be told
    assert unknown.endswith(" 3 个最接近“咘嘞”的。")


BOOTS = _thing("Tall, for wet fields.", "boots", field="category")
KIND = (Constraint("category", "any_of", ("boots",)),)


@pytest.mark.parametrize("wish", ["red", "wooden", "vegan"])
def test_a_kind_of_thing_that_is_met_does_not_answer_to_another_word(wish: str) -> None:
    told = f"Three shown near “{wish}”. None of them speaks of “{wish}”."
    assert _shown(wish, BOOTS, BOOTS, BOOTS, prefer=KIND) == told
    assert _shown(wish, BOOTS, prefer=KIND) == f"One shown near “{wish}”. It does not speak of “{wish}”."


def test_a_mood_that_is_met_does_not_answer_to_a_theme() -> None:
    quiet = (Constraint("moods", "any_of", ("quiet",)),)
    still = _thing("A lake.", "quiet")
    told = compose.opening(Query("灯塔", prefer=quiet), (still, LOUD), "zh")
    assert told.endswith(" 2 个最接近“灯塔”的。其中没有一个提到“灯塔”。")


def test_a_chinese_word_is_spoken_of_by_what_it_is_in_english() -> None:
    island = _thing("A lighthouse keeper waits.")
    assert "按“灯塔”" in compose.opening(Query("灯塔"), (island, LOUD), "zh")
    lamp = _thing("A lamp.", "wood", field="material")
    assert "按“木头”" in compose.opening(Query("木头"), (lamp, LOUD), "zh")
    mother = _thing("A wait.", "pregnancy", field="themes")
    assert "按“怀孕”" in compose.opening(Query("怀孕"), (mother, LOUD), "zh")


def test_what_no_record_says_of_itself_is_neither_claimed_nor_denied() -> None:
    assert _shown("hidden gems", BOOTS, BOOTS, BOOTS) == "Three shown near “hidden gems”."


def test_a_long_wish_that_no_pick_speaks_of_is_owned_up_to() -> None:
    wish = "unicorns quarrelling bitterly beneath violet lanterns"
    told = f"Three shown near “{wish}”. None of them speaks of “unicorns” or “quarrelling”."
    assert _shown(wish, BOOTS, BOOTS, BOOTS) == told
