"""Cards and messages: what they say, and that nothing in them is more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import saying
from bot.knowledge.consult import Consulted
from bot.knowledge.nouns import Cited, Quote
from bot.messages import Asked, Done, Intent, Language, Origin, Picks, Text, Turn
from bot.told import parts
from bot.web.cards import METER_BARS, card, cards, what_it_is
from bot.web.changes import Changes
from bot.web.prose import prose, quoting
from bot.web.talk import Shown, messages
from bot.web.why import whys
from ranker.rank import Ranked, Reason
from retriever.items import Item, Query
from tests.web_parts import HOSTILE_MARKDOWN, HOSTILE_TITLE

SOLARIS = Item(
    "solaris",
    "Solaris",
    "Above a thinking sea, a psychologist meets his lost wife.",
    {"genres": ("science fiction", "drama"), "country": ("Soviet Union",), "director": ("Andrei Tarkovsky",)},
    {"year": 1972, "runtime": 167},
    count=12,
    tail=0.5,
)
OURS = {
    "div",
    "span",
    "p",
    "b",
    "i",
    "br",
    "ul",
    "li",
    "strong",
    "button",
    "details",
    "summary",
    "blockquote",
    "cite",
}
ATTRIBUTES = {"class", "type", "name", "value", "title"}


class Tags(HTMLParser):
    """The tags and attributes of some HTML, and whether they close what they open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class TestCards:
    def test_a_card_says_what_it_is_how_niche_and_why(self) -> None:
        html = card(Ranked(SOLARIS, 1.0, (Reason("preference", "moods: quiet"),)), 2)
        for said in ("Solaris", "1972", "science fiction, drama", "Soviet Union", "167 min", "Andrei Tarkovsky"):
            assert said in html
        assert "niche · rated by 12 people here" in html
        assert "<b>2</b>" in html
        assert "quiet" in html

    def test_of_what_nobody_counted_no_meter_says_how_niche_it_is(self) -> None:
        for language, said in (("en", "popularity unknown"), ("zh", "知名度未知")):
            html = card(Ranked(Item("new", "New"), 1.0), 1, cast(Language, language))
            assert said in html
            assert "ot-meter" not in html
            assert "niche<" not in html

    def test_the_meter_is_full_for_the_most_obscure_and_has_one_bar_for_the_best_known(self) -> None:
        bars = [
            card(Ranked(Item("a", "A", count=1, tail=tail), 1.0), 1).count("ot-on") for tail in (0.0, 0.5, 1.0)
        ]
        assert bars == [1, 3, METER_BARS]  # 1 + int(0.5 * 5) = 3

    def test_one_rating_and_none_are_said_in_words(self) -> None:
        assert "rated by 1 person here" in card(Ranked(Item("a", "A", count=1), 1.0), 1)
        assert "rated by nobody here yet" in card(Ranked(Item("a", "A", count=0), 1.0), 1)
        assert "rated by" not in card(Ranked(Item("a", "A"), 1.0), 1)

    def test_a_thing_of_a_shop_shows_category_country_brand_and_price(self, goods: tuple[Item, ...]) -> None:
        lapsang = next(item for item in goods if item.id == "lapsang")
        assert what_it_is(lapsang) == ["tea", "China", "Wuyi Leaf", "price 12.50"]

    def test_a_catalogue_of_unknown_columns_shows_its_first_facets(self) -> None:
        item = Item("a", "A", facets={"key_signature": ("D minor",), "scored_for": ("viola", "piano")})
        assert what_it_is(item) == ["key signature: D minor", "scored for: viola, piano"]

    def test_reasons_are_told_in_words_and_the_tail_by_the_meter(self) -> None:
        reasons = (
            Reason("wish", "winter, sea"),
            Reason("preference", "moods: quiet"),
            Reason("liked", "Stalker"),
            Reason("constraint", "country: France"),
            Reason("constraint", ": "),  # "without" proves nothing that could be shown
            Reason("tail", "hidden, count 1"),
        )
        told = [why.label for why in whys(SOLARIS, reasons)]
        assert told == ["your words: winter, sea", "quiet", "like Stalker", "country: France"]

    def test_of_many_values_that_meet_a_constraint_three_are_told(self) -> None:
        reasons = (
            Reason("constraint", "spoken_in: Basque, Breton, Welsh, Manx"),
            Reason("constraint", "cast: A, B, C"),
        )
        told = [why.label for why in whys(SOLARIS, reasons)]
        assert told == ["spoken in: Basque, Breton, Welsh, …", "cast: A, B, C"]

    def test_what_a_turn_changed_and_notes_stand_above_the_cards(self) -> None:
        html = cards([Ranked(SOLARIS, 1.0)], Changes(("darker",), ("before 1980",)), ["No prices."])
        said = [
            html.index(text) for text in ("New:", "darker", "No longer:", "before 1980", "No prices.", "Solaris")
        ]
        assert said == sorted(said)

    def test_what_a_turn_changed_is_told_in_the_language_of_the_talk(self) -> None:
        html = cards([Ranked(SOLARIS, 1.0)], Changes(("来自法国",), ("科幻",)), language="zh")
        assert "新增：" in html
        assert "不再：" in html

    def test_a_reason_opens_what_it_rests_on(self) -> None:
        reasons = (
            Reason("wish", "sea, drama"),
            Reason("preference", "country: Soviet Union"),
            Reason("shared", "director: Andrei Tarkovsky", "Stalker"),
            Reason("liked", "Stalker"),
            Reason("together", "7", "Stalker"),
        )
        wish, country, shared, liked, together = (why.evidence for why in whys(SOLARIS, reasons))
        assert wish == (
            ("You said", "sea, drama"),
            ("The record says", "description: Above a thinking sea, a psychologist meets his lost wife."),
            ("The record says", "genres: drama"),
        )
        assert country == (("The record says", "country: Soviet Union"),)
        assert shared == (("The record says", "director: Andrei Tarkovsky"), ("", "Stalker has the same."))
        assert liked == (("", "You said you like Stalker. The two records are alike."),)
        assert together == (("", "7 people in the interaction log have both this and Stalker."),)

    def test_a_card_has_a_button_for_each_opinion_and_for_more_of_its_kind(self) -> None:
        html = card(Ranked(Item('a "b"\n', "A <b>", tail=0.5), 1.0), 1)
        for do in ("like", "dislike", "seen", "more"):
            assert f'name="{do}" value="a%20%22b%22%0A"' in html
        assert html.count(" A &lt;b&gt;</span></button>") == 4  # a screen reader hears which item it is about
        assert "\n" not in html

    def test_a_picture_lies_over_the_cover_and_its_address_is_escaped(self) -> None:
        html = card(Ranked(SOLARIS, 1.0), 1, picture_of=lambda _: '/media/a".png')
        assert '<img class="ot-picture" src="/media/a&quot;.png" alt="" loading="lazy">' in html
        assert "<img" not in card(Ranked(SOLARIS, 1.0), 1)

    def test_a_card_of_a_chinese_talk_speaks_chinese(self) -> None:
        html = card(Ranked(SOLARIS, 1.0, (Reason("wish", "sea"),)), 1, "zh")
        for said in (
            "科幻",
            "剧情",
            "167分钟",
            "小众 · 这里有 12 个人评过",
            "理由",
            "你说的：sea",
            "喜欢",
            "更多类似的",
        ):
            assert said in html

    def test_in_a_chinese_talk_fields_and_known_values_are_chinese_and_the_record_stays_checkable(self) -> None:
        reasons = (
            Reason("wish", "sea, quiet"),
            Reason("constraint", "country: Soviet Union, Nowhere"),
            Reason("preference", "director: Andrei Tarkovsky"),
        )
        wish, country, director = whys(SOLARIS, reasons, "zh")
        assert wish.label == "你说的：sea、安静"
        assert ("你说过", "sea、安静") in wish.evidence
        assert country.label == "国家：苏联、Nowhere"
        assert country.evidence == (("资料写着", "国家：苏联、Nowhere（Soviet Union, Nowhere）"),)
        assert director.evidence == (("资料写着", "导演：Andrei Tarkovsky"),)
        assert what_it_is(Item("a", "A", facets={"material": ("wool", "felt")}), "zh") == ["材质：wool、felt"]

    def test_where_a_picture_lies_is_not_told_as_a_fact(self) -> None:
        assert what_it_is(Item("a", "A", facets={"image": ("a.png",), "poster": ("b.png",)})) == []

    @given(st.text(), st.text(), st.text())
    def test_whatever_a_record_says_only_our_own_tags_come_out(self, title: str, about: str, value: str) -> None:
        item = Item("a", title or "?", about, {"genres": (value or "?",), "odd<b>": (value or "?",)}, count=3)
        pick = Ranked(item, 1.0, (Reason("wish", value), Reason("liked", title), Reason("shared", title, value)))
        tags = Tags(cards([pick], Changes((value, title), (about,)), [about]))
        assert tags.names <= OURS
        assert tags.attributes <= ATTRIBUTES
        assert tags.open == []

    def test_hostile_text_of_a_catalogue_stays_text_and_on_one_line(self) -> None:
        html = card(Ranked(Item("x", HOSTILE_TITLE, "a\n\n" + HOSTILE_MARKDOWN), 1.0), 1)
        assert "&lt;img src=x onerror=" in html
        assert "\n" not in html  # a blank line would begin markdown


class TestTalk:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_what_an_article_says_is_a_quotation_with_its_source_and_nothing_else_is(
        self, language: Language
    ) -> None:
        quote = Quote("Within 60 days. <b>", Cited("Returns", ("Boots",), "returns.md", 1), 1.0)
        consulted = Consulted(Intent((), Query(), language=language), (quote,), ("who pays?",))
        shown = Shown("how long?")
        for text in (*saying.said(consulted, "us@example.org"), Text("\n\nSo.\n(From: nowhere)")):
            shown = shown.after(text)
        html = messages(shown.after(Done("end")))[-1]["content"]
        quoted = "<blockquote><p>Within 60 days. &lt;b&gt;</p><cite>Returns › Boots</cite></blockquote><p>"
        assert html.startswith(f'<div class="ot-words">{quoted}')
        assert html.count("<blockquote>") == 1
        assert html.count("Returns") == 1
        assert "us@example.org" in html
        assert "<p>So.<br>(From: nowhere)</p>" in html  # what only looks like a source is none

    def test_a_quotation_is_one_again_after_a_reload(self) -> None:
        texts = [
            Text("By post."), Text("\n\n"), Text("- a\n- b", source="Returns"),
            Text("\n(From: Returns)", source="Returns"), Text("\n\nBye."),
        ]  # fmt: skip
        shown = Shown("how?")
        for text in texts:
            shown = shown.after(text)
        told = "".join(text.piece for text in texts)
        turn = Turn("how?", told, parts=parts(texts))
        assert messages(Shown.of(turn)) == messages(shown.after(Done("end")))
        assert "<blockquote><ul><li>a</li><li>b</li></ul><cite>Returns</cite></blockquote><p>Bye.</p>" in quoting(
            turn.parts
        )

    def test_a_talk_of_an_older_version_shows_the_words_it_kept(self) -> None:
        assert (
            "<p>It is.<br>(From: Returns)</p>"
            in messages(Shown.of(Turn("is it?", "It is.\n(From: Returns)")))[-1]["content"]
        )

    @pytest.mark.parametrize(("said", "told"), [("not from France", True), ("✕ from France", False)])
    def test_what_a_turn_changed_is_told_where_its_own_words_do_not(self, said: str, told: bool) -> None:
        shown = Shown(said, (Ranked(SOLARIS, 1.0),), Changes((), ("from France",)))
        assert ("No longer:" in messages(shown)[1]["content"]) is told

    def test_the_last_request_can_be_asked_again_or_changed_and_says_what_that_does(self) -> None:
        html = messages(Shown("hello"))[0]["content"]
        assert 'name="again" title="Asks the same once more, as a new request' in html
        assert 'name="edit" title="Puts your words back in the box' in html
        assert "again" not in messages(Shown("hello"), last=False)[0]["content"]

    @pytest.mark.parametrize("said", ["✕ from France", "≈ Solaris"])
    def test_what_a_button_asked_for_is_no_sentence_to_ask_again(self, said: str) -> None:
        assert "button" not in messages(Shown(said))[0]["content"]

    def test_cards_come_before_words(self) -> None:
        shown = Shown("hello").after(Picks((Ranked(SOLARIS, 1.0),))).after(Text("It is quiet."))
        said = messages(shown)
        assert [message["role"] for message in said] == ["user", "assistant", "assistant"]
        assert "ot-card" in said[1]["content"]
        assert "It is quiet." in said[2]["content"]

    def test_a_question_stands_after_the_words_and_its_replies_under_them(self) -> None:
        shown = Shown("hello").after(Picks((Ranked(SOLARIS, 1.0),))).after(Text("It is quiet.", "solaris"))
        said = messages(shown.after(Asked("moods", "Which <mood>?", ("quiet", "<b>loud</b>"))).after(Done("end")))
        words = said[-1]["content"]
        assert words.index("It is quiet.") < words.index("Put together") < words.index("Which &lt;mood&gt;?")
        assert said[-1]["options"] == [
            {"label": "quiet", "value": "quiet"},
            {"label": "<b>loud</b>", "value": "<b>loud</b>"},  # the button shows it as text
        ]
        assert [message for message in said[:-1] if "options" in message] == []

    def test_a_turn_that_others_follow_keeps_its_question_and_no_replies(self) -> None:
        shown = (
            Shown("hello").after(Text("It.")).after(Asked("moods", "Which mood?", ("quiet",))).after(Done("end"))
        )
        said = messages(shown, last=False)
        assert "Which mood?" in said[-1]["content"]
        assert [message for message in said if "options" in message] == []

    def test_a_stopped_turn_says_so(self) -> None:
        assert "(stopped)" in messages(Shown("hello").after(Text("It")).after(Done("stopped")))[-1]["content"]

    def test_a_remembered_turn_is_shown_as_it_was(self) -> None:
        turn = Turn("hello", "It is quiet.", (Ranked(SOLARIS, 1.0),), "end")
        fresh = Shown("hello").after(Picks(turn.picks)).after(Text(turn.text)).after(Done("end"))
        assert messages(Shown.of(turn)) == messages(fresh)

    @pytest.mark.parametrize(
        ("origins", "foot"),
        [
            (
                ["model", "composed", "model"],
                "wrote in 2 of 3 paragraphs; the rest is put together from the records.",
            ),
            (["composed", "composed"], "Put together from the records."),
        ],
    )
    def test_the_foot_says_where_the_words_came_from(self, origins: list[Origin], foot: str) -> None:
        shown = Shown("hello").after(Text("Lead. "))  # about no item: no paragraph of its own
        for number, origin in enumerate(origins):
            shown = shown.after(Text("Title. ", str(number))).after(Text("So. ", str(number), origin))
        assert foot in messages(shown.after(Done("end")))[-1]["content"]

    def test_small_talk_has_no_foot(self) -> None:
        assert "ot-foot" not in messages(Shown("hi").after(Text("Hello!")).after(Done("end")))[-1]["content"]

    def test_prose_has_paragraphs_lists_and_strong_words(self) -> None:
        assert prose("**A** b\nc\n\n- d\n- e") == ("<p><strong>A</strong> b<br>c</p><ul><li>d</li><li>e</li></ul>")

    @given(st.text())
    def test_prose_and_utterances_hold_only_our_own_tags(self, text: str) -> None:
        for html in (prose(text), *(m["content"] for m in messages(Shown(text, text=text, problem=text)))):
            tags = Tags(html)
            assert tags.names <= OURS
            assert tags.open == []
            assert not re.search(r"\n\s*\n", html)

    def test_an_endless_utterance_is_not_echoed_whole(self) -> None:
        assert len(messages(Shown("x" * 100_000), last=False)[0]["content"]) < 400
