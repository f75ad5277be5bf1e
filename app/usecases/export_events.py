"""Write labelled events with dates (events.csv), the label history (labels.csv) and their dictionaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.usecases.exchange_reads import LEFT_OUT, read_reads_file, signed_reads
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study, read_charter
from app.usecases.write_files import write_files
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import EVENT, EventRow, Flag, derive_events, flag_counts
from review_schema.export.events import dictionary_csv, dictionary_markdown, events_csv
from review_schema.export.labels import labels_csv, labels_dictionary_csv
from review_schema.read import SignedRead
from review_schema.read_rules import leaves_out
from review_schema.settled_labels import settle_labels

FLAG_WARNINGS: dict[Flag, str] = {
    "no_origin": "rows without times, because the surgery date is missing: {count}",
    "no_read": "rows of subjects without any read, censored at the surgery: {count}",
    "symptom_without_rn": "rows that date symptoms of a radionecrosis which the reader does not see: {count}",
}
"""Flags that the person who exports should hear of; the others are for the analysis."""


@dataclass(frozen=True)
class EventsExport:
    """What was written."""

    rows: int
    events: int  # rows with status 1
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StudySources:
    """What a study's events are derived from."""

    reads: tuple[SignedRead, ...]
    clinical: tuple[ClinicalEvent, ...]  # of subjects who were read, or have no scan
    charter: Charter
    unread: int  # subjects left out, who have scans but no signed read


def export_events(study: Study, out: Path) -> EventsExport:
    """Write the events of every signed read (not of re-reads) of the study into the folder `out`.

    Subjects who have scans but no signed read yet are left out, with a warning; subjects who never had a scan are kept,
    censored at their surgery.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        EventBeforeOrigin: an event lies before the surgery it is counted from; nothing is written.
        ScanAfterDeath: a read holds a scan after death; nothing is written.
    """
    of_study = sources_of(study)
    return _write(of_study.reads, of_study.clinical, of_study.charter, out, unread_warning(of_study.unread))


def sources_of(study: Study) -> StudySources:
    """What the study's events are derived from, the ledger checked.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written.
    """
    study.ledger.verify()
    state = study.state()
    reads = signed_reads(study)
    read = {one.subject for one in reads}
    unread = {s.subject for s in state.subjects.values() if s.timepoints and s.subject not in read}
    clinical = [row for s in state.subjects.values() if s.subject not in unread for row in s.clinical]
    return StudySources(tuple(reads), tuple(clinical), state.charter, len(unread))


def unread_warning(unread: int) -> list[str]:
    """What to say of subjects whom nobody read yet."""
    return [f"subjects left out, who have scans but no signed read: {unread}"] if unread else []


def export_events_from_files(reads: Path, clinical: Path, charter: Path | None, out: Path) -> EventsExport:
    """Write the events of a reads file, a clinical table and a charter (defaults without one), without a study.

    Raises:
        ReviewError: one of the files cannot be used; nothing is written.
    """
    rules = read_charter(charter) if charter is not None else Charter()
    return _write(read_reads_file(reads, rules).reads, load_clinical(clinical), rules, out, [])


def _write(
    reads: Sequence[SignedRead],
    clinical: Sequence[ClinicalEvent],
    charter: Charter,
    out: Path,
    warnings: list[str],
) -> EventsExport:
    rows = derive_events(reads, clinical, charter)
    write_files(
        out,
        {
            "events.csv": events_csv(rows),
            "events_dictionary.csv": dictionary_csv(),
            "events_dictionary.md": dictionary_markdown().encode("utf-8"),
            "labels.csv": labels_csv(settle_labels(reads, clinical, charter)),
            "labels_dictionary.csv": labels_dictionary_csv(),
            "charter.toml": charter.to_toml().encode("utf-8"),
        },
    )
    return EventsExport(
        len(rows), sum(row.status == EVENT for row in rows), (*warnings, *heard_of(rows, reads, charter))
    )


def heard_of(rows: Sequence[EventRow], reads: Sequence[SignedRead], charter: Charter) -> list[str]:
    """What the person who exports should hear of."""
    heard = []
    if not rows:
        heard.append("there is no signed read: events.csv holds its header only")
    others = sum(read.charter_sha256 != charter.sha256() for read in reads)
    if others:
        heard.append(f"reads signed under another charter than the one applied here: {others}")
    left_out = sum(leaves_out(read) for read in reads)
    if left_out:
        heard.append(LEFT_OUT.format(count=left_out))
    counts = flag_counts(rows)
    return heard + [text.format(count=counts[flag]) for flag, text in FLAG_WARNINGS.items() if flag in counts]
