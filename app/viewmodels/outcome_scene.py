"""The answer of the outcome page, as a frozen scene: what was asked of which part, in curves, tables and sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.derived_steps import step_in_words
from app.lower_rooms import recognised
from app.usecases.study_outcomes import StudyOutcomes, agreement_page, fragility_page, table3
from app.viewmodels.page_tables import Sheet, notes_of, sheets_of
from app.viewmodels.survival_figure import SurvivalFigure, survival_figure
from app.words import Said, counted, joined
from review_schema.endpoints import EventRow, flag_counts
from review_schema.errors import NoSuchEvents
from review_schema.export.survival import p_text, survival_markdown
from review_schema.survival_analysis import (
    Analysis,
    Question,
    Start,
    Unit,
    analyse,
    analysed_lines,
    chosen_lines,
)
from review_schema.vocabulary import Compartment, Endpoint

ENDPOINT_NAMES: Mapping[str, str] = {
    Endpoint.LPFS: Said("local progression"),
    Endpoint.RPFS: Said("regional progression"),
    Endpoint.GPFS: Said("any progression"),
    Endpoint.OS: Said("death"),
    Endpoint.LC: Said("local control"),
    Endpoint.DBC: Said("distant control"),
    Endpoint.ICDC: Said("control at the end"),
    Endpoint.LMDFREE: Said("leptomeningeal"),
    Endpoint.RNFREE: Said("radionecrosis"),
    Endpoint.SRNFREE: Said("symptomatic RN"),
    Endpoint.WBIFREE: Said("whole-brain RT"),
    Endpoint.LPFSD: Said("local progression or death"),
    Endpoint.RPFSD: Said("regional progression or death"),
    Endpoint.GPFSD: Said("any progression or death"),
}
"""Short names of the endpoints, beside their codes (domain §4)."""

ESTIMATES: Mapping[str, str] = {
    "kaplan_meier": Said("free of the event, Kaplan-Meier"),
    "kaplan_meier_clustered": Said("the same, clustered by patient"),
    "cumulative_incidence": Said("cumulative incidence"),
    "cumulative_incidence_ezr": Said("the same, limits as EZR"),
    "interval_censored": Said("free of the event, interval-censored"),
    "restricted_mean_days": Said("mean days free, up to here"),
}
"""Names of the estimates in the tables; exactly what they are stands in `review_schema.export.survival.MEANINGS`."""

STATUSES: Mapping[int, str] = {0: Said("censored"), 1: Said("event"), 2: Said("died without")}
CONFIRMED: Mapping[str, str] = {"": "", "confirmed": Said("confirmed"), "unconfirmed": Said("unconfirmed")}
NO_READS = (
    Said("No read is signed yet. Once readers have signed their reads, curves and tables stand here."),
    Said("Look again"),
)
NO_TABLE = (
    Said(
        "There is no clinical table yet: without dates of surgery no time can be counted. "
        "Import the clinical table on the study page, then look again."
    ),
    Said("Look again"),
)
NO_ARMS = (
    Said(
        "Nobody of this selection has an arm in the clinical table, so that there are no groups to compare. "
        "Show all together, or complete the table."
    ),
    Said("All together"),
)
NOBODY = (
    Said(
        "Nobody is in this selection, or nobody of it has a date of surgery. "
        "Choose other patients on the left, or complete the clinical table."
    ),
    Said("All patients"),
)
NO_GROUPS = (
    Said("Fragility asks what would turn a comparison. Compare the arms first."),
    Said("Compare the arms"),
)
STOPPED = (Said("Stopped before there was anything to show."), Said("Look again"))
ONE_READ = (
    Said("No time point was read twice: there is nothing to compare. Assign the cases to a second reader."),
    Said("Look again"),
)


class Part(StrEnum):
    """What the page shows of the answer."""

    CURVES = "curves"
    FIGURES = "figures"
    TABLE3 = "table3"
    AGREEMENT = "agreement"
    FRAGILITY = "fragility"
    EVENTS = "events"


@dataclass(frozen=True)
class Asked:
    """The question, as the page puts it."""

    endpoint: str = Endpoint.LPFS.value
    by_arm: bool = True
    prior: str = ""  # prior_irradiation; empty: all
    metastases: str = ""  # empty: all
    unit: Unit | None = None  # None: patients where there are rows of them
    start: Start = "surgery"
    reader: str = ""

    @property
    def question(self) -> Question:
        """As the analysis takes it; the reader stands apart."""
        wanted = {"prior_irradiation": self.prior, "metastases": self.metastases}
        subgroup = {column: value for column, value in wanted.items() if value}
        by = "arm" if self.by_arm else ""
        return Question(self.endpoint, by=by, subgroup=subgroup, unit=self.unit, start=self.start)


@dataclass(frozen=True)
class OutcomeScene:
    """What is on the page.

    Attributes:
        told: what is shown, in a sentence.
        notes: what one should know of it, a sentence each.
        figure: curves.
        sheets: tables.
        empty: why there is nothing, and the one thing to do about it; None: there is something.
    """

    told: str = ""
    notes: tuple[str, ...] = ()
    figure: SurvivalFigure | None = None
    sheets: tuple[Sheet, ...] = ()
    empty: tuple[str, str] | None = None


AGREEMENT_NOTE = (
    "Of time point and label; limits from draws of patients. Rare labels make kappa small: read it beside positive and "
    "negative agreement and AC1. Adjudicated labels are never in it."
)


def scene_of(outcomes: StudyOutcomes, part: Part, asked: Asked) -> OutcomeScene:
    """The answer; pure, and may take seconds."""
    if not outcomes.rows:
        return OutcomeScene(empty=NO_READS)
    if part is Part.AGREEMENT:
        page = agreement_page(outcomes)
        sheets = tuple(map(_of_pair, sheets_of(page)))
        told = Said("Signed reads, each pair of readers and all together")
        return OutcomeScene(told, (Said(AGREEMENT_NOTE),), sheets=sheets, empty=None if sheets else ONE_READ)
    if not outcomes.has_clinical:
        return OutcomeScene(empty=NO_TABLE)
    if part is Part.TABLE3:
        page = table3(outcomes, asked.reader).text
        told = Said("Every outcome at one and two years, by arm; {whose}", whose=_whose(asked.reader))
        return OutcomeScene(
            told, (*_general(outcomes, asked), *notes_of(page)), sheets=_of_reader(sheets_of(page), asked)
        )
    try:
        analysis = analyse(outcomes.lines, asked.question, asked.reader)
    except NoSuchEvents:
        return OutcomeScene(empty=_why_nobody(outcomes, asked))
    told, notes = _told(analysis, asked), (*_of_analysis(analysis), *_general(outcomes, asked))
    if part is Part.CURVES:
        return OutcomeScene(told, notes, figure=survival_figure(analysis))
    if part is Part.FIGURES:
        sheets = _of_reader(map(_in_words, sheets_of(survival_markdown([analysis]))), asked)
        return OutcomeScene(told, (*notes, *_hazard(analysis)), sheets=sheets)
    if part is Part.EVENTS:
        return OutcomeScene(told, notes, sheets=(event_sheet(outcomes, asked),))
    if not asked.by_arm:
        return OutcomeScene(empty=NO_GROUPS)
    return OutcomeScene(
        told, notes, sheets=_of_reader(sheets_of(fragility_page(outcomes, asked.question, asked.reader)), asked)
    )


def _of_reader(sheets: Iterable[Sheet], asked: Asked) -> tuple[Sheet, ...]:
    """Tables without the heading that names the reader: the sentence above them does."""
    return tuple(replace(one, title="") if one.title == f"Reader {asked.reader}" else one for one in sheets)


def _in_words(sheet: Sheet) -> Sheet:
    """A table of figures with the estimates named as people name them."""
    title = Said("Tests") if sheet.columns[0] == "test" else sheet.title
    return replace(sheet, title=title, rows=tuple((ESTIMATES.get(row[0], row[0]), *row[1:]) for row in sheet.rows))


def _hazard(analysis: Analysis) -> tuple[str, ...]:
    hazard = analysis.hazard
    if hazard is None:
        return ()
    reference, other = (group.name for group in analysis.groups)
    ratio = f"{hazard.ratio:.3f} ({hazard.low:.3f} to {hazard.high:.3f})"
    values = {"other": other, "reference": reference, "ratio": ratio, "p": p_text(hazard.p)}
    if hazard.robust_error is None:
        return (Said("Hazard ratio (Cox), {other} against {reference}: {ratio}, p {p}.", **values),)
    return (Said("Hazard ratio (Cox clustered by patient), {other} against {reference}: {ratio}, p {p}.", **values),)


def _of_pair(sheet: Sheet) -> Sheet:
    """A table of agreement, with its readers and compartments as words."""
    rows = tuple((_compartment(row[0]), *row[1:]) for row in sheet.rows)
    return replace(sheet, title=_pair(sheet.title), rows=rows)


def _compartment(text: str) -> str:
    place, _, label = text.partition(" ")
    if place == Compartment.CAVITY:
        return Said("cavity {label}", label=label)
    return Said("brain {label}", label=label) if place == Compartment.BRAIN else text


def _pair(title: str) -> str:
    if isinstance(title, Said):
        return title
    again = title.removesuffix(", read again")
    if again != title:
        return Said("{name}, read again", name=again)
    one, both, other = title.partition(" and ")
    return Said("{one} and {other}", one=one, other=other) if both else title


def event_sheet(outcomes: StudyOutcomes, asked: Asked) -> Sheet:
    """Every unit of the question, a row each; its key is the row's place among all rows."""
    _, lines = chosen_lines(outcomes.lines, asked.question, asked.reader)
    counted_rows = {line.row for line in analysed_lines(lines, asked.question)}
    rows, keys = [], []
    for line in sorted(lines, key=lambda line: (line.subject, line.cavity)):
        rows.append(_event_cells(outcomes.row_of(line), line.row in counted_rows))
        keys.append(outcomes.place_of(line))
    return Sheet("", EVENT_COLUMNS, tuple(rows), tuple(keys))


EVENT_COLUMNS = (
    Said("Patient"),
    Said("Cavity"),
    Said("Arm"),
    Said("Days"),
    Said("Outcome"),
    Said("Date"),
    Said("Confirmed"),
    Said("Flags"),
    Said("In the figures"),
    Said("Reason"),
)


def _event_cells(row: EventRow, is_counted: bool) -> tuple[str, ...]:
    return (
        row.subject,
        row.cavity,
        row.arm,
        "" if row.time_days is None else str(row.time_days),
        STATUSES[row.status],
        row.event_date.isoformat() if row.event_date else "",
        CONFIRMED[row.confirmed],
        " ".join(row.flags),
        Said("yes") if is_counted else Said("left out"),
        step_in_words(row.reason),
    )


def _told(analysis: Analysis, asked: Asked) -> Said:
    starts = {
        "surgery": Said("days from surgery"),
        "delayed": Said("days from surgery, at risk from radiotherapy on"),
        "treatment": Said("days from the start of radiotherapy"),
    }
    parts = [
        Said("{endpoint} by patient", endpoint=asked.endpoint)
        if analysis.unit == "patient"
        else Said("{endpoint} by cavity", endpoint=asked.endpoint),
        Said("arms compared") if asked.by_arm else Said("all together"),
    ]
    if asked.prior:
        parts.append(Said("no prior cerebral irradiation") if asked.prior == "no" else Said("irradiated before"))
    if asked.metastases:
        parts.append(Said("single metastasis") if asked.metastases == "single" else Said("multiple metastases"))
    return joined(" · ", [*parts, starts[asked.start], _whose(asked.reader)])


def _whose(reader: str) -> Said:
    return Said("reader {name}", name=reader) if reader else Said("no reader")


def _of_analysis(analysis: Analysis) -> tuple[str, ...]:
    groups = analysis.groups
    events = sum(group.events for group in groups)
    notes: list[str] = [
        joined(
            " · ",
            [
                Said(
                    "{group}: n = {n}, events {events}, died without {died}",
                    group=group.name if analysis.question.by else Said("all"),
                    n=group.units,
                    events=group.events,
                    died=group.competing,
                )
                for group in groups
            ],
        )
    ]
    if not events:
        notes.append(Said("No event so far: the curves stay level, and there is nothing to compare."))
    elif analysis.question.by and len(groups) == 1:
        notes.append(Said("Nobody stands in another arm: there is nothing to compare."))
    if analysis.without_time:
        notes.append(Said("Left out, without a time that could be counted: {n}.", n=analysis.without_time))
    if analysis.without_group:
        notes.append(Said("Left out, not known in the clinical table: {n}.", n=analysis.without_group))
    return tuple(notes)


def _general(outcomes: StudyOutcomes, asked: Asked) -> tuple[str, ...]:
    rows = [row for row in outcomes.rows if row.paramcd == asked.endpoint and row.reader in ("", asked.reader)]
    flags = flag_counts(rows)
    notes: list[str] = []
    if outcomes.unread:
        notes.append(
            counted(
                outcomes.unread,
                "{n} subject is missing, who has scans but no signed read.",
                "{n} subjects are missing, who have scans but no signed read.",
            )
        )
    notes += [recognised(warning) for warning in outcomes.warnings]
    if flags:
        told = ", ".join(f"{flag} {count}" for flag, count in flags.items())
        notes.append(Said("Flags of this endpoint's rows: {flags}.", flags=told))
    notes.append(Said("Rules {rules}; first reads only, nothing adjudicated.", rules=outcomes.rows[0].rule_set))
    return tuple(notes)


def _why_nobody(outcomes: StudyOutcomes, asked: Asked) -> tuple[str, str]:
    rows = [row for row in outcomes.rows if row.paramcd == asked.endpoint]
    if asked.by_arm and rows and not any(row.arm for row in rows):
        return NO_ARMS
    return NOBODY
