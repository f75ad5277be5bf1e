"""Place and size of a window as a text, to be kept until it opens again."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget


def geometry_text(window: QWidget) -> str:
    """Place and size, to be kept."""
    return bytes(window.saveGeometry().data()).hex()


def take_geometry(window: QWidget, text: str) -> None:
    """Let a window stand where it stood before, if `text` tells it."""
    try:
        kept = bytes.fromhex(text)
    except ValueError:
        return
    if kept:
        window.restoreGeometry(QByteArray(kept))
