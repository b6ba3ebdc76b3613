"""What in a record bears a word out: its fields, its numbers, other words. Nothing but lists."""

from __future__ import annotations

from bot.writer.check.words import listed

# Nouns and verbs that fit only some kinds of item, and the fields that prove the kind.
TELLING = listed("director directors cast author authors writer writers genre genres themes runtime")
_FILM = listed("director directors cast runtime")
KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("film", "movie"), _FILM),
    "documentary": frozenset(),
    **dict.fromkeys(("book", "novel", "page"), listed("author authors writer pages isbn")),
    **dict.fromkeys(("album", "track", "song"), listed("artist artists tracks band label")),
    "game": listed("players mechanics player_count"),
    **dict.fromkeys(("follow", "stori", "tale"), TELLING),
}

# Who is named by another: a wife has a husband.
KIN = {
    "husband": listed("wife wives"), "wife": listed("husband husbands"),
    "woman": listed("she her wife mother daughter girl widow bride actress sister lady queen"),
    "man": listed("he his husband father son boy widower groom actor brother king"),
    "women": listed("wives mothers daughters girls widows sisters"),
    "men": listed("husbands fathers sons boys brothers"),
    "wrote": listed("author authors writer writers"), "written": listed("author authors writer writers"),
    "writes": listed("author authors writer writers"), "parents": listed("mother father"),
    "siblings": listed("brothers sisters"),
}  # fmt: skip
# Words of money, and what their currency is called in the name of a field.
CURRENCIES = {
    "pounds": "gbp", "pound": "gbp", "euros": "eur", "euro": "eur", "dollars": "usd", "dollar": "usd",
    "yuan": "cny",
}  # fmt: skip
DECADES = {
    "twenties": "2", "thirties": "3", "forties": "4", "fifties": "5", "sixties": "6", "seventies": "7",
    "eighties": "8", "nineties": "9",
}  # fmt: skip
UNIT_NOUNS = listed("""
minutes mins hours pages days weeks months years metres meters centimetres cm mm m km miles kilometres inches feet
episodes lessons tracks lines year month
""")
_RUNTIMES = listed("runtime runtime_minutes minutes duration")
_PAGES, _YEARS = listed("pages"), listed("year published release_year")
# What a number of a record makes an item: the fields, from, to.
QUALITIES: dict[str, tuple[tuple[frozenset[str], float, float], ...]] = {
    "long": ((_RUNTIMES, 130, 9e9), (_PAGES, 400, 9e9)),
    "short": ((_RUNTIMES, 0, 90), (_PAGES, 0, 200)),
    "old": ((_YEARS, 0, 1985),),
    "early": ((_YEARS, 0, 1935),),
    "recent": ((_YEARS, 2015, 9e9),),
}

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
        listed("price cost fee rent price_eur price_usd price_gbp fee_gbp fee_eur cost_gbp cost_eur"),
    ),
    (
        r"{n}[\s-]?(?:minutes?|mins?|hours?)\b",
        listed("runtime runtime_minutes read_minutes minutes duration length length_minutes playing_time hours"),
    ),
    (r"{n}[\s-]?pages?\b", listed("pages")),
)

# Who did what: the words, and the fields that prove it.
ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\b(?:directed|filmed|shot) by |\bdirectors? (?:is |are |was )?", listed("director directors")),
    (r"\b(?:starring|stars?|featuring) |\bthe cast (?:is |are |includes? )", listed("cast actors starring star")),
    (r"\b(?:written|penned|authored) by |\bauthors? (?:is |are |was )?", listed("author authors writer writers")),
    (r"\b(?:recorded|composed|performed|sung) by ", listed("artist artists composer band performer")),
    (
        r"\b(?:made|produced|designed|built|manufactured) by ",
        listed("brand maker manufacturer designer producer prod studio make mill developer publisher workshop"),
    ),
)

CAST_FIELDS = listed("cast actors starring star stars")
# Deeds of the people of a record, and the fields of those who do them.
_DIRECTOR, _AUTHOR = listed("director directors"), listed("author authors writer writers screenplay")
_READER = listed("reader readers narrator narrators")
DEEDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"direct(?:s|ed)?|films?|filmed|shoots?|shot", _DIRECTOR),
    (r"writes?|wrote|written|pens?|penned", _AUTHOR),
    (r"reads?|narrates?|narrated", _READER),
    (r"translates?|translated", listed("translator translators")),
    (r"illustrates?|illustrated|draws?|drew|drawn", listed("illustrator illustrators artist artists")),
    (
        r"teach(?:es)?|taught|leads?|led",
        listed("teacher teachers tutor tutors instructor instructors guide leader"),
    ),
    (r"hosts?|hosted|presents?|presented", listed("host hosts presenter presenters")),
    (r"compos(?:es?|ed)", listed("composer composers")),
    (r"conduct(?:s|ed)?", listed("conductor conductors")),
    (
        r"plays?|played|stars?",
        listed("cast actors starring star stars players musicians artist artists performer"),
    ),
    (r"design(?:s|ed)?", listed("designer designers")),
)
# Whose work it is not, though they had a part in it.
HELPING_FIELDS = CAST_FIELDS | _READER | listed("translator translators illustrator illustrators editor")
# What a maker is named the owner of: "X's film".
WORKS = (
    r"(?:films?|movies?|documentary|drama|comedy|thriller|western|novel|book|story|stories|poems|essays|album|songs"
    r"|tale)"
)

MAKER_FIELDS = listed("""
director directors author authors writer writers artist artists poet poets composer composers band creator creators
""")

ADJECTIVE_OF = {
    "Algeria": "Algerian", "Argentina": "Argentine", "Australia": "Australian", "Austria": "Austrian",
    "Belgium": "Belgian", "Bhutan": "Bhutanese", "Bosnia and Herzegovina": "Bosnian", "Brazil": "Brazilian",
    "Bulgaria": "Bulgarian", "Canada": "Canadian", "Chile": "Chilean", "China": "Chinese", "Colombia": "Colombian",
    "Croatia": "Croatian", "Cuba": "Cuban", "Czech Republic": "Czech", "Czechoslovakia": "Czechoslovak",
    "Denmark": "Danish", "Egypt": "Egyptian", "Estonia": "Estonian", "Finland": "Finnish", "France": "French",
    "Georgia": "Georgian", "Germany": "German", "Greece": "Greek", "Hungary": "Hungarian", "Iceland": "Icelandic",
    "India": "Indian", "Indonesia": "Indonesian", "Iran": "Iranian", "Ireland": "Irish", "Israel": "Israeli",
    "Italy": "Italian", "Japan": "Japanese", "Kazakhstan": "Kazakh", "Kenya": "Kenyan",
    "Lebanon": "Lebanese", "Mexico": "Mexican",
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
