"""Chinese that refuses -> English. Knows no catalogue and no talk before."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.intent.chinese.filler import stripped
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import ITEM, ITEMS, KNOWN_GOOD, LIMIT, NAME, PERSON, STAR
from bot.intent.chinese.wishes import MEASURED, wished
from bot.intent.chinese.words import (
    BARE_COLOURS,
    COUNTRIES,
    COUNTRY,
    GOODS,
    KINDS,
    LANGUAGES,
    NOT_TOO,
    REFUSED,
    UNWISHED,
    VAGUE,
    one_of,
)

SOMEBODY = (
    r"(?:(?:我|他|她|咱|俺|家里?)们?(?:家)?(?:的)?(?:老?[爸妈公婆]|[爸妈]妈?爸?|娃|孩子|小孩|女儿|闺女|儿子|老人|爷爷|奶奶|外公|外婆|姥姥|姥爷|"
    r"[男女]?朋友|对象|同事|家人|室友|闺蜜|媳妇|先生|太太|弟弟?|妹妹?|哥哥?|姐姐?)?|"
    r"(?:爸爸?|妈妈?|老[公婆]|娃|孩子|小孩子?|女儿|闺女|儿子|老人家?|爷爷|奶奶|[男女]?朋友|对象|同事|家人|家里人|室友|闺蜜|媳妇)们?)"
)
# after what is refused; one kind a line
_OUT = (
    r"不要了?|不用了?|先不要|不想要|就不(?:用|要|必)了?|不用(?:再)?推荐?了?",
    r"(?:先)?别(?:再|老)?(?:给我?|推荐?|来|放|看|要|选|整|上|碰|弄)+(?:我)?(?:上|来)?(?:了)?",
    r"拉黑|屏蔽|踢掉|剔除|去掉|删掉|拿掉|不算|除外|跳过|排除|避雷|拒绝|就?免(?:了|谈)|没门|不接受|不予考虑|算了|劝退|达咩",
    r"不(?:看了?|碰|穿|玩|喝|读|吃|爱看|行|考虑|喜欢|感兴趣|感冒)|不想[看要读买]了?|我?看不来|没兴趣",
    r"(?:看|受|读)够了?|[看听吃]腻了?|[看读](?:到)?[烂吐]了?|[看读]太多了?|审美疲劳|(?:我)?过敏",
    r"受不了|不能接受|接受不了|(?<!不)讨厌",
    r"不(?:敢|能|太能|会|肯|爱|想)(?:看|碰|穿|玩|喝|读|吃|用|听)了?|[看玩读喝吃穿用]不(?:了|来|得|下去|进去|懂|惯|习惯)|没法(?:看|喝|吃|穿|玩|读)",
)
OUT = rf"(?:{'|'.join(_OUT)})"
AFTERWARDS = re.compile(
    rf"^(?P<what>(?!不要|别|不想).+?)(?:的)?(?:就|也|都|我|真的|实在|一律|千万|请|可以|统统|全|还是|最好|"
    rf"直接|先|所以|通通|通|给我|全都|,)*(?:{SOMEBODY}(?:都|也|从来|一直|根本)*)?{OUT}(?:[了吧啊哦呀哈]|{OUT})*$"
)
# before what is refused
_NO = (
    r"不要|不(?:想|用|爱|能|谈|讲|涉及|沾)(?:要|看|读|买|听|有)?|不(?:太?[敢肯会让])?[看喝吃穿玩读碰](?![懂完下来起到腻透出清够惯得])|不带|不含|不能有|不是|[看吃喝见]不[了得]|(?<!有)没有|非(?!常|洲|虚|主)",
    r"(?<![特分区个差性级类鉴辨告])别(?![的人处墅致名样离具扭])(?:再|老是?|总是?|一直|光|净|尽)?(?:给我?|[跟向对]我)?"
    r"(?:来|推荐?|给|选|放|讲|拍|带|有|是|搞|整|看|出现)?(?:我)?",
    r"拒绝|避开|避免|排除|少来|少(?:一)?[点些]|除了|除去|除开|不(?:太)?喜欢|最?讨厌|最?烦|受不了",
)
BEFORE_NO = "千万|请|最好|绝对|一定|麻烦|拜托|但|也|都|就|还|我|希望|而且|可|先"
AFTER_NO = "那种|那些|什么|任何|有|看|给我|再|推荐?|带|是|讲|关于"
NO = rf"(?:{BEFORE_NO})*(?:{'|'.join(_NO)})(?:{AFTER_NO})*"
BEFOREHAND = re.compile(
    rf"^(?!.*的人(?:也|都)?[能会可看玩])(?!.{{0,6}}(?:有没有|是不是|会不会|能不能|要不要|"
    rf"好不好))[^不没别除,]{{0,6}}?{NO}(?P<much>太过?|那么|这么|过于|特别|像|跟|"
    rf"过分)?(?P<what>.+?)(?:了)?(?:都(?:行|可以|好)|就(?:行|好|可以)|以外|"
    rf"之外)?(?:的)?(?:都(?:行|可以|好)|就(?:行|好|"
    rf"可以))?$"
)
NOT_MUCH = re.compile(
    rf"(?:不(?:要|用|能|是|算|想(?:要|看|读|买)?)?|别|没|用不着|没必要|不必|不需要)(?:太过?|那么|这么|很|"
    rf"过于)(?P<word>{one_of(NOT_TOO)})(?=$|的|了|就|"
    rf"也|,|片|书|啦)|不(?P<dear>贵|重(?!要)|长(?!大))(?=的|$)"
)
TOO_KNOWN = re.compile(
    rf"(?:太|过于|特别|很)(?P<word>{one_of(NOT_TOO)})(?:的|片|书|电影)*(?:我|就|也|都|基本|"
    rf"全)*(?:[看读刷听买用]过|不要|不看|"
    rf"免|算了|别|{OUT})"
)
# "不含羊毛的毯子": the blanket is wished
CONTAINING = re.compile(
    rf"(?:(?:不要|不能|不想要)(?:有|含|带)|不含|不带|不是|(?<!有)没有|非)(?P<what>[^的]+)的"
    rf"(?P<of>{one_of([*GOODS, *KINDS])}|{KNOWN_GOOD}|.{{1,4}}片)$|"
    rf"(?<!就)(?:不要|不想要|除了?|除开|除去)(?P<stuff>[^的]{{1,8}}?)(?:做)?的(?P<thing>{one_of(GOODS)}|{KNOWN_GOOD})$"
)
# "白色以外的灯": the lamp is wished, in any other colour
OTHER_THAN = re.compile(
    r"^(?:我?想?要?[看找买]|来[点部]?|推荐|给我|有没有|有|要|除了?)*(?P<what>[^的\uf000-\uf7ff]{1,8}?)的?(?:以外|之外)的(?P<thing>.+)$"
)
ROLE = re.compile(rf"(?P<who>{PERSON}|{NAME})(?P<role>演|主演|出演|参演|导|导演|执导|拍|写|著)?")
HIM = re.compile(r"(?:那个)?[他她](?:(?P<acts>主?演|出演|参演)|写|拍|导演?|执导|出)?过?的?(?:片子?|书|电影)?")
JUNK = re.compile(
    r"^.+那种|太[重多长强浓]?$|(?:这个|那个)?(?:牌子|品牌|导演|演员|作者)|(?:的)?(?:片子|片|电影|"
    r"类型|类|题材|剧情|情节|镜头|元素|场面|内容|桥段|戏份|"
    r"货|产|拍|做|本|部|成分|描写|大片|商业片|似的?|那样|一样|款|造|味道|沾边|有关|相关)+的?$|^(?:讲|关于|有|"
    r"带|含|拍|写|是|太|任何|那种|什么)+|^(?:烧|靠|插|用)(?=.*(?:气|炭|柴|木|电|油|酒精|池))"
)


LESS = re.compile(r"^(?P<what>[^,少多太不]{1,6}?)(?:要|再|可以|能|尽量|最好)*少(?:一?[点些])$")
TOO_SO = re.compile(rf"^(?:都|也|感觉|有点|有些|还是|真的|{ITEMS})*太(?P<what>{UNWISHED})(?:了|的)?$")
# "她从来不喝", "我老婆过敏": why something is refused
THEIR_REASON = (
    rf"^(?:因为|主要是?|毕竟|但是?)?{SOMEBODY}(?:从来|一直|都|也|又|实在|真的|平时|本来|根本|最近|肯定|完全|对[它这]|吃了|会)*"
    r"(?:(?:不(?:能|敢|太|怎么|会|爱|喜欢|想|让|肯|愿意)*|没法|没办法)(?:看|喝|吃|用|穿|玩|读|碰)|[看读玩喝吃用穿]不[懂了来惯下]去?|过敏|受不了|怕|不行)的?了?$"
)
# "没有时间", what somebody lacks is no refusal of it
WANTING = (
    r"^(?:我们?|最近|现在|也|真的?|实在)*没(?:有|什么|啥)*(?:钱|时间|空|耐心|心情|精力|办法|地方|想法|主意|头绪|要求|意见|预算|经验|基础)"
    r"(?:了|[看读玩挑选]的?)?$"
)
# "不是很懂", "没玩过": what somebody does not know is no refusal of it
UNKNOWING = (
    r"^(?:我们?|对[^,]{1,4}|也|都|真的?|其实|还|完全|一直|从来)*(?:不(?:是)?(?:很|太|怎么|大)?(?:懂|了解|清楚|熟悉?|明白|确定|记得|在行|擅长|着?急)|"
    r"不(?:太|怎么|大)?会(?:下棋?|用|泡|煮|挑选?|选|玩|做|买)|没(?:有)?(?:怎么)?(?:玩|喝|用|读|接触|研究|了解)过?)(?:行情|门道|这[些个块行]|这方面|怎么选)?$"
)
# asks, tells of earlier, or goes with what was said before
REFUSES_NOTHING = re.compile(
    rf"{THEIR_REASON}|{WANTING}|{UNKNOWING}|^(?:别的|其[他它]的?)[^,的]{{0,3}}(?:就|都|我|一律)*{OUT}$|"
    rf"^.*不是[^,]*[吗么嘛]$|^(?:之前|以前|本来|原来|从前)[^,]*不|^(?:就|也|都|真的|我)*{OUT}[了吧啊]*$"
)
# "羊毛的我过敏"
WHY = re.compile(r"(?<=的)(?=我|他|她|孩子)|因为|毕竟")


MADE_IN = re.compile(
    rf"(?P<name>{COUNTRY})(?:片|电影|货|产|拍|做|造|制造|出|的|书|人|导演|演员|作家|作者|牌子?|品牌|厂家?|东西)+"
)


# "有没有不是恐怖片的" refuses as "不是恐怖片的" does
ASKING = re.compile(
    r"^(?:能不能|可不可以|可以|麻烦)(?=别|不要|不想)|"
    r"^还?(?:有没有|有无|有什么|有啥|有哪些)(?:一?[部本个点些])?(?=不是|不要|不含|不带|不涉及|没有)"
)


def refused(clause: str) -> Said | None:
    """ "不要太长的", "皮的不要", "除了美国都行": what is not wanted."""
    clause = ASKING.sub("", clause)
    for pattern, english in FORMS:
        if match := pattern.search(clause):
            return Said("refuse" if english(match) else "", english(match))
    if match := OTHER_THAN.match(clause):
        return Said("refuse", _but(match["what"], match["thing"]))
    match = AFTERWARDS.search(clause) or BEFOREHAND.search(clause)
    if match is None or re.search(r"不(?:用|必)(?:动脑|思考|费)|不错|^别超", clause):
        return None
    said = (
        _degree(match)
        or _how_known(match["what"])
        or _without(clause)
        or " , ".join(map(_not, _parts(match["what"])))
    )
    return Said("refuse" if said else "", said)


def _degree(match: re.Match[str]) -> str:
    """ "别给我推这么老的"."""
    return NOT_TOO.get(match["what"].strip("的"), "") if match.groupdict().get("much") else ""


def _no(match: re.Match[str]) -> str:
    return f"no {stripped(match['what'])}"


def _not_much(match: re.Match[str]) -> str:
    """ "别太长", and what else the clause wishes."""
    clause = match.string
    english = NOT_TOO[match["word"] or match["dear"]]
    beside = f"{clause[: match.start()]}的{clause[match.end() :]}"
    rest = stripped(beside)
    bare = not rest or MEASURED.search(rest) or re.search(r"也|都", rest)
    return english if bare else f"{english} , {wished(beside).english}"


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (REFUSES_NOTHING, lambda _: ""),
    (LESS, _no),
    (TOO_SO, _no),
    (NOT_MUCH, _not_much),
    (TOO_KNOWN, lambda match: NOT_TOO[match["word"]]),
)


def _without(clause: str) -> str:
    """ "不含羊毛的毯子": the wool is refused, the blanket is wished."""
    match = CONTAINING.search(clause)
    if match is None:
        return ""
    return _but(match["what"] or match["stuff"], match["of"] or match["thing"])


def _but(refused_too: str, thing: str) -> str:
    return f"{' , '.join(map(_not, _parts(refused_too)))} . {wished(thing).english}"


def _how_known(what: str) -> str:
    """ "不要热门的" asks for the little known, "大家都知道的就算了" too."""
    if re.fullmatch(rf"(?:太|那种|什么)*(?:{VAGUE[0][0]})(?:的|片子?|电影|书)*", what):
        return VAGUE[1][1]
    known = re.fullmatch(rf"(?:太|那种|什么)*(?:{VAGUE[1][0]})(?:的|过|片子?|电影|书)*", what)
    return VAGUE[0][1] if known else ""


def _parts(what: str) -> list[str]:
    return [part for part in re.split(r"、|,|和(?![平谐服睦])|或者?|跟|与|以及|还有", what) if part.strip()]


def _not(part: str) -> str:
    """One thing refused, in the words of the English rules; "" where nothing is named."""
    if limit := re.search(LIMIT, part):
        return f"nothing {limit.group()}"
    if whom := _not_whom(part):
        return whom
    if (language := stripped(part)) in LANGUAGES:
        return f"nothing in {LANGUAGES[language]}"
    [word, *_] = refused_words(part) or [""]
    origin = "thing from" if re.search(COUNTRY, part) and word in COUNTRIES.values() else ""
    return f"no{origin} {word}" if word else ""


def _not_whom(part: str) -> str:
    """A person, a name or a shown item refused; "" where none is named."""
    if match := ROLE.search(part):
        if match["role"] in ("演", "主演", "出演", "参演") or (not match["role"] and re.match(STAR, match["who"])):
            return f"nothing with {match['who']}"
        return f"not by {match['who']}" if re.match(PERSON, match["who"]) else f"no {match['who']}"
    if item := re.search(rf"{ITEM}|{ITEMS}", part):
        return f"not {item.group()}"
    him = HIM.fullmatch(part)
    return "" if him is None else "nothing with him" if him["acts"] else "not by him"


def refused_words(what: str) -> list[str]:
    """The words of a refusal as records spell them, else as they were said."""
    return [word for word in map(_spelt, _parts(what)) if word]


def _spelt(part: str) -> str:
    part = WHY.split(part.strip("的 "))[0].strip("的 ")
    bare = stripped(part) or (part if part in REFUSED else "")
    core = stripped(JUNK.sub("", part).strip("的")) or bare
    whole = MADE_IN.fullmatch(part)
    country = next((COUNTRIES[name] for name in (whole["name"] if whole else part, core) if name in COUNTRIES), "")
    word = next((REFUSED[name] for name in (part, bare, core) if name in REFUSED), "")
    return country or word or BARE_COLOURS.get(core) or _compound(core) or core


def _compound(core: str) -> str:
    """ "速溶咖啡" is made of words records have, "" where a part is none."""
    if not re.fullmatch(rf"(?:{one_of(REFUSED)})+", core):
        return ""
    return " ".join(REFUSED[word] for word in re.findall(one_of(REFUSED), core))
