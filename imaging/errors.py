"""Errors of the imaging room: each holds facts (millimetres, counts), never prose and never identity.

The sentences that users read are made from these facts in ``app/messages.py``.
"""

from dataclasses import dataclass


class ImagingError(Exception):
    """Base of every error that `imaging` raises on purpose."""


@dataclass
class FrameMismatch(ImagingError):
    """Two grids, points or masks of different frames of reference were mixed."""

    expected_frame: str
    given_frame: str


@dataclass
class GridMismatch(ImagingError):
    """Values and grid, or two grids, do not have the same shape or affine."""

    expected_shape: tuple[int, ...]
    given_shape: tuple[int, ...]


@dataclass
class SingularAffine(ImagingError):
    """An affine that maps the voxels onto a plane, a line or a point, or has non-finite numbers."""

    determinant: float


@dataclass
class NotRigid(ImagingError):
    """A matrix meant as rigid transform scales, shears or mirrors."""

    deviation: float
