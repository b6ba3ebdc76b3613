"""The deterministic parser: a row of rules, each taking what it understands. Knows nothing of storage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.intent.facets import read_exclusions, read_inclusions, read_moods, read_relaxations
from bot.intent.gazetteer import Gazetteer, TitleMention, aliased
from bot.intent.heard import Heard, Rule
from bot.intent.numbers import read_comparatives, read_numbers
from bot.intent.referents import meant, without_referents
from bot.intent.state import dislike, hide, like, wish
from bot.intent.words import CHINESE, HEAD_WORDS, NICHE_WORDS
from bot.messages import Act, Intent, Language, Session
from retriever.items import Item, Query
from retriever.language import language as language_of
from retriever.lexical import STOP_WORDS, WORD

DIGITS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
CHINESE_NUMBERS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"([二三四五六七八九])十年代"), lambda m: f" {DIGITS[m.group(1)]}0s "),
    (re.compile(r"(\d{2,4})年代"), r" \1s "),
    (re.compile(r"(\d{4})年?[到至](\d{4})年?"), r" between \1 and \2 "),
    (re.compile(r"(\d{4})年?(?:之前|以前)"), r" before \1 "),
    (re.compile(r"(\d{4})年?(?:之后|以后)"), r" after \1 "),
    (re.compile(r"([一两三])个?半小时"), lambda m: f"{DIGITS[m.group(1)] * 60 + 30}分钟"),
    (re.compile(r"([一两三])个?小时"), lambda m: f"{DIGITS[m.group(1)] * 60}分钟"),
    (re.compile(r"(?:不超过|少于|短于|低于)(\d+)分钟"), r" at most \1 minutes "),
    (re.compile(r"(\d+)分钟(?:以内|以下|之内)"), r" at most \1 minutes "),
    (
        re.compile(r"(?:超过|多于|长于)(\d+)分钟|(\d+)分钟以上"),
        lambda m: f" at least {m.group(1) or m.group(2)} minutes ",
    ),
    (re.compile(r"(?:不超过|少于|低于)(\d+)(?:欧元|美元|元|块钱?)"), r" at most \1 yuan "),
    (re.compile(r"(\d+)(?:欧元|美元|元|块钱?)(?:以内|以下|之内)"), r" at most \1 yuan "),
    (re.compile(r"(\d+)(?:欧元|美元|元|块钱?)以上"), r" at least \1 yuan "),
)
HAN = re.compile(r"[一-鿿]")
GREETING = re.compile(
    r"\W*(?:hi|hello|hey|good (?:morning|evening|day)|hiya)(?: there| offtrail)?\W*", re.IGNORECASE
)
THANKS = re.compile(r"(?=.*\w)\W*(?:(?:great|perfect|ok(?:ay)?|cool|nice|lovely)\b,? ?)?(?:thanks?|thank you|cheers|bye|goodbye)?(?:,? (?:a lot|so much|very much|bye|for .{0,30}|that'?s (?:great|perfect|all|it)))?\W*", re.IGNORECASE)  # fmt: skip
HELP = re.compile(r"\W*(?:help|what can (?:you|i) (?:do|ask)(?: here| for)?|how does this work)\W*", re.IGNORECASE)
WHY = re.compile(r"^\W*(?:(?:and|but|so|ok(?:ay)?|then|hm+)\W+)?why\b(?=.{0,40}(?:\b(?:this|that|these|those|it|them|one|first|second|third|fourth|fifth|last|recommend\w*|pick\w*|chose)\b|$))", re.IGNORECASE)  # fmt: skip
ABOUT = re.compile(r"\b(?:tell me (?:more )?about|more about|what is|what's|who (?:directed|made|wrote|stars?|plays?|is in)|when was|how long is|where is)\b", re.IGNORECASE)  # fmt: skip
RESET = re.compile(r"\b(?:start over|start again|forget (?:everything|all(?: that| of it)?|it all|that)|reset|never mind all)\b", re.IGNORECASE)  # fmt: skip
REQUEST = re.compile(r"\b(?:i(?:'m| am) looking for|looking for|i(?:'d| would) like|i want|i need|recommend|suggest|show me|find me|give me|instead)\b|^\W*(?:now )?(?:a|an|some)\b", re.IGNORECASE)  # fmt: skip
REFINE = re.compile(
    r"^\W*(?:and|but|also|more|less|only|with|something \w+er|not|no|nothing|without)\b", re.IGNORECASE
)
MORE = re.compile(r"\b(?:(?:show|give|tell) me (?:some )?more|(?:any|some) ?more|more(?: please)?\W*$|something else|anything else|others?|another(?: one)?|next|different ones?)\b", re.IGNORECASE)  # fmt: skip
DISLIKE = re.compile(r"\b(?:(?:do(?:n'?t| not)|did(?:n'?t| not)) (?:really )?(?:like|enjoy)|hated?|dislike[ds]?|(?:not|less) like|nothing like|unlike)\b", re.IGNORECASE)  # fmt: skip
SEEN = re.compile(
    r"\b(?:seen|watched|saw|have read|already (?:know|own|have|read)|i (?:already )?(?:know|own|have|got))\b",
    re.IGNORECASE,
)
LIKE = re.compile(r"\b(?:more )?(?:like|similar to|love[ds]?|liked|enjoy(?:ed|s)?|fan of|in the style of)\b", re.IGNORECASE)  # fmt: skip
MORE_LIKE = re.compile(r"\bmore like\b|\bsimilar to\b", re.IGNORECASE)
OPINION = re.compile("|".join(pattern.pattern for pattern in (DISLIKE, SEEN, LIKE)), re.IGNORECASE)
CLAUSE = re.compile(
    r"[;!?\n]+|\.(?!\d)|,(?= (?:and )?(?:i|but|not|no|nothing|more|something|please|also|under|only|without|from)\b)|"
    r"(?<!anything )(?<!nothing )\bbut\b|\band (?=i\b|i'|not\b|nothing\b|no\b|(?:lov|lik|hat|dislik|enjoy)e)",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"[^,.;]{0,20}\b(?:under|over|less|fewer|more|than|between|at most|at least|exactly|around|about|max|min|only)\b[^,;\d]{0,12}"
    r"\d+(?:[.,]\d+)?[^,;]{0,20}|\d+(?:[.,]\d+)? ?(?:minutes?|mins?|hours?|euros?|€|\$|dollars?|pages?|元|欧元|分钟|小时)[^,;]{0,10}|"
    r"(?:不超过|少于|多于)[^,;]{0,12}",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"\b(?:please|some|any|i(?:'m| am)? (?:really )?(?:want|need|like|love|looking for|would like|'d like)|recommend(?: me)?|suggest|"
    r"show me|find me|give me|can you|could you|do you (?:have|know)(?: of)?|something|anything|looking for|instead|"
    r"i'd like|i would like|more like|similar to|like|more|now|only|must be|made|released|in the style of|than)\b",
    re.IGNORECASE,
)


READ = (None, "en", "zh")  # languages that the rules read, and what can't be told


class RuleParser:
    """Grammar and gazetteer, no model. Thread-safe: everything it holds is read-only."""

    def __init__(self, names: Gazetteer, item_of: Callable[[str], Item | None]) -> None:
        self._names = names
        self._item_of = item_of

    def parse(self, utterance: str, session: Session) -> Intent:
        language: Language = "zh" if HAN.search(utterance) else "en"
        text = aliased(to_english(utterance) if language == "zh" else utterance).replace("’", "'")
        if act := _talk(text):
            return Intent(act, session.query, language=language)
        heard = Heard(text, session.query, session, self._names, self._item_of)
        if (WHY.search(text) or ABOUT.search(text)) and (about := self._asked_about(heard)):
            return Intent("why" if WHY.search(text) else "about", session.query, about, language=language)
        for rule in RULES:
            heard = rule(heard)
        unread = (heard.query.must, heard.query.niche) == (session.query.must, session.query.niche)
        if unread and language_of(utterance) not in READ:
            heard = heard.note(
                "I read limits and refusals in English and Chinese only; here I went by meaning alone."
            )
        # somebody whose history is known need not say what for
        something = heard.asked or heard.query != session.query or session.query.user
        return Intent("recommend" if something else "help", heard.query, notes=heard.notes, language=language)

    def _asked_about(self, heard: Heard) -> tuple[str, ...]:
        named = tuple(mention.item_id for mention in self._names.titles(heard.text, asked=True))
        asked = named or meant(heard.text, heard.session)
        return asked or (tuple(pick.item.id for pick in heard.session.shown) if WHY.search(heard.text) else ())


def to_english(text: str) -> str:
    """Chinese words that the rules know, put into English; others stay."""
    for pattern, english in CHINESE_NUMBERS:
        text = pattern.sub(english, text)
    for chinese in sorted(CHINESE, key=len, reverse=True):
        text = text.replace(chinese, CHINESE[chinese])
    text = text.replace("，", ", ").replace("。", ". ").replace("？", "? ").replace("、", " or ")
    return " ".join(text.split())


def _talk(text: str) -> Act | None:
    if GREETING.fullmatch(text):
        return "greeting"
    if THANKS.fullmatch(text):
        return "thanks"
    return "help" if HELP.fullmatch(text) else None


def read_reset(heard: Heard) -> Heard:
    """ "start over" clears everything but what was seen."""
    if match := RESET.search(heard.text):
        heard = heard.took(*match.span(), Query(seen=heard.query.seen, niche=heard.query.niche))
    return heard


def read_subject(heard: Heard) -> Heard:
    """A new request takes the place of the old wish; constraints, seen and disliked items stay in force."""
    words = {word for word in WORD.findall(heard.text.casefold()) if word not in STOP_WORDS}
    if not heard.query.text or REFINE.search(heard.text) or meant(heard.text, heard.session):
        return heard
    if REQUEST.search(heard.text) and len(words) >= 3:
        return replace(heard, query=replace(heard.query, text="", prefer=(), liked=()))
    return heard


def read_niche(heard: Heard) -> Heard:
    """ "hidden gem", "few people know" turn the dial to 1; "popular" to 0."""
    for words, niche in ((NICHE_WORDS, 1.0), (HEAD_WORDS, 0.0)):
        pattern = rf"(\b(?:nothing|not|no|less) (?:too |so |very )?)?\b(?:{words})\b"
        if match := re.search(pattern, heard.text, re.IGNORECASE):
            wanted = 1.0 - niche if match.group(1) else niche
            heard = heard.took(*match.span(), replace(heard.query, niche=wanted))
    return heard


def read_opinions(heard: Heard) -> Heard:
    """Likes, dislikes and "seen it" of named and of shown items, clause by clause."""
    rest = []
    for clause in _clauses(heard.text):
        mentions = heard.names.titles(clause)
        if _asks_for_it(clause, mentions, heard):
            rest.append(clause)
            continue
        query = _judge(heard.query, clause, _ids_of(mentions, clause, heard.session))
        if query == heard.query and not mentions:
            rest.append(clause)
            continue
        if MORE_LIKE.search(clause):
            query = hide(query, (pick.item.id for pick in heard.session.shown))
        heard = replace(heard, query=query, asked=True)
        rest.append(without_referents(OPINION.sub(" ", _without(clause, mentions))))
    return replace(heard, text=" . ".join(rest))


def _asks_for_it(clause: str, mentions: Sequence[TitleMention], heard: Heard) -> bool:
    """A first request that is one title and nothing else asks for that item: it is looked for, not taken as known."""
    if len(mentions) != 1 or heard.session.turns or OPINION.search(heard.text) or MORE_LIKE.search(heard.text):
        return False
    mention = mentions[0]
    around = heard.text.replace(clause[mention.start : mention.end], " ", 1)
    return not any(word not in STOP_WORDS for word in WORD.findall(around.casefold()))


def _ids_of(mentions: Sequence[TitleMention], clause: str, session: Session) -> tuple[str, ...]:
    """Items a clause has an opinion on: named, or pointed at next to a word of liking."""
    named = tuple(mention.item_id for mention in mentions)
    return named or (meant(clause, session) if OPINION.search(clause) else ())


def _without(clause: str, mentions: Sequence[TitleMention]) -> str:
    for mention in reversed(mentions):
        clause = f"{clause[: mention.start]} , {clause[mention.end :]}"
    return clause


def _judge(query: Query, clause: str, ids: tuple[str, ...]) -> Query:
    if not ids:
        return query
    if DISLIKE.search(clause):
        return hide(dislike(query, ids), ids)
    if SEEN.search(clause) and not LIKE.search(clause):
        return hide(query, ids)
    return like(query, ids)


def read_more(heard: Heard) -> Heard:
    """ "more", "something else": what was shown is not shown again."""
    if match := MORE.search(heard.text):
        shown = (pick.item.id for turn in heard.session.turns for pick in turn.picks)
        heard = heard.took(*match.span(), hide(heard.query, shown))
    return heard


def read_wish(heard: Heard) -> Heard:
    """What is left joins the wish, when it says anything. A limit that no rule could read is told, never searched."""
    if match := LIMIT.search(heard.text):
        said = " ".join(match.group().split())
        heard = heard.took(*match.span(), heard.query).note(
            f"I could not read the limit in “{said}”; say it like “under 90 minutes”, “before 1980” or “at most 20 euros”."
        )
    rest = " ".join(re.sub(r"\s*[,.;!?](?:\s*[,.;!?])*\s*", ", ", FILLER.sub(" ", heard.text)).strip(" ,").split())
    if any(word not in STOP_WORDS for word in WORD.findall(rest.casefold())):
        heard = replace(heard, query=wish(heard.query, rest), asked=True)
    return heard


def _clauses(text: str) -> list[str]:
    return [clause for clause in CLAUSE.split(text) if clause and clause.strip()]


RULES: tuple[Rule, ...] = (
    read_reset,
    read_subject,
    read_niche,
    read_comparatives,
    read_opinions,
    read_numbers,
    read_relaxations,
    read_exclusions,
    read_more,
    read_moods,
    read_inclusions,
    read_wish,
)
