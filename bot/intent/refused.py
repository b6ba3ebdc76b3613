"""What a refusal names: countries, people, kinds, or the words themselves. Knows no grammar of negation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.refusable import refusable
from bot.intent.chinese.words import in_english
from bot.intent.country_words import COUNTRIES
from bot.intent.gazetteer import Mention
from bot.intent.heard import Heard
from bot.intent.kinds import called
from bot.intent.languages import NO_LANGUAGE
from bot.intent.referent_words import ORDINAL
from bot.intent.referents import without_referents
from bot.intent.refusal_words import (
    FOR_WHOM,
    IN_LANGUAGE,
    LOOSE_FILLERS,
    MAKER_OF,
    OF_A_MAKER,
    OF_SOMEBODY,
    PART,
    PRONOUN,
    REFUSED_THOUGH_LOOSE,
    STRONG,
    SWEARING,
    THAN,
)
from bot.intent.state import demand, dislike, hide
from bot.intent.wishing import ASIDES, said
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, MAKER_FIELDS, PERSON_FIELDS, SIGNS
from retriever.items import Constraint
from retriever.lexical import STOP_WORDS

LESS = re.compile(r"\W*(?:less|fewer)\b", re.IGNORECASE)
WHOM = "I don't know whom you mean by {!r}; say the name and I will leave them out."
THEM = re.compile(r"him|her|them", re.IGNORECASE)
ACTING = re.compile(r"\b(?:with|starring|featuring)\b", re.IGNORECASE)
ACTING_FIELDS = ("cast", "actors")
MAX_WORDS = 3  # of a thing refused that no record names
SPOKEN = re.compile(r"[一-鿿]+|[^\W_]+")  # a run of Han characters is one thing
PROVING = COUNTRY_FIELDS | PERSON_FIELDS | LANGUAGE_FIELDS  # a record must say that it is not so


def exclude(heard: Heard, cue: str, scope: str) -> Heard:
    """The heard with everything named in `scope` refused; `heard` itself where nothing is named."""
    scope = FOR_WHOM.sub(" ", ASIDES.sub(" ", THAN.sub("", scope)))
    shown = [pick.item for pick in heard.session.shown]
    ids = heard.pointed(scope) if ORDINAL.search(scope) else ()
    if ids and not said(without_referents(scope, shown)):
        return heard.now(hide(dislike(heard.query, ids), ids), "dislike").pointing(ids)
    pronoun = PRONOUN.search(scope) or PRONOUN.search(cue)
    if pronoun and OF_SOMEBODY.search(cue + scope):
        acting = ACTING.search(cue + scope)
        return (_not_with_them if acting else _not_by_the_same)(heard, pronoun.group(), scope)
    if (maker := MAKER_OF.search(scope)) and ids:
        return _not_by_the_same(heard, maker.group(), scope)
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
    if run and (values := refusable(run.group(1), heard.names)):
        return _refuse(heard, values, cue)
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
    spoken = SPOKEN.findall(part.casefold())
    told = _told(said(part)) or [word for word in spoken if word in REFUSED_THOUGH_LOOSE]
    told = [word for word in told if word not in SWEARING] or told
    if not told or len(told) > MAX_WORDS or (len(told) > 1 and not STRONG.match(cue)):
        return heard
    words = SPOKEN.findall(said(part).casefold()) or told
    words = [word for word in words if word not in LOOSE_FILLERS | SWEARING]
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
    ids = heard.pointed(scope) or heard.pointed(heard.text)
    asked = [c for c in heard.session.query.must if c.op == "any_of" and c.field in MAKER_FIELDS]
    if asked and THEM.fullmatch(pronoun) and not ORDINAL.search(scope):
        return _with(heard, Constraint(asked[-1].field, "none_of", asked[-1].values))
    ids = ids or heard.session.query.liked[-1:]
    ids = ids or tuple(pick.item.id for pick in heard.session.shown[:1])
    for item in [item for id_ in ids if (item := heard.item_of(id_)) is not None][:1]:
        field = next((field for field in MAKER_FIELDS if field in item.facets), None)
        if field:
            return _with(heard, Constraint(field, "none_of", item.facets[field])).pointing(ids[:1])
    return heard.note(WHOM.format(pronoun))


def _not_with_them(heard: Heard, pronoun: str, scope: str) -> Heard:
    """ "nothing with him": who was asked for, else who leads in what was spoken of or shown first."""
    acting = next((field for field in ACTING_FIELDS if field in heard.names.facets), None)
    if acting is None:
        return _not_by_the_same(heard, pronoun, scope)
    asked = [c for c in heard.session.query.must if c.op == "any_of" and c.field in PERSON_FIELDS]
    ids = (heard.pointed(scope) if ORDINAL.search(scope) else ()) or heard.spoken[-1:]
    if asked and not ids:
        return _with(heard, Constraint(acting, "none_of", asked[-1].values))
    ids = ids or tuple(pick.item.id for pick in heard.session.shown[:1])
    for item in [item for id_ in ids if (item := heard.item_of(id_)) is not None][:1]:
        if led := item.facets.get(acting, ())[:1]:
            return _with(heard, Constraint(acting, "none_of", led)).pointing(ids[:1])
    return heard.note(WHOM.format(pronoun))


def _unknown_country(heard: Heard, text: str) -> str | None:
    if heard.names.facets & COUNTRY_FIELDS:
        return None
    return next((name for name in COUNTRIES if re.search(rf"\b{name}\b", text, re.IGNORECASE)), None)
