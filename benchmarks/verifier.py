"""How many lies the check catches, and how many true sentences it takes for lies.

    python -m benchmarks.verifier [--part dev|fresh|test] [--faults]

Sentences by four writers (tests/data/README.md). `--faults` lists what it gets wrong; not for `test`, which is put
aside: whoever reads its faults can't measure on it any more.
"""

from __future__ import annotations

import argparse
from time import perf_counter

from benchmarks.claims import PARTS, Claims, claims
from bot.writer.grounded import problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    if options.faults and options.part == "test":
        parser.error("the faults of the part `test` stay unread")
    print("| part | lies | caught | recall | true texts | taken for lies | share | ms a text |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for part in (options.part,) if options.part else PARTS:
        rows = list(claims(part))
        began = perf_counter()
        caught = [row for row in rows if found(row, row.lie)]
        alarms = [row for row in rows if found(row, row.true)]
        each = 1000 * (perf_counter() - began) / (2 * len(rows))
        n = len(rows)
        print(
            f"| `{part}` | {n} | {len(caught)} | {len(caught) / n:.3f} "
            f"| {n} | {len(alarms)} | {len(alarms) / n:.3f} | {each:.1f} |"
        )
        if options.faults:
            for row in rows:
                if row not in caught:
                    print(f"missed ({row.kind}): {row.lie}")
                if row in alarms:
                    print(f"alarm ({'; '.join(found(row, row.true))}): {row.true}")


def found(row: Claims, text: str) -> tuple[str, ...]:
    """What the check finds in a text about the record of `row`."""
    return problems(text, row.item, row.wish, row.others)


if __name__ == "__main__":
    main()
