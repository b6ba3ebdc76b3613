"""How many come in at once, who waits, and who is told that it is full."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.room import Room
from tests.contract_writer import soon


@contextmanager
def in_line(room: Room, n: int) -> Iterator[tuple[list[threading.Thread], list[tuple[int, bool]]]]:
    """`n` threads that stand in line one after the other; what each was told, in the order it was told."""
    told: list[tuple[int, bool]] = []
    threads = []
    for number in range(n):
        thread = threading.Thread(target=lambda number=number: told.append((number, room.enter(Event()))))
        thread.start()
        threads.append(thread)
        assert soon(lambda number=number: len(room._waiting) == number + 1, within_seconds=5)
    yield threads, told
    for thread in threads:
        thread.join(10)


def test_as_many_as_there_are_places_come_in_at_once() -> None:
    room = Room(places=3, line=0, patience_seconds=5)
    assert [room.enter(Event()) for _ in range(5)] == [True, True, True, False, False]


def test_a_place_that_was_given_back_is_taken_again() -> None:
    room = Room(places=1, line=0, patience_seconds=5)
    assert room.enter(Event())
    room.leave()
    assert room.enter(Event())
    assert not room.enter(Event())


def test_where_the_line_is_full_it_is_told_at_once() -> None:
    room = Room(places=1, line=1, patience_seconds=30)
    assert room.enter(Event())
    with in_line(room, 1):
        started = time.monotonic()
        assert not room.enter(Event())
        assert time.monotonic() - started < 5
        room.leave()


def test_who_came_first_goes_first() -> None:
    room = Room(places=1, line=4, patience_seconds=30)
    assert room.enter(Event())
    with in_line(room, 4) as (_, told):
        for number in range(4):
            room.leave()
            assert soon(lambda number=number: len(told) == number + 1, within_seconds=5)
    assert told == [(0, True), (1, True), (2, True), (3, True)]


def test_nobody_waits_longer_than_the_patience_lasts() -> None:
    room = Room(places=1, line=1, patience_seconds=0.05)
    assert room.enter(Event())
    started = time.monotonic()
    assert not room.enter(Event())
    assert 0.05 <= time.monotonic() - started < 5


def test_who_lost_patience_stands_in_nobodys_way() -> None:
    room = Room(places=1, line=1, patience_seconds=0.05)
    assert room.enter(Event())
    assert not room.enter(Event())
    room.leave()
    assert room.enter(Event())
    assert not room.enter(Event())  # the place was given on once and not twice


def test_a_place_goes_to_the_line_and_not_to_who_comes_later() -> None:
    room = Room(places=1, line=1, patience_seconds=30)
    assert room.enter(Event())
    with in_line(room, 1) as (_, told):
        room.leave()
        assert soon(lambda: told == [(0, True)], within_seconds=5)
        room.leave()  # of the one who waited
    assert room.enter(Event())


def test_never_more_inside_than_places_and_nobody_is_lost() -> None:
    room = Room(places=3, line=40, patience_seconds=60)
    inside, most, done = 0, 0, 0
    lock, together = threading.Lock(), threading.Barrier(3)

    def visit() -> None:
        nonlocal inside, most, done
        assert room.enter(Event())
        with lock:
            inside += 1
            most = max(most, inside)
        together.wait(30)  # nobody leaves before three are inside
        with lock:
            inside -= 1
            done += 1
        room.leave()

    threads = [threading.Thread(target=visit) for _ in range(39)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (done, inside) == (39, 0)
    assert most == 3
    assert [room.enter(Event()) for _ in range(3)] == [True] * 3  # every place came back


@pytest.mark.parametrize("patience_seconds", [0.0, 0.001])
def test_a_place_given_to_one_who_is_just_leaving_the_line_is_never_lost(patience_seconds: float) -> None:
    room = Room(places=1, line=8, patience_seconds=patience_seconds)

    def visit() -> None:
        for _ in range(100):
            if room.enter(Event()):
                room.leave()

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert room.enter(Event())
    assert not room.enter(Event())


@given(st.integers(1, 4), st.lists(st.booleans(), max_size=30))
def test_places_are_neither_made_nor_lost(places: int, comings: list[bool]) -> None:
    room, inside = Room(places, line=0, patience_seconds=0), 0
    for coming in comings:
        if coming:
            assert room.enter(Event()) == (inside < places)
            inside = min(inside + 1, places)
        elif inside:
            room.leave()
            inside -= 1
    assert sum(room.enter(Event()) for _ in range(places + 1)) == places - inside


def test_a_stop_is_heard_in_the_line() -> None:
    room, stop = Room(1, 3, patience_seconds=60), Event()
    assert room.enter(Event())
    stop.set()
    assert not room.enter(stop)
    room.leave()
    assert room.enter(Event())
