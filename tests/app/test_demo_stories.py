"""The hand-written event dates of the demo's stories against the endpoints derived from the same histories."""

from datetime import UTC, date, datetime

import pytest

from app.usecases.demo_clinical import write_clinical
from app.usecases.demo_scans import Detail, Order
from app.usecases.demo_stories import BRAIN, CHARTER, STORIES
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_table import check_table, read_cells
from review_schema.derivation import conclusion, derive_why
from review_schema.endpoints import PATIENT_ENDPOINTS, EventRow, derive_events
from review_schema.finding import Finding
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import DEATH_TWINS, Arm, Endpoint, ScanRole

ORDERS = [Order(n, seed=1, folder=None, detail=Detail()) for n in range(1, len(STORIES) + 1)]  # type: ignore[arg-type]


def exact_read(order: Order) -> SignedRead:
    visits = []
    for look in order.story.looks:
        if look.role is ScanRole.PLANNING:
            continue  # hidden from readers by the charter
        findings = [
            {
                "finding_id": f"{look.day}-{compartment}",
                "compartment": "brain" if compartment == BRAIN else "cavity",
                "cavity": compartment or None,
                "label": label,
                "lesion": None,
                "ne_reason": "artefact" if label == "NE" else None,
                "symptomatic": look.symptomatic and label == "RN",
            }
            for compartment, label in look.labels.items()
        ]
        visits.append(
            ReadTimePoint(
                timepoint_id=f"t{look.day}",
                scan_id=f"s{look.day}",
                acquired_on=order.on(look.day),
                role=look.role,
                locked_at=datetime(2023, 1, 1, tzinfo=UTC),
                findings=tuple(Finding.model_validate(finding) for finding in findings),
            )
        )
    return SignedRead(
        read_id=f"read-{order.subject}",
        subject=order.subject,
        reader="exact",
        charter_sha256=CHARTER.sha256(),
        software_version="0",
        signed_at=datetime(2023, 1, 1, tzinfo=UTC),
        cavities=tuple(order.story.cavities),
        timepoints=tuple(visits),
    )


@pytest.fixture(scope="module")
def clinical(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClinicalEvent, ...]:
    path = tmp_path_factory.mktemp("demo") / "clinical.csv"
    write_clinical(path, ORDERS)
    return check_table(read_cells(path), today=date(2026, 1, 1)).all_sound().events


def rows_of(order: Order, clinical: tuple[ClinicalEvent, ...]) -> dict[tuple[str, Endpoint], EventRow]:
    facts = [row for row in clinical if row.subject == order.subject]
    return {(row.cavity, row.paramcd): row for row in derive_events([exact_read(order)], facts, CHARTER)}


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.story.title)
def test_a_story_s_hand_written_events_are_those_the_rules_derive(
    order: Order, clinical: tuple[ClinicalEvent, ...]
) -> None:
    derived = {
        key: (row.status, (row.event_date - order.surgery_on).days)
        for key, row in rows_of(order, clinical).items()
        if row.event_date is not None and key[1] not in DEATH_TWINS.values()
    }
    assert derived == dict(order.story.expected)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.story.title)
def test_why_a_story_s_date_ends_where_its_row_ends(order: Order, clinical: tuple[ClinicalEvent, ...]) -> None:
    for row in rows_of(order, clinical).values():
        unit = {"subject": row.subject, "paramcd": row.paramcd.value, "cavity": row.cavity}
        (told,) = derive_why([exact_read(order)], clinical, CHARTER, **unit)
        assert told.row == row
        assert told.steps[-1].text.endswith(f"{conclusion(row)}.")


def test_the_stories_tell_every_endpoint_for_every_unit() -> None:
    for story in STORIES:
        for cavity in story.cavities:
            assert {e for c, e in story.expected if c == cavity} == {"LPFS", "LC", "RNFREE", "SRNFREE"}
        assert {e for c, e in story.expected if c == ""} == set(PATIENT_ENDPOINTS) - set(DEATH_TWINS.values())


def test_together_the_stories_show_every_label_both_arms_and_a_death() -> None:
    labels = {label for story in STORIES for look in story.looks for label in look.labels.values()}
    assert labels == {"LP", "RN", "PIE", "NED", "NE", "DP", "LMD"}
    assert {story.arm for story in STORIES} == set(Arm)
    assert any(fact.kind == "death" for story in STORIES for fact in story.facts)


def test_each_arm_has_its_baseline_scan_and_four_to_six_visits() -> None:
    for story in STORIES:
        roles = [look.role for look in story.looks]
        assert 4 <= len(roles) <= 6
        assert roles[0] is ScanRole.EARLY_POST_OP
        assert (ScanRole.PLANNING in roles) == (story.arm is Arm.HSRT)


def test_beyond_six_the_stories_come_round_again_with_another_head_and_date() -> None:
    seventh = Order(7, seed=1, folder=None, detail=Detail())  # type: ignore[arg-type]
    assert seventh.story is STORIES[0]
    assert seventh.subject == "RR-D07"
    assert seventh.surgery_on > ORDERS[-1].surgery_on
