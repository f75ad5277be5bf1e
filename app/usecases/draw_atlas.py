"""The disagreement atlas: each place where two reads differ, with the picture at what each of them marked.

One HTML page that needs nothing beside it: slices as PNG, outlines as lines over them. It holds pseudonyms and dates,
for coordinator and statistician; it is never shown in a blinded read.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from app.usecases.open_case import CaseVisit, OpenCase, load_case
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from imaging import errors
from imaging.intensity import Window, grey_levels
from imaging.itk import png_bytes
from imaging.planes import Plane, Polyline, depth_of, place_of, slice_depth, slice_index, slice_picture
from review_schema.blinding import BlindedTimePoint
from review_schema.disagreements import Disagreement
from review_schema.finding import PositionMm

FIELD_MM = 70.0
"""Width of a picture: the cavity, its margin, and what lies about it."""

PICTURE_PX = 300
MARK_MM = 4.0
"""Radius of the circle around a mark."""

STYLE = """
body { background: #14171a; color: #e6e9ec; font: 15px sans-serif; margin: 2em auto; max-width: 1010px; }
h2 { font-size: 17px; margin: 2em 0 .4em; } figure { display: inline-block; margin: 0 8px 8px 0; }
figcaption { color: #b4bcc4; font-size: 13px; padding: 4px 0; } svg { background: #000; display: block; }
.kind { border: 1px solid #8894a0; border-radius: 4px; font-size: 13px; padding: 1px 7px; }
"""


@dataclass(frozen=True)
class _Panel:
    """One picture: which visit, where, and whose mark stands in it."""

    caption: str
    visit: CaseVisit
    place: PositionMm
    marked: bool


def draw_atlas(
    study: Study,
    disagreements: Sequence[Disagreement],
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The page, UTF-8; the same disagreements give the same bytes.

    A picture shows the axial slice through the centre of what a read marked; where it marked nothing, through the other
    read's mark, else through the middle of the cavity, else of the head.

    Raises:
        Cancelled: `cancelled` said so.
    """
    parts = [
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Disagreements</title><style>{STYLE}'
        "</style></head><body>\n<h1>Disagreements</h1>\n"
        f"<p>{len(disagreements)} compartments of time points of which two reads say different things. Each picture is"
        f" an axial slice of {FIELD_MM:g} mm; patient's right at the left. Blue: cavity at baseline. Amber: margin."
        " Circle: what the reader marked.</p>\n"
    ]
    for done, (_, same_case) in enumerate(groupby(disagreements, key=lambda one: (one.read_id_1, one.timepoint_id))):
        if cancelled():
            raise errors.Cancelled
        entries = list(same_case)
        case = _load(study, entries[0])
        parts += [_entry(found, case) for found in entries]
        progress(min((done + 1) / len(disagreements), 1.0), "drawing disagreements")
    return ("".join(parts) + "</body></html>\n").encode("utf-8")


def _load(study: Study, found: Disagreement) -> OpenCase:
    """The case's baseline and the visit, in the frame in which the first read marked them."""
    state = study.state()
    subject = state.subjects[found.subject]
    reference = subject.reference.timepoint_id if subject.reference is not None else found.timepoint_id
    wanted = list(dict.fromkeys((reference, found.timepoint_id)))
    shown = [
        BlindedTimePoint(index=order, timepoint_id=one, scan_id=None, months=None, locked=True)
        for order, one in enumerate(wanted)
    ]
    read_id = found.read_id_1 if found.read_id_1 in state.reads else None  # a read from elsewhere has no state here
    return load_case(study, found.subject, timepoint_ids=wanted, blinded=shown, read_id=read_id)


def _entry(found: Disagreement, case: OpenCase) -> str:
    where = "brain" if found.cavity is None else f"cavity {found.cavity}"
    title = f"{found.subject}, {found.on.isoformat()}, {where}"
    again = "" if found.comparison == "between" else " (read again)"
    said = [
        f"{found.reader_1}: {' + '.join(found.labels_1) or 'nothing'}",
        f"{found.reader_2}{again}: {' + '.join(found.labels_2) or 'nothing'}",
    ]
    pictures = "".join(_figure(panel, case) for panel in _panels(found, case, said))
    return (
        f'<h2>{escape(title)} <span class="kind">{found.kind.value}</span></h2>\n'
        f"<p>{escape(said[0])} &nbsp;·&nbsp; {escape(said[1])}</p>\n{pictures}\n"
    )


def _panels(found: Disagreement, case: OpenCase, said: Sequence[str]) -> Iterator[_Panel]:
    visit, middle = case.visits[-1], _middle(found.cavity, case)
    one, other = found.place_1 or found.place_2 or middle, found.place_2 or found.place_1 or middle
    yield _Panel("Baseline", case.visits[0], one, marked=False)
    yield _Panel(said[0], visit, one, marked=found.place_1 is not None)
    yield _Panel(said[1], visit, other, marked=found.place_2 is not None)


def _middle(cavity: str | None, case: OpenCase) -> PositionMm:
    surface = case.cavities.get(cavity or "") or next(iter(case.cavities.values()), None)
    points = case.grid.corners() if surface is None else surface.surface_points
    x, y, z = (float(n) for n in (points.min(axis=0) + points.max(axis=0)) / 2.0)
    return (x, y, z)


def _figure(panel: _Panel, case: OpenCase) -> str:
    display, plane = panel.visit.display, Plane.AXIAL
    index = slice_index(display.grid, plane, depth_of(plane, panel.place))
    depth = slice_depth(display.grid, plane, index)
    seen = slice_picture(display, plane, index)
    u, v = place_of(plane, panel.place)
    left, top = u - FIELD_MM / 2, v - FIELD_MM / 2
    # Only what is seen goes into the page.
    column, row = (max(int(n / seen.step_mm), 0) for n in (left - seen.left_mm, top - seen.top_mm))
    wide = int(FIELD_MM / seen.step_mm) + 2
    values = seen.values[row : row + wide, column : column + wide]
    image = ""
    if values.size:
        picture = base64.b64encode(png_bytes(grey_levels(values, panel.visit.scale, Window()))).decode("ascii")
        image = (
            f'<image x="{seen.left_mm + column * seen.step_mm:.2f}" y="{seen.top_mm + row * seen.step_mm:.2f}"'
            f' width="{values.shape[1] * seen.step_mm:.2f}" height="{values.shape[0] * seen.step_mm:.2f}"'
            f' preserveAspectRatio="none" href="data:image/png;base64,{picture}"/>'
        )
    lines = [
        _lines(field.outlines(plane, depth, level), colour)
        for field in case.fields.values()
        for level, colour in ((0.0, "#3ec6e0"), (case.margin_mm, "#f0a830"))
    ]
    mark = f'<circle cx="{u:.2f}" cy="{v:.2f}" r="{MARK_MM:g}" fill="none" stroke="#ff6b6b" stroke-width="0.4"/>'
    box = f"{left:.2f} {top:.2f} {FIELD_MM:g} {FIELD_MM:g}"
    return (
        f'<figure><svg width="{PICTURE_PX}" height="{PICTURE_PX}" viewBox="{box}">'
        f"{image}{''.join(lines)}{mark if panel.marked else ''}</svg>"
        f"<figcaption>{escape(panel.caption)}</figcaption></figure>"
    )


def _lines(paths: Sequence[Polyline], colour: str) -> str:
    return "".join(
        f'<polyline points="{" ".join(f"{x:.2f},{y:.2f}" for x, y in path)}" fill="none" stroke="{colour}"'
        ' stroke-width="0.3"/>'
        for path in paths
    )
