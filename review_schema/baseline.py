"""Baseline tables by arm: patients (as the paper's Table 1) and cavities (as its Table 2).

Fields: RimRead domain reference §1. Categories are compared by Fisher's exact test, numbers by the Mann-Whitney U test
(`group_tests`). What the clinical table does not say is counted as missing, and stays out of shares and tests. Cavities
of one patient count as independent, as is usual in such tables.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median, stdev
from typing import Final, Literal

from review_schema.case_facts import case_facts, single_or_multiple
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_rules import RULES
from review_schema.dose import bed_gy
from review_schema.group_tests import Comparison, compare_counts, compare_numbers
from review_schema.steroids import dexamethasone_mg
from review_schema.time_units import DAYS_PER_MONTH
from review_schema.vocabulary import Arm, ClinicalKind

Sort = Literal["patient", "cavity"]
Value = str | float | None

ALPHA_BETA_GY: Final = 10.0
"""α/β of tumour, by which the BED of HSRT is computed where no BED row states another (domain §1)."""

BED_DIFFERS_GY: Final = 0.5
"""More than rounding to a whole Gy: an entered BED is then not that of its fractions and dose."""

ARMS: Final = (Arm.HSRT, Arm.IORT)
TOTAL: Final = "total"
GROUPS: Final = (*map(str, ARMS), TOTAL)


@dataclass(frozen=True)
class Unit:
    """A patient, or one cavity of a patient with its own surgery."""

    arm: Arm
    facts: Mapping[ClinicalKind, tuple[ClinicalEvent, ...]]  # of the patient; for a cavity: also only its own
    surgery_on: date | None
    last_scan_on: date | None
    scanned: bool  # whether it is known which scans there are

    def row(self, kind: ClinicalKind) -> ClinicalEvent | None:
        """The first row of a kind."""
        return next(iter(self.facts.get(kind, ())), None)

    def word(self, kind: ClinicalKind) -> str | None:
        """The value of the first row of a kind."""
        row = self.row(kind)
        return None if row is None else row.value

    def number(self, kind: ClinicalKind) -> float | None:
        """The same as a number, in the kind's unit."""
        row = self.row(kind)
        return None if row is None else row.number

    def days_to(self, on: date | None) -> int | None:
        """Days from surgery."""
        return None if on is None or self.surgery_on is None else (on - self.surgery_on).days


@dataclass(frozen=True)
class Characteristic:
    """One block of a table.

    Attributes:
        name: for people.
        of: its value of a unit; None: not stated.
        unit: of numbers.
        levels: of categories, in their order.
        free_levels: it has whatever categories there are; without them and `levels`: numbers.
        arm: only units of this arm can have it; None: all can.
        note: how it was obtained, where it is not as entered.
    """

    name: str
    of: Callable[[Unit], Value]
    unit: str = ""
    levels: tuple[str, ...] = ()
    free_levels: bool = False
    arm: Arm | None = None
    note: str = ""

    @property
    def categorical(self) -> bool:
        """Whether it has categories, and not numbers."""
        return bool(self.levels) or self.free_levels


@dataclass(frozen=True)
class Summary:
    """A characteristic in one group."""

    group: str  # arm, or `TOTAL`
    units: int  # those that can have it
    missing: int
    counts: Mapping[str, int]  # of categories; those that nobody has too
    numbers: tuple[float, ...]  # ascending

    @property
    def known(self) -> int:
        """Units of which it is stated."""
        return self.units - self.missing

    def percent(self, level: str) -> float | None:
        """Share of a category among the units of which it is stated."""
        return 100 * self.counts[level] / self.known if self.known else None

    @property
    def figures(self) -> Mapping[str, float | None]:
        """Median, least, greatest, mean and standard deviation of the numbers; None: too few of them."""
        seen = self.numbers
        return {
            "median": median(seen) if seen else None,
            "min": seen[0] if seen else None,
            "max": seen[-1] if seen else None,
            "mean": fmean(seen) if seen else None,
            "sd": stdev(seen) if len(seen) > 1 else None,
        }


@dataclass(frozen=True)
class Line:
    """A characteristic in every group, and the comparison of the arms."""

    sort: Sort
    characteristic: Characteristic
    summaries: tuple[Summary, ...]  # in the order of `GROUPS`
    comparison: Comparison


@dataclass(frozen=True)
class Baseline:
    """Both tables."""

    lines: tuple[Line, ...]
    units: Mapping[Sort, Mapping[str, int]]  # by group
    without_arm: int  # subjects left out
    without_surgery: int  # subjects without a cavity
    bed_differs: int  # cavities whose entered BED is not that of their fractions and dose


def baseline(clinical: Iterable[ClinicalEvent], scans: Mapping[str, Sequence[date]] | None = None) -> Baseline:
    """The baseline tables of every subject whose arm is stated.

    Args:
        clinical: rows of the clinical table.
        scans: subject -> days of their scans; None: not known, and no follow-up by MRI is told.
    """
    rows_of: dict[str, list[ClinicalEvent]] = defaultdict(list)
    for row in clinical:
        rows_of[row.subject].append(row)
    patients: list[Unit] = []
    cavities: list[Unit] = []
    without_arm = without_surgery = 0
    for subject, rows in sorted(rows_of.items()):
        facts = case_facts(rows)
        if facts.arm not in tuple(Arm):
            without_arm += 1
            continue
        days = None if scans is None else scans.get(subject, ())
        patients.append(_unit(Arm(facts.arm), rows, facts.index_on, days))
        without_surgery += not facts.surgeries
        for cavity, surgery_on in sorted(facts.surgeries.items()):
            cavities.append(_unit(Arm(facts.arm), _of_cavity(cavity, rows, facts.surgeries), surgery_on, days))
    units: dict[Sort, list[Unit]] = {"patient": patients, "cavity": cavities}
    shown = {sort: [c for c in table if scans is not None or c.of is not _follow_up] for sort, table in TABLES.items()}
    return Baseline(
        lines=tuple(_line(sort, c, units[sort]) for sort, table in shown.items() for c in table),
        units={sort: {group: len(_members(found, group)) for group in GROUPS} for sort, found in units.items()},
        without_arm=without_arm,
        without_surgery=without_surgery,
        bed_differs=sum(map(_bed_differs, cavities)),
    )


OF_A_STAY: Final = frozenset({ClinicalKind.DISCHARGE, ClinicalKind.COMPLICATION})
"""Kinds that follow one operation, though a row of them may name no cavity."""


def _of_cavity(cavity: str, rows: Iterable[ClinicalEvent], surgeries: Mapping[str, date]) -> Iterable[ClinicalEvent]:
    """The cavity's own rows, and of those that name no cavity what its own rows leave unsaid.

    A discharge or complication without a cavity is that of the last operation before it: of every cavity that was
    operated on that day.
    """
    own = {(row.kind, _treatment(row)) for row in rows if row.cavity == cavity}
    for row in rows:
        if row.cavity == cavity:
            yield row
        elif row.cavity is None and (row.kind, _treatment(row)) not in own:
            before = [on for on in surgeries.values() if row.on is not None and on <= row.on]
            if row.kind not in OF_A_STAY or surgeries[cavity] == max(before, default=None):
                yield row


def _treatment(row: ClinicalEvent) -> str | None:
    """What a treatment was: the HSRT of a cavity takes the place of no other treatment."""
    return row.value if row.kind is ClinicalKind.TREATMENT else None


def _unit(arm: Arm, rows: Iterable[ClinicalEvent], surgery_on: date | None, days: Sequence[date] | None) -> Unit:
    facts: dict[ClinicalKind, list[ClinicalEvent]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.on or date.min, row.cavity or "", row.item or "", row.value or "")):
        facts[row.kind].append(row)
    later = [on for on in days or () if surgery_on is not None and on >= surgery_on]
    found = {kind: tuple(of_kind) for kind, of_kind in facts.items()}
    return Unit(arm, found, surgery_on, max(later, default=surgery_on), days is not None)


def _members(units: Sequence[Unit], group: str) -> list[Unit]:
    return [unit for unit in units if group in (TOTAL, unit.arm)]


def _line(sort: Sort, characteristic: Characteristic, units: Sequence[Unit]) -> Line:
    able = [unit for unit in units if characteristic.arm in (None, unit.arm)]
    values = {group: [characteristic.of(unit) for unit in _members(able, group)] for group in GROUPS}
    levels = characteristic.levels
    if characteristic.free_levels:
        levels = tuple(sorted({str(value) for value in values[TOTAL] if value is not None}))
    summaries = tuple(_summary(group, of_group, levels) for group, of_group in values.items())
    first, second, _ = summaries
    comparison = (
        compare_counts(list(first.counts.values()), list(second.counts.values()))
        if characteristic.categorical
        else compare_numbers(first.numbers, second.numbers)
    )
    return Line(sort, characteristic, summaries, comparison)


def _summary(group: str, values: Sequence[Value], levels: Sequence[str]) -> Summary:
    words = [value for value in values if isinstance(value, str)]
    numbers = sorted(value for value in values if isinstance(value, int | float))
    counts = {level: words.count(level) for level in levels}
    return Summary(group, len(values), sum(value is None for value in values), counts, tuple(numbers))


# --- what the tables hold --------------------------------------------------------------------------------------------


def _age(unit: Unit) -> Value:
    birth = unit.row(ClinicalKind.BIRTH)
    if unit.row(ClinicalKind.AGE) is not None or birth is None or birth.on is None or unit.surgery_on is None:
        return unit.number(ClinicalKind.AGE)
    before = (unit.surgery_on.month, unit.surgery_on.day) < (birth.on.month, birth.on.day)
    return unit.surgery_on.year - birth.on.year - before


def _metastases(unit: Unit) -> Value:
    total = unit.number(ClinicalKind.METASTASES_NUMBER)
    return unit.word(ClinicalKind.METASTASES) if total is None else single_or_multiple(round(total))


def _any_non_resected(unit: Unit) -> Value:
    left = unit.number(ClinicalKind.NON_RESECTED)
    return None if left is None else "yes" if left else "no"


def _steroid_at_surgery(unit: Unit) -> Value:
    """Dexamethasone equivalent of what was taken on the day; a dose without an end holds until the next one."""
    rows = unit.facts.get(ClinicalKind.STEROID, ())
    if not rows or unit.surgery_on is None:
        return None
    taken: dict[str, ClinicalEvent] = {}
    for row in sorted(rows, key=lambda row: row.on or date.min):
        if row.on is not None and row.on <= unit.surgery_on:
            taken[row.item or ""] = row
    return sum(
        dexamethasone_mg(substance, row.number)
        for substance, row in taken.items()
        if row.until is None or row.until >= unit.surgery_on
    )


def _resection_status(unit: Unit) -> Value:
    """Of the most certain source: histology, MRI, surgeon."""
    stated = {row.qualifier: row.value for row in unit.facts.get(ClinicalKind.RESECTION_STATUS, ())}
    return next((stated[source] for source in ("histology", "MRI", "surgeon", None) if source in stated), None)


def _distance_to(organ: str) -> Callable[[Unit], Value]:
    def of(unit: Unit) -> Value:
        rows = unit.facts.get(ClinicalKind.DISTANCE_TO_RISK_ORGAN, ())
        return next((row.number for row in rows if row.item == organ), None)

    return of


def _complication(unit: Unit) -> Value:
    return "yes" if unit.row(ClinicalKind.COMPLICATION) else "none recorded"


def _stay(unit: Unit) -> Value:
    row = unit.row(ClinicalKind.DISCHARGE)
    return None if row is None else unit.days_to(row.on)


def _days_to_hsrt(unit: Unit) -> Value:
    starts = [
        row.on
        for row in unit.facts.get(ClinicalKind.TREATMENT, ())
        if row.value == Arm.HSRT and row.on is not None and (unit.surgery_on is None or row.on >= unit.surgery_on)
    ]
    return unit.days_to(min(starts, default=None))


def _regimen(unit: Unit) -> Value:
    fractions, dose = unit.word(ClinicalKind.FRACTIONS), unit.word(ClinicalKind.FRACTION_DOSE)
    return f"{fractions} × {dose} Gy" if fractions and dose else None


def _computed_bed(unit: Unit) -> Value:
    fractions, dose = unit.number(ClinicalKind.FRACTIONS), unit.number(ClinicalKind.FRACTION_DOSE)
    if fractions is None or dose is None:
        return None
    stated = unit.row(ClinicalKind.BED)
    return bed_gy(round(fractions), dose, float((stated and stated.item) or ALPHA_BETA_GY))


def _bed_differs(unit: Unit) -> bool:
    entered, computed = unit.number(ClinicalKind.BED), _computed_bed(unit)
    return entered is not None and isinstance(computed, float) and abs(entered - computed) > BED_DIFFERS_GY


def _follow_up(unit: Unit) -> Value:
    days = unit.days_to(unit.last_scan_on) if unit.scanned else None
    return None if days is None else days / DAYS_PER_MONTH


def _entered(kind: ClinicalKind) -> Characteristic:
    """A characteristic that stands in the clinical table as it is."""
    rule = RULES[kind]
    if rule.value.number is None:
        return Characteristic(rule.name, lambda unit: unit.word(kind), levels=tuple(map(str, rule.value.words)))
    return Characteristic(rule.name, lambda unit: unit.number(kind), unit=rule.unit, arm=rule.arm)


TABLES: Final[Mapping[Sort, tuple[Characteristic, ...]]] = {
    "patient": (
        Characteristic("Age", _age, unit="years", note="where only the birth is stated: at the index surgery"),
        _entered(ClinicalKind.SEX),
        _entered(ClinicalKind.HISTOLOGY),
        _entered(ClinicalKind.RPA_CLASS),
        _entered(ClinicalKind.KPS),
        _entered(ClinicalKind.METASTASES_NUMBER),
        Characteristic("Single or multiple metastases", _metastases, levels=("single", "multiple")),
        Characteristic("Any non-resected metastasis", _any_non_resected, levels=("yes", "no")),
        _entered(ClinicalKind.NON_RESECTED),
        _entered(ClinicalKind.PRIOR_IRRADIATION),
        Characteristic(
            "Steroids on the day of surgery",
            _steroid_at_surgery,
            unit="mg/day",
            note="dexamethasone equivalent; 0 where other doses are stated, missing where none is",
        ),
    ),
    "cavity": (
        _entered(ClinicalKind.PRIOR_IRRADIATION_OF_CAVITY),
        _entered(ClinicalKind.LESION_SIZE),
        _entered(ClinicalKind.OR_TIME),
        _entered(ClinicalKind.FROZEN_SECTION_MALIGNANT),
        _entered(ClinicalKind.INCOMPLETE_RESECTION_SUSPECTED),
        Characteristic(
            RULES[ClinicalKind.RESECTION_STATUS].name,
            _resection_status,
            levels=("R0", "R1", "unknown"),
            note="by histology, else MRI, else the surgeon",
        ),
        Characteristic("Distance to the brainstem", _distance_to("brainstem"), unit="mm"),
        Characteristic("Distance to the optic tract", _distance_to("optic tract"), unit="mm"),
        Characteristic(
            "Surgical complication",
            _complication,
            levels=("yes", "none recorded"),
            note="where no cavity is named: of each operated on last before it",
        ),
        Characteristic("Hospital stay", _stay, unit="days", note="from the last surgery before it to discharge"),
        _entered(ClinicalKind.SURFACE_DOSE),
        _entered(ClinicalKind.APPLICATOR_DIAMETER),
        _entered(ClinicalKind.TUBE_VOLTAGE),
        Characteristic("Fractions × dose", _regimen, free_levels=True, arm=Arm.HSRT),
        Characteristic("Surgery to HSRT", _days_to_hsrt, unit="days", arm=Arm.HSRT),
        _entered(ClinicalKind.PTV_MARGIN),
        _entered(ClinicalKind.PTV),
        _entered(ClinicalKind.V25),
        Characteristic("BED, as entered", lambda unit: unit.number(ClinicalKind.BED), unit="Gy"),
        Characteristic(
            "BED, computed from fractions and dose",
            _computed_bed,
            unit="Gy",
            arm=Arm.HSRT,
            note=f"n·d·(1 + d/(α/β)) with the α/β entered, else {ALPHA_BETA_GY:g} Gy; not for IORT",
        ),
        Characteristic(
            "MRI follow-up",
            _follow_up,
            unit="months",
            note="surgery to the last MRI; 0 without one; 30.4375 days a month",
        ),
    ),
}
"""What the tables hold, in their order."""
