"""What is agreed -> chips that open what may be done with them, as HTML. Knows nothing of Gradio or of turns.

All on one line: a blank line or an indent would hand the rest to markdown. page.js turns a press into a signal:
`name` is what is asked for, `value` the key of the chip.
"""

from __future__ import annotations

from bot.chips import Chip
from bot.editing import Offer
from bot.messages import Language
from bot.web.phrases import phrase
from bot.web.view import View
from bot.web.why import short

MAX_LABEL_CHARS = 80


def bar(view: View) -> str:
    """The bar of what is agreed; "" where nothing is."""
    if not view.agreed:
        return ""
    listed = "".join(_chip(chip, view.offers.get(chip.key, ()), view.language) for chip in view.agreed)
    named = phrase("agreed", view.language)
    return f'<div class="ot-chips" lang="{view.language}"><span>{named}</span>{listed}</div>'


def _chip(chip: Chip, offers: tuple[Offer, ...], language: Language) -> str:
    label = short(chip.label, MAX_LABEL_CHARS)
    listed = "".join(_offer(chip, offer, language) for offer in offers)
    return f'<details><summary>{label}</summary><div class="ot-edits">{listed}</div></details>'


def _offer(chip: Chip, offer: Offer, language: Language) -> str:
    change, label = offer.edit.change, short(offer.label, MAX_LABEL_CHARS)
    if change == "take_back":
        return _button(chip, change, phrase("take_back", language))
    if change != "number":
        return _button(chip, change, label)
    fields = "".join(_field(number, language) for number in offer.edit.numbers)
    return f'<span class="ot-numbers">{fields}{_button(chip, change, phrase("change", language))}</span>'


def _field(number: float, language: Language) -> str:
    """Below 0 only where it is there already."""
    bounds = f'step="any" min="{min(0.0, number):.15g}"'
    return f'<input type="number" {bounds} value="{number:.15g}" title="{phrase("number", language)}">'


def _button(chip: Chip, change: str, said: str) -> str:
    return f'<button type="button" class="ot-edit-{change}" name="{change}" value="{chip.key}">{said}</button>'
