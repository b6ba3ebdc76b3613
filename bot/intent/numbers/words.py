"""Numbers as people write them -> values: "12,50", "2k", "three hundred fifty". Knows no units."""

from __future__ import annotations

import re

__all__ = ["NUMBER", "SPELT_YEAR", "spelt_year", "value_of"]

ONES = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        1,
    )
}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
FEW = {"half": 0.5, "couple": 2.0}

_ONE = rf"(?:{'|'.join(sorted(ONES, key=len, reverse=True))})"
_BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?:[ -]{_ONE})?|{_ONE})"
_HUNDREDS = rf"(?:(?:an?|{_ONE})[ -])?hundred(?:(?: and)?[ -]{_BELOW_100})?"
_THOUSANDS = rf"(?:(?:an?|{_BELOW_100})[ -])?thousand(?:(?: and)?[ -](?:{_HUNDREDS}|{_BELOW_100}))?"
SPELT = rf"(?:{_THOUSANDS}|{_HUNDREDS}|(?:an? |{_ONE} )?dozen|an? couple(?: of)?|{_BELOW_100})(?!\w)"
DIGITS = r"\d+(?:[.,]\d+)*(?:e\+?\d+)?k?"

# Not inside a word, a larger number or a name such as "R2D2"; a minus counts where no word stands before it.
NUMBER = rf"(?:(?<![\w.,])(?:(?<![\d)\0] )(?<![\w\0])-|minus )?(?:{DIGITS})(?![.,]?\d)|(?<![\w-]){SPELT})"

_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_10_TO_99 = rf"(?:(?:{'|'.join(TENS)})(?:[ -]{_ONE})?|ten|eleven|twelve|\w{{3,5}}teen)"
SPELT_YEAR = (
    rf"(?<![\w-])(?:(?:{'|'.join(_CENTURIES)})[ -](?:(?:oh|o)[ -]{_ONE}|{_10_TO_99})|"
    rf"two thousand(?: and)? {_BELOW_100})"
    r"(?![\w-]*[a-z])"
)


def value_of(written: str) -> float:
    """The value of a match of NUMBER; infinite where it is too large to be one.

    >>> value_of("1,000"), value_of("12,50"), value_of("1.5k"), value_of("a hundred and fifty")
    (1000.0, 12.5, 1500.0, 150.0)
    """
    text = written.strip().casefold()
    if any(char.isdigit() for char in text):
        return _digits(text)
    total, current = 0.0, 0.0
    for word in re.findall(r"[a-z]+", text):
        if word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word == "thousand":
            total, current = total + (current or 1) * SCALES[word], 0.0
        else:
            current += FEW.get(word) or ONES.get(word) or TENS.get(word, 0)
    return total + current


def spelt_year(written: str) -> float:
    """The value of a match of SPELT_YEAR.

    >>> spelt_year("nineteen ninety-four"), spelt_year("nineteen oh five"), spelt_year("two thousand and ten")
    (1994.0, 1905.0, 2010.0)
    """
    words = re.findall(r"[a-z]+", written.casefold())
    if words[:2] == ["two", "thousand"]:
        return 2000 + value_of(" ".join(words[2:]))
    return _CENTURIES[words[0]] + value_of(" ".join(words[1:]))


def _digits(text: str) -> float:
    sign = -1.0 if text.startswith(("-", "minus")) else 1.0
    text = text.removeprefix("minus").strip().lstrip("-")
    thousands = 1000.0 if text.endswith("k") else 1.0
    text = re.sub(r",(?=\d{3}(?!\d))", "", text.rstrip("k"))
    text = text.replace(",", ".")
    if text.count(".") > 1:  # "1.000.000"
        text = text.replace(".", "")
    return sign * thousands * float(text)
