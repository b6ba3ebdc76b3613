"""What is not wanted: "nothing from the US", "no horror or gore", "not by him". Knows no wishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.intent.chinese.words import in_english
from bot.intent.gazetteer import Mention
from bot.intent.heard import Heard
from bot.intent.kinds import called
from bot.intent.referent_words import ORDINAL
from bot.intent.referents import without_referents
from bot.intent.refusal_words import (
    AROUND,
    BACKWARD,
    CLAUSE_END,
    FOR_SOMEBODY,
    LIST_PART,
    LOOSE_FILLERS,
    NEGATION,
    NO_REFUSAL,
    OF_THE_STORY,
    OR_LIST,
    PRONOUN,
    STRONG,
    SWEARING,
    TWICE_NEGATED,
)
from bot.intent.state import demand, dislike, hide
from bot.intent.wishing import ASIDES, said
from bot.intent.words import (
    COUNTRIES,
    COUNTRY_FIELDS,
    GENRE_FIELDS,
    LANGUAGE_FIELDS,
    MAKER_FIELDS,
    PERSON_FIELDS,
    SIGNS,
)
from retriever.items import Constraint
from retriever.lexical import STOP_WORDS, WORD

MAX_EXCLUSIONS = 20  # of one utterance; each is searched for anew
MAX_CHARS = 200  # of what one negation refuses
LESS = re.compile(r"\W*(?:less|fewer)\b", re.IGNORECASE)
NO_LANGUAGE = "This catalogue does not record a language, so I can't filter by it."
TOO_MANY = f"I read the first {MAX_EXCLUSIONS} refusals of what you said; please say the others in another turn."
NEW_WISH = re.compile(
    r"\s*(?:an?|some|something|only|just|with|under|over|please|set|from the \d)\b", re.IGNORECASE
)
OR = re.compile(r"\b(?:or|and|nor)\b", re.IGNORECASE)
LISTED_NO = re.compile(
    r"\b(?P<no>nothing|not|no|none)(?: (?:too|so|very|overly|really|that(?:'s| is)))* "
    r"(?P<list>[\w-]+(?:, (?:too )?[\w-]+){0,4},? (?:or|and|nor) (?:too )?[\w-]+)",
    re.IGNORECASE,
)
AMOUNTS = frozenset("long short old new recent expensive cheap pricey heavy light".split())  # noqa: SIM905
MAX_WORDS = 3  # of a thing refused that no record names
SPOKEN = re.compile(r"[一-鿿]+|[^\W_]+")  # a run of Han characters is one thing

NON = re.compile(r"\bnon[- ](\w+)", re.IGNORECASE)
FREE = re.compile(r"\b(\w+)-free\b", re.IGNORECASE)
THAN = re.compile(r"\bthan\b.*$", re.IGNORECASE)
PART = re.compile(r"(?<![-\w])(?:or|nor|and|either|neither|less|fewer|no|not)(?![-\w])|[,/]", re.IGNORECASE)
TOGETHER = re.compile(r"\bblack[ -](?:and|n|&)[ -]white\b", re.IGNORECASE)
OF_A_MAKER = re.compile(r"\b(?:by|of|from)\W*(?:the )?(?:(?:von|van|de|del|di|da|le|la) )?$", re.IGNORECASE)
IN_LANGUAGE = re.compile(r"\b(?:in|written in|language)\W*$", re.IGNORECASE)
IN_LISTS = frozenset(
    ["a", "an", "the", "any", "from", "by", "with", "of", "in", "or", "and", "nor", "films", "movies", "ones"]
)
PROVING = COUNTRY_FIELDS | PERSON_FIELDS | LANGUAGE_FIELDS  # a record must say that it is not so
OF_SOMEBODY = re.compile(r"\b(?:by|from|with|of)\b|director|author|brand|maker|writer", re.IGNORECASE)


def read_exclusions(heard: Heard) -> Heard:
    """Everything a negation names becomes a demand that it is not there."""
    heard = replace(heard, text=TOGETHER.sub("black-and-white", TWICE_NEGATED.sub("only", heard.text)))
    heard = _word_by_word(heard)
    position = 0
    for _ in range(MAX_EXCLUSIONS):
        match = _negation(heard.text, position)
        if match is None:
            return heard
        end = CLAUSE_END.search(heard.text, match.end())
        stop = end.start() if end else len(heard.text)
        stop = _list_end(heard, stop) if stop <= match.end() + MAX_CHARS else match.end() + MAX_CHARS
        changed = _exclude(heard, match.group(), heard.text[match.end() : stop])
        position = match.end()
        if changed is not heard:
            heard, position = changed.took(match.start(), stop, changed.query), match.start()
    if match := _negation(heard.text, position):  # what is left must not be read without its "no"
        heard = heard.took(match.start(), len(heard.text)).note(TOO_MANY)
    return heard


def unlisted(text: str) -> str:
    """ "nothing too violent or long" as "nothing too violent , not too long": a "no" reaches over its list."""
    return LISTED_NO.sub(_apart, text)


def _apart(match: re.Match[str]) -> str:
    parts = [part for part in re.split(r",? (?:or|and|nor) (?:too )?|, (?:too )?", match["list"]) if part]
    if len(parts) < 2 or not any(part.casefold() in AMOUNTS for part in parts):
        return match.group()
    return " , ".join(f"not too {p}" if p.casefold() in AMOUNTS else f"{match['no']} {p}" for p in parts)


def _word_by_word(heard: Heard) -> Heard:
    """What refuses one word, or the words before it: "non-violent", "wool-free", "clowns are a no-go"."""
    for pattern in (NON, FREE, AROUND, BACKWARD):
        position = 0
        for _ in range(MAX_EXCLUSIONS):
            match = pattern.search(heard.text, position)
            if match is None:
                break
            position = match.end()
            if len(heard.names.values(match.group())) == 1 and pattern is FREE:  # "caffeine-free" is on record
                known = heard.names.values(match.group())[0]
                if (known.start, known.end) == (0, len(match.group())):
                    continue
            changed = _exclude(heard, "no", next(filter(None, match.groups())))
            if changed is not heard:
                heard, position = changed.took(match.start(), match.end(), changed.query), match.start()
    return heard


def _negation(text: str, position: int) -> re.Match[str] | None:
    """The next words that refuse something."""
    idioms = [match.span() for match in NO_REFUSAL.finditer(text)]
    for match in NEGATION.finditer(text, position):
        before = text[: match.start()]
        told = OF_THE_STORY.search(before) and not FOR_SOMEBODY.search(before)
        if not told and not any(start <= match.start() < end for start, end in idioms):
            return match
    return None


def _list_end(heard: Heard, stop: int) -> int:
    """A refusal goes on over a list: "not from the US, France or Japan", but not "no gore, set in Japan"."""
    if match := OR_LIST.match(heard.text, stop):
        return match.end()
    while part := LIST_PART.match(heard.text, stop):
        listed = part.group(1)
        rest = listed.casefold()
        mentions = heard.names.values(listed)
        proving = mentions and all(any(field in PROVING for field, _ in mention.values) for mention in mentions)
        ends = CLAUSE_END.search(heard.text, part.end())
        goes_on = OR.search(heard.text[part.start() : ends.start() if ends else len(heard.text)])
        if NEW_WISH.match(listed) or not (proving or goes_on):  # "no horror, a comedy"
            break
        for mention in reversed(mentions):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if rest == listed.casefold() or any(word not in IN_LISTS for word in WORD.findall(rest)):
            break
        stop = part.end(1)
    return stop


def _exclude(heard: Heard, cue: str, scope: str) -> Heard:
    """The heard with everything named in `scope` refused; `heard` itself where nothing is named."""
    scope = ASIDES.sub(" ", THAN.sub("", scope))
    shown = [pick.item for pick in heard.session.shown]
    if (ids := heard.pointed(scope) if ORDINAL.search(scope) else ()) and not said(
        without_referents(scope, shown)
    ):
        return heard.now(hide(dislike(heard.query, ids), ids), "dislike").pointing(ids)
    pronoun = PRONOUN.search(scope) or PRONOUN.search(cue)
    if pronoun and OF_SOMEBODY.search(cue + scope):
        return _not_by_the_same(heard, pronoun.group(), scope)
    for sign, words in SIGNS.items():
        if re.search(rf"\b{sign}\b", f"{cue} {scope}", re.IGNORECASE):
            # "less funny" is no comedy refused, only what calls itself funny
            heard = _with(heard, Constraint("", "without", (sign,) if LESS.match(cue) else words))
            scope = re.sub(rf"\b{sign}\b", " , ", scope, flags=re.IGNORECASE)
            cue = re.sub(rf"\b{sign}\b", " ", cue, flags=re.IGNORECASE)
    before = heard
    for part in PART.split(scope):
        heard = _refuse_part(heard, cue, part)
    if _unknown_country(heard, scope):
        heard = heard.note("This catalogue does not record a country, so I can't filter by it.")
    return before if heard is before else heard


def _refuse_part(heard: Heard, cue: str, part: str) -> Heard:
    """One thing of a list: what the records name, or the words themselves."""
    mentions = heard.names.values(part)
    proving = [m for m in mentions if any(field in PROVING for field, _ in m.values)]
    run = None if mentions else re.fullmatch(r"\W*([一-鿿]+)\W*", part)
    if run and (english := in_english(run.group(1))):
        return _refuse_part(heard, cue, f" {english} ")
    phrase = len(mentions) > 1 and not proving and len(SPOKEN.findall(said(part))) <= MAX_WORDS
    if mentions and (proving or not _told(said(_without(part, mentions)))) and not phrase:
        for mention in mentions:
            before = part[: mention.start]
            heard = _refuse(heard, called(mention.values, before), f"{cue} {before}")
        return heard
    kinds = [mention for mention in mentions if any(field in GENRE_FIELDS for field, _ in mention.values)]
    if phrase and kinds and len(kinds) < len(mentions):  # "no kids boots": the kind itself is not refused
        for mention in mentions:
            heard = heard if mention in kinds else _refuse(heard, mention.values, cue)
        return heard
    told = _told(said(part))
    told = [word for word in told if word not in SWEARING] or told
    if not told or len(told) > MAX_WORDS or (len(told) > 1 and not STRONG.match(cue)):
        return heard
    words = [word for word in SPOKEN.findall(said(part).casefold()) if word not in LOOSE_FILLERS | SWEARING]
    kept = words if len(told) > 1 and len(words) <= MAX_WORDS else told
    return _with(heard, Constraint("", "without", (" ".join(kept),)))


def _told(text: str) -> list[str]:
    """Its words that say something."""
    return [word for word in SPOKEN.findall(text.casefold()) if word not in STOP_WORDS | LOOSE_FILLERS]


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} , {text[mention.end :]}"
    return text


def _refuse(heard: Heard, values: tuple[tuple[str, str], ...], before: str) -> Heard:
    """Fields that say it all (country, people) must prove it; other words must not stand in the record at all."""
    by_field: dict[str, list[str]] = {}
    for field, value in values:
        by_field.setdefault(field, []).append(value)
    if OF_A_MAKER.search(before) and set(by_field) & set(MAKER_FIELDS):
        by_field = {field: found for field, found in by_field.items() if field in MAKER_FIELDS}
    if IN_LANGUAGE.search(before) and not heard.names.facets & LANGUAGE_FIELDS and set(by_field) & COUNTRY_FIELDS:
        return heard.note(NO_LANGUAGE)
    if spoken := [field for field in by_field if field in LANGUAGE_FIELDS]:
        in_it = IN_LANGUAGE.search(before)
        by_field = {f: v for f, v in by_field.items() if (f in spoken) == bool(in_it)} or by_field
    proving = {field: found for field, found in by_field.items() if field in PROVING}
    for field, found in proving.items():
        heard = _with(heard, Constraint(field, "none_of", tuple(found)))
    if not proving:
        words = tuple(dict.fromkeys(value.casefold() for _, value in values))
        heard = _with(heard, Constraint("", "without", words))
    return heard


def _with(heard: Heard, constraint: Constraint) -> Heard:
    return heard.now(demand(heard.query, constraint), "exclude")


def _not_by_the_same(heard: Heard, pronoun: str, scope: str) -> Heard:
    ids = heard.pointed(scope) or heard.pointed(heard.text) or heard.session.query.liked[-1:]
    ids = ids or tuple(pick.item.id for pick in heard.session.shown[:1])
    for item in [item for id_ in ids if (item := heard.item_of(id_)) is not None][:1]:
        field = next((field for field in MAKER_FIELDS if field in item.facets), None)
        if field:
            return _with(heard, Constraint(field, "none_of", item.facets[field])).pointing(ids[:1])
    return heard.note(f"I don't know whom you mean by {pronoun!r}; say the name and I will leave them out.")


def _unknown_country(heard: Heard, text: str) -> str | None:
    if heard.names.facets & COUNTRY_FIELDS:
        return None
    return next((name for name in COUNTRIES if re.search(rf"\b{name}\b", text, re.IGNORECASE)), None)
