"""How surfaces and regions are cut by the slice on the screen: along the axes, or by an oblique slice as acquired."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from imaging.geometry import Affine, apply_affine
from imaging.native_slices import field_outlines, region_outlines
from imaging.planes import DistanceField, Plane, Polyline, depth_of, mask_outlines, place_of
from imaging.volume import Mask


class Cut(Protocol):
    """A slice that cuts what lies in the reference frame. Equal cuts give the same lines."""

    def field(self, distances: DistanceField, level_mm: float) -> tuple[Polyline, ...]:
        """Where the distance equals `level_mm`; lines (u, v), screen mm."""

    def mask(self, region: Mask) -> tuple[Polyline, ...]:
        """The outline of a region; lines (u, v), screen mm."""

    def place(self, point: Sequence[float]) -> tuple[float, float, float]:
        """Screen place (u, v) and distance from the slice, mm, of an LPS point."""


@dataclass(frozen=True)
class AlongAxes:
    """A slice of the display grid."""

    plane: Plane
    depth_mm: float

    def field(self, distances: DistanceField, level_mm: float) -> tuple[Polyline, ...]:
        """See `Cut`."""
        return distances.outlines(self.plane, self.depth_mm, level_mm)

    def mask(self, region: Mask) -> tuple[Polyline, ...]:
        """See `Cut`."""
        return mask_outlines(region, self.plane, self.depth_mm)

    def place(self, point: Sequence[float]) -> tuple[float, float, float]:
        """See `Cut`."""
        return (*place_of(self.plane, point), depth_of(self.plane, point) - self.depth_mm)


class Oblique:
    """A native slice, by its 4×4 from the reference frame to (u, v, depth) mm."""

    def __init__(self, screen_from_reference: Affine) -> None:
        self._matrix = screen_from_reference
        self._told = screen_from_reference.tobytes()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Oblique) and other._told == self._told

    def __hash__(self) -> int:
        return hash(self._told)

    def field(self, distances: DistanceField, level_mm: float) -> tuple[Polyline, ...]:
        """See `Cut`."""
        return field_outlines(distances, self._matrix, level_mm)

    def mask(self, region: Mask) -> tuple[Polyline, ...]:
        """See `Cut`."""
        return region_outlines(region, self._matrix)

    def place(self, point: Sequence[float]) -> tuple[float, float, float]:
        """See `Cut`."""
        u, v, depth = apply_affine(self._matrix, point)
        return float(u), float(v), float(depth)
