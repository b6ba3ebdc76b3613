"""The demo shop: its page has the widget, its policy lets nothing else in."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from bot.commands.demo_shop import ShopUnusable, shop

KEY = "pk_abcdefghijklmnopqrstuv"


def test_the_page_embeds_the_widget_of_the_bot_with_its_key() -> None:
    page = TestClient(shop("http://127.0.0.1:7860/", KEY)).get("/").text
    assert f'<script src="http://127.0.0.1:7860/widget.js" async data-key="{KEY}"' in page
    assert page.count("<li id=") == 8


def test_the_policy_allows_the_shop_and_the_bot_and_nothing_inline() -> None:
    client = TestClient(shop("https://bot.example", KEY))
    for path in ("/", "/shop.css", "/shop.js"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert answer.status_code == 200
        assert "script-src 'self' https://bot.example;" in policy
        assert "unsafe" not in policy
    assert not re.search(r" style=| on\w+=|<script>", client.get("/").text)


@pytest.mark.parametrize("bot", ["javascript:alert(1)", "http://a b", "127.0.0.1:7860", 'http://x"><script>'])
def test_an_address_that_is_none_is_told(bot: str) -> None:
    with pytest.raises(ShopUnusable, match="--bot must be an address"):
        shop(bot, KEY)


def test_a_secret_key_never_gets_into_a_page() -> None:
    with pytest.raises(ShopUnusable, match="public key") as told:
        shop("http://127.0.0.1:7860", "sk_" + "a" * 43)
    assert "aaaa" not in str(told.value)
