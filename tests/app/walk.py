"""A walk through every page of the window, as a reader and as a coordinator, for tests that look at each."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings, SettingsFile
from app.usecases.study import Study
from app.viewmodels.outcome_scene import Part
from app.views.case_page import CasePage
from app.views.clinical_form import ClinicalFormPage
from app.views.coordinator_page import CoordinatorPage
from app.views.help_overlay import HelpOverlay
from app.views.language import shown
from app.views.main_window import MainWindow
from app.views.outcome_page import OutcomePage
from app.views.parts import FloatingBanner
from app.views.reading_page import ReadingPage
from app.views.settings_dialog import SettingsDialog
from app.views.viewport import Viewport
from app.wiring import show_settings
from tests.app.outcome_study import read_elsewhere
from tests.app.reading_study import COORDINATOR, NODULE_MM, PASSWORD, READER, SUBJECT
from tests.in_the_window import lock, open_first, opener, press, sign_in


def walk(
    qtbot: QtBot, scratch: Path, study: Path, settings: Settings, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    """Each page's name, and what is on the screen."""
    file = SettingsFile(scratch / "settings.json")
    file.save(settings)
    open_one = opener(qtbot, file.path)

    def window_on(folder: Path | None) -> MainWindow:
        window = open_one(folder)
        window.resize(*size)
        qtbot.waitUntil(lambda: window.size().toTuple() == size)
        return window

    empty = scratch / "empty"
    Study.create(empty, author=COORDINATOR).close()
    window = window_on(None)
    yield "home", _settled(window)
    window.header.settingsWanted.emit()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    yield "settings", _settled(dialog)
    dialog.accept()
    window.close()
    window = window_on(empty)
    yield "sign-in without accounts", _settled(window)
    window.page.coordinate_button.click()  # type: ignore[union-attr]
    yield "empty study", _settled(window)
    assert isinstance(window.page, CoordinatorPage)
    window.page.model.import_scans([empty / "nothing-here"])
    yield "failed import", _settled(window)
    window.close()
    window = window_on(study)
    yield "sign-in", _settled(window)
    sign_in(qtbot, window, READER, PASSWORD)
    yield "worklist", _settled(window)
    page = open_first(qtbot, window)
    yield "first visit", _settled(window)
    press(qtbot, page, "A")
    lock(qtbot, page)
    page.slices.go_to(tuple(NODULE_MM))
    page.actions_by_name["mark-here"].trigger()
    yield "marked lesion", _settled(window)
    press(qtbot, page, "1")
    yield "labelled lesion", _settled(window)
    yield from _over(page, window)
    window.header.worklistWanted.emit()
    page_before = window.page
    page_before.left.emit()  # type: ignore[union-attr]
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    yield "coordinator", _settled(window)
    assert isinstance(window.page, CoordinatorPage)
    yield from _outcomes(window, study)
    assert isinstance(window.page, CoordinatorPage)
    window.page.factsWanted.emit(SUBJECT)
    yield from _form(window)
    assert isinstance(window.page, CoordinatorPage)
    window.page.factsWanted.emit("")
    yield "facts of a new subject", _settled(window)
    window.page.left.emit()
    assert isinstance(window.page, CoordinatorPage)
    window.page.caseOpened.emit(SUBJECT)
    assert isinstance(window.page, CasePage)
    yield "case", _settled(window)
    window.close()


def _outcomes(window: MainWindow, study: Path) -> Iterator[tuple[str, QWidget]]:
    assert isinstance(window.page, CoordinatorPage)
    window.page.outcomes_button.click()
    page = window.page
    assert isinstance(page, OutcomePage)
    yield "outcomes without reads", _settled(window)
    with Study.open(study) as opened:
        read_elsewhere(opened)
    page.model.load()
    for part in Part:
        page.part_buttons[part].click()
        if part is Part.EVENTS:
            page.events.selectRow(0)
        yield f"outcomes {part}", _settled(window)
    page.help.toggle()
    yield "outcome keys", _settled(page.help)
    page.help.toggle()
    page.left.emit()


def _form(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each group of the clinical form, with rows that are sound and rows that are not."""
    page = window.page
    assert isinstance(page, ClinicalFormPage)
    for group in [line.group for line in page.model.groups]:
        page.model.show_group(group)
        for row in [row for kind in page.model.kinds for row in kind.rows]:
            typed = next((cell for cell in row.cells if not cell.choices), None)
            if typed is not None:
                page.model.set_cell(row.key, typed.column, "much too long for this place" * 8)
        yield f"facts: {group}", _settled(window)
    page.save()
    yield "facts not saved", _settled(window)
    page.leave()
    page.leave()


def _over(page: ReadingPage, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page.help.toggle()
    yield "keys", _settled(page.help)
    page.help.toggle()
    page.actions_by_name["check"].trigger()
    assert page.check_page is not None
    yield "check", _settled(page.check_page)
    page.check_page.left.emit()


def reading_room(
    qtbot: QtBot, scratch: Path, study: Path, size: tuple[int, int], looks: Sequence[tuple[str, int]]
) -> Iterator[tuple[str, QWidget]]:
    """A read in a window of `size`, in each of some languages and sizes of text: cards, evolution, strip, keys."""
    file = SettingsFile(scratch / "settings.json")
    file.save(Settings())
    window = opener(qtbot, file.path)(study)
    window.resize(*size)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    press(qtbot, page, "A")
    lock(qtbot, page)
    session = page.session
    for language, percent in looks:
        show_settings(Settings(language=language, text_percent=percent))
        window.header.take_text_size()
        page = ReadingPage(session)
        window.show_page(page)
        qtbot.waitUntil(lambda: window.size().toTuple() == size)
        look = f"{language}-{percent}"
        yield f"visits still shut {look}", _settled(window)
        press(qtbot, page, "6L")
        yield f"reason and pattern asked {look}", _settled(window)
        press(qtbot, page, "2D")
        yield f"several cards {look}", _settled(window)
        page.show_evolution(True)
        yield f"evolution {look}", _settled(window)
        page.show_evolution(False)
        page.area.set_layout("strip")
        yield f"film strip {look}", _settled(window)
        page.area.set_layout("compare")
        page.help.toggle()
        yield f"keys {look}", _settled(page.help)
        page.help.toggle()
        for _ in range(8):
            session.undo()
    window.close()


def _settled(widget: QWidget) -> QWidget:
    for _ in range(3):
        QApplication.processEvents()
    return widget


def texts(widget: QWidget) -> Iterator[str]:
    """What can be read on the screen in `widget`."""
    for one in [widget, *widget.findChildren(QWidget)]:
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(order) for order in range(one.count()))
        yield from (one.accessibleName(), one.toolTip())


def cut(widget: QWidget) -> list[str]:
    """Texts of labels and buttons that do not fit where they stand, and what lies outside its page."""
    found = _overlapping(widget)
    for area in widget.findChildren(QScrollArea):
        sideways = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and not sideways and area.widget().width() > area.viewport().width():
            needed, there = area.widget().width(), area.viewport().width()
            found.append(f"{area.accessibleName()!r} is {needed} wide, and {there} of it can be seen")
    for one in widget.findChildren(QWidget):
        if not one.isVisible() or (one.visibleRegion().isEmpty() and not _scrolls(one)):
            continue
        if isinstance(one, QLabel | QAbstractButton) and one.text():
            needed = one.sizeHint()
            wraps = isinstance(one, QLabel) and one.wordWrap()
            if wraps:
                fits = one.heightForWidth(one.width()) <= one.height() + 1
            else:
                fits = needed.width() <= one.width() + 1 and needed.height() <= one.height() + 3
            if not fits:
                found.append(f"{one.text()!r} needs {needed.toTuple()}, has {one.size().toTuple()}")
        parent = one.parentWidget()
        within_box = isinstance(one, QLineEdit) and isinstance(parent, QComboBox)
        if (
            isinstance(one, QComboBox | QLineEdit)
            and not within_box
            and one.minimumSizeHint().height() > one.height() + 1
        ):
            found.append(f"{one.accessibleName()!r} is squeezed to {one.height()}")
        if isinstance(one, QComboBox) and one.isEnabled() and not one.isEditable():  # typed text scrolls
            needed_px = one.fontMetrics().horizontalAdvance(one.currentText()) + 24
            if needed_px > one.width():
                found.append(f"{one.currentText()!r} needs {needed_px}, has {one.width()}")
        if isinstance(one, QLineEdit) and one.fontMetrics().horizontalAdvance(one.placeholderText()) > one.width() - 16:
            found.append(f"{one.placeholderText()!r} does not fit into {one.width()}")
        if isinstance(one, Viewport):
            found += _untold(one)
        inside = parent is None or _scrolls(one) or parent.rect().adjusted(-1, -1, 1, 1).contains(one.geometry())
        if isinstance(one, QLabel | QAbstractButton) and one.text() and not inside:
            found.append(f"{one.text()!r} leaves its place")
    return found


def _overlapping(widget: QWidget) -> list[str]:
    """Texts of labels and buttons that lie over each other."""
    shown_ones = [
        one
        for one in widget.findChildren(QWidget)
        if isinstance(one, QLabel | QAbstractButton) and one.text() and not one.visibleRegion().isEmpty()
    ]
    boxes = [
        (one, one.visibleRegion().boundingRect().translated(one.mapTo(widget, QPoint(0, 0))).adjusted(2, 2, -2, -2))
        for one in shown_ones
        if not _floats(one, widget)
    ]
    return [
        f"{one.text()!r} lies over {other.text()!r}"
        for (one, here), (other, there) in combinations(boxes, 2)
        if here.intersects(there)
    ]


def _floats(one: QWidget, page: QWidget) -> bool:
    """Whether it lies in what covers a part of the page for a while."""
    parent: QWidget | None = one
    while parent is not None and parent is not page:
        if isinstance(parent, FloatingBanner | HelpOverlay):
            return True
        parent = parent.parentWidget()
    return False


def _untold(view: Viewport) -> list[str]:
    """A picture that does not tell which visit it shows, or whose texts leave it or lie over each other."""
    scene = view.scene
    if scene is None or scene.picture is None:
        return []
    found = []
    labels = view.labels(scene)
    words = {shown(scene.title), shown(scene.short_title)}
    if not any(label.text and any(label.text.startswith(word) for word in words if word) for label in labels):
        found.append(f"{view.accessibleName()!r} does not tell its visit: {[label.text for label in labels]}")
    plated = [label for label in labels if not label.haloed]
    found += [f"{one.text!r} leaves its picture" for one in plated if not _within(one.plate, QRectF(view.rect()))]
    found += [
        f"{one.text!r} lies over {other.text!r}"
        for one, other in combinations(plated, 2)
        if one.plate.intersects(other.plate)
    ]
    return found


def _within(one: QRectF, other: QRectF) -> bool:
    return other.adjusted(-1, -1, 1, 1).contains(one)


def _scrolls(widget: QWidget) -> bool:
    """Whether it lies in something that scrolls: what is not in sight can be brought there."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False
