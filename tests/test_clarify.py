from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.clarify import choose, clarify, describes, gain, plausible, prospects, wanted
from bot.clarify_words import NO_MATTER, question, said_value, sayable
from bot.intent.chinese import to_english
from bot.messages import Asked, Language
from retriever.items import Candidate, Constraint, Item, Query
from tests.shop import SHOP, catalogue, parser_of, talk

Facets = Mapping[str, tuple[str, ...]]

BROAD = Query("something sad")


def candidate(
    place: int,
    facets: Facets | None = None,
    numbers: Mapping[str, float] | None = None,
    fused: float = 0.0,
    tail: float = 0.9,
) -> Candidate:
    item = Item(f"item {place}", f"Title {place}", facets=facets or {}, numbers=numbers or {}, tail=tail)
    return Candidate(item, 0.0, 0.0, fused, {})


def forty(*facets: Facets) -> list[Candidate]:
    """Forty candidates alike, whose facets take turns."""
    return [candidate(place, facets[place % len(facets)]) for place in range(40)]


def holds(*rows: Sequence[int]) -> np.ndarray:
    return np.array(rows, dtype=bool)


def bits_of(query: Query, candidates: Sequence[Candidate]) -> dict[str, float]:
    chances = wanted(candidates, query.niche)
    return {p.attribute.field: p.bits for p in prospects(query, candidates, chances, (), "en")}


class TestGain:
    def test_four_items_alike_that_a_field_splits_two_and_two_gain_one_bit(self) -> None:
        assert gain(np.full(4, 0.25), holds((1, 0), (1, 0), (0, 1), (0, 1))) == pytest.approx(1.0)

    def test_one_value_and_none_of_these_split_as_well(self) -> None:
        assert gain(np.full(4, 0.25), holds((1,), (1,), (0,), (0,))) == pytest.approx(1.0)

    def test_a_value_of_each_of_four_items_gains_two_bits(self) -> None:
        assert gain(np.full(4, 0.25), np.eye(4, dtype=bool)) == pytest.approx(2.0)

    def test_a_value_that_all_items_have_gains_nothing(self) -> None:
        assert gain(np.full(4, 0.25), holds((1,), (1,), (1,), (1,))) == 0.0

    def test_an_item_with_both_values_is_answered_for_by_either(self) -> None:
        # Items a, b and ab. Each answer has chance 1/3 + 1/6: H(A) = 1; of ab either is said: H(A|X) = 1/3.
        assert gain(np.full(3, 1 / 3), holds((1, 0), (0, 1), (1, 1))) == pytest.approx(1 - 1 / 3)

    def test_chances_count_and_not_heads(self) -> None:
        # 7/8 against 1/8: H = 7/8 log2(8/7) + 1/8 log2 8 = .1686 + .375
        assert gain(np.array([7 / 8, 1 / 8]), holds((1,), (0,))) == pytest.approx(0.5436, abs=1e-4)

    def test_nothing_offered_gains_nothing(self) -> None:
        assert gain(np.full(4, 0.25), np.zeros((4, 0), dtype=bool)) == 0.0

    @given(st.integers(1, 12).flatmap(lambda m: st.tuples(weights(m), masks(m))))
    def test_it_lies_between_zero_and_the_bits_of_the_answers(self, drawn: tuple[np.ndarray, np.ndarray]) -> None:
        chances, held = drawn
        told = gain(chances, held)
        assert 0 <= told <= np.log2(held.shape[1] + 1) + 1e-9  # one answer more: none of these
        assert told <= np.log2(plausible(chances)) + 1e-9

    @given(st.integers(1, 12).flatmap(lambda m: st.tuples(weights(m), masks(m))), st.randoms())
    def test_the_order_of_items_and_values_does_not_matter(self, drawn, random) -> None:  # type: ignore[no-untyped-def]
        chances, held = drawn
        rows = random.sample(range(len(chances)), len(chances))
        columns = random.sample(range(held.shape[1]), held.shape[1])
        assert gain(chances[rows], held[rows][:, columns]) == pytest.approx(gain(chances, held))


def weights(m: int) -> st.SearchStrategy[np.ndarray]:
    return arrays(np.float64, m, elements=st.floats(0.01, 1)).map(lambda found: found / found.sum())


def masks(m: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(1, 5).flatmap(lambda values: arrays(np.bool_, (m, values)))


class TestChoose:
    def test_the_value_that_tells_most_comes_first(self) -> None:
        # Alone the columns split 1:3, 2:2 and 4:0.
        assert choose(np.full(4, 0.25), holds((1, 1, 1), (0, 1, 1), (0, 0, 1), (0, 0, 1)))[0] == 1

    def test_two_are_offered_where_the_second_adds_nothing_and_no_third(self) -> None:
        split = np.repeat(holds((1, 0, 0), (0, 1, 0), (0, 1, 1), (1, 0, 0)), 3, axis=0)
        split[:, 2] = False  # held by none
        assert len(choose(np.full(12, 1 / 12), split)) == 2

    def test_the_value_of_all_the_rest_is_offered_though_it_tells_no_more(self) -> None:
        thirds = np.repeat(np.eye(3, dtype=bool), 2, axis=0)
        assert gain(np.full(6, 1 / 6), thirds[:, :2]) == pytest.approx(gain(np.full(6, 1 / 6), thirds))
        assert len(choose(np.full(6, 1 / 6), thirds)) == 3

    def test_four_at_most(self) -> None:
        assert len(choose(np.full(8, 0.125), np.eye(8, dtype=bool))) == 4

    @given(st.integers(1, 12).flatmap(lambda m: st.tuples(weights(m), masks(m))))
    def test_no_value_is_offered_twice(self, drawn: tuple[np.ndarray, np.ndarray]) -> None:
        chances, held = drawn
        chosen = choose(chances, held)
        assert len(set(chosen)) == len(chosen)
        assert min(2, held.shape[1]) <= len(chosen) <= 4


class TestWanted:
    def test_scores_are_log_odds_within_a_half(self) -> None:
        # e^ln 3 : e^0 = 3 : 1
        pair = [candidate(0, fused=float(np.log(3))), candidate(1)]
        assert wanted(pair, 0.5).tolist() == pytest.approx([0.75, 0.25])

    def test_the_halves_share_as_the_seats_of_a_list_do(self) -> None:
        # HEAD_SHARE .6 at niche .5: .3 for the head, however far above its scores are
        found = [candidate(0, fused=90.0, tail=0.0), candidate(1), candidate(2)]
        assert wanted(found, 0.5).tolist() == pytest.approx([0.3, 0.35, 0.35])

    def test_a_half_alone_has_it_all(self) -> None:
        assert wanted([candidate(0, tail=0.0), candidate(1, tail=0.1)], 0.5).tolist() == pytest.approx([0.5, 0.5])

    @given(st.lists(st.tuples(st.floats(-50, 50), st.booleans()), min_size=1, max_size=30), st.floats(0, 1))
    def test_chances_sum_to_one(self, found: list[tuple[float, bool]], niche: float) -> None:
        given_ = [candidate(n, fused=score, tail=0.0 if head else 0.9) for n, (score, head) in enumerate(found)]
        chances = wanted(given_, niche)
        assert chances.sum() == pytest.approx(1.0)
        assert (chances >= 0).all()


class TestClarify:
    def test_the_field_that_splits_is_asked_about_with_its_own_values(self) -> None:
        found = forty({"moods": ("quiet",), "shape": ("round",)}, {"moods": ("wild",), "shape": ("round",)})
        assert clarify(BROAD, found, (), "en") == Asked(
            "moods", "What mood should it have?", ("quiet", "wild", "No matter")
        )

    def test_in_chinese_it_is_asked_and_answered_in_chinese(self) -> None:
        found = forty({"moods": ("quiet",)}, {"moods": ("deadpan",)})
        assert clarify(BROAD, found, (), "zh") == Asked(
            "moods", "想要什么样的氛围？", ("安静", "冷幽默", "都可以")
        )

    def test_nothing_is_asked_twice_and_nothing_after_two_questions(self) -> None:
        found = forty(
            {"moods": ("quiet",), "genres": ("war",), "tags": ("snow",)},
            {"moods": ("wild",), "genres": ("war",), "tags": ("rain",)},
            {"moods": ("quiet",), "genres": ("music",), "tags": ("rain",)},
            {"moods": ("wild",), "genres": ("music",), "tags": ("snow",)},
        )
        asked: list[str] = []
        while (next_ := clarify(BROAD, found, asked, "en")) is not None:
            asked.append(next_.field)
        assert len(asked) == len(set(asked)) == 2

    @pytest.mark.parametrize("op", ["any_of", "none_of"])
    def test_what_was_demanded_or_preferred_is_not_asked_about(self, op: str) -> None:
        found = forty({"moods": ("quiet",)}, {"moods": ("wild",)})
        spoken = Constraint("moods", op, ("warm",))  # type: ignore[arg-type]
        assert clarify(BROAD, found, (), "en") is not None
        assert clarify(Query("something sad", must=(spoken,)), found, (), "en") is None
        assert clarify(Query("something sad", prefer=(spoken,)), found, (), "en") is None

    def test_where_one_candidate_dominates_nothing_is_asked(self) -> None:
        found = forty({"moods": ("quiet",)}, {"moods": ("wild",)})
        found[0] = candidate(0, {"moods": ("quiet",)}, fused=9.0)
        assert clarify(BROAD, found, (), "en") is None

    def test_a_list_shows_a_few_candidates_without_a_question(self) -> None:
        assert clarify(BROAD, forty({"moods": ("quiet",)}, {"moods": ("wild",)})[:10], (), "en") is None

    def test_a_wish_in_many_words_is_not_asked_about(self) -> None:
        said = Query("a boy who lost the shoes of his little sister")
        assert describes(said.text)
        assert clarify(said, forty({"moods": ("quiet",)}, {"moods": ("wild",)}), (), "en") is None

    def test_a_field_that_tells_less_than_a_bit_is_not_worth_it(self) -> None:
        # 5 of 40: .54 bits, see TestGain
        rare = forty(*[{"moods": ("quiet",)}] * 7, {"moods": ("wild",)})
        assert bits_of(BROAD, rare)["moods"] == pytest.approx(0.5436, abs=1e-4)
        assert clarify(BROAD, rare, (), "en") is None

    def test_no_candidates_no_question(self) -> None:
        assert clarify(BROAD, [], (), "en") is None

    def test_nobody_is_asked_for_people(self) -> None:
        assert clarify(BROAD, forty({"cast": ("Ann Lee",)}, {"cast": ("Bo Ek",)}), (), "en") is None

    def test_what_people_seldom_mind_comes_second(self) -> None:
        found = forty(
            {"country": ("Mali",), "moods": ("quiet",)},
            {"country": ("Peru",), "moods": ("wild",)},
            {"country": ("Chad",), "moods": ("quiet",)},
            {"country": ("Fiji",), "moods": ("wild",)},
        )
        assert bits_of(BROAD, found) == pytest.approx({"country": 2.0, "moods": 1.0})
        assert [clarify(BROAD, found, asked, "en").field for asked in ((), ("moods",))] == ["country", "country"]  # type: ignore[union-attr]
        assert clarify(BROAD, forty({"country": ("Mali",)}, {"country": ("Peru",)}), (), "en") is None  # 1 bit

    @given(
        st.lists(
            st.dictionaries(
                st.sampled_from(["moods", "tags", "shape", "genres"]),
                st.lists(
                    st.sampled_from(["quiet", "wild", "x" * 41, "<b>bold</b>", "Other", "snow", "a&b"]), min_size=1
                ).map(tuple),
            ),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from(["en", "zh"]),
        st.lists(st.sampled_from(["moods", "tags"]), max_size=2),
    )
    def test_replies_are_values_of_the_candidates(
        self, facets: list[Facets], language: Language, asked: list[str]
    ) -> None:
        found = forty(*facets)
        chosen = clarify(BROAD, found, asked, language)
        if chosen is None:
            return
        values = {value for c in found for value in c.item.facets.get(chosen.field, ())}
        *replies, last = chosen.replies
        assert chosen.field not in asked
        assert last == NO_MATTER[language]
        assert 2 <= len(replies) <= 4
        assert set(replies) <= {said_value(value, language) for value in values if len(value) <= 40}


class TestUnknown:
    def test_a_silent_record_is_answered_for_like_the_rest_and_teaches_nothing(self) -> None:
        # Three of four records speak and split in three: 3/4 of log2 3.
        found = forty({"moods": ("quiet",)}, {"moods": ("wild",)}, {"moods": ("warm",)}, {})
        assert bits_of(BROAD, found)["moods"] == pytest.approx(0.75 * np.log2(3))

    def test_a_field_that_few_records_have_is_left_alone(self) -> None:
        assert bits_of(BROAD, forty({"moods": ("quiet",)}, {"moods": ("wild",)}, {}, {})) == {}


class TestValues:
    def test_a_value_of_one_item_is_not_offered(self) -> None:
        found = [candidate(n, {"tags": (f"only {n}", "odd" if n % 2 else "even")}) for n in range(40)]
        asked = clarify(BROAD, found, (), "en")
        assert asked is not None
        assert set(asked.replies) == {"odd", "even", "No matter"}

    def test_a_value_of_which_one_item_has_nearly_all_the_chance_is_not_offered(self) -> None:
        # e^4 = 54.6 : 9 : 30 of 40 items, so 54.6 of the 63.6 of "odd" are one item's.
        found = forty({"tags": ("even",)}, {"tags": ("odd",)}, {"tags": ("square",)}, {"tags": ("even",)})
        found[1] = candidate(1, {"tags": ("odd",)}, fused=4.0)
        [prospect] = prospects(BROAD, found, wanted(found, 0.5), (), "en")
        assert set(prospect.attribute.replies) == {"even", "square"}

    def test_the_name_of_a_country_is_offered_as_a_country_only(self) -> None:
        found = forty(
            {"themes": ("Hollywood", "snow"), "country": ("Mali",)},
            {"themes": ("Hollywood", "rain"), "country": ("Peru",)},
            {"themes": ("fog",), "country": ("Peru",)},
        )
        themes = next(
            p for p in prospects(BROAD, found, wanted(found, 0.5), (), "en") if p.attribute.field == "themes"
        )
        assert set(themes.attribute.replies) == {"snow", "rain", "fog"}

    def test_a_field_with_a_sentence_for_a_name_is_not_asked_about(self) -> None:
        assert bits_of(BROAD, forty({"which of these " * 9: ("a1",)}, {"which of these " * 9: ("b1",)})) == {}

    def test_values_that_differ_in_case_are_one(self) -> None:
        asked = clarify(
            BROAD,
            forty({"tags": ("Snow",)}, {"tags": ("rain",)}, {"tags": ("snow", "Snow")}, {"tags": ("fog",)}),
            (),
            "en",
        )
        assert asked is not None
        assert [reply.casefold() for reply in asked.replies].count("snow") == 1

    def test_markup_is_a_value_like_any_other_and_left_as_it_is(self) -> None:
        asked = clarify(BROAD, forty({"tags": ("<b>a</b>",)}, {"tags": ("$name",)}), (), "en")
        assert asked is not None
        assert set(asked.replies) == {"<b>a</b>", "$name", "No matter"}

    @pytest.mark.parametrize(
        "value", ["x" * 41, "Other", "n/a", "the", "a\nb", "https://a.example", "non-fiction", "1960s", "", "?"]
    )
    def test_what_nobody_says_or_the_parser_reads_otherwise_is_not_offered(self, value: str) -> None:
        assert not sayable(value)

    def test_a_value_under_two_fields_belongs_to_the_one_that_the_parser_reads(self) -> None:
        found = forty({"genres": ("war",), "themes": ("war",)}, {"genres": ("music",), "themes": ("music",)})
        assert bits_of(BROAD, found) == pytest.approx({"genres": 1.0})

    def test_an_unknown_field_is_asked_about_by_its_name(self) -> None:
        assert question("shelf_mark", "en") == "Does the shelf mark matter?"
        assert question("shelf_mark", "zh") == "对“shelf mark”有要求吗？"


class TestNumbers:
    def test_years_are_asked_about_by_decade(self) -> None:
        found = [candidate(n, numbers={"year": 1960 + 10 * (n % 4) + 3}) for n in range(40)]
        asked = clarify(BROAD, found, (), "en")
        assert asked is not None
        assert asked.field == "year"
        assert asked.replies[:-1] == tuple(f"from the {decade}s" for decade in (1960, 1970, 1980, 1990))

    def test_prices_are_asked_about_in_three_round_parts(self) -> None:
        # 1.99 to 79.99 in steps of 2: a third at 27.99, two thirds at 53.99, 26 apart, so rounded to tens.
        found = [candidate(n, numbers={"price": 2 * n + 1.99}) for n in range(40)]
        asked = clarify(BROAD, found, (), "en")
        assert asked is not None
        assert asked.text == "What may it cost?"
        assert asked.replies[:-1] == ("price under 30", "price between 30 and 50", "price over 50")

    def test_years_before_1900_are_not_offered_since_the_parser_reads_none(self) -> None:
        found = [candidate(n, numbers={"year": (1815, 1895, 1923, 1941)[n % 4]}) for n in range(40)]
        [prospect] = prospects(BROAD, found, wanted(found, 0.5), (), "en")
        assert prospect.attribute.replies == ("from the 1920s", "from the 1940s")

    @pytest.mark.parametrize(
        "values", [(-40.0, -30.0, -20.0, -10.0), (0.0, 0.0, 4.0, 19.0), (1.0, 1.0, 14.0, 18.0)]
    )
    def test_no_price_is_offered_where_a_bound_is_not_above_zero(self, values: tuple[float, ...]) -> None:
        found = [candidate(n, numbers={"price": values[n % 4]}) for n in range(40)]
        assert bits_of(BROAD, found) == {}

    def test_prices_that_hardly_differ_are_not_asked_about(self) -> None:
        assert bits_of(BROAD, [candidate(n, numbers={"price": 9.99}) for n in range(40)]) == {}

    def test_a_number_of_which_only_the_name_is_known_is_not_asked_about(self) -> None:
        assert bits_of(BROAD, [candidate(n, numbers={"movielens_id": float(n)}) for n in range(40)]) == {}

    @given(
        st.lists(st.floats(-1e9, 1e9), min_size=40, max_size=40),
        st.sampled_from(["price", "runtime", "year"]),
        st.sampled_from(["en", "zh"]),
    )
    def test_no_number_makes_it_fail(self, values: list[float], field: str, language: Language) -> None:
        found = [candidate(n, numbers={field: value}) for n, value in enumerate(values)]
        asked = clarify(BROAD, found, (), language)
        assert asked is None or len(set(asked.replies)) == len(asked.replies)


class TestUnderstood:
    """Every reply, sent as it is, is read as a demand or a preference in the field asked about."""

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_facet_values_are(self, tmp_path: Path, language: Language) -> None:
        items = catalogue(tmp_path, SHOP).items
        parser, session = parser_of(items), talk(items, "moka", query=Query("something"))
        for field in ("category", "tags", "country", "brand"):
            for value in {value for item in items for value in item.facets.get(field, ())}:
                query = parser.parse(said_value(value, language), session).query
                read = [c for c in (*query.must, *query.prefer) if c.op == "any_of" and value in c.values]
                assert [c.field for c in read][:1] == [field], value

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize(
        ("field", "values"),
        [("year", [1950.0 + 3 * n for n in range(20)]), ("runtime", [70.0 + 4 * n for n in range(20)])],
    )
    def test_decades_and_running_times_are(self, field: str, values: list[float], language: Language) -> None:
        self.check([candidate(n, numbers={field: values[n % 20]}) for n in range(40)], field, language)

    def test_prices_are(self) -> None:
        self.check([candidate(n, numbers={"price": 2 * n + 1.99}) for n in range(40)], "price", "en")

    def check(self, found: list[Candidate], field: str, language: Language) -> None:
        items = [c.item for c in found]
        chances = wanted(found, 0.5)
        [prospect] = prospects(BROAD, found, chances, (), language)
        for column in prospect.offered:
            reply = prospect.attribute.replies[column]
            must = parser_of(items).parse(reply, talk(items, "item 0", query=BROAD)).query.must
            assert {c.field for c in must} == {field}, reply
            meant = [item for item, held in zip(items, prospect.attribute.holds[:, column], strict=True) if held]
            assert meant, reply
            assert all(constraint.allows(item) for constraint in must for item in meant), reply

    def test_values_in_chinese_come_back_as_they_were(self) -> None:
        for value in ("drama", "comedy", "Japan", "bittersweet", "United States"):
            assert value in to_english(said_value(value, "zh"))


def test_two_hundred_candidates_take_milliseconds() -> None:
    found = [
        candidate(n, {"moods": (f"m{n % 9}", f"m{n % 7}"), "themes": tuple(f"t{n % k}" for k in range(2, 60, 9))})
        for n in range(200)
    ]
    started = time.perf_counter()
    for _ in range(5):
        clarify(BROAD, found, (), "en")
    assert (time.perf_counter() - started) / 5 < 0.05  # ten times what it takes, for machines under load
