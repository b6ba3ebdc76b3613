"""Scripts and style sheets in fewer bytes say the same: no word, string, pattern or sign of them is lost."""

from __future__ import annotations

import pytest

from bot.web.embedded import FOLDER, PARTS
from bot.web.tight import tight_script, tight_sheet, tokens

SCRIPTS = [name for name in PARTS if name.endswith(".js")]


def said(script: str) -> list[str]:
    """The tokens but those that may go: gaps, and of "const", ";" and "," all."""
    return [token for token in tokens(script) if not token.isspace() and token not in ("const", ";", ",")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_part_of_the_widget_loses_a_token(name: str) -> None:
    script = (FOLDER / name).read_text(encoding="utf-8")
    tight = tight_script(script)
    assert said(tight) == said(script)
    assert tight_script(tight) == tight
    assert sum(token.count("\n") for token in tokens(tight) if not token.isspace()) == 0  # no string over lines


@pytest.mark.parametrize(("script", "tight"), [
    ("const a = b ? { c : 1, } : d - -e ;", "const a=b?{c:1}:d- -e;"),
    ("/* One\n * two */\n\tlet a = 1; // why\n\n\t// \"this\"\n\tlet b;", "let a=1;let b;"),
    ('let f = "x , y  // z" + \' ; \';', 'let f="x , y  // z"+\' ; \';'),
    ("let f = `a ${ b + c } , d`;", "let f=`a ${ b + c } , d`;"),
    ("let h = / , \"[/] /g, i = a / b / c;", 'let h=/ , "[/] /g,i=a/b/c;'),
    ("return / x /.test(y) ; ", "return/ x /.test(y);"),
    ("const a = 1;\nconst { b } = a;\nc();\nconst d = 2;", "const a=1,{b}=a;c();const d=2;"),
    ("const f = () => {\n\tconst a = 1;\n\tconst b = 2;\n};\nconst g = 3;", "const f=()=>{const a=1,b=2},g=3;"),
    ("for (const a of b) c();\nconst d = 1;", "for(const a of b)c();const d=1;"),
    ("for (let a = 1; ;) b();", "for(let a=1;;)b();"),
    ("async function f() {\n\ta();\n}\nf()\ng();", "async function f(){a()}\nf()\ng();"),
    ("a = typeof b ;", "a=typeof b;"),
])  # fmt: skip
def test_only_what_means_nothing_goes(script: str, tight: str) -> None:
    assert tight_script(script) == tight


def test_a_sheet_keeps_the_spaces_that_join_selectors_and_values() -> None:
    sheet = """/* Looks. */
.a :hover , .b>i {
 margin: 0 auto;
\tfont:15px/1.5 a,"B c" ;
}
@media (width) { .c::before { content:"" } }
"""
    assert tight_sheet(sheet) == (
        '.a :hover,.b>i{margin: 0 auto;font:15px/1.5 a,"B c"}@media (width){.c::before{content:""}}'
    )
