"""How people take something back, each with the words (`scope`) that say what. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.patterns import GROUP, either, spoken
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, MAKER_FIELDS, SIZE_FIELDS

FINE = either(r"""
    fine|ok(ay)?|good|cool|allowed|al(l )?right|welcome|acceptable|possible|in|back in|not (a|that much of a) problem
""")
LATER = r"(?: (?:too|as well|also|again|after all|then|now|with me|by me|for me|on (?:second thoughts?|reflection)|come to think of it))"
END = either(r"""
    (?=[,.;:!?]|$)
    (?= (but|and (give|show|make|let|i|only|just|more|no|nothing|not|it)|though|because|instead|please|then|now|show|give|i'd|i would|it's|if)\b)
""")
START = r"(?:^|[,.;!?:] ?|\b(?:and|but|so|then|actually|anyway|ok(?:ay)?|well|no|now|though|wait|again|fine|hm+) )"
NAMED = r"(?!(?:any|someone|something|somebody|somewhere|others?|that|this|it|they|which|what|who|the (?:first|second|third|fourth|fifth|last)|second|first|i|you)\b)"
SAID = r"(?:(?:the |that )?(?:thing|bit|part|rule|stuff|condition) (?:about|with|on) |the |that |those |my |any |all |this |these |what i said about |about |on )*"


def _rows(lines: str) -> tuple[re.Pattern[str], ...]:
    """A pattern a line, with {names} filled in."""
    names = {"FINE": FINE, "LATER": LATER, "END": END, "START": START, "NAMED": NAMED, "SAID": SAID}
    rows = [GROUP.sub("(?:", line.strip()) for line in lines.strip().splitlines()]
    for name, pattern in names.items():
        rows = [row.replace(f"<{name}>", pattern) for row in rows]
    return tuple(re.compile(row, re.IGNORECASE) for row in rows)


UNDO = spoken(r"""
    undo(?! the| my)( that| this| it| the last \w+)?
    (take|took) (that|it|this|the last (one|bit|thing|part)) back
    (forget|ignore|disregard|pretend) (that )?i (just |ever |never |didn't |did not )?(said|say|asked|mentioned|mention) (that|this|it|anything)
    (scratch|scrap|forget|cancel|revert|ignore|drop|strike|delete) (that|the last (one|bit|thing|part)|that last (one|bit|thing|part)|what i just said|my last \w+)(?= *([,.;!?]|$|last))( last (one|bit|thing|part))?
    (remove|drop|forget|undo) (that|the last) (constraint|condition|limit|filter|one|thing|bit|part|demand)
    go back (one step|a step)
""")
# it is welcome again, or as well
ALSO = _rows(r"""
    <START>(or )?(?P<scope>(?!i\b|we\b|i'|me\b|something|anything|show|give|find)[\w' -]{2,30}?) (too|as well|also) (is |are |would be )?(then|please|if you like)?(?=\W*$)
    <START>(or )?(?P<scope>(?!i\b|we\b|i'|me\b|something|anything|show|give|find)[\w' -]{2,30}?) (too|as well|also)(?=\W*$)
    ^\W*(or|also|and also|maybe also|plus)( maybe| even| perhaps| the| a| an| some)* (?P<scope>(?!no\b|not\b|nothing\b|something\b|i\b|without\b|with\b)[\w'-]{1,30}( [\w'-]{1,30})?)( ones?| films?| movies?| books?)?(?=\W*$|,)(, (either|both|whichever)( is| are)?( fine| ok| good)?)?
""")
ALLOWED = (
    *_rows(r"""
    <START>(?P<scope><NAMED>[\w' -]{2,40}?)( ?'s| is| are| would be| may be| can be| might be| may| can| could be| should be)( actually| also| perfectly| totally| now| all| just| now again)* <FINE>\b<LATER>*
    <START>(?P<scope><NAMED>[\w' -]{2,40}?)( might be| may be| could be| would be) (fun|nice|great)( actually)?(?= after all)<LATER>*
    <START>(?P<scope><NAMED>[\w'-]{1,30}( [\w'-]{1,30})?) (welcome|fine|ok(ay)?|allowed)<LATER>+
    \b(also |do |please |can |now )*(allow|accept|include|permit|bring back|add back|let in|re-?allow|re-?include|i('d| would| could| can|'ll)? (also )?take(?! back\b)|i (do )?(don'?t|do not) mind|(i'm )?(ok(ay)?|fine|cool) with|happy with|open to(?! (other|any))|i (can|could) live with|i('d| would) (also )?accept|changed my mind (about|on))( the| some| a| an| also| it being)* (?P<scope>[^,.;!?]{2,40}?)( ones?|<LATER>)*(?=[,.;!?]|$| (and|but|though|because|if)\b)
    \b(let|bring|put|add|have) (the |some )*(?P<scope>[\w' -]{2,30}?) (back|back in|in again)\b
    <START>(?P<scope><NAMED>[\w' -]{2,30}?) (may|can) (be in it|die|appear|come in|return|be there|stay(?! (?:at|in|away|out|home|where)\b))\b
    <START>(?P<scope><NAMED>[\w' -]{2,30}?)( can| could| may| might| should)( also| now| as well| then)* (join( in| us| the (party|club|mix|list))*|tag along|come along|be (back )?(on the table|in the mix|in the running|considered))<LATER>*
    \b(let|have) (the |some )?(?P<scope>[\w' -]{2,30}?) (also )?(join( in| us| the (party|club|mix|list))*|come along|tag along|into? the (mix|list))<LATER>*
    \b(it |they |that |this )?(can|may) (also )?(be |go |come )?(a bit |a little |even )?(?P<scope>newer|older|earlier|later|longer|shorter|pricier|cheaper|heavier|lighter)( ones?)?<LATER>*
    \b(it |they |that |this )?(could|might) (also )?(be |go |come )?(a bit |a little |even )?(?P<scope>newer|older|earlier|later|longer|shorter|pricier|cheaper|heavier|lighter)( ones?)?( too| as well| also| if needed)
"""),
    *ALSO,
)
(SAID_NO,) = _rows(r"""
    \b(i )?said (no|not|without|nothing) (?P<scope>[\w' -]{2,30}?),? (but|though|however|and) (forget|(never ?mind|nvm)|ignore|scratch|drop) (that|it)\b
""")
# "any brand but Larkspit" refuses: a "but" that parts no clauses
ANY_BUT = re.compile(
    r"\b(any(?: (?:brand|country|language|genre|director|author|actor|maker|kind|category|colou?r|decade))) but "
    r"(?=(?!no\b|not\b|nothing\b|only\b|with\b|under\b|it\b|i\b|please\b|make\b)(?:from )?[\w'-]+(?: [\w'-]+)?(?:\W*$|[,.;!?]))",
    re.IGNORECASE,
)
# an item judged before: "i take back what i said about the second one"
ABOUT_ITEM = spoken(r"""
    ((take|took) back|forget|ignore|scratch|scrap|disregard|(never ?mind|nvm)|drop) what i said (about|on|of)
    (was|were|am) (being )?(too )?(wrong|unfair|hard|harsh|quick) (about|on|with|to)|changed my mind (about|on)
""")
# not a word of what is allowed but of what would please: "romance would be welcome"
PLEASING = re.compile(
    r"(?:would|'d) be (?:welcome|good|cool|nice|fun|great)\b(?! (?:too|as well|also|again|after all))",
    re.IGNORECASE,
)
# "without the price limit", "no limit on the length": of a field, no thing refused
LIMIT = r"(?:limit|limitation|restriction|constraint|filter|cap|ceiling|requirement|condition|rule)s?"
UNLIMITED = _rows(rf"""
    \b(with )?(without|no)( (the|that|this|my|a|an|any|more))* (?P<scope>(?!age\b)[\w' -]{{2,30}}?) {LIMIT}\b
    \b(with )?(without|no)( (the|that|this|my|a|an|any|more))* {LIMIT} (on|to|for|of|in)( the| its| my)* (?P<scope>(?!age\b)[\w' -]{{2,30}}?)<END>
""")
# "without any limits": of all numbers
(NO_LIMITS,) = _rows(rf"""
    \b(with )?(without|no)( (the|that|this|my|a|an|any|more))* {LIMIT}<END>
""")
# it no longer counts
_DROPPED = _rows(r"""
    \b(forget|ignore|drop|remove|lift|lose|ditch|scrap|scratch|undo|cancel|(never ?mind|nvm)|get rid of|skip|take (away|off|out|back)|leave out|disregard|relax|loosen|widen|strike|waive|withdraw|retract|give up( on)?) <SAID>(?P<scope>[^,.;!?]{1,60}?)<END>
    (\b(it|he|she|they|that|this|these)\b\W+)?(really |necessarily )?\b(doesn'?t|does not|don'?t|do not|needn'?t|need not|didn'?t|no longer|not) (really |necessarily |strictly |absolutely )?(have to|has to|need to|needs to|must|need|be|necessarily)( be| come| have| cost| only)*( from| in| by| about| a| an| the| set in| with)* (?!been\b)(?P<scope>[^,.;!?]{1,60}?)<END>
    <START>(?P<scope>(?:the |that |those |my )?[\w'-]{2,30}(?: [\w'-]{1,30}){0,3}?)(?:,| -)? (?:just |please |you can |let's )*(?:scrap|drop|forget|ditch|lose|skip|ignore|cancel|remove|scratch) (?:it|that|them|those)\b
    <START>(?P<scope>(?:the |that |those |my )?[\w'-]{2,30}(?: [\w'-]{1,30}){0,3}?) (?:is |are |was |has been |can be |may be )(?:now |hereby )?(?:void|lifted|waived|scrapped|cancelled|deleted|withdrawn|history)\b
    \bno need (for|to be) (the |a |an |any )?(?P<scope>[^,.;!?]{1,40}?)(?=[,.;!?]|$| after all| any ?more)
    \bno (?P<scope>[\w' -]{2,30}?) (necessary|needed|required)\b
    \b(don'?t|do not|didn'?t|no longer) (really )?(care|mind|insist|bother)( about| which| what| whether| if| on| anymore about)*( it'?s| it is| the| a)* (?P<scope>[^,.;!?]{2,40}?)(?=[,.;!?]|$| any ?more)( any ?more)?
    \b(i'm |we're |i am )?(really |quite |totally )?(flexible|easy|relaxed|not (so |too |that |really )?(bothered|fussed|fussy|picky|strict|particular)) (on|about|with|regarding|as to)( the)? (?P<scope>[^,.;!?]{2,40}?)<END>
    \b(let'?s )?not be (so|too|that) (strict|picky|narrow) (about|on|with)( the)? (?P<scope>[^,.;!?]{2,40}?)<END>
    (?P<scope>(\b[\w'-]{1,30} ){1,4})(really )?(doesn'?t|does not|don'?t|do not|no longer|didn'?t) matters?\b( to me| to us)?( any ?more)?
    (?P<scope>\b([\w'-]{1,30} ){0,3}[\w-]{1,30})( is|'s| are) (now |really |actually )?(whatever|irrelevant|no (issue|object|problem)|not (so |that |really |very |all that |too )?(important|needed|necessary|required|an issue|a problem|crucial|a must|a requirement|mandatory|essential|compulsory)|unimportant|up to you|open|flexible)\b
    (?P<scope>(\b[\w'-]{1,30} ){1,4})((isn'?t|aren'?t) (so |that |really |very |all that |too )?(important|necessary|needed|a problem|an issue|required|crucial|a must|a requirement|mandatory|essential|compulsory)|needn'?t be( in it| there| the same)?)\b
    \b(some(one|thing|where)|any(one|thing|where)|others?|people) (other than|besides|apart from|except) (?P<scope>[^,.;!?]{2,30}?) (is|are|would be|works?) (also )?(<FINE>)?<LATER>*
    \b(?P<scope>wherever|whoever|whenever|however long|how long|how old)( it| they| that)?( is|'s| are|'re)?( it is)?( made| from| by)?,? (i )?(don'?t (really )?(care|mind)|(is )?fine)
    \bdoesn'?t matter (to me )?(?P<scope>[^,.;!?]{2,40}?)<END>
""")
DROPPED = (*_DROPPED, *UNLIMITED)
ANY = re.compile(
    rf"\b(?:any|whatever|whichever) (?P<scope>(?:[\w'-]{{1,30}} ?){{1,3}}?)(?= ?(?:[,.;!?]|$|\b(?:is|are|will|would|goes?|then|"
    r"now|works|can|you|please|again|instead|though|at all|do|does|then)\b))(?! ?(?:except|other than|apart from|but (?!no|not|nothing|with|only|it|please|make|under|i|keep|set|still|let)\w))"
    rf"(?: ?(?:is|are|would be|will be|will|would|works?|goes?|can|do)(?: {FINE}| do| work| too| fine)*)?|"
    r"\b(?P<who>any(?:one|body) (?:will do|is fine|goes|else)|(?:from |made )?anywhere|any(?: old)? place|any time|"
    r"any ?one's fine)\b",
    re.IGNORECASE,
)
# these speak of whole fields: "other countries are fine", "all genres then"
OTHERS = _rows(r"""
    \b(open to |try |show (me )?|happy with )?(another|other|different|all) (?P<scope>[\w'-]{1,30})( are| is| would be| might be)?( also)?( <FINE>)?( too| as well| then| also| now| please)*(?=\W*$| ?[,.;!?])
""")
ANY_GOES = re.compile(rf"\b{FINE}|\bwill do|\bgoes|\bdo$|\bworks", re.IGNORECASE)
# beside what is taken back
TAIL = spoken(r"""
    any ?more|after all|again|then|now|things?|stuff|bit|part|limits?|limitation|rule|filter|condition|constraint
    restriction|requirement|demand|business|ones?|either|at all|as well|too|films?|movies?|books?|of mine|is fine|tho(ugh)?
    a (bit|little|touch) of|it is|they are|how|half|lol|haha
""")
POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)

# words for a field -> the fields they may mean
FIELD_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), fields)
    for words, fields in (
        (
            r"lengths?|running times?|runtimes?|durations?|minutes?|mins?|hours?|hrs?|long|short|pages?|page count|(?<!any )time",
            ("runtime", "duration", "length", "pages"),
        ),
        (
            r"decades?|years?|age|era|period|dates?|old|new|recent|(?:19|20)?\d0'?s|(?:19|20)\d\d|any time|whenever|century|"
            r"(?:fif|six|seven|eigh|nine|thir|for)t(?:ie|y)s|twenties",
            ("year", "published", "release_year"),
        ),
        (r"genres?|kinds?|types?|categor(?:y|ies)|sorts?", tuple(sorted(GENRE_FIELDS))),
        (
            r"countr(?:y|ies)|nationalit(?:y|ies)|origins?|anywhere|place|where|nations?|wherever",
            tuple(sorted(COUNTRY_FIELDS)),
        ),
        (r"languages?", tuple(sorted(LANGUAGE_FIELDS))),
        (
            r"directors?|authors?|writers?|brands?|makers?|artists?|filmmakers?|anyone|anybody|who|whoever|names?|by whom",
            (*MAKER_FIELDS, "writer", "writers"),
        ),
        (r"actors?|actress(?:es)?|cast|stars?|who(?:'s| is)? +(?:in it|stars?|acts?|plays?)", ("cast", "actors")),
        (r"prices?|budgets?|money|costs?|cheap|expensive|euros?|dollars?|bucks|pounds?|€|\$|£", ("price", "cost")),
        (r"sizes?", SIZE_FIELDS),
        (r"weights?|heavy|light|grams?|kilos?|kg", ("weight_grams", "weight")),
    )
)
# what may go beyond a bound: "newer ones are fine too" lifts the upper bound of the year
BEYOND: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), fields, upper)
    for words, fields, upper in (
        (r"newer|later|more recent|more modern", ("year", "published", "release_year"), True),
        (r"older|earlier", ("year", "published", "release_year"), False),
        (r"longer|thicker", ("runtime", "duration", "length", "pages"), True),
        (r"shorter|thinner", ("runtime", "duration", "length", "pages"), False),
        (r"pricier|more expensive|dearer", ("price", "cost"), True),
        (r"cheaper|less expensive", ("price", "cost"), False),
        (r"heavier", ("weight_grams", "weight"), True),
        (r"lighter", ("weight_grams", "weight"), False),
    )
)
SPEND_MORE = spoken(r"""
    (i|we)( can|'d| could| would| am able to|'m able to)( also| actually| even)? (spend|pay|go)( a (bit|little))? (more|higher|up)(?! than| to| \d)( if (needed|necessary))?
""")
# "i could go up to 100", "by all means go back to 1960"
STRETCHED = re.compile(
    r"\b(?:can|could|may|might|would|will|'ll|'d|by all means|feel free to|happy to|willing to|ok to|fine to)"
    r"(?: (?:also|even|maybe|actually|just|you|always))* (?:go|stretch|push it|extend it|be stretched)"
    r"(?: (?:up|down|back|out|higher|lower|further|as (?:far|high|low|long)(?: back)?))+ ?(?:to|as|until|till) \D{0,3}\d",
    re.IGNORECASE,
)
BLACK_AND_WHITE = re.compile(r"\bb ?(?:&|/|n|and) ?w\b", re.IGNORECASE)
NICHE = spoken(r"""
    obscure|niche|hidden|(less|little|un)[- ]?known|popular|famous|well[- ]known|underrated|mainstream|unknown
""")
# "I said cats!" says it again
INSISTING = re.compile(
    r"^\W*(?:(?:but|no|hey|hello|again|well)\W+)*i (?:already |just |clearly )?(?:said|asked for|told you)"
    r"(?! (?:no|not|nothing|without|that|before|earlier)\b)[^,.;]*\W*$",
    re.IGNORECASE,
)
