"""The disagreement atlas: each place where two reads differ, with the picture at what each of them marked.

HTML pages, one a subject, and an index of them: slices as PNG, outlines as lines over them. They hold
pseudonyms and dates, for coordinator and statistician, and are never shown in a blinded read.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby

from app.usecases.case_part import pictured
from app.usecases.open_case import CaseVisit, OpenCase, load_case, subject_as_read
from app.usecases.slice_figure import FIELD_MM, OUTLINE_COLOURS, middle_of, slice_figure
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging import errors
from imaging.planes import Polyline
from review_schema.blinding import BlindedTimePoint
from review_schema.disagreements import Disagreement, Kind
from review_schema.finding import PositionMm

PICTURE_PX = 300
MARK_MM = 4.0
"""Radius of the circle around a mark."""

KEPT_CASES = 4

INDEX = "disagreements.html"
LEGEND = (
    f"Each picture is an axial slice of {FIELD_MM:g} mm; patient's right at the left. Blue: cavity at baseline. Amber:"
    " margin. Circle: what the reader marked."
)

NO_PICTURE = (
    "<p>No picture: the study does not have the scan that was read (another series was chosen since, or none).</p>"
)
UNTRUSTED = " – registration not trusted"

STYLE = """
body { background: #14171a; color: #e6e9ec; font: 15px sans-serif; margin: 2em auto; max-width: 1010px; }
h2 { font-size: 17px; margin: 2em 0 .4em; } figure { display: inline-block; margin: 0 8px 8px 0; }
figcaption { color: #b4bcc4; font-size: 13px; padding: 4px 0; } svg { background: #000; display: block; }
a { color: #7cc4e8; } table { border-collapse: collapse; } td, th { padding: 4px 14px; text-align: right; }
td:first-child, th:first-child { text-align: left; } tr + tr { border-top: 1px solid #2c3238; }
.kind { border: 1px solid #8894a0; border-radius: 4px; font-size: 13px; padding: 1px 7px; }
"""


@dataclass(frozen=True)
class _Panel:
    """One picture: which case and visit, where, and whose mark stands in it."""

    caption: str
    case: OpenCase
    visit: CaseVisit
    place: PositionMm
    marked: bool


class _Cases:
    """The cases as reads had them, the last few kept: disagreements of one visit follow each other."""

    def __init__(self, study: Study) -> None:
        self._study, self._state = study, study.state()
        self._case = lru_cache(maxsize=KEPT_CASES)(self._loaded)

    def of(self, found: Disagreement, read_id: str, scan_id: str | None, place: PositionMm | None) -> OpenCase | None:
        """Baseline and visit in the frame of a read, as far as a picture there shows them.

        None where the study does not have the scan that was read.
        """
        return self._case(found.subject, found.timepoint_id, read_id, scan_id, found.cavity, place)

    def _loaded(
        self,
        subject: str,
        timepoint_id: str,
        read_id: str,
        scan_id: str | None,
        cavity: str | None,
        place: PositionMm | None,
    ) -> OpenCase | None:
        own = read_id if read_id in self._state.reads else None  # a read from elsewhere has no state here
        person = subject_as_read(self._state, subject, own)
        seen = {visit.timepoint_id: visit.scan.scan_id for visit in person.timepoints} if person is not None else {}
        if person is None or timepoint_id not in seen or seen[timepoint_id] != scan_id:
            return None
        reference = person.reference.timepoint_id if person.reference is not None else timepoint_id
        wanted = list(dict.fromkeys((reference, timepoint_id)))
        shown = [
            BlindedTimePoint(index=order, timepoint_id=one, scan_id=None, months=None, locked=True)
            for order, one in enumerate(wanted)
        ]
        return load_case(
            self._study,
            subject,
            timepoint_ids=wanted,
            blinded=shown,
            read_id=own,
            as_read_elsewhere=own is None,
            part=lambda case: pictured(case, cavity, place, FIELD_MM),
        )


def draw_atlas(
    study: Study,
    disagreements: Sequence[Disagreement],
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> dict[str, bytes]:
    """The pages by file name, UTF-8; the same disagreements, in whatever order, give the same bytes.

    `INDEX` lists the subjects by kind of disagreement; each has a page of its own that needs nothing beside it, so
    that no page grows with the study.

    A picture shows the axial slice through the centre of what a read marked, as that read had the visit; where it
    marked nothing, through the other read's mark, else through the middle of the cavity, else of the head. Where the
    study does not have the scan that was read (any more), there is no picture, and the page says so.

    Raises:
        Cancelled: `cancelled` said so.
    """
    cases = _Cases(study)
    by_subject = {
        subject: list(group)
        for subject, group in groupby(sorted(disagreements, key=_in_order), key=lambda found: found.subject)
    }
    names = {subject: f"disagreements_{number:04d}.html" for number, subject in enumerate(by_subject, start=1)}
    pages = {INDEX: _index(by_subject, names)}
    drawn = 0
    for subject, several in by_subject.items():
        parts = [f'<p><a href="{INDEX}">All subjects</a></p>\n<h1>{escape(subject)}</h1>\n<p>{LEGEND}</p>\n']
        for found in several:
            if cancelled():
                raise errors.Cancelled
            parts.append(_entry(found, cases))
            drawn += 1
            progress(drawn / len(disagreements), Said("drawing disagreements"))
        pages[names[subject]] = _page(subject, "".join(parts))
    return pages


def _in_order(found: Disagreement) -> tuple[object, ...]:
    return (
        found.subject,
        found.on,
        found.timepoint_id,
        found.cavity or "",
        found.comparison,
        found.reader_1,
        found.reader_2,
        found.read_id_1,
        found.read_id_2,
    )


def _page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>\n{body}</body></html>\n"
    ).encode()


def _index(by_subject: Mapping[str, Sequence[Disagreement]], names: Mapping[str, str]) -> bytes:
    """Every subject with the number of its disagreements of each kind."""
    total = sum(map(len, by_subject.values()))
    heads = "".join(f"<th>{kind.value}</th>" for kind in Kind)
    lines = [
        f"<h1>Disagreements</h1>\n<p>{total} compartments of time points of which two reads say different things, in"
        f" {len(by_subject)} subjects.</p>\n<table>\n<tr><th>subject</th>{heads}<th>all</th></tr>\n"
    ]
    for subject, several in by_subject.items():
        kinds = [found.kind for found in several]
        counts = "".join(f"<td>{kinds.count(kind) or ''}</td>" for kind in Kind)
        link = f'<a href="{names[subject]}">{escape(subject)}</a>'
        lines.append(f"<tr><td>{link}</td>{counts}<td>{len(several)}</td></tr>\n")
    return _page("Disagreements", "".join(lines) + "</table>\n")


def _entry(found: Disagreement, cases: _Cases) -> str:
    where = "brain" if found.cavity is None else f"cavity {found.cavity}"
    title = f"{found.subject}, {found.on.isoformat()}, {where}"
    again = "" if found.comparison == "between" else " (read again)"
    said = [
        f"{found.reader_1}: {' + '.join(found.labels_1) or 'nothing'}",
        f"{found.reader_2}{again}: {' + '.join(found.labels_2) or 'nothing'}",
    ]
    pictures = "".join(_figure(panel) for panel in _panels(found, cases, said))
    return (
        f'<h2>{escape(title)} <span class="kind">{found.kind.value}</span></h2>\n'
        f"<p>{escape(said[0])} &nbsp;·&nbsp; {escape(said[1])}</p>\n{pictures or NO_PICTURE}\n"
    )


def _panels(found: Disagreement, cases: _Cases, said: Sequence[str]) -> Iterator[_Panel]:
    first, second = found.place_1 or found.place_2, found.place_2 or found.place_1
    one = cases.of(found, found.read_id_1, found.scan_id_1, first)
    other = cases.of(found, found.read_id_2, found.scan_id_2, second)
    if one is not None:
        place = first or middle_of(found.cavity, one)
        yield _Panel("Baseline", one, one.visits[0], place, marked=False)
        yield _Panel(said[0], one, one.visits[-1], place, marked=found.place_1 is not None)
    if other is not None:
        place = second or middle_of(found.cavity, other)
        yield _Panel(said[1], other, other.visits[-1], place, marked=found.place_2 is not None)


def _figure(panel: _Panel) -> str:
    drawn = slice_figure(panel.case, panel.visit, panel.place)
    image = ""
    if drawn.png:
        picture = base64.b64encode(drawn.png).decode("ascii")
        image = (
            f'<image x="{drawn.left_mm:.2f}" y="{drawn.top_mm:.2f}"'
            f' width="{drawn.width_mm:.2f}" height="{drawn.height_mm:.2f}"'
            f' preserveAspectRatio="none" href="data:image/png;base64,{picture}"/>'
        )
    lines = [_line(path, OUTLINE_COLOURS[kind]) for kind, path in drawn.outlines]
    u, v = drawn.place
    mark = f'<circle cx="{u:.2f}" cy="{v:.2f}" r="{MARK_MM:g}" fill="none" stroke="#ff6b6b" stroke-width="0.4"/>'
    box = f"{drawn.field_left_mm:.2f} {drawn.field_top_mm:.2f} {FIELD_MM:g} {FIELD_MM:g}"
    return (
        f'<figure><svg width="{PICTURE_PX}" height="{PICTURE_PX}" viewBox="{box}">'
        f"{image}{''.join(lines)}{mark if panel.marked else ''}</svg>"
        f"<figcaption>{escape(panel.caption)}{'' if drawn.trusted else UNTRUSTED}</figcaption></figure>"
    )


def _line(path: Polyline, colour: str) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in path)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="0.3"/>'
