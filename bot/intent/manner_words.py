"""Words for how known, how many and which others are wanted. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.naming_words import THING
from bot.intent.patterns import either, spoken

NOBODY = r"(nobody|no ?one|no-one|hardly anyone|barely anyone|almost no ?one|not many( people)?|(only )?few( people| others)?|hardly any(one| people))( else)?( i know)?"
# of things: these say how known they are wherever they stand
NICHE_ALWAYS = either(rf"""
    (that |which )?{NOBODY} (\w+ )?(know|knows|saw|(has |have )?(ever )?(seen|heard)|talks? about|watch(es)?|reads?|buys?|would (buy|know|think))(?! (how|what|why|who|where|if|whether|that)\b)( of| about| of it)?
    (hidden|overlooked|forgotten|unknown|undiscovered|obscure|secret|buried) (gems?|treasures?|pearls?|classics?|masterpieces?|jewels?)
    (?<!more or )less(er)?[- ]?(known|seen|read|popular|obvious|famous|mainstream|travelled|canonical|hyped|talked[- ]about)|little[- ](known|seen)|not (so |too |very |that |all that )?(popular|famous|well[- ]known|mainstream|obvious)
    (under the|off the|below the) radar|(that )?(flew|fly|went) under the radar|under[- ]?(rated|seen|read|appreciated|exposed)|off the beaten (track|path)|offbeat gems?|long tail
    deep cuts?|dig (a bit |a little )?deeper|sleeper hits?|unsung|(not |beyond |besides |outside )the usual suspects|(not |besides |beyond )(just )?the obvious (ones|choices|picks)|rarities
""")
# adjectives: of a thing or of a kind of things, never of a person in the story ("famous detectives")
NICHE_ADJECTIVE = either(r"""
    obscure|niche|unknown|(relatively|virtually|totally|completely|mostly) unknown|rare|unheard[- ]of|indie gems?
""")
HEAD_ALWAYS = either(r"""
    blockbusters?|best[- ]?sell(ers?|ing)|crowd[- ]?pleas(ers?|ing)|big(ger|gest)? hits?|smash hits?|box[- ]office hits?|household names?
    (that )?(lots of|most|many|a lot of|loads of) people( have| already)? (buy|like|love|watch|read|know|own|seen|have seen)
    (that )?(normal |ordinary |regular |other |most )?people (have )?(actually )?(heard of|know|talk about)(?! (how|what|why|who)\b)
    (that|which|ones?|films?|movies?|books?|stuff|things?|something|classics?|kind|sort|type) (everyone|everybody|the whole world) (has |'s )?(already )?(heard of|likes?|loves?|buys?|reads?|knows?|seen|has seen|talks? about|watches)( of| about)?(?! (how|what|why|who)\b)
    (more )?(mainstream|well[- ]known)
""")
HEAD_ADJECTIVE = r"(?:very |really |most |more |as )?(?:popular|famous|acclaimed by everyone)"
# what turns it round: "nothing too obscure", "these are all too famous", "I know all the famous ones"
TURNED = either(r"""
    (nothing|not|no|less|isn'?t|aren'?t|don'?t (want|need|give me|show me)( anything| something)?|avoid|without|tired of|enough of|sick of)( the| all| any| anything| something| just| that| that's| too| so| very| quite| really| these| those)*
    (are |is |look |looks |these |they |a bit |all |way |far |much )*too
    (know|seen|read|watched|have|own|had)( already)?( all| most( of)?)?( the| these| those)
""")
MILD = r"(?:(?:even |a bit |a little |much |far |way |something |some )*(?:more|bit|little|lot more) )?"
AFTER_NAME = r"(?: (?:ones?|stuff|things?|films?|movies?|books?|items?|authors?|directors?|brands?)\b)?"

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "couple": 2, "single": 1,
}  # fmt: skip
COUNT = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
ASKING = r"(?:(?<!\bis )(?<!\bare )(?<!\bam )(?<!\bwas )(?<!'s )(?<!'m )(?:only|just)|exactly|top|up to|max|maximum|at most|show|give|recommend|suggest|find|list|name|pick|make it|maybe|want|need|like|say)"
NOT_ONES = r"(?! ?(?:minutes?|mins?|hours?|hrs?|euros?|dollars?|bucks|pages?|years?|decades?|grams?|kilos?|kg|%|people|players?|stars?|sisters?|brothers?|pounds?|of the)\b)"
DONE = r"(?: (?:please|then|this time|max|tops|now|will do|is enough|to (?:pick|choose|start))\b)"
NOT_OF_IT = r"(?! (?:about|with|that|in|by|from|where|set|of|is(?! enough)|was|looks?|sounds?|already|who)\b)"
N = re.compile(
    rf"\b{ASKING}(?: (?:me|us|my|the|a|your|top|best|please))* (?P<n>{COUNT})\b{NOT_ONES}"
    rf"(?: (?:of (?:them|these|those)|(?:[\w-]+ ){{0,2}}?(?:more|others?|{THING})\b)|(?=\W*$|[,.;!?]|{DONE}))|"
    rf"(?:^\W*|[,.;!?:] *|\b(?:and|ok|then|please|with|me) )(?:a |the )?(?:top )?(?P<m>{COUNT}) "
    rf"(?:(?:[\w-]+ )?(?:more|others?)(?= from)|(?:of (?:them|these|those)(?: (?:is|are) (?:enough|plenty|fine))?|(?:[\w-]+ ){{0,2}}?(?:more|others?|{THING})\b|"
    rf"(?:is|are|will be|would be) (?:enough|plenty|fine)|(?:please|max|tops|only|at most|will do)\b){NOT_OF_IT})|"
    rf"\banother (?P<a>{COUNT})\b{NOT_ONES}|"
    rf"\btop ?(?P<t>\d{{1,2}})\b|"
    rf"\b(?:narrow|cut|trim|bring|whittle) (?:it |them |these |this |that |the list )?down to (?:just |only )?(?P<d>{COUNT})\b|"
    rf"(?:^\W*|\b{ASKING} (?:me |us )?)(?P<g>{COUNT})(?= +,)|"
    r"\b(?:only |just )?your (?:single |very |absolute )*(?P<b>best|top|favou?rite) (?:pick|one|suggestion|choice|tip)\b(?! is)",
    re.IGNORECASE,
)
# "three thrillers", "2 blankets": a number right before the kind of thing
N_OF_KIND = re.compile(
    rf"(?:^\W*|[.;!?:] *|\b{ASKING} (?:me |us )?|\b(?:for|want|need|after) )(?P<n>{COUNT}) (?P<rest>(?:[\w-]+ ){{0,2}}?[\w-]+s)\b",
    re.IGNORECASE,
)
NO_MATTER = re.compile(
    r"\W*(?:(?:it |that )?(?:doesn'?t|does not|don'?t) (?:really )?(?:matter|care|mind)|no (?:matter|preference|idea)|"
    r"i (?:don'?t|do not) (?:care|mind|know)|whatever|any(?:thing)?(?: is fine| goes| will do)?|either|all (?:fine|good)|"
    r"you (?:choose|decide|pick)|surprise me|都可以|随便|无所谓|都行|不限)\W*",
    re.IGNORECASE,
)
ONLY_SO_MANY = re.compile(
    r"\b(?:only|just)(?: the)? \w+(?: (?!please\b|pls\b|max\b|tops\b)\w+)?\W*(?:\?|\.|,|$)", re.IGNORECASE
)
AT_MOST = re.compile(r"\W*(?:up to|max(?:imum)?|at most)\b", re.IGNORECASE)
MORE = spoken(rf"""
    (show|give|tell|got|find|have|any|some|see|get|want) (me )?(some |any |a few )?more\b(?! (about|on|info|details|like|of (a|the)|\w+(al|ic|ful|ous|ive|ed|ing|y)\b))
    (any|some|a few|few|couple|\d|two|three|four|five) more( {THING})?\b(?! (like|\w+ly)\b)
    (?<!first )(?<!second )(?<!third )(?<!fourth )(?<!fifth )(?<!last )(?<!one )(?<!it )(?<!that )(?<!this )(?<!once )more( (please|of (the same|these|those|this|that|them)|options|suggestions|ideas|results|choices|{THING}))?\W*$
    (something else(?! by| in (that|this|the same)| (that )?(she|he|they)\b)|anything else(?! by| with| from| in (that|this|the same)| (that )?(she|he|they)\b)|what else(?! by| from| can)|next ones|who else|others?(?<!each other)\b(?! than| like| similar| in (the|that|this)| by| with| hand| (director|author|maker|actor|countr|genre|language|brand|writer)\w*)|(an)?other ones?|someone else)
    (another( {COUNT}| few| couple| batch| round| set| bunch| handful)?( of (them|those|these))?( {THING})?(?=\W*$|,| +please)|another ({COUNT}|few|couple|batch|round|bunch|handful)\b|next( (ones?|page|batch|please|few|five|three))?(?=\W*$)|different ones?)
    (keep (going|them coming)|(?<!to )go on(?! (and|about|a|the|for|with|holiday)\b)|continue|again\W*$|refresh|new (ones|suggestions|options|batch|list))
""")
# "not the ones I've seen", "something I haven't seen": a refusal of what was shown
UNSEEN = spoken(rf"""
    (but |just |only )?(not|none of|no|skip|leave out|except|without|minus)( of)? (the |any |those |these )?(ones?|{THING}|stuff)?( that| which)? ?(i|we|you)('ve| have|'d)? (already )?(seen|watched|read|shown|showed|suggested|recommended|gave|given)( me| us)?( already| before)?
    (ones?|{THING}|something|anything) (that |which )?(i|we) (haven'?t|have not|didn'?t) (yet |already )?(seen|watched|read)( yet| before)?
""")
LANGUAGES = r"english|chinese|mandarin"
ANSWER = r"(?:answer|reply|respond|write|speak|talk|explain|say (?:it|that)|tell me|text|chat|continue|switch(?: over)?)"
ASKED_LANGUAGE = re.compile(
    rf"\b(?:please )?(?:(?:can|could|would) you )?(?:please )?{ANSWER}"
    rf"(?: (?:to|with|back|everything|it|this|that|the rest|me|from now on|please))* (?:in|to) (?P<en>{LANGUAGES})\b"
    r"(?: please| from now on| instead)*|"
    rf"\b(?:from now on,? )?in (?P<in>{LANGUAGES}),? (?:from now on|please)\b|\bfrom now on,? (?:only )?in (?P<on>{LANGUAGES})\b|"
    rf"\b(?P<only>{LANGUAGES}) (?:please|only|answers?)\b(?=\W*$)|"
    r"(?:请|麻烦|可以|能不能|能)?(?:你)?(?:以后|之后|都)?(?:用|说|讲|换成|改用|换|切换到|切换成)"
    r"(?P<zh>中文|英文|英语|汉语|普通话|国语)(?:来)?(?:回答|回复|说|告诉我|跟我说|写|答|聊|介绍)?(?:吧|我|一下|吗|好吗)*",
    re.IGNORECASE,
)
CHINESE_NAMES = frozenset({"chinese", "mandarin", "中文", "汉语", "普通话", "国语"})
