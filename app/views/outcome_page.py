"""The outcome page: the question at the left, its answer in curves and tables, and why an event has its date."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.keys import key_of
from app.viewmodels.outcome import OutcomeModel
from app.viewmodels.outcome_keys import OUTCOME_COMMANDS
from app.viewmodels.outcome_scene import ENDPOINT_NAMES, NO_READS, Part
from app.viewmodels.outcome_why import Why
from app.views import theme
from app.views.empty_state import EmptyState
from app.views.help_overlay import HelpOverlay
from app.views.language import shown
from app.views.parts import Banner, Page, TextLabel, button, clear, panel, scrolled, text_label
from app.views.sheet_table import SheetTable
from app.views.survival_view import SurvivalView
from app.words import Said, joined, said
from review_schema.vocabulary import Endpoint

SIDE_PX, WHY_PX, BESIDE_PX = 264, 320, 820
"""Of the question, of the derivation, and how wide the list and the derivation must be to stand side by side."""

PART_NAMES = {
    Part.CURVES: Said("Curves"),
    Part.FIGURES: Said("Figures"),
    Part.TABLE3: Said("Table 3"),
    Part.AGREEMENT: Said("Agreement"),
    Part.FRAGILITY: Said("Fragility"),
    Part.EVENTS: Said("Events"),
}
PRIOR = ((Said("all"), ""), (Said("no prior cerebral irradiation"), "no"), (Said("irradiated before"), "yes"))
METASTASES = ((Said("all"), ""), (Said("single metastasis"), "single"), (Said("multiple metastases"), "multiple"))
STARTS = (
    (Said("surgery"), "surgery"),
    (Said("surgery, delayed entry"), "delayed"),
    (Said("start of radiotherapy"), "treatment"),
)
GROUPS = ((Said("arms compared"), True), (Said("all together"), False))
UNITS = {"patient": Said("patients"), "cavity": Said("cavities")}


class OutcomePage(Page):
    """Outcomes of the study. `visitWanted(subject, timepoint)` asks for the scans; `left` goes back."""

    visitWanted = Signal(str, str)
    left = Signal()

    def __init__(self, model: OutcomeModel, leave: str) -> None:
        """For one person.

        Args:
            model: what is shown and done.
            leave: text of the button that goes back.
        """
        super().__init__()
        self.model = model
        model.shown = shown
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._make_head(leave))
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._make_side())
        row.addLayout(self._make_answer(), 1)
        column.addLayout(row, 1)
        self.help = HelpOverlay(OUTCOME_COMMANDS, self)
        self._bind_keys()
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the model; what it computes is stopped."""
        self._unsubscribe()
        self.model.close()

    @property
    def first_focus(self) -> QWidget:
        """The first part; the question can be asked once the events are derived."""
        return self.part_buttons[Part.CURVES]

    def refresh(self) -> None:
        """Show the model as it stands."""
        model, scene, busy = self.model, self.model.scene, self.model.busy
        self.banner.show_notice("error", model.error)
        for part, one in self.part_buttons.items():
            one.setChecked(part is model.part)
        self._refresh_question()
        self._told.setText(scene.told)
        self._notes.setText(joined("  ·  ", scene.notes))
        for label in (self._told, self._notes):
            label.setVisible(bool(label.text()) and scene.empty is None)
        self._bar.setVisible(busy is not None)
        self.stop_button.setVisible(busy is not None)
        self._step.setText("" if busy is None else joined(" … ", [said(busy.text), said(busy.step)]))
        self._step.setVisible(busy is not None)
        self._note.setText(model.note)
        self._note.setVisible(bool(model.note))
        ready = busy is None and scene.empty is None and model.outcomes is not None
        self.write_button.setEnabled(ready)
        self.copy_button.setEnabled(ready and bool(scene.sheets))
        self._refresh_answer()

    # Parts

    def _make_head(self, leave: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(text_label("Outcomes", "title"))
        mark = text_label("UNBLINDED", "warn")
        mark.setAccessibleName("Unblinded view: subjects, dates and arms are shown here")
        head.addWidget(mark)
        head.addStretch(1)
        self.copy_button = button("Copy table", accessible="Copy the table, key Ctrl+C")
        self.copy_button.clicked.connect(self._copy)
        self.write_button = button("Write …", accessible="Write what is shown to a folder, key Ctrl+S")
        self.write_button.clicked.connect(self._write)
        self.back_button = button(leave)
        self.back_button.clicked.connect(self.left)
        for one in (self.copy_button, self.write_button, self.back_button):
            head.addWidget(one)
        return head

    def _make_side(self) -> QWidget:
        side, outer = panel()
        side.setFixedWidth(theme.px(SIDE_PX))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(4)
        outer.addWidget(scrolled(inside, "Question"), 1)
        layout.addWidget(text_label("SHOW", "heading"))
        self._parts = QButtonGroup(self)
        self.part_buttons = {}
        for part, name in PART_NAMES.items():
            key = key_of(part.value, OUTCOME_COMMANDS)
            made = button(
                Said("{name}   {key}", name=name, key=key), accessible=Said("{name}, key {key}", name=name, key=key)
            )
            made.setCheckable(True)
            made.clicked.connect(lambda checked=False, part=part: self.model.show(part))
            self._parts.addButton(made)
            self.part_buttons[part] = made
            layout.addWidget(made)
        layout.addSpacing(6)
        layout.addWidget(text_label("QUESTION", "heading"))
        self.endpoint_box = self._choice(layout, "Endpoint", lambda value: {"endpoint": value})
        self.groups_box = self._choice(layout, "Groups", lambda value: {"by_arm": value})
        self.prior_box = self._choice(layout, "Irradiation before", lambda value: {"prior": value})
        self.metastases_box = self._choice(layout, "Metastases", lambda value: {"metastases": value})
        self.unit_box = self._choice(layout, "Counted by", lambda value: {"unit": value})
        self.start_box = self._choice(layout, "Days from", lambda value: {"start": value})
        self.reader_box = self._choice(layout, "Labels of", lambda value: {"reader": value})
        layout.addStretch(1)
        self._note = text_label("", "good", wrap=True)
        self._step = text_label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(shown("Progress"))
        self.stop_button = button("Stop")
        self.stop_button.clicked.connect(self.model.cancel)
        for one in (self._note, self._step, self._bar, self.stop_button):
            outer.addWidget(one)
        return side

    def _choice(self, layout: QVBoxLayout, name: str, changed: Callable[[Any], dict[str, Any]]) -> QComboBox:
        layout.addWidget(text_label(name, "small"))
        box = QComboBox()
        box.setAccessibleName(shown(name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.activated.connect(lambda order: self.model.ask(replace(self.model.asked, **changed(box.itemData(order)))))
        layout.addWidget(box)
        return box

    def _make_answer(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self._told = text_label("", "strong", wrap=True)
        self._notes = text_label("", "muted", wrap=True)
        column.addWidget(self._told)
        column.addWidget(self._notes)
        self.answer = QStackedWidget()
        self.empty = EmptyState("no-cases", *NO_READS)
        self.empty.wanted.connect(self.model.answer_empty)
        self.figure = SurvivalView()
        self._sheets = QWidget()
        self._sheet_column = QVBoxLayout(self._sheets)
        self._sheet_column.setContentsMargins(0, 0, 6, 0)
        self._sheet_column.addStretch(1)
        self._tables: list[tuple[TextLabel, SheetTable]] = []
        self._waiting = QWidget()
        self._figure_scroll = _taking_no_focus(scrolled(self.figure, "Curves"))
        self._sheet_scroll = _taking_no_focus(scrolled(self._sheets, "Tables"))
        self._event_list = self._make_events()
        for one in (self._waiting, self.empty, self._figure_scroll, self._sheet_scroll, self._event_list):
            self.answer.addWidget(one)
        column.addWidget(self.answer, 1)
        self._shown_sheets: object = None
        self._shown_figure: object = None
        self._shown_why: object = None
        return column

    def _make_events(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.find_box = QLineEdit()
        self.find_box.setAccessibleName(shown("Find events, key Ctrl+F"))
        self.find_box.setPlaceholderText(shown("Find: patient, arm, event, flag …"))
        self.find_box.setClearButtonEnabled(True)
        self.find_box.setText(self.model.finding)
        self.find_box.textChanged.connect(self.model.find_events)
        row.addWidget(self.find_box, 1)
        self._found = text_label("", "muted")
        row.addWidget(self._found)
        column.addLayout(row)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.events = SheetTable("Events")
        self.events.setSortingEnabled(False)
        heads = self.events.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        at, descending = self.model.order
        heads.setSortIndicator(at, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(
            lambda at, order: self.model.sort_events(at, descending=order is Qt.SortOrder.DescendingOrder)
        )
        self.events.selectionModel().currentRowChanged.connect(self._event_chosen)
        self.events.activated.connect(lambda index: self._open_visit())
        self.split.addWidget(self.events)
        self.split.addWidget(self._make_why())
        self.split.setStretchFactor(0, 1)
        column.addWidget(self.split, 1)
        return whole

    def _make_why(self) -> QWidget:
        frame, outer = panel()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(8)
        layout.addWidget(text_label("WHY THIS DATE?", "heading"))
        self.why_title = text_label("", "strong", wrap=True)
        layout.addWidget(self.why_title)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        layout.addLayout(self._steps)
        layout.addStretch(1)
        outer.addWidget(_taking_no_focus(scrolled(inside, "Why this date?")), 1)
        self.visit_button = button("Open this visit", "primary", accessible="Open the visit behind the date")
        self.visit_button.clicked.connect(self._open_visit)
        outer.addWidget(self.visit_button)
        return frame

    # Refresh

    def _refresh_question(self) -> None:
        model, asked = self.model, self.model.asked
        names = [(_endpoint(code), code) for code in model.endpoints]
        _fill(self.endpoint_box, names, asked.endpoint)
        _fill(self.groups_box, GROUPS, asked.by_arm)
        _fill(self.prior_box, PRIOR, asked.prior)
        _fill(self.metastases_box, METASTASES, asked.metastases)
        units = model.units
        _fill(self.unit_box, [(UNITS[unit], unit) for unit in units], asked.unit or (units[0] if units else None))
        _fill(self.start_box, STARTS, asked.start)
        _fill(self.reader_box, [(name or Said("no reader"), name) for name in model.readers], asked.reader)
        of_question = model.part not in (Part.TABLE3, Part.AGREEMENT)
        boxes = (self.endpoint_box, self.groups_box, self.prior_box, self.metastases_box, self.unit_box, self.start_box)
        for box in boxes:
            box.setEnabled(of_question and model.outcomes is not None)
        self.reader_box.setEnabled(model.part is not Part.AGREEMENT and model.outcomes is not None)

    def _refresh_answer(self) -> None:
        model, scene = self.model, self.model.scene
        if model.busy is not None and model.outcomes is None:
            self.answer.setCurrentWidget(self._waiting)
        elif scene.empty is not None:
            self.empty.say("no-cases", *scene.empty)
            self.empty.button.setEnabled(model.busy is None)
            self.answer.setCurrentWidget(self.empty)
        elif scene.figure is not None:
            if self._shown_figure is not scene.figure:
                self._shown_figure = scene.figure
                self.figure.show_figure(scene.figure)
            self.answer.setCurrentWidget(self._figure_scroll)
        elif model.events.columns:
            self._refresh_events()
            self.answer.setCurrentWidget(self._event_list)
        else:
            self._refresh_sheets()
            self.answer.setCurrentWidget(self._sheet_scroll)

    def _refresh_sheets(self) -> None:
        sheets = self.model.scene.sheets
        if self._shown_sheets is sheets:
            return
        self._shown_sheets = sheets
        while len(self._tables) < len(sheets):
            title, table = text_label("", "strong"), SheetTable("Table")
            for one in (title, table):
                self._sheet_column.insertWidget(self._sheet_column.count() - 1, one)
            self._tables.append((title, table))
        for order, (title, table) in enumerate(self._tables):
            there = order < len(sheets)
            if there:
                title.setText(sheets[order].title)
                table.setAccessibleName(shown(sheets[order].title or "Table"))
                table.show_sheet(sheets[order], whole=True)
            title.setVisible(there and bool(sheets[order].title))
            table.setVisible(there)

    @property
    def tables(self) -> tuple[SheetTable, ...]:
        """The tables that are shown, from above."""
        return tuple(table for _, table in self._tables[: len(self.model.scene.sheets)])

    def _refresh_events(self) -> None:
        events = self.model.events
        with QSignalBlocker(self.events.selectionModel()):
            self.events.show_sheet(events)
        count, whole = len(events.rows), len(self.model.scene.sheets[0].rows)
        self._found.setText(Said("{n} of {all} shown", n=count, all=whole))
        why = self.model.why
        if self._shown_why is not why or why is None:
            self._shown_why = why
            self._refresh_why(why)

    def _refresh_why(self, why: Why | None) -> None:
        clear(self._steps)
        self.visit_button.setVisible(why is not None and self.model.may_open_case)
        if why is None:
            self.why_title.setText("Choose an event in the list: here stands how its date comes about.")
            return
        self.why_title.setText(why.title)
        for number, step in enumerate(why.steps, start=1):
            self._steps.addWidget(text_label(joined(". ", (str(number), step.text)), wrap=True))
            if step.rule:
                self._steps.addWidget(text_label(step.rule, "small", wrap=True))
        for name, value in why.facts:
            self._steps.addWidget(text_label(joined(": ", (said(name), value)), "muted", wrap=True))
        self.visit_button.setEnabled(bool(why.timepoint_id))
        self.visit_button.setToolTip("" if why.timepoint_id else "This date rests on no scan")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - theme.px(SIDE_PX) >= theme.px(BESIDE_PX)
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.split.setStretchFactor(1, 0 if beside else 1)
        wide = theme.px(WHY_PX)
        self.split.setSizes([self.split.width() - wide, wide] if beside else [self.height() // 2] * 2)

    # What is pressed

    def _bind_keys(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            **{part.value: made.click for part, made in self.part_buttons.items()},
            "find": self._find,
            "visit": self._open_visit,
            "copy": self._copy,
            "write": self.write_button.click,
            "again": self.model.load,
            "leave": self._leave,
            "help": self.help.toggle,
        }
        for command in OUTCOME_COMMANDS:
            QShortcut(QKeySequence(command.key), self, calls[command.name])

    def _leave(self) -> None:
        if self.help.isVisible():
            self.help.hide()
        else:
            self.model.cancel()

    def _find(self) -> None:
        self.model.show(Part.EVENTS)
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _event_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self.model.choose_event(now.row() if now.isValid() else None)

    def _open_visit(self) -> None:
        why = self.model.why
        if why is not None and why.timepoint_id and self.model.may_open_case:
            self.visitWanted.emit(why.subject, why.timepoint_id)

    def _copy(self) -> None:
        model = self.model
        sheets = (model.events,) if model.events.columns else model.scene.sheets
        if sheets and model.busy is None:
            QGuiApplication.clipboard().setText("\n".join(sheet.tsv(shown) for sheet in sheets))
            model.say(Said("Copied: {n} rows.", n=sum(len(sheet.rows) for sheet in sheets)))

    def _write(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, shown("Folder to write to"))
        if folder:
            self.model.write(Path(folder))


def _taking_no_focus(scroll: QScrollArea) -> QScrollArea:
    """Tab goes on to what is inside."""
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def _endpoint(code: str) -> Said:
    name = ENDPOINT_NAMES.get(Endpoint(code))
    return Said("{code}", code=code) if name is None else Said("{code} · {name}", code=code, name=name)


def _fill(box: QComboBox, options: object, chosen: object) -> None:
    assert isinstance(options, list | tuple)
    texts = [(shown(text), value) for text, value in options]
    if [(box.itemText(order), box.itemData(order)) for order in range(box.count())] != texts:
        box.clear()
        for text, value in texts:
            box.addItem(text, value)
    box.setCurrentIndex(next((order for order, (_, value) in enumerate(texts) if value == chosen), -1))
