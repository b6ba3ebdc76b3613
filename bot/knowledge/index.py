"""Passages with their vectors and words, kept beside the talks. Knows nothing of questions or answers."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.articles import Source, read_articles, read_sources
from bot.knowledge.chance import UNRELATED
from bot.knowledge.expects import HOLDS, Kind, holds
from bot.knowledge.nouns import Passage
from bot.knowledge.passages import passages_of
from bot.knowledge.postings import Postings
from retriever.encode import Encoder, Encoders, Vectors

FORMAT = 2
LEAST_SPREAD = 0.05  # of cosines; else an encoder to which all texts are strange would make much of nothing
FAR = 8.0  # spreads
FILE = "vectors.safetensors"


@dataclass(frozen=True, slots=True)
class Near:
    """Texts as one encoder sees them.

    Attributes:
        vectors: float32 (n, dim), unit rows.
        mean, spread: Of the cosines that questions about other things have with these texts; what a cosine
            is worth differs between encoders and between shops, so it is told in spreads above that chance.
    """

    vectors: Vectors
    mean: float
    spread: float

    def above_chance(self, question: Vectors) -> Vectors:
        """For a unit vector (dim,): float32 (n,), 0 for what chance would give, never more than FAR from it."""
        spreads = (self.vectors @ question - self.mean) / self.spread
        return np.asarray(np.clip(spreads, -FAR, FAR), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Space:
    """All that one encoder sees of the passages: whole, by what they stand under, and each sentence below that."""

    encoder: Encoder
    whole: Near
    heads: Near
    sentences: Near


@dataclass(frozen=True, slots=True)
class ArticleIndex:
    """All passages, ready to be searched. Safe for many threads.

    Attributes:
        main: As the encoder of the catalogue sees them.
        foreign: As the multilingual encoder does; None where there is none.
        words: Where each term stands.
        starts: The first sentence of each passage among all sentences, int (n,).
        articles: The number of the article that each is of, int (n,).
        fits: Whether each sentence has what a kind of question asks for, bool (sentences,).
        han: Which of them are Chinese, bool (n,).
        made: False where kept vectors were used.
    """

    passages: tuple[Passage, ...]
    main: Space
    foreign: Space | None
    words: Postings
    starts: NDArray[np.intp]
    articles: NDArray[np.intp]
    fits: Mapping[Kind, NDArray[np.bool_]]
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
        vectors = _encoded(passages, encoders)
        _keep(kept / FILE, vectors, wanted)
    foreign = encoders.multilingual
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    return ArticleIndex(
        passages,
        _space("main", encoders.main, vectors),
        None if foreign is None else _space("foreign", foreign, vectors),
        Postings.build(passages),
        np.cumsum([0, *(len(passage.sentences) for passage in passages[:-1])]),
        _numbered(passages),
        {kind: np.array([holds(sentence, kind) for sentence in sentences]) for kind in HOLDS},
        np.array([passage.han for passage in passages]),
        made,
    )


def _numbered(passages: Sequence[Passage]) -> NDArray[np.intp]:
    numbers: dict[tuple[str, str], int] = {}
    return np.array([numbers.setdefault((one.file, one.article), len(numbers)) for one in passages], dtype=np.intp)


def _encoded(passages: Sequence[Passage], encoders: Encoders) -> dict[str, Vectors]:
    """Every passage whole, what it stands under, and its sentences with that; for each encoder."""
    texts = {
        "whole": [passage.indexed for passage in passages],
        "heads": [passage.under for passage in passages],
        "sentences": [f"{passage.under}. {sentence}" for passage in passages for sentence in passage.sentences],
    }
    spaces = {"main": encoders.main} | ({"foreign": encoders.multilingual} if encoders.multilingual else {})
    return {f"{name}.{part}": by.encode(said) for name, by in spaces.items() for part, said in texts.items()}


def _space(name: str, encoder: Encoder, vectors: Mapping[str, Vectors]) -> Space:
    unrelated = encoder.encode(UNRELATED)

    def near(part: str) -> Near:
        cosines = vectors[f"{name}.{part}"] @ unrelated.T  # (n, len(UNRELATED))
        return Near(vectors[f"{name}.{part}"], float(cosines.mean()), max(float(cosines.std()), LEAST_SPREAD))

    return Space(encoder, near("whole"), near("heads"), near("sentences"))


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
