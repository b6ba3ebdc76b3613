"""The deterministic parser: a row of rules, each taking what it understands. Knows nothing of storage."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.intent.anyone import read_anyone
from bot.intent.chinese import to_english
from bot.intent.chinese.glossing import glossed
from bot.intent.chinese.goods import goods_named
from bot.intent.chinese.notes import in_chinese
from bot.intent.gazetteer import Gazetteer, aliased
from bot.intent.given_up import given_up
from bot.intent.heard import Heard, Rule
from bot.intent.learned.hearing import believed, read_question, read_talk
from bot.intent.learned.tagged import Tags
from bot.intent.manner import read_language, read_more, read_n, read_niche, read_no_matter
from bot.intent.misspelt import read_misspelt
from bot.intent.numbers import read_comparatives, read_numbers
from bot.intent.opinions import read_opinions
from bot.intent.plain import plain
from bot.intent.questions import read_questions
from bot.intent.referents import explicit, missing, numbered
from bot.intent.refusing import read_exclusions, unlisted
from bot.intent.relaxing import read_relaxations, read_taken_back
from bot.intent.same import read_other_maker
from bot.intent.sizes import read_size
from bot.intent.small_talk import read_small_talk, sentences
from bot.intent.somebody import read_somebody
from bot.intent.stock import read_stock
from bot.intent.strangers import read_strangers
from bot.intent.subject import read_another_value, read_other_goods, read_reset, read_subject
from bot.intent.superlatives import read_superlatives
from bot.intent.untold import hold_or_tell, remind
from bot.intent.wanting import read_inclusions
from bot.intent.wishing import read_moods, read_narration, read_opening, read_preference, read_unheard, read_wish
from bot.messages import Act, Intent, Language, Session
from retriever.items import HAN, Item
from retriever.language import language as language_of

READ = (None, "en", "zh")  # languages that the rules read, and what can't be told
MAX_CHARS = 4_000
TOO_LONG = f"I read the first {MAX_CHARS:,} characters of what you said; please say the rest shorter."
IDLE = re.compile(
    r"\b(?:recommend|suggest\w*|something|anything|surprise|films?|movies?|books?|watch|read|buy|show me|ideas?)"
    r"\b",
    re.IGNORECASE,
)
UNREAD = "I read limits and refusals in English and Chinese only; here I went by meaning alone."


class RuleParser:
    """Grammar and gazetteer, no model. Thread-safe: everything it holds is read-only."""

    def __init__(
        self,
        names: Gazetteer,
        item_of: Callable[[str], Item | None],
        taggers: Mapping[Language, Tags] = MappingProxyType({}),
    ) -> None:
        """`taggers` read what no rule does, by language; a language without one is left to the rules."""
        self._names = names
        self._item_of = item_of
        self._taggers = taggers

    def _known(self, text: str) -> list[tuple[int, int]]:
        """Where `text` has names of this catalogue, which may be Chinese itself."""
        values = [(value.start, value.end) for value in self._names.values(text)]
        return values + [(title.start, title.end) for title in self._names.titles(text)]

    def parse(self, utterance: str, session: Session) -> Intent:
        return given_up(utterance, session, self._item_of) or self._read(utterance, session)

    def _read(self, utterance: str, session: Session) -> Intent:
        said = plain(utterance, MAX_CHARS)
        fixed, said = read_language(said)
        spoken: Language = "zh" if HAN.search(said) else "en"
        english = to_english(said, self._known(said), goods_named(said, self._names)) if spoken == "zh" else said
        text = self._names.spelt(aliased(english))
        text = unlisted(text)
        heard = Heard(text, session.query, session, self._names, self._item_of)
        foreign = language_of(utterance) not in READ
        if (tagger := self._taggers.get(spoken)) and not foreign:
            read = tagger.tag(said if spoken == "zh" else text, heard.opening)
            heard = replace(heard, tagged=read, tagger=tagger if spoken == "en" else None)
        for rule in RULES:
            heard = believed(heard, rule(heard))
        heard = read_question(read_talk(heard))
        if (shown := len(session.shown)) and not heard.acts and (beyond := missing(text, shown)):
            heard = heard.note(f"I showed {shown} item{'s' if shown > 1 else ''}, so there is no “{beyond}”.")
        for sentence in sentences(text):
            heard = heard.pointing(explicit(sentence, session))
        unread = (heard.query.must, heard.query.niche) == (session.query.must, session.query.niche)
        if unread and foreign and heard.acts:
            heard = heard.note(UNREAD)
        heard = hold_or_tell(glossed(heard, said), said)
        if len(utterance) > MAX_CHARS:
            heard = heard.note(TOO_LONG)
        language = fixed or session.language or spoken
        acts = heard.acts or _nothing(heard, bool(fixed))
        heard = remind(heard) if Intent(acts, heard.query).shows else heard
        return Intent(
            acts,
            heard.query,
            heard.about,
            heard.fields,
            heard.meant,
            heard.notes if language == "en" else tuple(map(in_chinese, heard.notes)),
            language,
            bool(fixed),
            heard.n,
        )


def read_extremes(heard: Heard) -> Heard:
    """ "I'll go with the shorter of those" points at one of them."""
    return replace(heard, text=numbered(heard.text, heard.session, heard.spoken))


def _nothing(heard: Heard, spoke: bool) -> tuple[Act, ...]:
    """Acts of an utterance in which nothing was heard: "recommend me a film" wants one, "?!" wants help.

    Somebody whose history is known, or who was asked a question, need not say what for. Who asked for nothing but
    a name that no record has is shown no items that have nothing to do with it.
    """
    turns = heard.session.turns
    if heard.strangers:
        return ("help",)
    if IDLE.search(heard.text) or heard.query.user or (turns and turns[-1].asked):
        return ("recommend",)
    return ("chitchat",) if spoke and heard.opening else ("help",)


RULES: tuple[Rule, ...] = (
    read_no_matter,
    read_reset,
    read_anyone,
    read_somebody,
    read_small_talk,
    read_questions,
    read_superlatives,
    read_extremes,
    read_subject,
    read_niche,
    read_other_maker,
    read_relaxations,
    read_taken_back,
    read_n,
    read_stock,
    read_size,
    read_comparatives,
    read_opinions,
    read_numbers,
    read_exclusions,
    read_more,
    read_moods,
    read_narration,
    read_strangers,
    read_inclusions,
    read_other_goods,
    read_another_value,
    read_wish,
    read_unheard,
    read_misspelt,
    read_preference,
    read_opening,
)
