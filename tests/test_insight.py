"""What happened, counted: numbers worked out by hand, and nothing that a single person wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight.figures import Figures
from bot.insight.overview import KEPT_SECONDS, TALKS, Overview
from bot.insight.panels import panels
from bot.insight.period import DAY_SECONDS, MOST_STEPS, period
from bot.insight.phrases import PHRASES
from bot.insight.rows import TurnRow, reading
from bot.insight.table import lines
from bot.knowledge.nouns import Handover
from bot.knowledge.unanswered import FILE, Unanswered
from bot.memory import MemoryUnusable
from bot.messages import Act
from retriever.items import Constraint, Item
from tests.talks_parts import NOON, Talks

FRANCE = Constraint("country", "any_of", ("France",))
ITEMS = (
    Item("a", "Alpha", tail=0.0),
    Item("b", "Beta", tail=0.1),
    Item("c", "Gamma", tail=0.3),
    Item("d", "Delta", tail=0.6),
    Item("e", "Epsilon", tail=0.9),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    talks = Talks(tmp_path)
    waits = {"first_card": 0.2, "first_word": 0.4, "last_word": 1.0}
    talks.turn("A", 0, "a", "c", wish="gentle sea", must=[FRANCE], seconds=waits, utterance="xyzzy please")
    talks.turn("A", 0, "a", "sold out", acts=("more",), wish="gentle sea", must=[FRANCE])
    talks.turn("B", 1, "d", wish="gentle", must=[FRANCE], seconds={"first_card": 0.6})
    talks.turn("C", 1, acts=("thanks",), wish="gentle plugh", must=[FRANCE])
    talks.turn("C", 2, "e", wish="gentle plugh", end="stopped")
    talks.turn("D", 10, "b", wish="gentle")
    talks.press("A", 0, "e", "like")
    talks.press("B", 1, "a", "like")
    talks.press("B", 1, "e", "like")
    talks.press("C", 1, "sold out", "dislike")
    talks.press("D", 10, "a", "seen")
    return tmp_path


def counted(home: Path, n_days: int | None = 7, most_turns: int = 1_000) -> Figures:
    return Overview(home, lambda: ITEMS, lambda: NOON, most_turns).of(n_days).figures


class TestWhatIsCounted:
    def test_turns_and_talks_of_each_day(self, home: Path) -> None:
        found = counted(home)
        assert [str(day) for day in found.period.starts()][::6] == ["2026-11-16", "2026-11-22"]
        assert found.turns == (0, 0, 0, 0, 1, 2, 2)
        assert found.talks == (0, 0, 0, 0, 1, 2, 1)
        assert found.n_talks == 3  # C goes on for two days and is one talk

    def test_what_is_asked_and_how_turns_end(self, home: Path) -> None:
        found = counted(home)
        assert found.acts == {"recommend": 3, "more": 1, "thanks": 1}
        assert found.endings == {"items": 3, "words": 1, "stopped": 1}
        assert found.fields == {"country": 3}  # talks, not turns

    def test_what_is_shown_by_band(self, home: Path) -> None:
        found = counted(home)
        assert found.shown == {"well known": 2, "less known": 1, "niche": 1, "hidden": 1, "gone": 1}
        assert found.items == {"well known": 2, "less known": 1, "niche": 1, "hidden": 1}

    def test_the_catalogue_is_covered_day_by_day(self, home: Path) -> None:
        # day 5: e; day 6: and d; day 7: and a, c; of five items. "sold out" is none of them.
        assert counted(home).covered == pytest.approx((0, 0, 0, 0, 0.2, 0.4, 0.8))

    def test_how_unequally_items_are_shown(self, home: Path) -> None:
        # shown 0 1 1 1 2 times: (-4*0 - 2*1 + 0*1 + 2*1 + 4*2) / (5 * 5)
        assert counted(home).gini == pytest.approx(0.32)

    def test_opinions_by_band_and_by_item(self, home: Path) -> None:
        found = counted(home)
        assert found.opinions == {("like", "hidden"): 2, ("like", "well known"): 1, ("dislike", "gone"): 1}
        assert found.liked == (("Epsilon", 2), ("Alpha", 1))  # the title it has now
        assert found.disliked == ()

    def test_how_long_people_waited(self, home: Path) -> None:
        card = counted(home).latency["first_card"]
        assert card.medians == (None, None, None, None, None, 0.6, 0.2)
        assert card.median == pytest.approx(0.4)
        assert card.p95 == pytest.approx(0.58)  # 0.2 + 0.95 * (0.6 - 0.2)
        assert card.histogram == (0, 1, 0, 1, 0, 0, 0, 0)  # up to 0.25 and up to 1 second

    def test_all_days_begin_with_the_first_turn(self, home: Path) -> None:
        found = counted(home, None)
        assert found.period.n == 11
        assert sum(found.turns) == 6
        assert found.covered[-1] == 1.0  # b was shown ten days ago

    def test_at_most_so_many_turns_the_newest(self, home: Path) -> None:
        found = counted(home, most_turns=2)
        assert (sum(found.turns), found.is_cut) == (2, True)
        assert found.turns[-1] == 2
        assert not counted(home).is_cut

    def test_a_talk_that_was_forgotten_no_longer_counts(self, home: Path) -> None:
        Talks(home).memory.forget("C")
        assert counted(home).n_talks == 2

    def test_a_clock_that_jumped_spoils_no_figure(self, home: Path) -> None:
        Talks(home).turn("Z", -30, "a", seconds={"first_card": 9e9})  # in a month
        Talks(home).turn("Z", 0, "a", seconds={"first_card": 9e9})
        found = counted(home)
        assert sum(found.turns) == 6
        assert found.latency["first_card"].p95 == pytest.approx(0.58)


class TestNothingOfOnePerson:
    def test_words_and_demands_are_told_from_three_talks_on(self, home: Path) -> None:
        found = counted(home)
        assert found.words == (("gentle", 3),)  # "sea" of one talk in two turns, "plugh" of one talk
        assert found.demands == ((FRANCE, 3),)
        Talks(home).memory.forget("B")
        assert (counted(home).words, counted(home).demands) == ((), ())

    def test_no_word_that_was_said_is_in_any_row(self, home: Path) -> None:
        with reading(home / TALKS) as talks:
            assert "xyzzy" not in repr(list(talks.turns(0)))

    def test_questions_are_told_from_three_times_on_two_days_on(self, home: Path) -> None:
        def ask(*questions: str, days_ago: int = 0) -> None:
            for question in questions:
                Unanswered(home / FILE, lambda: NOON - days_ago * DAY_SECONDS)(Handover("A", question, "en"))

        ask("Old?", "Do you ship?", days_ago=40)  # before the period
        ask("Do you ship?", "Where is order 7?", days_ago=1)
        ask("do you  ship", "Where is order 7?", *["My parcel is late?"] * 5)  # one talk may ask five times
        assert (counted(home).unanswered, counted(home).questions) == (9, ())
        ask("Do you ship!")
        assert counted(home).questions == (("Do you ship!", 3),)


class TestReading:
    def test_nothing_is_written_and_nobody_is_kept_waiting(self, home: Path) -> None:
        path = home / TALKS
        with reading(path) as talks, closing(sqlite3.connect(path, timeout=0)) as writer:
            assert next(talks.turns(0, page=1)).session == "A"
            writer.execute("DELETE FROM turns")
            writer.commit()
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                talks._connection.execute("DELETE FROM turns")

    def test_turns_of_an_older_version_have_no_acts_and_no_times(self, home: Path) -> None:
        with closing(sqlite3.connect(home / TALKS)) as old:
            old.execute("ALTER TABLE turns DROP COLUMN acts")
            old.execute("ALTER TABLE turns DROP COLUMN seconds")
            old.commit()
        found = counted(home)
        assert (sum(found.turns), found.acts, found.latency) == (5, {}, {})

    def test_where_nobody_talked_it_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="offtrail serve"):
            counted(tmp_path)

    def test_a_file_that_is_no_database_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "talks.sqlite3").write_bytes(b"not a database at all" * 100)
        with pytest.raises(MemoryUnusable, match="can't be read"):
            counted(tmp_path)

    @pytest.mark.parametrize("page", [1, 2, 3, 6, 1_000])
    def test_every_turn_is_read_once_however_many_at_a_time(self, home: Path, page: int) -> None:
        with reading(home / TALKS) as talks:
            rows = list(talks.turns(0, page=page))
            assert [row.session for row in rows] == ["A", "A", "C", "B", "C", "D"]
            assert [row.shown[-1:] for row in rows[:2]] == [("sold out",), ("c",)]  # at the same moment
            assert list(talks.turns(0, 4, page=page)) == rows[:4]

    def test_forgetting_does_not_wait_while_figures_are_being_counted(self, home: Path) -> None:
        path = home / TALKS
        with reading(path) as talks:
            turns, pressed = talks.turns(0, page=2), talks.pressed(0)
            assert isinstance(next(turns), TurnRow)
            next(pressed)
            Talks(home).memory.forget("C")
            with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
                busy, *_ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert not busy  # the reader in the middle keeps nobody from it
            assert all(b"plugh" not in kept.read_bytes() for kept in home.glob(f"{TALKS}*"))
            assert "C" not in {row.session for row in turns}

    def test_figures_are_counted_anew_after_half_a_minute(self, home: Path) -> None:
        now = [NOON]
        overview = Overview(home, lambda: ITEMS, lambda: now[0])
        before = overview.of(7)
        Talks(home).turn("E", 0, "b")
        now[0] += KEPT_SECONDS - 1
        assert overview.of(7) is before
        now[0] += 1
        assert sum(overview.of(7).figures.turns) == 6

    def test_where_counting_takes_long_it_is_done_less_often(self, home: Path) -> None:
        ticks = iter((0.0, 8.0, 79.0, 80.0, 80.0))
        overview = Overview(home, lambda: ITEMS, lambda: NOON + next(ticks))
        before = overview.of(7)  # from 0 to 8
        assert overview.of(7) is before
        assert overview.of(7) is not before


class TestPeriods:
    @given(st.one_of(st.none(), st.integers(1, 2_000)), st.floats(0, 3e9), st.floats(0, 3e9))
    def test_every_moment_falls_into_one_step_in_order(self, n_days: int | None, now: float, then: float) -> None:
        over = period(n_days, now, then)
        assert 1 <= over.n <= MOST_STEPS
        assert len(over.starts()) == over.n
        assert over.step_of(now) == over.n - 1
        assert over.step_of(over.since) == 0
        assert over.step_of(over.until) is None
        assert over.step_of(over.since - 1) is None
        steps = [over.step_of(over.since + day * DAY_SECONDS) for day in range(over.last_day - over.first_day + 1)]
        assert steps == sorted(step for step in steps if step is not None)

    def test_many_days_are_put_together(self) -> None:
        assert [period(n, NOON).step_days for n in (7, 31, 32, 217, 218, 2_000)] == [1, 1, 7, 7, 30, 56]


class TestWhatIsTold:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_table_has_a_value_for_each_row_and_says_what_it_is(self, home: Path, language: str) -> None:
        for panel in panels(counted(home), "zh" if language == "zh" else "en"):
            assert panel.title
            assert panel.reading
            assert all(len(series.values) == len(panel.labels) > 0 for series in panel.series)
            assert panel.head or not panel.series

    def test_an_empty_period_says_what_to_do(self, home: Path) -> None:
        Talks(home).memory.forget_before(NOON + 1)
        told = {panel.title: panel for panel in panels(counted(home), "en")}
        assert told["Shown, by popularity"].reading.startswith("Nothing was shown in this period. Ask")
        assert sum(bool(panel.series) for panel in told.values()) == 1  # turns and talks: none, day by day

    def test_what_is_gone_is_named_only_where_something_is(self, home: Path) -> None:
        found = counted(home)
        assert "gone from the catalogue" in "\n".join(lines(found))
        kept = replace(found, shown={"niche": 1}, opinions={("like", "niche"): 1})
        assert "gone" not in "\n".join(lines(kept))

    def test_the_table_for_a_terminal(self, home: Path) -> None:
        text = "\n".join(lines(counted(home)))
        assert "ask for items                                              3\n" in text
        assert "from France                                                3\n" in text
        assert "Half within 0.40 s, 95 % within 0.58 s." in text
        assert "xyzzy" not in text
        assert "plugh" not in text

    def test_every_act_has_a_name(self) -> None:
        assert {f"act {name}" for name in Act.__args__} <= PHRASES.keys()  # type: ignore[attr-defined]
