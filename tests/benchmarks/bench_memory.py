"""Memory of the window with ten volumes open, every voxel of which was looked at."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from imaging.geometry import Grid
from imaging.nifti import read_volume, write_volume
from imaging.volume import Volume

VISITS, SLICES, STEP_MM = 10, 180, 1.0


def measure() -> dict[str, float]:
    """Ten visits of 180 × 256² voxels of 1 mm: most memory held at any time by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_memory"], check=True, capture_output=True, text=True
    )
    return {"memory_ten_volumes_mb": float(done.stdout.split()[-1])}


def held_mb() -> float:
    """Open the ten in the window's pictures, as a case has them: resampled and as acquired, both mapped from files.

    Mapped pages count while they are in memory: all of them were read.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    import app.viewmodels.read_session  # noqa: F401  what a read brings with it
    from app.viewmodels.arrangement import Layout
    from app.viewmodels.slices import SlicesModel
    from app.views.reading_area import ReadingArea
    from app.views.theme import apply_theme
    from imaging.planes import Plane
    from tests.benchmarks.bench_slices import case, noise

    qt = QApplication([])
    apply_theme(qt)
    with tempfile.TemporaryDirectory() as folder:

        def mapped(grid: Grid, seed: int) -> Volume:
            path = Path(folder) / f"{seed}.nii"
            write_volume(noise(grid, seed), path)
            return read_volume(path, grid.frame)

        model = SlicesModel()
        model.set_case(case(VISITS, slices=SLICES, step_mm=STEP_MM, scan=mapped), current_index=1)
        area = ReadingArea(model)
        area.set_layout(Layout.STRIP)
        area.set_plane(*Plane)
        area.resize(1900, 900)
        area.show()
        model.show_head()
        for native in (False, True):
            area.set_native(native)
            model.step(Plane.AXIAL, -SLICES)
            for _ in range(SLICES):
                model.step(Plane.AXIAL, 1)
                qt.processEvents()
        area.close()
    # Not getrusage: its greatest size outlives exec, and tells that of the process which started this one.
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return float(told.split()[1]) / 1024.0


if __name__ == "__main__":
    print(f"{held_mb():.0f}")
