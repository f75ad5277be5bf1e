"""Pictures of the reading area to keep: copied to the clipboard, or written as PNG.

They show what the screen shows, at twice its size, with scale bar and legend; no name, date or case code is in them.
"""

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QFileDialog

from app.messages import file_system_line
from app.viewmodels.legend import LegendEntry
from app.views import theme
from app.views.language import shown
from app.views.reading_area import ReadingArea, legend_of_views
from app.views.viewport import Viewport
from app.words import Said, said

SCALE = 2
"""Pixels of a kept picture per pixel of the screen."""


def picture_of_view(view: Viewport) -> QImage:
    """One view with its own legend."""
    return _painted(view, legend_of_views([view]))


def picture_of_area(area: ReadingArea) -> QImage:
    """All views as they are arranged, captions too; the legend of all of them stands in one."""
    picture, legend = _blank(area.rect()), legend_of_views(area.views)
    painter = QPainter(picture)
    painter.fillRect(area.rect(), theme.BACKGROUND)
    for view in area.views:
        painter.drawImage(view.pos(), _painted(view, legend if view is area.leading_view else ()))
    for caption in area.captions:
        caption.render(painter, caption.pos())
    painter.end()
    return picture


def copy_view(area: ReadingArea, tell: Callable[[str], None]) -> None:
    """Put the view with the focus on the clipboard, and `tell` so."""
    QApplication.clipboard().setImage(picture_of_view(area.chosen_view))
    tell("The view was copied: paste it where it is wanted.")


def copy_area(area: ReadingArea, tell: Callable[[str], None]) -> None:
    """Put all views on the clipboard, and `tell` so."""
    QApplication.clipboard().setImage(picture_of_area(area))
    tell("All views were copied: paste them where they are wanted.")


def save_view(area: ReadingArea, tell: Callable[[str], None], refuse: Callable[[str], None]) -> None:
    """Ask for a file and write the view with the focus there.

    Args:
        area: whose view.
        tell: is told that it was.
        refuse: is told in one line why it cannot be done.
    """
    view = area.chosen_view
    picture = picture_of_view(view)
    chosen, _ = QFileDialog.getSaveFileName(
        area, shown("Save picture"), f"view-{view.spec.plane}.png", shown("PNG (*.png)")
    )
    if not chosen:
        return
    path = Path(chosen)
    path = path if path.suffix.lower() == ".png" else path.with_name(f"{path.name}.png")
    try:
        write_png(picture, path)
    except OSError as error:
        refuse(Said("{line} No picture was saved: save it in another folder.", line=said(file_system_line(error))))
    else:
        tell("The picture was saved.")


def write_png(picture: QImage, path: Path) -> None:
    """Write a picture at one stroke: the file appears whole, or nothing does.

    Raises:
        OSError: the file cannot be written.
    """
    encoded = QByteArray()
    buffer = QBuffer(encoded)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes
        raise OSError("the picture cannot be encoded")
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(encoded.data())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _painted(view: Viewport, legend: Sequence[LegendEntry]) -> QImage:
    picture = _blank(view.rect())
    painter = QPainter(picture)
    view.paint_scene(painter, legend)
    painter.end()
    return picture


def _blank(size: QRect) -> QImage:
    picture = QImage(size.width() * SCALE, size.height() * SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SCALE)
    return picture
