"""How fast replies are written: `python -m benchmarks.writing [--device cuda] [--replies 500]`.

Replies of five items each, side by side: Offtrail's writer; the same weights and prompts through llama-server,
one chat request an item, one after the other; llama-server as it is commonly used, with the packaged weights and
a prompt with examples; transformers. On a GPU (`--device cuda`) transformers alone: batches of 1, 8 and 64
against plain generate().

`--replies N` writes N replies and prints the memory of the process as it goes. Nothing needs a network.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

from benchmarks.claims import Claims, claims
from benchmarks.writing_quality import pick
from benchmarks.writing_ways import (
    ITEMS,
    Count,
    LlamaServer,
    Measured,
    batches_of,
    counter,
    plain_generate,
    side_by_side,
)
from bot.messages import Message
from bot.settings import user_home
from bot.writer import Writer
from bot.writer.grounded import ReplyWriter
from bot.writer.models import weights
from bot.writer.models.llamacpp import LlamaCppWriter
from bot.writer.models.transformers import TransformersWriter
from retriever.items import Query

REPLIES, WARM = 12, 2
IDLE = 0.2  # of a core: below that nothing is being written
GB = 1e9


def row_of(name: str, measured: Sequence[Measured], peer: float) -> str:
    per_second = median(m.tokens / m.whole for m in measured)
    return (
        f"| {name} | {median(m.first for m in measured):.2f} ({max(m.first for m in measured):.2f}) "
        f"| {median(m.whole for m in measured):.2f} ({max(m.whole for m in measured):.2f}) "
        f"| {median(m.tokens for m in measured):.0f} | {per_second:.0f} | {per_second / peer:.2f} |"
    )


def on_the_processor(cache: Path) -> None:
    rows = list(claims("dev", "fresh"))
    groups = list(islice(batches_of(rows), REPLIES + WARM))
    folder = weights.converted(cache)
    count = counter(folder)
    tuned = weights.tuned_gguf(cache)
    ours = LlamaCppWriter.load(tuned)
    same, common = LlamaServer(tuned), LlamaServer(weights.packaged())
    transformers = TransformersWriter.load(str(folder), "cpu", stall_seconds=120)
    ways: dict[str, Callable[[Sequence[Claims]], Measured]] = {
        "llama-server, packaged weights, prompt with examples, one by one": lambda group: common.one_by_one(
            group, "tell_examples", count
        ),
        "llama-server, our weights and prompt, one by one": lambda group: same.one_by_one(group, "tell", count),
        "Offtrail through transformers, items in one batch": lambda group: side_by_side(
            transformers, group, count
        ),
        "Offtrail through llama.cpp, items side by side": lambda group: side_by_side(ours, group, count),
    }
    taken: dict[str, list[Measured]] = {name: [] for name in ways}
    for number, group in enumerate(groups):
        for name, way in ways.items():  # in turn, so that a busy minute falls on all of them
            measured = way(group)
            if number >= WARM:
                taken[name].append(measured)
    peer = median(
        m.tokens / m.whole for m in taken["llama-server, packaged weights, prompt with examples, one by one"]
    )
    print(f"{REPLIES} replies of {ITEMS} items; median (slowest)")
    print("| way | s to the first word by a model | s to the last | tokens | tokens/s | ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, measured in taken.items():
        print(row_of(name, measured, peer))
    whole_replies(ours, groups)
    to_the_limit(ours, tuned, count, rows[0])
    closings(ours, groups)


def whole_replies(writer: Writer, groups: Sequence[Sequence[Claims]]) -> None:
    """As a person waits for them: with the check, new drafts and what is composed."""
    replies = ReplyWriter(writer, "tell")
    firsts, model_firsts, wholes, by_model, items = [], [], [], 0, 0
    for group in groups[WARM:]:
        began = time.perf_counter()
        first = by = 0.0
        wish = group[0].wish
        for text in replies.reply(Query(wish), [pick(row) for row in group]):
            first = first or time.perf_counter() - began
            if text.origin == "model":
                by = by or time.perf_counter() - began
                by_model += 1
        wholes.append(time.perf_counter() - began)
        firsts.append(first)
        model_firsts += [by] if by else []
        items += len(group)
    print(
        f"whole replies, checked, one wish for five items: first word {median(firsts):.3f} s, first sentence "
        f"by the model {median(model_firsts):.2f} s ({max(model_firsts):.2f}), whole {median(wholes):.2f} s "
        f"({max(wholes):.2f}); written by the model: {by_model} of {items}"
    )


def to_the_limit(writer: Writer, path: Path, count: Count, row: Claims) -> None:
    """One text alone, against the time it takes to read the weights once a token."""
    speeds = []
    for _ in range(5):
        pieces = writer.write([Message("user", "Tell a long story of the sea. " + row.item.description)], 120)
        _, began = next(pieces), time.perf_counter()
        rest = "".join(pieces)
        speeds.append(count(rest) / (time.perf_counter() - began))
    read = bandwidth()
    limit = read / path.stat().st_size
    print(
        f"one text alone: {median(speeds):.0f} tokens/s; memory reads {read / GB:.0f} GB/s, weights of "
        f"{path.stat().st_size / 1e6:.0f} MB: limit {limit:.0f} tokens/s, {median(speeds) / limit:.0%} of it"
    )


def closings(writer: Writer, groups: Sequence[Sequence[Claims]]) -> None:
    """Seconds from closing a reply to an idle processor."""
    chance, replies, taken = random.Random(1), ReplyWriter(writer, "tell"), []
    for group in [*groups, *groups]:
        stop = Event()
        reply = replies.reply(Query(group[0].wish), [pick(row) for row in group], stop=stop)
        reader = Thread(target=lambda: list(reply))  # noqa: B023
        reader.start()
        time.sleep(chance.uniform(0.05, 1.5))
        began = time.perf_counter()
        stop.set()
        taken.append(until_idle(began))
        reader.join()
    quick = sum(seconds <= 0.1 for seconds in taken)
    print(
        f"stopped while writing: processor idle after {median(taken) * 1000:.0f} ms, at most "
        f"{max(taken) * 1000:.0f} ms; within 100 ms {quick} of {len(taken)}"
    )


def until_idle(began: float) -> float:
    """Seconds from `began` until the process rests; a rest of 20 ms counts."""
    while True:
        at, used = time.perf_counter(), time.process_time()
        time.sleep(0.02)
        if (time.process_time() - used) / (time.perf_counter() - at) < IDLE:
            return at - began


def bandwidth() -> float:
    """Bytes a second that all cores together read from memory."""
    import torch

    block = torch.ones(250_000_000)  # 1 GB, far more than any cache
    best = min(timed(block.sum) for _ in range(5))
    return block.numel() * 4 / best


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def on_a_gpu(cache: Path, device: str) -> None:
    """transformers at batches of 1, 8 and 64, with a dynamic and a static compiled cache, against generate()."""
    import torch

    rows = list(claims("dev", "fresh"))
    folder = weights.converted(cache)
    count = counter(folder)
    size = sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    print("| way | batch | s to the first word | tokens/s | ratio |")
    print("|---|---:|---:|---:|---:|")
    for n in (1, 8, 64):
        writers = {
            "Offtrail, dynamic cache": TransformersWriter.load(str(folder), device, at_once=n),
            "Offtrail, static cache, compiled": TransformersWriter.load(
                str(folder), device, at_once=n, fixed=True
            ),
        }
        groups = list(islice(batches_of(rows, n), 6))
        peer = median(plain_generate(writers["Offtrail, dynamic cache"], group, count) for group in groups[1:])
        print(f"| plain generate(), one after the other | {n} | | {peer:.0f} | 1.00 |")
        for name, writer in writers.items():
            taken = [side_by_side(writer, group, count) for group in groups][2:]
            speed = median(m.tokens / m.whole for m in taken)
            print(f"| {name} | {n} | {median(m.first for m in taken):.3f} | {speed:.0f} | {speed / peer:.2f} |")
            if n == 1:
                block = torch.ones(500_000_000, device=device)
                block.sum().item()
                read = block.numel() * 4 / min(timed(lambda: block.sum().item()) for _ in range(5))  # noqa: B023
                print(f"memory reads {read / GB:.0f} GB/s: {speed * size / read:.0%} of the limit at batch 1")


def many(cache: Path, n: int) -> None:
    """Memory of the process over `n` replies."""
    replies = ReplyWriter(LlamaCppWriter.load(weights.tuned_gguf(cache)), "tell")
    rows = list(claims("dev", "fresh"))
    print("| replies | MB in use | MB at most |")
    print("|---:|---:|---:|")
    for number, group in enumerate(islice(batches_of(rows), n), 1):
        for _ in replies.reply(Query(group[0].wish), [pick(row) for row in group]):
            pass
        if number in (1, 10, 50) or number % 100 == 0:
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(f"| {number} | {in_use() / 1e6:.0f} | {most / 1e3:.0f} |", flush=True)


def in_use() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--replies", type=int, default=0)
    parser.add_argument("--stops", action="store_true", help="only how soon a stop is heard")
    options = parser.parse_args()
    cache = user_home() / "models"
    if options.stops:
        closings(LlamaCppWriter.load(weights.tuned_gguf(cache)), list(islice(batches_of(list(claims("dev"))), 12)))
    elif options.replies:
        many(cache, options.replies)
    elif options.device == "cpu":
        on_the_processor(cache)
    else:
        on_a_gpu(cache, options.device)


if __name__ == "__main__":
    main()
