"""What the rows of one patient say against each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from review_schema.case_facts import single_or_multiple
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_rules import RULES
from review_schema.errors import BadCell
from review_schema.time_units import DAYS_PER_YEAR
from review_schema.vocabulary import Arm, ClinicalKind

OF_A_CAVITY = frozenset(
    {ClinicalKind.REOPERATION, ClinicalKind.SYMPTOM, ClinicalKind.DISCHARGE, ClinicalKind.COMPLICATION}
)
"""Kinds that must not lie before the surgery of their own cavity."""

IDENTIFYING = frozenset({ClinicalKind.AGE, ClinicalKind.BIRTH})
"""Kinds into whose cells a birth date may be typed."""


@dataclass(frozen=True)
class TableRow:
    """One row whose own cells are sound."""

    number: int  # as a spreadsheet shows it
    event: ClinicalEvent


def contradictions(rows: Iterable[TableRow]) -> Iterator[BadCell]:
    """Each cell that contradicts another row of the same patient."""
    by_subject: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        by_subject[row.event.subject].append(row)
    for together in by_subject.values():
        for found in CHECKS:
            yield from found(together)


def _of(rows: Sequence[TableRow], *kinds: ClinicalKind) -> list[TableRow]:
    return [row for row in rows if row.event.kind in kinds]


def _first_date(rows: Sequence[TableRow], kind: ClinicalKind) -> date | None:
    return min((row.event.on for row in _of(rows, kind) if row.event.on is not None), default=None)


def _stated(rows: Sequence[TableRow], kind: ClinicalKind) -> str | None:
    return next((row.event.value for row in _of(rows, kind)), None)


def _repeated(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    first: dict[object, int] = {}
    for row in rows:
        within = RULES[row.event.kind].one_per
        once: object = row.event
        if within is not None:
            once = (row.event.kind, *(getattr(row.event, field) for field in within))
        earlier = first.setdefault(once, row.number)
        if earlier != row.number:
            yield BadCell(row.number, "kind", f"repeats row {earlier}")


def _out_of_order(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    index_on = _first_date(rows, ClinicalKind.SURGERY)
    own = {row.event.cavity: row.event.on for row in _of(rows, ClinicalKind.SURGERY)}
    born_on = _first_date(rows, ClinicalKind.BIRTH)
    ends = [
        (_first_date(rows, ClinicalKind.DEATH), "lies after the death"),
        (_first_date(rows, ClinicalKind.DATA_CUTOFF), "lies after the data cut-off"),
    ]
    for row in rows:
        event = row.event
        surgery_on = own.get(event.cavity, index_on) if event.kind in OF_A_CAVITY else index_on
        for column, on in (("date", event.on), ("until", event.until)):
            if on is None:
                continue
            if RULES[event.kind].since_surgery and surgery_on is not None and on < surgery_on:
                yield BadCell(row.number, column, "lies before the surgery", on.isoformat())
            if born_on is not None and on < born_on:
                yield BadCell(row.number, column, "lies before the birth", on.isoformat())
            for end, rule in ends:
                if end is not None and on > end and event.kind is not ClinicalKind.DATA_CUTOFF:
                    yield BadCell(row.number, column, rule, on.isoformat())


def _unknown_cavities(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    operated = {row.event.cavity for row in _of(rows, ClinicalKind.SURGERY)}
    for row in rows:
        cavity = row.event.cavity
        if operated and cavity is not None and cavity not in operated:
            yield BadCell(row.number, "cavity", "has no surgery row", cavity)


def _treatment_of_the_cavity(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    """IORT is given at surgery and HSRT after it; what only one of them has belongs to a cavity that had it."""
    surgeries = {row.event.cavity: row.event.on for row in _of(rows, ClinicalKind.SURGERY)}
    treatments = _of(rows, ClinicalKind.TREATMENT)
    for row in treatments:
        event = row.event
        own = [surgeries[event.cavity]] if event.cavity in surgeries else surgeries.values()
        days = {on for on in own if on is not None}
        if event.value == Arm.IORT and days and event.on not in days:
            yield BadCell(row.number, "date", "is not the day of surgery, on which IORT is given", str(event.on))
        if event.value == Arm.HSRT and days and event.on is not None and event.on < min(days):
            yield BadCell(row.number, "date", "lies before the surgery", event.on.isoformat())
    arm = _stated(rows, ClinicalKind.ARM)
    for row in rows:
        event, needed = row.event, RULES[row.event.kind].arm
        given = {
            other.event.value
            for other in treatments
            if other.event.value in tuple(Arm) and other.event.cavity in (event.cavity, None)
        }
        if needed is not None and needed not in (given or {arm or needed}):
            yield BadCell(row.number, "kind", f"is of {needed}, and the cavity had no {needed}")


def _arm(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    """An arm whose radiotherapy no cavity had, while one had that of the other."""
    given = {row.event.value for row in _of(rows, ClinicalKind.TREATMENT)} & set(Arm)
    for row in _of(rows, ClinicalKind.ARM):
        if len(given) == 1 and row.event.value not in given:
            only = ", ".join(word for word in given if word)
            yield BadCell(
                row.number, "value", f"is not the arm of the only radiotherapy, {only}", row.event.value or ""
            )


def _metastases(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    total = _stated(rows, ClinicalKind.METASTASES_NUMBER)
    word = _stated(rows, ClinicalKind.METASTASES)
    for row in _of(rows, ClinicalKind.METASTASES):
        if total is not None and row.event.value != single_or_multiple(int(total)):
            yield BadCell(row.number, "value", "contradicts metastases_number", row.event.value or "")
    for row in _of(rows, ClinicalKind.NON_RESECTED):
        left = int(row.event.value or "0")
        # At least one of them was resected.
        if (total is not None and left >= int(total)) or (total is None and word == "single" and left):
            yield BadCell(row.number, "value", "leaves no metastasis that was resected", row.event.value or "")


def _prior_irradiation(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    index_on = _first_date(rows, ClinicalKind.SURGERY)
    for row in _of(rows, ClinicalKind.PRIOR_IRRADIATION):
        event = row.event
        if event.value == "no" and (event.on or event.item):
            yield BadCell(row.number, "value", "contradicts the date or kind of that irradiation", "no")
        if event.on is not None and index_on is not None and event.on > index_on:
            yield BadCell(row.number, "date", "lies after the index surgery", event.on.isoformat())
    if _stated(rows, ClinicalKind.PRIOR_IRRADIATION) == "no":
        for row in _of(rows, ClinicalKind.PRIOR_IRRADIATION_OF_CAVITY):
            if row.event.value == "yes":
                yield BadCell(row.number, "value", "contradicts prior_irradiation", "yes")


def _age(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    """Age at treatment, which begins up to months after surgery, against birth and index surgery."""
    born_on = _first_date(rows, ClinicalKind.BIRTH)
    index_on = _first_date(rows, ClinicalKind.SURGERY)
    for row in _of(rows, ClinicalKind.AGE):
        if born_on is not None and index_on is not None:
            exact = (index_on - born_on).days / DAYS_PER_YEAR
            if abs(row.event.number - exact) > 1.5:
                yield BadCell(row.number, "value", "contradicts birth and surgery", row.event.value or "", True)


def _resection_sources(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    for row in _of(rows, ClinicalKind.RESECTION_STATUS):
        if row.event.value != "unknown" and row.event.qualifier is None:
            yield BadCell(row.number, "qualifier", "must name the source of R0 or R1")


def _fatal_events(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    died_on = _first_date(rows, ClinicalKind.DEATH)
    for row in _of(rows, ClinicalKind.CTCAE):
        if row.event.value == "5" and died_on is None:
            yield BadCell(row.number, "value", "is death, and there is no death row", "5")
        elif row.event.value == "5" and died_on is not None and row.event.on is not None and row.event.on < died_on:
            yield BadCell(row.number, "date", "is not the day of death, as that of grade 5 is", str(row.event.on))


def _overlapping_doses(rows: Sequence[TableRow]) -> Iterator[BadCell]:
    """Two daily doses of one steroid at the same time. The last day of one may be the first of the next."""
    spans = sorted(
        (row for row in _of(rows, ClinicalKind.STEROID) if row.event.on is not None),
        key=lambda row: (row.event.item or "", row.event.on or date.min, row.number),
    )
    for earlier, later in pairwise(spans):
        before, after = earlier.event, later.event
        if before.item != after.item or before.on is None or after.on is None:
            continue
        if before.on == after.on or (before.until is not None and before.until > after.on):
            yield BadCell(later.number, "date", f"overlaps row {earlier.number}", after.on.isoformat())


CHECKS: tuple[Callable[[Sequence[TableRow]], Iterator[BadCell]], ...] = (
    _repeated,
    _out_of_order,
    _unknown_cavities,
    _treatment_of_the_cavity,
    _arm,
    _metastases,
    _prior_irradiation,
    _age,
    _resection_sources,
    _fatal_events,
    _overlapping_doses,
)
