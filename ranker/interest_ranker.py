"""Candidates in the order of what is asked for and of what this person likes. Knows nothing of files or words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ranker.interested import Interested
from ranker.rank import ConnectionsOf, FusionRanker, Ranked, VectorsOf
from ranker.talk import talk_features
from retriever.items import Candidate, Item, Query

AGREED = 0.25  # of a standard deviation of the model's log-odds, in units of `fused`; chosen on training talks
ALONE = 2.0  # the same where nothing was asked for: then what the person did is all there is
TOLD_OF_PAST = 10  # newest likes of a history that reasons may name


class InterestRanker(FusionRanker):
    """The fused score with the interest model in it; seats, spread and reasons as the baseline has them.

    Where talks were learnt from, their judge weighs everything anew. Where nothing is known of the person, by this
    talk or by a log, the order is the baseline's.
    """

    def __init__(
        self,
        item_of: Callable[[str], Item | None],
        vectors_of: VectorsOf,
        connections_of: ConnectionsOf,
        interested: Callable[[], Interested],
    ) -> None:
        """`interested` gives the model as it is now; the rest as for FusionRanker."""
        super().__init__(item_of, vectors_of, connections_of)
        self._interested = interested
        self.name = "fusion of the search legs and the interest model"

    def rank(self, query: Query, candidates: Sequence[Candidate], n: int) -> list[Ranked]:
        past = self._interested().liked(query.user) if query.user else ()
        said = {*query.liked, *query.disliked}
        told = replace(query, liked=(*(id_ for id_ in past[-TOLD_OF_PAST:] if id_ not in said), *query.liked))
        return [
            Ranked(candidate.item, value, self._reasons(told, candidate))
            for candidate, value in self._best(query, candidates, n)
        ]

    def _values(self, query: Query, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        fused = super()._values(query, candidates)
        model = self._interested()
        said = model.weighed(query, [candidate.item.id for candidate in candidates])
        if said is None:
            return fused
        logits, made_of = said
        if model.talk is not None and query.text:
            judged = model.talk.scores(talk_features(query, candidates, logits, made_of))
            asked_by_name = [candidate.legs.get("title", 0.0) for candidate in candidates]
            return np.asarray(judged, dtype=np.float64) + asked_by_name
        standard = (logits - logits.mean()) / max(float(logits.std()), 1e-6)
        return np.asarray(fused + (AGREED if query.text or query.liked else ALONE) * standard)
