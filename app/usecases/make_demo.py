"""The demo: synthetic patients with known truth, taken through the whole path that a real study goes.

``DIR/dicom`` the scans as a hospital exports them, ``DIR/clinical.csv`` the clinical table, ``DIR/study`` the
study, ``DIR/truth/truth.json`` what is true, ``DIR/README.txt`` who can sign in.
"""

import tempfile
from collections.abc import Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.processes import worker_pool
from app.usecases.accounts import add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.demo_clinical import write_clinical
from app.usecases.demo_scans import Detail, Order, make_patient
from app.usecases.demo_stories import CHARTER
from app.usecases.demo_truth import DemoTruth, PatientTruth
from app.usecases.draw_cavity import save_contour
from app.usecases.import_clinical import import_clinical
from app.usecases.import_scans import import_scans
from app.usecases.register_study import register_study
from app.usecases.simulate_reads import CAREFUL, EXACT, HASTY, Habits, read_worklist
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging import errors
from imaging.geometry import RigidTransform
from imaging.phantom import true_mask
from review_schema.errors import FolderNotEmpty
from review_schema.vocabulary import Role

PASSWORD = "demo-demo"  # a demonstration account, documented as such
COORDINATOR = "coordinator"
PERSON = "you"
EXACT_READER = "exact"
READERS: dict[str, Habits] = {EXACT_READER: EXACT, "reader-b": CAREFUL, "reader-c": HASTY}

README = f"""RimRead demonstration

Synthetic patients: no one's scans. Research software, no medical device.

  dicom/        the scans, as a hospital would export them
  clinical.csv  the clinical table that was imported
  study/        the study (rimread events study --out DIR writes its event dates)
  truth/        what is true of each patient, and the event dates that follow

Accounts, all with the password "{PASSWORD}":

  {PERSON:<12} a reader with an unread worklist: sign in and read
  {EXACT_READER:<12} a simulated reader who makes no mistake
  reader-b     a simulated reader who errs now and then
  reader-c     a simulated reader who errs more often
  {COORDINATOR:<12} sees everything
"""


@dataclass(frozen=True)
class DemoStudy:
    """Where a demo lies.

    Attributes:
        study: the study folder.
        truth: what is true of its patients (`DemoTruth`).
    """

    study: Path
    truth: Path

    @classmethod
    def in_folder(cls, folder: Path) -> "DemoStudy":
        """The demo that lies, or will lie, in `folder`."""
        return cls(folder / "study", folder / "truth" / "truth.json")


def find_demo(folder: Path) -> DemoStudy | None:
    """The complete demo in `folder`, or None."""
    demo = DemoStudy.in_folder(folder)
    return demo if demo.truth.is_file() and (demo.study / "ledger.db").is_file() else None


def make_demo(
    folder: Path,
    *,
    patients: int = 6,
    seed: int = 1,
    jobs: int = 2,
    detail: Detail | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> DemoStudy:
    """Make the demo in `folder`: it is made beside it and moved there when it is whole.

    Args:
        folder: made; may be there already, empty.
        patients: how many; the six stories come round again beyond six.
        seed: of everything that is drawn.
        jobs: processes that make scans and register.
        detail: how finely; for people to look at if None.
        progress: called with fraction and text.
        cancelled: asked at every progress; what was made is thrown away.

    Raises:
        imaging.errors.Cancelled: `cancelled` said so.
        FolderNotEmpty: the folder holds something.
        AppError, ImagingError, ReviewError: as the use cases that are gone through raise them.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderNotEmpty
    folder.parent.mkdir(parents=True, exist_ok=True)

    def told(fraction: float, text: str) -> None:
        if cancelled():
            raise errors.Cancelled
        progress(fraction, text)

    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        made = Path(scratch) / "demo"
        _fill(made, patients, seed, jobs, detail or Detail(), told, cancelled)
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)
    progress(1.0, Said("done"))
    return DemoStudy.in_folder(folder)


def _fill(
    folder: Path, patients: int, seed: int, jobs: int, detail: Detail, progress: Progress, cancelled: Cancelled
) -> None:
    demo = DemoStudy.in_folder(folder)
    orders = [Order(n, seed, folder / "dicom", detail) for n in range(1, patients + 1)]
    with Study.create(demo.study, CHARTER, author=COORDINATOR) as study:
        # The parts of the progress are as long as the parts of the work.
        truth = DemoTruth(exact_reader=EXACT_READER, patients=tuple(_made(orders, jobs, _part(progress, 0.0, 0.36))))
        table = folder / "clinical.csv"
        write_clinical(table, orders)
        import_clinical(study, table, COORDINATOR)
        for done, order in enumerate(orders):
            part = _part(progress, 0.36 + 0.13 * done / patients, 0.36 + 0.13 * (done + 1) / patients)
            import_scans(
                study, [order.folder / order.subject], subject=None, acquired_on=None, author=COORDINATOR, progress=part
            )
        # Before the registration: its error is judged at the cavity.
        for done, patient in enumerate(truth.patients):
            progress(0.49 + 0.05 * done / patients, Said("cavities"))
            contour_cavities(study, patient)
        register_study(study, jobs=jobs, author=COORDINATOR, progress=_part(progress, 0.54, 0.96), cancelled=cancelled)
        _read(study, truth, seed, _part(progress, 0.96, 1.0))
    (folder / "README.txt").write_text(README, encoding="utf-8")
    truth.write(demo.truth)


def _part(progress: Progress, start: float, end: float) -> Progress:
    """Progress of a part of the work, as progress of the whole."""

    def report(fraction: float, text: str) -> None:
        progress(start + (end - start) * fraction, text)

    return report


def _made(orders: Sequence[Order], jobs: int, progress: Progress) -> list[PatientTruth]:
    """Scan the patients, in other processes where `jobs` allows."""
    progress(0.0, Said("scanning synthetic patients"))
    if jobs <= 1 or len(orders) == 1:
        made = []
        for done, order in enumerate(orders, start=1):
            made.append(make_patient(order))
            progress(done / len(orders), Said("scanning synthetic patients"))
        return made
    by_subject: dict[str, PatientTruth] = {}
    with worker_pool(min(jobs, len(orders))) as pool:
        for done, future in enumerate(as_completed([pool.submit(make_patient, order) for order in orders]), start=1):
            patient = future.result()
            by_subject[patient.subject] = patient
            progress(done / len(orders), Said("scanning synthetic patients"))
    return [by_subject[order.subject] for order in orders]


def contour_cavities(study: Study, patient: PatientTruth) -> None:
    """Contour every cavity on every scan from truth: the baseline contour sets the margin, the others show drift."""
    subject = study.state().subjects[patient.subject]
    for timepoint in subject.timepoints:
        visit = patient.visit(timepoint.timepoint_id)
        grid = study.load_scan(timepoint.scan).grid
        pose = RigidTransform(np.array(visit.scan_from_patient), grid.frame, patient.patient_frame)
        for name, body in visit.cavities.items():
            mask = true_mask(body.body(), grid, pose)
            save_contour(
                study,
                subject=patient.subject,
                cavity=name,
                timepoint_id=timepoint.timepoint_id,
                mask=mask,
                source="truth",
                author=COORDINATOR,
            )


def _read(study: Study, truth: DemoTruth, seed: int, progress: Progress) -> None:
    progress(0.0, Said("reading"))
    add_reader(study, COORDINATOR, PASSWORD, Role.COORDINATOR, COORDINATOR)
    for name in (*READERS, PERSON):
        add_reader(study, name, PASSWORD, Role.READER, COORDINATOR)
    charter = study.state().charter
    assign_reads(
        study,
        readers=[*READERS, PERSON],
        reread_fraction=charter.reread_fraction,
        washout_days=charter.washout_days,
        seed=seed,
        author=COORDINATOR,
    )
    for place, (name, habits) in enumerate(READERS.items()):
        start = place / len(READERS)

        def report(fraction: float, start: float = start) -> None:
            progress(start + fraction / len(READERS), Said("reading"))

        read_worklist(study, name, PASSWORD, truth, habits, progress=report)
