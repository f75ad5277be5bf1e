"""Bring scans into a study, choose the one to read at each visit, and read single scans and masks from files.

Foreign bytes are parsed in a confined process only; what it hands back is checked here before it is believed, and
a study changes in one ledger transaction or not at all.
"""

import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.confined import run_confined
from app.messages import ScanDateImplausible, SubjectNotNamed, one_line
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging.dicom.selection import says_enhanced
from imaging.errors import (
    AlreadyImported,
    ChoiceKept,
    ImagingError,
    ResultDisbelieved,
    SameScanElsewhere,
    ScanNotStored,
    SeveralVisits,
)
from imaging.nifti import read_mask, read_volume
from imaging.volume import Mask, Volume
from review_schema.ids import is_pseudonym, timepoint_id
from review_schema.payloads import Payload, ScanChosen, ScanImported, SeriesSummary
from review_schema.projections import StudyState, Subject, TimePoint
from review_schema.read_rules import EARLIEST

IMPORT_SECONDS = 3600.0
"""A study of several hundred series on a slow disk; a hanging decoder is stopped after this."""

STALE_SECONDS = 2 * IMPORT_SECONDS
"""Scratch folders older than this belong to no import that still runs."""

ONE_FILE_SECONDS = 300.0

SPACING_RANGE_MM = (0.1, 20.0)
LARGEST_AXIS = 2048
VALUE_TYPES = frozenset({"uint8", "int16", "uint16", "float32"})


@dataclass(frozen=True)
class ImportedVolume:
    """The chosen scan of a visit that was new.

    Attributes:
        series: its description.
        shape: (columns, rows, slices).
        min: least intensity after rescale.
        max: greatest intensity after rescale.
        spacing_mm: (column, row, slice), mm.
        date: date of acquisition, ISO.
        reason: why it was chosen, in words.
    """

    series: str
    shape: tuple[int, int, int]
    min: float
    max: float
    spacing_mm: tuple[float, float, float]
    date: str
    subject: str
    timepoint_id: str
    scan_id: str
    reason: str


@dataclass(frozen=True)
class ImportOutcome:
    """What an import brought: the chosen scan of each new visit, and warnings in words (``RR-IMP-061 …``)."""

    volumes: tuple[ImportedVolume, ...]
    warnings: tuple[str, ...]


def import_scans(
    study: Study,
    paths: Sequence[Path],
    *,
    subject: str | None,
    acquired_on: date | None,
    author: str,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportOutcome:
    """Import every sound MR volume below `paths`; one per visit, the contrast-enhanced T1, is chosen for reading.

    Args:
        study: the open study.
        paths: DICOM folders, DICOMDIRs, zip archives, NIfTI files.
        subject: pseudonym; the files' patient ID otherwise. With several patients it says whose scans to take.
        acquired_on: date of scans that carry none.
        author: account that imports.
        progress: called with fraction and text.
        cancelled: asked often, until the scans enter the store.

    Raises:
        ImagingError: refused, or cancelled; the study is unchanged.
        ScanDateImplausible: `acquired_on` lies in the future, or before there was MRI of patients.
        SubjectNotNamed: the pseudonym, or the files' patient ID, cannot serve as a name.
        WorkerDied, WorkerTimedOut: the reading process failed; the study is unchanged.
    """
    if subject is not None and not is_pseudonym(subject):
        raise SubjectNotNamed
    # A day's grace: this clock may be behind the scanner's calendar day.
    if acquired_on is not None and not EARLIEST <= acquired_on <= date.today() + timedelta(days=1):
        raise ScanDateImplausible(EARLIEST.year)
    with _staging_folder(study) as folder:
        result = run_confined(
            "imaging.staging:stage_scans",
            {
                "paths": [str(path.resolve()) for path in paths],
                "out": str(folder),
                "subject": subject,
                "acquired_on": acquired_on.isoformat() if acquired_on else None,
            },
            seconds=IMPORT_SECONDS,
            report=lambda fraction, text: progress(0.9 * fraction, text),
            cancelled=cancelled,
        )
        if not is_pseudonym(str(result["subject"])):
            raise SubjectNotNamed
        # Everything is checked before the first file enters the store.
        for scan in _scans(result):
            believe(scan, folder)
        progress(0.9, Said("storing"))
        payloads = [_payloads(study, str(result["subject"]), visit, folder) for visit in result["visits"]]
    return _record(study, payloads, list(result["doubts"]), author)


@dataclass(frozen=True)
class SeriesChange:
    """Another series that is read at a visit from now on, and what that leaves behind, in words."""

    chosen: ScanChosen
    warnings: tuple[str, ...]


def choose_series(
    study: Study,
    *,
    reason: str,
    author: str,
    series_uid: str | None = None,
    subject: str | None = None,
    timepoint_id: str | None = None,
    scan_id: str | None = None,
) -> SeriesChange:
    """Read another stored series at its visit, named by series UID or scan id (and subject or visit, if need be).

    Raises:
        ScanNotStored: no stored series, or several, fit.
    """
    made: list[ScanChosen] = []
    before: list[Subject] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        fitting = [
            scan
            for _, scan in _stored(state)
            if series_uid in (None, scan.series_uid)
            and scan_id in (None, scan.scan_id)
            and subject in (None, scan.subject)
            and timepoint_id in (None, scan.timepoint_id)
        ]
        if len(fitting) != 1 or (series_uid is None and scan_id is None):
            raise ScanNotStored(len(fitting))
        (scan,) = fitting
        before[:] = [state.subjects[scan.subject]]
        made[:] = [
            ScanChosen(subject=scan.subject, timepoint_id=scan.timepoint_id, scan_id=scan.scan_id, reason=reason)
        ]
        return [(f"subject/{scan.subject}", made[0])]

    study.record(author, decide)
    (chosen,), (was,) = made, before
    return SeriesChange(chosen, tuple(_left_behind(chosen, was, study.state().subjects[chosen.subject])))


def _left_behind(chosen: ScanChosen, before: Subject, after: Subject) -> Iterator[str]:
    """What a coordinator should know of a choice: what its series does not show, and what no longer holds."""
    scan = next(visit.scan for visit in after.timepoints if visit.timepoint_id == chosen.timepoint_id)
    said = next((one.score_reason for one in scan.candidates if one.series_uid == scan.series_uid), "")
    if not says_enhanced(said):
        yield "the chosen series is not known to be contrast-enhanced"
    contours = len(set(before.current_contours) - set(after.current_contours))
    if contours:
        yield f"cavity contours drawn on the other series, which are not shown on this one: {contours}"
    registered = {visit.timepoint_id for visit in before.timepoints if visit.registration is not None}
    still = {visit.timepoint_id for visit in after.timepoints if visit.registration is not None}
    if registered - still:
        yield f"visits to be registered again (rimread register): {len(registered - still)}"


def describe_scans(study: Study) -> list[dict[str, str]]:
    """The chosen scan of each visit: subject, date (ISO), series UID, series description, reason in words."""
    chosen: dict[tuple[str, str], ScanChosen] = {}
    for entry in study.ledger.entries():
        if entry.kind == ScanChosen.kind and isinstance(entry.payload, ScanChosen):
            chosen[entry.payload.subject, entry.payload.timepoint_id] = entry.payload
    rows = []
    for timepoint in _timepoints(study.state()):
        choice = chosen.get((timepoint.subject, timepoint.timepoint_id))
        held = choice is not None and choice.scan_id == timepoint.scan.scan_id
        rows.append(
            {
                "subject": timepoint.subject,
                "date": timepoint.acquired_on.isoformat(),
                "series_uid": timepoint.scan.series_uid,
                "series": timepoint.scan.series,
                "reason": choice.reason if choice is not None and held else timepoint.scan.reason,
            }
        )
    return rows


def load_any(path: Path, work_dir: Path) -> Volume:
    """One scan from a NIfTI file, a DICOM folder or a zip archive, memory-mapped from a file in `work_dir`.

    A folder with several series gives the one that would be chosen for reading.

    Raises:
        ImagingError: no sound volume; `SeveralVisits` if the folder holds scans of several days.
        WorkerDied, WorkerTimedOut: the reading process failed.
    """
    folder = work_dir / f"scan-{uuid.uuid4().hex}"
    folder.mkdir(parents=True)
    result = run_confined(
        "imaging.staging:stage_scans",
        {"paths": [str(path.resolve())], "out": str(folder), "subject": "one", "acquired_on": "2000-01-01"},
        seconds=ONE_FILE_SECONDS,
    )
    if len(result["visits"]) != 1:
        raise SeveralVisits(len(result["visits"]))
    scan = result["visits"][0]["scans"][0]
    believe(scan, folder)
    return read_volume(folder / scan["file"], scan["frame"])


def load_mask_any(path: Path, roi: str | None = None, *, frame: str | None = None) -> list[tuple[str, Mask]]:
    """The regions of a mask file: NIfTI (named by label number) or DICOM SEG (named by segment label).

    Args:
        path: the file.
        roi: only the region with this name or number.
        frame: the frame of reference of a NIfTI mask, which names none; one made from its content otherwise.
            A DICOM SEG keeps the frame that it names.

    Raises:
        ImagingError: not a mask, or no such region.
        WorkerDied, WorkerTimedOut: the reading process failed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = run_confined(
            "imaging.staging:stage_masks",
            {"path": str(path.resolve()), "roi": roi, "out": str(folder)},
            seconds=ONE_FILE_SECONDS,
        )
        return [
            (str(one["name"]), read_mask(folder / one["file"], _mask_frame(str(one["frame"]), frame))) for one in found
        ]


def _mask_frame(own: str, given: str | None) -> str:
    # Frames made from content begin with 2.25; DICOM files bring their own.
    return given if given is not None and own.startswith("2.25.") else own


def _sweep(study: Study) -> None:
    """Take away what imports left that were killed: it may hold unpacked scans."""
    for left in study.staging("sweep").parent.glob("import-*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _staging_folder(study: Study) -> Iterator[Path]:
    _sweep(study)
    folder = study.staging(f"import-{uuid.uuid4().hex}")
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _scans(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [scan for visit in result["visits"] for scan in visit["scans"]]


def believe(scan: Mapping[str, Any], folder: Path) -> None:
    """Check a staged volume against what the reading process says of it.

    Raises:
        ResultDisbelieved: naming what disagrees.
    """
    file = folder / str(scan["file"])
    if file.parent != folder or not file.is_file():
        raise ResultDisbelieved("file")
    shape = tuple(int(n) for n in scan["shape"])
    if len(shape) != 3 or not all(1 <= n <= LARGEST_AXIS for n in shape):
        raise ResultDisbelieved("shape")
    if scan["value_type"] not in VALUE_TYPES:
        raise ResultDisbelieved("value type")
    needed = int(np.prod(shape)) * np.dtype(scan["value_type"]).itemsize
    if file.stat().st_size < needed:
        raise ResultDisbelieved("file size")
    volume = read_volume(file, str(scan["frame"]))
    if volume.grid.shape != shape or str(volume.values.dtype) != scan["value_type"]:
        raise ResultDisbelieved("shape")
    if not np.allclose(volume.grid.affine, np.asarray(scan["affine"]), rtol=0, atol=1e-6):
        raise ResultDisbelieved("affine")
    if not all(SPACING_RANGE_MM[0] <= step <= SPACING_RANGE_MM[1] for step in volume.grid.spacing_mm):
        raise ResultDisbelieved("spacing")
    lowest, highest = float(volume.values.min()), float(volume.values.max())
    if not (np.isfinite([lowest, highest]).all() and (lowest, highest) == (scan["min"], scan["max"])):
        raise ResultDisbelieved("values")


def _payloads(study: Study, subject: str, visit: Mapping[str, Any], folder: Path) -> list[ScanImported]:
    """The entries for a visit's scans, chosen first; the files enter the store."""
    acquired_on = date.fromisoformat(visit["date"])
    candidates = tuple(
        SeriesSummary(
            series_uid=one["series_uid"],
            description=one["description"],
            slices=one["slices"],
            score_reason=one["why"] if one["fault"] is None else f"not usable: {one_line(one['fault'])}",
        )
        for one in visit["candidates"]
    )
    payloads = []
    for scan in visit["scans"]:
        affine = scan["affine"]
        payloads.append(
            ScanImported(
                subject=subject,
                timepoint_id=timepoint_id(subject, acquired_on),
                acquired_on=acquired_on,
                study_uid=scan["study_uid"],
                series_uid=scan["series_uid"],
                series=scan["series"],
                reason=scan["reason"],
                candidates=candidates,
                scan_id=study.scans.adopt(folder / scan["file"]),
                frame=scan["frame"],
                shape=tuple(scan["shape"]),
                affine=tuple(tuple(row) for row in affine),
                value_min=scan["min"],
                value_max=scan["max"],
                source_sha256=scan["source_sha256"],
            )
        )
    return payloads


def _record(
    study: Study, visits: Sequence[Sequence[ScanImported]], doubts: list[ImagingError], author: str
) -> ImportOutcome:
    made: list[ScanImported] = []
    said: list[ImagingError] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        made.clear()
        said.clear()
        entries: list[tuple[str, Payload]] = []
        known = {(scan.subject, scan.timepoint_id, scan.scan_id) for _, scan in _stored(state)}
        places = {scan.scan_id: (scan.subject, scan.timepoint_id) for _, scan in _stored(state)}
        present = {(timepoint.subject, timepoint.timepoint_id) for timepoint in _timepoints(state)}
        again = 0
        for scans in visits:
            fresh = list(_without_known(scans, known))
            again += len(scans) - len(fresh)
            stream, here = f"subject/{scans[0].subject}", (scans[0].subject, scans[0].timepoint_id)
            entries += [(stream, scan) for scan in fresh]
            if any(places.get(scan.scan_id, here) != here for scan in fresh):
                said.append(SameScanElsewhere(scans[0].acquired_on.isoformat()))
            if here not in present:
                made.append(scans[0])
                entries.append((stream, _choice(scans[0])))
            elif fresh:
                said.append(ChoiceKept(scans[0].acquired_on.isoformat(), len(fresh)))
        if again:
            said.append(AlreadyImported(again))
        return entries

    study.record(author, decide)
    volumes = tuple(_imported(scan) for scan in made)
    return ImportOutcome(volumes, tuple(one_line(doubt) for doubt in [*doubts, *said]))


def _without_known(scans: Sequence[ScanImported], known: set[tuple[str, str, str]]) -> Iterator[ScanImported]:
    """Scans not stored yet; of several with the same content, the first."""
    for scan in scans:
        key = (scan.subject, scan.timepoint_id, scan.scan_id)
        if key not in known:
            known.add(key)
            yield scan


def _choice(scan: ScanImported) -> ScanChosen:
    return ScanChosen(subject=scan.subject, timepoint_id=scan.timepoint_id, scan_id=scan.scan_id, reason=scan.reason)


def _imported(scan: ScanImported) -> ImportedVolume:
    slices, rows, columns = scan.shape
    spacing = np.linalg.norm(np.asarray(scan.affine)[:3, :3], axis=0)
    return ImportedVolume(
        series=scan.series,
        shape=(columns, rows, slices),
        min=scan.value_min,
        max=scan.value_max,
        # Single precision of the stored file: more digits would only show its rounding.
        spacing_mm=(round(float(spacing[2]), 4), round(float(spacing[1]), 4), round(float(spacing[0]), 4)),
        date=scan.acquired_on.isoformat(),
        subject=scan.subject,
        timepoint_id=scan.timepoint_id,
        scan_id=scan.scan_id,
        reason=scan.reason,
    )


def _timepoints(state: StudyState) -> Iterator[TimePoint]:
    for subject in state.subjects.values():
        yield from subject.timepoints


def _stored(state: StudyState) -> Iterator[tuple[TimePoint, ScanImported]]:
    for timepoint in _timepoints(state):
        for scan in (timepoint.scan, *timepoint.alternatives):
            yield timepoint, scan
