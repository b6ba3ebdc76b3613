"""A misspelt word of the wish -> the one word of the catalogue it stands for, and told. Knows no names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from string import ascii_lowercase

from bot.intent.heard import Heard
from bot.intent.state import want, wishes
from retriever.items import Constraint

LONG = re.compile(r"\b[a-z]{6,24}\b")  # no names: those begin with a capital; shorter words are near too many
READ_AS = "I read “{}” as “{}”, a word of this catalogue."


def read_misspelt(heard: Heard) -> Heard:
    """ "a rucksak": a word that no text here and no talk uses, a letter away from just one that they do."""
    old = set(wishes(heard.session.query))
    for piece in [piece for piece in wishes(heard.query) if piece not in old]:
        for word in LONG.findall(piece):
            if heard.names.knows(word) or not (right := put_right(word, heard.names.knows)):
                continue
            text = re.sub(rf"\b{word}\b", right, heard.query.text)
            heard = heard.now(replace(heard.query, text=text)).note(READ_AS.format(word, right))
            for mention in heard.names.values(right):
                field, value = mention.values[0]
                heard = heard.now(want(heard.query, Constraint(field, "any_of", (value,))))
    return heard


def put_right(word: str, known: Callable[[str], bool]) -> str:
    """The one known word that a letter too many, too few or two swapped ones make of it; "" for none or several.

    >>> put_right("rucksak", {"rucksack", "lamp"}.__contains__)
    'rucksack'
    """
    near = {other for other in _near(word) if known(other)}
    return near.pop() if len(near) == 1 else ""


def _near(word: str) -> Iterator[str]:
    """The first letter stays, and the end but for an "e" left out: "lamps" is no "lamp" misspelt."""
    for place in range(1, len(word) - 1):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for place in range(1, len(word)):
        for letter in ascii_lowercase:
            yield word[:place] + letter + word[place:]
    yield f"{word}e"
