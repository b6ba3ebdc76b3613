"""Titles in real talks -> items: `python benchmarks/linking.py FILMS_DIR [TALKS]`.

FILMS_DIR holds catalogue.jsonl.gz, ml_ratings.csv.gz and the talks (talks_check.jsonl.gz when not named).
Every message of the longest turn of a dialog is read; the ids linked in all of them are compared to the
films the talk has named (`seen`). The talks were collected with the year behind most titles, so they are
also read without years, in small letters, and with a letter missing from the longest word of every title.
Peer, side by side: exact words only, as Offtrail read titles before. Where a title is shared, choosing the
right item without a year is luck, so figures are given for ids and for titles, any item of the name.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.intent.titles import TitleLinker, TitleMention
from retriever.catalogue import Columns, read_catalogue
from retriever.interactions import LogColumns, count_interactions
from retriever.items import Item
from retriever.lexical import STOP_WORDS, WORD

Link = Callable[[str], list[TitleMention]]

YEAR = re.compile(r"\s*\(\d{4}\)")
Rewrite = Callable[[str, Sequence[str]], str]  # a text and the titles named in the talk -> the text to read


def misspelt(text: str, titles: Sequence[str]) -> str:
    """`text` with the middle letter of the longest word of each title left out, where that has five or more."""
    for title in sorted(titles, key=len, reverse=True):
        word = max(WORD.findall(title), key=len, default="")
        if len(word) >= 5:
            middle = len(word) // 2
            text = text.replace(title, title.replace(word, word[:middle] + word[middle + 1 :]))
    return text


SETTINGS: dict[str, Rewrite] = {
    "as written": lambda text, _: text,
    "small letters": lambda text, _: text.lower(),
    "no years": lambda text, _: YEAR.sub("", text),
    "no years, small": lambda text, _: YEAR.sub("", text).lower(),
    "misspelt": misspelt,
    "misspelt, no years": lambda text, titles: YEAR.sub("", misspelt(text, titles)),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk's messages and the ids of the films named in them."""

    messages: tuple[str, ...]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one reader did."""

    precision: float
    recall: float
    f1: float
    utterances_a_second: float


class ExactTitles:
    """The peer: runs of exact words, from the left, the longest first; a capital and a cue where they are few."""

    CUE = re.compile(
        r"\b(?:like|likes|liked|love|loved|enjoy|enjoyed|hate|hated|seen|saw|watch|watched|read|similar to|fan of|"
        r"about|than|called|named|remind\w*(?: me)? of)\W+(?:\w+\W+){0,2}$",
        re.IGNORECASE,
    )
    LISTED = re.compile(r"\W*(?:(?:and|or|und|&)\W+)?(?:the )?\W*", re.IGNORECASE)
    MARKS = (('"', '"'), ("“", "”"), ("《", "》"), ("*", "*"))

    def __init__(self, items: Iterable[Item]) -> None:
        self._titles: dict[tuple[str, ...], list[Item]] = {}
        for item in items:
            if words := tuple(WORD.findall(item.title.casefold())):
                self._titles.setdefault(words, []).append(item)
        for sharing in self._titles.values():
            sharing.sort(key=lambda item: -(item.count or 0))

    def titles(self, text: str) -> list[TitleMention]:
        """Items named in `text`."""
        words = list(WORD.finditer(text))
        keys = [match.group().casefold() for match in words]
        found: list[TitleMention] = []
        start = 0
        while start < len(keys):
            ends = range(min(len(keys), start + 8), start, -1)
            end = next((end for end in ends if tuple(keys[start:end]) in self._titles), start)
            if end > start and (mention := self._mention(text, words[start:end], found)):
                found.append(mention)
            start = max(end, start + 1)
        return found

    def _mention(
        self, text: str, words: Sequence[re.Match[str]], found: Sequence[TitleMention]
    ) -> TitleMention | None:
        start, end = words[0].start(), words[-1].end()
        items = self._titles[tuple(match.group().casefold() for match in words)]
        listed = bool(found) and self.LISTED.fullmatch(text[found[-1].end : start]) is not None
        if year := re.match(r"\W{0,3}\((\d{4})\)", text[end:]):
            said = float(year.group(1))
            item = min(items, key=lambda item: abs(item.numbers.get("year", 0.0) - said))
            return TitleMention(start, end + year.end(), item.id)
        return TitleMention(start, end, items[0].id) if self._reads_as_title(text, words, listed) else None

    def _reads_as_title(self, text: str, words: Sequence[re.Match[str]], expected: bool) -> bool:
        start, end = words[0].start(), words[-1].end()
        if (text[start - 1 : start], text[end : end + 1]) in self.MARKS:
            return True
        content = [match.group() for match in words if match.group().casefold() not in STOP_WORDS]
        cue = expected or bool(self.CUE.search(text[max(start - 80, 0) : start]))
        capital = any(word[0].isupper() for word in content)
        if all(word.isdigit() for word in content):
            return cue and text[start].isupper() and len(words) > 1
        return cue and capital if len(words) == 1 else capital or (cue and end - start >= 8)


def read_items(folder: Path) -> list[Item]:
    """The films with their rating counts; records that share a MovieLens id share its count."""
    catalogue = read_catalogue(
        folder / "catalogue.jsonl.gz", Columns(ignore=frozenset({"popularity", "pop_ml", "tail"}))
    )
    columns = LogColumns({"user": "userId", "item": "movieId"}, "ml_id")
    counts = count_interactions(folder / "ml_ratings.csv.gz", catalogue.items, columns).counts
    shared: dict[float, int] = {}
    for item in catalogue.items:
        key = item.numbers.get("ml_id", -1.0)
        shared[key] = max(shared.get(key, 0), counts.get(item.id, 0)) if key >= 0 else 0
    return [replace(item, count=shared[item.numbers.get("ml_id", -1.0)]) for item in catalogue.items]


def read_longest_turns(path: Path) -> list[Talk]:
    """The longest turn of each dialog."""
    longest: dict[str, Talk] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            talk = Talk(tuple(m["content"] for m in record["messages"]), frozenset(map(str, record["seen"])))
            before = longest.get(record["dialog_id"])
            if before is None or len(talk.messages) >= len(before.messages):
                longest[record["dialog_id"]] = talk
    return list(longest.values())


def score(link: Link, talks: Sequence[Talk], rewrite: Rewrite, items: dict[str, Item], by_title: bool) -> Figures:
    """Pairs of a talk and a film: said by the reader, by the gold, by both."""
    said = named = both = messages = 0
    seconds = 0.0
    for talk in talks:
        titles = sorted({items[id_].title for id_ in talk.named})
        texts = [rewrite(message, titles) for message in talk.messages]
        started = time.perf_counter()
        linked = {mention.item_id for text in texts for mention in link(text)}
        seconds, messages = seconds + time.perf_counter() - started, messages + len(texts)
        found, gold = ({name(items[id_]) if by_title else id_ for id_ in ids} for ids in (linked, talk.named))
        said, named, both = said + len(found), named + len(gold), both + len(found & gold)
    precision, recall = both / max(said, 1), both / max(named, 1)
    return Figures(precision, recall, 2 * both / max(said + named, 1), messages / seconds)


def name(item: Item) -> str:
    """The title without case, article and punctuation."""
    words = WORD.findall(item.title.casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def table(talks: Sequence[Talk], items: Sequence[Item], readers: dict[str, Link]) -> Iterator[str]:
    """The lines of the table; the first reader is the peer."""
    heads = ("precision", "recall", "F1")
    yield f"| {'right is':8} | {'text':18} | {'reader':11} | {' | '.join(f'{h:>12}' for h in heads)} | utter./s |"
    yield f"|{'-' * 10}|{'-' * 20}|{'-' * 13}|{'|'.join('-' * 13 + ':' for _ in heads)}|---------:|"
    by_id = {item.id: item for item in items}
    for right in ("the id", "the name"):
        for setting, rewrite in SETTINGS.items():
            rows = {
                reader: score(link, talks, rewrite, by_id, right == "the name") for reader, link in readers.items()
            }
            peer = next(iter(rows.values()))
            for reader, row in rows.items():
                cells = " | ".join(
                    f"{getattr(row, key):.3f} ({getattr(row, key) / max(getattr(peer, key), 1e-9):.2f})"
                    for key in ("precision", "recall", "f1")
                )
                yield f"| {right:8} | {setting:18} | {reader:11} | {cells} | {row.utterances_a_second:>8,.0f} |"


def main() -> None:
    folder = Path(sys.argv[1])
    path = folder / (sys.argv[2] if len(sys.argv) > 2 else "talks_check.jsonl.gz")
    items, talks = read_items(folder), read_longest_turns(path)
    started = time.perf_counter()
    linker = TitleLinker(items)
    print(f"read {len(items):,} titles in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    print(f"{len(talks)} talks of {path.name}, {sum(len(talk.messages) for talk in talks):,} messages;")
    print("in brackets the ratio to exact words")
    for line in table(talks, items, {"exact words": ExactTitles(items).titles, "Offtrail": linker.titles}):
        print(line, flush=True)


if __name__ == "__main__":
    main()
