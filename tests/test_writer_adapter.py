"""The adapter and how it joins the weights, on a Llama of two layers and a .gguf file of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGMLQuantizationType, quants
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from bot.writer.models import adapter
from bot.writer.models.adapter import AdapterDamaged, changes, fingerprint, is_there, merge, merged_gguf

Array = NDArray[np.float32]
RANK, ALPHA = 2, 6  # scale 3
WIDTH, HEADS, KV_HEADS, HEAD = 32, 4, 2, 8
SHAPES = {  # out, in
    "self_attn.q_proj": (WIDTH, WIDTH),
    "self_attn.k_proj": (KV_HEADS * HEAD, WIDTH),
    "self_attn.v_proj": (KV_HEADS * HEAD, WIDTH),
    "self_attn.o_proj": (WIDTH, WIDTH),
    "mlp.gate_proj": (64, WIDTH),
    "mlp.up_proj": (64, WIDTH),
    "mlp.down_proj": (WIDTH, 64),
}
NAMES = [f"model.layers.{layer}.{name}" for layer in (0, 1) for name in SHAPES]


def pairs(names: list[str], seed: int = 1) -> dict[str, Array]:
    """Random A and B of each matrix, as PEFT names them."""
    draw = np.random.default_rng(seed)
    made = {}
    for name in names:
        out, into = SHAPES[name.split(".", 3)[3]]
        made[f"base_model.model.{name}.lora_A.weight"] = draw.normal(size=(RANK, into)).astype(np.float32)
        made[f"base_model.model.{name}.lora_B.weight"] = draw.normal(size=(out, RANK)).astype(np.float32)
    return made


def written(folder: Path, weights: Mapping[str, Array], config: object = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(dict(weights), folder / adapter.FILE)
    told = {"r": RANK, "lora_alpha": ALPHA} if config is None else config
    (folder / adapter.CONFIG).write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "tuned", pairs(NAMES))


def tiny_llama() -> Any:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(3)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=60, hidden_size=WIDTH, intermediate_size=64, num_hidden_layers=2,
            num_attention_heads=HEADS, num_key_value_heads=KV_HEADS,
        )
    )  # fmt: skip


def test_a_change_is_scale_times_b_times_a_by_hand(tmp_path: Path) -> None:
    name = "base_model.model.model.layers.0.mlp.up_proj"
    down = np.array([[1, 2, 3], [0, 1, 0]], np.float32)  # A
    up = np.array([[1, 0], [2, 10]], np.float32)  # B
    weights = {f"{name}.lora_A.weight": down, f"{name}.lora_B.weight": up}
    [(found, change)] = changes(written(tmp_path / "a", weights))
    assert found == "model.layers.0.mlp.up_proj"
    # B @ A is [[1, 2, 3], [2, 4 + 10, 6]]; the scale is 6 / 2
    np.testing.assert_array_equal(change, [[3, 6, 9], [6, 42, 18]])


def test_to_merge_adds_the_change_to_each_matrix_and_touches_nothing_else(folder: Path) -> None:
    before, model = tiny_llama().state_dict(), tiny_llama()
    merge(model, folder)
    kept = load_file(folder / adapter.FILE)
    for name, weight in model.state_dict().items():
        matrix, expected = name.removesuffix(".weight"), before[name].numpy()
        if matrix in NAMES:
            down, up = (kept[f"base_model.model.{matrix}.lora_{side}.weight"] for side in "AB")
            assert not np.array_equal(weight.numpy(), expected)
            expected = expected + 3 * (up @ down)
        np.testing.assert_array_equal(weight.numpy(), expected, err_msg=name)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of peft's, about transformers
def test_a_merged_model_says_what_a_model_with_the_adapter_beside_it_says(folder: Path) -> None:
    torch = pytest.importorskip("torch")
    peft = pytest.importorskip("peft", reason="the training extra is not installed")
    full = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": RANK, "lora_alpha": ALPHA,
        "target_modules": [name.rpartition(".")[2] for name in SHAPES],
    }  # fmt: skip
    (folder / adapter.CONFIG).write_text(json.dumps(full), encoding="utf-8")
    beside = peft.PeftModel.from_pretrained(tiny_llama(), folder).eval()
    merged = tiny_llama().eval()
    merge(merged, folder)
    tokens = torch.arange(9)[None]
    with torch.no_grad():
        torch.testing.assert_close(merged(tokens).logits, beside(tokens).logits, rtol=1e-3, atol=1e-3)


def test_a_model_in_half_precision_keeps_it(folder: Path) -> None:
    import torch

    model = tiny_llama().to(torch.bfloat16)
    merge(model, folder)
    assert {weight.dtype for weight in model.parameters()} == {torch.bfloat16}


def test_rows_of_a_head_stand_half_by_half_in_a_gguf_file() -> None:
    rows = np.arange(8, dtype=np.float32)[:, None]
    # one head of eight rows: the first half goes to the even places, the second to the odd ones
    assert adapter._turned(rows, 1).ravel().tolist() == [0, 4, 1, 5, 2, 6, 3, 7]
    # two heads of four
    assert adapter._turned(rows, 2).ravel().tolist() == [0, 2, 1, 3, 4, 6, 5, 7]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("model.layers.0.self_attn.q_proj", "blk.0.attn_q.weight"),
        ("model.layers.12.self_attn.o_proj", "blk.12.attn_output.weight"),
        ("model.layers.3.mlp.up_proj", "blk.3.ffn_up.weight"),
    ],
)
def test_a_matrix_has_another_name_in_a_gguf_file(ours: str, theirs: str) -> None:
    assert adapter._gguf_name(ours) == theirs


GGUF_SHAPES = {adapter._gguf_name(f"model.layers.0.{name}"): shape for name, shape in SHAPES.items()}


def tiny_gguf(path: Path, without: str = "") -> Path:
    """A real .gguf file of one layer: whole floats, a norm, and numbers, words and lists about it."""
    from gguf import GGUFWriter

    writer, draw = GGUFWriter(path, "llama"), np.random.default_rng(8)
    writer.add_name("Tiny")
    writer.add_file_type(3)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_token_list(["<unk>", "tea", "茶"])
    writer.add_token_scores([0.0, -1.0, -2.5])
    writer.add_token_types([2, 1, 1])
    writer.add_add_bos_token(False)
    for name, shape in GGUF_SHAPES.items():
        if name != without:
            writer.add_tensor(name, draw.normal(size=shape).astype(np.float32))
    writer.add_tensor("blk.0.attn_norm.weight", draw.normal(size=WIDTH).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def tensors(path: Path) -> dict[str, tuple[str, Array]]:
    """Kind and numbers of each."""
    from gguf import GGUFReader, quants

    return {
        tensor.name: (tensor.tensor_type.name, quants.dequantize(tensor.data, tensor.tensor_type))
        for tensor in GGUFReader(path).tensors
    }


def fields(path: Path) -> dict[str, object]:
    from gguf import GGUFReader

    return {
        name: field.contents() for name, field in GGUFReader(path).fields.items() if not name.startswith("GGUF.")
    }


@pytest.fixture
def of_one_layer(tmp_path: Path) -> Path:
    return written(tmp_path / "one", pairs(NAMES[: len(SHAPES)]))


def test_a_merged_gguf_file_holds_the_sums_in_four_bits(tmp_path: Path, of_one_layer: Path) -> None:
    from gguf import GGMLQuantizationType, quants

    source, target = tiny_gguf(tmp_path / "tiny.gguf"), tmp_path / "merged.gguf"
    merged_gguf(source, target, of_one_layer)
    before, after = tensors(source), tensors(target)
    heads = {"attn_q": HEADS, "attn_k": KV_HEADS}
    for ours, change in changes(of_one_layer):
        name = adapter._gguf_name(ours)
        if n := heads.get(name.split(".")[2]):
            # llama.cpp's converter: view the rows as (heads, halves, rest) and swap the last two
            rows = np.arange(len(change)).reshape(n, 2, -1).swapaxes(1, 2).ravel()
            change = change[rows]  # noqa: PLW2901
        rounded = quants.quantize(before[name][1] + change, GGMLQuantizationType.Q4_0)
        assert after[name][0] == "Q4_0"
        np.testing.assert_array_equal(
            after[name][1], quants.dequantize(rounded, GGMLQuantizationType.Q4_0), err_msg=name
        )


def test_what_the_adapter_leaves_alone_is_copied_as_it_is(tmp_path: Path, of_one_layer: Path) -> None:
    source, target = tiny_gguf(tmp_path / "tiny.gguf"), tmp_path / "merged.gguf"
    merged_gguf(source, target, of_one_layer)
    kind, norm = tensors(target)["blk.0.attn_norm.weight"]
    assert kind == "F32"
    np.testing.assert_array_equal(norm, tensors(source)["blk.0.attn_norm.weight"][1])
    assert list(tensors(target)) == list(tensors(source))


def test_what_a_gguf_file_tells_of_itself_is_kept(tmp_path: Path, of_one_layer: Path) -> None:
    source, target = tiny_gguf(tmp_path / "tiny.gguf"), tmp_path / "merged.gguf"
    merged_gguf(source, target, of_one_layer)
    expected = fields(source)
    del expected["general.file_type"]  # it is another one now
    assert fields(target) == expected
    assert expected["tokenizer.ggml.tokens"] == ["<unk>", "tea", "茶"]


def test_a_gguf_file_without_a_matrix_that_is_changed_is_told(tmp_path: Path, of_one_layer: Path) -> None:
    source = tiny_gguf(tmp_path / "tiny.gguf", without="blk.0.ffn_up.weight")
    with pytest.raises(AdapterDamaged, match=r"tiny\.gguf has no blk\.0\.ffn_up\.weight, which the adapter"):
        merged_gguf(source, tmp_path / "merged.gguf", of_one_layer)


def test_a_matrix_of_another_kind_of_model_is_told(tmp_path: Path) -> None:
    name = "base_model.model.model.layers.0.mixer.in_proj"
    weights = {
        f"{name}.lora_A.weight": np.ones((RANK, 3), np.float32),
        f"{name}.lora_B.weight": np.ones((3, RANK), np.float32),
    }
    with pytest.raises(AdapterDamaged, match=r"changes 'model\.layers\.0\.mixer\.in_proj', which is unknown"):
        merged_gguf(tiny_gguf(tmp_path / "tiny.gguf"), tmp_path / "m.gguf", written(tmp_path / "a", weights))


def cut_off(folder: Path) -> None:
    whole = (folder / adapter.FILE).read_bytes()
    (folder / adapter.FILE).write_bytes(whole[: len(whole) // 2])


def without_half(side: str) -> Any:
    def lose(folder: Path) -> None:
        weights = load_file(folder / adapter.FILE)
        del weights[f"base_model.model.{NAMES[0]}.lora_{side}.weight"]
        save_file(weights, folder / adapter.FILE)

    return lose


def of_other_shapes(folder: Path) -> None:
    weights = load_file(folder / adapter.FILE)
    weights[f"base_model.model.{NAMES[0]}.lora_A.weight"] = np.ones((RANK + 1, WIDTH), np.float32)
    save_file(weights, folder / adapter.FILE)


def config(text: str) -> Any:
    return lambda folder: (folder / adapter.CONFIG).write_text(text, encoding="utf-8")


DAMAGES = {
    "weights gone": lambda folder: (folder / adapter.FILE).unlink(),
    "config gone": lambda folder: (folder / adapter.CONFIG).unlink(),
    "folder gone": lambda folder: [path.unlink() for path in folder.iterdir()] and folder.rmdir(),
    "weights cut off": cut_off,
    "weights empty": lambda folder: (folder / adapter.FILE).write_bytes(b""),
    "no weights": lambda folder: save_file({}, folder / adapter.FILE),
    "no A": without_half("A"),
    "no B": without_half("B"),
    "shapes": of_other_shapes,
    "config cut off": config('{"r": 2, "lora'),
    "config of another kind": config("[]"),
    "no scale": config('{"r": 2}'),
    "scale in words": config('{"r": 2, "lora_alpha": "six"}'),
    "rank zero": config('{"r": 0, "lora_alpha": 6}'),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_told_with_what_to_do(folder: Path, damage: Any) -> None:
    damage(folder)
    with pytest.raises(AdapterDamaged, match=r"the adapter in .*tuned can't be read: .*; install offtrail again"):
        list(changes(folder))


@pytest.mark.parametrize("file", [adapter.FILE, adapter.CONFIG])
def test_without_its_files_there_is_no_fingerprint_and_what_to_do_is_told(folder: Path, file: str) -> None:
    assert is_there(folder)
    (folder / file).unlink()
    assert not is_there(folder)
    with pytest.raises(AdapterDamaged, match="install offtrail again"):
        fingerprint(folder)


def test_another_adapter_has_another_fingerprint(tmp_path: Path) -> None:
    one, same, other = (
        written(tmp_path / name, pairs(NAMES, seed)) for name, seed in (("one", 1), ("same", 1), ("other", 2))
    )
    scaled = written(tmp_path / "scaled", pairs(NAMES), {"r": RANK, "lora_alpha": 9})
    assert fingerprint(one) == fingerprint(same)
    assert len({fingerprint(folder) for folder in (one, other, scaled)}) == 3


def test_the_adapter_that_comes_along_is_whole() -> None:
    assert is_there()
    assert {name.split(".", 3)[3] for name, _ in changes()} <= SHAPES.keys()


def test_a_merged_model_can_be_rounded_as_the_gguf_file_is() -> None:
    import torch

    class Small(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = torch.nn.Linear(64, 2, bias=False)

    model = Small()
    before = model.linear.weight.detach().numpy().copy()
    change = np.ones_like(before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adapter, "changes", lambda folder: iter([("linear", change)]))
        adapter.merge(model, rounded=True)
    kind = GGMLQuantizationType.Q4_0
    expected = quants.dequantize(quants.quantize(before + change, kind), kind)
    assert model.linear.weight.detach().numpy() == pytest.approx(expected)
    assert not np.allclose(expected, before + change, atol=1e-4)
