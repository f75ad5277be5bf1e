"""Write labelled events with dates (events.csv), the label history (labels.csv) and their dictionaries."""

import gc
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.usecases.exchange_reads import LEFT_OUT, read_reads_file, signed_reads
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study, read_charter
from app.usecases.write_files import write_files
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import EVENT, Flag, arranged_cases, flag_counts, rows_of_case
from review_schema.export.events import CsvFile, dictionary_csv, dictionary_markdown, event_cells, events_header
from review_schema.export.labels import label_cells, labels_dictionary_csv, labels_header
from review_schema.read import SignedRead
from review_schema.read_rules import leaves_out
from review_schema.settled_labels import labels_of_case

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


def export_events(study: Study, out: Path) -> EventsExport:
    """Write the events of every signed read (not of re-reads) of the study into the folder `out`.

    Subjects who have scans but no signed read yet are left out, with a warning; subjects who never had a scan are kept,
    censored at their surgery.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        EventBeforeOrigin: an event lies before the surgery it is counted from; nothing is written.
        ScanAfterDeath: a read holds a scan after death; nothing is written.
    """
    sources = event_sources(study)
    unread = len(sources.unread)
    warnings = [f"subjects left out, who have scans but no signed read: {unread}"] if unread else []
    return _write(sources.reads, sources.clinical, sources.charter, out, warnings)


@dataclass(frozen=True)
class EventSources:
    """What a study's events are derived from."""

    reads: tuple[SignedRead, ...]  # numbered from 1 as `rimread reads export` writes them
    clinical: tuple[ClinicalEvent, ...]
    charter: Charter
    unread: frozenset[str]  # subjects with scans and no signed read: left out


def event_sources(study: Study) -> EventSources:
    """The study's signed reads, its clinical rows but those of subjects still to be read, and its charter.

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
    # Reads by the hundred thousand hold no cycles: looking for some again and again would take longer than the rules.
    gc.freeze()
    events, labels, counts = CsvFile(events_header()), CsvFile(labels_header()), Counter[str]()
    for arranged in arranged_cases(reads, clinical, charter, rereads=True):
        rows = rows_of_case(arranged)
        events.add(map(event_cells, rows))
        labels.add(map(label_cells, labels_of_case(arranged)))
        counts.update(rows=len(rows), events=sum(row.status == EVENT for row in rows))
        counts.update(flag_counts(rows))
    write_files(
        out,
        {
            "events.csv": events.content(),
            "events_dictionary.csv": dictionary_csv(),
            "events_dictionary.md": dictionary_markdown().encode("utf-8"),
            "labels.csv": labels.content(),
            "labels_dictionary.csv": labels_dictionary_csv(),
            "charter.toml": charter.to_toml().encode("utf-8"),
        },
    )
    return EventsExport(counts["rows"], counts["events"], (*warnings, *heard_of(counts, reads, charter)))


def heard_of(counts: Mapping[str, int], reads: Sequence[SignedRead], charter: Charter) -> list[str]:
    """What the person who exports should hear of: counts of rows and of their flags, by name."""
    heard = []
    if not counts["rows"]:
        heard.append("there is no signed read: events.csv holds its header only")
    own_rules = charter.sha256()
    others = sum(read.charter_sha256 != own_rules for read in reads)
    if others:
        heard.append(f"reads signed under another charter than the one applied here: {others}")
    left_out = sum(leaves_out(read) for read in reads)
    if left_out:
        heard.append(LEFT_OUT.format(count=left_out))
    return heard + [text.format(count=counts[flag]) for flag, text in FLAG_WARNINGS.items() if counts[flag]]
