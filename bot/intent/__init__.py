"""Understanding: what was said, with the talk so far -> Intent. Knows nothing of models or storage."""

from __future__ import annotations

from typing import Protocol

from bot.messages import Intent, Session

__all__ = ["Parser"]


class Parser(Protocol):
    """Reads one utterance in the light of the talk."""

    def parse(self, utterance: str, session: Session) -> Intent:
        """Never raises for any text; `session` is left as it is."""
        ...
