"""Which items a question is about: those it names, those it points at, those spoken of last. Knows no acts."""

from __future__ import annotations

from bot.intent.heard import Heard
from bot.intent.questions import words
from bot.intent.questions.calling import called
from bot.intent.questions.cutting import Piece
from bot.intent.referent_words import SPELT


def items(heard: Heard, piece: Piece) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Items a piece names or points at, its topic first, and those it points at."""
    named: list[str] = []
    pointed: list[str] = []
    for text in filter(None, (piece.topic, piece.words)):
        by_title = [mention.item_id for mention in heard.titled(text, asked=True) or called(heard, text)]
        by_words = heard.pointed(text)
        named, pointed = [*named, *by_title, *by_words], [*pointed, *by_words]
        heard = heard.speaking([*by_title, *by_words])
    return tuple(dict.fromkeys(named)), tuple(dict.fromkeys(pointed))


def sides(heard: Heard, piece: Piece) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same for two that are set side by side, each side by itself: "is it longer than the first"."""
    piece = Piece(_numbered(piece.words), _numbered(piece.topic))
    ids, pointed = items(heard, piece)
    if len(ids) < 2:
        text = f"{piece.topic} {piece.words}"
        pointed = tuple(dict.fromkeys(id_ for side in words.SIDES.split(text) for id_ in heard.pointed(side)))
        ids = tuple(dict.fromkeys((*ids, *pointed)))
    return ids, pointed


def _numbered(text: str) -> str:
    """ "between 1 and 4" as "between #1 and #4"; twice, since three in a row share their middle."""
    text = words.SPELT.sub(lambda one: f"#{SPELT[one[1].casefold()]}{one[2]}#{SPELT[one[3].casefold()]}", text)
    return words.NUMBERED.sub(r"#\1\2#\3", words.NUMBERED.sub(r"#\1\2#\3", text))


def lately(heard: Heard) -> tuple[str, ...]:
    """Items spoken of since the ones on screen were shown, the last one last."""
    if heard.spoken:
        return heard.spoken
    for turn in reversed(heard.session.turns):
        if turn.spoken:
            return turn.spoken
        if turn.picks:
            break
    return ()
