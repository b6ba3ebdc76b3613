"""What kind of answer a question asks for, and whether a sentence has it. Knows no passages."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["duration", "moment", "amount", "number", "permission", "place", "way"]

_UNIT = r"(?:minute|hour|day|week|month|year|season|morning|noon|evening)s?\b"
_NUMBER = r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|some|next|same|half)"
ASKING: tuple[tuple[Kind, str], ...] = (
    ("duration", r"\bhow (?:long|soon|quick\w*|fast|many (?:days|weeks|months|years|hours))\b|\bfor how long\b"
                 r"|多久|多长时间|几天|几个月|多少天|有效期|时效"),
    ("moment", r"^(?:\W*\w+\W+){0,3}?when\b|\buntil when\b|\bwhat time\b"
               r"|\bhours\b|什么时候|几点|何时|周[一二三四五六日]|哪天"),
    ("amount", r"\bhow much (?:is|are|does|do|for|to|would|will)\b"
               r"|\bwhat (?:does|do|would|will) .{0,50}\b(?:cost|pay)\b"
               r"|\bprices?\b|\bfees?\b|\bcost(?:s)?\b|\bcharge (?:for"
               r"|me)\b|多少钱|费用|运费|价格|收费|要钱|几块"),
    ("number", r"\bhow (?:many|much|often|old|large|big|hot|heavy)\b|几本|几次|几件|多少|几克"),
    ("place", r"\bwhere\b|\bwhat(?:'s| is) (?:your|the) address\b|哪里|哪儿|在哪"),
    ("permission", r"(?:^|[.,;:!?]\s)\W*(?:(?:hi|hello|and|but|so|also)\W+)?(?:can|could|may|am i"
                   r"|do (?:you|i)|does|will|is|are)\b|能不能|可不可以|可以|能|吗\W*$|是否|行不行"),
    ("way", r"\bhow\b|\bwhat (?:should|shall|do|can) (?:i|we)\b|\bwhat now\b|怎么|如何|咋办"),
)  # fmt: skip  # the first that is in a question
HOLDING: dict[Kind, str] = {
    "duration": rf"\b{_NUMBER}(?:[- ](?:to|or|and|\d+))*[- ](?:\w+ )?{_UNIT}|\bthe (?:next|same) {_UNIT}"
                r"|\d+ ?(?:个)?(?:小时|天|日|周|月|年|分钟)"
                r"|[一二两三四五六七八九十半]+(?:个)?(?:小时|天|日|周|月|年|分钟)",
    "moment": rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
              rf"|\b\d{{1,2}}(?:[.:]\d\d)?\b|\b{_NUMBER} {_UNIT}|\bonce\b|\bwhen\b|\bday\b"
              r"|周[一二三四五六日]|星期|\d+ ?[点时天日]|小时|后",
    "amount": r"\d|\bfree\b|\bno cost\b|\bnothing\b|\bpays?\b|免费|不收|承担|元",
    "number": r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine"
              r"|ten|once|twice|several)\b|[一二两三四五六七八九十]",
    "permission": r"\b(?:yes|no|not|never|can|can't|cannot|may|must"
                  r"|only|free|possible|allowed|unless|don't|covered)\b"
                  r"|可以|不能|不可|能|不|请|只|无需|免费|支持",
    "place": r"\b(?:in|at|on|behind|beside|to|into|from|near)\b|在|到|里|处|点击",
    "way": r"\b(?:write|send|press|put|use|take|tell|bring|come"
           r"|book|print|type|drop|wash|hang|switch|pay|choose|"
           r"click|order|reserve|ask|you can|you get|fill|open|squeeze|rub|slide"
           r"|at the desk|let|dab|buy|make)\b|请|点击|先|填|可以|勾选|带|联系|用",
}  # fmt: skip
ASKED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in ASKING)
HOLDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in HOLDING.items()}


def wanted(question: str) -> Kind | None:
    """The kind of answer, None where any would do.

    >>> wanted("how long does a refund take?"), wanted("运费多少钱？"), wanted("the tent is wet")
    ('duration', 'amount', None)
    """
    return next((kind for kind, pattern in ASKED if pattern.search(question)), None)


def holds(sentence: str, kind: Kind) -> bool:
    """A sentence has what such a question asks for.

    >>> holds("We pay back within 5 working days.", "duration"), holds("We pay back.", "duration")
    (True, False)
    """
    return bool(HOLDS[kind].search(sentence))
