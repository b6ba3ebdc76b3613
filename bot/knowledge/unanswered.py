"""Questions that no article answered, kept for people in a file. Knows no talk: who asked is not written."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from bot.knowledge.nouns import Handover
from bot.writer.clean import plain

FILE = "unanswered.jsonl"
MAX_LINES = 10_000
MAX_CHARS = 500  # of a question
ENDS = "?？!！.。 "


@dataclass(frozen=True)
class Unanswered:
    """A line for each question: time, question, language. Of 10,000 lines the older half goes.

    Attributes:
        now: Seconds since 1970.
    """

    path: Path
    now: Callable[[], float]
    most: int = MAX_LINES
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __call__(self, handover: Handover) -> None:
        """Writes it down.

        Raises:
            OSError: The file can't be written.
        """
        told = {
            "time": int(self.now()),
            "question": plain(handover.question)[:MAX_CHARS],  # addresses of mail are taken out
            "language": handover.language,
        }
        line = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self._lock:
            self._make_room()
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line)
            finally:
                os.close(file)

    def _make_room(self) -> None:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return
        if self.path.stat().st_size < self.most * SHORTEST:  # spares counting
            return
        lines = self.path.read_bytes().splitlines(keepends=True)
        if len(lines) < self.most:
            return
        new = self.path.with_suffix(".new")
        new.unlink(missing_ok=True)
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as out:
            out.writelines(lines[len(lines) // 2 :])
        new.replace(self.path)


SHORTEST = len(b'{"time": 0, "question": "", "language": "en"}\n')  # bytes a line has at least


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that no article answered.

    Attributes:
        question: In its latest wording.
        at: When it was asked, each time; seconds since 1970.
    """

    question: str
    at: tuple[float, ...]


def most_frequent(path: Path) -> list[Asked]:
    """All questions, those asked most often first; none where there is no file.

    Case, spaces and ends don't tell two apart; a line that is cut short is passed over.
    """
    wording: dict[str, str] = {}
    times: defaultdict[str, list[float]] = defaultdict(list)
    if path.is_file():
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    record = json.loads(line)
                    question, at = str(record["question"]), float(record["time"])
                except (ValueError, LookupError, TypeError):
                    continue
                if key := " ".join(question.casefold().split()).strip(ENDS):
                    wording[key] = question
                    times[key].append(at)
    return [Asked(wording[key], tuple(at)) for key, at in sorted(times.items(), key=lambda pair: -len(pair[1]))]
