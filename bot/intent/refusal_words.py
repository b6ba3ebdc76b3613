"""Words that refuse, words that only look like it, and where a refusal ends. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.patterns import either, spoken

# what reaches forward: "no horror", "I can't stand clowns"
LEANING = r"(?:(?:interest|desire)s? (?:in|for)|(?:patience|nerves?|tolerance|energy|love) (?:for|with)|(?:time|stomach|appetite|taste) for)\b"
CUES = either(rf"""
    (no|zero|little|not much) {LEANING}|(don'?t|doesn'?t|do not|does not|didn'?t|haven'?t|hasn'?t) (have|got) (the |any |much |a lot of )?{LEANING}
    without|except( for)?|anything but|anyone but|all but|other than|apart from|(?<!where )nothing
    any (brand|country|language|genre|director|author|actor|maker|kind|category|colou?r|decade) (but|except( for)?|other than)
    (hates?|loathes?|dislikes?|can'?t (stand|deal with|handle|take|bear|face|do|get into|get on with|sit through)|(cannot|could never|couldn'?t) (stand|bear|handle|take))
    (can|could) do without|avoid(ing)?|(please )?no more|not in the mood for|rather not
    (don'?t|doesn'?t|does not|do not|didn'?t|wouldn'?t|won'?t|never)( really| ever| particularly)? (want( to)?|wanna|like|need|show me|give me|recommend|enjoy|care for|watch|read|eat|drink|fancy|suggest|do|have|involve|include|feel like|get)
    (that|which) (doesn'?t|don'?t|does not|do not|won'?t)(?= (itch|smell|stink|leak|rust|shrink|scratch|squeak|creak|slip|drip|fade|rattle|shed|smoke|stain|burn)\b)
    (mustn'?t|must not|shouldn'?t|should not|can'?t|cannot|may not) (be|have|contain|include|involve|feature)
    (sick|tired|bored) of|fed up with|(done|finished) with|so over
    (had|have|'ve|seen|watched|read|got|there'?s|^) ?(quite |more than )?enough( of| with)?(?! (that|it|this|these|them|those)\b)|enough of(?! (that|it|this|these|them|those)\b)
    (isn'?t|aren'?t|wasn'?t)|less|fewer|too much|too many|neither|nor
    (leave|keep) out|steer clear of|stay away from|spare me|skip|hold the|minus|allergic to|minimal|barring|excluding|exclude
    none( of (them|those|these|the \w+))?|(lose|ditch|cut|remove|get rid of)( all| the| all the)
    stop (show(ing)?|recommend(ing)?|suggest(ing)?|offer(ing)?|giv(e|ing)|send(ing)?|push(ing)?|with)( me| us)?( the| all the)?(?! (it|that|this|these|them|those|me)\b)
    zero|free of|too(?= (dark|sad|slow|violent|scary|gory|bloody|depressing|bleak|creepy|heavy|silly|cheesy|sentimental|romantic|loud|weird|artsy|predictable|childish|serious|cute|brutal|grim|gloomy|sweet|strong|bitter)\b)
    never( any)?|(?<!where )(?<!a )(nobody|no-?one|no one)( gets?| is| being| has)?
    no|not
""")
FILLERS = either(r"""
    any|anything|something|for(?! kids| children)|films?|movies?|books?|items?|more|too|so|very|from|by|with|of|about|in|on|the|a|an
    much|like|made|directed|written|starring|involving|containing|featuring|please|to|be|see|watch|read|want|set|another
    that('s| is| has| are)|which( is| has)|where|in which|all|other|those|these|over|overly|super|really|particularly|being|it
""")
NEGATION = re.compile(rf"\b(?!no,){CUES}(?!\w)(?:[ -]{FILLERS}\b)*", re.IGNORECASE)
# of a person in the story it tells: "a man who hates cats", but "for my mum, who hates camping"
OF_THE_STORY = re.compile(r"(?<!someone )(?<!anyone )(?<!people )(?<!somebody )\bwho $", re.IGNORECASE)
FOR_SOMEBODY = re.compile(r"\b(?:for|my|our|i|we|he|she)\b[^.!?]{0,40}$", re.IGNORECASE)
# these refuse nothing: "no matter what", "nothing beats a western", "not bad"
NO_REFUSAL = spoken(rf"""
    no (matter|problem|idea|wait|really|thanks|need|one(?= (knows|has|talks|else))|doubt|worries|rush|hurry|biggie|more than|longer|less|later|earlier|other|wonder|clue|preference|offen[cs]e|big deal)
    nothing (like|but|beats?|wrong with|against|compares?|tops|better than|((much|ever|really) )?happens)
    not (only|just|sure|really sure|necessarily|even|bad|half bad|too bad|much|to mention|yet|fussy|picky|at all (bad|sure))
    (don'?t|doesn'?t|do not|does not|wouldn'?t|won'?t) (mind|matter|hurt|care)
    can'?t (get enough|wait|go wrong|decide|remember|look away|sleep)
    none of (them|these|those|this|that|it|the (films?|movies?|books?|ones|picks|suggestions|results|others|above)) (is|are|was|were|has|have|had|seems?|looks?|sounds?|feels?)
    never (mind|seen|read|heard|watched|tried|been|gets? old)
    without (a )?(doubt|hesitation|fail)
    why (not|no|none|never|don'?t (you|we|u))
    (i|we|he|she|they|my [\w-]+)('ve| have| has|'s)?( got)?(?<=have|.got|.has|.'ve) no(?! {LEANING})
    (i|we|he|she|they|my [\w-]+) (don'?t|doesn'?t|do not|does not) (have|own) (an?|any)(?! {LEANING})
    (i|we|he|she|they|my [\w-]+)( can| could|'d| would)?( just| really| simply)? never \w+ (those|them|these|it|that)
    (hold|keep) (on|up)|skip ahead|(nobody|no ?one|no-one) (knows|talks|has (heard|seen)|else)|less (known|popular|famous|mainstream)
""")
# what reaches back: "clowns are a no-go", "gore puts me off", "subtitles? no thanks"
BACKWARD = re.compile(
    r"(?:^|[,.;!?:]|\b(?:and|but|because|since)\b) *(?P<what>(?:(?!that|it|this|these|those|i|we|you)[\w'-]+ ){0,2}"
    r"(?!that\b|it\b|this\b|these\b|those\b|they\b|one\b)[\w'-]+)"
    r"(?: (?:is|are)(?: still| also| just| definitely| always)? (?:an? (?:absolute |definite |big )?(?:no[- ]?go|no[- ]no|no|deal-?breaker)|off the table|out(?= *(?:[,.;!?]|$))|"
    r"not (?:allowed|wanted|needed|an option|ok(?:ay)?|welcome|my (?:thing|cup of tea)))|"
    r" (?:puts?|turns?) (?:me|us|her|him|them) off| (?:is |are )?(?:still|definitely|always) (?:an? )?(?:no|no[- ]go|out)(?= *(?:[,.;!?]|$))|(?: (?:freaks?|creeps?|grosses)) me out|[?:]? (?:no,? (?:thanks|thank you|please|way)|nope|never|absolutely not|hell no|certainly not)(?= *(?:[,.;!?]|$))|"
    r" (?:stays?|remains?|(?:is|are)(?: still)?) (?:out|excluded|forbidden|banned|refused|off the table)(?= *(?:[,.;!?]|$)))",
    re.IGNORECASE,
)
# "American? no way": declined as soon as it is named
DECLINED = re.compile(
    r"(?P<lead>^|[,.;!?]) *(?:and |oh |hm+ |what about )?(?P<what>(?!that|it|this|these|those|really|why|what|and|or|so)[\w'-]+(?: [\w'-]+)?)\? "
    r"*(?:(?:no|hell|oh) )?(?:no way|never(?! mind)|nope|absolutely not|certainly not|hell no)(?= *(?:[,.;!?]|$))",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(
    r"[,;:!?]|\.(?!\d)| (?:but|tho(?:ugh)?|however|please|pl[sz]|thx|thanks|instead|because|if|when|unless|so (?=i\b|that\b))\b|"
    r" and (?=(?:show|give|make|i|more|something|only|also|set|from|with|under|over|preferably|rather|let|then|that|it|"
    r"nothing|no|not|less|fewer|she|he|they|we)\b)| [—–] ",
    re.IGNORECASE,
)
# what stands around it: "leave the war out of it"
AROUND = re.compile(
    r"\b(?:leave|keep|cut|take) (?:all |the |any |all the )*(?P<what>[\w'-]+(?: [\w'-]+)?) out\b(?: of (?:it|this|the (?:story|film|book|list)))?",
    re.IGNORECASE,
)
LIST_PART = re.compile(r", *(?:and |or |nor )?([^,;:.!?]+)", re.IGNORECASE)
# "kings, queens or battles": an "or" at its end makes a list of anything
LISTED = r"(?!(?:something|anything|but|maybe|perhaps|preferably|ideally|set|under|over|with|just|only|i|we|please|make|show|give)\b)[\w'-]+(?: [\w'-]+)?"
OR_LIST = re.compile(
    rf"(?:, *{LISTED}){{0,6}},? (?:or|nor) {LISTED}(?= *(?:[,;:.!?]|$| but\b| please\b| though\b))", re.IGNORECASE
)
# "nothing that is not from France" demands France
TWICE_NEGATED = re.compile(
    r"\b(?:nothing|(?:(?:i|we) )?(?:don'?t|do not) (?:want|like|need|show me|give me) "
    r"(?:anything|something|any \w+|\w+s))"
    r" (?:that|which)(?: is| are|'s)(?: not|n't)\b|\b(?:nothing|anything) (?:that|which) (?:isn'?t|aren'?t)\b",
    re.IGNORECASE,
)
# cues after which several unknown words are refused together
STRONG = re.compile(
    r"\W*(?:no\b|without|nothing|avoid|fewer|less|too|hates?|loath|dislike|any|don|doesn|leave|keep|steer|stay|spare|skip|hold|minus|"
    r"exclud|zero|isn|aren|not|allerg|sick|tired|bored|fed|done|so over|enough|can|could|must|should|may|had|have|'ve|seen|"
    r"watched|read|got|there|never|nobody|rather|please|other|apart|except)",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:him|her|them|that (?:director|author|artist|brand|maker|guy|man|woman|writer|lady)|"
    r"(?:the|this) same (?:director|author|brand|guy|person|maker|writer)|this (?:director|author|brand|maker))\b",
    re.IGNORECASE,
)
# "not by the same director as the third", "nothing by the director of the first"
MAKER_OF = re.compile(
    r"\b(?:director|author|brand|maker|writer)s? (?:of|as|who (?:made|wrote|directed))\b", re.IGNORECASE
)
# for whom it is refused: "no romance for her", but "nothing for children" refuses those
FOR_WHOM = re.compile(
    r"(?<=\w) for (?:her|him|them|me|us|(?:my|our|his|her|their) [\w-]+|the (?:kids?|children|little ones?|family))\b",
    re.IGNORECASE,
)
# beside what is refused
LOOSE_FILLERS = frozenset(
    [
        "kind",
        "stuff",
        "wait",
        "scenes",
        "either",
        "overly",
        "kinda",
        "type",
        "ones",
        "again",
        "today",
        "tonight",
        "ever",
        "lifetime",
        "allowed",
        "whatsoever",
    ]
)
REFUSED_THOUGH_LOOSE = frozenset(["rude"])  # elsewhere it may be said of the talk: "that was rude, sorry"
SWEARING = frozenset(["bloody", "damn", "fucking", "freaking", "goddamn", "stupid", "silly"])  # beside other words
# what reaches one word far, and what parts a list
NON = re.compile(r"\bnon[- ](\w+)", re.IGNORECASE)
FREE = re.compile(r"\b(\w+)-free\b", re.IGNORECASE)
THAN = re.compile(r"\bthan\b.*$", re.IGNORECASE)
PART = re.compile(r"(?<![-\w])(?:or|nor|and|either|neither|less|fewer|no|not)(?![-\w])|[,/]", re.IGNORECASE)
TOGETHER = re.compile(r"\bblack[ -](?:and|n|&)[ -]white\b", re.IGNORECASE)
COLOURLESS_OUT = re.compile(
    r"(?P<lead>^|[,.;!?]|\b(?:and|but|because|since)) *black[ -](?:and|n|&)[ -]white(?: (?:films?|movies?|ones?|stuff))?"
    r"(?= (?:puts?|turns?|(?:is|are) (?:an? |the |off|out|not)|bores?|still|definitely|no thanks))"
    r" [^,.;!?]*",
    re.IGNORECASE,
)
# "family rows are the last thing I need"
LAST_WANTED = re.compile(
    r"(?P<lead>^|[,.;!?]|\b(?:and|but|because|since|so)) *(?P<what>(?!that|it|this|these|those|they|which)[\w'-]+(?: [\w'-]+)?) "
    r"(?:is|are|would be) (?:(?:just|really|about|exactly) )*the (?:very )?last things? (?:that )?(?:i|we|he|she|they)(?:'d)? "
    r"(?:needs?|wants?|likes?|fancy|fancies|feels? like)(?: (?:right )?(?:now|tonight|today|to (?:see|watch|read)))*(?=\W*$| *[,.;!?])",
    re.IGNORECASE,
)
# why something is refused: "nothing floral please, she really hates that"
REASONED = re.compile(
    r"(?P<refusal>(?:^|[,.;!?] |\b(?:and|but|so|also|please|with) )\W*(?:no|nothing|without|not|avoid|no more)(?! (?:thanks|thank|that|this|it|"
    r"these|those|them|i|you)\b)(?: [\w'-]+){1,5}?(?: (?:please|pls|though|tho))?)(?: *[,.;!:–—-] *| (?:because|since|as|cause|cos) )"
    r"(?:because |since |cause |cos |as )?(?:i|we|he|she|they|my [\w-]+|our [\w-]+|her [\w-]+|his [\w-]+)"
    r"(?: (?:really|just|absolutely|totally|always|so|both|simply|kind of|do|does))* "
    r"(?:hates?|loathes?|dislikes?|detests?|(?:can'?t|cannot|can not) (?:stand|bear|take|do|handle|deal with)|"
    r"(?:don'?t|doesn'?t|do not|does not|didn'?t|never)(?: really)? (?:like|liked|enjoy|do|care for|want|need)|"
    r"(?:have|has|had|'ve got|got|'ve had) (?:more than )?(?:enough|plenty|lots|loads|too much|too many)(?: of)?|"
    r"(?:is|am|are) (?:sick|tired|afraid|scared|terrified|fed up|allergic) (?:of|with|to)) "
    r"(?:that|those|these|them|it|this|that stuff|such things|that kind of thing|that sort of thing)\b"
    r"(?: (?:at all|at home|already|anymore|any more|these days|as it is|so much|a lot))*(?= *(?:[,.;!?]|$| but\b| and\b))",
    re.IGNORECASE,
)
OF_A_MAKER = re.compile(r"\b(?:by|of|from)\W*(?:the )?(?:(?:von|van|de|del|di|da|le|la) )?$", re.IGNORECASE)
IN_LANGUAGE = re.compile(r"\b(?:in|written in|language)\W*$", re.IGNORECASE)
OF_SOMEBODY = re.compile(r"\b(?:by|from|with|of)\b|director|author|brand|maker|writer", re.IGNORECASE)
_IN_LISTS = "a an the any from by with of in or and nor films movies ones"
IN_LISTS = frozenset(_IN_LISTS.split())  # beside the things of a list
