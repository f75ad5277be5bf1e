import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.accounts import LONGEST_PASSWORD, SignedIn, add_reader, sign_in
from app.usecases.study import Study
from review_schema.errors import PasswordTooShort, ReaderExists, ReaderNameInvalid, SignInRefused
from review_schema.vocabulary import Role
from tests.study_factory import new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path / "S")
    yield made
    made.close()


@pytest.mark.parametrize("role", list(Role))
def test_who_knows_the_password_signs_in_with_the_role_given(study: Study, role: Role) -> None:
    add_reader(study, "anna", "correct horse", role, "carla")
    assert sign_in(study, "anna", "correct horse") == SignedIn("anna", role)


def test_the_ledger_holds_no_password(study: Study) -> None:
    add_reader(study, "anna", "correct horse", Role.READER, "carla")
    assert study.state().readers["anna"].password_hash.startswith("$argon2id$")
    assert b"correct horse" not in (study.root / "ledger.db").read_bytes()


def test_two_accounts_with_one_password_have_different_hashes(study: Study) -> None:
    add_reader(study, "anna", "correct horse", Role.READER, "carla")
    add_reader(study, "ben", "correct horse", Role.READER, "carla")
    one, other = study.state().readers.values()
    assert one.password_hash != other.password_hash


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "Correct horse"), ("anna", ""), ("anna", "correct horse "), ("Anna", "correct horse"), ("ben", "x" * 9)],
)
def test_a_refusal_does_not_tell_whether_the_name_exists(study: Study, name: str, password: str) -> None:
    add_reader(study, "anna", "correct horse", Role.READER, "carla")
    with pytest.raises(SignInRefused) as caught:
        sign_in(study, name, password)
    assert vars(caught.value) == {}


def test_a_refusal_takes_as_long_for_an_unknown_name(study: Study) -> None:
    add_reader(study, "anna", "correct horse", Role.READER, "carla")

    def seconds(name: str) -> float:
        began = time.process_time()
        with pytest.raises(SignInRefused):
            sign_in(study, name, "wrong")
        return time.process_time() - began

    known, unknown = min(seconds("anna") for _ in range(3)), min(seconds("nobody") for _ in range(3))
    assert unknown > known / 3


@pytest.mark.parametrize("name", ["", "anna b", "anna/b", "änna", "a" * 41, "anna\n", "=cmd"])
def test_a_name_has_letters_digits_and_three_signs_only(study: Study, name: str) -> None:
    with pytest.raises(ReaderNameInvalid):
        add_reader(study, name, "correct horse", Role.READER, "carla")
    assert study.state().readers == {}


@pytest.mark.parametrize("name", ["anna", "reader-b", "R.2_x", "a" * 40])
def test_plain_names_are_taken(study: Study, name: str) -> None:
    add_reader(study, name, "correct horse", Role.READER, "carla")
    assert list(study.state().readers) == [name]


@pytest.mark.parametrize("second", ["anna", "ANNA"])
def test_a_name_is_taken_once(study: Study, second: str) -> None:
    add_reader(study, "anna", "correct horse", Role.READER, "carla")
    with pytest.raises(ReaderExists):
        add_reader(study, second, "another horse", Role.READER, "carla")
    assert sign_in(study, "anna", "correct horse").name == "anna"


@pytest.mark.parametrize("password", ["", "abc", "x" * (LONGEST_PASSWORD + 1)])
def test_a_password_too_short_or_too_long_is_refused(study: Study, password: str) -> None:
    with pytest.raises(PasswordTooShort):
        add_reader(study, "anna", password, Role.READER, "carla")


def test_what_follows_the_longest_password_does_not_sign_in(study: Study) -> None:
    longest = "x" * LONGEST_PASSWORD
    add_reader(study, "anna", longest, Role.READER, "carla")
    assert sign_in(study, "anna", longest)
    with pytest.raises(SignInRefused):
        sign_in(study, "anna", longest + "y")
