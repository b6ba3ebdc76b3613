"""How people say that they like, dislike or know something. Patterns only: knows nothing of items."""

from __future__ import annotations

import re

DISLIKE = re.compile(
    r"\b(?:(?:do(?:n'?t| not)|did(?:n'?t| not)|does(?:n'?t| not)|can(?:'?t|not)|could(?:n'?t| not)|(?:could )?never(?: could)?) (?:really |much |even )?(?:like|liked|enjoy|stand|abide|bear|stomach|be doing with|love|care for|get into|finish|do it for me|work for me)|hate[ds]?|dislike[ds]?|loathed?|despised?|(?:not|less) like|nothing like|unlike|not (?:really |exactly )?(?:a (?:big |huge )?fan|into|my (?:thing|taste|cup of tea|style)|feeling|for me|interested|keen|impressed|sold)|"
    r"(?:was|is|were|are|looks?|sounds?|seems?|felt|feels?|found|bored) (?:so |really |too |pretty |a bit |kind of |kinda |very |just |it |me |them )*(?:boring|bored|awful|terrible|bad|dull|lame|meh|crap|rubbish|garbage|ugly|stupid|overrated|dreadful|horrible|trash|disappointing|to (?:tears|death))|sucks|sucked|hard pass|pass on|got on my nerves|wasn'?t for me|not for me|(?:left|leaves) me cold|didn'?t work|gave up on|couldn'?t (?:finish|stand)|bor(?:ed|es|ing) (?:me|us)(?: stiff| to \w+)?|put me to sleep|let me down|disappoint(?:ed|ing)|overrated|meh|yuck|ugh|no thanks? to|thumbs down|annoy(?:ed|s|ing)|walk(?:ed|ing) out|no time for|(?:had|have) (?:quite )?enough of|rolls? my eyes|my eyes roll|switched (?:it )?off|turned (?:it )?off|snooze\w*|disgust\w+|unwatchable|unreadable|insult|waste of|never again|gone off|put me off|puts me off|fell asleep|sends? me (?:straight )?to sleep|no from me|bin (?:it|that)|rubbish|dreadful|tedious|irritat\w+|unsettles? me|gets? on my|made my (?:head|eyes)|makes my (?:head|eyes)|(?:it|that one) can go|take (?:it|that) away|not (?:the )?(?:first|second|third|fourth|fifth|last)|not (?:that|this|the) (?:one|first|second|third|fourth|fifth|last))\b",
    re.IGNORECASE,
)
SEEN = re.compile(
    r"\b(?:seen|watched|saw|have read|read|already (?:know|knew|own|have|had|got|read|did|been|finished|bought|played|tried)|(?:i|we|he|she|they)(?:'ve| have|'s| has)? (?:already )?(?:know|knew|own|owned|have|has|got|had|bought|finished|tried|played)(?! no\b)|know (?:it|that one|this one)|own (?:it|that one|the)|possess|finished|devoured|recite|by heart|showed us|wore (?:it|them) out|(?:sat|slept|suffered) through|(?:done|did) (?:[\w'-]+ ){0,5}?(?:already|to death|before|recently|together|(?:weeks?|months?|years?|ages) ago|last (?:week|month|year|night|time|spring|summer|autumn|fall|winter|christmas)|(?:in|at) (?:school|college|uni|university|spring|summer|autumn|winter)|(?:for|in|at) (?:our |my |the )?(?:book ?club|class))|(?<!well )done(?=\W*$)|(?<!like )already(?=\W*$)|(?:know|knew|own|got|have|had|tried) (?:them )?both|^\W*(?:(?:tried|bought|owned|played|finished)) |go(?:es)? (?:way|a long way) back|on (?:dvd|blu-?ray|vhs|tape|kindle)|on (?:the|our|my|his|her|their)(?: own)? (?:shelf|shelves|bed|wall|kindle|desk|balcony)|in (?:my|our|his|her|their) (?:collection|library|cupboard|kitchen|house|attic)|^\W*(?:already )?(?:own(?:ed)?|got|have|know|knew|had) (?:both|all|the|that|this|these|those|it|them|#)|at home|on my shelf|been there)\b",
    re.IGNORECASE,
)
LIKE = re.compile(
    r"\b(?:more )?(?:like|likes|similar to|love[ds]?|loving|adored?|liked|enjoy(?:ed|s)?|fan of|in the style of|(?:in the )?(?:vein|spirit) of|in (?:that|this|the same) (?:vein|spirit|direction|mood|style|ballpark)|along the lines of|reminds? me of|closest (?:thing )?to|such as|akin to|remind\w* (?:me )?of|closer to|close to|resembl\w+|comparable to|in the direction of|comes? close(?=.*\bbut\b)|same (?:vibe|mood|feel\w*|style|kind|sort|spirit|tone|type) (?:as|of))\b|"
    r"\b(?:looks?|sounds?|seems?|is|was|are|were|'s) (?:really |so |very |pretty |quite |rather |just |kind of |absolutely )*(?:great|good|nice|perfect|interesting|promising|wonderful|amazing|lovely|awesome|fantastic|fun|brilliant|excellent|cool|exactly|tempting|intriguing|beautiful|a masterpiece|my favou?rite|right up|spot on|gorgeous|superb|cute|sweet|hilarious|neat|pretty|handsome|elegant|classy|heavenly|dreamy|dope|badass|a treat|a blast|a gem|a keeper|a winner|a yes|just right|ace|clever|adorable|delightful|charming|right|a (?:huge )?hit|the best|terrific|fab|stunning)\b|\bfavou?rites?\b|\bi'?(?:ll|m) (?:take|taking|have|try|go (?:with|for)|watch|read|get|buy)\b|\b(?:yes|yeah|yep),? (?:to )?the\b|\bthumbs up\b|\bgood call\b|\bhad (?:me|us|him|her) (?:in (?:stitches|tears)|hooked|crying|bawling|weeping|laughing|glued|sobbing)\b|\b(?:going|goes) (?:straight |right )?(?:on|in|into|onto) my (?:list|wall|basket|cart|bag|shelf|watchlist)\b|\bexactly what i\b|\b(?:is|'s) (?:looking|lookin) (?:so |really |very |pretty |rather )*(?:cute|good|great|nice|tempting|tasty|lovely|fine)\b|\bblew me away\b|\bmasterpiece\b|\b(?:floored|wowed|moved|delighted|thrilled|enchanted|charmed|hooked|gripped|wrecked|destroyed|stunned) (?:me|us)\b|\b(?:melted|blew) my (?:brain|mind)\b|\b(?:rocks|rules|slaps|flawless|magnificent|sublime|divine|heavenly|unforgettable|phenomenal|outstanding|lovel(?:y|ier|iest)|marvell?ous|splendid|glorious|exquisite|chef'?s kiss|10/10|count me in|spot on|swooning|obsessed with|top of my|all[- ]time (?:list|favou?rite)|taking (?:it|that|this|the)|i take (?:it|that|this)|happy with|right up my|my cup of tea|yes from me|goes hard|colour me)\b|\bsold on\b|\b(?:one|that|it) it is\b|\bhuge hit\b|\b(?:i'?m|am|are|is|really|so|he'?s|she'?s) into\b|\bcomes? close\b|\bclose enough\b|\bin the direction of\b|\b(?:looks?|sounds?|seems?)\b(?! (?:like|too|after|for|at|into|boring|dull|awful|bad|terrible|sad|to be|ok to))|\bnearly (?:it|right|there)\b|\balmost (?:it|right|perfect)\b",
    re.IGNORECASE,
)
MORE_LIKE = re.compile(
    r"\b(?:more|something|anything|things?|ones?|stuff|others?|films?|movies?|books?|another|but|just)?\W*(?:\b(?:a (?:bit|little) )?more )?\b(?:like|similar to|in the (?:style|vein|spirit) of|along the lines of|closer to|closest (?:thing )?to|akin to|comparable to|same (?:vibe|mood|feel\w*|style|kind|sort|spirit|tone|type) (?:as|of)|in (?:that|this|the same) (?:vein|spirit|direction|mood|style|ballpark))\b(?! to\b)",
    re.IGNORECASE,
)
VERB_LIKE = re.compile(
    r"\b(?:i|we|you|really|did|do|does|didn'?t|don'?t|not|would|'d|also|quite|she|he|they|who|and) (?:really |also |do |quite |rather |kind of |sort of )?like\b|\b(?:looks?|sounds?|seems?|feels?|smells?|tastes?|is|was) (?:just |exactly |a bit |kind of |a lot )?like (?=my\b|our\b|an? \w|\w+ing\b)",
    re.IGNORECASE,
)
OPINION = re.compile("|".join(pattern.pattern for pattern in (DISLIKE, SEEN, LIKE)), re.IGNORECASE)
TOO = re.compile(r"\b(?:too|as well|also|ditto|likewise|same (?:goes )?for)\b", re.IGNORECASE)
AGAIN = re.compile(r"\bagain\W*$", re.IGNORECASE)
TIMES = re.compile(
    r"\blike (?=\d|ten|a (?:hundred|million|thousand|dozen)|twice|yesterday|last|years)", re.IGNORECASE
)
BARE_VERB = re.compile(
    r"^\W*(?:and |but |just |really |absolutely )*(?:hated|loved|liked|disliked|enjoyed|adored|couldn't|didn't)\b",
    re.IGNORECASE,
)
COMPLAINT = re.compile(
    r"^\W*(?:\w+,? )?(?:only|just)\b|\b(?:not|no|than|too|why|what|who|how|which|is|does|are)\b", re.IGNORECASE
)
REASON = re.compile(r"\b(?:for (?:its|his|her|the|their)|because of|especially|particularly|and (?=(?:other|some|an?|more|gentle|quiet|the kind|films?|movies?|books?|stories|anything|things)\b)|so (?=(?:something|anything|more)\b)|, (?=(?:something|anything|more|with|set|in|from|and (?:something|anything))\b))", re.IGNORECASE)  # fmt: skip
CLAUSE = re.compile(
    r"[;!?\n]+|\.(?!\d)|,(?= (?:and|but) (?:he|she|they|my [\w-]+|her [\w-]+|his [\w-]+) )|,(?= (?:and |but )?(?:number \d|#\d|ditto|what else|who else|can (?:i|we|you)\b|could (?:i|we|you)\b|do you|got (?:any|some)|anything|another|others?|next|i|but|not|no|nothing|more|something|anything|please|also|under|only|without|from|the|so|though|we|any|just|maybe|show|give|find|less|hate|loved?|hated)\b)|"
    r"(?<!anything )(?<!nothing )\bbut\b|\band (?=i\b|i'|not\b|nothing\b|no\b|something\b|anything\b|(?:lov|lik|hat|dislik|enjoy)e|the (?:first|second|third|fourth|fifth|last)\b[^,.]*\b(?:is|was|looks?|sounds?|seems?)\b)|\bthough\b|\bwhile\b(?= (?:i|the)\b)",
    re.IGNORECASE,
)
# nothing that is pointed at: "nothing floral, she hates that"
REFUSES = re.compile(
    r"^\W*(?:(?:and|but|please|also|so|ok|oh|just)\W+)*(?:nothing|without|avoid|skip|no(?! (?:i|we|thanks|that|it|the|this|one)\b)) (?P<what>\w.*)",
    re.IGNORECASE,
)
OF_THAT = re.compile(
    r"\b(?:that|those|it|them|they)\b(?! (?:one|ones|film|films|movie|movies|book|books)\b)", re.IGNORECASE
)
SIGH = re.compile(r"^\W*(?:ugh|argh|urgh|yuck|meh)\b", re.IGNORECASE)
# "what's the second one like" asks; "i like the second more" wants no others
WHAT_LIKE = re.compile(r"\bwhat(?:'?s| is| are| was| were)\b[^,]*\blike\W*$", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:some )?(?:others?|(?:anything|something) else|another(?: one)?)(?= *(?:,|$))", re.IGNORECASE
)
COMPARED = re.compile(r"\b(?:even |far |much |a lot |way )?(?:more|better|most|best)\W*$", re.IGNORECASE)
# the items of a verb: "seen both", "hated all three"
BOTH = re.compile(
    r"\b(?:seen|read|watched|know|knew|own|have|got|did|done|tried|saw|love[ds]?|liked?|hated?|enjoyed) (?:of )?"
    r"(?:them )?(?:both|all (?:of )?(?:these|those|them|two|three|four|five))\b",
    re.IGNORECASE,
)
# "both of hers": by whom was spoken of right before
THEIRS = re.compile(
    r"\b(?:both|all(?: \w+)?|the (?:two|three))(?: of)? (?:his|hers|her|theirs|their)\b", re.IGNORECASE
)
# an opinion of what the clause before only named: "Casablanca, i walked out on twice"
OF_THE_NAMED = re.compile(
    r"^\W*(?:i|we|my \w+|he|she|they|never|could(?:n'?t| not| never)|can(?:'?t|not))\b", re.IGNORECASE
)
# right before a title these refuse it
REFUSED_BY_NAME = re.compile(
    r"\b(?:anything but|anything except|please not|not|no more|except(?: for)?|other than|apart from|never|without|"
    r"can'?t stand|cannot stand|tired of|sick of|no)\W+$",
    re.IGNORECASE,
)
# "Die Hard is terrible": what stands before it is judged, so it may be a title
VERDICT = re.compile(
    r"^\W*[A-Z][\w' :-]{1,60}? (?:is|was|were|are) (?:(?:so|just|really|pretty|quite|absolutely|utterly|simply) )?"
    r"(?:terrible|awful|horrible|boring|rubbish|crap|garbage|overrated|dreadful|brilliant|great|wonderful|amazing)\W*$"
)
BAD = re.compile(
    r"\b(?:terrible|awful|horrible|boring|rubbish|crap|garbage|overrated|dreadful|no way)\b", re.IGNORECASE
)
