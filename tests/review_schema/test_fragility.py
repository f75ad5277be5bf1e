"""Which labels, margins and rules turn the log-rank conclusion."""

from dataclasses import replace

import pytest

from review_schema.charter import ADDED_LATER, Charter
from review_schema.endpoints import derive_events
from review_schema.event_table import EventLine, event_lines
from review_schema.export.events import COLUMNS, cell
from review_schema.export.fragility import fragility_csv, fragility_markdown
from review_schema.fragility import Sources, Variation, fragility, other_labels, rule_variations
from review_schema.survival_analysis import Question, Start, analyse
from tests.review_schema.histories import clinical_of, read_of

QUESTION = Question("LPFS", by="arm")


def line(number: int, arm: str, days: float, status: int, **cells: str) -> EventLine:
    left = days - 90 if status == 1 else days
    known = {"id": f"P{number}", "arm": arm} | cells
    right = days if status == 1 else None
    return EventLine(number, f"P{number}", "", "A", "LPFS", days, status, left, right, None, 20.0, known)


LATE = [line(n, "IORT", 700 + n, 0) for n in range(6)]
EARLY = [line(10 + n, "HSRT", 190 + 30 * n, 1) for n in range(3)] + [line(20 + n, "HSRT", 620 + n, 0) for n in range(3)]
"""three of six against none of six: p 0.055."""


def of_kind(rows: tuple[Variation, ...], kind: str) -> list[Variation]:
    return [row for row in rows if row.kind == kind]


def test_the_analysis_as_it_stands_comes_first() -> None:
    first = fragility(LATE + EARLY, QUESTION, "A")[0]
    assert (first.kind, first.units, first.events, first.turned) == ("as analysed", 0, 3, False)
    assert first.p == pytest.approx(0.05543, abs=1e-5)


@pytest.mark.parametrize("start", ["surgery", "delayed", "treatment"])
def test_it_starts_from_the_p_of_the_analysis_with_strata_na_in_them_and_units_not_followed(start: Start) -> None:
    sites = ["north", "south", "", "north", "south", "north"] * 2
    lines = [replace(one, cells={**one.cells, "site": site}) for one, site in zip(LATE + EARLY, sites, strict=True)]
    lines[0] = replace(lines[0], entry_days=None)
    question = Question("LPFS", by="arm", strata="site", start=start)
    analysed, first = analyse(lines, question, "A"), fragility(lines, question, "A")[0]
    assert first.p is not None
    assert first.p == analysed.tests[0][1].p
    assert first.events == sum(group.events for group in analysed.groups) == 2


def test_single_labels_that_turn_the_conclusion_are_named_and_others_are_not() -> None:
    rows = of_kind(fragility(LATE + EARLY, QUESTION, "A"), "label")
    assert [row.change for row in rows] == [
        f"P{20 + n}: event on the last evaluable scan, day {620 + n}" for n in range(3)
    ]
    assert all(row.turned and row.units == 1 and row.events == 4 for row in rows)


def test_the_fewest_labels_that_turn_it_are_counted_and_named() -> None:
    (row,) = of_kind(fragility(LATE + EARLY, QUESTION, "A"), "fewest labels")
    assert row.change == "fragility index 1, found step by step: another label of P22"
    assert row.turned


NO_LABEL_TO_CHANGE = [
    (line(20, "HSRT", 620, 0, scan_id=""), []),  # last seen by a staging
    (line(20, "HSRT", 0, 0, scan_id="s"), []),  # never seen
    (line(20, "HSRT", 2, 0, scan_id="s"), []),  # seen early after the operation only
    (line(20, "HSRT", 620, 1, scan_id=""), []),  # found by an operation
    (replace(line(20, "HSRT", 93, 1, scan_id="s"), left_days=2.0), ["no event"]),  # not on the early scan instead
    (line(20, "HSRT", 620, 0, scan_id="s"), ["event on the last evaluable scan"]),
    (line(20, "HSRT", 620, 0), ["event on the last evaluable scan"]),  # the file names no scans
    (line(20, "HSRT", 620, 1, scan_id="s"), ["no event", "event one scan earlier"]),
]


@pytest.mark.parametrize(("one", "changes"), NO_LABEL_TO_CHANGE)
def test_only_labels_that_a_reader_could_give_are_changed(one: EventLine, changes: list[str]) -> None:
    assert [change.split(",")[0] for change, _ in other_labels(one, 3)] == changes


def test_labels_play_no_part_in_overall_survival() -> None:
    deaths = [EventLine(*[*_values(one)[:4], "OS", *_values(one)[5:]]) for one in LATE + EARLY]
    rows = fragility(deaths, Question("OS", by="arm"), "A")
    assert {row.kind for row in rows} == {"as analysed", "analysis"}


def _values(one: EventLine) -> list[object]:
    return [getattr(one, name) for name in EventLine.__slots__]


def test_events_that_are_unconfirmed_or_follow_missed_scans_are_censored_in_turn() -> None:
    marked = [
        line(10, "HSRT", 190, 1, confirmed="unconfirmed", flags=""),
        line(11, "HSRT", 220, 1, confirmed="confirmed", flags="boundary missed_scans"),
    ]
    marked[1] = replace(marked[1], new_radiotherapy_days=100.0)
    rows = {row.change: row for row in of_kind(fragility(LATE + marked, QUESTION, "A"), "analysis")}
    assert rows["unconfirmed events censored at the last clear scan"].events == 1
    assert rows["events after missed scans censored at the last clear scan"].events == 1
    assert rows["censored at new radiotherapy of the unit"].events == 1


# --- from the reads -------------------------------------------------------------------------------------------------

VISITS = {"IORT": "d2 NED/NED; d93 NED/NED; d186 NED/NED", "HSRT": "d2 NED/NED; d93 LP#1/NED; d186 LP#1/NED"}


def cohort() -> tuple[list[EventLine], Sources]:
    subjects = [(f"{arm}{n}", arm) for arm in VISITS for n in range(5)]
    reads = [read_of(VISITS[arm], subject=name, read_id=f"read-{name}") for name, arm in subjects]
    clinical = [row for name, arm in subjects for row in clinical_of(f"arm {arm}", subject=name)]
    sources = Sources(tuple(reads), tuple(clinical), Charter())
    header = [column.name for column in COLUMNS]
    cells = [[cell(column.of(row)) for column in COLUMNS] for row in derive_events(reads, clinical, Charter())]
    rows = [[number, values] for number, values in enumerate([header, *cells], start=1)]
    return list(event_lines({"rows": rows})), sources


def test_margins_are_cut_again_from_the_distances_of_the_reads() -> None:
    lines, sources = cohort()
    rows = of_kind(fragility(lines, QUESTION, "A", sources), "margin")
    assert [(row.change, row.events, row.turned) for row in rows] == [
        ("margin 3 mm: 10 findings are of another compartment", 0, True),
        ("margin 5 mm: 0 findings are of another compartment", 5, False),
        ("margin 10 mm: 0 findings are of another compartment", 5, False),
    ]


def test_every_rule_of_the_charter_is_varied_alone_and_the_reads_give_the_file_again() -> None:
    lines, sources = cohort()
    rows = of_kind(fragility(lines, QUESTION, "A", sources), "rule")
    assert rows[0].change == "the reads under this charter"
    assert rows[0].units == 0
    assert [row.change for row in rows[1:]] == [change for change, _ in rule_variations(Charter())]
    assert {row.change: row.units for row in rows}["confirmation_days = 84"] == 0


def test_rule_variations_are_settings_that_a_charter_can_have() -> None:
    for _, setting in rule_variations(Charter()):
        changed = Charter.model_validate(Charter().model_dump() | dict(setting))
        assert changed != Charter()


def test_every_setting_that_came_later_is_varied() -> None:
    assert {name for _, setting in rule_variations(Charter()) for name in setting} >= set(ADDED_LATER)


def test_the_same_input_gives_the_same_table() -> None:
    rows = fragility(LATE + EARLY, QUESTION, "A")
    assert fragility_csv(rows) == fragility_csv(fragility(LATE + EARLY, QUESTION, "A"))
    assert "| label | P20: event on the last evaluable scan, day 620 | 1 | 4 |" in fragility_markdown(rows)


def test_progress_is_told_up_to_the_end_and_never_back() -> None:
    told: list[float] = []
    reads = (read_of("d93 NED/NED; d186 LP/NED", read_id="a"),)
    lines = [replace(one, subject="CASE") if one.row == 10 else one for one in LATE + EARLY]
    fragility(lines, QUESTION, "A", Sources(reads, clinical_of(""), Charter()), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
