"""A nudge of a registration under the mouse: three planes sampled anew and painted."""

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from app.usecases.check_registration import Checked
from app.usecases.study import Study
from app.viewmodels.check import MODES, CheckModel
from app.viewmodels.jobs import ImmediateJobs
from app.views.check_page import CheckPage
from app.views.theme import apply_theme
from tests.benchmarks.bench_slices import case

NUDGES = 60


def measure() -> dict[str, float]:
    """The 95th percentile of a nudge in a window of 1680×1020, the slowest of the ways to compare."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    with tempfile.TemporaryDirectory() as folder, Study.create(Path(folder) / "S") as study:
        what = Checked("coordinator", "P1", "t1", "")
        model = CheckModel(study, ImmediateJobs(), what, case(2), 1, lambda decided: None)
        window = QWidget()
        window.resize(1680, 1020)
        window.show()
        page = CheckPage(model, window)
        app.processEvents()
        slowest = 0.0
        for mode in MODES:
            model.set_mode(mode)
            app.processEvents()
            times = []
            for number in range(NUDGES):
                began = time.perf_counter()
                model.set_number(number % 6, 0.1 * (1 + number // 6))
                for view in page.views.values():
                    view.repaint()
                times.append(1000.0 * (time.perf_counter() - began))
            slowest = max(slowest, float(np.percentile(times, 95)))
        page.close_page()
        window.close()
    return {"check_nudge_p95_ms": slowest}
