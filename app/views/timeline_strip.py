"""The strip of visits above the pictures, with the registration of the visit on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

from app.viewmodels.keys import READING_COMMANDS, Command, key_of
from app.viewmodels.timeline import Dot, DotState, TimelineScene, when
from app.views import theme
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import button, chips_width, marked, paint_chips, text_label
from app.words import Said, joined

HEIGHT_PX = 64
INSET_PX = 60
NOTE_PX = 270
PARTS_PX = 24
WIDEST = 16777215
"""Qt's own bound of a width: none."""

APART_PX = 10
"""Between the texts of neighbouring dots."""


class _Dots(QWidget):
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._dots: tuple[Dot, ...] = ()
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_dots(self, dots: tuple[Dot, ...]) -> None:
        self._dots = dots
        self.setAccessibleName(shown(Said("Time points: {dots}", dots=joined("; ", [_told(dot) for dot in dots]))))
        self.setMinimumWidth(self.least_px(dots))
        self.update()

    def least_px(self, dots: tuple[Dot, ...]) -> int:
        """The width in which no text touches another, with nothing said below dots that are still shut."""
        widest = max((self._wide(dot, brief=True) for dot in dots), default=0.0)
        return round((len(dots) - 1) * (widest + APART_PX) + max(2 * self._inset(), widest))

    def _inset(self) -> float:
        return max([float(theme.px(INSET_PX) / 2), *(self._wide(dot, brief=self._brief()) / 2 for dot in self._dots)])

    def _brief(self) -> bool:
        """Whether there is no room for the word below each dot that is still shut: an empty dot says it alone."""
        words = max((self._wide(dot, brief=False) for dot in self._dots), default=0.0)
        return len(self._dots) * (words + APART_PX) > self.width()

    def _wide(self, dot: Dot, *, brief: bool) -> float:
        """How wide the texts of a dot are, pixels."""
        bold, small = QFont(self.font()), _state_font(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        below = chips_width(self.font(), dot.chips)
        if not dot.chips:
            below = QFontMetricsF(small).horizontalAdvance(shown(_state(dot, brief=brief)))
        return max(QFontMetricsF(bold).horizontalAdvance(dot.label), below)

    def sizeHint(self) -> QSize:
        return QSize(max(600, self.minimumWidth()), theme.px(HEIGHT_PX))

    def places(self) -> list[float]:
        """Where the dots stand, px from the left: real spacing, but never closer than their texts need."""
        inset = self._inset()
        width = self.width() - 2 * inset
        places = [inset + dot.place * width for dot in self._dots]
        brief = self._brief()
        needed = max((self._wide(dot, brief=brief) for dot in self._dots), default=0.0) + APART_PX
        gap = min(needed, width / max(1, len(places) - 1))
        for order in range(1, len(places)):
            places[order] = max(places[order], places[order - 1] + gap)
        for order in range(len(places) - 1, -1, -1):
            places[order] = min(places[order], inset + width - gap * (len(places) - 1 - order))
        return places

    def spans(self) -> list[tuple[float, float]]:
        """From where to where the texts of each dot go, px from the left."""
        brief = self._brief()
        halves = [self._wide(dot, brief=brief) / 2 for dot in self._dots]
        return [(place - half, place + half) for place, half in zip(self.places(), halves, strict=True)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for dot, place in zip(self._dots, self.places(), strict=True):
            if abs(event.position().x() - place) < theme.px(INSET_PX) / 2:
                self.picked.emit(dot.index)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._dots:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places, line, brief = self.places(), float(theme.px(27)), self._brief()
        painter.setPen(QPen(QColor(theme.BORDER), 2))
        painter.drawLine(QPointF(places[0], line), QPointF(places[-1], line))
        for dot, place in zip(self._dots, places, strict=True):
            self._paint_dot(painter, dot, place, line, brief=brief)

    def _paint_dot(self, painter: QPainter, dot: Dot, place: float, line: float, *, brief: bool) -> None:
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
            painter.setFont(_state_font(self.font()))
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(_text_box(place, 40), Qt.AlignmentFlag.AlignCenter, shown(_state(dot, brief=brief)))
            return
        paint_chips(painter, self.font(), dot.chips, place - chips_width(self.font(), dot.chips) / 2, theme.px(40))


def _text_box(place: float, top: int) -> QRectF:
    """Where a text about a dot stands; `top` at the first size of texts."""
    return QRectF(place - theme.px(80), theme.px(top), theme.px(160), theme.px(18))


def _state_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(theme.pt(8.5))
    small.setWeight(QFont.Weight.DemiBold)
    return small


def _state(dot: Dot, *, brief: bool) -> str:
    """What stands below a dot without labels."""
    if dot.state is DotState.SHUT:
        return "" if brief else "still locked"
    return "open" if dot.state is DotState.OPEN else ""


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
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(14, 6, 14, 6)
        self._parts.setSpacing(PARTS_PX)
        months = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        months.setSpacing(12)
        self._unit = text_label("Months from\nsurgery", "muted")
        months.addWidget(self._unit)
        self._dots = _Dots()
        self._dots.picked.connect(self.picked)
        self._visits = QScrollArea()
        self._visits.setWidgetResizable(True)
        self._visits.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._visits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._visits.setWidget(self._dots)
        months.addWidget(self._visits, 1)
        self._parts.addLayout(months, 1)
        self._box = box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        box.setSpacing(1)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title = text_label("Registration to baseline", "muted")
        head.addWidget(self._title)
        head.addStretch(1)
        check = button(
            Said("check  ({key})", key=shown_key(key_of("check", commands))),
            "link",
            accessible="Check the registration",
        )
        check.clicked.connect(self.checkWanted)
        head.addWidget(check)
        self._check = check
        box.addStretch(1)
        box.addLayout(head)
        self._value = text_label("—", "strong")
        self._note = text_label("", "muted", wrap=True)
        box.addWidget(self._value)
        box.addWidget(self._note)
        box.addStretch(1)
        self._parts.addLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._beside: bool | None = None
        self._fit()

    @property
    def dots(self) -> _Dots:
        """The visits, with their texts."""
        return self._dots

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The registration stands beside the visits, or, where their texts need the width, in a line below them."""
        registration = max(theme.px(NOTE_PX), self._head.sizeHint().width())
        least = self._unit.sizeHint().width() + self._dots.minimumWidth() + registration + 2 * 14 + 12 + PARTS_PX
        beside = least <= self.width()
        bar = 0 if self._dots.minimumWidth() <= self._visits.width() else self._visits.horizontalScrollBar().height()
        self._visits.setFixedHeight(theme.px(HEIGHT_PX) + bar)
        if beside is self._beside:
            return
        self._beside = beside
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(across if beside else down)
        self._parts.setSpacing(PARTS_PX if beside else 2)
        self._box.setDirection(down if beside else across)
        self._box.setSpacing(1 if beside else 16)
        self._note.setMinimumWidth(registration if beside else 0)
        self._note.setMaximumWidth(registration if beside else WIDEST)

    def show_scene(self, scene: TimelineScene) -> None:
        """Draw the strip."""
        self._dots.set_dots(scene.dots)
        self._unit.setText("Months from\nsurgery" if scene.dated else "In order, no\nsurgery date")
        self._unit.setToolTip("" if scene.dated else UNDATED)
        self._show_current(scene)
        self._value.setText(scene.registration)
        self._note.setText(marked(scene.registration_note, scene.trusted))
        self._note.setToolTip(scene.registration_note)
        colour = {True: theme.GOOD, False: theme.WARN, None: theme.MUTED}[scene.trusted]
        self._note.setStyleSheet(f"color: {colour};")
        self._fit()

    def _show_current(self, scene: TimelineScene) -> None:
        """Bring the visit on the screen into sight, where not all of them have room."""
        for dot, place in zip(scene.dots, self._dots.places(), strict=True):
            if dot.shown:
                self._visits.ensureVisible(round(place), 0, theme.px(INSET_PX), 0)
