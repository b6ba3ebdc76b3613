"""Answers about items: one fact, two records side by side, small talk; nothing that no record says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot import sayings
from bot.answers import about_items, in_turn, plain_text
from bot.comparing import compared
from bot.hopeless import heap, hopeless
from bot.idle import idle, settled
from bot.messages import Act, Intent, Language, Session, Text, Turn
from bot.telling import fact
from ranker.rank import Ranked, Reason
from retriever.items import Candidate, Constraint, Item, Query


@pytest.fixture
def by_id(films: tuple[Item, ...]) -> dict[str, Item]:
    return {item.id: item for item in films}


def said(intent: Intent, items: Sequence[Item], shown: Sequence[str] = ()) -> str:
    picks = [Ranked(item, 0.5, (Reason("wish", "bleak"),)) for item in items]
    return "".join(text.piece for text in about_items(intent, picks, shown))


@pytest.mark.parametrize(
    ("id_", "field", "expected"),
    [
        ("vagabond", "director", "**Vagabond** was directed by Agnès Varda."),
        ("vagabond", "year", "**Vagabond** is from 1985."),
        ("vagabond", "runtime", "**Vagabond** is 105 minutes long."),
        ("vagabond", "country", "**Vagabond** comes from France and United Kingdom."),
        ("top-gun", "cast", "**Top Gun** stars Tom Cruise and Kelly McGillis."),
        ("top-gun", "themes", "**Top Gun** has this under themes: pilots."),
        ("lost-reel", "country", "The record of **The Lost Reel** says nothing of its country."),
    ],
)
def test_a_question_about_one_fact_is_answered_with_that_fact(
    by_id: dict[str, Item], id_: str, field: str, expected: str
) -> None:
    assert fact(by_id[id_], field, "en") == expected


def test_a_fact_is_told_in_chinese(by_id: dict[str, Item]) -> None:
    assert fact(by_id["vagabond"], "country", "zh") == "**Vagabond**来自法国、英国。"
    assert fact(by_id["lost-reel"], "country", "zh") == "**The Lost Reel**的资料里没有“国家”。"


@pytest.mark.parametrize(
    ("id_", "asked", "expected"),
    [
        ("vagabond", "budget", "The record of **Vagabond** says nothing of its budget."),
        ("vagabond", "children", "The record of **Vagabond** has no word on “children”."),
        ("totoro", "children", "**My Neighbor Totoro** is listed as family."),
        ("cleo", "sad", "**Cleo from 5 to 7** is listed as melancholic."),
        (
            "alien",
            "signal",
            "The record of **Alien** has no field for “signal”, but it says: "
            "“A freighter's crew answers a signal and brings something back.”",
        ),
        ("alien", "true story", "The record of **Alien** has no word on “true story”."),
    ],
)
def test_what_no_field_has_is_sought_in_the_words_of_the_record_and_never_made_up(
    by_id: dict[str, Item], id_: str, asked: str, expected: str
) -> None:
    assert fact(by_id[id_], asked, "en") == expected


def test_what_no_field_has_is_told_in_chinese(by_id: dict[str, Item]) -> None:
    assert fact(by_id["vagabond"], "budget", "zh") == "**Vagabond**的资料里没有“预算”。"
    assert fact(by_id["vagabond"], "children", "zh") == "**Vagabond**的资料里没有提到“孩子”。"
    assert fact(by_id["alien"], "signal", "zh").endswith(
        "不过写道：“A freighter's crew answers a signal and brings something back.”"
    )


def test_of_several_items_those_that_say_nothing_share_a_sentence(by_id: dict[str, Item]) -> None:
    items = [by_id[id_] for id_ in ("cleo", "alien", "totoro")]
    assert said(Intent(("about",), Query(), fields=("children",)), items) == (
        "**My Neighbor Totoro** is listed as family.\n\n"
        "The records of **Cleo from 5 to 7** and **Alien** have no word on “children”."
    )


def test_a_record_can_not_smuggle_in_markup() -> None:
    item = Item("x", "**X** <b>", facets={"director": ("<script>alert(1)</script>Bob",)})
    assert "<" not in fact(item, "director", "en")


def test_two_records_side_by_side_say_what_they_share_and_where_they_differ(by_id: dict[str, Item]) -> None:
    # both are dramas by Varda, one from France, one from France and the United Kingdom
    assert compared([by_id["vagabond"], by_id["cleo"]], (), "en").splitlines() == [
        "**Vagabond** and **Cleo from 5 to 7**: Both have genres drama; country France; director Agnès Varda.",
        "- **year**: 1962 (Cleo from 5 to 7); 1985 (Vagabond)",
        "- **runtime**: 90 (Cleo from 5 to 7); 105 (Vagabond)",
        "- **moods**: bleak (Vagabond); melancholic (Cleo from 5 to 7)",
        "- **country**: United Kingdom (Vagabond)",
        "- **cast**: Sandrine Bonnaire (Vagabond); Corinne Marchand (Cleo from 5 to 7)",
        "- **themes**: homelessness, winter (Vagabond); Paris, singer (Cleo from 5 to 7)",
        "- **people here who know it**: 5 (Vagabond); 12 (Cleo from 5 to 7)",
    ]


def test_records_that_share_nothing_are_said_to(by_id: dict[str, Item]) -> None:
    text = compared([by_id["top-gun"], by_id["totoro"]], ("country",), "en")
    assert text == (
        "**Top Gun** and **My Neighbor Totoro**: their records have nothing of this in common.\n"
        "- **country**: United States (Top Gun); Japan (My Neighbor Totoro)"
    )


def test_every_value_of_a_comparison_stands_in_a_record(films: tuple[Item, ...]) -> None:
    text = compared(films, (), "en")
    assert text.count("\n- ") == 7
    assert films[5].title not in text  # five at most


def test_an_utterance_that_asks_why_and_who_gets_both(by_id: dict[str, Item]) -> None:
    intent = Intent(("why", "about"), Query(), about=("vagabond",), fields=("director",))
    text = said(intent, [by_id["vagabond"]], ["vagabond"])
    assert "“bleak” in your wish" in text or "picked for “bleak”" in text
    assert text.endswith("\n\n**Vagabond** was directed by Agnès Varda.")


@pytest.mark.parametrize(
    ("language", "reason", "since"),
    [
        ("en", "“bleak”", "I would not pick it any more: it does not meet “not from France”."),
        ("zh", "“bleak”", "现在我不会再推荐它：它不符合“不要来自法国”。"),
    ],
)
def test_what_was_shown_was_picked_even_where_it_breaks_what_was_asked_for_since(
    by_id: dict[str, Item], language: Language, reason: str, since: str
) -> None:
    query = Query("bleak", must=(Constraint("country", "none_of", ("France",)),))
    text = said(Intent(("why",), query, ("cleo",), language=language), [by_id["cleo"]], ["cleo"])
    assert reason in text.split(since)[0]
    assert text.endswith(since)
    assert "not picked" not in text
    assert "没有推荐过" not in text


def test_what_was_never_shown_was_not_picked(by_id: dict[str, Item]) -> None:
    text = said(Intent(("why",), Query("bleak"), ("cleo",)), [by_id["cleo"]])
    assert text.startswith("I have not picked this one in our talk")


def test_what_nobody_named_is_asked_for() -> None:
    assert said(Intent(("about",), Query()), []).startswith("I don't know which one you mean")
    assert said(Intent(("about",), Query(), language="zh"), []).startswith("我不知道")


def test_parts_of_an_answer_are_paragraphs_and_empty_ones_leave_no_gap() -> None:
    parts = [plain_text("", "one"), plain_text(), plain_text("two", "three")]
    assert "".join(text.piece for text in in_turn(parts)) == "one\n\ntwo\n\nthree"
    assert list(in_turn([plain_text()])) == []


SMALL: tuple[Act, ...] = ("greeting", "thanks", "chitchat", "service", "abuse", "injection", "off_topic", "help")


@pytest.mark.parametrize("act", SMALL)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_small_talk_has_its_words(act: Act, language: Language) -> None:
    intent = Intent((act,), Query(), language=language)
    alone = sayings.small_talk(intent, True, "", ("something smoky",))
    beside = sayings.small_talk(intent, False, "", ("something smoky",))
    assert alone.startswith(beside)
    assert len(beside) <= 120
    assert ("something smoky" in alone) == (act in ("greeting", "help", "off_topic"))
    assert "{" not in alone
    assert any("一" <= char <= "鿿" for char in alone) == (language == "zh")


def test_service_names_whom_to_ask_where_somebody_is_named() -> None:
    intent = Intent(("service",), Query())
    assert "Please ask help@shop.test." in sayings.small_talk(intent, False, "help@shop.test", ())
    assert "Please ask those who run this site." in sayings.small_talk(intent, True, "", ())


def test_several_in_one_breath_are_all_answered_and_examples_come_once() -> None:
    text = sayings.small_talk(Intent(("greeting", "thanks", "help"), Query()), True, "", ("tea",))
    assert text.startswith("Hello! You're welcome! Describe")
    assert text.count("- tea") == 1


@pytest.mark.parametrize(
    "text",
    ["something for tonight", "Surprise me!", "What should I watch?", "No matter", "今晚看什么？", "都可以"],
)  # fmt: skip
def test_a_request_that_wishes_nothing_is_known(text: str) -> None:
    assert idle(text)


@pytest.mark.parametrize(
    "text", ["something sad", "help", "?", "", "no", "start over", "孤独", "dark matter", "no horror"]
)
def test_a_wish_is_not_idle(text: str) -> None:
    assert not idle(text)


def test_the_words_of_an_idle_request_are_not_searched_for() -> None:
    talk = Session("t")
    assert settled("surprise me", Intent(("recommend",), Query("surprise")), talk).query == Query()
    assert settled("anything", Intent(("help",), Query()), talk).acts == ("recommend",)
    assert settled("help", Intent(("help",), Query()), talk).acts == ("help",)
    assert settled("🤷", Intent((), Query()), talk).acts == ("help",)


def test_an_idle_request_in_a_talk_shows_others(films: tuple[Item, ...]) -> None:
    agreed = Query("bleak")
    talk = Session("t", agreed, (Turn("bleak", "", (Ranked(films[0], 1.0),), query=agreed),))
    intent = settled("no matter", Intent(("refine",), Query("matter. bleak")), talk)
    assert intent.query == Query("bleak", seen=frozenset({films[0].id}))


def found(similarity: float, *legs: str) -> list[Candidate]:
    return [Candidate(Item("a", "A"), similarity, 0.0, 1.0, dict.fromkeys(legs, 1.0))]  # type: ignore[arg-type]


def test_a_wish_that_nothing_comes_near_is_hopeless() -> None:
    assert hopeless(Query("blorp fnord"), found(0.24, "dense"))
    assert hopeless(Query("asdf qwerty zxcv"), found(0.36, "dense"))
    assert not hopeless(Query("dinosaurs"), found(0.3, "dense"))
    assert not hopeless(Query("sad"), found(0.2, "dense", "words"))
    assert not hopeless(Query("孤独"), found(0.2, "multilingual"))
    assert hopeless(Query("呃呃"), found(0.12, "multilingual"))


def test_who_demands_or_likes_something_known_is_always_served() -> None:
    for query in (
        Query("blorp", liked=("a",)),
        Query("blorp", must=(Constraint("country", "any_of", ("France",)),)),
        Query("blorp", prefer=(Constraint("moods", "any_of", ("warm",)),)),
        Query(""),
    ):
        assert not hopeless(query, found(0.0))


def test_heaps_of_letters_are_known_by_their_looks() -> None:
    for text in ("asdf", "qqqq", "lkjsdf", "zxcvb hjkdfs", "brrrrr", "嘎嘎嘎嘎"):
        assert heap(text), text
    for text in (
        "rhythm",
        "LGBT",
        "Krzysztof",
        "strengths",
        "zombies",
        "AI",
        "三三两两",
        "asdf and dinosaurs",
        "",
    ):
        assert not heap(text), text


def test_text_pieces_name_their_item(by_id: dict[str, Item]) -> None:
    intent = Intent(("about",), Query(), about=("cleo",), fields=("year",))
    assert list(about_items(intent, [Ranked(by_id["cleo"], 0.0)], ())) == [
        Text("**Cleo from 5 to 7** is from 1962.", "cleo")
    ]
