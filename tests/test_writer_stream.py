"""What a thread writes and another reads."""

import subprocess
import sys
import threading
import time

import pytest

from bot.writer import WriterFailed
from bot.writer.models.stream import THREAD_NAME, Channel, Emit, Pieces, stream
from tests.contract_writer import gone, in_turns, soon


def endless(emit: Emit) -> None:
    """Writes until it is told to stop."""
    while not emit("x"):
        time.sleep(0.001)


def test_pieces_come_in_order_and_empty_ones_are_dropped() -> None:
    def work(emit: Emit) -> None:
        for piece in ("a", "", "b", "c"):
            emit(piece)

    assert list(stream(work, stall_seconds=5)) == ["a", "b", "c"]


def test_an_error_of_the_work_reaches_the_reader_with_its_cause() -> None:
    def work(emit: Emit) -> None:
        emit("a")
        raise MemoryError("no room")

    pieces = stream(work, stall_seconds=5)
    assert next(pieces) == "a"
    with pytest.raises(WriterFailed, match="the model failed: no room") as caught:
        next(pieces)
    assert isinstance(caught.value.__cause__, MemoryError)


def test_silence_ends_it() -> None:
    silent = threading.Event()
    pieces = stream(lambda emit: bool(silent.wait(10)) and None, stall_seconds=0.05)
    started = time.monotonic()
    with pytest.raises(WriterFailed, match=r"silent for 0\.05 s"):
        next(pieces)
    assert time.monotonic() - started < 5
    silent.set()
    assert gone(within_seconds=5)


def test_a_sign_of_life_is_no_silence() -> None:
    def work(emit: Emit) -> None:
        for _ in range(40):
            emit("")
            time.sleep(0.02)
        emit("at last")

    assert list(stream(work, stall_seconds=0.4)) == ["at last"]


def test_what_was_heard_while_nobody_read_counts() -> None:
    go_on = threading.Event()

    def work(emit: Emit) -> None:
        while not go_on.wait(0.01):
            emit("")

    pieces = stream(work, stall_seconds=0.4)
    time.sleep(0.6)
    assert not pieces.wait(0)  # nothing to read yet, and not given up
    go_on.set()
    assert list(pieces) == []


def test_closing_tells_the_work_to_stop() -> None:
    emitted: list[int] = []

    def work(emit: Emit) -> None:
        for number in range(100_000):
            emitted.append(number)
            if emit("x"):
                return
            time.sleep(0.001)

    pieces = stream(work, stall_seconds=5)
    next(pieces)
    pieces.close()
    assert gone(within_seconds=5)
    assert len(emitted) < 5_000


def test_the_work_begins_before_anything_is_read() -> None:
    begun = threading.Event()
    pieces = stream(lambda emit: begun.set(), stall_seconds=5)
    assert begun.wait(5)
    assert list(pieces) == []


def test_what_was_written_before_the_reader_came_is_all_there_in_order() -> None:
    pieces = stream(lambda emit: [emit(str(number)) for number in range(50)] and None, stall_seconds=5)
    assert soon(lambda: pieces.finished, within_seconds=5)
    assert list(pieces) == [str(number) for number in range(50)]


def test_it_is_not_finished_while_the_work_goes_on() -> None:
    go_on = threading.Event()
    pieces = stream(lambda emit: emit("a") or (bool(go_on.wait(10)) and None), stall_seconds=5)
    assert next(pieces) == "a"
    assert not pieces.finished
    go_on.set()
    assert soon(lambda: pieces.finished, within_seconds=5)
    assert list(pieces) == []


def test_work_that_failed_is_finished_too_and_the_error_waits_for_the_reader() -> None:
    def work(emit: Emit) -> None:
        emit("a")
        raise WriterFailed("no ink")

    pieces = stream(work, stall_seconds=5)
    assert soon(lambda: pieces.finished, within_seconds=5)
    assert next(pieces) == "a"
    with pytest.raises(WriterFailed, match=r"^no ink$"):  # told as it is: it says what to do
        next(pieces)
    assert list(pieces) == []


def test_one_that_nobody_holds_any_more_stops_the_work() -> None:
    pieces = stream(endless, stall_seconds=5)
    next(pieces)
    del pieces
    assert gone(within_seconds=5)


def test_after_closing_nothing_more_is_read_though_it_had_come() -> None:
    pieces = stream(lambda emit: [emit(piece) for piece in "abc"] and None, stall_seconds=5)
    assert soon(lambda: pieces.finished, within_seconds=5)
    assert next(pieces) == "a"
    pieces.close()
    assert list(pieces) == []


def test_a_channel_drops_what_comes_for_a_reader_that_has_left() -> None:
    channel = Channel()
    assert channel.put("a") is False
    Pieces(channel, stall_seconds=1).close()
    assert channel.put("b") is True
    assert list(channel.waiting) == ["a"]


def test_who_writes_is_told_once_that_the_reader_has_left() -> None:
    told: list[str] = []
    channel = Channel()
    channel.on_close = lambda: told.append("left")
    pieces = Pieces(channel, stall_seconds=1)
    pieces.close()
    pieces.close()
    del pieces
    assert told == ["left"]


def test_to_wait_is_to_be_told_whether_there_is_something_to_read() -> None:
    go_on = threading.Event()
    pieces = stream(lambda emit: (bool(go_on.wait(10)) and emit("a")) or None, stall_seconds=5)
    assert not pieces.wait(0.01)
    go_on.set()
    assert pieces.wait(5)
    assert next(pieces) == "a"  # to wait takes nothing away
    assert pieces.wait(5)  # its end is to be read too
    assert list(pieces) == []


def test_short_waits_one_after_the_other_are_a_silence_too() -> None:
    pieces = Pieces(Channel(), stall_seconds=0.05)
    with pytest.raises(WriterFailed, match=r"silent for 0\.05 s"):
        assert soon(lambda: pieces.wait(0.001), within_seconds=5)
    assert pieces.wait(0)
    assert list(pieces) == []


def test_closing_in_another_thread_wakes_the_one_who_waits() -> None:
    pieces = Pieces(Channel(), stall_seconds=30)
    closer = threading.Timer(0.05, pieces.close)
    closer.start()
    started = time.monotonic()
    assert list(pieces) == []
    assert time.monotonic() - started < 5
    closer.join(5)


def test_many_read_side_by_side_and_each_gets_its_own() -> None:
    def counting(n: int) -> Pieces:
        return stream(lambda emit: [emit(f"{n}.{at} ") for at in range(20)] and None, stall_seconds=5)

    assert in_turns(*(counting(n) for n in range(8))) == [
        "".join(f"{n}.{at} " for at in range(20)) for n in range(8)
    ]


def test_a_process_can_end_while_something_is_being_written() -> None:
    program = (
        "import time\n"
        "from bot.writer.models.stream import stream\n"
        "def work(emit):\n"
        "    while not emit('x'):\n"
        "        time.sleep(.01)\n"
        "pieces = stream(work, 5)\n"
        "print(next(pieces))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "x", "")


def test_the_thread_can_be_told_by_its_name() -> None:
    names: list[str] = []
    list(stream(lambda emit: names.append(threading.current_thread().name), stall_seconds=5))
    assert names == [THREAD_NAME]
