"""The widget's script: its parts joined to one that is small, closed and kept by those who have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.embedded import FOLDER, NOTICE, PARTS, joined, widget_of

HEAD = re.compile(r"/\* .*Knows ", re.DOTALL)


def test_what_is_served_is_below_40_000_bytes() -> None:
    assert len(joined()) < 40_000


def test_every_file_of_the_folder_is_a_part() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_one_idea_and_says_what_it_does_not_know(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert HEAD.match(text.splitlines()[0])
    assert text.count("\n") <= 250


def test_the_parts_stand_in_a_closed_function_and_the_looks_in_a_string(tmp_path: Path) -> None:
    for name in PARTS:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "tag.js").write_text("const a = 1; // one\n", encoding="utf-8")
    (tmp_path / "looks.css").write_text('.b::before { content: "\\a0" }\n', encoding="utf-8")
    script = joined(tmp_path).decode()
    assert script.startswith(f'{NOTICE}\n(()=>{{"use strict";\nconst a=1;\n')
    assert r'const LOOKS=".b::before{content: \"\\a0\"}";' in script
    assert script.endswith("})();\n")


def test_a_copy_that_is_still_right_is_not_sent_again() -> None:
    client = TestClient(Starlette(routes=[Route("/widget.js", widget_of())]))
    first = client.get("/widget.js")
    assert first.content == joined()
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["cache-control"] == "public, max-age=300"
    tag = first.headers["etag"]
    for had in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get("/widget.js", headers={"if-none-match": had})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/widget.js", headers={"if-none-match": '"other"'}).status_code == 200
