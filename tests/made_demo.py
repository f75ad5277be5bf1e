"""The demo, made as a newcomer makes it: by one command, at full detail."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.command_line import Bar
from app.usecases.make_demo import DemoStudy
from tests.as_typed import typed


@dataclass(frozen=True)
class MadeDemo:
    """The demo's folder, and each fraction of progress that the command reported."""

    folder: Path
    reported: tuple[float, ...]

    @property
    def demo(self) -> DemoStudy:
        return DemoStudy.in_folder(self.folder)


def make_as_typed(folder: Path) -> MadeDemo:
    """``rimread demo FOLDER --headless``."""
    reported: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bar, "__call__", lambda bar, fraction, text: reported.append(fraction))
        typed("demo", folder, "--headless")
    return MadeDemo(folder, tuple(reported))
