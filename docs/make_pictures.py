"""Make the pictures of the README with the program itself, from the demo study.

    python docs/make_pictures.py [--demo DIR] [--out DIR] [--size WIDTHxHEIGHT]

Makes the demo first if there is none in DIR. Works on a copy: what is read for the pictures is not kept.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import SettingsFile
from app.usecases.demo_truth import DemoTruth, PatientTruth, VisitTruth
from app.usecases.make_demo import COORDINATOR, PASSWORD, PERSON, DemoStudy, find_demo, make_demo
from app.usecases.record_read import worklist
from app.usecases.study import Study
from app.viewmodels.arrangement import Layout
from app.viewmodels.comparison import Mode
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.keys import key_of
from app.views.coordinator_page import CoordinatorPage
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from app.views.sign_in_page import SignInPage
from app.views.worklist_page import WorklistPage
from app.wiring import application, open_window

CAVITY, LESION, LABEL = "C1", "L1", "LP"
"""What the pictures show: a nodule at the rim of the cavity, called local progression."""


class Album:
    """Walks through the window and keeps pictures of it."""

    def __init__(self, demo: DemoStudy, out: Path, size: QSize, settings: SettingsFile) -> None:
        self.study, self.out = demo.study, out
        self.truth = DemoTruth.read(demo.truth)
        self.window: MainWindow = open_window(self.study, jobs=ImmediateJobs(), settings=settings)
        self.window.resize(size)
        self.window.show()
        QTest.qWaitForWindowActive(self.window)

    def keep(self, name: str) -> None:
        """Write a picture of the window."""
        for _ in range(3):
            QApplication.processEvents()
        self.out.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(self.out / f"{name}.png"))
        print(name)

    def press(self, command: str) -> None:
        """Press the key of a command of the reading page."""
        pressed = QKeySequence(key_of(command))[0]
        QTest.keyClick(self._page(), pressed.key(), pressed.keyboardModifiers())

    def make(self) -> None:
        """Every picture, in the order of a day's work."""
        self._sign_in(PERSON)
        self.keep("worklist")
        patient = next(p for p in self.truth.patients if any(v.labels.get(CAVITY) == LABEL for v in p.visits))
        self._open(patient)
        self._read_until_the_nodule(patient)
        self.keep("reading")
        for layout in (Layout.PLANES, Layout.STRIP, Layout.SQUARE, Layout.SINGLE):
            self.press(f"layout-{layout}")
            self.keep(layout.value)
        self.press("layout-compare")
        self.press("check")
        page = self._page()
        assert isinstance(page, ReadingPage)
        assert page.check_page is not None
        page.check_page.model.set_mode(Mode.CHECKERBOARD)
        self.keep("check")
        page.check_page.left.emit()
        self.press("help")
        self.keep("keys")
        self.press("help")
        self.press("worklist")
        page = self._page()
        assert isinstance(page, WorklistPage)
        page.left.emit()
        self._sign_in(COORDINATOR)
        page = self._page()
        assert isinstance(page, CoordinatorPage)
        self.keep("coordinator")
        page.caseOpened.emit(patient.subject)
        self.keep("case")
        self.window.close()

    def _page(self) -> QWidget:
        assert self.window.page is not None
        return self.window.page

    def _sign_in(self, name: str) -> None:
        page = self._page()
        assert isinstance(page, SignInPage)
        page.name_box.setCurrentIndex(page.name_box.findData(name))
        QTest.keyClicks(page.password, PASSWORD)
        QTest.keyClick(page.password, Qt.Key.Key_Return)

    def _open(self, patient: PatientTruth) -> None:
        with Study.open(self.study) as study:
            reads = study.state().reads
            read_id = next(r.read_id for r in worklist(study, PERSON) if reads[r.read_id].subject == patient.subject)
        page = self._page()
        assert isinstance(page, WorklistPage)
        page.caseOpened.emit(read_id)

    def _read_until_the_nodule(self, patient: PatientTruth) -> None:
        """Label and lock each visit as it is, up to the one where the nodule is seen for the second time."""
        seen = 0
        while True:
            page = self._page()
            assert isinstance(page, ReadingPage)
            session = page.session
            assert session.open_index is not None
            visit = patient.visit(session.read.visits[session.open_index].timepoint_id)
            self._label(page, visit)
            seen += visit.labels[CAVITY] == LABEL
            if seen == 2:
                return
            self.press("lock")

    def _label(self, page: ReadingPage, visit: VisitTruth) -> None:
        nodule = visit.lesions.get(LESION) if visit.labels[CAVITY] == LABEL else None
        if nodule is not None:
            assert page.session.case is not None
            screen = page.session.case.screen_from_reference
            x, y, z = (float(n) for n in screen.points(nodule.centre_reference_mm, screen.moving_frame))
            page.slices.go_to((x, y, z))
            self.press("mark-here")
        for place, label in visit.labels.items():
            brain = "" if place else "brain-" if label in ("NED", "NE") else ""
            self.press(f"label-{brain}{label}")


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description="Make the pictures of the README from the demo study.")
    parser.add_argument("--demo", type=Path, default=Path("build/demo"))
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("pictures"))
    parser.add_argument("--size", default="1680x1020")
    words = parser.parse_args()
    width, height = (int(number) for number in words.size.split("x"))
    application([])
    found = find_demo(words.demo) or make_demo(words.demo)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "study"
        shutil.copytree(found.study, copy)
        settings = SettingsFile(Path(scratch) / "settings.json")
        Album(DemoStudy(copy, found.truth), words.out, QSize(width, height), settings).make()


if __name__ == "__main__":
    main()
