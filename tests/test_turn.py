"""The whole turn over small real parts: a shop of ten items, hashing vectors, an echoing writer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.memory import SqliteMemory
from bot.messages import Chunk, Done, Message, Picks, Text
from bot.turn import Bot, UtteranceError, new_session
from bot.writer import Writer, WriterFailed
from retriever.index import Index
from tests.shop import built, opened, parser_of, ranker_of, retriever_of


class SlowWriter:
    """Writes words for ever, and remembers that it was closed."""

    name = "slow"

    def __init__(self) -> None:
        self.closed = threading.Event()

    def write(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        try:
            while True:
                yield "leaves "
        finally:
            self.closed.set()


class BrokenWriter:
    """Fails at the first word."""

    name = "broken"

    def write(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        raise WriterFailed("the model fell over")
        yield ""


class RaisingParser:
    """Fails, as a bug would."""

    def parse(self, utterance: str, session: object) -> object:
        raise LookupError("no such thing")


def make(index: Index, home: Path, writer: Writer | None = None) -> Bot:
    retriever = retriever_of(index)
    return Bot(
        parser=parser_of(index.items),
        retriever=retriever,
        ranker=ranker_of(retriever),
        memory=SqliteMemory.open(home / "talks.sqlite3", index.item_of, lambda: 0.0),
        writer=writer,
        item_of=index.item_of,
        examples=("something smoky",),
        n=3,
    )


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with opened(built(tmp_path)) as index:
        yield make(index, tmp_path)


def ids(chunks: Sequence[Chunk]) -> list[str]:
    return [pick.item.id for chunk in chunks if isinstance(chunk, Picks) for pick in chunk.items]


def test_cards_come_before_any_word_and_the_end_comes_last(bot: Bot) -> None:
    chunks = list(bot.stream("smoky tea"))
    assert isinstance(chunks[0], Picks)
    assert all(isinstance(chunk, Text) for chunk in chunks[1:-1])
    assert len(chunks) > 2
    assert chunks[-1] == Done("end")


def test_the_reply_is_the_stream_drained(bot: Bot) -> None:
    reply = bot("smoky tea", session="one")
    chunks = list(bot.stream("smoky tea", session="other"))
    assert [pick.item.id for pick in reply.picks] == ids(chunks)
    assert reply.text == "".join(c.piece for c in chunks if isinstance(c, Text)).strip()
    assert reply.session == "one"
    seconds = reply.metadata["seconds"]
    assert isinstance(seconds, dict)
    assert seconds["first_card"] <= seconds["first_word"] <= seconds["last_word"]


def test_smoky_tea_is_the_first_answer_to_smoky_tea(bot: Bot) -> None:
    assert bot("smoky tea").picks[0].item.id == "lapsang"


def test_a_constraint_stays_in_force_for_the_rest_of_the_talk(bot: Bot) -> None:
    session = bot("something for cold weather").session
    first = bot("under 100 euros", session)
    second = bot("with leather", session)
    for reply in (first, second):
        assert reply.picks
        assert all(pick.item.numbers["price"] <= 100 for pick in reply.picks)
    assert second.metadata["must"] == ["price < 100"]


def test_more_like_the_second_one_shows_neither_it_nor_what_was_shown(bot: Bot) -> None:
    first = bot("tea")
    second = bot("more like the second one", first.session)
    assert bot.session(first.session).query.liked == (first.picks[1].item.id,)
    assert {p.item.id for p in second.picks}.isdisjoint(p.item.id for p in first.picks)


def test_two_talks_in_turn_never_see_each_others_query_or_picks(bot: Bot) -> None:
    one, other = new_session(), new_session()
    bot("boots", one)
    bot("tea", other)
    bot("under 160 euros", one)
    reply = bot("more like the first one", other)
    assert reply.metadata["must"] == ["category: tea"]
    assert "boots" not in bot.session(other).query.text
    assert "tea" not in bot.session(one).query.text
    assert [turn.utterance for turn in bot.session(one).turns] == ["boots", "under 160 euros"]


def test_nothing_found_says_what_to_give_up_and_what_that_would_bring(bot: Bot) -> None:
    reply = bot("tea under 1 euro")
    assert reply.picks == ()
    assert "price < 1" in reply.text
    # without the price the two teas of the shop are allowed
    assert "there would be 2" in reply.text


def test_why_answers_with_the_evidence_of_the_pick(bot: Bot) -> None:
    first = bot("smoky tea")
    reply = bot("why the first one?", first.session)
    assert reply.picks == ()
    assert "smoky" in reply.text.casefold()
    assert bot("why the first one?", new_session()).text != reply.text


def test_a_question_in_chinese_is_answered_in_chinese(bot: Bot) -> None:
    first = bot("smoky tea")
    assert any("一" <= char <= "鿿" for char in bot("为什么推荐这个?", first.session).text)


def test_small_talk_recommends_nothing_and_shows_what_can_be_asked(bot: Bot) -> None:
    reply = bot("hello")
    assert reply.picks == ()
    assert "something smoky" in reply.text


@pytest.mark.parametrize("utterance", ["", "   ", "\n\t"])
def test_an_empty_utterance_is_refused_with_an_example(bot: Bot, utterance: str) -> None:
    with pytest.raises(UtteranceError, match="nothing was said; ask for something"):
        bot(utterance)


def test_100_000_characters_are_refused_at_once(bot: Bot) -> None:
    with pytest.raises(UtteranceError, match=r"100,000 characters, at most 4,000"):
        bot.stream("x" * 100_000)


@pytest.mark.parametrize("n", [0, 21, -1])
def test_a_number_of_items_out_of_bounds_is_refused(bot: Bot, n: int) -> None:
    with pytest.raises(UtteranceError, match=f"n must be between 1 and 20, got {n}"):
        bot("tea", n=n)


def test_closing_the_stream_stops_the_writer_and_remembers_what_was_shown(tmp_path: Path) -> None:
    writer = SlowWriter()
    with opened(built(tmp_path)) as index:
        bot = make(index, tmp_path, writer)
        stream = bot.stream("smoky tea", "s")
        picks = next(stream)
        assert isinstance(picks, Picks)
        next(stream)
        stream.close()
        turn = bot.session("s").turns[0]
    assert turn.end == "stopped"
    assert [pick.item.id for pick in turn.picks] == [pick.item.id for pick in picks.items]
    assert turn.text


def test_a_writer_that_fails_is_replaced_sentence_by_sentence_and_said_so(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        reply = make(index, tmp_path, BrokenWriter())("smoky tea")
    sentences = reply.metadata["sentences"]
    assert isinstance(sentences, list)
    assert {sentence["origin"] for sentence in sentences} == {"composed"}
    assert any("the model fell over" in sentence["failed"] for sentence in sentences)


def test_which_items_are_shown_does_not_depend_on_the_writer(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        shown = [
            [pick.item.id for pick in make(index, tmp_path / str(i), writer)("a warm gift under 60 euros").picks]
            for i, writer in enumerate((None, BrokenWriter(), SlowWriter()))
            if writer is None or writer.name == "broken"
        ]
    assert shown[0] == shown[1]
    assert shown[0]


def test_a_failure_before_the_picks_leaves_the_talk_as_it_was(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        bot = make(index, tmp_path)
        bot("tea", "s")
        before = bot.session("s")
        object.__setattr__(bot, "parser", RaisingParser())
        with pytest.raises(LookupError, match="no such thing"):
            bot("boots", "s")
        assert bot.session("s") == before


def test_a_new_session_id_has_128_random_bits() -> None:
    made = {new_session() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(id_) >= 22 for id_ in made)  # 16 bytes in base64 without padding


def test_half_a_character_is_refused(bot: Bot) -> None:
    with pytest.raises(UtteranceError, match="half a character"):
        bot("tea \ud800")


def test_when_all_that_fits_was_shown_that_is_what_is_said(bot: Bot) -> None:
    session = bot("only tea").session
    reply = bot("something else", session)
    assert reply.picks == ()
    assert reply.text.startswith("You have seen everything here that fits.")


def test_an_item_that_was_never_picked_has_no_why(bot: Bot) -> None:
    bot("boots", "s")
    text = bot("why Uji Sencha?", "s").text
    assert text.startswith("I have not picked this one in our talk")
    assert "Kyoen" in text


def test_a_limit_that_can_not_be_read_is_told_and_not_searched(bot: Bot) -> None:
    reply = bot("tea, about 10 lumens")
    session = bot.session(reply.session)
    assert any("could not read the limit" in str(note) for note in [*reply.metadata["notes"]])  # type: ignore[misc]
    assert "10" not in session.query.text
