"""What the lines over the pictures mean: one entry for each kind that is drawn, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from app.viewmodels.outlines import Line, Outline
from app.viewmodels.slices import SliceScene
from app.words import Said

LEAST_TOLD_MM = 0.1
"""A doubt below this is told by this bound: further digits of an estimate mean nothing."""

WORDS: dict[Line, str] = {
    Line.CAVITY: "Cavity, baseline",
    Line.CURRENT_CAVITY: "Cavity, this visit",
    Line.APPLICATOR: "Applicator sphere",
    Line.DRAFT: "Contour being drawn",
}

ORDER = (Line.CAVITY, Line.CURRENT_CAVITY, Line.APPLICATOR, Line.MARGIN, Line.DOUBT, Line.LESION, Line.DRAFT)


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend.

    Attributes:
        line: kind of outline.
        words: "Margin 5 mm".
        colour: "#rrggbb"; empty: the kind's own.
        doubtful: drawn as of a visit whose registration is not trusted.
        filled: drawn filled.
    """

    line: Line
    words: str
    colour: str = ""
    doubtful: bool = False
    filled: bool = False


def legend_of(scenes: Iterable[tuple[SliceScene, float]]) -> tuple[LegendEntry, ...]:
    """The legend of views, each given as its scene and its pixels per mm: what is drawn, each thing once."""
    found = {
        LegendEntry(
            outline.line, _words(outline), outline.colour, outline.doubtful, scene.filled and outline.is_region
        ): None
        for scene, pixels_per_mm in scenes
        for outline in scene.outlines
        if outline.is_seen(pixels_per_mm)
    }
    return tuple(sorted(found, key=lambda entry: (ORDER.index(entry.line), entry.doubtful)))


def _words(outline: Outline) -> str:
    if outline.doubtful:
        return Said("{what}: place in doubt", what=_kind_words(outline))
    return _kind_words(outline)


def _kind_words(outline: Outline) -> str:
    if outline.line is Line.MARGIN:
        return Said("Margin {mm:g} mm", mm=outline.size_mm)
    if outline.line is Line.DOUBT:
        if outline.size_mm < LEAST_TOLD_MM:
            return Said("Doubt within {mm:.1f} mm", mm=LEAST_TOLD_MM)
        # Rounded up, as in the verdict: an error is never told smaller than it is.
        return Said("Doubt ±{mm:.1f} mm", mm=ceil(10.0 * outline.size_mm - 1e-9) / 10.0)
    if outline.line is Line.LESION:
        return Said("Lesion {name}", name=outline.name)
    return WORDS[outline.line]
