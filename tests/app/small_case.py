"""A small case made in memory: two visits on a 2 mm grid, a bright spot left, posterior and superior of the middle.

All of it is immutable, and made once per test run.
"""

from functools import cache

import numpy as np

from app.usecases.open_case import IS_REFERENCE, CaseVisit, OpenCase, RegistrationFacts
from imaging.geometry import Grid, Points, RigidTransform
from imaging.intensity import IntensityScale
from imaging.margin import CavitySurface, surface_of
from imaging.planes import surface_field
from imaging.volume import Mask, Volume
from review_schema.blinding import BlindedTimePoint

FRAME = "1.2.3"
STEP = 2.0
SPOT = (32.0, 24.0, 40.0)
CAVITY_CENTRE = (20.0, 0.0, 30.0)
CAVITY_RADIUS = 10.0
TRUSTED = RegistrationFacts(0.2, True, "consistent")
DOUBTFUL = RegistrationFacts(6.0, False, "the halves disagree")


@cache
def display_grid() -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = np.diag([STEP] * 3)[:, ::-1]
    affine[:3, 3] = (-80.0, -96.0, -40.0)
    return Grid((70, 97, 81), affine, FRAME)


@cache
def lattice(grid: Grid) -> Points:
    return grid.points(np.stack(np.meshgrid(*(np.arange(n) for n in grid.shape), indexing="ij"), axis=-1))


@cache
def cavity() -> CavitySurface:
    grid = display_grid()
    inside = np.linalg.norm(lattice(grid) - np.array(CAVITY_CENTRE), axis=-1) <= CAVITY_RADIUS
    return surface_of(Mask(inside, grid))


@cache
def picture(spot: bool) -> Volume:
    grid = display_grid()
    points = lattice(grid)
    head = np.linalg.norm((points - (0, 0, 28)) / (72, 88, 62), axis=-1) < 1
    values = np.where(head, 500, 0)
    values[np.linalg.norm(points - np.array(CAVITY_CENTRE), axis=-1) <= CAVITY_RADIUS] = 100
    if spot:
        values[np.linalg.norm(points - np.array(SPOT), axis=-1) <= 4.0] = 1000
    return Volume(values.astype(np.int16), grid)


def visit(
    index: int, *, spot: bool, registration: RegistrationFacts, current: CavitySurface | None = None
) -> CaseVisit:
    volume = picture(spot)
    surfaces = {} if current is None else {"C1": current}
    return CaseVisit(
        timepoint=BlindedTimePoint(
            index=index, timepoint_id=f"t{index}", scan_id="0" * 64, months=0.1 + 3.0 * index, locked=False
        ),
        display=volume,
        native=volume,
        reference_from_native=RigidTransform.identity(FRAME),
        registration=registration,
        scale=IntensityScale(0.0, 600.0),
        current_cavities=surfaces,
        current_fields={name: surface_field(surface, 1.0) for name, surface in surfaces.items()},
    )


@cache
def small_case(*, registration: RegistrationFacts = TRUSTED, current: CavitySurface | None = None) -> OpenCase:
    surface = cavity()
    return OpenCase(
        grid=display_grid(),
        tissue=np.zeros((0, 3)),
        cavities={"C1": surface},
        fields={"C1": surface_field(surface, 6.0)},
        margin_mm=5.0,
        visits=(
            visit(0, spot=False, registration=IS_REFERENCE),
            visit(1, spot=True, registration=registration, current=current),
        ),
        reference_id="t0",
        screen_from_reference=RigidTransform.identity(FRAME),
    )
