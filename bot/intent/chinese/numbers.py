"""Numbers in Chinese -> limits in English: times, prices, pages, weights, years. Knows no other words."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.intent.chinese.tokens import Tokens

DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2, "俩": 2, "仨": 3}
UNITS = {"十": 10, "百": 100, "千": 1_000}
NUM = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+)"

# what stands before or after an amount -> the English that stands before it
BEFORE: tuple[tuple[str, str], ...] = (
    (
        r"不要超过|别超过|不能超过|不超过|不多于|不高于|不长于|不大于|不重于|不能多于|最多|至多|"
        r"顶多|最长|最贵|最高|少于|控制在|[加放提涨宽]+到|预算(?:可以到|能到|到|是|在|只有|大概|最多|就)?|只有",
        "at most",
    ),
    (r"低于|不到|小于|短于|便宜于|不足|轻于", "under"),
    (r"至少|最少|起码|不少于|不低于|不短于|最短|最低|不小于", "at least"),
    (r"超过|多于|高于|大于|长于|超出", "over"),
    (r"大概|大约|约|差不多|接近", "around"),
)
AFTER: tuple[tuple[str, str], ...] = (
    (r"以内|之内|封顶|为限|内(?!容|心|涵|地)", "at most"),
    (r"以下|之下|往下", "under"),
    (r"以上|往上|起步|起(?!来)|打底", "at least"),
    (r"开外", "over"),
    (r"左右|上下|前后|出头", "around"),
)
FIRST, LAST = ("|".join(words for words, _ in table) for table in (BEFORE, AFTER))
TIME = (
    rf"(?P<hours>{NUM})个?(?P<half>半)?(?:小时|钟头|h(?:ours?|rs?)?\b)(?P<and_half>半)?(?:零|"
    rf"又)?(?:(?P<more>{NUM})(?:分钟|分)?(?![部本个页年块元])|(?P<quarters>[一三])刻钟?)?"
    rf"|(?P<minutes>{NUM})多?(?:分钟|分(?=以|左右|上下|之内)|mins?(?:utes)?\b)|(?P<half_hour>半个?(?:小时|钟头))"
)
UNIT = r"块钱?|元钱?|人民币|欧元?|美元|美金|刀(?![具子])|英镑|镑|页|公斤|千克|kgs?\b|克|g\b|斤"
AMOUNT = re.compile(
    rf"(?:(?P<before>{FIRST})(?:也|就|得|要|是|有|只|能|肯|可以|愿意|接受|[给出付花掏](?:得起)?到?)*)?(?:也?就|大概|大约|约)?[¥￥$€£]?(?:(?P<low>{NUM})(?:{UNIT}|分钟|"
    rf"小时)?[到至~-])?(?:{TIME}|[¥￥$€£]?(?P<number>{NUM})(?P<vague>[多几来])?(?P<unit>{UNIT})|"
    rf"(?P<bare>\d{{2,}}|[零一二两三四五六七八九十百千万]{{2,}})(?=(?:{LAST})|之间|"
    rf"[^部本个款条张双把盏件岁人次年月天号集口套集世遍种首部]|"
    rf"$))(?P<after>{LAST})?(?P<within>之间)?"
)
# first letters of a unit -> how many of the English unit
PER_UNIT: tuple[tuple[str, float, str], ...] = (
    ("页", 1, "pages"),
    *((word, 1000, "grams") for word in ("公斤", "千克", "kg")),
    ("斤", 500, "grams"),
    *((word, 1, "grams") for word in ("克", "g")),
    ("欧", 1, "euros"),
    *((word, 1, "dollars") for word in ("美", "刀")),
    *((word, 1, "pounds") for word in ("镑", "英镑")),
)


def number(said: str) -> float:
    """ "120", "一百二十", "两百五" and "二〇一五" as a number.

    >>> [number(said) for said in ("一百二十", "两百五", "十五", "二〇一五", "3.5")]
    [120, 250, 15, 2015, 3.5]
    """
    if said[0].isdigit():
        return float(said) if "." in said else int(said)
    if len(said) > 1 and not set(said) & {*UNITS, "万"}:
        return int("".join(str(DIGITS[char]) for char in said))
    head, _, tail = said.rpartition("万")
    if head:
        thousands = 1_000 if len(tail) == 1 else 1  # "一万二" is 12,000
        return number(head) * 10_000 + (number(tail) * thousands if tail else 0)
    total, digit, unit = 0, 0, 1
    for char in said.replace("万", ""):
        if char in UNITS:
            unit = UNITS[char]
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = DIGITS[char]
            unit = 1 if digit == 0 else unit
    return total + (digit * unit // 10 if unit > 10 else digit)  # "两百五" is 250


# what a number without a unit counts, by what else was said
HINTS = (
    (r"价|钱|预算|块|贵|便宜", "yuan"),
    (r"片长|时长|分钟|小时", "minutes"),
    (r"页|[书本小说]{1,2}.*厚|厚.*[书说]", "pages"),
)


# "20块的限制不要了", "取消90分钟那个条件": which field is free again
FREED = r"(?:不要|取消|去|撤|放|不算|算了|拿|删|不用|没有?了|不管|别管|忘|作废|无所谓|不卡)"
MENTIONED = r"(?:的|那个|那条|这个|这条|那)*(?:限制|条件|要求|上限|下限|门槛|预算)"
FREEING = r"(?<=取消)|(?<=去掉)|(?<=撤掉)|(?<=忘掉)|(?<=忘了)|(?<=不管)|(?<=别管)|(?<=放开)|(?<=把)"
FREE_LIMIT = re.compile(
    rf"(?P<freeing>{FREEING})?(?:那|这)?个?(?:{AMOUNT.pattern}){MENTIONED}(?(freeing)|(?=(?:就|也|都|可以|先|给我|帮我|,)*{FREED}))"
)
ALSO = re.compile(r"的?(?:我|其实)*也(?:行|可以|能接受|没问题|没关系|没事|成|ok)")
WIDENED = re.compile(r"[加放提涨宽]+到")
FIELD_OF = {"pages": ("页数", "page count"), "minutes": ("片长", "length"), "grams": ("重量", "weight")}
PRICE = ("价格", "price")


def limited(text: str, tokens: Tokens) -> str:
    """`text` with every limit put aside as English ("一百分钟以内" -> "at most 100 minutes")."""
    text = DECADE.sub(r"\1年代", text)
    text = FREE_YEAR.sub(lambda match: f"{match['freeing'] or ''}年份限制", text)
    text = FREE_LIMIT.sub(_freed, text)
    for pattern, english in YEARS:
        text = pattern.sub(lambda match, english=english: tokens.put("limit", english(match)), text)  # type: ignore[misc]
    unit = next((unit for pattern, unit in HINTS if re.search(pattern, text)), "yuan")

    def put(match: re.Match[str]) -> str:
        said = _limit(match, unit)
        return tokens.put("limit", said) if said else match.group()

    return AMOUNT.sub(put, text)


def _freed(match: re.Match[str]) -> str:
    """ "20块以内的限制" -> "价格限制"."""
    said, _ = FIELD_OF.get(_amount(match, "yuan")[1], PRICE)
    return f"{said}限制"


def _limit(match: re.Match[str], hint: str) -> str:
    """What an amount limits; "" for a number that is none."""
    value, unit = _amount(match, hint)
    before, after = _side(BEFORE, match["before"]), _side(AFTER, match["after"])
    if match["bare"] and not (before or after or (match["low"] and match["within"])):
        return ""
    if match["low"]:
        scale = 60 if match["hours"] else value / number(match["number"]) if match["number"] else 1
        return f"between {number(match['low']) * scale:g} and {value:g} {unit}"
    wider = ""
    also = not (before or after) and ALSO.match(match.string, match.end())  # "三小时也行"
    before = "at most" if also else before
    if also or (match["before"] and WIDENED.fullmatch(match["before"])):  # "放宽到500克以内"
        wider = f"any {FIELD_OF.get(unit, PRICE)[1]} is fine. "
    return f"{wider}{before or after or 'around'} {value:g} {unit}"


def _side(table: tuple[tuple[str, str], ...], said: str | None) -> str:
    return next((english for words, english in table if said and re.fullmatch(words, said)), "")


def _amount(match: re.Match[str], hint: str) -> tuple[float, str]:
    if match["half_hour"]:
        return 30, "minutes"
    if match["minutes"]:
        return number(match["minutes"]), "minutes"
    if match["hours"]:
        halves = 30 if match["half"] or match["and_half"] else 0
        more = (
            number(match["more"]) if match["more"] else 15 * number(match["quarters"]) if match["quarters"] else 0
        )
        return number(match["hours"]) * 60 + halves + more, "minutes"
    if match["bare"]:
        return number(match["bare"]), hint
    said = match["unit"].casefold()
    scale, unit = next(((scale, unit) for word, scale, unit in PER_UNIT if said.startswith(word)), (1, "yuan"))
    return number(match["number"]) * scale, unit


YEAR = r"((?:1[89]|20)\d\d|[一二][零〇九八][零〇一二三四五六七八九]{2}|两千年?(?=[年以之前后])|千禧)"
DECADE = re.compile(r"(?<![\d.])((?:1[89]|20)\d0|[2-9]0)['’]?s(?![a-z])", re.IGNORECASE)
FREE_YEAR = re.compile(
    rf"(?P<freeing>{FREEING})?(?:那|这)?个?{YEAR}年?(?:[以之][前后来])?{MENTIONED}(?(freeing)|(?=(?:就|也|都|可以|先|给我|帮我|,)*{FREED}))"
)
TENS = r"(\d{2}|(?:1[89]|20)\d0|[二三四五六七八九]十|[零〇一二三四五六七八九][零〇]|千禧)"
PART = r"(?:的)?(初期?|早期|中期?|末期?|后期|晚期)?"
CENTURY = r"(?:上个?世纪|20世纪|二十世纪)?"
PARTS = {"初": (0, 3), "早": (0, 3), "中": (4, 6), "末": (7, 9), "后": (6, 9), "晚": (7, 9)}


def _year(said: str) -> int:
    return 2000 if said in ("千禧", "两千", "两千年") else int(number(said))


def _decade(said: str) -> int:
    digits = 0 if said in ("零零", "〇〇", "千禧") else 10 if said in ("一零", "一〇") else int(number(said))
    return digits if digits > 99 else 1900 + digits if digits >= 20 else 2000 + digits


def _tens(said: str) -> str:
    """ "九几年" is of the nineties."""
    return said if said.isdigit() else f"{said}十"


def _span(decade: str, part: str | None) -> tuple[int, int]:
    start = _decade(decade)
    first, last = PARTS[part[0]] if part else (0, 9)
    return start + first, start + last


def _decades(match: re.Match[str]) -> str:
    """ "九十年代", "五十年代末六十年代初", "七八十年代"."""
    spans = [_span(match[1], match[2])] + ([_span(match[3], match[4])] if match[3] else [])
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    return f"from the {low}s" if len(spans) == 1 and not match[2] else f"between {low} and {high}"


English = Callable[[re.Match[str]], str]
_YEARS: tuple[tuple[str, English], ...] = (
    (
        rf"(?:放宽|延长|推迟|延后|放)[到至]{YEAR}年?(?![代以之前后起])",
        lambda m: f"any year is fine. before {_year(m[1]) + 1}",
    ),
    (rf"{YEAR}年?(?:到|至|-|~|—)+{YEAR}年?(?:之间|间)?", lambda m: f"between {_year(m[1])} and {_year(m[2])}"),
    (
        rf"(?:不早于|至少|最早|起码|最起码)(?:得|要|是|也)*{YEAR}年?|{YEAR}年?(?:以来|起|开始|至今)",
        lambda m: f"since {_year(m[1] or m[2])}",
    ),
    (rf"(?:不晚于|最晚|至多|最多)(?:得|要|是|也)*{YEAR}年?", lambda m: f"before {_year(m[1]) + 1}"),
    (
        r"(?<![一-鿿\d])([二三四五六七八九]|[2-9]0)几年(?![前后来])|(?<=[看要部的])([五六七八九])几年的",
        lambda m: f"from the {_decade(_tens(m[1] or m[2]))}s",
    ),
    (rf"早于{YEAR}年?|{YEAR}年?(?:以前|之前|前(?!后))", lambda m: f"before {_year(m[1] or m[2])}"),
    (rf"晚于{YEAR}年?|{YEAR}年?(?:以后|之后|往后|后)", lambda m: f"after {_year(m[1] or m[2])}"),
    (rf"{YEAR}年(?!代)", lambda m: f"from {_year(m[1])}"),
    (
        rf"{CENTURY}([二三四五六七八九])([二三四五六七八九])十年代",
        lambda m: f"between {1900 + DIGITS[m[1]] * 10} and {1909 + DIGITS[m[2]] * 10}",
    ),
    (rf"{CENTURY}{TENS}年代(?:以前|之前)", lambda m: f"before {_decade(m[1])}"),
    (rf"{CENTURY}{TENS}年代(?:以后|之后|以来)", lambda m: f"since {_decade(m[1])}"),
    (rf"{CENTURY}{TENS}年代{PART}(?:(?:到|至|和|或者?|、|与)?{CENTURY}{TENS}年代{PART})?", _decades),
    (r"(?:21|二十一|本|这个)世纪(?:以?来|以后|初)?", lambda _: "since 2000"),
    (r"(?:20|二十|上个?)世纪", lambda _: "between 1900 and 1999"),
    (r"(?:19|十九)世纪", lambda _: "between 1800 and 1899"),
)
YEARS = tuple((re.compile(pattern), english) for pattern, english in _YEARS)
