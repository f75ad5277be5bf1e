"""The first page: what can be done without a study, each with what comes next."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from app.viewmodels.home import HomeModel, RecentStudy
from app.views.language import shown
from app.views.parts import Banner, Page, button, clear, panel, text_label
from app.words import Said, joined, said

DEMO_FOLDER = "rimread-demo"


class HomePage(Page):
    """Open a study, make one, make the demo, go on with a recent one."""

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self._model = model
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        outer.addLayout(column, 4)
        outer.addStretch(1)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(text_label("RimRead", "title"))
        column.addWidget(
            text_label(
                "Reads serial MRI after brain-metastasis surgery and cavity irradiation: what happened at the rim of "
                "the cavity, when, and how sure are we? Research software; no medical device.",
                "muted",
                wrap=True,
            )
        )
        self.banner = Banner()
        self.banner.dismissed.connect(model.dismiss)
        column.addWidget(self.banner)
        cards = QGridLayout()
        cards.setSpacing(12)
        column.addLayout(cards)
        self.open_button = self._card(
            cards,
            0,
            "Open a study …",
            "Choose the folder of a study. Then sign in to read, or coordinate it.",
            "primary",
        )
        self.new_button = self._card(
            cards,
            1,
            "New study …",
            "Choose an empty folder. Then import scans and the clinical table, add readers.",
            "",
        )
        self.demo_button = self._card(
            cards,
            2,
            "Make the demo …",
            "Synthetic patients with known truth, registered and read by simulated readers. Takes about three minutes.",
            "",
        )
        self.open_button.clicked.connect(self._open)
        self.new_button.clicked.connect(self._create)
        self.demo_button.clicked.connect(self._demo)
        self._busy = text_label("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        column.addWidget(self._busy)
        column.addWidget(self._bar)
        self._recent_heading = text_label("RECENT STUDIES", "heading")
        column.addWidget(self._recent_heading)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        column.addLayout(self._recent)
        column.addStretch(3)
        self._fill_recent()
        self._unsubscribe = model.subscribe(self.refresh)
        self.refresh()

    def close_page(self) -> None:
        """Let go of the model."""
        self._unsubscribe()

    @property
    def can_be_made_anew(self) -> bool:
        """Whether nothing is being made or opened."""
        return self._model.busy is None

    def refresh(self) -> None:
        """Show the model as it stands."""
        busy = self._model.busy
        self.banner.show_notice("error", self._model.error)
        for one in (self.open_button, self.new_button, self.demo_button):
            one.setEnabled(busy is None)
        self._busy.setVisible(busy is not None)
        self._bar.setVisible(busy is not None)
        if busy is not None:
            text, fraction, step = busy
            self._busy.setText(joined(" … ", (said(text), step)))
            # Without a known fraction the bar runs to and fro.
            self._bar.setRange(0, 100 if fraction > 0 else 0)
            self._bar.setValue(round(100 * fraction))

    def _card(self, cards: QGridLayout, column: int, text: str, next_step: str, name: str) -> QPushButton:
        frame, layout = panel("card", margin=16, spacing=10)
        made = button(text, name)
        layout.addWidget(made)
        layout.addWidget(text_label(next_step, "muted", wrap=True))
        layout.addStretch(1)
        cards.addWidget(frame, 0, column)
        cards.setColumnStretch(column, 1)
        return made

    def _fill_recent(self) -> None:
        clear(self._recent)
        self._recent_heading.setVisible(bool(self._model.recent))
        for study in self._model.recent:
            self._recent.addLayout(self._recent_row(study))

    def _recent_row(self, study: RecentStudy) -> QHBoxLayout:
        row = QHBoxLayout()
        link = button(
            Said("{name}", name=study.name), "link", accessible=Said("Open the recent study {name}", name=study.name)
        )
        link.setEnabled(study.there)
        link.clicked.connect(lambda checked=False: self._model.open(study.folder))
        row.addWidget(link)
        place = text_label(
            Said("{folder}", folder=study.folder.parent) if study.there else "its folder is no longer there", "muted"
        )
        place.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        row.addWidget(place, 1)
        return row

    def _open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, shown("Open a study: the folder that holds study.toml"))
        if folder:
            self._model.open(Path(folder))

    def _create(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, shown("New study: an empty folder"))
        if folder:
            self._model.create(Path(folder))

    def _demo(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, shown(Said("Make the demo: a folder in which {name} is made", name=DEMO_FOLDER))
        )
        if folder:
            self._model.make_demo(Path(folder) / DEMO_FOLDER)
