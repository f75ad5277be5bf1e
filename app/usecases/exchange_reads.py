"""Signed reads between sites and scripts: one JSON file (`ReadsFile`), the same bytes for the same reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from app.usecases.record_read import cavities_of, visits_shown
from app.usecases.study import Study
from app.usecases.write_files import write_files
from review_schema.charter import Charter
from review_schema.errors import ReadConflict, ReadDatesDiffer, ReadRefused, ReadsFileUnreadable
from review_schema.ledger import utc_now
from review_schema.payloads import Payload, ReadImported
from review_schema.projections import ReadState, StudyState, Subject, scan_role
from review_schema.read import ReadsFile, ReadTimePoint, SignedRead
from review_schema.read_rules import check_reads, leaves_out
from review_schema.record import fault_in_words
from review_schema.vocabulary import Role

LARGEST_FILE_BYTES = 512 * 1024 * 1024
LEFT_OUT = "reads in which a visit says nothing of a cavity that an earlier one labelled: {count}"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def signed_reads(study: Study) -> tuple[SignedRead, ...]:
    """Every signed read of the study, its own and imported ones, joined with dates and roles; in a stable order."""
    reads = _signed(study.state())
    return tuple(sorted(reads.values(), key=lambda read: (read.subject, read.reader, read.signed_at, read.read_id)))


def export_reads(study: Study, path: Path) -> int:
    """Write every signed read to `path`, whole or not at all; return how many.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; see `Ledger.verify`.
        OSError: the file cannot be written.
    """
    study.ledger.verify_unless_untouched()
    reads = signed_reads(study)
    text = ReadsFile(reads=reads).model_dump_json(indent=1) + "\n"
    write_files(path.absolute().parent, {path.name: text.encode()})
    return len(reads)


def read_reads_file(path: Path, charter: Charter | None = None) -> ReadsFile:
    """Read a reads file, and check that readers could have left its reads so.

    Args:
        path: the file.
        charter: the rules that distances are held against; None: distances refuse nothing.

    Raises:
        ReadsFileUnreadable: missing, too large, not JSON, or not by the schema; names the place, never the value.
        ReadConflict, ReadRefused: see `check_reads`.
    """
    file = _parsed(path)
    check_reads(file.reads, charter, utc_now())
    return file


@dataclass(frozen=True)
class ReadsImport:
    """What became of a reads file."""

    added: int
    warnings: tuple[str, ...]


def import_reads(study: Study, path: Path, author: str) -> ReadsImport:
    """Take the reads of a file that the study does not hold yet, all or none.

    Raises:
        ReadsFileUnreadable: see `read_reads_file`.
        ReadConflict: the study holds another read of the same id.
        ReadDatesDiffer: a visit of a subject that the study knows has another date there.
        ReadRefused: no reader could have left a read so, or it was not made on this study's scans and cavities.
    """
    file = _parsed(path)
    added: dict[str, SignedRead] = {}
    warnings: list[str] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        held = _signed(state)
        unsigned = [read for read in state.reads.values() if read.signed_at is None]
        begun = {(read.reader, read.subject) for read in unsigned if read.reread_of is None}
        for number, read in enumerate(file.reads, start=1):
            if read.read_id in state.reads and read.read_id not in held:  # assigned here, and not signed
                raise ReadConflict(number)
        check_reads(file.reads, state.charter, utc_now(), held=held, assigned=begun)
        added.clear()
        for number, read in enumerate(file.reads, start=1):
            if read.read_id in held:
                continue
            account = state.readers.get(read.reader)
            if account is not None and account.role is not Role.READER:
                raise ReadRefused(number, "its reader has an account here that is not a reader's")
            if read.subject in state.subjects:
                _refuse_misfit(number, read, state.subjects[read.subject])
            added[read.read_id] = read
        warnings[:] = _doubts(tuple(added.values()), state)
        return [(f"read/{read.read_id}", ReadImported(read=read)) for read in added.values()]

    study.record(author, decide)
    return ReadsImport(len(added), tuple(warnings))


def _parsed(path: Path) -> ReadsFile:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ReadsFileUnreadable("it is no file")
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ReadsFileUnreadable(f"it is larger than {LARGEST_FILE_BYTES // 1024**2} MB")
        return ReadsFile.model_validate_json(path.read_bytes().removeprefix(BYTE_ORDER_MARK))
    except OSError as error:
        raise ReadsFileUnreadable("it cannot be opened") from error
    except ValidationError as error:
        raise ReadsFileUnreadable(fault_in_words(error)) from error


def _refuse_misfit(number: int, read: SignedRead, subject: Subject) -> None:
    """Refuse a read that was not made on the study's own scans and cavities of its subject."""
    visits = {visit.timepoint_id: visit for visit in subject.timepoints}
    for position, timepoint in enumerate(read.timepoints, start=1):
        visit = visits.get(timepoint.timepoint_id)
        if visit is not None and visit.acquired_on != timepoint.acquired_on:
            raise ReadDatesDiffer(number)
        if timepoint.scan_id is None and visit is not None:
            raise ReadRefused(number, f"visit {position} was not scanned, it says, and this study holds the scan")
        if not visits or timepoint.scan_id is None:
            continue
        known = set() if visit is None else {scan.scan_id for scan in (visit.scan, *visit.alternatives)}
        if timepoint.scan_id not in known:
            raise ReadRefused(number, f"visit {position} was read on a scan that this study does not hold")
    cavities = cavities_of(subject)
    if cavities and not set(read.cavities) <= set(cavities):
        raise ReadRefused(number, "it labels a cavity that this study does not have")


def _doubts(added: Sequence[SignedRead], state: StudyState) -> list[str]:
    """What the coordinator should hear of reads that were taken."""
    strangers = sum(read.subject not in state.subjects for read in added)
    partial = sum(
        bool(
            {visit.timepoint_id for visit in visits_shown(state.subjects[read.subject], state.charter)} - _visits(read)
        )
        for read in added
        if read.subject in state.subjects
    )
    doubts = []
    if strangers:
        doubts.append(f"reads of subjects of whom the study knows neither scans nor clinical data: {strangers}")
    if partial:
        doubts.append(f"reads that say nothing of a scan which the study holds: {partial}")
    left_out = sum(leaves_out(read) for read in added)
    if left_out:
        doubts.append(LEFT_OUT.format(count=left_out))
    return doubts


def _visits(read: SignedRead) -> set[str]:
    return {timepoint.timepoint_id for timepoint in read.timepoints}


def _signed(state: StudyState) -> dict[str, SignedRead]:
    own = {
        read.read_id: _joined(read, state.subjects[read.subject])
        for read in state.reads.values()
        if read.signed_at is not None
    }
    return {**{read.read_id: _with_roles_told_here(read, state) for read in state.imported_reads.values()}, **own}


def _with_roles_told_here(read: SignedRead, state: StudyState) -> SignedRead:
    """An imported read with the roles that this study's clinical table and charter give its scans.

    As for the study's own reads: a role is no part of what a reader said. Where the study knows no surgery of the
    subject, those of the file are left.
    """
    subject = state.subjects.get(read.subject)
    if subject is None or subject.surgery_on is None:
        return read
    told = [
        visit.model_copy(
            update={
                "role": scan_role(visit.acquired_on, subject.arm, subject.clinical, state.charter.early_post_op_days)
            }
        )
        for visit in read.timepoints
    ]
    return read.model_copy(update={"timepoints": tuple(told)})


def _joined(read: ReadState, subject: Subject) -> SignedRead:
    assert read.signed_at is not None
    assert read.charter_sha256 is not None
    assert read.software_version is not None
    visits = {visit.timepoint_id: visit for visit in subject.timepoints}
    timepoints = [
        ReadTimePoint(
            timepoint_id=locked.timepoint_id,
            scan_id=locked.scan_id,
            acquired_on=visits[locked.timepoint_id].acquired_on,
            role=visits[locked.timepoint_id].role,
            locked_at=locked_at,
            findings=locked.findings,
            read_seconds=locked.read_seconds,
        )
        for locked, locked_at in zip(read.locked, read.locked_at, strict=True)
    ]
    # Each visit had to label every cavity before it was locked; what was drawn since was not read.
    named = {finding.cavity for locked in read.locked for finding in locked.findings if finding.cavity is not None}
    return SignedRead(
        read_id=read.read_id,
        subject=read.subject,
        reader=read.reader,
        reread_of=read.reread_of,
        charter_sha256=read.charter_sha256,
        software_version=read.software_version,
        signed_at=read.signed_at,
        cavities=tuple(sorted(named)),
        timepoints=tuple(sorted(timepoints, key=lambda timepoint: timepoint.acquired_on)),
    )
