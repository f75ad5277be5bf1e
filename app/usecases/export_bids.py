"""Write the study as a BIDS derivative: scans, cavities, margins, transforms, labels. Whole or not at all."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from app.usecases.exchange_reads import signed_reads
from app.usecases.open_case import CaseVisit, OpenCase, every_visit, load_case, reference_from_read, stored_surface
from app.usecases.study import VERSION, Cancelled, Progress, Study, never_cancelled, no_progress
from app.usecases.write_files import replaced_folder
from app.words import Said
from imaging import errors
from imaging.itk import write_transform
from imaging.margin import CavitySurface
from imaging.nifti import write_volume
from imaging.surface_regions import distances_on, regions_of, regions_on
from imaging.volume import Mask, Volume
from review_schema.case_facts import case_facts
from review_schema.errors import ExportFolderTaken
from review_schema.export import bids
from review_schema.finding import Finding, PositionMm
from review_schema.projections import Subject, TimePoint
from review_schema.read import SignedRead
from review_schema.settled_labels import LabelRow, settle_labels

FOLDER = "bids"
DESCRIPTION = "dataset_description.json"


@dataclass(frozen=True)
class BidsExport:
    """What was written."""

    subjects: int
    sessions: int  # with an image
    warnings: tuple[str, ...]


def export_bids(
    study: Study, out: Path, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> BidsExport:
    """Write the folder ``bids`` into `out`, in place of an earlier one. Not blinded; holds no calendar date.

    Subjects without scans stand in ``participants.tsv`` only. A visit whose registration is not to be trusted has its
    transform and side-car alone, and is warned of; one that was never registered has not even these.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        ExportFolderTaken: ``bids`` is there already, and RimRead did not write it; it stays.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other; nothing is written.
        imaging.errors.Cancelled: `cancelled` said so; nothing is written.
        OSError: the folder cannot be written.
    """
    study.ledger.verify()
    refuse_taken(out)
    with replaced_folder(out / FOLDER) as part:
        outcome = _Dataset(study, part).write(progress, cancelled)
        refuse_taken(out)  # it took a while
    return outcome


def refuse_taken(out: Path) -> None:
    """Whether the folder ``bids`` in `out` can be replaced: it is not there, or an earlier export wrote it.

    Raises:
        ExportFolderTaken: somebody else's lies there, say a raw BIDS dataset.
    """
    target = out / FOLDER
    description = target / DESCRIPTION
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not description.is_file() or not bids.is_own(description.read_bytes()):
        raise ExportFolderTaken(FOLDER)


class _Dataset:
    """The dataset while it is being written."""

    def __init__(self, study: Study, root: Path) -> None:
        self._study, self._root, self._state = study, root, study.state()
        self._reads = signed_reads(study)
        self._label = bids.labels_of(self._state.subjects)
        self._sessions = 0
        self._doubtful = 0

    def write(self, progress: Progress, cancelled: Cancelled) -> BidsExport:
        charter, people = self._state.charter, sorted(self._state.subjects.values(), key=lambda one: one.subject)
        labels = self._labels()
        self._text(DESCRIPTION, bids.dataset_description(charter.name, VERSION))
        self._text("README.md", bids.readme(charter.name, VERSION, charter.sha256(), charter.margin_mm))
        self._text(".bidsignore", bids.BIDSIGNORE)
        self._text("participants.tsv", bids.tsv_bytes(tuple(bids.PARTICIPANTS), map(self._participant, people)))
        self._text("participants.json", bids.columns_json(bids.PARTICIPANTS))
        if labels:
            self._text("labels.tsv", bids.tsv_bytes(tuple(bids.LABELS), labels))
            self._text("labels.json", bids.columns_json(bids.LABELS))
        scanned = [person for person in people if person.timepoints]
        for order, person in enumerate(scanned):
            if cancelled():
                raise errors.Cancelled
            progress(order / len(scanned), Said("case {n} of {all}", n=order + 1, all=len(scanned)))
            self._person(person, cancelled)
        warnings = (
            [f"visits without image and masks, because their registration is not to be trusted: {self._doubtful}"]
            if self._doubtful
            else []
        )
        if not scanned:
            warnings.append("the study has no scans: the dataset holds tables only")
        return BidsExport(len(people), self._sessions, tuple(warnings))

    def _participant(self, person: Subject) -> tuple[object, ...]:
        facts = case_facts(person.clinical)
        label = f"sub-{self._label[person.subject]}"
        return label, person.subject, facts.arm, facts.prior_irradiation, facts.metastases

    def _person(self, person: Subject, cancelled: Cancelled) -> None:
        subject, shown = self._label[person.subject], every_visit(person)
        case = load_case(
            self._study,
            person.subject,
            timepoint_ids=[visit.timepoint_id for visit in shown],
            blinded=shown,
            cancelled=cancelled,
        )
        names = bids.session_labels(len(person.timepoints))
        reference = bids.reference_name(subject, names[case.baseline_index])
        for name, timepoint, visit in zip(names, person.timepoints, case.visits, strict=True):
            self._visit(case, person, name, timepoint, visit, reference)
        rows = [
            _session(name, person, timepoint, visit, case)
            for name, timepoint, visit in zip(names, person.timepoints, case.visits, strict=True)
        ]
        self._text(f"sub-{subject}/sub-{subject}_sessions.tsv", bids.tsv_bytes(tuple(bids.SESSIONS), rows))
        self._text(f"sub-{subject}/sub-{subject}_sessions.json", bids.columns_json(bids.SESSIONS))

    def _visit(
        self, case: OpenCase, person: Subject, session: str, timepoint: TimePoint, visit: CaseVisit, reference: str
    ) -> None:
        subject = self._label[person.subject]
        folder, facts = bids.anat_folder(subject, session), visit.registration
        is_reference = timepoint.timepoint_id == case.reference_id
        if timepoint.registration is not None and not is_reference:
            self._transform(folder, subject, session, timepoint, visit)
        if not facts.trusted:
            self._doubtful += 1
            return
        self._sessions += 1

        def name(**entities: str) -> str:
            return f"{folder}/{bids.stem(subject, session, space=bids.SPACE, **entities)}"

        image = name(desc="reference" if is_reference else "registered") + "_T1w"
        self._image(image, visit.display)
        told = "The baseline scan" if is_reference else "This visit's scan, rigidly registered to the baseline scan"
        self._text(
            f"{image}.json",
            bids.image_sidecar(reference, error_mm=facts.error_mm, description=f"{told}, on the grid of the study"),
        )
        if is_reference:
            self._baseline_regions(case, subject, session, reference)
        cavities = bids.labels_of(visit.current_cavities)
        for cavity, surface in sorted(visit.current_cavities.items()):
            drawn, _ = regions_on(case.grid, surface, case.margin_mm)
            self._mask(
                name(label=f"cavity{cavities[cavity]}", desc="visit"),
                drawn,
                reference,
                f"Resection cavity {cavity} as contoured on this visit",
            )
        for lesion, surface, told in self._outlines(person.subject, timepoint.timepoint_id):
            self._mask(
                name(label=f"lesion{lesion}"), regions_on(case.grid, surface, case.margin_mm)[0], reference, told
            )

    def _outlines(self, subject: str, timepoint_id: str) -> Iterator[tuple[str, CavitySurface, str]]:
        """Each outline kept of a lesion of this visit: label of its finding, place in the baseline space, what it is.

        Only signed reads tell; none of a read whose place on the baseline scan is not known.
        """
        for read in self._reads:
            own = self._state.reads.get(read.read_id)
            known = reference_from_read(self._study, subject, read.read_id) if own and read.subject == subject else None
            if own is None or known is None:
                continue
            labels = bids.labels_of(own.outlines)
            found = [one for visit in read.timepoints if visit.timepoint_id == timepoint_id for one in visit.findings]
            for finding in found:
                mask_id, frame = own.outlines.get(finding.finding_id, ("", ""))
                if frame == known.moving_frame:
                    told = f"Lesion as outlined in read {read.read_id}: finding {finding.finding_id} of labels.tsv"
                    yield labels[finding.finding_id], stored_surface(self._study, mask_id, frame).moved(known), told

    def _baseline_regions(self, case: OpenCase, subject: str, session: str, reference: str) -> None:
        """Cavities, margins and the label map of both; in the map the nearest cavity owns a voxel."""
        if not case.cavities:
            return
        folder, width = bids.anat_folder(subject, session), bids.width_label(case.margin_mm)
        names = sorted(case.cavities)
        labels = bids.labels_of(names)
        numbered = np.zeros(case.grid.shape, dtype=np.uint8)
        nearest = np.full(case.grid.shape, np.inf, dtype=np.float32)
        for order, cavity in enumerate(names):
            distance = distances_on(case.grid, case.cavities[cavity], case.margin_mm)
            inside, margin = regions_of(distance, case.grid, case.margin_mm)
            nearer = distance < nearest
            numbered[nearer & inside.values] = 2 * order + 1
            numbered[nearer & margin.values] = 2 * order + 2
            nearest = np.minimum(nearest, distance)
            of = {"space": bids.SPACE, "label": f"cavity{labels[cavity]}"}
            self._mask(
                f"{folder}/{bids.stem(subject, session, **of, desc='baseline')}",
                inside,
                reference,
                f"Resection cavity {cavity}, baseline contour: it defines the margin",
            )
            self._mask(
                f"{folder}/{bids.stem(subject, session, **of, desc=f'margin{width}')}",
                margin,
                reference,
                f"Outside cavity {cavity}, within {case.margin_mm:g} mm of the surface of its baseline contour",
            )
        image = f"{folder}/{bids.stem(subject, session, space=bids.SPACE, desc='regions')}_dseg"
        self._image(image, Volume(numbered, case.grid))
        self._text(f"{image}.json", bids.mask_sidecar(reference, description="Baseline cavities and their margins"))
        rows = bids.label_map(names, case.margin_mm)
        self._text(f"{image}.tsv", bids.tsv_bytes(("index", "name", "abbreviation"), rows))

    def _transform(self, folder: str, subject: str, session: str, timepoint: TimePoint, visit: CaseVisit) -> None:
        found = timepoint.registration
        assert found is not None
        name = bids.stem(subject, session, **{"from": "native", "to": bids.SPACE, "mode": "image"})
        path = self._path(f"{folder}/{name}_xfm.txt")
        write_transform(visit.reference_from_native, path)
        self._text(
            f"{folder}/{name}_xfm.json",
            bids.transform_sidecar(
                error_mm=found.error_mm,
                trusted=found.trusted,
                reason=bids.without_free_text(found.reason),
                method=found.method,
                moving_frame=visit.reference_from_native.moving_frame,
                reference_frame=visit.reference_from_native.reference_frame,
            ),
        )

    def _labels(self) -> list[tuple[object, ...]]:
        reads = self._reads
        clinical = [row for person in self._state.subjects.values() for row in person.clinical]
        findings = {
            (read.read_id, finding.finding_id): finding
            for read in reads
            for timepoint in read.timepoints
            for finding in timepoint.findings
        }
        by_id = {read.read_id: read for read in reads}
        places = {read.read_id: self._places(read) for read in reads}
        return [
            self._label_row(row, findings[row.read_id, row.finding_id], places[row.read_id])
            for row in settle_labels(tuple(by_id.values()), clinical, self._state.charter)
        ]

    def _places(self, read: SignedRead) -> Mapping[str, PositionMm]:
        """Centres of a read's lesions in the baseline space, RAS mm, by finding; none where that is not known."""
        known = reference_from_read(self._study, read.subject, read.read_id)
        if known is None:
            return {}
        places: dict[str, PositionMm] = {}
        for timepoint in read.timepoints:
            for finding in timepoint.findings:
                if finding.measure is not None:
                    x, y, z = (float(n) for n in known.points(finding.measure.centre_mm, known.moving_frame))
                    places[finding.finding_id] = (-x, -y, z)
        return places

    def _label_row(self, row: LabelRow, finding: Finding, places: Mapping[str, PositionMm]) -> tuple[object, ...]:
        measured = finding.measure
        sizes: tuple[object, ...] = (None,) * 4
        if measured is not None:
            nearest = measured.to_baseline
            sizes = (
                round(measured.longest_diameter_mm, 2),
                round(measured.perpendicular_diameter_mm, 2),
                round(measured.volume_ml, 4),
                None if nearest is None else round(nearest.shortest_mm, 2),
            )
        return (
            f"sub-{self._label[row.subject]}" if row.subject in self._label else None,
            self._session_of(row.subject, row.on),
            row.days,
            row.reader,
            row.read_id,
            row.reread_of,
            row.cavity,
            row.label,
            row.certainty,
            row.read_as.value,
            row.settled.value,
            row.lesion,
            *sizes,
            *(round(mm, 2) for mm in places.get(row.finding_id, ())),
            *((None,) * (0 if row.finding_id in places else 3)),
            row.scan_id,
            row.finding_id,
        )

    def _session_of(self, subject: str, on: date) -> str | None:
        person = self._state.subjects.get(subject)
        days = [] if person is None else [visit.acquired_on for visit in person.timepoints]
        return f"ses-{bids.session_labels(len(days))[days.index(on)]}" if on in days else None

    def _mask(self, name: str, mask: Mask, reference: str, description: str) -> None:
        self._image(f"{name}_mask", mask)
        self._text(f"{name}_mask.json", bids.mask_sidecar(reference, description=description))

    def _image(self, name: str, volume: Volume | Mask) -> None:
        write_volume(volume, self._path(f"{name}.nii.gz"))

    def _text(self, name: str, content: bytes) -> None:
        self._path(name).write_bytes(content)

    def _path(self, name: str) -> Path:
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _session(name: str, person: Subject, timepoint: TimePoint, visit: CaseVisit, case: OpenCase) -> tuple[object, ...]:
    since, facts = person.surgery_on, visit.registration
    return (
        f"ses-{name}",
        None if since is None else (timepoint.acquired_on - since).days,
        timepoint.role.value,
        "yes" if timepoint.timepoint_id == case.reference_id else "no",
        facts.error_mm,
        "yes" if facts.trusted else "no",
        bids.without_free_text(facts.reason),
    )
