"""A sheet as a table on the screen: nothing is copied out of it, so that ten thousand rows cost no more than ten."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView

from app.viewmodels.page_tables import Sheet
from app.views import theme
from app.views.language import shown

NO_PARENT = QModelIndex()
ROW_PX, AROUND_PX, WIDEST_PX = 28, 26, 900
LONGEST = 4
"""So many texts of a column are measured: the ones with the most letters."""


class SheetModel(QAbstractTableModel):
    """The cells of a sheet, in the reader's language."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet("", (), ())

    def replace(self, sheet: Sheet) -> None:
        """Hold another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.sheet.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.sheet.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(text)
        if role == Qt.ItemDataRole.FontRole and index.row() in self.sheet.heads:
            return _strong()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return shown(self.sheet.columns[section])
        return None


class SheetTable(QTableView):
    """A sheet, read only; columns as wide as their texts."""

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self._sheet = SheetModel()
        self.setModel(self._sheet)
        self.setAccessibleName(shown(accessible))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_PX))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet.sheet

    def show_sheet(self, sheet: Sheet, *, whole: bool = False) -> None:
        """Show another sheet; `whole`: as high as all its rows."""
        if sheet == self._sheet.sheet:
            return
        self._sheet.replace(sheet)
        self._fit_columns()
        if whole:
            rows = theme.px(ROW_PX) * len(sheet.rows)
            bar = self.horizontalScrollBar().sizeHint().height()
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 4)
            self.setFrameShape(QFrame.Shape.NoFrame)

    def _fit_columns(self) -> None:
        """Columns as wide as their longest texts. Qt itself would ask each cell for everything."""
        sheet, metrics = self._sheet.sheet, QFontMetrics(_strong())
        for column, head in enumerate(sheet.columns):
            texts = sorted((row[column] for row in sheet.rows), key=len)[-LONGEST:]
            widest = max(metrics.horizontalAdvance(shown(text)) for text in (head, *texts))
            self.setColumnWidth(column, min(widest + theme.px(AROUND_PX), theme.px(WIDEST_PX)))


def _strong() -> QFont:
    font = QFont(QApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font
