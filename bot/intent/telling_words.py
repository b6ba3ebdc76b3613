"""How people tell something that wishes nothing, and how they tell what somebody likes. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.patterns import begins, either

OPENER = either(r"""
    and|so|but|well|oh|ok(ay)?|hm+|ah|yes|no|right|now|sorry|then|also|because|since|as|cause|which|see|god|man|look
    actually|still|anyway|hey|wow|plus|ugh
""")
WHOSE = r"(?:my|her|his|our|their|your)"
SUBJECT = either(rf"""
    (i|we|you|he|she|it|they|that|this|these|those|there|everyone|everybody|nobody|people|who)('(m|s|re|ve|ll|d))?
    {WHOSE} [\w-]+( [\w-]+)?('s)?(?= (is|are|was|were|has|have|had|will|would|can|can't|says?|said|thinks?|told|got|just|also|really|already|always|never|still|\w+s|\w+ed|\w+ing)\b)
""")
ADVERB = r"(?: (?:really|just|also|already|always|never|still|only|probably|actually|kind of|sort of|both|all|even|then|soon))*"
# after a subject these describe what is wished: "it is about sailors", "they need warm boots"
DESCRIBING = either(r"""
    with|in|on|about|from|of|for|and|or|at|by|without|set(?! to\b)|should|must|needs? to|has to|have to
    takes? place|plays? (in|on|at)|is about|(is|are) set(?! to\b)|deals?|features?|stars?|contains?|involves?|follows?
    feels? like|makes? me|(is|are|'s) (not )?(about|set(?! to\b)|from|by|in|based)
    who|whose|want|need|like|love|prefer|fancy|crave|wish|adore|admire|dig|trust|enjoy|am a|'m a
    ((am|are|is) )?((currently|now|still|actively) )?(searching|seeking|hunting|shopping|browsing|wanting|craving|hoping|wishing)
    search|seek|require|request|ask|demand|hunt|desire|hope|am (after|up for)|'m (after|up for)
""")
ASKS = either(r"""
    (what|which|who|where|when|how|is|are|does|do|did|has|have|was|were|can|could|will|would|should) (the|it|that|this|they|he|she|you|i|we|there|these|those|a|my|his|her|do|does|is|was)
    (what|which|who|where|when|how)'s
""")
# "they have a dog", but "I have a meeting"
HAS_IT = r"(?<!\bi )(?<!\bwe )(?:has|have (?:an?|some|lots))(?! (?:been|had|to|just|already)\b)"
TELLING = re.compile(
    rf"^\W*(?:{OPENER} ,?\s*)*{SUBJECT}{ADVERB} (?!{DESCRIBING}\b)(?!{HAS_IT}\b)[\w']+|^\W*(?:{ASKS})\b|"
    r"^\W*(?:because|since|cause|as) (?:i|we|my|it|he|she|they|that|this|the)\b|"
    r"^\W*(?:if (?:it|you|that|there|i|they|possible)|as it is|when (?:i|we|it|you)|where (?:i|we|it)|"
    r"which (?:i|is)|for (?:when|while) i)\b|^\W*(?:just |recently |finally |already )*"
    r"(?:saw|watched|read|finished|went|been|came|met|had|bought|spent) (?!by\b)",
    re.IGNORECASE,
)
# whose taste it is: what follows is wished
TASTE = begins(rf"""
    (and |but |so |also )*((i|we)('m| am|'re| are)|he's|she's|they're|he is|she is|they are|{WHOSE} [\w-]+( [\w-]+)? (is|are)) (really |so |just |also |very |totally )*(into|obsessed with|crazy about|fond of|fans? of|mad about|keen on)
    (and |but |so |also )*(he|she|they|it'?s for [\w ]{{1,20}}who|{WHOSE} [\w-]+( [\w-]+)?|who|i|we) (really |also |just |both |only |mostly |always |usually )*(loves?|likes?|enjoys?|adores?|dreams? of|collects?|plays?|prefers?|fanc(y|ies)|watches|reads|devours?|wants?|needs?|drinks) (it|them|this)(?= (\w+er\b|more|less|to be))
    (and |but |so |also )*(he|she|they|it'?s for [\w ]{{1,20}}who|{WHOSE} [\w-]+( [\w-]+)?|who|i|we) (really |also |just |both |all |absolutely |only |mostly |always |usually )*(loves?|likes?|enjoys?|adores?|dreams? of|collects?|plays?|prefers?|fanc(y|ies)|watches|reads|devours?|wants?|needs?)(?! (it|that|them|this|to)\b)
    (and |also )+(loves|likes|enjoys|adores|is into|collects|plays)(?! (it|that|them|this)\b)
    (so |and |but )*(we|i)('re| are|'m| am) (having|throwing|hosting|planning|organi[sz]ing|celebrating)( (a|an|my|our))?
""")
# where another clause begins
CLAUSE = re.compile(
    r"(,? so (?=(?:make|give|show|find|get|need|want|what|recommend|something|anything|please|i|we)\b)| ?[,.] |: |; |\n|"
    r"(?<=[!?]) | and (?=(?:she|he|they|i|we|so|need|want|looking|loves|likes|adores|enjoys|is into|collects|give|"
    r"show|find|recommend)\b))",
    re.IGNORECASE,
)
FAN = re.compile(r"\bfan\b", re.IGNORECASE)
THING_TOLD = re.compile(rf"^\W*(?:and )?(?:the|{WHOSE}) [\w' -]+$", re.IGNORECASE)
OF_KIND = re.compile(r"^\W*(?:that|which|who|where|in which)(?:'s| is| are)? ", re.IGNORECASE)
