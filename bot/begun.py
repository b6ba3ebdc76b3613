"""A turn as it is remembered before a word of the answer. Knows no memory and no words."""

from __future__ import annotations

from bot.finding import Found
from bot.messages import Session, Turn


def begun(said: str, found: Found, talk: Session, about: tuple[str, ...], unanswered: tuple[str, ...]) -> Turn:
    """The turn that begins with what was found in a talk.

    Args:
        said: How it is told.
        talk: Before it.
        about: Ids of what it asks of, that which "it" means last.
        unanswered: Questions of service that no article answers.
    """
    intent, query = found.intent, found.intent.query
    notes = intent.notes if intent.shows else ()  # else they are part of the text
    liked = (id_ for id_ in query.liked if id_ not in talk.query.liked)
    spoken = tuple(dict.fromkeys((*about, *intent.meant, *liked)))
    language = intent.language if intent.fixed else ""
    return Turn(
        said,
        "",
        found.picks,
        must=query.must,
        notes=notes,
        query=query,
        spoken=spoken,
        language=language,
        acts=intent.acts,
        unanswered=unanswered,
    )
