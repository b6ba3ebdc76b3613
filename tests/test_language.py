"""Languages told by script and by words; among those in the Latin script with the extra `multilingual` only."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import language as told
from retriever.language import ENGLISH, LATIN, SCRIPTS, catalogue_language, language

NO_EXTRA = "py3langid is not installed; run: pip install offtrail[multilingual]"

ENGLISH_OR_UNTOLD = """
darker / cheaper / ok / hi / no / thanks! / anime / drama / sci-fi / film noir / kung fu / die hard / no horror
more like Amélie / something like Das Boot / a café documentary / La Dolce Vita or similar / vampires in Berlin
El Mariachi / Le Samouraï / La La Land / Parasite / Pinocchio / Jackie Brown / Fahrenheit 451 / Les Misérables
why the first one? / not by him / before 1980 / under 20 euros / start over / more like the second one / what else?
a quiet film about trains / nothing from Germany / an obscure Japanese ghost story / Kurosawa samurai movies
a terminal program to keep track of plants in my garden / typeset gregorian chant
"""
TOLD = {
    "zh": "推荐一些冷门但有趣的科幻电影，关于时间旅行 / 不要美国的 / 你好 / 謝謝 / 类似 Amélie 的电影 / ok 谢谢",
    "ja": "もっと暗い映画 / 時間旅行についての面白い映画 / アニメ / 静かな映画が見たい",
    "ko": "더 어두운 영화 / 미국 영화는 빼고 / 감사합니다",
    "ru": "мрачнее / спокойный фильм о поездах / ничего из США",
    "uk": "фільм про кохання і поїзди",
    "ar": "فيلم هادئ عن القطارات / شيء مضحك للأطفال",
    "fa": "فیلمی آرام درباره پدر و پسر",
    "th": "หนังเงียบๆ เกี่ยวกับรถไฟ",
}
TOLD_BY_WORDS = {
    "de": "ein ruhiger Film über Züge / nichts aus Amerika / ich möchte einen Krimi aus Schweden",
    "fr": "un film calme sur les trains / rien des États-Unis / je cherche une comédie italienne / pas d'horreur",
    "es": "una película tranquila sobre trenes / quiero algo divertido para niños / ¿por qué la primera?",
    "it": "vorrei qualcosa di divertente per bambini / niente dagli Stati Uniti / film poco conosciuti sul mare",
    "pt": "um filme calmo sobre comboios / quero algo divertido para crianças / não gosto de terror",
    "nl": "een rustige film over treinen / niets uit Amerika / waarom de eerste?",
    "pl": "spokojny film o pociągach / coś śmiesznego dla dzieci",
    "tr": "trenler hakkında sakin bir film / çocuklar için komik bir şey",
}
FILMS = [
    "A lighthouse keeper waits for the ship that never comes.",
    "Two brothers cross the desert on a motorcycle.",
]


def each(utterances: str) -> list[str]:
    return [text.strip() for line in utterances.strip().split("\n") for text in line.split(" / ")]


@pytest.fixture
def extra() -> None:
    pytest.importorskip("py3langid", reason=NO_EXTRA)


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)  # as if it were not installed
    told._identifier.cache_clear()
    yield
    told._identifier.cache_clear()


@pytest.mark.parametrize("text", each(ENGLISH_OR_UNTOLD))
def test_english_and_titles_are_never_taken_for_another_language(text: str) -> None:
    assert language(text) in (ENGLISH, None)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in TOLD.items() for text in each(texts)])
def test_another_script_is_told_from_its_letters(code: str, text: str, no_extra: None) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in TOLD_BY_WORDS.items() for text in each(texts)]
)
def test_three_words_tell_a_language_in_the_latin_script(code: str, text: str, extra: None) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["a quiet film about trains", "I want to laugh", "nothing from Germany"])
def test_english_is_told_too(text: str, extra: None) -> None:
    assert language(text) == ENGLISH


def test_one_or_two_words_are_no_proof_of_a_foreign_language(extra: None) -> None:
    assert language("plus sombre") is None
    assert language("plus sombre et plus lent") == "fr"


@pytest.mark.parametrize("text", ["", "   ", "1972", "?!", "😀", "\x00", "\ud800"])
def test_nothing_is_said_of_a_text_without_letters(text: str) -> None:
    assert language(text) is None


def test_without_the_extra_nothing_is_said_of_the_latin_script(no_extra: None) -> None:
    assert language("un film calme sur les trains") is None
    assert language("a quiet film about trains") is None


def test_a_foreign_name_in_a_long_english_sentence_changes_nothing(extra: None) -> None:
    assert language("I have already seen most of the films that 宫崎骏 made before the year 2000") == ENGLISH


@given(text=st.text(max_size=300))
def test_any_text_gets_the_same_known_code_or_none_each_time(text: str) -> None:
    code = language(text)
    assert code in {None, *LATIN, *SCRIPTS, "uk", "fa"}
    assert language(text) == code


def test_a_very_long_text_is_read_at_its_start(no_extra: None) -> None:
    assert language("电影" * 1_000 + "film " * 100_000) == "zh"


def test_a_catalogue_speaks_the_language_of_most_of_its_texts(extra: None) -> None:
    assert (
        catalogue_language([*FILMS * 3, "一部关于火车的电影", "Un vieil homme attend le train dans la neige."])
        == "en"
    )


def test_texts_of_which_nothing_can_be_said_do_not_vote() -> None:
    assert catalogue_language(["A-113", "B-52", "", "一部关于火车的电影"]) == "zh"


@pytest.mark.parametrize("texts", [[], ["A-113", ""]])
def test_a_catalogue_of_which_nothing_can_be_said_counts_as_english(texts: list[str]) -> None:
    assert catalogue_language(texts) == ENGLISH


def test_equal_votes_go_to_the_first_code_whatever_the_order() -> None:
    texts = ["一部关于火车的电影", "спокойный фильм о поездах"]
    assert catalogue_language(texts) == catalogue_language(texts[::-1]) == "ru"


def test_of_a_big_catalogue_a_sample_is_read_and_always_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(told, "language", lambda text: read.append(text) or "en")
    texts = [str(number) for number in range(10_000)]
    catalogue_language(texts, sample=50)
    catalogue_language(texts, sample=50)
    assert len(read) == 100
    assert read[:50] == read[50:]
    catalogue_language(texts, sample=50, seed=1)
    assert set(read[100:]) != set(read[:50])
