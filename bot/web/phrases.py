"""What the page itself says, in English and Chinese. Knows nothing of talks."""

from __future__ import annotations

from bot.messages import Language

MOST_TAGS = 20

PHRASES: dict[str, dict[Language, str]] = {
    # header
    "line": {
        "en": "Looks beyond the well-known, and tells you why each pick fits.",
        "zh": "在热门之外寻找，并告诉你每个推荐为什么合适。",
    },
    "new": {"en": "New talk", "zh": "新对话"},
    "more": {"en": "More", "zh": "更多"},
    "about": {"en": "About this bot", "zh": "关于这个机器人"},
    "export": {"en": "Download this talk", "zh": "下载这次对话"},
    "forget": {"en": "Forget this talk…", "zh": "删除这次对话…"},
    "forget_what": {
        "en": "All that was said, shown and pressed in this talk is deleted here, for good.",
        "zh": "这次对话里说过、显示过和点过的一切都会从这里永久删除。",
    },
    "forget_yes": {"en": "Yes, forget it", "zh": "是的，删除"},
    # empty page
    "empty": {"en": "What are you in the mood for?", "zh": "你现在想要什么样的？"},
    "empty_how": {
        "en": "In your own words. Or begin with one of these:",
        "zh": "用你自己的话说，或从下面任选一个开始：",
    },
    # box and dial
    "say": {"en": "Say something", "zh": "说点什么"},
    "placeholder": {"en": "Say what you would love…", "zh": "说说你会喜欢什么……"},
    "send": {"en": "Send", "zh": "发送"},
    "stop": {"en": "Stop", "zh": "停止"},
    "agreed": {"en": "What I understood:", "zh": "我的理解："},
    "take_back": {"en": "Take it back", "zh": "撤回"},
    "change": {"en": "Change", "zh": "更改"},
    "number": {"en": "Number", "zh": "数值"},
    "dial": {"en": "How far off the trail", "zh": "冷门程度"},
    # cards
    "added": {"en": "New:", "zh": "新增："},
    "dropped": {"en": "No longer:", "zh": "不再："},
    "why": {"en": "why", "zh": "理由"},
    "like": {"en": "Like", "zh": "喜欢"},
    "dislike": {"en": "Dislike", "zh": "不喜欢"},
    "seen": {"en": "Seen", "zh": "看过"},
    "more_like": {"en": "More like this", "zh": "更多类似的"},
    "wish": {"en": "your words: {}", "zh": "你说的：{}"},
    "liked": {"en": "like {}", "zh": "像《{}》"},
    "shared": {"en": "{value}, as in {of}", "zh": "{value}，与《{of}》相同"},
    "together": {"en": "{n} people know it and {of}", "zh": "{n} 个人同时知道它和《{of}》"},
    "record": {"en": "The record says", "zh": "资料写着"},
    "said": {"en": "You said", "zh": "你说过"},
    "also_said": {
        "en": "You said you like {}. The two records are alike.",
        "zh": "你说过喜欢《{}》，两份资料相近。",
    },
    "same_as": {"en": "{} has the same.", "zh": "《{}》也是这样。"},
    "log": {
        "en": "{n} people in the interaction log have both this and {of}.",
        "zh": "互动记录中有 {n} 个人同时有它和《{of}》。",
    },
    "minutes": {"en": "{} min", "zh": "{}分钟"},
    "price": {"en": "price {}", "zh": "价格 {}"},
    "known_by_none": {"en": "rated by nobody here yet", "zh": "这里还没有人评过"},
    "known_by_one": {"en": "rated by 1 person here", "zh": "这里有 1 个人评过"},
    "known_by": {"en": "rated by {} people here", "zh": "这里有 {} 个人评过"},
    "uncounted": {"en": "popularity unknown", "zh": "知名度未知"},
    "well known": {"en": "well known", "zh": "知名"},
    "less known": {"en": "less known", "zh": "不太知名"},
    "niche": {"en": "niche", "zh": "小众"},
    "hidden": {"en": "hidden", "zh": "鲜为人知"},
    # turns
    "again": {"en": "Ask again", "zh": "再问一次"},
    "edit": {"en": "Edit and ask anew", "zh": "修改后重新问"},
    "again_what": {
        "en": "Asks the same once more, as a new request; what stands here stays.",
        "zh": "作为新的请求再问一次；这里的内容会保留。",
    },
    "edit_what": {
        "en": "Puts your words back in the box; they are sent as a new request, and what stands here stays.",
        "zh": "把你的话放回输入框，作为新的请求发送；这里的内容会保留。",
    },
    "stopped": {"en": "(stopped)", "zh": "（已停止）"},
    "composed": {"en": "Put together from the records.", "zh": "由资料整理而成。"},
    "by_model": {
        "en": "The language model wrote in {} of {} paragraphs; the rest is put together from the records.",
        "zh": "语言模型参与了 {1} 段中的 {0} 段，其余由资料整理而成。",
    },
    # what goes wrong
    "failed": {
        "en": "Something went wrong on our side and was noted. What stands above was kept; please try again.",
        "zh": "我们这边出了点问题，已记录下来。上面的内容都还在，请再试一次。",
    },
    "too_long": {
        "en": "That has {:,} characters; at most {:,} can be read. Please say it shorter.",
        "zh": "这段话有 {:,} 个字符，最多能读 {:,} 个。请说得短一些。",
    },
    "lost": {
        "en": "The connection was lost. Trying again; what was answered so far is kept, and so is what you write.",
        "zh": "连接断开了，正在重新连接。已经回答的内容和你正在写的话都会保留。",
    },
    "forgotten": {
        "en": "The talk that stood here was forgotten, and nothing of it is left. "
        "What is in the box was not sent.",
        "zh": "原来在这里的对话已被删除，没有留下任何内容。输入框里的话没有发送。",
    },
    "left": {
        "en": "A new talk was begun in another window, and this is it. What is in the box was not sent.",
        "zh": "你在另一个窗口开始了新对话，这里显示的就是它。输入框里的话没有发送。",
    },
    "gone": {"en": "That item is no longer in the catalogue.", "zh": "它已经不在目录里了。"},
    "no_cookie": {
        "en": "Your browser sent no cookie, and without it a talk can't be kept. "
        "Allow cookies here and reload the page.",
        "zh": "你的浏览器没有发送 cookie，没有它就无法保存对话。请在这里允许 cookie，然后重新加载页面。",
    },
}

PART_NAMES = {
    "catalogue": "目录",
    "encoder": "编码器",
    "store": "向量库",
    "ranker": "排序",
    "interest model": "兴趣模型",
    "parser": "理解",
    "articles": "文章",
    "writer": "写作",
}  # what the lines of Bot.about begin with


def phrase(name: str, language: Language, *values: object, **named: object) -> str:
    """One phrase, filled once.

    >>> phrase("liked", "zh", "Alien"), phrase("by_model", "en", 2, 3)[:39]
    ('像《Alien》', 'The language model wrote in 2 of 3 para')
    """
    return PHRASES[name][language].format(*values, **named)


def part_name(name: str, language: Language) -> str:
    """What a part of the bot is called; one we have no word for keeps its name."""
    return PART_NAMES.get(name, name) if language == "zh" else name


def asked_for(accepted: str) -> Language:
    """The language a browser asks for in its Accept-Language header: Chinese where it prefers that to English.

    >>> asked_for("zh-CN,zh;q=0.9,en;q=0.8"), asked_for("en-GB,zh;q=0.5"), asked_for("fr, zh;q=0.4"), asked_for("")
    ('zh', 'en', 'zh', 'en')
    """
    weight = {"zh": 0.0, "en": 0.0}
    for part in accepted.split(",")[:MOST_TAGS]:
        tag, *options = part.strip().casefold().split(";")
        name = tag.strip().partition("-")[0]
        if name in weight:
            weight[name] = max(weight[name], _quality(options))
    return "zh" if weight["zh"] > weight["en"] else "en"


def _quality(options: list[str]) -> float:
    try:
        said = next(option.strip()[2:] for option in options if option.strip().startswith("q="))
        return float(said)
    except StopIteration:
        return 1.0
    except ValueError:  # nonsense asks for nothing
        return 0.0
