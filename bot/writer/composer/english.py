"""Says the facts of a pick in English. Knows nothing of models."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writer.check.proof import ADJECTIVE_OF
from bot.writer.composer.facts import Facts, choice, ended, evidence, known, read, telling_sentence
from bot.writer.composer.shortfall import Shortfall, Speaks, shortfall
from ranker.rank import Ranked
from retriever.items import Item, Query

NUMERALS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
GENRE_NOUNS = {
    "drama", "comedy", "thriller", "documentary", "western", "romance", "mystery", "musical", "tragedy", "satire",
    "melodrama", "film noir",
}  # fmt: skip
GENRE_ADJECTIVES = {
    "biography": "biographical", "history": "historical", "animation": "animated", "sport": "sports",
    "science fiction": "science-fiction", "sci-fi": "science-fiction", "martial arts": "martial-arts",
}  # fmt: skip

MAX_ANSWERED = 4  # words of the wish that are named


def opening(query: Query, picks: Sequence[Ranked], wish: str, speaks: Speaks) -> str:
    """The first line of a reply."""
    n = len(picks)
    lack = shortfall(query, picks, wish)
    if lack.nowhere(speaks):
        return f"No record here speaks of “{wish}”; {'this one comes' if n == 1 else 'these come'} closest."
    count = NUMERALS[n] if n < len(NUMERALS) else str(n)
    things = ("find", "pick", "suggestion") if n == 1 else ("finds", "picks", "suggestions")
    thing = choice(things, query.text, n)
    line = f"{count} {thing} {'for' if lack.held and not lack else 'near'} “{wish}”"
    line = line if wish else f"{count} {thing} for you"
    hidden = sum(known(pick.item) in ("nobody", "few") for pick in picks)
    if hidden == n:
        line += f", {'' if n == 1 else 'all of them '}known to hardly anyone here"
    elif hidden:
        line += f", {_numeral(hidden)} of them known to hardly anyone here"
    return f"{line}.{_lacking(lack, n)}"


def title(item: Item) -> str:
    """The title in bold, and the year."""
    facts = read(item)
    return f"**{facts.title}**" + (f" ({facts.year})" if facts.year else "")


def maker(item: Item, text: str) -> str:
    """ ", by X and Y" without those that `text` names."""
    said = [name for name in read(item).makers if name.casefold() not in text.casefold()]
    return f", by {listed(said)}" if said else ""


def head(item: Item, place: int) -> str:
    """Title and plain facts, one sentence."""
    facts = read(item)
    return _film_head(facts, title(item), place) if facts.film else _thing_head(facts, title(item))


def niche(pick: Ranked) -> str:
    """How many know it, and those among them who know what the person likes."""
    ties = [f"it {tie}" for tie in _ties(pick)]
    said = "; ".join(part for part in (_known_clause(pick.item), *ties) if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def body(item: Item, wish: str) -> str:
    """What it is about, one sentence; "" where the record doesn't say."""
    if sentence := telling_sentence(item, wish):
        return sentence
    themes = read(item).themes
    return f"Its themes: {listed(themes)}." if themes else ""


def closing(pick: Ranked, place: int) -> str:
    """Why it is here and how many know it, one sentence."""
    reasons, known_clause = _reasons(pick, place)[:2], _known_clause(pick.item)
    if not reasons and not known_clause:
        return "On the whole this one came closest to what you asked for."
    return _sentence(reasons, known_clause)


def why(pick: Ranked) -> str:
    """The answer to "why this one?"."""
    conditions = [_condition(found) for found in evidence(pick, "constraint")]
    met = [f"meets your conditions ({'; '.join(conditions)})"] if conditions else []
    reasons = [*_reasons(pick, 0), *met] or ["came closest to what you asked for on the whole"]
    return f"**{pick.item.title}**: {_sentence(reasons, _known_clause(pick.item))}"


def about(pick: Ranked) -> str:
    """All the record says, in a few sentences."""
    item, facts = pick.item, read(pick.item)
    parts = [head(item, 0), ended(item.description)]
    if facts.film and facts.cast and facts.cast[0] not in parts[0]:
        parts.append(f"With {listed(facts.cast)}.")
    if facts.themes:
        parts.append(f"Its themes: {listed(facts.themes)}.")
    if facts.film and facts.others:
        parts.append(_others(facts) + ".")
    parts += [_sentence((), clause)] if (clause := _known_clause(item)) else []
    return " ".join(part for part in parts if part)


def listed(values: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} and {values[-1]}"


def _condition(evidence: str) -> str:
    """ "made_in: Finland" as people read it."""
    name, colon, value = evidence.partition(": ")
    return f"{name.replace('_', ' ')}{colon}{value}"


def _numeral(n: int) -> str:
    return NUMERALS[n].lower() if n < len(NUMERALS) else str(n)


def _lacking(lack: Shortfall, n: int) -> str:
    """What fewer than all of the picks have, in a sentence."""
    said = []
    if lack.none:
        words = " or ".join(f"“{word}”" for word in lack.none)
        said.append(f"none of them speaks of {words}" if n > 1 else f"it does not speak of {words}")
    said += [
        f"{_numeral(count)} of them {'answers' if count == 1 else 'answer'} to “{w}”" for w, count in lack.some
    ]
    if lack.none and not lack.some and lack.held:
        said.append("they come nearest to the rest" if n > 1 else "it comes nearest to the rest")
    text = "; ".join(said)
    return f" {text[0].upper()}{text[1:]}." if text else ""


def _sentence(reasons: Sequence[str], known_clause: str) -> str:
    """Reasons are what "this one" does; what is known of it comes last."""
    because = f"this one {listed(reasons)}" if reasons else ""
    text = "; ".join(part for part in (because, known_clause) if part)
    return f"{text[0].upper()}{text[1:]}."


def _film_head(facts: Facts, title: str, place: int) -> str:
    noun = _film_noun(facts)
    by = f" by {listed(facts.makers)}" if facts.makers else ""
    long = f", {facts.runtime} minutes long" if facts.runtime else ""
    options = [f"{title} is {noun}{by}{long}."]
    if by:
        options.append(f"{title},{by}, is {noun}{long}.")
    if facts.cast:
        options.append(f"{title} is {noun}{by} with {listed(facts.cast)}.")
    return choice(options, facts.title, place)


def _film_noun(facts: Facts) -> str:
    """E.g. "a quiet, deadpan Danish-French comedy", "a film (war, history)"."""
    genre = facts.genres[0].casefold() if facts.genres else ""
    countries = "-".join(ADJECTIVE_OF[name] for name in facts.countries[:2] if name in ADJECTIVE_OF)
    moods = ", ".join(mood.casefold() for mood in facts.moods)
    noun = genre if genre in GENRE_NOUNS else f"{GENRE_ADJECTIVES.get(genre, genre)} film".strip()
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


def _reasons(pick: Ranked, place: int) -> list[str]:
    reasons = []
    preferred = [value for found in evidence(pick, "preference") for value in found.partition(": ")[2].split(", ")]
    words = [word for found in evidence(pick, "wish") for word in found.split(", ")]
    if answered := list(dict.fromkeys(word for word in (*preferred, *words) if word))[:MAX_ANSWERED]:
        verb = choice(("answers to {} in your wish", "was picked for {}"), pick.item.id, place)
        reasons.append(verb.format(listed([f"“{word}”" for word in answered])))
    ties = _ties(pick)
    if not ties and (liked := evidence(pick, "liked")):
        ties = [f"is close to “{liked[0]}”, as you asked"]
    return [*reasons[:1], *ties, *reasons[1:]]


def _ties(pick: Ranked) -> list[str]:
    """What ties it to something the person likes, on record or by the people who know both."""
    said = []
    for reason in pick.reasons:
        if reason.kind == "shared":
            said.append(f"has {reason.evidence.partition(': ')[2]} in common with “{reason.of}”")
        elif reason.kind == "together":
            said.append(f"is known to {int(reason.evidence):,} of the people who know “{reason.of}”")
    return said


def _known_clause(item: Item) -> str:
    people = "one person" if item.count == 1 else f"{item.count or 0:,} people"
    clauses = {
        "unknown": "",
        "nobody": "nobody here has found it yet",
        "few": f"only {people} here {'knows' if item.count == 1 else 'know'} it",
        "some": f"{people} here know it",
        "many": f"it is one of the better known here, with {people}",
    }
    return clauses[known(item)]
