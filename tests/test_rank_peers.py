"""The peers of the ranking benchmark that need numpy and scipy alone, and the tables it prints."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.rank_peers import EASE, Adapter, Popularity, TextOnly, Transitions, histories
from benchmarks.rank_peers_trained import words_of
from benchmarks.rank_peers_trees import Stage, held_out
from benchmarks.ranking import ALL, Contender, main, missing, results_of, table


def log_of(seqs: list[list[int]], n_items: int, cold: tuple[int, ...] = ()) -> Any:
    """A log of these histories; item i's text points along axis i."""
    return SimpleNamespace(
        n_users=len(seqs),
        n_items=n_items,
        users=np.repeat(np.arange(len(seqs), dtype=np.int32), [len(seq) for seq in seqs]),
        items=np.array([item for seq in seqs for item in seq], dtype=np.int32),
        seqs=[np.array(seq, dtype=np.int32) for seq in seqs],
        emb=np.eye(n_items, dtype=np.float32),
        texts=[f"Item number {i}" for i in range(n_items)],
        cold_items=np.array(cold, dtype=np.int32),
    )


# twelve people walk a ring of ten items, each from another place, the longest seven steps
RING = log_of([[(start + step) % 10 for step in range(3 + start % 5)] for start in range(12)], 10)
EVERY = [Popularity(), TextOnly(), Transitions(), EASE()]


@pytest.mark.parametrize("peer", EVERY, ids=lambda peer: type(peer).__name__)
def test_every_peer_scores_every_item_for_every_user_asked_for(peer: Adapter) -> None:
    peer.fit(RING)
    some = np.array([7, 0, 11], dtype=np.int32)
    scores = peer.score(some)
    assert scores.shape == (3, 10)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    for row, user in enumerate(some):  # a user's row does not hang on who else is asked for
        np.testing.assert_allclose(scores[row], peer.score(np.array([user]))[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("peer", [Popularity(), Transitions(), EASE()], ids=lambda peer: type(peer).__name__)
def test_who_counts_alone_says_nothing_of_an_item_nobody_touched(peer: Adapter) -> None:
    peer.fit(log_of([[0, 1], [1, 2], [2, 0, 1]], 5, cold=(3, 4)))
    scores = peer.score(np.array([0, 2]))
    assert (scores[:, 3:] == -np.inf).all()
    assert np.isfinite(scores[:, :3]).all()


def test_text_alone_says_something_of_an_item_nobody_touched() -> None:
    peer = TextOnly()
    log = log_of([[0, 1]], 3, cold=(2,))
    log.emb[2] = [0.6, 0.8, 0]
    peer.fit(log)
    assert peer.score(np.array([0]))[0, 2] > 0.5


def test_a_history_fades_with_the_places_to_its_end() -> None:
    weights = histories(log_of([[4, 2, 0], [], [1]], 5), fade=1).toarray()
    # three places before the end 1/3, two 1/2, the last one 1
    np.testing.assert_allclose(weights, [[1, 0, 1 / 2, 0, 1 / 3], [0] * 5, [0, 1, 0, 0, 0]], rtol=1e-6)


def test_popularity_is_how_many_touched_it() -> None:
    peer = Popularity()
    peer.fit(log_of([[0, 1], [1], [1, 2]], 4))
    assert peer.score(np.array([2])).tolist() == [[1, 3, 1, 0]]


def test_text_is_the_mean_cosine_of_a_faded_history() -> None:
    peer = TextOnly(fade=1)
    peer.fit(log_of([[0, 1]], 3))
    # weights 1/2 and 1 of a sum of 3/2, each item alike to itself only
    np.testing.assert_allclose(peer.score(np.array([0])), [[1 / 3, 2 / 3, 0]], rtol=1e-6)


def test_transitions_add_what_came_next_and_half_of_what_came_after_it() -> None:
    peer = Transitions(fade=0, damp=0)
    peer.fit(log_of([[0, 1], [0, 1, 2], [0]], 3))
    # after 0 came 1 twice (2 x 1) and, two places on, 2 once (1/2)
    np.testing.assert_allclose(peer.score(np.array([2])), [[0, 2, 0.5]])


def test_transitions_to_the_popular_are_damped() -> None:
    peer = Transitions(fade=0, damp=1)
    peer.fit(log_of([[0, 1], [0, 1], [0]], 2))
    # 2 over count(0) = 3 times count(1) = 2
    np.testing.assert_allclose(peer.score(np.array([2])), [[0, 1 / 3]], rtol=1e-6)


def test_ease_solves_two_items_as_by_hand() -> None:
    peer = EASE(reg=1, fade=0)
    peer.fit(log_of([[0, 1], [0, 1]], 2))
    # Gram + 1 = [[3, 2], [2, 3]], its inverse [[3, -2], [-2, 3]] / 5, weights 2/5 over 3/5 off the diagonal
    np.testing.assert_allclose(peer.score(np.array([0])), [[2 / 3, 2 / 3]], rtol=1e-5)


def test_ease_without_any_weight_says_so_when_the_matrix_can_not_be_solved() -> None:
    with pytest.raises(ArithmeticError, match=r"not positive definite with reg=0.*take more"):
        EASE(reg=0).fit(log_of([[0, 1]], 3))


def test_the_rarest_words_of_a_text_stand_for_it() -> None:
    texts = ["lip balm mint", "lip balm", "lip mint rose", "lip"]
    words = words_of(texts, each=1, least=2).toarray()
    # columns balm (2 texts), lip (4), mint (2); rose is in one text alone; of equals the first in the alphabet
    assert (words > 0).astype(int).tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]]
    np.testing.assert_allclose(np.linalg.norm(words, axis=1), 1)


def test_the_trees_learn_from_the_last_item_and_never_empty_a_history() -> None:
    log = log_of([[0, 1, 2], [3, 4], [5], list(range(10))], 10)
    before, targets = held_out(log, n=1)
    assert [wanted.tolist() for wanted in targets] == [[2], [], [], [9]]
    assert [seq.tolist() for seq in before.seqs] == [[0, 1], [3, 4], [5], list(range(9))]
    assert before.items.tolist() == [0, 1, 3, 4, 5, *range(9)]
    assert [wanted.tolist() for wanted in held_out(log, n=5)[1]] == [[2], [], [], [8, 9]]  # a fifth of ten


def test_candidates_are_what_the_parts_like_and_never_what_one_has() -> None:
    stage = Stage(RING, [TextOnly(), Popularity()])
    rows, features, text = stage.propose(np.array([0, 4]), k=2)
    for found, values, user in zip(rows, features, (0, 4), strict=True):
        assert not set(found.tolist()) & set(RING.seqs[user].tolist())
        assert 1 <= len(found) <= 4
        assert values.shape == (len(found), 2 * 2 + 3)  # two scores, two shares, count, likeness, length
        assert np.isfinite(values).all()
    assert text.shape == (2, 10)


COST = {"fit_s": 12.34, "peak_rss_mb": 1234.5, "latency_ms_p50": 0.456}


def warm(name: str, ndcg: float, tail: float) -> dict[str, Any]:
    return {
        "data": "beauty",
        "kind": "warm",
        "name": name,
        "overall": {"ndcg@10": ndcg, "ndcg@10_se": 0.001, "recall@10": 0.1},
        "tail": {"recall@10": tail},
        "lists": {"coverage@10": 0.9, "tail_share@10": 0.75, "gini@10": 0.5},
        "cost": COST,
    }


def cold(name: str) -> dict[str, Any]:
    accuracy = {"recall@10": 0.2, "ndcg@10": 0.1, "ndcg@10_se": 0.01}
    both = {"cold_among_cold": accuracy, "cold_in_all": {**accuracy, "recall@10": 0.0}}
    return {"data": "beauty", "kind": "cold", "name": name, "cost": COST, **both}


def test_a_warm_table_says_accuracy_cost_and_the_ratios_to_a_peer() -> None:
    said = table([warm("EASE", 0.05, 0.04), warm("Offtrail", 0.06, 0.06)], "beauty", "warm", "EASE")
    assert said.splitlines()[2].endswith("| fit s | peak MB | p50 ms | NDCG@10 / EASE | tail R@10 / EASE |")
    # 0.06 / 0.05 = 1.2, 0.06 / 0.04 = 1.5
    assert said.splitlines()[5] == (
        "| Offtrail | 0.0600 ± 0.0010 | 0.1000 | 0.0600 | 0.900 | 0.750 | 0.500 "
        "| 12.3 | 1,234 | 0.46 | 1.20 | 1.50 |"
    )
    widths = {line.count("|") for line in said.splitlines()[2:6]}
    assert len(widths) == 1


def test_a_peer_that_finds_none_has_no_ratio() -> None:
    said = table([warm("EASE", 0.05, 0.0), warm("Offtrail", 0.06, 0.06)], "beauty", "warm", "EASE")
    assert said.splitlines()[5].endswith("| 1.20 | – |")


def test_without_the_peer_the_table_has_no_ratios() -> None:
    assert "/" not in table([warm("Offtrail", 0.06, 0.06)], "beauty", "warm", "EASE")


def test_a_cold_table_says_what_was_found_among_the_cold_and_among_all() -> None:
    said = table([cold("TextOnly")], "beauty", "cold", "EASE")
    assert said.splitlines()[4] == "| TextOnly | 0.2000 | 0.1000 ± 0.0100 | 0.0000 | 12.3 | 1,234 | 0.46 |"


def test_of_several_runs_the_last_counts() -> None:
    lines = [json.dumps(each) for each in (warm("EASE", 0.01, 0), cold("EASE"), warm("EASE", 0.05, 0))]
    found = results_of([*lines, ""])
    assert len(found) == 2
    assert found[0]["overall"]["ndcg@10"] == 0.05


def test_results_are_printed_again_without_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "results.jsonl"
    before = json.dumps(warm("EASE", 0.05, 0.04)) + "\n"
    out.write_text(before, encoding="utf-8")
    assert main(["--out", str(out), "--data", "beauty", "--against", "beauty=EASE"]) == 0
    said = capsys.readouterr().out
    assert "### beauty, warm" in said
    assert "mlsmall" not in said
    assert "| 1.00 | 1.00 |" in said
    assert out.read_text(encoding="utf-8") == before


def test_a_module_that_is_not_there_is_named() -> None:
    assert missing(Contender("X", "a:B", ("json", "no_such_module")), sys.executable) == ["no_such_module"]
    assert missing(Contender("X", "a:B"), sys.executable) == []


def test_names_of_contenders_are_told_apart() -> None:
    names = [each.name for each in ALL]
    assert len(set(names)) == len(names)


def test_a_peer_leaves_the_log_as_it_was() -> None:
    log = copy.deepcopy(RING)
    for peer in EVERY:
        peer.fit(log)
        peer.score(np.arange(12))
    for name in ("users", "items", "emb"):
        np.testing.assert_array_equal(getattr(log, name), getattr(RING, name))


def test_a_split_may_ask_for_parameters_of_its_own() -> None:
    contender = Contender("X", "a:B", (), {"beauty": {"fade": 3}, "beauty cold": {"fade": 1}})
    assert contender.made_with("beauty", "cold") == {"fade": 1}
    assert contender.made_with("beauty", "warm") == {"fade": 3}
    assert contender.made_with("mlsmall", "warm") == {}
