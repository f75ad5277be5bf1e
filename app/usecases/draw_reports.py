"""Write reports: one PDF for each case, one for the study. Not blinded: they hold dates, arms and all readers' labels.

What stands in them is arranged in `review_schema.export`; here it is gathered, pictures included. Drawing is the
caller's, since pages are drawn by what draws the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.usecases.draw_cavity import patient_of
from app.usecases.exchange_reads import signed_reads
from app.usecases.export_events import event_sources
from app.usecases.mark_lesion import verdict_sentence
from app.usecases.open_case import CaseVisit, OpenCase, every_visit, load_case, reference_from_read
from app.usecases.slice_figure import FIELD_MM, OUTLINE_COLOURS, SliceFigure, middle_of, slice_figure
from app.usecases.study import VERSION, Cancelled, Progress, Study, never_cancelled, no_progress
from app.usecases.write_files import staged_files
from app.words import Said
from imaging import errors
from review_schema.case_facts import case_facts
from review_schema.endpoints import derive_events
from review_schema.errors import ExportFolderTaken
from review_schema.export.case_report import CaseSources, case_report
from review_schema.export.report import STUDY_REPORT, Draw, FilmStrip, Picture, Report, file_names, told_error
from review_schema.export.study_report import StudySources, study_report
from review_schema.finding import PositionMm
from review_schema.payloads import ReadSigned
from review_schema.projections import Subject
from review_schema.read import SignedRead
from review_schema.settled_labels import settle_labels

FOLDER = "report"


@dataclass(frozen=True)
class ReportsExport:
    """What was written."""

    reports: int
    warnings: tuple[str, ...]


def export_reports(
    study: Study,
    out: Path,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
    *,
    draw: Draw,
) -> ReportsExport:
    """Write ``report/<subject>.pdf`` of every subject and ``report/study.pdf`` into `out`, all or none.

    Earlier reports of the same subjects are replaced; other files of that folder stay.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        ExportFolderTaken: ``report`` is there already, and is no folder.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other; nothing is written.
        imaging.errors.Cancelled: `cancelled` said so; nothing is written.
        OSError: the folder cannot be written.
    """
    study.ledger.verify()
    refuse_taken(out)
    people, sources = sorted(study.state().subjects), _Sources(study)
    names = file_names(people)
    with staged_files(out / FOLDER) as part:
        for order, subject in enumerate(people):
            if cancelled():
                raise errors.Cancelled
            progress(order / (len(people) + 1), Said("case {n} of {all}", n=order + 1, all=len(people)))
            (part / f"{names[subject]}.pdf").write_bytes(draw(sources.case(subject, cancelled)))
        progress(len(people) / (len(people) + 1), Said("study report"))
        (part / f"{STUDY_REPORT}.pdf").write_bytes(draw(sources.whole()))
    return ReportsExport(len(people) + 1, _warnings(sources, people))


def export_case_report(
    study: Study, subject: str, out: Path, progress: Progress = no_progress, *, draw: Draw
) -> ReportsExport:
    """Write the report of one subject, ``report/<subject>.pdf``, into `out`.

    Raises:
        VisitUnknown: there is no such subject.
        As `export_reports`.
    """
    study.ledger.verify()
    refuse_taken(out)
    patient_of(study, subject)
    sources = _Sources(study)
    with staged_files(out / FOLDER) as part:
        progress(0.0, Said("case {n} of {all}", n=1, all=1))
        name = file_names(study.state().subjects)[subject]
        (part / f"{name}.pdf").write_bytes(draw(sources.case(subject, never_cancelled)))
    return ReportsExport(1, _warnings(sources, [subject]))


def refuse_taken(out: Path) -> None:
    """Whether reports can go into the folder ``report`` in `out`.

    Raises:
        ExportFolderTaken: something else than a folder has its name.
    """
    if (out / FOLDER).exists() and not (out / FOLDER).is_dir():
        raise ExportFolderTaken(FOLDER)


class _Sources:
    """What reports are made of, gathered once."""

    def __init__(self, study: Study) -> None:
        self.study, self.state = study, study.state()
        self.reads = signed_reads(study)
        self.meanings = {
            entry.payload.read_id: entry.payload.meaning
            for entry in study.ledger.entries()
            if entry.kind == ReadSigned.kind and isinstance(entry.payload, ReadSigned)
        }

    def whole(self) -> Report:
        """The report of the study, of the cohort that events.csv holds."""
        sources = event_sources(self.study)
        return study_report(
            StudySources(
                study_id=self.state.study_id,
                software=VERSION,
                charter=self.state.charter,
                subjects=self.state.subjects,
                assigned=tuple(self.state.reads.values()),
                reads=self.reads,
                events=derive_events(sources.reads, sources.clinical, sources.charter),
            )
        )

    def case(self, subject: str, cancelled: Cancelled) -> Report:
        """The report of one case."""
        person, charter = self.state.subjects[subject], self.state.charter
        reads = [read for read in self.reads if read.subject == subject]
        return case_report(
            CaseSources(
                study=f"{charter.name} · study {self.state.study_id}",
                software=VERSION,
                charter=charter,
                subject=person,
                facts=case_facts(person.clinical),
                reads=reads,
                labels=settle_labels(reads, person.clinical, charter),
                events=derive_events(reads, person.clinical, charter),
                verdicts=self._verdicts(reads),
                strips=self._strips(person, reads, cancelled),
                meanings=self.meanings,
            )
        )

    def _verdicts(self, reads: Iterable[SignedRead]) -> Mapping[tuple[str, str], str]:
        return {
            (read.read_id, finding.finding_id): verdict_sentence(
                finding.measure,
                self.state.charter,
                cavity=finding.cavity if len(read.cavities) > 1 else None,
                without_distance="no distance: registration not trusted, or no cavity drawn",
            )
            for read in reads
            for timepoint in read.timepoints
            for finding in timepoint.findings
            if finding.measure is not None
        }

    def _strips(
        self, person: Subject, reads: Sequence[SignedRead], cancelled: Cancelled
    ) -> Sequence[tuple[str, FilmStrip]]:
        if not person.timepoints:
            return ()
        shown = every_visit(person)
        ids = [visit.timepoint_id for visit in shown]
        case = load_case(self.study, person.subject, timepoint_ids=ids, blinded=shown, cancelled=cancelled)
        return [(cavity, _strip(case, self._place(cavity, case, reads))) for cavity in sorted(case.cavities) or [""]]

    def _place(self, cavity: str, case: OpenCase, reads: Iterable[SignedRead]) -> PositionMm:
        """The middle of the cavity, at the level of the largest lesion marked at it, if that lies about it."""
        x, y, z = middle_of(cavity, case)
        largest = 0.0
        for read in reads:
            known = reference_from_read(self.study, read.subject, read.read_id)
            for timepoint in read.timepoints if known is not None else ():
                for finding in timepoint.findings:
                    of = finding.measure
                    if known is None or of is None or finding.cavity != cavity or of.volume_ml <= largest:
                        continue
                    place = known.points(of.centre_mm, known.moving_frame)
                    if np.abs(place - (x, y, z)).max() < FIELD_MM / 2:
                        z, largest = float(place[2]), of.volume_ml
        return x, y, z


def _strip(case: OpenCase, place: PositionMm) -> FilmStrip:
    pictures = tuple(
        _picture(
            visit, slice_figure(case, visit, place), is_reference=visit.timepoint.timepoint_id == case.reference_id
        )
        for visit in case.visits
    )
    return FilmStrip(
        field_mm=FIELD_MM,
        pictures=pictures,
        legend=f"Axial, {FIELD_MM:g} mm, patient's right at the left, each visit registered to the baseline scan."
        f" Blue: cavity at baseline. Amber: margin of {case.margin_mm:g} mm. None is drawn where the registration is"
        " not to be trusted.",
    )


def _picture(visit: CaseVisit, drawn: SliceFigure, *, is_reference: bool) -> Picture:
    months, found = visit.timepoint.months, visit.registration
    told = f"visit {visit.timepoint.index + 1}" if months is None else f"{months:+.1f} mo"
    error = "baseline" if is_reference else f"±{told_error(found.error_mm)} mm" if found.error_mm is not None else ""
    left, top = drawn.field_left_mm, drawn.field_top_mm
    return Picture(
        caption=" · ".join(filter(None, (told, error))),
        png=drawn.png,
        left_mm=drawn.left_mm - left,
        top_mm=drawn.top_mm - top,
        width_mm=drawn.width_mm,
        height_mm=drawn.height_mm,
        outlines=tuple(
            (OUTLINE_COLOURS[kind], tuple((float(x) - left, float(y) - top) for x, y in path))
            for kind, path in drawn.outlines
        ),
        doubt="" if drawn.trusted else "registration not trusted",
    )


def _warnings(sources: _Sources, subjects: Sequence[str]) -> tuple[str, ...]:
    people = [sources.state.subjects[subject] for subject in subjects]
    doubtful = sum(
        visit.registration is None or not visit.registration.trusted
        for person in people
        for visit in person.timepoints
        if person.reference is not None and visit.timepoint_id != person.reference.timepoint_id
    )
    read = {one.subject for one in sources.reads}
    unread = sum(bool(person.timepoints) and person.subject not in read for person in people)
    return (
        *([f"visits whose registration is not to be trusted, shown without outlines: {doubtful}"] if doubtful else []),
        *([f"subjects with scans and without a signed read: {unread}"] if unread else []),
    )
