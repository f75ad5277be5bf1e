"""Start-up: the version on the command line, the window on a study that is there."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(*words: str) -> float:
    """Wall time of one process."""
    began = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - began


WINDOW = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from app.wiring import application, open_window
app = application([])
window = open_window(Path(sys.argv[1]))
window.show()
app.processEvents()
print(time.perf_counter() - began)
"""


def window_up(study: Path) -> float:
    """Seconds from the first import to a painted window, in a process of its own."""
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(study)], check=True, capture_output=True, text=True, env=surroundings
    )
    return float(done.stdout.strip().split("\n")[-1])


def measure() -> dict[str, float]:
    """Medians of five warm runs."""
    script = Path(sys.executable).with_name("rimread")
    version = [seconds(str(script), "--version") for _ in range(6)][1:]
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "S"
        subprocess.run([script, "new", study], check=True, capture_output=True)
        window = [window_up(study) for _ in range(6)][1:]
    return {"version_s": statistics.median(version), "window_up_s": statistics.median(window)}
