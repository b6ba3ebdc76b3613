"""Training from a log to a model in use: measured first, refused where it is worse, gone on with after a kill."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot import updating
from bot.interest_card import MEASURED, listed
from bot.kept_log import KeptLog, forget, keep_log, kept_path, read_kept
from bot.settings import Settings, SettingsError
from bot.training import NotPublished, TrainingBusy, evaluated, train, training
from bot.training_task import Order, goods_of, task_of
from ranker import learning
from ranker.card import Card, ModelMismatch
from ranker.interest import Interest
from ranker.learning import Learned, LearningPlan
from ranker.liking import Rule
from ranker.log import History, Log
from ranker.model import ItemTexts
from ranker.plan import TrainingPlan
from ranker.shape import TowerShape
from ranker.training import Run
from ranker.versions import ModelDamaged, ModelMissing, check, in_use, rollback
from retriever.building import build_index
from retriever.catalogue import read_catalogue
from retriever.encode import Encoders, HashingEncoder
from retriever.interactions import LogColumns
from retriever.store import stores
from tests.shop import ENCODERS, NOON, write_jsonl

KINDS, OF_KIND, PEOPLE, LIKES = 4, 10, 160, 6
GOODS = [{"id": f"i{i}", "title": f"kind{i % KINDS} thing{i % 7}"} for i in range(KINDS * OF_KIND)]
PLAN = LearningPlan(tower=TrainingPlan(TowerShape(dim=8, length=4), epochs=1, batch=64, negatives=16))
START = 1_700_000_000  # 14 November 2023


def write_log(path: Path, people: int = PEOPLE) -> Path:
    """Each person likes six items of one kind, a minute between two, person after person."""
    rng = np.random.default_rng(0)
    rows = ["user,item,time"]
    for user in range(people):
        picked = rng.permutation(OF_KIND)[:LIKES] * KINDS + user % KINDS
        rows += [f"u{user},i{i},{START + 60 * (user * LIKES + n)}" for n, i in enumerate(picked.tolist())]
    path.write_text("\n".join(rows) + "\n")
    return path


def settings_of(home: Path) -> Settings:
    return Settings(home=home, store="exact", device="cpu")


def order_of(home: Path, **changes: object) -> Order:
    return replace(Order(home / "log.csv", plan=PLAN), **changes)  # type: ignore[arg-type]


def run(home: Path, now: datetime = NOON, **changes: object) -> list[str]:
    return list(train(settings_of(home), order_of(home, **changes), now, lambda *_: None))


def used(home: Path) -> Path:
    version = in_use(home / "models" / "interest")
    assert version is not None
    return version


@pytest.fixture(scope="module", autouse=True)
def small_encoders() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(updating, "load_encoders", lambda _: ENCODERS)
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A home with a catalogue, a log and a model trained on it, and what was told; read it only."""
    home = tmp_path_factory.mktemp("home")
    goods = read_catalogue(write_jsonl(home / "goods.jsonl", GOODS))
    build_index(goods, ENCODERS, stores("exact"), home / "index", NOON)
    write_log(home / "log.csv")
    return home, run(home)


@pytest.fixture
def home(first: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(first[0], tmp_path / "home")


def test_what_was_read_measured_and_done_is_told_in_that_order(first: tuple[Path, list[str]]) -> None:
    home, lines = first
    assert lines[:2] == [
        "no row has a value: every row counts as liked",
        "measuring: a model is trained without the last likes of 160 people",
    ]
    blocks = [line for line in lines if line in ("interest", "item-kNN", "popularity", "similarity")]
    assert blocks == ["interest", "item-kNN", "popularity", "similarity"]
    assert [line.split(":")[0] for line in lines[-5:-2]] == [
        f"interest less {other}" for other in ("item-kNN", "popularity", "similarity")
    ]
    assert lines[-2] == "training on the whole log: 960 interactions of 160 people"
    assert lines[-1].startswith(f"in use: {used(home)}, trained 2026-11-22T12:00:00+00:00 on 960 interactions")


def test_the_card_has_what_the_model_was_made_of_and_how_good_one_without_the_held_out_part_was(
    first: tuple[Path, list[str]],
) -> None:
    card = Card.read(used(first[0]))
    assert (card.users, card.interactions, card.items, card.log) == (PEOPLE, PEOPLE * LIKES, len(GOODS), "log.csv")
    assert (card.encoder, card.dim) == (ENCODERS.main.name, ENCODERS.main.dim)
    assert (card.first, card.last) == ("2023-11-14", "2023-11-15")  # 960 minutes are 16 hours from 22:13 on
    assert card.positives == "no row has a value: every row counts as liked"
    assert card.notes[0] == MEASURED
    assert {one.n for one in card.metrics if one.slice == "overall"} == {PEOPLE}
    assert "ndcg@10 less item-kNN" in {one.metric for one in card.metrics}
    check(used(first[0]))


def test_the_model_in_use_knows_what_the_kind_of_somebody_is(first: tuple[Path, list[str]]) -> None:
    goods = goods_of(settings_of(first[0]))
    model = Interest.load(used(first[0]), goods.texts, goods.ids)
    scores = model.scores([History(np.array([2, 6], np.int32), np.ones(2, np.float32))])[0]
    assert set(np.argsort(-scores)[: OF_KIND - 2] % KINDS) == {2}


def test_the_log_is_kept_beside_the_version_and_only_its_owner_may_read_it(first: tuple[Path, list[str]]) -> None:
    version = used(first[0])
    path = kept_path(version)
    assert path.parent.parent == version.parent
    assert path.stat().st_mode & 0o077 == 0
    log = read_kept(version, [item["id"] for item in GOODS]).log
    assert (len(log), log.n_users) == (PEOPLE * LIKES, PEOPLE)
    assert np.array_equal(log.times, START + 60.0 * np.arange(PEOPLE * LIKES))


def test_nothing_of_a_run_that_ended_is_left(first: tuple[Path, list[str]]) -> None:
    found = {path.name for path in (first[0] / "models" / "interest").iterdir()}
    assert found == {"CURRENT", "people", "train.lock", used(first[0]).name}


class Backwards:
    """Likes least what the real model likes most."""

    name = "interest"

    def __init__(self, real: Interest) -> None:
        self.real = real

    def scores(self, histories: Sequence[History]) -> np.ndarray:
        return -self.real.scores(histories)

    def save(self, folder: Path) -> None:
        self.real.save(folder)


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    learn = learning.learn

    def learnt(*given: object) -> Learned:
        learned = learn(*given)  # type: ignore[arg-type]
        return replace(learned, interest=Backwards(learned.interest))  # type: ignore[arg-type]

    monkeypatch.setattr(learning, "learn", learnt)


@pytest.mark.usefixtures("backwards")
def test_a_model_that_ranks_worse_than_item_neighbours_is_not_put_in_use_unless_forced(home: Path) -> None:
    before = used(home)
    with pytest.raises(NotPublished, match="NOT PUT IN USE: item-kNN, which needs no training, ranks better"):
        run(home)
    assert used(home) == before
    told = run(home, force=True)
    assert used(home) != before
    assert any(line.endswith(", worse") and "item-kNN" in line for line in told)


def test_a_model_that_diverged_is_not_put_in_use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn, before = learning.learn, used(home)

    def learnt(log: Log, texts: ItemTexts, plan: LearningPlan, run: Run) -> Learned:
        learned = learn(log, texts, plan, run)
        return replace(learned, towers=replace(learned.towers, stopped="diverged"))

    monkeypatch.setattr(learning, "learn", learnt)
    with pytest.raises(NotPublished, match="diverged, nothing was changed"):
        run(home)
    assert used(home) == before


def test_a_run_that_was_killed_is_gone_on_with(home: Path) -> None:
    def killed(step: str, done: int, of: int) -> None:
        if step.startswith("whole log"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(train(settings_of(home), order_of(home), NOON, killed))
    steps: list[str] = []
    lines = list(train(settings_of(home), order_of(home), NOON, lambda step, *_: steps.append(step)))
    assert any(line.startswith("went on after epoch 1") for line in lines)
    assert "held out, epoch 1 of 1" not in steps
    assert "whole log, epoch 1 of 1" in steps
    assert lines[-1].startswith("in use: ")


def test_two_do_not_train_at_the_same_time(home: Path) -> None:
    with (
        training(settings_of(home).interest_folder),
        pytest.raises(TrainingBusy, match=r"another process \(pid \d+\) is training here; wait for it or stop it"),
    ):
        run(home)


def test_the_version_before_is_gone_back_to_and_old_ones_go_with_their_logs(home: Path) -> None:
    folder, older = settings_of(home).interest_folder, used(home)
    run(home, NOON + timedelta(hours=1))
    newer = used(home)
    assert [line.split()[:2] for line in listed(folder)][1] == ["*", newer.name]
    rollback(folder)
    assert [line[0] for line in listed(folder)] == ["*", " "]
    assert all(", ndcg@10 0." in line for line in listed(folder))
    run(home, NOON + timedelta(hours=2), versions=1)
    assert kept_path(used(home)).exists()
    assert not older.exists()
    assert not kept_path(older).exists()


def test_somebody_is_forgotten_in_the_logs_of_all_versions_and_the_versions_stay_whole(home: Path) -> None:
    older = used(home)
    run(home, NOON + timedelta(hours=1))
    assert forget(settings_of(home).interest_folder, "u3") == 2 * LIKES
    for version in (older, used(home)):
        check(version)
        kept = read_kept(version, [item["id"] for item in GOODS]).log
        assert "u3" not in kept.user_ids
        assert len(kept) == (PEOPLE - 1) * LIKES


@pytest.fixture
def asked_to_learn(monkeypatch: pytest.MonkeyPatch) -> list[list[tuple[str, str]]]:
    """User and item of every interaction that an update was told is new."""
    asked: list[list[tuple[str, str]]] = []
    update = learning.update

    def watched(
        model: Interest, log: Log, texts: ItemTexts, new: np.ndarray, plan: LearningPlan, run: Run
    ) -> Learned:
        asked.append([(log.user_ids[log.users[i]], log.item_ids[log.items[i]]) for i in np.flatnonzero(new)])
        return update(model, log, texts, new, plan, run)

    monkeypatch.setattr(learning, "update", watched)
    return asked


def test_an_update_learns_what_is_new_and_is_measured_on_it(
    home: Path, asked_to_learn: list[list[tuple[str, str]]]
) -> None:
    rows, later = (home / "log.csv").read_text().splitlines(), START + 10**6
    known = {row.split(",")[1] for row in rows if row.startswith("u1,")}
    fresh = [("u1", item) for item in ("i1", "i5", "i9", "i13", "i17", "i21", "i25", "i29", "i33", "i37")]
    fresh = [pair for pair in fresh if pair[1] not in known] + [("new", "i0"), ("new", "i4"), ("new", "i8")]
    added = [f"{user},{item},{later + n}" for n, (user, item) in enumerate(fresh)]
    (home / "more.csv").write_text("\n".join([*rows, *added]) + "\n")
    lines = run(home, NOON + timedelta(hours=1), log=home / "more.csv", update=True, force=True)
    measured, whole = asked_to_learn
    assert whole == fresh  # the old rows in the file are known
    # of ten items u1 liked six before, so four are new; the last of each person is held out
    assert measured == [*fresh[:3], *fresh[4:6]]
    assert "measuring: the model in use goes on without the last likes of 2 people" in lines
    assert Card.read(used(home)).interactions == PEOPLE * LIKES + len(whole)


def test_an_update_with_nothing_new_changes_nothing(home: Path) -> None:
    before = used(home)
    assert "nothing in it is new" in run(home, update=True)[-1]
    assert used(home) == before


def test_an_update_needs_a_model_and_one_of_the_same_encoder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Encoders(HashingEncoder(64))
    build_index(read_catalogue(home / "goods.jsonl"), other, stores("exact"), home / "index", NOON)
    monkeypatch.setattr(updating, "load_encoders", lambda _: other)
    with pytest.raises(ModelMismatch, match="trained on vectors of 'hashing-256'"):
        run(home, update=True)
    shutil.rmtree(home / "models")
    with pytest.raises(ModelMissing, match="make one with: offtrail train LOG"):
        run(home, update=True)


@pytest.mark.parametrize(
    ("cut", "told"), [("last", "160 people"), ("time", "people, each asked"), ("cold", "people, each asked")]
)
def test_evaluate_without_training_compares_what_needs_none_and_changes_nothing(
    first: tuple[Path, list[str]], cut: str, told: str
) -> None:
    home = first[0]
    before = sorted(path for path in home.rglob("*"))
    lines = list(evaluated(settings_of(home), order_of(home), cut, False, NOON, lambda *_: None))  # type: ignore[arg-type]
    assert any(told in line for line in lines)
    assert [line for line in lines if line in ("interest", "item-kNN", "popularity", "similarity")] == [
        "item-kNN", "popularity", "similarity",
    ]  # fmt: skip
    assert sorted(path for path in home.rglob("*")) == before


def test_evaluate_trains_on_what_came_before_the_cut_and_says_so(first: tuple[Path, list[str]]) -> None:
    home = first[0]
    lines = list(evaluated(settings_of(home), order_of(home), "time", True, NOON, lambda *_: None))
    # the last tenth of 960 is 96: the sixteen people who came last, who are new to the model
    assert "a model is trained on 864 interactions before the cut; the one in use knows more" in lines
    assert "16 people, each asked what came next; the whole catalogue ranked" in lines
    assert "interest" in lines


def test_the_border_of_a_like_is_kept_for_updates(home: Path, asked_to_learn: list[list[tuple[str, str]]]) -> None:
    rows = (home / "log.csv").read_text().splitlines()
    columns = LogColumns({"value": "stars"})
    rated = [f"{row},{3 + n % 3}" for n, row in enumerate(rows[1:])]  # 3, 4, 5, 3, ...
    (home / "stars.csv").write_text("\n".join([f"{rows[0]},stars", *rated]) + "\n")
    run(home, NOON + timedelta(hours=1), log=home / "stars.csv", columns=columns, positive=4.0, force=True)
    assert read_kept(used(home), [item["id"] for item in GOODS]).rule == Rule(3.5, 3, 5, True, 4.0)
    (home / "more.csv").write_text(f"user,item,time,stars\nnew,i1,{START},4\nnew,i5,{START + 1},5\n")
    run(home, NOON + timedelta(hours=2), log=home / "more.csv", columns=columns, update=True, force=True)
    log = read_kept(used(home), [item["id"] for item in GOODS]).log
    assert (log.values[log.users == log.user_ids.index("new")] > 0).all()


IDS = [str(item["id"]) for item in GOODS]
STARS = LogColumns({"value": "stars"})


def rated(home: Path, rule: Rule | None) -> Path:
    """The model in use with a log beside it that was read by `rule`, and a file with what ben did since."""
    keep_log(used(home), KeptLog(read_kept(used(home), IDS).log, rule))
    path = home / "more.csv"
    path.write_text(f"user,item,time,stars\nben,i1,{START},4\nben,i5,{START + 1},5\n")
    return path


def test_an_update_reads_values_as_the_log_before_did(home: Path) -> None:
    rule = Rule(border=3.0, low=1.0, high=5.0, scale=True)
    task = task_of(settings_of(home), order_of(home, log=rated(home, rule), columns=STARS, update=True), NOON)
    log = task.log
    # (4 - 3) / 2 and (5 - 3) / 2; by its own values, 4 and 5, the border would be 4.5 and 4 a dislike
    assert log.values[log.users == log.user_ids.index("ben")].tolist() == [0.5, 1.0]
    assert task.kept.rule == rule
    assert any("count as liked above 3, as in the log before" in note for note in task.read.notes)


@pytest.mark.parametrize(("border", "was"), [(None, "without --positive"), (4.0, "with --positive 4,")])
def test_an_update_with_another_border_than_the_log_before_is_refused(
    home: Path, border: float | None, was: str
) -> None:
    log = rated(home, Rule(3.5, 1.0, 5.0, True, border))
    order = order_of(home, log=log, columns=STARS, update=True, positive=4.5)
    with pytest.raises(SettingsError, match=f"--positive 4.5: the model in use was trained {was}.*leave it out"):
        task_of(settings_of(home), order, NOON)
    if border is not None:
        assert task_of(settings_of(home), replace(order, positive=border), NOON).kept.rule is not None


def test_a_log_that_does_not_say_what_counted_as_liked_can_not_be_added_to(home: Path) -> None:
    order = order_of(home, log=rated(home, None), columns=STARS, update=True)
    with pytest.raises(
        ModelDamaged, match="does not say what counted as liked, so nothing can be added; train anew"
    ):
        task_of(settings_of(home), order, NOON)


def test_what_came_again_with_another_value_is_to_be_learnt_and_not_to_be_asked(home: Path) -> None:
    path = rated(home, Rule(border=3.0, low=1.0, high=5.0, scale=True))
    log = read_kept(used(home), IDS).log
    changed = log.item_ids[log.items[log.users == log.user_ids.index("u1")][-1]]
    path.write_text(f"{path.read_text()}u1,{changed},{START + 10**6},4\n")
    task = task_of(settings_of(home), order_of(home, log=path, columns=STARS, update=True), NOON)
    assert task.before is not None
    named = [
        {
            (task.log.user_ids[task.log.users[i]], task.log.item_ids[task.log.items[i]])
            for i in np.flatnonzero(which)
        }
        for which in (task.before.new, task.before.absent)
    ]
    assert named == [{("ben", "i1"), ("ben", "i5"), ("u1", changed)}, {("ben", "i1"), ("ben", "i5")}]
