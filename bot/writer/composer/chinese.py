"""Says the facts of a pick in Chinese. Knows nothing of models.

Names and free text stay in the language of the record; a description is told only where it is Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.glossing import NOUNS, in_english
from bot.intent.chinese.glossing import words as glosses
from bot.intent.chinese.value_words import MOODS, THEMES
from bot.intent.chinese.words import REFUSED
from bot.writer.composer.facts import Facts, choice, ended, evidence, known, read, telling_sentence
from bot.writer.composer.shortfall import Shortfall, Speaks, shortfall
from ranker.rank import Ranked
from retriever.items import Item, Query

_HAN = re.compile(r"[\u4e00-\u9fff]")
WORDS = {
    # genres
    "drama": "剧情", "comedy": "喜剧", "romance": "爱情", "crime": "犯罪", "thriller": "惊悚", "horror": "恐怖",
    "fantasy": "奇幻", "mystery": "悬疑", "history": "历史", "adventure": "冒险", "war": "战争",
    "science fiction": "科幻", "sci-fi": "科幻", "animation": "动画", "action": "动作", "documentary": "纪录",
    "family": "家庭", "biography": "传记", "music": "音乐", "experimental": "实验", "martial arts": "武侠",
    "film noir": "黑色电影", "musical": "歌舞", "western": "西部", "sport": "体育",
    # countries
    "france": "法国", "united states": "美国", "united kingdom": "英国", "japan": "日本", "italy": "意大利",
    "germany": "德国", "spain": "西班牙", "sweden": "瑞典", "west germany": "西德", "hong kong": "中国香港",
    "denmark": "丹麦", "canada": "加拿大", "australia": "澳大利亚", "belgium": "比利时", "soviet union": "苏联",
    "norway": "挪威", "south korea": "韩国", "brazil": "巴西", "china": "中国", "iran": "伊朗",
    "argentina": "阿根廷",
    "mexico": "墨西哥", "poland": "波兰", "czech republic": "捷克", "finland": "芬兰", "russia": "俄罗斯",
    "switzerland": "瑞士", "netherlands": "荷兰", "india": "印度", "austria": "奥地利", "romania": "罗马尼亚",
    "new zealand": "新西兰", "turkey": "土耳其", "ireland": "爱尔兰", "israel": "以色列",
    "czechoslovakia": "捷克斯洛伐克", "taiwan": "中国台湾", "iceland": "冰岛", "cuba": "古巴", "vietnam": "越南",
    "greece": "希腊", "hungary": "匈牙利", "thailand": "泰国", "portugal": "葡萄牙", "south africa": "南非",
    # fields
    "price": "价格", "brand": "品牌", "category": "类别", "material": "材质", "colour": "颜色", "color": "颜色",
    "country": "国家", "genres": "类型", "genre": "类型", "moods": "氛围", "themes": "主题", "runtime": "片长",
    "title": "标题", "description": "简介", "tags": "标签", "keywords": "关键词", "author": "作者",
    "authors": "作者", "director": "导演", "cast": "演员", "year": "年份", "pages": "页数",
    "language": "语言", "minutes": "分钟",
    "maker": "制造者", "weight": "重量", "weight grams": "重量", "stock": "库存", "size": "尺寸", "sizes": "尺寸",
    "made in": "产地", "origin": "产地", "bag": "包", "bags": "包",
    # what is asked for besides
    "budget": "预算", "composer": "配乐", "subtitles": "字幕", "awards": "奖项", "rating": "评分",
    "warranty": "保修", "ending": "结局", "box office": "票房", "children": "孩子", "sad": "悲伤",
    "scary": "恐怖", "violent": "暴力", "violence": "暴力", "gory": "血腥", "gore": "血腥", "nudity": "裸露",
    "smoking": "吸烟", "noise": "噪音", "noisy": "噪音", "smoke": "烟", "caffeine": "咖啡因", "death": "死亡",
    "depressing": "压抑", "black and white": "黑白", "waterproof": "防水", "batteries": "电池",
    "sequel": "续集", "true story": "真实故事", "organic": "有机", "vegan": "纯素", "washable": "可洗",
    "dog die": "狗会不会死", "die": "有没有人死", "swearing": "脏话", "happy ending": "大团圆结局",
    "where to watch it": "在哪里看", "where to buy it": "在哪里买",
}  # fmt: skip
MOODS_IN_CHINESE = {english: chinese for chinese, english in reversed(MOODS.items())}  # the first one said
IN_ENGLISH = {**{chinese: english for english, chinese in reversed(WORDS.items())}, **REFUSED, **THEMES, **MOODS}


def opening(query: Query, picks: Sequence[Ranked], wish: str, speaks: Speaks) -> str:
    """The first line of a reply."""
    n = len(picks)
    start = choice(("为你找到", "为你挑了"), query.text, n)
    quotable = any("一" <= char <= "鿿" for char in wish)  # the parser puts wishes into English
    lack = shortfall(query, picks, wish, _in_english(wish)) if quotable else Shortfall()
    if lack.nowhere(speaks):
        return f"这里没有记录提到“{wish}”，下面 {n} 个最接近。"
    line = f"按“{wish}”{start} {n} 个" if lack.held else f"{start} {n} 个{f'最接近“{wish}”的' if quotable else ''}"
    hidden = sum(known(pick.item) in ("nobody", "few") for pick in picks)
    line += f"，其中 {hidden} 个在这里几乎没人知道。" if hidden else "。"
    return line + _lacking(lack)


def head(item: Item, place: int) -> str:
    """Title and plain facts, one sentence."""
    facts = read(item)
    parts = [*_kind(facts), *_makers(facts)]
    parts += [f"片长 {facts.runtime} 分钟"] if facts.runtime else []
    parts += (
        [f"主演 {'、'.join(facts.cast)}"] if facts.cast and choice(("with cast", ""), facts.title, place) else []
    )
    parts += [f"价格 {facts.price}"] if facts.price else []
    parts += [f"{word(name)}：{words(value.split(', '))}" for name, value in facts.others if not facts.film]
    return title(item) + (f"：{'，'.join(parts)}。" if parts else "。")


def title(item: Item) -> str:
    """The title in bold, and the year."""
    facts = read(item)
    return f"**{facts.title}**" + (f"（{facts.year}）" if facts.year else "")


def niche(pick: Ranked) -> str:
    """How many know it, and those among them who know what the person likes."""
    clauses = [*_known_clause(pick.item), *_ties(pick)]
    return f"{'；'.join(clauses)}。" if clauses else ""


def body(item: Item, wish: str) -> str:
    """What it is about, where the record says it in Chinese; else its themes."""
    sentence = telling_sentence(item, wish)
    if sentence and _HAN.search(sentence):
        return sentence
    themes = read(item).themes
    return f"主题：{words(themes)}。" if themes else ""


def closing(pick: Ranked, place: int) -> str:
    """Why it is here and how many know it, one sentence."""
    clauses = [*_reasons(pick, place)[:2], *_known_clause(pick.item)]
    return f"{'；'.join(clauses)}。" if clauses else "整体上最接近你的要求。"


def why(pick: Ranked) -> str:
    """The answer to "why this one?"."""
    clauses = _reasons(pick, 0) or ["整体上最接近你的要求"]
    return f"**{pick.item.title}**：{'；'.join([*clauses, *_known_clause(pick.item)])}。"


def about(pick: Ranked) -> str:
    """All the record says, in a few sentences; the description as it is."""
    item, facts = pick.item, read(pick.item)
    parts = [head(item, 0), ended(item.description)]
    if facts.film and facts.cast:
        parts.append(f"演员：{'、'.join(facts.cast)}。")
    if facts.themes:
        parts.append(f"主题：{words(facts.themes)}。")
    parts += [f"{clause}。" for clause in _known_clause(item)]
    return " ".join(part for part in parts if part)


def word(text: str) -> str:
    """A word of the record in Chinese where it is known, else as it is."""
    return WORDS.get(text.casefold()) or MOODS_IN_CHINESE.get(text.casefold(), text)


def words(texts: Sequence[str]) -> str:
    """Several of them, listed."""
    return "、".join(word(text) for text in texts)


def _in_english(wish: str) -> dict[str, str]:
    """Each piece of the wish that is known, in the words of the records."""
    pieces = re.split(r"[、，,；;\s]+", wish)
    return {piece: said for piece in pieces if (said := IN_ENGLISH.get(piece) or _glossed(piece))}


def _glossed(piece: str) -> str:
    """What the dictionary has for it, and the nouns of that: "pregnant" is told as "pregnancy" too."""
    first = [word.english[0] for word in glosses(piece)]
    nouns = [one.removesuffix(end) + noun for one in first for end, noun in NOUNS if one.endswith(end)]
    return " ".join((in_english(piece), *nouns)).strip()


def _lacking(lack: Shortfall) -> str:
    """What fewer than all of the picks have, in a sentence."""
    said = [f"没有一个提到{'或'.join(f'“{word}”' for word in lack.none)}"] if lack.none else []
    said += [f"{count} 个符合“{word}”" for word, count in lack.some]
    said += ["只是其余方面最接近"] if lack.none and not lack.some and lack.held else []
    return f"其中{'' if lack.none else ' '}{'，'.join(said)}。" if said else ""


def _kind(facts: Facts) -> list[str]:
    countries = "/".join(word(country) for country in facts.countries[:2])
    genres = "/".join(word(genre) for genre in facts.genres[:2])
    if not facts.film:
        return [part for part in (countries, genres) if part]
    kind = f"{countries}{genres}片" if genres and not genres.endswith("电影") else f"{countries}{genres or '电影'}"
    return [kind, *([f"氛围{words(facts.moods)}"] if facts.moods else [])]


def _makers(facts: Facts) -> list[str]:
    if not facts.makers:
        return []
    return [f"导演 {'、'.join(facts.makers)}" if facts.film else f"出自 {'、'.join(facts.makers)}"]


def _reasons(pick: Ranked, place: int) -> list[str]:
    clauses = []
    if met := _met(pick):
        clauses.append(f"符合你的要求（{met}）")
    if wished := [word for found in evidence(pick, "wish") for word in found.split(", ")]:
        verb = choice(("与你说的{}相合", "对应你说的{}"), pick.item.id, place)
        clauses.append(verb.format("".join(f"“{text}”" for text in wished[:3])))
    if ties := _ties(pick):
        return [*clauses[:1], *ties, *clauses[1:]]
    liked = evidence(pick, "liked")
    return [*clauses, *([f"按你的要求与“{liked[0]}”相近"] if liked else [])]


def _ties(pick: Ranked) -> list[str]:
    """What ties it to something the person likes, on record or by the people who know both."""
    said = []
    for reason in pick.reasons:
        if reason.kind == "shared":
            said.append(f"与“{reason.of}”同有“{reason.evidence.partition(': ')[2]}”")
        elif reason.kind == "together":
            said.append(f"知道“{reason.of}”的人中有 {int(reason.evidence):,} 人也知道它")
    return said


def _met(pick: Ranked) -> str:
    """The preferences and conditions it meets, field by field; each value once, though both may name it."""
    fields: dict[str, dict[str, None]] = {}
    for text in (*evidence(pick, "preference"), *evidence(pick, "constraint")):
        name, _, value = text.partition(": ")
        told = fields.setdefault(word(name.replace("_", " ")), {})
        told.update(dict.fromkeys(word(one) for one in value.split(", ") if one))
    return "；".join(f"{name}：{'、'.join(told)}" if told else name for name, told in fields.items())


def _known_clause(item: Item) -> list[str]:
    clauses = {
        "unknown": [],
        "nobody": ["这里还没有人发现它"],
        "few": [f"这里只有 {item.count} 人知道它"],
        "some": [f"这里有 {item.count} 人知道它"],
        "many": [f"在这里比较有名，有 {item.count} 人知道"],
    }
    return clauses[known(item)]
