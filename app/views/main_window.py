"""The window: a header that says where one is, and one page at a time below it."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.views import theme
from app.views.parts import FloatingBanner, Page, button, text_label
from app.words import Said

SMALLEST_PX = (1180, 720)
FIRST_PX = (1600, 960)
FRAME_PX = (16, 40)
"""What borders and title bar of a window may take."""


SAVED = {None: "", True: Said("● saved"), False: Said("● NOT SAVED")}


class Header(QFrame):
    """Where one is, by which rules, and how far the work has come. Holds no identity."""

    worklistWanted = Signal()
    helpWanted = Signal()
    settingsWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.take_text_size()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        self._name = text_label("RimRead", "strong")
        row.addWidget(self._name)
        self._back = button("Worklist", "link", accessible="Back to the worklist")
        self._back.clicked.connect(self.worklistWanted)
        row.addWidget(self._back)
        self._place = text_label("", "muted")
        row.addWidget(self._place)
        row.addStretch(1)
        self._mode = text_label("", "muted")
        row.addWidget(self._mode)
        row.addStretch(1)
        self._progress = text_label("", "muted")
        row.addWidget(self._progress)
        self._who = text_label("", "strong")
        row.addWidget(self._who)
        self._clock = text_label("", "muted")
        row.addWidget(self._clock)
        self._keys = button("? keys", "link", accessible="Show every key")
        self._keys.clicked.connect(self.helpWanted)
        row.addWidget(self._keys)
        settings = button("Settings", "link", accessible="Settings, key Ctrl+,")
        settings.clicked.connect(self.settingsWanted)
        row.addWidget(settings)
        self._is_saved: bool | None = None
        self._saved = text_label("")
        row.addWidget(self._saved)
        self.clear()

    def take_text_size(self) -> None:
        """Be as high as the texts ask for."""
        self.setFixedHeight(theme.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            QTimer.singleShot(0, self, self._fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _fit(self) -> None:
        """Where there is no room for everything, what is least missed goes; no text is cut."""
        leaving = (self._mode, self._name, self._progress, self._who)
        for one in (*leaving, self._place):
            one.show()
        self._saved.setText(SAVED[self._is_saved])
        row = self.layout()
        assert row is not None
        for one in leaving:
            if row.totalMinimumSize().width() > self.width():
                one.hide()
        if self._is_saved and row.totalMinimumSize().width() > self.width():
            self._saved.setText("●")
        if row.totalMinimumSize().width() > self.width():
            self._place.hide()

    def clear(self) -> None:
        """Say nothing but the program's name."""
        self.show_place("", in_case=False)
        self.show_work("", "", "")
        self.show_clock("")
        self.show_saved(None)

    def show_place(self, place: str, *, in_case: bool) -> None:
        """Where one is: "Case 014 › time point 3 of 5"; in a case, the way back is offered."""
        self._place.setText(Said("›  {place}", place=place) if in_case else place)
        self._back.setVisible(in_case)
        self._keys.setVisible(in_case)
        self._fit()

    def show_help_key(self, key: str) -> None:
        """The key that shows every key, as it is bound."""
        self._keys.setText(Said("{key} keys", key=key))

    def show_work(self, mode: str, progress: str, who: str) -> None:
        """By which rules is read, how far, by whom."""
        self._mode.setText(mode)
        self._progress.setText(progress)
        self._who.setText(Said("{name}", name=who))  # a name is in no language
        self._fit()

    def show_clock(self, text: str) -> None:
        """Time spent on the open time point."""
        self._clock.setText(text)

    def show_saved(self, saved: bool | None) -> None:
        """Whether everything entered is on disk; None: nothing to save here."""
        self._is_saved = saved
        self._saved.setAccessibleName(SAVED[saved])
        self._saved.setObjectName("warn" if saved is False else "good")
        self._saved.style().unpolish(self._saved)
        self._saved.style().polish(self._saved)
        self._fit()


class MainWindow(QMainWindow):
    """One page at a time. The title never says more than the program's name.

    Signals:
        closing: before the window goes; what runs must end.
    """

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("RimRead")
        self.setMinimumSize(*SMALLEST_PX)
        room = self.screen().availableSize() - QSize(*FRAME_PX)
        self.resize(QSize(*FIRST_PX).boundedTo(room))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header()
        column.addWidget(self.header)
        QShortcut(QKeySequence("Ctrl+,"), self, self.header.settingsWanted.emit)
        self._page: Page | None = None
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.banner = FloatingBanner(inside, self._stack)
        self.banner.dismissed.connect(self.banner.hide)
        self.setCentralWidget(inside)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Show `page` in place of the one before, which is taken down."""
        former, self._page = self._page, page
        self.banner.end_notice()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.first_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if former is not None:
            self._take_down(former)

    def say_error(self, line: str) -> None:
        """Show one line above every page."""
        self.banner.show_notice("error", line)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._page is not None and not self._page.may_close():
            event.ignore()
            return
        # What runs is asked to stop, which may take a moment: nobody has to look on.
        self.hide()
        self.closing.emit()
        former, self._page = self._page, None
        if former is not None:
            self._take_down(former)
        super().closeEvent(event)

    def _take_down(self, page: Page) -> None:
        page.close_page()
        self._stack.removeWidget(page)
        page.deleteLater()
