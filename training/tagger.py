"""Trains what reads utterances (bot/intent/learned/tagger.py): an adapter and two heads on the packaged MiniLM.

    python -m training.tagger [--language en|zh] [--without PART ...] [--out FILE] [--epochs 12]

Learns from training/utterances.jsonl and the gold talks, but never from those put aside for the final figure
("test"). `--without` also leaves out parts of the gold ("fresh"), to see on them what was not learnt. Some eight
minutes on two cores; needs the extra "training" (peft).
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, dropout

from bot.intent.learned.backbones import Backbone, english, multilingual
from bot.intent.learned.tagged import ACTS, LABELS
from bot.intent.learned.tagger import CHINESE, ENGLISH, LATER, MAX_TOKENS, OPENING, scored
from retriever.encode import packaged_weights
from training.tagged import PARTS, Utterance, learnt

RANK, ALPHA = 16, 32
MATRICES = ["query", "key", "value", "dense"]
RATE, BATCH = 1e-3, 32
ACT_WEIGHT = 3.0  # of the acts' loss against the words'
NO_LABEL = -100


class Learner:
    """The encoder with its adapter and heads, and batches made for it."""

    def __init__(self, base: Backbone) -> None:
        _, encoder, self.tokenizer = base
        config = LoraConfig(
            r=RANK, lora_alpha=ALPHA, lora_dropout=0.1, target_modules=MATRICES, exclude_modules=["pooler.dense"]
        )
        self.encoder = get_peft_model(encoder, config)
        dim = encoder.config.hidden_size
        self.heads = {
            "words.weight": torch.randn(len(LABELS), dim) / math.sqrt(dim),
            "words.bias": torch.zeros(len(LABELS)),
            "acts.weight": torch.randn(len(ACTS), 2 * dim) / math.sqrt(2 * dim),
            "acts.bias": torch.zeros(len(ACTS)),
        }
        for head in self.heads.values():
            head.requires_grad_()

    def parameters(self) -> list[Tensor]:
        return [*(p for p in self.encoder.parameters() if p.requires_grad), *self.heads.values()]

    def loss(self, batch: Sequence[Utterance]) -> Tensor:
        """How wrong words and acts of `batch` are read."""
        read = self.tokenizer(
            [OPENING if one.opening else LATER for one in batch],
            [one.say for one in batch],
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        wanted = torch.full_like(read["input_ids"], NO_LABEL)
        for row, one in enumerate(batch):
            labels = one.labels()
            for place, (start, end) in enumerate(read["offset_mapping"][row].tolist()):
                if read.sequence_ids(row)[place] == 1 and end > start:
                    wanted[row, place] = Counter(labels[start:end]).most_common(1)[0][0]
        done = torch.tensor([[float(act in one.acts) for act in ACTS] for one in batch])
        hidden = self.encoder(input_ids=read["input_ids"], attention_mask=read["attention_mask"]).last_hidden_state
        words, acts = scored(dropout(hidden, 0.2), read["attention_mask"], self.heads)
        return cross_entropy(
            words.flatten(0, 1), wanted.flatten(), ignore_index=NO_LABEL
        ) + ACT_WEIGHT * binary_cross_entropy_with_logits(acts, done)

    def weights(self) -> dict[str, Tensor]:
        """As Tagger.load takes them, in half precision."""
        found = {name: head.detach() for name, head in self.heads.items()}
        for name, tensor in get_peft_model_state_dict(self.encoder).items():
            matrix, _, side = name.removeprefix("base_model.model.").removesuffix(".weight").rpartition(".")
            found[f"{matrix}.{'down' if side == 'lora_A' else 'up'}"] = (
                tensor if side == "lora_A" else tensor * ALPHA / RANK
            )
        return {name: tensor.detach().half().contiguous() for name, tensor in found.items()}


def train(base: Backbone, rows: Sequence[Utterance], epochs: int, seed: int = 0) -> dict[str, Tensor]:
    """Adapter and heads for `base` learnt from `rows`."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    learner = Learner(base)
    optimizer = torch.optim.AdamW(learner.parameters(), lr=RATE, weight_decay=0.05)
    steps = epochs * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    learner.encoder.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(rows, chance):
            loss = learner.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1:2}  loss {total * BATCH / len(rows):.3f}", flush=True)
    return learner.weights()


def batches(rows: Sequence[Utterance], chance: random.Random) -> list[list[Utterance]]:
    """All rows in random order, those of a batch of like length."""
    order = chance.sample(list(rows), len(rows))
    near = [
        sorted(order[i : i + 8 * BATCH], key=lambda one: len(one.say)) for i in range(0, len(order), 8 * BATCH)
    ]
    found = [part[i : i + BATCH] for part in near for i in range(0, len(part), BATCH)]
    return chance.sample(found, len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(PARTS))
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    chinese = options.language == "zh"
    out = options.out or (CHINESE if chinese else ENGLISH)
    rows = [one for one in learnt() if one.chinese == chinese and one.part not in options.without]
    print(f"{len(rows)} utterances")
    backbone = multilingual() if chinese else english(packaged_weights())
    save_file(train(backbone, rows, options.epochs), out, {"backbone": backbone.name})
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
