"""Words that point at what is on screen. Patterns only: knows no items."""

from __future__ import annotations

import re

from bot.intent.naming_words import THING

ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "seventh": 6, "eighth": 7, "ninth": 8, "tenth": 9,
}  # fmt: skip
COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "couple": 2}

# "the second half" and "first love" point at nothing
ORDINAL = re.compile(
    rf"(?:\b(?:the|your|that|this) (?:very )?(?P<word>{'|'.join(ORDINALS)}|last|latter|former|final|middle|penultimate)\b(?! (?:time|half|world|person|love|day|week|year|month|night|century|hand|man|samurai|war|thing|bit|part|filter|condition|request|question|message)s?\b)"
    rf"|(?<!released )(?<!came )(?<!made )(?<!watch )(?<!see )(?<!read )(?<!start )(?<!at )\b(?P<bare>{'|'.join(ORDINALS)}|last)\b(?= (?:two|three|four|2|3|4|couple|one|ones|{THING})\b|\W*$| (?:and|or|but|is|was|looks?|sounds?|seems?|then|please|instead|why|too)\b|,))"
    rf"(?: (?P<many>two|three|four|2|3|4|couple)\b)?(?: (?:of (?:them|these|those)|{THING}\b|pair\b(?! of)))?|"
    r"(?:\b(?:number|no\.|nr\.?|num|option|items?|films?|books?|picks?) ?|#)(?P<number>\d{1,2}|one|two|three|four|five)\b|"
    r"(?:^\W*|\b(?:between|compare|versus|vs\.?|and|or|with|to|than|like) )(?P<digit>[1-9])(?= (?:and|or|vs\.?|versus|to|with|looks?|sounds?|seems?|is|was|but|please|in terms|done|seen|read|watched)\b|\W*$| ?=)",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"\b(?:than|like|in|of|to|as) (?:these|those|that|this|them|the two(?= (?:is|are|was|has|have|would)\b))\b(?! (?:are|i)\b|(?<!two) is\b)",
    re.IGNORECASE,
)
# "anything else by her", "his other films", "stuff by the same guy"
HIM = re.compile(r"\b(?:him|her)\b(?! (?:films?|movies?|books?|work|novels?))", re.IGNORECASE)
THAT_PERSON = re.compile(
    r"\b(?:by|from|with|starring) (?:him|her|(?:(?<=by )|(?<=from ))them|(?:that|this|the same|the very same|said) (?:director|author|guy|dude|bloke|chap|fella|woman|man|person|brand|maker|writer|actor|actress|artist|lady|girl|one|filmmaker))(?: again)?\b|\b(?:his|her|their) (?:other|others|earlier|later|previous|next|films?|movies?|books?|novels?|work|works|stuff)(?: \w+)?\b|\bsame (?:director|author|brand|maker|writer|actor|actress)(?: again| please)?\b|\b(?:stick|keep|stay) (?:to|with) (?:that|this|the same) (?:brand|director|author|maker|writer|actor|actress|artist)\b|\bmore (?:of|by|from) (?:him|her|them)\b|\b(?:else|more|things?|stuff|ones?|books?|films?|movies?|something|anything|everything|whatever)(?: that)? (?:s?he|they)(?:'s| has|'ve| have)? (?:also |ever |else )?(?:wrote|written|directed|made|did|done|filmed|shot|published)\b",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?:him|her|his|he|she|director|author|maker|brand|writer|guy)\b", re.IGNORECASE)
OTHER = re.compile(r"\bthe other(?: (?:one|film|movie|book|item))?\b(?! \w+s\b)", re.IGNORECASE)
IT = re.compile(r"\b(?:it|this one|that one|this|that)\b", re.IGNORECASE)
JOINED = re.compile(r"\b(?:with|to|than|and|or|vs\.?|versus)\W+$", re.IGNORECASE)
TWO_SIDED = re.compile(r"\b(?:compare\w*|than|versus|vs|or|differ\w*|both|better)\b", re.IGNORECASE)
EXTREMES: dict[str, tuple[tuple[str, ...], int]] = {
    "shortes": (("runtime", "pages"), 1), "shorter": (("runtime", "pages"), 1),
    "longes": (("runtime", "pages"), -1), "longer": (("runtime", "pages"), -1),
    "oldes": (("year",), 1), "older": (("year",), 1), "newes": (("year",), -1), "newer": (("year",), -1),
    "cheapes": (("price",), 1), "cheaper": (("price",), 1), "lightes": (("weight_grams",), 1),
    "lighter": (("weight_grams",), 1), "heavies": (("weight_grams",), -1), "heavier": (("weight_grams",), -1),
}  # fmt: skip
EXTREME = re.compile(
    rf"\bthe (shortest|longest|oldest|newest|cheapest|lightest|heaviest|shorter|longer|older|newer|cheaper|lighter|heavier)\b(?: (?:one|of (?:those|them|these|the two|the lot|both)|{THING})\b)?(?! (?:the|one the)\b)",
    re.IGNORECASE,
)
SPELT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
ALL = re.compile(
    rf"\b(?:them all|of the (?:two|three|four|five)(?! \w)|(?<=of )the (?:two|three|four|five)(?= (?:is|are|was|has|have|would|which)\b)|all of (?:them|these|those|it)|(?:these|those)(?: (?:two|three|four|five))?(?: {THING})?|them|both|"
    rf"all (?:two|three|four|five))\b(?! (?:days|years))",
    re.IGNORECASE,
)
ONE = re.compile(
    rf"\b(?:this|that)(?: {THING}| director| author| maker| brand| actor| actress| guy| writer)?\b(?! (?:is|'s) (?:all|it|fine|ok|great|good|enough|perfect)\b)|\bit\b(?! (?:should|must|has to|can|could|would|might|may|doesn'?t (?:have|need|matter)|does not|needs|to be|be)\b)|"
    r"(?:(?<=\bwould )|(?<=\bwill )|(?<=\bcan )|(?<=\bcould ))it\b(?= (?:also |really |still )?be (?=\w)(?!possible|ok|okay|fine|better|easier|too much|rude|nice|an? |alright|worth|more|less|\w+er\b))|"
    r"\b(?:him|her|his|he|she)\b|\bthe (?:same|very) (?:director|author|maker|brand|actor|writer|guy)\b|\b(?:the same (?:one|thing))\b",
    re.IGNORECASE,
)
EMPTY_IT = re.compile(
    r"\b(?:think|thinking|thought) (?:about|on) (?:it|that)\b|\b(?:sleep|sleeping) on (?:it|that)\b|\b(?:think|mull|talk) (?:it|that) over\b|"
    r"\b(?:(?:i|we|she|he|they)(?:'ll| will|'d)|to|gonna|will|could|can) (?:only |mostly |probably |be )?(?:read|watch|use|wear|carry|drink|play)(?:ing)? it "
    r"(?=(?:on|in|at|during|while|with|when|before|after|for|every|outside|outdoors|to)\b)|"
    r"\bcan (?:more or less |,? ?|just about |kind of |also |even )*(?:read|understand|speak|follow) it\b|"
    r"\b(?:make|keep|let|in) it\b|\bit(?:'s| is| was) (?:for|a|an|ok(?:ay)?|fine|about|my|been|raining|late|cold|too late|time)\b|"
    r"\bis it (?:possible|ok)\b|\bthat(?:'s| is| are| was| were| has| have| feels?| looks?| makes?| i| nobody| few| no| don'?t| doesn'?t| isn'?t| won'?t| will| would| can| takes?)\b|"
    r"\b(?:so|and|all|after|before|do|did|forget|drop|scratch|scrap|undo|take|know|say|said|besides|in) that\b(?! (?:one|film|movie|book|item|vein|spirit|direction|mood|style|ballpark))|\bthat\b(?= \w+s\b)|\b(?:any|ones?|something|anything|films|movies|books|things) that\b|\bthis (?:time|weekend|evening|week|year|month|is)\b|\bfor this\b",
    re.IGNORECASE,
)
