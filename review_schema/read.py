"""Reads: what one reader said about one case, locked time point by time point, then signed.

`SignedRead` is also the interchange record of `rimread reads export|import`.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from review_schema.finding import Finding
from review_schema.record import Record, hold_names_once
from review_schema.vocabulary import ScanRole


class LockedTimePoint(Record):
    """One time point as the reader left it. Holds no date, so that a blinded read stays blind."""

    timepoint_id: str
    scan_id: str | None  # None: scheduled scan absent (all compartments NE)
    findings: tuple[Finding, ...]
    read_seconds: Annotated[float, Field(ge=0)] = 0.0


class ReadTimePoint(Record):
    """A locked time point joined with its date, for endpoints and exports."""

    timepoint_id: str
    scan_id: str | None
    acquired_on: date
    role: ScanRole = ScanRole.FOLLOW_UP
    locked_at: AwareDatetime
    findings: tuple[Finding, ...]
    read_seconds: Annotated[float, Field(ge=0)] = 0.0

    @model_validator(mode="after")
    def _lean(self) -> Self:
        hold_names_once(self, TIMEPOINT_FIELDS)
        return self


TIMEPOINT_FIELDS = set(ReadTimePoint.model_fields)


class SignedRead(Record):
    """A complete, signed read of one case; time points in order of `acquired_on`."""

    read_id: str
    subject: str
    reader: str
    reread_of: str | None = None
    charter_sha256: str
    software_version: str
    signed_at: AwareDatetime
    cavities: tuple[str, ...]  # cavity ids of the case, e.g. ("C1",)
    timepoints: tuple[ReadTimePoint, ...]


class ReadsFile(Record):
    """`rimread reads export`: the file between sites and scripts."""

    schema_version: Annotated[int, Field(ge=1, le=1)] = 1
    reads: tuple[SignedRead, ...]
