"""Keys of the API: made once, written down without the secret, read with care."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.web.api.callers import MOST_SHOWN_CHARS
from bot.web.api.keys import Key, Keys, KeysUnusable, add_key, new_key, origin_of, read_keys, sha256
from bot.web.api.tokens import Claim, TokenExpired, TokenRefused, Tokens, server_secret, vouched
from tests.api_parts import Clock


def test_the_command_makes_a_key_and_tells_its_secret_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path)]
    assert (
        main(
            ["key", "new", "shop", "--origin", "https://Shop.example/", "--origin", "http://localhost:8080", *home]
        )
        == 0
    )
    said = capsys.readouterr().out
    secret = re.search(r"sk_[\w-]{43}", said)
    (key,) = read_keys(tmp_path / "keys.toml")
    assert secret
    assert key.secret_sha256 == sha256(secret[0])
    assert key.public in said
    assert key.origins == ("https://shop.example", "http://localhost:8080")
    assert (tmp_path / "keys.toml").stat().st_mode & 0o777 == 0o600
    assert secret[0] not in (tmp_path / "keys.toml").read_text()
    assert main(["key", "list", *home]) == 0
    listed = capsys.readouterr().out
    assert key.public in listed
    assert "sk_" not in listed
    assert key.secret_sha256 not in listed


def test_the_file_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "elsewhere" / "keys.toml"
    assert main(["key", "new", "shop", "--keys", str(file), "--home", str(tmp_path)]) == 0
    assert [key.name for key in read_keys(file)] == ["shop"]
    assert main(["key", "list", "--home", str(tmp_path)]) == 0
    assert "no keys in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["new"], "needs a NAME"), (["new", "two words"], "got 'two words'"), (["list", "shop"], "takes no NAME"),
     (["new", "shop", "--origin", "*"], "got '*'"), (["new", "shop", "--origin", "null"], "got 'null'"),
     (["new", "shop", "--origin", "https://a.example/path"], "got 'https://a.example/path'"),
     (["new", "taken"], "there is a key 'taken' already")],
)  # fmt: skip
def test_what_can_not_be_is_told(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_key(tmp_path / "keys.toml", new_key("taken", [])[0])
    assert main(["key", *arguments, "--home", str(tmp_path)]) == 2
    assert told in capsys.readouterr().err
    assert [key.name for key in read_keys(tmp_path / "keys.toml")] == ["taken"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("nonsense", "not a readable file"), ("[other]\n", r"only \[\[key\]\]"),
     ("[[key]]\nname = 'a'\n", "key 1: needs"),
     ("key = 3", r"only \[\[key\]\]"), ("key = [3]", "key 1: needs")],
)  # fmt: skip
def test_a_file_that_can_not_be_used_says_why(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text(text)
    with pytest.raises(KeysUnusable, match=told):
        read_keys(tmp_path / "keys.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [('name = "shop"', 'name = "a b"', "name must look like"), ("pk_", "px_", "public must look like"),
     ('"https://shop.example"', "3", "origins must be a list"),
     ("shop.example", "SHOP.example", "write the origin"), ("https://shop.example", "*", "an origin is https"),
     ("secret_sha256", "secret", "needs name, origins")],
)  # fmt: skip
def test_a_key_that_was_mistyped_says_where(old: str, new: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    add_key(file, new_key("shop", ["https://shop.example"])[0])
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(KeysUnusable, match=told):
        read_keys(file)


def test_the_same_key_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    add_key(file, new_key("shop", [])[0])
    file.write_text(file.read_text() * 2)
    with pytest.raises(KeysUnusable, match="name 'shop' stands there twice"):
        read_keys(file)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "  # the shop"])
def test_a_key_is_added_however_the_file_ends(end: str, tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    add_key(file, new_key("shop", ["https://shop.example"])[0])
    file.write_text(file.read_text().rstrip() + end)
    other = new_key("other", [])[0]
    add_key(file, other)
    assert [key.name for key in read_keys(file)] == ["shop", "other"]
    assert read_keys(file)[1] == other


def test_a_key_that_can_not_be_read_back_leaves_the_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text("key = []")  # readable, and closed to [[key]] tables
    assert main(["key", "new", "shop", "--home", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "the file is as it was" in told.err
    assert "sk_" not in told.out
    assert file.read_text() == "key = []"


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys.toml")
    assert keys.all() == ()
    (key, secret) = new_key("shop", ["https://shop.example"])
    add_key(tmp_path / "keys.toml", key)
    assert keys.secret(secret) == keys.public(key.public) == key
    assert keys.origins() == {"https://shop.example"}
    (tmp_path / "keys.toml").unlink()
    assert keys.secret(secret) is None


@pytest.mark.parametrize(
    ("said", "origin"),
    [("https://shop.example", "https://shop.example"), ("HTTPS://SHOP.example:443", "https://shop.example"),
     ("http://127.0.0.1:80/", "http://127.0.0.1"), ("http://[::1]:8080", "http://[::1]:8080")],
)  # fmt: skip
def test_an_origin_is_written_as_browsers_send_it(said: str, origin: str) -> None:
    assert origin_of(said) == origin


@pytest.mark.parametrize(
    "said",
    [
        "",
        "*",
        "null",
        "shop.example",
        "https://*.example",
        "file:///x",
        "https://a:b@c",
        "https://x:99999",
        f"https://{'x' * 254}",
    ],
)
def test_what_is_no_origin_is_refused(said: str) -> None:
    with pytest.raises(KeysUnusable, match="an origin is https://HOST"):
        origin_of(said)


def test_a_token_says_what_it_was_made_for_until_it_is_over() -> None:
    clock = Clock()
    tokens = Tokens(b"s" * 32, clock)
    token = tokens.make(Claim("pk_x", "https://shop.example", "ada"))
    claim = tokens.read(token)
    assert (claim.public, claim.origin, claim.user) == ("pk_x", "https://shop.example", "ada")
    assert tokens.make(Claim("pk_x", "https://shop.example", "ada")) != token  # visitors are told apart
    with pytest.raises(TokenRefused):
        Tokens(b"t" * 32, clock).read(token)
    clock.now += 899
    assert tokens.read(token)
    clock.now += 1
    with pytest.raises(TokenExpired):
        tokens.read(token)


@pytest.mark.parametrize("sign", ["a", "茶", "\N{TEACUP WITHOUT HANDLE}", '"', "\x01", "\ud800"])
def test_the_longest_user_of_the_longest_origin_has_a_token_that_is_taken(sign: str) -> None:
    tokens = Tokens(b"s" * 32, Clock())
    claim = Claim("pk_" + "x" * 22, origin_of(f"https://{'x' * 253}:65535"), sign * 128)
    token = tokens.make(claim)
    assert tokens.read(token).user == claim.user
    assert len(token) <= MOST_SHOWN_CHARS


def test_the_servers_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "api.secret"
    assert server_secret(path) == server_secret(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["api.secret"]
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="holds 5 bytes instead of 32"):
        server_secret(path)


def test_a_user_is_vouched_for_as_the_documentation_says() -> None:
    # echo -n u-1962 | openssl dgst -sha256 -hmac 000...0 (64 zeros)
    key = Key("shop", "pk_x", "0" * 64, ())
    proof = "ba7c2d817837d5f36c3d29932134f9c5dae5a6e869007a13742d26068dfd3db5"
    assert vouched(key, "u-1962", proof)
    assert not vouched(key, "u-1963", proof)
