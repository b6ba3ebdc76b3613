"""What no score, no diversity and no pull to the tail outweighs: plain preferences, the last word, both halves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.finding import Finding
from bot.messages import Session
from ranker.rank import FusionRanker
from ranker.tiers import plain_fields, tiers
from retriever.encode import Encoders
from retriever.items import Candidate, Constraint, Item, Lately, Query
from retriever.search import LongTailRetriever
from tests.shop import parser_of, ranker_of, talk
from tests.small_index import ENCODER, small_index


def any_of(field: str, *values: str) -> Constraint:
    return Constraint(field, "any_of", values)


def item(id_: str, description: str = "", **facets: str | tuple[str, ...]) -> Item:
    told = {name: (values,) if isinstance(values, str) else values for name, values in facets.items()}
    return Item(id_, id_.title(), description, told, tail=0.1 if id_.startswith("famous") else 0.9)


def found(items: Sequence[Item], *by_title: str) -> list[Candidate]:
    return [
        Candidate(one, 0.0, 0.0, float(len(items) - place), {"title": 20.0} if one.id in by_title else {})
        for place, one in enumerate(items)
    ]


def tiered(query: Query, *items: Item, by_title: str = "") -> list[list[str]]:
    """Ids of each tier, the first tier first."""
    known = {one.id: one for one in items}
    of = tiers(query, found(items, by_title), known.get).tolist()
    return [[one.id for one, tier in zip(items, of, strict=True) if tier == wanted] for wanted in sorted(set(of))]


MILD = item("mild", moods=("charming", "whimsical", "warm"))
MIXED = item("mixed", moods=("playful", "eerie"))
PLAIN = item("plain", moods=("lyrical",))
BLEAK = item("bleak", moods=("bleak",))
GRIM = item("grim", moods=("bleak", "grim", "disturbing"))


class TestMoods:
    def test_darker_puts_last_what_leans_to_the_light_side(self) -> None:
        assert tiered(Query("darker"), MILD, MIXED, PLAIN, BLEAK) == [["mixed", "plain", "bleak"], ["mild"]]
        assert tiered(Query("lighter"), BLEAK, MIXED, MILD) == [["mixed", "mild"], ["bleak"]]

    @pytest.mark.parametrize(
        ("said", "against"),
        [("funnier", "solemn"), ("calmer", "frantic"), ("scarier", "cosy"), ("黑暗", "sunny"), ("轻松", "压抑")],
    )
    def test_so_does_every_other_comparison_in_its_own_direction(self, said: str, against: str) -> None:
        assert tiered(Query(said), item("a", moods=against), PLAIN) == [["plain"], ["a"]]

    def test_of_two_that_contradict_the_newer_counts(self) -> None:
        assert tiered(Query("lighter. darker"), BLEAK, MILD) == [["mild"], ["bleak"]]

    def test_what_is_demanded_is_not_held_against_an_item(self) -> None:
        funny = item("a", genres="comedy")
        serious = Query("more serious", must=(any_of("genres", "comedy"),))
        assert tiered(serious, funny, PLAIN) == [["a", "plain"]]

    def test_darker_is_darker_than_most_of_what_was_shown_last(self) -> None:
        def after(*shown: str) -> Query:
            return Query("darker", lately=Lately("darker", shown=shown))

        items = (MILD, PLAIN, BLEAK, GRIM)
        # leaning to the dark side: -3, 0, 1, 3; shown were -3, 0 and 1: what lies above 0 comes first
        assert tiered(after("mild", "plain", "bleak"), *items) == [["bleak", "grim"], ["plain"], ["mild"]]
        assert tiered(after("bleak"), *items) == [["grim"], ["plain", "bleak"], ["mild"]]
        assert tiered(after("gone"), *items) == [["plain", "bleak", "grim"], ["mild"]]
        # darker than those is not dark yet: what leans to no side stays behind what does
        assert tiered(after("mild"), *items) == [["bleak", "grim"], ["plain"], ["mild"]]

    def test_more_serious_leaves_only_serious_in_the_wish_and_leans_away_from_funny_all_the_same(self) -> None:
        funny, solemn = item("funny", moods=("funny", "moving")), item("solemn", moods=("solemn", "moving"))
        said = Query("serious. funny", lately=Lately("serious", shown=("funny",)))
        assert tiered(said, funny, PLAIN, solemn) == [["solemn"], ["plain"], ["funny"]]
        opening = Query("serious", lately=Lately("serious"))
        assert tiered(opening, funny, PLAIN, solemn) == [["funny", "plain", "solemn"]]

    @pytest.mark.parametrize("said", ["lighter", "warmer", "brighter", "darker", "light", "温暖"])
    def test_of_goods_that_record_no_moods_nothing_leans(self, said: str) -> None:
        goods = (
            item("winter", category="boots", tags=("warm", "heavy")),
            item("trail", category="boots", tags=("lightweight", "dark")),
            item("fell", category="boots", tags="chilling"),
        )
        for shown in ((), ("trail",)):
            asked = Query(said, must=(any_of("category", "boots"),), lately=Lately(said, shown=shown))
            assert len(tiered(asked, *goods)) == 1

    def test_beside_goods_films_lean_as_ever(self) -> None:
        boots = item("boots", category="boots", tags="warm")
        assert tiered(Query("darker"), boots, MILD, BLEAK) == [["boots", "bleak"], ["mild"]]

    def test_a_stranger_is_somebody_and_no_mood(self) -> None:
        real, odd = item("real", genres="thriller", moods="realistic"), item("odd", genres="drama", moods="weird")
        for said in ("a stranger", "stranger on a train", "a perfect stranger"):
            assert tiered(Query(said, lately=Lately(said, shown=("real",))), real, odd) == [["real", "odd"]]
        assert tiered(Query("stranger"), real, odd) == [["odd"], ["real"]]

    def test_the_newest_side_counts_where_an_older_one_contradicts_it(self) -> None:
        since = Query("cheerful. darker", lately=Lately("cheerful", shown=("bleak",)))
        assert tiered(since, BLEAK, MILD) == [["mild"], ["bleak"]]

    def test_one_said_earlier_is_no_longer_compared(self) -> None:
        since = Query("winter. darker", lately=Lately("winter", shown=("plain",)))
        assert tiered(since, MILD, PLAIN, BLEAK) == [["plain", "bleak"], ["mild"]]


BOOTS = any_of("category", "boots")
BLACK, WOOL = any_of("colour", "black"), any_of("material", "wool")


class TestPlainFields:
    def test_a_field_of_one_value_an_item_out_of_few_is_plain(self) -> None:
        items = [
            item(f"i{n}", colour=("black", "brown")[n % 2], maker=f"m{n}", tags=("warm", f"t{n}", "dry"))
            for n in range(30)
        ]
        named = [any_of("colour", "black"), any_of("maker", "m1"), any_of("tags", "warm"), any_of("size", "9")]
        assert plain_fields(Query(prefer=tuple(named)), items) == ["colour", "size"]

    def test_the_black_ones_first_then_the_others(self) -> None:
        brown, black, untold = item("brown", colour="brown"), item("black", colour="Black"), item("untold")
        assert tiered(Query("black", prefer=(BLACK,)), brown, black, untold) == [["black"], ["brown", "untold"]]

    def test_of_two_plain_preferences_both_come_before_one_and_one_before_none(self) -> None:
        goods = (
            item("none", colour="blue", material="silk"),
            item("half", colour="black", material="silk"),
            item("both", colour="black", material="wool"),
        )
        assert tiered(Query(prefer=(BLACK, WOOL)), *goods) == [["both"], ["half"], ["none"]]

    def test_a_black_lamp_is_no_better_where_only_the_words_ask_for_boots(self) -> None:
        goods = (
            item("lamp", "A reading lamp.", colour="black"),
            item("brown", "Boots for rain.", colour="brown"),
            item("black", "A boot for town.", colour="black"),
        )
        assert tiered(Query("black boots", prefer=(BLACK,)), *goods) == [["black"], ["lamp", "brown"]]
        demanded = Query("black, for rain", must=(BOOTS,), prefer=(BLACK,))
        assert tiered(demanded, *goods[1:]) == [["black"], ["brown"]]

    def test_neither_fame_nor_likeness_nor_the_tail_undoes_it(self) -> None:
        brown = ("famous-brown", "famous-brown2", "brown", "brown2")
        goods = [item(id_, colour="brown") for id_ in brown]
        goods += [item(id_, colour="black") for id_ in ("famous-black", "black", "black2")]
        one_direction = FusionRanker(lambda _: None, lambda ids: ENCODER.encode(["boots" for _ in ids]))
        for niche in (0, 0.5, 1):
            query = Query("black", prefer=(BLACK,), niche=niche)
            picks = [pick.item.id for pick in one_direction.rank(query, found(goods), 5)]
            assert {id_.removeprefix("famous-").rstrip("2") for id_ in picks[:3]} == {"black"}
            assert all("brown" in id_ for id_ in picks[3:])


FOGGY = item("foggy", "A pilot waits for the fog to lift.")
THEMED = item("themed", themes=("fog", "castle"))
CLEAR = item("clear", "A desert at noon.", themes=("sand", "noon"))


class TestLastWords:
    LAST = Lately("fog", (any_of("themes", "fog"),))
    SEA = any_of("themes", "sea")

    def test_what_was_wished_last_is_spoken_of_first(self) -> None:
        prefer = self.LAST.prefer
        liked = Query("fog", liked=("x",), prefer=prefer, lately=self.LAST)
        wished = Query("fog. sea", prefer=(self.SEA, *prefer), lately=self.LAST)
        sea = item("sea", themes="sea")
        for query in (liked, wished):
            assert tiered(query, sea, CLEAR, FOGGY, THEMED) == [["foggy", "themed"], ["sea", "clear"]]

    def test_so_are_words_that_no_facet_has_where_a_record_has_them_all(self) -> None:
        words = Query("desert at noon", liked=("x",), lately=Lately("desert at noon"))
        assert tiered(words, FOGGY, THEMED, CLEAR) == [["clear"], ["foggy", "themed"]]
        other = Query("desert at night", liked=("x",), lately=Lately("desert at night"))
        assert tiered(other, FOGGY, THEMED, CLEAR) == [["foggy", "themed", "clear"]]

    def test_a_wish_as_old_as_all_else_makes_no_tiers(self) -> None:
        prefer = self.LAST.prefer
        for query in (
            Query("fog", liked=("x",), prefer=prefer, lately=Lately("fog", prefer, ("x",))),
            Query("fog", liked=("x",), prefer=prefer),
            Query("fog", prefer=prefer, lately=self.LAST),
        ):
            assert tiered(query, CLEAR, FOGGY, THEMED) == [["clear", "foggy", "themed"]]

    def test_of_a_comparison_every_dark_word_will_do_and_not_only_those_it_is_searched_by(self) -> None:
        bleak = any_of("moods", "bleak")
        query = Query("darker. fog", prefer=(bleak,), lately=Lately("darker", (bleak,), shown=("plain",)))
        menacing = item("menacing", moods="menacing")
        assert tiered(query, PLAIN, menacing, BLEAK) == [["menacing", "bleak"], ["plain"]]


class TestBothHalves:
    QUIET_SEA = Query("quiet about the sea", prefer=(any_of("moods", "quiet"), any_of("themes", "sea")))

    def test_what_speaks_of_both_comes_before_what_speaks_of_one(self) -> None:
        quiet = item("quiet", moods=("quiet", "moving", "raw"), themes=("hands", "touch", "silence"))
        both = item("both", moods=("lyrical", "quiet", "sad"), themes=("sea", "grief", "boats"))
        told = item("told", "A widow moves to the sea.", moods=("quiet", "sad", "slow"))
        sea = item("famous-sea", moods=("warm", "loud", "bright"), themes=("sea", "magic", "fish"))
        assert tiered(self.QUIET_SEA, quiet, both, told, sea) == [["both", "told"], ["quiet", "famous-sea"]]

    def test_a_wish_that_describes_makes_no_tiers(self) -> None:
        described = (
            "a quiet keeper of a lighthouse at sea who goes mad"  # quiet and sea; keeper, lighthouse, goes, mad
        )
        quiet, sea = (
            item("quiet", moods=("quiet", "raw")),
            item("both", moods=("quiet", "slow"), themes=("sea", "fog")),
        )
        assert tiered(Query(described, prefer=self.QUIET_SEA.prefer), quiet, sea) == [["quiet", "both"]]
        assert tiered(Query("安静的海", prefer=self.QUIET_SEA.prefer), quiet, sea) == [["both"], ["quiet"]]

    def test_a_single_mood_makes_no_tier(self) -> None:
        assert tiered(Query("bleak", prefer=(any_of("moods", "bleak", "grim"),)), PLAIN, MIXED, MILD, GRIM) == [
            ["plain", "mixed", "mild", "grim"]
        ]


def test_an_item_asked_for_by_its_title_stands_above_all() -> None:
    assert tiered(Query("darker", prefer=(BLACK,)), BLEAK, MILD, by_title="mild")[0] == ["mild"]


@given(st.permutations(range(5)), st.sampled_from(["darker", "calmer", "fog", ""]))
def test_the_order_of_candidates_does_not_matter(order: Sequence[int], said: str) -> None:
    items = [MILD, MIXED, PLAIN, GRIM, THEMED]
    query = Query(said, prefer=(any_of("moods", "bleak"), any_of("themes", "fog")), lately=Lately(said))
    usual = tiers(query, found(items), lambda _: None)
    mixed = tiers(query, found([items[place] for place in order]), lambda _: None)
    assert mixed.tolist() == [usual[place] for place in order]


WARDROBE = tuple(
    Item(
        f"{colour}-{material}-{kind}",
        f"{name} {kind.title()}",
        "",
        {"category": (kind,), "colour": (colour,), "material": (material,), "tags": ("warm", "soft", name)},
        count=count,
        tail=tail,
    )
    for kind, colour, material, name, count, tail in (
        ("boots", "brown", "leather", "Fell", 500, 0.0),
        ("boots", "black", "leather", "Moor", 3, 0.9),
        ("boots", "grey", "felt", "Tundra", 2, 0.95),
        ("boots", "black", "suede", "Town", 4, 0.85),
        ("boots", "green", "rubber", "Pond", 5, 0.8),
        ("scarf", "blue", "wool", "Harbour", 9, 0.7),
        ("scarf", "red", "cotton", "Market", 8, 0.75),
        ("scarf", "red", "wool", "Ember", 7, 0.78),
        ("scarf", "grey", "silk", "Mist", 400, 0.05),
    )
)


def shown(said: str, n: int, before: Sequence[str] = ()) -> list[str]:
    """Ids of what a shop that speaks of colours and materials shows."""
    index = small_index(WARDROBE)
    retriever = LongTailRetriever(lambda: index, Encoders(ENCODER))
    finding = Finding(retriever, ranker_of(retriever), lambda _: (), lambda *_: False)
    session: Session = talk(WARDROBE, *before)
    picks = finding.found(parser_of(WARDROBE).parse(said, session), session, n).picks
    return [pick.item.id for pick in picks]


def test_who_asks_a_shop_for_black_boots_sees_the_black_ones_first_then_the_others() -> None:
    picks = shown("black boots", 5)
    assert set(picks[:2]) == {"black-leather-boots", "black-suede-boots"}
    assert len(picks) == 5


def test_who_asks_for_a_red_wool_scarf_sees_it_then_what_is_red_or_of_wool() -> None:
    picks = shown("a red wool scarf", 4)
    assert picks[0] == "red-wool-scarf"
    assert set(picks[1:3]) == {"red-cotton-scarf", "blue-wool-scarf"}
    assert picks[3] == "grey-silk-scarf"
