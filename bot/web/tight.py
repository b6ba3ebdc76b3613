"""Scripts and style sheets without what only people need: comments, indents, spaces. Knows no file and no names.

It reads tokens, no grammar. A script must end its statements with ";", have no empty ones, and no regular
expression right after ")" or "}": there "/" divides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""
      (?P<gap> (?: \s | //[^\n]* | /\*.*?\*/ )+ )
    | (?P<string> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` )
    | (?P<word> [\w$]+ )
    | (?P<pattern> / (?: [^/\\\n\[] | \\. | \[ (?:[^\]\\\n]|\\.)* \] )+ / [a-z]* )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
VALUE = re.compile(r"[\w$)\]}]$")  # what may be divided
BEFORE_VALUES = ("return", "typeof")
WORD = re.compile(r"[\w$]")
CSS_GAP = re.compile(r"(?:/\*.*?\*/|\s)+", re.DOTALL)
CSS_BESIDE = re.compile(r" ?([{};,]) ?")


def tokens(script: str) -> Iterator[str]:
    """Words, strings, patterns and signs of a script; a gap is one space, or a line break where it has one."""
    place, last = 0, ""
    while found := TOKEN.match(script, place):
        piece, kind = found.group(), found.lastgroup
        if kind == "pattern" and VALUE.search(last) and last not in BEFORE_VALUES:
            piece, kind = "/", "sign"
        place += len(piece)
        if kind == "gap":
            yield "\n" if "\n" in piece else " "
        else:
            yield (last := piece)


def tight_script(script: str) -> str:
    """The same script in fewer bytes; constants that follow each other become one statement."""
    made, gap = [";"], ""
    constants = [False]  # by depth of brackets: whether the statement there is one of constants
    for piece in tokens(script):
        if piece.isspace():
            gap = piece
            continue
        last = made[-1]
        if piece == "const" and last == ";" and constants[-1]:
            made[-1], gap = ",", ""
            continue
        if last == ";" or piece == "const":
            constants[-1] = piece == "const"
        if (piece in ")]}" and last == ",") or (piece == "}" and last == ";"):
            made.pop()
        made += [_between(last, piece, gap), piece] if gap else [piece]
        gap = ""
        if piece in "([{":
            constants.append(False)
        elif piece in ")]}":
            constants.pop()
    return "".join(made[1:])


def tight_sheet(sheet: str) -> str:
    """The same style sheet in fewer bytes; strings in it have single spaces and none of {};, in them."""
    return CSS_BESIDE.sub(r"\1", CSS_GAP.sub(" ", sheet)).replace(";}", "}").strip()


def _between(last: str, piece: str, gap: str) -> str:
    """What is left of a gap: nothing where words and signs stay apart without it."""
    if gap == "\n" and last not in (";", "{", ",", "(", "[") and piece not in "}])":
        return gap
    one, other = last[-1], piece[0]
    return " " if (WORD.match(one) and WORD.match(other)) or (one == other and one in "+-") else ""
