"""One command in several processes that train together. Knows nothing of what they train."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import Literal

from bot.settings import SettingsError

RANK = "RANK"  # set by the launcher in every process it starts


def is_launched() -> bool:
    """True in a process that others train beside."""
    return RANK in os.environ


def is_main() -> bool:
    """True in the one process that tells and writes; always where there is one only."""
    return os.environ.get(RANK, "0") == "0"


def processor(device: str | None) -> Literal["cpu", "cuda"] | None:
    """What trains by the device of the settings; None chooses."""
    kind = (device or "").split(":")[0]
    return "cpu" if kind == "cpu" else "cuda" if kind == "cuda" else None


def launch(arguments: Sequence[str], n: int, device: str | None) -> int:
    """Runs this command in n processes, on a GPU each or all on the CPU; the exit status of the first that failed.

    Raises:
        SettingsError: Fewer GPUs than processes.
    """
    import torch
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.run import parse_args, run

    gpus = torch.cuda.device_count() if processor(device) != "cpu" else 0
    if 0 < gpus < n:
        raise SettingsError(f"--processes {n}, but there are {gpus} GPUs; ask for at most {gpus}, or --device cpu")
    if not gpus:
        os.environ["ACCELERATE_USE_CPU"] = "true"
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // n)))
    logging.getLogger("torch.distributed.elastic").setLevel(logging.CRITICAL)  # the main process has told it
    command = ["--standalone", f"--nproc-per-node={n}", "-m", "bot.cli", *arguments]
    try:
        run(parse_args(command))  # type: ignore[no-untyped-call]
    except ChildFailedError as error:
        _, first = error.get_first_failure()
        return int(first.exitcode)
    return 0
