"""What kinds, countries and decades are called by the simulated person. Knows nothing of phrasings."""

from __future__ import annotations

# kinds that can be counted: "a comedy"; of the others a person says "a crime film"
COUNTED = frozenset(
    [
        "comedy",
        "drama",
        "documentary",
        "musical",
        "mystery",
        "romance",
        "thriller",
        "western",
        "fantasy",
        "biography",
    ]
)
ARTICLE = frozenset(
    ["united", "netherlands", "soviet", "czech", "philippines", "usa", "uk"]
)  # "the United States"
ADJECTIVES = {
    "united states": "American", "france": "French", "united kingdom": "British", "japan": "Japanese",
    "italy": "Italian", "spain": "Spanish", "sweden": "Swedish", "denmark": "Danish", "canada": "Canadian",
    "australia": "Australian", "belgium": "Belgian", "norway": "Norwegian", "south korea": "Korean",
    "brazil": "Brazilian", "iran": "Iranian", "argentina": "Argentinian", "mexico": "Mexican", "poland": "Polish",
    "finland": "Finnish", "switzerland": "Swiss", "netherlands": "Dutch", "india": "Indian", "austria": "Austrian",
    "romania": "Romanian", "turkey": "Turkish", "ireland": "Irish", "israel": "Israeli", "greece": "Greek",
}  # fmt: skip
# nobody who looks for something Soviet says "nothing from Russia"
AKIN = (
    frozenset({"germany", "west germany", "east germany"}),
    frozenset({"russia", "soviet union", "ukraine", "georgia", "kazakhstan", "estonia"}),
    frozenset({"czech republic", "czechoslovakia", "slovakia"}),
    frozenset({"china", "hong kong", "taiwan"}),
    frozenset({"yugoslavia", "serbia", "croatia", "slovenia", "bosnia and herzegovina", "north macedonia"}),
)
FAMILY_NAME_FIRST = frozenset({"china", "hong kong", "taiwan", "south korea", "vietnam"})
DECADES = {
    1920: "twenties", 1930: "thirties", 1940: "forties", 1950: "fifties",
    1960: "sixties", 1970: "seventies", 1980: "eighties", 1990: "nineties",
}  # fmt: skip


def with_article(words: str) -> str:
    """ "epic drama" -> "an epic drama"."""
    return f"{'an' if words[:1].casefold() in tuple('aeio') else 'a'} {words}"


def place(country: str) -> str:
    """ "United States" -> "the United States"."""
    return f"the {country}" if country.casefold().split()[0] in ARTICLE else country
