from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.usecases.export_events import export_events
from app.usecases.export_study import FORMATS
from app.usecases.record_read import ReadProgress, WorklistRow
from app.usecases.study import Cancelled, Progress, Study
from app.viewmodels.coordinator import CoordinatorModel
from app.viewmodels.home import HomeModel
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.sign_in import SignInModel
from app.viewmodels.worklist import state_in_words
from app.views.coordinator_page import CoordinatorPage
from app.views.export_dialog import ExportDialog
from imaging.nifti import write_volume
from review_schema.vocabulary import Role
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT, make_study, scan


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "empty") as made:
        yield made


def desk(study: Study) -> CoordinatorModel:
    return CoordinatorModel(study, "boss", ImmediateJobs())


def test_the_table_shows_each_visit_with_its_series_registration_and_contour(study: Study) -> None:
    (subject,) = desk(study).subjects
    assert subject.subject == SUBJECT
    assert "IORT" in subject.facts
    assert [visit.months for visit in subject.visits] == ["+0.0", "+3.0", "+6.0"]
    assert [visit.registration for visit in subject.visits] == ["baseline", "±0.30 mm", "±0.30 mm"]
    assert [visit.contours for visit in subject.visits] == ["C1 v1", "", ""]


def test_a_desk_says_step_by_step_what_comes_next(empty: Study, tmp_path: Path) -> None:
    model = desk(empty)
    assert "Import a folder" in model.next_step
    write_volume(scan(0), tmp_path / "scan.nii")
    model.import_scans([tmp_path / "scan.nii"], "P1", None)
    assert model.error.startswith("RR-"), "a NIfTI file names no date"
    model.import_scans([tmp_path / "scan.nii"], "P1", date(2020, 1, 2))
    assert model.error == ""
    assert model.note == "1 time point imported."
    assert "clinical table" in model.next_step
    table = tmp_path / "clinical.csv"
    table.write_text("subject,kind,date,cavity,value,detail\nP1,arm,,,IORT,\nP1,surgery,2020-01-01,C1,,\n")
    model.import_table(table)
    assert model.error == ""
    assert "draw its cavity" in model.next_step


def test_a_clinical_table_with_a_bad_cell_is_refused_and_changes_nothing(study: Study, tmp_path: Path) -> None:
    table = tmp_path / "clinical.csv"
    table.write_text(f"subject,kind,date,cavity,value,detail\n{SUBJECT},surgery,yesterday,C1,,\n")
    model = desk(study)
    before = model.subjects
    model.import_table(table)
    assert model.error.startswith("RR-CLI-001")
    assert model.busy is None
    assert model.subjects == before


def test_accounts_are_added_and_cases_assigned(study: Study) -> None:
    model = desk(study)
    model.add_account("reader-c", "long enough", Role.READER)
    assert model.note == "Account reader-c added."
    model.assign(0.0, 28, 1)
    assert model.note == "1 read assigned."
    assert model.warnings == ()
    lines = {line.name: line.reads for line in model.accounts}
    assert lines == {COORDINATOR: "—", READER: "0 of 1 signed", "reader-c": "0 of 1 signed"}
    model.add_account("reader-c", "long enough", Role.READER)
    assert model.error.startswith("RR-ACC-002")


def test_assigning_warns_of_cases_that_lack_a_cavity(tmp_path: Path) -> None:
    with make_study(tmp_path / "bare", cavity=False) as bare:
        model = desk(bare)
        model.assign(0.0, 28, 1)
        (warning,) = model.warnings
        assert warning.startswith("1 of 1 cases have no cavity on the baseline scan")


def test_another_series_needs_a_reason(study: Study) -> None:
    model = desk(study)
    model.choose_series(SUBJECT, "t", "s", "  ")
    assert "Say why" in model.error


def test_what_runs_can_be_stopped_and_a_late_answer_is_dropped(study: Study) -> None:
    class Kept(ImmediateJobs):
        cancelled = False

        def start(self, name, work, **more):  # type: ignore[no-untyped-def]
            kept = self

            class Running:
                def cancel(self) -> None:
                    kept.cancelled = True

            return Running()

    jobs = Kept()
    model = CoordinatorModel(study, "boss", jobs)
    model.register()
    assert model.busy is not None
    assert model.busy.can_cancel
    model.register()
    model.cancel()
    assert jobs.cancelled
    assert model.busy is None
    assert "what was finished is kept" in model.note


def test_registering_tells_what_came_of_it(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_left(study: Study, *, author: str, progress: Progress, cancelled: Cancelled) -> tuple[()]:
        progress(0.5, "half")
        return ()

    monkeypatch.setattr("app.usecases.register_study.register_study", nothing_left)
    model = desk(study)
    seen = []
    model.subscribe(lambda: seen.append(model.busy.fraction if model.busy else None))
    model.register()
    assert 0.5 in seen
    assert model.note == "0 visits registered."


def test_the_first_page_makes_and_opens_studies(tmp_path: Path) -> None:
    opened: list[Study] = []
    model = HomeModel(ImmediateJobs(), opened.append, (str(tmp_path / "gone"),))
    assert [recent.there for recent in model.recent] == [False]
    model.create(tmp_path / "S")
    opened[0].close()
    model.open(tmp_path / "S")
    opened[1].close()
    assert [study.root for study in opened] == [tmp_path / "S"] * 2
    model.create(tmp_path / "S")
    assert model.error.startswith("RR-LED-015")
    model.dismiss()
    assert model.error == ""


def test_readers_come_before_coordinators_at_sign_in(study: Study) -> None:
    seen = []
    model = SignInModel(study, ImmediateJobs(), seen.append)
    assert [account.name for account in model.accounts] == [READER, COORDINATOR]
    assert not model.open_desk
    model.try_password(READER, "no")
    assert model.error.startswith("RR-ACC-004")
    model.try_password(READER, PASSWORD)
    assert [who.name for who in seen] == [READER]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (WorklistRow("r", "Case 001", ReadProgress.NEW, 0, 5, True), "new"),
        (WorklistRow("r", "Case 001", ReadProgress.BEGUN, 2, 5, True), "in progress, 2 of 5 locked"),
        (WorklistRow("r", "Case 001", ReadProgress.BEGUN, 2, None, True), "in progress, 2 locked"),
        (WorklistRow("r", "Case 001", ReadProgress.SIGNED, 5, 5, False), "signed"),
    ],
)
def test_the_worklist_tells_the_state_and_never_that_a_case_is_a_reread(row: WorklistRow, words: str) -> None:
    assert state_in_words(row) == words


def test_the_desk_asks_in_forms_and_refuses_what_does_not_fit(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = CoordinatorPage(desk(study))
    qtbot.addWidget(page)
    answers: list[tuple[str, ...]] = []

    def filled(form: QDialog) -> QDialog.DialogCode:
        for line, text in zip(form.findChildren(QLineEdit), answers.pop(0), strict=False):
            line.setText(text)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QDialog, "exec", filled)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path))
    answers.append(("P1", "yesterday"))
    page.import_button.click()
    assert "YYYY-MM-DD" in page.banner.text
    answers.append(("reader-d", "long enough", "long ago"))
    page.account_button.click()
    assert "differ" in page.banner.text
    answers.append(("reader-d", "long enough", "long enough"))
    page.account_button.click()
    assert "reader-d" in study.state().readers
    answers.append(())
    page.assign_button.click()
    assert any(read.reader == "reader-d" for read in study.state().reads.values())
    assert not page.series_button.isEnabled(), "each visit has one series"
    page.close_page()


def test_results_are_written_from_the_desk_as_from_the_command_line(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = CoordinatorPage(desk(study))
    qtbot.addWidget(page)
    out = tmp_path / "results"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(out))
    page.events_button.click()
    assert page.model.error == ""
    assert page.model.note.startswith("events.csv written")
    export_events(study, tmp_path / "typed")
    assert (out / "events.csv").read_bytes() == (tmp_path / "typed" / "events.csv").read_bytes()
    page.agreement_button.click()
    assert page.model.note.startswith("agreement.csv written")
    assert (out / "agreement.csv").is_file()
    page.verify_button.click()
    assert page.model.note.startswith("The study is sound")
    page.close_page()


def test_results_are_exported_from_the_desk_in_the_formats_that_are_ticked(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = CoordinatorPage(desk(study))
    qtbot.addWidget(page)
    out = tmp_path / "results"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(out))

    def ticked(dialog: ExportDialog) -> QDialog.DialogCode:
        assert list(dialog.boxes) == list(FORMATS)
        assert dialog.chosen == ("events",)
        dialog.boxes["events"].click()
        assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled(), "nothing is ticked"
        dialog.boxes["adtte"].click()
        dialog.boxes["xlsx"].click()
        assert dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QDialog, "exec", ticked)
    page.export_button.click()
    assert page.model.error == ""
    assert page.model.note.startswith("Exported adtte, xlsx")
    assert {path.name for path in out.iterdir()} == {
        "adtte.csv",
        "adtte_dictionary.csv",
        "adtte_dictionary.md",
        "results.xlsx",
    }
    page.close_page()


def test_a_damaged_study_is_named_from_the_desk(qtbot: QtBot, study: Study) -> None:
    stored = study.scans.path(study.state().subjects[SUBJECT].timepoints[0].scan.scan_id)
    stored.chmod(0o600)
    stored.write_bytes(b"something else")
    page = CoordinatorPage(desk(study))
    qtbot.addWidget(page)
    page.verify_button.click()
    assert page.banner.text.startswith("RR-")
    page.close_page()
