"""The check of a registration: the pair in three planes, ways to compare, six sliders, and the decision.

Covers the page that asked for it; `left` is emitted when it is done with, decided or not.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.check import LINE_LEVEL, MODES, NUDGES, CheckModel
from app.viewmodels.comparison import Mode, Range
from app.viewmodels.keys import CHECK_COMMANDS, Command, key_of
from app.viewmodels.slices import Shown, SliceScene, ViewSpec
from app.viewmodels.timeline import registration_words
from app.views import theme
from app.views.actions import bind
from app.views.comparison_marks import difference_colours, run_at
from app.views.help_overlay import HelpOverlay
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import Banner, TextLabel, button, marked, panel, scrolled, text_label
from app.views.viewport import Viewport
from app.words import Said
from imaging.planes import Plane

SIDE_PX = 372
ZOOM_STEP = 1.2
MODE_TEXTS = {
    Mode.FLICKER: "Flicker",
    Mode.REVEAL: "Reveal",
    Mode.CHECKERBOARD: "Board",
    Mode.BLEND: "Blend",
    Mode.DIFFERENCE: "Difference",
    Mode.EDGES: "Edges",
}
CELLS = ((Plane.AXIAL, 0, 0, 2), (Plane.CORONAL, 0, 1, 1), (Plane.SAGITTAL, 1, 1, 1))
"""Plane, row, column, rows spanned."""


def edge_colours() -> list[int]:
    """Greys, and the colour of lines at their level."""
    greys = [QColor(level, level, level).rgb() for level in range(256)]
    greys[LINE_LEVEL] = QColor(theme.MARGIN).rgb()
    return greys


class ComparedView(Viewport):
    """A picture of two visits, of which the left button takes hold of the later one.

    Signals:
        dragged(plane, before, after, turn): places in LPS mm; turn with Ctrl held.
        let_go().
    """

    dragged = Signal(object, object, object, bool)
    let_go = Signal()

    def __init__(self, plane: Plane, model: CheckModel) -> None:
        super().__init__(ViewSpec(Shown.CURRENT, plane), model.pixels)
        self._held: QPointF | None = None
        self._tables: dict[Mode, list[int]] = {Mode.DIFFERENCE: difference_colours(), Mode.EDGES: edge_colours()}
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_compared(self, scene: SliceScene, mode: Mode) -> None:
        """Show `scene` in the colours of `mode`."""
        self._colours = self._tables.get(mode, [])
        self._signed = mode is Mode.DIFFERENCE
        self.set_scene(scene)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        before, after = self.point_under(self._held), self.point_under(event.position())
        self._held = event.position()
        if before is not None and after is not None:
            turn = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.dragged.emit(self.spec.plane, before, after, turn)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._held is not None:
            self._held = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.let_go.emit()
        else:
            super().mouseReleaseEvent(event)


class NumberRow(QWidget):
    """A number as name, slider and box; both speak in the number's own steps."""

    changed = Signal(float)
    settled = Signal()

    def __init__(self, of: Range, meaning: str) -> None:
        super().__init__()
        self._of = of
        told = shown(Said("{meaning}, {unit}", meaning=Said(meaning), unit=of.unit))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.name = text_label(of.name, "muted")
        self.name.setFixedWidth(theme.px(58))
        row.addWidget(self.name)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(of.least / of.step), round(of.greatest / of.step))
        self.slider.setAccessibleName(told)
        self.slider.valueChanged.connect(lambda ticks: self.changed.emit(ticks * of.step))
        self.slider.sliderReleased.connect(self.settled)
        row.addWidget(self.slider, 1)
        self.box = QDoubleSpinBox()
        self.box.setDecimals(1)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setRange(of.least, of.greatest)
        self.box.setSingleStep(of.step)
        self.box.setSuffix(f" {of.unit}")
        self.box.setFixedWidth(theme.px(82))
        # No arrows. `NoButtons` under a style sheet leaves the number itself a single pixel.
        self.box.setStyleSheet("QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }")
        self.box.setAccessibleName(told)
        self.box.setKeyboardTracking(False)
        self.box.valueChanged.connect(self._typed)
        row.addWidget(self.box)
        self.setToolTip(shown(meaning))

    def _typed(self, value: float) -> None:
        self.changed.emit(value)
        self.settled.emit()

    def show_value(self, value: float) -> None:
        """Show a number."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            self.slider.setValue(round(value / self._of.step))
            self.box.setValue(value)


MEANINGS = (
    "To the patient's left",
    "Backwards",
    "Towards the head",
    "Turn about the axis from right to left",
    "Turn about the axis from front to back",
    "Turn about the axis from feet to head",
)


class CheckPage(QFrame):
    """A `CheckModel` on the screen, over `parent`."""

    left = Signal()

    def __init__(self, model: CheckModel, parent: QWidget, commands: Sequence[Command] = CHECK_COMMANDS) -> None:
        """Show `model`, with the keys of `commands`."""
        super().__init__(parent)
        self.model, self._commands = model, commands
        self.plane = Plane.AXIAL
        self.setObjectName("check")
        self.setAccessibleName(shown("Check of the registration"))
        self.setStyleSheet(f"QFrame#check {{ background: {theme.BACKGROUND}; border: none; }}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 8)
        row.setSpacing(6)
        pictures = QGridLayout()
        pictures.setSpacing(3)
        self.views = {plane: self._make_view(plane) for plane, *_ in CELLS}
        for plane, line, column, lines in CELLS:
            pictures.addWidget(self.views[plane], line, column, lines, 1)
        pictures.setColumnStretch(0, 3)
        pictures.setColumnStretch(1, 2)
        row.addLayout(pictures, 1)
        row.addWidget(self._make_side())
        self._clock = QTimer(self)
        self._clock.timeout.connect(model.change_picture)
        self.help = HelpOverlay(commands, self)
        self.actions_by_name = bind(self, commands, self._calls())
        self.help.covers.connect(self._rest_keys)
        self._unsubscribe = model.subscribe(self.refresh)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.refresh()
        self.show()
        self.raise_()
        QTimer.singleShot(0, self, self.refresh)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_page(self) -> None:
        """Let go of the model; what runs in the background is dropped."""
        self._clock.stop()
        self._unsubscribe()
        self.model.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            QTimer.singleShot(0, self, self.refresh)  # once the views have their new shapes
        return super().eventFilter(watched, event)

    # Parts

    def _make_view(self, plane: Plane) -> ComparedView:
        model, view = self.model, ComparedView(plane, self.model)
        view.stepped.connect(model.step_slices)
        view.zoomed.connect(model.zoom)
        view.panned.connect(model.pan)
        view.windowDragged.connect(model.drag_window)
        view.dragged.connect(model.drag)
        view.let_go.connect(model.end_stroke)
        return view

    def _make_side(self) -> QWidget:
        side, outer = panel()
        side.setFixedWidth(theme.px(SIDE_PX))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        outer.addWidget(scrolled(inside, "Check of the registration"))
        head = QHBoxLayout()
        head.addWidget(text_label("REGISTRATION", "heading"))
        head.addStretch(1)
        keys = button("? keys", "link", accessible="Show every key")
        keys.clicked.connect(lambda checked=False: self.help.toggle())
        head.addWidget(keys)
        leave = shown_key(key_of("leave", self._commands))
        back = button(Said("‹ Back  {key}", key=leave), "link", accessible=Said("Back, key {key}", key=leave))
        back.clicked.connect(self._leave)
        head.addWidget(back)
        column.addLayout(head)
        self._value = text_label("", "strong")
        self._note = text_label("", "muted", wrap=True)
        column.addWidget(self._value)
        column.addWidget(self._note)
        column.addSpacing(6)
        column.addWidget(text_label("COMPARE", "heading"))
        column.addLayout(self._make_modes())
        self.setting = QSlider(Qt.Orientation.Horizontal)
        self.setting.valueChanged.connect(self._setting_moved)
        self._setting_name, self._setting_text = text_label("", "muted"), text_label("")
        self._setting_name.setFixedWidth(theme.px(58))
        self._setting_text.setFixedWidth(theme.px(58))
        line = QHBoxLayout()
        for part in (self._setting_name, self.setting, self._setting_text):
            # A mode without a number leaves its place empty: nothing below it jumps.
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        line.addWidget(self._setting_name)
        line.addWidget(self.setting, 1)
        line.addWidget(self._setting_text)
        column.addLayout(line)
        column.addSpacing(6)
        column.addWidget(text_label("NUDGE", "heading"))
        self.numbers = tuple(self._number_row(which) for which in range(len(NUDGES)))
        for one in self.numbers:
            column.addWidget(one)
        self._hint = text_label("Drag a picture to shift, Ctrl+drag to turn about the cavity.", "small", wrap=True)
        column.addWidget(self._hint)
        steps = QGridLayout()
        self.undo_button = self._button("Undo", "undo", self.model.undo)
        self.redo_button = self._button("Redo", "redo", self.model.redo)
        self.found_button = self._button("As found", "as-found", self.model.as_found)
        steps.addWidget(self.undo_button, 0, 0)
        steps.addWidget(self.redo_button, 0, 1)
        steps.addWidget(self.found_button, 1, 0, 1, 2)
        column.addLayout(steps)
        column.addStretch(1)
        self.banner = Banner()
        self.banner.dismissed.connect(self.model.dismiss)
        column.addWidget(self.banner)
        column.addWidget(text_label("DECIDE", "heading"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        column.addWidget(self._bar)
        column.addLayout(self._make_decisions())
        return side

    def _make_modes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(5)
        self.modes: dict[Mode, QPushButton] = {}
        group = QButtonGroup(self)
        for order, (mode, text) in enumerate(MODE_TEXTS.items()):
            made = self._button(text, mode.value, self._shows(mode))
            made.setCheckable(True)
            group.addButton(made)
            self.modes[mode] = made
            grid.addWidget(made, order // 2, order % 2)
        return grid

    def _make_decisions(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        self.pass_button = self._button("Pass", "pass", self.model.agree)
        self.keep_button = self._button("Keep", "keep", self.model.keep)
        self.run_button = self._button("Run again from here", "run", self.model.run_again)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(shown("Reason for rejecting"))
        self.reason.setAccessibleName(shown("Reason for rejecting"))
        self.reason.setMaxLength(160)
        self.reason.returnPressed.connect(self._reject)
        self.reject_button = self._button("Reject", "reject", self._reject)
        grid.addWidget(self.pass_button, 0, 0)
        grid.addWidget(self.keep_button, 0, 1)
        grid.addWidget(self.run_button, 1, 0, 1, 2)
        grid.addWidget(self.reason, 2, 0)
        grid.addWidget(self.reject_button, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _button(self, text: str, command: str, call: Callable[[], None]) -> QPushButton:
        key = shown_key(key_of(command, self._commands))
        made = button(
            Said("{command}   {key}", command=Said(text), key=key),
            accessible=Said("{command}, key {key}", command=Said(text), key=key),
        )
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda checked=False: call())
        return made

    def _number_row(self, which: int) -> NumberRow:
        made = NumberRow(NUDGES[which], MEANINGS[which])
        made.changed.connect(lambda value: self.model.set_number(which, value))
        made.settled.connect(self.model.end_stroke)
        return made

    # Keys

    def _calls(self) -> dict[str, Callable[[], None]]:
        model = self.model

        def nudge(which: int, steps: int) -> Callable[[], None]:
            return lambda: model.step_number(which, steps)

        return {
            **{mode.value: self._shows(mode) for mode in MODES},
            "setting-less": lambda: model.step_setting(-1),
            "setting-more": lambda: model.step_setting(1),
            "slice-up": lambda: model.step_slices(self.plane, 1),
            "slice-down": lambda: model.step_slices(self.plane, -1),
            "zoom-in": lambda: model.zoom(ZOOM_STEP),
            "zoom-out": lambda: model.zoom(1 / ZOOM_STEP),
            "centre": model.go_to_cavity,
            "cavity": model.switch_cavity,
            "to-left": nudge(0, 1),
            "to-right": nudge(0, -1),
            "to-back": nudge(1, 1),
            "to-front": nudge(1, -1),
            "to-head": nudge(2, 1),
            "to-feet": nudge(2, -1),
            "nod-more": nudge(3, 1),
            "nod-less": nudge(3, -1),
            "tilt-more": nudge(4, 1),
            "tilt-less": nudge(4, -1),
            "turn-more": nudge(5, 1),
            "turn-less": nudge(5, -1),
            "undo": model.undo,
            "redo": model.redo,
            "as-found": model.as_found,
            "pass": model.agree,
            "keep": model.keep,
            "run": model.run_again,
            "reject": self.reason.setFocus,
            "leave": self._leave,
            "help": self.help.toggle,
        }

    def _shows(self, mode: Mode) -> Callable[[], None]:
        return lambda: self.model.set_mode(mode)

    def _rest_keys(self, covered: bool) -> None:
        for name, action in self.actions_by_name.items():
            action.setEnabled(not covered or name in ("help", "leave"))

    def _leave(self) -> None:
        if self.help.isVisible():
            self.help.hide()
        elif self.reason.hasFocus():
            self.setFocus()
        elif self.model.may_leave:
            self.left.emit()

    def _reject(self) -> None:
        self.model.reject(self.reason.text())

    def _setting_moved(self, ticks: int) -> None:
        allowed = self.model.setting_range
        if allowed is not None:
            self.model.set_setting(ticks * allowed.step)

    # Refresh

    def refresh(self) -> None:
        """Show the model as it stands."""
        model = self.model
        if model.over:
            self.left.emit()
            return
        for plane, view in self.views.items():
            view.show_compared(model.scene(plane, view.width() / max(view.height(), 1)), model.mode)
        run_at(self._clock, model.flicker_ms)
        for mode, made in self.modes.items():
            made.setChecked(mode is model.mode)
        for row, value in zip(self.numbers, model.numbers, strict=True):
            row.show_value(value)
            row.setEnabled(not (model.busy or model.may_not))
        self._refresh_setting()
        self._refresh_words()
        self.undo_button.setEnabled(model.can_undo)
        self.redo_button.setEnabled(model.can_redo)
        self.found_button.setEnabled(model.can_run)
        self.pass_button.setEnabled(model.can_pass)
        self.keep_button.setEnabled(model.can_keep)
        for one in (self.run_button, self.reject_button, self.reason):
            one.setEnabled(model.can_run)
        self._bar.setVisible(bool(model.busy))
        self._bar.setFormat(f"{shown(model.busy)} …")

    def _refresh_setting(self) -> None:
        allowed = self.model.setting_range
        for part in (self._setting_name, self.setting, self._setting_text):
            part.setVisible(allowed is not None)
        if allowed is None:
            self._setting_name.setText("")
            self._setting_text.setText("")
            return
        with QSignalBlocker(self.setting):
            self.setting.setRange(round(allowed.least / allowed.step), round(allowed.greatest / allowed.step))
            self.setting.setValue(round(self.model.setting / allowed.step))
        self.setting.setAccessibleName(shown(Said("{name}, {unit}", name=Said(allowed.name), unit=allowed.unit)))
        self._setting_name.setText(allowed.name)
        self._setting_text.setText(Said("{value:g} {unit}", value=self.model.setting, unit=allowed.unit))

    def _refresh_words(self) -> None:
        facts = self.model.facts
        if facts is None:
            value, note, trusted = "moved by hand", "its error is estimated when it is kept", None
        else:
            (value, note), trusted = registration_words(facts), facts.trusted
        self._value.setText(value)
        _tell(self._note, self.model.may_not or note, None if self.model.may_not else trusted)
        self.banner.show_notice("error", self.model.error)


def _tell(label: TextLabel, text: str, trusted: bool | None) -> None:
    label.setText(marked(text, trusted))
    label.setStyleSheet(f"color: { ({True: theme.GOOD, False: theme.WARN, None: theme.MUTED}[trusted]) };")
