"""The demo, as `rimread demo DIR --headless` makes it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure() -> dict[str, float]:
    """Wall time of one run."""
    script = Path(sys.executable).with_name("rimread")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run([script, "demo", str(Path(folder) / "demo"), "--headless"], check=True, capture_output=True)
        return {"demo_s": time.perf_counter() - began}
