"""Settings from four places, the nearer one winning."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "offtrail.toml"
    path.write_text('home = "/from/toml"\nn = 3\nniche = 0.9\nwriter = "composer"\n', encoding="utf-8")
    return path


def test_with_nothing_set_the_defaults_hold() -> None:
    settings = read_settings(environment={})
    assert settings == Settings()
    assert (settings.n, settings.niche, settings.writer, settings.host) == (5, 0.5, None, "127.0.0.1")
    assert settings.index_folder == settings.home / "index"


def test_flags_win_over_the_environment_over_the_file_over_the_defaults(config: Path) -> None:
    environment = {"OFFTRAIL_N": "4", "OFFTRAIL_NICHE": "0.7", "OFFTRAIL_PORT": ""}
    settings = read_settings({"n": 6, "niche": None}, environment, config)
    assert (settings.home, settings.n, settings.niche, settings.writer, settings.port) == (
        Path("/from/toml"), 6, 0.7, "composer", 7860,
    )  # fmt: skip


def test_the_file_can_be_named_by_the_environment(config: Path) -> None:
    assert read_settings(environment={"OFFTRAIL_CONFIG": str(config)}).n == 3


def test_an_index_of_its_own_is_used_and_a_home_of_ones_own_understood() -> None:
    settings = read_settings(environment={"OFFTRAIL_INDEX": "~/shop", "OFFTRAIL_HOME": "/tmp/x"})
    assert settings.index_folder == Path.home() / "shop"


@pytest.mark.parametrize(
    ("flags", "environment", "message"),
    [
        ({"colour": "red"}, {}, "flags: unknown setting 'colour'; there are .*device, .*writer"),
        ({}, {"OFFTRAIL_N": "many"}, r"environment OFFTRAIL_\*: n must be a number, got 'many'"),
        ({"n": 0}, {}, "flags: n must be between 1 and 20, got 0"),
        ({"n": 21}, {}, "n must be between 1 and 20, got 21"),
        ({"n": 2.5}, {}, "n must be a number, got '2.5'"),
        ({"niche": 1.1}, {}, "niche must be between 0 and 1, got 1.1"),
        ({"niche": "nan"}, {}, "niche must be between 0 and 1, got nan"),
        ({"port": 70000}, {}, "port must be between 0 and 65535"),
        ({"writer": "gpt"}, {}, "writer must be one of auto, llama.cpp, transformers, server, .*got 'gpt'"),
        ({"quantize": "2bit"}, {}, "quantize must be one of none, 8bit, 4bit, got '2bit'"),
        (
            {"hosts": "https://shop.example"},
            {},
            "hosts must be names as in https://NAME.*got 'https://shop.example'",
        ),
        ({}, {"OFFTRAIL_HOSTS": "shop.example, *"}, r"hosts must be names .*got '\*'"),
        ({"hosts": "shop.example:443"}, {}, "without scheme, port, path .*got 'shop.example:443'"),
        ({"proxies": "*"}, {}, r"proxies must be addresses or networks such as .*got '\*'"),
        ({}, {"OFFTRAIL_PROXIES": "10.0.0.5/24"}, "proxies must be addresses or networks .*got '10.0.0.5/24'"),
        ({"keep_days": -1}, {}, "keep_days must be between 0 and 36500, got -1"),
        ({}, {"OFFTRAIL_TONE": "rude"}, "tone must be one of friendly, brief, got 'rude'"),
    ],
)
def test_a_value_that_can_not_be_is_refused_with_where_it_came_from(
    flags: dict[str, object], environment: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(flags, environment)


def test_what_is_set_of_the_writer_is_understood() -> None:
    environment = {"OFFTRAIL_SERVER": "http://127.0.0.1:8080/v1", "OFFTRAIL_TONE": "brief"}
    settings = read_settings({"writer": "server", "quantize": "4bit"}, environment)
    assert (settings.writer, settings.server, settings.tone, settings.quantize) == (
        "server", "http://127.0.0.1:8080/v1", "brief", "4bit",
    )  # fmt: skip
    assert (Settings().quantize, Settings().tone, Settings().server) == ("none", "friendly", None)


@pytest.mark.parametrize("name", ["server_key", "store_token"])
def test_a_key_is_never_shown(name: str) -> None:
    settings = read_settings(environment={f"OFFTRAIL_{name.upper()}": "sk-secret"})
    assert getattr(settings, name) == "sk-secret"
    assert "sk-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("n = ", r"offtrail\.toml: not TOML"),
        ("[page]\nport = 1\n", r"offtrail\.toml: unknown setting 'page'"),
        ("[server]\nport = 1\n", r"offtrail\.toml: server must be text or a number"),
        ("n = true", "n must be a number, got 'True'"),
        ('host = ["a", "b"]', r"offtrail\.toml: host must be text"),
    ],
)
def test_a_broken_file_is_refused_with_its_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "offtrail.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        read_settings(environment={}, config=path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "offtrail.toml"
    path.write_bytes(b'host = "caf\xe9"')
    with pytest.raises(SettingsError, match="not TOML"):
        read_settings(environment={}, config=path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.toml: no such file \(settings\)"):
        read_settings(environment={}, config=tmp_path / "nowhere.toml")


def test_names_and_proxies_are_lists_in_a_file_and_have_commas_elsewhere(tmp_path: Path) -> None:
    config = tmp_path / "offtrail.toml"
    config.write_text('hosts = ["Shop.example", "www.shop.example"]\nproxies = ["10.0.0.5"]\n', encoding="utf-8")
    written = read_settings(environment={}, config=config)
    assert (written.hosts, written.proxies) == (("shop.example", "www.shop.example"), ("10.0.0.5",))
    asked = {"OFFTRAIL_HOSTS": " shop.example,[::1],", "OFFTRAIL_PROXIES": "10.0.0.5, 2001:db8::/64"}
    settings = read_settings(environment=asked)
    assert settings.hosts == ("shop.example", "[::1]")
    assert settings.believed == ("10.0.0.5", "2001:db8::/64")


def test_nobody_is_believed_unless_a_proxy_or_a_public_name_is_given() -> None:
    assert Settings().believed == ()
    assert Settings(hosts=("shop.example",)).believed == ("127.0.0.1", "::1")
    assert Settings(hosts=("shop.example",), proxies=("10.0.0.5",)).believed == ("10.0.0.5",)
