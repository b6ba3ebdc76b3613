"""Training in two processes: both end with the same weights, the loss falls, and only the main one writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ranker.samples import samples_of
from tests.small_log import PLAN, kinds_log

SCRIPT = """
import json, os, sys
from pathlib import Path
from ranker.softmax import Sampler
from ranker.training import Run, accelerator_for, train_tower
from tests.small_log import HELD_OUT, PLAN, item_texts, kinds_log

folder, rank = Path(sys.argv[1]), int(os.environ["RANK"])
told, seen, step = [], [], Sampler.step
def watched(sampler, targets, chance):
    seen.append(targets.tolist())
    return step(sampler, targets, chance)
Sampler.step = watched
accelerator = accelerator_for("cpu")
run = Run(folder / f"of-{rank}", told=told.append, accelerator=accelerator)
trained = train_tower(kinds_log(), item_texts(), PLAN, HELD_OUT, run)
trained.model.save(folder / f"model-{rank}")
losses = [epoch.loss for epoch in trained.epochs]
world = accelerator.num_processes
said = {"world": world, "losses": losses, "best": trained.best, "told": len(told), "seen": seen}
(folder / f"said-{rank}.json").write_text(json.dumps(said))
accelerator.end_training()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two processes on the CPU have trained."""
    folder = tmp_path_factory.mktemp("two")
    for rank in range(2):
        (folder / f"model-{rank}").mkdir()
    script = folder / "train.py"
    script.write_text(SCRIPT)
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", script, folder]
    root = str(Path(__file__).parent.parent)
    environment = os.environ | {"PYTHONPATH": root, "OMP_NUM_THREADS": "1", "ACCELERATE_USE_CPU": "true"}
    done = subprocess.run(launch, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


def said(folder: Path, rank: int) -> dict[str, Any]:
    return dict(json.loads((folder / f"said-{rank}.json").read_text()))


def test_there_were_two_and_the_loss_fell(folder: Path) -> None:
    found = said(folder, 0)
    losses = found["losses"]
    assert found["world"] == 2
    assert losses[-1] < losses[0]


def test_both_have_the_same_weights_to_the_last_bit(folder: Path) -> None:
    files = [(folder / f"model-{rank}" / "weights.safetensors").read_bytes() for rank in range(2)]
    assert files[0] == files[1]
    assert said(folder, 0)["losses"] == said(folder, 1)["losses"]
    assert said(folder, 0)["best"] == said(folder, 1)["best"]


def test_only_the_main_one_writes_checkpoints_and_tells(folder: Path) -> None:
    assert (folder / "of-0").is_dir()
    assert not (folder / "of-1").exists()
    assert said(folder, 0)["told"] == PLAN.epochs
    assert said(folder, 1)["told"] == 0


def test_each_sees_another_half_of_every_batch_and_together_they_see_all(folder: Path) -> None:
    samples = samples_of(kinds_log())
    steps = -(-len(samples) // PLAN.batch)
    halves = [said(folder, rank)["seen"][:steps] for rank in range(2)]  # of the first epoch
    assert [len(half) for half in halves[0]] == [len(half) for half in halves[1]]
    together = [target for half in halves for part in half for target in part]
    assert len(together) == len(set(together))
    assert len(samples) - len(together) < 2 * steps  # of an odd batch one is left out
