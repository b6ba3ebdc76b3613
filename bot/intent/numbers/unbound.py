"""The very bounds that are agreed, taken back: "without under 100 minutes". Knows no wording of limits."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.numbers.kinds import Field
from bot.intent.numbers.limits import Limit
from retriever.items import Constraint, Query

WITHOUT = re.compile(r"\W*without\b", re.IGNORECASE)


def unbound(heard: Heard, limit: Limit, field: Field | None) -> Limit:
    """A bound said to be without is lifted where it is agreed; where it is not it is refused."""
    if field is None or limit.stand != "refused" or not WITHOUT.match(heard.text, limit.start):
        return limit
    return replace(limit, stand="lifted") if without(heard.session.query, limit, field) else limit


def without(query: Query, limit: Limit, field: Field) -> Query | None:
    """The query without the very bounds that were said, None where they are not all agreed."""
    bounds = scaled(replace(limit, stand="demanded"), field).bounds
    said = {Constraint(field.name, op, values) for op, values in bounds}
    if not said <= set(query.must):
        return None
    return replace(query, must=tuple(c for c in query.must if c not in said))


def scaled(limit: Limit, field: Field) -> Limit:
    """In the units of the field."""
    limit = replace(limit, kind="year") if field.kind == "year" else limit
    return replace(limit, low=limit.low * field.scale, high=limit.high * field.scale)
