"""A grammar of sentences made of given words only, as llama.cpp takes it (GBNF). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

Tree = dict[str, Any]  # a letter -> what may come after it; "" where a word may end


def sentences(words: Collection[str], most: int = 2) -> str:
    """One to `most` sentences of `words`, each beginning with a capital letter and ending with a full stop.

    The words are laid out as a tree of letters, so that each letter leaves few ways to go on.
    """
    capitals = {word[0].upper() + word[1:] for word in words if word}
    more = ' (" " sentence)?' * (most - 1)
    return (
        f"root ::= sentence{more}\n"
        'sentence ::= first (gap word)* "."\n'
        'gap ::= " " | ", " | ": " | "; " | "-"\n'
        f"word ::= {_choice(_tree(words))}\n"
        f"first ::= {_choice(_tree(capitals))}\n"
    )


def _tree(words: Iterable[str]) -> Tree:
    root: Tree = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        if word:
            node[""] = {}
    return root


def _choice(node: Tree) -> str:
    ways = []
    for letter, rest in sorted(node.items()):
        said, after = letter, rest
        while len(after) == 1 and "" not in after:
            ((following, after),) = after.items()
            said += following
        tail = "" if list(after) in ([""], []) else f" {_choice(after)}"
        ways.append(f'"{_escaped(said)}"{tail}')
    return ways[0] if len(ways) == 1 else f"({' | '.join(ways)})"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
