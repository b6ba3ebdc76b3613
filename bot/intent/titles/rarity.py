"""How telling a word is: the fewer texts of the catalogue use it, the more. Knows nothing of titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log2

from bot.intent.titles.index import HashCounts
from bot.intent.titles.words import GLUE, HAN, NUMERALS, fold
from retriever.items import Item
from retriever.lexical import STOP_WORDS

MAX_TEXTS = 20_000  # descriptions counted; more would not change the picture
PRIOR_WORDS = 30_000  # a small catalogue has not heard of most words, which proves little
GLUE_BITS, STOP_BITS, TALK_BITS, HAN_BITS, NUMBER_BITS = 1.5, 3.0, 6.0, 5.0, 6.0
TELLING_BITS = 8.0  # of one word at least, for two words to be a phrase
SMALL_NUMBERS = frozenset("123")  # "one" and "1" are compared alike
LETTERS = re.compile(r"[^\W_]+")

# Said in every talk about what to pick, rarely in descriptions.
TALK_WORDS = frozenset(
    " ".join(
        (
            "action actor actors actress again already alright always amazing anymore anyone appreciate ask",
            "awesome bad best bet better big bit bored boring both bye called came care cast catch check choice",
            "choices cinema classic close cool crazy day days definitely did direct director done down drama",
            "either else enjoy enjoyed especially even ever every everyone everything exactly excellent family",
            "fan fantastic far fast favorite favourite feel few fine finish finished first found free",
            "friend friends fun funny",
            "genre glad go goes going gonna got gotten great guess guy guys half happy hard hate heard help",
            "here hi hope horror hours house huge idea ideas interested interesting job kid kids kind kinda",
            "last later let life listen little live local lol long love loved lovely man maybe mean mind mine",
            "minute miss moment mood morning most myself name need neither never new next nice night nope",
            "nothing now nvm oh old once ones only opposite others perfect person play played plays pleasure",
            "prefer pretty quick quite read real really remember right romance same saw say scared scary second",
            "send sequel sequels series serious set several show shows sick silly simple sit slow small smart",
            "somebody someone soon sorry sort sound sounds star stars start stay step still story stuff sure",
            "surprise sweet take taken tell ten terrible thanks theater think thought thriller time times today",
            "together told tomorrow tonight too totally town trailer trailers tried true try twice two type",
            "types unknown version wait watched watching way week weekend welcome well wild wish without woman",
            "wonder wonderful word words work world worth wow yeah year years yep yesterday young",
        )
    ).split()
)


class Rarity:
    """Built once from the items; read-only after that. Bits are -log2 of a word's share."""

    def __init__(self, items: Sequence[Item], titles: Counter[str], pairs: HashCounts) -> None:
        """Counts the words `titles` and the pairs of words `pairs`; both say how many titles have them."""
        stems = {_singular(key) for key in titles}
        words: Counter[str] = Counter()
        together: Counter[tuple[str, str]] = Counter()
        for item in items[:: len(items) // MAX_TEXTS + 1]:
            values = (
                value for name, values in item.facets.items() if name != "original_title" for value in values
            )
            for text in (item.description, *values):
                said = LETTERS.findall(text.casefold())
                words.update(said)
                together.update(pair for pair in pairwise(said) if pairs[hash(pair)])
        self._all = sum(words.values()) + PRIOR_WORDS
        self._words: Counter[str] = Counter()
        for word, count in words.items():
            if (key := _singular(NUMERALS.get(folded := fold(word), folded))) in stems:
                self._words[key] += count
        # a series is named in the descriptions of its parts
        self._pairs = {pair: count for pair, n in together.items() if (count := n - pairs[hash(pair)]) > 0}

    def bits(self, keys: Sequence[str]) -> float:
        """Surprise of meeting these words in a row by chance."""
        alone = [self._word_bits(key) for key in keys]
        said = [key for key in keys if key not in GLUE]
        told = max(alone) >= TELLING_BITS or any(key.isdigit() for key in said)
        if len(said) < 2 or not told or HAN.match(said[0]):
            return sum(alone)
        pairs = [pair for pair in pairwise(keys) if not GLUE.intersection(pair)]
        rarest = min((self._pairs.get(pair, 0) for pair in pairs), default=self._all)
        return max(sum(alone), log2(self._all / (rarest + 0.5)))

    def _word_bits(self, key: str) -> float:
        if key in GLUE:
            return GLUE_BITS
        if key in STOP_WORDS or key in SMALL_NUMBERS:
            return STOP_BITS
        if HAN.match(key):
            return HAN_BITS
        if key.isdigit() or len(key) == 1:
            return NUMBER_BITS
        found = log2(self._all / (self._words.get(_singular(key), 0) + 0.5))
        return min(found, TALK_BITS) if key in TALK_WORDS else found

    def ordinary(self, key: str) -> bool:
        """True for words that the catalogue's texts or any talk may use."""
        return _singular(key) in self._words or key in TALK_WORDS or key in STOP_WORDS or key in GLUE


def facet_values(item: Item) -> list[str]:
    """What the facets of `item` say, titles left out."""
    return [value for name, values in item.facets.items() if name != "original_title" for value in values]


def _singular(key: str) -> str:
    return re.sub(r"(?:ies|y|s)$", "", key) if len(key) > 3 else key
