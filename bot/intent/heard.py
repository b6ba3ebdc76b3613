"""What a rule gets and gives: the words not yet understood and the query so far. Knows no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.intent.gazetteer import Gazetteer, TitleMention
from bot.intent.learned.tagged import Tagged, Tags
from bot.intent.naming_words import BEGINS, INDEFINITE, MADE_BY, THE, TOLD_OF
from bot.intent.nearby import named
from bot.intent.referents import meant
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS
from bot.messages import Act, Session
from retriever.items import Item, Query


@dataclass(frozen=True, slots=True)
class Heard:
    """Passed from rule to rule; each takes out of `text` what it understood.

    Attributes:
        text: What is left to understand.
        query: The state with everything understood so far.
        session: The talk before this utterance.
        names: Of the catalogue.
        item_of: Record by id, None where the catalogue no longer has it.
        notes: What can't be served, in words for the person.
        acts: What was done so far, none twice.
        about, fields, meant, n: See Intent.
        strangers: Names in this utterance that no record has.
        understood: Words that a rule took which nothing of the query says again: "hidden gems".
        spoken: Items spoken of in this utterance so far, the last one last.
        tagged: What the learnt reader made of the whole utterance; None where there is none.
        tagger: Reads single clauses of `text`; None where `text` is not what was said (Chinese, put into English).
    """

    text: str
    query: Query
    session: Session
    names: Gazetteer
    item_of: Callable[[str], Item | None]
    notes: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    about: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    n: int | None = None
    strangers: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    tagged: Tagged | None = None
    tagger: Tags | None = None

    def took(self, start: int, end: int, query: Query | None = None, act: Act | None = None) -> Heard:
        """text[start:end] is understood and changed the query; a comma stays, so no new phrase grows."""
        text = f"{self.text[:start]} , {self.text[end:]}"
        heard = replace(self, text=text, query=self.query if query is None else query)
        return heard.did(act) if act else heard

    def did(self, *acts: Act) -> Heard:
        """Adds acts, each once."""
        return replace(self, acts=tuple(dict.fromkeys((*self.acts, *acts))))

    def now(self, query: Query, act: Act | None = None) -> Heard:
        """The query changed and no words are taken out."""
        heard = replace(self, query=query)
        return heard.did(act) if act else heard

    def note(self, note: str) -> Heard:
        """Adds a note, once."""
        return self if note in self.notes else replace(self, notes=(*self.notes, note))

    def understanding(self, words: str) -> Heard:
        """These words are no wish besides, whatever the learnt reader makes of them."""
        return replace(self, understood=(*self.understood, words))

    def pointing(self, ids: Iterable[str]) -> Heard:
        """Words that point stood for these items."""
        ids = tuple(ids)
        return replace(self, meant=tuple(dict.fromkeys((*self.meant, *ids))), spoken=(*self.spoken, *ids))

    def speaking(self, ids: Iterable[str]) -> Heard:
        """These were spoken of: what "it" means from now on."""
        return replace(self, spoken=(*self.spoken, *ids))

    def titled(self, text: str, asked: bool = False) -> list[TitleMention]:
        """Items that `text` names by title, those on screen also by a telling part of it; in its order."""
        shown = [pick.item for pick in self.session.shown]
        near = [one for one in named(text, shown) if one.whole or asked or TOLD_OF.search(text)]
        near = [one for one in near if one.many or self._calls(text, one.start, one.end)]
        near = [
            one for one in near if not (INDEFINITE.search(text[: one.start]) and not text[one.start].isupper())
        ]
        hints = (*self.session.query.liked, *(item.id for item in shown))
        found = [
            one
            for one in self.names.titles(text, asked, hints)
            if not (MADE_BY.search(text[: one.start]) and self.names.people(text[one.start : one.end]))
            and all(one.end <= other.start or one.start >= other.end for other in near)
        ]
        found = [one for one in found if not self._in_a_value(text, one)]
        found += [TitleMention(one.start, one.end, one.item_id) for one in near]
        return sorted(found, key=lambda one: one.start)

    def _in_a_value(self, text: str, title: TitleMention) -> bool:
        """True where it is a part of a longer name of the catalogue: Triangle in "love triangle"."""
        longer = (one for one in self.names.values(text) if one.end - one.start > title.end - title.start)
        return any(one.start <= title.start and title.end <= one.end for one in longer)

    def _calls(self, text: str, start: int, end: int) -> bool:
        """One word calls an item; another word too, only at the beginning, after "the" or with a capital."""
        if BEGINS.search(text[:start]):
            return True
        fields = {field for mention in self.names.values(text[start:end]) for field, _ in mention.values}
        if fields & (COUNTRY_FIELDS | GENRE_FIELDS | LANGUAGE_FIELDS):
            return False
        plainly = not fields and not self.names.ordinary(text[start:end])
        return plainly or text[start].isupper() or bool(THE.search(text[:start]))

    def pointed(self, text: str) -> tuple[str, ...]:
        """The items that words of `text` point at, see referents.meant."""
        return meant(text, self.session, self.spoken)

    @property
    def opening(self) -> bool:
        """True where nothing was asked for before."""
        query = self.session.query
        return not (query.text or query.must or query.liked or query.prefer)


Rule = Callable[[Heard], Heard]
