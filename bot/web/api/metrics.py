"""Counts of what the API does, as Prometheus reads them. Knows nothing of requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from threading import Lock

SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[tuple[str, str], ...]

HELP = {
    "offtrail_requests_total": ("counter", "Requests answered, by route, method and status."),
    "offtrail_turns_total": ("counter", "Turns, by how they ended: end, stopped, failed."),
    "offtrail_turns_refused_total": ("counter", "Turns refused because all places were taken."),
    "offtrail_request_seconds": ("histogram", "From the request to the end of its answer, by route."),
    "offtrail_first_card_seconds": ("histogram", "From the request to the first chunk of a turn."),
    "offtrail_turns_running": ("gauge", "Turns at this moment."),
}


class Metrics:
    """Counters, histograms and gauges. Their labels are names of routes and the like, so that they stay few."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, Labels]] = Counter()
        self._sums: Counter[tuple[str, Labels]] = Counter()
        self._buckets: dict[tuple[str, Labels], list[int]] = {}
        self._gauges: dict[str, Callable[[], float]] = {}

    def count(self, name: str, **labels: str) -> None:
        """One more."""
        with self._lock:
            self._counts[name, tuple(labels.items())] += 1

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """One more that took so long."""
        key = name, tuple(labels.items())
        with self._lock:
            buckets = self._buckets.setdefault(key, [0] * (len(SECONDS) + 1))
            buckets[next((place for place, most in enumerate(SECONDS) if seconds <= most), len(SECONDS))] += 1
            self._sums[key] += seconds  # type: ignore[assignment]

    def gauge(self, name: str, read: Callable[[], float]) -> None:
        """A number that is read when it is asked for."""
        self._gauges[name] = read

    def text(self) -> str:
        """All of them, in the text format."""
        with self._lock:
            counts, sums = dict(self._counts), dict(self._sums)
            buckets = {key: list(found) for key, found in self._buckets.items()}
        lines: list[str] = []
        for name, (kind, help_) in HELP.items():
            lines += [f"# HELP {name} {help_}", f"# TYPE {name} {kind}"]
            if kind == "counter":
                lines += [
                    f"{name}{_set(labels)} {n}" for (named, labels), n in sorted(counts.items()) if named == name
                ]
            elif kind == "gauge":
                lines += [f"{name} {self._gauges[name]():g}"] if name in self._gauges else []
            else:
                for (named, labels), found in sorted(buckets.items()):
                    lines += _histogram(name, labels, found, sums[named, labels]) if named == name else ()
        return "\n".join(lines) + "\n"


def _histogram(name: str, labels: Labels, found: list[int], total: float) -> Iterator[str]:
    below = 0
    for most, n in zip((*map(str, SECONDS), "+Inf"), found, strict=True):
        below += n
        yield f"{name}_bucket{_set((*labels, ('le', most)))} {below}"
    yield f"{name}_sum{_set(labels)} {total:.6f}"
    yield f"{name}_count{_set(labels)} {below}"


def _set(labels: Labels) -> str:
    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    return "{" + ",".join(f'{name}="{escaped(value)}"' for name, value in labels) + "}" if labels else ""
