"""Languages where no record tells one: "in French" is taken for its country and said so. Knows no refusals."""

from __future__ import annotations

import re

from bot.intent.gazetteer import Mention
from bot.intent.heard import Heard
from bot.intent.kind_words import SPOKEN_AFTER
from bot.intent.kinds import spoken
from bot.intent.words import COUNTRY_FIELDS, LANGUAGE_FIELDS

NO_LANGUAGE = "This catalogue does not record a language, so I can't filter by it."
TAKEN = "No language is recorded here; I took “{}” as made in {}."
# "with English subtitles": nothing about where it is from
HEARD_WITH = re.compile(
    r" (?:audio|soundtrack|sound|dubs?|dubbed|dubbing|subtitles?|subs|subtitled|captions?|voices?)\b",
    re.IGNORECASE,
)
WITH = re.compile(r"\b(?:with|in|has|have|having|and|an?)(?: an?| the)? $", re.IGNORECASE)


def told_language(heard: Heard, mention: Mention) -> Heard:
    """With a note where a country was said as a language."""
    countries = [value for field, value in mention.values if field in COUNTRY_FIELDS]
    if not countries or heard.names.facets & LANGUAGE_FIELDS:
        return heard
    before, after = heard.text[: mention.start], heard.text[mention.end :]
    named = heard.text[mention.start : mention.end]
    if named in countries or not (SPOKEN_AFTER.match(after) or spoken(before, named, after)):
        return heard
    return heard.note(TAKEN.format(named, " or ".join(f"“{country}”" for country in countries)))


def without_sound(heard: Heard) -> Heard:
    """ "with English audio", "French subtitles": told where no language is recorded, and no country."""
    if heard.names.facets & LANGUAGE_FIELDS:
        return heard
    for mention in reversed(heard.names.values(heard.text)):
        heard_with = HEARD_WITH.match(heard.text, mention.end)
        if heard_with and any(field in COUNTRY_FIELDS for field, _ in mention.values):
            lead = WITH.search(heard.text[: mention.start])
            start, end = lead.start() if lead else mention.start, heard_with.end()
            heard = heard.understanding(heard.text[start:end]).took(start, end).note(NO_LANGUAGE)
    return heard
