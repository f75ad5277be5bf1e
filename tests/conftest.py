"""Every test: Qt without a screen, two SimpleITK threads, and hypothesis without a clock."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.made_demo import MadeDemo

settings.register_profile("rimread", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("rimread")


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[MadeDemo]":
    """The demo, made once for all tests of the group "demo": it takes minutes."""
    # Heavy libraries stay out of runs that need no demo.
    from tests.made_demo import make_as_typed

    folder = tmp_path_factory.mktemp("newcomer")
    yield make_as_typed(folder / "demo")
    shutil.rmtree(folder)
