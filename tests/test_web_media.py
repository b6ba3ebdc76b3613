"""Pictures of items: only files of the folder, only pictures, only of our own site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bot.web.media import MAX_PICTURE_BYTES, picture_of, read_picture
from retriever.items import Item
from tests import shop
from tests.test_web_page import asked
from tests.web_parts import FILMS, app_of, page_of, slow_bot

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
BEGINNINGS = {
    "a.png": PNG,
    "b.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 16,
    "c.jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 16,
    "d.gif": b"GIF89a" + b"\0" * 16,
    "e.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "f.avif": b"\0\0\0\x1cftypavif\0\0\0\0",
}


def pictured(value: str, field: str = "image") -> str | None:
    return picture_of(Item("a", "A", facets={field: (value,)}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    media = tmp_path / "media"
    (media / "covers").mkdir(parents=True)
    for name, content in BEGINNINGS.items():
        (media / "covers" / name).write_bytes(content)
    (tmp_path / "secret.png").write_bytes(PNG)
    return media


class TestWhereAPictureIs:
    def test_a_relative_path_of_the_record_is_an_address_of_our_own_site(self) -> None:
        assert pictured("covers/a.png") == "/media/covers/a.png"
        assert pictured('a"<b> ü.JPG', "poster") == "/media/a%22%3Cb%3E%20%C3%BC.JPG"
        assert picture_of(Item("a", "A")) is None

    @pytest.mark.parametrize(
        "odd",
        [
            "https://elsewhere.example/a.png", "//elsewhere.example/a.png", "/etc/a.png", "../a.png",
            "a/../../b.png", "data:image/png;base64,a.png", "\\\\host\\a.png", "a.svg", "a.html", "a", "",
            "a\n.png", "x" * 600 + ".png",
        ],
    )  # fmt: skip
    def test_an_address_elsewhere_or_of_another_kind_is_none(self, odd: str) -> None:
        assert pictured(odd) is None

    @given(st.text())
    def test_whatever_a_record_says_an_address_stays_on_our_site(self, named: str) -> None:
        address = pictured(named + ".png") if named else None
        assert address is None or (
            address.startswith("/media/") and "//" not in address and ".." not in address.split("/")
        )


class TestReading:
    @pytest.mark.parametrize("name", BEGINNINGS)
    def test_a_picture_is_read_with_its_kind(self, folder: Path, name: str) -> None:
        content, kind = read_picture(folder, f"covers/{name}") or (b"", "")
        assert content == BEGINNINGS[name]
        assert kind == "image/" + name.partition(".")[2].replace("jpg", "jpeg")

    def test_what_is_no_picture_of_its_name_too_large_or_outside_is_not_served(self, folder: Path) -> None:
        (folder / "page.png").write_bytes(b"<script>")
        (folder / "other.png").write_bytes(BEGINNINGS["b.jpg"])
        (folder / "notes.txt").write_bytes(PNG)
        (folder / "large.png").write_bytes(PNG + b"\0" * MAX_PICTURE_BYTES)
        (folder / "out.png").symlink_to(folder.parent / "secret.png")
        (folder / "round.png").symlink_to(folder / "round.png")
        for path in (
            "page.png", "other.png", "notes.txt", "large.png", "out.png", "round.png", "../secret.png", "covers",
            str(folder.parent / "secret.png"), "none.png", "a\0.png", "x" * 4_000 + ".png", "x" * 300 + ".png", "",
        ):  # fmt: skip
            assert read_picture(folder.resolve(), path) is None

    def test_a_link_within_the_folder_is_followed(self, folder: Path) -> None:
        (folder / "same.png").symlink_to(folder / "covers" / "a.png")
        assert read_picture(folder.resolve(), "same.png") == (PNG, "image/png")


class TestOnThePage:
    @pytest.fixture
    def pictures(self, tmp_path: Path, folder: Path) -> Iterator[TestClient]:
        with shop.opened(shop.built(tmp_path, FILMS)) as index:
            yield TestClient(app_of(slow_bot(index, tmp_path), media=folder), base_url="http://127.0.0.1")

    def test_it_is_served_to_be_kept_and_never_guessed_at(self, pictures: TestClient) -> None:
        got = pictures.get("/media/covers/a.png")
        assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "max-age=604800" in got.headers["cache-control"]
        for path in ("/media/", "/media/../secret.png", "/media/%2e%2e/secret.png", "/media/..%2fsecret.png"):
            assert pictures.get(path).status_code == 404

    def test_without_a_folder_there_are_no_pictures(self, tmp_path: Path) -> None:
        films = [film | {"image": "covers/a.png"} for film in FILMS]
        with shop.opened(shop.built(tmp_path, films)) as index:
            bot = slow_bot(index, tmp_path)
            bot("a French drama", f"{'none':x<22}")
            site = TestClient(app_of(bot), base_url="http://127.0.0.1")
            assert site.get("/media/covers/a.png").status_code == 404
            assert "<img" not in json.dumps(page_of(bot).restore(asked("none")).chat["value"])
