"""Write labelled events with dates (events.csv), the label history (labels.csv) and their dictionaries."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.usecases.events_in_parts import counts_of, parts_of
from app.usecases.exchange_reads import LEFT_OUT, read_reads_file, signed_reads
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study, read_charter
from app.usecases.write_files import write_files
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import EventRow, Flag, arranged_cases, records_by_subject, rows_of_case
from review_schema.export.events import csv_lines, dictionary_csv, dictionary_markdown, events_csv, events_header
from review_schema.export.labels import labels_csv, labels_dictionary_csv, labels_dictionary_markdown, labels_header
from review_schema.read import SignedRead
from review_schema.read_rules import leaves_out
from review_schema.settled_labels import LabelRow, labels_of_case

FLAG_WARNINGS: dict[Flag, str] = {
    "no_origin": "rows without times, because the surgery date is missing: {count}",
    "no_read": "rows of subjects without any read, censored at the surgery: {count}",
    "symptom_without_rn": "rows that date symptoms of a radionecrosis which the reader does not see: {count}",
}
"""Flags that the person who exports should hear of; the others are for the analysis."""


@dataclass(frozen=True)
class EventSources:
    """What events are derived from."""

    reads: tuple[SignedRead, ...]  # numbered from 1 as `rimread reads export` writes them
    clinical: tuple[ClinicalEvent, ...]
    charter: Charter
    unread: frozenset[str] = frozenset()  # subjects with scans and no signed read: left out


@dataclass(frozen=True)
class Results:
    """What every export is made from, derived once."""

    reads: tuple[SignedRead, ...]
    clinical: tuple[ClinicalEvent, ...]
    charter: Charter
    rows: tuple[EventRow, ...]
    labels: tuple[LabelRow, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class EventsExport:
    """What was written."""

    rows: int
    events: int  # rows with status 1
    warnings: tuple[str, ...]


def event_sources(study: Study) -> EventSources:
    """The study's signed reads, its clinical rows but those of subjects still to be read, and its charter.

    Subjects who never had a scan are kept, censored at their surgery.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written.
    """
    study.ledger.verify_unless_untouched()
    state = study.state()
    reads = signed_reads(study)
    read = {one.subject for one in reads}
    unread = frozenset(s.subject for s in state.subjects.values() if s.timepoints and s.subject not in read)
    clinical = tuple(row for s in state.subjects.values() if s.subject not in unread for row in s.clinical)
    return EventSources(reads, clinical, state.charter, unread)


def event_sources_of_files(reads: Path, clinical: Path, charter: Path | None) -> EventSources:
    """The same of a reads file, a clinical table and a charter (defaults without one), without a study.

    Raises:
        ReviewError: one of the files cannot be used.
    """
    rules = read_charter(charter) if charter is not None else Charter()
    return EventSources(read_reads_file(reads, rules).reads, load_clinical(clinical), rules)


def results_of(sources: EventSources) -> Results:
    """Derive events (not of re-reads) and labels, and keep all of them.

    Raises:
        EventBeforeOrigin: an event lies before the surgery it is counted from.
        ScanAfterDeath: a read holds a scan after death.
    """
    rows: list[EventRow] = []
    labels: list[LabelRow] = []
    for arranged in arranged_cases(records_by_subject(sources.reads, sources.clinical, rereads=True), sources.charter):
        rows += rows_of_case(arranged)
        labels += labels_of_case(arranged)
    counts = counts_of(rows)
    warnings = tuple(heard_of(counts, sources))
    return Results(sources.reads, sources.clinical, sources.charter, tuple(rows), tuple(labels), warnings)


def export_events(study: Study, out: Path) -> EventsExport:
    """Write the events of the study into the folder `out`.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: as `event_sources`; nothing is written.
        EventBeforeOrigin, ScanAfterDeath: as `results_of`; nothing is written.
    """
    return write_events(event_sources(study), out)


def export_events_from_files(reads: Path, clinical: Path, charter: Path | None, out: Path) -> EventsExport:
    """The same of files, without a study.

    Raises:
        ReviewError: as `event_sources_of_files` and `results_of`; nothing is written.
    """
    return write_events(event_sources_of_files(reads, clinical, charter), out)


def write_events(sources: EventSources, out: Path, *, jobs: int | None = None) -> EventsExport:
    """Derive and write part by part: never are the rows of a large study held at once.

    Args:
        sources: what to derive from.
        out: the folder.
        jobs: as `parts_of`.

    Raises:
        EventBeforeOrigin, ScanAfterDeath: as `results_of`; nothing is written.
    """
    records = records_by_subject(sources.reads, sources.clinical, rereads=True)
    events, labels, counts = [csv_lines([events_header()])], [csv_lines([labels_header()])], Counter[str]()
    for part in parts_of(records, sources.charter, jobs=jobs):
        events.append(part.events)
        labels.append(part.labels)
        counts.update(part.counts)
    write_files(out, _files(b"".join(events), b"".join(labels), sources.charter))
    return EventsExport(counts["rows"], counts["events"], tuple(heard_of(counts, sources)))


def event_files(results: Results) -> dict[str, bytes]:
    """Name -> content, of results that were derived before: the files of `export_events`."""
    return _files(events_csv(results.rows), labels_csv(results.labels), results.charter)


def summary(results: Results) -> EventsExport:
    """How much there is, and what the person who exports should hear."""
    counts = counts_of(results.rows)
    return EventsExport(counts["rows"], counts["events"], results.warnings)


def _files(events: bytes, labels: bytes, charter: Charter) -> dict[str, bytes]:
    return {
        "events.csv": events,
        "events_dictionary.csv": dictionary_csv(),
        "events_dictionary.md": dictionary_markdown().encode("utf-8"),
        "labels.csv": labels,
        "labels_dictionary.csv": labels_dictionary_csv(),
        "labels_dictionary.md": labels_dictionary_markdown().encode("utf-8"),
        "charter.toml": charter.to_toml().encode("utf-8"),
    }


def heard_of(counts: Mapping[str, int], sources: EventSources) -> Iterator[str]:
    """What the person who exports should hear, by `counts_of` the rows."""
    if sources.unread:
        yield f"subjects left out, who have scans but no signed read: {len(sources.unread)}"
    if not counts["rows"]:
        yield "there is no signed read: events.csv holds its header only"
    own_rules = sources.charter.sha256()
    if others := sum(read.charter_sha256 != own_rules for read in sources.reads):
        yield f"reads signed under another charter than the one applied here: {others}"
    if left_out := sum(leaves_out(read) for read in sources.reads):
        yield LEFT_OUT.format(count=left_out)
    yield from (text.format(count=counts[flag]) for flag, text in FLAG_WARNINGS.items() if counts[flag])
