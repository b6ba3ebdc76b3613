"""Questions about items: what is on record, which of two, why this one. Knows no wordings and no answers.

A sentence is cut where a question begins. What stands before it ("the third is cute! does it come in blue?") is
what "it" means, and goes with the question where it only names an item ("the one with the penguins, is it long?").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.intent.heard import Heard
from bot.intent.questions import words
from bot.intent.questions.calling import called
from bot.intent.questions.cutting import Piece, joined, only_names, pieces
from bot.intent.questions.fields import FIELDS
from bot.intent.referent_words import SPELT
from bot.intent.small_talk import sentences
from bot.messages import Act
from retriever.lexical import WORD

MAX_IMPLIED_WORDS, MAX_BARE_WORDS = 9, 4  # of a question that names no item; of one without a question mark


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the items it is about; `pointed` are those that pointing words stand for."""

    act: Act
    ids: tuple[str, ...]
    pointed: tuple[str, ...]


def read_questions(heard: Heard) -> Heard:
    """Takes out the questions about items; the rest goes on as a request."""
    kept: list[str] = []
    unheard: list[Piece] = []  # they may name what "it" means
    view, answered, judged = heard, False, False
    said = joined(heard, [part for sentence in sentences(heard.text) for part in pieces(sentence)])
    for piece, after in zip(said, (*said[1:], None), strict=False):
        if answered and _comments(heard, piece.words):
            continue
        asked = None
        named, judged = judged, bool(after and _only_called(heard, piece, after))
        if judged:
            kept.append(piece.words.rstrip("? "))
            continue
        if _may_ask(piece) and not named:
            view = view.speaking(id_ for before in unheard for id_ in _items(view, before)[0])
            unheard, asked = [], _why(view, piece) or _compare(view, piece) or _about(view, piece)
        answered = asked is not None
        if asked is None:
            kept += [piece.topic, piece.words] if piece.topic else [piece.words]
            unheard.append(piece)
            continue
        heard, view = _noted(heard, asked, piece.words), view.speaking(asked.ids)
    return replace(heard, text=" ".join(kept))


def _only_called(heard: Heard, piece: Piece, after: Piece) -> bool:
    """ "the second? had one, hated it": who says what becomes of it asks nothing."""
    return _elliptic(heard, piece) and bool(words.JUDGED.match(after.words)) and not after.questioned


def _may_ask(piece: Piece) -> bool:
    if words.NO_LIKING.match(piece.words):
        return False
    return piece.questioned or any(pattern.search(piece.words) for pattern in words.SIGNS)


def _why(heard: Heard, piece: Piece) -> Asked | None:
    shown = tuple(pick.item.id for pick in heard.session.shown)
    why = words.WHY.search(piece.words)
    if not (why or words.WHY_ITEM.search(piece.words)) or words.NO_WHY.search(piece.words):
        return None
    ids, pointed = _items(heard, piece)
    if not ids and (kind := words.WHY_A.search(piece.words)):
        ids = heard.pointed(f"the {kind['what'].strip()} one")
    if not ids and (not why or words.WORLDLY_WHY.search(piece.words)):
        return None
    return Asked("why", ids or shown, pointed) if ids or shown else None


def _compare(heard: Heard, piece: Piece) -> Asked | None:
    text = f"{piece.topic} {piece.words}"
    strong, which = words.COMPARE.search(text), words.WHICH.search(piece.words)
    asking = which or piece.questioned or words.ASKING.search(piece.words)
    weighed = strong or which or (asking and words.WEIGHING.search(text))
    if not weighed or words.ALWAYS_REQUESTING.search(piece.words):
        return None
    ids, pointed = _sides(heard, Piece(words.EXTREME.sub(" ", piece.words), piece.topic) if which else piece)
    if len(ids) > 1 and (strong or which or not words.SHORT_OF.search(piece.words)):
        return Asked("compare", ids, pointed)
    shown = tuple(pick.item.id for pick in heard.session.shown)
    spoken = tuple(dict.fromkeys(heard.spoken))
    if which and not ids and len(spoken) > 1:  # "the first or the second, which is longer?"
        return Asked("compare", spoken, ())
    if which and not ids and len(shown) > 1 and not words.OTHERS.search(piece.words[: which.end()]):
        return Asked("compare", shown, ())
    return None


def _about(heard: Heard, piece: Piece) -> Asked | None:
    tag = words.TAG.search(piece.words)
    if words.ALWAYS_REQUESTING.search(piece.words) and not tag:
        return None
    ids, pointed = _items(heard, piece)
    if not ids:
        return _described(heard, piece) or _implied(heard, piece)
    if _asks_nothing(piece, ids != pointed):
        return None
    wished = words.FIRST_PERSON.search(piece.words) or words.TURNING.search(piece.words)
    noun = piece.questioned and not wished and (_fields(heard, piece.words) or words.IMPLIED.search(piece.words))
    asked = (
        noun
        or tag
        or words.ASKING.search(piece.words)
        or _asks_after_name(heard, piece)
        or _elliptic(heard, piece)
        or _either(heard, piece)
    )
    return Asked("about", ids, pointed) if asked else None


def _asks_nothing(piece: Piece, named: bool) -> bool:
    """ "have you seen it?" and ", who loses her faith"."""
    if words.KNOWING.search(piece.words) and not words.DETAILS.search(piece.words):
        return True
    return not named and not piece.questioned and bool(words.RELATIVE.search(piece.words))


def _described(heard: Heard, piece: Piece) -> Asked | None:
    """ "tell me more about the one with the postman" where nothing shown speaks of it: still a question."""
    ids = _lately(heard)[-1:] or tuple(pick.item.id for pick in heard.session.shown[:1])
    return Asked("about", ids, ()) if ids and words.MORE_ABOUT.search(piece.words) else None


def _implied(heard: Heard, piece: Piece) -> Asked | None:
    """A question that names no item is about the one spoken of last, else the first shown."""
    text, asking = piece.words, words.ASKING.search(piece.words)
    shown = tuple(pick.item.id for pick in heard.session.shown)
    n_words, lately = len(WORD.findall(text)), _lately(heard)
    if not (asking or piece.questioned) or any(pattern.search(text) for pattern in words.NO_ITEM):
        return None
    if not shown or n_words > MAX_IMPLIED_WORDS:
        return None
    if asking and words.THEY.search(text):
        return Asked("about", lately or shown, lately or shown)
    one = lately[-1:] or shown[:1]
    if words.ITS_MAKER.search(text):
        return Asked("about", one, one)
    if n_words > MAX_BARE_WORDS and not piece.questioned:
        return None
    told = _fields(heard, text) or (asking and words.IMPLIED.search(text))
    return Asked("about", one, ()) if told else None


def _asks_after_name(heard: Heard, piece: Piece) -> bool:
    """ "grey gardens is that a comedy"."""
    named = heard.titled(piece.words, asked=True)
    if not named or WORD.search(piece.words[: named[0].start]):
        return False
    return bool(words.OPENED.search(piece.words[named[0].end :]))


def _elliptic(heard: Heard, piece: Piece) -> bool:
    """ "and the third?": nothing but a name, asked."""
    return piece.questioned and only_names(heard, words.WHAT_ABOUT.sub(" ", piece.words))


def _either(heard: Heard, piece: Piece) -> bool:
    """ "the last ferry: funny or nasty?"."""
    named = heard.titled(piece.words, asked=True) if piece.questioned else []
    return len(named) == 1 and bool(words.EITHER.match(piece.words[named[0].end :]))


def _items(heard: Heard, piece: Piece) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Items a piece names or points at, its topic first, and those it points at."""
    named: list[str] = []
    pointed: list[str] = []
    for text in filter(None, (piece.topic, piece.words)):
        by_title = [mention.item_id for mention in heard.titled(text, asked=True) or called(heard, text)]
        by_words = heard.pointed(text)
        named, pointed = [*named, *by_title, *by_words], [*pointed, *by_words]
        heard = heard.speaking([*by_title, *by_words])
    return tuple(dict.fromkeys(named)), tuple(dict.fromkeys(pointed))


def _sides(heard: Heard, piece: Piece) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same for two that are set side by side, each side by itself: "is it longer than the first"."""
    piece = Piece(_numbered(piece.words), _numbered(piece.topic))
    ids, pointed = _items(heard, piece)
    if len(ids) < 2:
        text = f"{piece.topic} {piece.words}"
        pointed = tuple(dict.fromkeys(id_ for side in words.SIDES.split(text) for id_ in heard.pointed(side)))
        ids = tuple(dict.fromkeys((*ids, *pointed)))
    return ids, pointed


def _numbered(text: str) -> str:
    """ "between 1 and 4" as "between #1 and #4"; twice, since three in a row share their middle."""
    text = words.SPELT.sub(lambda one: f"#{SPELT[one[1].casefold()]}{one[2]}#{SPELT[one[3].casefold()]}", text)
    return words.NUMBERED.sub(r"#\1\2#\3", words.NUMBERED.sub(r"#\1\2#\3", text))


def _lately(heard: Heard) -> tuple[str, ...]:
    """Items spoken of since the ones on screen were shown, the last one last."""
    if heard.spoken:
        return heard.spoken
    for turn in reversed(heard.session.turns):
        if turn.spoken:
            return turn.spoken
        if turn.picks:
            break
    return ()


def _comments(heard: Heard, text: str) -> bool:
    """True for what only comments on a question: "it looks awfully quiet", "I said bleak" where that is agreed."""
    if words.RESTATED.search(text):
        agreed = f"{heard.query.text} {' '.join(map(str, (*heard.query.must, *heard.query.prefer)))}".casefold()
        said = WORD.findall(words.RESTATED.sub("", text).casefold())
        return all(word in agreed for word in said)
    return bool(words.COMMENT.search(text)) and not words.OPINION.search(text)


def _noted(heard: Heard, asked: Asked, text: str) -> Heard:
    about = tuple(dict.fromkeys((*heard.about, *asked.ids)))
    heard = replace(heard, about=about).did(asked.act).pointing(asked.pointed).speaking(asked.ids)
    fields = _fields(heard, text) if asked.act == "about" else ()
    return replace(heard, fields=tuple(dict.fromkeys((*heard.fields, *fields))))


def _fields(heard: Heard, text: str) -> tuple[str, ...]:
    """What of the record is asked for, under the names this catalogue has."""
    known = heard.names.facets | heard.names.numbers
    asked = [names for pattern, names in FIELDS if pattern.search(text)]
    first = (next((name for name in names if name in known), None) for names in asked)
    return tuple(dict.fromkeys(name for name in first if name))
