"""What items say in each field, by column: fast constraints, shared values. Knows nothing of texts or vectors."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retriever.items import COMPARISONS, Constraint, Item

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

NO_ROWS: Rows = np.zeros(0, dtype=np.int64)


class UnknownField(LookupError):
    """A constraint speaks of a field that no item of the catalogue has; `unknown` holds all such constraints."""

    def __init__(self, message: str, unknown: tuple[Constraint, ...]) -> None:
        super().__init__(message)
        self.unknown = unknown


@dataclass(frozen=True)
class Fields:
    """Columns of a run of items; row i is items[i].

    Attributes:
        items: The records themselves, for what no column answers.
        numbers: Field -> float64 (n,), NaN where the record does not say.
        values: Facet -> value without case -> its rows, ascending.
    """

    items: Sequence[Item]
    numbers: Mapping[str, NDArray[np.float64]]
    values: Mapping[str, Mapping[str, Rows]]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Fields:
        """Reads every field of `items` once."""
        numbers: dict[str, NDArray[np.float64]] = {}
        rows: dict[str, dict[str, list[int]]] = {}
        for row, item in enumerate(items):
            for name, number in item.numbers.items():
                if name not in numbers:
                    numbers[name] = np.full(len(items), math.nan)
                numbers[name][row] = number
            for name, said in item.facets.items():
                values = rows.setdefault(name, {})
                for value in {value.casefold() for value in said}:
                    values.setdefault(value, []).append(row)
        arrays = {
            name: {value: np.array(found, dtype=np.int64) for value, found in values.items()}
            for name, values in rows.items()
        }
        return cls(items, numbers, arrays)

    def rows(self, field: str, value: str) -> Rows:
        """The rows whose facet `field` holds `value`, whatever its case."""
        return self.values.get(field, {}).get(value.casefold(), NO_ROWS)

    def meets(self, constraint: Constraint) -> Mask:
        """bool (n,): constraint.allows(item) for every row, by column where there is one."""
        if constraint.op == "without":
            return np.fromiter((constraint.allows(item) for item in self.items), dtype=bool, count=len(self.items))
        if constraint.op in COMPARISONS or constraint.op == "outside":
            return self._compared(constraint)
        named = np.zeros(len(self.items), dtype=bool)
        for value in constraint.values:
            named[self.rows(constraint.field, str(value))] = True
        return named if constraint.op == "any_of" else self._says.get(constraint.field, named) & ~named

    def _compared(self, constraint: Constraint) -> Mask:
        numbers = self.numbers.get(constraint.field)
        if numbers is None:
            return np.zeros(len(self.items), dtype=bool)
        low, high = float(constraint.values[0]), float(constraint.values[-1])
        if constraint.op == "outside":
            return np.asarray((numbers < low) | (numbers > high))
        return np.asarray(COMPARISONS[constraint.op][1](numbers, low))  # type: ignore[arg-type]  # elementwise

    @cached_property
    def _says(self) -> dict[str, Mask]:
        """Facet -> which rows have any value there."""
        masks = {}
        for name, values in self.values.items():
            masks[name] = np.zeros(len(self.items), dtype=bool)
            for rows in values.values():
                masks[name][rows] = True
        return masks


def check_fields(constraints: Sequence[Constraint], known: set[str]) -> None:
    """Refuses a constraint that no item could ever meet because nobody records its field.

    Raises:
        UnknownField: Names the field, the nearest one there is, and all others.
    """
    unknown = tuple(c for c in constraints if c.op != "without" and c.field not in known)
    for constraint in unknown:
        near = difflib.get_close_matches(constraint.field, sorted(known), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UnknownField(
            f"no item has a field {constraint.field!r} (asked: {constraint}); {hint}"
            f"there are: {', '.join(sorted(known)) or 'none'}",
            unknown,
        )


def conflict(constraints: Sequence[Constraint]) -> tuple[Constraint, Constraint] | None:
    """Two demands that no item of any catalogue can meet together, None where there are none."""
    for i, first in enumerate(constraints):
        for second in constraints[i + 1 :]:
            if first.field == second.field and (_apart(first, second) or _apart(second, first)):
                return first, second
    return None


def _apart(first: Constraint, second: Constraint) -> bool:
    if first.op in ("at_least", "above") and second.op in ("at_most", "below"):
        low, high = float(first.values[0]), float(second.values[0])
        return low > high or (low == high and (first.op, second.op) != ("at_least", "at_most"))
    if (first.op, second.op) == ("any_of", "none_of"):
        refused = {str(value).casefold() for value in second.values}
        return all(str(value).casefold() in refused for value in first.values)
    return False
