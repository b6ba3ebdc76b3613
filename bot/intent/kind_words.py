"""Words around a value of the catalogue that tell whether it is demanded. Data only: knows no rules."""

from __future__ import annotations

import re

from bot.intent.naming_words import THING
from bot.intent.patterns import either

MADE_BY = re.compile(
    r"\b(?:by|with|starring|stars|featuring|from|of|directed by|written by|made by|works? of|films? of|"
    r"(?:should|must|has to|have to|needs? to|ought to|got to|gotta|(?:can|could) (?:it|they|we|you)) (?:also |please )?"
    r"(?:have|feature|star|include|involve|be by))\W+"
    r"(?:the (?:\w+ )?)?(?:(?:von|van|de|della?|di|da|le|la) )?$",
    re.IGNORECASE,
)
THEIRS = re.compile(rf"^(?:'s|s'|s)?\s*(?:{THING}|stuff|works?|poems|stories)\b", re.IGNORECASE)
# "Tilda Swinton must be in it"
IN_IT = re.compile(
    r"^(?:,? (?:please|too))? (?:(?:(?:has|have|needs?|ought|got) to|must|should) (?:be |star |play |appear )?)?(?:in|starring in) (?:it|there|them)\b",
    re.IGNORECASE,
)
# "a history of trade", "a comedy of manners": of what, and still the kind
OF_SOMETHING = frozenset({"history", "biography", "autobiography", "memoir", "comedy", "satire", "parody"})
A_KIND_OF = re.compile(r"\ban?[ ,]+(?:[\w-]+[ ,]+){0,2}$|^\W*(?:[\w-]+ )?$", re.IGNORECASE)
IN_THEIR_STYLE = re.compile(
    r"^(?:'s)?[ -](?:vibes?|style|like|esque|ish|feel(?:ing)?|mood|type|kind of)\b", re.IGNORECASE
)
# "set in Iran", "about Iran": where it plays, not where it is from
ABOUT = re.compile(
    r"\b(?:set in|about|takes place in|plays in|in|life in|history of|on|around|through|travels? (?:to|in|through)|"
    r"living in|based on)\W+(?:the |modern |old |rural |ancient |19th century |a |an )*$",
    re.IGNORECASE,
)
MADE_IN = re.compile(r"\b(?:made|produced|filmed|shot|crafted|grown|born) in\W+(?:the )?$", re.IGNORECASE)
SPOKEN_IN = re.compile(
    r"\b(?:in|written in|translated from|into|reads?|speaks?|language|originally|original)\W+$", re.IGNORECASE
)
SPOKEN_AFTER = re.compile(r"^[- ](?:language|speaking|edition|original|translation)", re.IGNORECASE)
ENDS = re.compile(r"\s*(?:[,.;:!?)—–-]|$)")
NEXT_WORD = re.compile(r"\W*(\w+)")
# "with a bit of romance", "based on a western": a flavour or a part of the story, not the kind of thing
FLAVOUR = re.compile(
    r"\b(?:with|about|on|in|of|some|bit of|touch of|dash of|hint of|elements? of|mix of|lots of|full of|more|less|"
    r"rather|quite|very|pretty|slightly|fairly|too|so|and|like|for|as|her|his|my|their|our|has|have|having|contain\w*|"
    r"there(?:'s| is)|from|at|to|the|that'?s|little|its|bit|it'?s|be)[ \"'-]+$|"
    r"\b(?:into|inside|in|on|at|from|about|with|of|near|like|behind|against) (?:a|an|the|my|our|some|his|her|their|this|that) $|"
    r"(?<!\bwhat )(?<!\bhow )\b(?:with|about) [\w-]+ $",
    re.IGNORECASE,
)
# these look like it and ask: "some horror", "how about essays", "in the mood for a western"
ASKING = re.compile(
    r"\b(?:some|mood for|looking for|search(?:ing)? (?:of|for)|hunting for|hoping for|craving for|time for|up for|kind of|"
    r"(?:how|what) about|(?:you|u|anyone|they|got|guys) (?:have|has)|for (?:a|an|some)|more|love|be|it's|and|too|like|"
    r"thinking (?:of|about)|^\W*(?:(?:or|then|maybe|and) )*rather)[ \"'-]+(?:an? |some |any )?$",
    re.IGNORECASE,
)
MORE = re.compile(r"\bmore\W+$", re.IGNORECASE)
ALL_BUT_ASKED = re.compile(r"\b(?:more|too|so|and|like)\W+$", re.IGNORECASE)
ASKED_BEFORE = re.compile(
    r"\b(?:some|any|want|need|give me|show me|a|an|few|two|three|\d)\b[\w ]{0,20}$|^\W*(?:more )?$", re.IGNORECASE
)
# after a kind these make it a part of something else: "some horror in it", "a music teacher"
FLAVOURED = re.compile(
    r"^\W*(?:in it|elements?|vibes?|touch|feel\w*|scenes?|parts?|undertones?|bits?|flavou?r|atmosphere|moments?|plot|subplot|side|"
    r"influences?|mood|angle|twist|world|setting|lovers?|fans?|teacher|writer|victims?|secrets?|life|members?|of)\b(?! (?:the|my|our|all) )",
    re.IGNORECASE,
)
# "I like my thrillers slow"
THEIR_TASTE = re.compile(r"\b(?:likes?|loves?|prefers?|takes?|wants?) (?:my|his|her|their|our) $", re.IGNORECASE)
# kinds that are also the most ordinary words: "good music", "the family"
ORDINARY = frozenset({"music", "family"})
# of a name that is not called by its last word alone
PARTICLE = re.compile(r"\b(von|van der|van|della|del|de|di|da|le|la|ten) $", re.IGNORECASE)
FAMILY_MATTER = re.compile(
    r"^ (?:drama|saga|story|stories|secrets?|history|tragedy|tragedies|feud|business)\b", re.IGNORECASE
)
# what may follow a kind: "a thriller set in ...", "a crime epic"
KIND_NAMED = re.compile(
    rf"^\W*(?:{THING}|pictures?|games?|stuff|epics?|sagas?|classics?|gems?|romps?|capers?|yarns?|masterpieces?|please|pls|plz|only|then|instead|now|"
    r"for me|by|from|set|with|about|that|which|where|under|between|made|written|but|starring|directed|or|for|not|in|on|without|to|"
    r"any(?:one|body)|every(?:one|body)|maybe|perhaps|tonight|today|ple?a?[sz]e?|plz|thanks|thx|though|tho|ideally|preferably|if|"
    r"around|over|at|like|and)\b",
    re.IGNORECASE,
)
NAMED_AS_THING = re.compile(rf"^ (?:{THING}|flicks?|pictures?)\b", re.IGNORECASE)
NOT_THE_THING = re.compile(
    r"\b(?:about|on|(?<!i'd )(?<!i would )(?<!we'd )(?<!we would )(?<!\bi )(?<!\bwe )(?<!she'd )(?<!he'd )like|than|as|of|no|not|in|"
    r"from)(?: a| an| the| old| some)* $",
    re.IGNORECASE,
)
_BEFORE = either(r"""
    what|which|an?|another|some|any|only|just|want|need|after|for|recommend|suggest|more|good|great|best|me|watch(es)?|reads?|like
    something|anything|looking for|about|buy|find|show|to|do|try|instead|now|then|please|new|old|favourite|other|two
    three|few|the|prefers?|loves?|likes?|enjoys?|devours?|into|drinks?|mood for|be|or|is|it's|of a|have|got|your|my|our
    a [\w-]+|an [\w-]+|some [\w-]+
""")
ASKED = re.compile(
    rf"(?:\b{_BEFORE}\W+(?:[\w-]+(?:,? and)?,? ){{0,3}}|^\W*(?:[\w-]+,? ){{0,2}}|[,.;:!?] *(?:[\w-]+ ){{0,2}})$",
    re.IGNORECASE,
)
STARRING = re.compile(r"\b(?:starring|with)\W+$", re.IGNORECASE)
BY = re.compile(r"\bby\W+$", re.IGNORECASE)
