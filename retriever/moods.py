"""Comparisons of mood ("darker") -> what records call that side and its opposite. Knows nothing of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

# comparison -> (what is looked for, the side of a mood it leans to; "" where that side has no opposite)
MOODS: dict[str, tuple[str, str]] = {
    "darker": ("bleak grim disturbing", "dark"),
    "bleaker": ("bleak grim", "dark"),
    "lighter": ("light warm playful", "light"),
    "brighter": ("light warm uplifting", "light"),
    "more cheerful": ("uplifting playful", "light"),
    "funnier": ("funny comedy", "funny"),
    "sillier": ("playful absurd", "funny"),
    "sadder": ("sad melancholic heartbreaking", "sad"),
    "happier": ("uplifting feel-good", "happy"),
    "scarier": ("scary eerie chilling", "scary"),
    "creepier": ("eerie chilling", "scary"),
    "weirder": ("weird surreal eccentric", "weird"),
    "stranger": ("strange surreal eccentric", "weird"),
    "slower": ("slow-burning contemplative", "slow"),
    "calmer": ("quiet gentle contemplative", "calm"),
    "quieter": ("quiet gentle contemplative", "calm"),
    "faster": ("fast energetic", "fast"),
    "livelier": ("energetic", "lively"),
    "warmer": ("warm tender", "warm"),
    "cosier": ("warm gentle", "warm"),
    "cozier": ("warm gentle", "warm"),
    "gentler": ("gentle tender", "calm"),
    "more romantic": ("romantic", ""),
    "more serious": ("serious drama", "grave"),
    "更黑暗": ("bleak grim disturbing", "dark"),
    "黑暗": ("bleak grim disturbing", "dark"),
    "阴暗": ("dark bleak grim", "dark"),
    "压抑": ("bleak grim", "dark"),
    "轻松": ("light warm playful", "light"),
    "明亮": ("light warm uplifting", "light"),
    "欢快": ("uplifting playful", "light"),
    "轻快": ("light playful", "light"),
    "搞笑": ("funny comedy", "funny"),
    "幽默": ("funny", "funny"),
    "悲伤": ("sad melancholic heartbreaking", "sad"),
    "忧伤": ("sad melancholic", "sad"),
    "恐怖": ("scary eerie chilling", "scary"),
    "温暖": ("warm tender", "warm"),
    "温馨": ("warm tender", "warm"),
    "安静": ("quiet gentle contemplative", "calm"),
    "平静": ("quiet gentle contemplative", "calm"),
    "宁静": ("quiet gentle contemplative", "calm"),
    "浪漫": ("romantic", ""),
}

# What records say of things on one side, in any catalogue; no word that fits both sides.
SIDES: dict[str, str] = {
    "dark": "dark bleak grim disturbing gritty menacing sinister brooding harrowing tragic heartbreaking gloomy "
    "sombre macabre morbid unsettling oppressive nihilistic black-humoured eerie chilling noir horror violent "
    "黑暗 阴暗 压抑 沉重 残酷 阴郁 冷峻 恐怖 惊悚",
    "light": "light light-hearted warm playful charming whimsical cheerful feel-good uplifting cosy cozy sweet "
    "sunny bright hopeful joyful heart-warming cute delightful mischievous funny silly "
    "轻松 温暖 温馨 欢快 愉快 治愈 明亮 可爱 俏皮 搞笑",
    "funny": "funny comedy comic hilarious playful silly absurd witty humorous deadpan black-humoured satirical "
    "mischievous 搞笑 幽默 喜剧 滑稽",
    "grave": "serious solemn bleak grim heartbreaking harrowing tragic sombre disturbing melancholic "
    "严肃 沉重 悲伤 悲剧 压抑",
    "sad": "sad melancholic heartbreaking tragic mournful sorrowful bittersweet wistful 悲伤 忧伤 伤感 凄美",
    "happy": "uplifting feel-good cheerful joyful happy funny playful sunny heart-warming "
    "欢快 愉快 治愈 搞笑 快乐",
    "scary": "scary eerie chilling terrifying creepy horror spooky menacing unsettling frightening disturbing "
    "nightmarish 恐怖 惊悚 诡异 吓人",
    "safe": "gentle cosy cozy charming feel-good warm sweet cute comforting uplifting whimsical family "
    "温馨 温暖 治愈 可爱",
    "weird": "weird surreal eccentric strange absurd bizarre dreamlike experimental offbeat quirky "
    "怪异 古怪 荒诞 超现实",
    "plain": "ordinary conventional realistic traditional 平实 写实 传统",
    "calm": "quiet calm gentle contemplative serene peaceful soothing meditative slow slow-burning tranquil "
    "mellow relaxing tender 安静 宁静 平静 舒缓 温柔 沉思",
    "lively": "energetic intense frantic tense loud violent explosive hectic suspenseful thrilling action "
    "action-packed chaotic fast fast-paced aggressive 激烈 紧张 热闹 刺激 喧闹",
    "slow": "slow slow-burning contemplative meditative quiet hypnotic 缓慢 沉思",
    "fast": "fast fast-paced energetic frantic hectic action action-packed thrilling 快节奏 刺激",
    "warm": "warm tender gentle cosy cozy heart-warming sweet charming 温暖 温馨 温柔",
    "cold": "cold bleak chilling menacing detached clinical harsh grim sinister 冰冷 冷峻 残酷",
}
_PAIRS = (
    ("dark", "light"), ("funny", "grave"), ("sad", "happy"), ("scary", "safe"),
    ("weird", "plain"), ("calm", "lively"), ("slow", "fast"), ("warm", "cold"),
)  # fmt: skip
OPPOSITE = dict(_PAIRS) | {other: one for one, other in _PAIRS}

_ENGLISH = "|".join(word for word in MOODS if word.isascii())
_CHINESE = "|".join(word for word in MOODS if not word.isascii())
_SAID = re.compile(rf"\b(?:{_ENGLISH})\b|{_CHINESE}", re.IGNORECASE)
# "something stranger", "stranger and darker"; "a stranger on a train" is somebody
_MORE = re.compile(
    r"\b(?:something|anything|even|much|bit|little|lot|far|way|still|slightly|any|it|gets?|be) $", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:^|[,.;:!?]|\b(?:and|or|but))\s*$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[,.;:!?]|(?:and|or|but|than|please|too|still|instead|this)\b)", re.IGNORECASE)
_THING = re.compile(r" (?:films?|movies?|books?|novels?|ones?|stor(?:y|ies))\b", re.IGNORECASE)

# Records with such a field tell moods. Of goods without one "lighter" and "warm" mean weight and wool.
MOOD_FIELDS = frozenset({"mood", "moods", "tone", "tones", "atmosphere", "genre", "genres"})


def comparisons(text: str) -> list[re.Match[str]]:
    """Where `text` compares moods.

    >>> [match.group() for match in comparisons("darker, even stranger, about a stranger")]
    ['darker', 'stranger']
    """
    return [match for match in _SAID.finditer(text) if not _is_somebody(match)]


def uncompared(text: str) -> str:
    """`text` without its comparisons of mood.

    >>> uncompared("darker, about a stranger")
    ' , about a stranger'
    """
    return _SAID.sub(lambda match: match.group() if _is_somebody(match) else " ", text)


def meaning(text: str) -> str:
    """What the comparisons in `text` stand for, "" where there is none; the first counts where two contradict.

    >>> meaning("something darker, on an island"), meaning("lighter. darker")
    ('bleak grim disturbing', 'light warm playful')
    """
    return " ".join(dict.fromkeys(words for words, _ in _said(text)))


def sides(text: str) -> tuple[str, ...]:
    """The sides that the comparisons in `text` lean to, in their order; see `meaning`.

    >>> sides("funnier, and a little lighter")
    ('funny', 'light')
    """
    return tuple(dict.fromkeys(side for _, side in _said(text) if side))


def sides_of(word: str) -> tuple[str, ...]:
    """The sides of which records use `word`.

    >>> sides_of("gentle"), sides_of("serious"), sides_of("wooden")
    (('safe', 'calm', 'warm'), ('grave',), ())
    """
    return tuple(side for side in SIDES if _bare(word) in _words(side))


def level(values: Iterable[str], side: str) -> int:
    """How far values of a record lean to a side: those on it less those on the opposite one.

    >>> level(["Feel good", "warm", "eerie"], "dark")
    -1
    """
    one, other = _words(side), _words(OPPOSITE[side])
    bare = [_bare(value) for value in values]
    return sum((value in one) - (value in other) for value in bare)


def _said(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in comparisons(text):
        words, side = MOODS[match.group().casefold()]
        if OPPOSITE.get(side) not in [before for _, before in found]:
            found.append((words, side))
    return found


def _is_somebody(match: re.Match[str]) -> bool:
    if match.group().casefold() != "stranger":
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    alone = _BEGINS.search(before) and _ENDS.match(after)
    return not (alone or _MORE.search(before) or _THING.match(after))


@cache
def _words(side: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in SIDES[side].split())


def _bare(value: str) -> str:
    """ "Feel good" and "feel-good" are one."""
    return re.sub(r"[\s-]", "", value.casefold())
