"""What a learnt reader makes of an utterance, and what reads it. Knows no model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from bot.messages import Act
from retriever.items import HAN

Label = Literal["none", "wish", "refused", "back"]  # what a word does
ACTS: tuple[Act, ...] = get_args(Act)
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What an utterance was read as.

    Attributes:
        acts: Probability of each act, 0 to 1; several may be done.
        text: The utterance in lower case, as long as it was.
        letters: (letters of the utterance, LABELS) probabilities of what each does; zeros where it is a space.
    """

    acts: Mapping[Act, float]
    text: str
    letters: NDArray[np.float32]

    def of(self, words: str, label: Label, unsaid: float = 1.0) -> float:
        """How probably `words` do that, where they do it most; `unsaid` where they are not in the utterance."""
        found = self.letters_of(words, label)
        return unsaid if found is None else float(found.mean())

    def letters_of(self, words: str, label: Label) -> NDArray[np.float32] | None:
        """The same for each letter of `words`; None where they are not in the utterance."""
        column = self.letters[:, LABELS.index(label)]
        edge = "" if HAN.search(words) else r"\b"
        places = re.finditer(f"{edge}{re.escape(lowered(words))}{edge}", self.text)
        return max(
            (column[m.start() : m.end()] for m in places), key=lambda part: float(part.mean()), default=None
        )


class Tags(Protocol):
    """Reads utterances of one language; safe to call from several threads."""

    def tag(self, text: str, opening: bool) -> Tagged:
        """Reads `text`; `opening` where nothing was asked for before."""
        ...


def lowered(text: str) -> str:
    """`text` in lower case, letter by letter, so that it is as long as it was."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
