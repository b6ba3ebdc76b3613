"""What is taken back, widened, judged, passed over for others or left for another subject, in many wordings."""

from __future__ import annotations

import pytest

from bot.messages import Act, Intent
from tests.small_parser import agreed, hear, parsers

PARSERS = parsers()


def films(*utterances: str) -> Intent:
    """The last of a talk, with "Rain at Noon", "The Last Ferry" and "Attic Lights" on screen."""
    return hear(PARSERS["films"], *utterances)


@pytest.mark.parametrize(
    "said",
    [
        "take back the ghosts thing lol",
        "the ghosts rule, scrap it",
        "nvm the ghosts bit",
        "let's leave out the ghosts part",
        "ghosts are fine on second thoughts",
        "on second thoughts ghosts are alright again",
        "strike that last bit",
        "forget i said that",
        "pretend i never said that",
    ],
)
def test_what_was_refused_is_welcome_again(said: str) -> None:
    intent = films("a drama, no ghosts", said)
    assert not any("ghost" in demand for demand in agreed(intent)[0])
    assert "relax" in intent.acts
    assert "change" not in intent.acts


@pytest.mark.parametrize(
    "said",
    [
        "norway could also be on the table",
        "norway can join the party",
        "norwegian ones may come along too",
        "let norway join in as well",
        "norwegian films are ok for me too",
    ],
)
def test_another_value_widens_the_demand(said: str) -> None:
    intent = films("a french drama", said)
    (country,) = (c for c in intent.query.must if c.field == "country")
    assert set(country.values) == {"France", "Norway"}
    assert {"relax", "constrain"} <= set(intent.acts)


def test_somebody_who_can_stay_away_is_not_let_in_again() -> None:
    assert "relax" not in films("a drama, nothing french", "the french can stay at home").acts


def test_what_would_please_takes_nothing_back() -> None:
    assert "relax" not in films("a comedy", "romance would be welcome").acts


@pytest.mark.parametrize(
    "said",
    [
        "never mind who's in it",
        "can be another director too",
        "could also be another director",
        "another director is fine",
        "other directors too , no problem",
        "别的导演也可以",
    ],
)
def test_a_person_is_no_longer_demanded(said: str) -> None:
    intent = films("a film by Agnès Varda", said)
    assert intent.query.must == ()
    assert "relax" in intent.acts


@pytest.mark.parametrize(
    "said", ["a different director", "another director please", "by someone else", "换个导演"]
)
def test_somebody_else_is_wanted_instead_and_the_one_demanded_is_refused(said: str) -> None:
    assert agreed(films("a film by Agnès Varda", said))[0] == {"director: not Agnès Varda"}


@pytest.mark.parametrize("said", ["i could go up to 120 minutes", "by all means stretch out to 120 minutes"])
def test_going_further_with_a_bound_takes_the_narrower_one_back(said: str) -> None:
    assert "relax" in films("a drama under 90 minutes", said).acts


@pytest.mark.parametrize(
    "said",
    [
        "i take back what i said about the second one",
        "i was wrong about The Last Ferry",
        "forget what i said about the last ferry",
    ],
)
def test_a_verdict_is_taken_back(said: str) -> None:
    intent = films("a thriller", "i hated the second one", said)
    assert (intent.query.disliked, intent.query.liked) == ((), ())
    assert "ferry" not in intent.query.seen
    assert "relax" in intent.acts


BOTH: set[Act] = {"seen", "dislike"}


@pytest.mark.parametrize(
    ("said", "acts", "liked", "disliked", "seen"),
    [
        ("the second one is really pretty", {"like"}, {"ferry"}, set(), set()),
        ("the norwegian one looks a treat", {"like"}, {"attic"}, set(), set()),
        ("i like the first more", {"like"}, {"rain"}, set(), set()),
        ("the last ferry, i walked out on twice", {"dislike"}, set(), {"ferry"}, {"ferry"}),
        ("first one: seen it. second one: sat through it, hated it", BOTH, set(), {"ferry"}, {"rain", "ferry"}),
        ("number 1 is a yes, number 3 is dull", {"like", "dislike"}, {"rain"}, {"attic"}, {"attic"}),
        ("ugh, seen the last ferry a dozen times", {"seen"}, set(), set(), {"ferry"}),
        ("watched both at school, and attic lights too", {"seen"}, set(), set(), {"rain", "ferry", "attic"}),
        ("we've done the last ferry to death, ditto attic lights", {"seen"}, set(), set(), {"ferry", "attic"}),
    ],
)  # fmt: skip
def test_verdicts(said: str, acts: set[Act], liked: set[str], disliked: set[str], seen: set[str]) -> None:
    intent = films("a drama", said)
    assert acts <= set(intent.acts)
    assert not {"like", "dislike", "seen", "more"} & set(intent.acts) - acts
    assert (set(intent.query.liked), set(intent.query.disliked), set(intent.query.seen)) == (liked, disliked, seen)


@pytest.mark.parametrize(
    "said", ["nothing scary please, she really hates that", "no ghosts. we have enough of those at home"]
)
def test_a_verdict_on_what_is_refused_is_none_on_an_item(said: str) -> None:
    intent = films("a drama", said)
    assert not {*intent.query.disliked, *intent.query.seen}


def test_a_person_nobody_can_abide_is_refused() -> None:
    assert agreed(films("a drama", "i never could abide Varda"))[0] >= {"director: not Agnès Varda"}


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("seen the second one, what else is there?", None),
        ("already know the last ferry, next", None),
        ("another five please", 5),
        ("another batch please", None),
    ],
)
def test_others_are_asked_for(said: str, n: int | None) -> None:
    intent = films("a drama", said)
    assert ("more" in intent.acts, intent.n) == (True, n)
    assert intent.query.seen >= {"rain", "ferry", "attic"}


@pytest.mark.parametrize(
    "said",
    [
        "Varda, on the other hand, leaves me cold",
        "my teacher used to go on and on about it",
        "love the first! anything else he directed?",
        "something in that vein, only shorter",
        "other countries too",
    ],
)
def test_others_are_not_asked_for(said: str) -> None:
    assert "more" not in films("a drama", said).acts


@pytest.mark.parametrize(
    "said", ["love the first! anything else he directed?", "rain at noon is a gem. stick with that director"]
)
def test_more_by_who_made_it(said: str) -> None:
    assert agreed(films("a drama", said))[0] >= {"director: Akira Kurosawa"}


@pytest.mark.parametrize(
    "said",
    [
        "let's do something else entirely: westerns",
        "on second thoughts, i want a western",
        "wipe the whole slate clean. a western",
        "wipe everything, clean slate, westerns please",
    ],
)
def test_a_new_subject(said: str) -> None:
    intent = films("a french drama", said)
    assert agreed(intent)[0] == {"genres: western"}
    assert "change" in intent.acts


def test_it_is_no_second_item_beside_the_one_called_by_its_place() -> None:
    assert films("a drama", "it should be shorter than the third, she gets up early").meant == ("attic",)
    assert films("a drama", "the norwegian one, is it sad or funny").meant == ("attic",)
