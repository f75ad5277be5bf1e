"""The study of the real-anatomy case is made once for all journeys that start from it."""

import shutil
from collections.abc import Iterator

import pytest

from tests.app.conftest import _no_window_stays, _own_settings  # noqa: F401
from tests.journeys.case_a import Walk, walk


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("case_a")
    yield walk(folder)
    shutil.rmtree(folder)
