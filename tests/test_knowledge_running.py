"""Articles while a bot runs: changed files are seen, follow-ups are understood, what nobody answers is kept."""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.cli import main
from bot.client import reading as client
from bot.knowledge.answer import quote
from bot.knowledge.consult import Articles
from bot.knowledge.fresh import LOOK_SECONDS, FreshArticles
from bot.knowledge.nouns import Handover
from bot.knowledge.unanswered import FILE, Asked, Unanswered, most_frequent
from bot.memory import SqliteMemory
from bot.messages import Picks, Text
from bot.turn import Bot
from bot.web.api.answers import Telling
from bot.web.api.given import Answer
from retriever.encode import Encoders
from tests.shop import ENCODER, built, opened, parser_of, ranker_of, retriever_of
from tests.test_knowledge import INVOICES, ISLANDS, RETURNS, Characters

ENCODERS = Encoders(ENCODER, Characters())
POSTAGE = "# Postage\n\n## What it costs\n\nPostage is 4 euros.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("returns.md", RETURNS), ("islands.md", ISLANDS), ("invoices.md", INVOICES)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


@pytest.fixture
def fresh(folder: Path, tmp_path: Path, clock: list[float]) -> FreshArticles:
    found = FreshArticles.open(folder, tmp_path / "kept", ENCODERS)
    return replace_clock(found, clock)


def replace_clock(found: FreshArticles, clock: list[float]) -> FreshArticles:
    found.now, found.beside = lambda: clock[0], lambda work: work()
    found._looked = 0.0
    return found


def ask(fresh: FreshArticles, clock: list[float], question: str = "what does postage cost?") -> str:
    clock[0] += LOOK_SECONDS
    fresh(question)  # has the folder looked at; here at once, in life beside the turn
    return fresh(question).text


def test_a_new_article_is_quoted_without_a_restart(fresh: FreshArticles, clock: list[float], folder: Path) -> None:
    assert ask(fresh, clock) != "Postage is 4 euros."
    (folder / "postage.md").write_text(POSTAGE, encoding="utf-8")
    assert ask(fresh, clock) == "Postage is 4 euros."


def test_a_changed_article_and_one_that_is_gone_are_no_longer_quoted(
    fresh: FreshArticles, clock: list[float], folder: Path
) -> None:
    (folder / "islands.md").write_text(ISLANDS.replace("9 days", "12 days"), encoding="utf-8")
    assert "12 days" in ask(fresh, clock, "how long do the Faroe Islands take?")
    (folder / "islands.md").unlink()
    assert "Faroe" not in ask(fresh, clock, "how long do the Faroe Islands take?")


def test_between_two_looks_the_folder_is_left_alone(
    fresh: FreshArticles, clock: list[float], folder: Path
) -> None:
    (folder / "postage.md").write_text(POSTAGE, encoding="utf-8")
    clock[0] += LOOK_SECONDS / 2
    fresh("what does postage cost?")
    assert fresh("what does postage cost?").text != "Postage is 4 euros."


def test_a_question_does_not_wait_for_the_articles_that_are_read(
    fresh: FreshArticles, clock: list[float], folder: Path
) -> None:
    begun: list[Callable[[], None]] = []
    fresh.beside = begun.append
    (folder / "postage.md").write_text(POSTAGE, encoding="utf-8")
    clock[0] += LOOK_SECONDS
    assert [fresh("what does postage cost?").text for _ in range(3)].count("Postage is 4 euros.") == 0
    (look,) = begun  # one at a time
    look()
    assert fresh("what does postage cost?").text == "Postage is 4 euros."


@pytest.mark.parametrize("broken", [b"frage,antwort\na,b\n", b"question,answer\n\xff,b\n"])
def test_a_broken_file_keeps_the_articles_of_before_and_is_told_once(
    fresh: FreshArticles, clock: list[float], folder: Path, caplog: pytest.LogCaptureFixture, broken: bytes
) -> None:
    (folder / "more.csv").write_bytes(broken)
    with caplog.at_level(logging.ERROR):
        assert all("9 days" in ask(fresh, clock, "do you ship to the Faroe Islands?") for _ in range(3))
    assert [record.message.split(":")[0] for record in caplog.records] == ["the articles of before stay"]
    assert "more.csv" in caplog.text
    (folder / "more.csv").write_text("question,answer\nWhat does postage cost?,4 euros.\n", encoding="utf-8")
    assert ask(fresh, clock) == "4 euros."


def test_a_folder_that_is_gone_keeps_them_too(
    fresh: FreshArticles, clock: list[float], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.rename(folder.with_name("elsewhere"))
    assert "9 days" in ask(fresh, clock, "do you ship to the Faroe Islands?")
    assert "no such folder" in caplog.text


@pytest.fixture
def handed() -> list[Handover]:
    return []


@pytest.fixture
def bot(tmp_path: Path, fresh: FreshArticles, handed: list[Handover]) -> Iterator[Bot]:
    with opened(built(tmp_path)) as index:
        retriever = retriever_of(index)
        yield Bot(
            parser=parser_of(index.items),
            retriever=retriever,
            ranker=ranker_of(retriever),
            memory=SqliteMemory.open(tmp_path / "talks.sqlite3", index.item_of, lambda: 0.0),
            item_of=index.item_of,
            n=3,
            contact="Ann at the desk",
            knowledge=Articles(partial(quote, fresh.index)),
            hand_over=handed.append,
        )


def sources(bot: Bot, said: str, session: str) -> set[str]:
    return {chunk.source for chunk in bot.stream(said, session) if isinstance(chunk, Text) and chunk.source}


@pytest.mark.parametrize(
    ("first", "half", "source"),
    [
        ("how do I send boots back in their box?", "and for opened tea?", "Returns › Opened tea"),
        ("can I return opened tea?", "and boots?", "Returns › Boots"),
        ("do you ship to the Faroe Islands?", "how long does that take?", "Shipping to islands"),
        ("do you ship to the Faroe Islands?", "how long?", "Shipping to islands"),
        ("do you ship to the Faroe Islands?", "多久？", "Shipping to islands"),
    ],
)
def test_half_a_question_is_read_with_the_one_before(bot: Bot, first: str, half: str, source: str) -> None:
    assert sources(bot, first, "s")
    assert sources(bot, half, "s") == {source}


def test_a_follow_up_of_a_follow_up_is_read_with_both(bot: Bot) -> None:
    sources(bot, "do you ship to the Faroe Islands?", "s")
    assert sources(bot, "how much?", "s") == {"Shipping to islands"}
    assert sources(bot, "and how long does that take?", "s") == {"Shipping to islands"}


@pytest.mark.parametrize(
    "wish", ["what about waterproof boots?", "something smoky", "and a cheaper tea?", "有没有绿茶？"]
)
def test_a_wish_after_a_question_of_service_is_never_taken_for_half_a_question(bot: Bot, wish: str) -> None:
    assert sources(bot, "can I return opened tea?", "s")
    chunks = list(bot.stream(wish, "s"))
    assert not any(isinstance(chunk, Text) and chunk.source for chunk in chunks)
    assert any(isinstance(chunk, Picks) for chunk in chunks)


def test_half_a_question_after_items_is_no_question_of_service(bot: Bot, handed: list[Handover]) -> None:
    bot("waterproof boots", "s")
    assert not sources(bot, "how long?", "s")
    assert handed == []


def test_half_a_question_that_no_article_answers_is_handed_over_whole(bot: Bot, handed: list[Handover]) -> None:
    bot("how do I reset my password?", "s")
    bot("how much is that?", "s")
    assert handed[-1].question == "how do I reset my password? how much is that?"


def test_what_people_must_answer_is_told_to_every_surface(bot: Bot) -> None:
    telling = Telling(bot)
    events = list(telling.events("s", bot.stream("how do I reset my password?", "s")))
    told = {"questions": ["how do I reset my password?"], "contact": "Ann at the desk"}
    assert events[-1].said["hand_over"] == told
    answer = telling.answer(events, {})
    assert answer["hand_over"] == told
    assert Answer.model_validate(answer).hand_over is not None
    expected = client.HandOver(("how do I reset my password?",), "Ann at the desk")
    assert client.answer(answer).hand_over == expected
    done = client.event("done", events[-1].said)
    assert isinstance(done, client.Done)
    assert done.hand_over == expected


def test_where_all_is_answered_nothing_is_handed_over(bot: Bot) -> None:
    telling = Telling(bot)
    events = list(telling.events("s", bot.stream("can I return opened tea?", "s")))
    assert "hand_over" not in events[-1].said
    assert client.answer(telling.answer(events, {})).hand_over is None


def test_an_unanswered_question_is_written_without_the_talk_and_its_address(tmp_path: Path) -> None:
    path = tmp_path / "home" / FILE
    Unanswered(path, lambda: 5.5)(Handover("secret-session", "where is it? mail me: ann@example.org", "en"))
    line = path.read_text(encoding="utf-8")
    assert line.startswith('{"time": 5, "question": "where is it? mail me')
    assert "secret-session" not in line
    assert "example.org" not in line
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_of_too_many_the_older_half_goes(tmp_path: Path) -> None:
    path = tmp_path / FILE
    keep = Unanswered(path, lambda: 0.0, most=10)
    for n in range(11):
        keep(Handover("s", f"question {n}", "en"))
    assert [asked.question for asked in most_frequent(path)] == [f"question {n}" for n in range(5, 11)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_question_is_one_whatever_its_case_its_spaces_and_its_end(tmp_path: Path) -> None:
    path, times = tmp_path / FILE, iter((1.5, 2.0, 3.0, 4.0))
    keep = Unanswered(path, lambda: next(times))
    for question in ("where is it?", "Do you rent tents？", "do you  rent tents", "DO YOU RENT TENTS?!"):
        keep(Handover("s", question, "en"))
    expected = [Asked("DO YOU RENT TENTS?!", (2, 3, 4)), Asked("where is it?", (1,))]
    assert most_frequent(path) == expected
    with path.open("a", encoding="utf-8") as file:
        file.write('{half a li\n[1]\nnull\n{"question": "when?", "time": "x"}\n{"question": "?", "time": 5}\n')
    assert most_frequent(path) == expected


def test_where_there_is_no_file_nothing_was_asked(tmp_path: Path) -> None:
    assert most_frequent(tmp_path / FILE) == []


def test_the_command_tells_the_most_frequent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep = Unanswered(tmp_path / FILE, lambda: 0.0)
    for question in ("do you rent tents?", "Do you rent  tents", "where is it?"):
        keep(Handover("s", question, "en"))
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"time": 5, "quest')  # the machine went down
    assert main(["articles", "--unanswered", "--home", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "    2  Do you rent tents",
        "    1  where is it?",
        f"the 2 most frequent of {tmp_path / FILE}",
    ]


def test_the_command_says_where_nothing_was_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", "--unanswered", "--home", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"nothing is written in {tmp_path / FILE}\n"
