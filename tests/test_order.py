"""Who does what to whom: each true sentence beside the lie that is made of the same words."""

import pytest

from bot.writer.check import grammar, order, parallel, small
from bot.writer.check.sentences import roots
from bot.writer.check.tokens import tokens
from retriever.items import Item

ROBOT = (
    "A maintenance robot on an emptied cargo ship writes reports that nobody reads. "
    "When a stowaway child starts answering them, its sentences grow longer."
)
RANCH = "The upright owner is set against his hard-drinking, restless son while a shy grandson watches both."
CAT = "A schoolgirl saves a cat from a lorry. Deaf since childhood, Griet casts bells by touch."
LAMP = (
    "Logs temperature and humidity. Basket, hand-woven, with a lid. "
    "The rack stands beside the fridge, over the sink."
)

PAIRS = [
    (ROBOT, "A maintenance robot writes reports.", "A stowaway child writes reports."),
    (ROBOT, "A robot who writes reports.", "A child who writes reports."),
    (RANCH, "A hard-drinking son.", "A hard-drinking grandson."),
    (CAT, "A cat is saved by a schoolgirl.", "A schoolgirl is saved by a cat."),
    (CAT, "A schoolgirl saves a cat.", "A cat saves a schoolgirl."),
    (CAT, "Griet is deaf and casts bells.", "A schoolgirl casts bells."),
]


@pytest.mark.parametrize(("description", "true", "lie"), PAIRS, ids=[lie for _, _, lie in PAIRS])
def test_a_deed_stays_with_who_does_it(description: str, true: str, lie: str) -> None:
    item = Item("i", "Title", description)
    assert list(order.turned(true, item)) == []
    assert list(order.turned(lie, item)) != []


@pytest.mark.parametrize(
    "sentence",
    ["Temperature and humidity are logged.", "A hand-woven basket with a lid.", "It stands over the sink."],
)
def test_what_means_the_same_in_another_order_passes(sentence: str) -> None:
    item = Item("i", "Title", LAMP)
    assert [*order.turned(sentence, item), *small.misplaced(sentence, item)] == []


def test_a_place_stays_with_its_preposition() -> None:
    item = Item("i", "Title", LAMP)
    assert list(small.misplaced("The rack stands beside the fridge, over the sink.", item)) == []
    assert list(small.misplaced("The rack stands beside the sink, over the fridge.", item)) != []


def test_a_negation_speaks_of_what_follows_it_up_to_the_verb() -> None:
    item = Item("i", "Title", "A samurai without a master mends umbrellas. The hotel has no lift.")
    assert list(small.denied("A samurai mends umbrellas.", item)) == []
    assert list(small.denied("The hotel has a lift.", item)) != []


def test_words_of_one_family_share_a_root_and_a_mother_is_no_moth() -> None:
    assert roots("translator") & roots("translated")
    assert roots("smoky") & roots("smoke")
    assert not roots("mother") & roots("moth")


def test_the_words_of_a_description_are_read_once() -> None:
    assert tokens(ROBOT) is tokens(ROBOT)


BAG = "A lamp that fits most bags, with a strap on one side. Five hours on steady, longer on pulse."
BANK = "A clerk is robbed by a nun. The thieves steal nothing and stack the chairs. Each guest signs."


@pytest.mark.parametrize(
    ("rule", "description", "true", "lie"),
    [
        (parallel.quantified, BAG, "It fits most bags.", "It fits every bag."),
        (parallel.quantified, BAG, "A strap on one side.", "Straps on both sides and pulse."),
        (parallel.quantified, BANK, "Every guest signs.", "Every clerk signs."),
        (parallel.misdirected, BANK, "Thieves steal nothing.", "Thieves steal the chairs."),
        (parallel.reversed_voice, BANK, "A nun robs a clerk.", "A clerk robs a nun."),
        (
            parallel.crossed,
            BAG,
            "Longer on pulse, five hours on steady.",
            "Five hours on pulse, longer on steady.",
        ),
        (small.owned, BANK, "The thieves stack their chairs.", "The thieves stack their own chairs."),
        (small.denied, BANK, "A clerk is robbed.", "A clerk is never as robbed as a nun."),
    ],
)
def test_what_stands_beside_it_bears_it_out(rule: parallel.Rule, description: str, true: str, lie: str) -> None:
    item = Item("i", "Title", description)
    assert list(rule(true, item)) == []
    assert list(rule(lie, item)) != []


def test_a_phrase_stands_only_once() -> None:
    assert list(grammar.problems("A romantic tale with a bar of Mozart.", "")) == []
    assert list(grammar.problems("A painted painting.", "A painting.")) != []
    assert grammar.repeats("The old man sings a bar of Mozart again.", "It opens with a bar of Mozart.")
    assert not grammar.repeats("The old man sings.", "It opens with a bar of Mozart.")
