"""The right-hand panel of a read: labels of cavity and brain, findings with their verdicts, lock and sign."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.usecases.mark_lesion import MarkedLesion
from app.viewmodels.findings import PendingLesion, Place, is_measurable
from app.viewmodels.keys import READING_COMMANDS, Command, key_of
from app.viewmodels.read_session import ReadSession
from app.viewmodels.timeline import chip
from app.views import theme
from app.views.choice import Choice
from app.views.choice_box import ChoiceBox
from app.views.flow import Flow
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import (
    Chip,
    DistanceBar,
    LabelButton,
    LowScrollArea,
    button,
    panel,
    scrolled,
    text_label,
    toggle,
)
from app.views.two_line_button import TwoLineButton
from app.words import Said, joined, said
from review_schema.finding import Finding, LesionMeasure
from review_schema.vocabulary import (
    BLINDED_PIE_CODE,
    BLINDED_PIE_NAME,
    BRAIN_LABEL_NAMES,
    CAVITY_LABEL_NAMES,
    BrainLabel,
    CavityLabel,
    Compartment,
    FindingStatus,
    LesionOrigin,
    LmdPattern,
    MixedBasis,
)

WIDTH_PX = 372
LARGEST_SHARE = 0.42
"""Of a window, so that large texts leave room for the pictures."""

LEAST_CARDS_PX = 120
EVIDENCE = ("perfusion", "PET", "evolution", "steroids", "timing")
PATTERNS = {
    LmdPattern.LINEAR: "A  linear",
    LmdPattern.NODULAR: "B  nodular",
    LmdPattern.BOTH: "C  linear and nodular",
    LmdPattern.NEITHER: "D  neither, hydrocephalus only",
}
Edit = Callable[..., None]
Control = tuple[str, str]
"""A control of a card: the finding that the card is of, and the control's accessible name."""


class FindingPanel(QWidget):
    """Shows a `ReadSession` and passes on what is pressed.

    Signals:
        done(): nothing more is entered here; the keys go back to the pictures.
    """

    lockWanted = Signal()
    signWanted = Signal()
    markWanted = Signal()
    goTo = Signal(object)
    done = Signal()

    def __init__(self, session: ReadSession, commands: Sequence[Command] = READING_COMMANDS) -> None:
        super().__init__()
        self._session, self._commands = session, commands
        self.setFixedWidth(theme.px(WIDTH_PX))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, foot = panel()
        outer.addWidget(frame)
        labels = QWidget()
        column = QVBoxLayout(labels)
        column.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(scrolled(labels, "Labels and findings"), 1)
        column.addLayout(self._cavity_head())
        self._cavity_row, self._cavity_buttons = self._label_row(
            Compartment.CAVITY, {label: f"label-{label.value}" for label in CavityLabel}
        )
        column.addLayout(self._cavity_row)
        self._missing = text_label("", "warn", wrap=True)
        column.addWidget(self._missing)
        column.addWidget(text_label("BRAIN", "heading"))
        self._brain_row, self._brain_buttons = self._label_row(
            Compartment.BRAIN,
            {
                BrainLabel.DP: "label-DP",
                BrainLabel.LMD: "label-LMD",
                BrainLabel.NED: "label-brain-NED",
                BrainLabel.NE: "label-brain-NE",
            },
        )
        column.addLayout(self._brain_row)
        head = QHBoxLayout()
        head.addWidget(text_label("FINDINGS", "heading"))
        head.addStretch(1)
        self._mark = button(Said("+ mark  ({key})", key=self._key("mark")), "link", accessible="Mark a lesion")
        self._mark.clicked.connect(self.markWanted)
        head.addWidget(self._mark)
        column.addLayout(head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._card_of: dict[str, QWidget] = {}
        self._laid_out: list[QWidget] = []
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addLayout(self._cards)
        inner.addStretch(1)
        self._scroll = scroll = LowScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setAccessibleName(shown("Findings"))
        # The cards scroll below the labels; where not even a few lines of them have room, labels and cards do.
        scroll.setMinimumHeight(theme.px(LEAST_CARDS_PX))
        column.addWidget(scroll, 1)
        self._footnote = text_label(
            Said("{code}: {meaning}", code=BLINDED_PIE_CODE, meaning=Said(BLINDED_PIE_NAME)), "muted", wrap=True
        )
        column.addWidget(self._footnote)
        self._why_not = text_label("", "warn", wrap=True)
        foot.addWidget(self._why_not)
        self._lock = TwoLineButton("Lock")
        self._lock.clicked.connect(self.lockWanted)
        foot.addWidget(self._lock)
        self._sign = button("Sign read")
        self._sign.clicked.connect(self.signWanted)
        foot.addWidget(self._sign)
        self._drawn: object = None
        self.refresh()

    def fit_into(self, window_px: int) -> None:
        """Be as wide as the texts ask for, in a window of this width."""
        self.setFixedWidth(min(theme.px(WIDTH_PX), max(WIDTH_PX, round(LARGEST_SHARE * window_px))))

    # Made once

    def _cavity_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._cavity_name = text_label("CAVITY", "heading")
        row.addWidget(self._cavity_name)
        row.addStretch(1)
        self._cavity_choice = ChoiceBox()
        self._cavity_choice.done.connect(self.done)
        self._cavity_choice.setAccessibleName(shown("Cavity that the label keys speak of"))
        self._cavity_choice.textActivated.connect(self._session.choose_cavity)
        row.addWidget(self._cavity_choice)
        return row

    def _label_row(
        self, compartment: Compartment, keys: dict[CavityLabel, str] | dict[BrainLabel, str]
    ) -> tuple[Flow, dict[str, LabelButton]]:
        row, made = Flow(), {}
        for label, command in keys.items():
            code, meaning = _blinded_words(label)
            where = "Cavity" if compartment is Compartment.CAVITY else "Brain"
            holder = QWidget()
            cell = QVBoxLayout(holder)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.setSpacing(1)
            press = LabelButton(code, self._key(command), meaning, where)
            press.clicked.connect(lambda checked=False, label=label: self.press(label))
            cell.addWidget(press)
            hint = text_label(self._key(command), "muted")
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cell.addWidget(hint)
            row.addWidget(holder)
            made[label.value] = press
        return row, made

    def press(self, label: CavityLabel | BrainLabel) -> None:
        """A label's key or button; where the label needs a word more, that is asked for at once."""
        session = self._session
        before = {finding.finding_id for finding in session.findings(session.index)}
        if isinstance(label, CavityLabel):
            session.press_cavity(label)
        else:
            session.press_brain(label)
        self.refresh()
        for finding in session.findings(session.index):
            if finding.finding_id not in before and finding.finding_id in self._card_of:
                self._ask_for_more(self._card_of[finding.finding_id])

    def _ask_for_more(self, card: QWidget) -> None:
        """Put the keys into the field of a card that must be filled, if there is one."""
        needed = next((field for field in card.findChildren(QWidget) if field.property("needed")), None)
        if needed is not None:
            needed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._cards.activate()
            self._scroll.ensureWidgetVisible(needed)

    @property
    def takes_keys(self) -> bool:
        """Whether a field of the panel has the keys: a reason being typed, a choice being made."""
        held = QApplication.focusWidget()
        return isinstance(held, QLineEdit | QComboBox) and self.isAncestorOf(held)

    # Drawn again on every change

    def refresh(self) -> None:
        """Show the session as it stands."""
        session = self._session
        findings = session.findings(session.index)
        self._cavity_name.setText(Said("CAVITY {name}", name=session.cavity) if session.cavity else "CAVITY")
        with QSignalBlocker(self._cavity_choice):
            if [self._cavity_choice.itemText(k) for k in range(self._cavity_choice.count())] != [*session.cavities]:
                self._cavity_choice.clear()
                self._cavity_choice.addItems(list(session.cavities))
            self._cavity_choice.setVisible(len(session.cavities) > 1)
            self._cavity_choice.setCurrentText(session.cavity)
        self._missing.setText(session.missing)
        self._missing.setVisible(bool(session.missing))
        enabled = session.editable and not session.signed
        self._mark.setEnabled(enabled)
        for buttons, place in (
            (self._cavity_buttons, Place(Compartment.CAVITY, session.cavity)),
            (self._brain_buttons, Place(Compartment.BRAIN)),
        ):
            standing = {f.label.value for f in findings if Place(f.compartment, f.cavity) == place}
            for code, press in buttons.items():
                press.setChecked(code in standing)
                press.setEnabled(enabled and (place.cavity != "" or place.compartment is Compartment.BRAIN))
        self._refresh_cards(findings, enabled)
        self._refresh_buttons(enabled)

    def _refresh_cards(self, findings: tuple[Finding, ...], enabled: bool) -> None:
        pending = self._session.editor.draft.pending if enabled else None
        wanted = (findings, pending, enabled, self._session.index)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        held, former, self._laid_out = self._held(), self._laid_out, []
        self._card_of.clear()
        if pending is not None:
            self._add_card("", self._pending_card(pending))
        shown = [finding for finding in findings if finding.lesion or _asks_more(finding)]
        for finding in shown:
            self._add_card(finding.finding_id, self._card(finding, enabled))
        if not shown and pending is None:
            text = "No lesion is marked at this time point." if enabled else "No lesion was marked at this time point."
            self._lay_out(text_label(text, "muted", wrap=True))
        # Tab comes to the cards where they stand: before the buttons that end the visit.
        before: QWidget = self._mark
        for control in (one for card in self._card_of.values() for one in _controls(card)):
            QWidget.setTabOrder(before, control)
            before = control
        # The keys go over before the former cards go: a hidden control would hand them to anything.
        self._hold(held)
        for one in former:
            self._cards.removeWidget(one)
            one.hide()
            one.deleteLater()

    def _add_card(self, finding_id: str, card: QFrame) -> None:
        self._card_of[finding_id] = card
        self._lay_out(card)
        card.show()  # before its turn: what is hidden takes no keys

    def _lay_out(self, widget: QWidget) -> None:
        self._laid_out.append(widget)
        self._cards.addWidget(widget)

    def _held(self) -> Control | None:
        """The control of a card that has the keys; None: they are elsewhere."""
        held = QApplication.focusWidget()
        for finding_id, card in self._card_of.items():
            if held is not None and card.isAncestorOf(held):
                return finding_id, held.accessibleName()
        return None

    def _hold(self, wanted: Control | None) -> None:
        """Give the keys to the same control of the cards made anew; where it is gone, they go to the pictures."""
        if wanted is None:
            return
        card = self._card_of.get(wanted[0])
        same = (control for control in _controls(card) if control.accessibleName() == wanted[1]) if card else iter(())
        control = next(same, None)
        if control is None or not control.isEnabled():
            self.done.emit()
        else:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_buttons(self, enabled: bool) -> None:
        session = self._session
        opened = session.open_index
        if opened is None:
            self._lock.setText("All time points are locked")
        else:
            here = session.read.visits[opened].label
            last = opened + 1 >= len(session.read.visits)
            following = "" if last else session.read.visits[opened + 1].label
            self._lock.setText(_lock_words(here, following, self._key("lock")))
        self._lock.setEnabled(enabled)
        complete = opened is None and not session.signed
        self._sign.setObjectName("primary" if complete else "")
        self._sign.setEnabled(complete)
        self._sign.setText(
            "Signed"
            if session.signed
            else Said("Sign read     {key}", key=self._key("lock"))
            if complete
            else "Sign read after the last time point"
        )
        for one in (self._sign, self._lock):
            one.setAccessibleName(one.text())
            one.style().unpolish(one)
            one.style().polish(one)
        reasons = session.refusals() if enabled else ()
        told = (*reasons, *(session.reminders() if enabled else ()))
        self._why_not.setText(Said("Before locking: {reason}", reason=said(told[0])) if told else "")
        self._why_not.setToolTip(joined("\n", [said(one) for one in told]))
        self._why_not.setVisible(bool(told))

    # Cards

    def _pending_card(self, pending: PendingLesion) -> QFrame:
        frame, column = panel("card", margin=10, spacing=5)
        frame.setStyleSheet(f"QFrame#card {{ border-left: 3px solid {theme.ACCENT}; }}")
        head = QHBoxLayout()
        head.addWidget(text_label(Said("{lesion}", lesion=pending.name), "strong"))
        head.addWidget(text_label("has no label yet", "warn"))
        head.addStretch(1)
        drop = button("✕", "link", accessible=Said("Drop {lesion}", lesion=pending.name))
        drop.clicked.connect(self._session.editor.drop_pending)
        head.addWidget(drop)
        column.addLayout(head)
        self._add_measure(column, pending.mark.measure, pending.mark)
        column.addWidget(text_label(self._label_keys(), "strong", wrap=True))
        return frame

    def _label_keys(self) -> Said:
        """Which keys name a marked lesion."""
        codes = {"LP": "LP", "RN": "RN", "EME": "PIE", "STABLE": "STABLE", "DP": "DP", "LMD": "LMD"}
        keys = [f"{self._key(f'label-{label}')} {code}" for code, label in codes.items()]
        return Said("Press {keys} or {last}.", keys=", ".join(keys[:-1]), last=keys[-1])

    def _key(self, command: str) -> str:
        return shown_key(key_of(command, self._commands))

    def _card(self, finding: Finding, enabled: bool) -> QFrame:
        frame, column = panel("card", margin=10, spacing=5)
        code = chip(finding)
        frame.setStyleSheet(f"QFrame#card {{ border-left: 3px solid {theme.label_colour(code)}; }}")
        edit = self._edit_of(finding)
        head = QHBoxLayout()
        head.addWidget(Chip(code), 0, Qt.AlignmentFlag.AlignVCenter)
        if finding.cavity is not None and len(self._session.cavities) > 1:
            head.addWidget(text_label(Said("{cavity}", cavity=finding.cavity), "strong"))
        if finding.label.value != "NE":
            head.addWidget(self._name_of(finding, enabled))
        head.addStretch(1)
        if enabled:
            delete = button("✕", "link", accessible=Said("Delete {what}", what=finding.lesion or code))
            delete.clicked.connect(lambda checked=False: self._session.editor.delete(finding.finding_id))
            head.addWidget(delete)
        column.addLayout(head)
        if finding.measure is not None:
            self._add_measure(column, finding.measure, self._session.editor.mark_of(finding))
        if finding.label.value == "NE":
            reason = _line("Why not evaluable (needed)", finding.ne_reason or "", edit, "ne_reason", enabled)
            reason.setProperty("needed", not finding.ne_reason)
            reason.returnPressed.connect(self.done)
            column.addWidget(reason)
            return frame
        if finding.label is BrainLabel.LMD:
            pattern = self._choice("Pattern", PATTERNS, finding.lmd_pattern, edit, "lmd_pattern", enabled)
            pattern.setProperty("needed", finding.lmd_pattern is None)
            _add_line(column, "Pattern", pattern)
        if finding.label is BrainLabel.DP:
            origins = {origin: origin.value for origin in LesionOrigin}
            _add_line(column, "Origin", self._choice("Origin", origins, finding.origin, edit, "origin", enabled))
        if finding.label in (CavityLabel.LP, CavityLabel.RN) and self._both_stand(finding):
            bases = {basis: basis.value for basis in MixedBasis}
            basis = self._choice("LP with RN: basis", bases, finding.mixed_basis, edit, "mixed_basis", enabled)
            basis.setProperty("needed", finding.mixed_basis is None)
            _add_line(column, "LP with RN: basis", basis)
        if finding.label is CavityLabel.RN:
            tick = QCheckBox(shown("symptomatic"))
            tick.setChecked(finding.symptomatic)
            tick.setEnabled(enabled)
            tick.toggled.connect(lambda on: edit(symptomatic=on))
            column.addWidget(tick)
        column.addLayout(self._status_row(finding, edit, enabled))
        column.addLayout(self._evidence_row(finding, edit, enabled))
        return frame

    def _edit_of(self, finding: Finding) -> Edit:
        return lambda **changes: self._session.editor.edit(finding.finding_id, **changes)

    def _both_stand(self, finding: Finding) -> bool:
        here = self._session.findings(self._session.index)
        return {CavityLabel.LP, CavityLabel.RN} <= {f.label for f in here if f.cavity == finding.cavity}

    def _name_of(self, finding: Finding, enabled: bool) -> QWidget:
        if finding.lesion is None:
            return text_label("no place marked", "muted")
        if not enabled:
            return text_label(Said("{lesion}", lesion=finding.lesion), "strong")
        choice = ChoiceBox()
        choice.done.connect(self.done)
        choice.setAccessibleName(shown(Said("Lesion {lesion} is the same as", lesion=finding.lesion)))
        here = {one.lesion for one in self._session.findings(self._session.index)}
        others = [name for name in self._session.known_lesions() if name not in here]
        choice.addItems([finding.lesion, *others])
        choice.textActivated.connect(lambda name: self._session.editor.rename_lesion(finding.finding_id, name))
        return choice

    def _add_measure(self, column: QVBoxLayout, measure: LesionMeasure, mark: MarkedLesion | None) -> None:
        size = Flow(last_at_end=True)
        size.addWidget(
            text_label(
                Said(
                    "{long:.1f} × {short:.1f} mm",
                    long=measure.longest_diameter_mm,
                    short=measure.perpendicular_diameter_mm,
                ),
                "strong",
            )
        )
        size.addWidget(text_label(Said("{ml:.2f} ml", ml=measure.volume_ml), "muted"))
        size.addWidget(text_label("measurable" if is_measurable(measure) else "not measurable", "muted"))
        go = button("go to", "link", accessible="Go to the lesion")
        go.clicked.connect(lambda checked=False: self.goTo.emit(measure.centre_mm))
        size.addWidget(go)
        column.addLayout(size)
        charter = self._session.charter
        if measure.to_baseline is not None and measure.to_baseline.shortest_mm <= DistanceBar.REACH_MM:
            near, far = measure.to_baseline.shortest_mm, measure.to_baseline.greatest_mm
            doubt = max(charter.boundary_mm, measure.registration_error_mm or 0.0)
            column.addWidget(text_label("distance from the cavity surface, mm", "small"))
            column.addWidget(DistanceBar(near, far, charter.margin_mm, doubt))
        sentence = shown(mark.sentence if mark else self._session.verdict(measure))
        verdict, _, doubt_text = sentence.partition("; ")
        column.addWidget(text_label(_sentence(verdict), "strong", wrap=True))
        if doubt_text:
            column.addWidget(text_label(_sentence(doubt_text), "muted", wrap=True))

    def _choice(
        self,
        prompt: str,
        options: dict[LmdPattern, str] | dict[LesionOrigin, str] | dict[MixedBasis, str],
        value: object,
        edit: Edit,
        field: str,
        enabled: bool,
    ) -> Choice:
        choice = Choice(prompt, dict(options.items()))
        choice.choose(value)
        choice.setEnabled(enabled)
        choice.activated.connect(lambda index: edit(**{field: choice.itemData(index)}))
        choice.done.connect(self.done)
        return choice

    def _status_row(self, finding: Finding, edit: Edit, enabled: bool) -> Flow:
        row = Flow(last_at_end=True)
        for status in (FindingStatus.PROVISIONAL, FindingStatus.CONFIRMED):
            made = toggle(
                status.value,
                finding.status is status,
                Said("Status of the finding: {status}", status=Said(status.value)),
            )
            made.setEnabled(enabled)
            made.clicked.connect(lambda checked=False, status=status: edit(status=status))
            row.addWidget(made)
        certainty = QWidget()
        dots = QHBoxLayout(certainty)
        dots.setContentsMargins(0, 0, 0, 0)
        dots.setSpacing(0)
        dots.addWidget(text_label("certainty", "muted"))
        for step in range(1, 6):
            dot = button(
                "●" if step <= finding.certainty else "○", "dot", accessible=Said("Certainty {n} of 5", n=step)
            )
            dot.setToolTip(Said("certainty {n} of 5", n=step))
            dot.setEnabled(enabled)
            dot.clicked.connect(lambda checked=False, step=step: edit(certainty=step))
            dots.addWidget(dot)
        row.addWidget(certainty)
        return row

    def _evidence_row(self, finding: Finding, edit: Edit, enabled: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(text_label("evidence", "small"))
        row = Flow(4)
        for what in EVIDENCE:
            made = toggle(what, what in finding.evidence, Said("Evidence: {what}", what=Said(what)))
            made.setEnabled(enabled)
            made.clicked.connect(lambda checked=False, what=what: edit(evidence=_toggled(finding.evidence, what)))
            row.addWidget(made)
        column.addLayout(row)
        return column


def _lock_words(here: str, following: str, key: str) -> Said:
    """What locking does."""
    names = {"here": here, "next": following, "key": key}
    return (
        Said("Lock {here} and open {next}     {key}", **names) if following else Said("Lock {here}     {key}", **names)
    )


def _blinded_words(label: CavityLabel | BrainLabel) -> tuple[str, str]:
    if label is CavityLabel.PIE:
        return BLINDED_PIE_CODE, BLINDED_PIE_NAME
    names = CAVITY_LABEL_NAMES if isinstance(label, CavityLabel) else BRAIN_LABEL_NAMES
    return label.value, {one.value: name for one, name in names.items()}[label.value]


def _asks_more(finding: Finding) -> bool:
    """Statements about a compartment that carry more than their label."""
    return finding.label.value not in ("NED", "STABLE")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _toggled(evidence: tuple[str, ...], what: str) -> tuple[str, ...]:
    return tuple(one for one in evidence if one != what) if what in evidence else (*evidence, what)


def _line(prompt: str, value: str, edit: Edit, field: str, enabled: bool) -> QLineEdit:
    line = QLineEdit(value)
    line.setPlaceholderText(shown(prompt))
    line.setAccessibleName(shown(prompt))
    line.setEnabled(enabled)
    line.editingFinished.connect(lambda: edit(**{field: line.text().strip()}))
    return line


def _add_line(column: QVBoxLayout, prompt: str, field: QWidget) -> None:
    holder = QWidget()
    row = Flow()
    holder.setLayout(row)
    row.addWidget(text_label(prompt, "muted"))
    row.addWidget(field)
    column.addWidget(holder)


def _controls(card: QWidget) -> list[QWidget]:
    """What Tab comes to in a card, in the order in which it stands there."""
    return [one for one in card.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
