"""What the admin view says around the figures, in English and Chinese. Knows nothing of numbers."""

from __future__ import annotations

from bot.messages import Language

PHRASES: dict[str, dict[Language, str]] = {
    "name": {"en": "admin view", "zh": "管理视图"},
    "period": {"en": "Period", "zh": "时间范围"},
    "days": {"en": "{n} days", "zh": "{n} 天"},
    "all": {"en": "all", "zh": "全部"},
    "table": {"en": "numbers", "zh": "数字"},
    "table_of": {"en": "numbers: {title}", "zh": "数字：{title}"},
    "empty": {"en": "Nothing was said in this period", "zh": "这段时间没有对话"},
    "empty_what": {
        "en": "Open the chat page and ask for something, or choose a longer period above. "
        "The figures are here within half a minute.",
        "zh": "请打开聊天页面提问，或在上方选择更长的时间。数字会在半分钟内出现。",
    },
    "foot": {
        "en": "Counted at {time} UTC. Words and demands are listed where at least {talks} talks have them; "
        "questions, as they were written, where they were asked at least {times} times on {days} different days. "
        "A talk that was forgotten no longer counts; its unanswered questions are kept without it and do.",
        "zh": "统计于 {time}（UTC）。词和要求至少在 {talks} 次对话中出现才会列出；问题按原文列出，"
        "但须至少被问过 {times} 次、且在 {days} 个不同的日子。"
        "已删除的对话不再计入；其中没有答案的问题与对话分开保存，仍会计入。",
    },
    "cut": {"en": "Only the newest {n} turns are counted.", "zh": "只统计最新的 {n} 轮。"},
    "closed": {
        "en": "This page is for whoever runs this bot. On its machine run `offtrail admin` and open the address "
        "it prints.",
        "zh": "这个页面供运行本机器人的人使用。请在它的机器上运行 `offtrail admin`，然后打开它给出的地址。",
    },
    "code_refused": {
        "en": "This address was used already or is older than ten minutes. "
        "Run `offtrail admin` again for a new one.",
        "zh": "这个地址已被使用，或已超过十分钟。请再次运行 `offtrail admin` 获取新的地址。",
    },
    "too_often": {
        "en": "Too many wrong addresses. Wait a minute, then run `offtrail admin` again.",
        "zh": "错误的地址太多。请等一分钟，再运行 `offtrail admin`。",
    },
    "unreadable": {
        "en": "The talks can't be read just now; this was noted in the log of the server.",
        "zh": "暂时无法读取对话；问题已记录在服务器日志中。",
    },
}  # fmt: skip


def said(name: str, language: Language, **named: object) -> str:
    """One phrase, filled once."""
    return PHRASES[name][language].format(**named)
