"""The whole turn over small real parts: a shop of ten items, hashing vectors, an echoing writer."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.intent import Parser
from bot.memory import SqliteMemory
from bot.messages import Act, Asked, Chunk, Done, Intent, Picks, Session, Text
from bot.room import Room
from bot.turn import Bot, UtteranceError, new_session
from bot.writer import Writer, WriterFailed
from bot.writer.grounded import NEVER, ReplyWriter
from bot.writer.models.echo import EchoWriter
from retriever.index import Index
from retriever.items import Candidate, Constraint, Query
from tests.scripted import Scripted, Unfinished
from tests.shop import built, opened, parser_of, ranker_of, retriever_of


def slow() -> Scripted:
    """A writer that begins each text and never ends it."""
    return Scripted(*[Unfinished("leaves")] * 9, stall_seconds=60)


def broken() -> Scripted:
    """A writer that fails at the first word."""
    return Scripted(WriterFailed("the model fell over"))


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
        writer=ReplyWriter(writer),
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
    assert "price under 1" in reply.text
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
    writer = slow()
    with opened(built(tmp_path)) as index:
        bot = make(index, tmp_path, writer)
        stream = bot.stream("smoky tea", "s")
        picks = next(stream)
        assert isinstance(picks, Picks)
        while not writer.asked:
            next(stream)
        stream.close()
        turn = bot.session("s").turns[0]
    assert writer.closed == len(writer.asked)
    assert turn.end == "stopped"
    assert [pick.item.id for pick in turn.picks] == [pick.item.id for pick in picks.items]
    assert turn.text


def test_what_was_done_in_a_turn_and_when_its_parts_came_is_kept_with_it(bot: Bot) -> None:
    moments = iter([10.0, 10.25, 10.5, 10.75, 11.0])
    timed = replace(bot, ticks=lambda: next(moments, 12.0))
    list(timed.stream("smoky tea", "s"))
    turn = bot.session("s").turns[0]
    assert turn.acts == ("constrain", "recommend")
    assert turn.seconds == {"first_card": 0.25, "first_word": 0.5, "last_word": 2.0}  # began at 10


class OneAtATime:
    """A parser that notes how many read at once."""

    def __init__(self, parser: Parser) -> None:
        self.parser, self.now, self.most = parser, 0, 0

    def parse(self, utterance: str, session: Session) -> Intent:
        self.now += 1
        self.most = max(self.most, self.now)
        found = self.parser.parse(utterance, session)
        self.now -= 1
        return found


def test_turns_of_many_talks_are_thought_through_one_after_the_other_where_there_is_one_place(bot: Bot) -> None:
    parser = OneAtATime(bot.parser)
    narrow = replace(bot, parser=parser, thinking=Room(1))
    told: list[str] = []
    threads = [
        threading.Thread(target=lambda i=i: told.append(narrow("smoky tea", f"talk {i}").text)) for i in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(told), parser.most) == (6, 1)


def test_who_stops_while_in_line_begins_nothing(bot: Bot) -> None:
    narrow, stop = replace(bot, thinking=Room(1)), threading.Event()
    stop.set()
    with narrow.thinking.place(NEVER):
        assert list(narrow.stream("smoky tea", "s", stop=stop)) == [Done("stopped")]
    assert not narrow.session("s").turns
    assert narrow("smoky tea", "s").picks


def test_a_stop_from_another_thread_ends_the_turn_while_the_model_is_silent(tmp_path: Path) -> None:
    writer, stop = slow(), threading.Event()
    with opened(built(tmp_path)) as index:
        bot = make(index, tmp_path, writer)
        object.__setattr__(bot, "clarify", Asking())
        chunks = []
        for chunk in bot.stream("smoky tea", "s", stop=stop):
            chunks.append(chunk)
            if writer.asked and not stop.is_set():
                threading.Timer(0.05, stop.set).start()
        turn = bot.session("s").turns[0]
    assert chunks[-1] == Done("stopped")
    assert writer.closed == len(writer.asked) > 0
    assert (turn.end, turn.asked) == ("stopped", "")
    assert [pick.item.id for pick in turn.picks] == ids(chunks)


def test_a_writer_that_fails_is_replaced_sentence_by_sentence_and_said_so(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        reply = make(index, tmp_path, broken())("smoky tea")
    sentences = reply.metadata["sentences"]
    assert isinstance(sentences, list)
    assert {sentence["origin"] for sentence in sentences} == {"composed"}
    assert any("the model fell over" in sentence["failed"] for sentence in sentences)


def test_which_items_are_shown_does_not_depend_on_the_writer(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        shown = [
            [pick.item.id for pick in make(index, tmp_path / str(i), writer)("a warm gift under 60 euros").picks]
            for i, writer in enumerate((None, broken(), EchoWriter()))
        ]
    assert shown[0] == shown[1] == shown[2] != []


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


def test_a_limit_that_can_not_be_served_is_told_and_not_searched(bot: Bot) -> None:
    reply = bot("tea under 90 minutes")
    assert "does not record a running time" in str(reply.metadata["notes"])
    assert "90" not in bot.session(reply.session).query.text


class Heard:
    """A parser that hears what it is told, and remembers with which talk."""

    def __init__(self, *intents: Intent) -> None:
        self.intents = list(intents)
        self.talks: list[Session] = []

    def parse(self, utterance: str, session: Session) -> Intent:
        self.talks.append(session)
        return self.intents.pop(0)


def hearing(bot: Bot, *intents: Intent) -> Heard:
    heard = Heard(*intents)
    object.__setattr__(bot, "parser", heard)
    return heard


TEA = Constraint("category", "any_of", ("tea",))
SMOKY = Query("smoky tea")


def test_a_question_is_answered_before_the_items_of_the_same_breath(bot: Bot) -> None:
    bot("tea", "s")
    intent = Intent(("about", "exclude"), Query("warm"), about=("sencha",), fields=("brand",))
    hearing(bot, intent)
    chunks = list(bot.stream("who makes the sencha? something warm", "s"))
    assert isinstance(chunks[0], Picks)
    texts = [chunk for chunk in chunks if isinstance(chunk, Text)]
    assert texts[0] == Text("**Uji Sencha** is made by Kyoen.", "sencha")
    assert texts[1].piece.startswith("\n\n")
    assert {text.item_id for text in texts} >= set(ids(chunks))


def test_small_talk_comes_first_and_short_where_items_are_asked_for_too(bot: Bot) -> None:
    hearing(bot, Intent(("greeting", "recommend"), SMOKY))
    reply = bot("hello, smoky tea please")
    assert reply.picks
    assert reply.text.startswith("Hello!\n\n")
    assert "something smoky" not in reply.text  # no examples


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("thanks", "You're welcome!"),
        ("chitchat", "only a program"),
        ("service", "can't see orders"),
        ("abuse", "I'm sorry"),
        ("injection", "not as an order"),
        ("off_topic", "beyond me"),
        ("help", "something smoky"),
    ],
)
def test_what_asks_for_no_items_shows_none_and_changes_nothing(bot: Bot, act: Act, words: str) -> None:
    bot("smoky tea", "s")
    before = bot.session("s").query
    hearing(bot, Intent((act,), before))
    reply = bot("…", "s")
    assert reply.picks == ()
    assert words in reply.text
    assert reply.agreed == before


def test_service_names_the_contact_that_was_set(bot: Bot) -> None:
    object.__setattr__(bot, "contact", "help@shop.test")
    hearing(bot, Intent(("service",), Query()))
    assert "help@shop.test" in bot("where is my parcel?").text


def test_the_person_says_how_many_and_never_more_than_twenty(bot: Bot) -> None:
    hearing(bot, Intent(("recommend",), SMOKY, n=1), Intent(("recommend",), SMOKY, n=99))
    assert len(bot("one smoky tea", n=5).picks) == 1
    assert len(bot("99 teas").picks) == 10  # all there are


def test_a_turn_remembers_what_was_agreed_spoken_of_and_in_which_language(bot: Bot) -> None:
    liked = replace(SMOKY, liked=("sencha",))
    hearing(
        bot,
        Intent(("recommend",), SMOKY),
        Intent(("like", "about"), liked, about=("lapsang",), meant=("moka", "lapsang"), language="zh", fixed=True),
        Intent(("thanks",), liked, language="zh"),
    )
    for said in ("smoky tea", "the second looks great, what is the first?", "thanks"):
        bot(said, "s")
    first, second, third = bot.session("s").turns
    assert [turn.query for turn in (first, second, third)] == [SMOKY, liked, liked]
    assert [turn.spoken for turn in (first, second, third)] == [(), ("lapsang", "moka", "sencha"), ()]
    assert [turn.language for turn in (first, second, third)] == ["", "zh", ""]
    assert bot.session("s").language == "zh"


def test_the_parser_is_told_where_the_dial_starts(bot: Bot) -> None:
    object.__setattr__(bot, "niche", 0.8)
    heard = hearing(bot, Intent(("recommend",), SMOKY), Intent(("thanks",), SMOKY))
    bot("smoky tea", "s")
    bot("thanks", "s")
    assert [talk.niche for talk in heard.talks] == [0.8, 0.8]
    assert heard.talks[0].query.niche == 0.8


QUESTION = Asked("country", "Where should it come from?", ("China", "Japan", "No matter"))


class Asking:
    """Asks once, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[Query, int, set[str], str]] = []

    def __call__(
        self, query: Query, candidates: Sequence[Candidate], asked: Collection[str], language: str
    ) -> Asked | None:
        self.given.append((query, len(candidates), set(asked), language))
        return None if asked else QUESTION


def test_a_question_comes_after_the_text_and_never_a_second_time(bot: Bot) -> None:
    asking = Asking()
    object.__setattr__(bot, "clarify", asking)
    chunks = list(bot.stream("smoky tea", "s"))
    assert chunks[-2:] == [QUESTION, Done("end")]
    assert bot.session("s").turns[0].asked == "country"
    assert QUESTION.text not in bot.session("s").turns[0].text
    second = bot("under 100 euros", "s")
    assert second.question is None
    assert [asked for _, _, asked, _ in asking.given] == [set(), {"country"}]
    assert all(count for _, count, _, _ in asking.given)


def test_nothing_is_asked_back_where_nothing_is_shown(bot: Bot) -> None:
    asking = Asking()
    object.__setattr__(bot, "clarify", asking)
    bot("hello", "s")
    bot("tea under 1 euro", "s")
    assert asking.given == []


def test_a_question_that_was_never_reached_was_not_asked(tmp_path: Path) -> None:
    with opened(built(tmp_path)) as index:
        bot = make(index, tmp_path, slow())
        object.__setattr__(bot, "clarify", Asking())
        stream = bot.stream("smoky tea", "s")
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        assert bot.session("s").turns[0].asked == ""


def test_the_reply_names_the_question_and_what_is_understood(bot: Bot) -> None:
    object.__setattr__(bot, "clarify", Asking())
    hearing(bot, Intent(("recommend",), Query("smoky", must=(TEA, Constraint("price", "below", (100.0,))))))
    reply = bot("smoky tea under 100")
    assert reply.question == QUESTION
    assert reply.metadata["understood"] == ["tea", "price under 100", "smoky"]
    assert reply.agreed.text == "smoky"


def test_a_request_that_wishes_nothing_shows_something_of_everything(bot: Bot) -> None:
    reply = bot("surprise me")
    assert len(reply.picks) == 3
    assert reply.agreed.text == ""
    again = bot("anything", reply.session)
    assert not {pick.item.id for pick in again.picks} & {pick.item.id for pick in reply.picks}


def test_a_hopeless_wish_is_told_with_examples_and_forgotten(bot: Bot) -> None:
    object.__setattr__(bot, "hopeless", lambda query, candidates: "blorp" in query.text)
    bot("smoky tea", "s")
    before = bot.session("s").query
    hearing(bot, Intent(("refine",), replace(before, text="blorp fnord")))
    reply = bot("blorp fnord", "s")
    assert reply.picks == ()
    assert reply.text.startswith("I found nothing here that comes near “blorp fnord”.")
    assert "something smoky" in reply.text
    assert reply.agreed == before


def test_starting_over_says_so_and_shows_nothing(bot: Bot) -> None:
    session = bot("only tea").session
    reply = bot("start over", session)
    assert reply.text.startswith("All right, from the start.")
    assert reply.picks == ()
    assert "something smoky" in reply.text
    assert reply.metadata["understood"] == []


class TestTakingBack:
    AGREED = Query("smoky", must=(TEA, Constraint("price", "below", (15.0,))))

    def key(self, bot: Bot, label: str) -> str:
        return next(chip.key for chip in bot.chips("s") if chip.label == label)

    def test_a_chip_taken_back_is_a_turn_with_new_items(self, bot: Bot) -> None:
        hearing(bot, Intent(("recommend",), self.AGREED))
        assert [pick.item.id for pick in bot("smoky tea under 15", "s").picks] == ["lapsang"]
        chunks = list(bot.take_back(self.key(bot, "price under 15"), "s"))
        assert set(ids(chunks)) == {"lapsang", "sencha"}
        assert [chip.label for chip in bot.chips("s")] == ["tea", "smoky"]
        turn = bot.session("s").turns[-1]
        assert (turn.utterance, turn.end) == ("✕ price under 15", "end")

    def test_when_nothing_is_left_it_says_what_can_be_asked(self, bot: Bot) -> None:
        hearing(bot, Intent(("recommend",), Query("smoky")))
        bot("smoky", "s")
        chunks = list(bot.take_back(self.key(bot, "smoky"), "s"))
        assert not ids(chunks)
        assert "something smoky" in "".join(chunk.piece for chunk in chunks if isinstance(chunk, Text))
        assert bot.chips("s") == ()

    def test_in_a_chinese_talk_it_answers_in_chinese(self, bot: Bot) -> None:
        hearing(bot, Intent(("recommend",), self.AGREED, language="zh"))
        bot("烟熏茶", "s")
        chunks = list(bot.take_back(self.key(bot, "价格少于15"), "s"))
        text = "".join(chunk.piece for chunk in chunks if isinstance(chunk, Text))
        assert any("一" <= char <= "鿿" for char in text)
        assert bot.session("s").turns[-1].utterance == "✕ 价格少于15"

    def test_what_is_gone_already_is_refused_and_nothing_remembered(self, bot: Bot) -> None:
        bot("smoky tea", "s")
        with pytest.raises(UtteranceError, match="no longer agreed; reload the talk"):
            list(bot.take_back("must-0", "s"))
        assert len(bot.session("s").turns) == 1

    def test_a_new_talk_has_no_chips(self, bot: Bot) -> None:
        object.__setattr__(bot, "niche", 1.0)
        assert bot.chips("new") == ()


@pytest.mark.parametrize(
    ("which", "asked"), [("which is the cheapest?", "how much is it?"), ("哪个最便宜？", "它多少钱？")]
)
def test_it_is_the_one_that_was_named_as_the_answer(bot: Bot, which: str, asked: str) -> None:
    shown = bot("a warm blanket", "s").picks
    cheapest = min((pick.item for pick in shown), key=lambda item: item.numbers["price"])
    bot(which, "s")
    assert bot.session("s").turns[-1].spoken[-1] == cheapest.id
    bot(asked, "s")
    assert bot.session("s").turns[-1].spoken == (cheapest.id,)
