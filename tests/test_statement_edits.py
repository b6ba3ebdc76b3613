"""What may be done with a statement that is agreed: edited alone, and edited back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import chips as chips_file
from bot import edits as edits_file
from bot.chips import NotAgreed, Statement, chips, statements, without
from bot.edits import TAKE_BACK, Edit, NotEditable, edited, edits, outcomes
from retriever.items import Constraint, Op, Query
from tests.test_chips import EVERYTHING, TITLES, key, labels, must, queries, shown

BACK = {"prefer": "demand", "demand": "prefer", "turn": "turn"}
TURN, PREFER, DEMAND = Edit("turn"), Edit("prefer"), Edit("demand")


def after(query: Query, edit: Edit) -> list[str]:
    """The labels once the only statement is edited."""
    (only,) = shown(query)
    return labels(edited(query, only.key, edit)[0])


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        (
            must(Constraint("country", "any_of", ("Japan",))),
            {PREFER: "preferably from Japan", TURN: "not from Japan"},
        ),
        (
            must(Constraint("country", "none_of", ("Japan",))),
            {PREFER: "preferably not from Japan", TURN: "from Japan"},
        ),
        (Query(prefer=(Constraint("country", "any_of", ("Japan",)),)), {DEMAND: "from Japan"}),
        (must(Constraint("genres", "any_of", ("drama", "comedy"))), {PREFER: "preferably drama or comedy"}),
        (must(Constraint("", "without", ("war",))), {PREFER: "preferably no mention of war"}),
        (must(Constraint("", "without", ("animation", "animated"))), {}),
        (Query(liked=("chess",)), {TURN: "unlike Walnut Chess Set"}),
        (Query(disliked=("chess",)), {TURN: "like Walnut Chess Set"}),
        (Query(niche=1), {TURN: "well-known is fine"}),
        (Query("something quiet"), {}),
        (
            must(Constraint("year", "at_most", (1979,))),
            {Edit("number", (1980,)): "before 1980", PREFER: "preferably before 1980", TURN: "since 1980"},
        ),
        (
            must(Constraint("runtime", "below", (90,))),
            {Edit("number", (90,)): "under 90 min", PREFER: "preferably under 90 min", TURN: "at least 90 min"},
        ),
        (
            must(Constraint("year", "at_least", (1980,)), Constraint("year", "at_most", (1989,))),
            {Edit("number", (1980, 1989)): "1980s", TURN: "not 1980–1989"},
        ),
        (
            must(Constraint("year", "outside", (1980, 1989))),
            {Edit("number", (1980, 1989)): "not 1980–1989", PREFER: "preferably not 1980–1989", TURN: "1980s"},
        ),
    ],
)
def test_each_kind_of_statement_offers_what_makes_sense_of_it(query: Query, offered: dict[Edit, str]) -> None:
    (only,) = shown(query)
    assert edits(query, only.key) == (*offered, TAKE_BACK)
    assert {edit: after(query, edit) for edit in offered} == {edit: [label] for edit, label in offered.items()}
    assert after(query, TAKE_BACK) == []


@pytest.mark.parametrize(
    ("bounds", "numbers", "label"),
    [
        ([("year", "at_most", 1979)], (1970,), "before 1970"),
        ([("year", "above", 1979)], (2000,), "since 2000"),
        ([("runtime", "at_most", 110)], (95,), "at most 95 min"),
        ([("price", "at_most", 20)], (12.5,), "price at most 12.5"),
        ([("runtime", "at_most", 115), ("runtime", "at_least", 85)], (60, 90), "60–90 min"),
    ],
)
def test_another_number_is_told_as_it_was_given(
    bounds: list[tuple[str, str, float]], numbers: tuple[float, ...], label: str
) -> None:
    query = must(*(Constraint(field, op, (value,)) for field, op, value in bounds))  # type: ignore[arg-type]
    assert after(query, Edit("number", numbers)) == [label]


@pytest.mark.parametrize("numbers", [(), (90.0, 100.0), (float("nan"),), (float("inf"),), (1e300,)])
def test_numbers_that_can_not_be_are_refused(numbers: tuple[float, ...]) -> None:
    query = must(Constraint("runtime", "at_most", (110,)))
    with pytest.raises(NotEditable, match="take one of edits"):
        edited(query, shown(query)[0].key, Edit("number", numbers))


@pytest.mark.parametrize("op", ["at_least", "at_most", "above", "below"])
def test_a_year_is_whole_however_it_is_told(op: Op) -> None:
    query = must(Constraint("year", op, (1980,)))
    with pytest.raises(NotEditable):
        edited(query, shown(query)[0].key, Edit("number", (1975.5,)))


def test_a_span_may_be_given_with_its_higher_end_first() -> None:
    query = must(Constraint("year", "outside", (1980, 1989)))
    after, _ = edited(query, shown(query)[0].key, Edit("number", (1979, 1960)))
    assert after == must(Constraint("year", "outside", (1960, 1979)))


def test_an_edit_stays_where_the_statement_stood() -> None:
    query, _ = edited(EVERYTHING, key(EVERYTHING, "before 1980"), Edit("number", (1960,)))
    assert labels(query)[:2] == ["before 1960", "drama or comedy"]


def test_what_would_say_the_same_as_another_statement_is_not_offered() -> None:
    query = must(Constraint("country", "any_of", ("Japan",)), Constraint("country", "none_of", ("Japan",)))
    assert TURN not in edits(query, key(query, "from Japan"))
    told = Query("a Japanese film", must=(Constraint("country", "any_of", ("Japan",)),))
    assert PREFER not in edits(
        told, key(told, "from Japan")
    )  # the wish says it: no chip would be left to edit back


def test_what_is_not_agreed_can_not_be_edited() -> None:
    for refused in (lambda: edits(EVERYTHING, "wish-0"), lambda: edited(EVERYTHING, "wish-0", TURN)):
        with pytest.raises(NotAgreed, match="nothing that is agreed has the key 'wish-0'"):
            refused()


@given(query=queries, data=st.data())
def test_an_edit_leaves_every_other_statement_as_it_was(query: Query, data: st.DataObject) -> None:
    before = shown(query)
    if not before:
        return
    chip = data.draw(st.sampled_from(before))
    edit = data.draw(st.sampled_from(edits(query, chip.key)))
    now, new = edited(query, chip.key, edit)
    others = {one for one in before if one != chip}
    assert {one for one in shown(now) if new is None or one.key != new.key} == others
    assert (new is None) == (edit == TAKE_BACK)
    assert (now.seen, now.user) == (query.seen, query.user)
    if edit.change == "number":
        assert set(shown(now)) == set(before)  # offered as they are


@given(query=queries)
def test_offered_is_all_that_leaves_every_other_statement_standing(query: Query) -> None:
    before = list(statements(query))
    assert outcomes(query).keys() == {old.key for old in before}
    for old in before:
        numbers = () if isinstance(old.subject, str) else edits_file._numbers(old.subject)
        asked = [*([Edit("number", numbers)] if numbers else []), PREFER, DEMAND, TURN]
        assert edits(query, old.key) == (*(edit for edit in asked if stands_apart(query, old, edit)), TAKE_BACK)


def stands_apart(query: Query, old: Statement, edit: Edit) -> bool:
    """Told the long way: all statements after the edit are looked at."""
    others = {one.key for one in statements(old.rest)}
    if (new := edits_file._changed(old, edit)) is None or new.key in others:
        return False
    return {one.key for one in statements(edits_file._saying(query, old, new))} == {*others, new.key}


def agreed_on(n: int) -> Query:
    """n statements of each kind, no two alike."""
    return Query(
        ". ".join(f"关于{chr(0x4E00 + n * 50 + k)}的" for k in range(n)),  # other pieces for each n
        liked=tuple(f"i{k}" for k in range(n)),
        must=tuple(
            one
            for k in range(n)
            for one in (Constraint("tags", "any_of", (f"word{k}",)), Constraint(f"size{k}", "below", (k,)))
        ),
        prefer=tuple(Constraint("moods", "any_of", (f"mood{k}",)) for k in range(n)),
    )


def test_twice_as_much_agreed_is_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    made, read = list[str](), list[str]()

    def counted(query: Query) -> Iterator[Statement]:
        for one in statements(query):
            made.append(one.key)
            yield one

    def noted(piece: str) -> str:
        read.append(piece)
        return ""

    monkeypatch.setattr(edits_file, "statements", counted)
    monkeypatch.setattr(chips_file, "in_english", noted)
    work = []
    for n in (10, 20):
        made.clear()
        read.clear()
        assert len(outcomes(agreed_on(n))) == 5 * n
        assert len(read) == n
        work.append(len(made))
    assert work[1] == 2 * work[0]


@given(query=queries, data=st.data())
def test_edited_back_it_is_what_it_was(query: Query, data: st.DataObject) -> None:
    before = shown(query)
    if not before:
        return
    chip = data.draw(st.sampled_from(before))
    edit = data.draw(st.sampled_from(edits(query, chip.key)))
    if edit.change in BACK:
        now, new = edited(query, chip.key, edit)
        back = Edit(BACK[edit.change])  # type: ignore[arg-type]
        assert new is not None
        assert back in edits(now, new.key)
        assert set(shown(edited(now, new.key, back)[0])) == set(before)


@given(query=queries, data=st.data(), number=st.integers(-(10**6), 10**6))
def test_another_number_and_the_old_one_again_is_what_it_was(
    query: Query, data: st.DataObject, number: float
) -> None:
    one_number = [
        (chip, edit) for chip in shown(query) for edit in edits(query, chip.key)
        if edit.change == "number" and len(edit.numbers) == 1
    ]  # fmt: skip
    if not one_number:
        return
    chip, edit = data.draw(st.sampled_from(one_number))
    try:
        now, new = edited(query, chip.key, Edit("number", (number,)))
    except NotEditable:
        assert len(labels(query)) > 1  # another statement says that already
        return
    assert new is not None
    assert {one.label for one in chips(edited(now, new.key, edit)[0], TITLES.get, "en")} == set(labels(query))


@given(query=queries, data=st.data())
def test_taken_back_is_an_edit_like_any_other(query: Query, data: st.DataObject) -> None:
    if shown(query):
        one = data.draw(st.sampled_from(shown(query)))
        assert edited(query, one.key, TAKE_BACK) == (without(query, one.key), None)
