"""``rimread doctor``: does this machine have what RimRead needs?"""

import os
import platform
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata

NEEDED = ("PySide6-Essentials", "pyqtgraph", "numpy", "scipy", "SimpleITK", "nibabel", "pydicom", "SQLAlchemy")
MEMORY_NEEDED_GB = 8
QT_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


@dataclass(frozen=True)
class Check:
    """One thing looked at: what, what was found, whether it is sound, and what to do if not."""

    what: str
    found: str
    sound: bool
    remedy: str


def examine() -> tuple[Check, ...]:
    """Look at the interpreter, the libraries, Qt, SQLite and memory."""
    return (_python(), *(_library(name) for name in NEEDED), _qt(), _sqlite(), _memory())


def _python() -> Check:
    sound = sys.version_info >= (3, 11)
    return Check("Python", platform.python_version(), sound, "install Python 3.11 or newer")


def _library(name: str) -> Check:
    try:
        return Check(name, metadata.version(name), True, "")
    except metadata.PackageNotFoundError:
        return Check(name, "missing", False, f"install {name}: make install")


def _qt() -> Check:
    # In a process of its own: Qt aborts where a system library is missing.
    platform_name = os.environ.get("QT_QPA_PLATFORM", "")
    probe = subprocess.run([sys.executable, "-c", QT_PROBE], capture_output=True, timeout=60, check=False)
    if probe.returncode == 0:
        return Check("Qt window", f"opens {platform_name}".strip(), True, "")
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Check("Qt window", "no screen here", False, "start on a machine with a screen, or use --headless")
    return Check("Qt window", "does not open", False, "install Qt's system libraries: make demo says which are missing")


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    sound = sqlite3.sqlite_version_info >= (3, 37)
    return Check("SQLite", version, sound, "use a Python with SQLite 3.37 or newer")


def _memory() -> Check:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return Check("Memory", "unknown", True, "")
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    sound = gigabytes >= MEMORY_NEEDED_GB
    return Check("Memory", f"{gigabytes:.0f} GB", sound, f"{MEMORY_NEEDED_GB} GB are recommended")
