"""More ways of speaking: questions, small talk, refusals with a reason, limits moved, kinds demanded."""

from __future__ import annotations

import pytest

from bot.intent.words import SIGNS
from bot.messages import Act, Intent, Session, Turn
from ranker.rank import Ranked
from retriever.items import Item
from tests.shop import parser_of
from tests.small_parser import BOOKS, FILMS, agreed, book

NAMED = (book("yirga", "Zyrga Dawn Tales", 200, 12.0, author="Ola Vik", genres="novel"), *BOOKS)
PARSERS = {"films": parser_of(FILMS), "books": parser_of(NAMED)}


def hear(said: str, shown: tuple[Item, ...] = (), before: str = "", shop: str = "films") -> Intent:
    """The intent of `said` with these items on screen, after `before` was agreed."""
    session = Session("talk")
    if before:
        session = Session("talk", PARSERS[shop].parse(before, session).query)
    turn = Turn(before, "", tuple(Ranked(item, 1.0) for item in shown), query=session.query)
    return PARSERS[shop].parse(said, Session("talk", session.query, (turn,) if shown or before else ()))


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("how long is the zyrga", ("yirga",)),
        ("what's the polish one like", ("tram",)),
        ("Cold Orbit: funny or bleak?", ("orbit",)),
        ("third one sounds familiar... who wrote it?", ("orbit",)),
        ("could you tell me a little more about the one with the pelicans?", ("yirga",)),
    ],
)
def test_a_question_about_an_item_wishes_nothing(said: str, about: tuple[str, ...]) -> None:
    intent = hear(said, (NAMED[0], NAMED[2], NAMED[5]), shop="books")
    assert (intent.acts, intent.about, intent.query.text, intent.query.must) == (("about",), about, "", ())


@pytest.mark.parametrize(
    "said",
    [
        "how do one and two differ?",
        "what's the difference between one and two",
        "would she get more use out of number one or number two",
        "rain at noon vs number two, which is easier to follow?",
        "The first or the second, which is older?",
    ],
)
def test_two_are_set_side_by_side(said: str) -> None:
    intent = hear(said, FILMS[:4])
    assert (intent.acts, set(intent.about), intent.query.must) == (("compare",), {"rain", "ferry"}, ())


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("the second? seen it", "seen"),
        ("the second? had one, can't stand it", "dislike"),
        ("the last ferry? loved it", "like"),
        ("the last ferry? boring", "dislike"),
    ],
)
def test_a_name_with_a_question_mark_and_a_verdict_asks_nothing(said: str, act: Act) -> None:
    intent = hear(said, FILMS[:3])
    assert act in intent.acts
    assert intent.about == ()


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("do you watch much telly yourself?", "chitchat"),
        ("are you enjoying the evening, bot?", "chitchat"),
        ("night night!", "thanks"),
        ("even a sleepy goldfish could do better", "abuse"),
        ("you useless lump of scrap", "abuse"),
        ("how do you even work, what kinda things can i ask", "help"),
        ("can you do my algebra homework? 2x - 7 = 15", "off_topic"),
        ("can you put a gift note in my order?", "service"),
    ],
)
def test_small_talk_leaves_no_wish(said: str, act: Act) -> None:
    intent = hear(said, FILMS[:3])
    assert (intent.acts, agreed(intent)) == ((act,), (set(), ""))


def test_what_would_do_better_is_no_insult_where_it_is_a_thing() -> None:
    assert "abuse" not in hear("a shorter film would do better", FILMS[:3]).acts


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("no smoke please, my sister can't stand it", "without smoke"),
        ("no puppets, we've had enough of those", "without puppets"),
        ("no clowns because he doesn't like them", "without clowns"),
        ("black & white is a no-go", "without black and white"),
        ("weddings are the last thing we want tonight", "without weddings"),
        ("puppets still a no", "without puppets"),
        ("not rude pls", "without rude"),
    ],
)
def test_a_refusal_with_its_reason_is_no_opinion_of_an_item(said: str, refused: str) -> None:
    intent = hear(said, FILMS[:3])
    assert agreed(intent)[0] == {refused}
    assert (intent.query.disliked, intent.query.liked, "exclude" in intent.acts) == ((), (), True)


def test_what_comes_after_the_reason_of_a_refusal_is_wanted() -> None:
    refused = agreed(hear("no comedies, my kids hate them and want a western", FILMS[:3]))[0]
    assert refused == {"without comedy", "genres: western"}


def test_none_of_these_is_complains_and_refuses_nothing() -> None:
    assert hear("none of these are funny", FILMS[:3]).query.must == ()


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("raise it to 15 euros and 320 pages", {"price ≤ 15", "pages ≤ 320"}),
        ("can you lower the price limit to 7 euros?", {"price ≤ 7", "pages ≤ 250"}),
        ("at most 300 pages and 12 euros", {"price ≤ 12", "pages ≤ 300"}),
        ("cheaper than the zyrga please", {"price < 12", "pages ≤ 250"}),
    ],
)
def test_a_limit_is_moved(said: str, bounds: set[str]) -> None:
    before = "at most 250 pages, at most 20 euros"
    assert agreed(hear(said, NAMED[:3], before, "books"))[0] == bounds


@pytest.mark.parametrize(
    ("said", "demanded"),
    [
        ("i search a film from sweden. it should be calm", "country: Sweden"),
        ("good comedies anyone?", "genres: comedy"),
        ("it should have Ada Brant", "director: Ada Brant"),
        ("I'd like horror films about dolls", "genres: horror"),
        ("a comedy of manners", "genres: comedy"),
        ("something gentle, my phone is set to french", ""),
    ],
)
def test_what_is_demanded(said: str, demanded: str) -> None:
    assert agreed(hear(said))[0] == ({demanded} if demanded else set())


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("I have no interest in westerns", {"western"}),
        ("we don't have the stomach for gore", set(SIGNS["gore"])),
        ("zero patience for musicals", {"musical"}),
        ("my sister can't get into documentaries", {"documentary"}),
        ("no romance for him, and he really didn't like the second", {"romance"}),
        ("no gore for my aunt please", set(SIGNS["gore"])),
        ("something calm, I have no car", set()),
        ("something calm, we don't own a projector", set()),
        ("something calm, loud ones? I never finish those", set()),
    ],
)
def test_what_somebody_lacks_is_refused_only_where_it_is_a_leaning(said: str, refused: set[str]) -> None:
    must = hear(said, FILMS[:3]).query.must
    assert {str(value) for one in must if one.op == "without" for value in one.values} == refused


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("a novel, price until 15", {"price ≤ 15", "genres: novel"}),
        ("a novel until 200 pages", {"pages ≤ 200", "genres: novel"}),
        ("a novel, at most 25", {"price ≤ 25", "genres: novel"}),
        ("I am searching a novel", {"genres: novel"}),
        ("no time to read anything over 200 pages", {"pages ≤ 200"}),
    ],
)
def test_an_amount_bounds_in_other_words(said: str, bounds: set[str]) -> None:
    assert agreed(hear(said, shop="books"))[0] == bounds


@pytest.mark.parametrize(
    ("said", "acts"),
    [
        ("the first is already on his shelf", ("seen",)),
        ("we did The Last Ferry last winter", ("seen",)),
        ("didn't like The Last Ferry", ("dislike",)),
        ("did not care for the second", ("dislike",)),
        ("I need to think about it", ("chitchat",)),
        ("we'll have to sleep on that", ("chitchat",)),
        ("who wrote the second?", ("about",)),
        ("would it be too loud for a child?", ("about",)),
        ("could it be a bit shorter?", ("refine",)),
        ("something calmer, I'll watch it on the train", ("recommend",)),
        ("why is there a war film in there?", ("why",)),
        ("a western, that's all I want", ("constrain", "recommend")),
        ("that's everything, mille grazie!", ("thanks",)),
    ],
)
def test_what_is_done_by_saying_it(said: str, acts: tuple[str, ...]) -> None:
    assert hear(said, FILMS[:3]).acts == acts


def test_a_childs_age_is_no_number_of_items() -> None:
    assert hear("a comedy, my niece is only 4").n is None
