"""The page of a blinded read: timeline above, pictures in the middle, labels at the right."""

from collections.abc import Callable, Sequence
from typing import Self

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
)

from app.viewmodels.arrangement import Layout, next_planes
from app.viewmodels.comparison import Mode
from app.viewmodels.evolution import EvolutionModel
from app.viewmodels.keys import CHECK_COMMANDS, READING_COMMANDS, Command, key_of
from app.viewmodels.outlines import Overlay, ShownLesion
from app.viewmodels.read_session import ReadSession
from app.viewmodels.slices import Shown, SlicesModel, Tool
from app.viewmodels.timeline import chip, timeline_scene
from app.viewmodels.windows import PRESETS
from app.views import theme
from app.views.actions import bind
from app.views.check_page import CheckPage
from app.views.empty_state import NOT_OPENED, EmptyState
from app.views.evolution_dock import EvolutionDock
from app.views.film_window import FilmWindow
from app.views.finding_panel import FindingPanel
from app.views.help_overlay import HelpOverlay
from app.views.hint_line import HintLine
from app.views.kept_geometry import geometry_text, take_geometry
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import FloatingBanner, Page, button
from app.views.pictures import copy_area, copy_view, save_view
from app.views.reading_area import ReadingArea
from app.views.sign_dialog import SignDialog
from app.views.timeline_strip import TimelineStrip
from app.words import Said, said
from imaging.intensity import Window
from imaging.planes import Plane
from review_schema.vocabulary import BrainLabel, CavityLabel

COMPARED = (Mode.FLICKER, Mode.REVEAL, Mode.CHECKERBOARD, Mode.BLEND, Mode.CINE)
"""Ways to compare in the current views, each with its key."""

CLOCK_MS = 1000
BAR_PX = 120
ZOOM_STEP = 1.2


class ReadingPage(Page):
    """One read on the screen.

    Signals:
        left(): the reader goes back to the worklist.
        evolutionSwitched(on): the evolution was shown or hidden.
    """

    left = Signal()
    stripMoved = Signal(str, bool)
    """The film strip's own window opened, closed or is left: its geometry, and whether it stays torn off."""
    evolutionSwitched = Signal(bool)

    def __init__(
        self,
        session: ReadSession,
        commands: Sequence[Command] = READING_COMMANDS,
        check_commands: Sequence[Command] = CHECK_COMMANDS,
        former: Self | None = None,
    ) -> None:
        """Show `session`, with the keys of `commands`, and of `check_commands` in the check.

        In place of a `former` page of the same read (in another language or size) it goes on where that one stood.
        """
        super().__init__()
        self.session, self.commands, self._check_commands = session, commands, check_commands
        self.slices: SlicesModel = SlicesModel() if former is None else former.slices
        self.slices.empty_notice = "The case is being opened"
        self.plane: Plane = Plane.AXIAL if former is None else former.plane
        self.check_page: CheckPage | None = None
        self.film: FilmWindow | None = None
        self.signs: SignDialog | None = None
        self.film_geometry = ""
        self._strip_was_here, self._opened = False, True
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        self.timeline = TimelineStrip(commands)
        self.timeline.picked.connect(session.show)
        self.timeline.checkWanted.connect(self._check)
        column.addWidget(self.timeline)
        self.banner = FloatingBanner(self, self.timeline, covers=True)
        self.banner.dismissed.connect(session.dismiss)
        row = QHBoxLayout()
        row.setSpacing(6)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        self.area = ReadingArea(self.slices)
        self.area.placePicked.connect(self._picked)
        self.area.visitPicked.connect(session.show)
        middle.addWidget(self.area, 3)
        self.evolution: EvolutionDock = EvolutionDock(
            EvolutionModel(session, session.jobs) if former is None else former.evolution.model
        )
        self.evolution.visitPicked.connect(session.show)
        self.evolution.placePicked.connect(self.slices.go_to)
        middle.addWidget(self.evolution, 1)
        self.missing = EmptyState(*NOT_OPENED, "Back to the worklist")
        self.missing.wanted.connect(self.left)
        middle.addWidget(self.missing, 3)
        foot = QHBoxLayout()
        self._status = HintLine()
        foot.addWidget(self._status, 1)
        self.tear_button = button(
            Said("Film strip ({key})", key=self._key("tear-off")),
            "link",
            accessible="Film strip in a window of its own, or back",
        )
        self.tear_button.setToolTip(shown("In a window of its own, for a second monitor, or back into this one"))
        self.tear_button.clicked.connect(self.tear_off)
        foot.addWidget(self.tear_button)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setFixedWidth(BAR_PX)
        self._bar.hide()
        foot.addWidget(self._bar)
        middle.addLayout(foot)
        row.addLayout(middle, 1)
        self.panel = FindingPanel(session, commands)
        self.panel.lockWanted.connect(self._lock_or_sign)
        self.panel.signWanted.connect(self._sign)
        self.panel.markWanted.connect(self._mark_mode)
        self.panel.goTo.connect(self.slices.go_to)
        self.panel.done.connect(self.setFocus)
        row.addWidget(self.panel)
        column.addLayout(row, 1)
        self.help = HelpOverlay(commands, self)
        self.actions_by_name = bind(self, commands, self._calls())
        self.help.covers.connect(self._rest_keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if former is not None:
            self.area.set_plane(*former.area.planes)
            if former.area.native:
                self.area.set_native(True)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.start()
        self._unsubscribe = (
            session.subscribe(self.refresh),
            self.slices.subscribe(self._refresh_status),
            # Looking is reading: scrolling and zooming keep the clock going.
            self.slices.subscribe(session.touched),
        )
        self.refresh()

    @property
    def clock(self) -> QTimer:
        """Ticks once a second, for the header's elapsed time."""
        return self._clock

    def close_page(self) -> None:
        """Let go of the session."""
        self._end_check()
        if self.film is not None:
            self._put_back(stays=True)
        self._clock.stop()
        self.evolution.close_dock()
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    @property
    def can_be_made_anew(self) -> bool:
        """Whether nothing lies over it: no check of a registration, no password being typed."""
        return self.check_page is None and self.signs is None

    def refresh(self) -> None:
        """Show the session as it stands."""
        session = self.session
        if session.case is not None:
            if self.slices.case is not session.case:
                self.slices.replace_case(session.case, current_index=session.index)
            self.slices.set_visit(session.index)
            self.slices.set_cavity(session.cavity)
            others = (index for index in range(len(session.case.visits)) if index != session.index)
            self.slices.set_lesions(self._lesions(), {index: self._marked_on(index) for index in others})
        told = timeline_scene(session)
        self.timeline.show_scene(told)
        self.area.set_dots(told.dots)
        if self.film is not None:
            self.film.area.set_dots(told.dots)
        self.panel.refresh()
        if session.signed and self.signs is not None:
            self.signs.accept()
        self.evolution.model.follow()
        notice = session.notice
        self.banner.show_notice(notice.kind if notice else "notice", notice.text if notice else "")
        opened = session.case is not None or session.busy is not None or notice is None or notice.kind != "error"
        self._opened = opened
        self._share_height()
        self.missing.setVisible(not opened)
        self._bar.setVisible(session.busy is not None or session.bringing is not None)
        if session.busy is not None:
            self._bar.setValue(round(100 * session.busy[1]))
        elif session.bringing is not None:
            self._bar.setValue(round(100 * session.bringing))
        if session.case is not None:
            self._bring_unenhanced()
        self._refresh_status()

    def _refresh_status(self) -> None:
        ends = Said("{remark}.  {key} ends it.", remark=self.slices.remark, key=self._key("leave"))
        hints: tuple[str, ...]
        if self.session.busy is not None:
            hints = (Said("{what} …", what=said(self.session.busy[0])),)
        elif self.session.bringing is not None:
            hints = (Said("{what} …", what=Said("Laying the scan from before contrast onto this one")),)
        elif self.slices.tool is Tool.MARK:
            hints = (Said("Mark: click the lesion on the current visit; {key} leaves.", key=self._key("leave")),)
        elif self.slices.compared_by is not Mode.APART:
            full = Said(
                "{remark}.  {less} and {more} change it; {key} ends it.",
                remark=self.slices.remark,
                less=self._key("setting-less"),
                more=self._key("setting-more"),
                key=self._key("leave"),
            )
            hints = (full, ends)
        elif self.slices.remark:
            hints = (ends,)
        else:
            full = Said(
                "{up} {down} step through {plane} slices ({key} changes). Right drag: window. {help} shows every key.",
                up=self._key("slice-up"),
                down=self._key("slice-down"),
                plane=Said(self.plane.value),
                key=self._key("plane"),
                help=self._key("help"),
            )
            hints = (full, Said("{help} shows every key.", help=self._key("help")))
        self._status.say(hints)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit_into(self.width())
        self._share_height()

    def _share_height(self) -> None:
        """The evolution stands below the pictures; in a low window with large texts, in their place."""
        room = self.height() - self.timeline.sizeHint().height() - self._status.height() - 26
        beside = self.evolution.fit_into(room)
        self.area.setVisible(self._opened and (beside or self.evolution.isHidden()))

    def _key(self, command: str) -> str:
        return shown_key(key_of(command, self.commands))

    def _lesions(self) -> list[ShownLesion]:
        session = self.session
        shown = self._marked_on(session.index)
        pending = session.editor.draft.pending
        if pending is not None and session.editable:
            shown.append(ShownLesion(pending.name, pending.mark.measure.centre_mm, pending.mark.outline, theme.ACCENT))
        return shown

    def _marked_on(self, index: int) -> list[ShownLesion]:
        """The lesions of a visit. A locked one keeps measures, not outlines: a circle of its diameter stands there."""
        session = self.session
        shown = []
        for finding in session.findings(index):
            if finding.lesion and finding.measure:
                mark = session.editor.mark_of(finding) if session.editable and index == session.index else None
                shown.append(
                    ShownLesion(
                        finding.lesion,
                        finding.measure.centre_mm,
                        mark.outline if mark else None,
                        theme.label_colour(chip(finding)),
                        finding.measure.longest_diameter_mm / 2,
                    )
                )
        return shown

    # Keys

    def _calls(self) -> dict[str, Callable[[], None]]:
        session, slices = self.session, self.slices

        def overlay(which: Overlay) -> Callable[[], None]:
            return lambda: slices.switch(which)

        def step(slices_up: int) -> Callable[[], None]:
            return lambda: self._area_at_hand().step(self.plane, slices_up)

        def arrange(layout: Layout) -> Callable[[], None]:
            return lambda: self.area.set_layout(layout)

        def window(wanted: Window) -> Callable[[], None]:
            return lambda: slices.set_window(wanted.level, wanted.width, self._area_at_hand().spec_at_hand)

        def compare(mode: Mode) -> Callable[[], None]:
            return lambda: self.area.compare(mode)

        def cavity(label: CavityLabel) -> Callable[[], None]:
            return lambda: self.panel.press(label)

        def brain(label: BrainLabel) -> Callable[[], None]:
            return lambda: self.panel.press(label)

        return {
            "slice-up": step(1),
            "slice-down": step(-1),
            "slice-up-5": step(5),
            "slice-down-5": step(-5),
            "plane": self._next_plane,
            "visit-before": lambda: session.show(session.index - 1),
            "visit-after": lambda: session.show(session.index + 1),
            "zoom-in": lambda: self._area_at_hand().zoom(ZOOM_STEP),
            "zoom-out": lambda: self._area_at_hand().zoom(1 / ZOOM_STEP),
            "centre": slices.show_cavity,
            "head": slices.show_head,
            "window-reset": lambda: slices.reset_window(self._area_at_hand().spec_at_hand),
            "window-auto": lambda: slices.auto_window([view.spec for view in self.area.views]),
            **{command: window(wanted) for command, wanted in PRESETS.items()},
            "layout": self.area.next_layout,
            **{f"layout-{layout}": arrange(layout) for layout in Layout},
            "subtraction": lambda: self._subtract(before_contrast=False),
            "post-pre": lambda: self._subtract(before_contrast=not slices.subtracts_unenhanced),
            "flip": slices.flip,
            "native": self._toggle_native,
            "link": lambda: self._area_at_hand().toggle_link(),
            "tear-off": self.tear_off,
            "link-all": slices.link_all,
            **{mode.value: compare(mode) for mode in COMPARED},
            "setting-less": lambda: slices.comparison.step_setting(-1),
            "setting-more": lambda: slices.comparison.step_setting(1),
            "check": self._check,
            "evolution": lambda: self.show_evolution(self.evolution.isHidden()),
            "thickest": self._go_to_thickest,
            "cavity": overlay(Overlay.CAVITY),
            "filled": slices.fill,
            "margin": overlay(Overlay.MARGIN),
            "margin-width": slices.next_margin,
            "crosshair": overlay(Overlay.CROSSHAIR),
            "lesions": overlay(Overlay.LESIONS),
            "legend": overlay(Overlay.LEGEND),
            "copy": lambda: copy_view(self._area_at_hand(), session.tell),
            "copy-all": lambda: copy_area(self._area_at_hand(), session.tell),
            "save-picture": lambda: save_view(self._area_at_hand(), session.tell, session.refuse),
            "label-LP": cavity(CavityLabel.LP),
            "label-RN": cavity(CavityLabel.RN),
            "label-PIE": cavity(CavityLabel.PIE),
            "label-STABLE": cavity(CavityLabel.STABLE),
            "label-NED": cavity(CavityLabel.NED),
            "label-NE": cavity(CavityLabel.NE),
            "label-DP": brain(BrainLabel.DP),
            "label-LMD": brain(BrainLabel.LMD),
            "label-brain-NED": brain(BrainLabel.NED),
            "label-brain-NE": brain(BrainLabel.NE),
            "label-clear": session.press_clear,
            "next-cavity": self._next_cavity,
            "mark": self._mark_mode,
            "mark-here": lambda: self._picked(slices.crosshair_mm),
            "next-lesion": self._next_lesion,
            "undo": session.undo,
            "redo": session.redo,
            "leave": self._leave,
            "lock": self._lock_or_sign,
            "worklist": self.left.emit,
            "help": self.help.toggle,
        }

    def show_evolution(self, on: bool) -> None:
        """Show or hide the evolution below the pictures."""
        self.evolution.switch(on)
        self._share_height()
        self.evolutionSwitched.emit(on)

    def _go_to_thickest(self) -> None:
        if self.evolution.isHidden():
            self.show_evolution(True)
        self.evolution.go_to_thickest()

    def _subtract(self, *, before_contrast: bool) -> None:
        """Show what changed since the baseline, or what took up contrast agent at this visit."""
        if Shown.DIFFERENCE not in {view.spec.shown for view in self.area.views}:
            self.area.set_layout(Layout.COMPARE)
        if Shown.DIFFERENCE not in {view.spec.shown for view in self.area.views}:
            self.area.set_layout(Layout.SQUARE)  # there is no room for more beside each other
        self.slices.subtract_unenhanced(before_contrast)
        self._bring_unenhanced()

    def _bring_unenhanced(self) -> None:
        visit = self.slices.wanted_unenhanced
        if visit is not None and Shown.DIFFERENCE in {view.spec.shown for view in self.area.views}:
            self.session.bring_unenhanced(
                visit,
                lambda scan: self.slices.set_unenhanced(visit, scan),
                lambda: self.slices.subtract_unenhanced(False),
            )

    def _next_plane(self) -> None:
        at_hand = self._area_at_hand()
        choice = next_planes(at_hand.planes, at_hand.layout_name)
        self.plane = choice[0]
        at_hand.set_plane(*choice)
        self._refresh_status()

    def _toggle_native(self) -> None:
        area = self._area_at_hand()
        area.set_native(not area.native)

    def _area_at_hand(self) -> ReadingArea:
        """The pictures of the window that has the keys."""
        return self.film.area if self.film is not None and self.film.isActiveWindow() else self.area

    # The film strip in its own window

    def tear_off(self) -> None:
        """Put the film strip into a window of its own, or take it back from there."""
        if self.film is not None:
            self.film.close()
            return
        self.film = film = FilmWindow(self.slices, self.actions(), self)
        take_geometry(film, self.film_geometry)
        film.area.set_plane(*self.area.planes)
        film.area.set_dots(timeline_scene(self.session).dots)
        film.area.visitPicked.connect(self.session.show)
        film.area.placePicked.connect(self._picked)
        film.closed.connect(lambda: self._put_back(stays=False))
        if self.area.layout_name is Layout.STRIP:
            self.area.set_layout(Layout.COMPARE)
            self._strip_was_here = True
        film.show()
        film.raise_()
        self.window().activateWindow()  # the keys go on where they were
        film.raise_()  # some desktops lift the active window: on one screen it would cover the strip
        self.stripMoved.emit(geometry_text(film), True)

    def _put_back(self, *, stays: bool) -> None:
        film, self.film = self.film, None
        if film is None:
            return
        self.film_geometry = geometry_text(film)
        self.stripMoved.emit(self.film_geometry, stays)
        film.hide()
        film.deleteLater()
        self.window().activateWindow()
        if self._strip_was_here:
            self._strip_was_here = False
            self.area.set_layout(Layout.STRIP)

    def _next_cavity(self) -> None:
        names = self.session.cavities
        if names:
            here = names.index(self.session.cavity) if self.session.cavity in names else -1
            self.session.choose_cavity(names[(here + 1) % len(names)])

    def _next_lesion(self) -> None:
        lesions = self.slices.lesions
        if not lesions:
            return
        centres = [lesion.centre_mm for lesion in lesions]
        here = centres.index(self.slices.crosshair_mm) if self.slices.crosshair_mm in centres else -1
        self.slices.go_to(centres[(here + 1) % len(centres)])

    def _rest_keys(self, covered: bool) -> None:
        """What is not seen is not changed: under the table of keys only those that close it work."""
        for name, action in self.actions_by_name.items():
            action.setEnabled(self.check_page is None and (not covered or name in ("help", "leave")))

    def _check(self) -> None:
        model = self.session.check()
        if model is None or self.check_page is not None:
            return
        self.check_page = CheckPage(model, self, self._check_commands)
        self.check_page.left.connect(self._end_check)
        self._rest_keys(True)
        if self.film is not None:
            self.film.setEnabled(False)  # no other visit is chosen meanwhile
            self.window().activateWindow()  # the check and its keys are here
            self.window().raise_()

    def _end_check(self) -> None:
        page, self.check_page = self.check_page, None
        if page is None:
            return
        page.close_page()
        page.hide()
        page.deleteLater()
        self._rest_keys(False)
        if self.film is not None:
            self.film.setEnabled(True)
        self.setFocus()

    def _mark_mode(self) -> None:
        self.slices.set_tool(Tool.NAVIGATE if self.slices.tool is Tool.MARK else Tool.MARK)

    def _picked(self, place_mm: tuple[float, float, float]) -> None:
        self.slices.set_crosshair(place_mm)
        self.slices.set_tool(Tool.NAVIGATE)
        self.session.mark(place_mm)
        self.setFocus()

    def _leave(self) -> None:
        if self.help.isVisible():
            self.help.hide()
        elif self.panel.takes_keys:
            self.setFocus()
        elif self.slices.tool is Tool.MARK:
            self.slices.set_tool(Tool.NAVIGATE)
        elif self.slices.comparison.mode is not Mode.APART:
            self.slices.comparison.end()
        elif self.slices.flipped:
            self.slices.flip()
        elif self.session.editor.draft.pending is not None:
            self.session.editor.drop_pending()
        else:
            self.session.dismiss()

    def _lock_or_sign(self) -> None:
        # A reason that is being typed counts before the rules are asked.
        self.setFocus()
        if self.session.open_index is None:
            self._sign()
        else:
            self.session.lock()

    def _sign(self) -> None:
        if self.session.signed or self.signs is not None:
            return
        dialog = SignDialog(self.session.read.case_code, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.passwordGiven.connect(lambda password: self.session.sign(password, dialog.refuse))
        self.signs = dialog
        dialog.finished.connect(self._end_signing)
        dialog.open()

    def _end_signing(self) -> None:
        self.signs = None
        self.setFocus()
