"""Regional, slangy and mistyped Chinese -> what the other files read. Data, and one substitution."""

from __future__ import annotations

import re

from bot.intent.chinese.words import one_of, table

# Cantonese; then the north, Sichuan, Shanghai and Taiwan; then chats; then slips
WORDS = table("""
有冇|有木有|有没得|有莫得=有没有; 冇=没有; 唔该晒=谢谢; 唔该=麻烦; 唔使=不用; 唔好意思=不好意思; 唔好=不要
唔=不; 嘅=的; 嘢=东西; 睇=看; 搵返|搵=找; 平啲=便宜点; 平D=便宜点; 啲=点; 嗰啲=那些; 嗰=那; 是边个|系边个=是谁
边个|边位=谁; 边套|边部=哪部; 边本=哪本; 边款|边只=哪款; 点解=为什么; 点样=怎么样; 几耐=多长; 几多=多少; 佢=他
净系|净是=只; 哋=们; 俾|畀=给; 咗=了; 嚟=来; 乜嘢|乜=什么; 咁=那么; 仲=还; 钟意|欢喜=喜欢; 㗎|咩=吗
推介|安利=推荐; 喺=在; 好睇=好看; 呢部=这部; 呢本=这本; 呢套=这套; 呢个=这个; 邊=哪; 靓=漂亮
啥子=什么; 咋个|咋=怎么; 莫得|没得=没有; 巴适=不错; 要得=好的; 俺|咱|额们=我; 相不中=不喜欢; 相中=喜欢; 忒=太
恁=你
头里|前头=前面; 有伐=有吗; 阿拉=我; 侬=你; 哈喽|嗨喽|哈楼=你好; 喽|喇=了
一丢丢|一丢|丢丢|一咪咪=一点; 公克=克; 品质=质量
影集=剧集
点儿=点; 个儿=个; 片儿=片; 事儿=事; 好滴=好的; 木有=没有; 肿么=怎么; 肥来=回来
yyds|YYDS=最爱; xswl|XSWL=哈哈; QQ|orz|555=呜呜; emo=难过; okay|OK|Ok=可以; plz|pls=请; 3q|thx|3Q=谢谢
886|88=拜拜
求荐|求推茬|推茬|推建|推鉴|求按利=求推荐; 卓游=桌游; 爱请=爱情; 科换=科幻; 喜据=喜剧; 恐布=恐怖
记录片=纪录片; 悬念片=悬疑片
秒速五公分=秒速五厘米; 檯灯=台灯; 耐操=耐用; 那个谁|那谁|那啥|那什么=嗯; 页数少|字数少=短; 页数多|字数多=长
便宜货=便宜的
""")
# "整部爱情片", "搞点喜剧", "寻两本": to get
GET = re.compile(r"(?:整|搞|弄|寻|淘)(?=一?[部本个点些条]|[两二三四五几])")
NUMBERED = r"[1-9一二三四五六七八九]"
# "1、2、5全刷过", "4讲什么", "跟1比"
LIST = re.compile(
    rf"(?<![\d一-鿿.])(?:{NUMBERED}[号]?[、,，和跟 ]+)+{NUMBERED}号?(?=[都全我也不太好看讲])|"
    rf"(?:^|(?<=[,，。！!? ]))[1-9]号?(?=讲|不错|好|怎|太|和|跟|我|也|就|看|是|多)|"
    rf"(?<=[跟和与比像])[1-9]号?(?=比|哪|更|一样|那|类|差|$)"
)
# "好退伐", "贵伐": the question of Shanghai
ASKED = re.compile(r"(?<=[一-鿿])(?<![步讨砍征])伐(?=$|[?？。,，!！ ])|(?<=有)不(?=$|[?？。,，!！ ])")
WORD = re.compile(
    rf"(?<![A-Za-z0-9])(?:{one_of(word for word in WORDS if word.isascii())})(?![A-Za-z0-9])|"
    rf"{one_of(word for word in WORDS if not word.isascii())}"
)


def standard(text: str) -> str:
    """`text`, simplified before, in the words of everybody.

    >>> standard("有冇平啲嘅")
    '有没有便宜点的'
    >>> standard("1、3都看过")
    '第1个第3个都看过'
    """
    text = GET.sub("来", ASKED.sub("吗", WORD.sub(lambda match: WORDS[match.group()], text)))
    return LIST.sub(lambda match: "".join(f"第{place}个" for place in re.findall(NUMBERED, match.group())), text)
