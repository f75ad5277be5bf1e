from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.settings import SettingsFile
from app.usecases.record_read import ReadProgress, worklist
from app.usecases.study import Cancelled, Progress, Study
from app.viewmodels.arrangement import Layout
from app.viewmodels.coordinator import Busy
from app.viewmodels.keys import READING_COMMANDS
from app.views.coordinator_page import CoordinatorPage
from app.views.home_page import HomePage
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from app.views.sign_in_page import SignInPage
from app.views.worklist_page import WorklistPage
from app.wiring import open_window
from imaging.planes import Plane
from review_schema.charter import Charter
from review_schema.vocabulary import BLINDED_PIE_NAME
from tests.app.reading_study import COORDINATOR, NODULE_MM, PASSWORD, READER, SECRETS, SUBJECT, make_study
from tests.in_the_window import CTRL, Open, answer_password, click_middle, lock, open_first, press, sign_in

SIZES = ((1280, 800), (1680, 1020), (2560, 1440))


def start_reading(qtbot: QtBot, window: MainWindow) -> ReadingPage:
    sign_in(qtbot, window, READER, PASSWORD)
    return open_first(qtbot, window)


def mark_at_the_nodule(qtbot: QtBot, page: ReadingPage) -> None:
    """Lock the first visit as clear; in the second, stand on the nodule, ready to mark it."""
    press(qtbot, page, "A")
    lock(qtbot, page)
    page.slices.go_to(tuple(NODULE_MM))
    press(qtbot, page, "B")


def said(widget: QWidget) -> Iterator[str]:
    """Everything that a widget and all below it say, on the screen, to a screen reader, or when pointed at."""
    for one in [widget, *widget.findChildren(QWidget)]:
        yield from (
            one.windowTitle(),
            one.toolTip(),
            one.statusTip(),
            one.whatsThis(),
            one.accessibleName(),
            one.accessibleDescription(),
            one.objectName(),
        )
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(order) for order in range(one.count()))
            yield from (str(one.itemData(order)) for order in range(one.count()))
        if isinstance(one, QTableWidget):
            cells = [one.item(row, column) for row in range(one.rowCount()) for column in range(one.columnCount())]
            yield from (
                f"{cell.text()} {cell.toolTip()} {cell.data(Qt.ItemDataRole.UserRole)}" for cell in cells if cell
            )
        for action in one.findChildren(QAction):
            yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis())


def secrets_told(widget: QWidget) -> list[str]:
    return [text for text in said(widget) if any(secret.casefold() in text.casefold() for secret in SECRETS)]


def cut_labels(widget: QWidget) -> list[str]:
    """Single-line texts that do not fit where they stand."""
    return [
        one.text()
        for one in widget.findChildren(QLabel)
        if one.isVisible()
        and one.text()
        and not one.wordWrap()
        and one.fontMetrics().horizontalAdvance(max(one.text().split("\n"), key=len)) > one.width() + 1
    ]


def test_without_a_study_the_first_page_says_what_can_be_done(opened: Open) -> None:
    window = opened(None)
    assert isinstance(window.page, HomePage)
    texts = " ".join(said(window.page))
    assert all(what in texts for what in ("Open a study", "New study", "Make the demo"))


def test_a_folder_that_is_no_study_is_refused_in_one_sentence(opened: Open, tmp_path: Path) -> None:
    window = opened(tmp_path)
    assert isinstance(window.page, HomePage)
    assert window.page.banner.text.startswith("RR-LED-016")


def test_a_wrong_password_opens_nothing(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, "not the password")
    assert isinstance(window.page, SignInPage)
    assert window.page.banner.text.startswith("RR-ACC-004")


def test_a_read_from_sign_in_to_signature_by_keyboard(
    qtbot: QtBot, opened: Open, study_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(study_folder)
    page = start_reading(qtbot, window)
    presses = 0
    for keys in ("5N", "5N", "A"):
        press(qtbot, page, keys)
        lock(qtbot, page)
        presses += len(keys) + 1
    assert presses <= 9, "three presses a visit at most"
    assert page.session.open_index is None
    answer_password(monkeypatch, PASSWORD)
    lock(qtbot, page)
    assert page.session.signed
    assert page.banner.text.startswith("Signed")
    qtbot.keyClick(page, Qt.Key.Key_W, CTRL)
    assert isinstance(window.page, WorklistPage)
    assert window.page.table.item(0, 1).text() == ReadProgress.SIGNED.value
    assert not window.page.open_button.isEnabled()


def test_a_lesion_is_marked_by_a_click_and_named_by_a_key(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    mark_at_the_nodule(qtbot, page)
    click_middle(qtbot, page.area.views[1])
    assert page.session.editor.draft.pending is not None
    assert "has no label yet" in " ".join(said(page.panel))
    press(qtbot, page, "1N")
    (lesion,) = [finding for finding in page.session.editor.draft.findings if finding.lesion]
    assert (lesion.lesion, lesion.label.value) == ("L1", "LP")
    texts = list(said(page.panel))
    assert any("inside the 5 mm margin" in text for text in texts)
    assert [shown.name for shown in page.slices.lesions] == ["L1"]
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert page.session.editor.draft.pending is not None, "undo brings the unnamed mark back"


def test_a_refusal_stands_above_the_button(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    press(qtbot, page, "5")
    assert any("The brain has no label." in text for text in said(page.panel))
    lock(qtbot, page)
    assert page.banner.text == "The brain has no label."


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_message_and_no_progress_moves_the_pictures(
    qtbot: QtBot, opened: Open, study_folder: Path, size: tuple[int, int]
) -> None:
    window = opened(study_folder)
    window.resize(*size)
    page = start_reading(qtbot, window)
    press(qtbot, page, "5")
    qtbot.wait(20)
    before = page.area.geometry()
    lock(qtbot, page)
    assert page.banner.text
    page.session.busy = ("Opening the next time point", 0.5)
    page.session.notify()
    window.say_error("RR-APP-099 " + "something happened " * 12)
    qtbot.wait(20)
    assert page.area.geometry() == before
    for banner in (page.banner, window.banner):
        seen = QRect(banner.mapTo(window, QPoint()), banner.size())
        assert window.rect().contains(seen)
        assert banner.height() >= banner.heightForWidth(banner.width()) > 20, "the whole sentence is shown"


def test_unlocked_labels_are_there_again_after_the_window_was_closed(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    window = opened(study_folder)
    page = start_reading(qtbot, window)
    press(qtbot, page, "4N")
    window.close()
    again = start_reading(qtbot, opened(study_folder))
    assert [finding.label.value for finding in again.session.editor.draft.findings] == ["STABLE", "NED"]


def test_a_blinded_read_tells_no_identity_no_arm_and_no_date(
    qtbot: QtBot, opened: Open, study_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    assert secrets_told(window) == [], "worklist"
    page = open_first(qtbot, window)
    for visit in range(3):
        press(qtbot, page, "3")
        if visit:
            page.session.mark(tuple(NODULE_MM))
            press(qtbot, page, "1")
        press(qtbot, page, "N?")
        assert secrets_told(window) == [], f"visit {visit + 1}"
        qtbot.keyClick(page, Qt.Key.Key_Escape)
        page.session.editor.delete(page.session.editor.draft.findings[0].finding_id)
        if not visit:
            press(qtbot, page, "5")
        lock(qtbot, page)
    assert page.session.open_index is None
    for layout in Layout:
        page.area.set_layout(layout)
        assert secrets_told(window) == [], f"before signing, {layout}"
    answer_password(monkeypatch, PASSWORD)
    lock(qtbot, page)
    assert page.session.signed
    assert secrets_told(window) == [], "signed"


def test_the_walk_over_widgets_finds_what_the_coordinator_sees(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    # The counter-check of the test above: the same walk does find identity where it is shown.
    window = opened(study_folder)
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    page = window.page
    assert isinstance(page, CoordinatorPage)
    assert any("unblinded" in text.casefold() for text in said(page))
    page.table.setCurrentItem(page.table.topLevelItem(0))
    page.caseOpened.emit(page.subject)
    assert window.page is not None
    assert any(SUBJECT in text for text in secrets_told(window.page))


def test_early_enhancement_is_named_without_the_arm(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    texts = " ".join(said(page))
    assert BLINDED_PIE_NAME in texts
    assert "PIE" not in texts


def test_later_visits_stay_hidden_where_the_charter_says_so(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    make_study(tmp_path / "S", Charter(show_later_visits=False)).close()
    window = opened(tmp_path / "S")
    page = start_reading(qtbot, window)
    assert len(page.session.read.visits) == 1
    assert not any("of 3" in text or "+3.0" in text for text in said(window))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_text_is_cut_off(qtbot: QtBot, opened: Open, study_folder: Path, size: tuple[int, int]) -> None:
    window = opened(study_folder)
    window.resize(*size)
    page = start_reading(qtbot, window)
    press(qtbot, page, "A")
    lock(qtbot, page)
    page.session.mark(tuple(NODULE_MM))
    press(qtbot, page, "1N")
    qtbot.wait(20)
    assert (window.width(), window.height()) == size, "the page forces no larger window"
    assert cut_labels(window) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_table_of_the_study_cuts_nothing_off(
    qtbot: QtBot, opened: Open, study_folder: Path, size: tuple[int, int]
) -> None:
    reason = "T1-weighted by the description; contrast by the description and the agent; 160 slices of 1.0 mm, 3-D"
    window = opened(study_folder)
    window.resize(*size)
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    page = window.page
    assert isinstance(page, CoordinatorPage)
    (subject,) = page.model.subjects
    long = [
        replace(
            visit, role="early post-op", series="t1_mprage_sag_p2_iso_KM_" * 2, reason=reason, contours="C1 v2, C2 v1"
        )
        for visit in subject.visits
    ]
    page.model.subjects = (replace(subject, facts="IORT · surgery 2019-03-11 · C1, C2, C3", visits=tuple(long)),)
    page.model.busy = Busy("Registering", 0.3, "3 of 12 visits registered", can_cancel=True)
    page.model.notify()
    qtbot.wait(20)
    assert (window.width(), window.height()) == size, "the page forces no larger window"
    assert cut_labels(window) == []
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    top = table.topLevelItem(0)
    assert top is not None
    assert table.fontMetrics().horizontalAdvance(top.text(0)) + 60 < table.viewport().width()
    for order in range(top.childCount()):
        row = top.child(order)
        for column in range(table.columnCount()):
            cell = table.visualItemRect(row) if column == 0 else table.visualRect(table.indexFromItem(row, column))
            cell = cell.adjusted(4, 2, -4, -2)
            needed = table.fontMetrics().boundingRect(
                QRect(0, 0, cell.width(), 0), Qt.TextFlag.TextWordWrap, row.text(column).replace("_", "_\u200b")
            )
            assert needed.width() <= cell.width(), row.text(column)
            assert needed.height() <= cell.height(), row.text(column)


def test_every_command_has_one_key_and_the_overlay_shows_them_all(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    keys = [command.key for command in READING_COMMANDS]
    assert len(set(keys)) == len(keys)
    page = start_reading(qtbot, opened(study_folder))
    press(qtbot, page, "?")
    assert page.help.isVisible()
    texts = set(said(page.help))
    assert {command.text for command in READING_COMMANDS} <= texts
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.help.isVisible()


def test_each_layout_has_a_key_and_a_reader_finds_the_last_one_again(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    page = start_reading(qtbot, opened(study_folder))
    for key, layout in (("F3", "square"), ("F4", "planes"), ("F6", "single"), ("F2", "compare"), ("F5", "strip")):
        qtbot.keyClick(page, getattr(Qt.Key, f"Key_{key}"))
        assert page.area.layout_name == layout
    assert start_reading(qtbot, opened(study_folder)).area.layout_name == "strip"


def test_a_click_in_the_film_strip_shows_that_visit(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    press(qtbot, page, "A")
    lock(qtbot, page)
    assert page.session.index == 1
    page.area.set_layout("strip")
    assert [view.spec.visit for view in page.area.views] == [0, 1], "a visit that is shut has no tile"
    click_middle(qtbot, page.area.views[0])
    assert page.session.index == 0


def test_looking_goes_by_keys(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    before = page.slices.crosshair_mm
    qtbot.keyClick(page, Qt.Key.Key_Up)
    assert page.slices.crosshair_mm[2] > before[2], "up goes towards the head"
    press(qtbot, page, "P")
    assert page.plane is Plane.CORONAL
    on = page.slices.overlays
    press(qtbot, page, "CMHO")
    assert page.slices.overlays == frozenset()
    press(qtbot, page, "CMHO")
    assert page.slices.overlays == on
    layout = page.area.layout_name
    press(qtbot, page, "V")
    assert page.area.layout_name is not layout


def test_letters_typed_as_a_reason_are_no_commands(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    press(qtbot, page, "6")
    (line,) = page.panel.findChildren(QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, "motion 5 N")
    press(qtbot, page, "N")
    lock(qtbot, page)
    locked = page.session.read.locked
    assert [(finding.label.value, finding.ne_reason) for finding in locked[0].findings] == [
        ("NE", "motion 5 N"),
        ("NED", None),
    ]


def test_a_study_without_accounts_can_be_coordinated_and_says_what_comes_next(opened: Open, tmp_path: Path) -> None:
    Study.create(tmp_path / "S").close()
    window = opened(tmp_path / "S")
    page = window.page
    assert isinstance(page, SignInPage)
    page.coordinate_button.click()
    assert isinstance(window.page, CoordinatorPage)
    assert "Import a folder of DICOM scans to begin." in set(said(window.page))


def test_the_desk_stays_shut_without_the_coordinators_password(opened: Open, study_folder: Path) -> None:
    page = opened(study_folder).page
    assert isinstance(page, SignInPage)
    assert not page.coordinate_button.isVisible()


def test_the_study_opened_last_is_offered_next_time(opened: Open, study_folder: Path) -> None:
    opened(study_folder).close()
    page = opened(None).page
    assert isinstance(page, HomePage)
    assert study_folder.name in set(said(page))


def test_long_work_in_threads_reads_a_case(qtbot: QtBot, study_folder: Path, tmp_path: Path) -> None:
    window = open_window(study_folder, settings=SettingsFile(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.page, SignInPage), timeout=20_000)
    sign_in(qtbot, window, READER, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(window.page, WorklistPage), timeout=20_000)
    assert isinstance(window.page, WorklistPage)
    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, ReadingPage)
    qtbot.waitUntil(lambda: page.session.case is not None, timeout=20_000)
    press(qtbot, page, "A")
    lock(qtbot, page)
    qtbot.waitUntil(lambda: page.session.open_index == 1 and page.session.editable, timeout=20_000)
    window.close()
    with Study.open(study_folder) as study:
        assert worklist(study, READER)[0].locked == 1


def test_closing_hides_the_window_at_once_and_stops_what_runs(
    qtbot: QtBot, study_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, seen = Event(), []

    def register(study: Study, *, author: str, progress: Progress, cancelled: Cancelled) -> tuple[()]:
        began.set()
        while not cancelled():
            sleep(0.01)
        seen.append(window.isVisible())
        return ()

    monkeypatch.setattr("app.usecases.register_study.register_study", register)
    window = open_window(study_folder, settings=SettingsFile(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.page, SignInPage), timeout=20_000)
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(window.page, CoordinatorPage), timeout=20_000)
    assert isinstance(window.page, CoordinatorPage)
    window.page.register_button.click()
    assert began.wait(20)
    window.close()
    assert seen == [False]


def test_under_the_table_of_keys_no_label_is_set(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    press(qtbot, page, "?")
    assert page.help.isVisible()
    press(qtbot, page, "1")
    assert page.session.editor.draft.findings == ()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    press(qtbot, page, "1")
    assert [finding.label.value for finding in page.session.editor.draft.findings] == ["LP"]


def test_a_lesion_is_marked_on_the_current_visit_only(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = start_reading(qtbot, opened(study_folder))
    mark_at_the_nodule(qtbot, page)
    baseline, current = page.area.views[0], page.area.views[1]
    for view, marks in ((baseline, False), (current, True)):
        click_middle(qtbot, view)
        assert (page.session.editor.draft.pending is not None) is marks
