"""What enhances at the wall of each cavity, visit by visit: for the chart of a read, and as a table for the study."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.usecases.open_case import CaseVisit, OpenCase, every_visit, load_case
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.usecases.write_files import write_files
from imaging import errors
from imaging.enhancement import CavityWall, HeadDepth, wall_of
from review_schema.export.evolution import EvolutionRow, evolution_csv, evolution_dictionary_csv
from review_schema.projections import Subject, TimePoint


def measure_walls(case: OpenCase, visit: CaseVisit, cancelled: Cancelled = never_cancelled) -> dict[str, CavityWall]:
    """The walls of a case's cavities at one visit, by cavity; none where the registration is not to be trusted.

    The rim is measured on the contour drawn at that visit, where there is one, else on the baseline contour; the
    margin is that of the baseline contour. On the visit that stands as the baseline it is always the baseline contour:
    another one would tell a reader that this scan is not the reference, and by that the arm.

    Raises:
        imaging.errors.Cancelled: `cancelled` said so.
    """
    if not visit.registration.trusted or not case.cavities:
        return {}
    depth = HeadDepth(visit.display)
    is_baseline = visit.timepoint.timepoint_id == case.visits[case.baseline_index].timepoint.timepoint_id
    drawn = {} if is_baseline else visit.current_cavities
    walls = {}
    for name, baseline in case.cavities.items():
        if cancelled():
            raise errors.Cancelled()
        walls[name] = wall_of(
            visit.native,
            visit.reference_from_native,
            visit.scale,
            drawn.get(name, baseline),
            baseline,
            case.margin_mm,
            depth,
        )
    return walls


@dataclass(frozen=True)
class EvolutionExport:
    """What was written."""

    rows: tuple[EvolutionRow, ...]
    warnings: tuple[str, ...]


def export_evolution(
    study: Study, out: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> EvolutionExport:
    """Write ``evolution.csv``, one row per subject, visit and cavity, and its dictionary into the folder `out`.

    Not blinded. A visit whose registration is not to be trusted has a row without figures, and the reason.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        imaging.errors.Cancelled: `cancelled` said so; nothing is written.
        OSError: the folder cannot be written.
    """
    study.ledger.verify_unless_untouched()
    people = [person for _, person in sorted(study.state().subjects.items()) if person.timepoints]
    drawn = [person for person in people if person.cavities]
    rows: list[EvolutionRow] = []
    for order, person in enumerate(drawn):
        progress(order / len(drawn), f"case {order + 1} of {len(drawn)}")
        rows += _rows(study, person, cancelled)
    write_files(out, {"evolution.csv": evolution_csv(rows), "evolution_dictionary.csv": evolution_dictionary_csv()})
    return EvolutionExport(tuple(rows), _warnings(rows, len(people) - len(drawn)))


def _warnings(rows: list[EvolutionRow], undrawn: int) -> tuple[str, ...]:
    doubtful = len({(row.subject, row.on) for row in rows if not row.trusted})
    return (
        *([f"subjects left out, who have scans but no cavity: {undrawn}"] if undrawn else []),
        *([f"visits without figures, because their registration is not to be trusted: {doubtful}"] if doubtful else []),
    )


def _rows(study: Study, person: Subject, cancelled: Cancelled) -> list[EvolutionRow]:
    visits = every_visit(person)
    ids = [visit.timepoint_id for visit in visits]
    case = load_case(study, person.subject, timepoint_ids=ids, blinded=visits, cancelled=cancelled)
    return [
        row
        for timepoint, visit in zip(person.timepoints, case.visits, strict=True)
        for row in _rows_of_visit(person, timepoint, visit, measure_walls(case, visit, cancelled), list(case.cavities))
    ]


def _rows_of_visit(
    person: Subject, timepoint: TimePoint, visit: CaseVisit, walls: Mapping[str, CavityWall], cavities: list[str]
) -> list[EvolutionRow]:
    rows = []
    for cavity in cavities:
        wall = walls.get(cavity)
        rows.append(
            EvolutionRow(
                subject=person.subject,
                on=timepoint.acquired_on,
                days=None if person.surgery_on is None else (timepoint.acquired_on - person.surgery_on).days,
                cavity=cavity,
                enhancing_ml=None if wall is None else round(wall.enhancing_ml, 4),
                rim_mean_mm=None if wall is None else _rounded(wall.rim_mean_mm),
                rim_max_mm=None if wall is None else _rounded(wall.rim_max_mm),
                contour="this visit" if cavity in visit.current_cavities else "baseline",
                registration_error_mm=visit.registration.error_mm,
                trusted=visit.registration.trusted,
                reason=visit.registration.reason,
                scan_id=timepoint.scan.scan_id,
            )
        )
    return rows


def _rounded(mm: float | None) -> float | None:
    return None if mm is None else round(mm, 3)
