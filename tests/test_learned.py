"""What the learnt reader adds to the rules, with readings made by hand. Real: tests/slow/test_tagger_real.py."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from bot.intent.gazetteer import Gazetteer
from bot.intent.heard import Heard
from bot.intent.learned.backbones import Backbone, TaggerMissing, packed_embedding, unpacked
from bot.intent.learned.hearing import DOUBT, MAX_CHARS, TALK, believed, opinion_of, read_question, read_talk
from bot.intent.learned.tagged import ACTS, LABELS, Label, Tagged
from bot.intent.learned.tagger import HEADS, Tagger, add_adapter
from bot.intent.learned.wished import certain, wished
from bot.intent.manner import read_niche
from bot.intent.relaxing import read_taken_back
from bot.intent.rules import RuleParser
from bot.intent.wishing import read_unheard, read_wish
from bot.messages import Act, Asked, Session, Turn
from retriever.items import Constraint, Item, Query


def tagged(text: str, acts: Mapping[Act, float] | None = None, **labels: Mapping[str, float]) -> Tagged:
    """`text` read by hand: tagged("my dog hates fog", wish={"fog": 0.9})."""
    letters = np.zeros((len(text), len(LABELS)), dtype=np.float32)
    for label, words in labels.items():
        for word, probability in words.items():
            start = text.index(word)
            letters[start : start + len(word), LABELS.index(cast(Label, label))] = probability
    return Tagged({**dict.fromkeys(ACTS, 0.0), **(acts or {})}, text.lower(), letters)


class Reads:
    """A tagger that reads everything as the same acts, and counts how often it is asked."""

    def __init__(self, acts: Mapping[Act, float]) -> None:
        self.acts = acts
        self.asked = 0

    def tag(self, text: str, opening: bool) -> Tagged:
        self.asked += 1
        return tagged(text, self.acts)


@pytest.fixture
def names(films: tuple[Item, ...]) -> Gazetteer:
    return Gazetteer(films)


NOTHING_READ = Reads({})


def heard(
    names: Gazetteer,
    text: str,
    read: Tagged | None,
    query: Query | None = None,
    tagger: Reads | None = NOTHING_READ,
) -> Heard:
    query = query or Query()
    session = Session("s", query, (Turn("before", "", query=query),) if query != Query() else ())
    return Heard(text, query, session, names, lambda _: None, tagged=read, tagger=tagger)


def test_of_a_piece_the_wished_words_stay_and_small_words_between_them() -> None:
    read = tagged("well my aunt wants fog and rain at sea", wish={"fog": 0.9, "rain": 0.8, "sea": 0.9})
    assert wished("my aunt wants fog and rain at sea", read) == ["fog and rain at sea"]


@pytest.mark.parametrize("begins", ["I need a ", "looking for some ", "have you an old "])
def test_what_an_article_asks_for_is_wished_whatever_the_reader_makes_of_it(begins: str) -> None:
    read = tagged(f"{begins}dress for a wedding", wish={"wedding": 0.9})
    assert wished("dress for a wedding", read) == ["dress for a wedding"]


@pytest.mark.parametrize("text", ["a day off for my wedding", "I dress for a wedding", "a wedding, no dress"])
def test_what_no_article_asks_for_is_left_to_the_reader(text: str) -> None:
    assert wished("dress for" if "dress" in text else "day off", tagged(text)) == []


def test_words_between_that_are_not_wished_part_the_wish() -> None:
    read = tagged("fog which my aunt hates but rain", wish={"fog": 0.9, "rain": 0.8})
    assert wished("fog which my aunt hates but rain", read) == ["fog", "rain"]


def test_a_word_that_a_rule_put_there_is_kept() -> None:
    assert wished("gloomy", tagged("so dark")) == ["gloomy"]


def test_of_chinese_the_wished_letters_stay() -> None:
    read = tagged("打工人求提神的咖啡", wish={"提神": 0.9})
    assert wished("打工人求提神的", read) == ["提神"]
    assert wished("打工人求", read) == []


@pytest.mark.parametrize("word", ["Fog", "FOG", "fog"])
def test_a_word_is_found_in_any_case(word: str) -> None:
    assert tagged("some fog", wish={"fog": 0.75}).of(word, "wish") == pytest.approx(0.75)


def test_a_word_inside_another_is_not_that_word() -> None:
    assert tagged("a fogbank", wish={"fogbank": 0.75}).of("fog", "wish") == 1.0  # not in the text


def test_chatter_joins_no_wish(names: Gazetteer) -> None:
    text = "the bus was late again , two brothers in a bakery"
    read = tagged(text, wish={"two brothers": 0.9, "bakery": 0.9})
    assert read_wish(heard(names, text, read)).query.text == "two brothers in a bakery"


def test_without_a_reader_the_rules_decide_alone(names: Gazetteer) -> None:
    text = "the bus was late again , two brothers in a bakery"
    assert "bus" in read_wish(heard(names, text, None)).query.text


def test_what_is_certainly_wished_joins_although_no_rule_heard_it(names: Gazetteer) -> None:
    read = tagged("i told you lighthouse stories", {"refine": 0.9}, wish={"lighthouse": 0.9})
    found = read_unheard(heard(names, "", read, Query("fog"), Reads({})))
    assert found.query.text == "lighthouse. fog"
    assert found.acts == ("refine",)


@pytest.mark.parametrize(
    "query", [Query("lighthouses"), Query(must=(Constraint("", "without", ("lighthouse",)),))]
)
def test_what_is_known_already_does_not_join_again(names: Gazetteer, query: Query) -> None:
    read = tagged("i told you lighthouse stories", wish={"lighthouse": 0.9})
    assert read_unheard(heard(names, "", read, query, Reads({}))).query == query


def test_what_a_rule_took_for_the_dial_is_no_wish_besides(names: Gazetteer) -> None:
    read = tagged("a slow film, hidden gems only", {"recommend": 0.9}, wish={"hidden gems": 0.9})
    found = read_unheard(read_niche(heard(names, "a slow film, hidden gems only", read, tagger=Reads({}))))
    assert (found.query.niche, found.query.text) == (1.0, "")
    assert "only" not in found.text  # else it would make a demand of what stands before it


def test_runs_that_are_certain() -> None:
    read = tagged("rainy harbours, and a dog", wish={"rainy": 0.9, "harbours": 0.85, "dog": 0.5})
    assert certain(read) == ["rainy harbours"]


@pytest.mark.parametrize("act", [act for act in DOUBT if DOUBT[act]])
def test_an_act_that_only_a_rule_hears_is_not_believed(names: Gazetteer, act: Act) -> None:
    before = heard(names, "words and more", tagged("words and more", {act: 0.0}))
    assert believed(before, before.took(0, 5, act=act)) is before


@pytest.mark.parametrize("act", ["about", "compare", "why"])
def test_a_question_that_is_all_that_was_said_is_believed(names: Gazetteer, act: Act) -> None:
    before = heard(names, "words", tagged("words", {act: 0.0}))
    assert act in believed(before, before.took(0, 5, act=act)).acts


@pytest.mark.parametrize(
    "act", ["relax", "dislike", "constrain", "exclude", "abuse", "injection", "recommend", "refine"]
)
def test_demands_refusals_and_guards_are_always_believed(names: Gazetteer, act: Act) -> None:
    before = heard(names, "words", tagged("words"))
    after = before.took(0, 5, act=act)
    assert believed(before, after) is after


def test_acts_of_chinese_rules_are_believed_since_its_reader_knows_acts_less_well(names: Gazetteer) -> None:
    before = heard(names, "words", tagged("words"), tagger=None)
    after = before.did("more")
    assert believed(before, after) is after


def test_two_acts_of_which_one_is_likely_are_believed(names: Gazetteer) -> None:
    before = heard(names, "words", tagged("words", {"like": 0.9}))
    after = before.did("like", "seen")
    assert believed(before, after) is after


def test_without_a_reader_every_rule_is_believed(names: Gazetteer) -> None:
    before = heard(names, "words", None)
    after = before.did("more")
    assert believed(before, after) is after


def test_an_opinion_is_the_likeliest(names: Gazetteer) -> None:
    sure = heard(names, "it", tagged("it", {"dislike": 0.9}), tagger=Reads({"dislike": 0.8, "like": 0.6}))
    unsure = heard(names, "it", tagged("it", {"dislike": 0.9}), tagger=Reads({"dislike": 0.4}))
    assert opinion_of(sure, "it was an insult") == "dislike"
    assert opinion_of(unsure, "it was an insult") is None


def test_a_clause_is_not_read_where_the_whole_holds_no_opinion(names: Gazetteer) -> None:
    reader = Reads({"like": 1.0})
    assert opinion_of(heard(names, "it", tagged("it"), tagger=reader), "it") is None
    assert reader.asked == 0


@pytest.mark.parametrize("act", TALK)
def test_talk_that_a_rule_took_for_a_wish_leaves_the_wish(names: Gazetteer, act: Act) -> None:
    before = heard(names, "you old toaster", tagged("you old toaster", {act: 0.9}), Query("fog"))
    wrong = before.now(Query("old toaster. fog"), "refine")
    found = read_talk(wrong)
    assert (found.query, found.acts) == (Query("fog"), (act,))


def test_talk_with_a_demand_is_no_mere_talk(names: Gazetteer) -> None:
    before = heard(names, "hi", tagged("hi", {"greeting": 0.9}), Query("fog"))
    demanding = before.now(Query("fog", must=(Constraint("year", "below", (1990.0,)),)), "refine")
    assert read_talk(demanding) is demanding


def test_what_may_be_a_wish_is_no_mere_talk(names: Gazetteer) -> None:
    before = heard(names, "hi", tagged("hi", {"greeting": 0.9, "recommend": 0.8})).now(Query("fog"), "recommend")
    assert read_talk(before) is before


def test_the_answer_to_a_question_is_no_mere_talk(names: Gazetteer) -> None:
    asked = Turn("a film", "", query=Query("fog"), question=Asked("genres", "What kind?", ("drama",)))
    before = heard(names, "hm well then", tagged("hm well then", {"chitchat": 0.9}), Query("fog"))
    before = Heard(
        "hm well then",
        before.query,
        Session("s", Query("fog"), (asked,)),
        names,
        lambda _: None,
        tagged=before.tagged,
        tagger=NOTHING_READ,
    )
    assert read_talk(before) is before


def test_words_taken_back_leave_the_wish(names: Gazetteer) -> None:
    said = "on reflection the robots were a mistake"
    read = tagged(said, {"relax": 0.9}, back={"robots": 0.8})
    found = read_taken_back(heard(names, said, read, Query("trains. robots")))
    assert found.query.text == "trains"
    assert found.acts == ("relax",)
    assert "robots" not in found.text


def test_nothing_is_taken_back_where_the_reader_is_unsure(names: Gazetteer) -> None:
    said = "on reflection the robots were a mistake"
    read = tagged(said, {"relax": 0.3}, back={"robots": 0.8})
    before = heard(names, said, read, Query("trains. robots"))
    assert read_taken_back(before) is before


def test_packed_weights_are_unpacked() -> None:
    scale = np.array([0.5], dtype="<f2").view(np.uint8)
    nibbles = np.arange(16, dtype=np.uint8)  # low: 0..15, high: all 0
    row = np.concatenate([scale, nibbles])[None]
    wanted = np.concatenate([(np.arange(16) - 8) * 0.5, np.full(16, -4.0)])
    assert unpacked(row).tolist() == [wanted.tolist()]


def test_a_packed_embedding_gives_the_rows_that_are_asked_for() -> None:
    chance = np.random.default_rng(1)
    rows = chance.integers(0, 255, (7, 36), dtype=np.uint8)
    rows[:, [1, 19]] = 0x3C  # sane scales
    ids = torch.tensor([[3, 0, 3], [6, 1, 2]])
    found = packed_embedding(rows)(ids)
    assert found.shape == (2, 3, 64)
    assert np.array_equal(found.numpy(), unpacked(rows)[ids.numpy()])


def test_an_adapter_is_added_to_its_matrix() -> None:
    module = torch.nn.ModuleDict({"a": torch.nn.Linear(3, 2), "b": torch.nn.Linear(3, 2)})
    before = {name: module[name].weight.detach().clone() for name in "ab"}
    down, up = torch.randn(1, 3), torch.randn(2, 1)
    add_adapter(module, {"a.down": down, "a.up": up, "acts.bias": torch.zeros(1)})
    assert torch.allclose(module["a"].weight, before["a"] + up @ down)
    assert torch.equal(module["b"].weight, before["b"])


def test_a_refusal_said_again_is_not_taken_back(names: Gazetteer) -> None:
    said = "we said no horror, right"
    read = tagged(said, {"relax": 1.0}, back={"horror": 0.9})
    query = Query("trains", must=(Constraint("", "without", ("horror",)), Constraint("year", "above", (1990.0,))))
    assert read_taken_back(heard(names, said, read, query)).query == query


def test_a_demand_that_a_rule_hears_in_a_refusal_is_not_believed(names: Gazetteer) -> None:
    before = heard(names, "American? pff", tagged("American? pff", {"exclude": 0.9, "constrain": 0.01}))
    assert believed(before, before.did("constrain")) is before


@pytest.mark.parametrize(
    ("piece", "wish", "left"),
    [
        ("a lamp from Patagonia", {"lamp": 0.9}, ["lamp from Patagonia"]),
        ("something by Zadie Smith", {}, ["Zadie Smith"]),
        ("waterproof jacket of course", {"waterproof": 0.9}, ["waterproof jacket"]),
        ("千と千尋 with bathhouses", {"bathhouses": 0.9}, ["bathhouses"]),
    ],
)
def test_what_looks_like_a_name_or_a_kind_no_catalogue_knows_stays(
    piece: str, wish: dict[str, float], left: list[str]
) -> None:
    assert wished(piece, tagged(f"well {piece}", wish=wish)) == left


def test_a_kind_that_is_only_hinted_at_stays() -> None:
    assert wished("some romance", tagged("with some romance in it"), {"romance"}) == ["romance"]


def test_an_opening_of_which_nothing_would_be_left_is_searched_as_it_is(names: Gazetteer) -> None:
    text = "could you find me zydeco with accordions please now"
    assert read_wish(heard(names, text, tagged(text, {"recommend": 0.9}))).query.text != ""
    assert read_wish(heard(names, text, tagged(text, {"chitchat": 0.9}))).query.text == ""


@pytest.mark.parametrize("text", ["zydeco", "切尔诺贝利"])
def test_a_word_alone_is_a_wish_whatever_is_read(names: Gazetteer, text: str) -> None:
    assert read_wish(heard(names, text, tagged(text, {"greeting": 0.9}))).query.text == text


def test_clauses_of_a_long_text_are_not_read_one_by_one(names: Gazetteer) -> None:
    reader, text = Reads({"like": 1.0}), "it shone " * MAX_CHARS
    assert opinion_of(heard(names, text, tagged(text, {"like": 0.9}), tagger=reader), "it shone") is None
    assert reader.asked == 0


def test_a_question_that_no_rule_heard_is_about_the_item_it_names(
    names: Gazetteer, films: tuple[Item, ...]
) -> None:
    said = f"{films[0].title} hm runtime"
    found = read_question(heard(names, "", tagged(said, {"about": 0.9}), tagger=Reads({})))
    assert (found.acts, found.about) == (("about",), (films[0].id,))
    assert read_question(heard(names, "", tagged("hm runtime", {"about": 0.9}))).acts == ()


def test_each_language_has_its_reader_and_other_languages_have_none(names: Gazetteer) -> None:
    english, chinese = Reads({"recommend": 1.0}), Reads({"recommend": 1.0})
    parser = RuleParser(names, lambda _: None, {"en": english, "zh": chinese})
    for said in ("a quiet tale of two lighthouses", "安静的灯塔故事", "ein ruhiger Film über das weite Meer"):
        parser.parse(said, Session("s"))
    assert (english.asked, chinese.asked) == (1, 1)


def test_the_parser_drops_chatter_and_keeps_demands_with_a_reader(names: Gazetteer) -> None:
    class Chatter(Reads):
        def tag(self, text: str, opening: bool) -> Tagged:
            return tagged(text, {"recommend": 1.0, "constrain": 1.0}, wish={"bakery": 0.9})

    parser = RuleParser(names, lambda _: None, {"en": Chatter({})})
    said = "the bus was late again and my feet hurt so a bakery story before 1990 please"
    intent = parser.parse(said, Session("s"))
    assert intent.query.text == "bakery story"
    assert any(c.field == "year" for c in intent.query.must)


def test_a_chinese_refusal_that_english_records_cannot_bear_out_is_told(names: Gazetteer) -> None:
    parser = RuleParser(names, lambda _: None)
    assert any("没法按它排除" in note for note in parser.parse("不要皮影戏", Session("s")).notes)


def test_damaged_and_swapped_adapters_say_what_to_do(tmp_path: Path) -> None:
    def backbone() -> Backbone:
        return Backbone("tiny", cast("Any", torch.nn.ModuleDict({"a": torch.nn.Linear(2, 2)})), cast("Any", None))

    tensors = {name: torch.zeros(2) for name in HEADS} | {"a.down": torch.zeros(1, 2)}
    path = tmp_path / "tiny.safetensors"
    save_file(tensors, path, {"backbone": "other"})
    with pytest.raises(TaggerMissing, match="made for other"):
        Tagger.load(backbone(), path)
    save_file(tensors, path, {"backbone": "tiny"})  # no "a.up"
    with pytest.raises(TaggerMissing, match="install Offtrail again"):
        Tagger.load(backbone(), path)
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(TaggerMissing, match="install Offtrail again"):
        Tagger.load(backbone(), path)
