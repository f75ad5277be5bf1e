"""The one place where texts are put into the reader's language: whoever calls goes on speaking English."""

from importlib import resources

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app.words import Said

CONTEXT = "RimRead"
LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Languages by code, each under its own name."""


def shown(text: str) -> str:
    """`text` in the reader's language: its template looked up and filled again. What has no translation stays."""
    template = text.template if isinstance(text, Said) else text
    if not template:
        return ""
    told = QCoreApplication.translate(CONTEXT, template)
    if not isinstance(text, Said):
        return told
    return told.format(**{name: shown(v) if isinstance(v, Said) else v for name, v in text.values.items()})


class Language(QObject):
    """The language of an application: RimRead's own texts, and those of Qt's dialogs."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self._bytes = b""  # Qt reads them in place, as long as it translates

    @classmethod
    def of(cls, app: QApplication) -> "Language":
        """The language of `app`; English at first."""
        return app.findChild(cls) or cls(app)

    def speak(self, code: str) -> None:
        """Speak the language `code` (see `LANGUAGES`) from now on; an unknown one is English."""
        for former in self._installed:
            self._app.removeTranslator(former)
        self._installed = []
        if code == "en" or code not in LANGUAGES:
            return
        of_qt = QTranslator(self)
        if of_qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._install(of_qt)
        own = QTranslator(self)
        self._bytes = (resources.files("assets") / "translations" / f"rimread_{code}.qm").read_bytes()
        if own.load(self._bytes):
            self._install(own)

    def _install(self, translator: QTranslator) -> None:
        self._installed.append(translator)
        self._app.installTranslator(translator)
