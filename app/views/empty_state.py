"""Where there is nothing to show: a picture, what is so, and the one thing to do next. Never a blank."""

from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.views import theme
from app.views.parts import button, text_label

PICTURE_PX = 132
TEXT_PX = 460
NOT_OPENED = (
    "missing-scan",
    "The case could not be opened: the line above says what is missing, and what to do. Nothing entered is lost.",
)


class Drawing(QWidget):
    """One of the drawings in assets/icons, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = ""
        self._renderer = QSvgRenderer(self)
        self.setFixedSize(QSize(theme.px(PICTURE_PX), theme.px(PICTURE_PX)))
        self.show_drawing(name)

    def show_drawing(self, name: str) -> None:
        """Show another drawing."""
        if name != self._name:
            self._name = name
            self._renderer.load(QByteArray((resources.files("assets") / "icons" / f"{name}.svg").read_bytes()))
            self.update()

    @property
    def name(self) -> str:
        """The drawing that is shown."""
        return self._name

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))


class EmptyState(QWidget):
    """Stands in the place of what is not there. `wanted` is emitted when its button is pressed."""

    wanted = Signal()

    def __init__(self, drawing: str, text: str, next_step: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        self.drawing = Drawing(drawing)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.drawing, 0, middle)
        self.text = text_label(text, "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setFixedWidth(theme.px(TEXT_PX))
        column.addWidget(self.text, 0, middle)
        self._keep_room()
        self.button = button(next_step, "primary")
        self.button.clicked.connect(self.wanted)
        column.addWidget(self.button, 0, middle)
        column.addStretch(3)

    def _keep_room(self) -> None:
        """As high as its lines: a layout that centres a text does not ask how high it is at its width."""
        self.text.setMinimumHeight(self.text.heightForWidth(theme.px(TEXT_PX)))

    def say(self, drawing: str, text: str, next_step: str) -> None:
        """Say something else."""
        self.drawing.show_drawing(drawing)
        self.text.setText(text)
        self._keep_room()
        self.button.setText(next_step)
        self.button.setAccessibleName(next_step)
