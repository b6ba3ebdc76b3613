"""What makes a sentence a wish after all. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.wordings import any_of

# "a film about", "something for", "a kid who": what follows is a topic
TOPIC = re.compile(
    r"\b(?:films?|movies?|books?|novels?|stor(?:y|ies)|documentar(?:y|ies)|docs?|something|anything|ones?|"
    "comed(?:y|ies)|thrillers?|dramas?|games?|presents?|gifts?(?! (?:message|note|card|wrap|receipt|bag|box|tag))|series|shows?|reads?|tales?|memoirs?|mystery|"
    "mysteries|horror|romances?|it'?s|poetry|heroes|man|woman|boy|girl|people|someone|guy|kid|family|"
    r"couple)\b[^.!?\n]{0,25}?\b(?:about|on|with|where|for|set|in which|who|whose|that|called|titled|named|"
    r"involving|featuring|based on|dealing with|like)\b",
    re.IGNORECASE,
)
# before a request
LEAD = (
    r"^\W*(?:(?:and|but|also|then|now|so|anyway|oh|ok(?:ay)?|please|just|instead|well|still|maybe|actually)"
    r"\b\W*)*(?:(?:can|could|would|will) you (?:please |just |also )*)?"
)
# "show me", also within an errand
COMMAND = re.compile(
    rf"{LEAD}(?:(?:show|find|give|get|bring|pick|suggest|recommend)(?: me| us)|(?:show|find|suggest|recommend)) ",
    re.IGNORECASE,
)
# a part of a sentence that asks for items, whatever the rest of it does
REQUEST = any_of(
    rf"{LEAD}(?:(?:show|find|give|get|bring|pick|suggest|recommend)(?: me| us)?|search|look) (?!back|my|in\b)",
    rf"{LEAD}(?:(?:i|we)(?:'d| would)? (?:still |also |now |really |just |rather )*(?:want|need|like|love|prefer|"
    "fancy)|(?:i(?:'m| am) )?(?:looking for|after|in the mood)|do you (?:also )?(?:have|know|sell)|(?:what|"
    "how) about|something|anything|nothing|no|not|only|more|less|without|i said|darker|shorter|funnier|"
    "cheaper|longer|newer|older|lighter|(?:an?|some) [^.!?,]{0,40}(?:films?|movies?|books?|novels?|one|comedy|"
    r"thriller|drama|documentary|horror|romance))\b",
)
# after a question of service: more of the same story
STORY = re.compile(
    r"^\W*(?:(?:and|but|so|now|because|cos)\W+)?(?:it|its|it's|she|he|they|we|my|her|his|their|our|i|i've|i'm|"
    r"that|this|there|the (?:box|label|guy|driver|website))\b",
    re.IGNORECASE,
)
WANTED = re.compile(
    r"\b(?:want|need|like|love[ds]?|hate[ds]?|prefer|rather|seen|watched|read|enjoy\w*|looking|look for|"
    "instead|something|anything|nothing|films?|movies?|show|find|recommend|suggest|less|too|not|no|first|"
    r"second|third|fourth|fifth|last|why|who|what|which|how|more|\w{3,}er)\b",
    re.IGNORECASE,
)
