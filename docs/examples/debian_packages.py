"""Debian's list of packages -> a catalogue for `offtrail index`. Knows nothing of Offtrail, only what it reads.

    apt-cache dumpavail | python docs/examples/debian_packages.py > packages.jsonl
    offtrail index packages.jsonl

dumpavail has the short descriptions alone. The long ones stand in files of their own; send them along:

    { apt-cache dumpavail; /usr/lib/apt/apt-helper cat-file /var/lib/apt/lists/*_Translation-en*; } \
        | python docs/examples/debian_packages.py > packages.jsonl

(Where there are none: apt-get update -o Acquire::Languages=en.) Of each package the newest version counts. Left
out are maintainers (people with their addresses), homepages and versions (every word of an item is searched, and
nobody searches by these), and the priority where it is "optional", as it nearly always is.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Stanza = dict[str, str]
Record = dict[str, str | int | list[str]]

MAX_CHARS = 20_000  # more, offtrail does not take; a few packages of TeX list thousands of others
FIELD = re.compile(r"([!-9;-~]+):[ \t]*(.*)")


class PackagesError(ValueError):
    """The text is no list of packages; says where, what came and what to do."""


def stanzas(lines: Iterable[str], source: str) -> Iterator[Stanza]:
    """Blocks of `Field: value`, the names in lower case; a value of several lines keeps its line ends.

    Raises:
        PackagesError: A line is neither a field nor the continuation of one, or a block has no Package.
    """
    stanza: Stanza = {}
    name, start = "", 0
    for number, line in enumerate(lines, 1):
        line = line.rstrip()  # noqa: PLW2901
        field = FIELD.fullmatch(line)
        if stanza and (not line or (field and field[1].lower() == "package" and "package" in stanza)):
            yield _checked(stanza, f"{source}:{start}")
            stanza, name = {}, ""
        if field:
            start = start if stanza else number
            name = field[1].lower()
            stanza[name] = field[2]
        elif name and line[:1] in (" ", "\t"):
            stanza[name] += "\n" + line[1:]
        elif line:
            raise PackagesError(
                f"{source}:{number}: wanted 'Field: value', got {line[:80]!r}; "
                "this reads what `apt-cache dumpavail` prints"
            )
    if stanza:
        yield _checked(stanza, f"{source}:{start}")


def catalogue(blocks: Iterable[Stanza]) -> Iterator[Record]:
    """One record a package, the newest version, in the order of the list.

    A block without Version is a translation file's: its description belongs to all packages with that
    Description-md5.
    """
    newest: dict[str, Stanza] = {}
    described: dict[str, str] = {}
    for block in blocks:
        if "version" not in block and "description-en" in block:
            described[block.get("description-md5", "")] = block["description-en"]
            continue
        known = newest.get(block["package"])
        if known is None or version_key(block.get("version", "")) > version_key(known.get("version", "")):
            newest[block["package"]] = block
    for block in newest.values():
        yield record(block, described.get(block.get("description-md5", "-"), ""))


def record(block: Stanza, described: str = "") -> Record:
    """A package as an item; a field it does not have is left out. The longest description there is, is taken."""
    name = block["package"]
    texts = (block.get("description-en", ""), block.get("description", ""), described)
    made: Record = {"id": name, "title": name, "description": _prose(max(texts, key=len))[:MAX_CHARS]}
    if section := block.get("section"):
        made["section"] = section
    if tags := [tag for tag in re.split(r"[,\s]+", block.get("tag", "")) if tag]:
        made["tags"] = tags
    if (priority := block.get("priority", "optional")) != "optional":
        made["priority"] = priority
    if re.fullmatch(r"\d+", size := block.get("installed-size", "")):
        made["installed_size_kb"] = int(size)
    return made


def version_key(version: str) -> tuple[object, ...]:
    """Sorts as Debian sorts versions: epoch first, numbers as numbers, "~" before the end, letters before signs.

    Source: Debian Policy Manual, section 5.6.12.

    >>> sorted(["1.10", "1.9", "1:0.1", "1.9~rc1"], key=version_key)
    ['1.9~rc1', '1.9', '1.10', '1:0.1']
    """
    epoch, colon, rest = version.partition(":")
    if not colon:
        epoch, rest = "0", version
    upstream, _, revision = rest.rpartition("-") if "-" in rest else (rest, "", "0")
    return (int(epoch) if epoch.isdecimal() else 0, _part_key(upstream), _part_key(revision))


def main(arguments: list[str] | None = None) -> int:
    """Writes the catalogue to the standard output; 0 when it went well, 2 when the text is no list of packages."""
    parser = argparse.ArgumentParser(description="Debian's list of packages as a catalogue for offtrail index.")
    parser.add_argument(
        "file", nargs="?", help="what apt-cache dumpavail printed; the standard input when left out"
    )
    file = parser.parse_args(arguments).file
    try:
        records = _records(file)
    except (PackagesError, OSError) as error:
        print(f"debian_packages: {error}", file=sys.stderr)
        return 2
    for made in records:
        print(json.dumps(made, ensure_ascii=False))
    print(f"{len(records):,} packages", file=sys.stderr)
    return 0


def _records(file: str | None) -> list[Record]:
    source = file or "standard input"
    raw = Path(file).open("rb") if file else sys.stdin.buffer  # noqa: SIM115 - closed below
    with io.TextIOWrapper(raw, encoding="utf-8", errors="replace") as lines:
        records = list(catalogue(stanzas(lines, source)))
    if not records:
        raise PackagesError(f"{source}: no package in it; fill the list with: apt-get update")
    return records


def _checked(stanza: Stanza, where: str) -> Stanza:
    if not stanza.get("package"):
        raise PackagesError(
            f"{where}: a block without Package, it has {', '.join(stanza)}; "
            "this reads what `apt-cache dumpavail` prints"
        )
    return stanza


def _prose(description: str) -> str:
    """The short description, a full stop, the long one; a lone dot stands for an empty line."""
    short, _, long = description.partition("\n")
    lines = ("" if line.strip() == "." else line.strip() for line in long.split("\n"))
    return ". ".join(part for part in (short.strip().rstrip("."), " ".join(" ".join(lines).split())) if part)


def _part_key(part: str) -> tuple[object, ...]:
    def weight(sign: str) -> int:
        return -1 if sign == "~" else ord(sign) if sign.isalpha() else ord(sign) + 256

    pieces = re.findall(
        r"(\D*)(\d*)", part
    )  # ends with a pair of nothings, greater than "~" and less than the rest
    return tuple(((*map(weight, signs), 0), int(digits or 0)) for signs, digits in pieces)


if __name__ == "__main__":
    sys.exit(main())
