"""Chinese utterances -> the English that the rules read, clause by clause. The words of the wish stay Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.intent.chinese.asking import REQUEST, asked, stocked
from bot.intent.chinese.comparing import ALIKE_ALONE, compared, counted, sides_first
from bot.intent.chinese.dialect import standard
from bot.intent.chinese.edges import ON_CONDITION, from_beginning, from_end
from bot.intent.chinese.judging import judged
from bot.intent.chinese.naming import known_aside, named_aside
from bot.intent.chinese.numbers import NUM, limited
from bot.intent.chinese.pointing import MEASURE, pointed
from bot.intent.chinese.refusing import refused
from bot.intent.chinese.relaxing import relaxed
from bot.intent.chinese.script import simplified
from bot.intent.chinese.stories import tells
from bot.intent.chinese.talk import BESIDE_SERVICE, WHOLE, Said, talked
from bot.intent.chinese.tokens import ITEM, ITEMS, KNOWN_GOOD, PERSON, PRIVATE, THIS, Tokens
from bot.intent.chinese.wishes import wished
from bot.intent.chinese.words import GOODS, one_of

EMOJI = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf]")
TWICE = re.compile(r"([一-鿿]{2,8}?)\1+")  # "太贵啦太贵啦"
HAN = re.compile(r"[一-鿿]+")
ALL_HAN = re.compile(r"[一-鿿 ,]*")
# somebody named before; who is like them is no demand
HIM = re.compile(r"[他她](?!们|爸|妈|老|男|女|也|想|要|说|从|爱|最|不|很)")
LIKE_HIM = re.compile(r"(?:跟|和|像|与)[他她]的?(?:风格|感觉|路子|调调)*(?:差不多|类似|一样|相似|像)(?:的)?")
SENTENCE = re.compile(r"([。！？!?；;\n]+|\.{3,}|…+)")
CLAUSE = re.compile(
    r"[,，~～]+|(?<=[一-鿿])[:：](?=[一-鿿])|(?<=[一-鿿\ue000-\uf8ff]) +(?=[一-鿿])|"
    # "皮的不要也不要毛的", not "美国的也别来"
    r"(?<=[一-鿿])(?=(?:也|还|又)(?:不要|不想|别)(?:给我|来|推荐?|看|要|再|想|了)*"
    r"[^了吧啊来推给看要再想,，。!！][^,，。])|"
    r"但是|但(?!丁)|不过(?!分)|而且|然后|另外|对了|所以|不然|只不过|哈{2,}|(?<=[的吧啊了呀])哈(?=[我你他她])|呜{2,}|嘿{2,}"
)
TAG = re.compile(r"[,，](?=(?:是吗|对吗|是吧|对吧|是不是)$)")  # what goes before it is asked
LONG = re.compile(r".{1,120}")  # nobody says a longer clause; patterns stay fast
# another kind of thing: "背包不看了", "不找电影了"; "还是换成书吧"
GOOD = rf"(?:{one_of(GOODS)}|{KNOWN_GOOD}|电影|片子|片|书)"
LEFT = re.compile(
    rf"{GOOD}(?:的事)?(?:就|先|暂时)*(?:不(?:看|买|管|找|聊|说|考虑)了|放一放|放一边)$|"
    rf"(?:先)?(?:不|别)(?:看|买|找|聊|读|说){GOOD}了$|"
    rf"{GOOD}(?:的事|这边|那边)?(?:我)?(?:就|先|暂时)*(?:先)?(?:这样|到这|定了|搞定|选好|挑好|买好|看好)(?:吧|了|儿|啦)*$"
)
INSTEAD = re.compile(
    rf"(?P<verb>(?:还是|不如|要不|现在)*(?:换成|改成|改买|换买|改看|换看|换|现在想买|"
    rf"现在要买)(?:一?[点些部本个条双把盏])?){GOOD}$"
)
# after an opinion or a refusal: why
REMARK = re.compile(
    r"(?P<praise>(?:真的?|太|好|很|超|挺|蛮|简直)*(?:上头|好[看喝用听]|棒|绝了?|神|过瘾|感动)[^,\ue000-\uf8ff]{0,3}$)|"
    r"(?:真的?|太|好|很|超|简直|实在|但|可)*(?:难[看喝吃用听]|无聊|烂|失望|不好|一般|没意思|后悔|垃圾|不值|"
    r"不喜欢|讨厌)[^,他她\ue000-\uf8ff]{0,3}$|(?:质量|做工|味道|剧情|演技|效果)?(?:太|很|也|真)*(?:不行|差|不好|糟|糙)$|"
    r"太[^,]{1,3}$|一?[看听]就[^,]{1,2}$"
)
# after a refusal: why, or that it is one ("印度的不要，都不要")
WHY_NOT = re.compile(
    r"(?:我|他|她|孩子|家里人?|老人)*(?:都|也|就|真的?|实在|老|总|又)*[看读喝吃穿用玩听买送带](?:[刀钟伞鞋梨它]|人|了|着|起来|久了|多了|过)*(?=[^,]*(?:[不太会烦累怕吐疼痛难睡闷困晕慌哭涨痒过没]))[^,的要想找换推来点些行好\ue000-\uf8ff]{0,7}|"
    r"(?:因为)?(?:他|她|孩子|娃|人家|小孩|我)?(?:们)?(?:才|还|只有|刚|都|已经)*(?:[一二三四五六七八九十\d]+(?:岁|年级)|小|太小|不大|胆小|年纪[小大])了?|"
    r"(?:我|就|真的|也)*(?:都|全|通通|统统|一律|一概)+(?:不(?:要|看|考虑|用|想看|想要|喜欢)|别(?:推荐?|给我|来)+|算了|免了|排除|去掉)了?[吧啊哈]*"
)
# "除了诗集，散文也可以" adds to what is wanted and refuses nothing
BESIDES = re.compile(
    r"除了?[^,，。！？不别]{1,8}?(?:(?:以外|之外|外)[,，]?|[,，])(?=(?!别的|其[他它余]|什么|啥|哪|谁|任何|另外|剩)[^,，。都]{1,10}?也(?:可以|行|要|ok|能接受|想看|没问题|成|好))"
)
# "不知道看啥"
CLUELESS = re.compile(
    r"我?(?:也|都|真的?|还|暂时|一时|突然|完全)*(?:不(?:知道|晓得|清楚|确定)|没想好)(?:我?自己|今晚|今天|周末|到底|该|要|想|能|应该)*"
    r"[看读买听玩喝选挑]?(?:点|个|些|本|部)?(?:什么|啥|哪[个部本款])?(?:书|片子?|电影)?(?:才|比较)?好?"
)
ANYTHING = "recommend something"
TIRED = "how are you?"  # how somebody feels is small talk only where nothing else is said
# how few are shown, no wish for as few: "就一部？", "才两本啊"
SO_FEW = re.compile(
    rf"(?:怎么|咋|总共|一共|也|,)*(?:(?:才|只有|就有|只剩|就剩|只剩下)[这那]?么?{NUM}{MEASURE}|"
    rf"(?:就|只)(?:这么?)?(?:{NUM}{MEASURE}|{ITEMS})(?P<asked>[吗么啊呀嘛哦喔]|$)|(?:就|只)[有剩]?{ITEM}(?=吗|么|而已))"
    rf"(?:电影|片子|书)?(?:而已|能看的?|可选|[了吗么啊呀嘛哦喔呢诶欸])*$"
)
ASKS = ("?", "？", "…", ".")


def to_english(
    text: str, names: Sequence[tuple[int, int]] = (), goods: Sequence[tuple[int, int, str]] = ()
) -> str:
    """Rewrites what the rules read; titles, names and the words of the wish stay as they were said.

    >>> to_english("不要美国的")
    'nothing from the United States'

    Args:
        text: At most a few thousand characters.
        names: Places in `text` that the catalogue itself knows; they are left alone.
        goods: Places that name a kind of thing of the catalogue, each with its name there.
    """
    tokens = Tokens()
    text = EMOJI.sub(" ", PRIVATE.sub(" ", text))
    text = known_aside(text, names, goods, tokens)
    text = TWICE.sub(r"\1", text)
    plain = simplified(text)
    understood = pointed(limited(named_aside(standard(plain), tokens), tokens), tokens)
    parts = SENTENCE.split(BESIDE_SERVICE.sub("。", understood))
    said: list[str] = []
    for place in range(0, len(parts), 2):
        end = parts[place + 1] if place + 1 < len(parts) else ""
        said.append(_sentence(parts[place], end, "".join(parts[:place]), "".join(parts[place + 2 :: 2])))
    said = [one for one in said if one not in ("", f". {TIRED} .")] or said
    return _tidy(tokens.back(_as_typed(" . ".join(filter(None, said)), plain, text)))


def _as_typed(text: str, plain: str, original: str) -> str:
    """The words of the wish in the script they were typed in: `plain` is `original` in simplified characters."""
    if plain == original:
        return text

    def typed(match: re.Match[str]) -> str:
        place = plain.find(match.group())
        return original[place : place + len(match.group())] if place >= 0 else match.group()

    return HAN.sub(typed, text)


def _sentence(text: str, end: str, before: str, after: str) -> str:
    """One sentence in English; `before` and `after` it the others of the utterance."""
    text = sides_first(ON_CONDITION.sub("", BESIDES.sub("", TAG.sub("", text))))
    clauses = [part for clause in CLAUSE.split(text) if clause and clause.strip() for part in LONG.findall(clause)]
    said: list[Said] = []
    for place, clause in enumerate(clauses):
        if said and said[-1].part in ("judge", "refuse") and (remark := REMARK.match(clause.strip())):
            verb = "love" if remark["praise"] else "don't like"  # "买过，难喝死了"
            said[-1] = said[-1]._replace(english=said[-1].english.replace("have already seen", verb))
            continue
        if said and said[-1].part == "refuse" and said[-1].english and WHY_NOT.fullmatch(clause.strip()):
            continue  # "低因的不要，喝了不顶用"
        last = place == len(clauses) - 1 and not (end[:1] == "。" and after.strip())
        mark = end if last else ","
        if _tells_how_few(clause.strip(), mark):
            continue
        said += _clause(clause.strip(), mark, before + ",".join(clauses[:place]))
    return " ".join(map(_placed, _counting(said)))


def _counting(said: Sequence[Said]) -> list[Said]:
    """Of what a sentence says, what counts: nothing twice, and no reasons beside an errand."""
    parts = [part for part, _ in said]
    if "injection" in parts:
        return [one for one in said if one.part == "injection"][:1]
    if len(set(parts)) > 1:
        said = [one for one in said if one.part != "tired"]
        parts = [part for part, _ in said]
    if WHOLE & set(parts):
        said = [one for one in said if one.part != "wish"]
    if "change" in parts and parts[-1] == "thanks":  # "算了不看了，拜拜"
        return [one for one in said if one.part != "change"]
    if anew := {"change", "reset"} & set(parts):  # "咖啡不看了，换个话题"
        at = min(map(parts.index, anew))
        said = [one for one in said[:at] if one.part not in ("refuse", "wish")] + [*said[at:]]
    if "ask" in parts:  # what follows a question tells why it is asked
        asked_at = parts.index("ask")
        said = [
            one
            for place, one in enumerate(said)
            if one.part != "wish" or place < asked_at or not ALL_HAN.fullmatch(one.english)
        ]
    fresh = [one for one in dict.fromkeys(_once(said)) if one.english]
    if any(one.english.startswith("why ") for one in fresh):  # "第二个不是鬼片吗，凭啥推给我"
        fresh = [one for one in fresh if not one.english.startswith("how is ")]
    if any(one.english == "any genre is fine" for one in fresh):  # "不一定要小说，什么类型都可以"
        fresh = [one for one in fresh if not one.english.startswith("it doesn't have to be")]
    fresh = [one for one in fresh if not any(other.english.startswith(f"{one.english} than") for other in fresh)]
    return [one for one in fresh if one.english != ANYTHING or len(fresh) == 1]


def _once(said: Sequence[Said]) -> list[Said]:
    """Wishes without what an earlier one of the sentence said: "便宜的背包，预算有限" is cheap once."""
    known: set[str] = set()
    kept = []
    for one in said:
        pieces = [piece for piece in one.english.split(" , ") if one.part != "wish" or piece not in known]
        known |= set(pieces)
        kept.append(one._replace(english=" , ".join(pieces)))
    return kept


def _placed(said: Said) -> str:
    """A wish goes on after a comma; everything else stands alone."""
    return f"{said.english} ," if said.part in ("wish", "n") else f". {said.english} ."


def _clause(clause: str, end: str, before: str) -> list[Said]:
    """What a clause says, in order."""
    clause = from_beginning(clause)
    left = Said("change", "change of subject") if end == "," and LEFT.match(clause) else None
    if found := left or talked(clause):
        return [found]
    clause = from_end(clause)
    if not clause or (clause == "还有" and end == ","):
        return []
    clause = LIKE_HIM.sub("", clause)
    if persons := re.findall(PERSON, before):
        clause = HIM.sub(persons[-1], clause)
    if persons and ALIKE_ALONE.fullmatch(clause) and not re.search(THIS, before):
        return [Said("wish", ANYTHING)]
    if both := _changed(clause) or stocked(clause) or compared(clause) or counted(clause):
        first, rest = both
        anything = first.part == "more"  # "再来三部不要美国的": the rest may be of any kind
        return [first, *(_clause(rest, end, before) if anything and rest else [wished(rest)] if rest else [])]
    read = next((said for reading in READINGS if (said := reading(clause, end, before))), None)
    if read is None and tells(clause, alone=not (before or end)):
        return []
    return [read or _wished(clause)]


def _tells_how_few(clause: str, end: str) -> bool:
    few = SO_FEW.fullmatch(from_beginning(clause))
    return bool(few and (few["asked"] != "" or end[:1] in ASKS))


def _changed(clause: str) -> tuple[Said, str] | None:
    """ "不看电影了，...", "还是换成书吧": another kind of thing, and the rest of the clause."""
    match = INSTEAD.match(clause)
    return (Said("change", "change of subject"), clause[match.end("verb") :]) if match else None


def _wished(clause: str) -> Said:
    """A request for anything at all wishes nothing and is still one."""
    if CLUELESS.fullmatch(clause):
        return Said("wish", ANYTHING)
    said = wished(clause)
    return said if said.english or not REQUEST.search(clause) else Said("wish", ANYTHING)


# each takes a clause, the mark after it and what was said before it; the first that reads it has it
READINGS: tuple[Callable[[str, str, str], Said | None], ...] = (
    asked,
    lambda clause, _, before: judged(clause, before),
    lambda clause, *_: relaxed(clause),
    lambda clause, *_: refused(clause),
)


def _tidy(text: str) -> str:
    """One space in each gap, one mark where several meet."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?: ?[,.])+(?= ?[.?!])| ?,(?= ?,)", "", text)
    text = re.sub(r"(?<=[?!.]) ?[.,](?= |$)", "", text)
    return re.sub(r" ([,.?!])", r"\1", text).strip(" ,.")
