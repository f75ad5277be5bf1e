import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from app.views import theme
from review_schema.vocabulary import BLINDED_PIE_CODE, BrainLabel, CavityLabel

LEAST_CONTRAST = 4.5
LEAST_CONTRAST_OF_LINES = 3.0
"""Of what is no text: WCAG 2.1, 1.4.3 and 1.4.11."""
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


BANNERS = ("#2f2427", "#2b271a", "#1b2a20")
CHOSEN_ROW, CHECKED_BUTTON, DISABLED_TEXT = "#24406f", "#1c2a45", "#7d8590"


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((theme.TEXT, ground) for ground in (*BANNERS, CHOSEN_ROW, CHECKED_BUTTON, theme.BORDER)),
        *((theme.ACCENT, ground) for ground in BANNERS),
        *((DISABLED_TEXT, ground) for ground in (theme.BACKGROUND, theme.PANEL)),
        *((colour, "#000000") for colour in (theme.TEXT, theme.MUTED, theme.WARN, theme.LESION, theme.MARGIN)),
    ],
)
def test_text_stands_out_where_it_has_a_ground_of_its_own(text: str, ground: str) -> None:
    assert contrast(text, ground) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        *itertools.product((theme.CAVITY, theme.MARGIN, theme.LESION, theme.CROSSHAIR), ("#000000",)),
        *itertools.product((theme.ACCENT, theme.MUTED), GROUNDS),
    ],
)
def test_lines_focus_and_signs_stand_out(mark: str, ground: str) -> None:
    assert contrast(mark, ground) >= LEAST_CONTRAST_OF_LINES


def test_every_colour_of_the_style_is_looked_at_here() -> None:
    known = {
        value.lower()
        for value in vars(theme).values()
        if isinstance(value, str) and value.startswith("#") and len(value) == 7
    }
    written = {colour.lower() for colour in re.findall("#[0-9a-fA-F]{6}", Path(theme.__file__).read_text("utf-8"))}
    assert written - known - set(theme.LABEL_COLOURS.values()) <= {
        *BANNERS,
        CHOSEN_ROW,
        CHECKED_BUTTON,
        DISABLED_TEXT,
    }
