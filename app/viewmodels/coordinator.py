"""The coordinator's desk: subjects and visits, import, registration, accounts, worklists. Not blinded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.lower_rooms import recognised
from app.usecases.accounts import add_reader
from app.usecases.assign_reads import assign_reads, lacking
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Cancelled, Progress, Study
from app.viewmodels.jobs import Job, Jobs, Lane
from app.viewmodels.observable import Observable
from app.words import Said, counted, joined
from review_schema.export.report import Draw
from review_schema.projections import Subject, TimePoint
from review_schema.vocabulary import Role


@dataclass(frozen=True)
class SeriesChoice:
    """A stored series that can be read at a visit."""

    scan_id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class VisitLine:
    """One visit of the table."""

    timepoint_id: str
    date: str
    months: str
    role: str
    series: str
    reason: str
    registration: str
    trusted: bool | None  # None: not registered
    contours: str
    choices: tuple[SeriesChoice, ...]


@dataclass(frozen=True)
class SubjectLine:
    """One subject of the table."""

    subject: str
    facts: str
    visits: tuple[VisitLine, ...]


@dataclass(frozen=True)
class AccountLine:
    """One account, and how far its worklist has come."""

    name: str
    role: str
    reads: str


@dataclass(frozen=True)
class Busy:
    """Work in the background."""

    text: str
    fraction: float
    step: str
    can_cancel: bool


class CoordinatorModel(Observable):
    """What the coordinator page shows and does.

    Attributes:
        subjects: the study's table.
        accounts: who can sign in.
        busy: work in the background; None: nothing.
        error: one line about what failed; empty: nothing.
        note: what was done last, in words.
        warnings: what the last import found odd.
        import_failed: whether the last import brought nothing, for the reason that `error` tells.
    """

    def __init__(self, study: Study, author: str, jobs: Jobs) -> None:
        super().__init__()
        self.study, self.author, self._jobs = study, author, jobs
        self._job: Job | None = None
        self.busy: Busy | None = None
        self.error = self.note = ""
        self.warnings: tuple[str, ...] = ()
        self.import_failed = False
        self.subjects: tuple[SubjectLine, ...] = ()
        self.accounts: tuple[AccountLine, ...] = ()
        self._read()

    @property
    def next_step(self) -> str:
        """What to do next, in words."""
        state = self.study.state()
        people = state.subjects.values()
        if not people:
            return "Import a folder of DICOM scans to begin."
        if any(person.surgery_on is None for person in people):
            return "Import the clinical table: surgery dates give months, arms choose the baseline scan."
        if any(line.trusted is None for subject in self.subjects for line in subject.visits):
            return "Register every visit to its baseline scan."
        if any(not person.cavities for person in people):
            return "Open each case and draw its cavity on the baseline scan."
        if any(person.awaits_registration(visit) for person in people for visit in person.timepoints):
            return "Register again: the error is to be estimated at the cavities drawn since."
        if not any(account.role is Role.READER for account in state.readers.values()):
            return "Add the readers' accounts."
        if not state.reads:
            return "Assign the cases: each reader gets an order of their own under case codes."
        return "Readers can sign in."

    def refresh(self) -> None:
        """Look at the study again."""
        self._read()
        self.notify()

    def import_scans(self, paths: Sequence[Path], subject: str = "", acquired_on: date | None = None) -> None:
        """Import scans.

        Args:
            paths: DICOM folders, archives or NIfTI files.
            subject: pseudonym; empty: the patient ID in the files.
            acquired_on: date of scans that carry none.
        """

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.import_scans import import_scans  # heavy, and only coordinators import

            outcome = import_scans(
                self.study,
                paths,
                subject=subject or None,
                acquired_on=acquired_on,
                author=self.author,
                progress=progress,
                cancelled=cancelled,
            )
            self.warnings = outcome.warnings
            volumes = counted(len(outcome.volumes), "{n} time point", "{n} time points")
            return Said("{volumes} imported.", volumes=volumes)

        self._start("Importing scans", work, can_cancel=True, failed=self._fail_import)

    def import_table(self, path: Path) -> None:
        """Import the clinical table."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            outcome = import_clinical(self.study, path, author=self.author)
            self.warnings = outcome.warnings
            return Said(
                "{rows} of {subjects} read.",
                rows=_rows(outcome.rows),
                subjects=counted(outcome.subjects, "{n} subject", "{n} subjects"),
            )

        self._start("Importing the clinical table", work)

    def register(self) -> None:
        """Register what is missing; can be cancelled, and what was finished is kept."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.register_study import register_study  # brings SimpleITK

            made = register_study(self.study, author=self.author, progress=progress, cancelled=cancelled)
            doubted = sum(not one.trusted for one in made)
            registered = Said("{visits} registered.", visits=counted(len(made), "{n} visit", "{n} visits"))
            warned = counted(doubted, "{n} of them is not to be trusted.", "{n} of them are not to be trusted.")
            return joined(" ", (registered, warned)) if doubted else registered

        self._start("Registering", work, can_cancel=True)

    def choose_series(self, subject: str, timepoint_id: str, scan_id: str, reason: str) -> None:
        """Read another stored series at a visit. The reason is kept with the choice."""
        if not reason.strip():
            self._fail("Say why this series is the better one; the reason is kept with the choice.")
            return

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.import_scans import choose_series

            change = choose_series(
                self.study,
                subject=subject,
                timepoint_id=timepoint_id,
                scan_id=scan_id,
                reason=reason.strip(),
                author=self.author,
            )
            self.warnings = change.warnings
            return "Another series is read at this visit."

        self._start("Choosing the series", work)

    def add_account(self, name: str, password: str, role: Role) -> None:
        """Add an account."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            add_reader(self.study, name.strip(), password, role, self.author)
            return Said("Account {name} added.", name=name.strip())

        self._start("Adding the account", work)

    def assign(self, reread_fraction: float, washout_days: int, seed: int) -> None:
        """Give every reader the cases that are missing from the worklist.

        Args:
            reread_fraction: part of the cases that is read twice, 0 to 1.
            washout_days: days before a re-read opens.
            seed: of the readers' orders.
        """

        def work(progress: Progress, cancelled: Cancelled) -> str:
            made = assign_reads(
                self.study,
                reread_fraction=reread_fraction,
                washout_days=washout_days,
                seed=seed,
                author=self.author,
            )
            self.warnings = lacking(self.study)
            return Said("{reads} assigned.", reads=counted(len(made), "{n} read", "{n} reads"))

        self._start("Assigning the cases", work)

    def write_events(self, out: Path) -> None:
        """Write events.csv and its data dictionary to the folder `out`."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.export_events import export_events  # only those who write results need it

            outcome = export_events(self.study, out)
            self.warnings = outcome.warnings
            return Said(
                "events.csv written: {rows}, {events}.",
                rows=_rows(outcome.rows),
                events=counted(outcome.events, "{n} event", "{n} events"),
            )

        self._start("Writing the events", work)

    def export_formats(self) -> tuple[tuple[str, str], ...]:
        """Name and content of every format that results can be exported in."""
        from app.usecases.export_study import FORMATS  # only those who write results need it

        return tuple((name, one.what) for name, one in FORMATS.items())

    def export(self, out: Path, formats: Sequence[str], draw: Draw) -> None:
        """Write the results in these formats to the folder `out`; `draw` draws the reports among them."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.export_events import event_sources, results_of
            from app.usecases.export_study import Work, export_study

            work = Work(self.study, out, draw, progress, cancelled)
            outcome = export_study(results_of(event_sources(self.study)), work, formats)
            self.warnings = outcome.warnings
            return Said(
                "Exported {formats}: {rows}, {events}.",
                formats=", ".join(formats),
                rows=_rows(outcome.rows),
                events=counted(outcome.events, "{n} event", "{n} events"),
            )

        self._start("Exporting the results", work)

    def write_agreement(self, out: Path) -> None:
        """Write the agreement of signed reads to the folder `out`, every disagreement with its pictures."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.measure_agreement import measure_agreement

            outcome = measure_agreement(self.study, out, atlas=True, progress=progress, cancelled=cancelled)
            self.warnings = outcome.warnings
            found = counted(outcome.disagreements, "{n} disagreement", "{n} disagreements")
            return Said(
                "agreement.csv written: {rows}; disagreements.html: {found}.", rows=_rows(outcome.rows), found=found
            )

        self._start("Measuring agreement", work)

    def verify(self) -> None:
        """Check the ledger's hash chain and every stored file."""

        def work(progress: Progress, cancelled: Cancelled) -> str:
            from app.usecases.verify_study import verify_study

            report = verify_study(self.study)
            return Said(
                "The study is sound: {entries} entries, {files}.",
                entries=report.entries,
                files=counted(report.files, "{n} file", "{n} files"),
            )

        self._start("Checking the study", work)

    def cancel(self) -> None:
        """Stop the work in the background."""
        if self._job is not None and self.busy is not None:
            self._job.cancel()
            self.busy, self.note = None, "Stopped; what was finished is kept."
            self._read()
            self.notify()

    def dismiss(self) -> None:
        """Forget the error and the warnings."""
        self.error, self.warnings, self.import_failed = "", (), False
        self.notify()

    # Inside

    def _start(
        self,
        text: str,
        work: Callable[[Progress, Cancelled], str],
        *,
        can_cancel: bool = False,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        if self.busy is not None:
            return
        self.busy, self.error, self.warnings = Busy(text, 0.0, "", can_cancel), "", ()
        self.import_failed = False
        self.notify()
        self._job = self._jobs.start(
            text, work, done=self._done, failed=failed or self._fail, progress=self._progressed, lane=Lane.LONG
        )

    def _progressed(self, fraction: float, step: str) -> None:
        if self.busy is not None:
            self.busy = Busy(self.busy.text, fraction, step, self.busy.can_cancel)
            self.notify()

    def _done(self, note: str) -> None:
        self.busy, self.note = None, note
        self._read()
        self.notify()

    def _fail_import(self, line: str) -> None:
        self.import_failed = True
        self._fail(line)

    def _fail(self, line: str) -> None:
        self.busy, self.error = None, line
        self._read()
        self.notify()

    def _read(self) -> None:
        state = self.study.state()
        self.subjects = tuple(_subject_line(person) for person in state.subjects.values())
        self.accounts = tuple(
            AccountLine(
                account.name,
                Said(account.role.value),
                _reads_of([read.signed_at is not None for read in state.reads.values() if read.reader == account.name]),
            )
            for account in state.readers.values()
        )


def _rows(count: int) -> Said:
    return counted(count, "{n} row", "{n} rows")


def _reads_of(signed: Sequence[bool]) -> str:
    return Said("{n} of {all} signed", n=sum(signed), all=len(signed)) if signed else "—"


def _subject_line(person: Subject) -> SubjectLine:
    facts = [
        person.arm.value if person.arm else Said("arm unknown"),
        Said("surgery {date}", date=person.surgery_on.isoformat()) if person.surgery_on else Said("no surgery date"),
        ", ".join(person.cavities) if person.cavities else Said("no cavity drawn"),
    ]
    reference = person.reference.timepoint_id if person.reference else ""
    return SubjectLine(
        person.subject,
        joined(" · ", facts),
        tuple(_visit_line(person, visit, visit.timepoint_id == reference) for visit in person.timepoints),
    )


def _visit_line(person: Subject, visit: TimePoint, is_reference: bool) -> VisitLine:
    registration: str
    if is_reference:
        registration, trusted = Said("baseline"), True
    elif visit.registration is None:
        registration, trusted = Said("not registered"), None
    else:
        trusted = visit.registration.trusted
        registration = f"±{visit.registration.error_mm:.2f} mm" if trusted else Said("not trusted")
    return VisitLine(
        timepoint_id=visit.timepoint_id,
        date=visit.acquired_on.isoformat(),
        months="—" if visit.months is None else f"{visit.months:+.1f}",
        role=Said(visit.role.value),
        series=visit.scan.series,
        reason=recognised(visit.scan.reason),
        registration=registration,
        trusted=trusted,
        contours=", ".join(
            f"{cavity} v{contour.version}"
            for (cavity, timepoint), contour in sorted(person.current_contours.items())
            if timepoint == visit.timepoint_id
        ),
        choices=tuple(
            SeriesChoice(
                scan.scan_id,
                Said("{series} ({n} slices)", series=scan.series, n=scan.shape[0]),
                scan is visit.scan,
            )
            for scan in (visit.scan, *visit.alternatives)
        ),
    )
