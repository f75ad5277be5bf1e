"""A row that goes on below where there is no room beside: texts are never squeezed."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Pieces beside each other at their own size, in as many lines as the width asks for."""

    def __init__(self, spacing: int = 5, *, last_at_end: bool = False) -> None:
        """An empty flow; `last_at_end`: the last piece stands at the right end of its line."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._last_at_end = last_at_end
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(one.width() for one in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((one.height() for one in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._shown(), self._places(rect.width()), strict=True):
            item.setGeometry(place.translated(rect.topLeft()))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> list[QRect]:
        """Where the pieces stand in a box of `width` that starts at 0, 0."""
        lines: list[list[QRect]] = [[]]
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), 1 << 20))
            left = lines[-1][-1].right() + 1 + self.spacing() if lines[-1] else 0
            if lines[-1] and left + size.width() > width:
                top = max(place.bottom() for place in lines[-1]) + 1 + self.spacing()
                lines.append([])
                left = 0
            else:
                top = lines[-1][0].top() if lines[-1] else 0
            lines[-1].append(QRect(QPoint(left, top), size))
        if self._last_at_end and lines[-1]:
            lines[-1][-1].moveRight(max(width - 1, lines[-1][-1].right()))
        for line in lines:
            tall = max((place.height() for place in line), default=0)
            for place in line:
                place.moveTop(place.top() + (tall - place.height()) // 2)
        return [place for line in lines for place in line]
