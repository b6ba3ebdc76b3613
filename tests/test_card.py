"""The card of a model: read back as written, a page for people, and a refusal where weights do not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ranker.card import (
    FORMAT,
    LICENCE,
    MACHINE,
    PEOPLE,
    Card,
    Figure,
    ModelMismatch,
    check_fits,
    checksums,
    libraries,
)
from ranker.versions import ModelDamaged

CARD = Card(
    format=FORMAT,
    features="towers-1",
    encoder="small",
    dim=384,
    catalogue_sha256="ab" * 32,
    items=12_000,
    log="taps|2026.csv",
    users=22_000,
    interactions=153_000,
    first="2020-01-01",
    last="2026-01-31",
    positives="ratings above 3",
    seed=7,
    plan={"epochs": 8, "shape": {"dim": 128}},
    metrics=(Figure("tail", "ndcg@10", 0.03125, 0.03, 0.0325, 1_500),),
    libraries={"torch": "2.13.0"},
    seconds=61.4,
    trained_at="2026-05-01T12:00:00+00:00",
    files={"weights.safetensors": "cd" * 32},
    notes=("No times in the log.",),
)


def test_a_card_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    CARD.write(tmp_path)
    assert Card.read(tmp_path) == CARD


def test_the_page_tells_people_what_it_was_made_of_and_how_good_it_is(tmp_path: Path) -> None:
    CARD.write(tmp_path)
    page = (tmp_path / PEOPLE).read_text(encoding="utf-8").splitlines()
    assert "| log | taps\\|2026.csv, from 2020-01-01 to 2026-01-31 |" in page
    assert "| people | 22,000 |" in page
    assert '| plan: shape | {"dim": 128} |' in page
    assert "| tail | ndcg@10 | 0.0312 | 0.0300 to 0.0325 | 1,500 |" in page
    assert "* No times in the log." in page
    assert LICENCE in page
    assert f"| weights.safetensors | {'cd' * 32} |" in page


def test_a_log_without_times_has_none_on_the_page(tmp_path: Path) -> None:
    replace(CARD, first=None, last=None).write(tmp_path)
    assert "| log | taps\\|2026.csv, without times |" in (tmp_path / PEOPLE).read_text(encoding="utf-8")


def test_weights_fit_the_encoder_and_features_they_were_trained_on_and_no_others() -> None:
    def fits(encoder: str, dim: int, features: str) -> bool:
        try:
            check_fits(CARD, encoder, dim, features)
        except ModelMismatch:
            return False
        return True

    tried = [("small", 384, "towers-1"), ("large", 384, "towers-1"), ("small", 384, "towers-2")]
    assert [fits(*one) for one in tried] == [True, False, False]


@pytest.mark.parametrize(("encoder", "dim"), [("large", 384), ("small", 768)])
def test_another_encoder_or_width_is_refused_with_what_to_do(encoder: str, dim: int) -> None:
    wanted = (
        rf"vectors of 'small' \(384 wide\), the index has those of '{encoder}' \({dim} wide\); train anew with"
    )
    with pytest.raises(ModelMismatch, match=wanted):
        check_fits(CARD, encoder, dim, "towers-1")


def test_other_features_are_refused_with_what_to_do() -> None:
    with pytest.raises(ModelMismatch, match="features 'towers-1', this program has 'towers-2'; train anew with"):
        check_fits(CARD, "small", 384, "towers-2")


def test_a_card_of_another_format_is_refused_though_its_fields_are_others(tmp_path: Path) -> None:
    (tmp_path / MACHINE).write_text(json.dumps({"format": FORMAT + 1, "new": 1}))
    with pytest.raises(ModelMismatch, match=f"written in format {FORMAT + 1}, this program reads {FORMAT}"):
        Card.read(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", f'{{"format": {FORMAT}}}', '{"format": 1, "metrics": [3]}']
)
def test_a_card_that_can_t_be_read_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / MACHINE).write_text(text)
    with pytest.raises(ModelDamaged, match="can't be read"):
        Card.read(tmp_path)


def test_a_missing_card_is_damage(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged, match="can't be read"):
        Card.read(tmp_path)


def test_figures_that_are_no_numbers_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Out of range float values"):
        replace(CARD, seconds=float("nan")).write(tmp_path)
    assert not (tmp_path / MACHINE).exists()


def test_checksums_are_sha_256_and_versions_those_installed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    # FIPS 180-2, appendix B.1: the digest of "abc"
    assert checksums(tmp_path, ["a"]) == {"a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
    assert set(libraries()) == {"accelerate", "numpy", "safetensors", "scipy", "torch"}
