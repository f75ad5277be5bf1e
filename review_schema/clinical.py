"""The clinical table: one row per fact. What each kind of row needs stands in `clinical_rules.RULES`."""

from datetime import date

from review_schema.record import Record
from review_schema.vocabulary import ClinicalKind


class ClinicalEvent(Record):
    """One row of the clinical table.

    Numbers stand as text in the unit of the kind's rule, with a decimal point; `number` gives them.
    """

    subject: str
    kind: ClinicalKind
    on: date | None = None
    cavity: str | None = None
    value: str | None = None
    detail: str = ""
    until: date | None = None  # last day of what began with `on`; None: one day, or not known to have ended
    item: str | None = None  # which one: lesion, substance, CTCAE term, organ; α/β of a BED
    qualifier: str | None = None  # source of a resection status, attribution of a CTCAE term, method of a BED

    @property
    def number(self) -> float:
        """The value of a kind whose value is a number, in its unit.

        Raises:
            ValueError: the value is no number.
        """
        return float(self.value or "")
