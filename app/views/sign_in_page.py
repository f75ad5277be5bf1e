"""Sign in: the account's name and its password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.viewmodels.sign_in import SignInModel
from app.views import theme
from app.views.language import shown
from app.views.parts import Banner, Page, button, panel, text_label

WIDTH_PX = 440


class SignInPage(Page):
    """`coordinateWanted` opens the desk where no coordinator has an account; `left` goes to the first page."""

    coordinateWanted = Signal()
    left = Signal()

    def __init__(self, model: SignInModel) -> None:
        super().__init__()
        self._model = model
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QVBoxLayout()
        outer.addLayout(middle)
        outer.addStretch(1)
        middle.addStretch(2)
        frame, column = panel(margin=24, spacing=12)
        frame.setFixedWidth(theme.px(WIDTH_PX))
        middle.addWidget(frame)
        middle.addStretch(3)
        column.addWidget(text_label("Sign in", "title"))
        column.addWidget(text_label(model.advice, "muted", wrap=True))
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        self.name_box = QComboBox()
        self.name_box.setAccessibleName(shown("Account"))
        for account in model.accounts:
            role = "" if account.role == "reader" else f" ({shown(account.role)})"
            self.name_box.addItem(account.name + role, account.name)
        self.password = QLineEdit()
        self.password.setAccessibleName(shown("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._try)
        self.enter_button = button("Sign in     Enter", "primary", accessible="Sign in")
        self.enter_button.clicked.connect(self._try)
        asked = QWidget()
        form = QFormLayout(asked)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        form.addRow(text_label("Account"), self.name_box)
        form.addRow(text_label("Password"), self.password)
        form.addRow(self.enter_button)
        column.addWidget(asked)
        asked.setVisible(bool(model.accounts))
        self.coordinate_button = button("Coordinate this study", "" if model.accounts else "primary")
        self.coordinate_button.clicked.connect(self.coordinateWanted)
        column.addWidget(self.coordinate_button)
        self.coordinate_button.setVisible(model.open_desk)
        other = button("Another study …", "link", accessible="Open another study")
        other.clicked.connect(self.left)
        column.addWidget(other)
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the model."""
        self._unsubscribe()
        self._model.close()

    @property
    def first_focus(self) -> QWidget:
        """The password, where there is an account."""
        return self.password if self._model.accounts else self.coordinate_button

    @property
    def can_be_made_anew(self) -> bool:
        """Whether no password is being checked."""
        return not self._model.busy

    def refresh(self) -> None:
        """Show the model as it stands."""
        self.banner.show_notice("error", self._model.error)
        self.enter_button.setEnabled(not self._model.busy)
        if self._model.error:
            self.password.selectAll()
            self.password.setFocus()

    def _try(self) -> None:
        self._model.try_password(str(self.name_box.currentData()), self.password.text())
