"""Stored payloads back into records. Each change of a payload's stored form is one small named step.

A step takes the JSON object of version *n* of one kind and returns that of version *n* + 1; it never sees the
record classes, so it stays right when they change further.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from review_schema.errors import PayloadInvalid, PayloadTooNew, UnknownKind
from review_schema.payloads import (
    CavityContoured,
    ClinicalRecorded,
    LesionsOutlined,
    Payload,
    ReadAssigned,
    ReaderAdded,
    ReadImported,
    ReadSigned,
    RegistrationChecked,
    RegistrationRecorded,
    ScanChosen,
    ScanImported,
    StudyCreated,
    TimePointLocked,
)

Step = Callable[[dict[str, Any]], dict[str, Any]]
Steps = Mapping[tuple[str, int], Step]

PAYLOAD_CLASSES: Mapping[str, type[Payload]] = {
    payload.kind: payload
    for payload in (
        StudyCreated,
        ScanImported,
        ScanChosen,
        RegistrationRecorded,
        RegistrationChecked,
        CavityContoured,
        ClinicalRecorded,
        ReaderAdded,
        ReadAssigned,
        TimePointLocked,
        LesionsOutlined,
        ReadSigned,
        ReadImported,
    )
}
"""Every kind of entry that this version can read and write."""


def _clinical_with_spans(stored: dict[str, Any]) -> dict[str, Any]:
    """Rows have `until`, `item` and `qualifier` from version 2 on, and a form has a reason; version 1 had none."""
    events = [{**event, "until": None, "item": None, "qualifier": None} for event in stored["events"]]
    return {**stored, "events": events, "reason": ""}


STEPS: Steps = {("clinical-recorded", 1): _clinical_with_spans}
"""(kind, version it reads) -> step to the next version."""


def current_version(kind: str) -> int:
    """The schema version that this software writes for `kind`."""
    version: int = PAYLOAD_CLASSES[kind].model_fields["schema_version"].default
    return version


def parse_payload(sequence: int, kind: str, text: str, steps: Steps = STEPS) -> Payload:
    """The record that an entry holds, upgraded to the present form.

    Raises:
        UnknownKind: newer software wrote the entry.
        PayloadTooNew: newer software wrote this version of a known kind.
        PayloadInvalid: the text is no record of this kind.
    """
    if kind not in PAYLOAD_CLASSES:
        raise UnknownKind(sequence, kind)
    try:
        if any(stepped == kind for stepped, _ in steps):
            text = _upgraded(kind, text, steps)
        payload = PAYLOAD_CLASSES[kind].model_validate_json(text)
    except (ValueError, LookupError, TypeError) as error:  # what records, JSON and steps raise about wrong text
        if _version_in(text) > current_version(kind):
            raise PayloadTooNew(sequence, kind) from error
        raise PayloadInvalid(sequence, kind) from error
    if payload.schema_version > current_version(kind):
        raise PayloadTooNew(sequence, kind)
    return payload


def _upgraded(kind: str, text: str, steps: Steps) -> str:
    stored = json.loads(text)
    while (kind, stored["schema_version"]) in steps:
        before = stored["schema_version"]
        stored = {**steps[kind, before](stored), "schema_version": before + 1}
    return json.dumps(stored)


def _version_in(text: str) -> int:
    try:
        version = json.loads(text)["schema_version"]
    except (ValueError, LookupError, TypeError):
        return 0
    return version if isinstance(version, int) else 0
