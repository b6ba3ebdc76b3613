"""The words around a period that tell when a thing was made from when its story takes place. Data only."""

from __future__ import annotations

import re

from bot.intent.numbers.limit_words import THING, any_of

SETTING = any_of(
    r"set|takes? place|taking place|happens?|happening|unfold(?:s|ing)?|living|lived|born|grow\w* up|"
    r"grew up|life|lives|world|society",
    end=r"(?: (?:in|around|sometime|somewhere|just|right|of|during|shortly|long|back))* *$",
)
TIME_TOLD = re.compile(
    r"\b(?:set|takes? place|taking place|plays|playing|happens?|happening|unfolds?|life|lives|living|"
    r"lived|born|grow\w* up|grew up|about|stor(?:y|ies)|depict\w*|portray\w*|evok\w*|during|vibes?|"
    r"feel|look|nostalgi\w*|style|inspired by|reminiscent of|memories|world|society)\b[^,.;!?]{0,30}$",
    re.IGNORECASE,
)
TIME_COLOUR = re.compile(
    r"[ -](?:[\w-]+ ){0,2}?(?:vibes?|feel(?:ing)?|style|styled|look|aesthetics?|nostalgia|setting|"
    r"music|fashion|inspired|themed?|esque|atmosphere|pop|hits)\b",
    re.IGNORECASE,
)
SPENT = re.compile(
    r"\b(?:for|spent|spend|about|spanning|spans|during|been|in(?= (?:my|his|her)))(?: the)? *$", re.IGNORECASE
)
OUT_OF = re.compile(
    r"\b(?:from|out of|outta|dating (?:from|to))(?: (?:around|about|circa|either|both|the|year|years|"
    r"time|of|period|era|decade|a|an))* *$",
    re.IGNORECASE,
)
MADE_IN = re.compile(
    rf"\b(?:made|released?|shot|filmed|published|written|printed|produced|dat(?:es?|ed|ing)|came out|"
    rf"comes? out|coming out|appeared|{THING}|best|something|anything)(?: (?:back|sometime))? (?:in|of|"
    rf"from|during|around|back to)(?: (?:the|year|around|about))* *$",
    re.IGNORECASE,
)
STOOD_IN = re.compile(
    r"(?<!\binstead)(?<!\bnone)(?<!\bsick)(?<!\btired)(?<!\benough)(?<!\bfan)(?<!\bbut)(?<!\bnot)(?<!\bnothing)"
    r"(?<=\w) (?:in|"
    r"of|during)(?: the)? *$",
    re.IGNORECASE,
)  # "London in the 60s"
OF_SHOWN = re.compile(
    r"(?:#\d|\bnumber \w+|\bthe (?:first|second|third|fourth|fifth|last)(?: one)?) (?:is|was|"
    r"'s)(?: made| released)?(?: from| in)?(?: the)? *$",
    re.IGNORECASE,
)
