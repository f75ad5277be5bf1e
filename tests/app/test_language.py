"""The window in the reader's language: every text has a German one, and fields are filled as in English."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.derived_steps import RULES, STEPS, rule_in_words, step_in_words
from app.lower_rooms import SENTENCES, recognised
from app.messages import one_line
from app.viewmodels.page_tables import sheets_of
from app.views.language import Language, shown
from app.views.parts import button, text_label
from app.words import Said, joined, said
from imaging.errors import MissingSlices
from review_schema.charter import Charter
from review_schema.derivation import derive_why
from tests.review_schema.endpoint_cases import CASES
from tests.review_schema.histories import clinical_of, read_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    language = Language.of(qapp)
    language.speak("de")
    yield
    language.speak("en")


def test_every_text_has_a_german_one_and_the_compiled_file_says_the_same() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_translations.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("text", "in_german"),
    [
        ("radionecrosis", "Radionekrose"),
        (Said("{n} of {all} read", n=3, all=40), "3 von 40 befundet"),
        (Said("{mm:.1f} mm from {cavity}", mm=2.0, cavity=Said("the cavity")), "2.0 mm von der Höhle"),
        (joined(" · ", ("Anna", Said("reader"))), "Anna · Befunder"),
        (recognised("Cavity C1 has no label."), "Höhle C1 hat kein Label."),
        (
            recognised("the estimated error is 2.1 mm; rejected: Open"),
            "der geschätzte Fehler beträgt 2.1 mm; verworfen: Open",
        ),
        ("a text nobody knows", "a text nobody knows"),
        ("", ""),
    ],
)
def test_a_text_is_looked_up_by_its_template_and_filled_again(text: str, in_german: str) -> None:
    assert shown(text) == in_german


@pytest.mark.usefixtures("german")
def test_names_and_other_values_are_not_translated() -> None:
    assert shown(Said("{name}", name="Worklist")) == "Worklist"
    assert shown(said("{Worklist}")) == "{Worklist}"


@pytest.mark.usefixtures("qapp")
def test_english_stays_as_it_is_said() -> None:
    assert shown("Worklist") == "Worklist"


@pytest.mark.usefixtures("german")
def test_an_error_keeps_its_code_and_is_said_in_german() -> None:
    line = one_line(MissingSlices(series="T1", missing=2, gap_mm=3.0, spacing_mm=1.0))
    assert line.startswith("RR-IMP-011 T1: 2 slices are missing")
    assert shown(line) == (
        "RR-IMP-011 T1: 2 Schichten fehlen (eine Lücke von 3.0 mm bei 1.0 mm Schichtabstand). "
        "Exportieren Sie die ganze Serie erneut."
    )


def test_what_is_on_the_screen_changes_with_the_language(qapp: QApplication) -> None:
    label, press = text_label("Worklist"), button("Sign out", accessible="Sign out")
    language = Language.of(qapp)
    language.speak("de")
    qapp.processEvents()
    assert (label.text(), press.text(), press.accessibleName()) == ("Arbeitsliste", "Abmelden", "Abmelden")
    language.speak("en")
    qapp.processEvents()
    assert (label.text(), press.text()) == ("Worklist", "Sign out")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_rooms_below_is_recognised(sentence: str) -> None:
    filled = Said(sentence, **dict.fromkeys(_fields(sentence), "X1"))
    found = recognised(str(filled))
    assert isinstance(found, Said)
    assert found.template == sentence


@pytest.mark.parametrize("sentence", STEPS)
def test_a_step_to_a_date_is_recognised(sentence: str) -> None:
    found = step_in_words(str(Said(sentence, **dict.fromkeys(_fields(sentence), "X1"))))
    assert isinstance(found, Said)
    assert found.template == sentence


@pytest.mark.parametrize("sentence", RULES)
def test_the_rule_behind_a_step_is_recognised(sentence: str) -> None:
    found = rule_in_words(str(Said(sentence, **dict.fromkeys(_fields(sentence), "X1"))))
    assert isinstance(found, Said)
    assert found.template == sentence


def test_every_word_of_every_named_history_is_recognised() -> None:
    left: set[str] = set()
    for case in (case for case in CASES if "refused" not in case.expected.values()):
        charter = Charter.model_validate(case.charter)
        reads, facts = [read_of(case.visits)], clinical_of(case.clinical)
        for unit in case.expected:
            paramcd, _, cavity = unit.partition(" ")
            for told in derive_why(reads, facts, charter, subject="CASE", paramcd=paramcd, cavity=cavity):
                left.update(piece for step in told.steps for piece in _as_they_are(step_in_words(step.text)))
                left.update(piece for step in told.steps for piece in _as_they_are(rule_in_words(step.rule)))
    left.discard(Charter().name)
    # Labels, ids, dates and figures stay as they are; of a list of findings also what the reader said of each.
    assert {piece for piece in left if re.search(r"[a-z]{2} [a-z]{2}", piece) and not _names_findings(piece)} == set()


def _names_findings(piece: str) -> bool:
    return re.search(r"\b[A-Z]{2,}\b.*\(|\), [A-Z]{2,} \(", piece) is not None


def _as_they_are(text: object) -> Iterator[str]:
    if isinstance(text, Said):
        for value in text.values.values():
            yield from _as_they_are(value)
    else:
        yield str(text)


def _fields(template: str) -> list[str]:
    return [part.split("}")[0] for part in template.split("{")[1:]]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("0.791 (0.444 to 1.000)", "0.791 (0.444 bis 1.000)"),
        ("-0.048 (-0.094 to 0.000)", "-0.048 (-0.094 bis 0.000)"),
        ("33.3 % (0.9 to 77.4) [1]", "33.3 % (0.9 bis 77.4) [1]"),
        ("0.500 (0.100 to not estimable)", "0.500 (0.100 bis nicht schätzbar)"),
        ("100.0 % (NA) [1]", "100.0 % (NA) [1]"),
    ],
)
def test_limits_of_an_estimate_are_told_in_german(german: None, cell: str, told: str) -> None:
    (sheet,) = sheets_of(f"| figure |\n|---|\n| {cell} |\n")
    assert shown(sheet.rows[0][0]) == told
    assert sheet.rows[0][0] == cell, "rows are sorted and looked for by what was written"
