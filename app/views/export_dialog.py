"""Which formats to export: a box for each, then the folder."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.views import theme
from app.views.language import shown
from app.views.parts import text_label


class ExportDialog(QDialog):
    """Asks for formats; `chosen` are their names once it was accepted."""

    def __init__(self, formats: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Offer `formats`, (name, what it holds); the first is chosen."""
        super().__init__(parent)
        self.setWindowTitle(shown("Export results"))
        self.setMinimumWidth(theme.px(460))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(
            text_label(
                "These files hold dates and arms: for coordinator and statistician, not for the study's readers.",
                "muted",
                wrap=True,
            )
        )
        self.boxes: dict[str, QCheckBox] = {}
        for name, what in formats:
            box = QCheckBox(shown(what))
            box.setChecked(not self.boxes)
            box.toggled.connect(self._at_least_one)
            self.boxes[name] = box
            column.addWidget(box)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the formats that are ticked, in the order offered."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def _at_least_one(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.chosen))
