"""What the learnt reader learns from."""

from __future__ import annotations

from bot.intent.learned.tagged import LABELS
from training.tagged import Utterance, learnt, of_talks, places, single


def labelled(said: str, **phrases: tuple[str, ...]) -> dict[str, str]:
    """The letters of `said` by what they do."""
    one = Utterance(said, True, (), *(phrases.get(kind, ()) for kind in ("wish", "refused", "back")), "test")
    labels = one.labels()
    return {
        label: "".join(letter for letter, found in zip(said, labels, strict=True) if LABELS[found] == label)
        for label in LABELS
    }


def test_phrases_are_marked_where_they_stand() -> None:
    found = labelled("Fog, not gore; forget the sea", wish=("fog",), refused=("gore",), back=("sea",))
    assert (found["wish"], found["refused"], found["back"]) == ("Fog", "gore", "sea")


def test_a_phrase_in_other_words_is_marked_by_its_stems() -> None:
    assert labelled("robots fighting", wish=("fights of robots",))["wish"] == "robotsfighting"


def test_a_word_inside_another_is_not_marked() -> None:
    assert labelled("foggy seaside", wish=("sea",))["wish"] == ""


def test_chinese_is_marked_by_letters() -> None:
    assert labelled("想看讲修道院的", wish=("修道院",))["wish"] == "修道院"


def test_nothing_is_learnt_from_what_is_put_aside() -> None:
    aside = {one.say for one in of_talks(frozenset({"test"}))}
    rows = learnt()
    assert len(aside) > 700
    assert len(rows) > 4_000
    assert aside.isdisjoint(one.say for one in rows)


def test_every_phrase_of_the_single_utterances_stands_in_it() -> None:
    for one in single():
        assert all(places(one.say, phrase) for phrase in (*one.wish, *one.refused, *one.back)), one.say
