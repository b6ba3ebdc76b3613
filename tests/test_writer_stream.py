"""A blocking call in a thread -> a generator."""

import subprocess
import sys
import threading
import time

import pytest

from bot.writer import WriterFailed
from bot.writer.stream import THREAD_NAME, Emit, stream
from tests.contract_writer import gone


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


def test_nothing_runs_before_the_first_piece_is_asked_for() -> None:
    started: list[bool] = []
    pieces = stream(lambda emit: started.append(True), stall_seconds=5)
    assert not started
    assert list(pieces) == []
    assert started == [True]


def test_a_process_can_end_while_something_is_being_written() -> None:
    program = (
        "import time\n"
        "from bot.writer.stream import stream\n"
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
