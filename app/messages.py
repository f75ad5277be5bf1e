"""Words for errors: every error that RimRead raises on purpose has one stable code, one sentence, one remedy.

A sentence is at most 300 characters and one line, and carries no name, ID, birth date or arm. Facts of
the error are put in by field name (``{gap_mm:.1f}``). ``docs/errors.md`` is made from this table.
"""

from dataclasses import dataclass

from imaging import errors as imaging_errors
from imaging.errors import ImagingError
from review_schema.errors import ReviewError


@dataclass
class AppError(Exception):
    """Base of errors of the application itself (settings, files, arguments)."""


KNOWN = (ImagingError, ReviewError, AppError)
"""Bases of every error that has words."""


@dataclass(frozen=True)
class Wording:
    """One error in words: ``code sentence: remedy``."""

    code: str
    sentence: str
    remedy: str


# One section per area. Keep each section sorted by code; never reuse a code.
WORDINGS: dict[type[Exception], Wording] = {
    # RR-GEO: geometry
    imaging_errors.FrameMismatch: Wording(
        "RR-GEO-001",
        "Two images lie in different frames of reference",
        "Register them first, or give the file that belongs to this scan.",
    ),
    imaging_errors.GridMismatch: Wording(
        "RR-GEO-002",
        "The image has {given_shape} voxels where {expected_shape} were expected",
        "Give the mask or image that was made on this scan.",
    ),
    imaging_errors.SingularAffine: Wording(
        "RR-GEO-003",
        "The image's geometry is singular: its voxels do not fill space",
        "Export the scan again from the scanner or archive.",
    ),
    imaging_errors.NotRigid: Wording(
        "RR-GEO-004",
        "The geometry is sheared, mirrored or scaled where a rigid one is needed (deviation {deviation:.2g})",
        "Use a scan without gantry tilt, or a rigid transform.",
    ),
    # RR-IMP: reading scans, DICOM and NIfTI
    # RR-REG: registration
    # RR-CAV: cavity, margin, lesion
    # RR-LED: ledger and study folder
    # RR-ACC: accounts
    # RR-RED: reads
    # RR-CLI: clinical table
    # RR-EVT: events and agreement
    # RR-APP: the program itself
}


COMMAND_LINE_WORDINGS = (
    Wording("RR-APP-001", "The command's words cannot be used: {what}", "See rimread --help."),
    Wording("RR-APP-002", "Interrupted", "What was finished is kept; run the command again to go on."),
    Wording("RR-APP-003", "The file system refused: {what}", "Check the path, the rights and the free space."),
    Wording("RR-APP-099", "Unforeseen {kind} in {place}", "Please report this line."),
)
"""Lines that the command line itself says; no error class stands behind them."""


def wording(error: Exception) -> Wording | None:
    """The wording of `error`'s class or of its nearest worded base class; None for an unforeseen error."""
    for kind in type(error).__mro__:
        if kind in WORDINGS:
            return WORDINGS[kind]
    return None


def one_line(error: Exception) -> str:
    """The line for stderr or the window: ``RR-IMP-041 sentence. remedy``, at most 300 characters."""
    found = wording(error)
    if found is None:
        raise LookupError(f"{type(error).__name__} has no wording")
    line = f"{found.code} {found.sentence.format_map(vars(error))}. {found.remedy}"
    return " ".join(line.split())[:300]
