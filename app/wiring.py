"""Builds the application: study → view models → pages → window. The one place where all of them meet."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from app.exit_codes import INTERRUPTED
from app.lower_rooms import recognised
from app.messages import KNOWN, NoScreen, one_line, unforeseen_line
from app.settings import Settings, SettingsFile
from app.usecases.accounts import SignedIn
from app.usecases.study import Cancelled, Progress, Study
from app.viewmodels.home import HomeModel
from app.viewmodels.jobs import Jobs
from app.viewmodels.key_table import KeyTable, bound_for
from app.viewmodels.keys import CHECK, COMMANDS, READ, key_of
from app.viewmodels.sign_in import SignInModel
from app.viewmodels.worklist import WorklistModel
from app.views.home_page import HomePage
from app.views.kept_geometry import geometry_text, take_geometry
from app.views.key_text import shown_key
from app.views.language import Language
from app.views.main_window import MainWindow
from app.views.qt_jobs import QtJobs
from app.views.settings_dialog import SettingsDialog
from app.views.sign_in_page import SignInPage
from app.views.theme import apply_theme, set_text_percent
from app.views.worklist_page import WorklistPage
from app.words import Said, joined
from review_schema.vocabulary import Role

if TYPE_CHECKING:
    from app.viewmodels.coordinator import CoordinatorModel
    from app.viewmodels.outcome import OutcomeModel
    from app.viewmodels.read_session import ReadSession
    from app.views.reading_page import ReadingPage

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""One of these is set where a window can open."""

WAKE_MS = 200

UNNAMED_COORDINATOR = "coordinator"
"""Author of what is entered while no coordinator has an account."""


class Desk(QObject):
    """Goes from page to page. Pages only tell what is wanted; here stands what follows."""

    def __init__(self, window: MainWindow, jobs: Jobs, settings: SettingsFile) -> None:
        super().__init__(window)
        self.window, self.jobs = window, jobs
        self._settings = settings
        self.study: Study | None = None
        self.who: SignedIn | None = None
        self._reading: ReadingPage | None = None
        self._end_watch: Callable[[], None] | None = None
        self._coordinator: CoordinatorModel | None = None
        self._outcomes: OutcomeModel | None = None
        self._evolution_shown = False  # in the case before: the next one opens alike
        window.header.worklistWanted.connect(self.show_worklist)
        window.header.helpWanted.connect(self._toggle_help)
        window.header.settingsWanted.connect(self._open_settings)
        self._again: Callable[[], object] = self.show_home

    def start(self, folder: Path | None) -> None:
        """Open the study in `folder`, or show what can be done without one."""
        home = self.show_home()
        if folder is not None:
            home.open(folder)

    def show_home(self) -> HomeModel:
        """The first page; lets go of the study."""
        self._leave_study()
        self._again = self.show_home
        self.window.header.clear()
        model = HomeModel(self.jobs, self._opened, self._settings.load().recent)
        self.window.show_page(HomePage(model))
        return model

    def show_sign_in(self) -> None:
        """The sign-in page of the open study."""
        assert self.study is not None
        self.who = None
        self._again = self.show_sign_in
        self.window.header.clear()
        # While the password is typed, the libraries that a case needs come in.
        self.jobs.start("prepare", _bring_libraries, done=lambda nothing: None, failed=self.window.say_error)
        page = SignInPage(SignInModel(self.study, self.jobs, self._signed_in))
        page.coordinateWanted.connect(lambda: self.show_coordinator(UNNAMED_COORDINATOR))
        page.left.connect(self.show_home)
        self.window.show_page(page)

    def show_worklist(self) -> None:
        """The reader's worklist."""
        assert self.study is not None
        assert self.who is not None
        self._leave_reading()
        self._again = self.show_worklist
        model = WorklistModel(self.study, self.who)
        header = self.window.header
        header.clear()
        header.show_work(model.charter, model.progress, self.who.name)
        page = WorklistPage(model)
        page.caseOpened.connect(lambda read_id: self.open_case(model, read_id))
        page.left.connect(self.show_sign_in)
        self.window.show_page(page)

    def open_case(self, worklist: WorklistModel, read_id: str) -> None:
        """A read of the worklist, on the reading page."""
        # These bring SimpleITK and SciPy, which the pages before do without.
        from app.viewmodels.read_session import ReadSession

        assert self.study is not None
        assert self.who is not None
        try:
            session = ReadSession(self.study, self.who, read_id, self.jobs)
        except KNOWN as error:
            worklist.refuse(one_line(error))
            return
        self._show_read(session)
        session.load()

    def _show_read(self, session: "ReadSession", former: "ReadingPage | None" = None) -> None:
        """A read on a page of its own; made anew, it shows what the `former` page showed, and nothing is lost."""
        from app.views.reading_page import ReadingPage

        assert self.who is not None
        self._leave_reading()
        keys = self._settings.load().keys
        commands = bound_for(READ, keys)
        self.window.header.show_help_key(shown_key(key_of("help", commands)))
        page = ReadingPage(session, commands, bound_for(CHECK, keys), former)
        self._again = lambda: self._show_read(session, page)
        self._keep_layout(page, self.who.name)
        page.evolutionSwitched.connect(self._remember_evolution)
        self._reading = page
        page.left.connect(self.show_worklist)
        self.window.show_page(page)
        page.show_evolution(self._evolution_shown)  # after the former page, which has the same, was taken down
        self._keep_strip(page, self.who.name)
        self._end_watch = session.subscribe(self._show_reading)
        page.clock.timeout.connect(self._show_clock)
        self._show_reading()

    def _keep_layout(self, page: "ReadingPage", reader: str) -> None:
        """Arrange the pictures as this reader last did, and remember how they are arranged from now on."""
        from app.viewmodels.arrangement import Layout

        kept = self._settings.load().layouts.get(reader)
        if kept in tuple(Layout):
            page.area.set_layout(kept)
        page.area.layoutChanged.connect(
            lambda layout: self._settings.save(self._settings.load().with_layout(reader, layout))
        )

    def _keep_strip(self, page: "ReadingPage", reader: str) -> None:
        """Tear the film strip off where this reader left it so, and remember from now on where it stands."""
        kept = self._settings.load()
        page.film_geometry = kept.strips.get(reader, "")
        page.stripMoved.connect(
            lambda geometry, torn_off: self._settings.save(
                self._settings.load().with_strip(reader, geometry, torn_off=torn_off)
            )
        )
        if reader in kept.torn_off:
            page.tear_off()

    def _remember_evolution(self, shown: bool) -> None:
        self._evolution_shown = shown

    def show_coordinator(self, author: str) -> None:
        """The coordinator's desk."""
        from app.viewmodels.coordinator import CoordinatorModel
        from app.views.coordinator_page import CoordinatorPage

        assert self.study is not None
        self._again = lambda: self.show_coordinator(author)
        self.window.header.clear()
        self.window.header.show_work("", "", author)
        if self._coordinator is None or self._coordinator.study is not self.study:
            self._coordinator = CoordinatorModel(self.study, author, self.jobs)
        model = self._coordinator
        model.refresh()
        page = CoordinatorPage(model)
        page.caseOpened.connect(lambda subject: self.show_case(subject, author))
        page.factsWanted.connect(lambda subject: self.show_clinical_form(subject, author))
        page.outcomesWanted.connect(lambda: self.show_outcomes(Role.COORDINATOR, author))
        page.left.connect(self.show_sign_in)
        self.window.show_page(page)

    def show_outcomes(self, role: Role, author: str, *, as_left: bool = False) -> None:
        """Curves, tables and events; `as_left`: as they were before a case was opened from there."""
        from app.viewmodels.outcome import OutcomeModel
        from app.views.outcome_page import OutcomePage
        from app.views.survival_figure import figure_files

        assert self.study is not None
        self._again = lambda: self.show_outcomes(role, author, as_left=True)
        self.window.header.clear()
        self.window.header.show_work("", "", author)
        if self._outcomes is None or self._outcomes.study is not self.study or self._outcomes.role is not role:
            self._outcomes = OutcomeModel(self.study, self.jobs, role, figure_files)
        model, coordinates = self._outcomes, role is Role.COORDINATOR
        page = OutcomePage(model, "Back to the study" if coordinates else "Sign out")
        page.visitWanted.connect(lambda subject, visit: self.show_case(subject, author, visit))
        page.left.connect((lambda: self.show_coordinator(author)) if coordinates else self.show_sign_in)
        self.window.show_page(page)
        if not as_left or model.outcomes is None:
            model.load()

    def show_clinical_form(self, subject: str, author: str) -> None:
        """The clinical facts of one subject; of a new one if `subject` is empty."""
        from app.viewmodels.clinical_form import ClinicalForm
        from app.views.clinical_form import ClinicalFormPage

        assert self.study is not None
        form = ClinicalForm(self.study, subject, author, self.jobs)
        self._again = lambda: self.show_clinical_form("" if form.new else form.subject, author)
        page = ClinicalFormPage(form)
        page.left.connect(lambda: self.show_coordinator(author))
        self.window.show_page(page)

    def show_case(self, subject: str, author: str, visit: str = "") -> None:
        """The coordinator's view of one case; with `visit`, at that time point and back to the outcomes."""
        from app.viewmodels.case_editor import CaseEditor
        from app.views.case_page import CasePage

        assert self.study is not None
        self._again = lambda: self.show_case(subject, author, visit)
        editor = CaseEditor(self.study, subject, author, self.jobs, at=visit)
        page = CasePage(editor, bound_for(CHECK, self._settings.load().keys))
        if visit:
            page.left.connect(lambda: self.show_outcomes(Role.COORDINATOR, author, as_left=True))
        else:
            page.left.connect(lambda: self.show_coordinator(author))
        self.window.show_page(page)
        editor.load()

    def end(self) -> None:
        """Let go of everything, before the window goes."""
        self._settings.save(self._settings.load().with_geometry(geometry_text(self.window)))
        self._leave_study()

    # What follows

    def _opened(self, study: Study) -> None:
        self.study = study
        self._settings.save(self._settings.load().with_study(study.root))
        self.show_sign_in()

    def _signed_in(self, who: SignedIn) -> None:
        self.who = who
        if who.role is Role.COORDINATOR:
            self.show_coordinator(who.name)
        elif who.role is Role.STATISTICIAN:
            self.show_outcomes(who.role, who.name)
        else:
            self.show_worklist()

    def _leave_reading(self) -> None:
        if self._end_watch is not None:
            self._end_watch()
        self._reading = self._end_watch = None

    def _leave_study(self) -> None:
        self._leave_reading()
        self.who = self._coordinator = self._outcomes = None
        if self.study is not None:
            self.study.close()
            self.study = None

    def _show_reading(self) -> None:
        if self._reading is None:
            return
        session, header = self._reading.session, self.window.header
        visit = Said("time point {n}", n=session.index + 1)
        if session.charter.show_later_visits:
            visit = Said("time point {n} of {all}", n=session.index + 1, all=len(session.read.visits))
        header.show_place(joined("  ›  ", (recognised(session.read.case_code), visit)), in_case=True)
        header.show_saved(session.saved)
        if session.signed and self.study is not None and self.who is not None:
            work = WorklistModel(self.study, self.who)
            header.show_work(work.charter, work.progress, self.who.name)
        self._show_clock()

    def _show_clock(self) -> None:
        if self._reading is not None:
            session = self._reading.session
            seconds = int(session.elapsed_seconds())
            running = session.open_index is not None
            self.window.header.show_clock(
                Said("{minutes}:{seconds:02d} min", minutes=seconds // 60, seconds=seconds % 60) if running else ""
            )

    def _open_settings(self) -> None:
        """The settings, over the page; what was changed is taken when they are closed."""
        if self.window.findChild(SettingsDialog) is not None:
            return
        before = self._settings.load()
        table = KeyTable(
            COMMANDS,
            before.keys,
            lambda keys: self._settings.save(self._settings.load().with_keys(keys)),
        )
        dialog = SettingsDialog(before, table, self.window)
        dialog.finished.connect(lambda result: self._take_settings(before, dialog))
        dialog.open()

    def _take_settings(self, before: Settings, dialog: SettingsDialog) -> None:
        chosen = self._settings.load().with_view(dialog.language, dialog.text_percent)
        self._settings.save(chosen)
        dialog.setParent(None)
        dialog.deleteLater()
        if chosen == before:
            return
        page = self.window.page
        show_settings(chosen)
        self.window.header.take_text_size()
        if page is not None and page.can_be_made_anew:
            self._again()
        else:
            self.window.banner.show_notice("notice", "The new settings are taken by the next page that opens.")

    def _toggle_help(self) -> None:
        if self._reading is not None:
            (self._reading.check_page or self._reading).help.toggle()


def _bring_libraries(progress: Progress, cancelled: Cancelled) -> None:
    import app.viewmodels.read_session  # noqa: F401


def application(words: Sequence[str]) -> QApplication:
    """The Qt application with RimRead's look; the one that runs already, if there is one."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["rimread", *words])
    app.setApplicationName("RimRead")
    app.setApplicationDisplayName("RimRead")
    apply_theme(app)
    picture = QPixmap()
    if picture.loadFromData((resources.files("assets") / "icons" / "rimread.svg").read_bytes(), "SVG"):
        app.setWindowIcon(QIcon(picture))
    return app


def show_settings(settings: Settings) -> None:
    """Speak the language of `settings`, in texts of its size."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Language.of(app).speak(settings.language)
    set_text_percent(app, settings.text_percent)


def open_window(study: Path | None, *, jobs: Jobs | None = None, settings: SettingsFile | None = None) -> MainWindow:
    """The window, with the study in `study` being opened.

    Args:
        study: its folder; None shows what can be done without one.
        jobs: where long work is done; threads if None.
        settings: what is kept between starts; the user's if None.
    """
    kept = settings if settings is not None else SettingsFile.of_user()
    show_settings(kept.load())
    window = MainWindow()
    take_geometry(window, kept.load().geometry)
    threads = QtJobs(window)
    desk = Desk(window, jobs if jobs is not None else threads, kept)
    window.closing.connect(threads.close)
    window.closing.connect(desk.end)
    desk.start(study)
    return window


def run_window(study: Path | None) -> int:
    """Show the window until it is closed; without a study, the one opened last. Returns the exit code.

    Raises:
        NoScreen: there is no display.
    """
    if sys.platform == "linux" and not any(name in os.environ for name in DISPLAYS):
        raise NoScreen  # Qt would end the process with lines of its own
    app = application([])
    window = open_window(study if study is not None else SettingsFile.of_user().load().last_study)
    sys.excepthook = _report(window)
    window.show()
    interrupted = _end_on_interrupt(window)
    gc.freeze()  # what was there at the start stays: to look through it again and again would hold the window up
    code = app.exec()
    return INTERRUPTED if interrupted() else code


def _end_on_interrupt(window: MainWindow) -> Callable[[], bool]:
    """Let Ctrl-C, or a request to end, close the window; returns a question: was it so?"""
    pressed: list[int] = []

    def close(number: int, frame: object) -> None:
        pressed.append(number)
        QTimer.singleShot(0, window.close)  # not here: this may be in the middle of painting

    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, close)
    # Python looks at signals only while it runs: it is woken now and then.
    waker = QTimer(window)
    waker.timeout.connect(lambda: None)
    waker.start(WAKE_MS)
    return lambda: bool(pressed)


def run(words: Sequence[str]) -> int:
    """Open the window with the study whose folder `words` name, or with the one opened last."""
    return run_window(Path(words[0]) if words else None)


def _report(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Show what nobody foresaw as a sentence in the window, instead of a traceback that may carry patient data."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        window.say_error(unforeseen_line(error))

    return hook
