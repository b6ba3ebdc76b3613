"""What is said to somebody who asks for no items: greetings, help, service, abuse. Knows no items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.examples import in_language
from bot.messages import SHOWING, Act, Intent, Language, Session
from bot.writer.clean import plain

Saying = dict[Language, tuple[str, str]]  # what is always said, and what follows where nothing else does

SAYINGS: dict[Act, Saying] = {
    "greeting": {
        "en": ("Hello!", "Tell me what you are in the mood for, and I will look beyond the well-known."),
        "zh": ("你好！", "告诉我你想要什么，我会在热门之外帮你找。"),
    },
    "thanks": {
        "en": ("You're welcome!", 'Say "more" for others, or tell me what should be different.'),
        "zh": ("不客气！", "想看更多就说“更多”，或者告诉我哪里需要不同。"),
    },
    "chitchat": {
        "en": (
            "I'm only a program that knows this catalogue, so I'm short of small talk.",
            "But tell me what would suit you now, and I will look for it.",
        ),
        "zh": ("我只是一个熟悉这份目录的程序，不太会闲聊。", "不过告诉我你现在想要什么，我就去找。"),
    },
    "service": {
        "en": (
            "I can't see orders, deliveries or accounts: I only know what is in the catalogue. {contact}",
            "If you would like something new, just describe it.",
        ),
        "zh": ("我看不到订单、配送或账户，只知道目录里有什么。{contact}", "想找点新的，直接描述就好。"),
    },
    "abuse": {
        "en": ("I'm sorry this was no help so far; tell me what should be different and I will look again.", ""),
        "zh": ("抱歉到现在都没帮上忙；告诉我哪里不对，我再找找。", ""),
    },
    "injection": {
        "en": (
            "I take that as something you said, not as an order to me, and go on as before.",
            "What would you like me to look for?",
        ),
        "zh": ("我把它当作你说的话，而不是给我的命令，一切照旧。", "想让我找点什么？"),
    },
    "off_topic": {
        "en": (
            "That is beyond me: all I can do is find things in this catalogue and tell what I know of them.",
            "Describe what you would love, in your own words.",
        ),
        "zh": ("这个我帮不上：我只会在这份目录里找东西，并告诉你我所知道的。", "用自己的话描述你想要的就好。"),
    },
    "change": {
        "en": ("All right, from the start.", "Tell me what you are in the mood for now."),
        "zh": ("好的，我们重新开始。", "告诉我你现在想要什么。"),
    },
    "help": {
        "en": (
            "",
            "Describe what you would love, in your own words. Afterwards you can say what to change: "
            '"more like the second one", "nothing from the US", "darker", "why this one?".',
        ),
        "zh": (
            "",
            "用自己的话描述你想要的。之后可以继续调整：“更像第二个”“不要美国的”“更黑暗”“为什么推荐这个？”。",
        ),
    },
}
WITH_EXAMPLES: frozenset[Act] = frozenset({"greeting", "help", "off_topic", "change"})
CONTACT: dict[Language, tuple[str, str]] = {
    "en": ("Please ask {}.", "Please ask those who run this site."),
    "zh": ("请联系{}。", "请联系本站的运营方。"),
}
NOTHING_NEAR: dict[Language, str] = {
    "en": "I found nothing here that comes near “{}”.",
    "zh": "这里没有与“{}”相近的东西。",
}
MAX_ECHO_CHARS = 80


def small_talk(intent: Intent, alone: bool, contact: str, examples: Sequence[str]) -> str:
    """What is said to the small talk in an utterance, "" where there is none.

    Args:
        alone: Nothing else is answered: the long form, with requests that this catalogue can serve.
        contact: Whom to ask about orders, "" where nobody was named.
    """
    found = [act for act in SAYINGS if act in intent.acts and not (act == "change" and intent.shows)]
    said = [SAYINGS[act][intent.language] for act in found]
    gap = "" if intent.language == "zh" else " "
    text = gap.join(first for first, _ in said if first)
    text = text.replace("{contact}", contact_line(contact, intent.language))
    if not alone:
        return text
    text = gap.join(part for part in (text, *(more for _, more in said[-1:])) if part)
    if examples and WITH_EXAMPLES & set(found):
        lead = "例如：" if intent.language == "zh" else "For example:"
        text += f"\n\n{lead}\n" + "\n".join(f"- {example}" for example in in_language(examples, intent.language))
    return text


def contact_line(contact: str, language: Language) -> str:
    """Whom to ask about what this bot can't know."""
    named, nobody = CONTACT[language]
    return named.format(contact) if contact else nobody


def given_up(intent: Intent, talk: Session) -> Intent:
    """A hopeless wish: answered with what can be asked here, and forgotten."""
    acts = tuple(act for act in intent.acts if act not in SHOWING)
    query = replace(talk.query, user=intent.query.user)
    told = (_nothing_near(intent.query.text, intent.language),) if intent.query.text.strip() else ()
    return replace(intent, acts=(*acts, "help"), query=query, notes=(*intent.notes, *told))


def _nothing_near(wish: str, language: Language) -> str:
    echo = plain(wish)
    echo = echo if len(echo) <= MAX_ECHO_CHARS else echo[: MAX_ECHO_CHARS - 1] + "…"
    return NOTHING_NEAR[language].format(echo)
