"""Every page, for people: in German, in large texts, by keyboard alone, and to a screen reader."""

import os
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.views.viewport import Viewport
from app.wiring import UNNAMED_COORDINATOR
from tests.app.walk import cut, reading_room, texts, walk

ROOT = Path(__file__).resolve().parents[2]
INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractSlider,
    QAbstractItemView,
    Viewport,
)


def english_patterns() -> list[re.Pattern[str]]:
    """Every text whose German differs, as it would be read in English."""
    tree = ElementTree.parse(ROOT / "assets" / "translations" / "rimread_de.ts")
    said = [(node.findtext("source") or "", node.findtext("translation")) for node in tree.iter("message")]
    found = []
    for english, german in said:
        pieces = re.split(r"\{\w+(?::[^}]*)?\}", english)
        if english != german and re.search("[a-z]{3}", "".join(pieces)):
            found.append(re.compile(".+".join(re.escape(piece) for piece in pieces)))
    return found


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("de", 100, (1280, 800)), ("en", 150, (1680, 1020)), ("en", 200, (1680, 1020)), ("de", 200, (1680, 1020))],
)
def test_no_text_is_cut_and_none_is_left_in_english(
    qtbot: QtBot, tmp_path: Path, study_folder: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    faults, pictures = [], os.environ.get("RIMREAD_PICTURES")
    patterns = english_patterns() if language == "de" else []
    settings = Settings(language=language, text_percent=percent)
    for name, page in walk(qtbot, tmp_path, study_folder, settings, size):
        faults += [f"{name}: {text}" for text in cut(page)]
        faults += [
            f"{name}: in English: {text!r}"
            for text in texts(page)
            for line in text.split("\n")
            if line != UNNAMED_COORDINATOR  # a name in the ledger, which is no text of ours
            and any(pattern.fullmatch(line) for pattern in patterns)
        ]
        if pictures:
            page.grab().save(str(Path(pictures) / f"{name.replace(' ', '-')}-{language}-{percent}.png"))
    assert not faults, "\n".join(faults)


SMALLEST = (1280, 780)
"""What the title bar leaves of a screen of 1280 × 800."""


@pytest.mark.parametrize(
    ("size", "looks"),
    [
        (SMALLEST, [("en", 100), ("en", 125), ("en", 150), ("en", 175), ("en", 200)]),
        (SMALLEST, [("de", 100), ("de", 125), ("de", 150), ("de", 175), ("de", 200)]),
        ((1680, 1000), [("de", 100), ("de", 150), ("de", 200)]),
    ],
    ids=["English", "German", "German, larger"],
)
def test_a_read_is_whole_at_every_size_of_text(
    qtbot: QtBot, tmp_path: Path, study_folder: Path, size: tuple[int, int], looks: list[tuple[str, int]]
) -> None:
    faults, pictures = [], os.environ.get("RIMREAD_PICTURES")
    for name, page in reading_room(qtbot, tmp_path, study_folder, size, looks):
        faults += [f"{name}: {text}" for text in cut(page)]
        if page.window().size().toTuple() != size:
            faults.append(f"{name}: the window grew to {page.window().size().toTuple()}")
        if pictures:
            page.grab().save(str(Path(pictures) / f"{size[0]}-{name.replace(' ', '-')}.png"))
    assert not faults, "\n".join(faults)


def interactive(page: QWidget) -> list[QWidget]:
    """What can be pressed, typed in or chosen from, and is in sight and enabled."""
    found = [one for one in page.findChildren(QWidget) if isinstance(one, INTERACTIVE)]
    return [
        one
        for one in found
        if one.isVisible()
        and one.isEnabled()
        and not isinstance(one, QScrollBar)
        and not isinstance(one.parentWidget(), QAbstractSpinBox | QComboBox | QAbstractItemView)
    ]


def named(widget: QWidget) -> bool:
    return bool(re.search(r"\w{2}", widget.accessibleName()))


def tabbed(start: QWidget) -> list[QWidget]:
    """The widgets that Tab reaches, in order."""
    window = start.window()
    window.activateWindow()
    found: list[QWidget] = []
    for _ in range(200):
        window.focusNextChild()
        now = QApplication.focusWidget()
        if now is None or now in found:
            break
        found.append(now)
    return found


def shows_focus(widget: QWidget) -> bool:
    """Whether a widget looks otherwise with the focus than without it."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    there = widget.grab().toImage()
    widget.clearFocus()
    QApplication.processEvents()
    return widget.grab().toImage() != there


def out_of_order(order: list[QWidget]) -> list[str]:
    """Steps back against the reading order, between neighbours of one part of the page."""
    faults = []
    for one, following in pairwise(order):
        if one.parentWidget() is following.parentWidget() and one.parentWidget() is not None:
            above = following.geometry().bottom() < one.geometry().top()
            before = (
                following.geometry().right() < one.geometry().left()
                and following.geometry().top() < one.geometry().bottom()
                and one.geometry().top() < following.geometry().bottom()
            )
            if above or before:
                faults.append(f"{following.accessibleName()!r} after {one.accessibleName()!r}")
    return faults


def test_each_widget_has_a_name_and_tab_goes_through_them_in_reading_order(
    qtbot: QtBot, tmp_path: Path, study_folder: Path
) -> None:
    faults = []
    for name, page in walk(qtbot, tmp_path, study_folder, Settings(), (1680, 1020)):
        wanted = interactive(page)
        faults += [f"{name}: no name: {type(one).__name__} {one.objectName()}" for one in wanted if not named(one)]
        if name in ("keys", "outcome keys", "check"):
            continue  # lie over a page: see below
        order = tabbed(page)
        reached = {id(one) for one in order}
        wanted = [one for one in interactive(page) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        faults += [f"{name}: Tab never reaches {one.accessibleName()!r}" for one in wanted if id(one) not in reached]
        faults += [f"{name}: {fault}" for fault in out_of_order(order)]
        faults += [f"{name}: focus unseen: {one.accessibleName()!r}" for one in wanted if not shows_focus(one)]
    assert not faults, "\n".join(faults)
