"""Texts -> the language they are in. Knows nothing of items, searches or encoders.

Scripts are told from their letters; among the languages in the Latin script py3langid tells: naive Bayes over
byte n-grams, BSD-3-Clause, its model inside the wheel. It comes with the extra `multilingual`; without it they
stay untold. Guesses at one or two words take titles for foreign ("kung fu", "Pinocchio"), so a language other than
English needs three words and a probability of 0.7.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MAX_CHARS = 2_000
SAMPLE = 200
ENGLISH = "en"
LATIN = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr")  # those that the multilingual encoder reads
SCRIPTS = {
    "ja": re.compile(r"[\u3041-\u30ff\uff66-\uff9f]"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"),
    "ko": re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0620-\u064a\u066e-\u06d3]"),
    "th": re.compile(r"[\u0e01-\u0e4e]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "hi": re.compile(r"[\u0904-\u0939]"),
}
# A script that several languages share stands for the one most written in it, save where a letter tells another.
OWN_LETTERS = {"ru": ("uk", re.compile("[іїєґІЇЄҐ]")), "ar": ("fa", re.compile("[پچژگ]"))}
CHARS_WORTH = 3  # a Han character says as much as three Latin letters; near enough for the other scripts
SURE = 0.7
MIN_WORDS = 3


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None where nothing can be said, as of a lone name.

    >>> language("推荐一些冷门的科幻电影"), language("类似 Amélie 的电影"), language("La La Land")
    ('zh', 'zh', None)
    """
    text = text[:MAX_CHARS]
    return _by_script(text) or _by_words(text)


def catalogue_language(texts: Sequence[str], sample: int = SAMPLE, seed: int = 0) -> str:
    """The language most of the texts are in, by a sample of them; English where none can be told."""
    drawn = random.Random(seed).sample(list(texts), min(sample, len(texts)))  # noqa: S311 - nothing secret
    votes = Counter(code for code in map(language, drawn) if code)
    return max(sorted(votes), key=votes.__getitem__, default=ENGLISH)


def _by_script(text: str) -> str | None:
    """By the script that other than Latin letters are in, where these say at least a third of the text."""
    letters = {code: len(script.findall(text)) for code, script in SCRIPTS.items()}
    latin = len(re.findall(r"[a-zA-Z\u00c0-\u024f]", text))
    said = CHARS_WORTH * sum(letters.values())
    if not said or said < latin / 2:
        return None
    letters["ja"] += letters["zh"] if letters["ja"] else 0  # Japanese writes Han characters among its kana
    code = max(letters, key=letters.__getitem__)
    other, own = OWN_LETTERS.get(code, (code, None))
    return other if own and own.search(text) else code


def _by_words(text: str) -> str | None:
    identifier = _identifier()
    words = re.findall(r"[^\W\d_]+", text)
    if identifier is None or not words:
        return None
    code, probability = identifier.classify(text)
    sure = probability > SURE and (code == ENGLISH or len(words) >= MIN_WORDS)
    return str(code) if sure else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier | None:
    """Takes half a second and 90 MB once; read only, so threads may share it. None where it is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LATIN))
    return identifier
