"""What the figures are called, in English and Chinese. Knows nothing of numbers."""

from __future__ import annotations

from bot.messages import Language

PHRASES: dict[str, dict[Language, str]] = {
    # sections
    "asked": {"en": "What is asked", "zh": "问了什么"},
    "shown": {"en": "What is shown", "zh": "展示了什么"},
    "felt": {"en": "What people thought of it", "zh": "大家的反馈"},
    "speed": {"en": "How long people wait", "zh": "等待时间"},
    # numbers at the top
    "talks": {"en": "talks", "zh": "对话"},
    "turns": {"en": "turns", "zh": "轮次"},
    "beyond": {"en": "shown beyond the well-known", "zh": "展示中非知名的占比"},
    "coverage": {"en": "of the catalogue shown", "zh": "目录已展示"},
    "likes": {"en": "likes", "zh": "喜欢"},
    "p95_card": {"en": "first card, 95 % within", "zh": "95% 的首张卡片用时不超过"},
    # common
    "day": {"en": "Day (UTC)", "zh": "日期（UTC）"},
    "days_from": {"en": "{n} days from (UTC)", "zh": "每 {n} 天，始于（UTC）"},
    "band": {"en": "Popularity band", "zh": "知名度"},
    "times": {"en": "times", "zh": "次数"},
    "seconds": {"en": "Seconds", "zh": "秒"},
    "well known": {"en": "well known", "zh": "知名"},
    "less known": {"en": "less known", "zh": "不太知名"},
    "niche": {"en": "niche", "zh": "小众"},
    "hidden": {"en": "hidden", "zh": "隐藏"},
    "gone": {"en": "gone from the catalogue", "zh": "已不在目录中"},
    # asked
    "traffic": {"en": "Turns and talks", "zh": "轮次与对话"},
    "traffic_reads": {"en": "Turns: {turns}, in talks: {talks}.", "zh": "{talks} 次对话，共 {turns} 轮。"},
    "acts": {"en": "What people do", "zh": "大家在做什么"},
    "acts_head": {"en": "Act", "zh": "行为"},
    "acts_read": {
        "en": "Most often people {first}, in {share} of the turns.",
        "zh": "最多的是“{first}”，占轮次的 {share}。",
    },
    "acts_none": {
        "en": "No turn of this period says what was done in it; turns from now on do.",
        "zh": "这段时间的轮次没有记录行为；今后的轮次会记录。",
    },
    "fields": {"en": "What demands are about", "zh": "要求涉及的方面"},
    "fields_head": {"en": "Field", "zh": "字段"},
    "fields_read": {
        "en": "{share} of the talks demand something of {first}.",
        "zh": "{share} 的对话对“{first}”有要求。",
    },
    "fields_none": {"en": "Nobody has demanded anything of a field yet.", "zh": "还没有人对某个字段提出要求。"},
    "demands": {"en": "What is demanded", "zh": "具体的要求"},
    "demands_head": {"en": "Demand", "zh": "要求"},
    "demands_read": {"en": "“{first}” leads, in {n} talks.", "zh": "“{first}”最多，出现在 {n} 次对话中。"},
    "demands_none": {
        "en": "A demand is listed once three different talks have made it.",
        "zh": "同一要求在三次不同的对话中出现后才会列出。",
    },
    "words": {"en": "Words of the wishes", "zh": "愿望中的词"},
    "words_head": {"en": "Word", "zh": "词"},
    "words_read": {
        "en": "“{first}” is wished for in {n} talks. Words of fewer than three talks are not told.",
        "zh": "“{first}”出现在 {n} 次对话中。少于三次对话的词不会列出。",
    },
    "words_none": {
        "en": "A word is listed once three different talks have used it.",
        "zh": "同一个词在三次不同的对话中出现后才会列出。",
    },
    "questions": {"en": "Questions without an answer", "zh": "没有答案的问题"},
    "questions_head": {"en": "Question", "zh": "问题"},
    "questions_read": {
        "en": "Questions of service that found no article: {n}. "
        "Those asked three times, on two days at least, are listed.",
        "zh": "有 {n} 个服务问题没有找到文章。被问过至少三次、且不在同一天的会列出。",
    },
    "questions_none": {
        "en": "Every question of service found its article, or nobody asked one.",
        "zh": "服务问题都找到了文章，或没有人提问。",
    },
    # shown
    "bands": {"en": "Shown, by popularity", "zh": "按知名度的展示"},
    "bands_read": {
        "en": "The well-known take {shown} of the places; they are {there} of the catalogue.",
        "zh": "知名的占展示的 {shown}，占目录的 {there}。",
    },
    "of_shown": {"en": "of what is shown", "zh": "占展示"},
    "of_items": {"en": "of the catalogue", "zh": "占目录"},
    "nothing_shown": {
        "en": "Nothing was shown in this period. Ask the page for something, or choose a longer period.",
        "zh": "这段时间没有展示任何内容。请在页面上提问，或选择更长的时间。",
    },
    "covered": {"en": "Catalogue shown so far", "zh": "目录的累计展示"},
    "covered_reads": {
        "en": "{share} of the catalogue was shown at least once. Gini {gini}: 0 all alike, 1 the same few.",
        "zh": "目录的 {share} 至少展示过一次。基尼系数 {gini}：0 为均等，1 为总是少数几个。",
    },
    "endings": {"en": "How turns end", "zh": "轮次如何结束"},
    "endings_head": {"en": "Ending", "zh": "结束方式"},
    "endings_read": {"en": "{share} of the turns were stopped or cut off.", "zh": "{share} 的轮次被停止或中断。"},
    "ending items": {"en": "answered with items", "zh": "给出推荐"},
    "ending words": {"en": "answered in words only", "zh": "只用文字回答"},
    "ending stopped": {"en": "stopped", "zh": "被停止"},
    # felt
    "opinions": {"en": "Buttons, by popularity", "zh": "按知名度的反馈"},
    "opinions_read": {
        "en": "Likes: {like}, dislikes: {dislike}, already seen: {seen}.",
        "zh": "{like} 个喜欢，{dislike} 个不喜欢，{seen} 个看过。",
    },
    "nobody_pressed": {
        "en": "No button was pressed in this period. They stand on every card.",
        "zh": "这段时间没有人点按钮。每张卡片上都有按钮。",
    },
    "press like": {"en": "like", "zh": "喜欢"},
    "press dislike": {"en": "dislike", "zh": "不喜欢"},
    "press seen": {"en": "seen", "zh": "看过"},
    "liked": {"en": "Liked most", "zh": "最受喜欢"},
    "liked_head": {"en": "Item", "zh": "条目"},
    "liked_read": {"en": "{first} comes first ({n}).", "zh": "《{first}》最多，{n} 次。"},
    "liked_none": {"en": "Nothing was liked in this period.", "zh": "这段时间没有喜欢。"},
    "disliked": {"en": "Disliked most", "zh": "最不受喜欢"},
    "disliked_head": {"en": "Item", "zh": "条目"},
    "disliked_read": {"en": "{first} comes first ({n}).", "zh": "《{first}》最多，{n} 次。"},
    "disliked_none": {"en": "Nothing was disliked in this period.", "zh": "这段时间没有不喜欢。"},
    # speed
    "waiting": {"en": "Until the first card", "zh": "到首张卡片"},
    "first_card": {"en": "Until the first card", "zh": "到首张卡片"},
    "first_word": {"en": "Until the first word", "zh": "到第一个字"},
    "last_word": {"en": "Until the last word", "zh": "到最后一个字"},
    "waiting_reads": {"en": "Half within {p50}, 95 % within {p95}.", "zh": "一半不超过 {p50}，95% 不超过 {p95}。"},
    "nothing_timed": {
        "en": "No turn of this period was timed; turns from now on are.",
        "zh": "这段时间的轮次没有计时；今后的轮次会计时。",
    },
    "p50": {"en": "half within", "zh": "一半不超过"},
    "p95": {"en": "95 % within", "zh": "95% 不超过"},
    "histogram": {"en": "Waits, sorted", "zh": "等待时间的分布"},
    "histogram_reads": {"en": "How many turns took how many seconds.", "zh": "各等待时间的轮次数。"},
    # acts
    "act recommend": {"en": "ask for items", "zh": "要推荐"},
    "act refine": {"en": "say more of the wish", "zh": "补充愿望"},
    "act constrain": {"en": "make a demand", "zh": "提出要求"},
    "act exclude": {"en": "leave something out", "zh": "排除"},
    "act relax": {"en": "take something back", "zh": "放宽"},
    "act more": {"en": "ask for more", "zh": "要更多"},
    "act change": {"en": "begin another wish", "zh": "换个愿望"},
    "act like": {"en": "say what they like", "zh": "说喜欢"},
    "act dislike": {"en": "say what they dislike", "zh": "说不喜欢"},
    "act seen": {"en": "say what they have seen", "zh": "说看过"},
    "act about": {"en": "ask about an item", "zh": "询问某个条目"},
    "act compare": {"en": "compare items", "zh": "比较"},
    "act why": {"en": "ask why", "zh": "问为什么"},
    "act greeting": {"en": "greet", "zh": "问候"},
    "act thanks": {"en": "thank", "zh": "道谢"},
    "act chitchat": {"en": "chat", "zh": "闲聊"},
    "act help": {"en": "ask for help", "zh": "求助"},
    "act service": {"en": "ask for service", "zh": "服务问题"},
    "act abuse": {"en": "abuse", "zh": "辱骂"},
    "act injection": {"en": "try to mislead the bot", "zh": "试图误导机器人"},
    "act off_topic": {"en": "speak of something else", "zh": "离题"},
}  # fmt: skip


def said(name: str, language: Language, **named: object) -> str:
    """One phrase, filled once."""
    return PHRASES[name][language].format(**named)
