"""Columns from a TOML file and from flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.indexing import read_columns
from bot.settings import SettingsError


def toml(folder: Path, text: str) -> Path:
    path = folder / "columns.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    path = toml(
        tmp_path, 'ignore = ["a"]\n[column]\nid = "sku"\ntitle = "name"\n[interactions]\nkey = "ean"\nuser = "u"'
    )
    columns, log = read_columns(path, names=[("id", "asin")], log_names=[("item", "i")])
    assert dict(columns.names) == {"id": "asin", "title": "name"}
    assert columns.ignore == {"a"}
    assert (log.key, dict(log.names)) == ("ean", {"user": "u", "item": "i"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("column = 'id=sku'", r"columns\.toml: \[column\] must be a table"),
        ("interactions = 5", r"\[interactions\] must be a table"),
        ("facets = 5", r"facets must be a list of columns"),
        ("facets = [5]", r"facets must be a list of columns"),
        ("colour = 'red'", r"unknown 'colour'; there are column, facets"),
        ("= nothing", r"columns\.toml: not TOML"),
        (
            "[interactions]\nitm = 'movieId'",
            r"interactions: unknown part 'itm'; there are item, time, user, value",
        ),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_columns(toml(tmp_path, text))


def test_an_unknown_part_of_the_log_is_refused_as_a_flag_too() -> None:
    with pytest.raises(SettingsError, match="unknown part 'itm'"):
        read_columns(None, log_names=[("itm", "movieId")])
