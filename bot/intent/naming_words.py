"""How items on screen are called: "the korean one", "the walnut box". Patterns only: knows no items."""

from __future__ import annotations

import re

from retriever.lexical import STOP_WORDS

NOUN = (
    r"ones?|films?|movies?|books?|novels?|items?|picks?|suggestions?|recommendations?|titles?|options?|products?"
)
THING = rf"(?:{NOUN})"
# "the korean one", "the two heath books", "that one with the penguins", "the one about the barber"
DESCRIBED = re.compile(
    rf"\b(?:the|that|your|this) (?P<before>(?:(?!one\b|ones\b|is\b|was\b|looks?\b|sounds?\b|in\b|with\b|about\b|by\b|of\b|are\b|and\b|or\b)[\w'-]+ ){{1,3}})(?P<head>{NOUN}|thing|pair|comic|guy|lady|girl|woman|man|stuff)\b"
    rf"(?: (?:with|about|by|from|in|set in|where|starring|of) (?P<more>(?:(?!is\b|was\b|looks?\b|sounds?\b|seems?\b|and\b|but\b|please\b)[\w'-]+ ?){{1,5}}))?|"
    rf"\b(?:the|that) (?P<one>{NOUN}) (?:with|about|by|from|in|set in|where|starring|of|that has|that's (?:about|set in|from))(?: (?:the|a|an|all the|some))? (?P<after>(?:(?!is\b|was\b|looks?\b|sounds?\b|seems?\b|and\b|but\b|please\b|already\b|can\b|does\b)[\w'-]+ ?){{1,5}})",
    re.IGNORECASE,
)
# "drop the western thing" speaks of what was said
SAID_THING = re.compile(
    r"\b(?:drop|forget|scrap|ignore|lose|ditch|skip|scratch|cancel|remove|mind|nvm|back|about|on|whole|of|relax)\W*$",
    re.IGNORECASE,
)
NO_TITLE = frozenset({"black and white", "black white"})  # what is said of pictures, whatever is called so
PHRASE = re.compile(
    r"(?:^|[,.;:!?] *|\b(?:and|but) )(?:the|that|this|those) (?P<words>[\w'-]+(?: [\w'-]+){1,3})", re.IGNORECASE
)
MANY_BY = re.compile(
    r"\b(?:both|the two|the three|all)(?: of)?(?: (?:films?|books?|ones|those))?(?: by| from)? (?P<name>[\w-]{3,}?)s?(?![\w-])",
    re.IGNORECASE,
)
NO_NAME = STOP_WORDS | frozenset(
    """
    first second third fourth fifth last other same next new old right wrong whole best only two three four five both kind sort type rest top main good bad great better worse one ones thing things years year day way end
    """.split()  # noqa: SIM905 - reads as text
)

# a part of a title is enough where something is said of it
TOLD_OF = re.compile(
    r"\b(?:i|we|he|she|they)(?:'ve| have|'s| has)? (?:already |just |really |absolutely |both )*(?:know|knew|seen|saw|own|owned|got|have|had|read|loved?|like|liked|watched|adore[sd]?|hated?|bought|tried|enjoyed|take|finished|could|couldn't|can|can't)\b|"
    r"\b(?:looks?|sounds?|seems?|was|is|were|it is|then|seen|already|by heart|at home|bored|got on|yes|hated|loved|too|awful|please|why|better|worse|versus|vs|or)\b|[!?]|^\W*(?:the )?[A-Z]",
    re.IGNORECASE,
)
THE = re.compile(r"\bthe\W+$", re.IGNORECASE)
BEGINS = re.compile(r"(?:^|[,.;:!?])\W*(?:(?:and|but|the|yes|ok|oh|well|no|then)\W+)*$", re.IGNORECASE)
MADE_BY = re.compile(r"\b(?:with|by|starring|from|of|featuring)\W+$", re.IGNORECASE)
INDEFINITE = re.compile(
    r"\b(?:about|an?|with|some|any|no|nothing|not|without|more|less|of|my|from|or|for|so)\W+$", re.IGNORECASE
)
