"""Words of size and when they are none: "short stories", "an old friend". Data only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.intent.numbers.patterns import Kind

THIRD, HALF, TWO_THIRDS, MOST = 4, 6, 8, 10  # places in Gazetteer.spread
NOT_TOO = -2  # the half, and of running times an evening's where the catalogue has films of that length
ANY = -1  # nothing is bounded any more


@dataclass(frozen=True, slots=True)
class Size:
    """Adjectives of one direction.

    Attributes:
        words: The adjectives, as a pattern.
        kinds: What they measure; the first that the catalogue records.
        upper: They ask for little of it.
        never: Words right after them with which they mean something else: "short story", "old friend".
        sure: They need no thing after them: "affordable".
    """

    words: str
    kinds: tuple[Kind, ...]
    upper: bool
    never: str = ""
    sure: bool = False


PEOPLE = (
    "man|men|woman|women|lady|ladies|people|folks?|couple|friends?|boys?|girls?|dog|lovers?|flames?|soul|"
    "age|sister|brother|son|daughter|kids?|children|adults?|parents?|father|mother|mum|mom|dad|grandm\\w+|"
    "grandf\\w+|teacher|master|neighbou?rs?|wife|husband"
)
SIZES: tuple[Size, ...] = (
    Size(
        "recent|more recent|recentish|newish|contemporary|modern|newer|up[- ]to[- ]date|brand[- ]new|"
        "recently (?:made|"
        "released|published)|latest|newest",
        ("year",),
        False,
        rf"{PEOPLE}|art|dance|life|family|love|romance|society|classics?|jazz|music|history|events|"
        rf"design|kitchen|day|times?|warfare|slavery|city|world|setting|style|retelling",
    ),
    Size(
        "new",
        ("year",),
        False,
        rf"{PEOPLE}|york|zealand|wave|german|french|hollywood|year'?s?|life|lives|world|start|home|"
        rf"house|job|beginning|orleans|jersey|mexico|delhi|england|guinea|order|testament|town|city|"
        rf"school|to|for|ones?|suggestions?|options?|batch|list|picks|topic|subject|search|request|"
        rf"idea|things?|stuff|titles",
    ),
    Size(
        "old|older|oldest|vintage|ancient|decades[- ]old",
        ("year",),
        True,
        rf"{PEOPLE}|west|town|house|world|days|school|testament|english|timer|fashioned|money|times|"
        rf"habits?|mill|tales?|stor(?:y|ies)|soldier|spice|norse|legends?|myths?|greece|greek|rome|"
        rf"egypt|china|history|civili[sz]\w+|fame|enough|with",
    ),
    Size(
        "classic|classical",
        ("year",),
        True,
        r"(?!(?:[\w-]+ ){0,2}?(?:films?|movies?|books?|cinema|novels?|literature|hollywood|noirs?|"
        r"westerns?|comed\w+|documentar\w+|thrillers?|dramas?|horrors?|musicals?|animations?|cartoons?|"
        r"romances?|romcoms?|myster(?:y|ies)|fiction|sci-?fi)\b)\w+|music|ballet|guitar|piano|look|design|style",
    ),
    Size(
        "short|brief|shorter|shortest|shortish|snappy|bite[- ]sized",
        ("pages", "time"),
        True,
        rf"{PEOPLE}|stor(?:y|ies)|tempered|haired|hair|lived|of|on|notice|list|sighted|cut|term|"
        rf"sleeved?|sleeves|attention|encounter|answer|description|version|summary|memory|circuit|trip|"
        rf"stay|history|span|socks?",
    ),
    Size("quick", ("pages", "time"), True, r"(?!(?:read|watch|one|film|movie|book|novel|flick)s?\b)\w+"),
    Size(
        "long|(?<!no )(?<!any )longer|lengthy|longish|long[- ]form|longest|chunky|doorstopper|doorstop|"
        "epic[- ]length|epic in length",
        ("pages", "time"),
        False,
        rf"{PEOPLE}|stor(?:y|ies)|distance|ago|time|lost|journeys?|way|walks?|takes?|shots?|weekend|"
        rf"flights?|winter|nights?|evenings?|day|haul|drive|road|train|trip|story short|gone|hours?|"
        rf"week|year|term|run|live|silences?|before|since|after|sleeve\w*|socks?|hair\w*|forgotten|hot|"
        rf"cold|summer|list|legged|lasting|as|for|been",
    ),
    Size("thin|slim|slender", ("pages",), True, r"line|air|ice|walls?|plot|chance"),
    Size(
        "thick|fat|meaty",
        ("pages",),
        False,
        rf"{PEOPLE}|cats?|chance|camp|pigs?|walls?|forest|fog|skin\w*|woods|snow|accents?",
    ),
    Size(
        "cheap|cheaper|cheapish|cheap[- ]ish|cheapo|cheapest|inexpensive|affordable|low[- ](?:priced?|"
        "cost)|budget[- ]friendly|reasonably priced|moderately priced|bargain",
        ("price",),
        True,
        r"thrills?|jokes?|laughs?|shots?|talk|tricks?|wine and|labou?r|effects|motels?|looking|"
        r"sentiment\w*",
        True,
    ),
    Size(
        "budget",
        ("price",),
        True,
        r"(?!(?:[\w-]+ ){0,1}?(?:options?|ones?|picks?|choices?|items?|versions?|presents?|gifts?|tents?|"
        r"boots?)\b)\w+",
    ),
    Size(
        "expensive|pricey|pricy|pricier|costly|overpriced|dear",
        ("price",),
        False,
        rf"{PEOPLE}|to|looking|diary|john|mistakes?|taste",
    ),
    Size(
        "premium|high[- ]end|top[- ]end|luxury|luxurious|deluxe|upmarket|upscale",
        ("price",),
        False,
        r"yachts?|hotels?|life|brands",
        True,
    ),
    Size("lightweight|ultra[- ]?light|feather[- ]?light|lightest", ("weight",), True, "", True),
    Size(
        "light|lighter",
        ("weight",),
        True,
        r"roast|bulbs?|blue|green|gr[ea]y|brown|wood|colou?r\w*|comedy|comedies|meal|snacks?|reading|rain|"
        r"source|switch|years?|hearted|teas?|coffees?|beer|wine|lunch|breakfast|food|novel|touch|pollution|"
        r"for|on|in|of|and (?:dark|shadow)",
    ),
    Size(
        "heavy|heavier|hefty|heaviest",
        ("weight",),
        False,
        r"metal|rain|snow|hearted|drinker|handed|weather|going|subject|themes?|topic|duty",
    ),
)
NOT = (
    r"(?:nothing|not|no|none|isn'?t|aren'?t|never|without being|(?:should|must|do|does|ca|wo|would)(?:n'?t|"
    r" not)(?: be| want)?)"
)
TOO = (
    r"(?: (?:be|that(?:'s| is| are)?|is|anything|something|it|one|an?|being|get|really))* (?:too|very|so|"
    r"that|overly|super|terribly|particularly|crazy|insanely|extremely|really|all that)"
)
CUE = (
    r"(?:\b(?:something|anything|sth|smth|it|that's|be|one|ones|a bit|bit|rather|quite|fairly|pretty|"
    r"really|very|super|extra|more|reasonably|relatively|preferably|ideally|and|or|but|as|keep it|make it|"
    r"is|are|it's|films?|movies?|books?|something that's|want|prefer|feeling)|[,.;:(-]|^)\W*$"
)
# whole phrases, each with what it asks for: (pattern, kinds, upper, place in the spread)
_PHRASES: tuple[tuple[str, tuple[Kind, ...], bool, int], ...] = (
    (
        r"(?:(?:on|with|for) )?(?:an? |my )?(?:tight|small|shoestring|limited|low|student|tiny|"
        r"modest) budget\b(?! films?| movies?| horror)|on a budget\b|easy on the (?:wallet|purse)|"
        r"(?:that )?(?:doesn'?t|does not|won'?t|shouldn'?t|must ?n[o']t|don'?t) (?:cost|break|"
        r"be) (?:too )?(?:much|a lot|the earth|a fortune|the bank|an arm and a leg)|"
        r"costs? (?:very )?(?:little|next to nothing)|don'?t (?:want to|wanna) spend (?:too )?(?:much|"
        r"a lot)|not (?:a lot|much) (?:of )?money|at a (?:low|good|fair|reasonable) price|"
        r"for (?:little|not much) money|low price",
        ("price",),
        True,
        HALF,
    ),
    (r"money(?:'s| is) no (?:object|problem)\b", ("price",), True, ANY),
    (
        r"(?:must ?n[o']t|must not|should ?n[o']t|should not|does ?n[o']t|does not|don'?t|"
        r"won'?t) weigh (?:too |so |very )?(?:much|a lot|a ton)|weigh(?:s|ing)? (?:very |"
        r"as )?(?:little(?: as possible)?|next to nothing|almost nothing)|low weight|little weight|"
        r"easy to carry around",
        ("weight",),
        True,
        THIRD,
    ),
    (
        r"(?:that )?(?:does ?n[o']t|does not|do ?n[o']t|won'?t|should ?n[o']t) (?:take|last|go on|run|"
        r"drag on) (?:too|very|so|that) long|(?:that )?(?:does ?n[o']t|won'?t) (?:go on|last|"
        r"take) forever|short and sweet|on the short(?:er)? side|(?:can|could) (?:finish|read|"
        r"watch) (?:it )?in (?:one|a single) (?:sitting|go|evening)|one[- ]sitting(?: read)?",
        ("pages", "time"),
        True,
        NOT_TOO,
    ),
    (
        r"on the long(?:er)? side|big fat (?=book|novel|read)|doorstop(?:per)?s?\b|(?:thick|"
        r"fat) (?=books?\b|novels?\b|volumes?\b)",
        ("pages", "time"),
        False,
        TWO_THIRDS,
    ),
    (
        r"(?:from |of |in |the )*(?:recent|the last few|the past few|latest) years\b|made recently|"
        r"released recently|(?:that )?came out recently|published recently|"
        r"(?:from )?the last couple of years|new releases?\b|recent releases?\b|from (?:our|"
        r"modern) times?\b|from this day and age|from nowadays",
        ("year",),
        False,
        TWO_THIRDS,
    ),
    (
        r"(?:an )?old(?:ie|y)s?\b|from (?:the old days|way back|long ago|back in the day|"
        r"a long time ago|before my time|the good old days)|(?<!\ba )(?<!modern )(?<!recent )(?<!instant )"
        r"(?<!new )(?<!cult )(?<!contemporary )(?<!future )(?<!true )(?<!real )(?<!absolute )(?<!total )"
        r"(?<!great )classics?(?=\W*$|\s*[,.;!?]| (?:with|from|by|about|set)\b)|made (?:long|ages|decades) ago|"
        r"old[- ]time(?:y|rs?)?\b",
        ("year",),
        True,
        THIRD,
    ),
    (r"on the light(?:er)? side", ("weight",), True, THIRD),
    (r"on the cheap(?:er)? side|(?<=\w )on the cheap\b", ("price",), True, THIRD),
)
PHRASES = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), kinds, upper, place) for words, kinds, upper, place in _PHRASES
)
# words that speak of a price wherever they are said; "cheap" and "luxury" may not
TOLD = re.compile(r"affordable|inexpensive|priced?\b|budget-friendly|expensive|cost|money|spend", re.IGNORECASE)
REFUSED_THING = r"(?: (?:ones?|films?|movies?|books?|stuff|things?))?"


def _wording(size: Size) -> tuple[Size, re.Pattern[str], re.Pattern[str]]:
    """How it is refused ("not too long") and how it is asked for."""
    never = rf"(?![\s-]+(?:than|{size.never or 'than'})\b)"
    plain = r"(?: (?:anything|something|be|that'?s?|is|being|an?|the|it))* "
    refused = rf"\b{NOT}(?:{TOO} |{plain})(?:{size.words})\b{never}{REFUSED_THING}"
    asked = rf"(?<![\w-])(?:{size.words})\b{never}"
    return size, re.compile(refused, re.IGNORECASE), re.compile(asked, re.IGNORECASE)


WORDINGS = tuple(_wording(size) for size in SIZES)
