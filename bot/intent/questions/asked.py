"""A question that was read, with what it is about. Knows no wordings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Act


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the items it is about; `pointed` are those that pointing words stand for."""

    act: Act
    ids: tuple[str, ...]
    pointed: tuple[str, ...]
