"""The reader's worklist. Enter opens a case."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.lower_rooms import recognised
from app.viewmodels.worklist import WorklistModel
from app.views import theme
from app.views.empty_state import EmptyState
from app.views.language import shown
from app.views.parts import Banner, Page, button, text_label

WIDTH_PX = 720
ROW_PX = 36


class WorklistPage(Page):
    """Cases and their states. `caseOpened(read_id)` asks for a case; `left` signs out."""

    caseOpened = Signal(str)
    left = Signal()

    def __init__(self, model: WorklistModel) -> None:
        super().__init__()
        self.model = model
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 20, 16, 20)
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(WIDTH_PX))
        outer.addWidget(holder, 4)
        outer.addStretch(1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(text_label("Worklist", "title"))
        head.addStretch(1)
        out = button("Sign out")
        out.clicked.connect(self.left)
        head.addWidget(out)
        column.addLayout(head)
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        self._advice = text_label("", "muted", wrap=True)
        column.addWidget(self._advice)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.empty = EmptyState("no-cases", model.advice, "Look again")
        self.empty.wanted.connect(model.refresh)
        column.addWidget(self.empty, 1)
        self.open_button = button("Open case     Enter", "primary", accessible="Open the chosen case")
        self.open_button.clicked.connect(self._open)
        column.addWidget(self.open_button)
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()
        if model.next_order is not None:
            self.table.selectRow(model.next_order)

    def close_page(self) -> None:
        """Let go of the model."""
        self._unsubscribe()

    @property
    def first_focus(self) -> QWidget:
        """The list of cases, so that Enter opens the chosen one."""
        return self.table if self.model.lines else self.empty.button

    def refresh(self) -> None:
        """Show the model as it stands; the chosen row stays chosen."""
        chosen = self.table.currentRow()
        lines = self.model.lines
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate((recognised(line.case_code), line.state)):
                item = QTableWidgetItem(shown(text))
                item.setForeground(QColor(theme.TEXT if line.can_open else theme.MUTED))
                self.table.setItem(row, column, item)
            self.table.setRowHeight(row, theme.px(ROW_PX))
        if 0 <= chosen < len(lines):
            self.table.selectRow(chosen)
        for one in (self.table, self._advice, self.open_button):
            one.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._advice.setText(self.model.advice)
        self.banner.show_notice("warning", self.model.error)
        self._chosen()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2)
        table.setAccessibleName(shown("Cases"))
        table.setHorizontalHeaderLabels([shown("Case"), shown("State")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._chosen)
        table.itemActivated.connect(lambda item: self._open())
        return table

    def _chosen(self) -> None:
        row = self.table.currentRow()
        self.open_button.setEnabled(0 <= row < len(self.model.lines) and self.model.lines[row].can_open)

    def _open(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.model.lines) and self.model.lines[row].can_open:
            self.caseOpened.emit(self.model.lines[row].read_id)
