"""Word lists the check goes by. Nothing but lists."""

from __future__ import annotations

import re


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

# More of them: what a bookseller puts between the facts of a record. None states a fact by itself.
GLUE = _set("""
ask asks asked asking want wanted wants wish wished wishes wishing request requested mention mentioned
question look looking part parts side sides half halves whole rest end ends limit mind hand hands case
matter matters thanks subject heart home name names number word words piece pieces form way kind sort one
ones yes fine clear close closer close well much far near next like such alike even still yet now once only
too instead otherwise together alone enough though although because since unless whether both each every all
other others another share shares beside below above against behind inside outside around along across
toward towards round beyond upon stay stays stayed staying keep keeps kept keeping give gives given giving
suit suits suited fit fits fitted let lets letting mean means meant stand stands standing offer offers
offering bring brings brought bringing turn turns turned turning show shows shown showing play plays played
run runs running work works worked carry carries carried lead leads led put puts hold holds held draw draws
drawn send sends sent join joins joined move moves moved fall falls fell lie lies lay lays laid need needs
needed read reads reading speak speaks say says said hear hears listed lists list marked typed seen built
meets answer answers answered cover covers covered count counts counted belong belongs use uses used using
seem seems add adds added fill fills filled take takes taken leave leaves left open opens opened call calls
watch watches watched article page help helps helped serve serves served pass passes passed sit sits set
lasts last point view throughout rather past drift drifts spend spends spent
""")

# How much, how often, how likely; light words that promise nothing.
QUANTITIES = _set("many much more less bit handful")
GLUE |= QUANTITIES | _set("most")

ARTICLES = _set("a an")
DETERMINERS = _set(
    "a an the this these those his her their its your each every another two three four five six seven"
)
BE = _set("is are be was were been being")
AUXILIARIES = BE | _set("to has have had will would can could must may might do does did should")
# Where one of these stands, the words after it say something of their own.
CLAUSES = _set("""
and or but so as if than who whom whose which that what how where when while until till because since after before
though although unless whether
""")
SUBJECTS = _set("he she it they who that which you someone everyone")  # whom they mean stands further back
RELATIVES = _set("who which")
PRONOUNS = _set("he she him her his hers himself herself they them their theirs themselves themself")
POSSESSIVES = _set("his her their its")
SHE = _set("she her hers herself")
HE = _set("he him his himself")
THEY = _set("they them their theirs themselves themself")
# Who may be called so though the record has no pronoun.
GENDERED: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        SHE,
        _set("""
woman women girl girls mother daughter sister wife widow bride aunt niece grandmother granddaughter nun
queen princess lady waitress actress heiress duchess countess schoolgirl seamstress swordswoman
businesswoman policewoman godmother stepmother girlfriend fiancée mum mom hostess governess sorceress witch
maid"""),
    ),
    (
        HE,
        _set("""
man men boy boys father son brother husband widower groom uncle nephew grandfather grandson monk king prince
lord waiter actor baron duke count schoolboy fisherman policeman businessman ferryman nobleman godfather
stepfather boyfriend fiancé dad priest cowboy salesman gentleman handyman postman clergyman abbot"""),
    ),
)
NEGATIONS = _set("not no never without nor neither cannot none nobody nothing hardly barely")
FIRST_PERSON = _set("i me my mine myself we us our ours ourselves")

# Grammar that says nothing of who does what: words of a sentence are linked across these.
FUNCTION = (
    PRONOUNS
    | NEGATIONS
    | DETERMINERS
    | AUXILIARIES
    | CLAUSES
    | SUBJECTS
    | _set("""
that of in on at by for from into onto with within about over under between among through during out off
up down away again here there then also too just even still yet only both all any some few several many more most
such s t d ll re ve am having doing been am done your yours yourself one ones own self ever once instead otherwise
everything anything everyone everybody anybody anyone always ago later almost already together alone aboard
halfway overnight somewhere nowhere else like
first second third fourth fifth sixth seventh eighth ninth tenth last next other others twice
eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand
across along around round behind beside inside outside against toward towards near upon beyond beneath below above
""")
)
# What speaks of all or of one part of them, and the words of a record that bear it out.
_ALL = _set("every each all any both per whole always throughout everyone everybody everything nobody no")
QUANTIFIERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("every", "each"), _ALL | _set("one daily weekly nightly")),
    "all": _ALL | _set("two three four five six seven everyone nothing"),
    "both": _set("both two either each all neither 2"),
    "always": _ALL,
    "only": _set("only alone just single sole but last one no nothing"),
    "most": _set("most mostly almost nearly many"),
}
# They part what stands before them from what comes after: a place, a time, another clause.
JOINERS = CLAUSES - _set("that") | _set("""
in on at from with over for before after through across beyond between among under into onto within during about
around inside outside beside without like against along behind near upon toward towards off out up down both not
as beneath below above round away
""")
# They say where: a place that the description has after one of them may be told so.
PLACING = _set("""
in at from near through across to into around of over between outside on along behind beside inside against toward
towards upon beyond beneath below above before after under among onto
""")
LOOSE_PLACES = _set("in at from of through to into across on around near within inside")  # one says the other
# A word that the description has after none of these is no place there.
FIXED_PLACES = PLACING - _set("in of to")
_PAIRS = (
    "before after",
    "until after",
    "before since",
    "with without",
    "above below",
    "over under",
    "inside outside",
)
OPPOSITES: dict[str, frozenset[str]] = {
    one: frozenset(other for pair in _PAIRS for other in pair.split() if one in pair.split() and other != one)
    for one in " ".join(_PAIRS).split()
}
# Verbs that tell what somebody does to somebody, and what may follow them so.
ACTS = _set("""
take takes took give gives gave find finds found get gets got leave leaves left send sends sent bring brings
brought hold holds held keep keeps kept lead leads led meet meets met turn turns turned let lets help helps
helped call calls called watch watches watched see sees saw make makes made put puts show shows showed tell
tells told join joins joined follow follows followed stop stops stopped want wants wanted
""")
OBJECTS = _set("him her them up away back out off himself herself themselves")
ADVERBS = _set("eventually finally then also soon later now still even can could will would to must never not")
ENDINGS = re.compile(r"\b(?:in the end|at the end|at last(?! \w+ \w)|finally|eventually|turns? out)\b")
STARTERS = _set("each every once one")

KIND_NOUNS = _set("film movie documentary book novel album game track song")

# Nouns and verbs that fit only some kinds of item, and the fields that prove the kind.
TELLING = _set("director directors cast author authors writer writers genre genres themes runtime")
_FILM = _set("director directors cast runtime")
KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("film", "movie"), _FILM),
    "documentary": frozenset(),
    **dict.fromkeys(("book", "novel", "page"), _set("author authors writer pages isbn")),
    **dict.fromkeys(("album", "track", "song"), _set("artist artists tracks band label")),
    "game": _set("players mechanics player_count"),
    **dict.fromkeys(("follow", "stori", "tale"), TELLING),
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
more highly very truly really absolutely definitely surely ever always never-ending
""") - {"more"}

QUANTIFIED = PLAIN - _set("known")  # "most of", "at most, for": no praise

# A sentence that begins with one of these and a colon speaks of the task, or reads a record out.
LABELS = _set("""
answer recommendation summary review note tone wish text friendly brief response output reason title description
sentence pitch item user assistant system example question result reply record genre genres mood moods theme themes
cast director directors country year runtime author authors tags keywords
""")
# After these a sentence speaks of what the person said, up to the next comma or full stop.
WISHING = (
    r"\b(?:you|your|yours|wish|(?:the|an?|some|any)?one who|asked (?:for|about)|instead of|in place of|rather than"
    r"|close to)\b"
)

LEAKS = (
    "as an ai", "language model", "here is a sentence", "here is the", "here is your",
    "sure", "certainly", "of course", "i'm sorry",
    "the record", "the text", "the description", "the prompt", "the sentence", "one sentence", "instructions",
    "assistant", "system", "summary", "rewritten", "rephrase", "not mentioned", "not specified", "not provided",
    "im_start", "im_end", "inst",
)  # fmt: skip

# Who is named by another: a wife has a husband.
KIN = {
    "husband": _set("wife wives"), "wife": _set("husband husbands"),
    "woman": _set("she her wife mother daughter girl widow bride actress sister lady queen"),
    "man": _set("he his husband father son boy widower groom actor brother king"),
    "women": _set("wives mothers daughters girls widows sisters"),
    "men": _set("husbands fathers sons boys brothers"),
    "wrote": _set("author authors writer writers"), "written": _set("author authors writer writers"),
    "writes": _set("author authors writer writers"), "parents": _set("mother father"),
    "siblings": _set("brothers sisters"),
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
UNIT_NOUNS = _set("""
minutes mins hours pages days weeks months years metres meters centimetres cm mm m km miles kilometres inches feet
episodes lessons tracks lines year month
""")
_RUNTIMES = _set("runtime runtime_minutes minutes duration")
_PAGES, _YEARS = _set("pages"), _set("year published release_year")
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
        _set("price cost fee rent price_eur price_usd price_gbp fee_gbp fee_eur cost_gbp cost_eur"),
    ),
    (
        r"{n}[\s-]?(?:minutes?|mins?|hours?)\b",
        _set("runtime runtime_minutes read_minutes minutes duration length length_minutes playing_time hours"),
    ),
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
        _set("brand maker manufacturer designer producer prod studio make mill developer publisher workshop"),
    ),
)

CAST_FIELDS = _set("cast actors starring star stars")
# Deeds of the people of a record, and the fields of those who do them.
_DIRECTOR, _AUTHOR = _set("director directors"), _set("author authors writer writers screenplay")
_READER = _set("reader readers narrator narrators")
DEEDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"direct(?:s|ed)?|films?|filmed|shoots?|shot", _DIRECTOR),
    (r"writes?|wrote|written|pens?|penned", _AUTHOR),
    (r"reads?|narrates?|narrated", _READER),
    (r"translates?|translated", _set("translator translators")),
    (r"illustrates?|illustrated|draws?|drew|drawn", _set("illustrator illustrators artist artists")),
    (r"teach(?:es)?|taught|leads?|led", _set("teacher teachers tutor tutors instructor instructors guide leader")),
    (r"hosts?|hosted|presents?|presented", _set("host hosts presenter presenters")),
    (r"compos(?:es?|ed)", _set("composer composers")),
    (r"conduct(?:s|ed)?", _set("conductor conductors")),
    (r"plays?|played|stars?", _set("cast actors starring star stars players musicians artist artists performer")),
    (r"design(?:s|ed)?", _set("designer designers")),
)
# Whose work it is not, though they had a part in it.
HELPING_FIELDS = CAST_FIELDS | _READER | _set("translator translators illustrator illustrators editor")
# What a maker is named the owner of: "X's film".
WORKS = (
    r"(?:films?|movies?|documentary|drama|comedy|thriller|western|novel|book|story|stories|poems|essays|album|songs"
    r"|tale)"
)

MAKER_FIELDS = _set("""
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
