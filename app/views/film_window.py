"""The film strip in a window of its own, for a second monitor. Its title never says more than what it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.viewmodels.arrangement import Layout
from app.viewmodels.slices import SlicesModel
from app.views.language import shown
from app.views.reading_area import ReadingArea

FIRST_PX = (1200, 480)
LEAST_PX = (480, 240)


class FilmWindow(QWidget):
    """A film strip of the case that `model` shows, linked with all other views of it.

    Signals:
        closed(): the window was closed by hand; the strip goes back.
    """

    closed = Signal()

    def __init__(self, model: SlicesModel, actions: Sequence[QAction], parent: QWidget) -> None:
        """Make the window; the keys of `actions` work in it as in `parent`'s."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(shown("Film strip"))  # the desktop adds the program's name
        self.setMinimumSize(*LEAST_PX)
        self.resize(*FIRST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        self.area = ReadingArea(model, layout=Layout.STRIP)
        column.addWidget(self.area)
        self.addActions(list(actions))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
