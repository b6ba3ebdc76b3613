"""What was refused or demanded in words that no field of the records tells: said, not pretended. Knows no search.

A value of a field that sorts the items (a genre, a country, a material) tells of every item whether it has it. A
theme or a tag tells of those that have it and of no other; a word of a description does not even tell that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.words import in_english
from bot.intent.country_words import COUNTRIES
from bot.intent.heard import Heard
from bot.intent.state import demand, wishes
from bot.intent.words import COUNTRY_FIELDS, KEYWORDS, SIGNS
from retriever.items import HAN, Constraint
from retriever.lexical import stems

UNREADABLE = "No record says “{}”, so I can't leave it out; say it in other words."
REFUSED = (
    "The records here don't reliably tell of {}: I leave out those whose words speak of it, but can't vouch "
    "for the rest."
)
DEMANDED = (
    "The records here don't reliably tell of {}: I look for it by words and meaning, but can't vouch for it."
)
MUST = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:must|has to|have to|needs? to|ought to)(?: (?:also|really|definitely|absolutely))* "
    r"(?:be|have|come with|include|contain|support|offer|fit|work)\b(?! n[o']t)(?P<what>[^,.;!?]*)|"
    r"(?:必须|一定得?要|务必|非得)(?:要|是|有|带|能|可以)*(?P<chinese>[^，。,；;！？!?]{1,12})",
    re.IGNORECASE,
)
# "suitable for children" is not "about children"
SUITABLE = re.compile(
    r"\b(?:suitable|appropriate|good|safe|ok(?:ay)?|fine|right|fit) (?:for|with)\b|friendly|适合|给", re.IGNORECASE
)


def hold_or_tell(heard: Heard, utterance: str) -> Heard:
    """Demands of a value that is on record hold; of what no field tells a note is made."""
    for word in _refused(heard):
        if HAN.search(word) and not heard.names.chinese:
            heard = heard.note(UNREADABLE.format(word))
    unsure = [word for word in _refused(heard) if not HAN.search(word) and not _known_of(heard, word)]
    if unsure:
        heard = heard.note(REFUSED.format(_quoted(unsure)))
    match = MUST.search(utterance)
    return _demanded(heard, match["what"] or match["chinese"] or "") if match else heard


def _refused(heard: Heard) -> list[str]:
    """What is refused now and was not before, in the person's word where one of SIGNS was said."""
    old = {value for c in heard.session.query.must if c.op == "without" for value in c.values}
    new = [str(v) for c in heard.query.must if c.op == "without" for v in c.values]
    said = []
    for sign, words in SIGNS.items():
        if set(words) <= set(new) and not set(words) <= old:
            said.append(sign)
            new = [word for word in new if word not in words]
    return [*said, *(word for word in new if word not in old)]


def _known_of(heard: Heard, word: str) -> bool:
    """True where a field that sorts the items has the word, or one for it; of countries the rules have told."""
    if word in COUNTRIES and not heard.names.facets & COUNTRY_FIELDS:
        return True
    return any(
        mention.end - mention.start == len(text) and any(field not in KEYWORDS for field, _ in mention.values)
        for text in SIGNS.get(word, (word,))
        for mention in heard.names.values(text)
    )


def _demanded(heard: Heard, what: str) -> Heard:
    english = in_english(what.strip("的 ")) or ""
    asked, before, query = set(stems(f"{what} {english}")) - {""}, heard.session.query, heard.query
    new = [] if SUITABLE.search(what) else [c for c in query.prefer if c not in before.prefer]
    new += (
        []
        if SUITABLE.search(what)
        else [
            Constraint(mention.values[0][0], "any_of", mention.values[0][1:])
            for mention in heard.names.values(english)
        ]
    )
    for wanted in new:
        if wanted.op == "any_of" and any(set(stems(str(value))) <= asked for value in wanted.values):
            query = demand(query, wanted)
    if held := query is not heard.query:
        heard = heard.now(query, "constrain")
    new_pieces = [piece for piece in wishes(query) if piece not in wishes(before)]
    if HAN.search(what):
        loose = [] if held else [piece for piece in new_pieces if piece in what]
    else:
        known = {stem for c in query.must if c.op == "any_of" for value in c.values for stem in stems(str(value))}
        loose = [piece for piece in new_pieces if asked & set(stems(piece)) and not set(stems(piece)) <= known]
    return heard.note(DEMANDED.format(_quoted(loose))) if loose else heard


def _quoted(words: Sequence[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)
