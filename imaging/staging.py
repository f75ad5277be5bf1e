"""The worker's task: foreign files in, checked volumes as canonical NIfTI out, with what is known about each.

Runs in the confined process (see ``app/confined.py``); arguments and results are JSON-able, and errors that are said
as warnings travel in the result as they are.
"""

import re
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from imaging.dicom.folder import Series, scan_folder
from imaging.dicom.reader import describe_series, read_series
from imaging.dicom.selection import Kind, SeriesFacts, choose, judge, size_in_words
from imaging.errors import (
    ArchiveUnreadable,
    DatesDisagree,
    FilesPassedOver,
    GivenDateUnused,
    ImagesCutShort,
    ImagingError,
    MixedOrientations,
    NoContrastEnhancedSeries,
    NoDateGiven,
    NoSubjectGiven,
    NoT1Series,
    NotAVolume,
    NothingToImport,
    OtherModality,
    OtherModalityPassedOver,
    OtherPatientsPassedOver,
    PixelsUnreadable,
    RepeatedSlices,
    SegmentNotFound,
    SeveralPatients,
    TooFewSlices,
)
from imaging.geometry import Grid
from imaging.nifti import content_hash, load_foreign, load_foreign_masks, read_volume, write_volume
from imaging.volume import Volume

Report = Callable[[float, str], None]

ARCHIVE_FILES = 100_000
ARCHIVE_BYTES = 16 << 30
"""More than this in a zip archive is refused before it fills the disk."""

PLAIN_NAME = re.compile(r"\w[\w .()+-]{0,99}")
"""Names from an archive that a file may be given."""

USUAL_IN_OTHER_SERIES = (RepeatedSlices, MixedOrientations, TooFewSlices, NotAVolume)
"""Diffusion, perfusion and their like are made this way: no reason for a warning."""


@dataclass(frozen=True)
class Sources:
    """What was given: DICOM files and folders, and NIfTI files."""

    dicom: tuple[Path, ...]
    nifti: tuple[Path, ...]


@dataclass(frozen=True)
class Candidate:
    """A series or file that may become a scan, unread."""

    label: str
    facts: SeriesFacts
    acquired_on: date | None
    study_uid: str
    series_uid: str
    source: Series | Path


@dataclass(frozen=True)
class Refused:
    """A candidate that cannot be used, and why."""

    candidate: Candidate
    kind: Kind
    fault: ImagingError

    @property
    def usual(self) -> bool:
        """Whether this is how such a series is made, so that nobody needs to be warned."""
        return self.kind is Kind.NOT_A_SCAN or (
            self.kind is Kind.OTHER and isinstance(self.fault, USUAL_IN_OTHER_SERIES)
        )


@dataclass(frozen=True)
class Staged:
    """A candidate that was read, and lies in the staging folder."""

    candidate: Candidate
    facts: SeriesFacts
    acquired_on: date
    file: Path
    grid: Grid
    value_type: str
    lowest: float
    highest: float
    source_sha256: str


def stage_scans(
    *, paths: Sequence[str], out: str, subject: str | None, acquired_on: str | None, report: Report
) -> dict[str, Any]:
    """Read every sound volume below `paths` into `out`, and choose one of each day.

    Args:
        paths: DICOM folders, files, DICOMDIR, zip archives, NIfTI files.
        out: an empty folder for the volumes.
        subject: the pseudonym; the files' patient ID otherwise.
        acquired_on: ISO date for scans that carry none; those that carry another keep it, with a doubt.
        report: progress.

    Returns:
        ``{"subject", "visits": [{"date", "reason", "candidates": […], "scans": […chosen first]}], "doubts": […]}``.

    Raises:
        ImagingError: nothing could be imported; the most telling reason.
    """
    folder = Path(out)
    given_on = date.fromisoformat(acquired_on) if acquired_on else None
    sources = _sources([Path(path) for path in paths], folder)
    doubts: list[ImagingError] = []
    report(0.0, "reading headers")
    found_subject, candidates = _dicom_candidates(sources, subject, doubts)
    if sources.nifti and found_subject is None:
        raise NoSubjectGiven(len(sources.nifti))
    candidates += _nifti_candidates(sources.nifti)
    staged, refused = _stage_all(candidates, folder, given_on, report)
    if not staged:
        raise max(refused, key=lambda one: one.kind).fault if refused else NothingToImport(0)
    doubts += [one.fault for one in refused if not one.usual]
    otherwise = sum(given_on is not None and one.acquired_on != given_on for one in staged)
    if otherwise:
        doubts.append(GivenDateUnused(otherwise))
    visits = [_visit(day, staged, refused, doubts) for day in sorted({one.acquired_on for one in staged})]
    return {"subject": found_subject, "visits": visits, "doubts": doubts}


def stage_masks(*, path: str, roi: str | None, out: str) -> list[dict[str, Any]]:
    """Read the regions of a mask file (NIfTI or DICOM SEG) into `out`.

    Raises:
        ImagingError: as `load_foreign_masks` and `load_segments`; `SegmentNotFound` if none goes by `roi`.
    """
    file = Path(path)
    if _is_nifti(file):
        regions = load_foreign_masks(file, "the mask file")
        found = [(name, mask) for name, mask in regions if roi in (None, name)]
        if roi is not None and not found:
            raise SegmentNotFound(len(regions))
    else:
        # highdicom takes a second to load: only when there is a segmentation to read.
        from imaging.dicom.segmentation import load_segments

        found = load_segments(file, roi)
    staged = []
    for index, (name, mask) in enumerate(found):
        target = Path(out) / f"mask{index:04d}.nii"
        write_volume(mask, target)
        staged.append({"name": name, "file": target.name, "frame": mask.grid.frame})
    return staged


def _sources(paths: Sequence[Path], folder: Path) -> Sources:
    dicom: list[Path] = []
    nifti: list[Path] = []
    for index, path in enumerate(paths):
        if _is_nifti(path):
            nifti.append(path)
        elif path.is_file() and zipfile.is_zipfile(path):
            loose, volumes = _unpack(path, folder / f"unpacked{index}")
            dicom += loose
            nifti += volumes
        else:
            dicom.append(path)
    return Sources(tuple(dicom), tuple(nifti))


def _is_nifti(path: Path) -> bool:
    return path.is_file() and _named_nifti(path.name)


def _named_nifti(name: str) -> bool:
    return name.lower().endswith((".nii", ".nii.gz"))


def _unpack(archive: Path, folder: Path) -> tuple[list[Path], list[Path]]:
    """The folder of an archive's loose files, if it has any, and its NIfTI files.

    Files are unpacked under numbers: a name may point outside the folder. NIfTI files keep plain ones behind it.
    """
    folder.mkdir()
    loose = folder / "loose"
    volumes: list[Path] = []
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir() and _wanted(entry.filename)]
            if len(entries) > ARCHIVE_FILES or sum(entry.file_size for entry in entries) > ARCHIVE_BYTES:
                raise ArchiveUnreadable("it unpacks to more than a study")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ArchiveUnreadable("it is encrypted")
            for index, entry in enumerate(entries):
                target = loose / f"{index:06d}"
                if _named_nifti(entry.filename):
                    name = PurePosixPath(entry.filename).name
                    plain = name if PLAIN_NAME.fullmatch(name) else f"volume{name[name.lower().rindex('.nii') :]}"
                    target = folder / f"{index:06d}" / plain
                    volumes.append(target)
                target.parent.mkdir(exist_ok=True)
                # zipfile stops at the size that the entry declares, which was counted above.
                with packed.open(entry) as source, target.open("wb") as unpacked:
                    shutil.copyfileobj(source, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError) as error:
        raise ArchiveUnreadable("it is damaged") from error
    return ([loose] if loose.is_dir() else []), volumes


def _wanted(name: str) -> bool:
    parts = name.upper().split("/")
    return parts[-1] != "DICOMDIR" and parts[0] != "__MACOSX"


def _dicom_candidates(
    sources: Sources, subject: str | None, doubts: list[ImagingError]
) -> tuple[str | None, list[Candidate]]:
    """The subject, and the MR series of one patient."""
    if not sources.dicom:
        return subject, []
    contents = scan_folder(sources.dicom)
    damaged = [ImagesCutShort(contents.cut_short)] if contents.cut_short else []
    doubts += damaged
    if contents.without_image:
        doubts.append(FilesPassedOver(contents.without_image))
    series = [one for one in contents.series if one.images[0].is_mr]
    others = Counter(
        {
            modality: sum(len(one.images) for one in contents.series if one.images[0].modality == modality)
            for modality in {one.images[0].modality for one in contents.series if not one.images[0].is_mr}
        }
    )
    if not series and not sources.nifti:
        if others:
            modality, images = others.most_common(1)[0]
            raise OtherModality(modality, images)
        raise damaged[0] if damaged else NothingToImport(contents.files)
    doubts += [OtherModalityPassedOver(images, modality) for modality, images in sorted(others.items())]
    subject, series = _one_patient(series, subject, doubts)
    return subject, [
        Candidate(one.label, _facts(one, order), one.acquired_on, one.study_uid, one.series_uid, one)
        for order, one in enumerate(series, start=1)
    ]


def _one_patient(
    series: list[Series], subject: str | None, doubts: list[ImagingError]
) -> tuple[str | None, list[Series]]:
    patients = {one.patient for one in series}
    own = [one for one in series if subject is not None and one.patient_id == subject]
    if own:
        others = patients - {one.patient for one in own}
        if others:
            doubts.append(OtherPatientsPassedOver(len(others)))
        return subject, own
    if len(patients) > 1:
        raise SeveralPatients(len(patients))
    if subject is None and series:
        subject = series[0].patient_id or None
        if subject is None:
            raise NoSubjectGiven(sum(len(one.images) for one in series))
    return subject, series


def _facts(series: Series, order: int) -> SeriesFacts:
    try:
        return describe_series(series, order)
    except PixelsUnreadable:
        # Its fault is named when it is read.
        return SeriesFacts(number=order, description=series.texts["SeriesDescription"])


def _nifti_candidates(files: Sequence[Path]) -> list[Candidate]:
    return [
        Candidate(
            label=f"file {order}",
            facts=SeriesFacts(number=order, description=file.name[: file.name.lower().rindex(".nii")]),
            acquired_on=None,
            study_uid="",
            series_uid="",
            source=file,
        )
        for order, file in enumerate(files, start=1)
    ]


def _stage_all(
    candidates: Sequence[Candidate], folder: Path, given_on: date | None, report: Report
) -> tuple[list[Staged], list[Refused]]:
    """Every candidate read, or why it was not."""
    staged: list[Staged] = []
    refused: list[Refused] = []
    for index, candidate in enumerate(candidates):
        report(index / len(candidates), candidate.label)
        kind = judge(candidate.facts).kind
        try:
            staged.append(_stage(candidate, kind, folder / f"scan{index:04d}.nii", given_on))
        except ImagingError as fault:
            refused.append(Refused(candidate, kind, fault))
    return staged, refused


def _stage(candidate: Candidate, kind: Kind, file: Path, given_on: date | None) -> Staged:
    if kind is Kind.NOT_A_SCAN:
        raise NotAVolume(candidate.label, "localizer or composed")
    acquired_on = candidate.acquired_on or given_on
    if acquired_on is None:
        raise NoDateGiven(candidate.label)
    volume, source_sha256 = _read(candidate)
    write_volume(volume, file)
    # Read back: the affine of the stored file (single precision) is the one that counts from here on.
    stored = read_volume(file, volume.grid.frame)
    return Staged(
        candidate=candidate if candidate.series_uid else replace(candidate, series_uid=volume.grid.frame),
        facts=_with_geometry(candidate.facts, stored.grid),
        acquired_on=acquired_on,
        file=file,
        grid=stored.grid,
        value_type=str(stored.values.dtype),
        lowest=float(volume.values.min()),
        highest=float(volume.values.max()),
        source_sha256=source_sha256,
    )


def _read(candidate: Candidate) -> tuple[Volume, str]:
    if isinstance(candidate.source, Series):
        read = read_series(candidate.source)
        return read.volume, read.source_sha256
    return load_foreign(candidate.source, candidate.label), content_hash(candidate.source)


def _with_geometry(facts: SeriesFacts, grid: Grid) -> SeriesFacts:
    slices, rows, columns = grid.shape
    slice_mm, row_mm, column_mm = grid.spacing_mm
    return replace(
        facts,
        slices=slices,
        spacing_mm=grid.spacing_mm,
        extent_mm=(slices * slice_mm, rows * row_mm, columns * column_mm),
    )


def _visit(
    day: date,
    staged: Sequence[Staged],
    refused: Sequence[Refused],
    doubts: list[ImagingError],
) -> dict[str, Any]:
    """One day's scans, the chosen one first, and everything that was looked at."""
    here = [one for one in staged if one.acquired_on == day]
    best, reason = choose([one.facts for one in here])
    chosen = here[best]
    kind = judge(chosen.facts).kind
    if kind in (Kind.T1_NATIVE, Kind.T1_UNKNOWN):
        doubts.append(NoContrastEnhancedSeries(day.isoformat()))
    elif kind is not Kind.T1_ENHANCED:
        doubts.append(NoT1Series(day.isoformat()))
    doubts += [
        DatesDisagree(one.candidate.label, one.candidate.source.date_gap_days)
        for one in here
        if isinstance(one.candidate.source, Series) and one.candidate.source.date_gap_days > 1
    ]
    ordered = [chosen, *(one for one in here if one is not chosen)]
    return {
        "date": day.isoformat(),
        "reason": reason,
        "candidates": list(_looked_at(here, chosen, [one for one in refused if one.candidate.acquired_on == day])),
        "scans": [_scan(one, reason if one is chosen else _own_reason(one)) for one in ordered],
    }


def _own_reason(one: Staged) -> str:
    words = judge(one.facts).reason + size_in_words(one.facts)
    return words[0].upper() + words[1:]


def _looked_at(here: Sequence[Staged], chosen: Staged, refused: Sequence[Refused]) -> Iterator[dict[str, Any]]:
    for one in here:
        verdict = "chosen: " if one is chosen else "not chosen: "
        yield _summary(one.candidate, one.facts) | {"why": verdict + judge(one.facts).reason, "fault": None}
    for other in refused:
        yield _summary(other.candidate, other.candidate.facts) | {"why": "not usable", "fault": other.fault}


def _summary(candidate: Candidate, facts: SeriesFacts) -> dict[str, Any]:
    return {
        "series_uid": candidate.series_uid,
        "description": facts.description or candidate.label,
        "slices": facts.slices,
    }


def _scan(one: Staged, reason: str) -> dict[str, Any]:
    return {
        "file": one.file.name,
        "label": one.candidate.label,
        "study_uid": one.candidate.study_uid,
        "series_uid": one.candidate.series_uid,
        "series": one.facts.description or one.candidate.label,
        "reason": reason,
        "frame": one.grid.frame,
        "shape": list(one.grid.shape),
        "affine": one.grid.affine.tolist(),
        "value_type": one.value_type,
        "min": one.lowest,
        "max": one.highest,
        "source_sha256": one.source_sha256,
    }
