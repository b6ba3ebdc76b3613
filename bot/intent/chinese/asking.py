"""Chinese questions about items -> English: why this, which of two, what is on record. Knows no catalogue."""

from __future__ import annotations

import re

from bot.intent.chinese.pointing import MEASURE
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import ITEM, ITEMS, KNOWN_GOOD, NAME, PERSON, THIS
from bot.intent.chinese.topics import extreme, topic
from bot.intent.chinese.wishes import wished
from bot.intent.chinese.words import GOODS, one_of

WHY = re.compile(
    r"(?:为什么|为啥|为何|凭什么|凭啥|怎么会|怎么就|咋就|干嘛|干吗)(?!不)[^?？]{0,12}(?:推|"
    r"选|挑|给|出现|觉得|是|说|有(?=[\ue000-\uf7ff])|混|冒|放|在)|"
    r"推荐[^,，]{0,4}(?:理由|原因|依据)|依据(?:是|呢|在)|(?:为什么|为啥|凭什么|凭啥|"
    r"干嘛)[\ue000-\uf7ff]|[\ue000-\uf7ff]怎么(?:又|还)?(?:会)?(?:混|跑|冒|蹦)(?:进|出)|(?:什么|"
    r"啥)理由|(?:怎么|咋)(?:就|又)?会?(?:想到|想起|推荐?(?:给我)?(?=[了这那\ue000-\uf7ff]))|(?:怎么|咋)想的|^(?:为什么|为啥|凭什么)$"
)
# "为什么没有《莫扎特传》", "怎么不推荐第二部"
WHY_NOT = re.compile(rf"(?:为什么|为啥|为何|怎么|咋)(?:就|又|都|会)*(?:没有?|不)[^,，?？]{{0,8}}(?P<item>{THIS})")
# "哪些是黑白的？", "这些有防水的吗"
OF_EACH = re.compile(
    r"^(?:这些|它们|这几[部个本款]|里面|其中|这里面)*(?:里面?|中)?(?:有)?哪(?:些|几[部个本款])(?:是|有|能)?(?P<what>.{1,8}?)的?$"
)
# "为什么没有喜剧": of a wish, and no refusal
WHY_NONE = re.compile(
    r"^(?:那)?(?:为什么|为啥|为何|怎么|咋)(?:就|又|都|会)*(?:没有?|不)(?:给我|推荐?|有|选|放|来)*(?P<what>.{2,})$"
)
COMPARE = re.compile(
    rf"哪一?{MEASURE}(?!国)|差在?哪|(?:哪[里儿]?|什么|啥)(?:地方)?(?:不同|不一样)|比一下|比比(?!较)|pk|区别|差别|差异|(?:有(?:什么|啥|何)|的)不同|对比|比一比|"
    rf"二选一|选一个|站哪|[选挑]哪|相?差(?:多少|几|多大)|比较(?:一下|下)|比起来|比怎么样|比$|"
    rf"{THIS}[^,]{{0,3}}(?:跟|和|与){THIS}比|谁更|相比|哪个更|先[看读买](?:哪|谁)|"
    rf"还是{THIS}[^,，]*[好更]"
)
WHICH = re.compile(rf"哪一?{MEASURE}")
REQUEST = re.compile(
    r"找|推荐|有没有|有(?:什么|啥|哪些)|有[^,，]*[吗么没]$|来[点几一]|再来|给我|想[看找要买读]|还有|求"
)
SEEKING = re.compile(r"推荐|还有|来[点几一]|再来|给我|想[看找要买读]|类似")
FURTHER = re.compile(
    r"(.)不\1$|会不会|是不是|^是?[^,]{1,8}吗$|有没有[^,]{0,4}$|^(?:能不能|可不可以)[^给推换来找]{1,6}$|怎么样$"
)
# "第一个多重？能漂在水上？"
ABLE = re.compile(r"^(?:它|那|还|也)*(?:能|可以|会|带|怕|含|需要|得)[^给推换来找的点些更]{1,8}$")
QUESTION = re.compile(
    r"吗|[咋怎]么?样|如何|什么|啥|谁|哪|几何|(?<![好十百千])几(?=[部本个页分点岁斤克公小块元人国次集]|"
    r"年(?!前|后|来))|多少|多[长重大厚高久老宽深]|是不是|会不会|"
    r"有没有|能不能|好不好|(.)不\1|不$|可有|可否"
)
# "给我讲讲", "介绍一下"
TOLD_MORE = (
    r"讲一?讲|(?<!听)(?<!据)说一?说|聊一?聊|(?:讲|说|聊|谈|介绍)(?:一下|下(?!去|来|个)|几句|两句)|"
    r"介绍介绍|科普|展开[讲说聊]|(?:详细|具体|仔细)[讲说聊]"
)
FIELDS: tuple[tuple[str, str], ...] = (
    (r"(?:谁|哪位)(?:导|拍|执导)|导演", "who directed {} ?"),
    (r"(?:谁|哪位)写|作者|作家", "who is the author of {} ?"),
    (rf"谁演|主演|演员|卡司|有{PERSON}|{PERSON}.*(?:演|出演)", "who is in {} ?"),
    (r"哪一?年|什么时候|啥时候|几几年|年份|多老|年代|上映|出版", "when was {} made ?"),
    (r"页|多厚", "how many pages does {} have ?"),
    (r"多长|片长|时长|[几多]少?分钟|[几多]少?个?(?:小时|钟头)|多久|长不长", "how long is {} ?"),
    (r"多少钱|价格|价钱|几块|几元|贵不贵|贵吗|什么价|售价|怎么卖|便宜吗", "how much is {} ?"),
    (r"哪一?国|哪个国家|产地|哪里(?:产|拍|的|人)|哪儿(?:产|拍|的)|哪产", "what country is {} from ?"),
    (r"多重|几(?:公斤|克|斤)|重不重|重量|重吗|沉吗|沉不沉", "how heavy is {} ?"),
    (r"(?:什么|啥|哪个)牌子|品牌|谁家的|哪家的", "what brand is {} ?"),
    (r"(?:什么|啥)(?:语言|语)|哪种语言|(?:中|英|日|法|德)文(?:的|版)?吗", "what language is {} in ?"),
    (r"(?:什么|啥|哪种)(?:类型|题材|片)", "what genre is {} ?"),
    (
        r"(?:讲|说|写|拍)(?:的|了|的是|了个|的都是)*(?:什么|啥)|剧情|故事|内容|情节|梗概|大意|"
        r"介绍|关于(?:什么|啥)|大概讲",
        "what is {} about ?",
    ),
    (r"材质|材料|(?:什么|啥)做的|面料", "what is {} made of ?"),
    (TOLD_MORE, "what is {} about ?"),
)
PRICED = re.compile(
    rf"^(?:那|请问|话说|你们?家?的?|店里的?)*(?P<good>{one_of(GOODS)}|{KNOWN_GOOD})(?:现在|大概|一般|要|是|卖|的)*"
    r"(?:多少钱|什么价|什么价格|价格是?多少|几块钱?|几元|怎么卖)"
)
# "毛衣怎么洗": of a kind of goods, no wish
CARED_FOR = re.compile(
    rf"^(?:那|请问|话说|这|你们?家?的?)*(?P<good>{one_of(GOODS)}|{KNOWN_GOOD})?(?:它|一般|应该|该|要|可以|能)*(?:怎么|如何|咋)(?:样)?"
    r"(?P<verb>清?洗|保养|打理|清理|养护|存放|收纳)(?:呢|才好|比较好)?$"
)
CARE = {"洗": "wash", "清洗": "wash"}
# a question with no subject asks about the item spoken of last
BARE = re.compile(
    r"^(?:那|请问|话说|所以|它|这个|该)?(?:导演|作者|主演|演员|片长|时长|价格|年份|产地|剧情|内容|"
    r"故事)(?:大概|到底)?(?:是|有|讲|多)|^(?:那|请问|"
    r"话说)?(?:会不会|是不是|贵不贵|重不重|长不长|好不好|吓不吓人|防不防水|难不难)|"
    r"^(?:那|请问|话说|大概|一共)?(?:多少钱|多长|多重|多少页|几页|多厚|哪一?年(?:的|拍|出|"
    r"上映)|哪国的|哪个国家的|谁(?:来)?(?:导演?|执导|主?演|写|拍|著)的|讲(?:的是|的|"
    r"了)?(?:什么|啥)(?:的|故事)?|什么时候(?:拍|出|上映)的?|什么牌子的?|什么语言的?|几分钟|"
    r"怎么卖|是?(?:在)?(?:哪里|哪儿|哪)(?:产|拍|出)|是?(?:讲|说|写)(?:的是|的|了)?(?:什么|啥))|"
    r"^(?:那|请问|它)?(?:有(?:没有)?(?:中文|英文)?(?:字幕|续集|配音)|[获得拿]过?[^,]{0,3}奖|结局)|"
    # what happens in it: "有暴力镜头吗", "狗死了吗"
    r"^(?:那|请问|它|里面|片中|书里)*(?:会不会有|有没有|有)(?:很多|太多|什么)?(?:暴力|血腥|裸露|床戏|恐怖|吓人|脏话|吸烟)"
    r"(?:镜头|场面|场景|内容|画面|元素|情节|戏)?(?:吗|么|没有?)?$|"
    r"^(?:那|请问|话说|最后|里面)*(?:主角|主人公|男主|女主|狗狗?|小狗|猫|有人|谁|孩子)(?:最后|到底|会不会|有没有|会)*"
    r"(?:死|挂|活)(?:了|掉|下来)?(?:吗|么|没有?)?$"
)
# "导演呢？", "那第二个呢？": the question before goes on
AND_ITS = re.compile(
    r"^(?:那|那么|它的?)*(?:导演|作者|主演|演员|片长|时长|价格|价钱|年份|产地|剧情|内容|故事|库存|重量|结局|字幕|材质|颜色|预算|"
    r"配乐|品牌|牌子|语言|类型|尺寸|页数)呢?$"
)
AND_THAT = re.compile(rf"^(?:那|那么|然后)*(?P<item>{THIS})呢?$")
# what a shop is asked, and a record may tell
ONLY_STOCKED = re.compile(r"^(?:只|就)?(?:要|看|想要|给我)?(?:有货|有现货|现货)的?$")
STOCKED = re.compile(r"^(?:我|就|只|想|要|看|给我)*(?:还?有现?货|现货)的(?=.)")
ON_RECORD: tuple[tuple[str, str], ...] = (
    (r"有没有货|有货|现货|缺货|断货|没货|库存|售罄|卖完了?", "is {} in stock ?"),
    (r"保修|质保", "does {} have a warranty ?"),
)
RHETORIC = re.compile(r"是想|难道|不会吧|有病|谁[看读]得完|^就[^,]{0,4}$")


ANY = re.compile(
    r"都(?:行|可以|成|好|ok)|[无没]所谓|随便|不限|不重要|不要紧|不介意|不在乎|没关系"
)  # "什么类型都行" asks nothing


def asked(clause: str, end: str, before: str) -> Said | None:
    """Why, which of two, or what is on record; None where nothing is asked about items.

    Args:
        clause: Without the mark at its end.
        end: That mark.
        before: What was said before it in the same utterance.
    """
    subjects = re.findall(THIS, clause)
    going_on = _cared_for(clause) or _on_record(clause, end, subjects, before) or _and_that(clause, end)
    if said := going_on or _why_not(clause) or _of_each(clause) or _why(clause, subjects, before):
        return said
    if COMPARE.search(clause) and (subjects or WHICH.search(clause)) and not re.search(r"推荐|求", clause):
        return _compared(clause, subjects, before)
    if RHETORIC.search(clause) and end[:1] in ("?", "？"):
        return Said("", "")
    told_more = bool(subjects and re.search(TOLD_MORE, clause) and not re.search(r"别|不[用要想]", clause))
    if ANY.search(clause) or not (told_more or QUESTION.search(clause) or end[:1] in ("?", "？")):
        return None
    field = next((english for pattern, english in FIELDS if re.search(pattern, clause)), "")
    field = field or ("" if "不是" in clause else topic(clause))
    if end[:1] in ("?", "？") and ABLE.search(clause) and not subjects and (spoken := re.findall(ITEM, before)):
        return Said("ask", (field or "how is {} ?").format(spoken[-1]))
    of_kind = None if subjects else PRICED.match(clause)
    subject = (
        f"the {GOODS.get(of_kind['good'], of_kind['good'])}"
        if of_kind
        else _subject(clause, subjects, before, bool(field))
    )
    return Said("ask", (field or "how is {} ?").format(subject)) if subject else None


def _cared_for(clause: str) -> Said | None:
    match = CARED_FOR.match(clause)
    if match is None:
        return None
    subject = f"the {GOODS.get(match['good'], match['good'])}" if match["good"] else "it"
    return Said("ask", f"how do i {CARE.get(match['verb'], 'care for')} {subject} ?")


def stocked(clause: str) -> tuple[Said, str] | None:
    """ "有货的背包": a demand, and the rest of the clause."""
    match = STOCKED.match(clause)
    return (Said("constrain", "only in stock"), clause[match.end() :]) if match else None


def _on_record(clause: str, end: str, subjects: list[str], before: str) -> Said | None:
    """ "第二个有货吗？" asks, "只要有货的" demands."""
    english = next((english for pattern, english in ON_RECORD if re.search(pattern, clause)), "")
    asking = end[:1] in ("?", "？")
    if not asking and ONLY_STOCKED.search(clause):
        return Said("constrain", "only in stock")
    if not english or not (asking or QUESTION.search(clause)):
        return None
    meant = subjects or re.findall(ITEM, before)[-1:] or ["it"]
    return Said("ask", english.format(meant[0]))


def _and_that(clause: str, end: str) -> Said | None:
    """ "那第二个呢？" asks of it what was asked of another."""
    match = AND_THAT.match(clause) if end[:1] in ("?", "？") else None
    return Said("ask", f"and {match['item']} ?") if match else None


def _why_not(clause: str) -> Said | None:
    """Of an item it is a question, of a kind a wish."""
    if match := WHY_NOT.search(clause):
        return Said("ask", f"why not {match['item']} ?")
    match = WHY_NONE.match(clause)
    english = wished(match["what"]).english if match else ""
    return Said("wish", english) if english else None


def _why(clause: str, subjects: list[str], before: str) -> Said | None:
    meant = subjects or re.findall(ITEM, before)[-1:] or ["these"]
    return Said("ask", f"why {meant[0]} ?") if WHY.search(clause) else None


def _of_each(clause: str) -> Said | None:
    match = OF_EACH.match(clause)
    asked = topic(match["what"]) if match else ""
    return Said("ask", asked.format("these")) if asked else None


def _subject(clause: str, subjects: list[str], before: str, told: bool) -> str:
    """What is asked about: what the clause names, else what was named before; "" where items are asked for."""
    if subjects:
        seeking = SEEKING if re.match(ITEM, subjects[0]) else REQUEST
        return subjects[0] if told or not seeking.search(clause) else ""
    spoken = re.findall(f"{ITEM}|{NAME}" if told else ITEM, before)
    going_on = spoken and (told or FURTHER.search(clause)) and not REQUEST.search(clause)
    if BARE.search(clause) or AND_ITS.match(clause) or going_on:
        return spoken[-1] if spoken else "it"
    return ""


def _measured(clause: str, subjects: list[str]) -> Said | None:
    """ "哪个最短", "这两个哪个更便宜"."""
    most, more = extreme(clause)
    if most and not subjects:
        return Said("ask", f"which of these is the {most} ?")
    if more and (len(subjects) > 1 or re.match(ITEMS, subjects[0])):
        return Said("ask", f"which is {more} , {' or '.join(subjects)} ?")
    return None


def _compared(clause: str, subjects: list[str], before: str) -> Said | None:
    if said := _measured(clause, subjects):
        return said
    if len(subjects) > 1:
        return Said("ask", f"compare {' and '.join(subjects)} ?")
    if not subjects and (spoken := re.findall(THIS, before)[-2:]) and len(spoken) > 1:
        return Said("ask", f"compare {' and '.join(spoken)} ?")
    if not subjects:
        return Said("ask", "which of these is better ?") if re.search(r"[更最好]|值得|适合|推荐", clause) else None
    if re.match(ITEMS, subjects[0]):
        return Said("ask", f"compare {subjects[0]} ?")
    other = re.findall(THIS, before)[-1:] or ["it"]
    return Said("ask", f"compare {other[0]} and {subjects[0]} ?")
