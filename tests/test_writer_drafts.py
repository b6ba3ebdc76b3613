"""Drafts of several items side by side: which are asked for, which one is taken, and when the model is stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Timer
from typing import Any

import pytest

from bot.messages import Message
from bot.writer import WriterFailed
from bot.writer.drafts import MAX_CHARS, ROUNDS, SAMPLES, Asked, Drafts, Verdict
from tests.scripted import Scripted, Unfinished

ONE, TWO, THREE = (Asked((Message("user", name),)) for name in ("one", "two", "three"))


def judge(place: int, text: str) -> Verdict:
    """What begins with "Good" holds, "Half" in part; longer is worth more."""
    if text.startswith("Good"):
        return Verdict(text, "", float(len(text)))
    return (
        Verdict("Half", "the rest was wrong", 1000.0) if text.startswith("Half") else Verdict("", f"bad: {text}")
    )


@contextmanager
def drafts(writer: Scripted, *asked: Asked | None, deadline: float = 9e9) -> Iterator[Drafts]:
    made = Drafts(writer, asked, judge, deadline, lambda: 0.0, Event())
    try:
        yield made
    finally:
        made.close()


def names(writer: Scripted) -> list[str]:
    return [asked.last for asked in writer.asked]


def test_all_items_begin_at_once_in_their_order() -> None:
    writer = Scripted()
    with drafts(writer, ONE, TWO, THREE):
        assert names(writer) == ["one", "two", "three"]


def test_a_first_draft_that_holds_is_taken_and_no_other_asked_for() -> None:
    writer = Scripted("Good a.", "Good b.")
    with drafts(writer, ONE, TWO) as made:
        assert [made.of(place).text for place in (0, 1)] == ["Good a.", "Good b."]
    assert [asked.temperature for asked in writer.asked] == [0.0, 0.0]


def test_an_item_that_is_not_for_the_model_is_not_asked_for() -> None:
    writer = Scripted("Good.")
    with drafts(writer, None, TWO) as made:
        assert made.of(0) == Verdict("", "")
        assert made.of(1).text == "Good."
    assert names(writer) == ["two"]


def test_without_any_item_nothing_is_asked_for() -> None:
    writer = Scripted(at_once=64)
    with drafts(writer, None, None) as made:
        assert made.of(1) == Verdict("", "")
    assert writer.asked == []


def test_where_the_first_draft_fails_samples_are_drawn_each_with_its_own_seed() -> None:
    writer = Scripted("Bad.", "Bad.", "Good second.")
    with drafts(writer, ONE) as made:
        assert made.of(0) == Verdict("Good second.", "", 12.0)
    first, *samples = writer.asked
    assert first.temperature == 0
    assert len(samples) == SAMPLES
    assert all(asked.temperature > 0 for asked in samples)
    assert len({asked.seed for asked in samples}) == SAMPLES


def test_the_draft_worth_most_of_those_that_hold_is_taken() -> None:
    with drafts(Scripted("Bad.", "Good one.", "Good one, longer."), ONE) as made:
        assert made.of(0).text == "Good one, longer."
    with drafts(Scripted("Bad.", "Good one, longer.", "Good one."), ONE) as made:
        assert made.of(0).text == "Good one, longer."


def test_a_draft_that_holds_whole_is_taken_before_one_that_holds_in_part() -> None:
    with drafts(Scripted("Bad.", "Half.", "Good."), ONE) as made:
        assert made.of(0) == Verdict("Good.", "", 5.0)  # though the half is worth 1000


def test_a_draft_that_holds_in_part_will_do_and_says_what_was_wrong() -> None:
    writer = Scripted("Half of it.")
    with drafts(writer, ONE) as made:
        assert made.of(0) == Verdict("Half", "the rest was wrong", 1000.0)
    assert len(writer.asked) == 1


def test_where_every_draft_fails_the_first_failure_is_told_and_the_asking_ends() -> None:
    writer = Scripted("Bad 1.", rest="Bad 2.")
    with drafts(writer, ONE) as made:
        assert made.of(0) == Verdict("", "bad: Bad 1.")
    assert len(writer.asked) == 1 + ROUNDS * SAMPLES
    temperatures = [asked.temperature for asked in writer.asked]
    assert temperatures == sorted(temperatures)  # bolder each time
    assert len({(asked.temperature, asked.seed) for asked in writer.asked}) == len(writer.asked)


def test_an_item_may_be_asked_about_twice() -> None:
    writer = Scripted("Good a.")
    with drafts(writer, ONE) as made:
        assert made.of(0) == made.of(0)
    assert len(writer.asked) == 1


def test_a_writer_of_many_at_once_draws_several_from_the_start() -> None:
    wide = Scripted(at_once=(1 + SAMPLES) * 2)
    with drafts(wide, ONE, None, TWO):
        assert names(wide) == ["one"] * (1 + SAMPLES) + ["two"] * (1 + SAMPLES)
        assert [asked.temperature > 0 for asked in wide.asked] == [False, True, True] * 2


def test_a_writer_of_one_less_does_not() -> None:
    narrow = Scripted(at_once=(1 + SAMPLES) * 2 - 1)
    with drafts(narrow, ONE, TWO):
        assert names(narrow) == ["one", "two"]


def test_while_one_item_is_read_new_drafts_of_later_ones_that_failed_begin() -> None:
    writer = Scripted("Good a.", "Bad.", "Good c.", "Good b 1.", "Good b, the second.")
    with drafts(writer, ONE, TWO, THREE) as made:
        assert made.of(0).text == "Good a."
        assert names(writer)[3:] == ["two"] * SAMPLES  # before anybody asked for it
        assert made.of(1).text == "Good b, the second."
        assert made.of(2).text == "Good c."


def test_a_later_item_that_is_still_being_written_is_not_waited_for() -> None:
    writer = Scripted("Good a.", Unfinished("Good b"), stall_seconds=30)
    with drafts(writer, ONE, TWO) as made:
        assert made.of(0).text == "Good a."
        assert not writer.channels[1].closed.is_set()


def test_when_time_is_up_what_is_open_is_stopped_and_what_was_whole_is_kept() -> None:
    writer = Scripted(Unfinished("Good but slow"), "Good b.", stall_seconds=30)
    clock = count()  # a second each time it is looked at
    made = Drafts(writer, (ONE, TWO), judge, 2.0, lambda: float(next(clock)), Event())
    assert made.of(0) == Verdict("", "time")
    assert writer.channels[0].closed.is_set()
    assert made.of(1).text == "Good b."  # what was whole by then is kept
    assert len(writer.asked) == 2


def test_what_held_before_time_was_up_is_taken() -> None:
    writer = Scripted("Bad.", "Good a.", Unfinished("Good and longer"))
    clock = iter([0.0] * 8 + [99.0] * 99)
    made = Drafts(writer, (ONE,), judge, 50.0, lambda: next(clock), Event())
    assert made.of(0).text == "Good a."
    assert writer.closed == 3


def test_after_time_is_up_no_new_draft_begins() -> None:
    writer = Scripted("Bad.")
    clock = iter([0.0, 0.0] + [99.0] * 99)
    made = Drafts(writer, (ONE,), judge, 50.0, lambda: next(clock), Event())
    assert made.of(0).text == ""
    assert len(writer.asked) == 1


def test_a_writer_that_fails_is_not_asked_again_and_everything_is_stopped() -> None:
    writer = Scripted(WriterFailed("no ink"), Unfinished("Good b"))
    with drafts(writer, ONE, TWO) as made:
        assert made.of(0) == made.of(1) == Verdict("", "writer: no ink")
        assert writer.closed == len(writer.asked) == 2


def test_what_held_before_the_writer_failed_is_kept() -> None:
    with drafts(Scripted("Good a.", Unfinished("Good b"), stall_seconds=0.1), ONE, TWO) as made:
        assert made.of(0).text == "Good a."
        assert made.of(1).failed.startswith("writer: ")
        assert made.of(0).text == "Good a."


def test_a_stop_ends_the_waiting_for_a_silent_model_and_begins_nothing_new() -> None:
    writer = Scripted(Unfinished("Good"), Unfinished("Good"), stall_seconds=30)
    stop = Event()
    made = Drafts(writer, (ONE, TWO), judge, 9e9, lambda: 0.0, stop)
    setter = Timer(0.05, stop.set)
    setter.start()
    assert made.of(0) == Verdict("", "stopped")
    assert made.of(1) == Verdict("", "stopped")
    assert writer.closed == len(writer.asked) == 2
    setter.join(5)
    made.close()


def test_the_end_of_time_is_seen_while_the_model_is_silent() -> None:
    writer = Scripted(Unfinished("Good"), stall_seconds=30)
    made = Drafts(writer, (ONE,), judge, time.monotonic() + 0.05, time.monotonic, Event())
    started = time.monotonic()
    assert made.of(0) == Verdict("", "time")
    assert time.monotonic() - started < 5
    assert writer.closed == 1


def test_a_model_that_falls_silent_has_failed() -> None:
    with drafts(Scripted(Unfinished("Good"), stall_seconds=0.05), ONE) as made:
        assert made.of(0).failed.startswith("writer: the model was silent for 0.05 s")


def test_closing_stops_every_draft() -> None:
    writer = Scripted(*[Unfinished("Good")] * 6, at_once=6)
    with drafts(writer, ONE, TWO):
        assert (len(writer.asked), writer.closed) == (6, 0)
    assert writer.closed == 6


def test_no_more_than_two_sentences_are_read_and_the_model_is_stopped() -> None:
    writer = Scripted(Unfinished("Good a. Good b. Good c. Good"), stall_seconds=30)
    with drafts(writer, ONE) as made:
        assert made.of(0).text == "Good a. Good b."
        assert writer.closed == 1


def test_a_model_that_never_ends_a_sentence_is_stopped() -> None:
    writer = Scripted(Unfinished("Good " * (MAX_CHARS // 4)), rest="Bad.", stall_seconds=30)
    with drafts(writer, ONE) as made:
        assert len(made.of(0).text) <= MAX_CHARS + len("Good ")
        assert writer.closed == 1


def test_a_draft_is_judged_on_one_line() -> None:
    with drafts(Scripted("Good\n\n  tea,\tgreen. "), ONE) as made:
        assert made.of(0).text == "Good tea, green."


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_to_write_nothing_is_to_fail(nothing: str) -> None:
    with drafts(Scripted(rest=nothing), ONE) as made:
        assert made.of(0) == Verdict("", "nothing was written")


def test_each_draft_is_judged_as_the_item_it_is_of() -> None:
    seen: list[tuple[int, str]] = []

    def remember(place: int, text: str) -> Verdict:
        seen.append((place, text))
        return Verdict(text, "")

    made = Drafts(Scripted("a.", "c."), (ONE, None, THREE), remember, 9e9, lambda: 0.0, Event())
    assert [made.of(place).text for place in (0, 1, 2)] == ["a.", "", "c."]
    assert sorted(seen) == [(0, "a."), (2, "c.")]


def test_two_items_asked_in_the_same_words_are_two_items() -> None:
    seen: list[tuple[int, str]] = []

    def remember(place: int, text: str) -> Verdict:
        seen.append((place, text))
        return Verdict(text, "")

    made = Drafts(Scripted("a.", "b."), (ONE, ONE), remember, 9e9, lambda: 0.0, Event())
    assert [made.of(0).text, made.of(1).text] == ["a.", "b."]
    assert sorted(seen) == [(0, "a."), (1, "b.")]


def test_a_mistake_in_the_judge_is_not_hidden() -> None:
    def broken(place: int, text: str) -> Verdict:
        raise ZeroDivisionError

    made = Drafts(Scripted("a."), (ONE,), broken, 9e9, lambda: 0.0, Event())
    with pytest.raises(ZeroDivisionError):
        made.of(0)
    made.close()


def test_a_writer_that_refuses_at_once_is_told_and_not_asked_again() -> None:
    class Refusing(Scripted):
        def write(self, *_: object, **__: object) -> Any:
            raise WriterFailed("no system messages")

    with drafts(Refusing(), ONE, TWO) as made:
        assert made.of(0) == made.of(1) == Verdict("", "writer: no system messages")
