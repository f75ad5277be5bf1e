"""Accounts: names, roles and passwords (Argon2id). A refusal never tells whether a name exists."""

import re
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.usecases.study import Study
from review_schema.errors import PasswordTooShort, ReaderExists, ReaderNameInvalid, SignInRefused
from review_schema.payloads import Payload, ReaderAdded
from review_schema.projections import StudyState
from review_schema.vocabulary import Role

LONGEST_NAME = 40
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 256  # NIST SP 800-63B: at least 8, long ones allowed
NAME = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_NAME}}}")
HASHER = PasswordHasher()
"""Argon2id with the library's defaults: RFC 9106's second choice, 64 MiB of memory."""


@dataclass(frozen=True)
class SignedIn:
    """Someone whose password was right."""

    name: str
    role: Role


def add_reader(study: Study, name: str, password: str, role: Role, author: str) -> None:
    """Add an account, of any role.

    Raises:
        ReaderNameInvalid: other characters than letters, digits, ``-``, ``_``, ``.``, or too many of them.
        ReaderExists: the name is taken, in upper or lower case.
        PasswordTooShort: too short, or too long to hash.
    """
    if not NAME.fullmatch(name):
        raise ReaderNameInvalid(LONGEST_NAME)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooShort(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    added = ReaderAdded(name=name, role=role, password_hash=HASHER.hash(password))

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        if name.casefold() in {taken.casefold() for taken in state.readers}:
            raise ReaderExists
        return [(f"reader/{name}", added)]

    study.record(author, decide)


def sign_in(study: Study, name: str, password: str) -> SignedIn:
    """Check a password.

    Raises:
        SignInRefused: no such account, or another password.
    """
    account = study.state().readers.get(name)
    if account is None or len(password) > LONGEST_PASSWORD:
        # As long as a check takes: the time of the answer must not tell that the name is unknown.
        HASHER.hash(password[:LONGEST_PASSWORD])
        raise SignInRefused
    try:
        HASHER.verify(account.password_hash, password)
    except VerifyMismatchError as error:
        raise SignInRefused from error
    return SignedIn(account.name, account.role)
