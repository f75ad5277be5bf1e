"""What a row's time and status become where one doubt is decided the other way (domain §4, sensitivities).

Each is a reading of the row itself: the columns of events.csv hold all that it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review_schema.endpoints import CENSORED, COMPETING, EVENT, EventRow


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The row under another rule. Days from the origin, or from `start_days` after it."""

    what: str  # the other rule, in words
    rule: str  # as the columns name it
    time_days: int | None  # None: the unit is not counted
    status: int  # 0 censored, 1 event
    start_days: int = 0  # entry into follow-up, days after the origin

    def text(self) -> str:
        """The outcome in words."""
        if self.time_days is None:
            return "not counted, for it was over before"
        return f"{'event' if self.status == EVENT else 'censored'} at day {self.time_days}"


def sensitivities(row: EventRow) -> Iterator[Sensitivity]:
    """Those that differ from the row as it stands; none for a row without times."""
    time, left = row.time_days, row.left_days
    if time is None or left is None:
        return
    if row.status == EVENT and row.confirmed == "unconfirmed":
        yield Sensitivity("unconfirmed events censored at the last clear look", "confirmed", left, CENSORED)
    if row.status == EVENT and "missed_scans" in row.flags:
        yield Sensitivity("events after missed scans censored at the last clear look", "missed_scans", left, CENSORED)
    if row.status == EVENT and "boundary" in row.flags:
        yield Sensitivity("events on the boundary of the margin censored at the last clear look", "boundary", left, 0)
    if row.status == COMPETING and row.competing_days is not None:
        yield Sensitivity("death counted as the event", "competing_days", row.competing_days, EVENT)
    status = EVENT if row.status == EVENT else CENSORED
    until = row.new_radiotherapy_days
    if until is not None and until < time:
        yield Sensitivity("censored at new radiotherapy of the unit", "new_radiotherapy_days", until, CENSORED)
    entry = row.entry_days
    if entry is not None and entry > 0:
        after = time - entry if time > entry else None
        yield Sensitivity("days from the start of radiotherapy", "entry_days", after, status, entry)
        yield Sensitivity(f"delayed entry at day {entry}", "entry_days", time if time > entry else None, status, entry)
