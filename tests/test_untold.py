"""What no field of the records tells is never promised: refusals and demands in words, on three catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.intent.untold import reminds
from bot.intent.words import SIGNS
from bot.messages import Intent, Session
from retriever.items import Constraint, Item, Query
from tests.shop import catalogue, parser_of

GEAR = (
    {
        "id": "stove", "title": "Larch Stove", "category": "stoves", "material": "steel",
        "description": "Burns twigs. The smoke is strong.",
    },
    {
        "id": "bag", "title": "Otter Bag", "category": "bags", "material": "nylon",
        "description": "Waterproof to one metre.",
    },
    {
        "id": "mat", "title": "Hazel Mat", "category": "mats", "material": "foam", "description": "Folds flat.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def gear(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    folder: Path = tmp_path_factory.mktemp("gear")
    return tuple(catalogue(folder, GEAR).items)


def parsed(items: tuple[Item, ...], said: str) -> Intent:
    return parser_of(items).parse(said, Session("new"))


def refusing(word: str) -> str:
    return (
        f"The records here don't reliably tell of {word}: I leave out those whose words speak of it, "
        "but can't vouch for the rest."
    )


def demanding(word: str) -> str:
    return (
        f"The records here don't reliably tell of {word}: I look for it by words and meaning, "
        "but can't vouch for it."
    )


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("a drama, no violence", refusing("“violence”")),
        ("nothing too violent", refusing("“violent”")),
        ("without nudity or smoking", refusing("“nudity” or “smoking”")),
        ("不要暴力", "资料里没有可靠地记录“暴力”：提到它的我去掉了，其余的不敢保证。"),
        ("must have subtitles", demanding("“subtitles”")),
        ("必须有字幕", "资料里没有可靠地记录“字幕”：我只按字面和意思去找，不敢保证。"),
    ],
)
def test_of_films_what_no_field_tells_is_said(films: tuple[Item, ...], said: str, note: str) -> None:
    assert parsed(films, said).notes == (note,)


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("a stove, no smoke", refusing("“smoke”")),
        ("a mat that doesn't smell", refusing("“smell”")),
        ("something that must be waterproof", demanding("“waterproof”")),
        ("不要有噪音的", "资料里没有可靠地记录“噪音”：提到它的我去掉了，其余的不敢保证。"),
    ],
)
def test_of_goods_too(gear: tuple[Item, ...], said: str, note: str) -> None:
    assert parsed(gear, said).notes == (note,)


@pytest.mark.parametrize("said", ["no horror", "nothing scary", "not from the US", "only drama", "不要恐怖片"])
def test_of_what_a_field_tells_no_note_is_made(films: tuple[Item, ...], said: str) -> None:
    assert parsed(films, said).notes == ()


def test_a_material_on_record_is_told_by_its_field(gear: tuple[Item, ...]) -> None:
    assert parsed(gear, "no nylon").notes == ()


def test_refusing_violence_leaves_out_what_calls_it_by_another_word(films: tuple[Item, ...]) -> None:
    assert parsed(films, "no violence").query.must == (Constraint("", "without", SIGNS["violence"]),)
    assert parsed(films, "不要暴力").query.must == (Constraint("", "without", SIGNS["violence"]),)


@pytest.mark.parametrize("said", ["must be waterproof", "it has to be waterproof, please", "一定要防水的"])
def test_what_must_be_and_is_on_record_is_held(goods: tuple[Item, ...], said: str) -> None:
    intent = parsed(goods, said)
    assert intent.query.must == (Constraint("tags", "any_of", ("waterproof",)),)
    assert intent.notes == ()


def test_what_somebody_has_to_do_is_no_demand(goods: tuple[Item, ...]) -> None:
    assert parsed(goods, "I have to be up early, something warm").notes == ()


def test_a_refusal_is_noted_in_full_once_and_in_short_with_every_later_list(films: tuple[Item, ...]) -> None:
    first = parsed(films, "no violence")
    later = parser_of(films).parse("something sad", Session("new", query=first.query))
    assert later.notes == ("About “violence” I still can't vouch for what is shown.",)
    assert later.query.must == first.query.must


def talked(items: tuple[Item, ...], *said: str) -> Intent:
    parser, intent = parser_of(items), Intent((), Query())
    for words in said:
        intent = parser.parse(words, Session("talk", intent.query))
    return intent


def refused(intent: Intent) -> set[str]:
    return {str(value) for c in intent.query.must if c.op == "without" for value in c.values}


@pytest.mark.parametrize("fine", ["a bit of gore is fine", "gore is ok after all"])
def test_where_a_part_of_what_a_word_means_is_fine_the_rest_is_called_by_that_word(
    films: tuple[Item, ...], fine: str
) -> None:
    intent = talked(films, "nothing violent", fine)
    assert refused(intent) == set(SIGNS["violent"]) - set(SIGNS["gory"])
    assert intent.notes == ("About “violence” I still can't vouch for what is shown.",)


@pytest.mark.parametrize("sign", ["violence", "violent", "gory", "gore", "sad", "scary"])
def test_what_is_welcome_again_is_so_with_all_its_words(films: tuple[Item, ...], sign: str) -> None:
    assert refused(talked(films, f"nothing {sign}")) >= set(SIGNS[sign])
    assert refused(talked(films, f"nothing {sign}", f"{sign} is fine after all")) == set()


def test_what_is_refused_beside_the_rest_of_a_word_is_noted(films: tuple[Item, ...]) -> None:
    intent = talked(films, "nothing violent", "gore is fine", "no slasher")
    assert intent.notes[0] == refusing("“slasher”")


def test_of_a_word_that_a_field_tells_in_part_the_rest_is_told(tmp_path: Path) -> None:
    genres = {"fog": "horror", "sea": "drama"}  # of the words of "scary" a field has "horror"
    films = catalogue(
        tmp_path, [{"id": id_, "title": id_, "genres": genre} for id_, genre in genres.items()]
    ).items
    assert talked(films, "not scary").notes == ()
    intent = talked(films, "not scary", "horror is fine after all", "a drama")
    assert refused(intent) == {"scary", "eerie", "chilling"}
    assert intent.notes == ("About “scary” I still can't vouch for what is shown.",)


def test_a_reminder_names_three_words_and_says_that_there_are_more(films: tuple[Item, ...]) -> None:
    said = "no clowns, no rain, no smoke, no dust"
    assert talked(films, said).notes == (refusing("“clowns” or “rain” or “smoke” or “dust”"),)
    english, chinese = (talked(films, said, later).notes for later in ("a drama", "剧情片"))
    assert english == (
        "About “clowns” or “rain” or “smoke” and more that you refused I still can't vouch for what is shown.",
    )
    assert chinese == ("“clowns”或“rain”或“烟”等，显示的这些我仍不敢保证。",)
    assert all(map(reminds, (*english, *chinese)))


@pytest.mark.parametrize("said", ["why not something funny?", "why no comedies?", "为什么没有喜剧？"])
def test_asking_why_there_are_none_refuses_nothing(films: tuple[Item, ...], said: str) -> None:
    assert not any(demand.op == "without" for demand in parsed(films, said).query.must)
