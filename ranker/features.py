"""What is known of a person and of items -> numbers that can be weighed. Knows neither weights nor training.

How popular an item is, is left out on purpose: it would teach the model to show everybody the same, and the wanted
amount of it is put back at request time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ranker.log import History, Log, Rows
from ranker.transitions import Transitions

FEATURES = "interest-1"  # what the columns mean; weights learnt from others do not fit

NAMES = (
    "follows",  # what people who liked the newest of these went on to, standardised over the catalogue
    "goes with",  # the same, older likes counting nearly as much
    "taste",  # nearness in the learnt space of people and items, standardised over the catalogue
    "place by follows",  # ln(1 + items of the catalogue that stand above it), the same three once more
    "place by goes with",
    "place by taste",
    "like one",  # cosine of its text to the liked text it is most like
    "like latest",  # and to the newest liked
    "like all",  # and to all of them in the mean
    "words of one",  # the same with the words of records, rare ones weighing more
    "words of latest",
    "next after latest",  # ln(1 + people who liked it directly after the newest liked)
    "next after any",
    "came before",  # ln(1 + people who liked it directly before one of these)
    "history",  # ln(1 + likes known of the person)
)
STANDARDISED = NAMES[:3]  # mean 0 and spread 1 over the catalogue: fit to be summed as they are
LIKENESS = slice(6, len(NAMES) - 1)

NEWEST = 0.7  # weight of a like to that of the one after it, for "follows" and the counts
LASTING = 0.9  # the same for "goes with"
LOOKED_BACK = 8  # newest likes whose texts and successors are compared

Vectors = NDArray[np.float32]
People = Callable[[Sequence[History]], Vectors]  # float32 (n, dim), unit rows; zeros for nobody known


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """All that is known of the n items of a catalogue.

    Attributes:
        items: float32 (n, dim), the towers' vectors; `people` gives those of people.
        transitions: What follows what; None in a catalogue too large for it.
        texts: float32 (n, text dim), unit rows of the encoder.
        words: (n, t), rarity-weighted words of records, unit rows.
        after, before: (n, n), people who liked the column directly after, before the row.
    """

    items: Vectors
    people: People
    transitions: Transitions | None
    texts: Vectors
    words: sp.csr_matrix[Any]
    after: sp.csr_matrix[Any]
    before: sp.csr_matrix[Any]

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Scores of every item for one person: where a score stands among all the others.

    Attributes:
        follows, lasting, taste: float32 (n,), in standard deviations above the mean of the catalogue.
    """

    follows: Vectors
    lasting: Vectors
    taste: Vectors

    def first(self) -> Vectors:
        """float32 (n,), a plain sum of them, by which candidates are found in a whole catalogue."""
        return np.asarray(self.taste + 0.3 * self.follows + 0.15 * self.lasting, dtype=np.float32)


def steps(log: Log) -> sp.csr_matrix[Any]:
    """float32 (n_items, n_items), people who liked the column directly after the row."""
    liked = log.values > 0
    users, items = log.users[liked], log.items[liked]
    same = users[1:] == users[:-1]
    ones = np.ones(int(same.sum()), dtype=np.float32)
    found = sp.csr_matrix((ones, (items[:-1][same], items[1:][same])), (log.n_items, log.n_items))
    found.sum_duplicates()
    return found


def standing(signals: Signals, history: History, person: Vectors | None = None) -> Standing:
    """Every item's standing with one person; person: float32 (dim,), made of the history where None."""
    if person is None:
        person = signals.people([history])[0]
    taste = _standard(signals.items @ person)
    follows = lasting = np.zeros(len(signals), dtype=np.float32)
    if signals.transitions is not None:
        follows = _standard(signals.transitions.of(history, NEWEST))
        lasting = _standard(signals.transitions.of(history, LASTING))
    return Standing(follows, lasting, taste)


def features(signals: Signals, history: History, stood: Standing, candidates: Rows) -> Vectors:
    """What can be weighed of candidates for one person; each row depends on its candidate alone.

    Args:
        signals: Of the catalogue.
        history: What the person did.
        stood: Of the same person, see `standing`.
        candidates: int32 (m,), item rows.
    Returns:
        float32 (m, len(NAMES)), not standardised.
    """
    found = np.zeros((len(candidates), len(NAMES)), dtype=np.float32)
    for column, signal in enumerate((stood.follows, stood.lasting, stood.taste)):
        scores = signal[candidates]
        found[:, column] = scores
        above = len(signal) - np.searchsorted(np.sort(signal), scores, side="right")
        found[:, column + 3] = np.log1p(above)
    liked = history.liked
    found[:, -1] = np.log1p(len(liked))
    if len(liked):
        newest = liked[::-1][:LOOKED_BACK]
        found[:, LIKENESS] = _likeness(signals, newest, candidates)
    return found


def _likeness(signals: Signals, newest: Rows, candidates: Rows) -> Vectors:
    """float32 (m, 8), texts, words and steps between candidates and the newest likes, the newest first."""
    texts = signals.texts[candidates] @ signals.texts[newest].T  # (m, h)
    words = _crossed(signals.words, newest, candidates)
    weights = np.float32(NEWEST) ** np.arange(len(newest), dtype=np.float32)
    after = _cells(signals.after, newest, candidates)  # (h, m)
    before = _cells(signals.before, newest, candidates)
    columns = [texts.max(1), texts[:, 0], texts.mean(1), words.max(1), words[:, 0]]
    columns += [np.log1p(after[0]), np.log1p(weights @ after), np.log1p(weights @ before)]
    return np.stack(columns, 1)


def _crossed(words: sp.csr_matrix[Any], newest: Rows, candidates: Rows) -> Vectors:
    """float32 (m, h), products of word rows: the few liked ones are laid out, candidates stay sparse."""
    laid = words[newest].toarray()  # (h, t)
    starts, ends = words.indptr[candidates], words.indptr[candidates + 1]
    lengths = ends - starts
    total = int(lengths.sum())
    if not total:
        return np.zeros((len(candidates), len(newest)), dtype=np.float32)
    rows = np.repeat(np.arange(len(candidates)), lengths)
    places = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(starts, lengths)
    parts = laid[:, words.indices[places]] * words.data[places]  # (h, total)
    found = [np.bincount(rows, weights=part, minlength=len(candidates)) for part in parts]
    return np.stack(found, 1).astype(np.float32)


def _cells(matrix: sp.csr_matrix[Any], rows: Rows, columns: Rows) -> Vectors:
    """float32 (len(rows), len(columns)), cells of a sparse matrix, a row laid out at a time."""
    found = np.zeros((len(rows), len(columns)), dtype=np.float32)
    laid = np.zeros(matrix.shape[1], dtype=np.float32)
    for at, row in enumerate(rows):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        laid[matrix.indices[inside]] = matrix.data[inside]
        found[at] = laid[columns]
        laid[matrix.indices[inside]] = 0
    return found


def _standard(scores: Vectors) -> Vectors:
    spread = float(scores.std()) if len(scores) else 0.0
    if spread < 1e-9:
        return np.zeros(len(scores), dtype=np.float32)
    return np.asarray((scores - scores.mean()) / spread, dtype=np.float32)
