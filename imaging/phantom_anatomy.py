"""The healthy head of a phantom patient, painted once on a fine grid from formulas and a seed.

Patient space: LPS mm with the origin near the anterior commissure, axes as in the usual stereotaxic atlases
(x to the Left, y to Posterior, z to Superior). Nothing is read from a template: the brain's outline, its
folding (level sets of band-passed noise drawn along the surface), ventricles, nuclei, cerebellum, skull,
scalp, face and vessels are all drawn here, so that every seed gives another person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Affine, Grid

Field = NDArray[np.floating[Any]]
"""Values over a block of the fine grid, axis order (slice, row, column), or broadcastable to it."""

Vector = tuple[float, float, float]

HEAD_LOW_MM: Vector = (-94.0, -122.0, -118.0)
HEAD_HIGH_MM: Vector = (94.0, 130.0, 108.0)
BRAIN_MIDDLE = np.array([0.0, 18.0, 8.0])


@dataclass(frozen=True)
class Tissue:
    """Brightness of a tissue, white matter of the native T1 = 1.

    Attributes:
        t1: native T1 weighting.
        uptake: what contrast agent adds to it.
        flair: FLAIR weighting.
    """

    t1: float
    uptake: float
    flair: float


AIR = Tissue(0.0, 0.0, 0.0)
SKIN = Tissue(0.95, 0.12, 0.55)
FAT = Tissue(1.50, 0.0, 1.05)
MUSCLE = Tissue(0.52, 0.10, 0.40)
BONE = Tissue(0.06, 0.0, 0.05)
MARROW = Tissue(1.10, 0.05, 0.60)
DURA = Tissue(0.35, 0.30, 0.40)
CSF = Tissue(0.20, 0.0, 0.10)
GREY = Tissue(0.71, 0.03, 0.92)
WHITE = Tissue(1.0, 0.01, 0.74)
NUCLEI = Tissue(0.82, 0.03, 0.84)
PALLIDUM = Tissue(0.93, 0.02, 0.70)
CEREBELLAR_GREY = Tissue(0.78, 0.03, 0.88)
VESSEL = Tissue(0.25, 1.55, 0.10)
SMALL_VESSEL = Tissue(0.30, 1.10, 0.20)
CHOROID = Tissue(0.55, 0.85, 0.55)
PITUITARY = Tissue(0.80, 0.65, 0.70)
MUCOSA = Tissue(0.60, 0.55, 0.95)
VITREOUS = Tissue(0.22, 0.0, 0.08)
LENS = Tissue(0.60, 0.0, 0.40)
OPTIC = Tissue(0.85, 0.02, 0.75)


@dataclass(frozen=True)
class Block:
    """Voxels of the fine grid (a box, or a list of voxels): where they lie and their coordinates, mm."""

    where: tuple[Any, ...]  # slices, or arrays of indices
    x: Field
    y: Field
    z: Field

    def points(self) -> NDArray[np.float64]:
        """Voxel centres, shape (slices, rows, columns, 3), LPS mm."""
        return np.stack(np.broadcast_arrays(self.x, self.y, self.z), axis=-1).astype(np.float64)


@dataclass(frozen=True)
class FineGrid:
    """The isotropic grid in patient space on which a head is painted."""

    spacing_mm: float

    @cached_property
    def axes(self) -> tuple[Field, Field, Field]:
        """Coordinates along x, y, z, mm."""
        spans = zip(HEAD_LOW_MM, HEAD_HIGH_MM, strict=True)
        x, y, z = (np.arange(low, high, self.spacing_mm, dtype=np.float32) for low, high in spans)
        return x, y, z

    @property
    def shape(self) -> tuple[int, int, int]:
        """(slices, rows, columns)."""
        x, y, z = self.axes
        return len(z), len(y), len(x)

    def grid(self, frame: str) -> Grid:
        """The same as a `Grid` in the patient's frame."""
        affine: Affine = np.eye(4)
        affine[:3, :3] = self.spacing_mm * np.eye(3)[:, ::-1]
        affine[:3, 3] = HEAD_LOW_MM
        return Grid(self.shape, affine, frame)

    def block(self, low: Iterable[float], high: Iterable[float]) -> Block:
        """The part of the grid between two corners (x, y, z), mm."""
        cuts = []
        for axis, lowest, highest in zip(self.axes, low, high, strict=True):
            first, last = (int(i) for i in np.searchsorted(axis, (lowest, highest)))
            first = min(first, len(axis) - 2)
            cuts.append(slice(first, min(max(last, first + 2), len(axis))))
        x, y, z = (axis[cut] for axis, cut in zip(self.axes, cuts, strict=True))
        return Block((cuts[2], cuts[1], cuts[0]), x[None, None, :], y[None, :, None], z[:, None, None])

    def around(self, centre: Vector, reach: Vector | float) -> Block:
        """The box that reaches `reach` mm from `centre`."""
        reaches = (reach, reach, reach) if isinstance(reach, float | int) else reach
        return self.block(
            [c - r for c, r in zip(centre, reaches, strict=True)], [c + r for c, r in zip(centre, reaches, strict=True)]
        )

    def whole(self) -> Block:
        """All of it."""
        return self.block(HEAD_LOW_MM, [high + 1.0 for high in HEAD_HIGH_MM])


def interpolated(values: Field, index: list[NDArray[np.floating[Any]]]) -> Field:
    """`values` at the lattice of continuous indices given per axis, linear between neighbours."""
    for axis, places in enumerate(index):
        last = values.shape[axis] - 1
        places = np.clip(places, 0.0, last)
        below = np.minimum(places.astype(np.intp), max(last - 1, 0))
        share = (places - below).astype(np.float32).reshape([-1 if a == axis else 1 for a in range(3)])
        lower = np.take(values, below, axis=axis)
        upper = np.take(values, np.minimum(below + 1, last), axis=axis)
        upper -= lower
        upper *= share
        upper += lower
        values = upper
    return values


class Noise:
    """Smooth random field over patient space: band-passed white noise, zero mean, unit spread.

    Sampled at any point, so the same seed gives the same field on every grid.
    """

    def __init__(
        self, seed: int, wavelength_mm: float, *, centre_mm: Vector = (0.0, 0.0, 0.0), reach_mm: float = 130.0
    ) -> None:
        self._step = max(1.4, wavelength_mm / 7.0)
        self._low = [c - reach_mm for c in centre_mm]
        count = int(2 * reach_mm / self._step) + 1
        white = np.random.default_rng(seed).standard_normal((count, count, count), dtype=np.float32)
        sigma = wavelength_mm / (5.0 * self._step)
        smooth = ndimage.gaussian_filter(white, sigma, mode="wrap")
        smooth -= ndimage.gaussian_filter(smooth, sigma, mode="wrap")
        self._values = smooth / smooth.std()

    def on(self, block: Block, stretch: Vector = (1.0, 1.0, 1.0)) -> Field:
        """Values over a block, its coordinates first multiplied by `stretch` (x, y, z)."""
        axes = (block.z.ravel() * stretch[2], block.y.ravel() * stretch[1], block.x.ravel() * stretch[0])
        return interpolated(
            self._values, [(axis - low) / self._step for axis, low in zip(axes, self._low[::-1], strict=True)]
        )

    def at(self, x: Field, y: Field, z: Field) -> Field:
        """Values at the points (x, y, z), mm; arrays that broadcast together."""
        index = [
            (np.asarray(axis, dtype=np.float32) - np.float32(low)) / np.float32(self._step)
            for axis, low in zip((z, y, x), self._low[::-1], strict=True)
        ]
        points = np.stack([part.ravel() for part in np.broadcast_arrays(*index)])
        shape = np.broadcast_shapes(*(part.shape for part in index))
        sampled = ndimage.map_coordinates(self._values, points, order=1, mode="grid-wrap", output=np.float32)
        return np.asarray(sampled.reshape(shape), dtype=np.float32)


def ellipsoid_mm(block: Block, centre: Vector, radii: Vector) -> Field:
    """Depth below an ellipsoid's surface, mm (negative outside); first-order exact near the surface."""
    x, y, z = ((axis - c) / r for axis, c, r in zip((block.x, block.y, block.z), centre, radii, strict=True))
    k0 = np.sqrt(x * x + y * y + z * z) + 1e-6
    k1 = np.sqrt((x / radii[0]) ** 2 + (y / radii[1]) ** 2 + (z / radii[2]) ** 2) + 1e-6
    return np.asarray(k0 * (1.0 - k0) / k1, dtype=np.float32)


def tube_mm(block: Block, path: list[Vector], radii: list[float], squash: Vector = (1.0, 1.0, 1.0)) -> Field:
    """Depth below the surface of a tube along `path` with varying radius, mm (negative outside).

    `squash` widens (<1) or flattens (>1) the cross-section along x, y, z.
    """
    shape = np.broadcast_shapes(block.x.shape, block.y.shape, block.z.shape)
    depth = np.full(shape, -1e3, dtype=np.float32)
    for (start, end), (thick, thin) in zip(pairwise(path), pairwise(radii), strict=True):
        a = np.array(start) * squash
        ab = np.array(end) * squash - a
        px, py, pz = block.x * squash[0] - a[0], block.y * squash[1] - a[1], block.z * squash[2] - a[2]
        t = np.clip((px * ab[0] + py * ab[1] + pz * ab[2]) / float(ab @ ab), 0.0, 1.0)
        away = np.sqrt((px - t * ab[0]) ** 2 + (py - t * ab[1]) ** 2 + (pz - t * ab[2]) ** 2)
        np.maximum(depth, thick + t * (thin - thick) - away, out=depth)
    return depth


def smooth_union(first: Field, second: Field, blend_mm: float) -> Field:
    """Depth below the union of two bodies, rounded where they meet."""
    h = np.clip(0.5 + 0.5 * (first - second) / blend_mm, 0.0, 1.0)
    return np.asarray(second + (first - second) * h + blend_mm * h * (1.0 - h), dtype=np.float32)


def step(value: Field, edge: Field | float, width: float) -> Field:
    """0 below `edge`, 1 above, straight over `width` (the partial volume of a surface)."""
    return np.asarray(np.clip((value - edge) / width + 0.5, 0.0, 1.0), dtype=np.float32)


def soft(value: Field, edge: Field | float, width: float) -> Field:
    """Logistic step, for shapes rather than for partial volume."""
    return np.asarray(1.0 / (1.0 + np.exp(np.clip(-(value - edge) / width, -30, 30))), dtype=np.float32)


class Canvas:
    """Three pictures of the same head: native T1, uptake of contrast agent, FLAIR."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.t1 = np.zeros(shape, dtype=np.float32)
        self.uptake = np.zeros(shape, dtype=np.float32)
        self.flair = np.zeros(shape, dtype=np.float32)

    def copy(self) -> "Canvas":
        """A canvas of its own, to paint one visit's findings on."""
        twin = Canvas.__new__(Canvas)
        twin.t1, twin.uptake, twin.flair = self.t1.copy(), self.uptake.copy(), self.flair.copy()
        return twin

    def paint(self, block: Block, cover: Field, tissue: Tissue) -> None:
        """Lay `tissue` over the block where `cover` (0..1) says so."""
        for picture, value in ((self.t1, tissue.t1), (self.uptake, tissue.uptake), (self.flair, tissue.flair)):
            part = picture[block.where]
            picture[block.where] = part + cover * (value - part)

    def tint(self, block: Block, cover: Field, tissue: Tissue) -> None:
        """Add `tissue`'s values, weighted by `cover`, to what is there."""
        for picture, value in ((self.t1, tissue.t1), (self.uptake, tissue.uptake), (self.flair, tissue.flair)):
            if value:
                picture[block.where] += cover * value


@dataclass(frozen=True)
class Person:
    """What differs from one phantom patient to the next, drawn from the seed."""

    seed: int
    scale: Vector  # brain size relative to the atlas, along x, y, z
    taper: float  # how much narrower the forehead is than the parietal region
    ventricle: float  # radius of the ventricles relative to the usual
    sulcus_mm: float  # half-width added to the sulci (atrophy)
    skull_mm: float
    scalp_mm: float
    wavelength_mm: float  # of the cortical folding
    tilt: Vector  # asymmetry, mm

    @classmethod
    def drawn(cls, seed: int) -> "Person":
        """The person of a seed."""
        rng = np.random.default_rng([seed, 71])

        def between(low: float, high: float) -> float:
            return float(rng.uniform(low, high))

        size = between(0.93, 1.0)
        return cls(
            seed=seed,
            scale=(size * between(0.97, 1.03), size * between(0.96, 1.02), size * between(0.97, 1.02)),
            taper=between(0.08, 0.16),
            ventricle=between(0.75, 1.25),
            sulcus_mm=between(0.0, 0.35),
            skull_mm=between(5.0, 6.8),
            scalp_mm=between(5.0, 7.5),
            wavelength_mm=between(29.0, 34.0),
            tilt=(between(-1.5, 1.5), between(-3, 3), between(-2, 2)),
        )


class Head:
    """A healthy head.

    Attributes:
        canvas: the painted pictures on the fine grid.
        pial_mm: depth below the pial surface over `brain` (negative in the subarachnoid space), mm.
        white: share of white matter over `brain`, 0..1.
        inner_mm: depth below the inner table of the skull over the whole grid, mm.
        texture: fine-grained noise that other parts may share.
    """

    def __init__(self, person: Person, spacing_mm: float) -> None:
        self.person = person
        self.fine = FineGrid(spacing_mm)
        self.canvas = Canvas(self.fine.shape)
        self.brain = self.fine.block((-76, -80, -70), (76, 116, 86))
        self.everywhere = self.fine.whole()
        self._edge = max(1.0, spacing_mm)
        self.texture = Noise(person.seed * 100 + 1, 9.0)
        self._drift = Noise(person.seed * 100 + 2, 45.0)
        self.inner_mm = self._coarsely(self._cranial_cavity, self.everywhere)
        self._paint_soft_tissue_and_skull()
        self._paint_face()
        self.pial_mm, self.white = self._paint_cerebrum()
        self._paint_deep_structures()
        self._paint_cerebellum_and_stem()
        self._paint_vessels()

    def under_vault(self, towards: Vector) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where a ray from the middle of the brain meets the inner table, LPS mm, and its unit direction.

        Args:
            towards: direction, patient space; need not be a unit vector.
        """
        way = np.array(towards) / np.linalg.norm(towards)
        places = BRAIN_MIDDLE + np.linspace(30.0, 110.0, 161)[:, None] * way
        last = np.array(self.fine.shape) - 1
        nearest = (places - np.array(HEAD_LOW_MM))[:, ::-1] / self.fine.spacing_mm
        index = np.clip(np.rint(nearest).astype(int), 0, last)
        inside = self.inner_mm[index[:, 0], index[:, 1], index[:, 2]] > 0
        return places[np.flatnonzero(inside)[-1]], way

    # --- outlines -------------------------------------------------------------------------------------------

    def _body(self, block: Block) -> Block:
        """The block in atlas coordinates: the person's size, taper and asymmetry taken out."""
        sx, sy, sz = self.person.scale
        y = (block.y - self.person.tilt[1] * block.x / 70.0) / sy
        # The brain is widest behind the ears: x shrinks in front and grows a little behind.
        narrow = 1.0 + self.person.taper * np.tanh((y - 18.0) / 60.0) - 0.03
        x = (block.x - self.person.tilt[0]) / (sx * narrow)
        z = (block.z - self.person.tilt[2] * block.x / 70.0) / sz
        return Block(block.where, *(np.asarray(axis, dtype=np.float32) for axis in (x, y, z)))

    def cerebral_mm(self, block: Block) -> Field:
        """Depth below the outline of the cerebrum without its folds, mm."""
        b = self._body(block)
        vault = ellipsoid_mm(b, (0.0, 18.0, 11.0), (68.0, 87.0, 67.0))
        side = np.abs(b.x)
        temporal = soft(side, 17.0, 2.5) * soft(b.y, -19.0 - 0.12 * side, 2.5)
        behind = soft(b.y, 42.0, 7.0)
        tent = -2.0 - 0.36 * side - 0.10 * (b.y - 45.0)
        base_temporal = -43.0 + 0.012 * (side - 38.0) ** 2 + 0.25 * np.maximum(b.y - 5.0, 0.0)
        base_front = -19.0 + 0.004 * (side - 20.0) ** 2 + 0.0
        base = base_front + temporal * (base_temporal - base_front)
        base = base + behind * (tent - base)
        floor = (b.z - base) * np.float32(0.85)
        # The temporal pole has a front wall: beyond it lies the greater wing of the sphenoid bone.
        h = np.clip(0.5 - 0.5 * (vault - floor) / 6.0, 0.0, 1.0)
        return np.asarray(vault * h + floor * (1.0 - h) - 6.0 * h * (1.0 - h), dtype=np.float32)

    def cerebellar_mm(self, block: Block) -> Field:
        """Depth below the outline of the cerebellum without its folia, mm."""
        b = self._body(block)
        vermis = ellipsoid_mm(b, (0.0, 55.0, -27.0), (14.0, 26.0, 24.0))
        right = ellipsoid_mm(b, (-25.0, 60.0, -38.0), (29.0, 31.0, 23.0))
        left = ellipsoid_mm(b, (25.0, 60.0, -38.0), (29.0, 31.0, 23.0))
        body = smooth_union(smooth_union(right, vermis, 4.0), smooth_union(left, vermis, 4.0), 1.0)
        tent = 1.0 - 0.42 * np.abs(b.x) - 0.10 * (b.y - 45.0) - b.z
        return np.asarray(np.minimum(body, tent * 0.9), dtype=np.float32)

    def stem_mm(self, block: Block) -> Field:
        """Depth below the surface of midbrain, pons, medulla and cord, mm."""
        b = self._body(block)
        midbrain = ellipsoid_mm(b, (0.0, 21.0, -9.0), (16.0, 13.0, 13.0))
        pons = ellipsoid_mm(b, (0.0, 24.0, -32.0), (16.5, 13.5, 14.5))
        medulla = tube_mm(b, [(0, 33, -40), (0, 40, -62), (0, 45, -90), (0, 47, -125)], [9.0, 7.0, 5.5, 5.0])
        return smooth_union(smooth_union(midbrain, pons, 4.0), medulla, 5.0)

    def _coarsely(self, field: Callable[[Block], Field], block: Block) -> Field:
        """A smooth field over a box of the grid, computed on a coarser lattice and drawn out linearly."""
        step_mm = max(2.2, self.fine.spacing_mm)
        lattice = [
            np.arange(axis.flat[0], axis.flat[-1] + step_mm, step_mm, dtype=np.float32)
            for axis in (block.x, block.y, block.z)
        ]
        coarse = Block((), lattice[0][None, None, :], lattice[1][None, :, None], lattice[2][:, None, None])
        index = [
            (axis.ravel() - places[0]) / step_mm
            for axis, places in zip((block.z, block.y, block.x), reversed(lattice), strict=True)
        ]
        return interpolated(field(coarse), index)

    def _cranial_cavity(self, block: Block) -> Field:
        b = self._body(block)
        cavity = self.cerebral_mm(block) + 1.8
        fossa = np.maximum(self.cerebellar_mm(block) + 2.0, ellipsoid_mm(b, (0.0, 24.0, -24.0), (21.0, 22.0, 38.0)))
        cavity = smooth_union(cavity, fossa, 4.0)
        canal = tube_mm(b, [(0, 37, -55), (0, 43, -75), (0, 47, -130)], [12.0, 9.0, 8.0])
        sella = ellipsoid_mm(b, (0.0, -4.0, -22.0), (15.0, 14.0, 12.0))
        return smooth_union(smooth_union(cavity, canal, 5.0), sella, 6.0)

    # --- skull, scalp, face ---------------------------------------------------------------------------------

    def _bone_mm(self, block: Block, b: Block) -> Field:
        thick_ends = 1.5 * soft(b.z, -22.0, 7.0) * soft(np.abs(b.y - 18.0), 60.0, 8.0)
        return np.asarray(self.person.skull_mm * (0.9 + 0.12 * self._drift.on(block)) + thick_ends, dtype=np.float32)

    def _temple(self, b: Block) -> Field:
        """1 where the temporal muscle lies, 0 elsewhere."""
        oval = np.exp(-(((b.y + 12.0) / 26.0) ** 2) - ((b.z + 8.0) / 30.0) ** 2)
        return np.asarray(oval * soft(np.abs(b.x), 42.0, 5.0), dtype=np.float32)

    def _skin_mm(self, block: Block) -> Field:
        """Depth below the skin, mm."""
        b = self._body(block)
        scalp = self._cranial_cavity(block) + self._bone_mm(block, b) + self.person.scalp_mm + 8.0 * self._temple(b)
        nose = tube_mm(b, [(0, -88, -34), (0, -102, -58)], [6.0, 12.0])
        jaw = ellipsoid_mm(b, (0.0, -58.0, -100.0), (46.0, 40.0, 30.0))
        face = smooth_union(ellipsoid_mm(b, (0.0, -40.0, -62.0), (64.0, 53.0, 56.0)), nose, 8.0)
        cheek = ellipsoid_mm(b, (0.0, -22.0, -50.0), (72.0, 48.0, 46.0))
        face = smooth_union(smooth_union(face, jaw, 20.0), cheek, 12.0)
        neck = tube_mm(b, [(0, 24, -60), (0, 32, -140)], [62.0, 57.0], (1.0, 0.9, 1.0))
        head = smooth_union(scalp, smooth_union(face, neck, 14.0), 10.0)
        for side in (-1.0, 1.0):
            ear = ellipsoid_mm(b, (side * 79.0, 36.0, -32.0), (4.0, 13.0, 24.0))
            head = np.maximum(head, ear)
        return head

    def _paint_soft_tissue_and_skull(self) -> None:
        fine, edge = self.fine, self._edge
        skin = self._coarsely(self._skin_mm, self.everywhere)
        where = np.nonzero((skin > -edge) & (self.inner_mm < 2.0 * edge))
        x, y, z = (axis[index] for axis, index in zip(fine.axes, reversed(where), strict=True))
        block = Block((slice(None),), x, y, z)
        shell = Canvas(x.shape)  # the voxels outside the brain, as a list
        b = self._body(block)
        bone_mm = self._coarsely(lambda coarse: self._bone_mm(coarse, self._body(coarse)), self.everywhere)[where]
        bundles = self.texture.on(self.everywhere, (0.7, 0.7, 0.35))[where]
        drift = self._coarsely(self._drift.on, self.everywhere)[where]
        depth, outside = skin[where], -self.inner_mm[where]
        vault = soft(b.z, -22.0, 7.0)  # 1 over the calvaria, 0 at the skull base
        inside = step(depth, 0.0, edge)
        shell.paint(block, inside, SKIN)
        fat = step(depth, 1.3, edge)
        shell.paint(block, fat * (0.82 + 0.10 * drift), FAT)
        # Galea and temporal muscle over the vault; muscles parted by planes of fat in face and neck.
        galea = step(0.7 - np.abs(outside - bone_mm - 1.0), 0.0, edge) * vault
        planes = (0.45 + 0.55 * soft(np.abs(bundles + 0.6 * drift), 0.25, 0.1)) * step(depth, 5.5 + 2.0 * drift, 3.0)
        temporal = self._temple(b) * soft(outside - bone_mm, 0.8, 0.3) * step(depth, 3.5, edge)
        muscle = np.maximum(np.maximum(0.6 * galea, 1.3 * temporal), (1.0 - vault) * planes)
        shell.paint(block, np.clip(muscle, 0, 1) * fat, MUSCLE)
        bone = step(bone_mm - outside, 0.0, edge) * np.maximum(vault, soft(-outside, -7.0, 0.8)) * inside
        shell.paint(block, bone, BONE)
        table = np.minimum(outside - 1.3, bone_mm - 1.3 - outside)
        marrow = step(table, 0.2, 1.4 * edge) * (0.55 + 0.45 * soft(bundles + drift, -0.3, 0.5)) * bone
        shell.paint(block, marrow * (0.35 + 0.45 * vault), MARROW)
        shell.paint(block, step(-outside, 0.0, edge), DURA)
        shell.paint(block, step(-outside, 0.8, edge), CSF)
        core = self.inner_mm >= 2.0 * edge
        for picture, outer, value in (
            (self.canvas.t1, shell.t1, CSF.t1),
            (self.canvas.uptake, shell.uptake, CSF.uptake),
            (self.canvas.flair, shell.flair, CSF.flair),
        ):
            picture[where] = outer
            picture[core] = value
        self._skin = skin

    def _paint_face(self) -> None:
        fine, edge = self.fine, self._edge
        pneumatic = self.texture
        for side in (-1.0, 1.0):
            block = fine.around((side * 33.0, -54.0, -38.0), (26.0, 46.0, 26.0))
            b = self._body(block)
            orbit = ellipsoid_mm(b, (side * 31.0, -52.0, -38.0), (19.0, 32.0, 18.0))
            wall = step(orbit, -2.2, edge)
            self.canvas.paint(block, wall, BONE)
            self.canvas.paint(block, step(orbit, 0.0, edge), FAT)
            for angle in (0.3, 1.9, 3.4, 5.0):
                course = [
                    (side * 18.0, -24.0, -36.0),
                    (side * 33.0 + 12.5 * np.cos(angle), -58.0, -38.0 + 12.5 * np.sin(angle)),
                ]
                self.canvas.paint(block, step(tube_mm(b, course, [1.8, 2.2]), 0.0, edge), MUSCLE)
            nerve = tube_mm(b, [(side * 12.0, -14.0, -30.0), (side * 32.0, -58.0, -38.0)], [2.0, 2.2])
            self.canvas.paint(block, step(nerve, 0.0, edge), OPTIC)
            globe = ellipsoid_mm(b, (side * 33.0, -69.0, -38.0), (12.2, 12.0, 12.0))
            self.canvas.paint(block, step(globe, -1.0, edge), SKIN)
            self.canvas.paint(block, step(globe, 0.2, edge), VITREOUS)
            lens = ellipsoid_mm(b, (side * 33.0, -77.5, -38.0), (4.6, 2.2, 4.6))
            self.canvas.paint(block, step(lens, 0.0, edge), LENS)
            self._air(fine.around((side * 29.0, -60.0, -70.0), 26.0), (side * 29.0, -58.0, -70.0), (15.0, 18.0, 17.0))
            block = fine.around((side * 56.0, 46.0, -48.0), (18.0, 22.0, 22.0))
            b = self._body(block)
            mastoid = ellipsoid_mm(b, (side * 56.0, 42.0, -46.0), (12.0, 15.0, 18.0))
            outside_brain = step(-self.inner_mm[block.where], 1.5, edge)
            cells = step(mastoid, 0.0, 2.0) * outside_brain
            self.canvas.paint(block, cells, BONE)
            spots = soft(pneumatic.on(block, (2.0, 2.0, 2.0)), 1.0, 0.2)
            self.canvas.paint(block, cells * spots * 0.5, MUCOSA)
        self._air(fine.around((0.0, -84.0, -10.0), 26.0), (-7.0, -78.0, -12.0), (13.0, 6.0, 12.0))
        self._air(fine.around((0.0, -84.0, -10.0), 26.0), (9.0, -78.0, -14.0), (10.0, 5.5, 9.0))
        self._air(fine.around((0.0, -14.0, -42.0), 24.0), (2.0, -13.0, -42.0), (13.0, 12.0, 8.5))
        block = fine.block((-15, -98, -84), (15, -18, -28))
        b = self._body(block)
        nasal = np.maximum(
            ellipsoid_mm(b, (0.0, -52.0, -66.0), (13.0, 38.0, 15.0)),
            ellipsoid_mm(b, (0.0, -46.0, -44.0), (11.0, 24.0, 13.0)),
        )
        self.canvas.paint(block, step(nasal, -1.5, self._edge), MUCOSA)
        shells = np.sin(b.x * 1.25 + 0.8 * np.sin(b.z * 0.35) + 0.6 * np.sin(b.y * 0.3))
        self.canvas.paint(block, step(nasal, 1.0, self._edge) * soft(shells, 0.0, 0.25), AIR)
        block = fine.block((-18, -30, -118), (18, 20, -52))
        b = self._body(block)
        throat = tube_mm(b, [(0, -8, -62), (0, 0, -85), (0, 4, -120)], [8.0, 7.0, 7.0], (0.7, 1.0, 1.0))
        self.canvas.paint(block, step(throat, -2.5, self._edge), MUCOSA)
        self.canvas.paint(block, step(throat, 0.0, self._edge), AIR)

    def _air(self, block: Block, centre: Vector, radii: Vector) -> None:
        """An air cell with thin bright mucosa, kept out of the cranial cavity."""
        b = self._body(block)
        cell = ellipsoid_mm(b, centre, radii) + 1.2 * self.texture.on(block)
        cell = np.minimum(np.minimum(cell, -self.inner_mm[block.where] - 2.0), self._skin[block.where] - 6.0)
        self.canvas.paint(block, step(cell, -1.6, self._edge), BONE)
        self.canvas.paint(block, step(cell, -0.4, self._edge) * 0.8, MUCOSA)
        self.canvas.paint(block, step(cell, 0.7, self._edge), AIR)

    # --- cerebrum -------------------------------------------------------------------------------------------

    def _sulci_mm(self, seed: int, wavelength_mm: float, block: Block) -> Field:
        """Distance to the nearest sulcal sheet, mm: zero set of noise that hardly changes along the depth."""
        noise = Noise(seed, wavelength_mm)

        def folding(coarse: Block) -> Field:
            side = np.where(coarse.x >= 0, np.float32(24.0), np.float32(-24.0))
            cy, cz = np.clip(coarse.y, -28.0, 62.0), np.float32(14.0)
            vx, vy, vz = coarse.x - side, coarse.y - cy, coarse.z - cz
            length = np.sqrt(vx * vx + vy * vy + vz * vz) + 1.0
            pull = np.float32(0.22) + np.float32(0.78 * 46.0) / length
            bend = np.float32(2.2) * self._drift.on(coarse)
            return noise.at(side + vx * pull + bend, cy + vy * pull, cz + vz * pull)

        def steepness(value: Field) -> Field:
            slope = np.sqrt(sum(g * g for g in np.gradient(value, self.fine.spacing_mm)))
            return np.asarray(np.maximum(ndimage.uniform_filter(slope, 3), 0.35 * slope.mean()), dtype=np.float32)

        # Each hemisphere by itself: the field jumps at the midline, under the fissure.
        x = block.x.ravel()
        halves = []
        for cut in (slice(0, int(np.searchsorted(x, 0.0))), slice(int(np.searchsorted(x, 0.0)), len(x))):
            half = Block((), block.x[:, :, cut], block.y, block.z)
            value = self._coarsely(folding, half)
            halves.append(np.abs(value) / steepness(value))
        return np.concatenate(halves, axis=2)

    def _paint_cerebrum(self) -> tuple[Field, Field]:
        person, block, edge = self.person, self.brain, self._edge
        b = self._body(block)
        outline = self._coarsely(self.cerebral_mm, block)
        fine_texture = self.texture.on(block)
        outline += np.float32(0.5) * fine_texture
        drift = self._coarsely(self._drift.on, block)
        seed = person.seed * 100

        # Interhemispheric fissure down to the corpus callosum, whose arch closes it.
        arch = ellipsoid_mm(Block(b.where, np.zeros_like(b.x), b.y, b.z), (0.0, 8.0, 2.0), (1e3, 43.0, 27.0))
        midline = np.abs(b.x + 0.9 * np.float32(self.person.tilt[0]) * np.sin(b.y / 37.0 + b.z / 29.0))
        flank = midline - 1.1 - 0.6 * person.sulcus_mm
        fissure = np.where(arch > 0, np.hypot(np.maximum(flank, 0), arch), flank)
        # Sylvian fissure and insula on both sides.
        side = np.abs(b.x)
        rise = 0.9 * (b.z + 3.0 - 0.42 * (b.y + 12.0) - 0.18 * (side - 48.0) + 3.0 * drift)
        mouth = np.maximum(
            np.abs(rise), np.maximum(34.0 - side, np.maximum(-18.0 - b.y, b.y - 30.0 - 7.0 * fine_texture))
        )
        insula_x = np.abs(side - 38.5 + 0.012 * (b.y + 1.0) ** 2 - 2.0 * drift - 0.9 * fine_texture)
        insula = np.maximum(insula_x, np.maximum(np.abs(rise - 3.0) - 15.0, np.abs(b.y + 1.0) - 21.0))
        sylvian = np.minimum(mouth, insula) - 0.55 - person.sulcus_mm

        depth = np.minimum(outline, np.where(arch > 0, 60.0, midline))
        opening = np.float32(0.2 + person.sulcus_mm) + np.float32(0.8) * np.exp(-np.maximum(depth, 0.0) / 3.0)
        first = self._sulci_mm(seed + 11, person.wavelength_mm, block) - opening
        second = self._sulci_mm(seed + 12, 0.85 * person.wavelength_mm, block) - 0.7 * opening
        reach_first = 15.0 + 4.0 * drift
        reach_second = 5.0 - 4.0 * drift
        central = np.minimum(0.0, ellipsoid_mm(b, (0.0, 10.0, 6.0), (30.0, 52.0, 30.0)))  # no sulci in the core
        reach_first = np.where(central == 0.0, 0.0, reach_first)

        def sheet(across: Field, reach: Field) -> Field:
            below = depth - reach
            return np.where(
                (across < 0) & (below < 0),
                np.maximum(across, below),
                np.hypot(np.maximum(across, 0), np.maximum(below, 0)),
            )

        pial = np.minimum(outline, np.minimum(sheet(first, reach_first), sheet(second, reach_second)))
        pial = np.minimum(pial, np.minimum(fissure, sylvian))
        pial = np.asarray(pial, dtype=np.float32)
        brain = step(pial, 0.0, edge)
        ribbon = np.float32(3.0) + np.float32(0.4) * drift + np.float32(0.25) * fine_texture
        white = step(pial - ribbon, 0.0, 1.3 * edge)
        self.canvas.paint(block, brain, GREY)
        self.canvas.paint(block, white, WHITE)
        self.canvas.tint(block, white * (fine_texture + 2.0 * drift), Tissue(0.008, 0.0, -0.012))
        # Cisterns at the base are part of the outline's floor; the medial temporal lobe leaves room for the stem.
        stem = step(self.stem_mm(block), -3.5, 2.0) * step(-b.z, 4.0, 6.0)
        self.canvas.paint(block, stem, CSF)
        cistern = ellipsoid_mm(b, (0.0, -2.0, -19.0), (13.0, 12.0, 8.0))
        self.canvas.paint(block, step(cistern, 0.0, edge), CSF)
        self._depth_mm = np.asarray(depth, dtype=np.float32)
        self._sulcus_axis_mm = np.asarray(np.minimum(first, second), dtype=np.float32)
        return pial, np.asarray(white * (1.0 - stem), dtype=np.float32)

    def _tube(self, path: list[Vector], radii: list[float], blur_mm: float = 0.0) -> tuple[Block, Field]:
        """A tube given in atlas coordinates: the block that holds it and its cover there."""
        places = np.array(path) * self.person.scale
        block = self.fine.block(places.min(0) - max(radii) - 5.0, places.max(0) + max(radii) + 5.0)
        depth = tube_mm(self._body(block), path, radii)
        return block, step(depth, 0.0, max(self._edge, blur_mm))

    def _lump(self, centre: Vector, radii: Vector, blur_mm: float = 0.0) -> tuple[Block, Field]:
        """An ellipsoid given in atlas coordinates, its outline a little irregular: its block and its cover."""
        place = [c * s for c, s in zip(centre, self.person.scale, strict=True)]
        block = self.fine.around((place[0], place[1], place[2]), (radii[0] + 5.0, radii[1] + 5.0, radii[2] + 5.0))
        depth = ellipsoid_mm(self._body(block), centre, radii) + np.float32(0.5) * self._drift.on(block)
        return block, step(depth, 0.0, max(self._edge, blur_mm))

    def _paint_deep_structures(self) -> None:
        fine, edge, person = self.fine, self._edge, self.person
        rng = np.random.default_rng([person.seed, 5])
        block = fine.block((-40, -46, -24), (40, 64, 42))
        b = self._body(block)
        # Central white matter: capsule, corona radiata, corpus callosum.
        core = ellipsoid_mm(b, (0.0, 8.0, 6.0), (33.0, 46.0, 26.0))
        core = np.minimum(core, b.z + 12.0 + 0.1 * np.abs(b.x))
        self.canvas.paint(block, step(core, 0.0, 3.0), WHITE)
        for side in (-1.0, 1.0):
            shift = side * 0.6 * float(rng.normal())
            for tissue, centre, radii in (
                (NUCLEI, (12.0, 17.0, 6.0), (9.0, 15.0, 9.0)),  # thalamus
                (NUCLEI, (26.0, -2.0, 3.0), (5.2, 17.0, 11.0)),  # putamen
                (NUCLEI, (22.0, -12.0, -2.0), (7.0, 8.0, 7.0)),  # its front, joined with the caudate
                (PALLIDUM, (19.5, 4.0, 1.0), (4.0, 9.5, 6.5)),
            ):
                self.canvas.paint(*self._lump((side * centre[0] + shift, centre[1], centre[2]), radii, 1.6), tissue)
            caudate: list[Vector] = [
                (side * 13.5, -22, 4),
                (side * 15.0, -8, 15),
                (side * 17.5, 8, 21),
                (side * 22.0, 24, 20),
            ]
            self.canvas.paint(*self._tube(caudate, [6.5, 5.0, 3.2, 2.0], 1.6), NUCLEI)
            hippocampus: list[Vector] = [
                (side * 24, -5, -20),
                (side * 28, 12, -16),
                (side * 30, 28, -8),
                (side * 22, 38, 2),
            ]
            self.canvas.paint(*self._tube(hippocampus, [6.5, 5.0, 4.5, 3.5]), GREY)
            self._paint_lateral_ventricle(side, rng)
        block = fine.block((-6, -14, -18), (6, 28, 16))
        b = self._body(block)
        disc = ellipsoid_mm(Block(b.where, np.zeros_like(b.x), b.y, b.z), (0.0, 8.0, 0.0), (1e3, 15.0, 12.0))
        third = np.minimum(1.6 * person.ventricle - np.abs(b.x), disc)
        self.canvas.paint(block, step(third, 0.0, edge), CSF)
        self.canvas.paint(*self._lump((0.0, 40.0, -2.0), (11.0, 5.0, 8.0)), CSF)  # quadrigeminal cistern
        self.canvas.paint(*self._lump((0.0, 35.0, 0.0), (3.0, 4.0, 2.6)), PITUITARY)  # pineal gland

    def _paint_lateral_ventricle(self, side: float, rng: np.random.Generator) -> None:
        wide = self.person.ventricle * float(rng.uniform(0.9, 1.1))
        way = np.array(
            [(5, -31, 3), (7, -24, 11), (8, -8, 19), (11, 8, 22), (16, 22, 20), (23, 35, 14), (26, 42, 8)], dtype=float
        )
        way += rng.normal(0, 0.8, size=way.shape)
        body: list[Vector] = [(side * x, y, z) for x, y, z in way]
        low, high = (-40.0, -40.0, -28.0), (2.0, 80.0, 34.0)
        if side > 0:
            low, high = (-2.0, *low[1:]), (40.0, *high[1:])
        block = self.fine.block(low, high)
        b = self._body(block)
        ventricle = tube_mm(b, body, [wide * r for r in (2.4, 4.2, 4.0, 4.2, 4.8, 6.0, 5.6)])
        horns: tuple[tuple[list[Vector], tuple[float, ...]], ...] = (
            ([(side * 26, 42, 8), (side * 24, 56, 5), (side * 20, 70, 4)], (5.0, 3.4, 1.2)),
            (
                [(side * 27, 40, 6), (side * 34, 26, -8), (side * 35, 8, -17), (side * 30, -6, -20)],
                (4.8, 2.6, 1.9, 1.6),
            ),
        )
        for course, radii in horns:
            ventricle = np.maximum(ventricle, tube_mm(b, course, [wide * r for r in radii]))
        ventricle = np.minimum(ventricle, np.abs(b.x) - 0.8)  # the septum parts the two sides
        self.canvas.paint(block, step(ventricle, 0.0, self._edge), CSF)
        plexus = tube_mm(
            b, [(side * 9, 6, 17), (side * 15, 20, 16), (side * 24, 36, 9), (side * 30, 32, -3)], [0.3, 0.8, 2.8, 1.0]
        )
        frond = plexus + 1.0 * self.texture.on(block, (2.0, 2.0, 2.0))
        self.canvas.paint(block, step(np.minimum(frond, ventricle + 0.5), 0.0, self._edge), CHOROID)

    def _paint_cerebellum_and_stem(self) -> None:
        fine, edge = self.fine, self._edge
        block = fine.block((-64, 2, -118), (64, 104, 8))
        b = self._body(block)
        outline = self.cerebellar_mm(block)
        texture = self.texture.on(block)
        # Folia fan out from the fourth ventricle: sheets of equal angle, closer together near it.
        angle = np.arctan2(b.z + 33.0, b.y - 34.0) + 0.0025 * np.abs(b.x) + 0.022 * texture
        radius = np.sqrt((b.z + 33.0) ** 2 + (b.y - 34.0) ** 2 + 0.35 * b.x**2) + 1.0
        count = 46.0
        phase = angle * count
        gap = (1.0 - np.abs(np.cos(phase / 2.0))) * radius * (2.0 / count) * 1.4
        fine_gap = np.where(outline < 7.0, gap, 9.0)
        coarse = (1.0 - np.abs(np.cos(angle * 7.5 + 0.6))) * radius * 0.28
        coarse = np.where(outline < 17.0, coarse, 9.0)
        fissures = np.minimum(coarse - 0.6, fine_gap - 0.12)
        pial = np.minimum(outline, np.maximum(fissures, 0.0) + 0.15)
        cerebellum = step(outline, 0.0, edge)
        self.canvas.paint(block, cerebellum, CEREBELLAR_GREY)
        arbor = step(outline, 12.0 + 2.0 * texture, 4.0)
        branches = step(np.abs(np.sin(angle * 7.5 + 0.6)), 0.72, 0.25) * step(outline, 5.0, 4.0)
        self.canvas.paint(block, np.maximum(arbor, 0.85 * branches) * cerebellum, WHITE)
        dark = cerebellum * np.clip(1.0 - pial / 0.9, 0.0, 1.0) * 0.62 * (1.0 - 0.8 * arbor)
        self.canvas.paint(block, dark, CSF)
        stem_block = fine.block((-24, 2, -118), (24, 58, 8))
        s = self._body(stem_block)
        stem = self.stem_mm(stem_block)
        cover = step(stem, 0.0, edge)
        self.canvas.paint(stem_block, cover * step(-s.z, -2.0, 4.0), Tissue(0.93, 0.01, 0.76))
        fourth = ellipsoid_mm(s, (0.0, 40.0, -34.0), (7.0, 4.5, 9.0))
        self.canvas.paint(stem_block, step(fourth, 0.0, edge), CSF)
        aqueduct = tube_mm(s, [(0, 20, -2), (0, 31, -14), (0, 38, -28)], [1.0, 1.0, 1.6])
        self.canvas.paint(stem_block, step(aqueduct, 0.0, edge), CSF)
        pituitary_block = fine.around((0.0, -6.0, -33.0), 16.0)
        p = self._body(pituitary_block)
        gland = ellipsoid_mm(p, (0.0, -5.0, -32.0), (6.5, 4.5, 3.4))
        self.canvas.paint(pituitary_block, step(gland, 0.0, edge), PITUITARY)
        stalk = tube_mm(p, [(0, -5, -31), (0, -3, -20)], [1.0, 1.2])
        self.canvas.paint(pituitary_block, step(stalk, 0.0, edge), PITUITARY)
        self.folia_mm = np.asarray(pial, dtype=np.float32)
        self.folia_block = block

    # --- vessels --------------------------------------------------------------------------------------------

    def _paint_vessels(self) -> None:
        fine, edge = self.fine, self._edge
        # Dural sinuses: superior sagittal along the vault's midline, straight, transverse and sigmoid.
        block = fine.block((-9, -76, -30), (9, 118, 98))
        b = self._body(block)
        under_vault = self.inner_mm[block.where]
        above = soft(b.z, 2.0, 6.0) * soft(b.y + 0.35 * b.z, -48.0, 8.0)
        width = 1.6 + 2.6 * np.clip((b.y + 60.0) / 150.0, 0.0, 1.0)
        sagittal = np.minimum(under_vault - 0.3, width * 1.9 - under_vault - np.abs(b.x) * 1.25)
        self.canvas.paint(block, step(sagittal, 0.0, edge) * above, VESSEL)
        falx = 0.55 - np.abs(b.x)
        lens = np.minimum(falx, -ellipsoid_mm(b, (0.0, 8.0, -4.0), (1e3, 52.0, 40.0)))
        in_fissure = step(lens, 0.0, edge) * soft(b.z, 0.0, 3.0) * step(under_vault, 0.0, edge)
        self.canvas.paint(block, 0.75 * in_fissure, DURA)
        for course, radii in self._sinuses_and_arteries():
            vessel_block, cover = self._tube(course, radii)
            self.canvas.paint(vessel_block, cover * step(self.inner_mm[vessel_block.where], -4.0, edge), VESSEL)
        # Tentorium, a thin enhancing sheet above the cerebellum.
        tent_block = fine.block((-56, 30, -36), (56, 104, 12))
        t = self._body(tent_block)
        sheet = np.abs(self.cerebellar_mm(tent_block) + 1.7) * -1.0
        roof = soft(t.z + 0.42 * np.abs(t.x), -16.0, 3.0) * soft(t.y, 44.0, 4.0)
        tent = step(sheet, -0.45, edge) * roof
        self.canvas.paint(tent_block, 0.6 * tent * step(self.inner_mm[tent_block.where], 1.0, edge), DURA)
        # Cortical veins and arteries: dots and short strokes in the mouths of the sulci.
        block = self.brain
        patch = Noise(self.person.seed * 100 + 21, 11.0).on(block)
        calibre = 1.15 - np.abs(self._sulcus_axis_mm + 0.7)
        level = np.abs(self._depth_mm - 1.2) if self.fine.spacing_mm < 3 else np.zeros_like(self._depth_mm)
        small = step(np.minimum(calibre, 1.3 - level), 0.2, edge) * soft(patch, 0.75, 0.15)
        deep = step(calibre - 0.45, 0.2, edge) * soft(patch, 1.45, 0.15) * step(self._depth_mm, 3.0, 1.0)
        outside = step(-self.pial_mm, -0.8, edge)
        self.canvas.paint(block, 0.85 * np.maximum(small, deep) * outside, SMALL_VESSEL)

    def _sinuses_and_arteries(self) -> list[tuple[list[Vector], list[float]]]:
        rng = np.random.default_rng([self.person.seed, 9])
        dominant = -1.0 if rng.random() < 0.7 else 1.0
        courses: list[tuple[list[Vector], list[float]]] = [
            ([(0, 40, 8), (0, 62, 4), (0, 88, -8), (0, 102, -12)], [1.8, 2.0, 2.4, 3.4]),  # Galen, straight sinus
            ([(0, 16, -54), (1, 10, -34), (0, 8, -17)], [2.0, 2.0, 1.7]),  # basilar
        ]
        for side in (-1.0, 1.0):
            wide = 3.8 if side == dominant else 2.4
            courses += [
                (
                    [(0, 103, -13), (side * 28, 93, -21), (side * 50, 68, -26), (side * 56, 48, -30)],
                    [3.4, wide, wide, wide],
                ),
                ([(side * 56, 48, -30), (side * 47, 40, -44), (side * 36, 34, -58)], [wide, wide, 3.2]),
                ([(side * 12, -2, -46), (side * 11, -6, -33), (side * 8, -12, -28), (side * 10, -8, -20)], [2.4] * 4),
                ([(side * 10, -8, -20), (side * 22, -9, -18), (side * 34, -8, -12)], [1.7, 1.5, 1.3]),  # M1
                ([(side * 37, -6, -8), (side * 37, 6, 2), (side * 37, 16, 9)], [1.1, 1.0, 0.9]),  # M2 on the insula
                (
                    [(side * 9, -9, -20), (side * 1.5, -16, -16), (side * 1.5, -36, -2), (side * 1.5, -34, 18)],
                    [1.4, 1.2, 1.2, 1.0],
                ),
                ([(0, 9, -17), (side * 12, 18, -14), (side * 20, 34, -8), (side * 14, 56, -4)], [1.5, 1.2, 1.1, 0.9]),
                ([(side * 2, 34, 7), (side * 3, 22, 13), (side * 6, 8, 14)], [1.0, 0.6, 0.3]),
            ]
        return courses
