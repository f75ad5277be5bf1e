"""Grids and rigid transforms in LPS millimetres.

Inside RimRead every point is in the DICOM patient system (x to the patient's Left, y to Posterior,
z to Superior, millimetres), every array has axis order (slice, row, column), and every grid carries
the UID of its frame of reference. Points of different frames never mix without a `RigidTransform`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from imaging.errors import FrameMismatch, NotRigid, SingularAffine

Points = NDArray[np.float64]
"""Points, shape (..., 3), LPS millimetres."""

Affine = NDArray[np.float64]
"""Homogeneous 4×4 matrix, float64."""


def read_only(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a view of `array` that refuses writes."""
    view = array.view()
    view.flags.writeable = False
    return view


def apply_affine(affine: Affine, points: ArrayLike) -> Points:
    """Map `points`, shape (..., 3), by a 4×4 `affine`."""
    given = np.asarray(points, dtype=np.float64)
    return given @ affine[:3, :3].T + affine[:3, 3]


@dataclass(frozen=True, eq=False)
class Grid:
    """Where voxels lie: shape, affine and frame of reference.

    Attributes:
        shape: (slices, rows, columns), each at least 1.
        affine: 4×4, maps voxel index (slice, row, column, 1) to LPS mm; the centre of the first voxel
            is ``affine @ (0, 0, 0, 1)``.
        frame: frame-of-reference UID (DICOM 0020,0052) or, for files without one, a UID made at import.

    Raises:
        SingularAffine: the affine is not finite or not invertible.
    """

    shape: tuple[int, int, int]
    affine: Affine
    frame: str

    def __post_init__(self) -> None:
        affine = np.array(self.affine, dtype=np.float64)
        determinant = float(np.linalg.det(affine[:3, :3])) if np.isfinite(affine).all() else float("nan")
        scale = float(np.prod(np.linalg.norm(affine[:3, :3], axis=0))) if np.isfinite(affine).all() else 0.0
        # A voxel whose edges span less than a millionth of their product is flat for every use here.
        if affine.shape != (4, 4) or not np.isfinite(determinant) or abs(determinant) <= 1e-6 * scale:
            raise SingularAffine(determinant)
        affine.flags.writeable = False
        object.__setattr__(self, "affine", affine)
        object.__setattr__(self, "shape", tuple(int(n) for n in self.shape))

    @cached_property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Distance between neighbouring voxel centres along (slice, row, column), mm.

        The second number is the step from one row to the next, the third from one column to the next.
        """
        steps = np.linalg.norm(self.affine[:3, :3], axis=0)
        return (float(steps[0]), float(steps[1]), float(steps[2]))

    @cached_property
    def voxel_ml(self) -> float:
        """Volume of one voxel, ml."""
        return abs(float(np.linalg.det(self.affine[:3, :3]))) / 1000.0

    @cached_property
    def lps_to_index(self) -> Affine:
        """4×4, maps LPS mm to continuous voxel index (slice, row, column)."""
        return np.asarray(np.linalg.inv(self.affine), dtype=np.float64)

    def points(self, index: ArrayLike) -> Points:
        """LPS mm of voxel indices (slice, row, column), shape (..., 3); fractions allowed."""
        return apply_affine(self.affine, index)

    def index(self, points: ArrayLike) -> Points:
        """Continuous voxel index (slice, row, column) of LPS points, shape (..., 3)."""
        return apply_affine(self.lps_to_index, points)

    def centre(self) -> Points:
        """LPS mm of the middle of the grid, shape (3,)."""
        return self.points((np.asarray(self.shape, dtype=np.float64) - 1.0) / 2.0)

    def corners(self) -> Points:
        """LPS mm of the eight outermost voxel centres, shape (8, 3)."""
        last = [n - 1 for n in self.shape]
        return self.points([[s, r, c] for s in (0, last[0]) for r in (0, last[1]) for c in (0, last[2])])

    def same_as(self, other: "Grid", tolerance_mm: float = 1e-3) -> bool:
        """Same frame and shape, and every corner within `tolerance_mm`."""
        return (
            self.frame == other.frame
            and self.shape == other.shape
            and float(np.abs(self.corners() - other.corners()).max()) <= tolerance_mm
        )

    def require_frame(self, frame: str) -> None:
        """Raise `FrameMismatch` unless this grid lies in `frame`."""
        if self.frame != frame:
            raise FrameMismatch(expected_frame=frame, given_frame=self.frame)


@dataclass(frozen=True, eq=False)
class RigidTransform:
    """Maps points of the moving frame to points of the reference frame, LPS mm.

    Attributes:
        matrix: ``reference_from_moving``, 4×4, rotation and translation only (checked to 1e-5).
        reference_frame: frame UID of the points that come out.
        moving_frame: frame UID of the points that go in.

    Raises:
        NotRigid: the matrix scales, shears or mirrors.
    """

    matrix: Affine
    reference_frame: str
    moving_frame: str

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
            raise NotRigid(float("nan"))
        rotation = matrix[:3, :3]
        deviation = float(np.abs(rotation.T @ rotation - np.eye(3)).max())
        if deviation > 1e-5 or np.linalg.det(rotation) < 0 or not np.array_equal(matrix[3], [0, 0, 0, 1]):
            raise NotRigid(deviation)
        matrix.flags.writeable = False
        object.__setattr__(self, "matrix", matrix)

    @classmethod
    def identity(cls, frame: str) -> "RigidTransform":
        """The transform of a frame onto itself."""
        return cls(np.eye(4), frame, frame)

    def inverse(self) -> "RigidTransform":
        """``moving_from_reference``, with the frames swapped."""
        rotation, shift = self.matrix[:3, :3], self.matrix[:3, 3]
        back = np.eye(4)
        back[:3, :3] = rotation.T
        back[:3, 3] = -rotation.T @ shift
        return RigidTransform(back, self.moving_frame, self.reference_frame)

    def after(self, first: "RigidTransform") -> "RigidTransform":
        """This transform applied after `first`; raises `FrameMismatch` if the frames do not meet."""
        if first.reference_frame != self.moving_frame:
            raise FrameMismatch(expected_frame=self.moving_frame, given_frame=first.reference_frame)
        return RigidTransform(self.matrix @ first.matrix, self.reference_frame, first.moving_frame)

    def points(self, moving_points: ArrayLike, frame: str) -> Points:
        """Map points, shape (..., 3), given in `frame` (which must be the moving frame) to the reference frame."""
        if frame != self.moving_frame:
            raise FrameMismatch(expected_frame=self.moving_frame, given_frame=frame)
        return apply_affine(self.matrix, moving_points)
