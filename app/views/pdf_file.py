"""PDF files that Qt paints: the same bytes for the same pages. Needs no screen."""

import os
import re
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QHashSeed, QIODevice, QMarginsF
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from app.views.theme import load_fonts

DATES = re.compile(rb"(/CreationDate|/ModDate) ?\(D:[^)]*\)|xmp:\w+Date=\"[^\"]*\"|uuid:[0-9a-f-]{36}|/ID ?\[[^\]]*\]")
"""What a PDF tells of the moment it was made; blanked, so that the same pages give the same bytes."""


def without_screen() -> QCoreApplication | None:
    """Have Qt started, and Inter known to it. The caller keeps what is returned alive while it paints."""
    started = None
    if not QGuiApplication.instance():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        started = QApplication([])
    if not QFontDatabase.hasFamily("Inter"):
        load_fonts()
    return started


def pdf_bytes(title: str, page: QPageSize, dpi: int, paint: Callable[[QPainter, QPdfWriter], None]) -> bytes:
    """A PDF without margins of its own; `paint` works in dots of `dpi` and asks the writer for further pages."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(dpi)
    writer.setTitle(title)
    writer.setCreator("RimRead")
    writer.setPageSize(page)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    QHashSeed.setDeterministicGlobalSeed()  # fonts are written in the order of a hash table
    with QPainter(writer) as painter:
        paint(painter, writer)
    QHashSeed.resetRandomGlobalSeed()
    buffer.close()
    return DATES.sub(lambda found: b" " * len(found[0]), bytes(content.data()))
