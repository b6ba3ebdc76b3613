"""Chinese that says what is liked, disliked and known -> English. Knows no catalogue and no talk before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.asking import REQUEST
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import ITEM, ITEMS, PERSON, THIS

PRAISE = r"太(?:棒|好|美|爱|喜欢|赞|可爱|对|有意思|有趣|搞笑|酷|治愈|感人|香了|绝|牛|精彩|暖|萌|神)"
DISLIKE = re.compile(
    r"不(?:太|怎么|是很|大|咋)?(?:喜欢|爱|感兴趣)|讨厌|难(?:看|喝|吃|用|听)|不好(?:看|喝|用|"
    r"吃|玩)|无聊|[太真好很]烂|烂(?:透|片|$|死)|"
    r"垃圾|受不了|不感冒|没(?:什么|啥)?兴趣|不(?:太)?[对合](?:我)?(?:的)?(?:胃口|口味|味)|没意思|劝退|"
    rf"[看读追听玩喝用](?:不)(?:下去|进去|完|来|惯|懂)|难受|无感|没感觉|拉黑|[好太很真有点]+(?:闷|"
    rf"丑|贵|无聊|腻)$|没(?:看|读)(?:完|下去)|弃了|弃(?:书|剧|坑)|不合适|失望|踩雷|"
    rf"没(?:什么|啥)?(?:食欲|胃口|眼缘|劲)|[看瞧]不(?:上|顺眼)|倒胃口|不(?:怎么|咋)(?:样|的|地)$|差点意思|不是我想[要看找买]|没啥意思|不是我的菜|恶心|反感|一般般?$|"
    rf"(?!{PRAISE})太.{{1,3}}$|不行$|不要$|换掉|去掉|算了$|不考虑|气死|不值|丑|催眠|睡着|(?<![看买读玩喝选是])不(?:看|买|读|玩|喝|选)了?$|"
    rf"闷死|(?:就)?别(?:再)?推|免了$|不要了$|除外$"
)
SEEN = re.compile(
    r"(?:看|读|刷|买|用|玩|喝|听|试|追|重温)过|(?:看|读|刷|追)(?:完|了|烂)|"
    r"早(?:就)?[看读买]|[看读刷听][^,]{0,5}[遍次回]|背下来|倒背如流|家里(?:还)?(?:剩|有|囤)|"
    r"我有[^,]{0,3}(?:碟|盘|实体|书|票)|烂熟|熟(?:得很|透了?)|"
    r"[二三]刷|(?:已经|早就?|都|家里|"
    r"也)有(?:一?[个本部条把盏])?(?:$|了|啦)|(?<!没)有[了啦]|^[^,]{1,3}(?:我)?(?:已经|家里|"
    r"都|也|早)*有$|入手|买[了啦]|背过|"
    r"知道(?:了)?$"
)
UNSEEN = re.compile(r"没(?:有)?(?:看|读|买|用|玩|喝|听)过|没看|还没[看读]|想[看读]")
LIKE = re.compile(
    rf"喜欢|最爱|[超很真我好都]爱|收藏|收下|留着|保留|留下|上头|拍得(?:真|太)?好|戳|爱了|爱死|"
    rf"不错|好看|[挺很蛮真还]好|好[美好棒]|[真很]美|好评|"
    rf"有[点些]?意思|感兴趣|有[点些]?兴趣|很可以|对(?:我)?(?:的)?(?:胃口|味)|合适|(?<![不别])要了|有趣|带劲|"
    rf"就(?:它|要|选|买|看|这|{ITEM})|^我?(?:还是|那|就)*(?:要|选|买|拿){ITEM}$|收了|绝了|神作|[很真好]棒|{PRAISE}|赞|心动|"
    rf"好[喝用听玩吃]|漂亮|可爱|完美|经典|"
    r"想[看要读买](?:$|一?[看读])|可以的?$|拿下|ok|戳|有感觉|顺眼|中意|满意|真香|期待|种草|正是|符合|[看读听]起来"
)
BARE_LIKE = re.compile(
    r"(?:这|那)?(?:个|部|本)?(?:听|看|读)(?:着|起来|上去)(?:就|都|还|很|挺|蛮|真)*(?:不错|"
    r"好看?|有意思|有趣|对味|可以|棒|"
    r"赞)(?:的)?"
)
# by a likeness to it something else is wanted: "和第二部差不多的不错", but not "第一部和第二部不错"
ALIKE = re.compile(rf"(?<!好)像|类|[跟和](?!{THIS})|(?<!{THIS})[跟和](?={THIS})")
PRONOUN = re.compile(r"[他她]")


ADMIRED = re.compile(
    r"喜欢|迷上|迷恋|沉迷|入坑|本命|偶像|[最超很真我好]爱(?!情)|粉丝|影迷|(?:不错|[很真]棒|赞|男神|女神)$"
)  # said of people
REFUSED = re.compile(r"要|推|除外|免|算|行$|拉黑|推荐|给我")  # said of a name that is no shown item, this refuses


def judged(clause: str, before: str) -> Said | None:
    """What is liked, disliked and known; None where no item or person is judged."""
    subjects = re.findall(THIS, clause) or re.findall(PERSON, clause)
    if not subjects and PRONOUN.search(clause):
        subjects = re.findall(PERSON, before)[-1:]
    if not subjects:
        return _judged_alone(clause, (re.findall(THIS, before) or [""])[-1])
    return _judged(clause, subjects)


def _judged(clause: str, subjects: Sequence[str]) -> Said | None:
    named = " and ".join(dict.fromkeys(subjects))
    if re.match(ITEMS, subjects[0]) and re.search(r"太[^,]{1,4}了?$", clause):
        return None  # says how others should be
    if DISLIKE.search(clause) and (re.match(f"{ITEM}|{ITEMS}", subjects[0]) or not REFUSED.search(clause)):
        return Said("judge", f"I don't like {named}")
    if re.match(PERSON, subjects[0]):
        return _judged_person(clause, named)
    if SEEN.search(clause) and not UNSEEN.search(clause):
        return Said("judge", f"I have already seen {named}")
    if LIKE.search(clause) and not ALIKE.search(clause):
        return Said("judge", f"I love {named}")
    return None


def _judged_person(clause: str, named: str) -> Said | None:
    """Films of somebody one has seen say nothing of what is wanted."""
    if SEEN.search(clause):
        return Said("", "")
    return Said("judge", f"I love {named}") if ADMIRED.search(clause) and not REQUEST.search(clause) else None


# the whole clause -> what it says, and what it says where an item ({}) was spoken of before
ALONE: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"我?(?:真|都|也|是)*(?:不(?:太|怎么)?喜欢|讨厌|没兴趣)"), "I don't like it", "I don't like {}"),
    (
        re.compile(r"我?(?:真|都|也|很|超|还|挺|蛮)*(?:喜欢|[好太超]爱|爱[了死]|绝了|好看哭了|太?上头)了?"),
        "I love it",
        "I love {}",
    ),
    (
        re.compile(r"(?:这些|里面)?(?:我)?(?:没(?:有)?一|一[部本个款]都[不没])[部本个款]?.*[想喜满合上中].*"),
        "I don't like these",
        "I don't like these",
    ),
    (BARE_LIKE, "it sounds great", ""),
    (
        re.compile(r"我?(?:们)?(?:全|都|全都|基本都|早都)[看读买用玩]过了?"),
        "I have already seen them all",
        "I have already seen them all",
    ),
    (
        re.compile(r"我?(?:们)?(?:早就?|已经|也)?[看读买用玩]过了?"),
        "I have already seen it",
        "I have already seen them",
    ),
)


def _judged_alone(clause: str, spoken: str) -> Said | None:
    for pattern, english, after in ALONE:
        if pattern.fullmatch(clause):
            told = after.format(spoken) if spoken else english
            return Said("judge" if told else "", told)
    return None
