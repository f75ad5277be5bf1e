"""The cavity's sub-voxel surface, distances to it, and the margin around it.

A voxel mask only says which voxel centres lie inside. Distances taken from voxel centres or faces are off by up to
half a voxel, and a staircase is closer to most points than the smooth shape it stands for: on 0.9 x 0.9 x 3 mm voxels
the 5 mm margin comes out 13 % too small or 8 % too large, by the way of counting. Here the surface is the smoothest one
that leaves every voxel centre on its side; distances to it are Euclidean. See ``docs/design_notes/0004-margin.md``.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import make_interp_spline
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates
from scipy.spatial import KDTree

from imaging.errors import EmptyMask
from imaging.geometry import Grid, Points, RigidTransform
from imaging.volume import Mask

BLOCK_STEP_MM = 0.5
"""Voxel edge of the block on which a surface's distances are kept (domain §2: at most 0.5 mm)."""

BLOCK_REACH_MM = 7.0
"""How far the block reaches beyond the mask: the 5 mm margin, its outline, and some room."""

SMALL_BLOCK = 50_000
"""Blocks of at most this many nodes are computed node by node."""

ROOM_MM = 3.0
"""Room around the mask in which the surface is fitted, mm (at least two voxels)."""

STIFFNESS = 1.5
"""Wavelengths much shorter than 2 pi times this number of voxels are smoothed away, if the voxels allow."""

ROUNDS = 20
"""Rounds of smoothing and putting back; more change a margin by a few tenths of a per cent."""

CENTRING = 0.05
"""Pull towards the middle between the bounds, so that flat faces do not bulge as far as the voxels allow."""

OVER_RELAXATION = 1.6
"""Step length of the rounds (Boyd et al. 2011, §3.4.3, advise 1.5 to 1.8)."""

Values = NDArray[np.float64]
Block = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class CavitySurface:
    """The closed sub-voxel surface of a mask.

    Attributes:
        grid: isotropic block around the mask, axes along the mask's axes, `BLOCK_STEP_MM` steps.
        signed_mm: float32, shape (slice, row, column) of `grid`: signed distance to the surface, negative inside.
        volume_ml: volume enclosed.
        surface_points: LPS mm, shape (n, 3), at most about 0.5 mm apart.
        normals: unit outward normals at `surface_points`, shape (n, 3).
    """

    grid: Grid
    signed_mm: NDArray[np.float32]
    volume_ml: float
    surface_points: Points
    normals: Points

    @property
    def frame(self) -> str:
        """Frame-of-reference UID in which the surface lies."""
        return self.grid.frame

    @cached_property
    def tree(self) -> KDTree:
        """The surface points, ready to be searched."""
        return _search_tree(self.surface_points)

    @property
    def radius_mm(self) -> float:
        """Radius of the sphere of the same volume, mm."""
        return _radius_mm(self.volume_ml)

    def distance_mm(self, points: ArrayLike, frame: str) -> Values:
        """Signed distance of `points`, LPS mm in `frame`, shape (..., 3), to the surface: mm, negative inside.

        Exact to 0.05 mm, also far outside the block.

        Raises:
            FrameMismatch: the points lie in another frame.
        """
        self.grid.require_frame(frame)
        given = np.asarray(points, dtype=np.float64)
        flat = given.reshape(-1, 3)
        _, nearest = self.tree.query(flat)
        distances = _distances(flat, self.surface_points[nearest], self.normals[nearest], self.radius_mm)
        return distances.reshape(given.shape[:-1])

    def moved(self, transform: RigidTransform) -> "CavitySurface":
        """The same surface in the transform's reference frame.

        Raises:
            FrameMismatch: the surface does not lie in the transform's moving frame.
        """
        points = transform.points(self.surface_points, self.frame)
        normals = self.normals @ transform.matrix[:3, :3].T
        grid = Grid(self.grid.shape, transform.matrix @ self.grid.affine, transform.reference_frame)
        return CavitySurface(grid, self.signed_mm, self.volume_ml, points, normals)


@dataclass(frozen=True, eq=False)
class Margin:
    """The shell around a cavity.

    Attributes:
        mask: points outside the cavity and within the margin's width of its surface, on a fine isotropic grid.
        shell_ml: its volume, with partial voxels counted in part.
    """

    mask: Mask
    shell_ml: float


def surface_of(mask: Mask, reach_mm: float = BLOCK_REACH_MM) -> CavitySurface:
    """The sub-voxel surface of `mask`.

    Parts that do not touch are separate pieces of one surface. Enclosed holes have a surface of their own, as drawn.
    Where the mask meets the edge of its grid it ends there: outside the grid nothing is marked. A single voxel becomes
    a rounded body.

    Args:
        mask: at least one voxel marked.
        reach_mm: how far the block of distances extends beyond the mask, mm.

    Raises:
        EmptyMask: nothing is marked.
    """
    inside, first = _cropped(mask)
    steps = np.asarray(mask.grid.spacing_mm)
    extent = (np.asarray(inside.shape) - 1) * steps
    # Even numbers of steps: distances are computed on every second node first, and the last one is such a node.
    counts = 2 * np.ceil((extent + 2 * (reach_mm + steps / 2)) / (2 * BLOCK_STEP_MM)).astype(int) + 1
    start = (extent - (counts - 1) * BLOCK_STEP_MM) / 2
    axes = mask.grid.affine[:3, :3] / steps
    affine = np.eye(4)
    affine[:3, :3] = axes * BLOCK_STEP_MM
    affine[:3, 3] = mask.grid.points(first) + axes @ start
    grid = Grid((int(counts[0]), int(counts[1]), int(counts[2])), affine, mask.grid.frame)

    room = np.maximum(np.ceil(ROOM_MM / steps), 2).astype(int)
    fitted = _fitted(np.pad(inside, [(n, n) for n in room]), steps)
    level = _refined(fitted, steps, start + room * steps, grid.shape)
    crossings, gradients = _crossings(level)
    points = grid.points(crossings)
    # Gradients are covariant: they go from index to LPS by the transposed inverse.
    normals = gradients @ grid.lps_to_index[:3, :3]
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    volume_ml = _enclosed_ml(level, grid)
    signed = _distance_block(level < 0, grid, points, normals, _radius_mm(volume_ml))
    return CavitySurface(grid, signed, volume_ml, points, normals)


def margin_of(surface: CavitySurface, mm: float = 5.0, within: Mask | None = None) -> Margin:
    """The points outside `surface` and within `mm` of it.

    Args:
        surface: the cavity.
        mm: width of the margin, > 0.
        within: cut the margin at this mask (the brain), on any grid of the same frame; outside that grid is outside.

    Returns:
        The margin on the surface's block, enlarged where `mm` reaches beyond it.

    Raises:
        FrameMismatch: `within` lies in another frame.
    """
    grid, signed = reaching(surface, mm)
    share = np.clip(0.5 + (mm - signed) / BLOCK_STEP_MM, 0, 1) - np.clip(0.5 - signed / BLOCK_STEP_MM, 0, 1)
    shell = (signed > 0) & (signed <= mm)
    if within is not None:
        within.grid.require_frame(grid.frame)
        nodes = np.argwhere(share > 0)
        index = within.grid.index(grid.points(nodes))
        kept = map_coordinates(within.values.astype(np.float32), index.T, order=1, mode="constant", cval=0.0)
        at = tuple(nodes.T)
        share[at] *= kept
        shell[at] &= kept >= 0.5
    return Margin(Mask(shell, grid), float(share.sum(dtype=np.float64)) * grid.voxel_ml)


def reaching(surface: CavitySurface, mm: float) -> tuple[Grid, Block]:
    """The surface's block of distances, enlarged where it ends within `mm` of the surface."""
    grid = surface.grid
    index = grid.index(surface.surface_points)
    needed = mm / BLOCK_STEP_MM + 2
    room = min(float(index.min()), float((np.asarray(grid.shape) - 1 - index.max(axis=0)).min()))
    if room >= needed:
        return grid, surface.signed_mm
    # An even number of nodes on each side keeps every second node a node of the larger block.
    extra = 2 * int(np.ceil((needed - room) / 2))
    affine = grid.affine.copy()
    affine[:3, 3] = grid.points([-extra] * 3)
    slices, rows, columns = (n + 2 * extra for n in grid.shape)
    larger = Grid((slices, rows, columns), affine, grid.frame)
    inside = np.pad(surface.signed_mm < 0, extra)
    return larger, _distance_block(inside, larger, surface.surface_points, surface.normals, surface.radius_mm)


def _cropped(mask: Mask) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """The smallest box that holds the mask, and the index of its first voxel."""
    low, high = np.zeros(3, dtype=np.intp), np.zeros(3, dtype=np.intp)
    box = mask.values
    for axis in range(3):
        marked = np.flatnonzero(box.any(axis=tuple(other for other in range(3) if other != axis)))
        if not len(marked):
            raise EmptyMask()
        low[axis], high[axis] = marked[0], marked[-1]
        box = np.take(box, range(marked[0], marked[-1] + 1), axis=axis) if axis else box[marked[0] : marked[-1] + 1]
    return box, low


def _fitted(inside: NDArray[np.bool_], steps: Values) -> Block:
    """The smoothest function that is negative at the marked voxel centres, positive at others, and about a distance.

    Near the surface the voxels bound the signed distance from both sides: it is at most the distance to the nearest
    centre of the other kind, and less than that by at most one voxel along the normal. Smoothness is measured by the
    third differences along each axis, so that spheres and ellipsoids (second degree) count as perfectly smooth and
    are not flattened. The two wishes are joined by alternating directions (Boyd et al. 2011): smooth, then put back
    between the bounds, each round remembering what was put back.

    Args:
        inside: the mask with room around it.
        steps: voxel edges along (slice, row, column), mm.

    Returns:
        The function's value at each voxel centre, mm, negative inside.
    """
    to_other = np.where(inside, distance_transform_edt(inside, sampling=steps), 0)
    to_other += np.where(inside, 0, distance_transform_edt(~inside, sampling=steps))
    sign = np.where(inside, -1.0, 1.0)
    gradient = np.stack([*np.gradient(gaussian_filter(sign * to_other, 1.0), *steps)], axis=-1)
    slope = np.linalg.norm(gradient, axis=-1)
    gradient /= np.maximum(slope, 1.0)[..., None]
    # One voxel along the normal; where there is no clear normal (middle of a thin part), the longest edge.
    gap = np.linalg.norm(gradient * steps, axis=-1) + (1 - np.minimum(slope, 1.0)) * steps.max()
    near = to_other <= 2 * gap
    least = np.where(near, np.maximum(to_other - gap, 0.02 * steps.min()), 0.02 * steps.min())
    most = np.where(near, to_other, np.inf)
    low = np.where(inside, -most, least).astype(np.float32)
    high = np.where(inside, -least, most).astype(np.float32)

    smoothers = [
        _smoother(n, STIFFNESS * float(np.prod(steps)) ** (1 / 3) / step)
        for n, step in zip(inside.shape, steps, strict=True)
    ]
    middle = (sign * np.maximum(to_other - gap / 2, 0)).astype(np.float32)
    bounded = middle
    put_back = np.zeros_like(bounded)
    for _ in range(ROUNDS):
        wished = (
            OVER_RELAXATION * _along_axes(smoothers, bounded - put_back) + (1 - OVER_RELAXATION) * bounded + put_back
        )
        bounded = np.clip((wished + CENTRING * middle) / (1 + CENTRING), low, high)
        put_back = wished - bounded
    return np.clip(_along_axes(smoothers, bounded - put_back), low, high)


def _smoother(count: int, stiffness: float) -> Block:
    """Matrix that smooths `count` equidistant values by penalising their third differences (Whittaker 1923)."""
    third = np.diff(np.eye(count), 3, axis=0)
    return np.linalg.inv(np.eye(count) + stiffness**6 * third.T @ third).astype(np.float32)


def _along_axes(matrices: list[Block], values: Block) -> Block:
    """Apply one matrix to each axis of `values`."""
    for matrix in reversed(matrices):
        # The last axis goes in, the result comes out first: after three turns the order is as before. Many small
        # products stay in this thread, where one large one would wait for threads that other work keeps busy.
        values = np.ascontiguousarray(np.moveaxis(values @ matrix.T, -1, 0))
    return values


def _refined(fitted: Block, steps: Values, start: Values, shape: tuple[int, int, int]) -> Block:
    """`fitted` at the block's nodes, by cubic splines; beyond its edge the value of the edge.

    Args:
        fitted: values at voxel centres.
        steps: voxel edges, mm.
        start: place of the block's first node along each axis, mm from the first voxel centre.
        shape: of the block.
    """
    matrices = []
    for axis in range(3):
        centres = steps[axis] * np.arange(fitted.shape[axis])
        nodes = np.clip(start[axis] + BLOCK_STEP_MM * np.arange(shape[axis]), 0, centres[-1])
        matrices.append(make_interp_spline(centres, np.eye(len(centres)))(nodes).astype(np.float32))
    return _along_axes(matrices, fitted)


def _between(axis: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Slices of a block that pair each node with the next one along `axis`."""
    before = tuple(slice(0, -1) if a == axis else slice(None) for a in range(3))
    after = tuple(slice(1, None) if a == axis else slice(None) for a in range(3))
    return before, after


def _crossings(level: Block) -> tuple[Values, Values]:
    """Index positions where `level` crosses zero between neighbouring nodes, and its gradient there (per index)."""
    positions, gradients = [], []
    inside = level < 0
    for axis in range(3):
        before, after = _between(axis)
        lower = np.argwhere(inside[before] != inside[after])
        upper = lower.copy()
        upper[:, axis] += 1
        a, b = level[tuple(lower.T)].astype(np.float64), level[tuple(upper.T)].astype(np.float64)
        share = (a / (a - b))[:, None]
        positions.append((1 - share) * lower + share * upper)
        gradients.append((1 - share) * _gradient_at(level, lower) + share * _gradient_at(level, upper))
    return np.concatenate(positions), np.concatenate(gradients)


def _gradient_at(level: Block, nodes: NDArray[np.intp]) -> Values:
    """Central differences of `level` at `nodes`, per index."""
    gradient = np.empty(nodes.shape)
    for axis in range(3):
        ahead, behind = nodes.copy(), nodes.copy()
        ahead[:, axis] = np.minimum(ahead[:, axis] + 1, level.shape[axis] - 1)
        behind[:, axis] = np.maximum(behind[:, axis] - 1, 0)
        gradient[:, axis] = (level[tuple(ahead.T)] - level[tuple(behind.T)]) / 2
    return gradient


def _search_tree(points: Points) -> KDTree:
    # Surface points are spread evenly already: the balanced tree is slower to build and to search.
    return KDTree(points, leafsize=32, balanced_tree=False)


def _radius_mm(volume_ml: float) -> float:
    return float((750.0 * volume_ml / np.pi) ** (1 / 3))


def _distances(points: Points, feet: Points, normals: Points, radius_mm: float) -> Values:
    """Signed distances, mm, of `points` to a surface that runs through `feet` (near their closest points).

    If a foot is not quite the closest point, the distance to it is too large and the distance to its tangent plane
    too small; on a sphere of the given radius the weights below cancel the two errors to second order.
    """
    offsets = points - feet
    plane = np.einsum("...i,...i", offsets, normals)
    straight = np.copysign(np.sqrt(np.einsum("...i,...i", offsets, offsets)), plane)
    held = np.maximum(straight, -radius_mm / 2)
    share = held / (held + radius_mm)
    return np.asarray(share * straight + (1 - share) * plane)


def _distance_block(inside: NDArray[np.bool_], grid: Grid, points: Points, normals: Points, radius_mm: float) -> Block:
    """Signed distances on every node of `grid`, mm: computed on every second node, cubic interpolation between.

    Each node takes the foot of the nearest node that lies beside the surface. On a small block, whose surface may be
    smaller than the steps, every node is searched its own foot instead.

    Args:
        inside: which nodes of `grid` lie inside.
        grid: odd numbers of nodes.
        points: samples of the surface, LPS mm.
        normals: unit outward normals there.
        radius_mm: of the sphere of the same volume.
    """
    tree = _search_tree(points)
    if inside.size <= SMALL_BLOCK:
        nodes = grid.points(np.moveaxis(np.indices(inside.shape), 0, -1))
        _, closest_sample = tree.query(nodes)
        distances = np.abs(_distances(nodes, points[closest_sample], normals[closest_sample], radius_mm))
        return np.where(inside, -distances, distances).astype(np.float32)
    sparse = inside[::2, ::2, ::2]
    # Every sample marks the node nearest to it, so that no piece is too small to be seen.
    beside = np.zeros(sparse.shape, dtype=np.bool_)
    beside[tuple(np.rint(grid.index(points) / 2).astype(np.intp).T)] = True
    seeds = np.argwhere(beside)
    seed_points = grid.points(2 * seeds)
    _, nearest = tree.query(seed_points)
    seed_normals = normals[nearest]
    plane = np.einsum("ij,ij->i", seed_points - points[nearest], seed_normals)
    feet = seed_points - plane[:, None] * seed_normals

    seed_number = np.zeros(sparse.shape, dtype=np.intp)
    seed_number[tuple(seeds.T)] = np.arange(len(seeds))
    closest = distance_transform_edt(~beside, return_distances=False, return_indices=True)
    taken = seed_number[tuple(closest)]
    nodes = grid.points(2 * np.moveaxis(np.indices(sparse.shape), 0, -1))
    distances = np.abs(_distances(nodes, feet[taken], seed_normals[taken], radius_mm))
    signed = np.where(sparse, -distances, distances).astype(np.float32)
    for axis in range(3):
        signed = _doubled(signed, axis)
    return signed


def _doubled(values: Block, axis: int) -> Block:
    """`values` with a node put between each two along `axis`, by cubic (Catmull-Rom) interpolation."""
    v = np.moveaxis(values, axis, 0)
    padded = np.concatenate([2 * v[:1] - v[1:2], v, 2 * v[-1:] - v[-2:-1]])
    result = np.empty((2 * len(v) - 1, *v.shape[1:]), dtype=np.float32)
    result[::2] = v
    result[1::2] = (9 * (v[:-1] + v[1:]) - padded[:-3] - padded[3:]) / 16
    return np.moveaxis(result, 0, axis)


def _enclosed_ml(signed: Block, grid: Grid) -> float:
    """Volume where `signed` is negative; a node near the surface counts by the share of its cell that is inside."""
    return float(np.clip(0.5 - signed / BLOCK_STEP_MM, 0, 1).sum(dtype=np.float64)) * grid.voxel_ml
