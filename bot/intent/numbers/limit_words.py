"""The words around a number that make it a limit, refuse it or take it back. Data only."""

from __future__ import annotations

import re
from typing import Literal

Relation = Literal["below", "at_most", "above", "at_least", "in", "around"]

END = (
    r"(?=\W*$|\s*[,.;:!?)]|\s+(?:and|but|or|if|please|pls|plz|for|with|by|from|though|tho|then|too|that|"
    r"which|set|about|in|on|as|to|like|now|thanks|instead|maybe|preferably|ideally)\b)"
)
THING = (
    r"(?:films?|movies?|flicks?|pictures?|cinema|books?|novels?|novellas?|reads?|watch|paperbacks?|"
    r"ones?|items?|products?|titles?|things?|stuff|options?|picks?|"
    r"releases?|classics?|docs?|docus?|documentar(?:y|ies)|comed(?:y|ies)|comedys|dramas?|thrillers?|"
    r"westerns?|musicals?|horrors?|romances?|romcoms?|cartoons?|animations?|noirs?|"
    r"presents?|gifts?|adventures?|biograph(?:y|ies)|memoirs?|sci-?fi|science fiction|fiction|"
    r"literature|myster(?:y|ies)|epics?)"
)


def any_of(*words: str, end: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)}){end}", re.IGNORECASE)


# what may stand between a comparison and its number
FILL = (
    r"(?:[ :.,~]*\b(?:of|about|around|roughly|like|say|maybe|approximately|approx|running time|runtime|"
    r"length|price|duration|weight|ca|the|a|an|just|only|"
    r"max|maximum|exactly|year|it's|is|be|to|from|in|at)\b)*[ :.~'-]*$"
)
MORE = r"(?:more|higher|greater|bigger|larger|longer|heavier|pricier|dearer|costlier|thicker|more expensive)"
LESS = (
    r"(?:less|fewer|lower|smaller|shorter|briefer|quicker|cheaper|lighter|thinner|slimmer|less expensive|"
    r"less long)"
)
_BEFORE: tuple[tuple[Relation, str], ...] = (
    (
        "below",
        rf"under|below|beneath|sub|{LESS} (?:than|then)|(?:older|earlier(?: (?:time|period|era))?) than|before|"
        rf"prior to|pre|predat(?:es?|ing)|not quite",
    ),
    (
        "above",
        rf"over|above|beyond|past|exceed(?:s|ing)?|north of|{MORE} (?:than|then)|(?:newer|later(?: (?:time|"
        rf"period|era))?|younger|more recent) than|after|post|upwards? of",
    ),
    (
        "at_most",
        r"at (?:the )?(?:very )?(?:most|latest)|in or before|before or in|up to|upto|max(?:imum|imal|"
        r"imally)?|within|until|till?|"
        r"as much as|limit(?:ed)?|cap(?:ped)?|ceiling|budget(?:'?s)?|(?:i|we)(?:'ve| have)?(?: only|"
        r" just)?(?: got| have)|"
        r"(?:can|could|will|would|to|wanna|only|willing to|able to) (?:only )?(?:spend|pay|"
        r"afford|go|stretch)(?: up)?|spending|top(?:s|ping)?(?: out)?|"
        r"(?:raise|increase|bump|lift|extend|stretch|lower|reduce)(?: (?:it|that|them|(?:the|my|our) "
        r"(?:\w+ )?(?:limit|budget|price|cap|max(?:imum)?|length|ceiling|pages|page count)))?(?: up| down)? to",
    ),
    (
        "at_least",
        r"at (?:the )?(?:very )?(?:least|earliest)|in or after|after or in|min(?:imum|imal|imally)?|"
        r"since|(?:starting|beginning|"
        r"start) (?:at|from|in|with)|as recent as",
    ),
    (
        "around",
        r"around|about|roughly|approx(?:imately)?|circa|ca|somewhere (?:around|near)|close to|near(?:ly)?|"
        r"almost|in the (?:region|neighbou?rhood|ballpark|area|range) of|more or less|give or take",
    ),
    ("in", r"exactly|precisely|equals?(?: to)?|between"),
)
_SIGNS: tuple[tuple[Relation, str], ...] = (
    ("at_most", "<=|=<|≤"),
    ("at_least", ">=|=>|≥"),
    ("below", "<"),
    ("above", ">"),
    ("around", "~|≈"),
    ("in", "="),
)
BEFORE = tuple((relation, re.compile(rf"(?:{signs}) ?$")) for relation, signs in _SIGNS) + tuple(
    (relation, any_of(words, end=rf"(?![\w-]*\w){FILL}" if relation != "below" else FILL))
    for relation, words in _BEFORE
)
_TOO = (
    r"(?:is|'s|are|would be|feels?|seems?|sounds?)(?: (?:way|far|much|a bit|a little|just|really|"
    r"already))* too"
)
_AFTER: tuple[tuple[Relation, str], ...] = (
    (
        "below",
        rf"{_TOO} (?:long|much|many|expensive|pricey|heavy|thick|recent|new|late)\b(?: for (?:me|us|"
        rf"tonight|today|now|him|her))?",
    ),
    ("above", rf"{_TOO} (?:short|little|few|cheap|light|thin|old|early)\b(?: for (?:me|us|him|her))?"),
    (
        "at_least",
        r"(?:to|till|until|through|up to) (?:now|today|the present(?: day)?|date|this day|nowadays)\b|"
        r"forwards?\b",
    ),
    (
        "at_most",
        r"(?:at (?:the )?(?:very )?(?:most|latest)|max(?:imum|imal)?\b(?! of)|tops?\b|(?:or|and) (?:less|"
        r"under|below|fewer|lower|cheaper|shorter|lighter|earlier|before|older)\b|"
        r"(?:is|'s|are|being) (?:really |about |kind of )?(?:my|the|our)(?: \w+)? (?:limit|"
        r"max(?:imum)?|budget|ceiling|cap)\b|(?:is|'s) (?:all|as much as|the most|as long as|"
        r"as far as) (?:i|we)\b(?: \w+){1,3}|"
        r"(?:limit|budget|cap|ceiling|maximum)\b|(?:and )?not? (?:more|longer|later|"
        r"a \w+ (?:more|longer))\b(?! than))",
    ),
    (
        "at_least",
        r"(?:at (?:the )?(?:very )?(?:least|earliest)|min(?:imum)?\b(?! of)|(?:or|and) (?:more|over|above|"
        r"longer|higher|later|after|newer|heavier|up(?:wards?)?|greater|onwards?|more recent|thicker|"
        r"younger|since)\b|upwards?\b|on(?:wards?)?\b(?! (?:a|the|my|\w+ing|tv|dvd|netflix)\b)|plus\b|\+)",
    ),
    ("around", r"(?:or so|-?ish|or thereabouts|give or take|more or less|approximately|roughly)\b"),
    ("below", r"before(?=\W*$|[,.;!?])"),
)
AFTER = tuple((relation, re.compile(rf"[ ,(]*{words}", re.IGNORECASE)) for relation, words in _AFTER)

# comparisons that only years have, and the ones that years do not have
TEMPORAL = any_of(
    r"(?:older|earlier|newer|later|younger|more recent)(?: (?:time|period|era))? than|before|prior to|"
    r"pre|predat\w+|after|post|until|till?|since|at the (?:latest|earliest)|as recent as"
)
BY_AMOUNT = any_of(
    rf"under|below|beneath|over|above|beyond|past|{LESS} (?:than|then)|{MORE} (?:than|then)|"
    rf"at (?:the )?(?:very )?(?:most|least)|max|min|spend|pay|afford|budget|about|i have"
)

# words of the thing's own that lead to a number and are no wish: "must stay", "with a budget of", "released"
LEAD = re.compile(
    r"(?:(?<![\w-])(?:that|which|who|it|its|it's|they|them|must|should|shall|has|have|needs?|ought|to|"
    r"be|being|is|are|was|were|'s|stay|stays|keep|kept|run|runs|running|last|lasts|lasting|take|takes|"
    r"go|goes|going|"
    r"costs?|costing|priced?|prices|sells?|weigh|weighs|weighing|length|runtime|running time|duration|"
    r"long|made|released?|shot|filmed|published|written|printed|produced|dating|dates|dated|from|came|"
    r"come|comes|coming|appeared|"
    r"out|with|of|for|a|an|the|at|in|back|my|our|price|cost|budget|limit|page count|number of pages|"
    r"pages|weight|year|spend|pay|only|ideally|preferably|something|anything|any)[ ,:]+)+$",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"(?:[ -]+(?:long|in length|in total|total|altogether|mark|range|to spend|all in|each|apiece|"
    r"per piece|in price|(?:of|"
    r"in) weight|heavy|(?:of )?running time|thick)\b)?",
    re.IGNORECASE,
)

_NOT = (
    r"nothing|not|no|none|nor|never|without|except|excluding|avoid|avoiding|skip|anything but|apart from|"
    r"other than|bar|(?:do|does|did|is|are|was|were|must|should|ca|could|wo|would)(?:n'?t| not)|cannot|"
    r"hate|(?:sick|tired) of|fed up with|enough|mustnt|shouldnt|cant|dont|doesnt|isnt"
)
NEGATION = any_of(
    _NOT,
    end=r"(?: (?:any|anything|something|films?|movies?|books?|novels?|items?|stuff|made|released|written|"
    r"published|from|costing|priced|costs?|that|which|is|are|was|were|it's|ones?|too|much|be|in|it|to|"
    r"go|have|has|last|run|take|spend|pay|afford|weigh|weighing|"
    r"running|lasting|watch|see|read|sit through|time|patience|stomach|energy|nerves?|interest|desire|exceed|want|do|need|like|show me|give me|out|of|the|a|with|for|decade|era|came|"
    r"coming|all|really|then))*(?: -)? *$",
)
LIFTING = any_of(
    r"(?:does|do|did)(?:n'?t| not) (?:(?:have|need) to|care|mind)|need(?:n'?t| not)|not (?:necessarily|"
    r"only|just)|no longer (?:has|needs|have|need) to|(?:forget|ignore|drop|lift|scrap|scratch|lose|"
    r"remove|relax|never ?mind|ditch|dump|(?:take|took|taking) back|withdraw|retract)(?: about)?",
    end=r"(?: (?:be|the|that|my|this|whole|about|it|come|from|if|it's|is|run|cost|last|stay|for|those|"
    r"limit|of|in|made|any(?:thing)?|[\w-]+ (?:n|and)))* *$",
)
INSTEAD = any_of(
    r"instead of|rather than|in place of|not (?=from the [^,]{3,20} but)",
    end=r"(?: (?:the|from|in|a|an|my|those|that))* *$",
)
LIFTED = re.compile(
    r"[ -]*(?:(?:limit|rule|cap|thing|stuff|bit|restriction|requirement|"
    r"condition)\b[^,.;!?]{0,20}?)?\b(?:(?:doesn'?t|don'?t|does not|do not|no longer) matter\b|"
    r"isn'?t (?:important|necessary|needed)\b|can go\b|no longer (?:applies|counts)\b)",
    re.IGNORECASE,
)
LIFTED_NOUN = re.compile(
    r"[ -]*(?:limit|rule|cap|thing|stuff|bit|restriction|requirement|condition)\b", re.IGNORECASE
)
FINE = re.compile(
    r"[ -]*(?:(?:\w+ )?(?:is|are|'s|would be) |works?\b)(?:(?:also|totally|perfectly|quite|just|"
    r"absolutely) )?(?:fine|ok|okay|good|alright|all right|welcome|great|no problem|cool|"
    r"acceptable)?\b(?: (?:too|as well|also|now|after all|with me|for me))*(?=\W|$)",
    re.IGNORECASE,
)

# "longer ones are fine", "I don't mind older ones"
FINE_THING = re.compile(
    rf"(?: {THING})? (?:is|are|would be) (?:\w+ )?(?:fine|ok|okay|alright|all right|no problem|good)\b"
    r"(?: too| as well| also| after all)*",
    re.IGNORECASE,
)
ALLOWED = re.compile(
    r"\b(?:don'?t mind|may be|might be|can be|could be)(?: an?| it| being| something| a bit| even)* $",
    re.IGNORECASE,
)
SUITS = re.compile(
    r"[ -]*would (?:suit(?: me)?|do(?: me| nicely)?|work|be (?:fine|good|ok|okay|perfect|nice|great|"
    r"ideal|about right|best|lovely))\b",
    re.IGNORECASE,
)

# what may follow a number that has no unit: it counts nothing
NEXT = re.compile(
    r"\s*(?:$|[,.;:!?)(]|\s(?:please|pls|plz|and|but|or|if|for|max|tops?|though|tho|with|from|would|is|"
    r"in total|total|altogether|all in|each|thanks|thx|it's|its|as|sorry|because|bc|cause|cos|since|at|"
    r"on|that|which|would|will|would|max(?:imum)?|by|no|not|made|please|now|then|this time|i|we|max|"
    r"or)\b)",
    re.IGNORECASE,
)
OF_PEOPLE = re.compile(
    r"\b(?:kids?|child|children|boys?|girls?|people|adults?|ages?|aged|toddlers?|teens?|anyone|anybody|"
    r"everybody|everyone|those|players?|persons?|women|men|someone|somebody)(?: (?:from|of|aged|"
    r"who are|that are))? *$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"[ -]*(?:years?[ -]old|y\.?o\.?\b|year-old|%|percent|times\b|stars?\b|people\b|players?\b|persons?\b)",
    re.IGNORECASE,
)
CLAIMED = re.compile(
    r"\b(?:film|movie|story|book|novel|documentary|tale|something|anything|one|talk|know|think|all|is|"
    r"was|what) $",
    re.IGNORECASE,
)

# where nothing is compared: the number is all there is, or belongs to the thing
ALONE_BEFORE = re.compile(
    r"(?:^|[,.;!?])\s*(?:(?:maybe|say|ok|so|well|like|yes|yeah|just|only|and|the|from|for|in) )*$", re.IGNORECASE
)
ALONE_AFTER = re.compile(r"\s*(?:$|[,.;]|please\b|pls\b|maybe\b|then\b)", re.IGNORECASE)
OF_THING = re.compile(rf"[ -]+(?:[\w-]+[ -]+){{0,2}}?{THING}\b", re.IGNORECASE)
AFTER_THING = re.compile(rf"\b{THING},? *$", re.IGNORECASE)  # "a comedy, 1985"
FROM_MONEY = re.compile(r"\b(?:from|starting(?: at| from)?) *$", re.IGNORECASE)
FOR_MONEY = re.compile(r"\b(?:for|spend|pay|invest|budget) *$", re.IGNORECASE)
