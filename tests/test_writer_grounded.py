"""A whole reply: what the model may say, what stands in for it, and when it is stopped."""

import re
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Language, Text
from bot.room import Room
from bot.writer import Writer, WriterFailed
from bot.writer.grounded import BUSY, MAX_WORDS, ReplyWriter, judged, said
from bot.writer.models.echo import EchoWriter
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Query
from tests.contract_writer import soon
from tests.scripted import Scripted, Unfinished

KETTLE = Item(
    "kettle", "Copper Kettle", "A copper kettle with a beech handle. Suits gas hobs.", {}, {"price": 80}, 3, 0.9
)
LAMP = Item(
    "lamp", "Brass Lamp", "A brass lamp with a linen shade. Takes a small bulb.", {}, {"price": 40}, 5, 0.8
)
BARE = Item("bare", "Nameless Thing", "", {}, {}, 2, 0.9)
PICKS = [Ranked(KETTLE, 0.9), Ranked(LAMP, 0.8)]
WISH = Query("something for the kitchen")


def joined(texts: Sequence[Text]) -> str:
    return "".join(text.piece for text in texts)


def by_model(texts: Sequence[Text]) -> list[str]:
    return [text.piece.strip() for text in texts if text.origin == "model"]


def failures(texts: Sequence[Text], item_id: str) -> list[str]:
    return [text.failed for text in texts if text.item_id == item_id and text.failed]


def told(writer: Writer | None, query: Query = WISH, picks: Sequence[Ranked] = PICKS, **how: Any) -> list[Text]:
    return list(ReplyWriter(writer, **how).reply(query, picks))


COPPER = "A copper kettle with a beech handle."
BRASS = "A brass lamp with a linen shade."
STEEL = "It is a steel kettle."


def test_the_first_piece_comes_before_the_model_is_asked() -> None:
    writer = Scripted(COPPER, BRASS)
    texts = ReplyWriter(writer).reply(WISH, PICKS)
    first = next(texts)
    assert (first.origin, first.item_id) == ("composed", "")
    assert "something for the kitchen" in first.piece
    assert writer.asked == []
    texts.close()


def test_the_title_comes_before_the_model_has_said_anything() -> None:
    writer = Scripted(Unfinished(), Unfinished(), stall_seconds=30)
    texts = ReplyWriter(writer).reply(WISH, PICKS)
    next(texts)
    assert next(texts) == Text("\n\n**Copper Kettle**", "kettle")
    assert len(writer.asked) == 2  # both items are being written by now
    texts.close()
    assert writer.closed == 2


def test_what_holds_is_the_models_between_the_title_and_how_many_know_it() -> None:
    texts = told(Scripted(f"{COPPER} Suits gas hobs.", BRASS))
    assert by_model(texts) == [f"{COPPER} Suits gas hobs.", BRASS]
    assert not any(text.failed for text in texts)
    assert joined(texts).split("\n\n")[1] == (
        f"**Copper Kettle**. {COPPER} Suits gas hobs. Only 3 people here know it."
    )


def test_the_maker_is_told_where_the_model_does_not() -> None:
    item = Item("kettle", "Copper Kettle", COPPER, {"brand": ("Holm",)})
    assert "**Copper Kettle**, by Holm. A copper" in joined(told(Scripted(COPPER), picks=[Ranked(item, 0.9)]))


def test_a_lie_is_replaced_by_the_record_and_named() -> None:
    texts = told(Scripted(STEEL, BRASS, rest=STEEL))
    assert "steel" not in joined(texts)
    assert COPPER in joined(texts)
    assert ["steel" in failed for failed in failures(texts, "kettle")] == [True]
    assert by_model(texts) == [BRASS]


def test_a_lie_is_drawn_anew_and_what_holds_then_is_taken() -> None:
    writer = Scripted(STEEL, BRASS, STEEL, COPPER)
    texts = told(writer)
    assert by_model(texts) == [COPPER, BRASS]
    assert failures(texts, "kettle") == []
    assert [asked.temperature > 0 for asked in writer.asked] == [False, False, True, True]


def test_of_what_holds_the_draft_that_speaks_to_the_wish_is_taken() -> None:
    query = Query("a handle of beech")
    curt = "A copper kettle suits gas hobs."
    for drawn in ((curt, COPPER), (COPPER, curt)):
        assert by_model(told(Scripted(STEEL, *drawn), query, PICKS[:1])) == [COPPER]


def test_a_lie_after_a_true_sentence_is_left_out_and_named() -> None:
    texts = told(Scripted(f"{COPPER} It holds five litres.", BRASS))
    assert by_model(texts)[0] == COPPER
    assert "litres" not in joined(texts)
    assert ["litres" in failed for failed in failures(texts, "kettle")] == [True]


def test_the_title_of_another_pick_is_a_mixing_up() -> None:
    mixed = "It is a copper kettle like Brass Lamp."
    texts = told(Scripted(mixed, BRASS, rest=mixed))
    assert "title of another pick" in failures(texts, "kettle")[0]


def test_saying_it_twice_is_repetition() -> None:
    texts = told(Scripted(f"{COPPER} This is a copper kettle with a beech handle.", BRASS))
    assert by_model(texts)[0] == COPPER
    assert "repetition of the sentence before" in failures(texts, "kettle")[0]


def test_two_items_never_begin_alike() -> None:
    one, other = (Item(id_, id_.title(), "A small brass lamp for desks. Small brass lamps age.") for id_ in "ab")
    texts = told(Scripted(rest="A small brass lamp for desks."), picks=[Ranked(one, 0.9), Ranked(other, 0.8)])
    assert len(by_model(texts)) == 1
    assert [text.failed for text in texts if text.failed] == ["begins like another"]


@pytest.mark.parametrize("text", ["A copper kettle.", "A copper kettle " + "with a beech handle " * 15 + "."])
def test_a_text_of_another_length_than_was_asked_for_is_not_taken(text: str) -> None:
    item = PICKS[0].item
    assert not 5 <= len(text.split()) <= MAX_WORDS
    assert judged(text, item, "").text == ""


def test_the_model_is_told_of_one_item_at_a_time() -> None:
    writer = Scripted()
    told(writer)
    first, second = writer.asked[:2]
    assert ["brass" in asked.last.casefold() for asked in (first, second)] == [False, True]
    assert ["copper" in asked.last.casefold() for asked in (first, second)] == [True, False]


def test_the_model_is_told_the_wish_the_record_and_the_tone() -> None:
    writer = Scripted()
    item = Item("kettle", "Copper Kettle", COPPER, {"brand": ("Holm",)}, {"price": 80, "weight": 900})
    query = Query("a kettle. a gift", must=(Constraint("price", "below", (100.0,)),))
    told(writer, query, [Ranked(item, 0.9)], tone="brief")
    assert writer.asked[0].last == f"wish: a kettle, a gift\nprice: 80\nbrand: Holm\ntext: {COPPER}"
    assert "Tone: brief." in writer.asked[0].messages[0].content


@pytest.mark.parametrize(("name", "messages"), [("tell", 2), ("tell_examples", 8)])
def test_it_is_asked_with_the_prompt_that_was_named(name: str, messages: int) -> None:
    writer = Scripted()
    told(writer, prompt=name)
    assert {len(asked.messages) for asked in writer.asked} == {messages}


def test_no_more_than_two_sentences_are_taken_and_the_model_is_stopped() -> None:
    writer = Scripted(Unfinished(f"{COPPER} Suits gas hobs. " + f"{COPPER} " * 9), BRASS, stall_seconds=30)
    assert by_model(told(writer))[0] == f"{COPPER} Suits gas hobs."
    assert writer.closed == 2


def test_an_item_without_a_description_is_told_all_the_same() -> None:
    texts = told(Scripted(rest=STEEL), picks=[Ranked(BARE, 0.5)])
    assert joined(texts).split("\n\n")[1].startswith("**Nameless Thing**")
    assert by_model(texts) == []


def test_a_cut_off_sentence_is_replaced() -> None:
    cut = "A copper kettle with a"
    assert "cut off" in failures(told(Scripted(cut, BRASS, rest=cut)), "kettle")[0]


def test_saying_nothing_is_told() -> None:
    assert failures(told(Scripted()), "kettle") == ["nothing was written"]


def test_a_model_that_fails_is_not_asked_again_and_the_reply_goes_on() -> None:
    writer = Scripted(WriterFailed("out of memory"), Unfinished("A brass"))
    texts = told(writer)
    assert len(writer.asked) == writer.closed == 2
    assert failures(texts, "kettle") == failures(texts, "lamp") == ["writer: out of memory"]
    assert BRASS in joined(texts)


def test_when_time_is_up_the_rest_is_composed_and_says_so() -> None:
    writer = Scripted(COPPER, Unfinished("A brass lamp"), stall_seconds=30)
    clock = count()  # a second each time it is looked at
    texts = told(writer, budget_seconds=20, now=lambda: float(next(clock)))
    assert by_model(texts) == [COPPER]
    assert failures(texts, "lamp") == ["time"]
    assert writer.closed == len(writer.asked) == 2


def test_closing_the_reply_stops_the_model_and_gives_the_place_on() -> None:
    writer = Scripted(COPPER, Unfinished("A brass"), stall_seconds=30)
    by = ReplyWriter(writer)
    texts = by.reply(WISH, PICKS)
    while next(texts).origin != "model":
        pass
    texts.close()
    assert writer.closed == 2
    assert by.room.enter(Event())


def test_a_stop_from_another_thread_ends_the_reply_and_the_model() -> None:
    writer = Scripted(Unfinished("A copper"), Unfinished("A brass"), stall_seconds=30)
    stop = threading.Event()
    timer = threading.Timer(0.05, stop.set)
    timer.start()
    started = time.monotonic()
    texts = list(ReplyWriter(writer).reply(WISH, PICKS, stop=stop))
    assert time.monotonic() - started < 5
    timer.join(5)
    assert writer.closed == 2
    assert {text.item_id for text in texts} <= {"", "kettle"}
    assert by_model(texts) == []


def test_a_reply_that_finds_no_place_is_composed_and_says_so() -> None:
    writer = Scripted()
    by = ReplyWriter(writer)
    object.__setattr__(by, "room", Room(places=1, line=0, patience_seconds=1))
    assert by.room.enter(Event())
    texts = list(by.reply(WISH, PICKS))
    assert writer.asked == []
    assert failures(texts, "kettle") == failures(texts, "lamp") == [BUSY]
    assert COPPER in joined(texts)
    by.room.leave()
    list(by.reply(WISH, PICKS))
    assert writer.asked  # and the busy one gave back no place that it never had
    assert by.room.enter(Event())
    assert not by.room.enter(Event())


@pytest.mark.parametrize(("at_once", "places"), [(1, 1), (5, 1), (9, 1), (10, 2), (64, 12)])
def test_as_many_replies_are_written_at_once_as_the_model_has_room_for_their_items(
    at_once: int, places: int
) -> None:
    room = ReplyWriter(Scripted(at_once=at_once)).room
    object.__setattr__(room, "_line", 0)
    assert [room.enter(Event()) for _ in range(places + 1)] == [True] * places + [False]


def test_a_second_reply_waits_for_the_first_and_is_written_then() -> None:
    by = ReplyWriter(Scripted(COPPER, BRASS, COPPER, BRASS))
    first = by.reply(WISH, PICKS)
    next(first)
    next(first)  # has the place
    second: list[Text] = []
    thread = threading.Thread(target=lambda: second.extend(by.reply(WISH, PICKS)))
    thread.start()
    assert soon(lambda: len(by.room._waiting) == 1, within_seconds=5)
    assert by_model(list(first)) == [COPPER, BRASS]
    thread.join(10)
    assert by_model(second) == [COPPER, BRASS]


def test_without_a_writer_all_is_composed() -> None:
    texts = told(None)
    assert ReplyWriter().name == "composer"
    assert {text.origin for text in texts} == {"composed"}
    assert not any(text.failed for text in texts)
    assert COPPER in joined(texts)


def test_in_brief_only_how_many_know_it_follows_the_facts() -> None:
    friendly, brief = (joined(told(None, tone=tone)).split("\n\n")[1] for tone in ("friendly", "brief"))
    assert brief == "**Copper Kettle**, priced at 80. Only 3 people here know it."
    assert brief.startswith(friendly.split(". ")[0])
    assert len(brief) < len(friendly)


def test_chinese_is_composed_whoever_writes() -> None:
    writer = Scripted()
    texts = list(ReplyWriter(writer).reply(WISH, PICKS, "zh"))
    assert writer.asked == []
    assert "这里只有 3 人知道它。" in joined(texts)


WRITERS = (None, EchoWriter(COPPER), EchoWriter(), Scripted(COPPER, BRASS), Scripted(WriterFailed("no ink")))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_joined_pieces_are_an_opening_and_one_paragraph_an_item(writer: Writer | None, language: Language) -> None:
    texts = list(ReplyWriter(writer).reply(WISH, PICKS, language))
    opening, *paragraphs = joined(texts).split("\n\n")
    assert opening
    assert [paragraph.split("**")[1] for paragraph in paragraphs] == ["Copper Kettle", "Brass Lamp"]
    assert not re.search(r"  |\n{3}| $|[.!?][A-Z]|\.\.", joined(texts))
    assert all(text.piece for text in texts)
    assert [text.item_id for text in texts if text.item_id] == sorted(
        text.item_id for text in texts if text.item_id
    )


@pytest.mark.parametrize("tone", ["friendly", "brief"])
@pytest.mark.parametrize("count", [3, None])  # None: nothing follows the facts in brief
@pytest.mark.parametrize("draft", [STEEL, f"{COPPER} {STEEL}"])
def test_the_failure_of_an_item_is_told_once_however_much_is_composed(
    tone: str, count: int | None, draft: str
) -> None:
    texts = told(Scripted(rest=draft), picks=[Ranked(replace(KETTLE, count=count), 0.9)], tone=tone)
    assert len(failures(texts, "kettle")) == 1


def test_the_wish_is_told_the_newest_piece_first_with_what_is_preferred_and_nothing_twice() -> None:
    query = Query(
        "smoky tea. a gift. smoky tea",
        prefer=(Constraint("country", "any_of", ("China",)), Constraint("price", "below", (20.0,))),
    )
    assert said(query) == "smoky tea, a gift, China"
    assert said(Query("")) == ""


@given(st.text(max_size=120))
def test_whatever_a_model_says_nothing_active_leaves(said: str) -> None:
    out = joined(told(EchoWriter(said or "x")))
    assert not re.search(r"[<>\[\]`]|https?:|\*{3}", out)
    assert out.count("**") == 4  # the two titles


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_record_says_nothing_active_leaves(title: str, description: str) -> None:
    item = Item("x", title or "t", description, {"brand": (description or "b",)}, {}, 3, 0.9)
    out = joined(told(EchoWriter(), Query(description), [Ranked(item, 0.5)]))
    assert not re.search(r"[<>\[\]`]|https?:/|\*{3}", out)
