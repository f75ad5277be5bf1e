"""Slice steps through linked views with outlines, and the opening of a case from the cache."""

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.usecases.open_case import IS_REFERENCE, CaseVisit, OpenCase, RegistrationFacts
from app.viewmodels.arrangement import CAPTION_PX, Layout
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from app.views.reading_area import ReadingArea
from app.views.theme import apply_theme
from app.views.viewport import Viewport
from imaging.geometry import Grid, RigidTransform
from imaging.intensity import IntensityScale
from imaging.margin import surface_of
from imaging.planes import Plane, surface_field
from imaging.volume import Mask, Volume
from review_schema.blinding import BlindedTimePoint

FRAME = "1.2.3"
EDGE, VOXEL_MM = 256, 0.9
STEPS, PASSES = 150, 3
FILM_VISITS, FILM_EDGE, SPACING_PX = 10, 180, 3


def noise(grid: Grid, seed: int) -> Volume:
    """A scan without a head: values do not matter for the time."""
    return Volume(np.random.default_rng(seed).integers(0, 1200, grid.shape, dtype=np.int16), grid)


def case(
    visits: int,
    *,
    slices: int = EDGE,
    step_mm: float = VOXEL_MM,
    scan: Callable[[Grid, int], Volume] = noise,
) -> OpenCase:
    """`visits` visits of `slices` × 256² voxels, with a cavity of 34 voxels."""
    affine = np.eye(4)
    affine[:3, :3] = np.diag([step_mm] * 3)[:, ::-1]
    affine[:3, 3] = -step_mm / 2 * (EDGE - 1)
    grid = Grid((slices, EDGE, EDGE), affine, FRAME)
    z, y, x = np.ogrid[:slices, :EDGE, :EDGE]
    inside = ((z - slices / 2) / 17.0) ** 2 + ((y - 120) / 21.0) ** 2 + ((x - 140) / 17.0) ** 2 <= 1
    surface = surface_of(Mask(inside, grid))
    shown = tuple(
        CaseVisit(
            timepoint=BlindedTimePoint(
                index=index, timepoint_id=f"t{index}", scan_id="0" * 64, months=3.0 * index, locked=False
            ),
            display=scan(grid, 2 * index),
            native=scan(grid, 2 * index + 1),
            reference_from_native=RigidTransform.identity(FRAME),
            registration=RegistrationFacts(0.1, True, "") if index else IS_REFERENCE,
            scale=IntensityScale(0.0, 900.0),
            current_cavities={},
            current_fields={},
        )
        for index in range(visits)
    )
    return OpenCase(
        grid,
        np.zeros((0, 3)),
        {"C1": surface},
        {"C1": surface_field(surface, 6.0)},
        5.0,
        shown,
        "t0",
        RigidTransform.identity(FRAME),
    )


def quietest(step: Callable[[int], None]) -> float:
    """The 95th percentile, ms, of `STEPS` calls of `step`, in the quietest of `PASSES` passes.

    Whatever else the machine does can only add to a pass, and comes and goes within seconds.
    """

    def pass_p95() -> float:
        times = []
        for number in range(STEPS):
            began = time.perf_counter()
            step(number)
            times.append(1000.0 * (time.perf_counter() - began))
        return float(np.percentile(times, 95))

    return min(pass_p95() for _ in range(PASSES))


def back_and_forth(number: int) -> int:
    """Ten steps on, ten steps back."""
    return 1 if number // 10 % 2 == 0 else -1


def step_p95_ms(app: QApplication, model: SlicesModel, specs: list[ViewSpec], edge: int) -> float:
    """The 95th percentile of a step in all planes at once: every view shows another slice with other outlines."""
    views = []
    for spec in specs:
        view = Viewport(spec, model.pixels)
        view.resize(edge, edge)
        view.set_scene(model.scene(spec))
        view.show()
        views.append(view)
    app.processEvents()
    model.show_cavity()

    def step(number: int) -> None:
        for plane in Plane:
            model.step(plane, back_and_forth(number))
        for view in views:
            view.set_scene(model.scene(view.spec))
            view.repaint()

    p95 = quietest(step)
    for view in views:
        view.close()
    return p95


def strip_p95_ms(app: QApplication, model: SlicesModel) -> float:
    """The 95th percentile of a diagonal step in the film strip's own window, until all its tiles are painted."""
    area = ReadingArea(model)
    area.set_layout(Layout.STRIP)
    area.set_plane(*Plane)
    area.resize(FILM_VISITS * (FILM_EDGE + SPACING_PX), len(Plane) * (FILM_EDGE + SPACING_PX) + CAPTION_PX)
    area.show()
    model.show_cavity()
    app.processEvents()

    def step(number: int) -> None:
        model.set_crosshair([place + VOXEL_MM * back_and_forth(number) for place in model.crosshair_mm])
        app.processEvents()

    p95 = quietest(step)
    area.close()
    area.deleteLater()
    return p95


def calibration_ms(edge: int, pictures: int) -> float:
    """What numpy and QPainter alone take for so many pictures of `edge`²: cut, windowed, scaled. Its 95th percentile.

    A machine that is busy slows this as it slows a step; the ratio of the two says more than either.
    """
    voxels = np.random.default_rng(2).integers(0, 1200, (EDGE, EDGE, EDGE), dtype=np.int16)
    screen = QImage(edge, edge, QImage.Format.Format_RGB32)

    def step(number: int) -> None:
        for _ in range(pictures):
            seen = voxels[64:192, number, 64:192].astype(np.float32)
            levels = np.clip(seen * np.float32(0.2), 0.0, 255.0).astype(np.uint8).tobytes()
            picture = QImage(levels, 128, 128, 128, QImage.Format.Format_Grayscale8)
            painter = QPainter(screen)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(screen.rect(), picture.convertToFormat(QImage.Format.Format_RGB32))
            painter.end()

    return quietest(step)


def measure() -> dict[str, float]:
    """Four views of 512²; two visits in three planes; a film strip of ten visits in three planes."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    model = SlicesModel()
    model.set_case(case(2), current_index=1)
    four = [
        ViewSpec(Shown.BASELINE, Plane.AXIAL),
        ViewSpec(Shown.CURRENT, Plane.AXIAL),
        ViewSpec(Shown.CURRENT, Plane.CORONAL),
        ViewSpec(Shown.CURRENT, Plane.SAGITTAL),
    ]
    six = [ViewSpec(shown, plane) for shown in (Shown.BASELINE, Shown.CURRENT) for plane in Plane]
    figures = {
        "slice_step_4x512_p95_ms": step_p95_ms(app, model, four, 512),
        "slice_step_calibration_p95_ms": calibration_ms(512, len(four)),
        "slice_step_3x2_p95_ms": step_p95_ms(app, model, six, 420),
    }
    model.set_case(case(FILM_VISITS), current_index=1)
    return {
        **figures,
        "film_strip_10x3_p95_ms": strip_p95_ms(app, model),
        "film_strip_calibration_p95_ms": calibration_ms(FILM_EDGE, FILM_VISITS * len(Plane)),
    }
