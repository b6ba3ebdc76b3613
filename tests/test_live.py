"""A catalogue that changes: what is put is found at once, what is gone never, and no kill loses a change."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.building import Made, build_index
from retriever.changes import JOURNAL, Put, Remove, append
from retriever.encode import Encoders, HashingEncoder
from retriever.fuse import WEIGHTS
from retriever.generations import IndexBusy, IndexMismatch, writing
from retriever.index import Index
from retriever.items import Constraint, Item, Query
from retriever.live import Edit, ItemUnknown, LiveIndex, Patch, PatchRefused
from retriever.masks import Masks
from retriever.search import LongTailRetriever
from retriever.snapshot import Base, Changed, index_of
from retriever.store import stores
from retriever.together import Together
from tests.shop import ENCODER, ENCODERS, NOON, SHOP, Counting, catalogue, generations

EXACT = stores("exact")
LATER = NOON + timedelta(minutes=1)
KETTLE = Item(
    "kettle",
    "Gooseneck Kettle",
    "Pours a thin stream.",
    {"category": ("coffee",), "country": ("Poland",)},
    {"price": 65.0},
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop and what four people had: three of them both lapsang and chess."""
    home = tmp_path_factory.mktemp("template")
    rows = {str(record["id"]): row for row, record in enumerate(SHOP)}
    pairs = [(user, rows[id_]) for user in range(3) for id_ in ("lapsang", "chess")] + [(3, rows["moka"])]
    log = Together.build([user for user, _ in pairs], [row for _, row in pairs], len(SHOP))
    build_index(catalogue(home), ENCODERS, EXACT, home / "index", NOON, Made(log, len(pairs)))
    return home / "index"


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "index"))


@pytest.fixture
def live(folder: Path) -> Iterator[LiveIndex]:
    with closing(opened(folder)) as live:
        yield live


@pytest.fixture(params=["scan", "store"])
def retriever(
    live: LiveIndex, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> LongTailRetriever:
    """Searches by a scan, as is cheapest for ten items, and as if the store were cheaper."""
    if request.param == "store":
        monkeypatch.setattr("retriever.plan.STORE_MS", -1e6)
    return LongTailRetriever(lambda: live.index, ENCODERS)


def opened(folder: Path, encoders: Encoders = ENCODERS) -> LiveIndex:
    return LiveIndex(folder, encoders, EXACT)


def ids(retriever: LongTailRetriever, query: Query) -> set[str]:
    return {candidate.item.id for candidate in retriever.find(query, 20)}


def priced(low: float, high: float) -> Query:
    return Query(must=(Constraint("price", "at_least", (low,)), Constraint("price", "at_most", (high,))))


def journal(folder: Path) -> Path:
    return folder / generations(folder)[-1] / JOURNAL


def names(live: LiveIndex) -> list[str]:
    return sorted(item.id for item in live.index.items)


def test_an_item_put_a_moment_ago_is_found_in_every_way(live: LiveIndex, retriever: LongTailRetriever) -> None:
    assert ids(retriever, Query("gooseneck")).isdisjoint({"kettle"})
    live.put(KETTLE)
    found = {candidate.item.id: candidate for candidate in retriever.find(Query("gooseneck kettle"), 20)}
    assert found["kettle"].legs["words"] == pytest.approx(WEIGHTS["tail"]["words"])  # 1 for the best of all rows
    assert "dense" in found["kettle"].legs
    assert found["kettle"].similarity == max(candidate.similarity for candidate in found.values())
    assert live.index.item_of("kettle") == found["kettle"].item
    assert ids(retriever, Query(must=(Constraint("country", "any_of", ("poland",)),))) == {"kettle"}
    assert ids(retriever, priced(60, 70)) == {"kettle"}
    assert "kettle" in ids(retriever, Query(liked=("moka",)))
    assert "kettle" not in ids(retriever, Query("kettle", seen=frozenset({"kettle"})))


def test_a_new_item_is_liked_like_any_other(live: LiveIndex, retriever: LongTailRetriever) -> None:
    live.put(KETTLE)
    found = {candidate.item.id: candidate for candidate in retriever.find(Query(liked=("kettle",)), 20)}
    assert "kettle" not in found
    assert found["moka"].legs["graph"] > 0  # both are coffee things
    assert found["moka"].likeness == pytest.approx(
        float(np.prod(retriever.vectors_of(["moka", "kettle"]), axis=0).sum())
    )


def test_a_new_item_takes_its_place_on_the_scale_by_its_count(live: LiveIndex) -> None:
    live.put(replace(KETTLE, id="known", count=1000), replace(KETTLE, id="middling", count=100), KETTLE)
    # of the ten, none has more than 1000; river, sencha, moka and the fell boots have more than 100;
    # an unknown count is taken for 0: nine have more and one, the blanket, has as many
    placed = {id_: live.index.item_of(id_) for id_ in ("known", "middling", "kettle")}
    assert [item.tail for item in placed.values() if item] == [0, pytest.approx(0.4), pytest.approx(0.95)]
    assert live.index.in_head[live.index.row["known"]]


def test_a_field_that_nobody_recorded_before_can_be_asked_for(
    live: LiveIndex, retriever: LongTailRetriever
) -> None:
    live.put(replace(KETTLE, numbers={"price": 65.0, "litres": 0.9}))
    assert ids(retriever, Query(must=(Constraint("litres", "at_most", (1.0,)),))) == {"kettle"}


def test_a_new_price_is_shown_and_asked_for_and_the_old_one_is_not(
    live: LiveIndex, retriever: LongTailRetriever
) -> None:
    assert ids(retriever, priced(12, 13)) == {"lapsang"}
    before = live.index.item_of("lapsang")
    live.update("lapsang", price=99)
    after = live.index.item_of("lapsang")
    assert before
    assert after == replace(before, numbers={"price": 99.0})  # count 40 and tail 4/9 are kept to the last bit
    assert ids(retriever, priced(12, 13)) == set()
    assert ids(retriever, priced(98, 100)) == {"lapsang"}
    [shown] = [c.item for c in retriever.find(Query("smoky black tea"), 20) if c.item.id == "lapsang"]
    assert shown.numbers == {"price": 99.0}
    assert len(live.index.items) == 10


def test_a_replaced_item_keeps_its_people(live: LiveIndex, retriever: LongTailRetriever) -> None:
    def together() -> tuple[float, list[int], set[str]]:
        found = {candidate.item.id: candidate.legs for candidate in retriever.find(Query(liked=("lapsang",)), 20)}
        ties = [tie.people for tie in retriever.connections(Query(liked=("lapsang",)), "chess")]
        return found["chess"]["together"], ties, {id_ for id_, legs in found.items() if "together" in legs}

    before = together()
    assert before == (pytest.approx(WEIGHTS["tail"]["together"]), [3], {"chess"})  # 1 for the best of all rows
    live.put(Item("chess", "Ebony Chess Set", "Carved.", {"category": ("games",)}))
    live.update("lapsang", price=11)
    assert together() == before
    live.put(KETTLE)
    assert together() == before


def test_an_item_without_a_count_keeps_that_of_the_one_it_replaces(live: LiveIndex) -> None:
    live.put(Item("chess", "Ebony Chess Set"))
    chess = live.index.item_of("chess")
    assert chess
    assert (chess.title, chess.count, chess.tail) == ("Ebony Chess Set", 9, pytest.approx(6 / 9))
    live.update("chess", count=1000)
    live.update("chess", title="Chess")
    chess = live.index.item_of("chess")
    assert chess
    assert (chess.title, chess.count, chess.tail) == ("Chess", 1000, 0)


def test_an_item_without_a_count_keeps_the_one_a_former_put_gave_it(folder: Path, live: LiveIndex) -> None:
    live.put(replace(KETTLE, count=7), Item("chess", "Chess", count=70))
    live.put(KETTLE, Item("chess", "Ebony Chess Set"))
    with closing(opened(folder)) as again:
        for index in (live.index, again.index):
            assert [index.record(index.row[id_]).count for id_ in ("kettle", "chess")] == [7, 70]


def test_where_ids_are_whole_numbers_a_new_one_is_too(folder: Path) -> None:
    manifest = folder / generations(folder)[-1] / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"integer_ids": false', '"integer_ids": true'))
    with closing(opened(folder)) as live:
        for id_ in ("kettle", "7.5", "007"):
            with pytest.raises(PatchRefused, match=rf"item '{id_}': 'id' must be a whole number"):
                live.put(replace(KETTLE, id=id_))
        live.put(replace(KETTLE, id="7"))
        assert live.index.item_of("7")


def test_a_vector_of_the_journal_that_does_not_fit_is_named_by_its_byte(folder: Path) -> None:
    append(folder / generations(folder)[-1], [Put(KETTLE, np.ones(3, dtype=np.float32), None)])
    with pytest.raises(IndexMismatch, match=r"the batch at byte 0 can't be read .*3 wide"):
        opened(folder)


@pytest.mark.parametrize("name", ["vectors.npy", "crowding.npy"])
def test_parts_of_another_shape_are_damage(folder: Path, name: str) -> None:
    np.save(folder / generations(folder)[-1] / name, np.zeros((10, 3), dtype=np.float32))
    with pytest.raises(IndexMismatch, match=rf"damaged \({name} does not have the shape"):
        opened(folder)


def test_neighbours_of_another_catalogue_are_damage(folder: Path) -> None:
    Together.none(3).save(folder / generations(folder)[-1] / "together")
    with pytest.raises(IndexMismatch, match=r"damaged \(together does not have the shape"):
        opened(folder)


@pytest.mark.parametrize("error", [AttributeError, IndexError, PermissionError, NotImplementedError, zlib.error])
def test_whatever_a_damaged_part_raises_is_told_as_damage(
    folder: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Together:
        raise error("bits turned")

    monkeypatch.setattr(Together, "load", refuse)
    with pytest.raises(IndexMismatch, match=r"damaged .*bits turned"):
        opened(folder)


def test_a_removed_item_is_never_found(live: LiveIndex, retriever: LongTailRetriever) -> None:
    gone = ("lapsang", "river")  # of the tail and of the head
    live.remove(*gone)
    games = Constraint("category", "any_of", ("games",))
    for query in (
        Query("smoky black tea river trade"),
        Query(),
        Query("tea", niche=0),
        Query(liked=("chess",)),
        Query(must=(games,)),
        Query("lapsang souchong", must=(Constraint("country", "any_of", ("China", "Japan")),)),
    ):
        assert ids(retriever, query).isdisjoint(gone)
    assert live.index.item_of("lapsang") is None
    assert names(live) == sorted({record["id"] for record in SHOP} - {*gone})
    assert retriever.count(Query(must=(games,))) == 2  # lantern and chess are left of the games
    cheap = Constraint("price", "at_most", (30.0,))
    assert retriever.count(Query(must=(cheap,))) == 3  # sencha 18, lantern 29 and moka 24, the lapsang is gone
    assert ids(retriever, Query("tea", liked=gone)) == ids(retriever, Query("tea"))


def test_a_removed_item_can_come_back(live: LiveIndex, retriever: LongTailRetriever) -> None:
    live.remove("lapsang")
    live.put(Item("lapsang", "Lapsang Souchong", facets={"tags": ("smoky",)}))
    assert "lapsang" in ids(retriever, Query("smoky"))
    assert names(live) == sorted(record["id"] for record in SHOP)


def test_the_last_item_can_go_and_nothing_is_found(live: LiveIndex, retriever: LongTailRetriever) -> None:
    live.remove(*(record["id"] for record in SHOP))
    assert ids(retriever, Query("tea")) == set()
    live.put(KETTLE)
    assert ids(retriever, Query("tea")) == {"kettle"}


def test_what_is_said_in_the_same_words_is_not_encoded_again(folder: Path) -> None:
    counting, foreign = Counting(), Counting(32)
    with closing(opened(folder, Encoders(counting, foreign))) as live:
        live.update("lapsang", price=11, count=41)
        live.put(*live.index.items)
        assert counting.encoded == []
        live.apply([Patch("lapsang", {"price": 12}), Patch("chess", {"description": "Carved."}), KETTLE])
        new = [live.index.item_of(id_) for id_ in ("chess", "kettle")]
        assert counting.encoded == [item.text() for item in new if item]
        assert foreign.encoded == []  # the index was made without a second encoder
        texts = [item.text() for item in live.index.items]
        rows = [live.index.row[item.id] for item in live.index.items]
        np.testing.assert_allclose(live.index.vectors_at(rows), ENCODER.encode(texts), atol=1e-6)


INVALID: list[tuple[Edit, type[Exception], str]] = [
    (Patch("nobody", {"price": 1}), ItemUnknown, r"edit 2 of 2: 'nobody' is not in the catalogue"),
    (Remove("nobody"), ItemUnknown, r"edit 2 of 2: 'nobody' .*nothing was changed"),
    (Patch("chess", {"price": "cheap"}), PatchRefused, r"'chess': 'price' is a number there, got 'cheap'"),
    (Patch("chess", {"price": float("nan")}), PatchRefused, "send a finite number or null"),
    (Patch("chess", {"tags": 3}), PatchRefused, r"'tags' holds words there, got 3"),
    (Patch("chess", {"title": None}), PatchRefused, r"'title' must be text, got None"),
    (Patch("chess", {"count": -1}), PatchRefused, r"'count' must be a whole number, 0 or more, got -1"),
    (Patch("chess", {"count": 1e300}), PatchRefused, r"'chess': 'count' must be at most .*, got 1e\+300"),
    (Patch("chess", {"price": 10**400}), PatchRefused, "send a finite number or null"),
    (Patch("chess", {"id": "go"}), PatchRefused, r"'chess': 'id' can't be changed, got 'go'"),
    (Patch("chess", {"tail": 0.1}), PatchRefused, r"'chess': 'tail' can't be changed"),
    (Patch("chess", {"brand": None, "price": None, "title": "\ud83d"}), PatchRefused, "'title' holds half a char"),
    (replace(KETTLE, id=" "), PatchRefused, r"item ' ': 'id' must be text and not empty"),
    (replace(KETTLE, title=""), PatchRefused, r"item 'kettle': 'title' must be text and not empty"),
    (replace(KETTLE, numbers={"price": float("inf")}), PatchRefused, r"'kettle': 'price' .* finite number"),
    (replace(KETTLE, count=-1), PatchRefused, r"'kettle': 'count' must be a whole number, 0 or more, got -1"),
    (replace(KETTLE, count=2**53 + 2), PatchRefused, r"'kettle': 'count' must be at most"),
    (replace(KETTLE, facets={"tags": ("\udc00",)}), PatchRefused, r"'kettle': 'tags' holds half a character"),
    (
        replace(KETTLE, facets={"price": ("dear",)}),
        PatchRefused,
        r"'price' holds numbers in the catalogue, got wor",
    ),
    (replace(KETTLE, numbers={"tags": 3.0}), PatchRefused, r"'tags' holds words in the catalogue, got a number"),
]


@pytest.mark.parametrize(("second", "error", "message"), INVALID)
def test_of_edits_all_are_made_or_none(
    folder: Path, live: LiveIndex, second: Edit, error: type[Exception], message: str
) -> None:
    live.put(KETTLE)
    index, written = live.index, journal(folder).read_bytes()
    with pytest.raises(error, match=message):
        live.apply([Remove("kettle"), second])
    assert live.index is index
    assert journal(folder).read_bytes() == written


def test_an_encoder_that_fails_changes_nothing(folder: Path) -> None:
    class Failing(HashingEncoder):
        def encode(self, texts: object) -> np.ndarray:
            raise MemoryError

    with closing(opened(folder, Encoders(Failing()))) as live:
        index = live.index
        with pytest.raises(MemoryError):
            live.apply([Patch("chess", {"price": 1}), KETTLE])
        assert live.index is index
        assert not journal(folder).exists()
    with closing(opened(folder)) as live:
        live.put(KETTLE)  # the folder is not left locked


def test_edits_are_made_in_their_order(live: LiveIndex) -> None:
    live.apply([KETTLE, Patch("kettle", {"price": 1}), Patch("kettle", {"tags": ["steel"]})])
    kettle = live.index.item_of("kettle")
    assert kettle
    assert (kettle.numbers, kettle.facets["tags"]) == ({"price": 1.0}, ("steel",))
    live.apply([Remove("kettle"), KETTLE, Remove("chess")])
    kettle = live.index.item_of("kettle")
    assert kettle
    assert kettle.numbers == {"price": 65.0}
    assert live.index.item_of("chess") is None
    with pytest.raises(ItemUnknown, match="edit 2 of 2"):
        live.apply([Remove("kettle"), Patch("kettle", {"price": 1})])
    live.apply([])
    live.apply([KETTLE, Remove("kettle")])
    assert live.index.item_of("kettle") is None


def test_fields_can_be_added_and_taken_away(live: LiveIndex) -> None:
    live.update("chess", price=None, tags=None, stock=3, sold_out=True, makers=["A", "B", "A"], description=None)
    chess = live.index.item_of("chess")
    assert chess
    assert chess.numbers == {"stock": 3.0}
    assert chess.facets == {
        "brand": ("Sheesham House",), "country": ("India",), "category": ("games",), "sold_out": ("yes",),
        "makers": ("A", "B"),
    }  # fmt: skip
    assert chess.description == ""


def test_a_search_that_has_begun_keeps_its_moment(live: LiveIndex) -> None:
    before = live.index
    live.apply([KETTLE, Remove("lapsang"), Patch("chess", {"price": 1})])
    assert before.item_of("lapsang") in before.items
    assert before.item_of("kettle") is None
    chess = before.item_of("chess")
    assert chess
    assert chess.numbers == {"price": 42.0}


def test_what_one_process_writes_the_other_sees_at_its_next_search(folder: Path, live: LiveIndex) -> None:
    retriever = LongTailRetriever(lambda: live.index, ENCODERS)
    with closing(opened(folder)) as other:
        assert ids(retriever, priced(60, 70)) == set()
        other.put(KETTLE)
        assert ids(retriever, priced(60, 70)) == {"kettle"}
        live.update("kettle", price=1)
        live.remove("lapsang")
        assert LongTailRetriever(lambda: other.index, ENCODERS).find(priced(0, 2), 5)[0].item.id == "kettle"
        assert other.index.items == live.index.items
    with closing(opened(folder)) as later:
        assert later.index.items == live.index.items


def test_a_rebuilt_index_is_picked_up_with_changes_that_come_after(
    folder: Path, live: LiveIndex, tmp_path: Path
) -> None:
    live.put(KETTLE)
    old = live.index
    build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODERS, EXACT, folder, LATER)
    assert names(live) == sorted(record["id"] for record in SHOP[:4])
    with closing(opened(folder)) as other:
        other.remove("lapsang")
    assert len(names(live)) == 3
    live.put(KETTLE)
    assert len(names(live)) == 4
    # a search that began before the build still finds in the old store
    near = LongTailRetriever(lambda: old, ENCODERS).find(Query("chess"), 20)
    assert {"chess", "kettle"} <= {candidate.item.id for candidate in near}
    assert old.tail.nearest(old.vectors_at([old.row["chess"]]), 1)[0][0][0] == "chess"


def test_of_generations_that_were_replaced_at_most_one_is_kept_open(
    folder: Path, live: LiveIndex, tmp_path: Path
) -> None:
    for number in range(4):
        source = catalogue(tmp_path / "new", SHOP[: number + 3])
        build_index(source, ENCODERS, EXACT, folder, LATER + timedelta(minutes=number))
        assert len(names(live)) == number + 3
        assert (
            len(generations(folder)) <= 3
        )  # in use, the one before it, and one that was held while this was built
    live.close()
    build_index(catalogue(tmp_path / "new", SHOP), ENCODERS, EXACT, folder, LATER + timedelta(hours=1))
    assert len(generations(folder)) == 1


def test_a_torn_batch_is_out_and_the_next_one_is_fine(folder: Path) -> None:
    with closing(opened(folder)) as live:
        live.put(KETTLE)
        whole = journal(folder).stat().st_size
        live.remove("lapsang")
    content = journal(folder).read_bytes()
    for cut in range(whole, len(content)):
        journal(folder).write_bytes(content[:cut])
        with closing(opened(folder)) as live:
            assert live.index.item_of("kettle"), f"cut at byte {cut} of {len(content)}"
            assert live.index.item_of("lapsang"), f"cut at byte {cut} of {len(content)}"
            live.remove("chess")
            assert len(live.index.items) == 10
        with closing(opened(folder)) as live:
            assert live.index.item_of("chess") is None, f"cut at byte {cut} of {len(content)}"


def test_a_batch_is_seen_when_its_last_byte_is_there(folder: Path, live: LiveIndex) -> None:
    with closing(opened(folder)) as other:
        other.remove("lapsang")
        content = journal(folder).read_bytes()
        journal(folder).write_bytes(b"")
        with closing(opened(folder)) as reader:
            for cut in range(1, len(content)):
                journal(folder).write_bytes(content[:cut])
                assert reader.index.item_of("lapsang")
            journal(folder).write_bytes(content)
            assert reader.index.item_of("lapsang") is None


def test_a_damaged_earlier_batch_is_refused_by_file_and_byte_and_let_go_of(folder: Path, tmp_path: Path) -> None:
    with closing(opened(folder)) as live:
        live.put(KETTLE)
        first = journal(folder).stat().st_size
        live.remove("lapsang")
        live.remove("chess")
        content = journal(folder).read_bytes()
        reader = opened(folder)
        journal(folder).write_bytes(content.replace(b'[{"remove": "lapsang"}]', b'[{"remove": "lapsang"]]'))
        with pytest.raises(IndexMismatch, match=rf"changes\.jsonl: the batch at byte {first} can't be read"):
            opened(folder)
        with journal(folder).open("ab") as file:
            file.write(b"[\n")
        with pytest.raises(
            IndexMismatch, match=rf"the batch at byte {len(content)} can't be read.*offtrail index"
        ):
            _ = reader.index
        reader.close()
    build_index(catalogue(tmp_path), ENCODERS, EXACT, folder, LATER)
    assert len(generations(folder)) == 1
    with closing(opened(folder)) as live:
        assert len(live.index.items) == 10


WRITER = """
import sys
from pathlib import Path
from retriever.encode import Encoders, HashingEncoder
from retriever.items import Item
from retriever.live import LiveIndex
from retriever.store import stores

live = LiveIndex(Path(sys.argv[1]), Encoders(HashingEncoder()), stores("exact"))
start = len(live.index.items)
for number in range(100_000):
    counter = Item("counter", "Counter", numbers={"at": float(number)})
    live.put(Item(f"new {start + number}", f"Thing {number}"), counter)
    print(f"new {start + number}", flush=True)
"""


def test_no_change_that_was_told_done_is_lost_by_a_kill(folder: Path) -> None:
    told: list[str] = []
    for wait_seconds in (0.01, 0.05, 0.1):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        ) as writer:
            assert writer.stdout is not None
            told.append(writer.stdout.readline().strip())
            time.sleep(wait_seconds)
            writer.kill()  # SIGKILL
            told += [
                line.strip() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")
            ]
        with closing(opened(folder)) as live:
            known = {item.id for item in live.index.items}
            assert set(told) <= known
            assert {record["id"] for record in SHOP} <= known
            assert len(known) <= 10 + 1 + len(told) + 3  # of each run at most one batch was in and not yet told
    assert len(told) == len(set(told)) > 3


def test_threads_of_one_process_wait_for_each_other(folder: Path, live: LiveIndex) -> None:
    def put(name: str) -> None:
        for number in range(10):
            live.put(Item(f"{name} {number}", name))

    threads = [threading.Thread(target=put, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    seen = [len(live.index.items) for _ in range(50)]
    for thread in threads:
        thread.join()
    assert seen == sorted(seen)
    assert len(live.index.items) == 40


def test_who_decides_waits_for_what_a_search_is_taking_in_and_other_searches_do_not(
    folder: Path, live: LiveIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking_in, searched, decided = threading.Event(), threading.Event(), threading.Event()
    snapshot = index_of

    def slow(base: Base, changed: Changed) -> Index:
        taking_in.set()
        assert searched.wait(20)
        decided.wait(0.5)  # as long as somebody who does not wait would need to look
        return snapshot(base, changed)

    with closing(opened(folder)) as other:
        other.put(KETTLE)
        monkeypatch.setattr("retriever.live.index_of", slow)
        search = threading.Thread(target=lambda: live.index)
        search.start()
        assert taking_in.wait(20)
        assert "kettle" not in live.index.row
        searched.set()
        assert "kettle" in live.latest().row
        decided.set()
        search.join(20)


def test_a_change_while_another_process_writes_is_refused_and_searching_goes_on(
    folder: Path, live: LiveIndex
) -> None:
    with writing(folder):
        with pytest.raises(IndexBusy, match=r"another process \(pid \d+\)"):
            live.put(KETTLE)
        assert len(live.index.items) == 10
    live.put(KETTLE)
    assert len(live.index.items) == 11


def multilingual(tmp_path: Path, other: HashingEncoder | None) -> Path:
    build_index(catalogue(tmp_path), Encoders(ENCODER, other), EXACT, tmp_path / "index", NOON)
    return tmp_path / "index"


@pytest.mark.parametrize("there", [None, 32, 64])
@pytest.mark.parametrize("now", [None, 32, 64])
def test_a_second_encoder_that_came_went_or_changed_harms_no_journal(
    tmp_path: Path, there: int | None, now: int | None
) -> None:
    folder = multilingual(tmp_path, HashingEncoder(there) if there else None)
    counting = Counting(now) if now else None
    with closing(opened(folder, Encoders(ENCODER, counting))) as live:
        live.apply([KETTLE, Patch("chess", {"price": 1})])
        live.update("kettle", price=2)
    assert (counting.encoded if counting else []) == ([KETTLE.text()] if now and now == there else [])
    for width in (None, 32, 64):
        encoders = Encoders(ENCODER, HashingEncoder(width) if width else None)
        with closing(opened(folder, encoders)) as live:
            retriever = LongTailRetriever(lambda live=live: live.index, encoders)  # type: ignore[misc]
            wish = "мне нужен чайник для кофе, пожалуйста, и чтобы он был из стали"  # Russian: a foreign wish
            assert "kettle" in ids(retriever, Query(wish))
            assert "kettle" in ids(retriever, Query("gooseneck"))
            if there:
                row = live.index.row["kettle"]
                expected = HashingEncoder(there).encode([KETTLE.text()]) if now == there else np.zeros((1, there))
                np.testing.assert_array_equal(live.index.vectors_at([row], foreign=True), expected)
                row = live.index.row["chess"]
                expected = HashingEncoder(there).encode([live.index.record(row).text()])
                np.testing.assert_array_equal(live.index.vectors_at([row], foreign=True), expected)


some_ids = st.sampled_from(["lapsang", "river", "blanket", "chess", "new", "newer"])
some_prices = st.sampled_from([1.0, 12.5, 50.0, 200.0])
some_facets = st.dictionaries(
    st.sampled_from(["country", "tags"]),
    st.lists(st.sampled_from(["China", "Atlantis", "warm", "smoky"]), min_size=1, max_size=2, unique=True).map(
        tuple
    ),
)
puts = st.builds(
    Item,
    some_ids,
    st.sampled_from(["Tea", "Boots", "Thing"]),
    st.sampled_from(["", "warm and dry"]),
    some_facets,
    st.dictionaries(st.just("price"), some_prices),
    st.none() | st.integers(0, 600),
)
patches = st.builds(
    Patch,
    some_ids,
    st.dictionaries(st.just("price"), some_prices | st.none()) | some_facets | st.just({"country": None}),
)
edits = st.one_of(puts, patches, st.builds(Remove, some_ids))
asked = [
    Constraint("price", "at_most", (50.0,)),
    Constraint("price", "above", (12.5,)),
    Constraint("country", "any_of", ("china", "Atlantis")),
    Constraint("country", "none_of", ("China",)),
    Constraint("tags", "none_of", ("warm", "smoky")),
    Constraint("", "without", ("warm",)),
    Constraint("price", "outside", (10.0, 60.0)),
]


def made(model: dict[str, Item], counts: dict[str, int | None], edit: Edit) -> dict[str, Item]:
    """A plain dict after one edit."""
    if isinstance(edit, Remove):
        _ = model[edit.id]
        return {id_: item for id_, item in model.items() if id_ != edit.id}
    if isinstance(edit, Patch):
        item = model[edit.id]
        numbers, facets = dict(item.numbers), dict(item.facets)
        for name, value in edit.fields.items():
            numbers.pop(name, None)
            facets.pop(name, None)
            if isinstance(value, float):
                numbers[name] = value
            elif isinstance(value, tuple):
                facets[name] = value
        return model | {edit.id: replace(item, numbers=numbers, facets=facets)}
    kept = model[edit.id].count if edit.id in model else counts.get(edit.id)
    count = kept if edit.count is None else edit.count
    return model | {edit.id: replace(edit, count=count)}


@given(batches=st.lists(st.lists(edits, min_size=1, max_size=3), max_size=5))
def test_any_changes_leave_the_items_a_plain_dict_would_have(
    template: Path, tmp_path_factory: pytest.TempPathFactory, batches: list[list[Edit]]
) -> None:
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("law") / "index"))
    with closing(opened(folder)) as live, closing(opened(folder)) as reader:
        model = {item.id: item for item in live.index.items}
        counts = {item.id: item.count for item in live.index.items}
        masks = Masks()
        for batch in batches:
            try:
                after = model
                for edit in batch:
                    after = made(after, counts, edit)
            except KeyError:
                with pytest.raises(ItemUnknown):
                    live.apply(batch)
            else:
                live.apply(batch)
                model = after
            check(live.index, model, masks)
        check(reader.index, model, masks)
    with closing(opened(folder)) as again:
        check(again.index, model, masks)


def check(index: Index, model: dict[str, Item], masks: Masks) -> None:
    """The index has the items of the model, answers constraints as they do, and finds no others."""
    assert {item.id: replace(item, tail=0.5) for item in index.items} == {
        id_: replace(item, tail=0.5) for id_, item in model.items()
    }
    assert all(0 <= item.tail <= 1 for item in index.items)
    for constraint in asked:
        allowed = masks.allowed(index, Query(must=(constraint,), seen=frozenset({"chess"})))
        found = {index.record(row).id for row in np.flatnonzero(allowed).tolist()}
        assert found == {id_ for id_, item in model.items() if id_ != "chess" and constraint.allows(item)}, (
            constraint
        )
    retriever = LongTailRetriever(lambda: index, ENCODERS)
    for query in (Query("warm tea"), Query("warm", liked=("river",)), Query()):
        for candidate in retriever.find(query, 20):
            assert replace(candidate.item, tail=0.5) == replace(model[candidate.item.id], tail=0.5)
            text = ENCODER.encode([candidate.item.text()])[0]
            assert query.text == "" or candidate.similarity == pytest.approx(
                float(text @ ENCODER.encode([query.text])[0]), abs=1e-5
            )
