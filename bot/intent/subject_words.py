"""Words with which people change the subject, or begin all over. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.patterns import begins, either, spoken

RESET = spoken(r"""
    (let'?s |can we |could we |i want to |i'd like to )?(start|begin) (all )?(over|again|afresh|anew|from scratch|from zero|from the beginning|from square one)
    start fresh|fresh start|(back to )?square one|from scratch|clean slate|blank slate
    forget (about )?(everything(?! (about|on|but|except|from|apart)\b)|all( of)? (that|it|this)|it all|what i said(?! (about|on|of)\b)|all i said)( i (said|told you|asked))?( so far| before)?
    (reset|restart)( everything| all| the (search|filters|chat))?(?! (the|my|that|just|only)\b)
    never mind all( that)?
    (clear|wipe|delete|erase|scrap|drop|remove) (everything|all( that| this| of it| filters)?(?! (your|of your|the|other|\w+ (restrictions|rules|instructions))\b)|(the |that )?(whole |entire )?(filters|search|slate|lot)( clean)?|it all|the slate clean)( that)?
    (whole |completely |totally )?new search
""")
SEPARATED = r"\s*(?:[,.;:!–-]+|\band\b|\bthen\b|\bfor now\b|\bnow\b)\s*"
# the old subject is over, whatever follows
CHANGE = spoken(r"""
    ((something|anything|somewhere|a) )?(completely|totally|entirely|wholly|radically|quite|very) (different|else|other|new)(?= ?([,.:;!?-]|now|then|instead|please|things?|topic|subject|$))( \w+)?( now| then| instead)?
    (let'?s )?change (of )?(the |my )?(topic|subject|plans?|tack|pace|gears?)|chang(e|ing) (the )?(topic|subject|gears)
    (new|another|different|next) (topic|subject|request|question|plan|idea|one)(?= ?[:,.!-])
    (new|different) (topic|subject|request|plan)
    switching (topics?|subjects?|gears|to)|(let'?s )?switch (topics?|subjects?|gears|to)
    ((let'?s )?move on|moving on|onwards?)( now)?( to)?( something else)?(?=\W|$)|on to (something else|the next (one|thing|topic))
    (try |do |for |want |need |to )?(something|somewhere|anything) else (entirely|altogether|completely|instead)(?= ?([,.:;!?-]|now|then|please|$))|(let'?s|let us|can we|shall we) (do|try|talk about|look for|go for) (something|anything) else (now |then )?(?=[:,.-])
    (on second thoughts?|chang(ed|ing) my mind)(?=[ ,.:;-]+((i|we)('d| would| want| need| am|'m)|let'?s|show|find|give|can (i|we|you)|could|how about|what about|an?)\b)
    (that'?s|that is) (that |one )?(settled|sorted|decided|done)|(\w+ )?(sorted|settled)(?=[.,;!] *(now|next|so))
    next up|next(?= ?:)
""")
AWAY = either(r"""
    (let'?s )?(forget|scrap|scratch|drop|ditch|leave|screw|skip)|never ?mind|enough( of)?|no more|(i'm |we're )?done with
""")
# "forget that, I need boots": over only where something else is asked for after it
LEFT = re.compile(
    rf"\b{AWAY} (?:about )?(?P<what>(?:that|this|it|those|these|them|all (?:this|that|these)|(?:the |my |those )?"
    rf"(?:[\w'-]+ ){{0,2}}?[\w'-]+)(?: idea| search| one| stuff| thing)?){SEPARATED}(?=\w)",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"(?:all )?(?:that|this|it|those|these|them)(?: idea| search| one| stuff| thing)?", re.IGNORECASE
)
# "now a board game instead", "actually I need a tent", "I'm looking for ..."
REQUEST = begins(r"""
    ((hi|hello|hey|ok(ay)?|so|now|well|right|alright|great|cool|thanks?|hm+|actually|and|but|then|next|good|fine|perfect|anyway|also|instead|by the way|btw)\W+)*(i('m| am) (now )?looking for|(i|we)('d| would) (rather |now |also )?(like|love|want|need)|(i|we) (now |also |rather |actually |suddenly )?(want|need)|(please )?(recommend|suggest|find|show)( me)?|looking for|look for|need|want|do you (also )?(have|sell|know)|have you got|got any|can (you|i|we)|could (you|i|we)|what about|how about|who knows|give me|let'?s (try|do|see|go (for|with))|time for|in the mood for|rather|now|instead|any (good )?)
""")
INSTEAD_OF = re.compile(
    r"\b(?:instead of|rather than) (?P<what>[^,.;!?]*?)(?=[,.;!?]|$| (?:i|we) | (?:show|give|find|something|please|but|and)\b)",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\binstead\b|^\W*(?:(?:ok(?:ay)?|so|well|right|alright|actually|great|cool|thanks?|good|fine|perfect|anyway|and|next)\W+)?"
    r"now (?:i|we|for|show|find|a|an|some|something|recommend|give|let|do|what|how|my|the)\b(?! green| blue| red)|"
    r"\bnow (?:i|we) (?:need|want|'d)\b|\b(?:next|now),? (?:for )?my\b|"
    r"\bactually,? (?:(?:i|we)(?:'d| would)? (?:need|want|like|love|prefer)|can|could|show|find|give|an?)\b",
    re.IGNORECASE,
)
REFINE = re.compile(
    r"^\W*(?:and|but|also|more|less|only|with|something \w+er|make|not|no|nothing|without|a bit|a little|even|maybe|"
    r"preferably|ideally|same|similar|like|keep)\b|\b(?:as well|too|in addition|on top|one of (?:them|these)|more like|"
    r"like the|similar to the|than the|than that|than these)\b",
    re.IGNORECASE,
)
# of a request that stands alone these say nothing
MARKS = frozenset(
    ["instead", "now", "actually", "rather", "maybe", "perhaps", "then", "next", "like", "need", "looking", "mood"]
)
# beside the new request: "I want a backpack, forget the tent"
LEFT_TOO = re.compile(
    rf"\b{AWAY} (?:about )?(?:the |my |those |that )?[\w'-]+(?: [\w'-]+)?(?=\W*$)", re.IGNORECASE
)
