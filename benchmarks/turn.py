"""Time from utterance to first card, first word and last word: `python benchmarks/turn.py`.

Twenty requests, each in a talk of its own, after two that are not counted. The writer of the settings runs side
by side with the composer (no model), in turn, and each figure comes with its ratio to the composer's.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from statistics import median

from bot.build import build
from bot.settings import read_settings
from bot.turn import Bot

MOMENTS = ("first_card", "first_word", "last_word")

REQUESTS = (
    "a quiet, melancholic science-fiction film that few people know",
    "something funny and absurd from Scandinavia",
    "a documentary about music",
    "a tender love story between older people",
    "an eerie ghost story from Japan",
    "a film about trains",
    "a heist that goes wrong, in black and white",
    "a coming-of-age story in a small village",
    "a surreal animation for grown-ups",
    "something slow and poetic about memory",
    "a satire of bureaucracy",
    "a musical, but a strange one",
    "a western that is not American",
    "a courtroom drama before 1970",
    "a film about a lonely child and an animal",
    "a dark comedy about a funeral",
    "a road movie in Latin America",
    "martial arts with humour",
    "a silent film that still feels fresh",
    "a thriller in one room",
)


def measure(bot: Bot, request: str) -> dict[str, float]:
    """Seconds to each moment of one turn."""
    seconds = bot(request).metadata["seconds"]
    assert isinstance(seconds, dict)
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = read_settings({"home": home})
        bots = {
            "writer": build(replace(settings, writer="auto")),
            "composer": build(replace(settings, writer="composer")),
        }
        print("\n".join(bots["writer"].about), file=sys.stderr)
        taken: dict[str, list[dict[str, float]]] = {name: [] for name in bots}
        for number, request in enumerate((*REQUESTS[:2], *REQUESTS)):
            for name, bot in bots.items():
                seconds = measure(bot, request)
                if number >= 2:
                    taken[name].append(seconds)
        print(f"{len(REQUESTS)} requests, {bots['writer'].n} items each; median seconds (slowest)")
        print(f"| {'':9} | {' | '.join(f'{moment:>15}' for moment in MOMENTS)} |")
        print(f"|{'-' * 11}|{'|'.join('-' * 16 + ':' for _ in MOMENTS)}|")
        for name, rows in taken.items():
            cells = [f"{median(r[m] for r in rows):.3f} ({max(r[m] for r in rows):.3f})" for m in MOMENTS]
            print(f"| {name:9} | {' | '.join(f'{cell:>15}' for cell in cells)} |")
        pairs = zip(taken["writer"], taken["composer"], strict=True)
        ratios = [{m: a[m] / max(b[m], 1e-9) for m in MOMENTS} for a, b in pairs]
        print(f"| {'ratio':9} | {' | '.join(f'{median(r[m] for r in ratios):>15.1f}' for m in MOMENTS)} |")
        total = share = 0
        for request in REQUESTS:
            sentences = bots["writer"](request).metadata["sentences"]
            assert isinstance(sentences, list)
            about_items = [s for s in sentences if s["item"] and len(s["text"].split()) > 3]
            total += len(about_items)
            share += sum(s["origin"] == "model" for s in about_items)
        print(f"sentences about items that the model wrote and the check let pass: {share} of {total}")


if __name__ == "__main__":
    main()
