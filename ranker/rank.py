"""Candidates -> a short ordered list with reasons. Knows nothing of how candidates were found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ranker.tiers import tiers
from retriever.items import Candidate, Constraint, Item, Query
from retriever.lexical import shared_words
from retriever.tail import HEAD, band
from retriever.why import Connection

ReasonKind = Literal["wish", "preference", "liked", "shared", "together", "constraint", "tail"]

Vectors = NDArray[np.float32]
VectorsOf = Callable[[Sequence[str]], Vectors]  # ids -> float32 (n, dim), unit rows
ConnectionsOf = Callable[[Query, str], Sequence[Connection]]

HEAD_SHARE = 0.6  # of a list without any pull to the tail; (1 - niche) of it with one
SPREAD = 0.1  # what a cosine of 1 to something already picked costs, in units of `fused`

OWN: frozenset[ReasonKind] = frozenset(
    {"wish", "preference", "liked", "shared", "together"}
)  # all but fame and demands
LIKE_ENOUGH = 0.35  # cosine of MiniLM texts from which a likeness is worth naming


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item was picked: its kind, and the evidence from the record or from the talk.

    Attributes:
        evidence: "field: value", words of the wish, a title, or a number of people, by kind.
        of: For "shared" and "together" the title of the liked item it is tied to.
    """

    kind: ReasonKind
    evidence: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item in its place. `score`: larger is better, comparable within one list only."""

    item: Item
    score: float
    reasons: tuple[Reason, ...] = ()


class Ranker(Protocol):
    """Orders candidates by how much this person would enjoy them."""

    name: str

    def rank(self, query: Query, candidates: Sequence[Candidate], n: int) -> list[Ranked]:
        """At most `n` of `candidates`, best first; the order of `candidates` does not matter."""
        ...


class FusionRanker:
    """The baseline: the fused score of the search, seats for head and tail, near-twins apart."""

    name = "fusion of the search legs"

    def __init__(
        self,
        item_of: Callable[[str], Item | None],
        vectors_of: VectorsOf,
        connections_of: ConnectionsOf = lambda _, __: (),
    ) -> None:
        self._item_of = item_of
        self._vectors_of = vectors_of
        self._connections_of = connections_of

    def rank(self, query: Query, candidates: Sequence[Candidate], n: int) -> list[Ranked]:
        return [
            Ranked(candidate.item, value, self._reasons(query, candidate))
            for candidate, value in self._best(query, candidates, n)
        ]

    def order(self, query: Query, candidates: Sequence[Candidate], n: int) -> list[tuple[str, float]]:
        """`rank` without reasons, for batches: (item id, score), best first.

        There what a talk names becomes a preference wholesale, so preferences make no tiers, and the head need not
        meet one to keep its seats.
        """
        best = self._best(query, candidates, n, heeding=False)
        return [(candidate.item.id, value) for candidate, value in best]

    def _best(
        self, query: Query, candidates: Sequence[Candidate], n: int, heeding: bool = True
    ) -> list[tuple[Candidate, float]]:
        """The list, with what each is worth; `heeding`: what was asked for comes before fame and score."""
        if not candidates:
            return []
        ordered = sorted(candidates, key=lambda candidate: candidate.item.id)
        scores = self._values(query, ordered)
        heads = np.array([candidate.head for candidate in ordered])
        vectors = self._vectors_of([candidate.item.id for candidate in ordered])
        tier = tiers(query, ordered, self._item_of) if heeding else np.zeros(len(ordered), dtype=np.int64)
        rows: list[int] = []
        for one in np.unique(tier):
            inside = [np.flatnonzero((tier == one) & (heads == half)) for half in (False, True)]
            tail, head = (_spread_half(scores, vectors, n, half) for half in inside)
            stays = self._earned(query, ordered, tail, head) if heeding else head
            rows += _seated(iter(tail), iter(stays), range(len(rows), n), HEAD_SHARE * (1 - query.niche))
            rows += [row for row in head if row not in rows][: n - len(rows)]
            if len(rows) >= n:
                break
        told = np.minimum.accumulate(scores[rows])  # neither halves nor tiers compare; what is told never rises
        return [(ordered[row], float(value)) for row, value in zip(rows, told, strict=True)]

    def _earned(
        self, query: Query, candidates: Sequence[Candidate], tail: Sequence[int], head: Sequence[int]
    ) -> list[int]:
        """Rows of the head that have something of the wish; all where the tail meets no preference either."""
        if not any(constraint.allows(candidates[row].item) for constraint in query.prefer for row in tail):
            return list(head)
        return [row for row in head if self._speaks(query, candidates[row])]

    def _speaks(self, query: Query, candidate: Candidate) -> bool:
        return "title" in candidate.legs or any(reason.kind in OWN for reason in self._reasons(query, candidate))

    def _values(self, query: Query, candidates: Sequence[Candidate]) -> NDArray[np.float64]:  # noqa: ARG002
        """float64 (m,), what each is worth before seats and spread; comparable within head and within tail."""
        return np.array([candidate.fused for candidate in candidates])

    def _reasons(self, query: Query, candidate: Candidate) -> tuple[Reason, ...]:
        item = candidate.item
        held = [c for c in query.prefer if c.op != "without" and c.allows(item)]
        reasons = [Reason("preference", evidence(c, item)) for c in held]
        told = " ".join(reason.evidence for reason in reasons)
        words = shared_words(query.text, item.text())
        if fresh := [word for word in words if word not in shared_words(query.text, told)]:
            reasons.append(Reason("wish", ", ".join(fresh)))
        reasons += self._ties(query, item)
        if candidate.likeness >= LIKE_ENOUGH and (liked := self._closest(query.liked, item)):
            reasons.append(Reason("liked", liked.title))
        demands = [evidence(c, item) for c in query.must if c.op != "without"]
        reasons += [Reason("constraint", text) for text in demands if text not in {r.evidence for r in reasons}]
        if item.tail >= HEAD and item.count is not None:
            reasons.append(Reason("tail", f"{band(item.tail)}, count {item.count}"))
        return tuple(dict.fromkeys(reasons))

    def _ties(self, query: Query, item: Item) -> list[Reason]:
        """What ties the item to a liked one, on record or by the people who touched both."""
        reasons = []
        for tie in self._connections_of(query, item.id):
            liked = self._item_of(tie.liked)
            if liked is not None:
                said = f"{tie.field}: {tie.value}" if tie.kind == "shared" else str(tie.people)
                reasons.append(Reason(tie.kind, said, liked.title))
        return reasons

    def _closest(self, liked: Sequence[str], item: Item) -> Item | None:
        known = [other for id_ in liked if (other := self._item_of(id_))]
        if not known:
            return None
        cosines = self._vectors_of([other.id for other in known]) @ self._vectors_of([item.id])[0]
        return known[int(np.argmax(cosines))]


def _spread_half(scores: NDArray[np.float64], vectors: Vectors, n: int, half: NDArray[np.int64]) -> list[int]:
    """`spread` among some rows only."""
    return [int(half[place]) for place in spread(scores[half], vectors[half], n)]


def _seated(tail: Iterator[int], head: Iterator[int], places: range, head_share: float) -> list[int]:
    """Rows of both halves, each in its order, the head's seats spread evenly; an empty half leaves its seats."""
    rows: list[int] = []
    for place in places:
        for_head = int((place + 1) * head_share + 0.5) > int(place * head_share + 0.5)
        first, second = (head, tail) if for_head else (tail, head)
        row = next(first, None)
        row = next(second, None) if row is None else row
        if row is None:
            break
        rows.append(row)
    return rows


def spread(scores: NDArray[np.float64], vectors: Vectors, n: int) -> list[int]:
    """Picks n rows, high scores first, each paying for its likeness to those already picked.

    Args:
        scores: (m,), larger is better.
        vectors: float32 (m, dim), unit rows.
        n: How many to pick; fewer where m is smaller.
    Returns:
        Row numbers, in the order picked; equal values go by row.
    Source: Carbonell and Goldstein, The use of MMR, diversity-based reranking, SIGIR 1998.
    """
    left = scores.astype(np.float64)
    nearest = np.zeros(len(scores))
    picked: list[int] = []
    for _ in range(min(n, len(scores))):
        best = int(np.argmax(left - SPREAD * nearest))
        picked.append(best)
        left[best] = -np.inf
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return picked


def evidence(constraint: Constraint, item: Item) -> str:
    """What the record says in the field a constraint speaks of, e.g. "country: France"."""
    if constraint.field in item.numbers:
        return f"{constraint.field}: {item.numbers[constraint.field]:g}"
    values = item.facets.get(constraint.field, ())
    wanted = {str(value).casefold() for value in constraint.values}
    hits = [v for v in values if v.casefold() in wanted] if constraint.op == "any_of" else []
    return f"{constraint.field}: {', '.join(hits or values)}"
