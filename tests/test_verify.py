"""The check of a sentence against a record: planted lies must be found, true sentences must pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.writer.check.verify import check
from retriever.items import Item

FILM = Item(
    "f1",
    "Daguerréotypes",
    "Agnès Varda films the shopkeepers and residents of the rue Daguerre in Paris, the street where she lives. "
    "A butcher, a tailor and a magician talk about work and dreams.",
    {
        "country": ("France",),
        "genres": ("documentary",),
        "director": ("Agnès Varda",),
        "moods": ("quiet", "warm"),
        "themes": ("neighbours", "small shops"),
        "cast": ("Rosalie Varda",),
    },
    {"year": 1976, "runtime": 80, "movielens_id": 6344},
)
CRIME = Item(
    "f2",
    "The Printer",
    "A troubled smuggler seeks work from a printer to earn him tickets to Chile. "
    "His daughter waits in two old hotels, torn between her teacher and his debts.",
    {"genres": ("crime", "thriller"), "director": ("Ana Ruiz",), "cast": ("Lee Song", "Mara Holt")},
    {"year": 1998},
)
KETTLE = Item(
    "s1",
    "Holm Copper Kettle",
    "A hand-spun copper kettle with a beech handle and a gooseneck spout for slow pouring. "
    "Suits gas and electric hobs. Made to order in a small workshop near Bergen.",
    {"brand": ("Holm",), "material": ("copper", "beech")},
    {"price": 129.5, "weight_g": 870},
)
PIANO = Item(
    "m1", "Harbour Lights", "Field recordings from four harbours, woven into slow piano pieces.", {}, {"tracks": 9}
)
ROAD = Item(
    "f3",
    "Ae Fond",
    "Casim, a disc jockey, falls for Roisin, who teaches music and rents from a jockey.",
    {"director": ("K",)},
)
DEAD = Item("f4", "Quai", "A pianist hides when a financier is found dead in his villa.", {"director": ("K",)})

TRUE = [
    (FILM, "It is about the shopkeepers and residents of the rue Daguerre."),
    (FILM, "It films the shopkeepers and residents of the rue Daguerre."),
    (FILM, "It is a documentary about the shopkeepers and residents of the rue Daguerre in Paris."),
    (FILM, "It is a quiet, warm documentary."),
    (FILM, "It is a French documentary."),
    (FILM, "It is a French documentary of 80 minutes."),
    (FILM, "This documentary from 1976 is about neighbours and small shops."),
    (FILM, "This documentary of the 1970s is quiet and warm."),
    (FILM, "It was directed by Agnès Varda."),
    (FILM, "It was directed by Agnes Varda in 1976."),
    (FILM, "Agnès Varda films the shopkeepers."),
    (FILM, "A butcher, a tailor and a magician talk about work and dreams."),
    (FILM, "It follows a butcher, a tailor and a magician who talk about work and dreams."),
    (FILM, "Its themes are neighbours and small shops."),
    (FILM, "“Daguerréotypes” is about neighbours."),
    (FILM, "The cast includes Rosalie Varda."),
    (FILM, "It is a film about work and dreams."),
    (FILM, "It films the shopkeepers and residents of the rue Daguerre in Paris, the street where she lives."),
    (CRIME, "It follows a troubled smuggler who seeks work from a printer."),
    (CRIME, "It follows a troubled smuggler who seeks work from a printer to earn him tickets to Chile."),
    (CRIME, "A smuggler is seeking work from a printer to earn him tickets."),
    (CRIME, "It is a crime thriller from 1998."),
    (CRIME, "This crime film stars Mara Holt."),
    (CRIME, "It was directed by Ana Ruiz."),
    (CRIME, "His daughter waits in two old hotels."),
    (CRIME, "It tells of a smuggler who sought work from a printer."),
    (KETTLE, "It is a hand-spun copper kettle with a beech handle and a gooseneck spout."),
    (KETTLE, "This copper kettle has a beech handle and a gooseneck spout for slow pouring."),
    (KETTLE, "It suits gas and electric hobs."),
    (KETTLE, "It is made to order in a small workshop near Bergen."),
    (KETTLE, "The price is 129.50."),
    (KETTLE, "The price is 129.5, and the material is copper and beech."),
    (KETTLE, "It is made by Holm."),
    (KETTLE, "The kettle with its beech handle has a spout for slow pouring."),
    (KETTLE, "It is a hand-spun kettle with a beech handle."),
    (KETTLE, "Its weight is 870 g."),
    (PIANO, "These are field recordings from four harbours, woven into slow piano pieces."),
    (PIANO, "These are field recordings from 4 harbours."),
    (PIANO, "It has 9 tracks."),
    (PIANO, "These are harbours woven into slow piano pieces."),
    (PIANO, "Field recordings from four harbours, woven into slow piano pieces."),
]

LIES = [
    (FILM, "It follows a chef who films the residents of the rue Daguerre.", "chef"),
    (FILM, "It is a documentary from 1974.", "1974"),
    (FILM, "It is a documentary of the 1960s.", "1960"),
    (FILM, "It is a documentary of 95 minutes.", "95"),
    (FILM, "It is a documentary of 1976 minutes.", "1976 minutes"),
    (FILM, "It follows three residents of the rue Daguerre.", "three"),
    (FILM, "It has number 6344.", "6344"),
    (FILM, "It was directed by Jacques Demy.", "Jacques"),
    (FILM, "It was directed by jacques demy.", "jacques"),
    (FILM, "It was directed by Rosalie Varda, and it is quiet.", None),
    (FILM, "The director is a butcher.", "director"),
    (FILM, "It is an Italian documentary.", "Italian"),
    (FILM, "It is an italian documentary.", "italian"),
    (FILM, "It is a documentary set in London.", "London"),
    (FILM, "“Cléo from 5 to 7” is about neighbours.", "quotation"),
    (FILM, "It is a masterpiece about neighbours.", "masterpiece"),
    (FILM, "It is the best documentary about neighbours.", "best"),
    (FILM, "This award-winning documentary is about neighbours.", "award"),
    (FILM, "It is an acclaimed documentary.", "acclaimed"),
    (FILM, "It is a popular documentary.", "popular"),
    (FILM, "It is the quietest and funniest documentary.", "funniest"),
    (FILM, "It is not quiet.", "negation"),
    (FILM, "I loved this quiet documentary.", "first person"),
    (FILM, "I've seen the shopkeepers of the rue Daguerre.", "I've"),
    (FILM, "As an AI, it is a documentary.", "as an ai"),
    (FILM, "Sure, it is a documentary.", "sure"),
    (FILM, "Record: a quiet documentary.", "label"),
    (FILM, "It is about neighbours, as in The Printer.", "another pick"),
    (FILM, "It follows the shopkeepers and residents of the", "cut off"),
    (FILM, "It follows the shopkeepers and residents of the.", "cut off"),
    (FILM, "It follows the shopkeepers and residents...", "cut off"),
    (FILM, "It is quiet (and warm.", "cut off"),
    (FILM, "It is a documentary documentary.", "repetition"),
    (FILM, "It is about shops and shops and shops and shops.", "repetition"),
    (FILM, "It is a documentary, see https://x.example/a.", "address"),
    (FILM, "It is a documentary, see evil.com for work.", "address"),
    (FILM, "It is a <b>documentary</b>.", "markup"),
    (FILM, "It is a ![documentary](a.png).", "markup"),
    (FILM, "It is a [documentary](a).", "markup"),
    (FILM, "It is a **documentary**.", "markup"),
    (FILM, "He films the shopkeepers of the rue Daguerre.", "pronoun"),
    (FILM, "It is a documentary for rainy evenings.", "rainy"),
    (FILM, "It follows a magician who films a butcher.", "turned round"),
    (FILM, "It is about quiet horror with monsters at night.", "horror"),
    (CRIME, "It follows a printer who seeks work from a troubled smuggler.", "turned round"),
    (CRIME, "Her daughter waits in two old hotels.", "possessive"),
    (CRIME, "It was directed by Mara Holt.", "role"),
    (CRIME, "This crime film stars Ana Ruiz.", "role"),
    (CRIME, "It follows a troubled smuggler who seeks work from his brother.", "brother"),
    (CRIME, "It follows a an old hotel.", None),
    (CRIME, "It follows a old printer.", "article"),
    (CRIME, "It follows a printer is troubled.", None),
    (CRIME, "It follows a story of a troubled smuggler who seeks work from a printer.", "broken"),
    (CRIME, "It follows a troubled hitmen who seeks aid.", None),
    (CRIME, "It follows a troubled helper who seeks aid.", "helper"),
    (ROAD, "It follows Casim, a disc jockey, who teaches music.", "of another"),
    (ROAD, "It follows a jockey Casim who falls for Roisin.", None),
    (ROAD, "It follows Casim, who finds a van.", None),
    (DEAD, "It follows a pianist who finds a financier dead in his villa.", "turned round"),
    (ROAD, "It follows Casim, who falls for Roisin, who owns a van.", None),
    (KETTLE, "The price is $99.", "99"),
    (KETTLE, "It costs 870 dollars.", "870 dollars"),
    (KETTLE, "It holds two litres.", "litres"),
    (KETTLE, "It follows a copper kettle with a beech handle.", "kind"),
    (KETTLE, "This film is about a copper kettle.", "kind"),
    (KETTLE, "It is a copper handle with a beech spout.", "turned round"),
    (KETTLE, "It is made in Oslo.", "Oslo"),
    (KETTLE, "It suits induction hobs.", "induction"),
    (KETTLE, "It is a bestselling copper kettle.", "bestselling"),
    (PIANO, "These are field recordings from five harbours.", "five"),
    (PIANO, "It was recorded by Tove Lind.", "Tove"),
]


def test_the_tables_are_long_enough() -> None:
    assert len(TRUE) >= 40
    assert len(LIES) >= 40


@pytest.mark.parametrize(("item", "sentence"), TRUE, ids=[sentence for _, sentence in TRUE])
def test_a_true_sentence_passes(item: Item, sentence: str) -> None:
    assert check(sentence, item, others=("Some Other Title",)) == ()


@pytest.mark.parametrize(("item", "sentence", "named"), LIES, ids=[sentence for _, sentence, _ in LIES])
def test_a_planted_lie_is_found_and_named(item: Item, sentence: str, named: str | None) -> None:
    problems = check(sentence, item, others=("The Printer",) if item is not CRIME else ())
    assert problems
    if named:
        assert any(named.casefold() in problem.casefold() for problem in problems), problems


def test_words_of_the_wish_may_be_used_only_when_speaking_to_the_person() -> None:
    wish = "rainy evenings in bed"
    assert check("It is a quiet documentary for your rainy evenings.", FILM, wish) == ()
    assert check("It is a quiet documentary for rainy evenings.", FILM, wish) != ()


def test_the_wish_proves_no_country_no_maker_and_no_praise() -> None:
    wish = "the best italian films directed by fellini"
    for sentence in ("This is the best for you.", "It was directed by Fellini for you."):
        assert check(sentence, FILM, wish) != ()
    assert check("It is Italian, as you asked.", FILM, wish) != ()


def test_an_echo_of_the_wish_is_found() -> None:
    wish = "something for a long evening alone with tea"
    problems = check("It is something for a long evening alone with you.", FILM, wish)
    assert any("echo" in problem for problem in problems)


def test_praise_that_the_record_has_may_be_said() -> None:
    item = Item("x", "Chess Box", "The best seller of our small shop.")
    assert check("It is the best seller of our small shop.", item) == ()


def test_a_title_that_is_in_the_record_itself_is_no_mixing_up() -> None:
    assert check("It is a documentary about neighbours.", FILM, others=("Neighbours", "Documentary")) == ()


# Passed over by the old check, which wanted the words of a description in their order and close together; now a
# teller may move what is beside a thing, and speak of it and of the wish in plain words of their own.
FREE = [
    (KETTLE, "It is a hand-spun kettle of copper."),
    (KETTLE, "It is a kettle with a spout and a beech handle."),
    (KETTLE, "Here is a copper kettle, made near Bergen, that suits the hobs you asked about."),
    (FILM, "Here is a quiet documentary."),
    (FILM, "In Paris, and in 80 minutes, a tailor and a butcher talk about dreams."),
]

# What no rule sees: the words are the record's, and small words hide the change.
SLIPS = [
    (CRIME, "It follows a smuggler whose daughter waits in Chile."),
    (CRIME, "It follows a troubled smuggler, a printer."),
]


@pytest.mark.parametrize(("item", "sentence"), FREE, ids=[sentence for _, sentence in FREE])
def test_a_sentence_freely_put_passes(item: Item, sentence: str) -> None:
    assert check(sentence, item, "something for hobs") == ()


@pytest.mark.parametrize(("item", "sentence"), SLIPS, ids=[sentence for _, sentence in SLIPS])
def test_a_lie_that_is_known_to_slip_through(item: Item, sentence: str) -> None:
    assert check(sentence, item) == ()


NOVEL = Item(
    "b1",
    "Low Water",
    "A ferryman's daughter sells eels at the market until the bridge opens. Two brothers carry the boat home.",
    {
        "author": ("Ida Brandt",),
        "narrator": ("Per Holm",),
        "translator": ("Mark Dell",),
        "directors": ("A B", "C D"),
    },
    {"pages": 430, "year": 1957, "price_gbp": 12},
)
PAIRS = [
    ("Ida Brandt wrote it.", "Per Holm wrote it."),
    ("It is read by Per Holm.", "It is read by Ida Brandt."),
    ("Ida Brandt's novel has a ferryman's daughter.", "Mark Dell's novel has a ferryman's daughter."),
    ("At 430 pages it is long.", "At 430 pages it is short."),
    ("It is 12 pounds.", "It is 12 dollars."),
    ("A novel of the fifties.", "A novel of the sixties."),
    ("It has two directors.", "It has three directors."),
    ("Two brothers carry the boat.", "Three brothers carry the boat."),
    ("A daughter sells eels at the market.", "A daughter sells eels at the bridge, near the market."),
    ("It ends as the bridge opens.", "In the end the bridge opens."),
    ("The brothers carry the boat.", "The brothers must carry the boat."),
    ("The boat is what the brothers carry.", "The brothers give them away."),
    ("A ferryman's daughter sells eels.", "The ferryman sells eels."),
    ("The brothers are not alone.", "It is not translated by Mark Dell, who wrote it."),
]


@pytest.mark.parametrize(("true", "lie"), PAIRS, ids=[lie for _, lie in PAIRS])
def test_beside_each_true_sentence_its_lie_is_caught(true: str, lie: str) -> None:
    assert check(true, NOVEL) == ()
    assert check(lie, NOVEL) != ()


def test_a_wish_for_something_short_is_no_proof_that_it_is() -> None:
    assert check("You asked for something short: two brothers carry a boat.", NOVEL, "a short novel") == ()
    assert check("It is short, as you asked.", NOVEL, "a short novel") != ()


def test_a_verb_or_a_preposition_may_end_a_sentence_but_an_article_may_not() -> None:
    assert check("Two brothers carry the boat you asked for.", NOVEL, "a boat") == ()
    assert "cut off" in check("Two brothers carry the.", NOVEL)


WORDS = st.text(alphabet="bcdfghjklmnprtvwz", min_size=3, max_size=9)


@given(st.text(), st.text(), st.text())
def test_it_never_raises(sentence: str, description: str, wish: str) -> None:
    assert isinstance(check(sentence, Item("i", "t", description), wish, (description,)), tuple)


@given(st.lists(WORDS, min_size=1, max_size=20), st.lists(WORDS, min_size=1, max_size=20))
def test_a_sentence_of_the_description_passes_word_for_word(first: list[str], second: list[str]) -> None:
    sentences = [" ".join(words).capitalize() + "." for words in (first, second)]
    item = Item("i", "Title", " ".join(sentences))
    assert [check(sentence, item) for sentence in sentences] == [(), ()]


@given(WORDS, st.lists(WORDS, min_size=3, max_size=12))
@settings(max_examples=60)
def test_one_foreign_word_is_always_found(foreign: str, words: list[str]) -> None:
    item = Item("i", "Title", " ".join(words).capitalize() + ".")
    told = {word.casefold() for word in words}
    sentence = f"It is a {foreign}qqx."
    assert f"{foreign}qqx" not in told
    assert check(sentence, item) != ()


@given(st.sampled_from(TRUE), st.integers(min_value=1000, max_value=9999))
def test_a_number_that_the_record_lacks_is_always_found(true: tuple[Item, str], number: int) -> None:
    item, sentence = true
    if str(number) not in ("1976", "1998"):
        assert any("number" in problem for problem in check(f"{sentence[:-1]}, {number}.", item))


def test_a_verb_is_not_given_the_object_of_the_next_clause() -> None:
    # the model left out "a handful, then must comfort", so the fisherman got communion
    film = Item(
        "w",
        "Winter Light",
        "A pastor gives communion to a handful, then must comfort a fisherman.",
        {"cast": ("X",)},
    )
    assert check("It follows a pastor who gives communion to a fisherman.", film)
    assert check("It follows a pastor who gives communion to a handful.", film) == ()


def test_nobody_is_told_that_the_whole_wish_is_met() -> None:
    boots = Item(
        "b", "Creek Boots", "Leather hiking boots with a soft lining.", {"brand": ("Creek",)}, {"price": 149}
    )
    assert check("Leather hiking boots with a soft lining.", boots, "waterproof hiking boots") == ()
    assert check("Here is what you asked for, leather hiking boots.", boots, "waterproof hiking boots")
