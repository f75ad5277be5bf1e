"""Event rows as ADTTE, the time-to-event data set of CDISC's ADaM, with a define-like dictionary.

Names and meanings follow ADaM's basic data structure for time to event; CNSR is 0 for an event, the opposite of R's
status. AVAL = ADT - STARTDT in days: nothing is added to it, unlike some CDISC tools, which count the first day as 1.
Identical input gives identical bytes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from review_schema.endpoints import COMPETING, EVENT, EventRow
from review_schema.export.events import csv_bytes
from review_schema.settled_labels import LabelRow
from review_schema.vocabulary import Endpoint

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
}
"""The values of CNSR."""


def param(paramcd: str) -> str:
    """PARAM of an endpoint; a code with a D behind a known one is its twin in which death is an event too."""
    return _named(PARAMS, paramcd, " or death")


def _named(names: Mapping[str, str], paramcd: str, with_death: str) -> str:
    if paramcd in names:
        return names[paramcd]
    return names[paramcd[:-1]] + with_death if paramcd[-1:] == "D" and paramcd[:-1] in names else paramcd


def censoring(row: EventRow) -> int:
    """CNSR of a row; see `CENSORINGS`."""
    if row.status == EVENT:
        return 0
    if row.time_days is None:
        return 5
    if row.status == COMPETING:
        return 2
    if row.confirmed == "unconfirmed":
        return 3
    return 4 if row.time_days == 0 and not row.scan_id else 1


@dataclass(frozen=True, slots=True)
class AdtteRow:
    """A row with what it takes from elsewhere."""

    row: EventRow
    study: str
    label_number: int | None  # line of labels.csv, from 1, that the date rests on

    @property
    def cnsr(self) -> int:
        """See `CENSORINGS`."""
        return censoring(self.row)

    @property
    def treated_on(self) -> date | None:
        """Start of IORT or HSRT."""
        if self.row.origin_date is None or self.row.entry_days is None:
            return None
        return self.row.origin_date + timedelta(days=self.row.entry_days)

    @property
    def source(self) -> tuple[str | None, str | None]:
        """SRCDOM and SRCVAR: the label's date, or the kind of the clinical row; None where several are possible."""
        row = self.row
        if row.scan_id:
            return "LABELS", "on"
        if row.event_date is None:
            return None, None
        if self.cnsr == 4:
            return "CLINICAL", "surgery"
        event = row.status == EVENT
        if row.paramcd == Endpoint.OS:
            return "CLINICAL", "death" if event else "last_contact"
        if row.paramcd == Endpoint.WBIFREE:
            return "CLINICAL", "wbrt" if event else "death" if row.status == COMPETING else "last_contact"
        if event and row.paramcd == Endpoint.SRNFREE:
            return "CLINICAL", "symptom"
        if event and row.paramcd == Endpoint.LMDFREE:
            return "CLINICAL", "csf"
        if row.cavity:
            return "CLINICAL", "reoperation"
        return "CLINICAL", None


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
    Variable("TRTSDT", "Date of First Radiotherapy", "date", "Start of IORT or HSRT", lambda a: a.treated_on),
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
        "The event; of censored rows CENSORED",
        lambda a: _named(EVENT_NAMES, a.row.paramcd, " or death") if a.cnsr == 0 else "CENSORED",
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
    for row in rows:
        yield AdtteRow(row, study, line_of.get((row.read_id, row.finding_id)))


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
    lines = ["| variable | label | type | origin, values |", "|---|---|---|---|"]
    lines += [f"| `{v.name}` | {v.label} | {v.type} | {v.origin} |" for v in VARIABLES]
    return "\n".join(lines) + "\n"
