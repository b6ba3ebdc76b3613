"""Which shown items "the second one" or "it" means. Knows nothing of queries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.naming_words import DESCRIBED
from bot.intent.nearby import described
from bot.intent.referent_words import (
    AGAINST,
    ALL,
    COUNTS,
    EMPTY_IT,
    EXTREME,
    EXTREMES,
    IT,
    JOINED,
    ONE,
    ORDINAL,
    ORDINALS,
    OTHER,
    PERSON,
    SPELT,
    TWO_SIDED,
)
from bot.messages import Session
from retriever.items import Item


def meant(text: str, session: Session, spoken: Sequence[str] = ()) -> tuple[str, ...]:
    """Ids of the shown items that `text` points at, in the order of the text; empty where it points at none.

    "it", "this one" and "that director" mean what was spoken of last, else liked last, else shown first.

    Args:
        text: What was said.
        session: The talk before.
        spoken: What this utterance has spoken of so far.
    """
    shown = [pick.item.id for pick in session.shown]
    if not shown:
        return tuple(spoken[-1:]) if ONE.search(EMPTY_IT.sub(" ", text)) else ()
    items = [pick.item for pick in session.shown]
    lately = _spoken(session, spoken)
    if found := _placed(text, items):
        two = len(found) == 1 and TWO_SIDED.search(text) and _beside(text)
        also = _focus(text, session, spoken) if two else ()
        return tuple(dict.fromkeys((*found, *also)))
    rest = [id_ for id_ in shown if id_ not in lately]
    if OTHER.search(text) and len(rest) == 1 < len(shown):
        return tuple(rest)
    return _extreme(text, items, lately) or _several(text, shown, lately) or _focus(text, session, spoken)


def _beside(text: str) -> bool:
    """True where "it" is another than the one called by its place: "is it longer than the second?"."""
    said = EMPTY_IT.sub(" ", text)
    match = next((one for one in ONE.finditer(said) if IT.fullmatch(one.group())), None)
    place = ORDINAL.search(said) or DESCRIBED.search(said)
    return bool(match and (place is None or match.start() < place.start() or JOINED.search(said[: match.start()])))


def _placed(text: str, items: Sequence[Item]) -> tuple[str, ...]:
    """Items called by their place or by what they are, in the order of the text."""
    places = [
        (match.start(), [items[place].id for place in _places(match, len(items))])
        for match in ORDINAL.finditer(text)
    ]
    places += [(one.start, [one.item_id]) for one in described(text, items)]
    return tuple(dict.fromkeys(id_ for _, ids in sorted(places, key=lambda pair: pair[0]) for id_ in ids))


def _several(text: str, shown: Sequence[str], lately: Sequence[str]) -> tuple[str, ...]:
    """ "these", "both", "all three"."""
    match = ALL.search(text)
    if match is None:
        return ()
    many = next((COUNTS[word] for word in match.group().casefold().split() if word in COUNTS), len(shown))
    if match.group().casefold() == "both" or many == 2:
        return tuple(lately[-2:] if len(lately) >= 2 else shown[:2])
    return tuple(shown[:many])


def _focus(text: str, session: Session, spoken: Sequence[str]) -> tuple[str, ...]:
    """What "it" and "this one" mean: spoken of last, else liked last, else the first shown."""
    if not ONE.search(EMPTY_IT.sub(" ", text)):
        return ()
    person = PERSON.search(text)
    liked = [id_ for id_ in session.query.liked if person or _was_shown(id_, session)]
    on_screen = [id_ for id_ in liked if any(pick.item.id == id_ for pick in session.shown)]
    return (*(on_screen or liked), *_spoken(session, spoken))[-1:] or tuple(
        pick.item.id for pick in session.shown[:1]
    )


def _extreme(text: str, items: Sequence[Item], lately: Sequence[str]) -> tuple[str, ...]:
    """ "the shortest of those", of two that were compared "the cheaper one"."""
    match = EXTREME.search(text)
    if match is None:
        return ()
    fields, sign = EXTREMES[match.group(1).casefold().rstrip("t")]
    among = (
        [item for item in items if item.id in lately[-2:]]
        if match.group(1).casefold().endswith("r") and len(lately) > 1
        else items
    )
    field = next((name for name in fields if any(name in item.numbers for item in among)), None)
    known = [item for item in among if field and field in item.numbers]
    return (min(known, key=lambda item: sign * item.numbers[field or ""]).id,) if known else ()


def explicit(text: str, session: Session) -> tuple[str, ...]:
    """Ids that `text` points at in so many words: "the second one", "the ferry one", "less of that than these"."""
    items = [pick.item for pick in session.shown]
    pointing = (
        ORDINAL.search(text) or (items and described(text, items)) or EXTREME.search(text) or AGAINST.search(text)
    )
    return meant(text, session) if items and pointing else ()


def numbered(text: str, session: Session, spoken: Sequence[str] = ()) -> str:
    """ "the shorter of those" as "#2", so that it reads like any other pointing words."""
    items = [pick.item for pick in session.shown]
    ids = _extreme(text, items, _spoken(session, spoken)) if items else ()
    return EXTREME.sub(f"#{[item.id for item in items].index(ids[0]) + 1}", text, count=1) if ids else text


def without_referents(text: str, shown: Sequence[Item] = (), also_one: bool = False) -> str:
    """`text` with the words that point at shown items taken out; with `also_one` "that one" too."""
    text = ONE.sub(" ", text) if also_one else text
    for one in reversed(described(text, shown) if shown else []):
        text = f"{text[: one.start]} {text[one.end :]}"
    return ALL.sub(" ", ORDINAL.sub(" ", EXTREME.sub(" ", text)))


def missing(text: str, shown: int) -> str:
    """The words of `text` that point at a place beyond the `shown` items, "" where none do."""
    return next((match.group().strip() for match in ORDINAL.finditer(text) if not _places(match, shown)), "")


def _places(match: re.Match[str], shown: int) -> list[int]:
    word = (match.group("word") or match.group("bare") or "").casefold()
    if number := match.group("number") or match.group("digit"):
        place = SPELT.get(number.casefold(), 0) or int(number)
        return [place - 1] if 0 < place <= shown else []
    many = COUNTS.get((match.group("many") or "").casefold(), 1)  # "the first two"
    places = ORDINALS | {
        "last": shown - 1,
        "final": shown - 1,
        "latter": shown - 1,
        "former": 0,
        "middle": shown // 2,
        "penultimate": shown - 2,
    }
    place = places[word]
    first = place - many + 1 if word == "last" else place
    return [p for p in range(first, first + many) if 0 <= p < shown]


def _spoken(session: Session, spoken: Sequence[str]) -> tuple[str, ...]:
    """What was spoken of since the items on screen were shown, or are among them; the last one last."""
    shown = {pick.item.id for pick in session.shown}
    if spoken:
        return tuple(spoken)
    for turn in reversed(session.turns):
        if turn.spoken:
            return tuple(id_ for id_ in turn.spoken if id_ in shown)
        if turn.picks:
            break
    return ()


def _was_shown(id_: str, session: Session) -> bool:
    return any(pick.item.id == id_ for turn in session.turns for pick in turn.picks)
