"""What a blinded screen may know of a time point (domain §8: hide name, ID, birth date, arm and dates)."""

from typing import Annotated

from pydantic import Field

from review_schema.record import Record


class BlindedTimePoint(Record):
    """All that a read hands to the screen about one visit."""

    index: Annotated[int, Field(ge=0)]  # 0 = first visit shown
    timepoint_id: str  # opaque
    scan_id: str | None
    months: float | None  # from index surgery (30.4375 days); None: surgery date unknown, or visit still hidden
    locked: bool  # already locked by this reader

    @property
    def label(self) -> str:
        """Text under the timeline dot: ``+6.1``; the visit's number, ``#3``, when the months are unknown."""
        return f"#{self.index + 1}" if self.months is None else f"{self.months:+.1f}"
