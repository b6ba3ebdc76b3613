"""How people ask why an item is shown, or why it is not. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.questions.words import LEAD
from bot.intent.wordings import any_of

WHY = any_of(
    rf"^\W*{LEAD}(?:(?:can|could|would) you )?(?:please )?(?:(?:tell|remind) me |explain (?:to me )?|i "
    r"(?:wonder|don't (?:get|see|understand)) |not sure |no idea |say |know )?\b(?:why|how come|what made you|"
    r"what makes (?:you|this|that|it|the|them|these|\#?\d)|what(?:'?s| is| was) the (?:reason|thinking|logic|"
    r"idea|rationale)|on what (?:basis|grounds)|for what reason|based on what)\b",
    r"\bwhy\W*$|\bhow come\W*$",
    r"\bwhy (?:that|this|the|these|those|it|is (?:it|this|that|the)|did you|would you|do you|have you|are "
    r"(?:these|those|they|you))\b",
    r"\b(?:explain|justify|defend) (?:this|that|the|your|these|those|why|yourself|number|#|picking|choosing|"
    r"recommending)\b",
    r"\breasons? (?:for|behind) (?:this|that|the|these|your|picking|choosing|suggesting|recommending)\b",
)
# asks for reasons of an item only: "what does the second have to do with grief"
WHY_ITEM = any_of(
    r"\bwhat(?:'?s| has| does| do| did| have)\b[^.!?,]{0,60}\bto do with\b",
    r"\bhow (?:does|do|is|are|did) [^.!?,]{1,60}\b(?:fit|fits|match|meet|relevant|related|relate|qualify|"
    r"count|end up|get (?:on|in|here)|make the list|answer)\b",
)
NO_WHY = any_of(
    r"\bwhy (?:not|don'?t (?:you|we|u)|so serious|bother)\b",
    r"\b(?:that'?s|which is|this is|asks?|asking|about|reasons?|wonders?|explains?|explaining|shows?) "
    r"(?:exactly |precisely )?why\b(?!\W*$)(?! (?:the (?:first|second|third|fourth|fifth|last)|this|these|it|"
    r"you)\b)",
)
# "why not Alien?", "why didn't you show me Alien": of a title, not of a wish
WHY_NOT = re.compile(
    r"\b(?:why|how come)(?:(?:'?s| is| are| was| were| did| do| does| have| has)?(?:n'?t| not| no)\b|"
    r" (?:did|do|have|are|is|was) (?:you|it|there|we) (?:not|never|no)\b)"
    r"(?: (?:you|it|there))?(?: (?:show|shown|pick|picked|suggest|recommend|include|list|offer|mention|give|have|any)(?:n|ed)?)?"
    r"(?: me| us)? ?(?P<what>[^?]*)",
    re.IGNORECASE,
)
ON_THE_LIST = re.compile(
    r" (?:(?:up )?there|here|(?:i|o)n (?:the|your|this|that) list|listed|among \w+)\W*$", re.IGNORECASE
)
WORLDLY_WHY = re.compile(
    r"\bwhy (?:is|are|do|does|did|was|were) (?!you\b|it\b|this\b|that\b|these\b|those\b|they\b|there an?\b)",
    re.IGNORECASE,
)
# "why are you showing me a beach shelter?": the one on screen that is one
WHY_A = re.compile(
    r"\ban? (?P<what>(?:(?!(?:in|on|here|there|when|if|for|to|with|about|from|at|and|or|then|now|please|again|among)\b)"
    r"[\w'-]+ ?){1,3})",
    re.IGNORECASE,
)
