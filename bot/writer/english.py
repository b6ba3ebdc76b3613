"""Says the facts of a pick in English. Knows nothing of models."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writer.facts import Facts, choice, evidence, first_sentence, known, read
from bot.writer.words import ADJECTIVE_OF
from ranker.rank import Ranked
from retriever.items import Item, Query

NUMERALS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
GENRE_NOUNS = {
    "drama", "comedy", "thriller", "documentary", "western", "romance", "mystery", "musical", "tragedy", "satire",
    "melodrama", "biography", "film noir",
}  # fmt: skip


def opening(query: Query, picks: Sequence[Ranked], wish: str) -> str:
    """The first line of a reply."""
    n = len(picks)
    count = NUMERALS[n] if n < len(NUMERALS) else str(n)
    things = ("find", "pick", "suggestion") if n == 1 else ("finds", "picks", "suggestions")
    thing = choice(things, query.text, n)
    line = f"{count} {thing} for “{wish}”" if wish else f"{count} {thing} for you"
    hidden = sum(known(pick.item) in ("nobody", "few") for pick in picks)
    if not hidden:
        return f"{line}."
    if hidden == n:
        return f"{line}, {'one' if n == 1 else 'all'} that hardly anyone here knows."
    return f"{line}, {NUMERALS[hidden].lower() if hidden < len(NUMERALS) else hidden} of them known to hardly anyone here."


def head(item: Item, place: int) -> str:
    """Title and plain facts, one sentence."""
    facts = read(item)
    title = f"**{facts.title}**" + (f" ({facts.year})" if facts.year else "")
    return _film_head(facts, title, place) if facts.film else _thing_head(facts, title)


def body(item: Item) -> str:
    """What it is about, one sentence; "" where the record doesn't say."""
    if sentence := first_sentence(item):
        return sentence
    themes = read(item).themes
    return f"Its themes: {listed(themes)}." if themes else ""


def closing(pick: Ranked, place: int) -> str:
    """Why it is here and how many know it, one sentence."""
    clauses = [*_reason_clauses(pick, place)[:2], *_known_clause(pick.item)]
    if not clauses:
        return "On the whole it came closest to what you asked for."
    return sentence_of(clauses)


def why(pick: Ranked) -> str:
    """The answer to "why this one?"."""
    reasons = _reason_clauses(pick, 0)
    known_clause = _known_clause(pick.item)
    first = sentence_of(reasons) if reasons else "On the whole its record came closest to what you asked for."
    second = f" {sentence_of(known_clause)}" if known_clause else ""
    return f"**{pick.item.title}**: {first}{second}"


def about(pick: Ranked) -> str:
    """All the record says, in a few sentences."""
    item, facts = pick.item, read(pick.item)
    parts = [head(item, 0), item.description]
    if facts.film and facts.cast:
        parts.append(f"With {listed(facts.cast)}.")
    if facts.themes:
        parts.append(f"Its themes: {listed(facts.themes)}.")
    if facts.film and facts.others:
        parts.append(_others(facts) + ".")
    parts += [sentence_of(_known_clause(item))] if known(item) != "unknown" else []
    return " ".join(part for part in parts if part)


def listed(values: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} and {values[-1]}"


def sentence_of(clauses: Sequence[str]) -> str:
    """Clauses that begin small, made one sentence."""
    text = clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
    return f"{text[0].upper()}{text[1:]}."


def _film_head(facts: Facts, title: str, place: int) -> str:
    noun = _film_noun(facts)
    by = f" by {listed(facts.makers)}" if facts.makers else ""
    long = f" of {facts.runtime} minutes" if facts.runtime else ""
    cast = f" with {listed(facts.cast)}" if facts.cast else ""
    options = [f"{title} is {noun}{by}{long}."]
    if by and long:
        options.append(f"{title},{by}, is {noun}{long}.")
        options.append(f"{title} is {noun}{by}, {facts.runtime} minutes long.")
    if cast:
        options.append(f"{title} is {noun}{by}{cast}.")
    return choice(options, facts.title, place)


def _film_noun(facts: Facts) -> str:
    """E.g. "a quiet, deadpan Danish-French comedy", "a film (war, history)"."""
    genre = facts.genres[0].casefold() if facts.genres else ""
    countries = "-".join(ADJECTIVE_OF[name] for name in facts.countries[:2] if name in ADJECTIVE_OF)
    moods = ", ".join(mood.casefold() for mood in facts.moods)
    noun = genre if genre in GENRE_NOUNS else f"{genre} film".strip()
    phrase = " ".join(part for part in (moods, countries, noun) if part)
    return f"{'an' if phrase[0].casefold() in 'aeio' else 'a'} {phrase}"


def _thing_head(facts: Facts, title: str) -> str:
    by = f" by {listed(facts.makers)}" if facts.makers else ""
    where = f" from {listed(facts.countries)}" if facts.countries else ""
    price = f", priced at {facts.price}" if facts.price else ""
    kind = [("genre", ", ".join(facts.genres[:3]))] if facts.genres else []
    mood = [("mood", ", ".join(facts.moods))] if facts.moods else []
    rest = "; ".join(f"{name}: {value}" for name, value in (*kind, *mood, *facts.others))
    return f"{title}{by}{where}{price}" + (f" ({rest})." if rest else ".")


def _others(facts: Facts) -> str:
    return "; ".join(f"{name[0].upper()}{name[1:]}: {value}" for name, value in facts.others)


def _reason_clauses(pick: Ranked, place: int) -> list[str]:
    clauses = []
    fields = [*evidence(pick, "preference"), *evidence(pick, "constraint")]
    if fields:
        clauses.append(f"it fits what you asked for ({'; '.join(dict.fromkeys(fields))})")
    if words := [word for found in evidence(pick, "wish") for word in found.split(", ")]:
        quoted = listed([f"“{word}”" for word in words[:3]])
        verb = choice(("it matches {} in your wish", "it answers to {} in your wish"), pick.item.id, place)
        clauses.append(verb.format(quoted))
    if liked := evidence(pick, "liked"):
        clauses.append(f"it is close to “{liked[0]}”, which you named")
    return clauses


def _known_clause(item: Item) -> list[str]:
    people = "one person" if item.count == 1 else f"{item.count:,} people" if item.count else ""
    clauses = {
        "unknown": [],
        "nobody": ["nobody here has found it yet"],
        "few": [f"only {people} here {'knows' if item.count == 1 else 'know'} it"],
        "some": [f"{people} here know it"],
        "many": [f"it is one of the better known here, with {people}"],
    }
    return clauses[known(item)]
