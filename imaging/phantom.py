"""Synthetic patients: a head made from a seed, pathology at known places, scanned at any pose on any grid.

    phantom = Phantom(seed=7)
    pose = phantom.pose(rotation_deg=(2, -3, 5), shift_mm=(4, 0, -6), frame=scan_frame)
    scan = phantom.render(Visit((Cavity(Body((-30, -20, 40), (13, 15, 12))),)), axial_grid(scan_frame), pose)

`phantom.frame` is the patient's own space (`imaging/phantom_anatomy.py`); a pose maps it to the scanner's
space of one visit, so that the rigid transform between any two visits is known exactly.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from imaging.geometry import Grid, RigidTransform, apply_affine
from imaging.itk import resample_onto
from imaging.phantom_anatomy import Canvas, Field, Head, Person, Vector
from imaging.phantom_lesions import PAINTING_ORDER, Body, Lesion
from imaging.volume import Mask, Volume

WHITE_MATTER = 600.0
"""Scan value of white matter on the native T1, before bias field and noise."""


class Sequence(StrEnum):
    """What is imaged."""

    T1 = "T1"
    T1_CONTRAST = "T1 with contrast agent"
    FLAIR = "FLAIR"


@dataclass(frozen=True)
class Visit:
    """What the patient has at one visit.

    Attributes:
        lesions: everything that is not healthy anatomy.
        motion: strength of a motion artefact, 0 (none) to 1 (not readable).
    """

    lesions: tuple[Lesion, ...] = ()
    motion: float = 0.0


def frame_uid(*parts: object) -> str:
    """A UID that depends on `parts` only (form 2.25, from a hash)."""
    digest = hashlib.sha256("/".join(str(part) for part in parts).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:15], 'big')}"


def patient_frame(seed: int) -> str:
    """UID of the space of the phantom patient with this seed."""
    return frame_uid("phantom", seed)


def scan_grid(
    frame: str,
    *,
    plane: Literal["axial", "sagittal", "coronal"] = "axial",
    size: tuple[int, int, int] = (52, 256, 232),
    spacing_mm: tuple[float, float, float] = (3.0, 0.9, 0.9),
    centre_mm: Vector = (0.0, 12.0, 15.0),
    tilt_deg: Vector = (0.0, 0.0, 0.0),
) -> Grid:
    """The grid of a scan as a scanner lays it.

    Args:
        frame: frame-of-reference UID.
        plane: of the slices; rows and columns run as radiologists hang them.
        size: (slices, rows, columns).
        spacing_mm: (slice, row, column) spacing, mm.
        centre_mm: middle of the grid, LPS mm.
        tilt_deg: the planned slices' rotation about x, y, z, degrees.
    """
    # Columns of each matrix: directions of the slice, row and column index, LPS.
    axes = {
        "axial": [[0, 0, 1], [0, 1, 0], [1, 0, 0]],
        "sagittal": [[1, 0, 0], [0, 0, -1], [0, 1, 0]],
        "coronal": [[0, -1, 0], [0, 0, -1], [1, 0, 0]],
    }[plane]
    turn = Rotation.from_euler("xyz", tilt_deg, degrees=True).as_matrix()
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.array(axes, dtype=np.float64).T * np.array(spacing_mm)
    affine[:3, 3] = np.array(centre_mm) - affine[:3, :3] @ ((np.array(size) - 1.0) / 2.0)
    return Grid(size, affine, frame)


def pose_of(patient_frame: str, rotation_deg: Vector, shift_mm: Vector, frame: str) -> RigidTransform:
    """How the patient lies in the scanner: ``scan_from_patient``.

    Args:
        patient_frame: UID of the patient's own space.
        rotation_deg: about x, y, z through the middle of the head, degrees.
        shift_mm: afterwards, mm.
        frame: UID of the scan's frame of reference.
    """
    middle = np.array([0.0, 12.0, 10.0])
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", rotation_deg, degrees=True).as_matrix()
    matrix[:3, 3] = middle - matrix[:3, :3] @ middle + np.array(shift_mm)
    return RigidTransform(matrix, frame, patient_frame)


class Phantom:
    """One synthetic patient.

    Attributes:
        frame: UID of the patient's own space.
        head: the healthy anatomy on its fine grid.

    Args:
        seed: another seed is another person.
        spacing_mm: of the fine grid the anatomy is painted on (1 mm for pictures, 2–4 mm for quick tests).
    """

    def __init__(self, seed: int, spacing_mm: float = 1.0) -> None:
        self.seed = seed
        self.frame = patient_frame(seed)
        self.head = Head(Person.drawn(seed), spacing_mm)

    def pose(self, rotation_deg: Vector, shift_mm: Vector, frame: str) -> RigidTransform:
        """How the patient lies in the scanner (`pose_of`)."""
        return pose_of(self.frame, rotation_deg, shift_mm, frame)

    def paint(self, visit: Visit) -> Canvas:
        """The head with the visit's lesions, on the fine grid in patient space."""
        canvas = self.head.canvas.copy()
        for lesion in sorted(visit.lesions, key=lambda one: PAINTING_ORDER.index(type(one))):
            lesion.paint(canvas, self.head)
        return canvas

    def render(
        self,
        visit: Visit,
        grid: Grid,
        pose: RigidTransform,
        *,
        sequence: Sequence = Sequence.T1_CONTRAST,
        noise: float = 0.025,
        bias: float = 0.12,
        seed: int = 0,
    ) -> Volume:
        """A scan: slices averaged over their thickness, bias field, Rician noise; values uint16.

        Args:
            visit: what the patient has.
            grid: where the scan lies, in the pose's reference frame.
            pose: ``scan_from_patient``.
            sequence: what is imaged.
            noise: standard deviation in each channel, relative to white matter.
            bias: peak-to-peak change of brightness over the head, relative.
            seed: of bias field, noise and artefact.
        """
        return self.scan(self.paint(visit), grid, pose, sequence=sequence, noise=noise, bias=bias, seed=seed,
                         motion=visit.motion)  # fmt: skip

    def scan(
        self,
        canvas: Canvas,
        grid: Grid,
        pose: RigidTransform,
        *,
        sequence: Sequence,
        noise: float,
        bias: float,
        seed: int,
        motion: float = 0.0,
    ) -> Volume:
        """One sequence of a painted head (see `render`); several sequences of a visit share the canvas."""
        if sequence is Sequence.FLAIR:
            picture = canvas.flair
        elif sequence is Sequence.T1:
            picture = canvas.t1
        else:
            picture = canvas.t1 + canvas.uptake
        fine = Volume(np.maximum(picture, 0.0), self.head.fine.grid(self.frame))
        rng = np.random.default_rng([self.seed, seed])
        values: Field = self._through_slice_profile(fine, grid, pose) * _bias_field(grid, bias, rng)
        if motion > 0:
            values = _moved(values, motion, rng)
        first = rng.standard_normal(values.shape, dtype=np.float32) * np.float32(noise)
        second = rng.standard_normal(values.shape, dtype=np.float32) * np.float32(noise)
        values = np.sqrt((values + first) ** 2 + second**2) * np.float32(WHITE_MATTER)
        return Volume(np.clip(values + 0.5, 0, 4095).astype(np.uint16), grid)

    def _through_slice_profile(self, fine: Volume, grid: Grid, pose: RigidTransform) -> Field:
        parts = max(1, round(grid.spacing_mm[0] / max(1.0, self.head.fine.spacing_mm)))
        if parts == 1:
            return np.asarray(resample_onto(fine, pose, grid).values)
        affine = grid.affine.copy()
        affine[:3, 3] -= affine[:3, 0] * (0.5 - 0.5 / parts)
        affine[:3, 0] /= parts
        thin = Grid((grid.shape[0] * parts, *grid.shape[1:]), affine, grid.frame)
        stacked = resample_onto(fine, pose, thin).values
        return np.asarray(stacked.reshape(grid.shape[0], parts, *grid.shape[1:]).mean(axis=1, dtype=np.float32))


def true_mask(body: Body, grid: Grid, pose: RigidTransform) -> Mask:
    """A body's true mask on a scan's grid: voxels whose centre lies inside.

    Args:
        body: in patient space.
        grid: of the scan.
        pose: ``scan_from_patient``.

    Raises:
        FrameMismatch: the grid does not lie in the pose's reference frame.
    """
    grid.require_frame(pose.reference_frame)
    reach = 1.3 * max(body.radii_mm) + 2.0
    middle = apply_affine(pose.matrix, body.centre_mm)
    index = grid.index(middle + reach * np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]))
    last = np.array(grid.shape) - 1
    low = np.clip(np.floor(index.min(0)), 0, last).astype(int)
    high = np.clip(np.ceil(index.max(0)), 0, last).astype(int) + 1
    lattice = np.stack(np.meshgrid(*[np.arange(a, b) for a, b in zip(low, high, strict=True)], indexing="ij"), -1)
    points = apply_affine(pose.inverse().matrix, grid.points(lattice))
    values = np.zeros(grid.shape, dtype=np.bool_)
    values[low[0] : high[0], low[1] : high[1], low[2] : high[2]] = body.contains(points)
    return Mask(values, grid)


def _bias_field(grid: Grid, bias: float, rng: np.random.Generator) -> Field:
    """Smooth brightness of the coil: the product of one slow wave along each axis."""
    field = np.ones((1, 1, 1), dtype=np.float32)
    for axis, count in enumerate(grid.shape):
        place = np.linspace(-1.0, 1.0, count, dtype=np.float32)
        wave = 1.0 + 0.5 * bias * np.cos(2.2 * place + rng.uniform(-1.0, 1.0)) - 0.25 * bias
        field = field * wave.reshape([-1 if a == axis else 1 for a in range(3)]).astype(np.float32)
    return field


def _moved(values: Field, motion: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Ghosts along the rows and smeared edges, as a patient who turns the head leaves them."""
    rows = values.shape[1]
    result = (1.0 - 0.6 * motion) * values
    for order, share in ((1, 0.13), (2, 0.09), (3, 0.05), (5, 0.03)):
        for sign in (-1, 1):
            shift = sign * order * rows // 19 + int(rng.integers(-2, 3))
            result = result + motion * share * np.roll(values, shift, axis=1)
    smear = sum(np.roll(result, shift, axis=1) for shift in (-3, -1, 0, 2, 4)) / 5.0
    return np.asarray((1.0 - motion) * result + motion * smear, dtype=np.float32)
