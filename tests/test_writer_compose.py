"""Texts composed from records, in English and Chinese."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Language
from bot.writer.composer import compose
from ranker.rank import Ranked, Reason
from retriever.items import Item, Query
from retriever.lexical import stems

FILM = Item(
    "101",
    "101 Reykjavik",
    "Pushing thirty, Hlynur still lives at his mother's. At New Year he beds her houseguest.",
    {
        "country": ("Iceland", "Denmark"),
        "genres": ("comedy", "drama"),
        "director": ("Baltasar Kormákur",),
        "moods": ("deadpan", "eccentric"),
        "themes": ("winter", "slacker"),
        "cast": ("Victoria Abril",),
        "original_title": ("101 Reykjavík",),
    },
    {"year": 2000, "runtime": 88, "movielens_id": 6344},
    count=3,
    tail=0.9,
)
LAMP = Item("lamp", "Reading Lamp", "", {"brand": ("Holm",), "material": ("brass", "oak")}, {"price": 49.5})
BARE = Item("bare", "Thing")
PICK = Ranked(
    FILM,
    0.9,
    (
        Reason("constraint", "country: Iceland"),
        Reason("wish", "winter, slacker"),
        Reason("liked", "Nói the Albino"),
        Reason("tail", "hidden, count 3"),
    ),
)


def test_a_film_is_told_with_its_own_facts_only() -> None:
    head = compose.head(FILM, "en")
    assert head.startswith("**101 Reykjavik** (2000)")
    assert "a deadpan, eccentric Icelandic-Danish comedy" in head
    assert "Baltasar Kormákur" in head
    assert "6344" not in head


def test_a_shop_item_is_told_with_brand_price_and_whatever_else_it_has() -> None:
    assert compose.head(LAMP, "en") == "**Reading Lamp** by Holm, priced at 49.50 (material: brass, oak)."
    assert compose.head(LAMP, "zh") == "**Reading Lamp**：出自 Holm，价格 49.50，材质：brass、oak。"


def test_a_title_is_told_in_bold_with_the_year_where_there_is_one() -> None:
    assert compose.title(FILM, "en") == "**101 Reykjavik** (2000)"
    assert compose.title(FILM, "zh") == "**101 Reykjavik**（2000）"
    assert compose.title(LAMP, "en") == compose.title(LAMP, "zh") == "**Reading Lamp**"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("item", [FILM, LAMP, BARE, Item("?", " ")])
def test_every_head_begins_with_the_title_and_goes_on(item: Item, language: Language) -> None:
    for place in range(5):
        head, title = compose.head(item, language, place), compose.title(item, language)
        assert head.startswith(title)
        assert head != title  # or nothing could be said after it


def test_a_maker_is_told_unless_the_text_names_them() -> None:
    two = Item("x", "X", "", {"director": ("Ada Berg", "Bo Lund")})
    assert compose.maker(two, "A quiet film.") == ", by Ada Berg and Bo Lund"
    assert compose.maker(two, "Ada Berg films the sea.") == ", by Bo Lund"
    assert compose.maker(two, "ada berg and BO LUND film the sea.") == ""
    assert compose.maker(BARE, "A thing.") == ""


def test_a_maker_is_made_plain() -> None:
    assert compose.maker(Item("x", "X", "", {"brand": ("<b>*Holm*</b>",)}), "") == ", by ∗Holm∗"


def test_how_niche_it_is_is_a_sentence_of_its_own_with_what_ties_it_to_a_liking() -> None:
    assert compose.niche(PICK, "en") == "Only 3 people here know it."
    assert compose.niche(PICK, "zh") == "这里只有 3 人知道它。"
    tied = Ranked(FILM, 0.9, (Reason("shared", "director: Ada Berg", "Nói the Albino"),))
    assert compose.niche(tied, "en") == (
        "Only 3 people here know it; it has Ada Berg in common with “Nói the Albino”."
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_what_nobody_counted_nothing_is_said(language: Language) -> None:
    assert compose.niche(Ranked(BARE, 0.5), language) == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_friendly_rest_says_what_it_is_about_and_why_a_brief_one_only_how_many_know_it(
    language: Language,
) -> None:
    about, why = compose.body(FILM, language, ""), compose.closing(PICK, language, 1)
    assert compose.rest(PICK, language, 1, "friendly", "") == [about, why]
    assert compose.rest(PICK, language, 1, "brief", "") == [compose.niche(PICK, language)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_there_is_nothing_to_tell_the_rest_has_no_empty_text(language: Language) -> None:
    bare = Ranked(BARE, 0.5)
    assert compose.rest(bare, language, 0, "brief", "") == []
    assert compose.rest(bare, language, 0, "friendly", "") == [compose.closing(bare, language)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_item_of_which_nothing_is_known_still_gets_a_paragraph(language: Language) -> None:
    text = compose.paragraph(Ranked(BARE, 0.1), language)
    assert text.startswith("**Thing**")
    assert len(text) > len("**Thing**.")


@pytest.mark.parametrize("wish", ["", "a film", "something about ice hockey"])
def test_the_body_is_the_first_sentence_of_a_description_that_has_nothing_of_the_wish(wish: str) -> None:
    assert compose.body(FILM, "en", wish) == "Pushing thirty, Hlynur still lives at his mother's."


def test_the_body_is_the_sentence_that_speaks_to_the_wish() -> None:
    assert compose.body(FILM, "en", "houseguests at new year") == "At New Year he beds her houseguest."
    boots = Item("b", "Boots", "Light for walking. Warm in snow down to ten degrees of frost. Made in Oslo")
    assert compose.body(boots, "en", "warm boots for snow") == "Warm in snow down to ten degrees of frost."
    assert compose.body(boots, "en", "from oslo") == "Made in Oslo."


def test_a_sentence_that_is_too_long_to_tell_gives_way_to_the_next() -> None:
    long = Item("x", "X", f"Snow {'and snow ' * 40}. Warm too.")
    assert compose.body(long, "en", "snow") == "Warm too."
    assert compose.body(Item("x", "X", "snow " * 90), "en", "snow") == ""


def test_a_description_in_english_is_not_told_in_chinese() -> None:
    assert compose.body(FILM, "zh", "") == "主题：winter、slacker。"


def test_the_reasons_are_told_with_their_evidence() -> None:
    # the country is a condition, which the head tells; "why" names it
    assert compose.closing(PICK, "en") in {
        f"This one {verb} and is close to “Nói the Albino”, as you asked; only 3 people here know it."
        for verb in ("was picked for “winter” and “slacker”", "answers to “winter” and “slacker” in your wish")
    }
    assert compose.closing(PICK, "zh") in {
        f"符合你的要求（国家：冰岛）；{wish}；这里只有 3 人知道它。"
        for wish in ("与你说的“winter”“slacker”相合", "对应你说的“winter”“slacker”")
    }


def test_in_chinese_a_value_is_told_once_though_preference_and_condition_name_it() -> None:
    named = (
        Reason("preference", "genres: Documentary"),
        Reason("preference", "genres: Music"),
        Reason("constraint", "genres: Documentary, Music"),
        Reason("constraint", "country: France, Music"),  # the same word of another field is another value
    )
    closing = compose.closing(Ranked(BARE, 0.5, named), "zh")
    assert closing == "符合你的要求（类型：纪录、音乐；国家：法国、音乐）。"
    assert compose.closing(Ranked(BARE, 0.5, named[:3]), "zh") == "符合你的要求（类型：纪录、音乐）。"


def test_what_is_liked_is_not_said_to_have_been_named() -> None:
    pointed_at = Ranked(BARE, 0.5, (Reason("liked", "Nói the Albino"),))  # "more like the second one"
    assert compose.closing(pointed_at, "en") == "This one is close to “Nói the Albino”, as you asked."
    assert compose.closing(pointed_at, "zh") == "按你的要求与“Nói the Albino”相近。"


def test_why_gives_every_reason() -> None:
    for language in ("en", "zh"):
        text = compose.why(PICK, language)
        for told in ("101 Reykjavik", "winter", "Nói the Albino", "3"):
            assert told in text
    assert "country: Iceland" in compose.why(PICK, "en")
    assert "国家：冰岛" in compose.why(PICK, "zh")


def test_why_without_reasons_claims_none() -> None:
    assert compose.why(Ranked(BARE, 0.0), "en") == (
        "**Thing**: This one came closest to what you asked for on the whole."
    )


def test_about_gives_the_whole_description_and_the_cast_once() -> None:
    text = compose.about(PICK, "en")
    assert FILM.description in text
    assert text.count("Victoria Abril") == 1
    assert "winter and slacker" in text


@pytest.mark.parametrize(
    ("count", "tail", "told"),
    [
        (0, 0.99, "nobody here has found it yet"),
        (1, 0.9, "only one person here knows it"),
        (7, 0.8, "only 7 people here know it"),
        (21, 0.6, "21 people here know it"),
        (1200, 0.01, "one of the better known here, with 1,200 people"),
    ],
)
def test_how_many_know_it_is_told_in_words(count: int, tail: float, told: str) -> None:
    item = Item("x", "X", count=count, tail=tail)
    assert told in compose.closing(Ranked(item, 0.5), "en").replace("Nobody", "nobody").replace("Only", "only")


def test_an_unknown_count_is_not_told() -> None:
    assert "know" not in compose.closing(Ranked(Item("x", "X", count=None, tail=0.9), 0.5), "en")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([3, 4], "Two {} for “tea”, all of them known to hardly anyone here."),
        ([3], "One {} for “tea”, known to hardly anyone here."),
        ([3, 900], "Two {} for “tea”, one of them known to hardly anyone here."),
        ([900], "One {} for “tea”."),
    ],
)
def test_the_opening_counts_right(counts: list[int], told: str) -> None:
    spoken = (Reason("wish", "tea"),)
    picks = [Ranked(Item(str(n), "T", count=n, tail=0.9), 0.5, spoken) for n in counts]
    things = ("find", "pick", "suggestion") if len(picks) == 1 else ("finds", "picks", "suggestions")
    assert compose.opening(Query("tea"), picks, "en") in {told.format(thing) for thing in things}


def nobody(_: str) -> bool:
    """Asked of a catalogue that has none of these words."""
    return False


def test_a_wish_of_which_no_record_speaks_is_not_said_to_be_found() -> None:
    demand = (Reason("constraint", "year: 1990s"),)  # meeting a demand says nothing of the wish
    picks = [Ranked(BARE, 0.5, demand), Ranked(FILM, 0.4)]
    query = Query("Leonardo DiCaprio")
    said = compose.opening(query, picks, "en", nobody)
    assert said == "No record here speaks of “Leonardo DiCaprio”; these come closest."
    assert compose.opening(query, picks[:1], "en", nobody).endswith("; this one comes closest.")
    assert compose.opening(Query("独角兽"), picks, "zh", nobody) == "这里没有记录提到“独角兽”，下面 2 个最接近。"


@pytest.mark.parametrize("record", ["a fish", "fishing", "he fishes", "the fisher"])
def test_that_no_record_speaks_of_it_is_said_only_where_none_has_it_in_any_form(record: str) -> None:
    def speaks(text: str) -> bool:
        return bool(set(stems(text)) & set(stems(record)))

    picks = [Ranked(BARE, 0.5), Ranked(BARE, 0.4)]
    said = compose.opening(Query("gift, fishers"), picks, "en", speaks)
    assert said.endswith("None of them speaks of “gift” or “fishers”.")
    chinese = compose.opening(Query("钓鱼"), picks, "zh", speaks)
    assert chinese.endswith("其中没有一个提到“钓鱼”。")


def test_who_does_a_thing_is_answered_by_the_thing() -> None:
    box = Ranked(Item("b", "Box", "For trout.", {"category": ("fishing",)}), 0.5)
    said = compose.opening(Query("fishers"), [box], "en")
    assert said.endswith(" for “fishers”.")


def test_without_a_catalogue_to_ask_nothing_is_said_of_all_records() -> None:
    said = compose.opening(Query("unicorn"), [Ranked(BARE, 0.5)], "en")
    assert said.endswith(" near “unicorn”. It does not speak of “unicorn”.")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_description_without_an_end_gets_one_before_the_next_sentence(language: Language) -> None:
    item = Item("c", "Creel", "Wicker, for a day's trout", count=4, tail=0.9)
    assert "a day's trout. " in compose.about(Ranked(item, 0.5), language)
    asked = Item("q", "Whose?", "Whose is it?", count=4, tail=0.9)
    assert "Whose is it? " in compose.about(Ranked(asked, 0.5), language)


def test_a_field_has_one_name_in_all_that_is_told_of_an_item() -> None:
    item = Item("b", "Box", "", {"made_in": ("Finland",)})
    pick = Ranked(item, 0.5, (Reason("constraint", "made_in: Finland"),))
    assert "made in: Finland" in compose.why(pick, "en")
    assert "产地：芬兰" in compose.head(item, "zh")
    assert "产地：芬兰" in compose.why(pick, "zh")


def test_a_long_wish_is_cut_at_a_word() -> None:
    opening = compose.opening(Query("slow tea " * 40), [Ranked(BARE, 0.5)], "en")
    quoted = opening[opening.index("“") : opening.index("”") + 1]
    assert len(quoted) <= 83
    assert re.search(r"(?:slow|tea)…”", quoted)


def test_without_a_wish_none_is_quoted() -> None:
    assert "“" not in compose.opening(Query(""), [Ranked(BARE, 0.5)], "en")


def test_phrasing_varies_by_item_and_not_by_run() -> None:
    heads = {compose.head(Item(f"i{n}", f"Title {n}", "", FILM.facets, FILM.numbers), "en", n) for n in range(30)}
    shapes = {re.sub(r"Title \d+", "Title", head) for head in heads}
    assert len(shapes) == 3
    assert compose.head(FILM, "en", 2) == compose.head(FILM, "en", 2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_marks_of_a_hostile_record_are_harmless(language: Language) -> None:
    evil = "<img src=x onerror=alert(1)> ![a](http://evil.example/x) **b** `c`"
    item = Item("e", evil, evil, {"director": (evil,), "themes": (evil,)}, {"year": 2000}, 3, 0.9)
    pick = Ranked(item, 0.5, (Reason("wish", evil), Reason("liked", evil)))
    texts = (compose.paragraph(pick, language), compose.why(pick, language), compose.about(pick, language))
    for text in (*texts, compose.opening(Query(evil), [pick], language)):
        assert not re.search(r"[<>\[\]`]|http|\*{3}", text)


TEXTS = st.text(max_size=40)


@given(
    TEXTS,
    st.dictionaries(
        st.sampled_from(["director", "genres", "country", "moods", "brand", "odd_field"]), TEXTS, max_size=4
    ),
    st.dictionaries(st.sampled_from(["year", "runtime", "price", "weight"]), st.floats(0, 1e6), max_size=3),
    st.sampled_from(["en", "zh"]),
)
def test_any_record_gives_one_line_that_ends(
    text: str, facets: dict[str, str], numbers: dict[str, float], language: Language
) -> None:
    item = Item("i", text or "t", text, {name: (value,) for name, value in facets.items()}, numbers, 5, 0.9)
    paragraph = compose.paragraph(Ranked(item, 0.5), language)
    assert "\n" not in paragraph
    assert paragraph.startswith("**")
    assert paragraph[-1] in ".。"
