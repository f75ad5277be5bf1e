"""Event rows as ADTTE, the time-to-event data set of CDISC's ADaM, with a define-like dictionary.

Names and meanings follow ADaM's basic data structure for time to event; CNSR is 0 for an event, the opposite of R's
status. AVAL = ADT - STARTDT in days: nothing is added to it, unlike some CDISC tools, which count the first day as 1.
Identical input gives identical bytes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from review_schema.endpoints import COMPETING, EVENT, EventRow, Rule
from review_schema.export.dictionary import dictionary_table
from review_schema.export.events import csv_bytes
from review_schema.settled_labels import LabelRow
from review_schema.vocabulary import DEATH_TWINS, ClinicalKind, Endpoint

PARAMS: Final[Mapping[str, str]] = {
    Endpoint.LPFS: "Local progression-free survival",
    Endpoint.RPFS: "Regional (intracranial, beyond the margin) progression-free survival",
    Endpoint.GPFS: "Global progression-free survival",
    Endpoint.OS: "Overall survival",
    Endpoint.LC: "Local control",
    Endpoint.DBC: "Distant brain control",
    Endpoint.ICDC: "Intracranial disease control, final state",
    Endpoint.LMDFREE: "Time free of leptomeningeal disease",
    Endpoint.RNFREE: "Time free of radionecrosis",
    Endpoint.SRNFREE: "Time free of symptomatic radionecrosis",
    Endpoint.WBIFREE: "Time free of whole-brain irradiation",
}

EVENT_NAMES: Final[Mapping[str, str]] = {
    Endpoint.LPFS: "Local progression",
    Endpoint.RPFS: "Regional progression",
    Endpoint.GPFS: "Progression",
    Endpoint.OS: "Death",
    Endpoint.LC: "Local progression",
    Endpoint.DBC: "Distant brain progression",
    Endpoint.ICDC: "Uncontrolled intracranial progression on the last evaluable MRI",
    Endpoint.LMDFREE: "Leptomeningeal disease",
    Endpoint.RNFREE: "Radionecrosis",
    Endpoint.SRNFREE: "Symptomatic radionecrosis",
    Endpoint.WBIFREE: "Start of whole-brain irradiation",
}

LONGEST_PARAMCD: Final = 8

CENSORINGS: Final[Mapping[int, str]] = {
    0: "event",
    1: "no event by the last evaluable look or the last contact",
    2: "no event by the last evaluable look, and then died; the death is at CMPDY",
    3: "progression that stayed unconfirmed, censored before it (a setting of the charter)",
    4: "nothing evaluable since the start: censored on day 0",
    5: "no start date: AVAL is missing",
    6: "event on the boundary of the margin, censored before it (a setting of the charter)",
    7: "event after missed scans, censored before it (a setting of the charter)",
    8: "new radiotherapy of the unit, censored there (a setting of the charter)",
    9: "re-operation of the cavity, which ends its follow-up",
}
"""The values of CNSR."""

RULES: Final[Mapping[Rule, tuple[int, ClinicalKind | None]]] = {
    "first_seen": (0, None),
    "first_seen_unconfirmed": (0, None),
    "before_unconfirmed": (3, ClinicalKind.SURGERY),
    "before_boundary": (6, ClinicalKind.SURGERY),
    "before_missed_scans": (7, ClinicalKind.SURGERY),
    "new_radiotherapy": (8, None),
    "last_evaluable_scan": (1, None),
    "no_evaluable_scan": (4, ClinicalKind.SURGERY),
    "last_staging": (1, ClinicalKind.SYSTEMIC_STAGING),
    "reoperation": (9, ClinicalKind.REOPERATION),
    "symptom_onset": (0, ClinicalKind.SYMPTOM),
    "final_state": (0, None),
    "death": (0, ClinicalKind.DEATH),
    "last_contact": (1, ClinicalKind.LAST_CONTACT),
    "wbrt_start": (0, ClinicalKind.WBRT),
}
"""What the rule that dated a row makes of it: CNSR where it is censored, and the clinical row that its date is of where
that rests on no scan; None: always a scan, or more has to be known (`AdtteRow.source`)."""

PROOFS: Final[Mapping[Endpoint, ClinicalKind]] = {
    Endpoint.LPFS: ClinicalKind.REOPERATION,
    Endpoint.LPFSD: ClinicalKind.REOPERATION,
    Endpoint.LC: ClinicalKind.REOPERATION,
    Endpoint.RNFREE: ClinicalKind.REOPERATION,
    Endpoint.SRNFREE: ClinicalKind.REOPERATION,
    Endpoint.DBC: ClinicalKind.SURGERY,
    Endpoint.LMDFREE: ClinicalKind.CSF,
}
"""What can prove an event that no scan shows: histology of the cavity or of a new metastasis, cytology. Regional and
global progression can have several proofs."""


def param(paramcd: str) -> str:
    """PARAM of an endpoint; a twin in which death is an event too says so."""
    known = WITHOUT_DEATH.get(paramcd)
    return PARAMS[known] + " or death" if known is not None else PARAMS.get(paramcd, paramcd)


WITHOUT_DEATH: Final[Mapping[str, Endpoint]] = {twin: endpoint for endpoint, twin in DEATH_TWINS.items()}


def event_name(row: EventRow) -> str:
    """EVNTDESC of an event: what it was, also where death counts too."""
    return EVENT_NAMES[Endpoint.OS if row.rule == "death" else WITHOUT_DEATH.get(row.paramcd, row.paramcd)]


def censoring(row: EventRow) -> int:
    """CNSR of a row; see `CENSORINGS`."""
    if row.status == EVENT:
        return 0
    if row.time_days is None:
        return 5
    return 2 if row.status == COMPETING else RULES[row.rule][0]


@dataclass(frozen=True, slots=True)
class AdtteRow:
    """A row with what it takes from elsewhere."""

    row: EventRow
    study: str
    label_number: int | None  # line of labels.csv, from 1, that the date rests on
    wbrt_on: date | None = None  # start of the patient's first whole-brain radiotherapy

    @property
    def cnsr(self) -> int:
        """See `CENSORINGS`."""
        return censoring(self.row)

    @property
    def source(self) -> tuple[str | None, str | None]:
        """SRCDOM and SRCVAR: the label's date, or the kind of the clinical row; None where several are possible."""
        if self.row.scan_id:
            return "LABELS", "on"
        return (None, None) if self.row.event_date is None else ("CLINICAL", self._kind())

    def _kind(self) -> ClinicalKind | None:
        row = self.row
        kind = RULES[row.rule][1]
        if row.rule in ("first_seen", "first_seen_unconfirmed"):
            return PROOFS.get(row.paramcd)
        if row.rule == "new_radiotherapy":
            return self._radiotherapy()
        if row.rule == "last_contact":
            return ClinicalKind.DEATH if row.status == COMPETING else None if "no_last_contact" in row.flags else kind
        if kind == ClinicalKind.SURGERY and row.event_date != row.origin_date:
            return ClinicalKind.SYSTEMIC_STAGING  # a staging before the event was the last that all was clear on
        return kind

    def _radiotherapy(self) -> ClinicalKind | None:
        """Which it was: the first whole-brain course is known; one after an earlier course may be either."""
        row, wbrt_on = self.row, self.wbrt_on
        if wbrt_on == row.event_date:
            return ClinicalKind.WBRT
        earlier = wbrt_on is not None and row.event_date is not None and wbrt_on < row.event_date
        return None if earlier else ClinicalKind.SALVAGE


@dataclass(frozen=True)
class Variable:
    """One variable of ADTTE."""

    name: str
    label: str  # at most 40 characters, as transport files allow
    type: str  # text | integer | date
    origin: str  # where it comes from, and what its values mean
    of: Callable[[AdtteRow], object]


VARIABLES: Final[tuple[Variable, ...]] = (
    Variable("STUDYID", "Study Identifier", "text", "Name of the study's charter", lambda a: a.study),
    Variable("USUBJID", "Unique Subject Identifier", "text", "Pseudonym of the patient", lambda a: a.row.subject),
    Variable(
        "LESIONID", "Resection Cavity", "text", "Cavity; NA where UNIT is PATIENT", lambda a: a.row.cavity or None
    ),
    Variable(
        "UNIT",
        "Unit of the Parameter",
        "text",
        "PATIENT or CAVITY; LPFS has rows of both, which must not be analysed together",
        lambda a: "CAVITY" if a.row.cavity else "PATIENT",
    ),
    Variable(
        "CLUSTER", "Cluster of Correlated Units", "text", "USUBJID: cavities of one patient", lambda a: a.row.subject
    ),
    Variable("TRTP", "Planned Treatment", "text", "IORT or HSRT, of the clinical table", lambda a: a.row.arm or None),
    Variable("TRTSDT", "Date of First Radiotherapy", "date", "Start of IORT or HSRT", lambda a: a.row.treatment_on),
    Variable(
        "PARAMCD", "Parameter Code", "text", "Endpoint; at most 8 characters", lambda a: a.row.paramcd[:LONGEST_PARAMCD]
    ),
    Variable(
        "PARAM", "Parameter", "text", "The endpoint in words, one for each PARAMCD", lambda a: param(a.row.paramcd)
    ),
    Variable(
        "STARTDT",
        "Time-to-Event Origin Date",
        "date",
        "Surgery of the cavity, or index surgery of the patient",
        lambda a: a.row.origin_date,
    ),
    Variable(
        "ADT", "Analysis Date", "date", "Date of the event (back-dated) or of censoring", lambda a: a.row.event_date
    ),
    Variable(
        "AVAL",
        "Analysis Value",
        "integer",
        "ADT - STARTDT in days, nothing added (day 0: surgery)",
        lambda a: a.row.time_days,
    ),
    Variable("AVALU", "Analysis Value Unit", "text", "DAYS", lambda a: "DAYS"),
    Variable(
        "CNSR",
        "Censor",
        "integer",
        "; ".join(f"{code} {meaning}" for code, meaning in CENSORINGS.items())
        + ". 0 is the event: R's status is 1 then",
        lambda a: a.cnsr,
    ),
    Variable(
        "EVNTDESC",
        "Event or Censoring Description",
        "text",
        "The event, of PARAMCD ending in D also Death; of censored rows CENSORED",
        lambda a: event_name(a.row) if a.cnsr == 0 else "CENSORED",
    ),
    Variable(
        "CNSDTDSC",
        "Censor Date Description",
        "text",
        "Why ADT, in words, where CNSR is not 0",
        lambda a: a.row.reason if a.cnsr else None,
    ),
    Variable(
        "EVNTRSN",
        "Event Date Reason",
        "text",
        "Why ADT, in words, where CNSR is 0",
        lambda a: None if a.cnsr else a.row.reason,
    ),
    Variable(
        "CNFRM",
        "Confirmation of the Event",
        "text",
        "confirmed or unconfirmed; NA where nothing is to be confirmed",
        lambda a: a.row.confirmed or None,
    ),
    Variable(
        "SRCDOM",
        "Source Data",
        "text",
        "LABELS (labels.csv) where ADT is the date of a scan that was read, else CLINICAL (the clinical table)",
        lambda a: a.source[0],
    ),
    Variable(
        "SRCVAR",
        "Source Variable",
        "text",
        "Column of labels.csv, or kind of the clinical row; NA where several kinds can give the date",
        lambda a: a.source[1],
    ),
    Variable(
        "SRCSEQ",
        "Source Sequence Number",
        "integer",
        "Line of labels.csv without its header, from 1; NA where ADT rests on no finding",
        lambda a: a.label_number,
    ),
    Variable("SCANID", "Source Scan", "text", "SHA-256 of the stored scan behind ADT", lambda a: a.row.scan_id or None),
    Variable("FINDID", "Source Finding", "text", "Finding behind ADT", lambda a: a.row.finding_id or None),
    Variable(
        "LEFTDY",
        "Last Day Known Free of the Event",
        "integer",
        "Interval censoring: the event happened in (LEFTDY, RIGHTDY]",
        lambda a: a.row.left_days,
    ),
    Variable(
        "RIGHTDY", "First Day the Event Was Known", "integer", "NA: infinity, no event", lambda a: a.row.right_days
    ),
    Variable(
        "CMPDY",
        "Day of the Competing Death",
        "integer",
        "Days to death where CNSR is 2: the time for cumulative incidence",
        lambda a: a.row.competing_days,
    ),
    Variable(
        "ENTRYDY",
        "Day of First Radiotherapy",
        "integer",
        "TRTSDT - STARTDT: entry time of analyses with delayed entry",
        lambda a: a.row.entry_days,
    ),
    Variable(
        "NEWRTDY",
        "Day of Further Radiotherapy",
        "integer",
        "Whole-brain or salvage radiotherapy of the unit up to ADT; follow-up goes on",
        lambda a: a.row.new_radiotherapy_days,
    ),
    Variable(
        "MISSCAN",
        "Scheduled Scans Missed in a Row",
        "integer",
        "Between LEFTDY and the event; from the charter's missed_scans_in_a_row on flagged",
        lambda a: a.row.missed_scans,
    ),
    Variable("FLAGS", "Flags", "text", "As in events.csv", lambda a: " ".join(a.row.flags) or None),
    Variable("EVALID", "Evaluator Identifier", "text", "Reader; NA without a read", lambda a: a.row.reader or None),
    Variable("READID", "Read", "text", "The signed read", lambda a: a.row.read_id or None),
    Variable(
        "RULESET", "Rule Set", "text", "Version of the endpoint rules + hash of the charter", lambda a: a.row.rule_set
    ),
    Variable(
        "PRIRRFL",
        "Prior Brain Irradiation Flag",
        "text",
        "Y or N, before the index surgery; NA unknown",
        lambda a: {"yes": "Y", "no": "N"}.get(a.row.prior_irradiation),
    ),
    Variable("METSGR", "Number of Metastases Group", "text", "single or multiple", lambda a: a.row.metastases or None),
)


def adtte_rows(rows: Sequence[EventRow], labels: Sequence[LabelRow], study: str) -> Iterator[AdtteRow]:
    """The rows in their order, each with its line in labels.csv."""
    line_of = {(label.read_id, label.finding_id): number for number, label in enumerate(labels, start=1)}
    wbrt_on = {(row.subject, row.read_id): row.event_date for row in rows if row.rule == "wbrt_start"}
    for row in rows:
        line = line_of.get((row.read_id, row.finding_id))
        yield AdtteRow(row, study, line, wbrt_on.get((row.subject, row.read_id)))


def adtte_csv(rows: Sequence[EventRow], labels: Sequence[LabelRow], study: str) -> bytes:
    """adtte.csv: one line per row, in the order of `derive_events`; `labels` as they stand in labels.csv."""
    return csv_bytes(
        [variable.name for variable in VARIABLES],
        ([variable.of(one) for variable in VARIABLES] for one in adtte_rows(rows, labels, study)),
    )


DICTIONARY: Final = ("dataset", "variable", "label", "type", "origin")


def adtte_dictionary_csv() -> bytes:
    """The dictionary as define.xml would tell it: data set, variable, label, type, origin and values."""
    return csv_bytes(DICTIONARY, (["ADTTE", v.name, v.label, v.type, v.origin] for v in VARIABLES))


def adtte_dictionary_markdown() -> str:
    """The same dictionary as a Markdown table."""
    return dictionary_table(
        ("variable", "label", "type", "origin, values"), ((v.name, v.label, v.type, v.origin) for v in VARIABLES)
    )
