"""The strip of visits above the pictures, with the registration of the visit on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.viewmodels.keys import READING_COMMANDS, Command, key_of
from app.viewmodels.timeline import Dot, DotState, TimelineScene, when
from app.views import theme
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import button, chips_width, marked, paint_chips, text_label
from app.words import Said, joined

HEIGHT_PX = 64
INSET_PX = 60
NARROWEST_PX = 74
"""Dots stand at least this far apart, so that their texts never touch."""


class _Dots(QWidget):
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._dots: tuple[Dot, ...] = ()
        self.setMinimumHeight(theme.px(HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_dots(self, dots: tuple[Dot, ...]) -> None:
        self._dots = dots
        self.setAccessibleName(shown(Said("Time points: {dots}", dots=joined("; ", [_told(dot) for dot in dots]))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, theme.px(HEIGHT_PX))

    def places(self) -> list[float]:
        """Where the dots stand, px from the left: real spacing, but never closer than their texts need."""
        inset = theme.px(INSET_PX)
        width = self.width() - 2 * inset
        places = [inset + dot.place * width for dot in self._dots]
        gap = min(theme.px(NARROWEST_PX), width / max(1, len(places) - 1))
        for order in range(1, len(places)):
            places[order] = max(places[order], places[order - 1] + gap)
        for order in range(len(places) - 1, -1, -1):
            places[order] = min(places[order], inset + width - gap * (len(places) - 1 - order))
        return places

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for dot, place in zip(self._dots, self.places(), strict=True):
            if abs(event.position().x() - place) < theme.px(NARROWEST_PX) / 2:
                self.picked.emit(dot.index)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._dots:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places, line = self.places(), float(theme.px(27))
        painter.setPen(QPen(QColor(theme.BORDER), 2))
        painter.drawLine(QPointF(places[0], line), QPointF(places[-1], line))
        for dot, place in zip(self._dots, places, strict=True):
            self._paint_dot(painter, dot, place, line)

    def _paint_dot(self, painter: QPainter, dot: Dot, place: float, line: float) -> None:
        shut = dot.state is DotState.SHUT
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if dot.shown else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.MUTED if shut else theme.TEXT))
        painter.drawText(_text_box(place, 0), Qt.AlignmentFlag.AlignCenter, dot.label)
        radius = 7.0 if dot.shown else 5.0
        painter.setPen(QPen(QColor(theme.MUTED if shut else theme.TEXT), 1.6))
        painter.setBrush(QColor(theme.ACCENT if dot.shown else theme.PANEL if shut else theme.TEXT))
        painter.drawEllipse(QPointF(place, line), radius, radius)
        if not dot.chips:
            font.setPointSizeF(theme.pt(8.5))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(theme.MUTED))
            text = shown("still locked" if shut else "open" if dot.state is DotState.OPEN else "")
            painter.drawText(_text_box(place, 40), Qt.AlignmentFlag.AlignCenter, text)
            return
        paint_chips(painter, self.font(), dot.chips, place - chips_width(self.font(), dot.chips) / 2, theme.px(40))


def _text_box(place: float, top: int) -> QRectF:
    """Where a text about a dot stands; `top` at the first size of texts."""
    return QRectF(place - theme.px(40), theme.px(top), theme.px(80), theme.px(18))


def _told(dot: Dot) -> Said:
    said = Said("{when}, {state}", when=when(dot.label), state=Said(dot.state.value))
    return joined(" ", (said, *dot.chips))


UNDATED = (
    "The study has no date of surgery for this case: its time points are numbered and stand evenly. The "
    "coordinator imports the clinical table."
)


class TimelineStrip(QFrame):
    """Dots, and beside them how well the visit lies on the baseline."""

    picked = Signal(int)
    checkWanted = Signal()

    def __init__(self, commands: Sequence[Command] = READING_COMMANDS) -> None:
        """The strip; `commands` tell the keys that stand on it."""
        super().__init__()
        self.setObjectName("panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        self._unit = text_label("Months from\nsurgery", "muted")
        row.addWidget(self._unit)
        self._dots = _Dots()
        self._dots.picked.connect(self.picked)
        row.addWidget(self._dots, 1)
        box = QVBoxLayout()
        box.setSpacing(1)
        box.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(text_label("Registration to baseline", "muted"))
        head.addStretch(1)
        check = button(
            Said("check  ({key})", key=shown_key(key_of("check", commands))),
            "link",
            accessible="Check the registration",
        )
        check.clicked.connect(self.checkWanted)
        head.addWidget(check)
        box.addLayout(head)
        self._value = text_label("—", "strong")
        self._note = text_label("", "muted", wrap=True)
        self._note.setFixedWidth(theme.px(270))
        box.addWidget(self._value)
        box.addWidget(self._note)
        box.addStretch(1)
        row.addLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_scene(self, scene: TimelineScene) -> None:
        """Draw the strip."""
        self._dots.set_dots(scene.dots)
        self._unit.setText("Months from\nsurgery" if scene.dated else "In order, no\nsurgery date")
        self._unit.setToolTip("" if scene.dated else UNDATED)
        self._value.setText(scene.registration)
        self._note.setText(marked(scene.registration_note, scene.trusted))
        self._note.setToolTip(scene.registration_note)
        colour = {True: theme.GOOD, False: theme.WARN, None: theme.MUTED}[scene.trusted]
        self._note.setStyleSheet(f"color: {colour};")
