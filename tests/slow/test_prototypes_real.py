"""Sentences that are not among the examples, read with the packaged MiniLM."""

from __future__ import annotations

import pytest

from bot.intent.by_example.prototypes import ROWS, Opinion, Prototypes
from bot.intent.listed import listed
from retriever.encode import SentenceEncoder

pytestmark = pytest.mark.slow

OPINIONS: dict[Opinion | None, tuple[str, ...]] = {
    "like": listed(
        """
        it blew my tiny mind | it is an absolute cracker | it had me grinning from ear to ear |
        my heart skipped a beat at it | it would look stunning in our hall | it is pure gold |
        I could watch it till the cows come home | hats off to it | it deserves every award going |
        ooh go on then, it
        """
    ),
    "dislike": listed(
        """
        it bored the pants off me | I would sooner eat my own hat than it |
        it was two hours I will never get back | it looks like something the cat dragged in | chuck it |
        it gave me a migraine | my mother would faint at it | it is hot garbage |
        honestly it left me stone cold | it is a total rip-off
        """
    ),
    "seen": listed(
        """
        it has been gathering dust in my attic for ages | we took the kids to it at easter |
        my brother gave me it for graduation | it is hanging in my kitchen | I wrote my thesis on it |
        I've been through two of it | ticked it off in college | it kept me company on the ferry last year |
        we screened it at our film club | I could sing it backwards
        """
    ),
    None: listed(
        """
        who plays the lead in it | does it run on batteries | something along the lines of it but funnier |
        how many of it come in a box | my neighbour talks about it | is it out on disc |
        the same as it from another country | which is cheaper, it or it | where was it filmed |
        I was asking about it
        """
    ),
}
CHATTER = listed(
    """
    sorry about the typos, I have gloves on | the dishwasher just flooded the kitchen |
    my uncle ran a video shop in Leith | I have been up since four with the twins |
    we lost power for an hour | he says hello by the way | my glasses are upstairs |
    you would not believe the day I had | nobody in this house listens to me |
    I'll be honest with you here | hold on while I find a pen | my sister thinks I am mad |
    I never know what to pick | as my nan used to put it | thanks for putting up with me |
    we queued for three hours in the rain
    """
)
WISHES = listed(
    """
    a heist in a museum with old thieves | for my sister who just had a baby |
    that will make my wife cry | keeps coffee hot all day | set on a remote island in winter |
    where the ending is left open | for hiking in wet weather | with lots of rain and neon |
    a teacher who changes everything | something my teenagers won't mock | two old friends meet again |
    for a bachelor party on saturday | in the mood for something spooky | easy to pack in a small bag |
    about a family that runs a circus | a comforting read for january |
    my son is obsessed with volcanoes | we love anything with heists |
    it has to work without batteries | people who talk in cars | a band on its last tour |
    not too long and not too sad | a present for a retiring nurse | for someone who hates cooking |
    soft enough for a newborn | a slow burn with a big payoff | a woman who inherits a lighthouse |
    cheerful songs and dancing | good with milk and honey | doesn't fall apart after a month |
    that looks good on a shelf | a monk who solves crimes | I want to learn about whales |
    I need to keep my hands warm | a quiet game for two people | for a picnic by the river |
    a wedding where everything goes wrong | strangers stuck in a lift | for reading on the beach |
    the last days of a newspaper
    """
)


@pytest.fixture(scope="module")
def prototypes() -> Prototypes:
    return Prototypes(SentenceEncoder.load(device="cpu").encode)


def test_none_of_these_is_an_example() -> None:
    examples = {text.casefold() for row in ROWS for text in row}
    mine = {text.casefold() for text in (*CHATTER, *WISHES, *(one for row in OPINIONS.values() for one in row))}
    assert not examples & mine


def test_three_of_five_unusual_opinions_are_told_and_few_wrongly(prototypes: Prototypes) -> None:
    told = [(wanted, prototypes.opinion_of(text)) for wanted, row in OPINIONS.items() for text in row]
    assert sum(wanted == got for wanted, got in told if wanted) >= 18  # of 30
    assert sum(got not in (wanted, None) for wanted, got in told) <= 6  # of 40


def test_much_chatter_is_told_and_no_wish_is_taken_for_it(prototypes: Prototypes) -> None:
    assert sum(prototypes.chatter(text) for text in CHATTER) >= 8  # of 16
    assert [text for text in WISHES if prototypes.chatter(text)] == []
