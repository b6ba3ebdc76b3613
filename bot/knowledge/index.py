"""Passages with their vectors and words, kept beside the talks. Knows nothing of questions or answers."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.articles import Source, read_articles, read_sources
from bot.knowledge.chance import UNRELATED
from bot.knowledge.nouns import Passage
from bot.knowledge.passages import passages_of
from retriever.encode import Encoder, Encoders, Vectors
from retriever.lexical import AddedWords, LexicalIndex

FORMAT = 1
FILE = "vectors.safetensors"


@dataclass(frozen=True, slots=True)
class Space:
    """Passages as one encoder sees them.

    Attributes:
        vectors: float32 (n, dim), unit rows.
        mean, spread: Of the cosines that questions about other things have with these passages; what a cosine
            is worth differs between encoders and between shops, so it is told in spreads above that chance.
    """

    encoder: Encoder
    vectors: Vectors
    mean: float
    spread: float

    def above_chance(self, question: Vectors, texts: Vectors) -> Vectors:
        """For unit vectors (dim,) and (n, dim): float32 (n,), 0 for what chance would give."""
        return np.asarray((texts @ question - self.mean) / self.spread, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ArticleIndex:
    """All passages, ready to be searched. Safe for many threads.

    Attributes:
        main: As the encoder of the catalogue sees them.
        foreign: As the multilingual encoder does; None where there is none.
        words: BM25 over them.
        weigh: Gives the weight of a word among them.
        han: Which of them are Chinese, bool (n,).
        made: False where kept vectors were used.
    """

    passages: tuple[Passage, ...]
    main: Space
    foreign: Space | None
    words: LexicalIndex
    weigh: AddedWords
    han: NDArray[np.bool_]
    made: bool


def open_articles(folder: Path, kept: Path, encoders: Encoders) -> ArticleIndex:
    """Reads the folder; its vectors come from `kept`, or are made and kept where files or encoders have changed.

    Args:
        folder: Of the articles.
        kept: Folder for what is computed; made where it isn't there.
    Raises:
        FileNotFoundError, ArticleError: The folder or a file in it, named with the line.
        OSError: `kept` can't be written.
    """
    sources = read_sources(folder)
    passages = passages_of(read_articles(sources))
    wanted = _manifest(sources, encoders)
    vectors = _kept(kept / FILE, wanted)
    made = vectors is None
    if vectors is None:
        texts = [passage.indexed for passage in passages]
        vectors = {"main": encoders.main.encode(texts)}
        if encoders.multilingual is not None:
            vectors["foreign"] = encoders.multilingual.encode(texts)
        _keep(kept / FILE, vectors, wanted)
    words = LexicalIndex.build([passage.indexed for passage in passages])
    foreign = encoders.multilingual
    return ArticleIndex(
        passages,
        space(encoders.main, vectors["main"]),
        None if foreign is None else space(foreign, vectors["foreign"]),
        words,
        words.with_more(()),
        np.array([passage.han for passage in passages]),
        made,
    )


def space(encoder: Encoder, vectors: Vectors) -> Space:
    """Measures what chance gives with these passages."""
    cosines = vectors @ encoder.encode(UNRELATED).T  # (n, len(UNRELATED))
    return Space(encoder, vectors, float(cosines.mean()), max(float(cosines.std()), 1e-3))


def _manifest(sources: Sequence[Source], encoders: Encoders) -> str:
    """What the vectors were made of; they are used again only where it is the same to the letter."""
    spaces = [encoders.main, *([encoders.multilingual] if encoders.multilingual else [])]
    cutting = hashlib.sha256("".join(_code()).encode()).hexdigest()
    return json.dumps(
        {
            "format": FORMAT,
            "code": cutting,
            "encoders": [[encoder.name, encoder.dim] for encoder in spaces],
            "files": {source.name: source.sha256 for source in sources},
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _code() -> list[str]:
    """How files are cut is part of what the vectors mean: a new version of the program makes them anew."""
    here = Path(__file__).parent
    names = ("articles.py", "markdown.py", "markup.py", "nouns.py", "passages.py")
    return [(here / name).read_text(encoding="utf-8") for name in names]


def _kept(path: Path, wanted: str) -> dict[str, Vectors] | None:
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as file:
            if (file.metadata() or {}).get("manifest") != wanted:
                return None
            return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # it is no mapping
    except SafetensorError:  # cut short by a full disk: made anew, as `made` tells
        return None


def _keep(path: Path, vectors: dict[str, Vectors], manifest: str) -> None:
    from safetensors.numpy import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        save_file(vectors, new, metadata={"manifest": manifest})
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
