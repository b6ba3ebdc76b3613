"""The simulated person tells nothing but the truth, and the talks with it are counted right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from string import Formatter
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import simulated_comparing as comparing
from benchmarks import simulated_names as names
from benchmarks import simulated_wording as wording
from benchmarks.simulated_answers import NO_MATTER, answer
from benchmarks.simulated_facts import Said, has, in_common, lacks, than
from benchmarks.simulated_opening import VAGUE, Shelf
from benchmarks.simulated_person import Person
from benchmarks.simulator import (
    OURS,
    Listed,
    Outcome,
    converse,
    draw,
    figures,
    last_utterance,
    main,
    table,
    whole_bot,
    whole_talk,
)
from bot.build import embedded_catalogue, ensure_index, load_encoders
from bot.settings import Settings
from retriever.catalogue import read_catalogue
from retriever.items import Constraint, Item
from retriever.tail import HEAD
from tests.shop import FILMS, SHOP, built, catalogue, opened, parser_of, ranker_of, retriever_of

EMBEDDED = read_catalogue(embedded_catalogue()).items
SHELF = Shelf.of(EMBEDDED)
BY_KIND = {kind: [i for i in EMBEDDED if kind in i.facets["genres"]] for kind in ("drama", "comedy", "horror")}


@dataclass(frozen=True)
class Asked:
    """A clarifying question."""

    field: str
    replies: tuple[str, ...]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    """The eight films by id."""
    return {item.id: item for item in catalogue(tmp_path_factory.mktemp("films"), FILMS).items}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    """The ten things of the shop."""
    return tuple(catalogue(tmp_path_factory.mktemp("shop"), SHOP).items)


def talk(person: Person, lists: Sequence[Sequence[Item]], question: Asked | None = None) -> list[Said]:
    """All that `person` says when it sees these lists one after the other."""
    said = [person.open()]
    for shown in lists:
        said.append(person.react(shown, said, question))
    return said


def lists_of(target: Item, random: Random, items: Sequence[Item] = EMBEDDED) -> list[list[Item]]:
    """Four lists without the target; half of each list shares a kind with others, so that some are alike."""
    near = random.choice(list(BY_KIND.values())) if items is EMBEDDED else items
    drawn = [random.sample(near, 3) + random.sample(list(items), 2) for _ in range(4)]
    return [[item for item in shown if item.id != target.id] for shown in drawn]


def words_of(text: str) -> str:
    """Words between single spaces, one at each end."""
    letters = "".join(char if char.isalnum() else " " for char in text.casefold())
    return f" {' '.join(letters.split())} "


def check_true(said: Said, target: Item) -> None:
    """Everything claimed stands in the record of `target`, and its titles are not said."""
    for fact in said.facts:
        assert fact.allows(target), (said.text, str(fact), target.title)
    for word in said.words:
        assert word in target.description.split() or not Constraint("", "without", (word,)).allows(target), said
    assert not said.niche or target.tail >= HEAD
    spoken = words_of(said.text)
    for title in (target.title, *target.facets.get("original_title", ())):
        assert words_of(title) not in spoken, (said.text, title)


def test_nothing_false_is_said_of_any_film_and_no_title_slips_out() -> None:
    random = Random(1)
    for target in EMBEDDED:
        for said in talk(Person(target, SHELF, 1, exact=random.random() < 0.5), lists_of(target, random)):
            check_true(said, target)


@given(st.integers(0, len(EMBEDDED) - 1), st.integers(0, 9999), st.randoms(use_true_random=False))
def test_nothing_false_is_said_whatever_the_seed_and_the_lists(row: int, seed: int, random: Random) -> None:
    target = EMBEDDED[row]
    shown = [random.sample(EMBEDDED, random.randrange(6)) for _ in range(4)]
    for said in talk(Person(target, SHELF, seed), [[i for i in one if i is not target] for one in shown]):
        check_true(said, target)


def test_a_shop_without_moods_and_makers_of_films_can_be_asked_for_too(shop: tuple[Item, ...]) -> None:
    random = Random(2)
    for target in shop:
        for said in talk(Person(target, Shelf.of(shop), 3), lists_of(target, random, shop)):
            assert said.text
            check_true(said, target)


def test_an_item_of_which_nothing_but_the_title_is_known_is_asked_for_all_the_same() -> None:
    bare = [Item(str(n), f"Thing {n}") for n in range(8)]
    said = talk(Person(bare[0], Shelf.of(bare)), [bare[1:6], []])
    assert said[0].text.count("thing") == 1
    assert all(one.text for one in said)


def test_a_title_that_is_a_common_word_is_not_said_even_as_a_theme() -> None:
    shared: dict[str, Any] = {"genres": ("drama",), "themes": ("chess",)}
    items = [Item("0", "Chess", "", shared), *(Item(str(n), f"Film {n}", "", shared) for n in range(1, 9))]
    for seed in range(40):
        assert all(
            "chess" not in said.text for said in talk(Person(items[0], Shelf.of(items), seed), [items[1:6]])
        )


def test_the_same_seed_gives_the_same_talk_and_another_seed_another() -> None:
    target, random = EMBEDDED[10], Random(3)
    lists = lists_of(target, random)
    assert talk(Person(target, SHELF, 5), lists) == talk(Person(target, Shelf.of(EMBEDDED), 5), lists)
    assert len({talk(Person(target, SHELF, seed), lists)[0].text for seed in range(20)}) > 10


def test_an_opening_fits_more_films_than_are_shown() -> None:
    for target in EMBEDDED:
        wish = Person(target, SHELF, 4).open()
        fits = [
            item
            for item in EMBEDDED
            if all(fact.allows(item) for fact in wish.facts)
            and all(word in item.description for word in wish.words)
        ]
        assert len(fits) >= VAGUE, wish.text
        assert wish.facts


def test_only_somebody_exact_tells_what_few_films_have() -> None:
    random = Random(9)
    rare: dict[bool, int] = {True: 0, False: 0}
    for target in EMBEDDED[::5]:
        lists = [random.sample(EMBEDDED, 5) for _ in range(4)]
        for exact in rare:
            for said in talk(Person(target, SHELF, 9, exact), lists):
                told = [fact for fact in said.facts if fact.op == "any_of" and not said.like]
                rare[exact] += sum(sum(fact.allows(item) for item in EMBEDDED) < VAGUE for fact in told)
    assert rare[False] == 0
    assert rare[True] > 50


def test_only_of_what_few_people_know_it_is_said_that_few_know_it() -> None:
    told = {item.id: Person(item, SHELF, 6).open().niche for item in EMBEDDED}
    little_known = [item for item in EMBEDDED if item.tail >= 0.5]
    assert {id_ for id_, niche in told.items() if niche} <= {item.id for item in little_known}
    assert 0.25 < sum(told.values()) / len(little_known) < 0.42  # a third, of some 400


def test_what_was_said_is_not_said_again() -> None:
    random = Random(7)
    for target in EMBEDDED[::10]:
        said = talk(Person(target, SHELF, 7), lists_of(target, random))
        plain = [fact for one in said if not one.like for fact in one.facts]
        refused = [fact for fact in plain if fact.op == "none_of"]
        assert len(refused) == len(set(refused))
        pointed = [one.like for one in said if one.like]
        assert len(pointed) == len(set(pointed))


def test_who_made_the_target_is_never_said() -> None:
    for target in EMBEDDED:
        assert not {fact.field for thing in has(target) for fact in thing.facts} & {"director", "cast"}


def test_what_a_shown_film_has_and_the_target_has_not_is_refused(films: dict[str, Item]) -> None:
    refused = {str(fact) for thing in lacks(films["cleo"], [films["alien"]]) for fact in thing.facts}
    assert {"genres: not horror", "country: not United States", "moods: not tense"} <= refused
    assert "director: not Ridley Scott" in refused
    # both are French dramas by the same director
    shared = {"genres: not drama", "country: not France", "director: not Agnès Varda"}
    vagabond = {str(fact) for thing in lacks(films["cleo"], [films["vagabond"]]) for fact in thing.facts}
    assert not shared & vagabond


def test_a_silent_record_refuses_nothing(films: dict[str, Item]) -> None:
    fields_refused = {fact.field for t in lacks(films["lost-reel"], [films["alien"]]) for fact in t.facts}
    assert fields_refused == {"director", "genres", "moods", "themes"}  # neither country nor cast is on record


def test_nobody_after_something_soviet_refuses_what_is_russian(films: dict[str, Item]) -> None:
    russian = replace(films["alien"], facets={"country": ("Russia", "Japan")})
    assert [thing.value for thing in lacks(films["stalker"], [russian])] == ["Japan", "Japanese"]


def test_a_word_that_stands_anywhere_in_the_record_is_not_refused(films: dict[str, Item]) -> None:
    # the description of Close-Up speaks of a director
    other = replace(films["alien"], facets={"themes": ("directors", "spaceship")})
    assert [thing.value for thing in lacks(films["close-up"], [other])] == ["spaceship"]


def test_a_director_goes_by_the_family_name_unless_that_stands_first(films: dict[str, Item]) -> None:
    chinese = replace(films["alien"], facets={"country": ("China",), "director": ("Zhang Yimou",)})
    said = [t.value for t in lacks(films["cleo"], [films["alien"], chinese]) if t.sort == "maker"]
    assert said == ["Scott", "Zhang Yimou"]


def test_older_and_shorter_are_said_of_a_difference_one_notices(films: dict[str, Item]) -> None:
    # Cleo: 1962, 90 minutes. Alien: 1979, 117. Vagabond: 1985, 105. Close-Up: 1990, 98. Stalker: 1979, 162.
    assert [t.sort for t in than(films["cleo"], films["alien"])] == ["older", "shorter"]
    assert [t.sort for t in than(films["stalker"], films["cleo"])] == ["newer", "longer"]
    assert [t.sort for t in than(films["alien"], films["stalker"])] == ["shorter"]
    assert [t.sort for t in than(films["close-up"], films["vagabond"])] == ["newer"]  # 7 minutes: nobody notices


def test_a_film_is_pointed_at_as_alike_by_what_both_have(films: dict[str, Item]) -> None:
    common = {str(fact) for fact in in_common(films["vagabond"], films["cleo"])}
    assert common == {"director: Agnès Varda", "country: France", "genres: drama"}


def test_a_decade_and_round_years_and_minutes_are_told_as_people_tell_them(films: dict[str, Item]) -> None:
    told = {(thing.sort, thing.value) for thing in has(films["cleo"])}  # 1962, 90 minutes
    assert {("decade", "sixties"), ("decade", "1960s"), ("before", "1970"), ("after", "1960")} <= told
    assert {("under", "100"), ("over", "80")} <= told
    close_up = {(thing.sort, thing.value) for thing in has(films["close-up"])}
    assert ("after", "1980") in close_up  # made in 1990 itself


@pytest.mark.parametrize(
    ("field", "replies", "true"),
    [
        ("genres", ("horror", "drama", "comedy", NO_MATTER), "drama"),
        ("country", ("Japan", "Italy", NO_MATTER), NO_MATTER),
        ("year", ("from the 1980s", "from the 1960s", NO_MATTER), "from the 1960s"),
        (
            "runtime",
            ("under 80 minutes", "between 80 and 100 minutes", "over 100 minutes"),
            "between 80 and 100 minutes",
        ),
        ("runtime", ("under 90 minutes", "over 90 minutes"), NO_MATTER),
        ("price", ("price under 10", "price over 10", NO_MATTER), NO_MATTER),
    ],
)
def test_a_question_is_answered_from_the_record(
    films: dict[str, Item], field: str, replies: tuple[str, ...], true: str
) -> None:
    said = answer(Asked(field, replies), films["cleo"], Random(0))
    assert said.text == true
    assert said.answer
    check_true(said, films["cleo"])


def test_half_of_the_questions_are_answered() -> None:
    question = Asked("genres", (*names.COUNTED, NO_MATTER))
    asked = [Person(item, SHELF, 8).react(EMBEDDED[:5], [Said("a film")], question) for item in EMBEDDED]
    assert 0.45 < sum(said.answer for said in asked) / len(asked) < 0.55
    for item, said in zip(EMBEDDED, asked, strict=True):
        check_true(said, item)


def test_everything_can_be_said_in_six_ways_at_least() -> None:
    tables: list[dict[str, tuple[str, ...]]] = [wording.HAS, wording.LACKS, comparing.THAN]
    ways = [*(ways for table_ in tables for ways in table_.values()), comparing.LIKE, wording.ELSE, wording.FRAMES]
    ways += [wording.NICHE, wording.ABOUT_IT, wording.REMEMBERED, wording.JOINTS, wording.POINTING]
    for phrasings in ways:
        assert len(set(phrasings)) >= 6, phrasings
    gaps = {name for phrasings in ways for text in phrasings for _, name, _, _ in Formatter().parse(text) if name}
    assert gaps <= {"value", "a_value", "kind", "a_kind", "noun", "one", "other", "difference", "wish"} | {
        "ordinal", "number", "title",
    }  # fmt: skip


def test_a_talk_ends_with_the_turn_that_shows_the_target() -> None:
    target, others = EMBEDDED[0], EMBEDDED[1:6]
    lists = iter([others, [*others[:4], target]])
    found = converse(Person(target, SHELF), lambda _: Listed(next(lists)))
    assert (found.turn, len(found.said)) == (2, 2)
    missed = converse(Person(target, SHELF), lambda _: Listed(others))
    assert (missed.turn, len(missed.said)) == (None, 5)


def test_success_is_counted_by_turn_and_by_half() -> None:
    head, tail = (next(item for item in EMBEDDED if (item.tail < HEAD) == half) for half in (True, False))
    outcomes = [Outcome(tail, 1, ()), Outcome(tail, 3, ()), Outcome(tail, None, ()), Outcome(head, 5, ())]
    # by turn 1: 1 of 4; by 3: 2 of 4; by 5: 3 of 4; (1 + 3 + 5) / 3 turns
    assert figures(outcomes) == ([0.25, 0.25, 0.5, 0.5, 0.75], 3.0)
    assert math.isnan(figures(outcomes[2:3])[1])
    peer = [replace(one, turn=None if one.turn == 1 else one.turn) for one in outcomes]
    lines = table({OURS: outcomes, "peer": peer}).splitlines()
    assert [line.split("|")[-2].strip() for line in lines[2:]] == ["1.00", "2.00", "1.00", "1.00", "1.00", "1.50"]
    assert lines[3].split("|")[1].strip() == "tail (3)"


def test_targets_are_drawn_from_both_halves_by_seed() -> None:
    targets = draw(EMBEDDED, 21, 1)
    assert [item.tail >= HEAD for item in targets] == [True] * 15 + [False] * 6  # five in seven
    assert targets == draw(list(reversed(EMBEDDED)), 21, 1)
    assert targets != draw(EMBEDDED, 21, 2)
    assert len(draw(EMBEDDED, 2000, 1)) == len(EMBEDDED)


def test_the_whole_bot_goes_on_and_the_peers_forget_or_pile_up(tmp_path: Path) -> None:
    with opened(built(tmp_path, FILMS)) as index:
        retriever = retriever_of(index)
        parser = parser_of(index.items)
        queries: list[Any] = []

        def find(query: Any, k: int) -> Any:
            queries.append(query)
            return retriever.find(query, k)

        parts: Any = SimpleNamespace(
            parser=parser,
            retriever=SimpleNamespace(find=find, count=retriever.count),
            ranker=ranker_of(retriever),
            item_of=index.item_of,
        )
        said = ("a drama", "nothing from France")
        ours, last, pile = (
            begin("one")
            for begin in (whole_bot(parts, tmp_path, 0.5), last_utterance(parts, 0.5), whole_talk(parts, 0.5))
        )
        lists = {name: [one(text).items for text in said] for name, one in (("ours", ours), ("last", last))}
        assert not {item.id for item in lists["ours"][1]} & {"cleo", "vagabond"}
        assert "drama" in " ".join(str(c) for c in queries[1].must + queries[1].prefer) + queries[1].text
        assert "drama" not in queries[3].text
        assert [pile(text) for text in said]
        assert queries[-1].text == "a drama. nothing from France"
        assert not queries[-1].must


@pytest.mark.slow
def test_the_command_prints_a_table_and_the_same_one_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home=tmp_path)
    ensure_index(settings, load_encoders(settings), lambda *_: None)
    printed = []
    for _ in range(2):
        main(["--targets", "7", "--seed", "1", "--index", str(settings.index_folder)])
        printed.append([line for line in capsys.readouterr().out.splitlines() if line.startswith("|")])
    assert printed[0] == printed[1]
    assert len(printed[0]) == 2 * (2 + 3 * 3)  # two sorts of people, three groups of three recommenders
