"""Makes text of users and catalogues harmless. Knows nothing of what is said with it.

Whoever shows a reply may render it as markdown, or may not. So nothing is escaped with a backslash, which
would be seen where it isn't rendered; a character that means something in markdown or HTML becomes a
look-alike that doesn't, and addresses are taken out, since renderers make links of bare ones.
"""

from __future__ import annotations

import dataclasses
import html
import re
import unicodedata

from retriever.items import Item

ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}:/{1,2}|www\.)\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bjavascript:\S*", re.IGNORECASE
)
TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-z!?][^<>]*(?:>|$)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_LOOK_ALIKE = str.maketrans(
    {"<": "‹", ">": "›", "[": "(", "]": ")", "*": "∗", "`": "'", "\\": "", "|": "/", "~": "∼"}
)
_JOINERS = "\u200c\u200d"  # Persian and Hindi are misspelt without them
_EDGE_UNDERSCORE = re.compile(r"(?<!\w)_+|_+(?!\w)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_FORMULA = re.compile(r"\$\$+")  # Gradio sets what stands between two of them as a formula
_MAX_UNESCAPES = 3
_ACTING = re.compile(r"[&<>@:\[\]*`\\|~_$]|www\.", re.IGNORECASE)  # one of these is in all that is mended


def plain(text: str) -> str:
    """`text` on one line, with nothing left in it that markdown or HTML would act on."""
    if not text.isprintable() or _ACTING.search(text):  # most texts are plain already, and this is asked often
        text = _mended(text)
    return " ".join(text.split()).lstrip("#=+- ")


def _mended(text: str) -> str:
    for _ in range(_MAX_UNESCAPES):
        text = html.unescape(text)
    text = "".join(char for char in text if not _invisible(char) or char.isspace())
    text = _SCRIPT.sub(" ", text)
    while (shorter := TAG.sub(" ", ADDRESS.sub(" ", text))) != text:
        text = shorter
    text = _EDGE_UNDERSCORE.sub("", text.translate(_LOOK_ALIKE))
    return _ENTITY.sub("＆", _FORMULA.sub("$", text))


def record(item: Item) -> Item:
    """`item` with every text made plain; values with nothing left are dropped."""
    facets = {
        plain(name): kept
        for name, values in item.facets.items()
        if (kept := tuple(value for raw in values if (value := plain(raw))))
    }
    return dataclasses.replace(
        item,
        title=plain(item.title) or plain(item.id) or "?",
        description=plain(item.description),
        facets=facets,
        numbers={plain(name): number for name, number in item.numbers.items()},
    )


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} and char not in _JOINERS
