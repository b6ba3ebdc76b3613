"""Talks with what was recommended next: read, joined to the log, judged by a model that does not know them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import build as building
from bot import cli, talk_training, updating
from bot.batch import BatchError, Talk
from bot.build import build_parts
from bot.interested import Following
from bot.kept_log import A_TALK
from bot.messages import Message
from bot.settings import Settings
from bot.talk_training import Lesson, joined, read_lessons, talk_judge
from bot.training import train
from bot.training_task import Order, task_of
from ranker import learning
from ranker.card import Card
from ranker.learning import Learned
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.talk import TALK
from ranker.training import Run
from ranker.versions import check
from retriever.building import build_index
from retriever.catalogue import read_catalogue
from retriever.items import Query
from retriever.store import stores
from tests.shop import ENCODERS, NOON, write_jsonl
from tests.small_log import log_of
from tests.test_training_command import GOODS, KINDS, OF_KIND, PLAN, used, write_log

LINE = {
    "turn_id": "t1",
    "dialog_id": "d1",
    "messages": [{"role": "user", "content": "I love smoky tea"}],
    "seen": ["sencha"],
    "targets": ["lapsang", "moka"],
}


def lines(path: Path, records: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def read(path: Path, *records: object) -> list[Lesson]:
    return read_lessons(lines(path / "talks.jsonl", records))


def lesson(dialog: str, seen: Sequence[str], targets: Sequence[str]) -> Lesson:
    return Lesson(Talk(dialog, (Message("user", "something like it"),), tuple(seen)), dialog, tuple(targets))


def test_a_lesson_is_a_talk_with_what_was_recommended_next(tmp_path: Path) -> None:
    [found] = read(tmp_path, LINE)
    assert found == Lesson(
        Talk("t1", (Message("user", "I love smoky tea"),), ("sencha",)), "d1", ("lapsang", "moka")
    )


def test_what_the_person_had_before_is_no_target(tmp_path: Path) -> None:
    [found] = read(tmp_path, LINE | {"targets": ["sencha", "lapsang"]})
    assert found.targets == ("lapsang",)


@pytest.mark.parametrize("named", [{}, {"dialog_id": None}])
def test_a_line_without_a_dialog_is_a_talk_of_its_own(tmp_path: Path, named: dict[str, object]) -> None:
    without = {name: value for name, value in LINE.items() if name != "dialog_id"} | named
    found = read(tmp_path, without, without | {"turn_id": 7})
    assert [one.dialog for one in found] == ["t1", "7"]


def test_numbers_are_ids_too(tmp_path: Path) -> None:
    [found] = read(tmp_path, LINE | {"targets": [12], "seen": [7], "dialog_id": 3})
    assert (found.targets, found.talk.seen, found.dialog) == (("12",), ("7",), "3")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"targets": None}, None),
        ({"targets": "lapsang"}, r'talks\.jsonl:2: wanted "targets": \[ids recommended next\]'),
        ({"messages": "hello"}, r'talks\.jsonl:2: wanted \{"turn_id"'),
        ({"seen": 3}, r'talks\.jsonl:2: wanted \{"turn_id"'),
    ],
)
def test_a_broken_line_is_named_with_file_and_row(
    tmp_path: Path, change: dict[str, object], told: str | None
) -> None:
    if told is None:  # nothing was recommended in that turn
        assert read(tmp_path, LINE, LINE | change)[1].targets == ()
        return
    with pytest.raises(BatchError, match=told):
        read(tmp_path, LINE, LINE | change)


def test_a_line_without_targets_is_no_lesson(tmp_path: Path) -> None:
    without = {name: value for name, value in LINE.items() if name != "targets"}
    with pytest.raises(BatchError, match=r'talks\.jsonl:1: wanted "targets"'):
        read(tmp_path, without)


def test_a_talk_joins_the_log_as_a_person_who_liked_what_came_up_in_order_and_once() -> None:
    log = log_of([(0, 3), (1, 2)], 5)
    talks = [
        lesson("a", ["i1"], ["i4"]),
        lesson("b", ["i0", "gone"], ["i2"]),
        lesson("a", ["i1", "i4"], ["i0", "i1"]),  # the same talk, further on
    ]
    both = joined(log, talks)
    assert both.user_ids == ["u0", "u1", f"{A_TALK}a", f"{A_TALK}b"]
    assert both.users.tolist() == [0, 1, 2, 2, 2, 3, 3]
    assert both.items.tolist() == [3, 2, 1, 4, 0, 0, 2]
    assert both.values.tolist() == [1] * 7
    assert np.isnan(both.times).tolist() == [False] * 2 + [True] * 5
    assert [str(part.dtype) for part in (both.users, both.items, both.values)] == ["int32", "int32", "float32"]
    assert len(log) == 2


def test_without_talks_the_log_stays_as_it_is() -> None:
    log = log_of([(0, 3), (1, 2)], 5)
    both = joined(log, [])
    assert (both.user_ids, both.items.tolist()) == (log.user_ids, [3, 2])


def test_a_talk_about_nothing_of_the_catalogue_is_a_person_without_a_history() -> None:
    both = joined(log_of([(0, 3)], 5), [lesson("a", ["gone"], [])])
    assert [history.items.tolist() for history in both.histories()] == [[3], []]


N_TALKS = 60
COUNTS = {f"i{i}": 1000 - 20 * i for i in range(KINDS * OF_KIND)}


def talk_lines() -> list[dict[str, object]]:
    """Two turns a talk: somebody had two things of a kind and gets a third, then a fourth."""
    rng = np.random.default_rng(3)
    found: list[dict[str, object]] = []
    for talk in range(N_TALKS):
        kind = talk % KINDS
        goods = [f"i{i}" for i in (rng.permutation(OF_KIND)[:4] * KINDS + kind).tolist()]
        for turn in range(2):
            found.append(
                {
                    "turn_id": f"{talk}-{turn}",
                    "dialog_id": talk,
                    "messages": [{"role": "user", "content": "what else is worth having"}],
                    "seen": goods[: 2 + turn],
                    "targets": [goods[2 + turn]],
                }
            )
    return found


@pytest.fixture(scope="module", autouse=True)
def small_encoders() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(updating, "load_encoders", lambda _: ENCODERS)
        patch.setattr(building, "load_encoders", lambda _: ENCODERS)
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A catalogue of four kinds, a log and talks, each of one kind."""
    goods = [item | {"count": COUNTS[item["id"]], "title": f"{item['title']} no{item['id']}"} for item in GOODS]
    build_index(
        read_catalogue(write_jsonl(tmp_path / "goods.jsonl", goods)),
        ENCODERS, stores("exact"), tmp_path / "index", NOON,
    )  # fmt: skip
    write_log(tmp_path / "log.csv")
    lines(tmp_path / "talks.jsonl", talk_lines())
    return tmp_path


def settings_of(home: Path) -> Settings:
    return Settings(home=home, store="exact", device="cpu")


class Watched:
    """Which people each model has learnt from, and which talks it was asked about, in order."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.learnt: list[set[str]] = []
        self.asked: list[list[Lesson]] = []
        learn, choices = learning.learn, talk_training._choices

        def learning_(log: Log, texts: ItemTexts, plan: learning.LearningPlan, run: Run) -> Learned:
            self.learnt.append({log.user_ids[user] for user in log.users})
            return learn(log, texts, plan, run)

        def choosing(parts: object, model: object, lessons: Sequence[Lesson]) -> object:
            self.asked.append(list(lessons))
            return choices(parts, model, lessons)  # type: ignore[arg-type]

        patch.setattr(learning, "learn", learning_)
        patch.setattr(talk_training, "_choices", choosing)


def judged(home: Path, lessons: Sequence[Lesson], seed: int = 0) -> tuple[object, str]:
    task = task_of(settings_of(home), Order(home / "log.csv", plan=PLAN), NOON)
    return talk_judge(settings_of(home), lessons, task, replace(PLAN, seed=seed), Run())


def test_no_talk_is_judged_by_a_model_that_has_learnt_from_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    lessons = read_lessons(home / "talks.jsonl")
    _, told = judged(home, lessons)
    assert told == "120 lists of head or tail hold something that was recommended next"
    assert len(watched.learnt) == len(watched.asked) == 2
    for learnt, asked in zip(watched.learnt, watched.asked, strict=True):
        mine = {f"{A_TALK}{one.dialog}" for one in asked}
        assert len(mine) == N_TALKS // 2
        assert not learnt & mine
        assert {user for user in learnt if user.startswith(A_TALK)} | mine == {
            f"{A_TALK}{n}" for n in range(N_TALKS)
        }
    every = [one.talk.turn_id for asked in watched.asked for one in asked]
    assert sorted(every) == sorted(one.talk.turn_id for one in lessons)  # each turn once, turns of a talk together


def test_turns_that_have_no_target_teach_nothing(home: Path) -> None:
    lessons = [replace(one, targets=()) for one in read_lessons(home / "talks.jsonl")]
    judge, told = judged(home, lessons)
    assert judge is None
    assert told.startswith(
        "0 lists of head or tail hold something that was recommended next: too few (at least 50)"
    )


def test_a_search_without_candidates_teaches_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty:
        def __init__(self, *given: object) -> None:
            pass

        def find_all(self, queries: Sequence[Query], k: int) -> list[list[object]]:
            return [[] for _ in queries]

    monkeypatch.setattr(talk_training, "LongTailRetriever", Empty)
    judge, told = judged(home, read_lessons(home / "talks.jsonl"))
    assert judge is None
    assert told.startswith("0 lists")


def test_the_same_seed_gives_the_same_judge(home: Path) -> None:
    lessons = read_lessons(home / "talks.jsonl")
    one, again, other = (judged(home, lessons, seed)[0] for seed in (0, 0, 1))
    assert one.out.tobytes() == again.out.tobytes() != other.out.tobytes()  # type: ignore[attr-defined]


def test_a_model_trained_with_talks_is_put_in_use_whole_and_judges_talks(home: Path) -> None:
    order = Order(home / "log.csv", plan=PLAN, talks=home / "talks.jsonl", force=True)
    told = list(train(settings_of(home), order, NOON, lambda *_: None))
    assert "learning from 120 turns of talks, with the model of the log trained twice more" in told
    # 160 people with six likes each; sixty talks with four things each
    assert "training on the whole log: 1,200 interactions of 220 people" in told
    version = used(home)
    check(version)
    assert (version / TALK).is_file()
    assert TALK in Card.read(version).files
    parts = build_parts(settings_of(home))
    with closing(parts.live):
        assert parts.told() == f"{version.name}, learnt from a log and talks, 160 people known"
        follow = parts.interested
        assert isinstance(follow, Following)
        assert not any(name.startswith(A_TALK) for name in follow().people)  # type: ignore[attr-defined]
        query = Query("what else is worth having", liked=("i2", "i6", "i10"), niche=1.0)
        best = parts.ranker.order(query, parts.retriever.find(query, 40), 4)
        assert {int(id_[1:]) % KINDS for id_, _ in best} == {2}


def test_a_broken_file_of_talks_is_told_before_anything_is_trained(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    lines(home / "talks.jsonl", [LINE, {"turn_id": 1}])
    order = Order(home / "log.csv", plan=PLAN, talks=home / "talks.jsonl")
    with pytest.raises(BatchError, match=r"talks\.jsonl:2"):
        list(train(settings_of(home), order, NOON, lambda *_: None))
    assert watched.learnt == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "log.csv", "--talks", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (
            ["train", "log.csv", "--talks", "talks.jsonl", "--update"],
            "--talks goes with a LOG to train on, not with",
        ),
        (["train", "log.csv", "--talks", "talks.jsonl", "--processes", "2"], "in one process only"),
        (["train", "--list", "--talks", "talks.jsonl"], "--talks goes with a LOG"),
    ],
)
def test_what_does_not_go_with_talks_is_told(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.setenv("OFFTRAIL_HOME", str(home))
    monkeypatch.chdir(home)
    assert cli.main(arguments) == 2
    assert message in capsys.readouterr().err


def test_train_with_talks_is_told_line_by_line(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Order] = []

    def trained(settings: Settings, order: Order, *_: object) -> Iterator[str]:
        orders.append(order)
        yield "done"

    monkeypatch.setattr("bot.training.train", trained)
    monkeypatch.setenv("OFFTRAIL_HOME", str(home))
    monkeypatch.chdir(home)
    assert cli.main(["train", "log.csv", "--talks", "talks.jsonl"]) == 0
    assert orders[0].talks == Path("talks.jsonl")
    assert capsys.readouterr().out == "done\n"
