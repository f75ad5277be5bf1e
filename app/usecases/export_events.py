"""Write labelled events with dates (events.csv), the label history (labels.csv) and their dictionaries."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.usecases.exchange_reads import LEFT_OUT, read_reads_file, signed_reads
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study, read_charter
from app.usecases.write_files import write_files
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import EVENT, EventRow, Flag, arranged_cases, flag_counts, rows_of_case
from review_schema.export.events import CsvFile, dictionary_csv, dictionary_markdown, event_cells, events_header
from review_schema.export.labels import label_cells, labels_dictionary_csv, labels_dictionary_markdown, labels_header
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
    for of_case, labels_there in _case_by_case(sources):
        rows += of_case
        labels += labels_there
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


def write_events(sources: EventSources, out: Path) -> EventsExport:
    """Derive and write case by case: never are the rows of a large study held at once.

    Raises:
        EventBeforeOrigin, ScanAfterDeath: as `results_of`; nothing is written.
    """
    events, labels, counts = CsvFile(events_header()), CsvFile(labels_header()), Counter[str]()
    for rows, labels_there in _case_by_case(sources):
        events.add(map(event_cells, rows))
        labels.add(map(label_cells, labels_there))
        counts.update(counts_of(rows))
    write_files(out, _files(events, labels, sources.charter))
    return EventsExport(counts["rows"], counts["events"], tuple(heard_of(counts, sources)))


def event_files(results: Results) -> dict[str, bytes]:
    """Name -> content, of results that were derived before: the files of `export_events`."""
    events, labels = CsvFile(events_header()), CsvFile(labels_header())
    events.add(map(event_cells, results.rows))
    labels.add(map(label_cells, results.labels))
    return _files(events, labels, results.charter)


def summary(results: Results) -> EventsExport:
    """How much there is, and what the person who exports should hear."""
    counts = counts_of(results.rows)
    return EventsExport(counts["rows"], counts["events"], results.warnings)


def _case_by_case(sources: EventSources) -> Iterator[tuple[Sequence[EventRow], Sequence[LabelRow]]]:
    for arranged in arranged_cases(sources.reads, sources.clinical, sources.charter, rereads=True):
        yield rows_of_case(arranged), labels_of_case(arranged)


def _files(events: CsvFile, labels: CsvFile, charter: Charter) -> dict[str, bytes]:
    return {
        "events.csv": events.content(),
        "events_dictionary.csv": dictionary_csv(),
        "events_dictionary.md": dictionary_markdown().encode("utf-8"),
        "labels.csv": labels.content(),
        "labels_dictionary.csv": labels_dictionary_csv(),
        "labels_dictionary.md": labels_dictionary_markdown().encode("utf-8"),
        "charter.toml": charter.to_toml().encode("utf-8"),
    }


def counts_of(rows: Sequence[EventRow]) -> Counter[str]:
    """How many rows and events there are, and how many rows carry each flag."""
    counts = Counter[str](rows=len(rows), events=sum(row.status == EVENT for row in rows))
    counts.update(flag_counts(rows))
    return counts


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
