"""Chinese words that wish nothing, taken off so that the content of a wish stays. Knows no catalogue."""

from __future__ import annotations

import re

from bot.intent.chinese.words import COUNTRY

# words that begin or end like a filler and are none
WHOLE = re.compile(
    rf"{COUNTRY}|"
    r"有(?:趣|爱|力|意思|机|声)|想(?:象|念|法|哭|家)|推(?:理|拿)|说教|默片|教科书|工具书|"
    r"[无低]咖啡因|无糖|差不多|超级英雄|亲[子情人密近爱]|[母父双]亲|看哭|送礼|阅读|礼盒装|"
    r"能(?:量|力)|要(?:素|点)|好(?:看|笑|玩|听|吃|"
    r"喝|奇|友)|和(?:平|谐|服|睦|解|风)|温和|"
    r"饱和|个(?:性|人|体)|本(?:土|地|能|格)|部(?:队|落|分)|点(?:心|子)|给力|装(?:修|置|饰)|"
    r"放松|目的|酒吧|网吧|了解|"
    r"看(?:破|透)|来(?:世|自|历)|在(?:线|场)|都(?:市)|送别|真(?:实|相|诚|人)|最后|生(?:活|"
    r"命)|[绘剧版日基原]本|笔记本|关系|体系|书(?:店|"
    r"信|法)|戏剧|社会|机会|聚会|约会|晚会|会议|重要|主要|需要|为(?:难|人)|对(?:话|白|照|立|象|比|手|抗|"
    r"决)|跟踪|比(?:赛)|像素|再(?:见|婚|生)|用心|是非|也门|"
    r"买卖|找寻|东西方|[看读听玩]不[懂完下]"
)
_LEADING = """
    多一点 多一些 多点 多来点 比较喜欢 喜欢 偏爱 爱看 偏好 偏向 考虑 入手 想问 问问 找找看 给整 学点 想学 须是
    须 只限 限 得是 得
    聊聊 又 适合看 适合读
    以后 从现在起 从现在开始 接下来 之后
    我们 我 咱们 咱 俺 你们 你 您 大家 有没有 有木有 有无 有什么 有啥 有哪些 有些 有点 有 想要 想看看 想看
    想找 想读 想买 想喝 想听 想送 想 要有 要 需要 求推荐 求购 购
    放到 放得到 装到 装得到 装得下 放得下 塞得下 塞下 求 推荐 推建 推 来点 来部 来本 来个 来条 来些 来 给我
    给 帮我 帮忙 帮
    麻烦 请问 请 能不能 可不可以 可以 能够 能让人 让人 能让 让 能 会让人 会 找找 找点 找个 找部 找本 找 搜
    看看 看完 看 读 买 喝 换成 改成 改要 改看 换 改 看了 看着 那种 这种 那样 这样 一些 一点 一下 些 几部 几本
    几个 几款
    几 一部 一本 一个 一款 一条 一张 一双 一把 一盏 一顶
    部 本 个 款 条 张 双 把 盏 顶 点 什么 啥 比较 更 再 很 非常 特别 超级 超 挺 蛮 稍微 稍 略微 略 最好是 最好
    希望 最 偏 是 适合 适用 跟 和 与 陪 带着 带点 带 用来 用于 装 放 说 只要 只想 只看 只 就要 就想
    就是 就 都要 都 也要 也 还要 还想 还是 还有 还
    今天晚上 今天 今晚 明天 现在 刚好 正好 突然 最近 真的 真 其实 那 这 如果 假如 例如 比如 为了 或者 或 以及
    但是 但 不过 而且 并且 另外 顺便 然后 反正 总之 拜托 老师 亲 能喝 能用 能看 打算 准备 从 在 对 以 讲 关于 描写
    描述 讲述 写 有关 一起 那就 那么 感觉 觉得 加 条件 首先 主要 尽量 一定 必须 务必
    别家 另外的 其他 其它 别的 任何 算是 属于 这次 下次 该 不如 要不 要么 是那种 里面 里头 但求 只求 哪种 各种
    各类 拍 演 导演 作者 电影
    影片 一起看
"""
_TRAILING = """
    看 用 喝 读 穿 玩 听 顺便 了 吧 呢 吗 啊 呀 哦 喔 啦 嘛 诶 哈 呗 么 没 没有 有吗 有没有 有么 一点儿 一点 一些
    点儿 点 些 那种 这种 那样 类型 类 题材 系列 系 风格 风 的话 就好 就行 就成 就可以 即可 最好 更好 更佳 更棒
    优先 为主 为佳 好了 哈哈 谢谢 多一点 多一些 多点 多些 多一点的 片子 片儿 片 电影 影片 作品 书籍 读物 书
    东西 商品 产品
    一起看 一起 能喝 能看 能玩 能用 能穿 能听 能读 可以玩 可以用
    可以看 可以 做 给我 推荐 就 都 也 有 之类 什么的 啥的 之类的 有关 相关 方面 行 成
    哦哦 感觉 的 拍 演 写 产 出品 制作 不限 都行 都可以 送 给 放 更 再 先 部 本 个 条 几 几部 几本 几个 看看
    试试 一下 哪些 哪 哪几部 啥 什么 元素 ok 啥都行 材质 亲 介绍 睡 背 类似 同款 向 那个 谁 多来点 多来 多
    了没 哪部好 哪几部好 什么好 又 适合
"""
LEADING = tuple(sorted(_LEADING.split(), key=len, reverse=True))
TRAILING = tuple(sorted(_TRAILING.split(), key=len, reverse=True))
STARTING = re.compile("|".join(map(re.escape, LEADING)))
ENDING = re.compile("|".join(re.escape(word[::-1]) for word in TRAILING))  # matched backwards
LONGEST = len(TRAILING[0])
# nothing by themselves, though they may end a word
_EMPTY = """
    书单 片单 文学 她 他 好看 不错 好听 好用 故事 话 类似 同款 各 限 得 须 单价 送 送给 二位 两位 不是 品牌
    牌子 其他的
    接受 能接受
    别人 其他人 其它人 另外的人 旁人
    上映 不 之后 之间 产地 人 从现在起 以后 价位 价格 价格在 其他 出 出来 出版 别 到 制造 另外 后 多 大 太
    好 少 年代 年份 想 找 接下来 时候 时长 有吗 来 片长 生产 篇幅 行 起 里 重量 长度 随便 页数 预算 高
"""
EMPTY = frozenset(_EMPTY.split())
# between two words of a piece: "画面要漂亮", "心情会好"
BETWEEN = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:要|会|得(?!意|体|力)|最好是?个?|"
    r"(?<![总还但可于不老就算都也凡若])是个?|更(?![好佳棒]))(?=[一-鿿])|(?:很|比较|特别|非常|"
    r"超级)(?=[一-鿿]{2}))"
)
PIECES = r"[部本个款条张双把盏顶件份些点种]"
PARTING = re.compile(
    rf"一边|(?:看|读|喝|玩|来)(?:一|几|两|三)?{PIECES}(?![子性人])|"
    rf"送给?(?:他|她|我)们?(?:一?{PIECES})?|"
    rf"(?:跟|和|陪|与|带着?)(?=我?(?:爸|妈|父|母|孩子|家人|家里|朋友|男|女|老|同事|室友|闺蜜|"
    rf"小朋友|对象|爷|奶|娃))|窝(?:在)?(?=沙发|被|家|"
    rf"床)|(?<=[一-鿿])(?<![配传赠护葬断欢送])(?=送给?[一-鿿]{{2}})|想(?:要|看|找|读|买|喝|听|"
    rf"放|换|送|配|弄|装)(?:他|她|我)?(?:一?{PIECES}|"
    rf"几{PIECES})?|(?:挑|选|买|找|送|给我|帮我|推荐)(?:一{PIECES}|几{PIECES}|{PIECES})|"
    rf"(?<!目)的(?![士确])|或者|"
    rf"或(?!许)|以及|还有|、|,|，|(?<![温饱暖缓柔总])和(?![平谐服睦解风])|[~～…·\s]+|哈{{2,}}|"
    rf"呜{{2,}}|嘿+|哎+|唉+"
)


GIVING = re.compile(r"(?<![配传赠护葬断欢])送给?(?!礼)")
# "又吓人又搞笑"
BOTH = re.compile(r"又([^又]{1,6})(?=又|$|的)")


def content(text: str) -> list[str]:
    """The pieces of `text` that say what is wished, fillers taken off.

    >>> content("想看一部节奏慢的")
    ['节奏慢']
    >>> content("画面要漂亮")
    ['画面漂亮']
    """
    text = BOTH.sub(r"、\1", text)
    if "礼" in text:  # a gift is named besides
        text = GIVING.sub("的", text)
    pieces = (stripped(piece) for piece in PARTING.split(text))
    return [piece for piece in dict.fromkeys(pieces) if piece]


def stripped(piece: str) -> str:
    """`piece` without fillers at its ends and between its words; "" where nothing else is in it."""
    kept = [match.span() for match in WHOLE.finditer(piece)]
    inner = BETWEEN.sub(lambda match: match.group() if _within(match.span(), kept) else "", piece)
    start, end, places = 0, len(inner), [match.span() for match in WHOLE.finditer(inner)]
    while start < end and (word := _at_start(inner, start, end, places)):
        start += len(word)
    while start < end and (word := _at_end(inner, start, end, places)):
        end -= len(word)
    said = inner[start:end].strip(" .:;!?'\"-")
    return "" if said in EMPTY else said


def _at_start(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str:
    match = STARTING.match(text, start, end)
    if match is None or not _within(match.span(), places):
        return match.group() if match else ""
    return next(
        (w for w in LEADING if text.startswith(w, start, end) and not _within((start, start + len(w)), places)), ""
    )


def _at_end(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str:
    match = ENDING.match(text[max(start, end - LONGEST) : end][::-1])
    if match is None or not _within((end - len(match.group()), end), places):
        return match.group()[::-1] if match else ""
    return next(
        (w for w in TRAILING if text.endswith(w, start, end) and not _within((end - len(w), end), places)), ""
    )


def _within(span: tuple[int, int], places: list[tuple[int, int]]) -> bool:
    """True where a filler would break a word that is none."""
    return any(low < span[1] and span[0] < high for low, high in places)
