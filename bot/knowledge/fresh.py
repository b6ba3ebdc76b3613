"""Articles that follow their folder while the bot runs. Knows nothing of questions but that they are asked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from bot.knowledge.answer import quote
from bot.knowledge.articles import files_of
from bot.knowledge.index import ArticleIndex, open_articles
from bot.knowledge.nouns import ArticleError, Quote
from retriever.encode import Encoders

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
Prints = tuple[tuple[str, int, int], ...]  # name, time of change, size of each file


def in_thread(work: Callable[[], None]) -> None:
    """Beside the turn, which does not wait."""
    Thread(target=work, name="offtrail-articles", daemon=True).start()


@dataclass
class FreshArticles:
    """What the articles say, as their folder stands. Safe for many threads.

    A question is answered from the articles of before while those that have changed are read.
    """

    folder: Path
    kept: Path
    encoders: Encoders
    index: ArticleIndex
    now: Callable[[], float] = time.monotonic
    beside: Callable[[Callable[[], None]], None] = in_thread
    _seen: Prints | str = field(init=False)
    _looked: float = field(init=False)
    _lock: Lock = field(default_factory=Lock, init=False)
    _looking: bool = field(default=False, init=False)

    @classmethod
    def open(cls, folder: Path, kept: Path, encoders: Encoders) -> FreshArticles:
        """Reads the folder.

        Raises:
            FileNotFoundError, ArticleError, OSError: See `open_articles`.
        """
        seen = prints(folder)  # before reading: what changes meanwhile is seen as changed
        found = cls(folder, kept, encoders, open_articles(folder, kept, encoders))
        found._seen = seen
        return found

    def __post_init__(self) -> None:
        self._seen, self._looked = "", self.now()

    def __call__(self, question: str, after: str = "") -> Quote:
        """The best that they say; every few seconds somebody's question has the folder looked at."""
        with self._lock:
            due = not self._looking and self.now() - self._looked >= LOOK_SECONDS
            self._looking = self._looking or due
        if due:
            self.beside(self._look)
        return quote(self.index, question, after)

    def _look(self) -> None:
        try:
            self._follow()
        except Exception:  # a thread of nobody: told here or nowhere
            log.exception("%s: the articles could not be read anew; those of before stay", self.folder)
        finally:
            with self._lock:
                self._looking, self._looked = False, self.now()

    def _follow(self) -> None:
        try:
            seen: Prints | str = prints(self.folder)
        except (OSError, ArticleError) as error:
            seen = str(error)
        if seen == self._seen:
            return
        self._seen = seen  # whatever comes of it: what fails is told once and tried again after a change
        try:
            self.index = open_articles(self.folder, self.kept, self.encoders)
        except (OSError, ArticleError) as error:
            log.error("the articles of before stay: %s", error)  # noqa: TRY400  # the owner's file, no fault here
        else:
            log.info("%s: %d passages, read anew", self.folder, len(self.index.passages))


def prints(folder: Path) -> Prints:
    """What tells whether a file came, went or changed, without reading any."""
    stats = ((name, path.stat()) for name, path in files_of(folder))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
