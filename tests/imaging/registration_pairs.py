"""Pairs of scans whose motion is known, made from real scans and from phantom heads; and pairs that are no pair.

A head is first drawn out by fifth-order B-spline to voxels of about half a millimetre. What changed between two
visits is drawn there. Both scans of a pair are then taken from it, each in its own pose on its own grid, slices
averaged over their thickness, with shading and Rician noise of their own: no voxel of one falls on one of the other.
"""

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nibabel as nib
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.interpolate import make_interp_spline
from scipy.spatial.transform import Rotation

from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import read_series
from imaging.geometry import Affine, Grid, Points, RigidTransform, apply_affine
from imaging.head import head_mask
from imaging.itk import resample_onto
from imaging.nifti import grid_affine
from imaging.phantom import Phantom, Visit, scan_grid
from imaging.phantom_lesions import Body, Cavity, Nodule, Oedema
from imaging.volume import Volume
from tests.real_data import DATA

Chance = np.random.Generator
Change = Callable[[Volume, Chance], tuple[Volume, Points]]

OPEN_MS = DATA / "open_ms_longitudinal"
TCGA = DATA / "tcga_fg_6692" / "example" / "example_data" / "OtherEXampleFromTCIA"
FOCUS_MM = 18.0
"""Radius of the sphere around a cavity at which errors are looked at."""


@dataclass(frozen=True)
class Pair:
    """Two scans and where the second truly lies.

    Attributes:
        group: what is hard about it.
        truth: ``reference_from_moving``; None where there is none to be found.
        focus: LPS mm in the reference frame, shape (n, 3).
    """

    group: str
    reference: Volume
    moving: Volume
    truth: Affine | None
    focus: Points


# --- heads --------------------------------------------------------------------------------------------------------


def nifti(path: str, frame: str) -> Volume:
    (found,) = DATA.glob(path)
    image = nib.load(found)
    values = np.asarray(image.dataobj, dtype=np.float32).transpose(2, 1, 0)
    return Volume(values, Grid(values.shape, grid_affine(image.affine), frame))


REAL = {
    "philips": "",
    "ms first": "open_ms_longitudinal/raw/patient12/study1_T1W.nii.gz",
    "ms second": "open_ms_longitudinal/raw/patient12/study2_T1W.nii.gz",
    "tcga": "tcga_fg_6692/example/example_data/OtherEXampleFromTCIA/*t1c.nii.gz",
    "mni": "template_mni152_2009_nilearn/mni_icbm152_t1_tal_nlin_sym_09a_converted.nii.gz",
}
"""Native scans: three patients, one of them twice, and a template without its skull."""


def native(name: str) -> Volume:
    """A real scan as it is."""
    if name != "philips":
        return nifti(REAL[name], name)
    with TemporaryDirectory() as folder, tarfile.open(DATA / "philips_t1_sag_mprage/In_cl_170_slices.tar.gz") as packed:
        packed.extractall(folder, filter="data")
        (series,) = scan_folder([Path(folder)]).series
        volume = read_series(series).volume
    return Volume(np.asarray(volume.values, dtype=np.float32), replace(volume.grid, frame=name))


def finer(volume: Volume, edge_mm: float = 0.7) -> Volume:
    """`volume` on voxels of at most `edge_mm`, by fifth-order B-spline along each axis."""
    values = np.asarray(volume.values, dtype=np.float32)
    affine = np.array(volume.grid.affine)
    for axis, mm in enumerate(volume.grid.spacing_mm):
        parts, count = int(np.ceil(mm / edge_mm)), volume.grid.shape[axis]
        if parts == 1:
            continue
        spline = make_interp_spline(np.arange(count), np.eye(count), k=5)
        weights = spline(np.arange((count - 1) * parts + 1) / parts).astype(np.float32)
        values = np.moveaxis(np.tensordot(weights, values, (1, axis)), 0, axis)
        affine[:3, axis] /= parts
    return Volume(np.ascontiguousarray(np.maximum(values, 0.0)), Grid(values.shape, affine, volume.grid.frame))


@lru_cache(maxsize=2)
def real_head(name: str) -> Volume:
    return finer(native(name))


@lru_cache(maxsize=1)
def phantom(seed: int) -> Phantom:
    return Phantom(seed)


def phantom_head(seed: int, weighting: str, visit: Visit | None = None) -> Volume:
    """A phantom's head in T1, T1 with contrast (T1C), FLAIR or T2 weighting, on half a millimetre."""
    person = phantom(seed)
    canvas = person.paint(visit or Visit())
    inside = person.head.inner_mm > 0.0
    values = {
        "T1": canvas.t1,
        "T1C": canvas.t1 + canvas.uptake,
        "FLAIR": canvas.flair,
        "T2": canvas.flair + np.where(inside, 2.2 * np.clip(0.45 - canvas.flair, 0.0, None), 0.0),
    }[weighting]
    place = person.head.fine.grid(person.frame)
    return finer(Volume(1000.0 * np.maximum(values, 0.0).astype(np.float32), place))


def brain_of(head: Volume, seed: int) -> Volume:
    """A phantom's head without its skull and scalp."""
    person = phantom(seed)
    inner = Volume(person.head.inner_mm.astype(np.float32), person.head.fine.grid(person.frame))
    depth = resample_onto(inner, RigidTransform.identity(person.frame), head.grid).values
    return replace(head, values=np.where(depth > 1.5, head.values, np.float32(0.0)))


def thinned(head: Volume) -> Volume:
    """Every fourth voxel along each axis."""
    affine = head.grid.affine @ np.diag([4.0, 4.0, 4.0, 1.0])
    values = head.values[::4, ::4, ::4]
    return Volume(values, Grid(values.shape, affine, head.grid.frame))


def middle_of(head: Volume) -> Points:
    """The middle of the skull's upper part: where brains are."""
    mask = head_mask(thinned(head))
    points = mask.grid.points(np.argwhere(mask.values))
    high = points[points[:, 2] > np.percentile(points[:, 2], 99.5) - 150.0]
    return high.mean(axis=0) + np.array([0.0, 5.0, 10.0])


# --- what changed --------------------------------------------------------------------------------------------------


def place_in(head: Volume, chance: Chance) -> Points:
    """A place in the brain, 25 to 45 mm from its middle."""
    way = chance.normal(size=3) * [1.0, 1.0, 0.7]
    way[2] = abs(way[2])
    return middle_of(head) + way / np.linalg.norm(way) * chance.uniform(25.0, 45.0)


def sphere(centre: Points, radius_mm: float = FOCUS_MM) -> Points:
    """Points all over a sphere, shape (200, 3)."""
    number = np.arange(200) + 0.5
    polar, turn = np.arccos(1.0 - number / 100.0), np.pi * (1.0 + 5**0.5) * number
    unit = np.stack([np.cos(turn) * np.sin(polar), np.sin(turn) * np.sin(polar), np.cos(polar)], axis=1)
    return centre + radius_mm * unit


def around(head: Volume, centre: Points, reach_mm: float) -> tuple[tuple[slice, slice, slice], NDArray[np.float64]]:
    """The box around a place, and the offsets of its voxels from the place, LPS mm."""
    index, half = head.grid.index(centre), reach_mm / np.asarray(head.grid.spacing_mm)
    low = np.clip(np.floor(index - half), 0, np.asarray(head.grid.shape) - 1).astype(int)
    high = np.clip(np.ceil(index + half) + 1, 1, head.grid.shape).astype(int)
    lattice = np.stack(np.meshgrid(*[np.arange(a, b) for a, b in zip(low, high, strict=True)], indexing="ij"), -1)
    where = (slice(low[0], high[0]), slice(low[1], high[1]), slice(low[2], high[2]))
    return where, head.grid.points(lattice) - centre


def painted(head: Volume, centre: Points, radii_mm: Points, value: float, cover: float = 1.0) -> Volume:
    """`head` with an ellipsoid of one brightness, `cover` of it, drawn in; its edge is a millimetre wide."""
    where, offsets = around(head, centre, float(max(radii_mm)) + 4.0)
    radius = np.sqrt(((offsets / radii_mm) ** 2).sum(axis=-1))
    share = cover * np.clip(0.5 + (1.0 - radius) * float(min(radii_mm)), 0.0, 1.0)
    values = np.array(head.values)
    values[where] += (share * (value - values[where])).astype(np.float32)
    return replace(head, values=values)


def bright(head: Volume) -> float:
    """The brightness of white matter, roughly."""
    values = thinned(head).values
    return float(np.percentile(values[values > values.mean()], 80.0))


def pulled(head: Volume, centre: Points, pull_mm: float, inner_mm: float, reach_mm: float) -> Volume:
    """`head` with the tissue around a place drawn towards it (pushed away by a negative pull), less with distance."""
    where, offsets = around(head, centre, reach_mm + 2.0)
    radius = np.maximum(np.linalg.norm(offsets, axis=-1, keepdims=True), 1e-3)
    share = np.clip((reach_mm - radius) / (reach_mm - inner_mm), 0.0, 1.0) * np.clip(radius / inner_mm, 0.0, 1.0)
    from_where = centre + offsets * (1.0 + pull_mm * share / radius)
    index = np.moveaxis(head.grid.index(from_where), -1, 0)
    values = np.array(head.values)
    values[where] = ndimage.map_coordinates(head.values, index, order=1, mode="nearest")
    return replace(head, values=values)


def unchanged(head: Volume, chance: Chance) -> tuple[Volume, Points]:
    return head, place_in(head, chance)


def new_lesion(head: Volume, chance: Chance) -> tuple[Volume, Points]:
    """An enhancing lesion of 30 mm with a dark core."""
    centre = place_in(head, chance)
    solid = painted(head, centre, chance.uniform(14.0, 16.0, 3), 1.6 * bright(head))
    return painted(solid, centre, chance.uniform(6.0, 9.0, 3), 0.3 * bright(head)), centre


def oedema(head: Volume, chance: Chance) -> tuple[Volume, Points]:
    """Swelling 60 mm wide that darkens the white matter and pushes by up to 4 mm."""
    centre = place_in(head, chance)
    swollen = pulled(head, centre, -chance.uniform(1.0, 4.0), 20.0, 40.0)
    return painted(swollen, centre, chance.uniform(26.0, 32.0, 3), 0.55 * bright(head), 0.5), centre


def flap(head: Volume, chance: Chance) -> tuple[Volume, Points]:
    """A craniotomy: scalp swollen by up to 6 mm over 60 mm, the bone under it grey."""
    centre = place_in(head, chance)
    middle = middle_of(head)
    way = (centre - middle) / np.linalg.norm(centre - middle)
    along = middle + np.arange(0.0, 140.0)[:, None] * way
    index = np.clip(np.rint(head.grid.index(along)), 0, np.asarray(head.grid.shape) - 1).astype(int)
    lit = np.flatnonzero(head.values[tuple(index.T)] > 0.2 * bright(head))
    door = along[lit[-1]]
    swollen = pulled(head, door - 12.0 * way, -chance.uniform(3.0, 6.0), 14.0, 34.0)
    return painted(swollen, door - 6.0 * way, np.array([18.0, 18.0, 18.0]), 0.6 * bright(head), 0.7), centre


def cavity(head: Volume, centre: Points, radii_mm: Points) -> Volume:
    rim = painted(head, centre, radii_mm + 2.0, 1.4 * bright(head))
    return painted(rim, centre, radii_mm, 0.2 * bright(head))


def taken(
    head: Volume,
    pose: Affine,
    grid: Grid,
    chance: Chance,
    *,
    noise: float = 0.02,
    bias: float = 0.15,
) -> Volume:
    """A scan of `head` lying in `pose` (scan_from_head) on `grid`: slices averaged, shaded, noisy; uint16."""
    parts = max(1, round(grid.spacing_mm[0] / 0.7))
    affine = np.array(grid.affine)
    affine[:3, 3] -= affine[:3, 0] * (0.5 - 0.5 / parts)
    affine[:3, 0] /= parts
    thin = Grid((grid.shape[0] * parts, *grid.shape[1:]), affine, grid.frame)
    seen = resample_onto(head, RigidTransform(pose, grid.frame, head.grid.frame), thin).values
    values = seen.reshape(grid.shape[0], parts, *grid.shape[1:]).mean(axis=1, dtype=np.float32)
    some = values[::2, ::4, ::4]
    top = float(np.percentile(some[some > some.mean()], 90.0))
    level = np.zeros((1, 1, 1), dtype=np.float32)
    for axis, count in enumerate(grid.shape):
        along = np.linspace(-1.0, 1.0, count, dtype=np.float32)
        wave = chance.uniform(-1, 1) * along + chance.uniform(-1, 1) * along**2
        level = level + wave.astype(np.float32).reshape([-1 if a == axis else 1 for a in range(3)])
    values = values * np.exp(np.float32(bias) * level)
    spread = np.float32(noise * top)
    real = values + spread * chance.standard_normal(values.shape, dtype=np.float32)
    values = np.hypot(real, spread * chance.standard_normal(values.shape, dtype=np.float32))
    return Volume(np.clip(1000.0 / top * values, 0.0, 65535.0).astype(np.uint16), grid)


STYLES: dict[str, tuple[str, tuple[int, int, int], tuple[float, float, float]]] = {
    "sagittal 1": ("sagittal", (176, 240, 240), (1.0, 1.0, 1.0)),
    "axial 0.7": ("axial", (250, 320, 250), (0.7, 0.7, 0.7)),
    "axial 3": ("axial", (56, 256, 220), (3.0, 0.9, 0.9)),
    "axial 5.5": ("axial", (30, 256, 220), (5.5, 0.9, 0.9)),
    "coronal 2": ("coronal", (110, 220, 200), (2.0, 1.0, 1.0)),
}


def laid(style: str, frame: str, centre: Points, chance: Chance, *, cut: bool = False) -> Grid:
    """A scan's grid as planned around a head's middle; `cut` leaves out about a quarter of the head."""
    plane, size, spacing = STYLES[style]
    tilt = chance.uniform(-12.0, 12.0, 3)
    offset = chance.uniform(-6.0, 6.0, 3) - np.array([0.0, 0.0, 15.0])
    place = scan_grid(frame, plane=plane, size=size, spacing_mm=spacing, centre_mm=tuple(centre + offset),
                      tilt_deg=tuple(tilt))  # fmt: skip
    if not cut:
        return place
    axis, side = int(chance.integers(3)), int(chance.integers(2))
    part = round(place.shape[axis] * 0.36)
    affine = np.array(place.affine)
    affine[:3, 3] += affine[:3, axis] * part * side
    shape = [n - part if a == axis else n for a, n in enumerate(place.shape)]
    return Grid((shape[0], shape[1], shape[2]), affine, frame)


def lying(middle: Points, degrees: float, shift_mm: float, chance: Chance) -> Affine:
    """A pose: turned by `degrees` about any axis through `middle`, shifted by `shift_mm` any way."""
    axis, way = chance.normal(size=3), chance.normal(size=3)
    pose = np.eye(4)
    pose[:3, :3] = Rotation.from_rotvec(np.radians(degrees) * axis / np.linalg.norm(axis)).as_matrix()
    pose[:3, 3] = middle - pose[:3, :3] @ middle + shift_mm * way / np.linalg.norm(way)
    return pose


def pair_of(
    group: str,
    before: Volume,
    after: Volume,
    centre: Points,
    chance: Chance,
    *,
    styles: tuple[str, str] = ("sagittal 1", "axial 3"),
    reach: tuple[float, float, float, float] = (2.0, 15.0, 2.0, 20.0),
    cut: bool = False,
    noise: tuple[float, float] = (0.01, 0.035),
    bias: float = 0.15,
) -> Pair:
    """Two scans of one head, `before` and `after`, which share a frame.

    Args:
        group: of the pair.
        before: the head at the reference scan.
        after: the same head, changed.
        centre: of the focus, LPS mm of the head.
        chance: where all chance comes from.
        styles: of the two scans.
        reach: least and greatest turn, degrees, and least and greatest shift, mm, of the second pose.
        cut: leave out a part of the second scan.
        noise: least and greatest.
        bias: of both scans.
    """
    middle = middle_of(before)
    first = lying(middle, chance.uniform(0, 8), chance.uniform(0, 10), chance)
    second = lying(middle, chance.uniform(*reach[:2]), chance.uniform(*reach[2:]), chance) @ first
    fixed = laid(styles[0], "reference", apply_affine(first, middle), chance)
    # The technician follows the head about halfway.
    other = laid(styles[1], "moving", apply_affine(first, middle) * 0.4 + apply_affine(second, middle) * 0.6, chance,
                 cut=cut)  # fmt: skip
    reference = taken(before, first, fixed, chance, noise=chance.uniform(*noise), bias=bias)
    moving = taken(after, second, other, chance, noise=chance.uniform(*noise), bias=bias)
    return Pair(group, reference, moving, first @ np.linalg.inv(second), sphere(apply_affine(first, centre)))


# --- the corpus ----------------------------------------------------------------------------------------------------

FAR = (15.0, 30.0, 15.0, 40.0)
WHOLE_HEADS = ("philips", "ms first", "ms second", "tcga")
HEADS = (*WHOLE_HEADS, "mni")
PEOPLE = (11, 12, 13, 14)
"""Seeds of the phantoms."""

Options = dict[str, object]

ONE_CONTRAST: dict[str, tuple[int, Change, Options]] = {
    "1 mm scans": (3, unchanged, {"styles": ("sagittal 1", "sagittal 1")}),
    "to 30°, 40 mm": (4, unchanged, {"styles": ("sagittal 1", "sagittal 1"), "reach": FAR}),
    "3 mm slices": (3, unchanged, {"styles": ("axial 3", "axial 3")}),
    "sagittal on axial": (3, unchanged, {}),
    "coronal on axial, far": (3, unchanged, {"styles": ("axial 3", "coronal 2"), "reach": FAR}),
    "0.7 on 5.5 mm": (3, unchanged, {"styles": ("axial 5.5", "axial 0.7")}),
    "a quarter cut off": (4, unchanged, {"cut": True}),
    "quarter cut off, far": (4, unchanged, {"cut": True, "reach": (10.0, 30.0, 10.0, 30.0)}),
    "strong shading": (3, unchanged, {"bias": 0.6}),
    "strong noise": (3, unchanged, {"noise": (0.06, 0.12)}),
    "new 3 cm lesion": (3, new_lesion, {}),
    "oedema": (2, oedema, {}),
    "craniotomy": (2, flap, {}),
}
"""Group → pairs from each real head, what changed, how the scans are taken."""


def real_pairs(seed: int, share: float = 1.0, heads: tuple[str, ...] = HEADS) -> Iterator[Pair]:
    """Pairs from real heads; `share` of each group."""
    for name in heads:
        which = HEADS.index(name)
        for number, (group, (count, change, options)) in enumerate(ONE_CONTRAST.items()):
            for turn in range(round(count * share)):
                chance = np.random.default_rng([seed, which, number, turn])
                if name == "mni" and change is flap:
                    continue
                head = real_head(name)
                after, centre = change(head, chance)
                yield pair_of(group, head, after, centre, chance, **options)  # type: ignore[arg-type]
        for turn in range(round(3 * share)):
            chance = np.random.default_rng([seed, which, 99, turn])
            head = real_head(name)
            centre = place_in(head, chance)
            before = cavity(head, centre, chance.uniform(14.0, 19.0, 3))
            shrunk = pulled(head, centre, -chance.uniform(4.0, 8.0), 10.0, 30.0)
            after = cavity(shrunk, centre, chance.uniform(5.0, 8.0, 3))
            yield pair_of("collapsed cavity", before, after, centre, chance)


CONTRASTS = (("T1", "T1C"), ("T1C", "FLAIR"), ("T1C", "T2"))


def phantom_pairs(seed: int, share: float = 1.0, people: tuple[int, ...] = PEOPLE) -> Iterator[Pair]:
    """Pairs of phantom heads: unlike contrasts, without the skull, serial pathology."""
    for person in people:
        for first, second in CONTRASTS:
            before, other = phantom_head(person, first), phantom_head(person, second)
            for turn in range(round(5 * share)):
                chance = np.random.default_rng([seed, person, CONTRASTS.index((first, second)), turn])
                centre = place_in(before, chance)
                styles = (("sagittal 1", "axial 3"), ("axial 3", "axial 5.5"), ("axial 3", "sagittal 1"))[turn % 3]
                yield pair_of(f"{first} on {second}", before, other, centre, chance, styles=styles)
        whole = phantom_head(person, "T1C")
        bare = brain_of(whole, person)
        for turn in range(round(5 * share)):
            chance = np.random.default_rng([seed, person, 10, turn])
            scans = (whole, bare) if turn % 2 else (bare, whole)
            yield pair_of("brain on whole head", *scans, place_in(whole, chance), chance)
        for turn in range(round(3 * share)):
            chance = np.random.default_rng([seed, person, 20, turn])
            side = 1 - 2 * int(chance.integers(2))
            at = (side * chance.uniform(25, 40), chance.uniform(-20, 50), chance.uniform(20, 45))
            radii = tuple(chance.uniform(13, 18, 3))
            grown = (at[0], at[1] + 24.0, at[2])
            early = Visit((Cavity(Body(at, radii), early=True, rim_mm=2.0, rim_uptake=0.5),))
            late = Visit((Cavity(Body(at, tuple(0.5 * r for r in radii)), rim_mm=2.0, rim_uptake=0.3),
                          Nodule(Body(grown, (9.0, 8.0, 9.0))), Oedema(grown, 26.0, 0.8, person)))  # fmt: skip
            before, after = phantom_head(person, "T1C", early), phantom_head(person, "T1C", late)
            yield pair_of("phantom, after surgery", before, after, np.array(at), chance)


def authors_truth(first: str, second: str) -> Affine:
    """``first_from_second`` of two sequences of the patient with multiple sclerosis, by the data's authors.

    Affine, within 1 % of rigid; good to a few tenths of a millimetre.
    """

    def from_common(scan: str) -> Affine:
        study, weighting = scan.split("_")
        raw = OPEN_MS / "raw" / "patient12"
        whole = matrix(raw / f"{study}_FLAIR_to_common_space.txt")
        return whole if weighting == "FLAIR" else matrix(raw / f"{scan}_intrastudy_to_FLAIR.txt") @ whole

    return from_common(first) @ np.linalg.inv(from_common(second))


def matrix(path: Path) -> Affine:
    """An ITK text file's affine transform."""
    lines = dict(line.split(": ") for line in path.read_text(encoding="utf-8").splitlines() if ": " in line)
    numbers = np.array(lines["Parameters"].split(), dtype=np.float64)
    pivot = np.array(lines["FixedParameters"].split(), dtype=np.float64)[:3]
    result = np.eye(4)
    result[:3, :3] = numbers[:9].reshape(3, 3)
    result[:3, 3] = numbers[9:12] + pivot - result[:3, :3] @ pivot
    return result


REAL_UNLIKE = (
    ("study1_T1W", "study1_FLAIR"), ("study1_T1W", "study1_T2W"), ("study2_T1W", "study2_FLAIR"),
    ("study2_T1W", "study2_T2W"), ("study1_T1W", "study2_FLAIR"), ("study1_T1W", "study2_T2W"),
    ("study1_T2W", "study1_FLAIR"), ("study1_FLAIR", "study2_FLAIR"), ("study1_T1W", "study2_T1W"),
)  # fmt: skip


def authors_pairs(seed: int) -> Iterator[Pair]:
    """Real scans of unlike contrast as they are, the second's frame moved; truth is only as good as the authors'."""
    for number, (first, second) in enumerate(REAL_UNLIKE):
        chance = np.random.default_rng([seed, 500, number])
        folder = "open_ms_longitudinal/raw/patient12"
        here, there = (nifti(f"{folder}/{scan}.nii.gz", scan) for scan in (first, second))
        gone = lying(there.grid.centre(), chance.uniform(5, 25), chance.uniform(5, 30), chance)
        away = Grid(there.grid.shape, gone @ there.grid.affine, second)
        truth = authors_truth(first, second) @ np.linalg.inv(gone)
        yield Pair("real, unlike (authors')", here, replace(there, grid=away), truth, sphere(place_in(here, chance)))


# --- what is no pair -------------------------------------------------------------------------------------------------


def mirrored(scan: Volume) -> Volume:
    """Left and right exchanged, as a file whose orientation was lost."""
    across = int(np.abs(scan.grid.affine[0, :3]).argmax())
    return replace(scan, values=np.ascontiguousarray(np.flip(scan.values, across)))


def body(kind: str, chance: Chance) -> Volume:
    """A thorax, a thigh or a knee, drawn."""
    place = scan_grid("moving", size=(60, 220, 220), spacing_mm=(3.0, 1.2, 1.2), centre_mm=(0.0, 0.0, 0.0))
    x, y, z = np.moveaxis(place.points(np.moveaxis(np.indices(place.shape), 0, -1)), -1, 0)
    texture = ndimage.gaussian_filter(chance.normal(size=place.shape), (1.0, 3.0, 3.0))
    texture /= texture.std()

    def tube(a: float, b: float, u: float, v: float) -> NDArray[np.bool_]:
        return np.asarray(((x - a) / u) ** 2 + ((y - b) / v) ** 2 < 1.0)

    if kind == "thorax":
        values = np.where(tube(0, 0, 125, 90), 0.6, 0.0)
        values = np.where(tube(-55, -5, 45, 65) | tube(55, -5, 42, 62), 0.05, values)
        values = np.where(tube(0, 60, 18, 16), 0.8, values)
        values = np.where(((x - 20) / 50) ** 2 + ((y + 25) / 40) ** 2 + (z / 60) ** 2 < 1, 0.9, values)
    else:
        values = np.where(tube(0, 0, 80, 75), 1.0, 0.0)
        values = np.where(tube(0, 5, 66, 60), 0.5, values)
        bone = (24.0, 24.0) if kind == "thigh" else (38.0, 32.0)
        values = np.where(tube(0, 0, *bone), 0.05 if kind == "thigh" else 0.9, values)
        values = np.where(tube(0, 0, 12, 12), 0.9, values)
    values = np.clip(values * (1.0 + 0.15 * texture), 0.0, None)
    return taken(Volume((1000.0 * values).astype(np.float32), replace(place, frame="body")), np.eye(4), place, chance)


def impostors(seed: int, share: float = 1.0) -> Iterator[Pair]:
    """Scans that are not of the reference's head, by kind."""

    def scan(head: Volume, frame: str, chance: Chance, style: str, **options: float) -> Volume:
        middle = middle_of(head)
        pose = lying(middle, chance.uniform(0, 12), chance.uniform(0, 15), chance)
        return taken(head, pose, laid(style, frame, apply_affine(pose, middle), chance), chance, **options)

    def some(count: int) -> range:
        return range(max(1, round(count * share)))

    nowhere = np.zeros((0, 3))
    chance = np.random.default_rng([seed, 900])
    styles = ("sagittal 1", "axial 3", "axial 5.5", "coronal 2")
    real = {name: [scan(real_head(name), "reference", chance, style) for style in styles[:2]]
            + [scan(real_head(name), "moving", chance, style) for style in styles[1:]]
            for name in (*WHOLE_HEADS, "mni")}  # fmt: skip
    drawn: dict[tuple[int, str], list[Volume]] = {}
    for person in (21, 22, 23, 24)[: max(2, round(4 * share))]:
        for weighting in ("T1C", "FLAIR") if share >= 1.0 else ("T1C",):
            head = phantom_head(person, weighting)
            drawn[person, weighting] = [scan(head, "reference", chance, "sagittal 1"),
                                        scan(head, "moving", chance, "axial 3"),
                                        scan(head, "moving", chance, "coronal 2")]  # fmt: skip

    for name, scans in real.items():
        if name != "mni":  # the template is its own mirror image
            for fixed in scans[:2]:
                for other in scans[2:]:
                    yield Pair("mirrored", fixed, mirrored(other), None, nowhere)
    for (_, _), scans in drawn.items():
        for other in scans[1:]:
            yield Pair("mirrored", scans[0], mirrored(other), None, nowhere)
    for person in {one for one, _ in drawn} if share >= 1.0 else ():
        yield Pair("mirrored, unlike", drawn[person, "T1C"][0], mirrored(drawn[person, "FLAIR"][1]), None, nowhere)
    people = {"philips": "a", "ms first": "b", "ms second": "b", "tcga": "c", "mni": "d"}
    for name, scans in real.items():
        for other in people:
            if people[other] != people[name]:
                yield Pair("another person", scans[int(chance.integers(2))], real[other][int(chance.integers(2, 5))],
                           None, nowhere)  # fmt: skip
        for key, others in list(drawn.items())[:4]:
            yield Pair("person on phantom", scans[1], others[1], None, nowhere)
            if key[1] == "T1C":
                yield Pair("person on phantom", others[0], scans[3], None, nowhere)
    for key, scans in drawn.items():
        for other, others in drawn.items():
            if key[0] < other[0]:
                yield Pair("another phantom", scans[0], others[1], None, nowhere)
    for scans in real.values():
        fixed = scans[int(chance.integers(2))]
        shape = fixed.grid.shape
        for number in some(4):
            noise = chance.normal(0.0, 1.0, shape).astype(np.float32)
            coarse = ndimage.gaussian_filter(noise, 2.0 + number)
            ball = head_mask(fixed)
            shaped = resample_onto(Volume(ball.values.astype(np.float32), ball.grid),
                                   RigidTransform.identity(fixed.grid.frame), fixed.grid).values  # fmt: skip
            values = (
                np.abs(noise), 100 + coarse / coarse.std(), shaped * (3.0 + coarse / coarse.std()), shaped + 0.1 * noise
            )[number]  # fmt: skip
            place = replace(fixed.grid, frame="moving")
            yield Pair("noise", fixed, Volume((100.0 * values).astype(np.float32), place), None, nowhere)
        for kind in ("thorax", "thigh", "knee"):
            yield Pair("another part", fixed, body(kind, chance), None, nowhere)
        for number in some(4):
            place = replace(fixed.grid, frame="moving")
            values = np.full(shape, (0.0, 7.0, np.nan, 1.0)[number], dtype=np.float32)
            if number == 3:
                values[shape[0] // 2, shape[1] // 2, shape[2] // 2] = 1000.0
            yield Pair("empty", fixed, Volume(values, place), None, nowhere)
    ball = max(scan_folder([DATA / "siemens_xa30_t1_enhanced"]).series, key=lambda one: len(one.images))
    test_object = read_series(ball).volume
    for scans in real.values():
        yield Pair("another part", scans[0], test_object, None, nowhere)
        yield Pair("another part", test_object, scans[3], None, nowhere)
