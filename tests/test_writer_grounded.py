"""A whole reply: what the model may say, what stands in for it, and when it is stopped."""

import re
from collections.abc import Generator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Message, Text
from bot.writer import WriterFailed
from bot.writer.echo import EchoWriter
from bot.writer.grounded import write_reply
from ranker.rank import Ranked
from retriever.items import Item, Query

KETTLE = Item(
    "kettle", "Copper Kettle", "A copper kettle with a beech handle. Suits gas hobs.", {}, {"price": 80}, 3, 0.9
)
LAMP = Item(
    "lamp", "Brass Lamp", "A brass lamp with a linen shade. Takes a small bulb.", {}, {"price": 40}, 5, 0.8
)
BARE = Item("bare", "Nameless Thing", "", {}, {}, 2, 0.9)
PICKS = [Ranked(KETTLE, 0.9), Ranked(LAMP, 0.8)]
WISH = Query("something for the kitchen")


class Scripted:
    """Says the next of its lines each time, and remembers how it was asked and whether it was closed."""

    name = "scripted"

    def __init__(self, *lines: str | Exception) -> None:
        self.lines = list(lines)
        self.asked: list[str] = []
        self.closed = 0

    def write(self, messages: Sequence[Message], max_tokens: int) -> Generator[str, None, None]:
        self.asked.append(messages[-1].content)
        return self._say(self.lines.pop(0))

    def _say(self, line: str | Exception) -> Generator[str, None, None]:
        try:
            if isinstance(line, Exception):
                raise line
            for word in line.split(" "):
                yield word + " "
        finally:
            self.closed += 1


def joined(texts: Sequence[Text]) -> str:
    return "".join(text.piece for text in texts)


def by_model(texts: Sequence[Text]) -> list[str]:
    return [text.piece.strip() for text in texts if text.origin == "model"]


def failures(texts: Sequence[Text], item_id: str) -> list[str]:
    return [text.failed for text in texts if text.item_id == item_id and text.failed]


def test_the_first_piece_comes_before_the_model_is_asked() -> None:
    writer = Scripted("It is a copper kettle.", "It is a brass lamp.")
    texts = write_reply(writer, WISH, PICKS)
    first = next(texts)
    assert (first.origin, first.item_id) == ("composed", "")
    assert "something for the kitchen" in first.piece
    assert writer.asked == []
    texts.close()


def test_sentences_that_hold_are_the_models() -> None:
    texts = list(
        write_reply(Scripted("It is a copper kettle.", "It is a brass lamp. Takes a small bulb."), WISH, PICKS)
    )
    assert by_model(texts) == ["It is a copper kettle.", "It is a brass lamp.", "Takes a small bulb."]
    assert not any(text.failed for text in texts)


def test_a_lie_is_replaced_by_the_record_and_named() -> None:
    texts = list(write_reply(Scripted("It is a steel kettle.", "It is a brass lamp."), WISH, PICKS))
    assert "steel" not in joined(texts)
    assert "A copper kettle with a beech handle." in joined(texts)
    assert failures(texts, "kettle") == ["not in the record 'steel'"]
    assert by_model(texts) == ["It is a brass lamp."]


def test_a_lie_after_a_true_sentence_is_left_out_and_named() -> None:
    texts = list(
        write_reply(Scripted("It is a copper kettle. It holds five litres.", "It is a brass lamp."), WISH, PICKS)
    )
    assert by_model(texts)[0] == "It is a copper kettle."
    assert "litres" not in joined(texts)
    assert ["litres" in failed for failed in failures(texts, "kettle")] == [True]


def test_the_title_of_another_pick_is_a_mixing_up() -> None:
    texts = list(
        write_reply(Scripted("It is a copper kettle like Brass Lamp.", "It is a brass lamp."), WISH, PICKS)
    )
    assert "title of another pick" in failures(texts, "kettle")[0]


def test_saying_it_twice_is_repetition() -> None:
    texts = list(write_reply(Scripted("It is a copper kettle. This is a copper kettle.", "x"), WISH, PICKS))
    assert by_model(texts) == ["It is a copper kettle."]
    assert failures(texts, "kettle") == ["repetition of the sentence before"]


def test_the_model_is_told_of_one_item_at_a_time() -> None:
    writer = Scripted("x", "x")
    list(write_reply(writer, WISH, PICKS))
    assert ["brass" in asked.casefold() for asked in writer.asked] == [False, True]
    assert ["copper" in asked.casefold() for asked in writer.asked] == [True, False]


def test_no_more_than_two_sentences_are_taken_and_the_model_is_stopped() -> None:
    writer = Scripted("It is a copper kettle. Suits gas hobs. " + "A copper kettle with a beech handle. " * 9, "x")
    texts = list(write_reply(writer, WISH, PICKS))
    assert len(by_model(texts)) == 2
    assert writer.closed == 2


def test_an_item_without_a_description_is_not_given_to_the_model() -> None:
    writer = Scripted()
    texts = list(write_reply(writer, WISH, [Ranked(BARE, 0.5)]))
    assert writer.asked == []
    assert not any(text.failed for text in texts)


def test_a_cut_off_sentence_is_replaced() -> None:
    texts = list(write_reply(Scripted("It is a copper kettle with a", "It is a brass lamp."), WISH, PICKS))
    assert failures(texts, "kettle") == ["cut off"]


def test_saying_nothing_is_told() -> None:
    assert failures(list(write_reply(Scripted("", "x"), WISH, PICKS)), "kettle") == ["nothing was written"]


def test_a_model_that_fails_is_not_asked_again_and_the_reply_goes_on() -> None:
    writer = Scripted(WriterFailed("out of memory"))
    texts = list(write_reply(writer, WISH, PICKS))
    assert len(writer.asked) == 1
    assert failures(texts, "kettle") == failures(texts, "lamp") == ["writer: out of memory"]
    assert "A brass lamp with a linen shade." in joined(texts)


def test_a_mistake_in_the_writer_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(write_reply(Scripted(ZeroDivisionError()), WISH, PICKS))


def test_when_time_is_up_the_rest_is_composed_and_says_so() -> None:
    clock = iter([0.0, 1.0] + [3.0] * 5 + [25.0] * 50)
    writer = Scripted("It is a copper kettle. " * 9, "It is a brass lamp.")
    texts = list(write_reply(writer, WISH, PICKS, budget_seconds=20, now=lambda: next(clock)))
    assert by_model(texts) == ["It is a copper kettle."]
    assert failures(texts, "lamp") == ["time"]
    assert writer.closed == len(writer.asked) == 1


def test_closing_the_reply_stops_the_model() -> None:
    writer = Scripted("It is a copper kettle. Suits gas hobs. More.", "x")
    texts = write_reply(writer, WISH, PICKS)
    while next(texts).origin != "model":
        pass
    texts.close()
    assert writer.closed == 1


def test_without_a_writer_all_is_composed() -> None:
    texts = list(write_reply(None, WISH, PICKS))
    assert {text.origin for text in texts} == {"composed"}
    assert not any(text.failed for text in texts)
    assert "A copper kettle with a beech handle." in joined(texts)


def test_chinese_is_composed_whoever_writes() -> None:
    writer = Scripted()
    texts = list(write_reply(writer, WISH, PICKS, "zh"))
    assert writer.asked == []
    assert "这里只有 3 人知道它。" in joined(texts)


@pytest.mark.parametrize("writer", [None, EchoWriter("It is a copper kettle."), EchoWriter()])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_joined_pieces_are_an_opening_and_one_paragraph_an_item(writer: EchoWriter | None, language: str) -> None:
    texts = list(write_reply(writer, WISH, PICKS, language))  # type: ignore[arg-type]
    opening, *paragraphs = joined(texts).split("\n\n")
    assert opening
    assert [paragraph.split("**")[1] for paragraph in paragraphs] == ["Copper Kettle", "Brass Lamp"]
    assert not re.search(r"  |\n{3}| $|[.!?][A-Z]", joined(texts))
    assert all(text.piece for text in texts)
    assert [text.item_id for text in texts if text.item_id] == sorted(
        text.item_id for text in texts if text.item_id
    )


@given(st.text(max_size=120))
def test_whatever_a_model_says_nothing_active_leaves(said: str) -> None:
    out = joined(list(write_reply(EchoWriter(said or "x"), WISH, PICKS)))
    assert not re.search(r"[<>\[\]`]|https?:|\*{3}", out)
    assert out.count("**") == 4  # the two titles


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_record_says_nothing_active_leaves(title: str, description: str) -> None:
    item = Item("x", title or "t", description, {"brand": (description or "b",)}, {}, 3, 0.9)
    out = joined(list(write_reply(EchoWriter(), Query(description), [Ranked(item, 0.5)])))
    assert not re.search(r"[<>\[\]`]|https?:/|\*{3}", out)
