"""Chinese words of a wish, what they are in English, and the values of a catalogue they reach."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import doctor
from bot.chips import chips, statements
from bot.intent.chinese import glossing
from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from bot.messages import Session
from retriever import glossary as glossary_file
from retriever.glossary import Glossary, GlossaryDamaged, dictionary, glossary
from retriever.items import Constraint, Item, Query
from retriever.question import _in_english

ENTRIES = """# CC-CEDICT
#! entries=9
海 海 [Hai3] /surname Hai/
海 海 [hai3] /ocean/sea/CL:個|个[ge4]/(dialect) numerous/
大海 大海 [da4 hai3] /sea; ocean/
火車 火车 [huo3 che1] /train/CL:列[lie4]/
海明威 海明威 [Hai3 ming2 wei1] /Hemingway (1899-1961), American novelist/
長 长 [chang2] /long/
長 长 [zhang3] /chief/
懷孕 怀孕 [huai2 yun4] /to be pregnant/
上 上 [shang4] /on; above/
"""
FILMS = (
    Item("a", "A", "Nets.", {"themes": ("sea", "island"), "director": ("Ann Train",)}),
    Item("b", "B", "Rails.", {"themes": ("trains", "pregnancy"), "genres": ("western", "family")}),
    Item("c", "C", "Home.", {"themes": ("mother", "fog"), "moods": ("quiet",)}),
)


@pytest.fixture
def small(tmp_path: Path) -> Glossary:
    path = tmp_path / "cedict.gz"
    path.write_bytes(gzip.compress(ENTRIES.encode()))
    return Glossary.load(path)


@pytest.fixture(scope="module")
def parser() -> RuleParser:
    return RuleParser(Gazetteer(FILMS), {film.id: film for film in FILMS}.get)


def preferred(parser: RuleParser, *said: str) -> list[tuple[str, object]]:
    session = Session("t", Query())
    for utterance in said:
        session = replace(session, query=parser.parse(utterance, session).query)
    return [(c.field, value) for c in session.query.prefer for value in c.values]


def english(glossary: Glossary, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[word.start : word.end], word.english) for word in glossary.words(text)]


def test_a_word_is_read_as_the_longest_the_dictionary_has(small: Glossary) -> None:
    assert english(small, "大海上的火车") == [("大海", ("sea", "ocean")), ("火车", ("train",))]
    assert english(small, "海明威") == [("海明威", ("Hemingway",))]


def test_traditional_words_are_known_too(small: Glossary) -> None:
    assert english(small, "火車") == [("火車", ("train",))]


def test_one_character_read_in_several_ways_says_nothing(small: Glossary) -> None:
    assert small.english("长") == ()


def test_one_character_beside_another_that_is_not_known_says_nothing(small: Glossary) -> None:
    assert english(small, "海") == [("海", ("ocean", "sea"))]
    assert english(small, "王海") == []


def test_what_only_counts_or_explains_is_no_sense(small: Glossary) -> None:
    assert small.english("海") == ("ocean", "sea")
    assert small.english("怀孕") == ("pregnant",)


def test_what_is_known_better_comes_before_the_dictionary(small: Glossary) -> None:
    assert [word.english for word in small.words("大海", {"大海": "seaside"})] == [("seaside",)]


@given(st.text(alphabet="海大火车长上明威王的a ,", max_size=40))
def test_words_lie_in_the_text_one_after_the_other(text: str) -> None:
    place = 0
    for word in glossary().words(text):
        assert place <= word.start < word.end <= len(text)
        place = word.end


def test_without_the_package_there_are_no_words_but_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary_file, "PACKAGE", "not_installed_at_all")
    assert dictionary() is None
    glossary.cache_clear()
    try:
        assert glossary().words("火车") == []
        assert [word.english for word in glossing.words("复仇")] == [("revenge",)]
    finally:
        glossary.cache_clear()


def damages(whole: bytes) -> dict[str, bytes]:
    text = gzip.decompress(whole)
    return {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "no gzip": b"<html>not found</html>",
        "spoilt inside": whole[:20] + bytes(len(whole) - 40) + whole[-20:],
        "other letters": gzip.compress(text.decode().encode("gb18030", "replace")),
        "no entries": gzip.compress(b"# CC-CEDICT"),
    }


@pytest.fixture(params=["cut", "empty", "no gzip", "spoilt inside", "other letters", "no entries"])
def damaged(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a dictionary that was damaged, in place of the installed one."""
    folder = tmp_path / "damaged_dictionary"
    path = folder / glossary_file.FILE
    path.parent.mkdir(parents=True)
    (folder / "__init__.py").touch()
    path.write_bytes(damages(gzip.compress(ENTRIES.encode()))[request.param])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(glossary_file, "PACKAGE", folder.name)
    glossary.cache_clear()
    yield path
    glossary.cache_clear()


def test_a_damaged_dictionary_is_named_with_what_to_do(damaged: Path) -> None:
    with pytest.raises(
        GlossaryDamaged, match=rf"{damaged.name}: the dictionary .* can't be read .*pip install --force-reinstall"
    ):
        Glossary.load(damaged)
    assert issubclass(GlossaryDamaged, OSError)


@pytest.mark.usefixtures("damaged")
def test_a_talk_goes_on_without_a_damaged_dictionary_and_the_log_says_so_once(
    parser: RuleParser, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert parser.parse("关于火车的", Session("t", Query())).query.text == "火车"
    [told] = [record for record in caplog.records if record.name == "retriever.glossary"]
    assert told.levelname == "WARNING"
    assert "Few Chinese words find English themes until this is mended" in told.getMessage()


@pytest.mark.usefixtures("damaged")
def test_the_doctor_says_that_the_dictionary_is_damaged() -> None:
    found = doctor.dictionary_read()
    assert found is not None
    assert found.state == "wrong"
    assert "pip install --force-reinstall" in found.text


def test_an_entry_that_is_cut_short_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "cedict.gz"
    path.write_bytes(gzip.compress("\n\n海\n海 海\n海 海 [] /sea/\n水 水 [shui3] /water/\n".encode()))
    assert Glossary.load(path).english("水") == ("water",)


def test_a_chinese_wish_prefers_the_english_theme_and_stays_in_its_own_words(parser: RuleParser) -> None:
    intent = parser.parse("我想看关于海的电影", Session("t", Query()))
    assert intent.query.text == "海"
    assert intent.query.must == ()
    assert [(c.field, c.values) for c in intent.query.prefer] == [("themes", ("sea",))]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("讲火车的", "trains"),
        ("關於霧的電影", "fog"),
        ("一座孤岛上的故事", "island"),  # "isolated island"
        ("讲怀孕的女人", "pregnancy"),  # "pregnant"
        ("讲妈妈的电影", "mother"),
    ],
)
def test_a_theme_is_reached_by_its_word(parser: RuleParser, said: str, value: str) -> None:
    assert ("themes", value) in preferred(parser, said)


@pytest.mark.parametrize(
    "said",
    [
        "想看和大海无关的",
        "不要海",
        "和妈妈一起看的",
        "我妈妈生日那天看",
        "移民家庭的故事",  # "family" is a kind of film, not what it is about
        "关于歌剧的",  # "Western opera" is no western
        "上海的",
    ],
)
def test_who_is_there_what_is_refused_and_parts_of_words_are_no_themes(parser: RuleParser, said: str) -> None:
    assert preferred(parser, said) == []


def test_a_dictionary_word_never_demands_or_refuses(parser: RuleParser) -> None:
    for said in ("关于火车的", "关于海和雾的", "讲孤岛的"):
        assert parser.parse(said, Session("t", Query())).query.must == ()


def test_what_was_glossed_before_is_not_glossed_again_after_it_was_taken_back(parser: RuleParser) -> None:
    query = parser.parse("关于海的", Session("t", Query())).query
    later = parser.parse("安静一点", Session("t", replace(query, prefer=()))).query
    assert ("themes", ("sea",)) not in [(c.field, c.values) for c in later.prefer]


def test_a_short_chinese_wish_is_searched_for_in_english_words_too() -> None:
    wished = Query("火车", prefer=(Constraint("themes", "any_of", ("trains",)),))
    assert _in_english(wished, "火车") == ("trains", "train")


def test_a_story_told_in_chinese_is_searched_for_by_meaning() -> None:
    assert _in_english(Query(""), "火车、大海、医院、森林") == ()  # four words, more than three


def test_the_theme_goes_with_the_chip_of_its_word(parser: RuleParser) -> None:
    query = parser.parse("关于海的", Session("t", Query())).query
    assert [chip.label for chip in chips(query, lambda _: None, "zh")] == ["海"]
    assert [one.rest.prefer for one in statements(query)] == [()]
