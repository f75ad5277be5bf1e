import itertools

import pytest
from PySide6.QtGui import QColor

from app.views import theme
from review_schema.vocabulary import BLINDED_PIE_CODE, BrainLabel, CavityLabel

LEAST_CONTRAST = 4.5
GROUNDS = (theme.BACKGROUND, theme.PANEL, theme.RAISED)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    list(itertools.product((theme.TEXT, theme.MUTED, theme.ACCENT, theme.GOOD, theme.WARN, theme.BAD), GROUNDS)),
)
def test_text_stands_out_from_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= LEAST_CONTRAST


@pytest.mark.parametrize("label", sorted(theme.LABEL_COLOURS))
def test_a_label_is_readable_as_outline_and_as_filled_chip(label: str) -> None:
    colour = theme.label_colour(label)
    assert contrast(colour, theme.PANEL) >= LEAST_CONTRAST
    assert contrast(theme.ON_ACCENT, colour) >= LEAST_CONTRAST


def test_text_on_the_accent_is_readable() -> None:
    assert contrast(theme.ON_ACCENT, theme.ACCENT) >= LEAST_CONTRAST


def test_every_label_has_a_colour() -> None:
    codes = {label.value for label in (*CavityLabel, *BrainLabel)} | {BLINDED_PIE_CODE}
    assert codes <= set(theme.LABEL_COLOURS)
