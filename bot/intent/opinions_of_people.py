"""Likes and dislikes of people, and what is on screen by them. Knows nothing of titles."""

from __future__ import annotations

from bot.intent.heard import Heard
from bot.intent.opinion_words import AGAIN, DISLIKE
from bot.intent.state import demand, want
from bot.messages import Act
from retriever.items import Constraint


def refused_people(heard: Heard, clause: str) -> tuple[Heard, str]:
    """ "Finch-Hale bores me", "Altman again?": not by them, nor with them."""
    again = AGAIN.search(clause) and f"{clause.strip()}?" in heard.text
    people = heard.names.people(clause) if again or DISLIKE.search(clause) else []
    for field, value in [pair for mention in people for pair in mention.values]:
        heard = heard.now(demand(heard.query, Constraint(field, "none_of", (value,))), "exclude").did("dislike")
    return heard, "" if people else clause


def liked_people(heard: Heard, text: str, act: Act) -> Heard:
    """ "Ong Bak is awesome, Jackie Chan too"."""
    for mention in heard.names.people(text) if act == "like" else []:
        field, value = mention.values[0]
        heard = heard.now(want(heard.query, Constraint(field, "any_of", (value,))))
    return heard


def shown_by(heard: Heard, before: str) -> tuple[str, ...]:
    """What is on screen by the people whom the text before named."""
    named = {pair for mention in heard.names.people(before) for pair in mention.values}
    shown = [pick.item for pick in heard.session.shown]
    return tuple(item.id for item in shown if any(value in item.facets.get(field, ()) for field, value in named))
