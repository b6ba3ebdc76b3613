"""What understanding brings on real talks: `python -m benchmarks.intent_talks FILMS_DIR [--index FOLDER]`.

FILMS_DIR as for benchmarks/retrieval.py. The same search and ranker get (1) the whole talk as one text, (2) the
last thing the person said as text, (3) what the parser understood, with the titles it linked itself, (4) the same
with the titles the data names (`seen`). Items named before are never recommended in any of them. Titles that the
parser links are compared with `seen` by benchmarks/linking.py. --index takes an index made before.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.retrieval import Offtrail, open_films, read_data, score
from bot.batch import Talk, TalkReader
from bot.intent.gazetteer import Gazetteer
from bot.intent.learned.tagger import load_taggers
from bot.intent.rules import RuleParser
from retriever.encode import Encoders, SentenceEncoder, packaged_weights
from retriever.items import Query
from retriever.live import LiveIndex
from retriever.store import stores

MAX_CHARS = 4_000


def whole_talk(talk: Talk) -> Query:
    """Everything that was said, the newest first, nothing understood."""
    said = " ".join(message.content for message in reversed(talk.messages))
    return Query(said[:MAX_CHARS], seen=frozenset(talk.seen))


def last_said(talk: Talk) -> Query:
    """The person's last message as it stands."""
    said = next((message.content for message in reversed(talk.messages) if message.role == "user"), "")
    return Query(said, seen=frozenset(talk.seen))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("films", type=Path)
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    encoders = Encoders(SentenceEncoder.load())
    with tempfile.TemporaryDirectory() as folder:
        kept = options.index is not None
        live = (
            LiveIndex(options.index, encoders, stores("chroma"))
            if kept
            else open_films(options.films, Path(folder), encoders)
        )
        report(live, encoders, options.films)


def report(live: LiveIndex, encoders: Encoders, films: Path) -> None:
    """Prints one line a way of reading the talks."""
    data = read_data(films, films / "talks_check.jsonl.gz")
    reader = TalkReader(
        RuleParser(Gazetteer(live.index.items), live.index.item_of, load_taggers(packaged_weights())),
        live.index.item_of,
        0.5,
    )
    started = time.perf_counter()
    understood = [reader.understand(talk) for talk in data.talks]
    seconds = time.perf_counter() - started
    alone = [replace(reader.understand(replace(talk, seen=())), seen=frozenset(talk.seen)) for talk in data.talks]
    ways = {
        "the whole talk as one text": [whole_talk(talk) for talk in data.talks],
        "the last thing said as text": [last_said(talk) for talk in data.talks],
        "parser, titles it linked itself": alone,
        "parser, titles the data names": understood,
    }
    offtrail = Offtrail(live, encoders)
    print(f"{len(data.talks)} talks; reading one takes {1000 * seconds / len(data.talks):.1f} ms")
    print(f"{'':34} R@10 all  tail   R@50 all  tail   (ratio to the whole talk)")
    first = 0.0
    for name, queries in ways.items():
        row = score(name, offtrail(queries), data, live.index.n, 0.0)
        first = first or row.recall["all", 10]
        cells = [row.recall[group, k] for k in (10, 50) for group in ("all", "tail")]
        print(
            f"{name:34} {cells[0]:.3f}    {cells[1]:.3f}   {cells[2]:.3f}    {cells[3]:.3f}"
            f"  ({cells[0] / first:.2f})"
        )


if __name__ == "__main__":
    main()
