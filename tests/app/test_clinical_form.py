"""The form of one subject's clinical facts: the same rules as the table, and nothing is lost or half entered."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.usecases.import_clinical import enter_form, import_clinical
from app.usecases.study import Study
from app.viewmodels.clinical_form import FILLED_IN, KNOWN_ALREADY, UNNAMED, ClinicalForm
from app.viewmodels.jobs import ImmediateJobs
from app.words import Said
from review_schema.clinical_rules import COLUMNS, RULES, kinds_by_group
from review_schema.clinical_table import row_cells
from review_schema.errors import BadClinicalTable, ClinicalFactsMoved, ClinicalReasonMissing
from review_schema.export.events import csv_bytes
from review_schema.payloads import ClinicalRecorded
from review_schema.vocabulary import ClinicalKind as Kind
from tests.app.reading_study import COORDINATOR, SUBJECT

REASON = "letter of the ward"
NEW = "CASE-B"

Fact = tuple[Kind, Mapping[str, str]]

PATIENT: tuple[Fact, ...] = (
    (Kind.ARM, {"value": "HSRT"}),
    (Kind.AGE, {"value": "61,5"}),
    (Kind.SEX, {"value": "female"}),
    (Kind.KPS, {"value": "90"}),
    (Kind.SURGERY, {"date": "2019-03-11", "cavity": "C1", "detail": "right parietal; awake, „2nd“"}),
    (Kind.LESION_SIZE, {"value": "28"}),
    (Kind.RESECTION_STATUS, {"value": "R0", "qualifier": "MRI"}),
    (Kind.TREATMENT, {"date": "2019-04-08", "until": "2019-04-16", "cavity": "C1", "value": "HSRT"}),
    (Kind.FRACTIONS, {"value": "5"}),
    (Kind.BED, {"value": "48", "item": "10", "qualifier": "linear-quadratic"}),
    (Kind.STEROID, {"date": "2019-03-01", "until": "2019-03-20", "item": "dexamethasone", "value": "8"}),
    (Kind.STEROID, {"date": "2019-03-20", "item": "dexamethasone", "value": "4"}),
    (Kind.CTCAE, {"date": "2019-05-01", "item": "Headache", "value": "2", "qualifier": "possible"}),
    (Kind.DEATH, {"date": "2020-05-01", "value": "neurological"}),
)


def form(study: Study, subject: str = SUBJECT) -> ClinicalForm:
    return ClinicalForm(study, subject, COORDINATOR, ImmediateJobs())


def fill(of: ClinicalForm, facts: tuple[Fact, ...] = PATIENT) -> None:
    for kind, cells in facts:
        key = of.add(kind)
        for column, text in cells.items():
            of.set_cell(key, column, text)


def key_of(of: ClinicalForm, kind: Kind, order: int = 0) -> int:
    of.show_group(RULES[kind].group)
    return next(line for line in of.kinds if line.kind is kind).rows[order].key


def fault_of(of: ClinicalForm, kind: Kind, order: int = 0) -> str:
    of.show_group(RULES[kind].group)
    return next(line for line in of.kinds if line.kind is kind).rows[order].fault


def entries(study: Study) -> list[ClinicalRecorded]:
    return [entry.payload for entry in study.ledger.entries() if isinstance(entry.payload, ClinicalRecorded)]


def test_every_kind_and_every_cell_of_the_rules_can_be_filled_in(study: Study) -> None:
    of = form(study)
    assert [line.group for line in of.groups] == list(kinds_by_group())
    shown = {}
    for group in kinds_by_group():
        of.show_group(group)
        for kind in of.kinds:
            shown[kind.kind] = {cell.column: cell for cell in kind.rows[0].cells}
    assert set(shown) == set(RULES)
    for kind, rule in RULES.items():
        wanted = {column for column in FILLED_IN[:-1] if rule.cell(column).need != "no"}
        assert set(shown[kind]) == wanted | {"detail"}, kind
        assert all(set(rule.cell(column).words) <= set(shown[kind][column].choices) for column in wanted), kind
        if rule.unit:
            assert shown[kind]["value"].name.endswith(f"({rule.unit})")


def test_what_is_known_of_the_subject_stands_in_the_form(study: Study) -> None:
    of = form(study)
    of.show_group("Surgery and cavity")
    surgery = of.kinds[0].rows[0]
    assert {cell.column: cell.text for cell in surgery.cells if cell.text} == {"cavity": "C1", "date": "2019-03-11"}
    assert not of.unsaved
    assert of.faults == 0


def test_a_form_gives_the_same_state_as_the_equivalent_table(study: Study, tmp_path: Path) -> None:
    of = form(study, "")
    of.name_subject(NEW)
    fill(of)
    assert of.save(), of.error
    filled = study.state().subjects[NEW]
    assert len(filled.clinical) == len(PATIENT)
    file = tmp_path / "table.csv"
    file.write_bytes(csv_bytes(COLUMNS, map(row_cells, filled.clinical)))
    with Study.create(tmp_path / "other") as other:
        import_clinical(other, file, COORDINATOR)
        assert other.state().subjects[NEW] == filled
        assert import_clinical(study, file, COORDINATOR).changed == 0


def test_saving_is_one_entry_with_its_author_and_a_new_subject_needs_no_reason(study: Study) -> None:
    before = len(entries(study))
    of = form(study, "")
    of.name_subject(NEW)
    fill(of)
    assert not of.needs_reason
    of.save()
    assert len(entries(study)) == before + 1
    assert [entry.author for entry in study.ledger.entries()][-1] == COORDINATOR
    assert (of.note, of.unsaved, of.new) == ("Saved.", False, False)


def test_numbers_come_back_as_they_are_stored(study: Study) -> None:
    of = form(study)
    of.set_cell(key_of(of, Kind.AGE), "value", "61,5")
    of.save()
    of.show_group("Patient")
    assert next(line for line in of.kinds if line.kind is Kind.AGE).rows[0].cells[0].text == "61.5"
    assert not of.unsaved


TOMORROW = (date.today() + timedelta(days=1)).isoformat()
BAD: tuple[tuple[Kind, Mapping[str, str], str], ...] = (
    (Kind.KPS, {"value": "85"}, "Value (%): must be a whole number from 0 to 100 % in steps of 10"),
    (Kind.AGE, {"value": "1,234"}, "Value (years): must be a number from 0 to 120 years"),
    (Kind.LAST_CONTACT, {"date": "1.3.2020"}, "Date: must be a date as YYYY-MM-DD"),
    (Kind.LAST_CONTACT, {"date": TOMORROW}, "Date: lies in the future"),
    (Kind.LAST_CONTACT, {"date": "1890-01-01"}, "Date: lies before 1900"),
    (Kind.CSF, {"value": "positive"}, "Date: must be given"),
    (Kind.SEX, {"value": "f"}, "Value: must be female | male | diverse"),
    (Kind.EXTRACRANIAL_PROGRESSION, {"date": "2019-01-01"}, "Date: lies before the surgery"),
    (Kind.WBRT, {"date": "2020-02-01", "until": "2020-01-01"}, "Last day: lies before the date on which it began"),
    (Kind.OR_TIME, {"cavity": "C 1", "value": "90"}, "Cavity: must be a short name like C1"),
    (Kind.OR_TIME, {"cavity": "C7", "value": "90"}, "Cavity: has no surgery row"),
    (Kind.RESECTION_STATUS, {"value": "R1"}, "must name the source of R0 or R1"),
    (Kind.FRACTIONS, {"value": "5"}, "is of HSRT, and the cavity had no HSRT"),
    (Kind.DEATH, {"detail": "x" * 201}, "Remark: must be plain text of at most 200 characters"),
)


@pytest.mark.parametrize(("kind", "cells", "fault"), BAD)
def test_a_bad_cell_is_named_beside_its_row_and_nothing_is_saved(
    study: Study, kind: Kind, cells: Mapping[str, str], fault: str
) -> None:
    before = study.state().subjects[SUBJECT]
    of = form(study)
    key = key_of(of, kind)
    for column, text in cells.items():
        of.set_cell(key, column, text)
    assert fault in fault_of(of, kind)
    of.give_reason(REASON)
    assert not of.save()
    assert fault in of.error
    assert RULES[kind].name in of.error
    assert study.state().subjects[SUBJECT] == before


def test_every_fault_can_be_said_in_another_language(study: Study) -> None:
    of = form(study)
    for kind, cells, _ in BAD:
        key = of.add(kind)
        for column, text in cells.items():
            of.set_cell(key, column, text)
        fault = fault_of(of, kind)
        assert isinstance(fault, Said)
        assert all(isinstance(part, Said) and part.template != "{text}" for part in fault.values.values())


def test_two_rows_that_contradict_each_other_are_named_by_their_place(study: Study) -> None:
    of = form(study)
    fill(of, PATIENT[10:11] + PATIENT[10:11])
    assert "repeats row 1" in fault_of(of, Kind.STEROID, 1)
    of.set_cell(key_of(of, Kind.STEROID, 1), "value", "4")
    assert "First day: overlaps row 1" in fault_of(of, Kind.STEROID, 1)


def test_an_only_cavity_is_filled_in_with_the_first_fact_about_it(study: Study) -> None:
    of = form(study)
    of.set_cell(key_of(of, Kind.LESION_SIZE), "value", "28")
    assert of.faults == 0
    assert of.kinds[2].rows[0].cells[0].text == "C1"


def test_changing_or_removing_earlier_facts_asks_for_a_reason_and_the_ledger_keeps_it(study: Study) -> None:
    of = form(study)
    of.set_cell(key_of(of, Kind.SURGERY), "date", "2019-03-10")
    of.set_cell(key_of(of, Kind.TREATMENT), "date", "2019-03-10")
    assert of.needs_reason
    assert not of.save()
    assert "say why" in of.error
    of.give_reason(REASON)
    assert of.save()
    earlier, later = entries(study)[-2:]
    assert (earlier.events[1].on, later.reason) == (date(2019, 3, 11), REASON)
    assert study.state().subjects[SUBJECT].surgery_on == date(2019, 3, 10)
    assert of.reason == ""
    of.remove(key_of(of, Kind.TREATMENT))
    assert of.needs_reason


def test_adding_facts_asks_for_none(study: Study) -> None:
    of = form(study)
    of.set_cell(key_of(of, Kind.SEX), "value", "male")
    assert not of.needs_reason
    assert of.save()


def test_steps_are_taken_back_and_again_and_typing_in_one_cell_is_one_step(study: Study) -> None:
    of = form(study)
    key = key_of(of, Kind.AGE)
    for text in ("6", "61"):
        of.set_cell(key, "value", text)
    removed = key_of(of, Kind.ARM)
    of.remove(removed)
    of.undo()
    of.undo()
    assert not of.unsaved
    assert not of.can_undo
    of.redo()
    assert key_of(of, Kind.AGE) == key
    assert of.unsaved
    of.redo()
    assert not of.can_redo
    assert of.needs_reason


@pytest.mark.parametrize(
    ("subject", "fault"), [("", UNNAMED), ("a/b", UNNAMED), ("x" * 65, UNNAMED), (SUBJECT, KNOWN_ALREADY), (NEW, "")]
)
def test_a_new_subject_has_a_pseudonym_that_nobody_has(study: Study, subject: str, fault: str) -> None:
    of = form(study, "")
    of.name_subject(f" {subject} ")
    fill(of)
    assert of.save() is not bool(fault)
    assert of.error == fault
    assert (NEW in study.state().subjects) is not bool(fault)


def test_an_empty_form_of_a_new_subject_is_not_saved(study: Study) -> None:
    of = form(study, "")
    of.name_subject(NEW)
    assert not of.save()
    assert of.error == "Nothing is filled in yet."


def test_leaving_with_something_unsaved_asks_once_and_again_after_a_change(study: Study) -> None:
    of = form(study)
    assert of.may_leave()
    of.set_cell(key_of(of, Kind.SEX), "value", "male")
    assert not of.may_leave()
    of.set_cell(key_of(of, Kind.AGE), "value", "61")
    assert not of.may_leave()
    assert of.may_leave()


def test_facts_that_were_changed_elsewhere_meanwhile_are_not_overwritten(study: Study) -> None:
    of, other = form(study), form(study)
    other.set_cell(key_of(other, Kind.SEX), "value", "female")
    other.save()
    of.set_cell(key_of(of, Kind.SEX), "value", "male")
    of.save()
    assert of.error.startswith("RR-CLI-010")
    assert of.unsaved
    assert "female" in {row.value for row in study.state().subjects[SUBJECT].clinical}


def test_every_fact_of_a_subject_can_be_taken_away_and_stays_in_the_ledger(study: Study) -> None:
    of = form(study)
    for kind in (Kind.TREATMENT, Kind.SURGERY, Kind.ARM):
        of.remove(key_of(of, kind))
    of.give_reason("another patient")
    assert of.save(), of.error
    assert study.state().subjects[SUBJECT].clinical == ()
    assert len(entries(study)[-2].events) == 3


def test_the_use_case_refuses_what_the_form_would_not_send(study: Study) -> None:
    before = study.state().subjects[SUBJECT].clinical
    with pytest.raises(ClinicalReasonMissing):
        enter_form(study, SUBJECT, [], COORDINATOR, before=before)
    with pytest.raises(ClinicalFactsMoved):
        enter_form(study, SUBJECT, [{"kind": "sex", "value": "male"}], COORDINATOR, before=(), reason=REASON)
    with pytest.raises(BadClinicalTable):
        enter_form(study, SUBJECT, [{"kind": "sex", "value": "?"}], COORDINATOR, before=before, reason=REASON)
    assert study.state().subjects[SUBJECT].clinical == before


def test_what_is_odd_about_saved_facts_is_told(study: Study) -> None:
    of = form(study)
    of.set_cell(key_of(of, Kind.MISSED_SCAN), "date", "2019-06-11")
    assert of.save()
    assert of.warnings == ("missed_scan rows for days on which the study holds a scan: 1",)
