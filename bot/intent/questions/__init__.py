"""Questions about items: what is on record, which of two, why this one. Knows no wordings and no answers.

A sentence is cut where a question begins. What stands before it ("the third is cute! does it come in blue?") is
what "it" means, and goes with the question where it only names an item ("the one with the penguins, is it long?").
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extremes import extreme
from bot.intent.heard import Heard
from bot.intent.questions import words
from bot.intent.questions.asked import Asked
from bot.intent.questions.cutting import Piece, joined, only_names, pieces
from bot.intent.questions.fields import asked_for, recorded
from bot.intent.questions.going_on import asked_before
from bot.intent.questions.happening import HAPPENS, IN_IT
from bot.intent.questions.prices import NO_PRICE, has_price, priced
from bot.intent.questions.subjects import items, lately, sides
from bot.intent.questions.why import unknown, why
from bot.intent.questions.why_words import WHY, WHY_ITEM
from bot.intent.small_talk import sentences
from bot.intent.words import GENRE_FIELDS
from bot.weighed import than
from retriever.lexical import WORD

MAX_IMPLIED_WORDS, MAX_BARE_WORDS = 9, 4  # of a question that names no item; of one without a question mark


NOT_HERE = "I find no “{}” in this catalogue."
# one of them stands in every question
SIGNS = (
    words.ASKING,
    WHY,
    WHY_ITEM,
    words.COMPARE,
    words.WHICH,
    words.TAG,
    re.compile(rf"\b(?:{words.OPENING})\b", re.IGNORECASE),
)


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
            view = view.speaking(id_ for before in unheard for id_ in items(view, before)[0])
            unheard, asked = [], why(view, piece) or _compare(view, piece) or _about(view, piece)
        answered = asked is not None
        if asked is None and (name := unknown(piece)):
            heard, answered = heard.note(NOT_HERE.format(name)).did("why"), True
            continue
        if asked is None and (kind := priced(heard, piece)):
            kept.append(f"show me {kind}")
            heard = heard if has_price(heard) else heard.note(NO_PRICE)
            continue
        if asked is None:
            kept += [piece.topic, piece.words] if piece.topic else [piece.words]
            unheard.append(piece)
            continue
        heard, view = _noted(heard, asked, piece), view.speaking(asked.ids)
    return replace(heard, text=" ".join(kept))


def _only_called(heard: Heard, piece: Piece, after: Piece) -> bool:
    """ "the second? had one, hated it": who says what becomes of it asks nothing."""
    return _elliptic(heard, piece) and bool(words.JUDGED.match(after.words)) and not after.questioned


def _may_ask(piece: Piece) -> bool:
    if words.NO_LIKING.match(piece.words):
        return False
    return piece.questioned or any(pattern.search(piece.words) for pattern in SIGNS)


def _compare(heard: Heard, piece: Piece) -> Asked | None:
    text = f"{piece.topic} {piece.words}"
    strong, which = words.COMPARE.search(text), words.WHICH.search(piece.words)
    asking = which or piece.questioned or words.ASKING.search(piece.words)
    weighed = strong or which or (asking and words.WEIGHING.search(text))
    if not weighed or words.ALWAYS_REQUESTING.search(piece.words):
        return None
    if which and _of_each(heard, text):
        return None
    ids, pointed = sides(heard, Piece(words.EXTREME.sub(" ", piece.words), piece.topic) if which else piece)
    if len(ids) > 1 and (strong or which or not words.SHORT_OF.search(piece.words)):
        return Asked("compare", ids, pointed)
    shown = tuple(pick.item.id for pick in heard.session.shown)
    spoken = tuple(dict.fromkeys(heard.spoken))
    if which and not ids and len(spoken) > 1:  # "the first or the second, which is longer?"
        return Asked("compare", spoken, ())
    if which and not ids and len(shown) > 1 and not words.OTHERS.search(piece.words[: which.end()]):
        return Asked("compare", shown, ())
    return None


def _of_each(heard: Heard, text: str) -> bool:
    """ "which of these are in black and white?" asks the same of each, and weighs none against another."""
    weighing = extreme(text) or words.MORE_SO.search(text)
    return not weighing and bool(words.WHICH_ARE.search(text) and asked_for(heard, text))


def _about(heard: Heard, piece: Piece) -> Asked | None:
    tag = words.TAG.search(piece.words)
    if words.ALWAYS_REQUESTING.search(piece.words) and not tag:
        return None
    ids, pointed = items(heard, piece)
    if not ids and words.WHICH_ARE.search(piece.words) and _of_each(heard, piece.words):
        shown = tuple(pick.item.id for pick in heard.session.shown)
        return Asked("about", shown, ()) if shown else None
    if not ids:
        return _described(heard, piece) or _implied(heard, piece)
    if _asks_nothing(piece, ids != pointed):
        return None
    wished = words.FIRST_PERSON.search(piece.words) or words.TURNING.search(piece.words)
    noun = piece.questioned and not wished and (recorded(heard, piece.words) or words.IMPLIED.search(piece.words))
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
    ids = lately(heard)[-1:] or tuple(pick.item.id for pick in heard.session.shown[:1])
    return Asked("about", ids, ()) if ids and words.MORE_ABOUT.search(piece.words) else None


def _implied(heard: Heard, piece: Piece) -> Asked | None:
    """A question that names no item is about the one spoken of last, else the first shown."""
    text, asking = piece.words, words.ASKING.search(piece.words)
    shown = tuple(pick.item.id for pick in heard.session.shown)
    n_words, spoken = len(WORD.findall(text)), lately(heard)
    no_item = not IN_IT.search(text) and any(pattern.search(text) for pattern in words.NO_ITEM)
    if no_item or not (asking or piece.questioned) or not shown or n_words > MAX_IMPLIED_WORDS:
        return None
    if asking and words.THEY.search(text):
        return Asked("about", spoken or shown, spoken or shown)
    one = spoken[-1:] or shown[:1]
    if words.ITS_MAKER.search(text):
        return Asked("about", one, one)
    if _of_another_kind(heard, piece, one[0]) or (n_words > MAX_BARE_WORDS and not piece.questioned):
        return None
    happens = piece.questioned and HAPPENS.search(text)
    told = happens or recorded(heard, text) or (asking and words.IMPLIED.search(text))
    of_it = piece.questioned and words.OF_IT.search(text) and asked_for(heard, text)
    return Asked("about", one, ()) if told or of_it else None


def _of_another_kind(heard: Heard, piece: Piece, id_: str) -> bool:
    """ "how much is the stove?", "what does a stove cost?" is not asked of a knife; "is it a comedy?" may be."""
    item, text = heard.item_of(id_), piece.words
    leading = r"\b(?:the|that|this|an?|your) $" if priced(heard, piece) else r"\b(?:the|that|this) $"
    kinds = [
        one
        for one in heard.names.values(text)
        if re.search(leading, text[: one.start], re.IGNORECASE)
        and all(field in GENRE_FIELDS for field, _ in one.values)
    ]
    has = {(field, value) for field, values in item.facets.items() for value in values} if item else set()
    return any(has.isdisjoint(one.values) for one in kinds)


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


def _comments(heard: Heard, text: str) -> bool:
    """True for what only comments on a question: "it looks awfully quiet", "I said bleak" where that is agreed."""
    if words.RESTATED.search(text):
        agreed = f"{heard.query.text} {' '.join(map(str, (*heard.query.must, *heard.query.prefer)))}".casefold()
        said = WORD.findall(words.RESTATED.sub("", text).casefold())
        return all(word in agreed for word in said)
    return bool(words.COMMENT.search(text)) and not words.OPINION.search(text)


def _noted(heard: Heard, asked: Asked, piece: Piece) -> Heard:
    text = piece.words
    again = asked.act == "about" and _elliptic(heard, piece) and not heard.fields
    about = tuple(dict.fromkeys((*heard.about, *asked.ids)))
    heard = replace(heard, about=about).did(asked.act).pointing(asked.pointed).speaking(asked.ids)
    fields: tuple[str, ...] = ()
    if asked.act == "about":
        fields = asked_before(heard) if again else asked_for(heard, text)
    elif asked.act == "compare" and (word := than(text) or extreme(text)):
        fields = (word,)
    return replace(heard, fields=tuple(dict.fromkeys((*heard.fields, *fields))))
