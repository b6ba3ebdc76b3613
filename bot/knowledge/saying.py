"""What the articles say, and that they say nothing, in words with their sources. Knows no passages' scores."""

from __future__ import annotations

from bot.answers import Texts, in_turn
from bot.knowledge.consult import Consulted
from bot.knowledge.nouns import Quote
from bot.messages import Language, Text
from bot.sayings import contact_line
from bot.writer.clean import plain

FROM: dict[Language, str] = {"en": "(From: {})", "zh": "（出自：{}）"}
DONT_KNOW: dict[Language, tuple[str, str]] = {
    "en": ("I don't know: our articles don't answer “{}”.", "I don't know: our articles don't answer that."),
    "zh": ("我不知道：我们的文章里没有回答“{}”。", "我不知道：我们的文章里没有答案。"),
}
MAX_ECHO_CHARS = 80


def said(consulted: Consulted, contact: str) -> Texts:
    """Quotations with their sources, then what nobody knows and whom to ask; nothing where nothing was asked."""
    language = consulted.intent.language
    parts = [_quoted(quote, language) for quote in consulted.quotes]
    if consulted.unanswered:
        parts.append(_unknown(consulted.unanswered, contact, language))
    return in_turn(parts)


def _quoted(quote: Quote, language: Language) -> Texts:
    source = str(quote.cited)
    yield Text(quote.text, source=source)
    yield Text("\n" + FROM[language].format(source), source=source)


def _unknown(questions: tuple[str, ...], contact: str, language: Language) -> Texts:
    echoing, short = DONT_KNOW[language]
    echo = plain(questions[0])
    told = echoing.format(echo) if len(questions) == 1 and echo and len(echo) <= MAX_ECHO_CHARS else short
    yield Text(told + ("" if language == "zh" else " ") + contact_line(contact, language))
