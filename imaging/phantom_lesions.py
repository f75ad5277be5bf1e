"""Pathology of the phantom: cavities, rims, nodules, necrosis, leptomeningeal enhancement, oedema.

Every body has a formula, so that its volume, its margin and all distances are known without a voxel.
Places are LPS mm in patient space (`imaging/phantom_anatomy.py`).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from imaging.geometry import Points
from imaging.phantom_anatomy import (
    BRAIN_MIDDLE,
    CSF,
    GREY,
    Block,
    Canvas,
    Field,
    Head,
    Noise,
    Tissue,
    Vector,
    soft,
    step,
)

FLUID = Tissue(0.24, 0.0, 0.16)
EARLY_FLUID = Tissue(0.34, 0.02, 0.45)
TUMOUR = Tissue(0.72, 0.82, 0.95)
TUMOUR_CORE = Tissue(0.42, 0.12, 1.10)
NECROTIC = Tissue(0.50, 0.10, 1.15)
SURFACE_POINTS = 24_000


@dataclass(frozen=True)
class Body:
    """A smooth, irregular ellipsoid: star-shaped about its centre, the radius a formula of the direction.

    Attributes:
        centre_mm: LPS mm in patient space.
        radii_mm: half-axes along x, y, z before roughening.
        seed: of the irregularity.
        roughness: size of the irregularity relative to the radius; 0 gives a plain ellipsoid.
    """

    centre_mm: Vector
    radii_mm: Vector
    seed: int = 0
    roughness: float = 0.0

    def grown(self, factor: float) -> "Body":
        """The same form about the same centre, `factor` times as large."""
        x, y, z = self.radii_mm
        return replace(self, radii_mm=(x * factor, y * factor, z * factor))

    def radius_mm(self, directions: NDArray[np.floating]) -> NDArray[np.float64]:
        """Distance from the centre to the surface along unit `directions`, shape (..., 3), mm."""
        u = np.asarray(directions, dtype=np.float64)
        radius = 1.0 / np.sqrt(np.maximum(((u / self.radii_mm) ** 2).sum(-1), 1e-12))
        if not self.roughness:
            return np.asarray(radius)
        rng = np.random.default_rng([self.seed, 17])
        wave = np.zeros(u.shape[:-1])
        for frequency in (1.6, 2.3, 3.1, 4.0):
            axis = rng.standard_normal(3)
            axis *= frequency / np.linalg.norm(axis)
            wave += np.sin(u @ axis + rng.uniform(0, 2 * np.pi)) / frequency
        return np.asarray(radius * (1.0 + self.roughness * wave))

    @cached_property
    def directions(self) -> NDArray[np.float64]:
        """Evenly spread unit vectors, shape (n, 3): a Fibonacci lattice on the sphere."""
        k = np.arange(SURFACE_POINTS) + 0.5
        z = 1.0 - 2.0 * k / SURFACE_POINTS
        turn = np.pi * (1.0 + 5.0**0.5) * k
        across = np.sqrt(1.0 - z * z)
        return np.stack([across * np.cos(turn), across * np.sin(turn), z], axis=-1)

    @cached_property
    def surface(self) -> Points:
        """Points of the surface along `directions`, LPS mm."""
        return np.asarray(self.centre_mm + self.directions * self.radius_mm(self.directions)[:, None])

    @cached_property
    def normals(self) -> NDArray[np.float64]:
        """Outward unit normals at `surface`, from the formula by central differences."""
        return self._normals_at(self.surface)

    def _normals_at(self, surface: Points) -> NDArray[np.float64]:
        offset = 1e-3
        gradient = np.stack([self._level(surface + e) - self._level(surface - e) for e in offset * np.eye(3)], axis=-1)
        return np.asarray(gradient / np.linalg.norm(gradient, axis=-1, keepdims=True))

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.surface)

    def _level(self, points: Points) -> NDArray[np.float64]:
        """Distance from the centre relative to the surface's in that direction: below 1 inside."""
        away = np.asarray(points, dtype=np.float64) - self.centre_mm
        length = np.maximum(np.linalg.norm(away, axis=-1), 1e-9)
        return np.asarray(length / self.radius_mm(away / length[..., None]))

    @cached_property
    def volume_ml(self) -> float:
        """Volume, ml: the mean of r³/3 over the sphere."""
        return float((self.radius_mm(self.directions) ** 3).mean() * 4.0 * np.pi / 3.0 / 1000.0)

    @cached_property
    def longest_mm(self) -> float:
        """Greatest extent through the body, mm."""
        spread = self.surface[::6] @ self.directions[::48].T
        return float((spread.max(0) - spread.min(0)).max())

    def contains(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Which of `points`, shape (..., 3), LPS mm, lie inside."""
        return np.asarray(self._level(np.asarray(points, dtype=np.float64)) < 1.0)

    def signed_mm(self, points: ArrayLike) -> NDArray[np.float64]:
        """Shortest distance of `points`, shape (..., 3), to the surface, mm; negative inside."""
        given = np.asarray(points, dtype=np.float64)
        distance, nearest = self._tree.query(given)
        along = ((given - self.surface[nearest]) * self.normals[nearest]).sum(-1)
        # Between the lattice points the tangent plane is nearer to the surface than the points are.
        size = np.where(distance < 1.5, np.abs(along), distance)
        return np.asarray(np.where(self.contains(given), -size, size))

    def shell_ml(self, margin_mm: float) -> float:
        """Volume of the points outside, within `margin_mm` of the surface, ml.

        The parallel surface ``s + margin n`` encloses it (Gauss's theorem on a lattice of latitudes and
        longitudes); true as long as no dent is sharper than the margin, which the gentle roughness keeps to.
        """
        latitudes, longitudes = 240, 480
        theta = (np.arange(latitudes) + 0.5) * np.pi / latitudes
        phi = np.arange(longitudes) * 2.0 * np.pi / longitudes
        ring = np.sin(theta)[:, None]
        directions = np.stack(
            [ring * np.cos(phi), ring * np.sin(phi), np.broadcast_to(np.cos(theta)[:, None], (latitudes, longitudes))],
            axis=-1,
        )
        surface = np.asarray(self.centre_mm) + directions * self.radius_mm(directions)[..., None]

        def enclosed(points: Points) -> float:
            along_theta = np.gradient(points, theta, axis=0, edge_order=2)
            along_phi = (np.roll(points, -1, axis=1) - np.roll(points, 1, axis=1)) / (2.0 * (phi[1] - phi[0]))
            outwards = np.cross(along_theta, along_phi)
            away = points - self.centre_mm
            return float((away * outwards).sum() * (theta[1] - theta[0]) * (phi[1] - phi[0]) / 3.0 / 1000.0)

        return enclosed(surface + margin_mm * self._normals_at(surface)) - enclosed(surface)

    def depth_mm(self, block: Block) -> Field:
        """Depth below the surface over a block, mm (negative outside), first-order exact near the surface."""
        points = block.points()
        away = points - self.centre_mm
        length = np.maximum(np.linalg.norm(away, axis=-1), 1e-3)
        radius = self.radius_mm(away / length[..., None])
        # Where the radius changes with the direction the surface is slanted, and the gap along the ray too long.
        level = length / radius
        spacing = float(points[0, 0, 1, 0] - points[0, 0, 0, 0])
        slope = np.sqrt(sum(g * g for g in np.gradient(level, spacing)))
        return np.asarray((1.0 - level) / np.maximum(slope, 1e-3), dtype=np.float32)


def shortest_mm(lesion: Body, cavity: Body) -> float:
    """Shortest signed distance of the lesion's surface to the cavity's, mm; negative where they overlap."""
    return float(cavity.signed_mm(lesion.surface).min())


@dataclass(frozen=True)
class Cavity:
    """A resection cavity as it looks at one visit.

    Attributes:
        body: its present form.
        early: days after surgery: cloudy fluid, air and swelling, stronger dura.
        rim_mm: thickness of the enhancing rim; 0 for none.
        rim_uptake: contrast uptake of the rim.
    """

    body: Body
    early: bool = False
    rim_mm: float = 0.0
    rim_uptake: float = 0.0

    def paint(self, canvas: Canvas, head: Head) -> None:
        """Draw the skull's opening, the scarred wall, the rim and the fluid."""
        self._paint_craniotomy(canvas, head)
        reach = max(self.body.radii_mm) + 12.0
        block = head.fine.around(self.body.centre_mm, reach)
        edge = max(1.0, head.fine.spacing_mm)
        depth = self.body.depth_mm(block)
        texture = head.texture.on(block)
        inside_skull = step(head.inner_mm[block.where], 1.0, edge)
        gliosis = np.exp(-np.maximum(-depth, 0.0) / 3.0) * inside_skull
        canvas.tint(block, gliosis, Tissue(-0.10, 0.02, 0.45))
        if self.rim_mm > 0:
            # A thin, smooth line on the wall, a little stronger here than there.
            line = step(-depth, -0.3, edge) * step(self.rim_mm + depth, 0.0, edge)
            canvas.tint(block, line * inside_skull * (0.85 + 0.2 * texture), Tissue(0.05, self.rim_uptake, 0.1))
        canvas.paint(block, step(depth, 0.0, edge), EARLY_FLUID if self.early else FLUID)

    def _paint_craniotomy(self, canvas: Canvas, head: Head) -> None:
        x, y, z = np.array(self.body.centre_mm) - BRAIN_MIDDLE
        door, way = head.under_vault((x, y, z))
        block = head.fine.around((float(door[0]), float(door[1]), float(door[2])), 44.0)
        edge = max(1.0, head.fine.spacing_mm)
        away = block.points() - door
        radial = np.sqrt(np.maximum((away**2).sum(-1) - (away @ way) ** 2, 0.0))
        outside = -head.inner_mm[block.where]
        skull = step(outside, 0.5, edge) * step(head.person.skull_mm - 0.5 - outside, 0.0, edge)
        kerf = step(1.1 - np.abs(radial - 25.0), 0.0, edge)
        canvas.paint(block, 0.85 * kerf * skull, GREY)
        flap = soft(24.0 - radial, 0.0, 1.5)
        dura = step(1.6 - np.abs(outside + 0.6), 0.0, edge) * flap
        canvas.tint(block, dura, Tissue(0.15, 0.55 if self.early else 0.35, 0.2))
        if self.early:
            swelling = step(outside, head.person.skull_mm + 0.6, edge) * step(
                4.5 - (outside - head.person.skull_mm), 0, 2
            )
            canvas.paint(block, 0.8 * swelling * soft(30.0 - radial, 0.0, 2.0), Tissue(0.55, 0.15, 0.9))
            hygroma = step(-outside, 0.4, edge) * step(2.6 + outside, 0.0, edge) * soft(21.0 - radial, 0.0, 1.5)
            canvas.paint(block, 0.8 * hygroma, CSF)


@dataclass(frozen=True)
class Nodule:
    """Solid enhancing tumour; larger ones have a darker centre."""

    body: Body
    uptake: float = 1.0

    def paint(self, canvas: Canvas, head: Head) -> None:
        """Draw it."""
        reach = max(self.body.radii_mm) + 4.0
        block = head.fine.around(self.body.centre_mm, reach)
        depth = self.body.depth_mm(block)
        edge = max(1.0, head.fine.spacing_mm)
        tissue = replace(TUMOUR, uptake=TUMOUR.uptake * self.uptake)
        cover = step(depth, 0.0, edge) * (0.94 + 0.06 * head.texture.on(block, (1.6, 1.6, 1.6)))
        canvas.paint(block, np.clip(cover, 0, 1), tissue)
        if min(self.body.radii_mm) > 5.5:
            ragged = depth + 1.1 * head.texture.on(block, (1.6, 1.6, 1.6))
            core = step(ragged, 0.55 * min(self.body.radii_mm), 2.0)
            canvas.paint(block, 0.7 * core, TUMOUR_CORE)


@dataclass(frozen=True)
class Necrosis:
    """Radionecrosis beside a cavity: an irregular ring filled with bubbles, on one side of the cavity.

    Attributes:
        cavity: the cavity beside which it lies.
        towards: direction from the cavity's centre (need not be a unit vector).
        thickness_mm: how far it reaches from the cavity's wall.
        uptake: of its wall.
        seed: of its irregular border and bubbles.
    """

    cavity: Body
    towards: Vector
    thickness_mm: float
    uptake: float
    seed: int

    def paint(self, canvas: Canvas, head: Head) -> None:
        """Draw it; paint the cavity afterwards."""
        reach = max(self.cavity.radii_mm) + self.thickness_mm + 8.0
        block = head.fine.around(self.cavity.centre_mm, reach)
        edge = max(1.0, head.fine.spacing_mm)
        points = block.points() - self.cavity.centre_mm
        towards = np.array(self.towards) / np.linalg.norm(self.towards)
        facing = (points @ towards) / np.maximum(np.linalg.norm(points, axis=-1), 1e-3)
        lobes = Noise(self.seed, 13.0, centre_mm=self.cavity.centre_mm, reach_mm=reach).on(block)
        bubbles = Noise(self.seed + 1, 11.0, centre_mm=self.cavity.centre_mm, reach_mm=reach).on(block)
        away = -self.cavity.depth_mm(block)
        extent = self.thickness_mm * np.clip((facing - 0.15) * 1.5, 0.0, 1.0) * (1.0 + 0.22 * lobes)
        depth = np.asarray(np.minimum(extent - away, step(head.inner_mm[block.where], 2.0, edge) * 50.0 - 1.0))
        inside = step(depth, 0.0, edge) * soft(extent, 1.0, 0.3)
        canvas.paint(block, 0.75 * inside, NECROTIC)
        wall = np.maximum(step(1.9 + 0.5 * lobes - depth, 0.0, edge), 0.8 * soft(0.30 - np.abs(bubbles), 0.0, 0.15))
        canvas.tint(block, inside * wall * (0.85 + 0.15 * lobes), Tissue(0.08, self.uptake, -0.1))


@dataclass(frozen=True)
class Meninges:
    """Leptomeningeal enhancement: thin lines along the sulci and folia within a region."""

    centre_mm: Vector
    reach_mm: float
    uptake: float
    seed: int

    def paint(self, canvas: Canvas, head: Head) -> None:
        """Draw it along the pial surface of cerebrum and cerebellum."""
        for block, pial, width in ((head.brain, head.pial_mm, 0.9), (head.folia_block, head.folia_mm, 0.45)):
            near = [
                slice(*np.searchsorted(axis.ravel(), (c - self.reach_mm - 8.0, c + self.reach_mm + 8.0)).tolist())
                for axis, c in zip((block.z, block.y, block.x), reversed(self.centre_mm), strict=True)
            ]
            z, y, x = (axis.ravel()[cut] for axis, cut in zip((block.z, block.y, block.x), near, strict=True))
            if not (len(x) > 1 and len(y) > 1 and len(z) > 1):
                continue
            where = tuple(slice(a.start + n.start, a.start + n.stop) for a, n in zip(block.where, near, strict=True))
            part = Block((where[0], where[1], where[2]), x[None, None, :], y[None, :, None], z[:, None, None])
            surface = pial[near[0], near[1], near[2]]
            patches = Noise(self.seed, 16.0, centre_mm=self.centre_mm, reach_mm=self.reach_mm + 10.0).on(part)
            away = np.linalg.norm(part.points() - self.centre_mm, axis=-1)
            region = soft(self.reach_mm * (1.0 + 0.15 * patches) - away, 0.0, 2.0) * soft(patches, -0.9, 0.2)
            coat = np.exp(-(((surface - 0.1) / width) ** 2)) * step(head.inner_mm[part.where], 1.5, 1.0)
            canvas.tint(part, np.asarray(coat * region, dtype=np.float32), Tissue(0.05, self.uptake, 0.6))


@dataclass(frozen=True)
class Oedema:
    """Fingers of oedema in the white matter: darker on T1, bright on FLAIR."""

    centre_mm: Vector
    reach_mm: float
    strength: float
    seed: int

    def paint(self, canvas: Canvas, head: Head) -> None:
        """Draw it where the white matter is."""
        block = head.brain
        x, y, z = self.centre_mm
        away = np.sqrt((block.x - x) ** 2 + (block.y - y) ** 2 + (block.z - z) ** 2)
        inside = away < self.reach_mm + 14.0
        where = np.nonzero(inside)
        fingers = Noise(self.seed, 18.0, centre_mm=self.centre_mm, reach_mm=self.reach_mm + 16.0).at(
            block.x.ravel()[where[2]], block.y.ravel()[where[1]], block.z.ravel()[where[0]]
        )
        cover = soft(self.reach_mm + 4.0 * fingers - away[where], 0.0, 2.0) * head.white[where] * self.strength
        shifted = tuple(index + cut.start for index, cut in zip(where, block.where, strict=True))
        canvas.tint(Block(shifted, block.x, block.y, block.z), cover, Tissue(-0.20, 0.0, 0.75))


Lesion = Cavity | Nodule | Necrosis | Meninges | Oedema
PAINTING_ORDER: tuple[type, ...] = (Oedema, Meninges, Necrosis, Cavity, Nodule)
"""What lies over what, lowest first."""
