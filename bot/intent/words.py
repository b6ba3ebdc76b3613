"""Word lists of the parser. Data only: knows nothing of rules."""

from __future__ import annotations

GENRE_FIELDS = frozenset({"genres", "genre", "category", "categories"})
GOODS_FIELDS = frozenset({"category", "categories"})  # kinds of things; genres are sorts of one kind
COUNTRY_FIELDS = frozenset({"country", "countries", "origin", "made_in"})
LANGUAGE_FIELDS = frozenset({"language", "languages"})
# they tell of an item that has the word, and of no other
KEYWORDS = frozenset(
    {"theme", "themes", "tag", "tags", "keyword", "keywords", "topic", "topics", "subject", "subjects"}
)
YEAR_FIELDS = ("year", "release_year", "published", "publication_year")
RUNTIME_FIELDS = ("runtime", "duration", "length", "minutes")
PRICE_FIELDS = ("price", "cost")
STOCK_FIELDS = ("stock", "in_stock", "availability", "available", "quantity")
SIZE_FIELDS = ("size", "sizes", "shoe_size", "clothing_size")
WARRANTY_FIELDS = ("warranty", "warranty_years", "warranty_months", "guarantee")
MAKER_FIELDS = ("director", "directors", "author", "authors", "artist", "brand", "maker")
PERSON_FIELDS = frozenset({*MAKER_FIELDS, "cast", "actors", "writer", "writers", "narrator"})

# Written form -> the form in which values and wishes are compared.
ALIASES = {
    "wwii": "second world war",
    "ww2": "second world war",
    "ww ii": "second world war",
    "world war ii": "second world war",
    "world war 2": "second world war",
    "world war two": "second world war",
    "wwi": "first world war",
    "ww1": "first world war",
    "world war i": "first world war",
    "world war 1": "first world war",
    "world war one": "first world war",
    "sci fi": "science fiction",
    "scifi": "science fiction",
    "sf": "science fiction",
    "romcom": "romance comedy",
    "rom com": "romance comedy",
    "romantic comedy": "romance comedy",
    "romantic comedies": "romance comedies",
    "docu": "documentary",
    "animated": "animation",
    "anime": "Japanese animation",
    "cartoon": "animation",
    "cartoons": "animation",
    "noir": "film noir",
    "film noir": "film noir",
    "poem": "poetry",
    "poems": "poetry",
    "verse": "poetry",
    "comics": "graphic novels",
    "comic book": "graphic novel",
    "memoirs": "memoir",
    "whodunit": "mystery",
    "whodunnit": "mystery",
    "detective novel": "mystery",
    "crime novel": "mystery",
    "melancholy": "melancholic",
    "u s a": "united states",
    "usa": "united states",
}

# Last names that say nothing without a capital.
_SURNAMES = """
    archer baker bell bird black blue boat bond book brook brooks brown bush butcher butler carpenter cash
    chance church cook cooper cross day dean drake duke early field fields fisher flowers ford forest fox
    free french frost gold good grant gray green grey hall hand hart head hill holiday home hope horn house
    hunt hunter king kitchen knight lake lamb land lane law little long lord love lynch major marsh martin
    may mercy miller mills moon moore moss mount newman noble north page park parker piper place plant pool
    pope potter pound powers price prince quick reed rich rivers road rock roman rose sharp shepherd short
    silver singer small smart smith snow south spring star steel stone story street strong summer summers
    swan swift sword thorn town turner wall ward waters way weaver webb weir west white wild wilder winter
    winters wise wolf wood woods young
"""
SURNAMES_THAT_ARE_WORDS = frozenset(_SURNAMES.split())

_GORE = ("gore", "gory", "splatter", "bloody", "bloodbath")
_GORY = (*_GORE, "slasher")
# Murder is left out: half of all mysteries have one and show nothing of it.
_VIOLENT = (
    "violence", "violent", "violently", "brutal", "brutality", "bloodshed", *_GORY, "carnage", "massacre", "slaughter",
    "slaughtered", "torture", "tortured", "beheading", "stabbing", "stabbed", "battle", "gunfight", "shoot-out",
    "shootout", "serial killer", "killing spree",
)  # fmt: skip

# "not scary": what the record of such an item would say.
SIGNS = {
    "scary": ("horror", "scary", "eerie", "chilling"),
    "violence": _VIOLENT,
    "violent": _VIOLENT,
    "gory": _GORY,
    "gore": _GORE,
    "sad": ("sad", "heartbreaking", "tragic", "melancholic"),
    "depressing": ("bleak", "depressing", "heartbreaking"),
    "funny": ("comedy", "funny"),
    "romantic": ("romance", "romantic"),
    "slow": ("slow", "slow-burning"),
    "dark": ("dark", "bleak"),
    "for kids": ("family", "children's", "kids"),
    "for children": ("family", "children's", "kids"),
    "animated": ("animation", "animated"),
}
