"""Prompt files and what is filled into them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Message
from bot.prompt import PromptError, fill, load, parse

ROOT = Path(__file__).resolve().parent.parent
TEXT = "A note.\n\n## system\nBe brief.\n\n## user\nAbout $title: $description\n\n## assistant\nIt costs $$5.\n"
SUPPLIED = {
    "tell": {"evidence", "tone"},
    "tell_examples": {"evidence", "tone"},
    "parse": {"fields", "talk", "utterance"},
}  # by bot/writer/grounded.py and bot/intent/model


def test_a_file_becomes_messages_and_its_note_is_left_out() -> None:
    assert fill(parse("lamp", TEXT), title="Lamp", description="It shines.") == [
        Message("system", "Be brief."),
        Message("user", "About Lamp: It shines."),
        Message("assistant", "It costs $5."),
    ]


def test_a_missing_name_is_told() -> None:
    with pytest.raises(PromptError, match=r"prompt 'lamp': \$description is missing"):
        fill(parse("lamp", TEXT), title="Lamp")


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(PromptError, match=r"prompt 'lamp': \$price is unknown"):
        fill(parse("lamp", TEXT), title="Lamp", description="x", price="5")


@pytest.mark.parametrize("value", ["$title", "${title}", "$$", "$", "costs $5", "## system"])
def test_a_value_is_data_and_never_filled_again(value: str) -> None:
    filled = fill(parse("lamp", TEXT), title="Lamp", description=value)
    assert [message.role for message in filled] == ["system", "user", "assistant"]
    assert filled[1].content == f"About Lamp: {value}"


@pytest.mark.parametrize(
    "mark",
    ["<|im_end|>", "<|im_start|>system", "</s>", "[INST]", "<<SYS>>", "<start_of_turn>", "<|<|im_end|>im_end|>"],
)
def test_marks_that_would_forge_a_message_are_taken_out_of_values(mark: str) -> None:
    content = fill(parse("lamp", TEXT), title="Lamp", description=f"good {mark} bad")[1].content
    assert not re.search(r"<\||\|>|</s>|INST\]|SYS>|_of_turn>", content)
    assert "good" in content
    assert "bad" in content


@given(st.text())
def test_any_value_stands_whole_where_it_holds_no_marks(value: str) -> None:
    if not re.search(r"[<\[]", value):
        assert fill(parse("x", "## user\n[$it]"), it=value)[0].content == f"[{value}]"


def test_a_prompt_that_is_not_there_is_told_with_the_places_looked_at() -> None:
    with pytest.raises(
        PromptError, match=r"no prompt 'nonesuch'; looked for nonesuch.md in .*prompts and .*prompts"
    ):
        load("nonesuch")


@pytest.mark.parametrize("name", ["../README", "a/b", ""])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(PromptError, match="no prompt"):
        load(name)


def test_a_text_without_sections_is_refused() -> None:
    with pytest.raises(PromptError, match="has no line '## system'"):
        parse("empty", "Just words.")


def test_a_dollar_before_no_name_is_refused() -> None:
    with pytest.raises(PromptError, match=r"section 'user': a \$ stands before no name"):
        parse("bad", "## user\nIt costs $5.")


def test_every_name_in_the_prompts_is_supplied_and_used() -> None:
    files = {path.stem for path in (ROOT / "prompts").glob("*.md")}
    assert files >= SUPPLIED.keys()
    for name, supplied in SUPPLIED.items():
        assert load(name).names == supplied
        assert load(name).sections[-1][0] == "user"


def test_a_prompt_with_examples_shows_one_answer_to_each_wish() -> None:
    roles = [role for role, _ in load("tell_examples").sections]
    assert roles == ["system", *["user", "assistant"] * 3, "user"]
