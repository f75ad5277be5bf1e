"""A reader's worklist: cases under their codes and how far each has come."""

from dataclasses import dataclass

from app.usecases.accounts import SignedIn
from app.usecases.record_read import ReadProgress, WorklistRow, worklist
from app.usecases.study import Study
from app.viewmodels.observable import Observable
from app.words import Said, joined


@dataclass(frozen=True)
class CaseLine:
    """One case as the worklist shows it."""

    read_id: str
    case_code: str
    state: str
    can_open: bool


class WorklistModel(Observable):
    """What the worklist page shows.

    Attributes:
        reader: the reader's account name.
        lines: the cases that are signed or can be opened, in the order of reading.
        error: one line about what failed; empty: nothing.
    """

    def __init__(self, study: Study, who: SignedIn) -> None:
        super().__init__()
        self._study, self.reader = study, who.name
        self.error = ""
        self.lines: tuple[CaseLine, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Look at the study again."""
        # A case that opens later is not listed: that it waits would tell that it is a re-read.
        self.lines = tuple(
            CaseLine(row.read_id, row.case_code, state_in_words(row), row.available)
            for row in worklist(self._study, self.reader)
            if row.available or row.state is ReadProgress.SIGNED
        )
        self.notify()

    def refuse(self, line: str) -> None:
        """Say why a case could not be opened."""
        self.error = line
        self.notify()

    def dismiss(self) -> None:
        """Forget the error."""
        self.refuse("")

    @property
    def signed(self) -> int:
        """Cases that are signed."""
        return sum(line.state == ReadProgress.SIGNED.value for line in self.lines)

    @property
    def progress(self) -> str:
        """How far the worklist has come, in words."""
        return Said("{n} of {all} read", n=self.signed, all=len(self.lines))

    @property
    def next_order(self) -> int | None:
        """The first case that can be opened, as its place in the list; None: there is none."""
        return next((order for order, line in enumerate(self.lines) if line.can_open), None)

    @property
    def charter(self) -> str:
        """By which rules is read, in words."""
        rules = self._study.state().charter
        kind = Said("Sequential blinded read") if rules.sequential else Said("Blinded read")
        return joined(" · ", (kind, Said("charter v{version}", version=rules.version)))

    @property
    def advice(self) -> str:
        """What to do next, in words."""
        if not self.lines:
            return "No case is assigned to you yet. The coordinator assigns them; then look again."
        if self.next_order is None:
            return "Every case that is open to you is read. Thank you."
        return "↑↓ choose a case, Enter opens it."


def state_in_words(row: WorklistRow) -> str:
    """How far a case has come. A re-read says the same as a first read: it is hidden from its reader."""
    if row.state is not ReadProgress.BEGUN:
        return Said(row.state.value)
    if row.visits is None:
        return Said("in progress, {n} locked", n=row.locked)
    return Said("in progress, {n} of {all} locked", n=row.locked, all=row.visits)
