"""What is agreed as chips: in words, in order, and each one can be taken back alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chips import Chip, NotAgreed, chips, without
from bot.intent.state import SEPARATOR, wishes
from bot.intent.words import SIGNS
from bot.labels import MAX_CHARS
from bot.messages import Language
from retriever.items import Constraint, Item, Query
from tests.shop import SHOP

TITLES = {str(record["id"]): Item(str(record["id"]), str(record["title"])) for record in SHOP}


def labels(query: Query, language: Language = "en") -> list[str]:
    return [chip.label for chip in chips(query, TITLES.get, language)]


def must(*constraints: Constraint) -> Query:
    return Query(must=constraints)


def key(query: Query, label: str) -> str:
    return next(chip.key for chip in chips(query, TITLES.get, "en") if chip.label == label)


EVERYTHING = Query(
    "darker. a trip to the sea",
    liked=("lapsang",),
    disliked=("river",),
    must=(
        Constraint("", "without", ("horror",)),
        Constraint("country", "none_of", ("United States",)),
        Constraint("year", "at_most", (1979,)),
        Constraint("genres", "any_of", ("drama", "comedy")),
    ),
    prefer=(Constraint("moods", "any_of", ("bleak",)), Constraint("director", "any_of", ("Agnès Varda",))),
    niche=1,
)


def test_all_that_is_agreed_stands_in_order_in_plain_words() -> None:
    assert [(chip.kind, chip.label) for chip in chips(EVERYTHING, TITLES.get, "en")] == [
        ("must", "before 1980"),
        ("must", "drama or comedy"),
        ("refused", "no mention of horror"),
        ("refused", "not from United States"),
        ("wish", "darker"),
        ("wish", "a trip to the sea"),
        ("liked", "like Lapsang Souchong"),
        ("disliked", "unlike River Trade"),
        ("preferred", "preferably by Agnès Varda"),
        ("niche", "hidden gems only"),
    ]


def test_in_a_chinese_talk_the_labels_are_chinese() -> None:
    assert labels(EVERYTHING, "zh") == [
        "1980年以前", "剧情、喜剧", "不提恐怖", "不要来自美国", "darker", "a trip to the sea",
        "像《Lapsang Souchong》", "不像《River Trade》", "最好Agnès Varda的作品", "只要冷门的",
    ]  # fmt: skip


@pytest.mark.parametrize(("field", "label"), [("brand", "不要Fenn的"), ("director", "不要Fenn的作品")])
def test_only_what_a_person_made_is_called_a_work(field: str, label: str) -> None:
    assert labels(Query(must=(Constraint(field, "none_of", ("Fenn",)),)), "zh") == [label]


@pytest.mark.parametrize(
    ("bounds", "label"),
    [
        ([("year", "at_least", 1980), ("year", "at_most", 1989)], "1980s"),
        ([("year", "at_least", 1975), ("year", "at_most", 1984)], "1975–1984"),
        ([("year", "at_least", 1979), ("year", "at_most", 1979)], "from 1979"),
        ([("year", "at_least", 1990)], "since 1990"),
        ([("year", "above", 1990)], "since 1991"),
        ([("year", "below", 1960)], "before 1960"),
        ([("runtime", "below", 90)], "under 90 min"),
        ([("runtime", "at_least", 85), ("runtime", "at_most", 115)], "85–115 min"),
        ([("runtime", "above", 85), ("runtime", "below", 115)], "over 85 min and under 115 min"),
        ([("price", "at_most", 12.5)], "price at most 12.5"),
        ([("price", "at_least", 1000), ("price", "at_most", 2000)], "price 1,000–2,000"),
        ([("pages", "above", 300)], "over 300 pages"),
        ([("weight_grams", "at_most", 500)], "at most 500 g"),
        ([("shelf_mark", "at_most", 3)], "shelf mark: at most 3"),
    ],
)
def test_bounds_of_one_field_are_one_chip(bounds: list[tuple[str, str, float]], label: str) -> None:
    query = must(*(Constraint(field, op, (value,)) for field, op, value in bounds))  # type: ignore[arg-type]
    assert labels(query) == [label]
    assert without(query, key(query, label)).must == ()


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        (Constraint("country", "any_of", ("France",)), ["from France"]),
        (Constraint("cast", "any_of", ("Isabelle Huppert",)), ["with Isabelle Huppert"]),
        (Constraint("author", "none_of", ("A", "B")), ["not by A", "not by B"]),
        (Constraint("language", "any_of", ("French",)), ["in French"]),
        (Constraint("tags", "any_of", ("warm", "wool")), ["warm or wool"]),
        (Constraint("size", "any_of", ("M",)), ["size: M"]),
        (Constraint("", "without", ("war", "gore")), ["no mention of war", "no mention of gore"]),
        (Constraint("", "without", SIGNS["scary"]), ["not called scary"]),
        (Constraint("year", "outside", (1980, 1989)), ["not 1980–1989"]),
        (
            Constraint("country", "none_of", ("Sweden", "Norway", "Denmark", "Finland")),
            ["not from Sweden, Norway, Denmark or 1 more"],
        ),
    ],
)
def test_a_demand_is_told_as_people_say_it(constraint: Constraint, expected: list[str]) -> None:
    assert labels(must(constraint)) == expected


def test_of_words_refused_at_two_times_one_can_be_welcome_again() -> None:
    refused = must(Constraint("", "without", ("war", *SIGNS["scary"], "gore")))
    assert labels(refused) == ["not called scary", "no mention of war", "no mention of gore"]
    assert without(refused, key(refused, "not called scary")) == must(Constraint("", "without", ("war", "gore")))
    assert without(refused, key(refused, "no mention of war")) == must(
        Constraint("", "without", (*SIGNS["scary"], "gore"))
    )


def test_a_refusal_promises_no_more_than_words_can_hold() -> None:
    violence = must(Constraint("", "without", SIGNS["violence"]))
    assert labels(violence) == ["no mention of violence"]
    assert labels(violence, "zh") == ["不提暴力"]
    assert labels(must(Constraint("", "without", SIGNS["scary"])), "zh") == ["不提吓人"]


def test_signs_that_share_a_word_are_told_apart() -> None:
    both = must(Constraint("", "without", tuple(dict.fromkeys((*SIGNS["sad"], *SIGNS["depressing"])))))
    assert labels(both) == ["not called sad", "not called depressing"]
    assert labels(without(both, key(both, "not called sad"))) == ["not called depressing"]
    assert labels(must(Constraint("", "without", SIGNS["violent"]))) == ["no mention of violence"]


def test_a_preference_that_the_wish_says_goes_with_it() -> None:
    bleak, warm = (Constraint("moods", "any_of", (value,)) for value in ("bleak", "warm"))
    query = Query("darker. something warm", prefer=(bleak, warm))
    assert labels(query) == ["darker", "something warm"]
    assert without(query, key(query, "darker")) == Query("something warm", prefer=(warm,))


def test_a_preference_that_is_demanded_too_goes_with_the_demand() -> None:
    tea = Constraint("category", "any_of", ("tea",))
    query = Query("smoky", must=(tea,), prefer=(tea,))
    assert labels(query) == ["tea", "smoky"]
    assert without(query, key(query, "tea")) == Query("smoky")
    assert without(replace(query, text="smoky tea"), key(query, "tea")) == Query("smoky tea", prefer=(tea,))


def test_an_item_that_left_the_catalogue_has_no_chip() -> None:
    assert labels(Query(liked=("gone", "chess"))) == ["like Walnut Chess Set"]


def test_what_is_not_agreed_can_not_be_taken_back() -> None:
    with pytest.raises(NotAgreed, match="nothing that is agreed has the key 'wish-0'"):
        without(EVERYTHING, "wish-0")


def test_what_comes_from_outside_is_shown_as_plain_text() -> None:
    query = Query("<b>tea</b> **now** http://x.test", must=(Constraint("", "without", ("`ls`",)),))
    assert labels(query) == ["no mention of 'ls'", "tea ∗∗now∗∗"]


words = st.text(max_size=30)
names = st.text(min_size=1, max_size=80)
fields = st.sampled_from(["country", "director", "cast", "genres", "moods", "size", "language", "a" * 90])
numbers = st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False))
constraints = st.one_of(
    st.builds(
        Constraint,
        fields,
        st.sampled_from(["any_of", "none_of"]),
        st.lists(names, min_size=1, max_size=6).map(tuple),
    ),
    st.builds(
        Constraint,
        st.just(""),
        st.just("without"),
        st.lists(st.one_of(st.sampled_from(sorted(SIGNS)).map(SIGNS.__getitem__), names.map(lambda n: (n,))))
        .map(lambda groups: tuple(dict.fromkeys(word for group in groups for word in group)))
        .filter(bool),
    ),
    st.builds(
        Constraint,
        st.sampled_from(["year", "runtime", "price", "pages", "shelf_mark"]),
        st.sampled_from(["at_least", "at_most", "above", "below"]),
        st.tuples(numbers),
    ),
    st.builds(Constraint, st.just("year"), st.just("outside"), st.tuples(numbers, numbers)),
)
ids = st.lists(st.sampled_from(sorted(TITLES)), max_size=3, unique=True).map(tuple)
pieces = st.one_of(words, st.sampled_from(["darker", "a warm Swedish drama", "scandinavian"]))
queries = st.builds(
    Query,
    text=st.lists(pieces, max_size=4).map(SEPARATOR.join),
    liked=ids,
    disliked=ids,
    must=st.lists(constraints, max_size=5).map(tuple),
    prefer=st.lists(
        st.one_of(
            constraints,
            st.builds(
                Constraint,
                st.just("moods"),
                st.just("any_of"),
                st.sampled_from([("bleak",), ("warm",), ("Sweden", "Norway")]),
            ),
        ),
        max_size=4,
    ).map(tuple),
    niche=st.sampled_from([0, 0.0, 0.3, 0.5, 1, 1.0]),
)
languages = st.sampled_from(["en", "zh"])


def shown(query: Query, language: Language = "en") -> tuple[Chip, ...]:
    return chips(query, TITLES.get, language)


@given(query=queries, language=languages)
def test_labels_are_short_and_never_empty_and_keys_differ(query: Query, language: Language) -> None:
    found = shown(query, language)
    assert all(chip.label.strip() and len(chip.label) <= MAX_CHARS == 60 for chip in found)
    assert len({chip.key for chip in found}) == len(found)


@given(query=queries, data=st.data())
def test_taking_one_back_changes_no_other_chip(query: Query, data: st.DataObject) -> None:
    before = shown(query)
    if not before:
        return
    gone = data.draw(st.sampled_from(before))
    assert set(shown(without(query, gone.key))) == {chip for chip in before if chip != gone}


@given(query=queries, order=st.randoms(use_true_random=False))
def test_taking_back_all_leaves_no_wish_and_no_demand(query: Query, order: object) -> None:
    keys = [chip.key for chip in shown(query)]
    order.shuffle(keys)  # type: ignore[attr-defined]
    for one in keys:
        query = without(query, one)
    assert (query.must, query.prefer, query.liked, query.disliked) == ((), (), (), ())
    assert not [piece for piece in wishes(query) if piece.strip()]


@given(query=queries)
def test_the_language_changes_labels_only(query: Query) -> None:
    english, chinese = shown(query, "en"), shown(query, "zh")
    assert [replace(chip, label="") for chip in english] == [replace(chip, label="") for chip in chinese]
