"""One slice of a visit with the outlines over it, as it stands in the atlas and in reports: picture and lines in mm."""

from dataclasses import dataclass
from typing import Literal

from app.usecases.open_case import CaseVisit, OpenCase
from imaging.intensity import Window, grey_levels
from imaging.itk import png_bytes
from imaging.planes import Plane, Polyline, depth_of, place_of, slice_depth, slice_index, slice_picture
from review_schema.finding import PositionMm

FIELD_MM = 70.0
"""Width of a picture: the cavity, its margin, and what lies about it."""

OutlineKind = Literal["cavity", "margin"]
OUTLINE_COLOURS: dict[OutlineKind, str] = {"cavity": "#3ec6e0", "margin": "#f0a830"}


@dataclass(frozen=True)
class SliceFigure:
    """An axial slice, patient's right at the left; all places in mm of the screen plane (x right, y down).

    Attributes:
        png: the picture; empty where the field lies outside the scan.
        left_mm, top_mm, width_mm, height_mm: where the picture lies.
        field_left_mm, field_top_mm: the corner of what is shown, `FIELD_MM` wide and high.
        place: what the figure is about, in the middle of the field.
        outlines: of the baseline cavities and their margins; none where the registration is not to be trusted.
        trusted: whether it is.
    """

    png: bytes
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    field_left_mm: float
    field_top_mm: float
    place: tuple[float, float]
    outlines: tuple[tuple[OutlineKind, Polyline], ...]
    trusted: bool


def slice_figure(case: OpenCase, visit: CaseVisit, place: PositionMm) -> SliceFigure:
    """The axial slice of `visit` through `place`, LPS mm in the frame of the case."""
    display, plane, trusted = visit.display, Plane.AXIAL, visit.registration.trusted
    index = slice_index(display.grid, plane, depth_of(plane, place))
    depth = slice_depth(display.grid, plane, index)
    seen = slice_picture(display, plane, index)
    u, v = place_of(plane, place)
    left, top = u - FIELD_MM / 2, v - FIELD_MM / 2
    # Only what is seen goes into the picture.
    column, row = (max(int(n / seen.step_mm), 0) for n in (left - seen.left_mm, top - seen.top_mm))
    wide = int(FIELD_MM / seen.step_mm) + 2
    values = seen.values[row : row + wide, column : column + wide]
    lines: list[tuple[OutlineKind, Polyline]] = [
        (kind, path)
        for field in (case.fields.values() if trusted else ())  # else they would stand where nobody knows
        for kind, level in _levels(case)
        for path in field.outlines(plane, depth, level)
    ]
    return SliceFigure(
        png=png_bytes(grey_levels(values, visit.scale, Window())) if values.size else b"",
        left_mm=seen.left_mm + column * seen.step_mm,
        top_mm=seen.top_mm + row * seen.step_mm,
        width_mm=values.shape[1] * seen.step_mm,
        height_mm=values.shape[0] * seen.step_mm,
        field_left_mm=left,
        field_top_mm=top,
        place=(u, v),
        outlines=tuple(lines),
        trusted=trusted,
    )


def _levels(case: OpenCase) -> tuple[tuple[OutlineKind, float], ...]:
    return ("cavity", 0.0), ("margin", case.margin_mm)


def middle_of(cavity: str | None, case: OpenCase) -> PositionMm:
    """The middle of a cavity, else of any, else of the head."""
    surface = case.cavities.get(cavity or "") or next(iter(case.cavities.values()), None)
    points = case.grid.corners() if surface is None else surface.surface_points
    x, y, z = (float(n) for n in (points.min(axis=0) + points.max(axis=0)) / 2.0)
    return (x, y, z)
