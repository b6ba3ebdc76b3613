"""Words that make of a demand a wish: "ideally", "preferably", "if possible". Knows no names and no limits."""

from __future__ import annotations

import re

from bot.intent.heard import Heard

# "ideally a French one" reaches to the end of its clause, "if possible" back to what stands before it
SOFT = r"(?:ideally|preferably|if (?:at all )?possible)"
AHEAD = re.compile(
    rf"\b{SOFT}\b,?(?:(?! (?:but|and|with|must|only)\b)[^,.;!?]){{0,40}}$",
    re.IGNORECASE,
)
BEHIND = re.compile(
    rf"(?: {SOFT}|, if (?:at all )?possible|,? if you (?:can|have (?:it|one|any)))(?= *(?:[,.;!?]|$))",
    re.IGNORECASE,
)
RIGHT_BEFORE = re.compile(rf"\b{SOFT},? *$", re.IGNORECASE)
AS_MUST = "A number I can only hold as a must, so “{}” shuts others out; take it back if that is too strict."


def softly(text: str, start: int, end: int) -> bool:
    """True where text[start:end] is said to be no must.

    >>> softly("a drama, ideally under 90 minutes", 17, 33), softly("under 90 minutes, ideally French", 0, 16)
    (True, False)
    """
    return bool(AHEAD.search(text[:start]) or BEHIND.match(text, end))


def with_softening(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the softening words beside it: they are not said of what stands there else."""
    before, behind = RIGHT_BEFORE.search(text[:start]), BEHIND.match(text, end)
    return (before.start() if before else start), (behind.end() if behind else end)


def told_as_must(heard: Heard, said: str) -> Heard:
    """With a note that a number is demanded all the same: rankers weigh values that are preferred, no numbers."""
    return heard.note(AS_MUST.format(" ".join(said.split()).strip(" ,.")))
