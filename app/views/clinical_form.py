"""The clinical form: the facts of one subject, group by group, each cell checked as it is typed. Marked unblinded."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.clinical_form import CellLine, ClinicalForm, FactLine, KindLine
from app.views import theme
from app.views.flow import Flow
from app.views.language import shown
from app.views.parts import Banner, Page, button, panel, scrolled, text_label
from app.words import Said, joined, said

GROUPS_PX, NAME_PX, SUBJECT_PX = 190, 215, 220
CELL_PX = {"cavity": 76, "date": 112, "until": 112, "item": 150, "value": 120, "qualifier": 150, "detail": 190}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Line(QLineEdit):
    """A cell for any text."""

    typed = Signal(str)

    def __init__(self, cell: CellLine) -> None:
        super().__init__()
        if cell.column in ("date", "until"):
            self.setPlaceholderText(shown("YYYY-MM-DD"))
        self.textEdited.connect(self.typed)

    def take(self, cell: CellLine) -> None:
        """Show the cell as it stands."""
        if self.text() != cell.text:
            self.setText(cell.text)


class Choice(QComboBox):
    """A cell for one of several words, shown in the reader's language and kept as they are stored."""

    typed = Signal(str)

    def __init__(self, cell: CellLine) -> None:
        super().__init__()
        self.setEditable(cell.free)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._words: tuple[str, ...] | None = None
        self._offer(cell.choices)
        if cell.free:
            self.setCompleter(None)  # type: ignore[arg-type]  # it would put words in where others were meant
            self.editTextChanged.connect(lambda text: self.typed.emit(self._stored(text)))
        else:
            self.currentIndexChanged.connect(lambda order: self.typed.emit(self.itemData(order) or ""))

    def take(self, cell: CellLine) -> None:
        """Show the cell as it stands."""
        self.blockSignals(True)
        if cell.choices != self._words and not self.hasFocus():
            self._offer(cell.choices)
        order = self.findData(cell.text)
        if self.isEditable():
            if self._stored(self.currentText()) != cell.text:
                self.setEditText(self.itemText(order) if order >= 0 else cell.text)
        else:
            if order < 0:  # an earlier version took it
                self.addItem(cell.text, cell.text)
                order = self.count() - 1
            self.setCurrentIndex(order)
        self.blockSignals(False)

    def _offer(self, words: tuple[str, ...]) -> None:
        typed = self.currentText()
        self._words = words
        self.clear()
        self.addItem("", "")
        for word in words:
            self.addItem(shown(word), word)
        if self.isEditable():
            self.setEditText(typed)

    def _stored(self, text: str) -> str:
        order = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return text if order < 0 else str(self.itemData(order))


Field = Line | Choice


class ClinicalFormPage(Page):
    """The form. `left` goes back to the study."""

    left = Signal()

    def __init__(self, model: ClinicalForm) -> None:
        super().__init__()
        self.model = model
        self._blocks: dict[str, _Kind] = {}
        self._group = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        self.subject_fault = text_label("", "warn", wrap=True)
        column.addWidget(self.subject_fault)
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.groups = QListWidget()
        self.groups.setAccessibleName(shown("Groups of facts"))
        self.groups.setFixedWidth(theme.px(GROUPS_PX))
        self.groups.setWordWrap(True)
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for group in model.groups:
            QListWidgetItem(self.groups).setData(Qt.ItemDataRole.UserRole, group.group)
        self.groups.currentRowChanged.connect(lambda order: model.show_group(model.groups[order].group))
        row.addWidget(self.groups)
        self.sheet = scrolled(QWidget(), "Facts of the group")
        row.addWidget(self.sheet, 1)
        column.addLayout(row, 1)
        column.addWidget(self._make_foot())
        self._bind_keys()
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the model."""
        self._unsubscribe()

    def may_close(self) -> bool:
        """Whether nothing that was typed would be lost; asked once more, it is dropped."""
        return self.model.may_leave()

    @property
    def can_be_made_anew(self) -> bool:
        """Whether nothing that was typed would be lost."""
        return not self.model.unsaved and not self.model.saving

    @property
    def first_focus(self) -> QWidget:
        """The pseudonym of a new subject, else the first cell."""
        return self.subject_line if self.model.new else self._fields()[0]

    def field(self, kind: str, column: str, order: int = 0) -> QWidget:
        """The cell of a row of `kind` in the group that is shown."""
        return list(self._blocks[kind].facts.values())[order].fields[column]

    def refresh(self) -> None:
        """Show the model as it stands."""
        model = self.model
        self._subject.setText(Said("{subject}", subject=model.subject))
        self._subject.setVisible(not model.new)
        self.subject_line.setVisible(model.new)
        wrong = model.subject_fault if model.subject else ""
        self.subject_fault.setText(Said("! {fault}", fault=said(wrong)) if wrong else "")
        self.subject_fault.setVisible(bool(wrong))
        if model.error:
            self.banner.show_notice("error", model.error)
        else:
            self.banner.show_notice("warning", joined("\n", [said(warning) for warning in model.warnings]))
        self._note.setText(model.note)
        self._state.setText(model.state)
        self._reason_box.setVisible(model.needs_reason)
        if self.reason_line.text() != model.reason:
            self.reason_line.setText(model.reason)
        self.undo_button.setEnabled(model.can_undo)
        self.redo_button.setEnabled(model.can_redo)
        self.save_button.setEnabled(not model.saving and (model.unsaved or model.new))
        self.sheet.setEnabled(not model.saving)
        self._refresh_groups()
        self._refresh_kinds()

    # Parts

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        back = button("‹ Study", "link", accessible="Back to the study")
        back.clicked.connect(self.leave)
        head.addWidget(back)
        head.addWidget(text_label("Clinical facts", "title"))
        self._subject = text_label("", "strong")
        head.addWidget(self._subject)
        self.subject_line = QLineEdit(self.model.subject)
        self.subject_line.setAccessibleName(shown("Subject (pseudonym)"))
        self.subject_line.setPlaceholderText(shown("Subject (pseudonym)"))
        self.subject_line.setMinimumWidth(theme.px(SUBJECT_PX))
        self.subject_line.textEdited.connect(self.model.name_subject)
        self.subject_line.installEventFilter(self)
        head.addWidget(self.subject_line)
        mark = text_label("UNBLINDED", "warn")
        mark.setAccessibleName("Unblinded view: subjects, dates and arms are shown here")
        head.addWidget(mark)
        head.addStretch(1)
        return head

    def _make_foot(self) -> QWidget:
        foot, outer = panel(margin=8)
        self._reason_box = QWidget()
        reason = QHBoxLayout(self._reason_box)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.addWidget(text_label("Reason for the change"))
        self.reason_line = QLineEdit()
        self.reason_line.setAccessibleName(shown("Reason for the change"))
        self.reason_line.setPlaceholderText(shown("kept with the change"))
        self.reason_line.setMaxLength(200)
        self.reason_line.textEdited.connect(self.model.give_reason)
        self.reason_line.returnPressed.connect(self.save)
        reason.addWidget(self.reason_line, 1)
        outer.addWidget(self._reason_box)
        row = QHBoxLayout()
        self._state = text_label("", "warn")
        row.addWidget(self._state)
        self._note = text_label("", "good")
        row.addWidget(self._note)
        row.addStretch(1)
        self.undo_button = button("Undo")
        self.undo_button.clicked.connect(self.model.undo)
        self.redo_button = button("Redo")
        self.redo_button.clicked.connect(self.model.redo)
        self.save_button = button("Save   Ctrl+S", "primary", accessible="Save the clinical facts, key Ctrl+S")
        self.save_button.clicked.connect(self.save)
        for one in (self.undo_button, self.redo_button, self.save_button):
            row.addWidget(one)
        outer.addLayout(row)
        return foot

    def _bind_keys(self) -> None:
        for key, call in (
            ("Ctrl+S", self.save),
            ("Esc", self.leave),
            ("Ctrl+Z", self.model.undo),
            ("Ctrl+Y", self.model.redo),
            ("Ctrl+Shift+Z", self.model.redo),
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
        ):
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WindowShortcut)

    # What a person does

    def save(self) -> None:
        """Save; where something is amiss, go there."""
        if self.model.save():
            return
        where = self.model.first_fault()
        if self.model.subject_fault:
            self.subject_line.setFocus()
        elif where is not None:
            self._go_to(*where)
        elif self.model.needs_reason:
            self.reason_line.setFocus()

    def leave(self) -> None:
        """Back to the study; what is not saved is asked about first."""
        if self.model.may_leave():
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, the wheel scrolls the page instead of turning a choice, and undo is the form's own."""
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and event.key() in ENTER:
                self._enter(watched)
                return True
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent) and any(map(event.matches, STEPS)):
                event.ignore()
                return True
            case QEvent.Type.Wheel if isinstance(watched, QComboBox):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _enter(self, field: QObject) -> None:
        """To the next cell; after the last one of a fact that recurs, another row."""
        for line in self.model.kinds:
            facts = self._blocks[line.kind].facts
            if line.recurs and line.can_add and field is list(facts[line.rows[-1].key].fields.values())[-1]:
                self._add(line)
                return
        fields: Sequence[QWidget] = self._fields()
        at = next((order for order, one in enumerate(fields) if one is field), -1)
        following = fields[at + 1] if at + 1 < len(fields) else self.save_button
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self._bring_into_sight(following)

    def _add(self, line: KindLine) -> None:
        key = self.model.add(line.kind)
        self._go_to(key, line.rows[0].cells[0].column)

    def _remove(self, key: int) -> None:
        """Take a row away; the focus goes to what stands in its place."""
        kind = next(line for line in self.model.kinds if any(row.key == key for row in line.rows))
        order = [row.key for row in kind.rows].index(key)
        self.model.remove(key)
        left = list(self._blocks[kind.kind].facts.values())
        next(iter(left[min(order, len(left) - 1)].fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, step: int) -> None:
        self.groups.setCurrentRow((self.groups.currentRow() + step) % self.groups.count())
        self._fields()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to(self, key: int, column: str) -> None:
        self.refresh()
        field = next(block.facts[key].fields[column] for block in self._blocks.values() if key in block.facts)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self._bring_into_sight(field)

    def _bring_into_sight(self, field: QWidget) -> None:
        # Once what was added has found its place.
        QTimer.singleShot(0, field, lambda: self.sheet.ensureWidgetVisible(field))

    def _fields(self) -> list[Field]:
        return [
            field for block in self._blocks.values() for fact in block.facts.values() for field in fact.fields.values()
        ]

    # Refresh

    def _refresh_groups(self) -> None:
        self.groups.blockSignals(True)
        for order, line in enumerate(self.model.groups):
            item = self.groups.item(order)
            counts = [f"{line.facts}"] if line.facts else []
            counts += [f"! {line.faults}"] if line.faults else []
            item.setText(shown(joined("  ·  ", [Said(line.group), *counts])))
            item.setForeground(QColor(theme.BAD if line.faults else theme.TEXT))
            if line.group == self.model.group:
                self.groups.setCurrentRow(order)
        self.groups.blockSignals(False)

    def _refresh_kinds(self) -> None:
        lines = self.model.kinds
        if self._group != self.model.group:
            self._group = self.model.group
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 8, 0)
            column.setSpacing(6)
            self._blocks = {line.kind: _Kind(self, line) for line in lines}
            for block in self._blocks.values():
                column.addWidget(block)
            column.addStretch(1)
            self.sheet.setWidget(inside)
            self.sheet.verticalScrollBar().setValue(0)
        for line in lines:
            self._blocks[line.kind].take(line)


class _Kind(QFrame):
    """A kind of fact: its name and meaning, and beside them its rows."""

    def __init__(self, page: ClinicalFormPage, line: KindLine) -> None:
        super().__init__()
        self.setObjectName("card")
        self._page, self._line = page, line
        self.facts: dict[int, _Fact] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 6)
        row.setSpacing(10)
        told = QWidget()
        told.setFixedWidth(theme.px(NAME_PX))
        left = QVBoxLayout(told)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(2)
        left.addWidget(text_label(line.name, "strong", wrap=True))
        if line.meaning:
            left.addWidget(text_label(line.meaning, "small", wrap=True))
        left.addStretch(1)
        row.addWidget(told)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add_button = button("+ another", "link", accessible=Said("Another row: {kind}", kind=Said(line.name)))
        self.add_button.clicked.connect(lambda: page._add(self._line))
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        row.addLayout(self._column, 1)

    def take(self, line: KindLine) -> None:
        """Show the rows as they stand; those that stay keep their widgets, and with them the focus."""
        self._line = line
        keys = [row.key for row in line.rows]
        for key in [key for key in self.facts if key not in keys]:
            gone = self.facts.pop(key)
            gone.hide()
            gone.deleteLater()
        for order, row in enumerate(line.rows):
            if row.key not in self.facts:
                self.facts[row.key] = _Fact(self._page, row)
                self._column.insertWidget(order, self.facts[row.key])
                self.facts[row.key].show()  # now, so that it can take the focus
        self.facts = {key: self.facts[key] for key in keys}
        for row in line.rows:
            self.facts[row.key].take(row)
        self.add_button.setVisible(line.can_add)


class _Fact(QWidget):
    """One row: its cells, a button that takes it away, and below what is wrong with it."""

    def __init__(self, page: ClinicalFormPage, row: FactLine) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._shown: FactLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        cells = QWidget()
        flow = Flow(theme.px(8))
        cells.setLayout(flow)
        for cell in row.cells:
            field = Choice(cell) if cell.choices or cell.free else Line(cell)
            field.typed.connect(lambda text, key=row.key, column=cell.column: page.model.set_cell(key, column, text))
            field.installEventFilter(page)
            self.fields[cell.column] = field
            flow.addWidget(_named(cell, field))
        self.remove_button = button("✕", "link")
        self.remove_button.clicked.connect(lambda: page._remove(row.key))
        flow.addWidget(_beside(self.remove_button))
        column.addWidget(cells)
        self.fault = text_label("", "warn", wrap=True)
        column.addWidget(self.fault)

    def take(self, row: FactLine) -> None:
        """Show the row as it stands."""
        if row == self._shown:
            return
        self._shown = row
        for cell in row.cells:
            field = self.fields[cell.column]
            field.setAccessibleName(shown(Said("{fact}: {cell}", fact=row.name, cell=cell.name)))
            field.setAccessibleDescription(shown(cell.fault))
            field.setToolTip(shown(cell.fault))
            field.take(cell)
            if bool(field.property("fault")) != bool(cell.fault):
                field.setProperty("fault", bool(cell.fault))
                field.style().unpolish(field)
                field.style().polish(field)
        self.remove_button.setAccessibleName(Said("Take away: {fact}", fact=row.name))
        self.remove_button.setToolTip("Take this row away")
        self.remove_button.setVisible(not row.blank)
        self.fault.setText(Said("! {fault}", fault=row.fault) if row.fault else "")
        self.fault.setVisible(bool(row.fault))


def _named(cell: CellLine, field: Field) -> QWidget:
    """A cell under its name."""
    made, column = _stack()
    name = text_label(cell.name, "small")
    column.addWidget(name)
    column.addWidget(field)
    wide = theme.px(CELL_PX[cell.column])
    if isinstance(field, Choice) and cell.column != "cavity":
        wide = max(wide, field.sizeHint().width())
    made.setFixedWidth(max(wide, name.sizeHint().width()))
    return made


def _beside(remove: QWidget) -> QWidget:
    """The button at the end of a row, on the line of the fields; its place stays when it is hidden."""
    made, column = _stack()
    column.addWidget(text_label("", "small"))
    column.addWidget(remove)
    remove.setFixedHeight(Line(_NO_CELL).sizeHint().height())
    made.setFixedWidth(remove.sizeHint().width())
    made.setFixedHeight(made.sizeHint().height())
    return made


def _stack() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return made, column


_NO_CELL = CellLine("detail", "", "", (), False, "")
