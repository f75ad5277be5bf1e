"""The coordinator's case view: every visit, and the cavity grown from a click and corrected with a brush."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.case_editor import CaseEditor
from app.viewmodels.case_keys import CASE_COMMANDS
from app.viewmodels.comparison import Mode
from app.viewmodels.keys import CHECK_COMMANDS, Command, key_of
from app.viewmodels.outlines import Overlay
from app.viewmodels.slices import BRUSH_LIMITS_MM, SlicesModel, Tool
from app.views import theme
from app.views.check_page import CheckPage
from app.views.empty_state import NOT_OPENED, EmptyState
from app.views.help_overlay import HelpOverlay
from app.views.language import shown
from app.views.parts import FloatingBanner, Page, button, panel, scrolled, text_label
from app.views.pictures import copy_area, copy_view, save_view
from app.views.reading_area import ReadingArea
from app.words import Said
from imaging.cavity import APPLICATOR_MM
from imaging.planes import Plane

VISITS_PX = 110
SIDE_PX = 270
NO_SCANS = "This subject has no scans yet: the clinical table names it. Import its scans on the study's page."
BRUSH_TICKS = 2  # steps of the brush slider per mm

TOOLS = (
    (Tool.NAVIGATE, "Look", "Scroll, zoom, window; a click moves the crosshair"),
    (Tool.GROW, "Grow", "Click into the cavity: its outline is proposed"),
    (Tool.BRUSH, "Brush", "Paint into the cavity; Shift+wheel changes the brush"),
    (Tool.ERASE, "Eraser", "Take away from the cavity"),
    (Tool.SPHERE, "Sphere", "Click the middle of the applicator's sphere"),
)


class CasePage(Page):
    """One case in the coordinator's hands. `left` goes back to the study."""

    left = Signal()

    def __init__(self, editor: CaseEditor, check_commands: Sequence[Command] = CHECK_COMMANDS) -> None:
        """Show `editor`, with the keys of `check_commands` in the check."""
        super().__init__()
        self.editor, self._check_commands = editor, check_commands
        self.slices = SlicesModel()
        self.check_page: CheckPage | None = None
        self._shown_draft: object = None
        self._shown_visits: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._make_head())
        row = QHBoxLayout()
        row.setSpacing(6)
        self.area = ReadingArea(self.slices)
        self.area.placePicked.connect(self._picked)
        self.area.brushed.connect(editor.brush)
        self.area.strokeEnded.connect(editor.end_stroke)
        self.area.visitPicked.connect(self._visit_chosen)
        self.banner = FloatingBanner(self, self.area)
        self.banner.dismissed.connect(editor.dismiss)
        row.addWidget(self.area, 1)
        self.missing = EmptyState(*NOT_OPENED, "Back to the study")
        self.missing.wanted.connect(self.left)
        row.addWidget(self.missing, 1)
        row.addWidget(self._make_side())
        column.addLayout(row, 1)
        self.help = HelpOverlay(CASE_COMMANDS, self)
        self.help.covers.connect(self._rest_keys)
        self._bind_keys()
        self._unsubscribe = editor.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the editor; what runs in the background is dropped."""
        self._end_check()
        self._unsubscribe()
        self.editor.close()

    @property
    def can_be_made_anew(self) -> bool:
        """Whether no check is open and every drawing is saved."""
        return self.check_page is None and not self.editor.busy and not self.editor.unsaved

    def refresh(self) -> None:
        """Show the editor as it stands."""
        editor = self.editor
        if editor.case is not None:
            if self.slices.case is not editor.case:
                self.slices.replace_case(editor.case, current_index=editor.index)
            self.slices.set_visit(editor.index)
        if self._shown_draft is not editor.drawing:
            self._shown_draft = editor.drawing
            self.slices.set_draft(editor.drawing)
        self.banner.show_notice("error", editor.error)
        self._busy.setVisible(bool(editor.busy))
        self._busy.setFormat(f"{shown(editor.busy)} …")
        self._note.setText(editor.note)
        self._refresh_lists()
        ready = editor.case is not None and not editor.busy
        opened = editor.case is not None or bool(editor.busy) or bool(editor.visits and not editor.error)
        self.area.setVisible(opened)
        self.missing.setVisible(not opened)
        if not editor.visits:
            self.missing.say("missing-scan", NO_SCANS, "Back to the study")
        self.area.setEnabled(ready)
        self.save_button.setEnabled(ready and editor.unsaved)
        self.undo_button.setEnabled(ready and editor.can_undo)
        self.redo_button.setEnabled(ready and editor.can_redo)
        self._volume.setText(
            "nothing drawn" if editor.draft is None else Said("{ml:.2f} ml drawn", ml=editor.draft.voxel_sum_ml)
        )
        self._state.setText("not saved yet" if editor.unsaved else "")

    # Parts

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        back = button("‹ Study", "link", accessible="Back to the study")
        back.clicked.connect(self._leave)
        head.addWidget(back)
        head.addWidget(text_label(Said("{subject}", subject=self.editor.subject), "strong"))
        head.addWidget(text_label("UNBLINDED", "warn"))
        head.addStretch(1)
        self._note = text_label("", "good")
        head.addWidget(self._note)
        keys = button("? keys", "link", accessible="Show every key")
        keys.clicked.connect(lambda checked=False: self.help.toggle())
        head.addWidget(keys)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setFixedWidth(theme.px(220))
        head.addWidget(self._busy)
        return head

    def _picked(self, place_mm: tuple[float, float, float]) -> None:
        if self.slices.tool is Tool.SPHERE:
            self.editor.place_sphere(place_mm, self.slices.sphere_mm)
        else:
            self.editor.grow(place_mm)

    def _leave(self) -> None:
        if self.editor.may_leave():
            self.left.emit()

    def _make_side(self) -> QWidget:
        side, outer = panel()
        side.setFixedWidth(theme.px(SIDE_PX))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, "Cavity"))
        layout.addWidget(text_label("TIME POINT", "heading"))
        self.visit_list = QListWidget()
        self.visit_list.setAccessibleName(shown("Time points"))
        self.visit_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.visit_list.setWordWrap(True)
        self.visit_list.setMinimumHeight(theme.px(VISITS_PX))
        self.visit_list.currentRowChanged.connect(self._visit_chosen)
        layout.addWidget(self.visit_list, 6)
        self.check_button = button("Check registration   R", accessible="Check the registration, key R")
        self.check_button.clicked.connect(self._check)
        layout.addWidget(self.check_button)
        layout.addWidget(text_label("CAVITY", "heading"))
        cavity_row = QHBoxLayout()
        self.cavity_box = QComboBox()
        self.cavity_box.setAccessibleName(shown("Cavity that is drawn"))
        self.cavity_box.activated.connect(lambda order: self.editor.choose_cavity(self.cavity_box.itemText(order)))
        cavity_row.addWidget(self.cavity_box, 1)
        further = button("New cavity", accessible="Draw a further cavity")
        further.clicked.connect(self.editor.new_cavity)
        cavity_row.addWidget(further)
        layout.addLayout(cavity_row)
        self._tools, self.tool_buttons = QButtonGroup(self), dict[Tool, QAbstractButton]()
        for tool, text, meaning in TOOLS:
            row = QHBoxLayout()
            row.addWidget(self._tool_button(tool, text, meaning), 1)
            if tool is Tool.SPHERE:
                row.addWidget(self._make_sphere_box())
            layout.addLayout(row)
        layout.addWidget(text_label("BRUSH RADIUS", "heading"))
        self.brush_slider = QSlider(Qt.Orientation.Horizontal)
        self.brush_slider.setAccessibleName(shown("Radius of the brush, mm"))
        self.brush_slider.setRange(round(BRUSH_TICKS * BRUSH_LIMITS_MM[0]), round(BRUSH_TICKS * BRUSH_LIMITS_MM[1]))
        self.brush_slider.valueChanged.connect(lambda ticks: self.slices.set_brush(ticks / BRUSH_TICKS))
        layout.addWidget(self.brush_slider)
        self._brush_text = text_label("", "muted")
        layout.addWidget(self._brush_text)
        self._unsubscribe_slices = self.slices.subscribe(self._refresh_brush)
        self._refresh_brush()
        layout.addStretch(1)
        self._volume = text_label("", "strong")
        self._state = text_label("", "warn")
        layout.addWidget(self._volume)
        layout.addWidget(self._state)
        steps = QHBoxLayout()
        self.undo_button = button("Undo")
        self.undo_button.clicked.connect(self.editor.undo)
        self.redo_button = button("Redo")
        self.redo_button.clicked.connect(self.editor.redo)
        steps.addWidget(self.undo_button)
        steps.addWidget(self.redo_button)
        layout.addLayout(steps)
        self.save_button = button("Save contour   Ctrl+S", "primary", accessible="Save the contour")
        self.save_button.clicked.connect(self.editor.save)
        outer.addWidget(self.save_button)  # below what scrolls: always in sight
        return side

    def _make_sphere_box(self) -> QWidget:
        self.sphere_box = QDoubleSpinBox()
        self.sphere_box.setAccessibleName(shown("Diameter of the applicator's sphere, mm"))
        self.sphere_box.setToolTip(shown("Diameter of the applicator"))
        self.sphere_box.setRange(*APPLICATOR_MM)
        self.sphere_box.setSingleStep(5.0)
        self.sphere_box.setDecimals(1)
        self.sphere_box.setSuffix(" mm")
        self.sphere_box.setFixedWidth(theme.px(82))
        self.sphere_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # No arrows. `NoButtons` under a style sheet leaves the number itself a single pixel.
        self.sphere_box.setStyleSheet(
            "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }"
        )
        self.sphere_box.valueChanged.connect(self.slices.set_sphere)
        return self.sphere_box

    def _tool_button(self, tool: Tool, text: str, meaning: str) -> QWidget:
        key = key_of(tool.value, CASE_COMMANDS)
        made = button(
            Said("{tool}   {key}", tool=Said(text), key=key),
            accessible=Said("{tool}: {meaning}, key {key}", tool=Said(text), meaning=Said(meaning), key=key),
        )
        made.setCheckable(True)
        made.setChecked(tool is Tool.NAVIGATE)
        made.setToolTip(shown(meaning))
        made.clicked.connect(lambda checked=False: self.slices.set_tool(tool))
        self._tools.addButton(made)
        self.tool_buttons[tool] = made
        self.slices.subscribe(lambda: made.setChecked(self.slices.tool is tool))
        return made

    def _bind_keys(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            "visit-before": lambda: self.editor.show(self.editor.index - 1),
            "visit-after": lambda: self.editor.show(self.editor.index + 1),
            "slice-up": lambda: self.slices.step(Plane.AXIAL, 1),
            "slice-down": lambda: self.slices.step(Plane.AXIAL, -1),
            "centre": self.slices.show_cavity,
            "head": self.slices.show_head,
            "layout": self.area.next_layout,
            "check": self._check,
            **{tool.value: made.click for tool, made in self.tool_buttons.items()},
            "undo": self.editor.undo,
            "redo": self.editor.redo,
            "save": self.editor.save,
            "flicker": lambda: self.area.compare(Mode.FLICKER),
            "flip": self.slices.flip,
            "reveal": lambda: self.area.compare(Mode.REVEAL),
            "setting-less": lambda: self.slices.comparison.step_setting(-1),
            "setting-more": lambda: self.slices.comparison.step_setting(1),
            "cavity": lambda: self.slices.switch(Overlay.CAVITY),
            "filled": self.slices.fill,
            "margin": lambda: self.slices.switch(Overlay.MARGIN),
            "crosshair": lambda: self.slices.switch(Overlay.CROSSHAIR),
            "legend": lambda: self.slices.switch(Overlay.LEGEND),
            "copy": lambda: copy_view(self.area, self.editor.tell),
            "copy-all": lambda: copy_area(self.area, self.editor.tell),
            "save-picture": lambda: save_view(self.area, self.editor.tell, self.editor.refuse),
            "leave": self._step_back,
            "help": self.help.toggle,
        }
        self._shortcuts = {
            command.name: QShortcut(
                QKeySequence(command.key), self, calls[command.name], context=Qt.ShortcutContext.WindowShortcut
            )
            for command in CASE_COMMANDS
        }

    def _step_back(self) -> None:
        """Close what lies over the pictures; where nothing does, the mouse looks again instead of drawing."""
        if self.help.isVisible():
            self.help.hide()
        elif self.editor.error:
            self.editor.dismiss()
        else:
            self.tool_buttons[Tool.NAVIGATE].click()

    # The check of a registration, over the page

    def _check(self) -> None:
        model = self.editor.check() if self.check_page is None else None
        if model is None:
            return
        self.check_page = CheckPage(model, self, self._check_commands)
        self.check_page.left.connect(self._end_check)
        self._rest_keys(True)

    def _end_check(self) -> None:
        page, self.check_page = self.check_page, None
        if page is not None:
            page.close_page()
            page.hide()
            page.deleteLater()
            self._rest_keys(False)
            self.setFocus()

    def _rest_keys(self, covered: bool) -> None:
        """What is not seen is not changed: under the check no key of the page works, under `?` those that close it."""
        for name, shortcut in self._shortcuts.items():
            shortcut.setEnabled(self.check_page is None and (not covered or name in ("help", "leave")))

    # Refresh

    def _refresh_brush(self) -> None:
        self.brush_slider.blockSignals(True)
        self.brush_slider.setValue(round(BRUSH_TICKS * self.slices.brush_mm))
        self.brush_slider.blockSignals(False)
        self.sphere_box.blockSignals(True)
        self.sphere_box.setValue(self.slices.sphere_mm)
        self.sphere_box.blockSignals(False)
        self._brush_text.setText(Said("{mm:g} mm", mm=self.slices.brush_mm))

    def _refresh_lists(self) -> None:
        editor = self.editor
        visits = editor.visits
        if visits != self._shown_visits:
            self._shown_visits = visits
            self.visit_list.blockSignals(True)
            self.visit_list.clear()
            for visit in visits:
                known = [*([shown("baseline")] if visit.is_baseline else []), *visit.contoured] or [shown("no contour")]
                self.visit_list.addItem(f"{visit.date} · {shown(visit.role)}\n{' · '.join(known)}")
            self.visit_list.blockSignals(False)
        self.visit_list.blockSignals(True)
        self.visit_list.setCurrentRow(editor.index)
        self.visit_list.blockSignals(False)
        self.cavity_box.blockSignals(True)
        self.cavity_box.clear()
        self.cavity_box.addItems(list(editor.cavities))
        self.cavity_box.setCurrentText(editor.cavity)
        self.cavity_box.blockSignals(False)

    def _visit_chosen(self, row: int) -> None:
        self.editor.show(row)
        self._refresh_lists()
