"""Draws a report on A4 pages: the same bytes for the same report. On white, labels in their colours and letters."""

from collections.abc import Callable, Sequence
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
)

from app.viewmodels.survival_figure import survival_figure
from app.views.pdf_file import pdf_bytes, without_screen
from app.views.survival_figure import Arrangement, paint_figure
from app.views.theme import label_colour
from review_schema.export.report import (
    Block,
    Cell,
    Chip,
    Column,
    Curves,
    Facts,
    FilmStrip,
    Flow,
    Heading,
    Picture,
    Report,
    Table,
    Text,
    Timeline,
)

POINT = 72
DPI = 1200
WIDTH, HEIGHT = 595.0, 842.0  # A4, points
LEFT, TOP, BOTTOM = 45.0, 45.0, 62.0
INNER = WIDTH - 2 * LEFT
INK, FAINT, RULE, SHADE = QColor("#1b1f24"), QColor("#5b6470"), QColor("#c9ced6"), QColor("#f1f3f6")
ALERT = QColor("#b3261e")
BODY, SMALL, HEAD, TITLE = 9, 8, 12, 18
PAD = 3.0
CURVES = Arrangement(width=520.0)
"""Of the panels of curves, before they are scaled to the page: the narrower, the larger their letters."""
CHIP_HEIGHT, CHIP_GAP = 11.0, 2.0
ROW_NAME, MARK_ROW = 96.0, 9.0
AXIS = (LEFT + ROW_NAME + 14, LEFT + INNER - 14)
UNBROKEN = 18
"""A longer run of letters without a blank may be broken: hashes and pseudonyms stay within their columns."""

WRAP = Qt.TextFlag.TextWordWrap
LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def report_pdf(report: Report) -> bytes:
    """The report as a PDF. Needs no screen."""
    started = without_screen()
    pages = 0

    def count(painter: QPainter, writer: QPdfWriter) -> None:
        nonlocal pages
        pages = _Pages(painter, writer, report, total=0).draw()

    def paint(painter: QPainter, writer: QPdfWriter) -> None:
        _Pages(painter, writer, report, total=pages).draw()

    size = QPageSize(QPageSize.PageSizeId.A4)
    pdf_bytes(report.title, size, DPI, count)
    content = pdf_bytes(report.title, size, DPI, paint)
    del started  # kept alive until here
    return content


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Inter's contextual forms of + and = have no letter behind them: a search in the PDF would miss them.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _breakable(text: str) -> str:
    words = (
        "\u200b".join(word[at : at + UNBROKEN] for at in range(0, len(word), UNBROKEN)) for word in text.split(" ")
    )
    return " ".join(words)


def _text_height(text: str, font: QFont, width: float) -> float:
    metrics = QFontMetricsF(font)
    room = QRectF(0, 0, width, 1e6)
    return max(metrics.lineSpacing(), metrics.boundingRect(room, LEFT_TOP | WRAP, _breakable(text)).height())


class _Pages:
    """Blocks one under another; what does not fit goes to the next page."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, report: Report, total: int) -> None:
        self._painter, self._writer, self._report, self._total = painter, writer, report, total
        self._page, self._y = 1, TOP
        painter.scale(DPI / POINT, DPI / POINT)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def draw(self) -> int:
        """Draw all; return how many pages."""
        self._foot()
        self._y += self._text(self._report.title, LEFT, INNER, _font(TITLE, QFont.Weight.DemiBold)) + 2
        self._y += self._text(self._report.subtitle, LEFT, INNER, _font(BODY), FAINT) + 10
        blocks = self._report.blocks
        for order, block in enumerate(blocks):
            if isinstance(block, Heading):
                after = blocks[order + 1] if order + 1 < len(blocks) else None
                self._heading(block, 0.0 if after is None else self._least(after))
            else:
                self._block(block)
        return self._page

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block, 0.0)
            case Text():
                self._room(_text_height(block.text, _font(BODY), INNER))
                self._y += self._text(block.text, LEFT, INNER, _font(BODY)) + 8
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Timeline():
                self._timeline(block)
            case FilmStrip():
                self._strip(block)
            case Flow():
                self._flow(block)
            case Curves():
                self._curves(block)
            case _:
                assert_never(block)

    def _least(self, block: Block) -> float:
        """The height that a heading needs under it, lest it stand alone at the foot of a page."""
        match block:
            case Timeline():
                return _timeline_height(block)
            case FilmStrip():
                return _tile(block) + 30
            case Curves():
                return 280.0
            case _:
                return 60.0

    # The page

    def _room(self, height: float) -> None:
        """Turn the page unless `height` is left on it."""
        if self._y + height > HEIGHT - BOTTOM and self._y > TOP:
            self._writer.newPage()
            self._page += 1
            self._y = TOP
            self._foot()

    def _foot(self) -> None:
        self._painter.setPen(QPen(RULE, 0.5))
        line = HEIGHT - BOTTOM + 14
        self._painter.drawLine(QPointF(LEFT, line), QPointF(WIDTH - LEFT, line))
        self._text_at(self._report.foot, QRectF(LEFT, line + 4, INNER - 70, 26), _font(7), FAINT)
        page = QRectF(WIDTH - LEFT - 70, line + 4, 70, 12)
        self._text_at(f"page {self._page} of {self._total}", page, _font(7), FAINT, RIGHT_TOP)

    # Text

    def _text(self, text: str, left: float, width: float, font: QFont, colour: QColor = INK) -> float:
        """Text from the present height on; returns its height."""
        height = _text_height(text, font, width)
        self._text_at(text, QRectF(left, self._y, width, height), font, colour)
        return height

    def _text_at(
        self, text: str, place: QRectF, font: QFont, colour: QColor = INK, align: Qt.AlignmentFlag = LEFT_TOP
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(colour)
        self._painter.drawText(place, align | WRAP | Qt.TextFlag.TextDontClip, _breakable(text))

    def _heading(self, heading: Heading, below: float) -> None:
        self._room(34 + below)
        if self._y > TOP:
            self._y += 8
        self._y += self._text(heading.text, LEFT, INNER, _font(HEAD, QFont.Weight.DemiBold)) + 4

    def _facts(self, facts: Facts) -> None:
        half = (INNER - 16) / 2
        name, value = _font(SMALL), _font(BODY)
        for at in range(0, len(facts.rows), 2):
            pair = facts.rows[at : at + 2]
            height = max(_text_height(text, value, half - 78) for _, text in pair)
            self._room(height)
            for place, (told, text) in enumerate(pair):
                left = LEFT + place * (half + 16)
                self._text_at(told, QRectF(left, self._y + 0.8, 74, height), name, FAINT)
                self._text_at(text, QRectF(left + 78, self._y, half - 78, height), value)
            self._y += height + 3
        self._y += 5

    # Tables

    def _table(self, table: Table) -> None:
        if not table.rows:
            self._y += self._text(table.empty, LEFT, INNER, _font(BODY), FAINT) + 8
            return
        total = sum(column.share for column in table.columns)
        widths = [INNER * column.share / total for column in table.columns]
        head = max(
            _text_height(column.head, _font(SMALL, QFont.Weight.DemiBold), _inside(column, width))
            for column, width in zip(table.columns, widths, strict=True)
        )
        self._table_head(table, widths, head)
        for number, row in enumerate(table.rows):
            cells = zip(row, table.columns, widths, strict=True)
            height = max(_cell_height(cell, _inside(column, width)) for cell, column, width in cells) + 2 * PAD
            page = self._page
            self._room(height)
            if self._page != page:
                self._table_head(table, widths, head)
            if number % 2:
                self._painter.fillRect(QRectF(LEFT, self._y, INNER, height), SHADE)
            left = LEFT
            for cell, column, width in zip(row, table.columns, widths, strict=True):
                place = QRectF(left + PAD, self._y + PAD, _inside(column, width), height - 2 * PAD)
                if isinstance(cell, str):
                    colour = ALERT if cell == "NO" else INK
                    self._text_at(cell, place, _font(SMALL), colour, RIGHT_TOP if column.figures else LEFT_TOP)
                else:
                    self._chips(cell, place.left(), place.top() - 1, place.width())
                left += width
            self._y += height
        self._y += 8

    def _table_head(self, table: Table, widths: Sequence[float], height: float) -> None:
        self._room(height + 2 * PAD + 16)
        left, font = LEFT, _font(SMALL, QFont.Weight.DemiBold)
        for column, width in zip(table.columns, widths, strict=True):
            place = QRectF(left + PAD, self._y + PAD, _inside(column, width), height)
            self._text_at(column.head, place, font, FAINT, RIGHT_TOP if column.figures else LEFT_TOP)
            left += width
        self._y += height + 2 * PAD
        self._painter.setPen(QPen(FAINT, 0.7))
        self._painter.drawLine(QPointF(LEFT, self._y), QPointF(LEFT + INNER, self._y))

    def _chips(self, chips: Sequence[Chip], left: float, top: float, width: float) -> None:
        for row, line in enumerate(_chip_lines(chips, width)):
            at = left
            for chip in line:
                wide = _chip_width(chip)
                self._chip(chip, QRectF(at, top + row * (CHIP_HEIGHT + CHIP_GAP), wide, CHIP_HEIGHT))
                at += wide + CHIP_GAP

    def _chip(self, chip: Chip, place: QRectF) -> None:
        painter, colour = self._painter, QColor(label_colour(chip.label))
        painter.setPen(QPen(colour.darker(150), 0.8))
        painter.setBrush(colour if chip.state == "confirmed" else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centred = Qt.AlignmentFlag.AlignCenter
        self._text_at(chip.label, place, _font(7, QFont.Weight.DemiBold), INK, centred)
        if chip.state == "revised":
            painter.setPen(QPen(INK, 0.8))
            painter.drawLine(
                QPointF(place.left() + 1.5, place.center().y()), QPointF(place.right() - 1.5, place.center().y())
            )

    # The timeline

    def _timeline(self, line: Timeline) -> None:
        self._room(_timeline_height(line))
        painter, left, right = self._painter, *AXIS
        at, marks = _axis(line), _mark_places(line)
        axis = self._y + 12 + MARK_ROW * _mark_rows(line)
        painter.setPen(QPen(INK, 1.0))
        painter.drawLine(QPointF(left, axis), QPointF(right, axis))
        self._text_at(line.since, QRectF(LEFT, axis - 5, ROW_NAME, 12), _font(7), FAINT)
        for day, what, start, row in marks:
            foot = QPointF(at(day), axis + 3)
            painter.setPen(QPen(RULE, 0.6))
            painter.drawLine(foot, QPointF(at(day), axis - 7 - MARK_ROW * row))
            self._text_at(what, QRectF(start, axis - 17 - MARK_ROW * row, 200, 10), _font(7), FAINT)
        widths = _column_widths(line)
        scale = min(1.0, (right - left + 26) / sum(widths))
        columns = _apart([at(visit.days) for visit in line.visits], [w * scale for w in widths], left - 12, right + 14)
        painter.setPen(QPen(RULE, 0.7))
        for visit, x in zip(line.visits, columns, strict=True):
            painter.drawLine(QPointF(at(visit.days), axis), QPointF(x, axis + 20))
        top = axis + 22
        for visit, x in zip(line.visits, columns, strict=True):
            painter.setPen(QPen(INK, 0.8))
            painter.setBrush(QColor("white"))
            painter.drawEllipse(QPointF(at(visit.days), axis), 3.2, 3.2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._column(x, top, scale, (), visit.caption)
        top += 13
        for row, told in enumerate(line.rows):
            height = _timeline_row(line, row)
            self._text_at(told, QRectF(LEFT, top + 1, ROW_NAME, height), _font(SMALL))
            for visit, x in zip(line.visits, columns, strict=True):
                self._column(x, top, scale, visit.chips[row])
            top += height
        self._text_at(line.legend, QRectF(LEFT, top + 2, INNER, 10), _font(7), FAINT)
        self._y = top + 18

    def _column(self, x: float, top: float, scale: float, chips: Sequence[Chip], caption: str = "") -> None:
        """Chips and a caption centred under a visit; smaller where many visits stand side by side."""
        painter = self._painter
        painter.save()
        painter.translate(x, top)
        painter.scale(scale, scale)
        if caption:
            centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            self._text_at(caption, QRectF(-40, 0, 80, 10), _font(7), INK, centred)
        for place, chip in enumerate(chips):
            wide = _chip_width(chip)
            self._chip(chip, QRectF(-wide / 2, place * (CHIP_HEIGHT + CHIP_GAP), wide, CHIP_HEIGHT))
        painter.restore()

    # Pictures

    def _strip(self, strip: FilmStrip) -> None:
        tile, across = _tile(strip), _across(strip)
        for at in range(0, len(strip.pictures), across):
            row = strip.pictures[at : at + across]
            font = _font(7)
            under = max(_text_height(picture.caption, font, tile) for picture in row)
            self._room(tile + under + 6)
            for place, picture in enumerate(row):
                left = LEFT + place * (tile + 4)
                self._picture(picture, QRectF(left, self._y, tile, tile), strip.field_mm)
                self._text_at(picture.caption, QRectF(left, self._y + tile + 2, tile, under), font)
            self._y += tile + under + 6
        self._y += self._text(strip.legend, LEFT, INNER, _font(7), FAINT) + 6

    def _picture(self, picture: Picture, place: QRectF, field_mm: float) -> None:
        painter, scale = self._painter, place.width() / field_mm
        painter.save()
        painter.setClipRect(place)
        painter.fillRect(place, Qt.GlobalColor.black)
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        if picture.png:
            box = QRectF(picture.left_mm, picture.top_mm, picture.width_mm, picture.height_mm)
            painter.drawImage(box, QImage.fromData(picture.png))
        for colour, points in picture.outlines:
            painter.setPen(QPen(QColor(colour), 0.9 / scale))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
        painter.restore()
        if picture.doubt:
            strip = QRectF(place.left(), place.bottom() - 11, place.width(), 11)
            painter.fillRect(strip, QColor(0, 0, 0, 170))
            self._text_at(picture.doubt, strip, _font(6), QColor("#ffd166"), Qt.AlignmentFlag.AlignCenter)

    def _flow(self, flow: Flow) -> None:
        painter, font, wide = self._painter, _font(BODY), 250.0
        for order, (left_over, left_out) in enumerate(flow.steps):
            height = _text_height(left_over, font, wide - 16) + 10
            beside = _text_height(left_out, font, INNER - wide - 40) + 4 if left_out else 0.0
            gap = max(14.0, beside + 6) if order else 0.0
            self._room(gap + height)
            if order and self._y > TOP:
                painter.setPen(QPen(FAINT, 0.8))
                x = LEFT + wide / 2
                painter.drawLine(QPointF(x, self._y), QPointF(x, self._y + gap))
                if left_out:
                    middle = self._y + gap / 2
                    painter.drawLine(QPointF(x, middle), QPointF(LEFT + wide + 20, middle))
                    self._text_at(
                        left_out,
                        QRectF(LEFT + wide + 26, middle - beside / 2 + 2, INNER - wide - 40, beside),
                        font,
                        FAINT,
                    )
                self._y += gap
            painter.setPen(QPen(FAINT, 0.8))
            painter.setBrush(SHADE)
            painter.drawRoundedRect(QRectF(LEFT, self._y, wide, height), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._text_at(left_over, QRectF(LEFT + 8, self._y + 5, wide - 16, height - 10), font)
            self._y += height
        self._y += 10

    def _curves(self, curves: Curves) -> None:
        figure = survival_figure(curves.analysis)
        size = CURVES.size_of(figure)
        scale = min(INNER / size.width(), 0.5)
        self._room(size.height() * scale)
        self._painter.save()
        self._painter.translate(LEFT, self._y)
        self._painter.scale(scale, scale)
        paint_figure(self._painter, figure, arrangement=CURVES)
        self._painter.restore()
        self._y += size.height() * scale + 8


def _chip_width(chip: Chip) -> float:
    return QFontMetricsF(_font(7, QFont.Weight.DemiBold)).horizontalAdvance(chip.label) + 8


def _chip_lines(chips: Sequence[Chip], width: float) -> list[list[Chip]]:
    lines: list[list[Chip]] = [[]]
    used = 0.0
    for chip in chips:
        wide = _chip_width(chip)
        if lines[-1] and used + wide > width:
            lines.append([])
            used = 0.0
        lines[-1].append(chip)
        used += wide + CHIP_GAP
    return lines


def _inside(column: Column, width: float) -> float:
    """What of a column's width its text may take: figures keep their distance to what follows them."""
    return width - 2 * PAD - (6.0 if column.figures else 0.0)


def _cell_height(cell: Cell, width: float) -> float:
    if isinstance(cell, str):
        return _text_height(cell, _font(SMALL), width)
    return len(_chip_lines(cell, width)) * (CHIP_HEIGHT + CHIP_GAP) - 2 * CHIP_GAP


def _timeline_row(line: Timeline, row: int) -> float:
    most = max((len(visit.chips[row]) for visit in line.visits), default=1) or 1
    return max(most * (CHIP_HEIGHT + CHIP_GAP), _text_height(line.rows[row], _font(SMALL), ROW_NAME)) + 3


def _timeline_height(line: Timeline) -> float:
    rows = sum(_timeline_row(line, row) for row in range(len(line.rows)))
    return 12 + MARK_ROW * _mark_rows(line) + 35 + rows + 18


def _axis(line: Timeline) -> Callable[[float], float]:
    """Where a day stands on the axis."""
    days = [0.0, *(visit.days for visit in line.visits), *(day for day, _ in line.marks)]
    first, span = min(days), max(max(days) - min(days), 1.0)
    return lambda day: AXIS[0] + (AXIS[1] - AXIS[0]) * (day - first) / span


def _mark_places(line: Timeline) -> list[tuple[float, str, float, int]]:
    """Words over the axis: day, words, where they start, and in which row, so that none covers another."""
    at = _axis(line)
    ends: list[float] = []
    places = []
    for day, what in dict.fromkeys(((0.0, "surgery"), *line.marks)):
        wide = QFontMetricsF(_font(7)).horizontalAdvance(what)
        start = min(max(at(day) - wide / 2, LEFT + ROW_NAME), LEFT + INNER - wide)
        row = next((row for row, end in enumerate(ends) if start > end + 4), len(ends))
        ends[row:] = [start + wide, *ends[row + 1 :]]
        places.append((day, what, start, row))
    return places


def _mark_rows(line: Timeline) -> int:
    return 1 + max(row for *_, row in _mark_places(line))


def _column_widths(line: Timeline) -> list[float]:
    """What each visit needs under the axis: its caption and its widest label."""
    metrics = QFontMetricsF(_font(7))
    return [
        max([metrics.horizontalAdvance(visit.caption), *(_chip_width(chip) for row in visit.chips for chip in row)]) + 4
        for visit in line.visits
    ]


def _apart(wished: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of columns as near to the wished ones as they can stand without touching, in order."""
    places = list(wished)
    room = high - low
    shrink = min(1.0, room / (sum(widths) or 1.0))
    half = [width * shrink / 2 for width in widths]
    edge = low
    for order, wide in enumerate(half):
        places[order] = max(places[order], edge + wide)
        edge = places[order] + wide
    edge = high
    for order in reversed(range(len(places))):
        places[order] = min(places[order], edge - half[order])
        edge = places[order] - half[order]
    return places


def _across(strip: FilmStrip) -> int:
    """Tiles in a row: at most six, and rows as even as they can be."""
    rows = -(-len(strip.pictures) // 6) or 1
    return max(-(-len(strip.pictures) // rows), 4)


def _tile(strip: FilmStrip) -> float:
    across = _across(strip)
    return (INNER - 4 * (across - 1)) / across
