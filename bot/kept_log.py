"""The log a model was trained on, kept for updates and for people who come back. Knows nothing of models.

models/interest/people/v-....parquet    user, item, value (-1 to 1, above 0 liked), time (seconds since 1970)

It names people, so it is no part of the version it belongs to: a version can be passed on without it, and
somebody can be taken out of it without touching the version.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ranker.liking import Rule
from ranker.log import Log
from ranker.ordering import by_time
from ranker.versions import ModelDamaged, ModelMissing

PEOPLE = "people"
A_TALK = "\x1ftalk:"  # begins the name of a talk that stands in a log like a person; nobody is called so
RULE = b"rule"  # what counts as liked, as JSON in the metadata of the file


class PersonUnknown(LookupError):
    """Nobody of that name is in a log that is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptLog:
    """A log as it was learnt from.

    Attributes:
        log: With the rows of today's catalogue.
        rule: What counted as liked; None where the file does not say, so that nothing can be added to it.
    """

    log: Log
    rule: Rule | None


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """Two logs as one.

    Attributes:
        log: Of both.
        new: bool (m,), interactions that the older log does not have, or has with another value.
        absent: bool (m,), those it does not have at all.
    """

    log: Log
    new: NDArray[np.bool_]
    absent: NDArray[np.bool_]


def kept_path(version: Path) -> Path:
    """Where the log of a version is kept."""
    return version.parent / PEOPLE / f"{version.name}.parquet"


def keep_log(version: Path, kept: KeptLog) -> None:
    """Writes the log beside its version, in one step; only the owner of the file may read it."""
    import pyarrow

    log = kept.log
    columns = {
        "user": pyarrow.array(log.user_ids, pyarrow.string()).take(pyarrow.array(log.users)),
        "item": pyarrow.array(log.item_ids, pyarrow.string()).take(pyarrow.array(log.items)),
        "value": pyarrow.array(log.values),
        "time": pyarrow.array(log.times, from_pandas=True),  # NaN becomes null
    }
    said = {} if kept.rule is None else {RULE: json.dumps(asdict(kept.rule)).encode()}
    _write(kept_path(version), pyarrow.table(columns).replace_schema_metadata(said))


def read_kept(version: Path, item_ids: list[str]) -> KeptLog:
    """The log of a version for a catalogue; what people did with items that are gone is left out.

    Raises:
        ModelMissing: No log is kept beside it.
        ModelDamaged: It can't be read.
    """
    from pyarrow import parquet

    path = kept_path(version)
    if not path.is_file():
        raise ModelMissing(f"{path}: the log of the model is gone; train anew with: offtrail train LOG")
    try:
        table = parquet.read_table(path)
        people, items = (table.column(name).combine_chunks().dictionary_encode() for name in ("user", "item"))
        values = table.column("value").to_numpy().astype(np.float32)
        times = table.column("time").to_numpy().astype(np.float64)  # null becomes NaN
        said = (table.schema.metadata or {}).get(RULE)
        rule = None if said is None else Rule(**json.loads(said))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(f"{path}: can't be read ({error}); train anew with: offtrail train LOG") from error
    rows = {id_: row for row, id_ in enumerate(item_ids)}
    places = np.array([rows.get(id_, -1) for id_ in items.dictionary.to_pylist()], dtype=np.int32)
    item = places[items.indices.to_numpy()]
    user = people.indices.to_numpy().astype(np.int32)
    everything = Log(item_ids, people.dictionary.to_pylist(), user, item, values, times)
    return KeptLog(everything.kept(item >= 0), rule)


def merged(old: Log, more: Log) -> Merged:
    """Two logs of one catalogue as one; where both speak of a user and an item, the later one counts.

    At the same second `more` is the later one.
    """
    rows = {user: row for row, user in enumerate(old.user_ids)}
    for user in more.user_ids:
        rows.setdefault(user, len(rows))
    renamed = np.array([rows[user] for user in more.user_ids], dtype=np.int32)
    users = np.concatenate([old.users, renamed[more.users]])
    items, values = np.concatenate([old.items, more.items]), np.concatenate([old.values, more.values])
    times = np.concatenate([old.times, more.times])
    kept = by_time(users, times, items)
    log = Log(old.item_ids, list(rows), users[kept], items[kept], values[kept], times[kept])
    if not len(old):
        return Merged(log, np.ones(len(log), dtype=np.bool_), np.ones(len(log), dtype=np.bool_))
    pairs = users.astype(np.int64) * old.n_items + items
    by_pair = np.argsort(pairs[: len(old)])
    places = by_pair[np.searchsorted(pairs[by_pair], pairs[kept]).clip(max=len(old) - 1)]
    absent = pairs[places] != pairs[kept]
    return Merged(log, absent | (old.values[places] != log.values), absent)


def forget(folder: Path, user: str) -> int:
    """Takes somebody out of the logs of all versions; told how many interactions went.

    Raises:
        PersonUnknown: No log has them.
    """
    from pyarrow import compute, parquet

    gone = 0
    for path in sorted((folder / PEOPLE).glob("*.parquet")):
        table = parquet.read_table(path)
        others = table.filter(compute.not_equal(table.column("user"), user))
        if len(others) < len(table):
            gone += len(table) - len(others)
            _write(path, others)
    if not gone:
        raise PersonUnknown(f"nobody called {user!r} is in a log kept at {folder / PEOPLE}; nothing was changed")
    return gone


def clear_logs(folder: Path) -> None:
    """Removes the logs of versions that are gone, and what a kill left half-written."""
    for path in (folder / PEOPLE).glob("*"):
        if path.suffix != ".parquet" or not (folder / path.stem).is_dir():
            path.unlink()


def _write(path: Path, table: object) -> None:
    from pyarrow import parquet

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    parquet.write_table(table, draft)
    draft.chmod(0o600)
    draft.replace(path)
