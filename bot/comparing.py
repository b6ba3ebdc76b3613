"""Records side by side: what they share, and where they differ. Knows nothing but the records."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Language
from bot.telling import spoken
from bot.writer.check.claim import spoken_numbers
from bot.writer.clean import plain, record
from bot.writer.composer.chinese import word
from bot.writer.composer.english import listed
from bot.writer.composer.facts import UNTOLD
from retriever.items import Item

AT_MOST = 5  # items
LINES = 7  # fields in which they differ
VALUES = 4  # of one field
FIRST = (
    "year", "published", "runtime", "duration", "pages", "price", "weight_grams", "genres", "genre", "category",
    "moods", "mood", "country", "language", "director", "author", "artist", "brand", "cast", "themes", "tags",
)  # fmt: skip


def compared(items: Sequence[Item], fields: Sequence[str], language: Language) -> str:
    """What records have in common, then a line for each field in which they differ.

    Args:
        items: At least two; of more than five the first five are told.
        fields: What was asked for; empty for all.
    """
    records = [record(item) for item in items[:AT_MOST]]
    wanted = [plain(field) for field in fields] or _fields(records)
    shared = [said for field in wanted if (said := _in_common(records, field, language))]
    lines = [line for field in wanted if (line := _differing(records, field, language))]
    if not fields and (line := _known(records, language)):
        lines = [*lines[: LINES - 1], line]
    titles = [f"**{item.title}**" for item in records]
    if language == "zh":
        said = f"{'、'.join(titles)}：" + (f"共同点是{'；'.join(shared)}。" if shared else "资料里没有共同点。")
    else:
        both = "Both" if len(records) == 2 else "All of them"
        said = f"{listed(titles)}: "
        said += f"{both} have {'; '.join(shared)}." if shared else "their records have nothing of this in common."
    return said + "".join(f"\n- {line}" for line in lines[:LINES])


def _fields(records: Sequence[Item]) -> list[str]:
    """What any of them records, the most telling first; names and pictures left out."""
    present = dict.fromkeys(
        field for item in records for field in (*(name for name, _ in spoken_numbers(item)), *item.facets)
    )
    told = [field for field in present if field not in UNTOLD]
    return sorted(told, key=lambda field: FIRST.index(field) if field in FIRST else len(FIRST))


def _in_common(records: Sequence[Item], field: str, language: Language) -> str:
    """ "country France", "" where they share nothing there."""
    values = [spoken(item, field, language) for item in records]
    shared = [value for value in values[0] if all(value in others for others in values[1:])]
    return f"{_name(field, language)} {_listed(shared, language)}" if shared else ""


def _differing(records: Sequence[Item], field: str, language: Language) -> str:
    """Each one's own values, numbers from the least up; "" where nothing differs or only one says anything."""
    values = [spoken(item, field, language) for item in records]
    if len(set(values)) < 2 or sum(map(bool, values)) < 2:
        return ""
    shared = set(values[0]).intersection(*values[1:])
    pairs = list(zip(records, values, strict=True))
    if any(field in item.numbers for item in records):
        pairs.sort(key=lambda pair: pair[0].numbers.get(field, float("inf")))
    parts = [(item, [value for value in own if value not in shared]) for item, own in pairs]
    return _line(_name(field, language), [(item, _listed(own, language)) for item, own in parts if own], language)


def _known(records: Sequence[Item], language: Language) -> str:
    """How many people know each, the fewest first."""
    known = sorted((item for item in records if item.count is not None), key=lambda item: item.count or 0)
    if len({item.count for item in known}) < 2:
        return ""
    name = "知道的人数" if language == "zh" else "people here who know it"
    return _line(name, [(item, f"{item.count:,}") for item in known], language)


def _line(name: str, told: Sequence[tuple[Item, str]], language: Language) -> str:
    opened, closed = ("（", "）") if language == "zh" else (" (", ")")
    colon, gap = ("：", "；") if language == "zh" else (": ", "; ")
    return f"**{name}**{colon}{gap.join(f'{said}{opened}{item.title}{closed}' for item, said in told)}"


def _listed(values: Sequence[str], language: Language) -> str:
    return "、".join(values[:VALUES]) if language == "zh" else ", ".join(values[:VALUES])


def _name(field: str, language: Language) -> str:
    name = field.replace("_", " ")
    return word(name) if language == "zh" else name
