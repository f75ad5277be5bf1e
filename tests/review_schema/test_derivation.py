"""Why this date: the words of a derivation, and that they always end where the row ends."""

import pytest
from hypothesis import given

from review_schema.charter import Charter
from review_schema.derivation import Derivation, conclusion, derive_why
from review_schema.endpoints import EVENT, EventRow, derive_events
from tests.review_schema.endpoint_cases import CASES, Case
from tests.review_schema.histories import clinical_of, day, read_of
from tests.review_schema.test_endpoints import CLINICAL, SETTINGS, visit_lists


def why(visits: str, clinical: str = "", unit: str = "LPFS C1", **charter: object) -> Derivation:
    paramcd, _, cavity = unit.partition(" ")
    found = derive_why(
        [read_of(visits)],
        clinical_of(clinical),
        Charter.model_validate(charter),
        subject="CASE",
        paramcd=paramcd,
        cavity=cavity,
    )
    assert len(found) == 1
    return found[0]


def ends_where_the_row_ends(row: EventRow, derivation: Derivation) -> None:
    last = derivation.steps[-1]
    assert derivation.row == row
    assert last.text.endswith(f"{conclusion(row)}.")
    assert (last.on, last.scan_id, last.finding_id) == (row.event_date, row.scan_id, row.finding_id)
    if row.scan_id:
        dated = [step for step in derivation.steps[:-2] if step.scan_id == row.scan_id]
        assert [step.on for step in dated]
        assert {step.on for step in dated} == {row.event_date}, "the scan behind the date was shown among the looks"
    if row.status == EVENT and row.scan_id and row.paramcd != "ICDC":
        assert any("is first shown here" in step.text for step in dated)


def every_row_is_told(visits: str, clinical: str, charter: Charter) -> None:
    reads, facts = [read_of(visits)], clinical_of(clinical)
    for row in derive_events(reads, facts, charter):
        (told,) = derive_why(reads, facts, charter, subject="CASE", paramcd=row.paramcd, cavity=row.cavity)
        ends_where_the_row_ends(row, told)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "refused" not in case.expected.values()], ids=lambda case: case.sentence
)
def test_the_words_end_where_the_row_ends_for_every_named_history(case: Case) -> None:
    every_row_is_told(case.visits, case.clinical, Charter.model_validate(case.charter))


@given(visit_lists(), CLINICAL, SETTINGS)
def test_the_words_end_where_the_row_ends(visits: list[str], clinical: str, settings: dict[str, object]) -> None:
    every_row_is_told("; ".join(visits), clinical, Charter.model_validate(settings))


def said_on(derivation: Derivation, number: int) -> str:
    return " ".join(step.text for step in derivation.steps if step.on == day(number) and "brain" not in step.text)


SERIAL = "d2 PIE/NED; d93 NED/NED; d186 LP#1/NED; d200 LP#1/NED; d275 LP#1/NED; d368 NE/NED"


@pytest.mark.parametrize(
    ("visits", "clinical", "unit", "on", "words"),
    [
        (SERIAL, "", "LPFS C1", 93, "day 93, +3.1 months), C1: NED – free of LP"),
        (SERIAL, "", "LPFS C1", 186, "LP is first shown here"),
        (SERIAL, "", "LPFS C1", 200, "it is too early to confirm LP"),
        (SERIAL, "", "LPFS C1", 275, f"this confirms LP of {day(186)}: seen again on {day(275)}"),
        (SERIAL, "", "LPFS C1", 368, "NE (artefact) – not evaluable"),
        ("d2 LP/NED; d93 NED/NED", "", "LC C1", 2, "residual tumour, no progression"),
        ("d-9 LP/NED; d93 NED/NED".replace("d-9", "d-9(pre)"), "", "LC C1", -9, "before the surgery"),
        ("d93 LP/NED; d186 NED/NED", "", "LC C1", 186, f"this takes LP of {day(93)} back: 93 days later"),
        ("d93 LP#1/NED; d186 RN#1/NED", "", "RNFREE C1", 93, "LP turned out as RN of the same lesion"),
        ("d93 LP/NED; d186 NED/NED", "salvage C1 surgery d100", "LC C1", 186, "gone after tumour therapy"),
        ("d93 LP/NED; d186 STABLE/NED", "", "LC C1", 186, "STABLE neither confirms"),
        ("d93 LP#1/NED; d120 LP#2/NED", "", "LC C1", 120, "another lesion than LP"),
        ("d93 RN/NED", "reoperation C1 tumour d100", "LC C1", 93, "histology of the re-operation speaks instead of RN"),
        ("d93 RN/NED", "reoperation C1 tumour d100", "LC C1", 100, "operated on again, histology: tumour"),
        ("d93 NED/NED; d186 NED/NED", "reoperation C1 necrosis d100", "LC C1", 186, "after the re-operation"),
        ("d93 NED/DP^", "", "DBC", 93, "DP is first shown here"),
        ("d186(absent) NE/NE; d300 NED/NED", "", "DBC", 186, "the scheduled scan did not take place"),
        ("d300 NED/NED", "missed_scan d186", "DBC", 186, "a scheduled scan did not take place"),
        ("d93 NED/NED", "csf positive d120", "LMDFREE", 120, "LMD is proven without a scan"),
        ("d93 RN/NED", "symptom C1 rn d120", "SRNFREE C1", 120, "onset of symptoms"),
        ("d93 NED/NED", "systemic_staging d120", "GPFS", 120, "systemic staging"),
        ("d93 LP/NED; d186 LP/NED", "", "ICDC", 186, "LP: uncontrolled"),
        ("d93 NED/NED", "wbrt d120; last_contact d300", "WBIFREE", 120, "start of whole-brain radiotherapy"),
        ("d93 NED/NED", "last_contact d300", "OS", 300, "last contact"),
        ("d93 NED/NED", "death other d300", "RPFS", 300, "competes"),
    ],
)
def test_each_look_says_what_was_read_and_what_it_did(
    visits: str, clinical: str, unit: str, on: int, words: str
) -> None:
    told = " ".join(step.text for step in why(visits, clinical, unit).steps if step.on == day(on))
    assert words in told


def test_a_rule_is_named_with_its_value() -> None:
    steps = why("d2 LP/NED; d93 LP/NED; d186 LP/NED", confirmation_days=56, early_post_op_days=4).steps
    assert any(step.rule == "early_post_op_days = 4" for step in steps)
    assert any(step.rule == "confirmation_days = 56" for step in steps)


def test_the_settings_behind_an_unconfirmed_event_are_named() -> None:
    told = why("d93 NED/NED; d186 LP/NED").in_words()
    assert "unconfirmed_progression = event" in told
    assert "Sensitivity, unconfirmed events censored at the last clear look: censored at day 93." in told
    assert "Last known free of it" in told


@pytest.mark.parametrize(
    ("visits", "clinical", "words"),
    [
        ("d93 NED/NED; d368 LP/NED; d460 LP/NED", "missed_scan d186; missed_scan d275", "after missed scans censored"),
        ("d93 NED/NED; d186 LPb#1/NED; d275 LP/NED", "", "boundary of the margin censored"),
        ("d93 NED/NED; d186 NED/NED", "wbrt d100", "censored at new radiotherapy of the unit: censored at day 100"),
        (
            "d93 NED/NED; d186 NED/NED",
            "treatment C1 HSRT d30",
            "days from the start of radiotherapy: censored at day 156",
        ),
        ("d93 NED/NED; d186 NED/NED", "treatment C1 HSRT d30", "delayed entry at day 30: censored at day 186"),
        ("d20 NED/NED", "treatment C1 HSRT d30", "not counted, for it was over before"),
        ("d93 NED/NED", "death other d120", "death counted as the event: event at day 120"),
    ],
)
def test_sensitivities_are_told(visits: str, clinical: str, words: str) -> None:
    assert words in why(visits, clinical).in_words()


def test_a_subject_without_a_read_is_told_too() -> None:
    (told,) = derive_why([], clinical_of("death other d9"), Charter(), subject="CASE", paramcd="LPFS", cavity="C1")
    assert "nobody" in told.steps[0].text
    assert told.steps[-1].text.endswith(f"censored on {day(0)}, day 0.")


def test_without_a_surgery_date_the_words_say_so() -> None:
    (told,) = derive_why([read_of("d93 NED/NED")], (), Charter(), subject="CASE", paramcd="DBC")
    assert "no surgery date" in told.steps[1].text
    assert told.steps[-1].text.endswith("the origin is unknown.")


def test_one_reader_may_be_asked_for() -> None:
    reads = [read_of("d93 NED/NED", reader=name, read_id=name) for name in "BA"]
    asked = {"subject": "CASE", "paramcd": "DBC"}
    assert [one.row.reader for one in derive_why(reads, clinical_of(""), Charter(), **asked)] == ["A", "B"]
    assert [one.row.reader for one in derive_why(reads, clinical_of(""), Charter(), reader="B", **asked)] == ["B"]
    assert derive_why(reads, clinical_of(""), Charter(), subject="ELSE", paramcd="DBC") == ()
