"""The bot follows the model in use: versions published, gone back from, damaged; somebody forgotten meanwhile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import build as building
from bot import interested as following
from bot.build import build_parts
from bot.interested import Following
from bot.kept_log import forget, kept_path
from bot.settings import Settings
from ranker.interest import Interest
from ranker.interest_ranker import InterestRanker
from ranker.interested import Interested
from ranker.judge import Judge
from ranker.talk import TALK
from ranker.versions import rollback
from retriever.index import Index
from retriever.items import Item, Query
from retriever.live import LiveIndex
from retriever.search import LongTailRetriever
from tests.shop import ENCODERS, NOON, built, live
from tests.small_interest import GOODS, PEOPLE, Past, judge_of, published, shop_interest

DORA: Past = {"dora": (("moka",), (1.0,))}
ANN = Query(user="ann")
NO_LOG = "the packaged one, which knows no log; train one with: offtrail train LOG"


def later(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.fixture(scope="module")
def interest(shop_index: Index) -> Interest:
    return shop_interest(shop_index)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models" / "interest"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[LiveIndex]:
    with live(built(tmp_path)) as index:
        yield index


@pytest.fixture
def follow(folder: Path, shop: LiveIndex) -> Following:
    return Following(folder, lambda: shop.index)


def known(follow: Following) -> set[str]:
    """Who of the people of these tests has a past now."""
    return {user for user in (*PEOPLE, "dora") if follow().past(user)}


def test_where_no_model_is_the_way_to_one_is_told(follow: Following, shop: LiveIndex) -> None:
    assert follow().weighed(ANN, GOODS) is None
    assert follow().leg(shop.index, ANN) is None
    assert follow.told == NO_LOG


def test_a_version_published_while_the_bot_runs_is_followed(
    follow: Following, folder: Path, interest: Interest
) -> None:
    assert known(follow) == set()
    first = published(folder, interest)
    assert known(follow) == set(PEOPLE)
    assert follow.told == f"{first.name}, learnt from a log, 3 people known"
    second = published(folder, interest, DORA, later(1), judge_of("fused"))
    assert known(follow) == {"dora"}
    assert follow.told == f"{second.name}, learnt from a log and talks, 1 people known"
    assert follow().talk is not None


def test_going_back_to_the_version_before_is_followed(follow: Following, folder: Path, interest: Interest) -> None:
    published(folder, interest)
    published(folder, interest, DORA, later(1))
    assert known(follow) == {"dora"}
    rollback(folder)
    assert known(follow) == set(PEOPLE)


def test_a_model_that_is_taken_away_speaks_no_more(follow: Following, folder: Path, interest: Interest) -> None:
    published(folder, interest)
    assert known(follow) == set(PEOPLE)
    shutil.rmtree(folder)
    assert known(follow) == set()
    assert follow.told == NO_LOG


def test_nothing_is_loaded_again_while_nothing_changes(
    follow: Following, folder: Path, interest: Interest, shop: LiveIndex
) -> None:
    published(folder, interest)
    before = follow()
    shop.put(Item("mate", "Green Mate"))
    assert follow() is before


def test_an_index_built_anew_gets_the_model_anew(folder: Path, shop: LiveIndex, interest: Interest) -> None:
    published(folder, interest)
    index = shop.index
    moments = [index, index, replace(index, manifest=replace(index.manifest, built_at="later"))]
    follow = Following(folder, lambda: moments.pop(0))
    first, second, third = follow(), follow(), follow()
    assert first is second
    assert third is not first


def flip(path: Path) -> None:
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda version: flip(version / "judge.safetensors"), "judge.safetensors was changed since"),
        (lambda version: (version / "model.json").unlink(), "model.json is gone since"),
        (lambda version: kept_path(version).write_bytes(b"no parquet"), "can't be read"),
        (shutil.rmtree, "which is not there; train anew"),
    ],
    ids=["weights", "card", "log", "all of it"],
)
def test_a_damaged_version_is_told_and_not_used(
    follow: Following, folder: Path, interest: Interest, harm: Callable[[Path], None], told: str
) -> None:
    assert known(follow) == set()
    harm(published(folder, interest))
    assert known(follow) == set()
    assert follow.told.startswith("NOT IN USE: ")
    assert told in follow.told


def test_a_judge_of_other_features_is_told_and_not_used(
    follow: Following, folder: Path, interest: Interest
) -> None:
    published(folder, interest, talk=Judge.plain(["one", "two"], ["one"]))
    assert known(follow) == set()
    assert follow.told.startswith("NOT IN USE: ")
    assert TALK in follow.told


def test_a_model_of_another_encoder_is_told_and_one_that_fits_takes_its_place(
    follow: Following, folder: Path, interest: Interest
) -> None:
    published(folder, interest, encoder="other")
    assert known(follow) == set()
    assert follow.told.startswith("NOT IN USE: the model was trained on vectors of 'other'")
    published(folder, interest, now=later(1))
    assert known(follow) == set(PEOPLE)


def test_the_search_goes_on_without_a_model_that_is_damaged(
    follow: Following, folder: Path, interest: Interest, shop: LiveIndex
) -> None:
    retriever = LongTailRetriever(lambda: shop.index, ENCODERS, lambda index, query: follow().leg(index, query))
    ranker = InterestRanker(shop.index.item_of, retriever.vectors_of, retriever.connections, follow)
    query = Query("smoky tea", user="ann")
    plain = ranker.rank(query, retriever.find(query, 10), 10)
    published(folder, interest)
    helped = ranker.rank(query, retriever.find(query, 10), 10)
    assert [pick.score for pick in helped] != [pick.score for pick in plain]
    flip(published(folder, interest, now=later(1)) / "judge.safetensors")
    assert ranker.rank(query, retriever.find(query, 10), 10) == plain


def test_somebody_who_was_forgotten_is_unknown_at_once(
    follow: Following, folder: Path, interest: Interest
) -> None:
    published(folder, interest)
    assert "ann" in known(follow)
    forget(folder, "ann")
    assert known(follow) == {"bob", "cy"}
    assert follow().weighed(ANN, GOODS) is None


def test_a_version_passed_on_without_its_log_knows_nobody_and_still_reads_talks(
    follow: Following, folder: Path, interest: Interest
) -> None:
    kept_path(published(folder, interest)).unlink()
    assert known(follow) == set()
    assert follow.told.endswith("0 people known")
    assert follow().weighed(Query(liked=("moka",)), GOODS) is not None


def test_items_that_left_the_catalogue_before_loading_are_no_part_of_a_past(
    follow: Following, folder: Path, interest: Interest, shop: LiveIndex
) -> None:
    published(folder, interest)
    shop.remove("moka")
    assert follow().past("ann") == ("sencha", "blanket")
    leg = follow().leg(shop.index, ANN)
    assert leg is not None
    assert leg.shape == (shop.index.n,)


def test_threads_that_ask_while_models_are_swapped_each_see_one_whole_model(
    follow: Following, folder: Path, interest: Interest, shop: LiveIndex
) -> None:
    published(folder, interest)
    published(folder, interest, DORA, later(1))
    done, wrong = threading.Event(), []
    asked: list[int] = []

    def ask() -> None:
        while not done.is_set():
            try:
                model = follow()
                people = {user for user in (*PEOPLE, "dora") if model.past(user)}
                assert people in (set(PEOPLE), {"dora"})
                user = min(people)
                assert model.weighed(Query(user=user), GOODS) is not None
                assert model.leg(shop.index, Query(user=user)) is not None
                asked.append(1)
            except Exception as error:
                wrong.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for hour in range(2, 6):
        if hour % 2:
            published(folder, interest, DORA, later(hour))
        else:
            rollback(folder)
        follow()
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert asked


def test_one_change_is_loaded_once_however_many_ask(
    folder: Path, shop: LiveIndex, interest: Interest, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = Following(folder, lambda: shop.index)
    published(folder, interest)
    opened, start, times = following._opened, threading.Barrier(4), []

    def counted(folder: Path, index: Index) -> tuple[Interested, str]:
        times.append(1)
        return opened(folder, index)

    monkeypatch.setattr(following, "_opened", counted)

    def ask() -> None:
        start.wait()
        follow()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == 1


@pytest.fixture
def home(tmp_path: Path, interest: Interest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built shop with a model in use."""
    monkeypatch.setattr(building, "load_encoders", lambda _: ENCODERS)
    built(tmp_path)
    published(folder, interest)
    return tmp_path


def test_a_bot_put_together_uses_the_model_and_says_so(home: Path, folder: Path) -> None:
    parts = build_parts(Settings(home=home))
    with closing(parts.live):
        assert parts.interested().past("ann") == PEOPLE["ann"][0]
        assert parts.told().endswith("learnt from a log, 3 people known")
        found = {candidate.item.id: candidate for candidate in parts.retriever.find(ANN, 10)}
        assert found["lapsang"].legs.get("interest", 0) > 0
        shutil.rmtree(folder)
        parts.interested()
        assert parts.told() == NO_LOG


def test_with_interest_off_the_model_is_not_used(home: Path) -> None:
    parts = build_parts(Settings(home=home, interest="off"))
    with closing(parts.live):
        assert parts.told() == "not used (interest=off)"
        assert parts.interested().past("ann") == ()
        found = parts.retriever.find(ANN, 10)
        assert all("interest" not in candidate.legs for candidate in found)
        one, other = (parts.ranker.rank(query, found, 10) for query in (ANN, Query()))
        assert one == other
