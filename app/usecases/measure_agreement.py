"""Write agreement between readers and within a reader: labels, event dates, every disagreement with its pictures."""

from dataclasses import dataclass
from pathlib import Path

from app.usecases.draw_atlas import draw_atlas
from app.usecases.exchange_reads import signed_reads
from app.usecases.measure_contours import contour_pairs
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.usecases.write_files import write_files
from review_schema.agreement import measure
from review_schema.agreement_among import measure_among
from review_schema.agreement_contours import measure_contours
from review_schema.agreement_dates import measure_dates
from review_schema.disagreements import find_disagreements
from review_schema.export.agreement import (
    agreement_csv,
    agreement_dictionary_csv,
    agreement_dictionary_markdown,
    agreement_markdown,
    among_csv,
    contours_csv,
    dates_csv,
    disagreements_csv,
    outlines_csv,
)


@dataclass(frozen=True)
class AgreementExport:
    """What was written."""

    rows: int
    disagreements: int
    warnings: tuple[str, ...]


def measure_agreement(
    study: Study,
    out: Path,
    *,
    atlas: bool = False,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> AgreementExport:
    """Compare the signed reads of the study, re-reads included, and write the figures into the folder `out`.

    Args:
        study: the open study.
        out: made if need be.
        atlas: also write disagreements.html and a page a subject, with a picture of each disagreement by each reader.
        progress: told of the contours and of the pictures.
        cancelled: asked between cases; then nothing is written.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other; nothing is written.
        Cancelled: `cancelled` said so.
    """
    study.ledger.verify_unless_untouched()
    state, reads = study.state(), signed_reads(study)
    clinical = [row for subject in state.subjects.values() for row in subject.clinical]
    rows, among = measure(reads), measure_among(reads)
    dates, found = measure_dates(reads, clinical, state.charter), find_disagreements(reads)
    outlines = contour_pairs(study, reads, progress=progress, cancelled=cancelled)
    contours = measure_contours(outlines)
    files = {
        "agreement.csv": agreement_csv(rows),
        "agreement_readers.csv": among_csv(among),
        "agreement_events.csv": dates_csv(dates),
        "agreement_contours.csv": contours_csv(contours),
        "outlines.csv": outlines_csv(outlines),
        "disagreements.csv": disagreements_csv(found),
        "agreement_dictionary.csv": agreement_dictionary_csv(),
        "agreement_dictionary.md": agreement_dictionary_markdown().encode("utf-8"),
        "agreement.md": agreement_markdown(rows, among, dates, found, contours).encode("utf-8"),
    }
    if atlas:
        files |= draw_atlas(study, found, progress=progress, cancelled=cancelled)
    write_files(out, files)
    warnings = () if rows else ("no time point was read twice: there is nothing to compare",)
    return AgreementExport(len(rows), len(found), warnings)
