"""The page of a blinded read: timeline above, pictures in the middle, labels at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
)

from app.viewmodels.arrangement import Layout
from app.viewmodels.keys import READING_COMMANDS, Command, key_of
from app.viewmodels.read_session import ReadSession
from app.viewmodels.slices import Overlay, ShownLesion, SlicesModel, Tool
from app.viewmodels.timeline import chip, timeline_scene
from app.views import theme
from app.views.actions import bind
from app.views.check_page import CheckPage
from app.views.empty_state import NOT_OPENED, EmptyState
from app.views.finding_panel import FindingPanel
from app.views.help_overlay import HelpOverlay
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import FloatingBanner, Page, text_label
from app.views.reading_area import ReadingArea
from app.views.timeline_strip import TimelineStrip
from app.words import Said
from imaging.planes import Plane
from review_schema.vocabulary import BrainLabel, CavityLabel

CLOCK_MS = 1000
ZOOM_STEP = 1.2


class ReadingPage(Page):
    """One read on the screen. `left` is emitted when the reader goes back to the worklist."""

    left = Signal()

    def __init__(self, session: ReadSession, commands: Sequence[Command] = READING_COMMANDS) -> None:
        """Show `session`, with the keys of `commands`."""
        super().__init__()
        self.session, self.commands = session, commands
        self.slices = SlicesModel()
        self.plane = Plane.AXIAL
        self.check_page: CheckPage | None = None
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
        middle.addWidget(self.area, 1)
        self.missing = EmptyState(*NOT_OPENED, "Back to the worklist")
        self.missing.wanted.connect(self.left)
        middle.addWidget(self.missing, 1)
        foot = QHBoxLayout()
        self._status = text_label("", "muted", wrap=True)
        foot.addWidget(self._status, 1)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setFixedWidth(theme.px(220))
        keeps_place = self._bar.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps_place)
        self._bar.hide()
        foot.addWidget(self._bar)
        middle.addLayout(foot)
        row.addLayout(middle, 1)
        self.panel = FindingPanel(session, commands)
        self.panel.lockWanted.connect(self._lock_or_sign)
        self.panel.signWanted.connect(self._sign)
        self.panel.markWanted.connect(self._mark_mode)
        self.panel.goTo.connect(self.slices.go_to)
        row.addWidget(self.panel)
        column.addLayout(row, 1)
        self.help = HelpOverlay(commands, self)
        self.actions_by_name = bind(self, commands, self._calls())
        self.help.covers.connect(self._rest_keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._unsubscribe = session.subscribe(self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.start()
        self.slices.subscribe(self._refresh_status)
        # Looking is reading: scrolling and zooming keep the clock going.
        self.slices.subscribe(session.touched)
        self.refresh()

    @property
    def clock(self) -> QTimer:
        """Ticks once a second, for the header's elapsed time."""
        return self._clock

    def close_page(self) -> None:
        """Let go of the session."""
        self._end_check()
        self._clock.stop()
        self._unsubscribe()

    @property
    def can_be_made_anew(self) -> bool:
        """Whether no check is open and no mark waits for its label; all else is on disk."""
        session = self.session
        return self.check_page is None and session.busy is None and session.editor.draft.pending is None

    def refresh(self) -> None:
        """Show the session as it stands."""
        session = self.session
        if session.case is not None:
            if self.slices.case is not session.case:
                self.slices.replace_case(session.case, current_index=session.index)
            self.slices.set_visit(session.index)
            self.slices.set_lesions(self._lesions())
        told = timeline_scene(session)
        self.timeline.show_scene(told)
        self.area.set_dots(told.dots)
        self.panel.refresh()
        notice = session.notice
        self.banner.show_notice(notice.kind if notice else "notice", notice.text if notice else "")
        opened = session.case is not None or session.busy is not None or notice is None or notice.kind != "error"
        self.area.setVisible(opened)
        self.missing.setVisible(not opened)
        self._bar.setVisible(session.busy is not None)
        if session.busy is not None:
            self._bar.setFormat(f"{shown(session.busy[0])} …")
            self._bar.setValue(round(100 * session.busy[1]))
        self._refresh_status()

    def _refresh_status(self) -> None:
        if self.slices.tool is Tool.MARK:
            text: str = Said("Mark: click the lesion on the current visit; {key} leaves.", key=self._key("leave"))
        else:
            text = Said(
                "{up} {down} step through {plane} slices ({key} changes). Right drag: window. {help} shows every key.",
                up=self._key("slice-up"),
                down=self._key("slice-down"),
                plane=Said(self.plane.value),
                key=self._key("plane"),
                help=self._key("help"),
            )
        self._status.setText(text)

    def _key(self, command: str) -> str:
        return shown_key(key_of(command, self.commands))

    def _lesions(self) -> list[ShownLesion]:
        session = self.session
        shown = []
        for finding in session.findings(session.index):
            if finding.lesion and finding.measure:
                mark = session.editor.mark_of(finding) if session.editable else None
                outline = mark.outline if mark else None
                colour = theme.label_colour(chip(finding))
                shown.append(ShownLesion(finding.lesion, finding.measure.centre_mm, outline, colour))
        pending = session.editor.draft.pending
        if pending is not None and session.editable:
            shown.append(ShownLesion(pending.name, pending.mark.measure.centre_mm, pending.mark.outline, theme.ACCENT))
        return shown

    # Keys

    def _calls(self) -> dict[str, Callable[[], None]]:
        session, slices = self.session, self.slices

        def overlay(which: Overlay) -> Callable[[], None]:
            return lambda: slices.switch(which)

        def step(slices_up: int) -> Callable[[], None]:
            return lambda: slices.step(self.plane, slices_up)

        def arrange(layout: Layout) -> Callable[[], None]:
            return lambda: self.area.set_layout(layout)

        def cavity(label: CavityLabel) -> Callable[[], None]:
            return lambda: session.press_cavity(label)

        def brain(label: BrainLabel) -> Callable[[], None]:
            return lambda: session.press_brain(label)

        return {
            "slice-up": step(1),
            "slice-down": step(-1),
            "slice-up-5": step(5),
            "slice-down-5": step(-5),
            "plane": self._next_plane,
            "visit-before": lambda: session.show(session.index - 1),
            "visit-after": lambda: session.show(session.index + 1),
            "zoom-in": lambda: slices.zoom(ZOOM_STEP),
            "zoom-out": lambda: slices.zoom(1 / ZOOM_STEP),
            "centre": slices.show_cavity,
            "head": slices.show_head,
            "window-reset": slices.reset_window,
            "layout": self.area.next_layout,
            **{f"layout-{layout}": arrange(layout) for layout in Layout},
            "subtraction": lambda: self.area.set_layout(Layout.COMPARE),
            "flip": slices.flip,
            "check": self._check,
            "cavity": overlay(Overlay.CAVITY),
            "margin": overlay(Overlay.MARGIN),
            "margin-width": slices.next_margin,
            "crosshair": overlay(Overlay.CROSSHAIR),
            "lesions": overlay(Overlay.LESIONS),
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

    def _next_plane(self) -> None:
        planes = list(Plane)
        self.plane = planes[(planes.index(self.plane) + 1) % len(planes)]
        self.area.set_plane(self.plane)
        self._refresh_status()

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
        self.check_page = CheckPage(model, self)
        self.check_page.left.connect(self._end_check)
        self._rest_keys(True)

    def _end_check(self) -> None:
        page, self.check_page = self.check_page, None
        if page is None:
            return
        page.close_page()
        page.hide()
        page.deleteLater()
        self._rest_keys(False)
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
        elif self.slices.tool is Tool.MARK:
            self.slices.set_tool(Tool.NAVIGATE)
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
        if self.session.signed:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(shown("Sign read"))
        dialog.setLabelText(
            shown(
                Said(
                    "I have read {case}; its time points are as I saw them.\nYour password signs it:",
                    case=self.session.read.case_code,
                )
            )
        )
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.setOkButtonText(shown("Sign"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.session.sign(dialog.textValue())
