"""The password that signs a read, asked for in a window that stays until it is right or given up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from app.views import theme
from app.views.language import shown
from app.views.parts import button, text_label
from app.words import Said

WIDTH_PX = 420


class SignDialog(QDialog):
    """Asks for the reader's password; a refusal stands in it, beside what is typed anew.

    Signals:
        passwordGiven(password): to be tried.
    """

    passwordGiven = Signal(str)

    def __init__(self, case_code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(shown("Sign read"))
        self.setFixedWidth(theme.px(WIDTH_PX))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        meaning = "I have read {case}; its time points are as I saw them.\nYour password signs it:"
        column.addWidget(text_label(Said(meaning, case=case_code), wrap=True))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(shown("Password"))
        column.addWidget(self.password)
        self.refusal = text_label("", "warn", wrap=True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        answers = QDialogButtonBox()
        self.sign_button = button("Sign", "primary")
        self.sign_button.setDefault(True)
        self.sign_button.clicked.connect(self._give)
        answers.addButton(self.sign_button, QDialogButtonBox.ButtonRole.ActionRole)
        answers.addButton(QDialogButtonBox.StandardButton.Cancel)
        answers.rejected.connect(self.reject)
        column.addWidget(answers)
        self.password.setFocus()

    def refuse(self, line: str) -> None:
        """Say why it was not signed, and ask again."""
        self.refusal.setText(line)
        self.refusal.show()
        self.adjustSize()
        self.sign_button.setEnabled(True)
        self.password.selectAll()
        self.password.setFocus()

    def _give(self) -> None:
        self.sign_button.setEnabled(False)  # until it is answered
        self.passwordGiven.emit(self.password.text())
