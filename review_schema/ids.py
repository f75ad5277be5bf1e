"""Identifiers: opaque, and the same wherever the same thing is meant."""

import hashlib
import uuid
from datetime import date

LENGTH = 20
"""Hex digits of a derived id (80 bits): short enough to read aloud, long enough never to collide in one study."""


def _derived(*parts: str) -> str:
    # Each part carries its length, so that ("ab", "c") and ("a", "bc") differ.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def timepoint_id(subject: str, acquired_on: date) -> str:
    """The opaque id of a visit: the same for the same subject and date in every study."""
    return _derived("timepoint", subject, acquired_on.isoformat())


def read_id(study_id: str, reader: str, case_code: str) -> str:
    """The id of one assignment, unique between studies; tells neither subject nor whether it is a re-read."""
    return _derived("read", study_id, reader, case_code)


def new_id() -> str:
    """A fresh random id, for studies and findings."""
    return uuid.uuid4().hex
