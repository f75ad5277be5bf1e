"""Signed reads between sites and scripts: one JSON file (`ReadsFile`), the same bytes for the same reads."""

from pathlib import Path

from pydantic import ValidationError

from app.usecases.study import Study
from app.usecases.write_files import write_files
from review_schema.errors import ReadConflict, ReadDatesDiffer, ReadsFileUnreadable
from review_schema.payloads import Payload, ReadImported
from review_schema.projections import ReadState, StudyState, Subject
from review_schema.read import ReadsFile, ReadTimePoint, SignedRead

LARGEST_FILE_BYTES = 512 * 1024 * 1024


def signed_reads(study: Study) -> tuple[SignedRead, ...]:
    """Every signed read of the study, its own and imported ones, joined with dates and roles; in a stable order."""
    reads = _signed(study.state())
    return tuple(sorted(reads.values(), key=lambda read: (read.subject, read.reader, read.signed_at, read.read_id)))


def export_reads(study: Study, path: Path) -> int:
    """Write every signed read to `path`, whole or not at all; return how many.

    Raises:
        OSError: the file cannot be written.
    """
    reads = signed_reads(study)
    text = ReadsFile(reads=reads).model_dump_json(indent=1) + "\n"
    write_files(path.absolute().parent, {path.name: text.encode()})
    return len(reads)


def read_reads_file(path: Path) -> ReadsFile:
    """Read and check a reads file.

    Raises:
        ReadsFileUnreadable: missing, too large, not JSON, or not by the schema; names the place, never the value.
        ReadConflict: it holds two different reads of one id.
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ReadsFileUnreadable(f"it is larger than {LARGEST_FILE_BYTES // 1024**2} MB")
        file = ReadsFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReadsFileUnreadable("it cannot be opened") from error
    except ValidationError as error:
        raise ReadsFileUnreadable(_first_fault(error)) from error
    seen: dict[str, SignedRead] = {}
    for number, read in enumerate(file.reads, start=1):
        if seen.setdefault(read.read_id, read) != read:
            raise ReadConflict(number)
        days = [timepoint.acquired_on for timepoint in read.timepoints]
        if days != sorted(days):
            raise ReadsFileUnreadable(f"reads.{number - 1}.timepoints: not in order of date")
    return file


def import_reads(study: Study, path: Path, author: str) -> int:
    """Take the reads of a file that the study does not hold yet, all or none; return how many were new.

    Raises:
        ReadsFileUnreadable: see `read_reads_file`.
        ReadConflict: the study holds another read of the same id.
        ReadDatesDiffer: a visit of a subject that the study knows has another date there.
    """
    file = read_reads_file(path)
    added: dict[str, SignedRead] = {}

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        held = _signed(state)
        added.clear()
        for number, read in enumerate(file.reads, start=1):
            if read.read_id in held:
                if held[read.read_id] != read:
                    raise ReadConflict(number)
                continue
            if read.read_id in state.reads:  # assigned here, and not signed
                raise ReadConflict(number)
            if read.subject in state.subjects and not _same_dates(read, state.subjects[read.subject]):
                raise ReadDatesDiffer(number)
            added[read.read_id] = read
        return [(f"read/{read.read_id}", ReadImported(read=read)) for read in added.values()]

    study.record(author, decide)
    return len(added)


def _signed(state: StudyState) -> dict[str, SignedRead]:
    own = {
        read.read_id: _joined(read, state.subjects[read.subject])
        for read in state.reads.values()
        if read.signed_at is not None
    }
    return {**state.imported_reads, **own}


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


def _same_dates(read: SignedRead, subject: Subject) -> bool:
    known = {visit.timepoint_id: visit.acquired_on for visit in subject.timepoints}
    return all(known.get(visit.timepoint_id, visit.acquired_on) == visit.acquired_on for visit in read.timepoints)


def _first_fault(error: ValidationError) -> str:
    # The kind of fault and its place only: the values, and keys that are not of the schema, may name a patient.
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
    return f"{'.'.join(map(str, place)) or 'the file'}: {fault['type'].replace('_', ' ')}"
