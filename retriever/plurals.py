"""English plurals folded, so that "scarves" and "scarf" meet. A full stemmer takes training for trains."""

from __future__ import annotations

import re
from functools import cache

LONG = 3  # letters; shorter words are left as they are: "gas", "bus"
IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "geese": "goose",
    "mice": "mouse", "wolves": "wolf", "wives": "wife", "knives": "knife", "scarves": "scarf", "shelves": "shelf",
    "leaves": "leaf", "halves": "half", "loaves": "loaf", "thieves": "thief", "calves": "calf", "elves": "elf",
    "selves": "self", "hooves": "hoof", "dwarves": "dwarf", "wharves": "wharf", "buses": "bus", "gases": "gas",
    "lenses": "lens", "viruses": "virus", "circuses": "circus", "atlases": "atlas", "cacti": "cactus",
    "fungi": "fungus",
}  # fmt: skip
# "dresses", "boxes"; of "axes" and "toes" the ending is a plain s
SIBILANT = re.compile(r"(?:(?<=.)(?:ss|sh|ch|zz)|(?<=..)[xo])(es?)$")


def folded_plural(word: str) -> str:
    """What the singular and the plural of a word share; a key to compare by, not always a word.

    Args:
        word: One word, lower case.

    >>> [folded_plural(word) for word in ("scarves", "dresses", "zombies", "party", "shoes", "glass", "gas")]
    ['scarf', 'dress', 'zomby', 'party', 'sho', 'glass', 'gas']
    """
    word = IRREGULAR.get(word, word)
    if len(word) <= LONG:
        return word
    if word.endswith(("ies", "ie")) and len(word) > LONG + 1:  # "zombie", "parties", and not "part"
        return re.sub(r"ies?$", "y", word)
    if ending := SIBILANT.search(word):
        return word[: ending.start(1)]
    return re.sub(r"(?<!s)s$", "", word)


@cache
def _plurals() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for plural, singular in IRREGULAR.items():
        key = folded_plural(singular)
        found[key] = (*found.get(key, ()), plural)
    return found


def any_number(word: str) -> str:
    """A regular expression for the word in the singular and in the plural, whichever is given.

    >>> [re.fullmatch(any_number("witches"), word) is not None for word in ("witch", "witches", "which")]
    [True, True, False]
    """
    key = folded_plural(word)
    if len(word) <= LONG:
        stem = rf"{re.escape(key)}(?:s|es)?"
    elif key.endswith("y"):
        stem = rf"{re.escape(key[:-1])}(?:y|ys|ie|ies)"
    else:
        stem = rf"{re.escape(key)}(?:e|s|es)?"
    return "|".join((stem, *map(re.escape, _plurals().get(key, ())))) if key in _plurals() else stem
