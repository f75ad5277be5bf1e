"""A view's slice as it was acquired, carried from and to the reference frame by the visit's registration."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.usecases.open_case import CaseVisit
from app.words import Said
from imaging.geometry import Affine, apply_affine
from imaging.native_slices import NativeSlices

KEPT_GRIDS = 32


@dataclass(frozen=True, eq=False)
class NativeView:
    """The native slice of a visit nearest to a place.

    Attributes:
        slices: how the visit's slices are shown.
        index: which of them.
        screen_from_reference: 4×4 from LPS mm of the reference frame to (u, v, depth) mm of the slice.
    """

    slices: NativeSlices
    index: int
    screen_from_reference: Affine

    @property
    def short_words(self) -> Said:
        """Which slice it is."""
        return Said("as acquired, slice {n} of {all}", n=self.index + 1, all=self.slices.count)

    @property
    def words(self) -> Said:
        """The same with the distance between slices: how thick each is, no grid tells."""
        return Said("{slice}, {mm} mm apart", slice=self.short_words, mm=f"{self.slices.apart_mm:.1f}")

    def place_of(self, point: Sequence[float]) -> tuple[float, float]:
        """The screen place (u, v), mm, of an LPS point of the reference frame, seen from straight above the slice."""
        u, v, _ = apply_affine(self.screen_from_reference, point)
        return float(u), float(v)


_slices_of = lru_cache(maxsize=KEPT_GRIDS)(NativeSlices)


def native_view(visit: CaseVisit, point: Sequence[float]) -> NativeView:
    """The native slice of `visit` nearest to an LPS point (mm) of the reference frame."""
    slices, native_from_reference = _slices_of(visit.native.grid), visit.reference_from_native.inverse().matrix
    index = slices.nearest(apply_affine(native_from_reference, point))
    return NativeView(slices, index, slices.screen_from_native(index) @ native_from_reference)


def native_step(visit: CaseVisit, point: Sequence[float], steps: int) -> tuple[float, float, float]:
    """The LPS point (mm, reference frame) `steps` native slices further along the same line through the stack.

    Further means towards superior, posterior or the patient's left, whichever way the scan was acquired.
    """
    view, native_from_reference = native_view(visit, point), visit.reference_from_native.inverse().matrix
    slices = view.slices
    forward = 1 if slices.grid.affine[slices.depth_axis, 0] > 0 else -1
    moved = slices.on_slice(apply_affine(native_from_reference, point), view.index + forward * steps)
    x, y, z = apply_affine(visit.reference_from_native.matrix, moved)
    return float(x), float(y), float(z)


def point_on(screen_from_reference: Affine, u_mm: float, v_mm: float) -> tuple[float, float, float]:
    """The LPS point (mm, reference frame) at a screen place of a slice."""
    inverse: Affine = np.asarray(np.linalg.inv(screen_from_reference), dtype=np.float64)
    x, y, z = apply_affine(inverse, (u_mm, v_mm, 0.0))
    return float(x), float(y), float(z)
