"""Session -> everything that is kept of a talk, as plain values for JSON. Pure; knows nothing of requests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.messages import Session, Turn
from ranker.rank import Ranked
from retriever.items import Query

FORMAT = "offtrail-talk/1"


def exported(talk: Session) -> dict[str, Any]:
    """All that is kept of a talk; what was shown by id, title, score and reasons.

    The id of the talk is left out: it is the key to it, and a file is passed on more easily than a cookie.
    """
    return {
        "format": FORMAT,
        "agreed": _query(talk.query),
        "pressed": dict(talk.pressed),
        "turns": [_turn(turn) for turn in talk.turns],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "utterance": turn.utterance,
        "text": turn.text,
        "items": [_pick(pick) for pick in turn.picks],
        "notes": list(turn.notes),
        "end": turn.end,
        "origins": dict(turn.origins),
        "must": [asdict(constraint) for constraint in turn.must],
        "agreed": _query(turn.query) if turn.query is not None else None,
        "spoken_of": list(turn.spoken),
        "question": asdict(turn.question) if turn.question else None,
        "language": turn.language,
        "acts": list(turn.acts),
        "seconds": dict(turn.seconds),
        "parts": [asdict(part) for part in turn.parts],
        "unanswered": list(turn.unanswered),
    }


def _pick(pick: Ranked) -> dict[str, Any]:
    reasons = [asdict(reason) for reason in pick.reasons]
    return {"id": pick.item.id, "title": pick.item.title, "score": pick.score, "reasons": reasons}


def _query(query: Query) -> dict[str, Any]:
    return asdict(query) | {"seen": sorted(query.seen)}
