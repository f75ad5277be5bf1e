"""Who sits at the computer: the accounts of a study, and the password."""

from collections.abc import Callable
from dataclasses import dataclass

from app.usecases.accounts import SignedIn, sign_in
from app.usecases.study import Study
from app.viewmodels.jobs import Jobs
from app.viewmodels.observable import Observable
from review_schema.vocabulary import Role


@dataclass(frozen=True)
class AccountName:
    """An account that can be chosen."""

    name: str
    role: str


class SignInModel(Observable):
    """What the sign-in page shows and does.

    Attributes:
        accounts: readers first, then the others, each by name.
        open_desk: no coordinator has an account, so that whoever opens the study may coordinate it.
        busy: whether a password is being checked.
        error: one line about what failed; empty: nothing.
    """

    def __init__(self, study: Study, jobs: Jobs, signed_in: Callable[[SignedIn], None]) -> None:
        super().__init__()
        self._study, self._jobs, self._signed_in = study, jobs, signed_in
        readers = study.state().readers.values()
        usable = [one for one in readers if one.role in (Role.READER, Role.COORDINATOR, Role.STATISTICIAN)]
        self.accounts = tuple(
            AccountName(one.name, one.role.value)
            for one in sorted(usable, key=lambda one: (one.role is not Role.READER, one.name.casefold()))
        )
        self.open_desk = all(one.role is not Role.COORDINATOR for one in readers)
        self.busy = False
        self.error = ""
        self._left = False

    @property
    def advice(self) -> str:
        """What to do next, in words."""
        if not self.accounts:
            return "This study has no accounts yet. Coordinate it: import scans, then add the readers."
        if self.open_desk:
            return "No coordinator has an account yet: anyone at this computer can see names. Add one first."
        return "Choose your name and type your password."

    def try_password(self, name: str, password: str) -> None:
        """Check a password, in the background."""
        if self.busy:
            return
        self.busy, self.error = True, ""
        self.notify()
        self._jobs.start(
            "sign in",
            lambda progress, cancelled: sign_in(self._study, name, password),
            done=self._done,
            failed=self._failed,
        )

    def close(self) -> None:
        """The page was left: an answer that comes later opens nothing."""
        self._left = True

    def dismiss(self) -> None:
        """Forget the error."""
        self.error = ""
        self.notify()

    def _done(self, who: SignedIn) -> None:
        self.busy = False
        if self._left:
            return
        self.notify()
        self._signed_in(who)

    def _failed(self, line: str) -> None:
        self.busy, self.error = False, line
        self.notify()
