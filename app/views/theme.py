"""Colours, fonts and the style sheet: a neutral, dark reading room.

Fusion with an explicit palette, since `setColorScheme` does nothing on some platforms. Text colours keep a contrast of
at least 4.5:1 on every ground they stand on (tested).
"""

from importlib import resources

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

BACKGROUND = "#0f1113"
PANEL = "#16191d"
RAISED = "#1d2126"
BORDER = "#2a2f36"
TEXT = "#e8eaed"
MUTED = "#9aa3ae"
ACCENT = "#4b8dff"
ON_ACCENT = "#08101c"
GOOD = "#5ecb6b"
WARN = "#f2b53c"
BAD = "#ff6b6b"

CAVITY = "#35c5d8"
MARGIN = "#f2b134"
LESION = "#ff6f6f"
CROSSHAIR = "#5b7fb8"

LABEL_COLOURS = {
    "LP": "#ff6b6b",
    "RN": "#c58af9",
    "PIE": "#b48ead",
    "EME": "#b48ead",
    "STABLE": "#5cc8c8",
    "NED": "#8a97a6",
    "NE": "#8f959c",
    "DP": "#ff9f43",
    "LMD": "#f7d56b",
}
"""One colour per label, everywhere; the letters stand beside it, so that no colour is used alone."""

FONT_SIZE_PT = 10
SCALE = "textScale"
"""The application's property that holds the size of texts: 1 at first, 2 for twice as large."""


def label_colour(label: str) -> str:
    """The colour of a label code."""
    return LABEL_COLOURS[label]


def scale() -> float:
    """How much larger than at first texts are, and what holds them."""
    app = QApplication.instance()
    kept = None if app is None else app.property(SCALE)
    return kept if isinstance(kept, float) else 1.0


def px(length: float) -> int:
    """A length that holds texts, in pixels of the screen: `length` pixels where texts have their first size."""
    return round(length * scale())


def room(widget: QWidget) -> QSizeF:
    """The size of a widget in pixels of texts at 100 per cent: for one that is painted larger as a whole."""
    return QSizeF(widget.size()) / scale()


def pt(points: float) -> float:
    """A size of letters, in points."""
    return points * scale()


def load_fonts() -> None:
    """Make Inter known to Qt, once."""
    if "Inter" not in QFontDatabase.families():
        for font in sorted((resources.files("assets") / "fonts").iterdir(), key=lambda entry: entry.name):
            if font.name.endswith(".otf"):
                QFontDatabase.addApplicationFontFromData(font.read_bytes())


def apply_theme(app: QApplication) -> None:
    """Give the application RimRead's fonts, palette and style sheet."""
    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(_palette())
    set_text_percent(app, round(100 * scale()))


def set_text_percent(app: QApplication, percent: int) -> None:
    """Make every text so large, 100 to 200; pages that are made from now on are laid out for it."""
    app.setProperty(SCALE, percent / 100.0)
    base = QFont("Inter")
    base.setPointSizeF(pt(FONT_SIZE_PT))
    app.setFont(base)
    app.setStyleSheet(_style())


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: BACKGROUND,
        roles.WindowText: TEXT,
        roles.Base: PANEL,
        roles.AlternateBase: RAISED,
        roles.Text: TEXT,
        roles.PlaceholderText: MUTED,
        roles.Button: RAISED,
        roles.ButtonText: TEXT,
        roles.BrightText: BAD,
        roles.Highlight: ACCENT,
        roles.HighlightedText: ON_ACCENT,
        roles.ToolTipBase: RAISED,
        roles.ToolTipText: TEXT,
        roles.Link: ACCENT,
        roles.Mid: BORDER,
        roles.Dark: BACKGROUND,
        roles.Light: BORDER,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7d8590"))
    return palette


def _style() -> str:
    return f"""
QWidget {{ color: {TEXT}; }}
QMainWindow, QDialog {{ background: {BACKGROUND}; }}
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {BORDER}; padding: 4px; }}
QFrame#panel {{ background: {PANEL}; border: 1px solid {BORDER}; border-radius: 6px; }}
QFrame#card {{ background: {RAISED}; border: 1px solid {BORDER}; border-radius: 6px; }}
QFrame#bar {{ background: {PANEL}; border: none; border-bottom: 1px solid {BORDER}; }}
QFrame#banner {{ background: #2f2427; border: 1px solid {BAD}; border-radius: 6px; }}
QFrame#banner[kind="warning"] {{ background: #2b271a; border-color: {WARN}; }}
QFrame#banner[kind="notice"] {{ background: #1b2a20; border-color: {GOOD}; }}
QLabel {{ background: transparent; }}
QLabel#heading {{ color: {MUTED}; font-weight: 600; font-size: {pt(8.5):g}pt; letter-spacing: 0.5px; }}
QLabel#title {{ font-weight: 600; font-size: {pt(16):g}pt; }}
QLabel#small {{ color: {MUTED}; font-size: {pt(8.5):g}pt; }}
QLabel#strong {{ font-weight: 600; }}
QLabel#muted {{ color: {MUTED}; }}
QLabel#good {{ color: {GOOD}; }}
QLabel#warn {{ color: {WARN}; }}
QPushButton {{ background: {RAISED}; border: 1px solid {BORDER}; border-radius: 6px; padding: 6px 12px; }}
QPushButton:hover {{ border-color: {MUTED}; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:checked {{ border-color: {ACCENT}; background: #1c2a45; }}
QPushButton:checked:focus {{ border-color: {TEXT}; }}
QPushButton:disabled {{ color: #7d8590; background: {PANEL}; }}
QPushButton#primary {{
    background: {ACCENT}; color: {ON_ACCENT}; border-color: {ACCENT}; font-weight: 600; padding: 9px 12px;
}}
QPushButton#primary:disabled {{ background: {RAISED}; color: {MUTED}; border-color: {BORDER}; }}
QPushButton#primary:focus {{ border-color: {TEXT}; }}
QPushButton#pill {{
    background: transparent; border: 1px solid {MUTED}; border-radius: {px(7)}px; padding: {px(1)}px {px(7)}px;
    color: {MUTED}; font-size: {pt(8.5):g}pt;
}}
QPushButton#pill:checked {{ border-color: {TEXT}; color: {TEXT}; background: {BORDER}; font-weight: 600; }}
QPushButton#pill:focus {{ border-color: {ACCENT}; }}
QPushButton#dot {{ background: transparent; border: none; padding: 1px 3px; color: {TEXT}; }}
QPushButton#dot:focus {{ color: {ACCENT}; }}
QPushButton#link {{ background: transparent; border: none; color: {ACCENT}; padding: 2px 4px; }}
QPushButton#link:focus {{ text-decoration: underline; }}
QLineEdit, QComboBox, QPlainTextEdit, QSpinBox, QDoubleSpinBox {{
    background: {BACKGROUND}; border: 1px solid {BORDER}; border-radius: 5px; padding: 5px 8px;
    selection-background-color: {ACCENT}; selection-color: {ON_ACCENT};
}}
QComboBox QAbstractItemView {{
    background: {RAISED}; border: 1px solid {BORDER}; selection-background-color: {ACCENT};
}}
QLineEdit[fault="true"], QComboBox[fault="true"] {{ border-color: {BAD}; }}
QTableView, QTreeWidget, QListWidget {{
    background: {PANEL}; alternate-background-color: {RAISED}; border: 1px solid {BORDER}; border-radius: 6px;
    gridline-color: {BORDER}; outline: none;
}}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QTableView:focus, QTreeWidget:focus, QListWidget:focus {{ border-color: {ACCENT}; }}
QTableView::item, QListWidget::item {{ padding: 6px; }}
QTableView::item:selected, QListWidget::item:selected, QTreeWidget::item:selected {{
    background: #24406f; color: {TEXT};
}}
QHeaderView {{ background: {PANEL}; }}
QHeaderView::section {{
    background: {PANEL}; color: {MUTED}; border: none; border-bottom: 1px solid {BORDER}; padding: 6px 9px;
}}
QSlider::groove:horizontal {{ height: 4px; background: {BORDER}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {ACCENT}; border-radius: 2px; }}
QSlider::sub-page:horizontal:disabled {{ background: {BORDER}; }}
QSlider::handle:horizontal {{
    background: {MUTED}; border: 2px solid {PANEL}; width: {px(12)}px; margin: -{px(6)}px 0; border-radius: {px(7)}px;
}}
QSlider::handle:horizontal:focus {{ background: {TEXT}; border-color: {ACCENT}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 8px; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; }}
QScrollBar::handle:horizontal {{ background: {BORDER}; border-radius: 4px; min-width: 24px; }}
QScrollBar::handle:vertical {{ background: {BORDER}; border-radius: 4px; min-height: 24px; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; }}
QScrollBar::handle:horizontal {{ background: {BORDER}; border-radius: 4px; min-width: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; height: 0; width: 0;
}}
QProgressBar {{
    background: {RAISED}; border: 1px solid {BORDER}; border-radius: 5px; text-align: center; height: {px(16)}px;
}}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 4px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(15)}px; height: {px(15)}px; }}
QCheckBox::indicator:unchecked {{
    border: 1px solid {MUTED}; border-radius: 3px; background: {BACKGROUND};
    width: {px(15) - 2}px; height: {px(15) - 2}px;
}}
"""
