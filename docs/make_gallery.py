"""Make the gallery with the program itself, from the demo study: its pictures, and a page with a caption each.

    python docs/make_gallery.py [--demo DIR] [--out DIR] [--size WIDTHxHEIGHT]

Makes the demo first if there is none in DIR. Works on a copy: what is read for the pictures is not kept.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from scipy.spatial import cKDTree

from app.settings import SettingsFile
from app.usecases.demo_truth import DemoTruth, PatientTruth, VisitTruth
from app.usecases.make_demo import COORDINATOR, PASSWORD, PERSON, DemoStudy, find_demo, make_demo
from app.usecases.record_read import worklist
from app.usecases.study import Study
from app.viewmodels.arrangement import Layout
from app.viewmodels.comparison import Mode
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.keys import CHECK_COMMANDS, key_of
from app.viewmodels.outcome_scene import EVENT_COLUMNS, STATUSES, Part
from app.views.check_page import CheckPage
from app.views.coordinator_page import CoordinatorPage
from app.views.main_window import MainWindow
from app.views.outcome_page import OutcomePage
from app.views.pictures import write_png
from app.views.reading_page import ReadingPage
from app.views.sign_in_page import SignInPage
from app.views.worklist_page import WorklistPage
from app.wiring import application, open_window
from review_schema.endpoints import EVENT

CAPTIONS = {
    "worklist": "The reader's worklist: case codes only.",
    "mark": "One click marks a lesion: its outline and its distance to the cavity are proposed, its label is not.",
    "reading": "A blinded read: baseline beside the current visit, three planes, the subtraction, labels at the right.",
    "filled": "Outlines filled (Shift+C), with the legend (Q): the cavity then and now, the margin, a lesion.",
    "planes": "Baseline above, current visit below, all planes linked.",
    "strip": "The film strip: every visit at the same place, with its labels.",
    "square": "Two by two, with the subtraction.",
    "single": "One large picture.",
    "reveal": "Reveal: baseline left of the edge, current visit right of it; the edge follows the mouse.",
    "evolution": "The evolution over the months, and the cavity's wall unrolled: rim thickness by angle and height.",
    "check": "The check of a registration, here as a checkerboard.",
    "doubt": "A visit moved by hand, enlarged: the band about the margin's line is as wide as the error now estimated.",
    "keys": "Every key, with ?.",
    "coordinator": "The coordinator's page: visits, chosen series, registrations.",
    "outcome": "The outcome page: Kaplan-Meier beside cumulative incidence, by arm, of one reader's labels.",
    "why": "Why this date: each step from the scans to the date of one event, with the rule that spoke.",
    "case": "The coordinator's view of a case: grow, brush or place a cavity, and save it.",
}
"""What each picture shows."""

GREYS, COLOURS, GREY_SPREAD, CELL = 72, 128, 20, 24
"""A picture keeps so many greys, and so many colours besides: the commonest of each cell of the colour cube whose
channels differ by more than the spread."""
ENLARGED, NUDGES = 7, 5
"""Steps of the zoom key, and of 0.1 mm of the visit, that make the doubt easy to see."""

CAVITY, LESION, LABEL = "C1", "L1", "LP"
"""What the pictures show: a nodule at the rim of the cavity, called local progression."""


class Album:
    """Walks through the window and keeps pictures of it."""

    def __init__(self, demo: DemoStudy, out: Path, size: QSize, settings: SettingsFile) -> None:
        self.study, self.out = demo.study, out
        self.kept: list[str] = []
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
        path = self.out / f"{name}.png"
        write_png(with_few_colours(self.window.grab().toImage()), path)
        self.kept.append(name)

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
        self.press("legend")
        self.press("filled")
        self.keep("filled")
        self.press("filled")
        self.press("legend")
        for layout in (Layout.PLANES, Layout.STRIP, Layout.SQUARE, Layout.SINGLE):
            self.press(f"layout-{layout}")
            self.keep(layout.value)
        self.press("reveal")
        self.keep("reveal")
        self.press("reveal")
        self.press("layout-compare")
        self.press("evolution")
        self.keep("evolution")
        self.press("evolution")
        self.press("check")
        page = self._page()
        assert isinstance(page, ReadingPage)
        assert page.check_page is not None
        page.check_page.model.set_mode(Mode.CHECKERBOARD)
        self.keep("check")
        self._move_by_hand(page.check_page)
        self.press("layout-single")
        self.press("legend")
        for _ in range(ENLARGED):
            self.press("zoom-in")
        self.keep("doubt")
        self.press("layout-compare")
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
        self._look_at_outcomes(page)
        page = self._page()
        assert isinstance(page, CoordinatorPage)
        page.caseOpened.emit(patient.subject)
        self.keep("case")
        self.window.close()
        self.window.deleteLater()

    def _look_at_outcomes(self, desk: CoordinatorPage) -> None:
        """The curves, and the derivation of the first event in the list."""
        desk.outcomes_button.click()
        page = self._page()
        assert isinstance(page, OutcomePage)
        self.keep("outcome")
        page.part_buttons[Part.EVENTS].click()
        statuses = [row[EVENT_COLUMNS.index("Outcome")] for row in page.events.sheet.rows]
        page.events.selectRow(statuses.index(STATUSES[EVENT]))
        self.keep("why")
        page.left.emit()

    def _move_by_hand(self, page: CheckPage) -> None:
        """Lay the visit a little askew and keep it: its error grows to what can be seen."""
        for name in (*["to-left"] * NUDGES, "keep"):
            pressed = QKeySequence(key_of(name, CHECK_COMMANDS))[0]
            QTest.keyClick(page, pressed.key(), pressed.keyboardModifiers())

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
            seen += visit.labels[CAVITY] == LABEL
            self._label(page, visit, keep="mark" if seen == 2 else "")
            if seen == 2:
                return
            self.press("lock")

    def _label(self, page: ReadingPage, visit: VisitTruth, keep: str) -> None:
        nodule = visit.lesions.get(LESION) if visit.labels[CAVITY] == LABEL else None
        if nodule is not None:
            assert page.session.case is not None
            screen = page.session.case.screen_from_reference
            x, y, z = (float(n) for n in screen.points(nodule.centre_reference_mm, screen.moving_frame))
            page.slices.go_to((x, y, z))
            self.press("mark-here")
            if keep:
                self.keep(keep)
        for place, label in visit.labels.items():
            brain = "" if place else "brain-" if label in ("NED", "NE") else ""
            self.press(f"label-{brain}{label}")


def with_few_colours(image: QImage) -> QImage:
    """The picture in `GREYS` and `COLOURS`, which halves its file."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    found, which, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    channels = np.stack([found >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(int)
    common = np.argsort(-counts)
    coloured = common[np.ptp(channels[common], axis=1) > GREY_SPREAD]
    _, first = np.unique(channels[coloured] // CELL, axis=0, return_index=True)
    greys = np.linspace(0, 255, GREYS).round().astype(int)
    kept = np.concatenate([np.stack([greys] * 3, axis=-1), channels[coloured[np.sort(first)[:COLOURS]]]])
    _, nearest = cKDTree(kept).query(channels)
    levels = np.ascontiguousarray(nearest[which].reshape(pixels.shape).astype(np.uint8))
    made = QImage(levels.tobytes(), plain.width(), plain.height(), levels.shape[1], QImage.Format.Format_Indexed8)
    made.setColorTable([QColor(*(int(n) for n in colour)).rgb() for colour in kept])
    return made.copy()


def make_gallery(demo: DemoStudy, out: Path, size: QSize) -> None:
    """Write every picture of `CAPTIONS`, and the page that shows them, into `out`."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "study"
        shutil.copytree(demo.study, copy)
        album = Album(DemoStudy(copy, demo.truth), out, size, SettingsFile(Path(scratch) / "settings.json"))
        album.make()
    assert album.kept == list(CAPTIONS)
    shown = "".join(f"\n![{name}]({name}.png)\n\n{caption}\n" for name, caption in CAPTIONS.items())
    head = "# Gallery\n\nMade by the program from its demo study (`make pictures`).\n"
    (out / "README.md").write_text(head + shown, encoding="utf-8")


def main() -> None:
    """Make the gallery."""
    parser = argparse.ArgumentParser(description="Make the gallery from the demo study.")
    parser.add_argument("--demo", type=Path, default=Path("build/demo"))
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("gallery"))
    parser.add_argument("--size", default="1440x900")
    words = parser.parse_args()
    width, height = (int(number) for number in words.size.split("x"))
    application([])
    make_gallery(find_demo(words.demo) or make_demo(words.demo), words.out, QSize(width, height))


if __name__ == "__main__":
    main()
