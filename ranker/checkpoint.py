"""How far a training run has come, on disk, so that a killed one goes on where it was. Knows no samples."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ranker.tower import Tower
from retriever.generations import sync

CHECKPOINT = "checkpoint.safetensors"

Weights = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the samples.

    Attributes:
        number: From 1; 0 is what the model could do before.
        loss: Mean over the samples; None for number 0.
        ndcg: NDCG@10 on the validation people, None where there are none.
        seconds: It took, validation included.
    """

    number: int
    loss: float | None
    ndcg: float | None
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is known after some epochs.

    Attributes:
        epochs: Those done, in order.
        best: The one whose weights are the best yet; 0 for the weights at the start.
        weights: Of that one, on the CPU.
    """

    epochs: tuple[Epoch, ...]
    best: int
    weights: Weights


def cpu_weights(tower: Tower) -> Weights:
    """A copy of the weights by name, on the CPU."""
    return {name: tensor.detach().to("cpu", copy=True).contiguous() for name, tensor in tower.state_dict().items()}


def save_checkpoint(
    folder: Path, tower: Tower, optimizer: torch.optim.Optimizer, state: State, made_of: str
) -> None:
    """Writes weights, optimizer and state as one file, in one step; a kill leaves the one before, whole."""
    tensors = {f"now/{name}": tensor for name, tensor in cpu_weights(tower).items()}
    tensors |= {f"best/{name}": tensor for name, tensor in state.weights.items()}
    for name, parameter in tower.named_parameters():
        for part, tensor in optimizer.state[parameter].items():
            tensors[f"optimizer/{name}/{part}"] = tensor.detach().to("cpu", copy=True).contiguous()
    said = {"made_of": made_of, "best": state.best, "epochs": [asdict(epoch) for epoch in state.epochs]}
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{CHECKPOINT}.new"
    save_file(tensors, draft, metadata={"state": json.dumps(said)})
    sync(draft)
    draft.replace(folder / CHECKPOINT)
    sync(folder)


def load_checkpoint(
    folder: Path, tower: Tower, optimizer: torch.optim.Optimizer, made_of: str
) -> tuple[State | None, str]:
    """Brings tower and optimizer to where the run was, if it was this run.

    Args:
        folder: Where `save_checkpoint` wrote.
        tower, optimizer: As at the start of the run; on any device.
        made_of: Fingerprint of everything the run depends on.
    Returns:
        The state, None to start from the beginning; and what to tell the person, "" for nothing.
    """
    path = folder / CHECKPOINT
    if not path.exists():
        return None, ""
    try:
        with safe_open(path, "pt") as file:
            said = json.loads(file.metadata()["state"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
        state = State(tuple(Epoch(**epoch) for epoch in said["epochs"]), said["best"], _under("best/", tensors))
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
        return None, f"{path}: can't be read ({error}); training began anew"
    if said["made_of"] != made_of:
        return None, f"{path}: of another log, catalogue or plan; training began anew"
    tower.load_state_dict(_under("now/", tensors))
    for name, parameter in tower.named_parameters():
        parts = _under(f"optimizer/{name}/", tensors)
        optimizer.state[parameter] = {
            part: tensor if part == "step" else tensor.to(parameter.device) for part, tensor in parts.items()
        }
    return state, f"went on after epoch {len(state.epochs)}, found at {path}"


def _under(prefix: str, tensors: Weights) -> Weights:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
