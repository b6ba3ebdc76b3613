"""What no other rule took: the wish in the person's own words. Knows no names and no numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.chinese.words import KINDS, THEMES
from bot.intent.heard import Heard
from bot.intent.learned.wished import asks, certain, size, talks, wished
from bot.intent.narrating import read_narration, tells
from bot.intent.small_talk import sentences
from bot.intent.state import want, wish
from bot.intent.telling_words import OF_KIND, TASTE
from bot.intent.telling_words import TELLING as NARRATING
from bot.intent.wish_words import ASIDES, LOOSE, PHRASES, PRAISE, WANTING
from bot.intent.words import GENRE_FIELDS
from bot.messages import Act
from retriever.items import Constraint
from retriever.lexical import STOP_WORDS, WORD, stems
from retriever.moods import MOOD_FIELDS, comparisons, meaning

__all__ = [
    "ASIDES",
    "LOOSE",
    "NARRATING",
    "PRAISE",
    "read_moods",
    "read_narration",
    "read_opening",
    "read_wish",
    "said",
]

LIMIT = re.compile(
    r"[^,.;]{0,20}\b(?:under|over|less|fewer|more|than|between|at most|at least|exactly|around|about|max|min|only)"
    r"\b[^,;\d]{0,12}\d+(?:[.,]\d+)?[^,;]{0,20}|"
    r"\d+(?:[.,]\d+)? ?(?:minutes?|mins?|hours?|euros?|€|\$|dollars?|pages?|元|欧元|分钟|小时)[^,;]{0,10}|"
    r"(?:不超过|少于|多于)[^,;]{0,12}",
    re.IGNORECASE,
)
HOW_TO_SAY = "say it like “under 90 minutes”, “before 1980” or “at most 20 euros”"
EDGE = re.compile(r"^[\s,.;:!?…—–\-'\"()/&*~+]+|[\s,.;:!?…—–\-'\"(/&*~+]+$")
PIECE = re.compile(
    r"\s*[,.;:!?…]+\s+|\s*[,;!?…]+\s*|\s[—–-]+\s|\n+|\b(?:but|though|although|plus|also|preferably|ideally)\b|"
    r"(?<=[一-鿿])[，。！？；](?=.)"
)
SHORT_VERB = re.compile(r"\W*(\w+)'(?:d|m|ve|ll|re|s)\W*", re.IGNORECASE)
SOMEBODY = re.compile(r"\b(?:i|me|my|mine|you|your|he|she|his|we|us|our|they|myself|yourself)\b", re.IGNORECASE)
FRAMED = re.compile(
    r"\W*(?:(?:and|but|or|maybe|perhaps|also|just|only|something|anything|one|ones|more|less) )*"
    r"(?:for|with|about|that|which|who|where|to|so|set|in|like|could|can|show|give|find|make)\b",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(r"\b(?:for|with|about) (?:my|our|his|her|their)\b", re.IGNORECASE)
EMOJI = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\U000e0000-\U000e007f]+")
QUIET = frozenset({"about", "compare", "why", "service", "off_topic", "injection", "abuse", "relax"})
SHORT = 3  # words
SURELY = 0.5  # probability from which what is refused is wished all the same
PREFERRED = 0.01  # probability from which a value of this catalogue that was named is wished
JUDGING = frozenset({"like", "dislike", "thanks", "why", "about", "relax"})  # praise beside them is no wish


def read_wish(heard: Heard) -> Heard:
    """What is left joins the wish, if it says anything. A limit no rule could read is told, never searched."""
    if match := LIMIT.search(heard.text):
        limit = " ".join(match.group().split())
        heard = heard.took(*match.span(), act="constrain")
        heard = heard.note(f"I could not read the limit in “{limit}”; {HOW_TO_SAY}.")
    pieces = [piece for sentence in sentences(EMOJI.sub(" , ", heard.text)) for piece in _pieces(sentence)]
    judged = bool(JUDGING & set(heard.acts))
    pieces = pieces if heard.opening else [piece for piece in pieces if not _about_people(piece)]
    told = [text for piece in pieces if (text := said(piece)) and not (judged and PRAISE.fullmatch(text))]
    if heard.tagged:
        told = [text for text in told if not _refused(heard, text)]
        kept = [run for text in told for run in wished(text, heard.tagged, _kinds(heard, text))]
        told = told if _asked_alone(heard, kept) else kept
    told = [_somebody(heard, _whole(heard, text)) for text in told]
    act = _asking(heard)
    for text in reversed(list(dict.fromkeys(told))):  # the first said stands first among the newest
        heard = heard.now(wish(heard.query, text), act)
    return heard


def _whole(heard: Heard, text: str) -> str:
    """With the values preferred from now on in full: "a road movie in the desert", not "road in the desert"."""
    new = set(heard.query.prefer) - set(heard.session.query.prefer)
    for value in (str(value) for constraint in new for value in constraint.values):
        half = said(value)
        if half and half != value and value.casefold() in heard.text.casefold() and value not in text:
            text = re.sub(rf"\b{re.escape(half)}\b", value.replace("\\", ""), text, count=1)
    return text


def _somebody(heard: Heard, text: str) -> str:
    """ "a stranger" keeps its article, without which it would compare moods ("something stranger")."""
    compared = {match.group() for match in comparisons(heard.text)}
    return text if compared.issuperset(match.group() for match in comparisons(text)) else f"a {text}"


def _refused(heard: Heard, text: str) -> bool:
    """True where `text` only speaks of what is refused: "is horror still out?"."""
    refused = {stem for c in heard.query.must if c.op == "without" for v in c.values for stem in stems(str(v))}
    words = [word for word in WORD.findall(text) if refused & set(stems(word))]
    return any(heard.tagged.of(word, "wish") < SURELY for word in words) if heard.tagged else False


def _asked_alone(heard: Heard, kept: Sequence[str]) -> bool:
    """True where it is too short to hold chatter ("kettlebell 16kg"), and where a request would be left empty."""
    if heard.tagged is None or heard.acts:
        return False
    if size(heard.tagged.text) <= SHORT and (heard.opening or not talks(heard.tagged)):
        return True
    return not kept and heard.query == heard.session.query and asks(heard.tagged)


def _kinds(heard: Heard, text: str) -> set[str]:
    """Words of `text` that name kinds of thing, or what is preferred from now on."""
    named = [one for one in heard.names.values(text) if any(field in GENRE_FIELDS for field, _ in one.values)]
    new = set(heard.query.prefer) - set(heard.session.query.prefer)
    preferred = {str(value).casefold() for constraint in new for value in constraint.values}
    preferred = {word for word in preferred if heard.tagged and heard.tagged.of(word, "wish", 0.0) >= PREFERRED}
    chinese = {text} & (KINDS.keys() | THEMES.keys())
    return chinese | preferred | {word for one in named for word in text[one.start : one.end].casefold().split()}


def read_unheard(heard: Heard) -> Heard:
    """Joins to the wish what certainly is wished and no rule heard."""
    if heard.tagger is None or heard.tagged is None or set(heard.acts) & QUIET:
        return heard
    query = heard.query
    values = " ".join(str(value) for c in (*query.must, *query.prefer) for value in c.values)
    known = set(stems(f"{query.text} {values} {' '.join((*heard.strangers, *heard.understood))}"))
    act = _asking(heard)
    named = [heard.tagged.text[one.start : one.end] for one in heard.titled(heard.tagged.text, asked=True)]
    for run in certain(heard.tagged):
        if not known & set(stems(run)) and not any(run in title for title in named):
            heard = heard.now(wish(heard.query, run), act)
    return heard


def _asking(heard: Heard) -> Act:
    """What wishing something does here."""
    return "recommend" if heard.opening or "change" in heard.acts else "refine"


def _about_people(piece: str) -> bool:
    """A remark of a later turn that speaks of me or you and asks for nothing: "my sister still quotes it"."""
    return bool(SOMEBODY.search(piece)) and not (
        FRAMED.match(piece) or FOR_WHOM.search(piece) or WANTING.search(piece) or TASTE.match(piece)
    )


def read_preference(heard: Heard) -> Heard:
    """ "giallo": a value that is preferred from now on asks for items although nothing else was said."""
    new = set(heard.query.prefer) - set(heard.session.query.prefer)
    return heard.did(_asking(heard)) if new and not heard.acts else heard


def read_opening(heard: Heard) -> Heard:
    """A first request asks for items also where it is all demands, and a new subject where it names any."""
    asks = {"constrain", "exclude"} & set(heard.acts) or (heard.n and not heard.acts)
    return heard.did("recommend") if asks and (heard.opening or "change" in heard.acts) else heard


def read_moods(heard: Heard) -> Heard:
    """ "darker", "funnier": what records of moods call it is preferred; the word itself stays in the wish."""
    for match in comparisons(heard.text) if heard.names.facets & MOOD_FIELDS else ():
        for mention in heard.names.values(meaning(match.group())):
            field, value = mention.values[0]
            heard = heard.now(want(heard.query, Constraint(field, "any_of", (value,))))
    return heard


def said(piece: str) -> str:
    """A piece without the words at its ends that wish nothing; "" where none wishes anything.

    >>> said("could you find me something with neon lights please"), said("I work nights")
    ('neon lights', '')
    """
    if tells(piece):
        return ""
    words = EDGE.sub("", PHRASES.sub(" ", ASIDES.sub(" ", TASTE.sub(" ", piece)))).split()
    while words and _loose(words[0]):
        words.pop(0)
    while words and _loose(words[-1]):
        words.pop()
    text = EDGE.sub("", " ".join(words))
    return text if any(word not in STOP_WORDS for word in WORD.findall(text.casefold())) else ""


def _pieces(sentence: str) -> list[str]:
    """The parts of a sentence that may wish something: what is told before "so what I'd like is" only explains.

    A part that goes on with "that ..." or "who ..." describes the kind of thing named before it.
    """
    if NARRATING.match(sentence) and (wanting := list(WANTING.finditer(sentence))):
        sentence = sentence[wanting[-1].start() :]
    first, *others = PIECE.split(sentence)
    return [first, *(OF_KIND.sub("", piece) for piece in others)]


def _loose(word: str) -> bool:
    bare = re.sub(r"[^\w]", "", word).casefold()
    return bare in LOOSE or bool((short := SHORT_VERB.fullmatch(word)) and short[1].casefold() in LOOSE)
