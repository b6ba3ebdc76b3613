"""The notes of the rules in Chinese. What a note quotes is English that the rules read, so it is left out here."""

from __future__ import annotations

import re

from bot.writer.composer.chinese import word

_FIELDS = {
    "a country": "国家", "a language": "语言", "a year": "年份", "a price": "价格", "a running time": "片长",
    "a number of pages": "页数", "a weight": "重量",
}  # fmt: skip
_NOTES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"I read the first ([\d,]+) characters"), r"我只读了前\1个字，其余请分开说。"),
    (re.compile(r"I read the first (\d+) refusals"), r"我只读了前\1个“不要”，其余请在下一句说。"),
    (re.compile(r"I show 1 to (\d+) items .* show (\d+)"), r"我一次显示1到\1个，没法显示\2个。"),
    (re.compile(r"I don't know whom you mean"), "我不知道你指的是谁，请说出名字。"),
    (re.compile(r"No item can have what"), "没有条目能满足这个数字，我没有采用。"),
    (re.compile(r"I can't tell what"), "我看不出这个数字限制的是什么，请说明，比如“90分钟以内”或“20元以下”。"),
    (re.compile(r"I could not read the limit"), "有一个限制我没看懂，请换个说法，比如“90分钟以内”“1980年以前”。"),
    (re.compile(r"I don't know what .* is, so I compared"), "我不知道你拿来比的是哪一个，就和现在显示的比了。"),
    (re.compile(r"No record says “(.+?)”"), r"这里的介绍里没有“\1”这样的字，没法按它排除，请换个说法。"),
    (
        re.compile(r"No record here names “(.+?)”.* The records have (.+)\.$"),
        r"这里没有“\1”的记录，这个名字我没有采用；同姓的有 \2。",
    ),
    (re.compile(r"No record here names “(.+?)”"), r"这里没有“\1”的记录，这个名字我没有采用。"),
    (
        re.compile(r"The records here .* tell of (.+?): I leave"),
        r"资料里没有可靠地记录\1：提到它的我去掉了，其余的不敢保证。",
    ),
    (
        re.compile(r"The records here .* tell of (.+?): I look"),
        r"资料里没有可靠地记录\1：我只按字面和意思去找，不敢保证。",
    ),
    (re.compile(r"About (.+?) and more that you refused I still"), r"\1等，显示的这些我仍不敢保证。"),
    (re.compile(r"About (.+?) I still can't vouch"), r"\1这一点，显示的这些我仍不敢保证。"),
    (re.compile(r"I find no “(.+?)” in this catalogue"), r"这份目录里没有“\1”。"),
    (re.compile(r"I showed (\d+) items?, so there is no"), r"我只显示了\1个，没有你说的那一个。"),
    (re.compile(r"The (?:cheapest|least expensive) come first"), "最便宜的排在前面。"),
    (re.compile(r"The (?:priciest|most expensive) come first"), "最贵的排在前面。"),
    (re.compile(r"The lightest come first"), "最轻的排在前面。"),
    (re.compile(r"The heaviest come first"), "最重的排在前面。"),
    (re.compile(r"I read “(.+?)” as “(.+?)”"), r"我把“\1”读作目录里的“\2”。"),
    (
        re.compile(r"No language is recorded here; I took .+? as made in (.+)\.$"),
        r"这里没有记录语言，我按产地\1来找。",
    ),
    (re.compile(r"A number I can only hold as a must"), "数字我只能当作必须满足的条件；太严的话请把它撤掉。"),
    (re.compile(r"I let go of .*, which you said of "), "对原来那类东西的限制我不再算了；还要的话请再说一次。"),
    (re.compile(r"I read limits and refusals"), "限制和排除我只看得懂中文和英文，这次按意思找。"),
)  # fmt: skip
QUOTED = re.compile(r"“([^”]+)”")
_UNRECORDED = re.compile(r"This catalogue does not record (an? [a-z ]+?)(?:,|$)")


def in_chinese(note: str) -> str:
    """A note of the rules in Chinese; one it does not know stays as it is.

    >>> in_chinese("This catalogue does not record a price, so I can't filter by “under 20”.")
    '这个目录没有记录价格，所以没法按它筛选。'
    """
    if match := _UNRECORDED.match(note):
        return f"这个目录没有记录{_FIELDS.get(match.group(1), '这一项')}，所以没法按它筛选。"
    for pattern, chinese in _NOTES:
        if match := pattern.match(note):
            return QUOTED.sub(lambda quoted: f"“{word(quoted[1])}”", match.expand(chinese)).replace(
                "” or “", "”或“"
            )
    return note
