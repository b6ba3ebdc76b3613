"""Words that the check goes by: grammar, praise, what leaks. Nothing but lists; knows nothing of records."""

from __future__ import annotations

import re


def listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about an item: grammar, and the plain verbs of telling what something is.
PLAIN = listed("""
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
GLUE = listed("""
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
QUANTITIES = listed("many much more less bit handful")
GLUE |= QUANTITIES | listed("most")

ARTICLES = listed("a an")
DETERMINERS = listed(
    "a an the this these those his her their its your each every another two three four five six seven"
)
BE = listed("is are be was were been being")
AUXILIARIES = BE | listed("to has have had will would can could must may might do does did should")
# Where one of these stands, the words after it say something of their own.
CLAUSES = listed("""
and or but so as if than who whom whose which that what how where when while until till because since after before
though although unless whether
""")
SUBJECTS = listed("he she it they who that which you someone everyone")  # whom they mean stands further back
RELATIVES = listed("who which")
PRONOUNS = listed("he she him her his hers himself herself they them their theirs themselves themself")
POSSESSIVES = listed("his her their its")
SHE = listed("she her hers herself")
HE = listed("he him his himself")
THEY = listed("they them their theirs themselves themself")
# Who may be called so though the record has no pronoun.
GENDERED: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        SHE,
        listed("""
woman women girl girls mother daughter sister wife widow bride aunt niece grandmother granddaughter nun
queen princess lady waitress actress heiress duchess countess schoolgirl seamstress swordswoman
businesswoman policewoman godmother stepmother girlfriend fiancée mum mom hostess governess sorceress witch
maid"""),
    ),
    (
        HE,
        listed("""
man men boy boys father son brother husband widower groom uncle nephew grandfather grandson monk king prince
lord waiter actor baron duke count schoolboy fisherman policeman businessman ferryman nobleman godfather
stepfather boyfriend fiancé dad priest cowboy salesman gentleman handyman postman clergyman abbot"""),
    ),
)
NEGATIONS = listed("not no never without nor neither cannot none nobody nothing hardly barely")
FIRST_PERSON = listed("i me my mine myself we us our ours ourselves")

# Grammar that says nothing of who does what: words of a sentence are linked across these.
FUNCTION = (
    PRONOUNS
    | NEGATIONS
    | DETERMINERS
    | AUXILIARIES
    | CLAUSES
    | SUBJECTS
    | listed("""
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
_ALL = listed("every each all any both per whole always throughout everyone everybody everything nobody no")
QUANTIFIERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("every", "each"), _ALL | listed("one daily weekly nightly")),
    "all": _ALL | listed("two three four five six seven everyone nothing"),
    "both": listed("both two either each all neither 2"),
    "always": _ALL,
    "only": listed("only alone just single sole but last one no nothing"),
    "most": listed("most mostly almost nearly many"),
}
# They part what stands before them from what comes after: a place, a time, another clause.
JOINERS = CLAUSES - listed("that") | listed("""
in on at from with over for before after through across beyond between among under into onto within during about
around inside outside beside without like against along behind near upon toward towards off out up down both not
as beneath below above round away
""")
# They say where: a place that the description has after one of them may be told so.
PLACING = listed("""
in at from near through across to into around of over between outside on along behind beside inside against toward
towards upon beyond beneath below above before after under among onto
""")
LOOSE_PLACES = listed("in at from of through to into across on around near within inside")  # one says the other
# A word that the description has after none of these is no place there.
FIXED_PLACES = PLACING - listed("in of to")
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
ACTS = listed("""
take takes took give gives gave find finds found get gets got leave leaves left send sends sent bring brings
brought hold holds held keep keeps kept lead leads led meet meets met turn turns turned let lets help helps
helped call calls called watch watches watched see sees saw make makes made put puts show shows showed tell
tells told join joins joined follow follows followed stop stops stopped want wants wanted
""")
OBJECTS = listed("him her them up away back out off himself herself themselves")
ADVERBS = listed("eventually finally then also soon later now still even can could will would to must never not")
ENDINGS = re.compile(r"\b(?:in the end|at the end|at last(?! \w+ \w)|finally|eventually|turns? out)\b")
STARTERS = listed("each every once one")

KIND_NOUNS = listed("film movie documentary book novel album game track song")

PRAISE = listed("""
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

QUANTIFIED = PLAIN - listed("known")  # "most of", "at most, for": no praise

# A sentence that begins with one of these and a colon speaks of the task, or reads a record out.
LABELS = listed("""
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
