"""Questions that nobody answered go to people. Knows nothing of how those are reached."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.knowledge.consult import Consulted
from bot.knowledge.nouns import Handover

log = logging.getLogger(__name__)

HandOver = Callable[[Handover], None]


def handed_over(hand_over: HandOver, session: str, consulted: Consulted | None) -> None:
    """Gives each question that the articles did not answer; what fails there does not break the turn."""
    if consulted is None:
        return
    for question in consulted.unanswered:
        try:
            hand_over(Handover(session, question, consulted.intent.language))
        except Exception:  # the owner's code, about which nothing is known; the answer stands already
            log.exception("a question could not be handed over")
