"""Which shown items "the second one" or "it" means. Knows nothing of queries."""

from __future__ import annotations

import re

from bot.messages import Session

ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
}  # fmt: skip

ORDINAL = re.compile(
    rf"\b(?:the )?(?:({'|'.join(ORDINALS)}|last)(?: (?:one|two|three|film|movie|book|item))?|"
    r"(?:number|no\.|#) ?(\d{1,2}))\b|#(\d{1,2})\b",
    re.IGNORECASE,
)
ALL = re.compile(
    r"\b(?:them all|all of (?:them|these|those)|these|those|them|all (?:five|three|four))\b", re.IGNORECASE
)
ONE = re.compile(r"\b(?:this|that)(?: (?:one|film|movie|book|item))?\b|\bit\b", re.IGNORECASE)


def meant(text: str, session: Session) -> tuple[str, ...]:
    """Ids of the shown items that `text` points at, in the order of the text; empty where it points at none.

    "it" and "this one" mean the item liked last, else the first of the list.
    """
    shown = [pick.item.id for pick in session.shown]
    if not shown:
        return ()
    found = [place for match in ORDINAL.finditer(text) for place in _places(match, len(shown))]
    if found:
        return tuple(dict.fromkeys(shown[place] for place in found))
    if ALL.search(text):
        return tuple(shown)
    if ONE.search(text):
        return (next((id_ for id_ in reversed(session.query.liked) if _was_shown(id_, session)), shown[0]),)
    return ()


def without_referents(text: str) -> str:
    """`text` with the words that point at shown items taken out."""
    return ALL.sub(" ", ORDINAL.sub(" ", text))


def _places(match: re.Match[str], shown: int) -> list[int]:
    word, number = match.group(1), match.group(2) or match.group(3)
    places = ORDINALS | {"last": shown - 1}
    place = int(number) - 1 if number else places[word.casefold()]
    many = {"two": 2, "three": 3}.get(match.group().split()[-1].casefold(), 1)  # "the first two"
    first = place - many + 1 if word and word.casefold() == "last" else place
    return [p for p in range(first, first + many) if 0 <= p < shown]


def _was_shown(id_: str, session: Session) -> bool:
    return any(pick.item.id == id_ for turn in session.turns for pick in turn.picks)
