"""Slices as they were acquired: a scan's own slices on the screen, oblique ones too, without any resampling.

A slice is described by one 4×4, ``screen_from_native``: it sends LPS mm of the scan's frame to (u, v, depth), mm, where
u runs to the right of the screen, v downwards, and the depth is 0 in the slice. Followed by a registration it carries
crosshair and outlines into the slice.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Affine, Grid, Points, apply_affine
from imaging.planes import FIELD_STEP_MM, SCREEN, DistanceField, Plane, Polyline, SlicePicture, mask_outlines, traced
from imaging.volume import Mask, Volume

SIDES = (("R", "L"), ("A", "P"), ("I", "S"))
"""The patient's sides to which each LPS axis runs, backwards and forwards (DICOM Patient Orientation, 0020,0020)."""

SLIGHT = 0.17
"""Share of a direction (sine of 10°) below which its side is not written: "A", not "AS"."""


def sides_of(direction: NDArray[np.float64]) -> str:
    """The patient's sides to which a unit vector (LPS) points, the chief one first: "A", "PI"."""
    order = np.argsort(-np.abs(direction), kind="stable")
    chief = [axis for axis in order if abs(direction[axis]) >= SLIGHT]
    return "".join(SIDES[axis][int(direction[axis] > 0)] for axis in chief)


class NativeSlices:
    """How the slices of a grid are shown: turned by quarter turns and mirrored to lie as nearly as they can in the
    radiological convention (see `imaging.planes`).

    Attributes:
        grid: the scan's own grid; its slices run along the first axis.
        plane: the family of slices to which they are nearest.
        depth_axis: the LPS axis to which the stack runs most nearly.
        u_axis, v_axis: which index axis (1 rows, 2 columns) runs along u and v.
        u_sign, v_sign: in which sense.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        along = grid.affine[:3, :3] / np.linalg.norm(grid.affine[:3, :3], axis=0)
        normal = np.cross(along[:, 1], along[:, 2])
        self.depth_axis = int(np.argmax(np.abs(normal)))
        self.plane = next(plane for plane in Plane if SCREEN[plane].depth_axis == self.depth_axis)
        axes = SCREEN[self.plane]
        self.u_axis = 2 if abs(along[axes.u_axis, 2]) >= abs(along[axes.u_axis, 1]) else 1
        self.v_axis = 3 - self.u_axis
        self.u_sign = 1 if along[axes.u_axis, self.u_axis] > 0 else -1
        self.v_sign = 1 if along[axes.v_axis, self.v_axis] * axes.v_sign > 0 else -1
        self._u = self.u_sign * along[:, self.u_axis]
        self._v = self.v_sign * along[:, self.v_axis]
        self._normal = normal

    @property
    def count(self) -> int:
        """How many slices there are."""
        return self.grid.shape[0]

    @cached_property
    def apart_mm(self) -> float:
        """Distance between neighbouring slices, perpendicular to them, mm."""
        return abs(float(self.grid.affine[:3, 0] @ self._normal))

    @property
    def letters(self) -> tuple[str, str, str, str]:
        """The patient's sides at the screen's left, right, top and bottom."""
        return (sides_of(-self._u), sides_of(self._u), sides_of(-self._v), sides_of(self._v))

    def nearest(self, point: Points) -> int:
        """Index of the slice nearest to an LPS point (mm, the scan's frame), clipped to the scan."""
        return int(np.clip(round(float(self.grid.index(point)[0])), 0, self.count - 1))

    def on_slice(self, point: Points, index: int) -> Points:
        """Where an LPS point (mm, the scan's frame) comes to lie when it is moved along the stack to a slice."""
        place = self.grid.index(point)
        place[0] = min(max(index, 0), self.count - 1)
        return self.grid.points(place)

    def screen_from_native(self, index: int) -> Affine:
        """4×4 from LPS mm of the scan's frame to (u, v, depth) mm of a slice; u and v are LPS mm along its edges."""
        made = np.eye(4)
        made[:3, :3] = np.stack([self._u, self._v, self._normal])
        made[2, 3] = -float(self._normal @ self.grid.points((index, 0, 0)))
        return made

    def picture(self, volume: Volume, index: int) -> tuple[SlicePicture, float]:
        """A slice of a volume on this grid, as a view on its voxels, and the height of a pixel, mm."""
        values = volume.values[index]
        if self.u_axis == 1:
            values = values.T
        values = values[:: self.v_sign, :: self.u_sign]
        wide, tall = self.grid.spacing_mm[self.u_axis], self.grid.spacing_mm[self.v_axis]
        ends = [(index, row, column) for row in (0, self.grid.shape[1] - 1) for column in (0, self.grid.shape[2] - 1)]
        on_screen = apply_affine(self.screen_from_native(index), self.grid.points(ends))
        left, top = on_screen[:, 0].min() - wide / 2, on_screen[:, 1].min() - tall / 2
        return SlicePicture(values, float(left), float(top), wide, 0.0), tall


def field_outlines(field: DistanceField, screen_from_reference: Affine, level_mm: float) -> tuple[Polyline, ...]:
    """Where the distance equals `level_mm` in an oblique slice.

    Args:
        field: signed distances, in the reference frame.
        screen_from_reference: 4×4 from the reference frame to (u, v, depth) mm of the slice.
        level_mm: 0 the surface itself, 5 the 5 mm margin.
    """
    last = (np.array(field.signed_mm.shape) - 1) * field.step_mm
    box = field.origin_mm + np.array([[x, y, z] for x in (0, last[0]) for y in (0, last[1]) for z in (0, last[2])])
    corners = apply_affine(screen_from_reference, box)
    if not corners[:, 2].min() <= 0.0 <= corners[:, 2].max():
        return ()
    (left, top), (right, bottom) = corners[:, :2].min(axis=0), corners[:, :2].max(axis=0)
    u, v = (np.arange(low, high + FIELD_STEP_MM, FIELD_STEP_MM) for low, high in ((left, right), (top, bottom)))
    points = np.zeros((len(v), len(u), 3))
    points[..., 0], points[..., 1] = u[None, :], v[:, None]
    back: Affine = np.asarray(np.linalg.inv(screen_from_reference), dtype=np.float64)
    reference = apply_affine(back, points)
    index = np.moveaxis((reference - field.origin_mm) / field.step_mm, -1, 0)
    return traced(field.sampled(index), float(left), float(top), FIELD_STEP_MM, level_mm)


def region_outlines(mask: Mask, screen_from_mask: Affine) -> tuple[Polyline, ...]:
    """Outline of a mask in an oblique slice, as `imaging.planes.mask_outlines` draws it."""
    # In (u, v, depth) the slice is an axial one: u and v run along the first two axes.
    return mask_outlines(mask, Plane.AXIAL, 0.0, reference_from_mask=screen_from_mask)
