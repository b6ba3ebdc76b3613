"""The widget's script: its parts joined to one that is small, closed and kept by those who have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.embedded import FOLDER, PARTS, joined, lean, widget_of

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


@pytest.mark.parametrize("name", PARTS)
def test_no_string_goes_over_several_lines(name: str) -> None:
    for line in lean((FOLDER / name).read_text(encoding="utf-8")):
        bare = re.sub(r"\\.", "", line)
        assert bare.count("`") % 2 == 0, line


def test_comments_and_indents_go_and_code_stays() -> None:
    text = """/* One
 * two */
\tconst a = "// no comment";  // why
\t/** Three. */
\tconst b = 1; // it says "this"

\t// four
\tconst c = 2; // five
"""
    assert lean(text) == ['const a = "// no comment";', 'const b = 1; // it says "this"', "const c = 2;"]


def test_spaces_go_only_where_no_string_or_pattern_can_be(tmp_path: Path) -> None:
    for name in PARTS:
        (tmp_path / name).write_text("", encoding="utf-8")
    code = (
        'const a = b ? { c : 1 } : d - -e;\nconst f = "x , y";\nconst g = f + ", " ;\nconst h = / , "/, i = 1;\n'
    )
    (tmp_path / "tag.js").write_text(code, encoding="utf-8")
    (tmp_path / "looks.css").write_text(
        '.a :hover { margin : 0 }\n.b::before { content: "\\a0" }\n', encoding="utf-8"
    )
    script = joined(tmp_path).decode()
    assert 'const a=b?{c:1}:d - -e;\nconst f="x , y";\nconst g=f + ", ";\nconst h = / , "/, i = 1;\n' in script
    assert r'const LOOKS = ".a :hover { margin : 0 } .b::before { content: \"\\a0\" }";' in script


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
