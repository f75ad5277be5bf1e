"""What each kind of row of the clinical table needs: `RULES` drives parsing, template, form and documentation.

Fields, units and enumerations: RimRead domain reference §1 (Tables 1 and 2 of Neu et al. 2025, and its clinical
events). Ranges are wide: they stop slips of the pen and wrong units, not unusual patients.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from review_schema.case_facts import SYNCHRONOUS
from review_schema.steroids import EQUIVALENT_MG
from review_schema.vocabulary import Arm, ClinicalKind, ScanRole

COLUMNS = ("subject", "kind", "date", "until", "cavity", "item", "value", "unit", "qualifier", "detail")
COMPULSORY_COLUMNS = ("subject", "kind", "date", "value")

COLUMN_MEANINGS: Mapping[str, str] = {
    "subject": "pseudonym, as the scans carry it",
    "kind": "what the row says; one of the kinds below",
    "date": "YYYY-MM-DD; the first day of what lasts",
    "until": "YYYY-MM-DD; the last day of what lasts, empty while it goes on",
    "cavity": "C1, C2, …: the same name for one cavity everywhere",
    "item": "which one: lesion, substance, term, organ; see the kind",
    "value": "what holds; see the kind",
    "unit": "may stay empty; if given it must be the kind's own, so that cm never pass for mm",
    "qualifier": "source, attribution or method; see the kind",
    "detail": "free text of at most 200 characters, shown to nobody who is blinded",
}

Need = Literal["no", "may", "must"]
Group = Literal[
    "Patient", "Surgery and cavity", "IORT", "HSRT", "Dose", "Course", "Systemic therapy and symptoms", "Scans"
]

YES_NO = ("yes", "no")

NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4}|,[0-9]{1,2})?")
"""Decimal point, or a decimal comma with at most two digits: three could be thousands."""


@dataclass(frozen=True)
class Range:
    """Limits of a number, both allowed, and its unit."""

    low: float
    high: float
    unit: str = ""
    whole: bool = False
    step: int = 1  # of whole numbers

    def canonical(self, text: str) -> str | None:
        """The number as it is stored (decimal point, no superfluous zeros); None if it is none within the limits."""
        if not NUMBER.fullmatch(text):
            return None
        number = float(text.replace(",", "."))
        if not self.low <= number <= self.high or (self.whole and number % self.step):
            return None
        return f"{number:.10g}"

    def __str__(self) -> str:
        """In words, as a rule that a cell breaks."""
        what = "a whole number" if self.whole else "a number"
        steps = f" in steps of {self.step}" if self.step > 1 else ""
        return f"{what} from {self.low:g} to {self.high:g}{f' {self.unit}' if self.unit else ''}{steps}"


@dataclass(frozen=True)
class Cell:
    """What one cell of a row may hold: one of `words`, a number within `number`, or any short text."""

    need: Need = "no"
    what: str = ""  # in words, where the column's name does not tell
    words: tuple[str, ...] = ()
    number: Range | None = None
    other_words: bool = False  # `words` are the usual ones; others are taken as they are

    def canonical(self, text: str) -> str | None:
        """The cell as it is stored; None if it breaks the rule."""
        if self.number is not None:
            return self.number.canonical(text)
        if self.words:
            usual = {word.casefold(): str(word) for word in self.words}
            return usual.get(text.casefold(), text if self.other_words else None)
        return text

    @property
    def rule(self) -> str:
        """What the cell must be, in words."""
        if self.number is not None:
            return str(self.number)
        return " | ".join([*self.words, *(["other text"] if self.other_words else [])]) or "text"


NOTHING = Cell()


def one_of(*words: str, need: Need = "must", what: str = "") -> Cell:
    """A cell that holds one of these words."""
    return Cell(need, what, words=words)


def number(low: float, high: float, unit: str = "", *, whole: bool = False, step: int = 1, what: str = "") -> Cell:
    """A cell that holds a number within these limits, in this unit."""
    return Cell("must", what, number=Range(low, high, unit, whole, step))


def text(*usual: str, what: str = "", need: Need = "must") -> Cell:
    """A cell that holds any short text; `usual` ones are offered."""
    return Cell(need, what, words=usual, other_words=bool(usual))


CTCAE_TERMS = (
    "Edema cerebral",
    "Central nervous system necrosis",
    "Headache",
    "Seizure",
    "Fatigue",
    "Wound complication",
)
"""Terms of CTCAE 5.0 that cavity irradiation is asked about; others are taken too."""

PER_SUBJECT: tuple[str, ...] = ()
PER_CAVITY = ("cavity",)


@dataclass(frozen=True)
class KindRule:
    """What one kind of row needs.

    Attributes:
        name: for people.
        group: where a form and the documentation put it.
        meaning: in words.
        on, until, cavity: whether these cells are filled in.
        value, item, qualifier: what these cells hold.
        since_surgery: must not lie before the index surgery.
        one_per: the fields within which there is one row at most; None: as many as there are, none of them twice.
        arm: it describes the treatment of this arm.
    """

    name: str
    group: Group
    meaning: str
    on: Need = "must"
    until: Need = "no"
    cavity: Need = "no"
    value: Cell = NOTHING
    item: Cell = NOTHING
    qualifier: Cell = NOTHING
    since_surgery: bool = True
    one_per: tuple[str, ...] | None = None
    arm: Arm | None = None

    @property
    def unit(self) -> str:
        """Unit of the value; empty if it has none."""
        return self.value.number.unit if self.value.number is not None else ""

    def cell(self, column: str) -> Cell:
        """What a column of this kind holds; dates and the cavity as cells too."""
        return self._cells[column]

    @cached_property
    def _cells(self) -> Mapping[str, Cell]:
        return {
            "date": Cell(self.on),
            "until": Cell(self.until),
            "cavity": Cell(self.cavity),
            "value": self.value,
            "item": self.item,
            "qualifier": self.qualifier,
        }


def _patient(name: str, meaning: str, value: Cell) -> KindRule:
    """A fact of the patient at the index surgery, without a date."""
    return KindRule(name, "Patient", meaning, on="no", value=value, one_per=PER_SUBJECT)


def _cavity(name: str, group: Group, meaning: str, value: Cell, *, arm: Arm | None = None) -> KindRule:
    """A fact of one cavity, without a date."""
    return KindRule(name, group, meaning, on="no", cavity="must", value=value, one_per=PER_CAVITY, arm=arm)


RULES: Mapping[ClinicalKind, KindRule] = {
    # Patient: Table 1
    ClinicalKind.ARM: _patient("Treatment arm", "treatment arm", one_of(*Arm)),
    ClinicalKind.BIRTH: KindRule(
        "Date of birth",
        "Patient",
        "date of birth; better left out where the age is known, for it identifies",
        since_surgery=False,
        one_per=PER_SUBJECT,
    ),
    ClinicalKind.AGE: _patient("Age", "age at treatment", number(0, 120, "years")),
    ClinicalKind.SEX: _patient("Sex", "sex", one_of("female", "male", "diverse")),
    ClinicalKind.HISTOLOGY: _patient(
        "Histology of the primary",
        "primary tumour",
        one_of(
            "lung adenocarcinoma",
            "other NSCLC",
            "breast",
            "melanoma",
            "colorectal",
            "ovarian",
            "AEG",
            "RCC",
            "misc",
        ),
    ),
    ClinicalKind.RPA_CLASS: _patient("RPA class", "recursive partitioning analysis class", one_of("1", "2", "3")),
    ClinicalKind.KPS: _patient(
        "Karnofsky performance status", "before the index surgery", number(0, 100, "%", whole=True, step=10)
    ),
    ClinicalKind.METASTASES_NUMBER: _patient(
        "Number of brain metastases",
        "at the index surgery, resected ones included; tells `metastases`",
        number(1, 200, whole=True),
    ),
    ClinicalKind.METASTASES: _patient(
        "Single or multiple metastases",
        "number of brain metastases at the index surgery: a subgroup; follows from `metastases_number` where that is "
        "given",
        one_of("single", "multiple"),
    ),
    ClinicalKind.NON_RESECTED: _patient(
        "Non-resected metastases", "of those at the index surgery", number(0, 200, whole=True)
    ),
    ClinicalKind.PRIOR_IRRADIATION: KindRule(
        "Prior irradiation of the brain",
        "Patient",
        "whether the brain was irradiated before the index surgery: a subgroup; with a date only if it was",
        on="may",
        value=one_of(*YES_NO),
        item=one_of("WBRT", "SRS", "HSRT", "other", need="may", what="kind of irradiation"),
        since_surgery=False,
        one_per=PER_SUBJECT,
    ),
    ClinicalKind.PRIOR_IRRADIATION_OF_CAVITY: _cavity(
        "Prior irradiation of the treated area",
        "Patient",
        "whether the place of the cavity was irradiated before its surgery",
        one_of(*YES_NO),
    ),
    ClinicalKind.CONSENT: KindRule(
        "Consent", "Patient", "day of informed consent", since_surgery=False, one_per=PER_SUBJECT
    ),
    ClinicalKind.DATA_CUTOFF: KindRule(
        "Data cut-off",
        "Patient",
        "last day whose facts the table holds; no row of the patient lies after it",
        since_surgery=False,
        one_per=PER_SUBJECT,
    ),
    # Surgery and cavity: Table 2
    ClinicalKind.SURGERY: KindRule(
        "Surgery",
        "Surgery and cavity",
        "resection; the earliest one is the index surgery, a later one is that of a new metastasis unless its value "
        "says that the lesion was known before",
        cavity="must",
        value=one_of(SYNCHRONOUS, need="may"),
        one_per=PER_CAVITY,
    ),
    ClinicalKind.OR_TIME: _cavity(
        "Operating time",
        "Surgery and cavity",
        "skin to skin, intraoperative radiotherapy included",
        number(5, 1440, "min"),
    ),
    ClinicalKind.LESION_SIZE: _cavity(
        "Lesion size", "Surgery and cavity", "largest diameter before surgery", number(1, 150, "mm")
    ),
    ClinicalKind.FROZEN_SECTION_MALIGNANT: _cavity(
        "Frozen section malignant", "Surgery and cavity", "whether the frozen section was malignant", one_of(*YES_NO)
    ),
    ClinicalKind.INCOMPLETE_RESECTION_SUSPECTED: _cavity(
        "Incomplete resection suspected",
        "Surgery and cavity",
        "whether the early MRI was suspicious of residual tumour, whatever became of it",
        one_of(*YES_NO),
    ),
    ClinicalKind.RESECTION_STATUS: KindRule(
        "Resection status",
        "Surgery and cavity",
        "residual tumour, and who says so; one row per source where sources differ",
        on="no",
        cavity="must",
        value=one_of("R0", "R1", "unknown"),
        qualifier=one_of("MRI", "surgeon", "histology", need="may", what="source; compulsory for R0 and R1"),
        one_per=("cavity", "qualifier"),
    ),
    ClinicalKind.DISTANCE_TO_RISK_ORGAN: KindRule(
        "Distance to organ at risk",
        "Surgery and cavity",
        "shortest distance; 5 mm and more is what eligibility asks for",
        on="no",
        cavity="must",
        value=number(0, 200, "mm"),
        item=one_of("brainstem", "optic tract", what="organ"),
        one_per=("cavity", "item"),
    ),
    ClinicalKind.COMPLICATION: KindRule(
        "Surgical complication", "Surgery and cavity", "what happened", cavity="may", value=text()
    ),
    ClinicalKind.DISCHARGE: KindRule("Discharge", "Surgery and cavity", "from hospital after surgery", cavity="may"),
    # Treatment of the cavity
    ClinicalKind.TREATMENT: KindRule(
        "Radiotherapy",
        "Dose",
        "first (and last) day of a treatment: IORT, HSRT (of the cavity), SRS, …; IORT is given on the day of surgery",
        until="may",
        cavity="may",
        value=text(*Arm, "SRS"),
        since_surgery=False,
    ),
    ClinicalKind.TUBE_VOLTAGE: _cavity(
        "Tube voltage", "IORT", "of the X-ray source", number(10, 100, "kV"), arm=Arm.IORT
    ),
    ClinicalKind.SURFACE_DOSE: _cavity(
        "Surface dose", "IORT", "dose at the applicator's surface", number(1, 60, "Gy"), arm=Arm.IORT
    ),
    ClinicalKind.APPLICATOR_DIAMETER: _cavity(
        "Applicator diameter", "IORT", "of the spherical applicator", number(1, 6, "cm"), arm=Arm.IORT
    ),
    ClinicalKind.FRACTIONS: _cavity(
        "Fractions", "HSRT", "number of fractions", number(1, 40, whole=True), arm=Arm.HSRT
    ),
    ClinicalKind.FRACTION_DOSE: _cavity(
        "Dose per fraction", "HSRT", "prescribed dose of one fraction", number(0.5, 30, "Gy"), arm=Arm.HSRT
    ),
    ClinicalKind.PTV_MARGIN: _cavity(
        "PTV margin", "HSRT", "from the cavity to the planning target volume", number(0, 20, "mm"), arm=Arm.HSRT
    ),
    ClinicalKind.PTV: _cavity("PTV", "HSRT", "planning target volume", number(0.1, 1000, "cm³"), arm=Arm.HSRT),
    ClinicalKind.V25: _cavity("V25", "HSRT", "volume that receives 25 Gy", number(0, 1000, "cm³"), arm=Arm.HSRT),
    ClinicalKind.BED: KindRule(
        "BED",
        "Dose",
        "biologically effective dose at the margin of the target, as the treating centre states it; that of IORT is "
        "never derived from the surface dose",
        on="no",
        cavity="must",
        value=number(1, 300, "Gy"),
        item=number(0.5, 30, "Gy", what="α/β"),
        qualifier=text(what="method"),
        one_per=PER_CAVITY,
    ),
    ClinicalKind.RBE: _cavity(
        "RBE", "Dose", "relative biological effectiveness that the BED assumes, in words", text()
    ),
    # Course
    ClinicalKind.DEATH: KindRule(
        "Death",
        "Course",
        "death and its cause",
        value=one_of("neurological", "other", "unknown"),
        one_per=PER_SUBJECT,
    ),
    ClinicalKind.LAST_CONTACT: KindRule("Last contact", "Course", "last day known alive", since_surgery=False),
    ClinicalKind.WBRT: KindRule("Whole-brain radiotherapy", "Course", "start of whole-brain radiotherapy", until="may"),
    ClinicalKind.EXTRACRANIAL_PROGRESSION: KindRule("Extracranial progression", "Course", "extracranial progression"),
    ClinicalKind.SYSTEMIC_STAGING: KindRule(
        "Systemic staging", "Course", "systemic staging, whatever it showed", since_surgery=False
    ),
    ClinicalKind.SALVAGE: KindRule(
        "Salvage treatment",
        "Course",
        "salvage treatment, one row per lesion; without a cavity: elsewhere in the brain",
        until="may",
        cavity="may",
        value=one_of("radiotherapy", "surgery", "systemic"),
        item=text(what="lesion", need="may"),
    ),
    ClinicalKind.REOPERATION: KindRule(
        "Re-operation",
        "Course",
        "re-operation of the cavity, with its histology",
        cavity="must",
        value=one_of("tumour", "necrosis", "mixed"),
    ),
    ClinicalKind.CSF: KindRule(
        "CSF cytology", "Course", "cytology of cerebrospinal fluid", value=one_of("positive", "negative")
    ),
    # Systemic therapy and symptoms
    ClinicalKind.SYSTEMIC_THERAPY: KindRule(
        "Systemic therapy",
        "Systemic therapy and symptoms",
        "span of a systemic therapy, one row per class: `immunotherapy` is the flag that response criteria ask for",
        until="may",
        value=one_of("immunotherapy", "chemotherapy", "targeted", "endocrine", "other"),
        item=text(what="substance", need="may"),
        since_surgery=False,
    ),
    ClinicalKind.STEROID: KindRule(
        "Steroid",
        "Systemic therapy and symptoms",
        "span of one daily dose; 0 where it was stopped",
        until="may",
        value=number(0, 5000, "mg/day"),
        item=one_of(*EQUIVALENT_MG, what="substance"),
        since_surgery=False,
    ),
    ClinicalKind.BEVACIZUMAB: KindRule(
        "Bevacizumab", "Systemic therapy and symptoms", "span of bevacizumab", until="may", since_surgery=False
    ),
    ClinicalKind.CTCAE: KindRule(
        "Adverse event (CTCAE)",
        "Systemic therapy and symptoms",
        "adverse event with its onset; another grade is another row",
        until="may",
        cavity="may",
        value=one_of("1", "2", "3", "4", "5", what="grade"),
        item=text(*CTCAE_TERMS, what="CTCAE term"),
        qualifier=one_of(
            "unrelated", "unlikely", "possible", "probable", "definite", need="may", what="attribution to radiotherapy"
        ),
    ),
    ClinicalKind.SYMPTOMATIC: KindRule(
        "Neurological symptoms",
        "Systemic therapy and symptoms",
        "whether the patient had neurological symptoms on that day",
        value=one_of(*YES_NO),
        since_surgery=False,
    ),
    ClinicalKind.SYMPTOM: KindRule(
        "Symptomatic radionecrosis",
        "Systemic therapy and symptoms",
        "onset of symptoms of radionecrosis at the cavity",
        cavity="must",
        value=one_of("rn"),
    ),
    # Scans
    ClinicalKind.MISSED_SCAN: KindRule("Missed scan", "Scans", "scheduled scan that did not take place"),
    ClinicalKind.SCAN_ROLE: KindRule(
        "Role of a scan",
        "Scans",
        "role of the scan of that date, where the date alone does not tell it",
        value=one_of(*ScanRole),
        since_surgery=False,
    ),
}


def kinds_by_group() -> dict[Group, tuple[ClinicalKind, ...]]:
    """The kinds of each group, groups and kinds in the order of `RULES`."""
    groups: dict[Group, tuple[ClinicalKind, ...]] = {}
    for kind, rule in RULES.items():
        groups[rule.group] = (*groups.get(rule.group, ()), kind)
    return groups


NEED_WORDS: Mapping[Need, str] = {"must": "yes", "may": "optional", "no": "–"}


def cell_in_words(cell: Cell) -> str:
    """What a value, item or qualifier holds, for documentation: ``α/β: a number from 0.5 to 30 Gy``."""
    if cell.need == "no":
        return "–"
    told = cell.rule if cell.number is not None else " | ".join(f"`{word}`" for word in cell.words) or "text"
    told += " | other text" if cell.other_words else ""
    return (f"{cell.what}: " if cell.what else "") + told + (", or empty" if cell.need == "may" else "")


def rules_as_markdown() -> str:
    """The tables of kinds in docs/clinical_table.md, one for each group."""
    parts = []
    for group, kinds in kinds_by_group().items():
        lines = [f"### {group}", "", "| kind | date | cavity | value | item | qualifier | meaning |", "|" + "---|" * 7]
        for kind in kinds:
            rule = RULES[kind]
            dates = NEED_WORDS[rule.on] + (", until" if rule.until != "no" else "")
            cells = (cell_in_words(cell).replace("|", "\\|") for cell in (rule.value, rule.item, rule.qualifier))
            lines.append(f"| `{kind}` | {dates} | {NEED_WORDS[rule.cavity]} | {' | '.join(cells)} | {rule.meaning} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
