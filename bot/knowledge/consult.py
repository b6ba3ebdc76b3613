"""An utterance -> what the articles say to it, and what is left of it. Knows no files, models or items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.intent.referent_words import ORDINAL
from bot.knowledge.addressed import in_trouble, of_service, of_the_matter, points, to_shop, troubled
from bot.knowledge.asking import asks, names_a_kind, parts, tells, wishes, with_story
from bot.knowledge.elliptic import elliptic
from bot.knowledge.glossed import in_english
from bot.knowledge.goods import of_other_goods
from bot.knowledge.nouns import Quote
from bot.knowledge.of_item import called_by_kind, of_another_maker, silent
from bot.messages import Act, Intent, Session, Turn
from retriever.items import Item

SUPPORTED, CLEAR = 1.4, 2.47  # log odds; chosen on dev questions, see docs/articles.md
MOST_HALVES = 4  # turns that a follow-up looks back
POLITE: frozenset[Act] = frozenset({"service", "greeting", "thanks", "chitchat"})  # an answer is enough
OF_ITEMS: frozenset[Act] = frozenset({"about", "compare", "why"})

Understand = Callable[[str], Intent]


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the articles make of an utterance.

    Attributes:
        intent: Of what is left; without the act "service", which is answered here.
        quotes: What they say, in the order of the questions.
        unanswered: The questions of service that they don't answer, in the person's words.
    """

    intent: Intent
    quotes: tuple[Quote, ...] = ()
    unanswered: tuple[str, ...] = ()


class Ask(Protocol):
    """Finds the best answer."""

    def __call__(self, question: str, after: str = "") -> Quote:
        """To a question that may follow up another."""
        ...


class Knowledge(Protocol):
    """Answers questions of service."""

    def __call__(self, utterance: str, talk: Session, understand: Understand) -> Consulted:
        """Takes the questions for the articles out of an utterance; `understand` reads what is left."""
        ...


def nothing(utterance: str, talk: Session, understand: Understand) -> Consulted:  # noqa: ARG001  # a Knowledge
    """There are no articles."""
    return Consulted(understand(utterance))


@dataclass(frozen=True, slots=True)
class Articles:
    """Asks the articles.

    Attributes:
        quote: The best that they say to a question, given the one that it follows up, if any.
        supported: How well a quotation must be supported where the parser sees a question of service, or its
            form is that of one.
        clear: And elsewhere, as it may be a wish after all.
        item_of: Record by id; what it tells is no question for the articles.
    """

    quote: Ask
    supported: float = SUPPORTED
    clear: float = CLEAR
    item_of: Callable[[str], Item | None] = lambda _: None

    def __call__(self, utterance: str, talk: Session, understand: Understand) -> Consulted:
        whole = understand(utterance)
        found = parts(utterance)
        if len(found) == 1 and (followed := self._followed_up(utterance, whole, talk, understand)):
            return followed
        if not self._may_ask(found, whole):
            return Consulted(whole)
        quotes: list[Quote] = []
        unanswered: list[str] = []
        left: list[str] = []
        before = ""
        for told, part in _wishes_apart(utterance, with_story(found), talk, understand):
            heard = whole if part == utterance else understand(part)
            if before and elliptic(part):  # "can I get an invoice, and how long does that take?"
                answer: Quote | str | None = self._half(part, before)
            else:
                answer = self._answer(told, part, heard)
                before = "" if answer is None else part
            if answer is None:
                left += [piece for piece in (told, part) if piece]
            elif isinstance(answer, Quote):
                quotes.append(answer)
            else:
                unanswered.append(answer)
        if not quotes and not unanswered:
            return self._as_one(utterance, whole, talk)
        return Consulted(_rest(left, whole, talk, understand), _each_once(quotes), tuple(unanswered))

    def _as_one(self, utterance: str, whole: Intent, talk: Session) -> Consulted:
        """None of the parts is for the articles; what the parser saw in the whole may be."""
        if "service" not in whole.acts:
            return Consulted(whole)
        acts = tuple(act for act in whole.acts if act != "service")
        best = self._best(utterance, self.supported)
        return Consulted(
            replace(whole, acts=acts) if acts else replace(whole, acts=(), query=talk.query),
            (best,) if best else (),
            () if best else (utterance,),
        )

    def _followed_up(self, part: str, heard: Intent, talk: Session, understand: Understand) -> Consulted | None:
        """The answer to half a question right after a whole one of service; None where it is no such half."""
        of_items = (heard.about and OF_ITEMS & set(heard.acts)) or ORDINAL.search(part)
        if of_items or not elliptic(part) or not (before := self._before(talk.turns, understand)):
            return None
        answer = self._half(part, before)
        rest = _rest([], heard, talk, understand)
        return Consulted(rest, (answer,)) if isinstance(answer, Quote) else Consulted(rest, (), (answer,))

    def _half(self, part: str, before: str) -> Quote | str:
        """The answer to half a question with the one before it; both where there is none."""
        best = max((self.quote(part, before), self.quote(part)), key=_support)
        return best if best.support > self.supported else f"{before} {part}"

    def _before(self, turns: Sequence[Turn], understand: Understand) -> str:
        """The question of service that the last turns were about, with its follow-ups; "" for none."""
        halves: list[str] = []
        for turn in reversed(turns[-MOST_HALVES:]):
            if turn.picks:
                return ""
            if not elliptic(turn.utterance):
                asked = [
                    part
                    for told, part in with_story(parts(turn.utterance))
                    if self._answer(told, part, understand(part))
                ]
                return " ".join((asked[-1], *reversed(halves))) if asked else ""
            halves.append(turn.utterance)
        return ""

    def _may_ask(self, found: list[str], whole: Intent) -> bool:
        """A glance that spares most utterances the rest."""
        return "service" in whole.acts or any(
            troubled(part) or (asks(part) and not wishes(part)) for part in found
        )

    def _answer(self, told: str, part: str, heard: Intent) -> Quote | str | None:
        """What the articles say; the question where they should but don't; None where it is not for them."""
        service = "service" in heard.acts
        of_items = (heard.about and OF_ITEMS & set(heard.acts)) or ORDINAL.search(part)
        if of_items and not service:
            return self._of_item(part, heard)
        if not service and not _may_be_asked(part):
            return None
        due = service or _due(part, heard)
        lost = heard.acts == ("help",)  # the parser found nothing in it that a wish could be
        asked = due or lost or to_shop(part) or of_service(part) or in_trouble(part)
        line = self.supported if asked else self.clear
        whole = f"{told} {part}".strip()  # "nobody was at home, where is it?": the story says what is asked
        for text in dict.fromkeys((whole, part)):
            if best := self._best(text, line):
                return best
        return whole if due else None

    def _best(self, question: str, line: float) -> Quote | None:
        """What is supported well enough and is of no other goods; Chinese may be asked in English."""
        for asked in filter(None, (question, in_english(question))):
            best, needed = self.quote(asked), line if asked is question else self.clear
            if best.support > needed and not of_other_goods(question, best.text):
                return best
        return None

    def _of_item(self, part: str, heard: Intent) -> Quote | str | None:
        """What the articles say of an item whose record is silent; else the shop may have to."""
        items = [item for id_ in heard.about if (item := self.item_of(id_)) is not None]
        if not silent(heard, items):
            return None
        best = self._best(called_by_kind(part, items[0]), self.clear)
        if best and not of_another_maker(best.text, items[0]):
            return best
        return part if to_shop(part) else None


def _wishes_apart(
    utterance: str, pairs: list[tuple[str, str]], talk: Session, understand: Understand
) -> list[tuple[str, str]]:
    """ "western and do you ship?": what is told before the question is a wish of its own."""
    apart: list[tuple[str, str]] = []
    for told, part in pairs:
        between = utterance.partition(told)[2].partition(part)[0] if told else ""
        kind = names_a_kind(told, part, between) and not troubled(told) and not of_the_matter(told)
        wished = kind and understand(told).query.must != talk.query.must
        apart += [("", told), ("", part)] if wished else [(told, part)]
    return apart


def _may_be_asked(part: str) -> bool:
    return (asks(part) and not wishes(part)) or troubled(part)


def _due(part: str, heard: Intent) -> bool:
    """It is the shop's to answer, so that it is said where no article does; else it may be a wish."""
    if heard.about or "injection" in heard.acts or not to_shop(part):
        return False
    return of_service(part) or (heard.acts == ("help",) and not points(part))


def _rest(left: list[str], whole: Intent, talk: Session, understand: Understand) -> Intent:
    """What is left, without the story that the questions came with."""
    kept = [part for part in left if not tells(part)]
    if not kept:
        return replace(Intent((), talk.query), language=whole.language, fixed=whole.fixed)
    heard = understand(" ".join(kept))
    acts = tuple(act for act in heard.acts if act not in POLITE)
    if acts == ("help",):  # nothing was understood in it: "and by the way"
        acts = ()
    return replace(heard, acts=acts, language=whole.language, fixed=whole.fixed)


def _support(quote: Quote) -> float:
    return quote.support


def _each_once(quotes: list[Quote]) -> tuple[Quote, ...]:
    return tuple({quote.text: quote for quote in quotes}.values())
