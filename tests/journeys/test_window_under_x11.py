"""The program under a real X server, with real key events: a worklist is reached and a case is read by keys."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.usecases.study import Study
from tests.app.reading_study import PASSWORD, make_study

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

SECONDS = 60.0
SIGN_IN_SECONDS, TRIES = 4.0, 5
PROGRAM = Path(sys.executable).with_name("rimread")


class Screen:
    """An X server without a monitor, and the keys that are pressed on it."""

    def __init__(self, folder: Path) -> None:
        self._read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1680x1020x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        self.environment = {
            **os.environ,
            "DISPLAY": ":" + os.read(self._read, 16).decode().strip(),
            "QT_QPA_PLATFORM": "xcb",
            "RIMREAD_CONFIG": str(folder / "config"),
        }

    def windows(self) -> list[str]:
        """The program's windows."""
        return self._do("search", "--onlyvisible", "--name", ".+").split()

    def focus(self, window: str) -> None:
        """There is no window manager here that would do it."""
        self._do("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "20", text)

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", "60", *keys)

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], check=False, env=self.environment, capture_output=True, text=True, timeout=30
        )
        return done.stdout

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(timeout=20)
        os.close(self._read)


def comes(true: Callable[[], object], seconds: float = SECONDS) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    yield made
    made.close()


def locked_and_signed(folder: Path) -> tuple[int, bool]:
    """How far the only read has come, as another process sees it."""
    with Study.open(folder) as study:
        (read,) = study.state().reads.values()
        return len(read.locks), read.signed_at is not None


def test_a_case_is_read_and_signed_by_real_keys(screen: Screen, tmp_path: Path) -> None:
    make_study(tmp_path / "S").close()
    program = subprocess.Popen(
        [PROGRAM, "open", tmp_path / "S"], env=screen.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )

    def locked() -> int:
        return locked_and_signed(tmp_path / "S")[0]

    try:
        assert comes(screen.windows), "no window"
        (window,) = screen.windows()
        screen.focus(window)
        screen.type(PASSWORD)
        screen.press("Return")
        time.sleep(SIGN_IN_SECONDS)
        screen.press("Return")
        for visit in range(3):
            for _ in range(TRIES):
                screen.press("a", "ctrl+Return")
                if comes(lambda visit=visit: locked() > visit, 6.0):
                    break
            assert locked() == visit + 1
        screen.press("ctrl+Return")
        assert comes(lambda: len(screen.windows()) > 1), "no question for the password"
        screen.focus(next(one for one in screen.windows() if one != window))
        screen.type(PASSWORD)
        screen.press("Return")
        assert comes(lambda: locked_and_signed(tmp_path / "S") == (3, True)), "the read is not signed"
    finally:
        program.terminate()
        _, errors = program.communicate(timeout=30)
    assert errors.decode() == ""
