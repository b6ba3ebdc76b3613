"""Kinds, people, countries and other words of the catalogue -> demands and preferences. Knows no numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.intent.country_words import COUNTRIES
from bot.intent.gazetteer import Mention
from bot.intent.heard import Heard
from bot.intent.kind_words import ABOUT, IN_THEIR_STYLE, PARTICLE
from bot.intent.kinds import called, demanded, one_field
from bot.intent.languages import told_language, without_sound
from bot.intent.naming_words import THING
from bot.intent.same import read_same
from bot.intent.softly import softly
from bot.intent.somebody import OURS
from bot.intent.state import allow, demand, hide, want
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, PERSON_FIELDS
from bot.messages import Act
from retriever.items import Constraint

ONLY = re.compile(
    r"\b(?<!not )(?:only|must be|has to be|have to be|strictly|nothing but|it must|exclusively)\b"
    r"(?! (?:watch|read|drink))",
    re.IGNORECASE,
)
LIKED_PERSON = re.compile(
    r"\b(?:loves?|likes?|liked|loved|enjoy|adores?|fan of|into|admire|dig|worship|favou?rites? (?:is|are)|big on|"
    r"crazy about|thing for|soft spot for|always watch|trust)\b[^,.;]{0,20}$|^\W*$",
    re.IGNORECASE,
)
MORE_OF = re.compile(r"\b(more|other|another|further)\W+$", re.IGNORECASE)
OTHERS_BY = re.compile(
    rf"\b(?:more|others?|another|else|further)(?: {THING})? (?:by|from|with|of|starring)\W+$", re.IGNORECASE
)
OF_THINGS = re.compile(rf" (?:{THING})\b", re.IGNORECASE)
# "who loves the sea", "my kids love trains": what somebody does, no theme
LIKES = re.compile(r"(?:love|like|hate|enjoy|adore|want)(?P<he>s|d|ed)?", re.IGNORECASE)
LIKED_BY = re.compile(
    r"(?:\b(?:i|we|you|he|she|they|it|who|people|kids|children|everyone|everybody|somebody|someone|friends|parents)|"
    r"\b(?:i|we|you|he|she|they|who)'(?:d|ll)|\b(?:would|to|does|do|don't|doesn't))"
    r"(?: (?:really|also|still|just|always|absolutely|both|all|so|simply|secretly|"
    r"would|do|does|don't|doesn't))* $",
    re.IGNORECASE,
)
OF_MINE = re.compile(
    r"\b(?:my|our|his|her|their) (?:\w+ )?\w+(?: (?:really|also|still|just|always|both|all))* $", re.IGNORECASE
)
SIDE_BY_SIDE = re.compile(r"[\s-]*")
LISTED = re.compile(
    r"\s*(?:,|or|and|,\s*or|,\s*and|/|&|and/or|or maybe|or even)\s*"
    r"(?:an? |some |the |by |from |with |in |set in )?(?:\w+ )?",
    re.IGNORECASE,
)
COUNTRY_ASKED = re.compile(
    r"\bfrom (?:the )?(\w+(?: \w+)?)|\b(\w+) (?:film|movie|book|cinema|item)s?\b", re.IGNORECASE
)
# the words around a demand that go with it: "directed by", "translated from", "the Coen brothers"
LEADING_IN = re.compile(
    r"\b(?:(?:directed|written|made|filmed|shot|produced|spoken) (?:by|in)|starring|"
    r"(?:originally )?(?:written|published) in|translated from|originally in)(?: the)? $",
    re.IGNORECASE,
)
AROUND = 80  # characters before and after a name that tell what it is for
GOING_ON = re.compile(
    r"^ (?:brothers|sisters|duo|bros|authors?|writers?|directors?|filmmakers?|cinema|brands?|makers?)\b",
    re.IGNORECASE,
)

Hard = tuple[Mention, str, tuple[str, ...]]


def read_inclusions(heard: Heard) -> Heard:
    """ "from Iran", "a French film", "by Varda", "a comedy" are demands; moods and themes are preferences."""
    heard = without_sound(read_same(heard))
    if country := _unknown_country(heard):
        heard = heard.note(f"This catalogue does not record a country, so I can't look for {country} only.")
    only, text = bool(ONLY.search(heard.text)), heard.text
    agreed = {c.field for c in heard.query.must if c.op == "any_of"}
    hard: list[Hard] = []
    mentions = [
        one for one in heard.names.values(text) if not _likes(text, one) and not OURS.search(text, 0, one.end)
    ]
    for place, mention in enumerate(mentions):
        before, after = text[max(0, mention.start - AROUND) : mention.start], text[mention.end :][:AROUND]
        if place + 1 < len(mentions) and _kinds_side_by_side(text, mention, mentions[place + 1]):
            after = ""
        gap = text[hard[-1][0].end : mention.start] if hard else ""
        listed = bool(hard) and bool(LISTED.fullmatch(gap) or SIDE_BY_SIDE.fullmatch(gap))
        field, values = one_field(
            called(mention.values, before), before, after, hard[-1][1] if listed else "", agreed
        )
        if field in COUNTRY_FIELDS:
            heard = told_language(heard, mention)
        others = heard.session.shown and _others(text, mention, field)
        if others:
            shown = (pick.item.id for turn in heard.session.turns for pick in turn.picks)
            heard = heard.now(hide(heard.query, shown), "more")
        around = (before, text[mention.start : mention.end], after)
        if others and field in GENRE_FIELDS and _asked(heard, field, values):
            heard = _blanked(heard, mention)
        elif (
            (others and field in GENRE_FIELDS)
            or (listed and field == hard[-1][1])
            or (
                demanded(field, values, around, only, heard.opening)
                and not softly(text, mention.start, mention.end)
            )
        ):
            hard.append((mention, field, values))
        elif field in PERSON_FIELDS and not ABOUT.search(before):
            act: Act | None = "like" if LIKED_PERSON.search(before) else None
            if IN_THEIR_STYLE.match(after):
                act = "recommend" if heard.opening else "refine"
            heard = heard.now(want(heard.query, Constraint(field, "any_of", values)), act)
            heard = _blanked(heard, mention)
        else:
            heard = heard.now(want(heard.query, Constraint(field, "any_of", values)))
    return _demand_all(heard, text, hard)


def _likes(text: str, mention: Mention) -> bool:
    """ "someone who loves the sea", "my dad loves trains"; "my first love" and "a story of love" name a theme."""
    verb = LIKES.fullmatch(text[mention.start : mention.end])
    if verb is None or not re.match(r" \w", text[mention.end :]):
        return False
    before = text[max(0, mention.start - AROUND) : mention.start]
    return bool(LIKED_BY.search(before) or (verb["he"] and OF_MINE.search(before)))


def _others(text: str, mention: Mention, field: str) -> bool:
    """ "more comedies", "other films by Varda" ask for others; "more comedy" for more of it."""
    before = text[: mention.start]
    if field in PERSON_FIELDS and OTHERS_BY.search(before):
        return True
    match = MORE_OF.search(before)
    if match is None or field not in GENRE_FIELDS | COUNTRY_FIELDS | LANGUAGE_FIELDS | PERSON_FIELDS:
        return False
    counted = match[1].casefold() != "more" or text[: mention.end].casefold().endswith("s")
    return counted or field not in GENRE_FIELDS or bool(OF_THINGS.match(text, mention.end))


def _asked(heard: Heard, field: str, values: tuple[str, ...]) -> bool:
    return any(
        c.field == field and c.op == "any_of" and set(values) & set(c.values) for c in heard.session.query.must
    )


def _kinds_side_by_side(text: str, one: Mention, other: Mention) -> bool:
    kinds = all(any(field in GENRE_FIELDS for field, _ in mention.values) for mention in (one, other))
    return kinds and bool(SIDE_BY_SIDE.fullmatch(text[one.end : other.start]))


def _demand_all(heard: Heard, text: str, hard: Sequence[Hard]) -> Heard:
    """Of a list one has to hold; of two kinds side by side ("a horror comedy") both."""
    groups: dict[str, list[list[str]]] = {}
    last: dict[str, int] = {}
    for mention, field, values in hard:
        apart = (
            field in GENRE_FIELDS and field in last and SIDE_BY_SIDE.fullmatch(text[last[field] : mention.start])
        )
        if field in groups and not apart:
            groups[field][-1].extend(values)
        else:
            groups.setdefault(field, []).append(list(values))
        last[field] = mention.end
        heard = _blanked(heard, mention)
    for field, sets in groups.items():
        constraints = [Constraint(field, "any_of", tuple(dict.fromkeys(values))) for values in sets]
        query = demand(heard.query, constraints[0])
        more = tuple(constraint for constraint in constraints[1:] if constraint not in query.must)
        query = allow(query, {str(value).casefold() for constraint in more for value in constraint.values})
        heard = heard.now(replace(query, must=(*query.must, *more)), "constrain")
        if field in GENRE_FIELDS:  # of two kinds one must hold, both are welcome
            for constraint in constraints:
                heard = heard.now(want(heard.query, constraint))
    return heard


def _blanked(heard: Heard, mention: Mention) -> Heard:
    """The words of a demand are no wish besides; as many blanks stay, so later places hold."""
    before, after = heard.text[: mention.start], heard.text[mention.end :]
    near = before[-AROUND:]
    leading = LEADING_IN.search(near) or PARTICLE.search(near)
    going_on = GOING_ON.match(after) or IN_THEIR_STYLE.match(after)
    start = mention.start - (len(near) - leading.start() if leading else 0)
    end = mention.end + (going_on.end() if going_on else 0)
    return replace(heard, text=f"{heard.text[:start]},{' ' * (end - start - 1)}{heard.text[end:]}")


def _unknown_country(heard: Heard) -> str | None:
    if heard.names.facets & COUNTRY_FIELDS:
        return None
    asked = " | ".join(" ".join(pair) for pair in COUNTRY_ASKED.findall(heard.text))
    return next((name for name in COUNTRIES if re.search(rf"\b{name}\b", asked, re.IGNORECASE)), None)
