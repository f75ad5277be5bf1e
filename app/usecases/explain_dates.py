"""Why this date? The derivation of one unit's rows, from a study or from the files that events are derived from."""

from dataclasses import dataclass

from app.usecases.export_events import EventSources
from review_schema.derivation import Derivation, derive_why
from review_schema.errors import NoSuchRow


@dataclass(frozen=True)
class AskedRow:
    """The rows asked for, by their columns in events.csv."""

    subject: str
    paramcd: str
    cavity: str = ""  # empty: the patient is the unit
    reader: str = ""  # empty: of every reader


def explain(sources: EventSources, asked: AskedRow) -> tuple[Derivation, ...]:
    """Derivations of the rows that `write_events` writes of these sources for this unit.

    Raises:
        NoSuchRow: it writes none.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other.
    """
    found = derive_why(sources.reads, sources.clinical, sources.charter, **vars(asked))
    if not found:
        raise NoSuchRow
    return found
