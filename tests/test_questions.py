"""Questions about items, and what only looks like one. On screen: four films, or four goods of a shop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.gazetteer import Gazetteer
from bot.intent.heard import Heard
from bot.intent.questions import read_questions
from bot.intent.questions.cutting import pieces
from bot.intent.small_talk import sentences
from bot.messages import Session, Turn
from retriever.items import Item, Query
from tests.shop import parser_of, talk

FILMS_SHOWN = ("cleo", "alien", "stalker", "totoro")
SHOP_SHOWN = ("lapsang", "boots-fell", "chess", "moka")
CLEO, ALIEN, STALKER, TOTORO = FILMS_SHOWN
ALL = FILMS_SHOWN

# said, act, items it is about, items that pointing words stand for
FILM_QUESTIONS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    # by pointing words
    ("who directed the second one?", "about", (ALIEN,), (ALIEN,)),
    ("how long is the third", "about", (STALKER,), (STALKER,)),
    ("tell me more about the last one", "about", (TOTORO,), (TOTORO,)),
    ("is number two scary?", "about", (ALIEN,), (ALIEN,)),
    ("what's #3 about", "about", (STALKER,), (STALKER,)),
    ("do any of these have subtitles?", "about", ALL, ALL),
    ("are those all in colour?", "about", ALL, ALL),
    ("who plays the lead in the second", "about", (ALIEN,), (ALIEN,)),
    ("the second, is it french?", "about", (ALIEN,), (ALIEN,)),
    ("any of these available with English subtitles?", "about", ALL, ALL),
    ("which of these are in black and white?", "about", ALL, ALL),
    ("number four is a cartoon, isn't it?", "about", (TOTORO,), (TOTORO,)),
    ("the third one is from the seventies, right?", "about", (STALKER,), (STALKER,)),
    ("can you tell me who is in the second?", "about", (ALIEN,), (ALIEN,)),
    ("would you say the third is hard to follow?", "about", (STALKER,), (STALKER,)),
    ("do you know where the first was shot", "about", (CLEO,), (CLEO,)),
    ("in what language is the fourth", "about", (TOTORO,), (TOTORO,)),
    ("give me some details on the first", "about", (CLEO,), (CLEO,)),
    ("quick question: has the third won any awards?", "about", (STALKER,), (STALKER,)),
    ("and the third?", "about", (STALKER,), (STALKER,)),
    ("what about the last one?", "about", (TOTORO,), (TOTORO,)),
    ("the second one any good?", "about", (ALIEN,), (ALIEN,)),
    ("who made the first one, and how long is it", "about", (CLEO,), (CLEO,)),
    ("is there much blood in the second?", "about", (ALIEN,), (ALIEN,)),
    ("does anything happen in the third?", "about", (STALKER,), (STALKER,)),
    ("can i watch the fourth with my kids", "about", (TOTORO,), (TOTORO,)),
    ("the japanese one, is it dubbed?", "about", (TOTORO,), (TOTORO,)),
    ("is Sigourney Weaver in the second?", "about", (ALIEN,), (ALIEN,)),
    # by title
    ("what is Alien about?", "about", (ALIEN,), ()),
    ("who directed Stalker", "about", (STALKER,), ()),
    ("Is My Neighbor Totoro suitable for a five year old?", "about", (TOTORO,), ()),
    ("Stalker... who made that again?", "about", (STALKER,), (STALKER,)),
    ("when did Close-Up come out?", "about", ("close-up",), ()),
    # implied
    ("who directed it?", "about", (CLEO,), (CLEO,)),
    ("how long?", "about", (CLEO,), ()),
    ("the director?", "about", (CLEO,), (CLEO,)),
    ("is it in colour?", "about", (CLEO,), (CLEO,)),
    ("does it have a happy ending?", "about", (CLEO,), (CLEO,)),
    ("is there a sequel?", "about", (CLEO,), ()),
    ("what year", "about", (CLEO,), ()),
    # compare
    ("which one is the shortest?", "compare", ALL, ()),
    ("and which of those is the funniest?", "compare", ALL, ALL),
    ("what's the difference between 2 and 4", "compare", (ALIEN, TOTORO), (ALIEN, TOTORO)),
    ("first or second?", "compare", (CLEO, ALIEN), (CLEO, ALIEN)),
    ("is the second one as good as Stalker?", "compare", (STALKER, ALIEN), (ALIEN,)),
    ("which is lighter, the first or the fourth?", "compare", (CLEO, TOTORO), (CLEO, TOTORO)),
    ("compare Alien and Stalker", "compare", (ALIEN, STALKER), ()),
    ("Number 2 versus number 1?", "compare", (ALIEN, CLEO), (ALIEN, CLEO)),
    ("#1 shorter than #2?", "compare", (CLEO, ALIEN), (CLEO, ALIEN)),
    ("should I go for the first or the third?", "compare", (CLEO, STALKER), (CLEO, STALKER)),
    ("put the first and the last side by side", "compare", (CLEO, TOTORO), (CLEO, TOTORO)),
    ("how do the first and the second differ", "compare", (CLEO, ALIEN), (CLEO, ALIEN)),
    ("the first or the third - which has the better ending?", "compare", (CLEO, STALKER), (CLEO, STALKER)),
    ("is the third longer than the second", "compare", (STALKER, ALIEN), (STALKER, ALIEN)),
    ("Alien vs Stalker", "compare", (ALIEN, STALKER), ()),
    ("which would you pick?", "compare", ALL, ()),
    # why
    ("why this one?", "why", (CLEO,), (CLEO,)),
    ("why the second??", "why", (ALIEN,), (ALIEN,)),
    ("#2 why", "why", (ALIEN,), (ALIEN,)),
    ("why these?", "why", ALL, ALL),
    ("why?", "why", ALL, ()),
    ("erm why Stalker?", "why", (STALKER,), ()),
    ("how come you picked the third", "why", (STALKER,), (STALKER,)),
    ("what does the second have to do with grief", "why", (ALIEN,), (ALIEN,)),
    ("what made you choose the last one?", "why", (TOTORO,), (TOTORO,)),
    ("can you explain why the second is here?", "why", (ALIEN,), (ALIEN,)),
    ("how does the first fit what I asked for", "why", (CLEO,), (CLEO,)),
    ("why did you put the first one at the top?", "why", (CLEO,), (CLEO,)),
]  # fmt: skip
SHOP_QUESTIONS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("how much is the second one?", "about", ("boots-fell",), ("boots-fell",)),
    ("does the last come in another colour", "about", ("moka",), ("moka",)),
    ("which is cheaper, the first or the chess set?", "compare", ("lapsang", "chess"), ("lapsang",)),
    ("how heavy is number 3", "about", ("chess",), ("chess",)),
    ("what are the second made of?", "about", ("boots-fell",), ("boots-fell",)),
    ("which of these is the cheapest?", "compare", SHOP_SHOWN, SHOP_SHOWN),
    ("is the Walnut Chess Set handmade?", "about", ("chess",), ()),
    ("why the boots?", "why", SHOP_SHOWN, ()),
]  # fmt: skip
# what stays for the other rules
NO_QUESTIONS = [
    "do you have something funny?", "is there anything like Alien?", "what about a comedy?",
    "can you recommend a drama", "what else?", "what else did he direct?",
    "anything like the second but shorter?", "can you make it darker?", "could it be funnier?",
    "how about something japanese", "which films are set in Paris?", "do you have more like the third",
    "something longer than the second?", "shorter than the second and the third?", "the first but longer?",
    "more like the first?", "any others by that director?", "why not something funnier?",
    "a film about why we dream", "I loved the second", "the third looks great", "hated Alien",
    "a bit more romantic than that?", "is there a film that makes me cry", "can you show me two more?",
    "what should I watch tonight?", "are there any french ones?", "show me films like Stalker",
    "not the first, please", "is that all you have?", "that's why I want something lighter",
    "could you drop the second one", "only films where nobody dies", "a nun, who loses her faith",
    "are you able to find me something older than the third?",
]  # fmt: skip


def asked(heard: Heard) -> tuple[tuple[str, ...], set[str], set[str]]:
    return heard.acts, set(heard.about), set(heard.meant)


def hearing(items: tuple[Item, ...], said: str, *shown: str) -> Heard:
    by_id = {item.id: item for item in items}
    return Heard(said, Query(), talk(items, *shown), NAMES.setdefault(len(items), Gazetteer(items)), by_id.get)


NAMES: dict[int, Gazetteer] = {}


@pytest.mark.parametrize(("said", "act", "about", "pointed"), FILM_QUESTIONS)
def test_a_question_about_films_on_screen(
    films: tuple[Item, ...], said: str, act: str, about: tuple[str, ...], pointed: tuple[str, ...]
) -> None:
    heard = read_questions(hearing(films, said, *FILMS_SHOWN))
    assert asked(heard) == ((act,), set(about), set(pointed))
    assert not heard.text.strip(" ,.!?")


@pytest.mark.parametrize(("said", "act", "about", "pointed"), SHOP_QUESTIONS)
def test_a_question_about_goods_on_screen(
    goods: tuple[Item, ...], said: str, act: str, about: tuple[str, ...], pointed: tuple[str, ...]
) -> None:
    heard = read_questions(hearing(goods, said, *SHOP_SHOWN))
    assert asked(heard) == ((act,), set(about), set(pointed))


@pytest.mark.parametrize("said", NO_QUESTIONS)
def test_a_request_or_an_opinion_is_no_question(films: tuple[Item, ...], said: str) -> None:
    heard = read_questions(hearing(films, said, *FILMS_SHOWN))
    assert (heard.acts, heard.about, heard.fields) == ((), (), ())
    assert heard.text.replace(" ,", ",") == said


@pytest.mark.parametrize(
    ("said", "act", "about", "left"),
    [
        ("the third is so cute! does it have songs?", "about", (STALKER,), "the third is so cute!"),
        ("Alien looks fun, where was it shot?", "about", (ALIEN,), "Alien looks fun ,"),
        ("nothing black and white, and what's Alien", "about", (ALIEN,), "nothing black and white ,"),
        ("who directed the second? show me something shorter", "about", (ALIEN,), "show me something shorter"),
        (
            "what year is the third, and can you find something newer?",
            "about",
            (STALKER,),
            "can you find something newer?",
        ),
        ("is the second one as good as Stalker? loved that", "compare", (ALIEN, STALKER), "loved that"),
        (
            "hm, Cleo from 5 to 7 sounds good. but why the second?",
            "why",
            (ALIEN,),
            "hm, Cleo from 5 to 7 sounds good.",
        ),
    ],
)
def test_what_is_said_beside_a_question_stays(
    films: tuple[Item, ...], said: str, act: str, about: tuple[str, ...], left: str
) -> None:
    heard = read_questions(hearing(films, said, *FILMS_SHOWN))
    assert (heard.acts, set(heard.about)) == ((act,), set(about))
    assert heard.text.strip() == left


def test_two_questions_in_one_breath_are_both_heard(films: tuple[Item, ...]) -> None:
    heard = read_questions(hearing(films, "What is Alien about, and is it longer than Stalker?", *FILMS_SHOWN))
    assert asked(heard) == (("about", "compare"), {ALIEN, STALKER}, {ALIEN})


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("who directed the second?", ("director",)),
        ("who's in the second and what's its runtime", ("cast", "runtime")),
        ("when did the third come out", ("year",)),
        ("which country is the first from", ("country",)),
        ("what kind of film is the last one", ("genres",)),
        ("how much does the second cost", ("price",)),  # films have none, which is what is told
        ("what's the budget of the second?", ("budget",)),
        ("in the first one, what is the budget?", ("budget",)),
        ("who composed the music for the first one?", ("composer",)),
        ("how much does the first one weigh?", ("weight",)),
        ("is it sad?", ("sad",)),
        ("is the second suitable for children?", ("children",)),
        ("does it have subtitles?", ("subtitles",)),
        ("is the second one in colour?", ("colour",)),
        ("does anyone die in it?", ("die",)),
        ("where can I watch the third?", ("where to watch it",)),
        ("how violent is the second?", ("violent",)),
        ("is it based on a true story?", ("true story",)),
        ("is the second one French?", ("country: France",)),
        ("is the third one good for my 8 year old?", ("8 year old",)),
        ("is the first one too long?", ("runtime",)),
        ("tell me if the first is scary", ("scary",)),
        ("any of these available with English subtitles?", ("subtitles",)),
        ("which of these are in black and white?", ("black and white",)),
        ("tell me about the second", ()),
        ("the second one any good?", ()),
        ("what is the third one like?", ()),
    ],
)
def test_what_of_the_record_is_asked_for_is_noted_under_its_name_in_the_catalogue(
    films: tuple[Item, ...], said: str, fields: tuple[str, ...]
) -> None:
    assert read_questions(hearing(films, said, *FILMS_SHOWN)).fields == fields


@pytest.mark.parametrize(
    ("said", "about", "fields"),
    [
        ("第二部的预算是多少？", (ALIEN,), ("budget",)),
        ("第一部的配乐是谁？", (CLEO,), ("composer",)),
        ("第一部适合孩子看吗？", (CLEO,), ("children",)),
        ("有字幕吗？", (CLEO,), ("subtitles",)),
        ("第二部是彩色的吗？", (ALIEN,), ("colour",)),
        ("哪些是黑白的？", ALL, ("black and white",)),
        ("结局好吗？", (CLEO,), ("ending",)),
    ],
)
def test_what_no_field_has_is_asked_for_in_chinese_too(
    films: tuple[Item, ...], said: str, about: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    intent = parser_of(films).parse(said, talk(films, *FILMS_SHOWN))
    assert (intent.acts, intent.about, intent.fields) == (("about",), about, fields)


def test_it_means_the_item_spoken_of_last(films: tuple[Item, ...]) -> None:
    heard = hearing(films, "how long is it?", *FILMS_SHOWN)
    spoken = Turn("who directed the third?", "Tarkovsky.", spoken=(STALKER,))
    session = Session("talk", turns=(*heard.session.turns, spoken))
    assert read_questions(replace(heard, session=session)).about == (STALKER,)


def test_a_comment_on_what_was_just_asked_is_no_wish(films: tuple[Item, ...]) -> None:
    said = "does the third have much dialogue? it looks awfully quiet"
    assert not read_questions(hearing(films, said, *FILMS_SHOWN)).text.strip()


def test_what_was_agreed_is_not_wished_again_by_complaining(films: tuple[Item, ...]) -> None:
    heard = hearing(films, "why is the second here? I said gentle", *FILMS_SHOWN)
    assert not read_questions(replace(heard, query=Query(text="gentle"))).text.strip()
    assert read_questions(heard).text == "I said gentle"


@pytest.mark.parametrize(
    "said", ["who directed it?", "why these?", "which one is shorter?", "and the third?", "how long?"]
)
def test_where_nothing_was_shown_nothing_can_be_asked_of_it(films: tuple[Item, ...], said: str) -> None:
    assert read_questions(hearing(films, said)).acts == ()


@pytest.mark.parametrize(
    "said", ["why is the sky blue", "who is the president", "what is your name", "is the earth flat?"]
)
def test_the_world_is_no_item(films: tuple[Item, ...], said: str) -> None:
    assert read_questions(hearing(films, said, *FILMS_SHOWN)).acts == ()


@given(st.text(max_size=200))
def test_any_text_is_read_and_never_grows_by_more_than_its_cuts(text: str) -> None:
    assert len(read_questions(hearing((), text)).text) <= len(text) + 3 * len(text)


@given(st.lists(st.sampled_from([row[0] for row in FILM_QUESTIONS] + NO_QUESTIONS), max_size=4).map(" ".join))
def test_what_is_about_an_item_is_always_one_of_an_act(films: tuple[Item, ...], said: str) -> None:
    heard = read_questions(hearing(films, said, *FILMS_SHOWN))
    assert bool(heard.about) == bool({"about", "compare", "why"} & set(heard.acts))
    assert set(heard.meant) <= set(heard.about) <= {item.id for item in films}


@given(st.text(alphabet=" ,.?!;andwhoisit-the", max_size=120))
def test_the_pieces_of_a_sentence_have_its_words_in_its_order(sentence: str) -> None:
    words = [word for piece in pieces(sentence) for word in piece.replace(",", " ").split()]
    rest = iter(sentence.replace(",", " ").split())
    assert all(
        any(word in said or said in word for said in rest) for word in words if word.isalpha() and len(word) > 3
    )


@pytest.mark.parametrize(
    "said", ["a " * 2_000, "who is it? " * 360, "why? " * 800, ",and " * 800, "? " * 2_000, "1 or 2 " * 570]
)
def test_long_texts_are_read_in_a_moment(films: tuple[Item, ...], said: str) -> None:
    heard = read_questions(hearing(films, said[:4_000], *FILMS_SHOWN))
    assert len(heard.acts) <= 3


def test_sentences_keep_their_marks() -> None:
    assert sentences("Alien vs. Stalker? ok!fine\nno. 2") == ["Alien vs. Stalker?", "ok!", "fine", "no. 2"]
