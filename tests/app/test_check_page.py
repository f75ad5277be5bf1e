from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.usecases.study import Study
from app.viewmodels.check import MODES
from app.viewmodels.comparison import Mode
from app.views.case_page import CasePage
from app.views.check_page import CheckPage
from app.views.coordinator_page import CoordinatorPage
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from imaging.planes import Plane
from review_schema.ledger import Entry
from review_schema.payloads import RegistrationChecked
from review_schema.vocabulary import RegistrationDecision
from tests.app.reading_study import COORDINATOR, NODULE_MM, PASSWORD, READER, SUBJECT
from tests.app.test_window import cut_labels, secrets_told
from tests.in_the_window import CTRL, SHIFT, Open, click_middle, open_first, press, sign_in

SIZES = ((1280, 800), (2560, 1440))


@pytest.fixture
def window(opened: Open, study_folder: Path) -> MainWindow:
    return opened(study_folder)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReadingPage:
    """A read at its second visit, whose nodule at the rim is marked and called local progression."""
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    press(qtbot, page, "A")
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    page.slices.go_to(tuple(NODULE_MM))
    qtbot.keyClick(page, "B", SHIFT)
    press(qtbot, page, "1N")
    return page


def check(qtbot: QtBot, page: ReadingPage) -> CheckPage:
    press(qtbot, page, "R")
    assert page.check_page is not None
    return page.check_page


def verdict(page: ReadingPage) -> str:
    measure = page.session.editor.draft.findings[0].measure
    assert measure is not None
    mark = page.session.editor.mark_of(page.session.editor.draft.findings[0])
    assert mark is not None
    return mark.sentence


def decisions(folder: Path) -> list[tuple[Entry, RegistrationChecked]]:
    with Study.open(folder) as study:
        entries = list(study.ledger.entries())
    return [(one, one.payload) for one in entries if isinstance(one.payload, RegistrationChecked)]


def drag(qtbot: QtBot, view: CheckPage, plane: Plane, by: tuple[int, int], ctrl: bool = False) -> None:
    picture = view.views[plane]
    start = QPoint(picture.width() // 2 + 40, picture.height() // 2)
    modifier = CTRL if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, modifier, start)
    for part in (1, 2):
        qtbot.mouseMove(picture, start + QPoint(by[0] * part // 2, by[1] * part // 2))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, modifier, start + QPoint(*by))


def test_a_registration_is_looked_at_nudged_undone_kept_and_rejected(
    qtbot: QtBot, page: ReadingPage, study_folder: Path
) -> None:
    before = verdict(page)
    assert "inside the 5 mm margin" in before
    view = check(qtbot, page)
    assert view.model.mode is Mode.FLICKER
    titles = []
    for _ in range(2):
        qtbot.waitSignal(view._clock.timeout).wait()
        scene = view.views[Plane.AXIAL].scene
        assert scene is not None
        titles.append(scene.title.split()[0])
    assert set(titles) == {"Baseline", "Current"}
    drag(qtbot, view, Plane.AXIAL, (30, 0))
    assert view.model.numbers[0] > 1.0
    view.model.undo()
    assert not view.model.moved
    view.numbers[0].box.setValue(-2.5)
    assert view.model.numbers[0] == -2.5
    qtbot.keyClick(view, "S", CTRL)
    assert page.check_page is None
    assert "kept as nudged: estimated error within 2.6 mm" in page.banner.text
    nudged = verdict(page)
    assert nudged != before
    assert "estimated error 2.6 mm" in nudged
    view = check(qtbot, page)
    press(qtbot, view, "0")
    press(qtbot, view, "P")
    assert verdict(page) == before
    view = check(qtbot, page)
    press(qtbot, view, "X")
    qtbot.keyClicks(view.reason, "the falx is apart")
    qtbot.keyClick(view.reason, Qt.Key.Key_Return)
    assert page.check_page is None
    assert verdict(page) == "No distance: the registration is not to be trusted (rejected: the falx is apart)"
    measure = page.session.editor.draft.findings[0].measure
    assert measure is not None
    assert measure.to_baseline is None
    told = [(entry.author, what.decision) for entry, what in decisions(study_folder)]
    kinds = (RegistrationDecision.NUDGED, RegistrationDecision.PASSED, RegistrationDecision.REJECTED)
    assert told == [(READER, kind) for kind in kinds]


def test_what_is_locked_after_a_nudge_has_the_distances_of_the_nudge(
    qtbot: QtBot, page: ReadingPage, study_folder: Path
) -> None:
    view = check(qtbot, page)
    view.numbers[0].box.setValue(-1.0)
    qtbot.keyClick(view, "S", CTRL)
    draft = page.session.editor.draft.findings
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    locked = page.session.read.locked[1]
    assert locked.findings == draft
    assert page.session.case is not None
    assert page.session.case.visits[1].reference_from_native.matrix[0, 3] == -1.0
    (_, made) = decisions(study_folder)[0]
    assert made.reference_from_moving[0][3] == -1.0


def test_run_again_from_a_nudged_pose_comes_back_to_the_automatic_one(
    qtbot: QtBot, page: ReadingPage, study_folder: Path
) -> None:
    view = check(qtbot, page)
    for which, value in enumerate((3.0, -2.0, 1.0, 2.0, -1.0, 1.5)):
        view.numbers[which].box.setValue(value)
    press(qtbot, view, "R")
    assert page.check_page is view, "what was found is shown before it is kept"
    assert np.abs(view.model.pose.matrix - np.eye(4)).max() < 0.1
    assert decisions(study_folder) == []
    qtbot.keyClick(view, "S", CTRL)
    assert [what.decision for _, what in decisions(study_folder)] == [RegistrationDecision.RERUN]
    assert "run again" in page.banner.text


def test_undo_gives_back_the_pose_to_the_bit_and_redo_the_nudge(qtbot: QtBot, page: ReadingPage) -> None:
    view = check(qtbot, page)
    poses = [view.model.pose.matrix.tobytes()]
    drag(qtbot, view, Plane.CORONAL, (20, 15))
    poses.append(view.model.pose.matrix.tobytes())
    drag(qtbot, view, Plane.SAGITTAL, (0, 25), ctrl=True)
    poses.append(view.model.pose.matrix.tobytes())
    qtbot.keyClick(view, "E", SHIFT)
    poses.append(view.model.pose.matrix.tobytes())
    assert len(set(poses)) == 4
    for pose in reversed(poses[:-1]):
        qtbot.keyClick(view, "Z", CTRL)
        assert view.model.pose.matrix.tobytes() == pose
    for pose in poses[1:]:
        qtbot.keyClick(view, "Y", CTRL)
        assert view.model.pose.matrix.tobytes() == pose


@pytest.mark.parametrize("plane", list(Plane))
def test_the_scan_follows_the_mouse_in_every_plane(qtbot: QtBot, page: ReadingPage, plane: Plane) -> None:
    view = check(qtbot, page)
    picture = view.views[plane]
    start = QPoint(picture.width() // 2 + 40, picture.height() // 2)
    for ctrl, end in ((False, start + QPoint(24, 16)), (True, start + QPoint(0, 30))):
        held = picture.point_under(start.toPointF())
        native = view.model.pose.inverse().points(held, view.model.pose.reference_frame)
        drag(qtbot, view, plane, ((end - start).x(), (end - start).y()), ctrl)
        now = view.model.pose.points(native, view.model.pose.moving_frame)
        wanted = np.array(picture.point_under(end.toPointF()))
        if ctrl:
            # Turned about the cavity's middle: the place lies in the mouse's direction, at its own distance.
            pivot = np.add((0.0, 0.0, 0.0), view.model.numbers[:3])
            now, wanted = (one - pivot for one in (now, wanted))
            now, wanted = now / np.linalg.norm(now), wanted / np.linalg.norm(wanted)
            np.testing.assert_allclose(now, wanted, atol=0.02)
        else:
            np.testing.assert_allclose(now, wanted, atol=1e-6)


def test_a_locked_visit_is_looked_at_and_not_decided_on(qtbot: QtBot, page: ReadingPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    page.session.show(1)
    view = check(qtbot, page)
    assert not any(one.isEnabled() for one in (view.pass_button, view.run_button, view.reject_button, view.keep_button))
    press(qtbot, view, "DP")
    assert not view.model.moved
    assert page.check_page is view


def test_the_baseline_has_nothing_to_check(qtbot: QtBot, page: ReadingPage) -> None:
    page.session.show(0)
    press(qtbot, page, "R")
    assert page.check_page is None
    assert page.banner.text.startswith("The baseline itself is shown")


def test_a_rejection_without_a_reason_is_refused_in_one_sentence(qtbot: QtBot, page: ReadingPage) -> None:
    view = check(qtbot, page)
    view.reject_button.click()
    assert view.banner.text.startswith("RR-CHK-003")
    assert page.check_page is view


def test_keys_of_the_read_rest_under_the_check_and_work_after_it(qtbot: QtBot, page: ReadingPage) -> None:
    findings = page.session.editor.draft.findings
    view = check(qtbot, page)
    press(qtbot, view, "2")
    assert view.model.mode is Mode.REVEAL
    assert page.session.editor.draft.findings == findings
    qtbot.keyClick(view, Qt.Key.Key_Question)
    assert view.help.isVisible()
    press(qtbot, view, "P")
    assert page.check_page is view, "what is not seen is not decided"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert page.check_page is None
    press(qtbot, page, "2")
    assert page.session.editor.draft.findings != findings


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_cut_off_and_no_one_is_named(
    qtbot: QtBot, window: MainWindow, page: ReadingPage, size: tuple[int, int], mode: Mode
) -> None:
    window.resize(*size)
    view = check(qtbot, page)
    view.model.set_mode(mode)
    view.model.set_number(0, 2.0)
    qtbot.wait(20)
    assert window.size().width() == size[0]
    assert window.size().height() == size[1]
    assert cut_labels(view) == []
    for row in view.numbers:
        line = row.box.lineEdit()
        assert line.fontMetrics().horizontalAdvance("-20.0 mm") < line.width()
    for one in (view.reject_button, view.numbers[5], view.pass_button):
        assert view.rect().contains(one.mapTo(view, one.rect().bottomRight()))
    assert view.numbers[0].geometry().bottom() < view.numbers[1].geometry().top()
    assert secrets_told(view) == []
    assert not view.grab().isNull()


def test_the_coordinator_decides_for_the_study(qtbot: QtBot, window: MainWindow, study_folder: Path) -> None:
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    desk = window.page
    assert isinstance(desk, CoordinatorPage)
    desk.caseOpened.emit(SUBJECT)
    case = window.page
    assert isinstance(case, CasePage)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    case.check_button.click()
    assert case.check_page is None
    assert case.banner.text.startswith("The baseline itself is shown")
    case.editor.show(1)
    qtbot.keyClick(case, "R")
    view = case.check_page
    assert view is not None
    press(qtbot, view, "2")
    assert view.model.mode is Mode.REVEAL, "the tools of the page rest"
    press(qtbot, view, "X")
    qtbot.keyClicks(view.reason, "motion")
    qtbot.keyClick(view.reason, Qt.Key.Key_Return)
    assert case.check_page is None
    assert case.editor.visit is not None
    assert case.editor.visit.registration.reason == "rejected: motion"
    ((entry, made),) = decisions(study_folder)
    assert (entry.author, entry.stream, made.read_id) == (COORDINATOR, f"subject/{SUBJECT}", None)


def test_a_click_in_the_coordinators_film_strip_shows_that_visit(qtbot: QtBot, window: MainWindow) -> None:
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    assert isinstance(window.page, CoordinatorPage)
    window.page.caseOpened.emit(SUBJECT)
    case = window.page
    assert isinstance(case, CasePage)
    case.area.set_layout("strip")
    click_middle(qtbot, case.area.views[2])
    assert (case.editor.index, case.visit_list.currentRow()) == (2, 2)


def test_a_draft_of_an_earlier_day_is_measured_anew_after_a_nudge(
    qtbot: QtBot, window: MainWindow, page: ReadingPage
) -> None:
    qtbot.keyClick(page, "W", CTRL)
    again = open_first(qtbot, window)
    assert again.session.editor.draft.findings[0].lesion == "L1"
    view = check(qtbot, again)
    view.numbers[0].box.setValue(-1.0)
    qtbot.keyClick(view, "S", CTRL)
    measure = again.session.editor.draft.findings[0].measure
    assert measure is not None
    assert measure.to_baseline is not None
    assert measure.to_baseline.shortest_mm == pytest.approx(1.1, abs=0.3)
    assert again.session.refusals() == ()
