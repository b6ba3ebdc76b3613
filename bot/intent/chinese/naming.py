"""Titles, people and words in Latin letters inside Chinese, put aside so that none breaks. Knows no clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.people import PEOPLE, STARS
from bot.intent.chinese.titles import TELLING, TITLES
from bot.intent.chinese.tokens import PRIVATE, Tokens
from bot.intent.chinese.words import one_of

QUOTED = re.compile(r"《([^》]{1,60})》")
LETTER = r"A-Za-zÀ-ɏ0-9"
LATIN_WORD = rf"(?:[{LETTER}'’.&:!-]*[{LETTER}])?"
LATIN = re.compile(rf"(?<![{LETTER}])[A-Za-zÀ-ɏ]{LATIN_WORD}(?:[ ,]+[{LETTER}&]{LATIN_WORD})*")
NO_NAMES = frozenset({"python", "java", "javascript", "excel", "ppt", "sql", "ai", "prompt"})  # other errands
TIMES = re.compile(r"[NnXx](?=[遍次刷])")
# "吓人的pass"
SLANG = re.compile(
    r"(?:(?<=[的就直接都,，。！])|(?<=[一-鿿] ))\s*(?:pass|ng|out)(?![a-z])(?:掉|了|吧)?", re.IGNORECASE
)
DIGIT_GAP = re.compile(r"(?<=[一-鿿]) +(?=\d)|(?<=\d) +(?=[一-鿿])")  # "不超过 100 分钟"
# a space beside Latin letters parts nothing, but before a new clause
GAP = re.compile(
    rf"(?<={PRIVATE.pattern}) +(?!不要|别|但|还要|也要|不想|想)|(?<!{PRIVATE.pattern}) +(?={PRIVATE.pattern})"
)
TOGETHER = {"日韩": "日本和韩国", "英美": "英国和美国", "港台": "香港和台湾", "北美": "美国和加拿大"}
LIKE_TITLE = re.compile(rf"(?<=像)(?:{one_of(TITLES)})(?=那样|一样|似的|那种|这种|这样)")
# a short title is one where it is asked about as a film: "喜宴是李安拍的吗"
SHORT_TITLE = re.compile(
    rf"(?:^|(?<=[,，。！？!? 那]))(?:{one_of(title for title in TITLES if 2 <= len(title) <= 3)})"
    r"(?=是[^的,，。]{1,8}[拍导演写]的|是(?:哪一?年|什么时候|讲)|这部|讲(?:的是|的|了)?(?:什么|啥)|我?看过了?(?:$|[,，。！!]))"
)
NAMED = re.compile(one_of({**PEOPLE, **TELLING}))


def known_aside(
    text: str, names: Sequence[tuple[int, int]], goods: Sequence[tuple[int, int, str]], tokens: Tokens
) -> str:
    """What the catalogue itself knows put aside; of places across each other the longer first."""
    places: list[tuple[int, int, str]] = [*((first, last, "") for first, last in names), *goods]
    kept: list[tuple[int, int, str]] = []
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    for first, last, good in reversed(kept):
        aside = tokens.put("good", good) if good else tokens.put("name", text[first:last])
        text = text[:first] + aside + text[last:]
    return text


def named_aside(text: str, tokens: Tokens) -> str:
    """Titles, people and words in Latin letters put aside."""

    def quoted(match: re.Match[str]) -> str:  # a title that is no Chinese needs no 《》
        said = match[0] if "一" <= match[1][0] <= "鿿" else match[1]
        return tokens.put("name", TITLES.get(match[1], said))

    def latin(match: re.Match[str]) -> str:
        return match[0] if match[0].casefold() in NO_NAMES else tokens.put("name", match[0])

    def person(match: re.Match[str]) -> str:
        if match[0] in PEOPLE:
            return tokens.put("star" if PEOPLE[match[0]] in STARS else "person", PEOPLE[match[0]])
        return tokens.put("name", TELLING[match[0]])

    text = TIMES.sub("好几", SLANG.sub("不要", DIGIT_GAP.sub("", text)))
    for short, long in TOGETHER.items():
        text = text.replace(short, long)
    text = LIKE_TITLE.sub(lambda match: tokens.put("name", TITLES[match[0]]), text)
    text = SHORT_TITLE.sub(lambda match: tokens.put("name", TITLES[match[0]]), text)
    return GAP.sub("", NAMED.sub(person, LATIN.sub(latin, QUOTED.sub(quoted, text))))
