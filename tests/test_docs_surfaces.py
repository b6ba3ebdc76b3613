"""The pages of the API and the widget say what their code does: routes, problems, limits, options, events."""

from __future__ import annotations

import re
from pathlib import Path

from bot.web.embedded import FOLDER, PARTS

ROOT = Path(__file__).resolve().parent.parent


class TestTheApiPage:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")

    def test_its_calls_are_the_routes_there_are(self) -> None:
        routes = {
            (method.upper(), path.replace(":path", ""))
            for file in (ROOT / "bot/web/api").glob("*_routes.py")
            for method, path in re.findall(r'@routes\.(\w+)\(\s*"([^"]+)"', file.read_text(encoding="utf-8"))
        }
        told = {
            (method, path.partition("?")[0])
            for method, path in re.findall(r"\b(GET|POST|PUT|DELETE) (/[\w/{}?=-]+)", self.page)
        }
        assert told == routes

    def test_its_problems_are_those_there_are(self) -> None:
        from bot.web.api.problems import TITLES

        table = self.page.partition("## Errors")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| (\d+) \| (`.*) \|$", table, re.MULTILINE)
        told = {name: int(status) for status, names in rows for name in re.findall(r"`([a-z][a-z-]+)`", names)}
        del told["errors"]  # a member of not-valid
        assert told == {name: status for name, (status, _) in TITLES.items()}

    def test_its_limits_are_those_there_are(self) -> None:
        from bot.utterance import MAX_UTTERANCE_CHARS
        from bot.web.api import app, desk, door, rates, taken, tokens, turns
        from bot.web.security import MAX_BODY_BYTES

        limits = self.page.partition("## Limits")[2].partition("##")[0]
        for told in (
            f"{MAX_BODY_BYTES // 1024} KiB, items {door.MAX_ITEMS_BYTES // 1024**2} MiB and",
            f"{taken.MOST_EDITS:,} records",
            f"{MAX_UTTERANCE_CHARS:,} characters",
            f"| turns of a session | {desk.MOST_TURNS} |",
            f"| a session | {app.SESSION_PER_MINUTE} |",
            f"| a visitor: a token, or a user you vouch for over all tokens | {rates.VISITOR_PER_MINUTE} |",
            f"| an address, all its visitors together | {rates.ADDRESS_PER_MINUTE} |",
            f"| an address: tokens, and requests without a valid key | {rates.STRANGER_PER_MINUTE} |",
            f"| all visitors of a key | {rates.PAGES_PER_MINUTE:,} |",
            f"| a secret key | {rates.SERVER_PER_MINUTE} |",
            f"| turns at the same time | {turns.MOST_AT_ONCE};",
            f"{turns.TURN_SECONDS:g} seconds a turn",
        ):
            assert told in limits
        assert f'"expires_in": {tokens.TOKEN_SECONDS}' in self.page


class TestTheWidgetPage:
    page = (ROOT / "docs/widget.md").read_text(encoding="utf-8")
    script = "".join((FOLDER / name).read_text(encoding="utf-8") for name in PARTS)

    def test_its_options_are_those_the_widget_reads(self) -> None:
        told = set(re.findall(r"\bdata-(\w+)", self.page))
        assert told == set(re.findall(r"script\.dataset\.(\w+)", self.script))

    def test_its_events_and_calls_are_those_there_are(self) -> None:
        [events] = re.findall(r"const EVENTS = \[(.*?)\]", self.script)
        table = self.page.partition("| event | says |")[2].partition("##")[0]
        told = {
            name
            for row in re.findall(r"^\| (`[\w-]+`(?:, `[\w-]+`)*) \|", table, re.MULTILINE)
            for name in row.split(", ")
        }
        assert {name.strip("`") for name in told} == set(re.findall(r'"([\w-]+)"', events))
        [face] = re.findall(r"const face = \{ (.*?) \}", self.script)
        calls = self.page.partition("| call | |")[2].partition("\n\n")[0]
        assert set(re.findall(r"`(\w+)\(", calls)) == set(face.split(", "))

    def test_its_errors_are_those_there_are(self) -> None:
        told = set(re.findall(r"`(\w+)`", self.page.partition("The `kind` of an error:")[2].partition("\n\n")[0]))
        by_server = re.findall(r'\{ ("session-unknown".*?|401: .*?) \}\[', self.script)
        by_itself = re.findall(r"new Problem\((.*?)\)", self.script)
        assert told == {"wrong", *re.findall(r'"(\w+)"', " ".join([*by_server, *by_itself]))}

    def test_the_signature_it_shows_is_the_one_that_is_asked_for(self) -> None:
        from bot.web.api.keys import new_key
        from bot.web.api.tokens import vouched

        [block] = re.findall(r"```python\n(.*?)```", self.page, re.DOTALL)
        shown: dict[str, object] = {}
        exec(compile(block, "widget.md", "exec"), shown)
        key, secret = new_key("shop", ["https://shop.example"])
        signed = shown["signed"]
        assert callable(signed)
        assert vouched(key, "customer-17", signed(secret, "customer-17"))
        assert not vouched(key, "customer-18", signed(secret, "customer-17"))
