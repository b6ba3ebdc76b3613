"""Chinese that measures by shown items, wants more of them or so many -> English. Knows no catalogue."""

from __future__ import annotations

import re

from bot.intent.chinese.numbers import NUM, number
from bot.intent.chinese.pointing import MEASURE
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import ITEM, THIS
from bot.intent.chinese.wishes import ADJECTIVE
from bot.intent.chinese.words import MORE, TOO, one_of, table

THAN = re.compile(rf"比(?P<item>{THIS})(?:还|更|再|都|要)*{ADJECTIVE}(?:一?[点些]儿?)?(?:出来|出)?(?:的)?")
TOO_MUCH = re.compile(
    rf"^(?P<item>{THIS})?(?:就是|只是|可惜|但|都|也|还是|真|感觉|价格|片长|又|我)*(?:(?:太|"
    rf"有[点些]|稍微?|略|偏|怎么这么|这么|那么)(?P<word>{one_of(TOO)})(?:了|啦|吧)*|"
    rf"(?P<bit>{one_of(TOO)})了一?[点些])$"
)
LIKE_IT = re.compile(
    rf"(?:像|类似(?:于)?|跟|和|与|同|仿照|参考|照着)(?P<item>{THIS})(?:一样|那样|这样|差不多|"
    rf"类似|相似|似|那种|这种|"
    rf"的)*(?:的)?(?P<sure>风格|感觉|调调|气质|氛围|路线)?|(?P<kind>{THIS})(?:这(?:种|样|类)|"
    rf"(?<={ITEM})那(?:种|样|"
    rf"类))(?:的)?|(?P<style>{THIS})(?:的)?(?:那种)?(?:风格|感觉|调调|气质|味道)(?![超很挺好真太不会有蛮特还更比应是像])"
)
ALIKE = re.compile(r"像|类似|一样|那样|这样|差不多|相似|似的|[这那][种样类]|风格|感觉|调调|气质|味道|参考|照着")
ALIKE_ALONE = re.compile(
    r"(?:还有|有没有|想要|要|来点|再来点|找点?|想看|多来点)?(?:这种|这类|同款|同类型?|"
    r"差不多(?=的|感觉|风格|调调|类型)|相似|相近|类似)(?:的)?(?:风格|感觉|调调)?(?:的|有吗|有没有|还有吗|吗|么)*"
)
SAME = re.compile(
    rf"(?:(?P<item>{ITEM})(?:的)?(?:那个|这个)?|(?<![\ue000-\uefff])(?:这|那|该|同|同一|"
    rf"一样)(?:个|位|一位|一个|家|款)?的?)(?P<role>导演|作者|作家|牌子|品牌|演员|主演|"
    rf"厂家)(?!是|叫|有没有得|哪|多)|^(?:那)?(?:就|只|再|还|想)*(?:要|看|想看|来点|看看|"
    rf"有没有|有)?(?P<who>[他她])(?P<did>拍|演|主演|写|导|执导)?的(?:其他|其它|别的|片子|"
    rf"电影|书|作品|片|还|有|哪些|什么|啥|都|吗|么|没有?)*$"
)
ROLES = table("导演=director; 作者|作家=author; 牌子|品牌|厂家=brand; 演员|主演=actor")


# "哪个更短，第一个还是第二个？"
SIDES_LAST = re.compile(
    rf"(?P<which>(?:哪一?{MEASURE}|谁)(?:比较|更)[^,，]{{1,4}})[,，:： ]*"
    rf"(?P<sides>{THIS}(?:还是|和|跟|与|或者?|,|，){THIS})"
)


def sides_first(text: str) -> str:
    """What is weighed before what it is weighed by, as one clause."""
    return SIDES_LAST.sub(r"\g<sides>\g<which>", text)


def compared(clause: str) -> tuple[Said, str] | None:
    """ "比第二部便宜的", "像它那样的", "这个导演的": by a shown item; and the rest of the clause."""
    if match := THAN.search(clause):
        return Said("refine", f"{MORE[match['word']]} than {match['item']}"), _rest(clause, match)
    if match := TOO_MUCH.search(clause):
        english = TOO[match["word"] or match["bit"]]
        than = f" than {match['item']}" if match["item"] and english.endswith("er") else ""
        return Said("refine", english + than), ""
    if (match := SAME.search(clause)) and not re.search(r"谁|叫什么|[男女]的|哪国|无所谓|不限", clause):
        return _same(clause, match)
    if ALIKE_ALONE.fullmatch(clause):
        return Said("like", "more like it"), ""
    if (
        (match := LIKE_IT.search(clause))
        and ALIKE.search(clause)
        and not re.search(r"不要|别|不像|看起来", clause)
    ):
        item = match["item"] or match["kind"] or match["style"]
        return Said("like", f"more like {item}"), _rest(clause, match)
    return None


def _same(clause: str, match: re.Match[str]) -> tuple[Said, str]:
    who = {"他": "him", "她": "her"}.get(match["who"] or "", "") or (
        f"the same {ROLES[match['role']]} as {match['item']}" if match["item"] else f"this {ROLES[match['role']]}"
    )
    by = "from" if "brand" in who else "with" if (match["did"] or "").endswith("演") or "actor" in who else "by"
    if re.search(r"不[要想喜信买看考行爱]|别(?!的)|讨厌|除|拉黑|踢|无感", clause):
        return Said("refuse", f"not {by} {who}"), ""
    return Said("constrain", f"only {'things' if by == 'from' else 'films'} {by} {who}"), ""


def _rest(clause: str, match: re.Match[str]) -> str:
    return clause[: match.start()] + "的" + clause[match.end() :]


SHOW = r"(?:只要|就要|只看|只给我|就给我|仅要|先给|给我|给|推荐|推|找|挑|选|来|看|要|列|先来|帮我找|帮我挑|想要)"
AGAIN = r"(?:(?:再|在|还|多|又)(?:给我|给|来|推荐?|推|看|要|找|发|多来|加|换)?(?:我)?|(?:换|下)一?)"
MORE_N = re.compile(rf"(?:再|在|还)(?:给我|给|帮我|帮|来|推荐|推|看|要|找|发|加|换|我|些)*(?P<n>{NUM}){MEASURE}")
MORE_SAID = re.compile(
    rf"^(?:那|嗯|好|行|吧|就|请|麻烦|给我|帮我|,)*(?:{AGAIN}(?:一些|些|几{MEASURE}|点儿?|批|"
    rf"组|拨|轮|页|{MEASURE})(?:别的|"
    rf"其他的?|新的|看看)?|(?:还)?有(?:没有)?(?:什么|啥|其他|其它|别的|更多|哪些|类似)+(?:的|"
    rf"推荐)*|(?:再)?(?:看看?|找找?|来|换|瞧瞧)(?:点儿?|些)?(?:别的|其[他它]的?)|"
    rf"多给我?[几点些]{MEASURE}?(?:选择|选项)?|还有(?:没有?|吗|么|推荐)?|(?:其他|其它|别的|"
    rf"另外)(?:的)?(?:呢|有吗|推荐|看看)*|"
    rf"(?:更多|继续|多推荐?[几点些]{MEASURE}?|多来[几点些]{MEASURE}?)(?:的|推荐)*|换(?:几|"
    rf"一)?{MEASURE}|都不(?:要|行|合适|"
    rf"满意)|再推荐?|再来)(?:的|给我|看看|来|推荐|吗|么|呢|没有?|吧|了|行不行?|行吗|好吗|可以吗|好不好)*$"
)
BESIDES = re.compile(rf"^除了?{THIS}(?:以外|之外|外)?(?:还有|有没有|有什么|别的|其[他它])")
# "再来几部喜剧", "还有别的法国片吗": others than before, of a kind
MORE_OF = re.compile(
    rf"^(?:那|嗯|好|行|吧|就|请|麻烦|给我|帮我|,)*(?:(?:再|还|多)(?:给我|帮我|给|来|推荐?|看|找|发|要|想看|想要)+我?"
    rf"(?:[一两]?几{MEASURE}|一{MEASURE}|一?些|一?点儿?)(?:别的|其[他它]的?)?|"
    rf"(?:还)?有(?:没有)?(?:什么|啥)?(?:别的|其[他它]的?)|再(?:看看?|找找?|换)(?:别的|其[他它]的?))(?P<rest>[^的吗么呢吧了].+)$"
)
OTHER_MAKER = re.compile(
    r"^(?:那|就|我|想看|要|来|看看|给我)*(?:换一?[个位]?(?:别的|其[他它])?|别的|其[他它]|另外?一?[个位]|不同)的?"
    r"(?:导演|作者|作家|牌子|品牌)(?:的|吧|拍的|写的)*$"
)
UNSEEN = re.compile(
    rf"^(?:只|就|给我|推荐?|来|要|想要|想看|点|些|几{MEASURE}|我|有没有|有)*(?:(?:我)?(?:都|已经)?[看读]过的?(?:就|都|全)?"
    r"(?:不要|别|不用|除外|不算|排除|去掉|跳过)[^,]{0,4}|(?:不要|别|除了)(?:再)?(?:给我|推荐?|来|放)?(?:我)?(?:已经)?"
    r"[看读]过的[^,]{0,3}|(?:我)?(?:还)?没[看读]过的(?:吗|吧|呢)?)$"
)
# "两个人能玩的" counts people
OTHER_THAN_ITEMS = r"(?!人|口|大人|小孩|孩子|娃|宝宝|老人|老师|朋友|同事|男|女|玩家|学生|星期|礼拜|月|钟|半)"
FEW = re.compile(
    rf"(?P<only>只|就|仅|最多)(?:想)?(?:要|看|给我|给|推荐?|来|有)?(?:我)?(?P<one>{NUM}|俩|仨){MEASURE}{OTHER_THAN_ITEMS}|"
    rf"(?<![\ue800-\uefff])(?P<two>{NUM}|俩|仨){MEASURE}(?:电影|片子|书)?(?:就|都|便)?(?:够了?|足够|就?行|即可|"
    rf"就?好|就?可以|足矣|刚好)|(?:^|的)(?:请|"
    rf"麻烦|先|那)*(?:{SHOW})+(?:我)?(?P<three>{NUM}|俩|仨){MEASURE}{OTHER_THAN_ITEMS}(?P<enough>(?:就|都)?(?:够了?|就?行|就?好|就?可以|得了)(?!看|玩|听|吃|喝))?"
)


def counted(clause: str) -> tuple[Said, str] | None:
    """ "再来三本", "两部就够了": how many, and others of the same; and the rest of the clause."""
    if match := MORE_N.search(clause):
        rest = clause[: match.start()] + clause[match.end() :]
        return Said("more", f"show me {int(number(match['n']))} more"), rest
    if MORE_SAID.search(clause) or BESIDES.search(clause) or UNSEEN.match(clause):
        return Said("more", "show me more"), ""
    if OTHER_MAKER.match(clause):
        return Said("refuse", "by someone else"), ""
    if match := MORE_OF.match(clause):
        return Said("more", "show me more"), match["rest"]
    if match := FEW.search(clause):
        n = int(number(match["one"] or match["two"] or match["three"]))
        if n > 1 or match["one"] or match["two"] or match["enough"]:
            return Said("n", f"only {n} please"), _rest(clause, match)
    return None
