"""Trains the small writer: a LoRA adapter for SmolLM2-135M-Instruct, from training/tellings.jsonl.

    python -m training.writer [--out FOLDER] [--epochs 3] [--rank 16] [--whole] [--on FOLDER --rate 2e-4]

The weights are rounded to four bits in every forward pass, as llama.cpp will run them (Q4_0), so the adapter
learns to live with the rounding; `--whole` leaves that out. Texts that the check refuses are not learnt. `--on`
goes on from an adapter. Some half an hour on two quiet cores.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot import prompt
from bot.settings import user_home
from bot.writer.clean import plain, record
from bot.writer.evidence import select
from bot.writer.grounded import problems
from bot.writer.models.weights import converted
from retriever.items import Item

HERE = Path(__file__).resolve().parent
TELLINGS = HERE / "tellings.jsonl"
OUT = HERE.parent / "bot" / "writer" / "models" / "tuned"
MATRICES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
SCALE = 2.0  # lora_alpha / rank
RATE, BATCH = 4e-4, 8
MAX_TOKENS = 320
BLOCK = 32  # weights that share a scale in Q4_0
NO_LABEL = -100


@dataclass(frozen=True, slots=True)
class Telling:
    """One lesson: what the model is given and what it should say."""

    messages: tuple[dict[str, str], ...]
    text: str


def lessons(path: Path = TELLINGS) -> list[Telling]:
    """Every text of the file that the check lets pass, with the prompt it answers."""
    return [one for line in path.read_text(encoding="utf-8").splitlines() for one in _of(json.loads(line))]


def item_of(row: dict[str, Any]) -> Item:
    """The record of a line, made plain."""
    told = row["item"]
    facets = {name: tuple(values) for name, values in told.get("facets", {}).items() if values}
    return record(Item("x", told["title"], told.get("description", ""), facets, told.get("numbers", {}), 3, 0.9))


def _of(row: dict[str, Any]) -> Iterator[Telling]:
    item, wish = item_of(row), plain(row["wish"])
    evidence = select(item, wish).told()
    for tone in ("friendly", "brief"):
        text = row.get(tone)
        if text and not problems(text, item, wish):
            asked = prompt.fill(prompt.load("tell"), evidence=evidence, tone=tone)
            yield Telling(tuple({"role": one.role, "content": one.content} for one in asked), text)


class Adapted(nn.Module):
    """A linear layer with its adapter, run as it will be: in four bits, the gradient passing the rounding by."""

    def __init__(self, layer: nn.Linear, rank: int, rounded: bool) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))
        self.rounded = rounded

    def forward(self, x: Tensor) -> Tensor:
        weight = self.layer.weight.float() + SCALE * self.up @ self.down
        if self.rounded:
            weight = weight + (four_bits(weight.detach()) - weight.detach())
        return linear(x, weight.to(x.dtype))


def four_bits(weight: Tensor) -> Tensor:
    """`weight` as Q4_0 keeps it: 16 steps a block, the largest value exact."""
    blocks = weight.reshape(-1, BLOCK)
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    step = (largest / -8).half().float()
    inverse = torch.where(step == 0, 0.0, 1.0 / step)
    return ((blocks * inverse + 8.5).trunc().clamp(0, 15).sub(8) * step).reshape(weight.shape)


class Learner:
    """The model with its adapters, and batches made for it."""

    def __init__(self, folder: Path, rank: int, rounded: bool) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16)
        self.model.requires_grad_(False)
        self.adapted: dict[str, Adapted] = {}
        for name, module in list(self.model.named_modules()):
            if name.rpartition(".")[2] in MATRICES:
                parent, _, child = name.rpartition(".")
                self.adapted[name] = Adapted(module, rank, rounded)
                setattr(self.model.get_submodule(parent), child, self.adapted[name])

    def parameters(self) -> list[Tensor]:
        return [p for p in self.model.parameters() if p.requires_grad]

    def encoded(self, telling: Telling) -> tuple[list[int], int]:
        """Tokens, and how many of them the model is given."""
        given = self.tokenizer.apply_chat_template(
            list(telling.messages), add_generation_prompt=True, tokenize=False
        )
        asked = self.tokenizer(given, add_special_tokens=False)["input_ids"]
        said = self.tokenizer(telling.text, add_special_tokens=False)["input_ids"]
        return [*asked, *said, self.tokenizer.eos_token_id][:MAX_TOKENS], len(asked)

    def loss(self, batch: Sequence[tuple[list[int], int]]) -> Tensor:
        longest = max(len(tokens) for tokens, _ in batch)
        ids = torch.full((len(batch), longest), self.tokenizer.eos_token_id)
        wanted = torch.full((len(batch), longest), NO_LABEL)
        mask = torch.zeros((len(batch), longest), dtype=torch.long)
        for row, (tokens, given) in enumerate(batch):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            wanted[row, given : len(tokens)] = torch.tensor(tokens[given:])
            mask[row, : len(tokens)] = 1
        hidden = self.model.model(input_ids=ids, attention_mask=mask).last_hidden_state[:, :-1]
        said = wanted[:, 1:] != NO_LABEL  # only these need the 49,152 words of the head
        logits = self.model.lm_head(hidden[said]).float()
        return cross_entropy(logits, wanted[:, 1:][said], label_smoothing=0.02)

    def load(self, folder: Path) -> None:
        """Goes on from an adapter of the same rank."""
        weights = load_file(folder / "adapter_model.safetensors")
        with torch.no_grad():
            for name, layer in self.adapted.items():
                layer.down.copy_(weights[f"base_model.model.{name}.lora_A.weight"])
                layer.up.copy_(weights[f"base_model.model.{name}.lora_B.weight"])

    def save(self, folder: Path, rank: int) -> None:
        """In the format of PEFT, half precision."""
        folder.mkdir(parents=True, exist_ok=True)
        weights = {}
        for name, layer in self.adapted.items():
            weights[f"base_model.model.{name}.lora_A.weight"] = layer.down.detach().half().contiguous()
            weights[f"base_model.model.{name}.lora_B.weight"] = layer.up.detach().half().contiguous()
        save_file(weights, folder / "adapter_model.safetensors")
        config = {
            "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": rank, "lora_alpha": int(rank * SCALE),
            "bias": "none",
            "target_modules": list(MATRICES), "lora_dropout": 0.0, "inference_mode": True, "fan_in_fan_out": False,
            "base_model_name_or_path": "HuggingFaceTB/SmolLM2-135M-Instruct",
        }  # fmt: skip
        (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def train(learner: Learner, rows: Sequence[Telling], epochs: int, rate: float, seed: int = 0) -> None:
    """Learns `rows` in random order."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    encoded = [learner.encoded(row) for row in rows]
    optimizer = torch.optim.AdamW(learner.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * math.ceil(len(encoded) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    learner.model.train()
    for epoch in range(epochs):
        total, began = 0.0, time.monotonic()
        for place, batch in enumerate(batches(encoded, chance), 1):
            loss = learner.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
            if place % 10 == 0:
                took = (time.monotonic() - began) / place
                print(f"epoch {epoch + 1}, batch {place}: loss {total / place:.3f}, {took:.1f} s each", flush=True)


def batches(rows: Sequence[tuple[list[int], int]], chance: random.Random) -> list[list[tuple[list[int], int]]]:
    """All rows in random order, those of a batch of like length."""
    order = chance.sample(list(rows), len(rows))
    wide = 16 * BATCH
    near = [sorted(order[i : i + wide], key=lambda row: len(row[0])) for i in range(0, len(order), wide)]
    found = [part[i : i + BATCH] for part in near for i in range(0, len(part), BATCH)]
    return chance.sample(found, len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--on", type=Path)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--tellings", type=Path, default=TELLINGS)
    options = parser.parse_args()
    rows = lessons(options.tellings)
    print(f"{len(rows)} texts", flush=True)
    torch.manual_seed(0)
    torch.set_flush_denormal(True)  # else a step takes ten times as long once the model is sure of many tokens
    learner = Learner(converted(user_home() / "models", tuned=False), options.rank, rounded=not options.whole)
    if options.on:
        learner.load(options.on)
    train(learner, rows, options.epochs, options.rate, seed=1 if options.on else 0)
    learner.save(options.out, options.rank)
    print(f"{options.out}: {(options.out / 'adapter_model.safetensors').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
