"""The study report: who is counted, where readers differ, what is named as a deviation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import derive_events
from review_schema.export.report import Block, Curves, Flow, Heading, Report, Table, Text, alike
from review_schema.export.study_report import StudySources, study_report
from review_schema.ledger import Entry
from review_schema.payloads import ClinicalRecorded, Payload, StudyCreated
from review_schema.projections import StudyState, fold
from review_schema.read import SignedRead
from tests.review_schema.histories import DAY_0, clinical_of, read_of
from tests.study_factory import contour, registration, scan

CHARTER = Charter()
"""Three operated on, the last without scans; the second never read; a fourth without a date of surgery."""


def state() -> StudyState:
    facts: list[Payload] = []
    for subject, rows in (
        ("P1", "arm IORT; surgery C1 d0; missed_scan d270"),
        ("P2", "arm HSRT; surgery C1 d0"),
        ("P3", "arm HSRT; surgery C1 d0; last_contact d90"),
    ):
        facts.append(
            ClinicalRecorded(subject=subject, events=clinical_of(rows, subject=subject), table_sha256="0" * 64)
        )
    for subject in ("P1", "P2"):
        first = scan(subject, DAY_0 + timedelta(days=2))
        second = scan(subject, first.acquired_on + timedelta(days=88))
        facts += [first, second, contour(first)]
        if subject == "P1":
            facts.append(registration(second, first).model_copy(update={"trusted": False, "reason": "halves disagree"}))
    facts.append(ClinicalRecorded(subject="P4", events=(), table_sha256="0" * 64))
    created = StudyCreated(study_id="s", charter=CHARTER, charter_sha256=CHARTER.sha256())
    return fold(_entry(number, fact) for number, fact in enumerate([created, *facts], start=1))


def _entry(number: int, fact: Payload) -> Entry:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    return Entry(number, "study", fact.kind, fact.model_dump_json(), "boss", at, "0", "", "")


def reads() -> tuple[SignedRead, ...]:
    told = (("A", "d2 NED/NED; d90 LP!/NED"), ("B", "d2 NED/NED; d90 NE/NED"))
    found = (read_of(visits, subject="P1", reader=reader, read_id=f"read-{reader}") for reader, visits in told)
    return tuple(one.model_copy(update={"charter_sha256": CHARTER.sha256()}) for one in found)


def report(with_reads: bool = True) -> Report:
    clinical = [row for person in state().subjects.values() for row in person.clinical]
    return report_of(reads() if with_reads else (), clinical)


def report_of(signed: Sequence[SignedRead], clinical: Sequence[ClinicalEvent]) -> Report:
    return study_report(
        StudySources(
            study_id="s",
            software="1.2.3",
            charter=CHARTER,
            subjects=state().subjects,
            assigned=(),
            reads=tuple(signed),
            events=derive_events(signed, clinical, CHARTER),
        )
    )


def under(of: Report, heading: str) -> list[Block]:
    order = [block.text if isinstance(block, Heading) else None for block in of.blocks]
    start = order.index(heading) + 1
    end = next((place for place in range(start, len(order)) if order[place] is not None), len(order))
    return list(of.blocks[start:end])


def table(of: Report, heading: str) -> Table:
    return next(block for block in under(of, heading) if isinstance(block, Table))


def test_the_flow_says_who_is_left_and_who_was_lost_on_the_way() -> None:
    (flow,) = under(report(), "Cohort")
    assert isinstance(flow, Flow)
    assert [(left.split("\n")[0], lost) for left, lost in flow.steps] == [
        ("4 subjects", ""),
        ("3 operated on, with the date", "1 without a date of surgery"),
        ("2 with scans: 4 visits", "1 without any scan"),
        ("2 with a baseline contour: 2 cavities", ""),
        ("1 read and signed: 2 reads", "1 without a signed read"),
    ]
    assert flow.steps[1][0].endswith("HSRT 2, IORT 1")


def test_deviations_name_scan_and_reason() -> None:
    rows = table(report(), "Deviations").rows
    assert ("registration not trusted", "P1", "2019-06-09", "halves disagree; estimated error 0.2 mm") in rows
    assert ("not evaluable", "P1", "2019-06-09", "C1: artefact (B)") in rows
    assert ("scheduled scan missed", "P1", "2019-12-06", "by the clinical table") in rows


def test_each_reader_has_figures_and_readers_who_differ_in_nothing_share_a_row() -> None:
    rows = table(report(), "Endpoints").rows
    lpfs = [(row[0], row[5]) for row in rows if row[1] == "LPFS" and row[3] == "IORT"]
    assert lpfs == [("A", "1"), ("B", "0")]
    assert [row[0] for row in rows if row[1] == "OS" and row[3] == "HSRT"] == ["all"]
    assert [row[:3] for row in table(report(), "Labels by reader").rows] == [("A", "2", "1"), ("B", "2", "0")]


def test_one_patient_without_an_arm_takes_the_comparison_from_nobody() -> None:
    facts = ("P1", "arm IORT; surgery C1 d0; death d90"), ("P2", "arm HSRT; surgery C1 d0"), ("P3", "surgery C1 d0")
    clinical = [row for subject, rows in facts for row in clinical_of(rows, subject=subject)]
    told = [read_of("d30 NED/NED; d60 NED/NED", subject=subject, read_id=subject) for subject, _ in facts]
    whole = report_of(told, clinical)
    assert [(row[3], row[4]) for row in table(whole, "Endpoints").rows if row[1] == "OS"] == [
        ("HSRT", "1"),
        ("IORT", "1"),
    ]
    texts = [block.text for block in under(whole, "Endpoints") if isinstance(block, Text)]
    assert "Patients left out, whose arm is not known: 1." in texts[0]


def test_curves_that_readers_share_are_drawn_once() -> None:
    drawn = [block.analysis for block in under(report(), "Curves") if isinstance(block, Curves)]
    assert [(one.question.paramcd, one.reader) for one in drawn if one.question.paramcd in ("LPFS", "OS")] == [
        ("LPFS", "A"),
        ("LPFS", "B"),
        ("OS", "A, B"),
    ]


def test_every_setting_of_the_charter_is_told() -> None:
    assert {row[0] for row in table(report(), "Charter").rows} == set(Charter.model_fields)


def test_a_study_without_a_read_says_so() -> None:
    empty = report(with_reads=False)
    assert table(empty, "Agreement").rows == ()
    assert table(empty, "Labels by reader").rows == ()


def test_rows_become_one_only_if_all_but_the_reader_is_the_same() -> None:
    rows = [("A", "x"), ("B", "x"), ("A", "y"), ("C", "x")]
    assert alike(rows, 3) == (("all", "x"), ("A", "y"))
    assert alike(rows, 4) == (("A, B, C", "x"), ("A", "y"))
    assert alike([("A", "x")], 1) == (("A", "x"),)
