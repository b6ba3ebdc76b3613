"""How people ask about items. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.wordings import any_of

# what stands before a question and asks nothing
LEAD = (
    "(?:(?:and|so|ok(?:ay)?|but|hm+|oh+|o+h+|ah|wait|well|cool|nice|great|also|sorry|yes|yeah|no|um+|erm?|uh|"
    "actually|by the way|btw|please|pls|hey|lol|ha(?:ha)*|then|now|just|out of curiosity|just curious|curious|"
    "quick question|quick one|(?:a |one )?(?:more |last )?(?:thing|question)|first|again|anyway|fine|"
    r"good)\b\W*)*"
)
BE = (
    "(?:is|are|was|were|isn't|aren't|wasn't|weren't|does|do|did|doesn't|don't|didn't|has|have|had|hasn't|"
    "haven't|will|would|can|could|should|might)"
)
SUBJECT = r"(?:it|its|they|that|this|these|those|he|she|any|both|either|there|we|i|you|u|the|#\d|number|no\.)"
# how a question begins after other words of its sentence
OPENING = (
    "(?:who(?:'?s|se|m)?|what(?:'?s|'re)?|when(?:'?s)?|where(?:'?s)?|how(?:'?s)?(?! about)|which|why|in what|"
    rf"in which|from what|by whom)(?= |\W*$)|{BE} {SUBJECT}\b|tell me|remind me|compare|explain|any (?:idea|"
    "clue|info|of (?:these|those|them))"
)
CUT = any_of(
    r"\s?(?:[,;:+&(–—…]|(?<!\.)\.{2,}+|\s-\s)\s{0,3}(?:(?:and|but|also|so|then|n|plus|though|please|well|hmm?) "
    rf"){{0,3}}(?=(?:{OPENING})\b)",
    rf"\s(?:and|but|n|plus) (?:also |then |so )?(?=(?:{OPENING})\b)",
)
# how a request begins after a question
ONWARDS = any_of(
    r"(?:,|;|\s-|–|—|\band\b|\bbut\b|\bthen\b)\s?(?:(?:and|but|also|then|if not|otherwise|please|now|"
    r"maybe)\W{1,3}){0,3}(?=(?:show|find|give|recommend|suggest) (?:me|us|some|an?|more|others?)\b|(?:can|"
    r"could) you (?:show|find|give|recommend|suggest)\b|(?:i|we)(?:'d| would)? (?:want|need|like|rather|"
    r"prefer)\b|i'm (?:looking|after)\b|something\b|anything (?:else|like|less|more|shorter)\b)",
    r"(?:,|;|\bbut\b)\s*(?:and |but )?(?=(?:no|not|nothing|without|only|more|less) )",
)
ASKING = re.compile(
    rf"^\W*{LEAD}(?:{OPENING}|{BE}\b|tell (?:me|us)|more (?:about|on|info\w*|details?)|(?:give|show) (?:me|"
    r"us) (?:the |some |more |a )*(?:info\w*|details?|plot|facts|summary|rundown)|any (?:info\w*|details|idea|"
    "clue)|remind me|describe|details|info|summari[sz]e|i(?:'d| would) (?:like|love) to (?:know|hear)|i "
    r"(?:want|need) to know|do (?:you|u) know|i wonder|wondering|not sure (?:if|who|what|whether)|put)\b",
    re.IGNORECASE,
)
# "number four is a cartoon, isn't it?"
TAG = re.compile(
    r"(?:[,–—-]\s*|\s)(?:(?:isn't|wasn't|aren't|weren't|doesn't|didn't|hasn't|don't|won't|is|was|does|did) "
    r"(?:it|they|that|he|she)|right|correct|no|yes|or not|am i right|innit|huh|eh)\s*\?+\s*$",
    re.IGNORECASE,
)
COMPARATIVE = (
    "(?:better|worse|shorter|longer|older|newer|cheaper|lighter|heavier|darker|funnier|warmer|bigger|smaller|"
    "larger|pricier|sadder|scarier|slower|faster|harder|easier|softer|stronger|weaker|thicker|thinner|gentler|"
    "quieter|louder|weirder|bleaker|happier|gorier|sweeter|smokier|brighter|sturdier|sharper|tougher|calmer|"
    r"milder|stranger|grimmer|earlier|later|closer|simpler|nicer|tastier|cosier|cozier|(?:more|less) \w+)"
)
# sets two side by side without any question
COMPARE = any_of(
    r"\bcompar(?:e|ed|ison|ing)\b|\bdiff(?:s|erences?)?\b|\bdiffer(?:s|ent)?\b|\bversus\b|\bvs\b\.?",
    r"\bside by side\b|\bstacks? up\b|\bpros and cons\b|\bin common\b|\bsets? [^.!?]{1,30} apart\b",
    r"\bhead to head\b",
)
# sets two side by side where it is a question
WEIGHING = any_of(
    rf"\b{COMPARATIVE}\b|\bor\b|\bwhich\b|\bsimilar\w*|\balike\b|\bthe same\b|\bas \w+ as\b|\bbest\b|\bworst\b",
    r"\bmore\b|\bbetween\b|\b(?:is|are|was|feels?|looks?) (?:\S+ ){1,4}like\b",
)
WHICH = any_of(
    r"\bwhich(?: one)?(?: out)?(?: of (?:them|these|those|the (?:two|three|four|five|first \w+|last \w+|lot|"
    r"bunch))(?: (?:two|three|ones?))?| film| book| movie| item)?(?:'s\b| (?:is|was|has|had|would|do you|does|"
    r"should|will|feels|looks|weighs|costs|runs|lasts|came|gets|stays|holds|takes|\w+s) )(?!like )",
    r"\bwhich(?: one)? of (?:them|these|those|the (?:two|three|four|five))\b",
    r"\bwhich (?:one )?(?:should|do|would|shall|can) (?:i|you|we|u)\b",
    r"\b(?:what|who)(?:'s| is) the (?:\w+est|best|worst|(?:least|most) \w+) (?:one )?(?:of|among|here)\b",
    r"\brank (?:them|these|those)\b",
)
WHICH_ARE = re.compile(
    r"\bwhich(?: ones?)?(?: of (?:them|these|those))? (?:is|are|was|were|has|have|does|do|comes?)\b(?! (?:you|i|we)\b)",
    re.IGNORECASE,
)
MORE_SO = re.compile(rf"\b{COMPARATIVE}\b|\bor\b", re.IGNORECASE)
# "which films are set in Paris?" asks for items
OTHERS = any_of(
    r"(?<!the )(?<!this )(?<!that )(?<!these )(?<!those )(?<!which )(?<!two )\b(?:films?|movies?|books?|"
    "novels?|ones?|teas?|items?|things?|stories|comed(?:y|ies)|thrillers?|documentar(?:y|ies)|something|"
    r"anything)\b",
    r"\bwhich (?:films|movies|books|novels|ones|items)\b",
)
NUMBERED = re.compile(
    r"(?<![\w#.,$€£])([1-9])(\s*(?:,|and|or|vs\.?|versus|&|with|to|than)\s+(?:the |number )?)([1-9])(?![\w%.]|"
    r",\d| (?:minutes|mins?|hours?|euros?|dollars|pages|years|people|players|stars)\b)",
    re.IGNORECASE,
)
# "between one and two"
SPELT = re.compile(
    r"\b(?<!the )(?<!this )(?<!that )(one|two|three|four|five)(\s*(?:,|and|or|vs\.?|versus|&|with|to|than)\s+(?:number )?)"
    r"(one|two|three|four|five)(?=\W*$| (?:is|are|please|pls|then|which|what|in terms|differ|compare)\b)",
    re.IGNORECASE,
)
# asks for the facts of an item even where it is put as a request
DETAILS = re.compile(
    r"\b(?:tell (?:me|us)|remind me|do (?:you|u) know|any idea|describe|summari[sz]e|explain|compare|say|more "
    r"(?:about|on)|info\w*|details?)\b",
    re.IGNORECASE,
)
# asks for items where it names none
REQUESTING = any_of(
    r"\b(?:do|can|could|would|will|did|have) (?:you|u|we|i)\b[^.!?,]{0,14}\b(?:have|got|know(?: of)?|"
    "recommend|suggest|find|show|give|offer|sell|stock|carry|think of|pick|choose|get|see|try|bring|watch|"
    r"read)\b",
    r"\b(?:is|are) there (?:any|some|other|more|something|anything)\b",
    r"\bwhat (?:else|other|should i|can i|would you|do you (?:have|suggest|recommend))\b",
    r"\bany (?:more|other|others|chance|recommend\w*|suggestions?|ideas? for)\b|\b(?:any|some)thing\b",
    r"\banother\b",
)
# asks for items even where it names one: "anything like the second?", "more by her?", "can you make it darker"
ALWAYS_REQUESTING = any_of(
    r"\b(?:something|anything|sth|stuff|others?|another|more|similar|(?:an?|any|some|other|more|which|what) "
    r"(?:\w+ ){0,3}?(?:films?|movies?|books?|novels?|ones?|things?|teas?|stories))\b[^.!?,]{0,30}\b(?:like|"
    r"similar to|in the (?:style|vein|spirit) of|as \w+ as|\w+er than|than|but|by (?:the same|him|her|that|"
    r"this|them)|from (?:the same|him|her))\b",
    r"\b(?:(?<!the )(?<!that )(?<!this )ones?) (?:like|similar|by)\b(?!(?<=like)\W*$)",
    r"\b(?:what|who|anything|something|nothing|someone) else\b|\bwhat other\b|\bmore like\b",
    r"\bmore (?:of|from|by) (?:th|him|her)\w*",
    r"\b(?:how|what) about (?:something|some|an?|another|more|any|other)\b|\binstead\b",
    r"\b(?:show|give|find|get|recommend|suggest) (?:me |us )?(?:something|some|an?|more|another|others?|two|"
    r"three|four|five|\d)\b(?! (?:more )?(?:info|details|facts|about|summary|idea|hint|use\b|fun\b|out of|value|mileage))",
    r"\b(?:can|could|would|will|please) (?:you|u|we) (?:please |maybe |just |also )*(?:make|keep|drop|remove|"
    "exclude|skip|replace|swap|switch|change|go|add|limit|filter|narrow|hide|leave|do|stick|find|show|give|"
    r"get|recommend|suggest|try|avoid|take|lower|raise|increase|reduce|lift|extend)\b",
    r"\b(?:can|could|may) (?:i|we) (?:please |maybe |just |also |only )*(?:get|have|see|be shown) (?:only|just|some|any|other|"
    r"others|more|another|all|\w+s by|something|anything)\b",
    r"\b(?:can|could|might|may|should) (?:it|they|this|that) (?:please |maybe |also )*be (?:a (?:bit|little|"
    rf"tad) )?{COMPARATIVE}",
    r"\b(?:make|keep) (?:it|them)\b|\bis (?:that|this|it) (?:all|everything|the best|possible|ok|okay)\b",
    r"\b(?:do you|would you) mind\b",
)
# asks whether the other one knows an item, not about it
KNOWING = re.compile(
    r"^\W*(?:\w+ )?(?:have|did|do|had) (?:you|u) (?:ever |also |really )*(?:seen?|watch\w*|read|like[d]?|"
    r"love[d]?|know|enjoy\w*|hear\w*|tried)\b",
    re.IGNORECASE,
)
# ", who loses her faith"
RELATIVE = re.compile(
    r"^\W*(?:who|which|whose|whom|where|when)\b(?!'s)(?!.*\b(?:it|its|this|that|these|those|they|first|second|"
    r"third|fourth|fifth|last|one|number|in|is|was|did)\b)(?!.*#\d)",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(
    r"\b(?:i|we)(?:'ve| have|'m| am|'d| would)? (?:\w+ )?(?:loved?|liked?|hated?|seen|watched|saw|read|own|"
    r"want|need|prefer|enjoyed|looking)\b",
    re.IGNORECASE,
)
# what becomes of an item just named: "the second? had one, can't stand it"
JUDGED = re.compile(
    r"^\W*(?:(?:nah|no|nope|yes|yeah|oh|well|already|i|i've|we|we've|i'd|never|really|just|absolutely|been|have|thanks|not) ?\W*)*"
    r"(?:seen|saw|watched|read|had|own(?:ed)?|got|know|hate[ds]?|loathed?|love[ds]?|liked?|adore[ds]?|can'?t (?:stand|bear)|"
    r"don'?t (?:like|want)|didn'?t (?:like|finish)|boring|awful|terrible|rubbish|meh|dull|overrated|perfect|brilliant|"
    r"wonderful|for me|my thing)\b",
    re.IGNORECASE,
)
# asks about one that is described, even where nothing shown is like it
MORE_ABOUT = re.compile(
    r"\b(?:tell|give|show) (?:me|us) (?:a (?:bit|little) |some |any )?(?:more|info\w*|details?) (?:info\w* |details? )?(?:about|on|of) "
    r"(?:the|that|this) (?:one|film|movie|book)\b",
    re.IGNORECASE,
)
# after a name, two that it may be: "The Ferry: funny or sad?"
EITHER = re.compile(
    r"^\W*(?:(?:more|is it|was it) )?[\w'-]+(?: [\w'-]+)? or (?:more )?[\w'-]+(?: [\w'-]+)?\W*\?\W*$",
    re.IGNORECASE,
)
WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b|\b(?:same|and) (?:question|thing) (?:for|about)\b", re.IGNORECASE)
EXTREME = re.compile(r"\bthe (?:\w+est|best|worst|(?:most|least) \w+)\b", re.IGNORECASE)
# said of an item beside its name: "the third rings a bell"
KNOWN_OF = re.compile(
    r"\b(?:(?:rings?|rang) (?:a|some|no) bells?|(?:sounds?|looks?|seems?) familiar|caught my eye|intrigues me|"
    r"got me (?:curious|thinking)|makes me curious|stands out)\b",
    re.IGNORECASE,
)
ONLY_LEAD = re.compile(rf"^\W*{LEAD}\W*$", re.IGNORECASE)
OPENED = re.compile(rf"^\W*(?:{OPENING})\b", re.IGNORECASE)
SIDES = re.compile(r"\b(?:than|or|vs|versus|and|with|to|as|from)\b", re.IGNORECASE)
# "shorter than the first and the second?" is a wish
SHORT_OF = re.compile(
    rf"^\W*(?:(?:and|but|maybe|a bit|a little|even|much|slightly) )*{COMPARATIVE}\W+than\b", re.IGNORECASE
)
# a comment on the item just asked about: "it looks awfully quiet"; what was said before: "I said bleak"
COMMENT = re.compile(
    r"^\W*(?:(?:and|but|because|cause) )?(?:it|that one|this one|they|he|she|the (?:cover|poster|title|"
    r"picture|name|plot)) (?:(?:just|kind of|kinda|really) )?(?:looks?|sounds?|seems?|feels?|says?|said)\b",
    re.IGNORECASE,
)
RESTATED = re.compile(
    r"^\W*(?:but |and |because )?(?:i|we) (?:clearly |just |already )?(?:said|asked(?: for)?|told you|wanted)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:great|good|nice|perfect|interesting|promising|wonderful|amazing|lovely|awesome|fantastic|fun|"
    "brilliant|excellent|cool|tempting|intriguing|beautiful|gorgeous|superb|stunning|ace|sick|sweet|cute|"
    r"right|boring|awful|terrible|bad|dull|lame|meh|ugly|stupid|hilarious|fascinating|delicious|neat)\b",
    re.IGNORECASE,
)
TURNING = re.compile(
    rf"\b(?:but|like|than|not|without|more|less|instead|{COMPARATIVE})\b", re.IGNORECASE
)  # "the first but longer?"
# words around a name that say nothing of their own: "hm ok the ferry one, is it scary"
_AROUND = """
    hm hmm mm oh ooh ah erm um uh ok okay yes yeah well then again just and or the a an one ones so but hey now
    actually for re regarding about number no sorry cool nice alright right vs versus of two three four both out
    between among from in
"""
AROUND = frozenset(_AROUND.split())

IMPLIED = re.compile(
    r"\b(?:plot|story|ending|ends? well|happy end\w*|any good|worth|in colou?r|black and white|b&w|violent|"
    r"scary|sad|funny|subtitled|subtitles|dubbed|suitable|sequel|award\w*|oscars?|true story|based on|"
    r"narrat\w+|vegan|washable|author|illustrat\w+|pictures|photos)\b",
    re.IGNORECASE,
)
# asks about one thing although it names none: "can it be washed?", "what sizes are there?"
OF_IT = re.compile(r"\bits?\b|\b(?:are|is) there\b", re.IGNORECASE)
WORLD = re.compile(
    r"\b(?:president|capital|weather|time is it|your|you|world|internet|moon|sun|earth|we|our)\b", re.IGNORECASE
)
THEY = re.compile(r"\b(?:they|theirs)\b", re.IGNORECASE)
ITS_MAKER = re.compile(
    r"\b(?:its|the (?:main |lead )?(?:author|director|actor|actress|writer|lead|brand|maker|story|plot|ending))\b",
    re.IGNORECASE,
)
NO_ITEM = (OTHERS, REQUESTING, WORLD, FIRST_PERSON)  # nothing is implied beside these

# "can't stand Amelie" has the look of a question
NO_LIKING = re.compile(
    r"\W*(?:(?:but|and|well|oh|no|sorry|honestly|hm+),? )*(?:i |we )?(?:(?:can'?t|cannot|could ?n[o']t|could not) (?:really )?(?:stand|bear|get into|finish)|"
    r"(?:did|do)(?: ?n'?t| not) (?:really |actually |much |even )?(?:like|love|enjoy|care for|get into|finish|rate|fancy|want|need)|"
    r"(?:have|had) (?:already |just )?(?:seen|read|watched|tried|owned))\b",
    re.IGNORECASE,
)
