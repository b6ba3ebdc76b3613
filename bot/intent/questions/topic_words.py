"""How a question names what it asks for, and the words around that. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.questions.words import BE, LEAD
from bot.intent.wordings import any_of

NAME = r"(?P<topic>[^\W\d_][\w'-]*(?: (?!(?:of|for|on|in|at|with)\b)[\w'-]+){0,2}?)"
THEN = r"(?= (?:of|for|on|in|at|with)\b|\W*$)"
WH = (
    rf"\bwhat(?:'?s| is| are| was| were)\b(?:\W+(?:the|its|their|an?|s))*\W+{NAME}{THEN}",
    rf"\b(?:what|which) (?!(?:is|are|was|were|does|do|did|has|have|about|ones?|of)\b){NAME} {BE}\b",
    rf"\bhow (?:many|much) (?!{BE}\b){NAME}(?= {BE}\b| there\b| in\b|\W*$)",
    r"\bhow (?!(?:many|much|about|come|do|does|did|is|are|was|were|can|could)\b)(?P<topic>[^\W\d_]+)\b",
    r"\bwho (?!is\b|are\b|was\b)(?P<topic>[^\W\d_]+(?: (?:the|its) [^\W\d_]+)?)",
    r"\bany (?:info\w*|details|idea|clue) (?:about|on|of) (?:the |its )?(?P<topic>[\w' -]+?)\W*$",
    rf"\b(?:if|whether)\b[^?]{{0,30}}?\b{BE}\b (?P<topic>[\w' -]+?)\W*$",
)  # of several that fit the first in this order
ASKED = tuple(re.compile(wording, re.IGNORECASE) for wording in WH)
WHERE = any_of(
    r"\b(?P<how>where|when|how) (?:can|could|do|should|may) (?:i|we|you|one) (?P<what>watch|see|buy|get|stream|rent|order|use|clean|wash)\b"
)
POLAR = re.compile(
    rf"^\W*{LEAD}\W*(?:(?:which(?: of)?(?: ones?| films?| books?| items?)? (?=is|are|was|were|has|have|does|do))?{BE}\b(?:n't)?|any)\W+(?P<topic>.+?)\W*$",
    re.IGNORECASE,
)
# words around what is asked for: "does it [have] subtitles", "is it [suitable for] children"
_BEFORE = """
    it its they them their he she that this these those there any anyone anybody someone somebody all both either some
    of a an the one ones to be been being get got gets have has had need needs require requires come comes with in on for
    from also really very too so quite actually still even much more just suitable good safe appropriate ok okay fine right
    contain contains include includes feature features win won make makes made work works use uses offer based i we you my our
"""
BEFORE = frozenset(_BEFORE.split())
_AFTER = "it them they that this there in of for on with to at all too then please though or not again here anyone one like"
AFTER = frozenset(_AFTER.split())
# asked so, the whole record answers
_WHOLE = """
    about like good great nice any worth worthwhile plot story synopsis summary mean better best interesting thing title name
    called difference deal point happening happens happen going watching reading buying seeing special idea else know say
    information info details description known
"""
WHOLE = frozenset(_WHOLE.split())
