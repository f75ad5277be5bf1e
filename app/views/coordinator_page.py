"""The coordinator's page: subjects and visits, what to do next, import, registration, accounts. Marked unblinded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.coordinator import CoordinatorModel, SubjectLine, VisitLine
from app.views import theme
from app.views.empty_state import EmptyState
from app.views.export_dialog import ExportDialog
from app.views.language import shown
from app.views.parts import Banner, Page, button, panel, scrolled, text_label
from app.words import joined, said
from review_schema.vocabulary import Role

COLUMNS = ("Subject · visit", "Months", "Role", "Chosen series", "Why", "Registration", "Cavity")
WIDTHS_PX = (128, 62, 104, 190, 150, 104, 78)
WRAPPED = (COLUMNS.index("Role"), COLUMNS.index("Chosen series"), COLUMNS.index("Why"))
SIDE_PX = 288
NO_SCANS = (
    "empty-study",
    "This study is empty. Import a folder of DICOM scans to begin; each subject and visit then stands here.",
    "Import folder …",
)
NOTHING_IMPORTED = "Nothing was imported, and the study is as it was. The line above says why, and what to do."
BACK_TO_TABLE = "Back to the table"
ROW_PX = 28
CELL_PX = 6
SUBJECT = Qt.ItemDataRole.UserRole
VISIT = Qt.ItemDataRole.UserRole + 1


class CoordinatorPage(Page):
    """Everything of a study, with names.

    `caseOpened(subject)` asks for the case view, `outcomesWanted` for the outcomes, `factsWanted(subject)` for the form
    of clinical facts (with an empty subject: of a new one); `left` goes back.
    """

    caseOpened = Signal(str)
    outcomesWanted = Signal()
    factsWanted = Signal(str)
    left = Signal()

    def __init__(self, model: CoordinatorModel) -> None:
        super().__init__()
        self.model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(text_label("Study", "title"))
        mark = text_label("UNBLINDED  subjects, dates and arms are shown here", "warn")
        mark.setAccessibleName("Unblinded view: subjects, dates and arms are shown here")
        head.addWidget(mark)
        head.addStretch(1)
        back = button("Sign out")
        back.clicked.connect(self.left)
        head.addWidget(back)
        column.addLayout(head)
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.table = self._make_table()
        row.addWidget(self.table, 1)
        self.empty = EmptyState(*NO_SCANS)
        self.empty.wanted.connect(self._next_after_empty)
        row.addWidget(self.empty, 1)
        row.addWidget(self._make_side())
        column.addLayout(row, 1)
        self._shown: tuple[SubjectLine, ...] | None = None
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the model."""
        self._unsubscribe()

    def refresh(self) -> None:
        """Show the model as it stands."""
        model = self.model
        if model.error:
            self.banner.show_notice("error", model.error)
        else:
            self.banner.show_notice("warning", joined("\n", [said(warning) for warning in model.warnings]))
        busy = model.busy
        for one in self._buttons:
            one.setEnabled(busy is None)
        self._bar.setVisible(busy is not None)
        self._cancel.setVisible(busy is not None and busy.can_cancel)
        self._step.setText("" if busy is None else joined(" … ", (said(busy.text), busy.step)))
        self._step.setVisible(busy is not None)
        if busy is not None:
            self._bar.setRange(0, 100 if busy.fraction > 0 else 0)
            self._bar.setValue(round(100 * busy.fraction))
        self._note.setText(model.note)
        self._note.setVisible(bool(model.note))
        self._next.setText(model.next_step)
        accounts = [joined(" · ", (line.name, line.role, line.reads)) for line in model.accounts]
        self._accounts.setText(joined("\n", accounts) if accounts else "none yet")
        self._refresh_empty()
        if self._shown != model.subjects:
            self._shown = model.subjects
            self._fill_table()
        self._selected()

    def _refresh_empty(self) -> None:
        """A picture in the table's place where there is no subject, or where an import brought nothing."""
        failed, known = self.model.import_failed, bool(self.model.subjects)
        self.empty.setVisible(failed or not known)
        self.empty.button.setEnabled(self.model.busy is None)
        self.table.setVisible(known and not failed)
        if failed:
            self.empty.say("failed-import", NOTHING_IMPORTED, BACK_TO_TABLE if known else NO_SCANS[2])
        else:
            self.empty.say(*NO_SCANS)

    def _next_after_empty(self) -> None:
        if self.model.import_failed and self.model.subjects:
            self.model.dismiss()
        else:
            self._import_folder()

    # Parts

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(shown("Subjects and time points"))
        table.setHeaderLabels([shown(name) for name in COLUMNS])
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setWordWrap(True)
        table.setItemDelegate(_Wrapping(table))
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.header().setSectionResizeMode(COLUMNS.index("Why"), QHeaderView.ResizeMode.Stretch)
        for order, width in enumerate(WIDTHS_PX):
            # The head of a column is never cut, in whatever language.
            table.setColumnWidth(order, max(theme.px(width), table.header().sectionSizeHint(order)))
        # In a narrower column a text takes more lines.
        table.header().sectionResized.connect(lambda *sizes: table.scheduleDelayedItemsLayout())
        table.itemSelectionChanged.connect(self._selected)
        table.itemActivated.connect(lambda item, which: self.caseOpened.emit(item.data(0, SUBJECT)))
        return table

    def _make_side(self) -> QWidget:
        side, outer = panel()
        side.setFixedWidth(theme.px(SIDE_PX))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        outer.addWidget(scrolled(inside, "Study"), 1)
        layout.addWidget(text_label("NEXT", "heading"))
        self._next = text_label("", "strong", wrap=True)
        layout.addWidget(self._next)
        layout.addSpacing(6)
        layout.addWidget(text_label("STUDY", "heading"))
        self.import_button = button("Import folder …")
        self.import_button.clicked.connect(self._import_folder)
        self.nifti_button = button("Import NIfTI or zip file …")
        self.nifti_button.clicked.connect(self._import_file)
        self.table_button = button("Clinical table …")
        self.table_button.clicked.connect(self._import_table)
        self.register_button = button("Register what is missing")
        self.register_button.clicked.connect(self.model.register)
        layout.addWidget(self.import_button)
        layout.addWidget(self.nifti_button)
        self.new_button = button("New subject …")
        self.new_button.clicked.connect(lambda: self.factsWanted.emit(""))
        layout.addWidget(self.table_button)
        layout.addWidget(self.new_button)
        layout.addWidget(self.register_button)
        layout.addSpacing(6)
        layout.addWidget(text_label("CASE", "heading"))
        self.case_button = button("Open case, draw cavity", "primary")
        self.case_button.clicked.connect(lambda: self.caseOpened.emit(self.subject or ""))
        self.series_button = button("Choose another series …")
        self.series_button.clicked.connect(self._choose_series)
        self.facts_button = button("Clinical facts …")
        self.facts_button.clicked.connect(lambda: self.factsWanted.emit(self.subject or ""))
        layout.addWidget(self.case_button)
        layout.addWidget(self.facts_button)
        layout.addWidget(self.series_button)
        layout.addSpacing(6)
        layout.addWidget(text_label("READERS", "heading"))
        self.account_button = button("Add account …")
        self.account_button.clicked.connect(self._add_account)
        self.assign_button = button("Assign cases …")
        self.assign_button.clicked.connect(self._assign)
        layout.addWidget(self.account_button)
        layout.addWidget(self.assign_button)
        self._accounts = text_label("", "muted", wrap=True)
        layout.addWidget(self._accounts)
        layout.addSpacing(6)
        layout.addWidget(text_label("RESULTS", "heading"))
        self.outcomes_button = button("Outcomes: curves, tables, dates")
        self.outcomes_button.clicked.connect(self.outcomesWanted)
        self.events_button = button("Write events …")
        self.events_button.clicked.connect(lambda: self._write_to(self.model.write_events))
        self.export_button = button("Export other formats …")
        self.export_button.clicked.connect(self._export)
        self.agreement_button = button("Write agreement …")
        self.agreement_button.clicked.connect(lambda: self._write_to(self.model.write_agreement))
        self.verify_button = button("Check the study")
        self.verify_button.setToolTip("Is the ledger whole? Are the files those that were read?")
        self.verify_button.clicked.connect(self.model.verify)
        layout.addWidget(self.outcomes_button)
        layout.addWidget(self.events_button)
        layout.addWidget(self.export_button)
        layout.addWidget(self.agreement_button)
        layout.addWidget(self.verify_button)
        layout.addStretch(1)
        self._note = text_label("", "good", wrap=True)
        self._step = text_label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._cancel = button("Stop")
        self._cancel.clicked.connect(self.model.cancel)
        for one in (self._note, self._step, self._bar, self._cancel):
            outer.addWidget(one)
        self._buttons = (
            self.import_button,
            self.nifti_button,
            self.table_button,
            self.new_button,
            self.register_button,
            self.account_button,
            self.assign_button,
            self.events_button,
            self.export_button,
            self.agreement_button,
            self.verify_button,
        )
        return side

    def _fill_table(self) -> None:
        chosen = self.subject
        self.table.clear()
        for subject in self.model.subjects:
            top = QTreeWidgetItem([f"{subject.subject} · {shown(subject.facts)}"])
            top.setData(0, SUBJECT, subject.subject)
            self.table.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for visit in subject.visits:
                top.addChild(self._visit_item(subject.subject, visit))
            top.setExpanded(True)
            if subject.subject == chosen:
                self.table.setCurrentItem(top)
        if self.table.currentItem() is None and self.table.topLevelItemCount():
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self.table.resizeColumnToContents(COLUMNS.index("Cavity"))

    def _visit_item(self, subject: str, visit: VisitLine) -> QTreeWidgetItem:
        item = QTreeWidgetItem(
            [
                visit.date,
                visit.months,
                shown(visit.role),
                visit.series,
                shown(visit.reason),
                shown(visit.registration),
                visit.contours,
            ]
        )
        item.setData(0, SUBJECT, subject)
        item.setData(0, VISIT, visit.timepoint_id)
        colour = {True: theme.GOOD, False: theme.WARN, None: theme.MUTED}[visit.trusted]
        item.setForeground(5, QColor(colour))
        return item

    @property
    def subject(self) -> str | None:
        """The subject of the chosen row."""
        item = self.table.currentItem()
        return None if item is None else str(item.data(0, SUBJECT))

    @property
    def visit(self) -> VisitLine | None:
        """The visit of the chosen row; None on a subject's row."""
        item = self.table.currentItem()
        wanted = None if item is None else item.data(0, VISIT)
        return next(
            (visit for subject in self.model.subjects for visit in subject.visits if visit.timepoint_id == wanted),
            None,
        )

    def _selected(self) -> None:
        free, visit = self.model.busy is None, self.visit
        self.case_button.setEnabled(free and self.subject is not None)
        self.facts_button.setEnabled(free and self.subject is not None)
        self.series_button.setEnabled(free and visit is not None and len(visit.choices) > 1)
        self.series_button.setToolTip(
            "" if visit is not None and len(visit.choices) > 1 else "Choose a visit with several stored series"
        )

    # Questions

    def _write_to(self, write: Callable[[Path], None]) -> None:
        folder = QFileDialog.getExistingDirectory(self, shown("Folder to write to"))
        if folder:
            write(Path(folder))

    def _export(self) -> None:
        dialog = ExportDialog(self.model.export_formats(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            from app.views.report_pages import report_pdf  # only those who draw reports need it

            self._write_to(lambda folder: self.model.export(folder, dialog.chosen, report_pdf))

    def _import_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, shown("Import: a folder of DICOM files"))
        if folder:
            self._ask_import(Path(folder))

    def _import_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, shown("Import a file"), "", shown("Scans (*.nii *.nii.gz *.zip);;All files (*)")
        )
        if name:
            self._ask_import(Path(name))

    def _ask_import(self, path: Path) -> None:
        form = _Form(self, "Import scans", "Leave empty what the files say themselves.")
        subject = form.line("Subject (pseudonym)")
        acquired = form.line("Date of the scan (YYYY-MM-DD)")
        if form.exec() == QDialog.DialogCode.Accepted:
            try:
                on = date.fromisoformat(acquired.text().strip()) if acquired.text().strip() else None
            except ValueError:
                self.banner.show_notice("error", "The date of the scan is written YYYY-MM-DD. Nothing was imported.")
                return
            self.model.import_scans([path], subject.text().strip(), on)

    def _import_table(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, shown("Clinical table"), "", shown("Tables (*.csv *.xlsx);;All files (*)")
        )
        if name:
            self.model.import_table(Path(name))

    def _choose_series(self) -> None:
        visit, subject = self.visit, self.subject
        if visit is None or subject is None:
            return
        form = _Form(self, "Choose another series", "The reason is kept with the choice.")
        series = form.choice("Series", [(choice.text, choice.scan_id) for choice in visit.choices if not choice.chosen])
        reason = form.line("Reason")
        if form.exec() == QDialog.DialogCode.Accepted:
            self.model.choose_series(subject, visit.timepoint_id, str(series.currentData()), reason.text())

    def _add_account(self) -> None:
        form = _Form(
            self,
            "Add an account",
            "Readers see cases under codes only, statisticians the outcomes; coordinators see everything.",
        )
        name = form.line("Name")
        role = form.choice("Role", [(role.value, role) for role in (Role.READER, Role.COORDINATOR, Role.STATISTICIAN)])
        password = form.line("Password", secret=True)
        again = form.line("Password again", secret=True)
        if form.exec() != QDialog.DialogCode.Accepted:
            return
        if password.text() != again.text():
            self.banner.show_notice("error", "The two passwords differ. No account was added; try again.")
            return
        self.model.add_account(name.text(), password.text(), Role(role.currentData()))

    def _assign(self) -> None:
        charter = self.model.study.state().charter
        form = _Form(self, "Assign the cases", "Each reader gets every case that is missing, in an order of their own.")
        rereads = QDoubleSpinBox()
        rereads.setRange(0.0, 1.0)
        rereads.setSingleStep(0.05)
        rereads.setValue(charter.reread_fraction)
        form.add("Part read twice (0 to 1)", rereads)
        washout = QSpinBox()
        washout.setRange(0, 3650)
        washout.setValue(charter.washout_days)
        form.add("Days before a re-read opens", washout)
        seed = QSpinBox()
        seed.setRange(0, 2**31 - 1)
        seed.setValue(1)
        form.add("Seed of the orders", seed)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.model.assign(rereads.value(), washout.value(), seed.value())


class _Wrapping(QStyledItemDelegate):
    """Rows as high as their longest text needs in its column."""

    def __init__(self, table: QTreeWidget) -> None:
        super().__init__(table)
        self._table = table

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        # Series names are one word to Qt: they may break after an underscore.
        return str(value).replace("_", "_\u200b")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.column() not in WRAPPED:
            return QSize(super().sizeHint(option, index).width(), theme.px(ROW_PX))
        width = self._table.columnWidth(index.column()) - 2 * CELL_PX
        text = self.displayText(index.data(), option.locale)
        needed = option.fontMetrics.boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap.value, text)
        return QSize(width, max(theme.px(ROW_PX), needed.height() + 2 * CELL_PX))


class _Form(QDialog):
    """A short question: lines, OK, Cancel."""

    def __init__(self, parent: QWidget, title: str, explanation: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(shown(title))
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(text_label(explanation, "muted", wrap=True))
        self._form = QFormLayout()
        self._form.setSpacing(8)
        column.addLayout(self._form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def add(self, text: str, widget: QWidget) -> None:
        """A line with its name."""
        widget.setAccessibleName(shown(text))
        self._form.addRow(text_label(text), widget)

    def line(self, text: str, *, secret: bool = False) -> QLineEdit:
        """A line of text."""
        made = QLineEdit()
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(text, made)
        return made

    def choice(self, text: str, options: list[tuple[str, object]]) -> QComboBox:
        """One of several; `currentData` is the option's value."""
        made = QComboBox()
        for text_of, value in options:
            made.addItem(shown(text_of), value)
        self.add(text, made)
        return made
