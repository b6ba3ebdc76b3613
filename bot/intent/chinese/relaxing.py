"""Chinese that takes demands and refusals back -> English. Knows no catalogue and no talk before."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.intent.chinese.refusing import refused_words
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import LIMIT
from bot.intent.chinese.value_words import VALUES
from bot.intent.chinese.words import COUNTRY, FIELDS, GOODS, KINDS, LANGUAGES, THEMES, VAGUE, one_of, table
from retriever.glossary import glossary
from retriever.items import HAN
from retriever.moods import meaning

FIELD = rf"(?P<field>{one_of(FIELDS)})"
FREE = (
    r"(?:(?:皆|全|均)?不限|别限|不(?:再)?限制|没事|没问题|无所谓|随便|随意|(?:怎样|咋样|"
    r"哪样)?都(?:行|可以|成|好|没关系|ok)|放开|放宽|"
    r"(?:可以)?不用(?:管|限|卡)|不管|不重要|"
    r"不(?:做)?要求|不用限|没(?:关系|要求|所谓)|撤|取消|去掉|拿掉|删|算了|忘|别管|别卡|不卡|"
    r"(?<=[制件求限])不要了?|不挑|不在乎|不讲究|不介意|不是问题|看着办|不强求|不必)"
)
FINE = r"(?:行|可以|没关系|没事|没问题|无所谓|能接受|成|好|要|ok|看)"
UNTROUBLED = r"(?:没事|没关系|没问题|没所谓|无所谓|不要紧|无妨|不怕|不介意|能接受|可以接受|可以的|行的|不是问题)"
DEGREES = (("贵", "price"), ("长短久", "length"), ("老旧新古", "year"), ("重沉", "weight"), ("厚薄", "pages"))
MEASURES = {
    **{degree: field for degrees, field in DEGREES for degree in degrees},
    **dict.fromkeys(("便宜", "实惠", "平价"), "price"),
    **dict.fromkeys(("轻", "轻便"), "weight"),
}
DEGREE = "[贵长短久老旧新古重沉厚薄]"
MADE = table("导|导演|执导|拍=director; 写|著=author; 演|主演=actor; 做|出|产=brand")
FAMOUS = ((re.compile(VAGUE[0][0]), "obscure"), (re.compile(VAGUE[1][0]), "popular"))


def _niche(word: str) -> str:
    """How the English rules call the little known and the famous; other words as they are."""
    return next((english for known, english in FAMOUS if known.fullmatch(word)), word)


def _measured(how: str) -> str:
    return next(field for degrees, field in DEGREES if how in degrees)


def _any(field: str) -> Callable[[re.Match[str]], str]:
    return lambda _: f"any {field} is fine"


# "其他人也可以", "不一定要他演": read by bot/intent/anyone.py, which takes back what is demanded of people
OTHERS = re.compile(
    rf"^(?:其实|那|就|是|找|换)*(?:别人|别的人|其[他它]人|谁)(?:来)?(?:主?演|导演?|执导|拍|写)?的?(?:其实|也|都|倒|就)+(?:{FREE}|{FINE})|"
    r"^(?:其实|也|那|就)*(?:不一定|不必|不用|没必要|不需要)(?:非得?|是|要|得)*(?:[他她]|同一个人)(?:来)?(?:主?演|导演?|执导|拍|写)?的?(?:不可|也行|也可以)?了?$"
)
HIM_TOO = re.compile(rf"^(?:其实|那|就)*[他她](?:主?演|导演?|执导|拍|写)?的?(?:其实|也|倒)+{FINE}了?$")
KIND = rf"(?:{one_of([*KINDS, *THEMES, *GOODS])})"
RELAX: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (OTHERS, lambda _: "someone else is fine too"),
    (HIM_TOO, lambda _: "he is fine too"),
    (
        re.compile(
            rf"{FIELD}(?:那条|的?限制|的?条件|的?要求|方面|这块|啥|什么|这个|倒是?|也|就|都|可以|还是|暂时|我|咱|"
            rf"其实|那|的|先|完全|又|或|、|皆|,|换|成|是?谁|是?哪[个里儿家]|"
            rf"{FIELD.replace('<field>', '<other>')})*{FREE}"
        ),
        lambda m: _any_field(m["field"], m["other"]),
    ),
    (
        re.compile(
            rf"(?:不限定?|不管|不在乎|不挑|不论|取消|去掉|撤掉|放开|放宽|忘掉|忘了|别管|不用管|不卡|"
            rf"什么|啥|任何|哪种|不拘|不看)(?:了)?(?:那个|"
            rf"这个)?{FIELD}(?:写|拍|产)?(?:的)?(?:都(?:行|可以|成)|限制|条件|要求|了|也行)*$"
        ),
        lambda m: _any_field(m["field"]),
    ),
    (
        re.compile(
            rf"^(?:那|就|换|找|给我|推荐?|来|看)*(?:别的?|其[他它]的?|另外的?){FIELD}(?:写|拍|演|出)?的?(?:其实|也|都|倒)*(?:{FREE}|{FINE})"
        ),
        lambda m: _any_field(m["field"]),
    ),
    (
        re.compile(
            rf"谁(?:来)?(?P<did>导演?|执导|拍|写|著|演|主演|做|出|产)的?(?:其实|我?也|都|倒|我)*(?:{FREE}|{FINE})"
        ),
        lambda m: f"any {MADE[m['did']]} is fine",
    ),
    (
        re.compile(rf"(?P<how>{DEGREE})不(?P=how)(?:的)?(?:都|也|其实|倒|就)*{FREE}"),
        lambda m: f"any {_measured(m['how'])} is fine",
    ),
    (
        re.compile(rf"(?P<one>[一-鿿])不(?P<rest>(?P=one)[一-鿿]{{0,3}}?)(?:的)?(?:都|也|其实|倒|就)*{FREE}"),
        lambda m: f"it doesn't have to be {_niche(m['rest'])}",
    ),
    (
        re.compile(rf"(?P<one>{COUNTRY})不(?P=one)(?:的)?(?:都|也|其实|倒|就)*{FREE}"),
        lambda _: "any country is fine",
    ),
    (re.compile(rf"(?P<one>{KIND})不(?P=one)(?:的)?(?:都|也|其实|倒|就)*{FREE}"), lambda _: "any genre is fine"),
    *(
        (
            re.compile(rf"(?:多|再)?[{degrees}](?:一?[点些])?(?:[片书的、和或跟]|{DEGREE})*(?:其实|都|也)+{FINE}"),
            _any(field),
        )
        for degrees, field in DEGREES
    ),
    *(  # "贵点没事"
        (
            re.compile(rf"^(?:稍微?|略)?(?:再|多)?[{degrees}](?:一?[点些])儿?(?:的)?(?:我|其实|倒)*{UNTROUBLED}"),
            _any(field),
        )
        for degrees, field in DEGREES
    ),
)
NEEDLESS = re.compile(
    rf"^(?=.*(?:可以不用|不强求|不是必须的?|不一定)了?$)(?P<what>{KIND})|"
    rf"(?:不一定(?:非得?|要|是|得)*|不(?:非得|用是|必是|需要是|用非)(?:要|是|得)?|没?必要(?:非|是|要)+|"
    rf"^不是(?=.*(?:也|都){FINE}))(?P<kind>.+?)(?:不可)?(?:的|片)?(?:(?:也|都){FINE})?$|"
    r"^(?:就算|哪怕|即使|其实|那)*(?:不是?|没有?)(?!要|想|看|喜|错|用|管|限|行|在|买|关|问|所|差|过)(?P<lacking>.{1,6}?)(?:的|片)?(?:也|都)"
    r"(?:行|可以|没关系|没事|没问题|能接受|成|ok)$"
)
# "把日本去了", "法国片我改主意了"
TAKEN_OUT = re.compile(
    rf"^把(?!{FIELD})(?P<what>[^,]+?)(?:那条|这条)?(?:的)?(?:限制|条件|要求)?"
    r"(?:去|取消|删|撤|拿|划|放开)(?:了|掉|除|开)+$"
)
# "撤回西部片", "不要求安静", "把美国撤回"
REVOKED = re.compile(
    r"^(?:(?:请|麻烦|帮我|给我|我|那|就|先|还是)*(?:撤[回销]|收回)(?:掉|了|一下)?|(?:我|那|就|也|其实|现在)*不(?:再|用)?要求(?:一定|必须)?(?:是|要|有)?|"
    r"把(?=.+撤[回销]))(?:刚才|那个?|这个?|关于|我?说的?)*(?P<what>[^,]{1,16}?)(?:的|片|类)*(?:那个?|这个?)?(?:限制|条件|要求)?(?:(?<=.)撤[回销])?了?$"
)
CHANGED_MIND = re.compile(r"^(?P<what>[^,]+?)我?(?:改主意|想通|反悔)了?$")
# "刚才说不要喜剧，现在又想看了"
BEFORE_REFUSED = re.compile(
    r"^(?:我)?(?:刚才|之前|刚刚|前面)(?:我)?说(?:了)?(?:不要|不看|不想看|不想要)(?P<what>.+)$"
)
NOT_ALLOWING = r"^(?!.*(?:除了|不要|别(?!的))|[跟和与])(?:那|就|呜呜|其实|要不|好吧|我想通了|还是)*"
GIVEN = re.compile(rf"{NOT_ALLOWING}(?:可以|能|允许)(?:有|要|来|加|接受)(?P<what>.+?)(?:的)?(?:了)?$")
_TOO = (
    r"可以|行|能|要|ok|没事|没关系|无所谓|算|加|接受|成|看看|考虑|推荐?|放|瞧瞧|试试|纳入|列入|来|好|不介意|看|有"
)
ALLOWED = re.compile(
    rf"{NOT_ALLOWING}(?P<what>.+?)(?:的|片|类)*(?:其实|倒是?|也|还是|又|都|就)*"
    rf"(?:也(?!算了)(?:{_TOO})(?:{_TOO}|进|出|上|回|去|一下|的)*|(?:还是|又)(?:可以|行|能|ok)(?:{_TOO}|的)*|"
    r"没事|没关系|算上|加回来|放回来|不介意|能接受)(?:啦|了|吧|呀|的|哈)*$",
    re.IGNORECASE,
)


# "美国牌子就算了" refuses
MADE_THERE = (
    rf"{COUNTRY}的?(?:牌子|品牌|厂家|导演|演员|作者|作家)(?:的|片|书)*"
    r"(?:就|都|也|我|还是)*(?:算了|不[要用看买]|取消|去掉|拿掉|删|除外|免)"
)


def relaxed(clause: str) -> Said | None:
    """ "国家不限了", "美国的也可以": what is demanded or refused no longer."""
    if re.search(rf"^别家|^别的(?!{FIELD})", clause):
        return Said("", "")
    if re.search(MADE_THERE, clause):
        return None
    if (revoked := REVOKED.match(clause)) and (limits := re.findall(LIMIT, revoked["what"])):
        return Said("relax", " . ".join(f"it doesn't have to be {limit}" for limit in limits))
    if re.search(LIMIT, clause) and not BEFORE_REFUSED.search(clause):
        return None
    for pattern, english in (*RELAX, *NAMING):
        if match := pattern.search(clause):
            said = english(match)
            return Said("relax" if said else "", said)
    return None


def _named(form: str) -> Callable[[re.Match[str]], str]:
    """The words a match names in an English sentence; "" where it names none."""

    def english(match: re.Match[str]) -> str:
        named = match.groupdict()
        what = next(filter(None, map(named.get, ("kind", "lacking", "what"))), "")
        known = _niche(re.sub(r"^(?:那么|太|多么?|很)|的$", "", what))
        said = [known] if known.isascii() else refused_words(what)
        words = " or ".join(LANGUAGES.get(word, _niche(word)) for word in said)
        return form.format(words) if words else ""

    return english


def _needless(match: re.Match[str]) -> str:
    """ "不用非得短" frees the length; a word that measures nothing is taken back itself."""
    what = next(filter(None, (match["kind"], match["lacking"], match["what"])), "").strip("那么太很的")
    bare = re.sub(r"[点些]$|一[点些]$", "", what)
    return f"any {MEASURES[bare]} is fine" if bare in MEASURES else _named("it doesn't have to be {}")(match)


def _revoked(match: re.Match[str]) -> str:
    """A field is free again; a wish goes as it was said and as records say it."""
    what = match["what"].strip("的")
    if what in FIELDS:
        return _any_field(what)
    said = _named("it doesn't have to be {}")(match)
    if not HAN.search(said) and what not in VALUES:
        return said
    senses = [sense for word in glossary().words(what, VALUES) for sense in word.english] + meaning(what).split()
    return f"it doesn't have to be {' or '.join((*senses, what))}"


# later rows read what the earlier ones left
NAMING = (
    (BEFORE_REFUSED, _named("{} is ok too")),
    (TAKEN_OUT, _named("drop the {} limit")),
    (REVOKED, _revoked),
    (CHANGED_MIND, _named("{} is ok too")),
    (NEEDLESS, _needless),
    (GIVEN, _named("also allow {}")),
    (ALLOWED, _named("{} is ok too")),
)


def _any_field(*fields: str | None) -> str:
    return " , ".join(f"any {FIELDS[field]} is fine" for field in fields if field)
