"""Why this date? The derivation of one unit's rows, from a study or from the files that events are derived from."""

from dataclasses import dataclass
from pathlib import Path

from app.usecases.exchange_reads import read_reads_file
from app.usecases.export_events import event_sources
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study, read_charter
from review_schema.charter import Charter
from review_schema.derivation import Derivation, derive_why
from review_schema.errors import NoSuchRow


@dataclass(frozen=True)
class AskedRow:
    """The rows asked for, by their columns in events.csv."""

    subject: str
    paramcd: str
    cavity: str = ""  # empty: the patient is the unit
    reader: str = ""  # empty: of every reader


def explain_in_study(study: Study, asked: AskedRow) -> tuple[Derivation, ...]:
    """Derivations of the rows that `rimread events STUDY` writes for this unit.

    Raises:
        NoSuchRow: it writes none.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other.
    """
    sources = event_sources(study)
    return _told(derive_why(sources.reads, sources.clinical, sources.charter, **vars(asked)))


def explain_from_files(reads: Path, clinical: Path, charter: Path | None, asked: AskedRow) -> tuple[Derivation, ...]:
    """Derivations of the rows that `rimread events --reads … --clinical …` writes for this unit.

    Raises:
        NoSuchRow: it writes none.
        ReviewError: one of the files cannot be used.
    """
    rules = read_charter(charter) if charter is not None else Charter()
    return _told(derive_why(read_reads_file(reads, rules).reads, load_clinical(clinical), rules, **vars(asked)))


def _told(found: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    if not found:
        raise NoSuchRow
    return found
