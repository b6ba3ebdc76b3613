"""Words for what happens in a story: "does the dog die?", "is there any gore?". Data only: knows no rule."""

from __future__ import annotations

import re

HAPPENS = re.compile(
    r"\b(?:dies?|dead|killed|survives?|murdered|violence|"
    r"gor[ey]|nud(?:e|ity)|sex(?: scenes?)?|swear\w*|blood|jump scares?|"
    r"spoilers?|twist|killer|(?:end up|get back) together|get (?:hurt|married)|make me cry)\b",
    re.IGNORECASE,
)
IN_IT = re.compile(
    r"^\W*(?:and |but )?(?:is|are) there (?:any |much |a lot of |lots of |some |too much )?"
    r"(?:violence|gore|nudity|sex(?: scenes?)?|"
    r"swearing|blood|smoking|jump scares?|spoilers?)(?: in it)?\W*$",
    re.IGNORECASE,
)
