"""What a read says beside its pictures: reminders, what a case lacks, messages that end when they no longer hold."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cli import rimread
from app.usecases.study import Study
from app.viewmodels.arrangement import Layout
from app.viewmodels.key_table import bound_for
from app.viewmodels.keys import READ
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from app.viewmodels.timeline import timeline_scene
from app.views import parts
from app.views.reading_page import ReadingPage
from app.views.settings_dialog import SettingsDialog
from imaging.planes import Plane
from review_schema.clinical import ClinicalEvent
from review_schema.payloads import ClinicalRecorded, RegistrationRecorded, ScanImported
from tests.app import reading_study
from tests.app.reading_study import COORDINATOR, NODULE_MM, PASSWORD, READER, SUBJECT, make_study
from tests.in_the_window import CTRL, Open, answer_password, lock, open_first, press, sign_in


def reading(qtbot: QtBot, opened: Open, folder: Path) -> ReadingPage:
    window = opened(folder)
    sign_in(qtbot, window, READER, PASSWORD)
    return open_first(qtbot, window)


def give_clinical_rows(study: Study, rows: Sequence[ClinicalEvent]) -> None:
    """A clinical table in place of the former one."""
    entered = ClinicalRecorded(subject=SUBJECT, events=tuple(rows), table_sha256="1" * 64)
    study.ledger.append_all([(f"subject/{SUBJECT}", entered)], COORDINATOR)


def test_a_lesion_seen_before_is_reminded_of_and_refuses_nothing(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    page = reading(qtbot, opened, study_folder)
    press(qtbot, page, "A")
    lock(qtbot, page)
    page.slices.go_to(tuple(NODULE_MM))
    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, page, "1N")
    assert page.panel._why_not.text() == "", "nothing is reminded of where the lesion is labelled"
    lock(qtbot, page)
    press(qtbot, page, "A")
    assert page.panel._why_not.text() == "Before locking: L1 was seen before, and nothing is said of it here."
    lock(qtbot, page)
    assert page.session.open_index is None, "it is locked all the same"
    assert not page.panel._mark.isEnabled(), "nothing more can be marked"


def test_a_message_about_another_visit_ends_there(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = reading(qtbot, opened, study_folder)
    press(qtbot, page, "A")
    lock(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_Left)
    lock(qtbot, page)
    assert page.banner.text == "Return to the open time point to lock it."
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.banner.text == ""


def test_a_notice_ends_by_itself_and_an_error_does_not(
    qtbot: QtBot, opened: Open, study_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "NOTICE_MS", 50)
    page = reading(qtbot, opened, study_folder)
    qtbot.keyClick(page, Qt.Key.Key_C, CTRL)
    assert page.banner.text.startswith("The view was copied")
    qtbot.waitUntil(lambda: page.banner.text == "", timeout=2000)
    page.session.refuse("RR-APP-003 The file system refused.")
    qtbot.wait(150)
    assert page.banner.text.startswith("RR-APP-003")


def test_a_notice_above_the_pages_ends_with_the_page(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = reading(qtbot, opened, study_folder)
    window = page.window()
    window.banner.show_notice("notice", "The new settings are taken by the next page that opens.")  # type: ignore[attr-defined]
    qtbot.keyClick(page, Qt.Key.Key_W, CTRL)
    assert window.banner.text == ""  # type: ignore[attr-defined]


def test_a_case_without_a_cavity_says_so_and_what_can_be_labelled(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    study = make_study(tmp_path / "bare", visits=1, cavity=False)
    rows = study.state().subjects[SUBJECT].clinical
    give_clinical_rows(study, [row.model_copy(update={"cavity": None}) for row in rows])
    study.close()
    page = reading(qtbot, opened, tmp_path / "bare")
    assert page.session.cavities == ()
    assert page.panel._missing.text().startswith("No cavity was drawn in this case: only the brain can be labelled.")
    press(qtbot, page, "1")
    assert page.banner.text == page.panel._missing.text()


def test_assigning_warns_of_cases_that_lack_cavity_or_registration(tmp_path: Path) -> None:
    make_study(tmp_path / "bare", cavity=False).close()
    answer = CliRunner().invoke(rimread, ["assign", str(tmp_path / "bare")], standalone_mode=False)
    assert answer.return_value == 3
    assert "1 of 1 cases have no cavity on the baseline scan" in answer.stderr
    assert "registered" not in answer.stderr
    make_study(tmp_path / "whole").close()
    answer = CliRunner().invoke(rimread, ["assign", str(tmp_path / "whole")], standalone_mode=False)
    assert answer.return_value == 0


def test_while_a_case_opens_the_pictures_and_the_keys_say_so(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = reading(qtbot, opened, study_folder)
    page.session.case = None
    press(qtbot, page, "1")
    assert page.banner.text == "The case is still being opened."
    model = SlicesModel()
    model.empty_notice = page.slices.empty_notice
    scenes = [model.scene(ViewSpec(shown, Plane.AXIAL)) for shown in (Shown.BASELINE, Shown.CURRENT)]
    assert [(scene.title, scene.notice) for scene in scenes] == [
        ("Baseline", "The case is being opened"),
        ("Current", "The case is being opened"),
    ]


def test_a_case_that_was_never_registered_is_nowhere_told_to_be(
    qtbot: QtBot, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reading_study._registered

    def on_another_scan(moving: ScanImported, reference: ScanImported) -> RegistrationRecorded:
        return made(moving, reference).model_copy(update={"reference_scan": "f" * 64})

    monkeypatch.setattr(reading_study, "_registered", on_another_scan)
    make_study(tmp_path / "loose").close()
    page = reading(qtbot, opened, tmp_path / "loose")
    for _ in range(2):
        told = timeline_scene(page.session)
        assert (told.registration, told.trusted) == ("not registered", False)
        press(qtbot, page, "A")
        lock(qtbot, page)
    notices = {view.scene.notice for view in page.area.views if view.spec.shown is Shown.DIFFERENCE and view.scene}
    assert notices == {"No subtraction: the time point is not registered"}


def test_without_a_date_of_surgery_visits_are_numbered_and_it_is_said_why(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    study = make_study(tmp_path / "undated")
    give_clinical_rows(study, [row for row in study.state().subjects[SUBJECT].clinical if row.kind == "arm"])
    study.close()
    page = reading(qtbot, opened, tmp_path / "undated")
    assert [dot.label for dot in timeline_scene(page.session).dots] == ["#1", "#2", "#3"]
    assert page.timeline._unit.text() == "In order, no\nsurgery date"
    assert "clinical table" in page.timeline._unit.toolTip()
    assert "time point #1, open" in page.timeline._dots.accessibleName()
    assert page.panel._lock.text().startswith("Lock #1 and open #2")
    assert [view.scene.title for view in page.area.views if view.scene][:2] == ["Baseline  #1", "Baseline  #1"]


def test_a_visit_locked_in_another_window_is_taken_up_in_this_one(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    here, there = reading(qtbot, opened, study_folder), reading(qtbot, opened, study_folder)
    press(qtbot, there, "A")
    lock(qtbot, there)
    here.window().activateWindow()
    qtbot.waitUntil(here.window().isActiveWindow)
    press(qtbot, here, "A")
    lock(qtbot, here)
    assert here.banner.text.startswith("RR-RED-007")
    assert here.session.open_index == here.session.index == 1
    press(qtbot, here, "A")
    lock(qtbot, here)
    assert here.session.open_index == 2


def test_the_header_counts_a_case_as_read_once_it_is_signed(
    qtbot: QtBot, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_password(monkeypatch, PASSWORD)
    make_study(tmp_path / "one", visits=1).close()
    page = reading(qtbot, opened, tmp_path / "one")
    header = page.window().header  # type: ignore[attr-defined]
    assert header._progress.text() == "0 of 1 read"
    press(qtbot, page, "A")
    lock(qtbot, page)
    lock(qtbot, page)
    assert header._progress.text() == "1 of 1 read"


def test_texts_that_name_another_command_s_key_name_it_as_it_is_bound() -> None:
    texts = {command.name: command.text for command in bound_for(READ, {"plane": "J"})}
    assert texts["layout-strip"] == "film strip: every time point in one plane (J)"
    assert texts["layout-single"] == "one large picture (J: its plane)"


def test_another_language_and_size_change_nothing_of_the_work(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = reading(qtbot, opened, study_folder)
    window = page.window()
    press(qtbot, page, "A")
    lock(qtbot, page)
    page.slices.go_to(tuple(NODULE_MM))
    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, page, "1")
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    qtbot.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, page, "PH")
    page.slices.set_window(0.3, 0.4)
    page.area.set_layout(Layout.PLANES)
    case, before = page.session.case, page.slices
    looked = (before.crosshair_mm, before.field_mm, before.window, before.margin_mm, before.overlays)
    window.header.settingsWanted.emit()  # type: ignore[attr-defined]
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("de"))
    dialog.accept()
    anew = window.page  # type: ignore[attr-defined]
    assert isinstance(anew, ReadingPage)
    assert anew is not page
    after = anew.slices
    assert (after.crosshair_mm, after.field_mm, after.window, after.margin_mm, after.overlays) == looked
    assert anew.session.case is case, "the case is not opened again"
    assert (anew.plane, anew.area.layout_name) == (Plane.CORONAL, Layout.PLANES)
    assert [one.outline is not None for one in after.lesions] == [True], "the outline is no circle"
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(anew, Qt.Key.Key_Z, CTRL)
    assert anew.session.editor.draft.pending is not None, "the last edit can still be undone"
