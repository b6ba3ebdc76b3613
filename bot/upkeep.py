"""What a server does by itself beside answering: tasks, at the start and ever again. Knows none of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

log = logging.getLogger(__name__)

ENDING_SECONDS = 2.0  # a task that takes longer ends with the process; each can be cut off anywhere


@dataclass(frozen=True, slots=True)
class Task:
    """
    Attributes:
        name: For the log.
        every_seconds: From its end to its next beginning.
        act: Does it, and says what was done; "" where there was nothing to do.
    """

    name: str
    every_seconds: float
    act: Callable[[], str]


@contextmanager
def upkeep(tasks: Sequence[Task], tell: Callable[[str], None]) -> Iterator[None]:
    """Does the tasks until the end of the block, one at a time; `tell` hears what they say, from their thread."""
    stop = Event()
    thread = Thread(target=_run, args=(tasks, tell, stop), name="offtrail-upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(ENDING_SECONDS)


def _run(tasks: Sequence[Task], tell: Callable[[str], None], stop: Event) -> None:
    due = [time.monotonic()] * len(tasks)
    while tasks and not stop.wait(max(0.0, min(due) - time.monotonic())):
        place = due.index(min(due))
        try:
            if said := tasks[place].act():
                tell(said)
        except Exception as error:  # the others go on, and this one is tried again
            told = "%s failed, and is tried again later: %s: %s"
            log.error(told, tasks[place].name, type(error).__name__, error)  # noqa: TRY400  # words, no traceback
        due[place] = time.monotonic() + tasks[place].every_seconds
