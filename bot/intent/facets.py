"""Genres, people, countries and other words of the catalogue -> demands and preferences. Knows no numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.referents import ORDINAL, meant
from bot.intent.state import allow, also, demand, hide, relax, want, wish
from bot.intent.words import COUNTRIES, COUNTRY_FIELDS, GENRE_FIELDS, MAKER_FIELDS, MOODS, PERSON_FIELDS, SIGNS
from retriever.items import Constraint
from retriever.lexical import STOP_WORDS, WORD

LOOSE_FILLERS = frozenset({"kind", "stuff", "wait", "scenes"})
NON = re.compile(r"\bnon[- ](\w+)", re.IGNORECASE)
MAX_EXCLUSIONS = 20  # of one utterance; each is searched for anew

# A negation reaches to the end of its clause; "not only" and "no matter" are none.
NEGATION = re.compile(
    r"\b(?:nothing|no(?! matter| problem| idea| wait| really| thanks| one\b)|not(?! only| sure| really sure)|without|except(?: for)?|"
    r"avoid|anything but|other than|hate|don'?t (?:want|like|need|show me|give me|recommend)|(?:sick|tired) of|fed up with|enough of|do not (?:want|like)|doesn'?t have|isn'?t|"
    r"less|neither|nor)\b(?:[ -](?:any|anything|for(?! kids| children)|films?|movies?|more|too|so|very|from|by|with|of|about|in|the|a|an|much|"
    r"like|in|made|directed|starring|involving|containing|please|to|be|see|watch|read|want)\b)*",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;!?]|\.(?!\d)| but\b| though\b| however\b| please\b", re.IGNORECASE)
LIST_PART = re.compile(r", *(?:and |or |nor )?([^,;.!?]+)", re.IGNORECASE)
# "nothing that is not from France" demands France.
TWICE_NEGATED = re.compile(
    r"\b(?:nothing|(?:don'?t|do not) (?:want|like|need|show me|give me) (?:anything|something|any \w+|\w+s))"
    r" (?:that|which)(?: is| are|'s)(?: not|n't)\b|\b(?:nothing|anything) (?:that|which) (?:isn'?t|aren'?t)\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"\b(?:only|must be|has to be|have to be|strictly|nothing but|it must)\b", re.IGNORECASE)
MADE_BY = re.compile(
    r"\b(?:by|with|starring|directed by|written by|featuring|from)\W+(?:the \w+ )?$", re.IGNORECASE
)
ABOUT = re.compile(
    r"\b(?:set in|about|takes place in|in|life in|history of)\W+(?:the |modern |old |rural )*$", re.IGNORECASE
)
# "a horror film" and "a documentary" say what it is to be; "some horror in it" does not.
KIND_NAMED = re.compile(r"\s*(?:film|movie|picture|book|novel|game)s?\b", re.IGNORECASE)
KIND_ASKED = re.compile(
    r"\b(?:an?|another)(?:\W+(?!about|with|of|in|on|from|like|without|and)[\w-]+){0,3}\W+$|^\W*$", re.IGNORECASE
)
SAME_MAKER = re.compile(
    r"\b(?:by|from|with) the (?:same )?(?:director|maker|author|artist|brand)s? (?:of|as) ([^,;.!?]+)",
    re.IGNORECASE,
)
COUNTRY_ASKED = re.compile(
    r"\bfrom (?:the )?(\w+(?: \w+)?)|\b(\w+) (?:film|movie|book|cinema|item)s?\b", re.IGNORECASE
)
MADE_IN = re.compile(r"\b(?:made|produced|filmed|shot) in\W+(?:the )?$", re.IGNORECASE)
RELAX = re.compile(
    r"\b(?:(?:doesn'?t|does not|don'?t|do not|needn'?t) (?:have to|need to)(?: be| come)?|need not be|never mind|any|whatever|(?:forget|ignore|drop|remove|lift) (?:the|that|my))\b"
    r"(?P<scope>[^,.;!?]*?)(?:\b(?:is|are) (?:fine|ok(?:ay)?|good)|\b(?:doesn'?t|don'?t|does not) matter|(?=[,.;!?]|$))",
    re.IGNORECASE,
)
ALLOWED = re.compile(
    r"(?:^|[,.;!?] ?)((?!any\b)[\w -]{2,40}) (?:is|are) (?:fine|ok(?:ay)?|allowed)\b", re.IGNORECASE
)
ALSO = re.compile(
    r"\b(?:also )?(?:allow|accept|include|permit) ([^,.;!?]+)|\b([^,.;!?]+?) (?:is|are) ok too\b", re.IGNORECASE
)
UNDO = re.compile(
    r"\bundo\b|\btake (?:that|it) back\b|\b(?:remove|drop|forget) (?:that|the last) (?:constraint|condition|limit|one)\b",
    re.IGNORECASE,
)
RELAXING = re.compile(
    r"forget|ignore|drop|remove|lift|have to|need to|need not|needn't|never mind|fine|ok|good|matter|whatever",
    re.IGNORECASE,
)
FIELD_WORDS = {
    "length": "runtime",
    "decade": "year",
    "age": "year",
    "era": "year",
    "genre": "genres",
    "actor": "cast",
}
PRONOUN = re.compile(r"\b(?:him|her|them|that (?:director|author|artist|brand|maker)|the same (?:director|author|brand))\b", re.IGNORECASE)  # fmt: skip


def read_relaxations(heard: Heard) -> Heard:
    """ "it doesn't have to be French", "any country is fine": demands on that field are taken back."""
    if match := UNDO.search(heard.text):
        return heard.took(*match.span(), replace(heard.query, must=heard.query.must[:-1]))
    if (match := ALSO.search(heard.text)) and (named := heard.names.values(match.group(1) or match.group(2))):
        return heard.took(*match.span(), also(heard.query, [pair for mention in named for pair in mention.values]))
    if match := ALLOWED.search(heard.text):
        words = {value.casefold() for m in heard.names.values(match.group(1)) for _, value in m.values}
        if words:
            return heard.took(*match.span(), allow(heard.query, words))
    for match in RELAX.finditer(heard.text):
        if not RELAXING.search(match.group()):
            continue
        scope = match.group("scope")
        fields = {field for mention in heard.names.values(scope) for field, _ in mention.values}
        words = {FIELD_WORDS.get(word.casefold(), word.casefold()) for word in WORD.findall(scope)}
        fields |= {c.field for c in heard.query.must if {c.field, c.field.rstrip("s")} & words}
        if fields:
            return heard.took(*match.span(), relax(heard.query, fields))
    return heard


def read_exclusions(heard: Heard) -> Heard:
    """ "nothing from the US", "not by him", "no horror or gore", "without vampires"."""
    heard = replace(heard, text=TWICE_NEGATED.sub("only", heard.text))
    while match := NON.search(heard.text):  # it reaches one word far
        changed = _exclude(heard, "no", match.group(1))
        heard = changed.took(match.start(), match.end(), changed.query)
    position = 0
    for _ in range(MAX_EXCLUSIONS):
        match = NEGATION.search(heard.text, position)
        if match is None:
            break
        end = CLAUSE_END.search(heard.text, match.end())
        stop = _list_end(heard, end.start() if end else len(heard.text))
        scope = heard.text[match.end() : stop]
        position = match.end()
        changed = _exclude(heard, match.group(), scope)
        if changed is not heard:
            heard, position = changed.took(match.start(), stop, changed.query), match.start()
    return heard


def _list_end(heard: Heard, stop: int) -> int:
    """A refusal goes on over a list: of "not from the US, France or Japan" all parts, not of "no gore, set in Japan"."""
    while part := LIST_PART.match(heard.text, stop):
        said = part.group(1)
        rest = said.casefold()
        for mention in reversed(heard.names.values(said)):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if rest == said.casefold() or any(word not in STOP_WORDS for word in WORD.findall(rest)):
            break
        stop = part.end(1)
    return stop


def _exclude(heard: Heard, cue: str, scope: str) -> Heard:
    """The heard with everything named in `scope` refused; `heard` itself where nothing is named."""
    if ids := meant(scope, heard.session) if ORDINAL.search(scope) else ():
        return heard.took(len(heard.text), len(heard.text), hide(heard.query, ids))
    for sign, words in SIGNS.items():
        if re.search(rf"\b{sign}\b", f"{cue} {scope}", re.IGNORECASE):
            heard = _with(heard, Constraint("", "without", words))
            scope = re.sub(rf"\b{sign}\b", " ", scope, flags=re.IGNORECASE)
    pronoun = PRONOUN.search(scope)
    if pronoun and re.search(r"\bby\b|\bfrom\b|\bwith\b|director|author|brand", cue + scope, re.IGNORECASE):
        return _not_by_the_same(heard, pronoun.group())
    before, mentions, spans = heard, heard.names.values(scope), []
    for mention in mentions:
        heard = _refuse(heard, mention.values)
        spans.append(scope[mention.start : mention.end].casefold())
    rest = scope.casefold()
    for span in spans:
        rest = rest.replace(span, " ")
    if _unknown_country(heard, rest):
        heard = heard.note("This catalogue does not record a country, so I can't filter by it.")
    if heard is before and (words := _loose_words(rest)):
        clear = all(" " not in word for word in words) or re.match(
            r"no\b|without|nothing|avoid", cue, re.IGNORECASE
        )
        return _with(heard, Constraint("", "without", words)) if clear else heard
    return heard


def _loose_words(rest: str) -> tuple[str, ...]:
    """What no gazetteer knows, part by part: "guns or blood" -> guns, blood. Empty where a part is a sentence."""
    parts = [
        [word for word in WORD.findall(part) if word not in STOP_WORDS and word not in LOOSE_FILLERS]
        for part in re.split(r"\b(?:or|nor|and|either|neither)\b|[,/]", rest)
    ]
    said = [" ".join(part) for part in parts if part]
    return tuple(said) if said and all(len(part) <= 2 for part in parts) else ()


def _refuse(heard: Heard, values: tuple[tuple[str, str], ...]) -> Heard:
    """Fields that say it all (country, people) must prove it; other words must not stand in the record at all."""
    by_field: dict[str, list[str]] = {}
    for field, value in values:
        by_field.setdefault(field, []).append(value)
    proving = {
        field: found for field, found in by_field.items() if field in COUNTRY_FIELDS or field in PERSON_FIELDS
    }
    for field, found in proving.items():
        heard = _with(heard, Constraint(field, "none_of", tuple(found)))
    if not proving:
        words = tuple(dict.fromkeys(value.casefold() for _, value in values))
        heard = _with(heard, Constraint("", "without", words))
    return heard


def _with(heard: Heard, constraint: Constraint) -> Heard:
    return heard.took(len(heard.text), len(heard.text), demand(heard.query, constraint))


def _not_by_the_same(heard: Heard, pronoun: str) -> Heard:
    ids = meant(heard.text, heard.session) or tuple(heard.session.query.liked[-1:])
    ids = ids or tuple(pick.item.id for pick in heard.session.shown[:1])
    for item in [item for id_ in ids if (item := heard.item_of(id_)) is not None][:1]:
        facets = item.facets
        field = next((field for field in MAKER_FIELDS if field in facets), None)
        if field:
            return _with(heard, Constraint(field, "none_of", facets[field]))
    return heard.note(f"I don't know whom you mean by {pronoun!r}; say the name and I will leave them out.")


def _unknown_country(heard: Heard, text: str) -> str | None:
    if heard.names.facets & COUNTRY_FIELDS:
        return None
    return next((name for name in COUNTRIES if re.search(rf"\b{name}\b", text, re.IGNORECASE)), None)


def read_inclusions(heard: Heard) -> Heard:
    """ "from Iran", "a French film", "by Varda" are demands; genres, moods and themes are preferences."""
    heard = _read_same_maker(heard)
    if country := _unknown_country(
        heard, " | ".join(" ".join(pair) for pair in COUNTRY_ASKED.findall(heard.text))
    ):
        heard = heard.note(f"This catalogue does not record a country, so I can't look for {country} only.")
    wanted: dict[str, list[str]] = {}
    only = bool(ONLY.search(heard.text))
    for mention in heard.names.values(heard.text):
        before = heard.text[: mention.start]
        hard = only or _is_hard(mention.values, before, heard.text[mention.end :])
        for field, values in _by_field(mention.values, before).items():
            if hard:
                wanted.setdefault(field, []).extend(values)
            if not hard or field in GENRE_FIELDS:  # of two genres one must hold, both are welcome
                heard = heard.took(
                    len(heard.text), len(heard.text), want(heard.query, Constraint(field, "any_of", values))
                )
    for field, found in wanted.items():
        constraint = Constraint(field, "any_of", tuple(dict.fromkeys(found)))
        heard = heard.took(len(heard.text), len(heard.text), demand(heard.query, constraint))
    return heard


def _read_same_maker(heard: Heard) -> Heard:
    """ "films by the director of Fargo": a demand for the same maker."""
    match = SAME_MAKER.search(heard.text)
    named = heard.names.titles(match.group(1), asked=True) if match else []
    item = heard.item_of(named[0].item_id) if named else None
    field = next((field for field in MAKER_FIELDS if item and field in item.facets), None)
    if match is None or item is None or field is None:
        return heard
    query = hide(demand(heard.query, Constraint(field, "any_of", item.facets[field])), [item.id])
    return heard.took(match.start(), match.end(), query)


def _is_hard(values: tuple[tuple[str, str], ...], before: str, after: str) -> bool:
    fields = {field for field, _ in values}
    if fields & GENRE_FIELDS and (KIND_NAMED.match(after) or KIND_ASKED.search(before)):
        return True
    if fields & COUNTRY_FIELDS:
        return bool(MADE_IN.search(before)) or not ABOUT.search(before)
    return bool(fields & PERSON_FIELDS) and bool(MADE_BY.search(before))


def _by_field(values: tuple[tuple[str, str], ...], before: str) -> dict[str, tuple[str, ...]]:
    """One field only, the most telling one, with all its values: "war" is a genre before it is a theme."""
    order = (*sorted(GENRE_FIELDS), *sorted(COUNTRY_FIELDS), *sorted(PERSON_FIELDS))
    fields = dict.fromkeys(field for field, _ in values)
    field = next((name for name in order if name in fields), next(iter(fields)))
    if re.search(r"\b(?:starring|with)\W+$", before) and "cast" in fields:
        field = "cast"
    if re.search(r"\bby\W+$", before):
        field = next((name for name in MAKER_FIELDS if name in fields), field)
    return {field: tuple(value for name, value in values if name == field)}


def read_moods(heard: Heard) -> Heard:
    """ "darker", "funnier": words of mood join the wish."""
    for comparison, words in MOODS.items():
        if match := re.search(
            rf"\b(?:a bit |a little |much |something )?{comparison}\b", heard.text, re.IGNORECASE
        ):
            heard = heard.took(*match.span(), wish(heard.query, words))
            for mention in heard.names.values(words):
                constraint = Constraint(mention.values[0][0], "any_of", (mention.values[0][1],))
                heard = heard.took(len(heard.text), len(heard.text), want(heard.query, constraint))
    return heard
