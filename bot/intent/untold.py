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
from retriever.items import HAN, Constraint, Query
from retriever.lexical import stems

UNREADABLE = "No record says “{}”, so I can't leave it out; say it in other words."
REFUSED = (
    "The records here don't reliably tell of {}: I leave out those whose words speak of it, but can't vouch "
    "for the rest."
)
STANDS = "About {} I still can't vouch for what is shown."
AND_MORE = "{} and more that you refused"
MOST_REMINDED = 3
REMINDER = re.compile(r"About “.+ I still can't vouch|“.+”(?:这一点|等)，显示的这些我仍不敢保证")
DEMANDED = (
    "The records here don't reliably tell of {}: I look for it by words and meaning, but can't vouch for it."
)
NAMED_ONE_BY_ONE = 3  # so many words are told as they are, unless all of a sign stand
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
    if unsure := _unsure(heard, _refused(heard, utterance)):
        heard = heard.note(REFUSED.format(_quoted(unsure)))
    match = MUST.search(utterance)
    return _demanded(heard, match["what"] or match["chinese"] or "") if match else heard


def remind(heard: Heard) -> Heard:
    """Says again, in short, what no list can be vouched for while an earlier refusal stands."""
    new = _refused(heard)
    still = _unsure(heard, [word for word in _words(_values(heard.query)) if word not in new])
    told = _quoted(still[:MOST_REMINDED])
    told = AND_MORE.format(told) if len(still) > MOST_REMINDED else told
    return heard.note(STANDS.format(told)) if still else heard


def reminds(note: str) -> bool:
    """True for what `remind` says, in either language; it is no news."""
    return bool(REMINDER.match(note))


def _refused(heard: Heard, utterance: str = "") -> list[str]:
    """What is refused now and was not before; of two of SIGNS that mean the same the one that was said."""
    old = _values(heard.session.query)
    return _words([value for value in _values(heard.query) if value not in old], utterance)


def _values(query: Query) -> list[str]:
    return [str(value) for c in query.must if c.op == "without" for value in c.values]


def _words(values: Sequence[str], utterance: str = "") -> list[str]:
    """What these refuse, by the word of SIGNS that most of its words stand for."""
    left, said = list(values), []
    for sign, words in sorted(SIGNS.items(), key=lambda pair: pair[0] not in utterance.casefold()):
        stand = len(set(words) & set(left))
        if stand == len(words) or (len(words) > NAMED_ONE_BY_ONE and 2 * stand > len(words)):
            said.append(sign)
            left = [word for word in left if word not in words]
    return [*said, *left]


def _unsure(heard: Heard, words: Sequence[str]) -> list[str]:
    return [word for word in words if not HAN.search(word) and not _known_of(heard, word)]


def _known_of(heard: Heard, word: str) -> bool:
    """True where a field that sorts the items has the word, or one for it; of countries the rules have told.

    Of a word of SIGNS that stands in part all that stands must be told: what told most of it may be welcome now.
    """
    if word in COUNTRIES and not heard.names.facets & COUNTRY_FIELDS:
        return True
    words, refused = SIGNS.get(word, (word,)), _values(heard.query)
    standing = [one for one in words if one in refused] or [word]
    return (any if len(standing) == len(words) else all)(_sorts(heard, one) for one in standing)


def _sorts(heard: Heard, word: str) -> bool:
    """True where it is a value of a field that sorts the items."""
    return any(
        mention.end - mention.start == len(word) and any(field not in KEYWORDS for field, _ in mention.values)
        for mention in heard.names.values(word)
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
