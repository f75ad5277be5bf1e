"""Draw a cavity on the screen: start from what is stored, grow and correct it, save it in the scan's own frame.

A contour is edited on the isotropic grid on which the case is shown. A rigid transform carries that grid into the
frame of the visit's own scan without touching a voxel, so nothing is lost on the way to the store.
"""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from app.usecases.draw_cavity import save_contour
from app.usecases.open_case import IS_REFERENCE, CaseVisit, OpenCase
from app.usecases.study import Study
from imaging.cavity import grow_cavity, paint
from imaging.geometry import Grid
from imaging.margin import CavitySurface
from imaging.planes import Plane
from imaging.volume import Mask
from review_schema.payloads import DRAWN, CavityContoured

BESIDE_MM = 0.5
"""Interpolated distances are good to far less than this."""

FAR_MM = 1000.0
"""Stands for the distance beyond a surface's block."""

BOX_ROOM = 2
"""Voxels around a surface that are looked at besides its own box."""


def stored_contour(case: OpenCase, visit: CaseVisit, cavity: str) -> Mask | None:
    """The stored contour of `cavity` on `visit`, as voxels of the case's grid; None if there is none."""
    # Not by frame: a de-identified follow-up may carry the frame UID of the baseline.
    surface = (case.cavities if visit.registration == IS_REFERENCE else visit.current_cavities).get(cavity)
    return None if surface is None else voxels_inside(surface, case.grid)


def voxels_inside(surface: CavitySurface, grid: Grid) -> Mask:
    """The voxels of `grid` whose centres lie inside `surface`.

    Raises:
        FrameMismatch: the two lie in different frames.
    """
    grid.require_frame(surface.frame)
    values = np.zeros(grid.shape, dtype=np.bool_)
    index = grid.index(surface.surface_points)
    low = np.maximum(np.floor(index.min(axis=0)).astype(int) - BOX_ROOM, 0)
    high = np.minimum(np.ceil(index.max(axis=0)).astype(int) + BOX_ROOM + 1, grid.shape)
    box = tuple(slice(int(a), int(max(a, b))) for a, b in zip(low, high, strict=True))
    centres = grid.points(np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1))
    # Distances are known on the surface's own block; only beside the surface are they asked for exactly, by voxel.
    place = np.moveaxis(surface.grid.index(centres), -1, 0)
    roughly = ndimage.map_coordinates(surface.signed_mm, place, order=1, mode="constant", cval=FAR_MM)
    inside, beside = roughly < 0.0, np.abs(roughly) < BESIDE_MM
    inside[beside] = surface.distance_mm(centres[beside], grid.frame) < 0.0
    values[box] = inside
    return Mask(values, grid)


def grow_from(visit: CaseVisit, seed_mm: Sequence[float]) -> Mask:
    """The cavity around a clicked place of a visit, on the case's grid.

    Args:
        visit: whose picture was clicked.
        seed_mm: LPS mm in the reference frame.

    Raises:
        NoCavityHere: nothing like a cavity lies there.
    """
    return grow_cavity(visit.display, np.asarray(seed_mm, dtype=np.float64))


def brushed(
    draft: Mask | None, grid: Grid, place_mm: Sequence[float], radius_mm: float, *, add: bool, plane: Plane | None
) -> Mask:
    """The draft after one touch of the brush: a disc in the slice of `plane`, or a ball where it is None.

    Args:
        draft: what was drawn so far; None: nothing.
        grid: the case's grid.
        place_mm: middle of the brush, LPS mm in the grid's frame.
        radius_mm: of the brush, mm.
        add: paint; otherwise erase.
        plane: the plane in which the brush moves.
    """
    base = draft if draft is not None else Mask(np.zeros(grid.shape, dtype=np.bool_), grid)
    centre = np.asarray(place_mm, dtype=np.float64)
    return paint(base, centre, radius_mm, add=add, normal=None if plane is None else plane.value)


def count_pieces(mask: Mask) -> int:
    """How many pieces a drawing has that do not touch each other, not even at a corner."""
    return int(ndimage.label(mask.values, structure=np.ones((3, 3, 3)))[1])


def save_drawn(
    study: Study, visit: CaseVisit, mask: Mask, *, subject: str, cavity: str, author: str
) -> CavityContoured:
    """Store a drawn contour as a new version, in the frame of the visit's own scan.

    Args:
        study: the open study.
        visit: the visit it was drawn on.
        mask: on the case's grid.
        subject: whose case.
        cavity: its name, "C1".
        author: account that drew it.

    Raises:
        EmptyMask: nothing is drawn.
    """
    back = visit.reference_from_native.inverse()
    own = Grid(mask.grid.shape, back.matrix @ mask.grid.affine, back.reference_frame)
    return save_contour(
        study,
        subject=subject,
        cavity=cavity,
        timepoint_id=visit.timepoint.timepoint_id,
        mask=Mask(mask.values, own),
        source=DRAWN,
        author=author,
    )
