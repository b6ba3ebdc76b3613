"""Word lists the check goes by. Nothing but lists."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about an item: grammar, and the plain verbs of telling what something is.
PLAIN = _set("""
a an the this that these those it its itself and or but so as if than then also too just
of in on at by for from to into onto with within about over under between among through during after before
until till since while when where which who whom whose what how there here up down out off back away again
is are was were be been being am do does did done doing has have had having can could will would shall should may
might must get gets getting got s t d ll re ve
you your yours yourself someone somebody something one ones thing things way ways people person
come comes coming go goes going went make makes making made take takes taking took
told tell tells telling follow follows following story stories tale tales explore explores exploring
find finds finding found see sees look looks looking
try tries trying want wants wanting begin begins beginning began start starts started starting set sets
become becomes becoming became learn learns learning
discover discovers discovering meet meets meeting met face faces facing decide decides
features feature featuring include includes including contains
known called named pick picks own group groups character characters place places
film films movie movies documentary book books novel album albums track tracks song songs game games
record records minute minutes page pages
directed directs director starring star stars cast written author
""")

ARTICLES = _set("a an")
DETERMINERS = _set("a an the this that these those it one")
RELATIVES = _set("who which")
PRONOUNS = _set("he she him her his hers himself herself they them their theirs themselves themself")
POSSESSIVES = _set("his her their its")
NEGATIONS = _set("not no never without nor neither cannot none nobody nothing hardly barely")
FIRST_PERSON = _set("i me my mine myself we us our ours ourselves")

# Those of them that say who does what: where the description has one, its place there counts.
DOINGS = _set("""
come comes coming go goes going went make makes making made take takes taking took told tell tells telling
find finds finding found see sees look looks looking try tries trying want wants wanting
become becomes becoming became learn learns learning discover discovers discovering meet meets meeting met
face faces facing decide decides get gets getting got
""")

KIND_NOUNS = _set("film movie documentary book novel album game track song")

# Nouns and verbs that fit only some kinds of item, and the fields that prove the kind.
_TELLING = _set("director directors cast author authors writer writers genre genres themes runtime")
_FILM = _set("director directors cast runtime")
KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("film", "movie"), _FILM),
    "documentary": frozenset(),
    **dict.fromkeys(("book", "novel", "page"), _set("author authors writer pages isbn")),
    **dict.fromkeys(("album", "track", "song"), _set("artist artists tracks band label")),
    "game": _set("players mechanics player_count"),
    **dict.fromkeys(("follow", "stori", "tale"), _TELLING),
}

PRAISE = _set("""
best greatest finest top favourite
favorite perfect masterpiece masterful masterfully masterwork gem classic classics
iconic legendary unforgettable must-see
essential award awards award-winning winning winner winners oscar oscars
nominated acclaimed praised celebrated beloved renowned famous popular hit blockbuster bestseller bestselling
best-selling trending cult critically stunning amazing incredible awesome brilliant excellent superb outstanding
exceptional extraordinary wonderful fantastic unique groundbreaking timeless unmissable underrated overlooked
beautiful beautifully gorgeous breathtaking gripping compelling captivating fascinating guaranteed
most more highly very truly really absolutely definitely surely ever always never-ending
""") - {"more"}

LEAKS = (
    "as an ai", "language model", "here is", "here's", "here are", "sure", "certainly", "of course", "i'm sorry",
    "the record", "the text", "the description", "the prompt", "the sentence", "one sentence", "instructions",
    "assistant", "system", "summary", "rewritten", "rephrase", "not mentioned", "not specified", "not provided",
    "im_start", "im_end", "inst",
)  # fmt: skip

NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "dozen": "12",
}  # fmt: skip

# Which fields prove a number that stands beside such a word.
UNITS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        r"[$€£¥]\s?{n}|{n}\s?(?:[$€£¥]|(?:dollars?|euros?|pounds?|yuan|usd|eur)\b)",
        _set("price cost price_eur price_usd"),
    ),
    (r"{n}[\s-]?(?:minutes?|mins?|hours?)\b", _set("runtime minutes duration length playing_time")),
    (r"{n}[\s-]?pages?\b", _set("pages")),
)

# Who did what: the words, and the fields that prove it.
ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\b(?:directed|filmed|shot) by |\bdirectors? (?:is |are |was )?", _set("director directors")),
    (r"\b(?:starring|stars?|featuring) |\bthe cast (?:is |are |includes? )", _set("cast actors starring star")),
    (r"\b(?:written|penned|authored) by |\bauthors? (?:is |are |was )?", _set("author authors writer writers")),
    (r"\b(?:recorded|composed|performed|sung) by ", _set("artist artists composer band performer")),
    (
        r"\b(?:made|produced|designed|built|manufactured) by ",
        _set("brand maker manufacturer designer producer studio"),
    ),
)

ADJECTIVE_OF = {
    "Algeria": "Algerian", "Argentina": "Argentine", "Australia": "Australian", "Austria": "Austrian",
    "Belgium": "Belgian", "Bhutan": "Bhutanese", "Bosnia and Herzegovina": "Bosnian", "Brazil": "Brazilian",
    "Bulgaria": "Bulgarian", "Canada": "Canadian", "Chile": "Chilean", "China": "Chinese", "Colombia": "Colombian",
    "Croatia": "Croatian", "Cuba": "Cuban", "Czech Republic": "Czech", "Czechoslovakia": "Czechoslovak",
    "Denmark": "Danish", "Egypt": "Egyptian", "Estonia": "Estonian", "Finland": "Finnish", "France": "French",
    "Georgia": "Georgian", "Germany": "German", "Greece": "Greek", "Hungary": "Hungarian", "Iceland": "Icelandic",
    "India": "Indian", "Indonesia": "Indonesian", "Iran": "Iranian", "Ireland": "Irish", "Israel": "Israeli",
    "Italy": "Italian", "Japan": "Japanese", "Kazakhstan": "Kazakh", "Lebanon": "Lebanese", "Mexico": "Mexican",
    "Morocco": "Moroccan", "Nepal": "Nepalese", "Netherlands": "Dutch", "New Zealand": "New Zealand",
    "Nigeria": "Nigerian", "North Macedonia": "Macedonian", "Norway": "Norwegian", "Peru": "Peruvian",
    "Philippines": "Philippine", "Poland": "Polish", "Portugal": "Portuguese", "Romania": "Romanian",
    "Russia": "Russian", "Senegal": "Senegalese", "Serbia": "Serbian", "Slovakia": "Slovak",
    "Slovenia": "Slovenian",
    "South Africa": "South African", "South Korea": "South Korean", "Soviet Union": "Soviet", "Spain": "Spanish",
    "Sweden": "Swedish", "Switzerland": "Swiss", "Taiwan": "Taiwanese", "Thailand": "Thai", "Tunisia": "Tunisian",
    "Turkey": "Turkish", "Ukraine": "Ukrainian", "United Kingdom": "British", "United States": "American",
    "Vietnam": "Vietnamese", "West Germany": "West German", "Yugoslavia": "Yugoslav", "Hong Kong": "Hong Kong",
}  # fmt: skip
