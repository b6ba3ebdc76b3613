"""What a person did (said, changed a chip, "more like this") -> what it means. Knows no search and no answer."""

from __future__ import annotations

from collections.abc import Callable

from bot.chips import ItemOf, NotAgreed
from bot.editing import heard, remembered
from bot.edits import Edit, NotEditable
from bot.feedback import like_this
from bot.idle import settled
from bot.intent import Parser
from bot.knowledge.consult import Consulted, Knowledge
from bot.messages import Intent, Session
from bot.spoken import spoken
from bot.utterance import UtteranceError
from retriever.items import Item

Hear = Callable[[Session], tuple[str, Consulted]]  # the talk before -> how the turn is remembered, what it means


def saying(utterance: str, parser: Parser, knowledge: Knowledge) -> Hear:
    """What was said; a talk under way may go on with words that mean nothing at its start."""

    def hear(talk: Session) -> tuple[str, Consulted]:
        def understand(text: str) -> Intent:
            return settled(text, parser.parse(text, talk), talk)

        return utterance, knowledge(utterance, talk, understand)

    return hear


def editing(key: str, edit: Edit, item_of: ItemOf) -> Hear:
    """A chip changed: "✎ not from Japan", "✕ from Japan".

    `Hear` raises UtteranceError where that chip is no longer there, or can't be changed so.
    """

    def hear(talk: Session) -> tuple[str, Consulted]:
        query, language = talk.query, spoken(talk)
        try:
            return remembered(query, key, edit, item_of, language), heard(query, key, edit, language)
        except NotAgreed as error:
            raise UtteranceError("that is no longer agreed; reload the talk to see what is") from error
        except NotEditable as error:
            raise UtteranceError("that can't be changed so; reload the talk to see what can") from error

    return hear


def liking(item: Item) -> Hear:
    """ "More like this", pressed: "≈ Maborosi"."""

    def hear(talk: Session) -> tuple[str, Consulted]:
        query = like_this(talk.query, item.id)
        return f"≈ {item.title}", Consulted(
            Intent(("like", "more"), query, meant=(item.id,), language=spoken(talk))
        )

    return hear
