"""The settings: language, size of texts, and the table of keys, each of which can be bound anew."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.settings import TEXT_PERCENTS, Settings
from app.viewmodels.key_table import KeyTable
from app.viewmodels.keys import CHECK, Command
from app.views import theme
from app.views.key_text import shown_key
from app.views.language import LANGUAGES, shown
from app.views.parts import Banner, TextButton, button, text_label
from app.words import Said, said

SIZE_PX = (700, 760)
PAGE_TEXTS = {CHECK: "Check of the registration"}
MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


def portable_key(event: QKeyEvent) -> str:
    """What was pressed, in portable text ("Ctrl+Return"); empty while only Ctrl, Shift or Alt is held."""
    key = Qt.Key(event.key())
    if key in ALONE:
        return ""
    modifiers = event.modifiers() & MODIFIERS
    sign = event.text()
    if len(sign) == 1 and sign.isprintable() and not sign.isalpha() and sign != " ":
        # "?" needs Shift on one keyboard and not on another: the sign alone is the key.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)


class KeyButton(TextButton):
    """The key of a command. Pressed, it waits for another key; Esc leaves it as it was."""

    keyPressed = Signal(str)

    def __init__(self, command: Command) -> None:
        super().__init__(Said("{key}", key=shown_key(command.key)))
        self._command = command
        self.setAccessibleName(
            Said("Key of the command: {command}. Now {key}", command=said(command.text), key=shown_key(command.key))
        )
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumWidth(theme.px(128))
        self.toggled.connect(self._wait)

    def _wait(self, on: bool) -> None:
        self.setText("Press the key …" if on else Said("{key}", key=shown_key(self._command.key)))

    def event(self, event: QEvent) -> bool:
        # Before Qt takes Tab for the next widget and letters for shortcuts.
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key = portable_key(event)
        if key:
            self.setChecked(False)
            if key != "Esc":
                self.keyPressed.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setChecked(False)
        super().focusOutEvent(event)


class SettingsDialog(QDialog):
    """What a person can choose. The table of keys keeps itself; `language` and `text_percent` are asked at the end."""

    def __init__(self, settings: Settings, keys: KeyTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setWindowTitle(shown("Settings"))
        room = parent.size()
        self.resize(min(theme.px(SIZE_PX[0]), room.width()), min(theme.px(SIZE_PX[1]), room.height()))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(text_label("Settings", "title"))
        self.language_box = QComboBox()
        self.language_box.setAccessibleName(shown("Language"))
        for code, name in LANGUAGES.items():
            self.language_box.addItem(name, code)
        self.language_box.setCurrentIndex(max(0, self.language_box.findData(settings.language)))
        self.size_box = QComboBox()
        self.size_box.setAccessibleName(shown("Size of texts"))
        for percent in TEXT_PERCENTS:
            self.size_box.addItem(f"{percent} %", percent)
        self.size_box.setCurrentIndex(max(0, self.size_box.findData(settings.text_percent)))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(text_label("Language"), self.language_box)
        form.addRow(text_label("Size of texts"), self.size_box)
        column.addLayout(form)
        head = QHBoxLayout()
        head.addWidget(text_label("KEYS", "heading"))
        head.addWidget(text_label("Press a key's button, then the new key.", "muted"))
        head.addStretch(1)
        self.reset_button = button("Default keys", accessible="Give every command its first key back")
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(keys.reset)
        head.addWidget(self.reset_button)
        column.addLayout(head)
        self.banner = Banner()
        self.banner.dismissed.connect(lambda: self.banner.show_notice("error", ""))
        column.addWidget(self.banner)
        self.key_buttons: dict[str, KeyButton] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(shown("Keys"))
        column.addWidget(self._scroll, 1)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        unsubscribe = keys.subscribe(self.refresh)
        self.finished.connect(lambda result: unsubscribe())
        self.refresh()

    @property
    def language(self) -> str:
        """The code of the chosen language."""
        return str(self.language_box.currentData())

    @property
    def text_percent(self) -> int:
        """The chosen size of texts."""
        return int(self.size_box.currentData())

    def refresh(self) -> None:
        """Show the keys as they stand; a refused one is said above them."""
        self.banner.show_notice("error", self._keys.refused)
        place = self._scroll.verticalScrollBar().value()
        focused = next((name for name, one in self.key_buttons.items() if one.hasFocus()), None)
        self.key_buttons = {command.identity: self._key_button(command) for command in self._keys.commands}
        self._scroll.setWidget(self._table())
        self._scroll.verticalScrollBar().setValue(place)
        if focused is not None:
            self.key_buttons[focused].setFocus()

    def _key_button(self, command: Command) -> KeyButton:
        made = KeyButton(command)
        # Later: the button that was pressed is taken down by the answer.
        made.keyPressed.connect(lambda key: self._keys.bind(command.identity, key), Qt.ConnectionType.QueuedConnection)
        return made

    def _table(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        row, page, group = 0, "", ""
        for command in self._keys.commands:
            if command.page != page:
                page, group = command.page, ""
                grid.addWidget(text_label(PAGE_TEXTS[page], "title"), row, 0)
                row += 1
            if command.group != group:
                group = command.group
                grid.addWidget(text_label(Said("{group}", group=shown(group).upper()), "heading"), row, 0)
                row += 1
            grid.addWidget(text_label(command.text, wrap=True), row, 0)
            grid.addWidget(self.key_buttons[command.identity], row, 1)
            row += 1
        grid.setRowStretch(row, 1)
        return inside
