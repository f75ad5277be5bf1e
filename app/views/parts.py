"""Small building stones of every page: headings, panels, chips, the banner."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.views import theme
from app.views.language import shown
from app.words import Said, said

FLOAT_PX = 4
"""Between a floating banner and the edges of what it lies over."""


class Page(QWidget):
    """What fills the window below the header."""

    def close_page(self) -> None:
        """Let go of models, timers and background work; the page is taken down next."""

    def may_close(self) -> bool:
        """Whether the window may be closed; says what would be lost where not."""
        return True

    @property
    def first_focus(self) -> QWidget:
        """What has the focus at first; a focus proxy would take what stands before it out of Tab's round."""
        return self

    @property
    def can_be_made_anew(self) -> bool:
        """Whether nothing is lost when the page is made once more, in another language or size."""
        return True


class TextLabel(QLabel):
    """A label that is told English and shows the reader's language, also after that was changed."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._said = text
        self.setText(text)

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(shown(text))

    def setToolTip(self, text: str) -> None:
        super().setToolTip(shown(text))

    def setAccessibleName(self, text: str) -> None:
        super().setAccessibleName(shown(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.setText(self._said)
        super().changeEvent(event)


def marked(text: str, good: bool | None) -> Said:
    """A text behind a sign, so that no colour is used alone: ✓ good, ! not, None says nothing."""
    return Said({True: "✓ {text}", False: "! {text}", None: "{text}"}[good], text=said(text))


class TextButton(QPushButton):
    """A push button that is told English and shows the reader's language, also after that was changed."""

    def __init__(self, text: str, accessible: str = "") -> None:
        super().__init__()
        self._said, self._called = text, accessible
        self.setText(text)
        self.setAccessibleName(accessible or text)

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(shown(text))

    def setToolTip(self, text: str) -> None:
        super().setToolTip(shown(text))

    def setAccessibleName(self, text: str) -> None:
        self._called = text
        super().setAccessibleName(shown(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.setText(self._said)
            self.setAccessibleName(self._called)
        super().changeEvent(event)


def text_label(text: str = "", name: str = "", *, wrap: bool = False) -> TextLabel:
    """A label with one of the style sheet's names (heading, title, strong, muted, good, warn)."""
    label = TextLabel(text)
    label.setObjectName(name)
    label.setWordWrap(wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def panel(name: str = "panel", margin: int = 12, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A framed panel and its vertical layout."""
    frame = QFrame()
    frame.setObjectName(name)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return frame, layout


def button(text: str, name: str = "", *, accessible: str = "") -> TextButton:
    """A push button; `name` primary or link."""
    made = TextButton(text, accessible)
    made.setObjectName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def toggle(text: str, on: bool, accessible: str) -> TextButton:
    """A small pill that is on or off."""
    made = button(text, "pill", accessible=accessible)
    made.setCheckable(True)
    made.setChecked(on)
    return made


class LowScrollArea(QScrollArea):
    """One that asks for no more height than it must have, and takes what is left."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


def scrolled(inside: QWidget, accessible: str) -> QScrollArea:
    """`inside`, with a bar beside it where it is higher than its place."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    scroll.setAccessibleName(shown(accessible))
    return scroll


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)


class LabelButton(TextButton):
    """A label with its colour, its letters and its key; filled when it stands."""

    def __init__(self, code: str, key: str, meaning: str, where: str) -> None:
        told = Said(
            "{where}: {code}, {meaning}, key {key}", where=Said(where), code=code, meaning=Said(meaning), key=key
        )
        super().__init__(Said("{code}", code=code), told)
        self.setCheckable(True)
        self.setToolTip(Said("{meaning}  ({key})", meaning=Said(meaning), key=key))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        colour = theme.label_colour(code)
        self.setStyleSheet(
            f"QPushButton {{ border: 1.5px solid {colour}; color: {colour}; background: transparent;"
            f" border-radius: {theme.px(12)}px; padding: {theme.px(4)}px {theme.px(9)}px; font-weight: 600; }}"
            f"QPushButton:checked {{ background: {colour}; color: {theme.ON_ACCENT}; }}"
            f"QPushButton:focus {{ border: 2px solid {theme.TEXT}; }}"
            f"QPushButton:disabled {{ border-color: {theme.BORDER}; color: {theme.MUTED}; }}"
            f"QPushButton:disabled:checked {{ background: {colour}; color: {theme.ON_ACCENT}; }}"
        )


CHIP_PX, CHIP_GAP_PX, CHIP_POINTS = 18, 3, 8.5
"""At the first size of texts."""


def shown_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """What there is room for: two codes, or one and the number of the others."""
    return tuple(codes) if len(codes) <= 2 else (codes[0], f"+{len(codes) - 1}")


def _chip_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(theme.pt(CHIP_POINTS))
    small.setWeight(QFont.Weight.DemiBold)
    return small


def _chip_widths(font: QFont, codes: Sequence[str]) -> list[float]:
    metrics = QFontMetricsF(_chip_font(font))
    return [metrics.horizontalAdvance(code) + 14 for code in shown_codes(codes)]


def chips_width(font: QFont, codes: Sequence[str]) -> float:
    """How wide `paint_chips` paints them, pixels."""
    widths = _chip_widths(font, codes)
    return sum(widths) + CHIP_GAP_PX * max(0, len(widths) - 1)


def paint_chips(painter: QPainter, font: QFont, codes: Sequence[str], left: float, top: float) -> None:
    """Label codes in their colours, side by side, as they stand under a timeline dot or a tile."""
    painter.setFont(_chip_font(font))
    for code, width in zip(shown_codes(codes), _chip_widths(font, codes), strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LABEL_COLOURS.get(code, theme.MUTED)))
        box = QRectF(left, top, width, theme.px(CHIP_PX))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.ON_ACCENT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, code)
        left += width + CHIP_GAP_PX


class Chip(QLabel):
    """A label code in its colour, as it stands under a timeline dot or on a finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            f"background: {theme.label_colour(code)}; color: {theme.ON_ACCENT}; border-radius: {theme.px(8)}px;"
            f" padding: {theme.px(2)}px {theme.px(8)}px; font-weight: 600; font-size: {theme.pt(8.5):g}pt;"
        )


NOTICE_MS = 10_000
"""How long a notice stands: it tells what was done or cannot be done now, and lies over the page."""


class Banner(QFrame):
    """One sentence above the page. An error or a warning stays until it is closed, a notice for `NOTICE_MS`."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        self._text = text_label(wrap=True)
        row.addWidget(self._text, 1)
        self._said = ("", "")
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.timeout.connect(self.dismissed)
        close = button("✕", "link", accessible="Close the message")
        close.clicked.connect(self.dismissed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, kind: str, text: str) -> None:
        """Show a sentence; an empty one hides the banner."""
        if (kind, text) != self._said or self.isHidden():
            self._said = (kind, text)
            self._ends.stop()
            if text and kind == "notice":
                self._ends.start(NOTICE_MS)
        self._text.setText(text)
        self.setAccessibleName(shown(text))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(text))

    def end_notice(self) -> None:
        """Close a notice, which spoke of what was on the screen before; an error or a warning stays."""
        if self._said[0] == "notice":
            self.dismissed.emit()

    @property
    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return "" if self.isHidden() else self._text.text()


class FloatingBanner(Banner):
    """A banner that lies over another part of its page: nothing moves when it comes or goes.

    It stands at the top of that part, or, where it `covers`, takes its whole height: no text below is cut in half.
    """

    def __init__(self, page: QWidget, over: QWidget, *, covers: bool = False) -> None:
        super().__init__()
        self._covers = covers
        self.setParent(page)
        self._over = over
        over.installEventFilter(self)

    def show_notice(self, kind: str, text: str) -> None:
        super().show_notice(kind, text)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        page = self.parentWidget()
        if page is not None and not self.isHidden():
            width = self._over.width() - 2 * FLOAT_PX
            corner = self._over.mapTo(page, QPoint(FLOAT_PX, FLOAT_PX))
            least = self._over.height() - 2 * FLOAT_PX if self._covers else 0
            self.setGeometry(QRect(corner, QSize(width, max(least, self.heightForWidth(width)))))
            self.raise_()


class DistanceBar(QWidget):
    """Where a lesion lies between 0 and 10 mm from the cavity surface, with the margin's line."""

    REACH_MM = 10.0

    def __init__(self, shortest_mm: float, greatest_mm: float, margin_mm: float, doubt_mm: float) -> None:
        super().__init__()
        self._span = (shortest_mm, greatest_mm)
        self._margin, self._doubt = margin_mm, doubt_mm
        self.setMinimumHeight(12 + theme.px(22))
        told = Said(
            "{near:.1f} to {far:.1f} mm from the cavity surface, margin {margin:g} mm",
            near=shortest_mm,
            far=greatest_mm,
            margin=margin_mm,
        )
        self.setAccessibleName(shown(told))
        shaded = Said(
            "Shaded: {mm:.1f} mm on either side of the margin's line, where inside and outside are a close call.",
            mm=doubt_mm,
        )
        self.setToolTip(shown(told) + "\n" + shown(shaded))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, width, middle = 4.0, self.width() - 8.0, 10.0

        def at(distance_mm: float) -> float:
            return left + width * min(max(distance_mm / self.REACH_MM, 0.0), 1.0)

        painter.setBrush(QColor(theme.BORDER))
        painter.drawRoundedRect(int(left), int(middle - 3), int(width), 6, 3, 3)
        doubt = QColor(theme.MARGIN)
        doubt.setAlpha(60)
        painter.setBrush(doubt)
        painter.drawRect(
            int(at(self._margin - self._doubt)),
            int(middle - 8),
            max(1, int(at(self._margin + self._doubt) - at(self._margin - self._doubt))),
            16,
        )
        painter.setBrush(QColor(theme.LESION))
        start, end = at(self._span[0]), at(self._span[1])
        painter.drawRoundedRect(int(start), int(middle - 3), max(4, int(end - start)), 6, 3, 3)
        painter.setPen(QColor(theme.MARGIN))
        painter.drawLine(int(at(self._margin)), int(middle - 8), int(at(self._margin)), int(middle + 8))
        painter.setPen(QColor(theme.MUTED))
        small = painter.font()
        small.setPointSizeF(theme.pt(8.0))
        painter.setFont(small)
        metrics = painter.fontMetrics()
        for distance in (0.0, self._margin, self.REACH_MM):
            text = f"{distance:g}" + (" mm" if distance == self.REACH_MM else "")
            wide = metrics.horizontalAdvance(text)
            place = min(max(at(distance) - wide / 2, 0), self.width() - wide)
            painter.drawText(int(place), int(middle + 9 + metrics.ascent()), text)
