"""Loads prompts/*.md and fills their $names. Knows nothing of items, queries or models.

A prompt file is a list of messages. A line `## system`, `## user` or `## assistant` begins one, everything
up to the next such line is its text; `$name` is filled in, `$$` is a dollar sign. What stands before the
first of these lines is a note to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import cast

from bot.messages import Message, Role

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = (_PACKAGE / "prompts", _PACKAGE.parent / "prompts")  # in the wheel, in the checkout
_HEADING = re.compile(r"^## (system|user|assistant)[ \t]*$", re.MULTILINE)
# Marks by which chat models know where a message ends; from data they would let it forge messages.
_CONTROL = re.compile(r"<\|[^|<>]*\|>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|<[be]os>", re.IGNORECASE)


class PromptError(ValueError):
    """A prompt that isn't there, can't be read, or whose $names and values don't fit together."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it is written, before its $names are filled."""

    name: str
    sections: tuple[tuple[Role, str], ...]

    @property
    def names(self) -> frozenset[str]:
        """The $names it wants filled."""
        return frozenset(name for _, text in self.sections for name in Template(text).get_identifiers())


def load(name: str) -> Prompt:
    """Reads the prompt `name`, e.g. "reply" from prompts/reply.md.

    Raises:
        PromptError: There is none, it has no sections, or a $ in it stands before no name.
    """
    paths = [folder / f"{name}.md" for folder in _FOLDERS] if re.fullmatch(r"[\w-]+", name) else []
    found = next((path for path in paths if path.is_file()), None)
    if found is None:
        looked = " and ".join(str(folder) for folder in _FOLDERS)
        raise PromptError(f"no prompt {name!r}; looked for {name}.md in {looked}")
    return parse(name, found.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Prompt:
    """A prompt from the text of its file; see `load`."""
    _, *parts = _HEADING.split(text)
    sections = tuple((cast(Role, role), body.strip()) for role, body in zip(parts[::2], parts[1::2], strict=True))
    if not sections:
        raise PromptError(f"prompt {name!r} has no line '## system', '## user' or '## assistant'")
    for role, body in sections:
        if not Template(body).is_valid():
            raise PromptError(
                f"prompt {name!r}, section {role!r}: a $ stands before no name; write $$ for a dollar"
            )
    return Prompt(name, sections)


def fill(prompt: Prompt, **values: str) -> list[Message]:
    """The messages of `prompt` with `values` in the place of its $names.

    Values are data: a $ in them stays a $, and marks that would begin or end a message are taken out.

    Raises:
        PromptError: A name of the prompt is missing, or a value has no place in it.
    """
    missing = sorted(prompt.names - values.keys())
    unknown = sorted(values.keys() - prompt.names)
    if missing or unknown:
        problems = [f"${name} is missing" for name in missing] + [f"${name} is unknown" for name in unknown]
        raise PromptError(f"prompt {prompt.name!r}: {', '.join(problems)}")
    clean = {name: _without_control(value) for name, value in values.items()}
    return [Message(role, Template(text).substitute(clean)) for role, text in prompt.sections]


def _without_control(value: str) -> str:
    """Taken out until none is left: taking one out may put another together."""
    while (cleaned := _CONTROL.sub("", value)) != value:
        value = cleaned
    return value
