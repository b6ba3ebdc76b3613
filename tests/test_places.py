"""Places: so many at once, and nobody is passed over."""

from __future__ import annotations

from threading import Event, Lock, Thread

import pytest
from bot.places import Places

WAIT_SECONDS = 10.0


def test_no_more_are_at_work_than_there_are_places_and_all_get_one() -> None:
    places, lock = Places(2), Lock()
    now, most, done = 0, 0, 0

    def work() -> None:
        nonlocal now, most, done
        for _ in range(50):
            with places.taken():
                with lock:
                    now += 1
                    most = max(most, now)
                with lock:
                    now, done = now - 1, done + 1

    workers = [Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(WAIT_SECONDS)
    assert (now, done) == (0, 400)
    assert most <= 2


def test_who_came_first_goes_first() -> None:
    places, went = Places(1), []
    arrived = [Event() for _ in range(5)]

    def come(number: int) -> None:
        arrived[number].set()
        with places.taken():
            went.append(number)

    with places.taken():
        comers = []
        for number, here in enumerate(arrived):
            comers.append(Thread(target=come, args=(number,)))
            comers[-1].start()
            here.wait(WAIT_SECONDS)
            while len(places) <= number:  # until it stands in line
                comers[-1].join(0.001)
    for comer in comers:
        comer.join(WAIT_SECONDS)
    assert went == [0, 1, 2, 3, 4]


def test_a_place_is_free_again_after_an_error() -> None:
    places = Places(1)
    with pytest.raises(ValueError, match="no"), places.taken():
        raise ValueError("no")
    with places.taken():
        assert len(places) == 0
