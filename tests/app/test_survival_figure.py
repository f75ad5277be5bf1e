"""The survival figure: what stands in it, and files that are the same for the same events."""

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from app.viewmodels.survival_figure import SurvivalFigure, survival_figure
from app.views.survival_figure import figure_files
from review_schema.event_table import EventLine
from review_schema.survival_analysis import Question, Start, analyse


def line(number: int, arm: str, days: float, status: int, competing: float | None = None) -> EventLine:
    cells = {"id": f"P{number}", "arm": arm}
    return EventLine(
        number, f"P{number}", "", "A", "DBC", days, status, 0.0, days if status == 1 else None, competing, 20.0, cells
    )


LINES = [
    line(1, "HSRT", 100, 1),
    line(2, "HSRT", 200, 2, 300),
    line(3, "HSRT", 400, 0),
    line(4, "IORT", 150, 1),
    line(5, "IORT", 500, 0),
    line(6, "IORT", 600, 0),
]


def figure_of(lines: Sequence[EventLine], start: Start = "surgery") -> SurvivalFigure:
    return survival_figure(analyse(lines, Question("DBC", by="arm", start=start), "A"))


def test_kaplan_meier_stands_beside_cumulative_incidence_with_their_tests() -> None:
    figure = figure_of(LINES)
    assert figure.title == "DBC · by patient · reader A"
    assert [panel.title for panel in figure.panels] == [
        "Free of the event (Kaplan-Meier)",
        "Cumulative incidence, death competing",
    ]
    assert [panel.test.split()[0] for panel in figure.panels] == ["log-rank", "Gray"]
    assert [curve.name for curve in figure.panels[0].curves] == ["HSRT", "IORT"]


def test_numbers_at_risk_stand_under_each_month_of_the_axis() -> None:
    figure = figure_of(LINES)
    assert figure.months == (0, 3, 6, 9, 12, 15, 18, 21)
    # Kaplan-Meier loses who died at his last scan (day 200), cumulative incidence at his death (day 300).
    assert figure.panels[0].curves[0].at_risk == (3, 3, 2, 1, 1, 0, 0, 0)
    assert figure.panels[1].curves[0].at_risk == (3, 3, 2, 2, 1, 0, 0, 0)


def test_the_axis_reaches_the_last_death_though_kaplan_meier_ends_before_it() -> None:
    died_late = [*LINES, line(7, "HSRT", 90, 2, 900)]
    figure = figure_of(died_late)
    assert figure.months == (0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30)
    incidence = figure.panels[1].curves[0]
    assert max(month for month, _ in incidence.steps) == pytest.approx(900 / 30.4375)
    assert incidence.at_risk[-2:] == (1, 0)


def test_censored_units_are_ticks_on_the_curve_and_bands_end_with_the_data() -> None:
    curve = figure_of(LINES).panels[0].curves[0]
    assert [round(month * 30.4375) for month, _ in curve.ticks] == [200, 400]
    assert max(until for _, until, _, _ in curve.bands) == pytest.approx(400 / 30.4375)


def test_with_delayed_entry_there_is_no_incidence_to_show() -> None:
    assert len(figure_of(LINES, "delayed").panels) == 1


def test_the_same_figure_gives_the_same_bytes_as_png_svg_and_pdf(qtbot: QtBot) -> None:
    figure = figure_of(LINES)
    files = figure_files({"DBC_figure": figure})
    assert {name: content[:4] for name, content in files.items()} == {
        "DBC_figure.png": b"\x89PNG",
        "DBC_figure.svg": b"<?xm",
        "DBC_figure.pdf": b"%PDF",
    }
    assert figure_files({"DBC_figure": figure}) == files
    assert b"Date (D:" not in files["DBC_figure.pdf"]
