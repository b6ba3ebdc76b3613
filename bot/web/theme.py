"""Colours and fonts of the page. Nothing is fetched: the fonts are the system's own."""

from __future__ import annotations

from gradio.themes import Base, Color

PINE = Color(
    "#f0f7f4",
    "#dcece5",
    "#bbdacc",
    "#8fc0ab",
    "#5fa187",
    "#3f856b",
    "#2e6b56",
    "#265646",
    "#204539",
    "#1a3930",
    "#0d201b",
)
STONE = Color(
    "#faf9f7",
    "#f3f1ed",
    "#e6e3dc",
    "#d3cec4",
    "#a8a297",
    "#7a746a",
    "#59544c",
    "#433f39",
    "#2b2926",
    "#1d1c1a",
    "#131211",
)
FONTS = (
    "ui-sans-serif",
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Noto Sans",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def make_theme() -> Base:
    """Paper and pine by day, stone and moss by night."""
    theme = Base(primary_hue=PINE, secondary_hue=PINE, neutral_hue=STONE, font=FONTS, font_mono=MONO)
    theme.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_border_color_focus="*primary_500",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
    )
    return theme
