"""Rules of a signed read that comes from elsewhere: could a reader have left it like this?

What a file says is looked at before it is taken: a read that was edited on its way would move an event's date.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from review_schema.charter import Charter
from review_schema.errors import ReadConflict, ReadRefused
from review_schema.finding import LesionMeasure
from review_schema.ids import has_control, is_pseudonym, is_short_name
from review_schema.read import SignedRead
from review_schema.visit_rules import refusals
from review_schema.vocabulary import FindingStatus

EARLIEST = date(1980, 1, 1)
"""Before the first MRI of a patient."""

LONGEST_READ_SECONDS = 7 * 24 * 3600.0
"""No reader looks longer at one visit; the clock stands still when idle."""

LONGEST_TEXT = 2000

LARGEST_MM, LARGEST_ML = 1000.0, 5000.0
"""Nothing in or about a head lies further from anything, mm, or holds more, ml."""

WHITE_SPACE = re.compile(r"[\t\r\n]")
"""Allowed in a comment, though control characters."""

SHA256 = re.compile(r"[0-9a-f]{64}")


def check_reads(
    reads: Sequence[SignedRead],
    charter: Charter | None,
    now: datetime,
    *,
    held: Mapping[str, SignedRead] | None = None,
    assigned: Collection[tuple[str, str]] = (),
) -> None:
    """Refuse reads that no reader could have left, alone or beside each other.

    Args:
        reads: as they stand in a file.
        charter: the rules of the study; distances of reads signed under another one, or None, refuse nothing.
        now: the present instant; no read was signed after it (a day's grace for clocks that go wrong).
        held: signed reads that are known already, by read id.
        assigned: (reader, subject) of first reads that are known already.

    Raises:
        ReadConflict: a read differs from a known one of the same id, or stands in the file twice.
        ReadRefused: names the read by its place in `reads`, from 1, and what is wrong with it.
    """
    known, seen = dict(held or {}), set[str]()
    own_rules = charter.sha256() if charter is not None else None
    first = {(read.reader, read.subject): read.read_id for read in known.values() if read.reread_of is None}
    for number, read in enumerate(reads, start=1):
        fault = _fault(read, charter if read.charter_sha256 == own_rules else None)
        if fault is None and read.signed_at > now + timedelta(days=1):
            fault = "it was signed in the future"
        if fault is not None:
            raise ReadRefused(number, fault)
        other = known.setdefault(read.read_id, read)
        if read.read_id in seen or (other is not read and not same_read(other, read)):
            raise ReadConflict(number)
        seen.add(read.read_id)
        if read.reread_of is None:
            case = read.reader, read.subject
            taken = case in assigned and case not in first
            if taken or first.setdefault(case, read.read_id) != read.read_id:
                raise ReadRefused(number, "its reader has read this case before, and it is not marked as a re-read")
    for number, read in enumerate(reads, start=1):
        if read.reread_of is not None:
            original = known.get(read.reread_of)
            if original is None:
                raise ReadRefused(number, "it is a re-read of a read that is neither in the file nor in the study")
            if (original.reader, original.subject, original.reread_of) != (read.reader, read.subject, None):
                raise ReadRefused(number, "it is not a re-read of a first read by the same reader of the same case")
            if original.signed_at > read.signed_at:
                raise ReadRefused(number, "it was signed before the read that it repeats")


def leaves_out(read: SignedRead) -> bool:
    """Whether a visit says nothing of a cavity that an earlier one labelled: taken out, or not asked for any more."""
    labelled: set[str] = set()
    for visit in read.timepoints:
        here = {finding.cavity for finding in visit.findings if finding.cavity is not None}
        if not labelled <= here:
            return True
        labelled |= here
    return False


def same_read(one: SignedRead, other: SignedRead) -> bool:
    """Whether two reads say the same. Roles of scans are the study's to tell, and may have been told since."""
    return _without_roles(one) == _without_roles(other)


def _without_roles(read: SignedRead) -> dict[str, object]:
    return read.model_dump(exclude={"timepoints": {"__all__": {"role"}}})


def _fault(read: SignedRead, charter: Charter | None) -> str | None:
    """What no reader could have left so, in words that repeat nothing of the read; None if it is sound."""
    if not all(is_pseudonym(name) for name in (read.read_id, read.subject, read.reader, read.software_version)):
        return "its id, subject, reader or software version is no usable name"
    if not all(is_short_name(name) for name in _short_names(read)):
        return "a cavity or lesion has no usable name"
    if any(len(text) > LONGEST_TEXT or _holds_control(text) for text in _texts(read)):
        return "a text is too long or holds control characters"
    if not SHA256.fullmatch(read.charter_sha256):
        return "it does not say which charter it was signed under"
    if not read.timepoints:
        return "it has no visits"
    if any(one.acquired_on >= other.acquired_on for one, other in pairwise(read.timepoints)):
        return "its visits are not in order of date"
    if len({visit.timepoint_id for visit in read.timepoints}) < len(read.timepoints):
        return "two visits have the same id"
    found = [finding for visit in read.timepoints for finding in visit.findings]
    if any(finding.measure is not None and not _can_be(finding.measure) for finding in found):
        return "a lesion is larger, or lies further away, than anything in a head"
    labelled: set[str] = set()
    for number, visit in enumerate(read.timepoints, start=1):
        # Later surgeries make later cavities: what each visit had to label is what it labels (see `leaves_out`).
        here = {finding.cavity for finding in visit.findings if finding.cavity is not None}
        labelled |= here
        if visit.scan_id is None and any(
            one.label != "NE" and one.status is not FindingStatus.WITHDRAWN for one in visit.findings
        ):
            return f"visit {number} says what a scan shows that did not take place"
        # A day's grace: the scanner's calendar day may be ahead of UTC's.
        if not EARLIEST <= visit.acquired_on <= visit.locked_at.date() + timedelta(days=1):
            return f"visit {number} was locked before it was scanned, or is older than MRI"
        if visit.locked_at > read.signed_at:
            return f"visit {number} was locked after the read was signed"
        if visit.read_seconds > LONGEST_READ_SECONDS:
            return f"visit {number} took longer to read than can be"
        if not here <= set(read.cavities) or refusals(visit, charter, sorted(here)):
            return (
                f"visit {number} could not have been locked so: a compartment without a label, labels that exclude "
                "each other or are contradicted by a distance, or a cavity that the read does not name"
            )
    if sorted(labelled) != sorted(read.cavities):
        return "it names a cavity that no visit labels, or one twice"
    if len({finding.finding_id for finding in found}) < len(found):
        return "findings of two visits have the same id"
    return None


def _holds_control(text: str) -> bool:
    return has_control(text) and has_control(WHITE_SPACE.sub("", text))


def _can_be(measure: LesionMeasure) -> bool:
    surfaces = [one for one in (measure.to_baseline, measure.to_current) if one is not None]
    distances = [mm for one in surfaces for mm in (one.shortest_mm, one.centroid_mm, one.greatest_mm)]
    lengths = (measure.longest_diameter_mm, measure.perpendicular_diameter_mm, measure.registration_error_mm or 0.0)
    return (
        all(abs(mm) <= LARGEST_MM for mm in (*measure.centre_mm, *distances, *lengths))
        and measure.volume_ml <= LARGEST_ML
    )


def _short_names(read: SignedRead) -> list[str]:
    found = [finding for visit in read.timepoints for finding in visit.findings]
    lesions = [finding.lesion for finding in found if finding.lesion is not None]
    return [*read.cavities, *lesions]


def _texts(read: SignedRead) -> list[str]:
    visits = [text for visit in read.timepoints for text in (visit.timepoint_id, visit.scan_id or "")]
    found = [finding for visit in read.timepoints for finding in visit.findings]
    said = [text for one in found for text in (one.finding_id, one.comment, one.ne_reason or "", *one.evidence)]
    return [*visits, *said]
