"""Payloads in and out of their stored form, and the steps that bring old forms up to date."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from review_schema.charter import Charter
from review_schema.errors import PayloadInvalid, PayloadTooNew, UnknownKind
from review_schema.payloads import (
    LesionOutline,
    LesionsOutlined,
    Payload,
    ReadAssigned,
    ReaderAdded,
    ReadImported,
    ReadSigned,
    ScanChosen,
    StudyCreated,
    TimePointLocked,
)
from review_schema.read import SignedRead
from review_schema.upgrades import PAYLOAD_CLASSES, Steps, current_version, parse_payload
from review_schema.vocabulary import Role
from tests.study_factory import SURGERY_ON, checked, clinical, contour, finding, locked, registration, scan

SCAN = scan("P1", date(2024, 3, 1))
EXAMPLES: tuple[Payload, ...] = (
    StudyCreated(study_id="s", charter=Charter(margin_mm=3.0), charter_sha256="0" * 64),
    SCAN,
    ScanChosen(subject="P1", timepoint_id="t", scan_id="s", reason="thinner slices"),
    registration(SCAN, SCAN),
    checked(SCAN, SCAN, read_id="r"),
    contour(SCAN),
    clinical("P1", ("surgery", SURGERY_ON, "C1", None)),
    ReaderAdded(name="anna", role=Role.READER, password_hash="$argon2id$"),
    ReadAssigned(read_id="r", reader="anna", subject="P1", case_code="Case 001", position=1),
    TimePointLocked(
        read_id="r", timepoint=locked(SCAN, finding("NE"), finding("NE", None), finding("NED"), finding("NED", None))
    ),
    LesionsOutlined(
        read_id="r",
        timepoint_id="t",
        frame="1.2.3",
        outlines=(LesionOutline(finding_id="f", mask_id="0" * 64),),
    ),
    ReadSigned(read_id="r", charter_sha256="0" * 64, meaning="I have read Case 001"),
    ReadImported(
        read=SignedRead(
            read_id="r",
            subject="P1",
            reader="anna",
            charter_sha256="0" * 64,
            software_version="0.1.0",
            signed_at=datetime(2025, 1, 1, 12, 30, 0, 5, tzinfo=UTC),
            cavities=("C1",),
            timepoints=(),
        )
    ),
)


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(example) for example in EXAMPLES} == set(PAYLOAD_CLASSES.values()) == set(Payload.__subclasses__())
    assert all(kind == payload.kind for kind, payload in PAYLOAD_CLASSES.items())


@pytest.mark.parametrize("payload", EXAMPLES, ids=lambda payload: payload.kind)
def test_a_payload_comes_back_as_it_was_stored(payload: Payload) -> None:
    text = payload.model_dump_json()
    assert parse_payload(1, payload.kind, text) == payload
    assert parse_payload(1, payload.kind, text).model_dump_json() == text


@pytest.mark.parametrize("payload", EXAMPLES, ids=lambda payload: payload.kind)
def test_a_payload_with_a_key_too_many_or_too_few_is_refused(payload: Payload) -> None:
    stored = json.loads(payload.model_dump_json())
    more = {**stored, "colour": "blue"}
    fewer = {key: value for key, value in stored.items() if key in ("schema_version", "colour")}
    for broken in (more, fewer):
        with pytest.raises(PayloadInvalid) as caught:
            parse_payload(7, payload.kind, json.dumps(broken))
        assert (caught.value.sequence, caught.value.kind) == (7, payload.kind)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema_version": "new"}'])
def test_text_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(PayloadInvalid):
        parse_payload(1, "scan-chosen", text)


@pytest.mark.parametrize("payload", EXAMPLES, ids=lambda payload: payload.kind)
@pytest.mark.parametrize("more", [{}, {"colour": "blue"}])
def test_a_newer_form_of_a_known_kind_is_told_from_a_broken_one(payload: Payload, more: dict[str, str]) -> None:
    newer = {**json.loads(payload.model_dump_json()), "schema_version": current_version(payload.kind) + 1, **more}
    with pytest.raises(PayloadTooNew):
        parse_payload(1, payload.kind, json.dumps(newer))


def test_a_kind_from_newer_software_is_named() -> None:
    with pytest.raises(UnknownKind) as caught:
        parse_payload(12, "read-adjudicated", "{}")
    assert (caught.value.sequence, caught.value.kind) == (12, "read-adjudicated")


def _split_place(stored: dict[str, Any]) -> dict[str, Any]:
    subject, timepoint, scan = stored["place"].split(" ")
    return {"subject": subject, "timepoint_id": timepoint, "scan_id": scan, "reason": "sharper"}


def _name_place(stored: dict[str, Any]) -> dict[str, Any]:
    return {"place": stored["text"]}


OLD_FORMS: Steps = {("scan-chosen", -1): _name_place, ("scan-chosen", 0): _split_place}
"""As if there had been two older forms of this kind."""


@pytest.mark.parametrize(
    "stored",
    [
        {"schema_version": -1, "text": "P1 t s"},
        {"schema_version": 0, "place": "P1 t s"},
        {"schema_version": 1, "subject": "P1", "timepoint_id": "t", "scan_id": "s", "reason": "sharper"},
    ],
)
def test_older_forms_are_upgraded_step_by_step(stored: dict[str, Any]) -> None:
    payload = parse_payload(1, "scan-chosen", json.dumps(stored), OLD_FORMS)
    assert payload == ScanChosen(subject="P1", timepoint_id="t", scan_id="s", reason="sharper")


def test_an_older_form_without_its_step_is_refused() -> None:
    with pytest.raises(PayloadInvalid):
        parse_payload(1, "scan-chosen", json.dumps({"schema_version": 0, "place": "P1 t s"}))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"schema_version": 0}'])
def test_text_that_is_no_record_is_refused_where_there_are_steps_too(text: str) -> None:
    with pytest.raises(PayloadInvalid):
        parse_payload(1, "scan-chosen", text, OLD_FORMS)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        SCAN.subject = "P2"  # type: ignore[misc]


def test_clinical_rows_of_the_first_form_are_read_as_rows_without_span_item_and_qualifier() -> None:
    stored = (
        '{"schema_version":1,"subject":"P1","events":[{"subject":"P1","kind":"surgery","on":"2019-03-11",'
        '"cavity":"C1","value":null,"detail":"left frontal"}],"table_sha256":"00"}'
    )
    payload = parse_payload(1, "clinical-recorded", stored)
    assert payload.model_dump(mode="json") == {
        "schema_version": 2,
        "subject": "P1",
        "events": [
            {
                "subject": "P1",
                "kind": "surgery",
                "on": "2019-03-11",
                "cavity": "C1",
                "value": None,
                "detail": "left frontal",
                "until": None,
                "item": None,
                "qualifier": None,
            }
        ],
        "table_sha256": "00",
        "reason": "",
    }
