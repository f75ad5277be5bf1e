"""Window tests: nothing stays alive after a test, and no test touches the user's settings."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.usecases.study import Study
from tests.app.reading_study import make_study
from tests.in_the_window import Open, opener


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIMREAD_CONFIG", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _no_window_stays() -> Iterator[None]:
    yield
    if isinstance(QApplication.instance(), QApplication):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left: list[QWidget] = QApplication.topLevelWidgets()
        assert [type(widget).__name__ for widget in left] == []


@pytest.fixture(scope="session")
def reading_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading") / "study"
    make_study(folder).close()
    return folder


@pytest.fixture
def study_folder(reading_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small reading study, for one test."""
    return Path(shutil.copytree(reading_folder, tmp_path / "study"))


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    with Study.open(study_folder) as opened:
        yield opened


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Open:
    """Opens windows whose settings are a test's own."""
    return opener(qtbot, tmp_path / "settings.json")
