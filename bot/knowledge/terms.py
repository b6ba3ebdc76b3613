"""Text -> what it is matched by: concepts of service, stems, Chinese characters and pairs. Knows no passages."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.knowledge.service_words import CHINESE, CHINESE_STOP, ENGLISH_STOP, PHRASES, WORDS
from bot.knowledge.thing_words import THINGS
from retriever.lexical import STOP_WORDS, stems

TERM = re.compile(r"[A-Z]+|[一-鿿]+|[^\W_一-鿿]+")
PHRASE = tuple((re.compile(rf"\b(?:{pattern})\b"), f" {concept} ") for pattern, concept in PHRASES)
CONCEPT: dict[str, str] = {word: thing for thing, (english, _) in THINGS.items() for word in english.split()} | {
    word: concept for concept, words in WORDS.items() for word in words.split()
}
NOTHING: dict[str, str] = dict.fromkeys(CHINESE_STOP.split(), "")
OF_CHINESE: dict[str, str] = (
    {word: thing for thing, (_, chinese) in THINGS.items() for word in chinese.split()}
    | {word: concept for concept, words in CHINESE.items() for word in words.split()}
    | NOTHING
)
STOPPED = STOP_WORDS | frozenset(ENGLISH_STOP.split())
CHINESE_WORD = re.compile("|".join(sorted(OF_CHINESE, key=len, reverse=True)))
APOSTROPHE = re.compile("[’‘]")
MAX_TERMS = 200  # of a question; more only cost time


def terms(text: str) -> list[str]:
    """What a text is matched by; a concept is in capitals, a thing small.

    >>> terms("How do I send the jumper back?"), terms("怎么退货？")
    (['RETURN', 'jumper'], ['RETURN'])
    >>> terms("wool blankets"), terms("普洱")
    (['wool', 'blanket'], ['普', '洱', '普洱'])
    """
    text = APOSTROPHE.sub("'", text.casefold())
    for pattern, said in PHRASE:
        text = pattern.sub(said, text)
    text = CHINESE_WORD.sub(lambda found: f" {OF_CHINESE[found[0]]} ", text)
    return [term for word in TERM.findall(text) for term in _terms(word)]


def is_concept(term: str) -> bool:
    """It stands for what is wanted of a service desk, no thing."""
    return term.isascii() and term.isupper()


@lru_cache(maxsize=20_000)
def _terms(word: str) -> tuple[str, ...]:
    if is_concept(word):
        return (word,)
    if "一" <= word[0] <= "鿿":
        return (*word, *(word[i : i + 2] for i in range(len(word) - 1)))
    if word in STOPPED:
        return ()
    if concept := CONCEPT.get(word):
        return tuple(concept.split())
    return tuple(stem for stem in stems(word) if stem)
