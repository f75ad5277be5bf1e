"""From the images of one series to one volume on its true grid, or a refusal that says what is wrong.

The grid comes from position, orientation and pixel spacing of every image, never from slice thickness. Pixels
come from SimpleITK one file at a time (pydicom for multi-frame files, whose frames may lie in any order), and are
compared with what the header promises.
"""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import pydicom
import SimpleITK as sitk
from numpy.typing import NDArray
from pydicom.uid import UID, generate_uid
from pydicom.uid import UID_dictionary as UID_NAMES

from imaging.dicom.folder import DEFLATED, ENHANCED_MR, PARSE_ERRORS, ImageHeader, Numbers, Series
from imaging.dicom.selection import SeriesFacts
from imaging.errors import (
    GeometryAbsent,
    MissingSlices,
    MixedFrames,
    MixedImages,
    MixedOrientations,
    NotAVolume,
    PixelsCutShort,
    PixelsImplausible,
    PixelsUnreadable,
    RepeatedSlices,
    SpacingImplausible,
    TiltedSlices,
    TooFewSlices,
    UnevenSlices,
)
from imaging.geometry import Grid
from imaging.volume import Volume

MIN_SLICES = 4
"""Localizers have one to three parallel slices."""

SPACING_RANGE_MM = (0.1, 20.0)
"""Distances between voxels that a brain scan can have."""

SAME_PLACE_MM = 1e-3
"""Nearer than this along the normal, two images lie at the same place."""

JITTER = 0.01
JITTER_MM = 0.02
"""Slice distances may differ by 1 %, and by the rounding of positions to two decimals."""

DRIFT_MM = 0.1
"""How far a stack may drift sideways from first to last slice before it counts as tilted."""

COSINE_TOLERANCE = 1e-3
"""Orientations are cosines with some decimals: they may miss orthogonality or unit length by this much."""


@dataclass(frozen=True, eq=False)
class Slices:
    """Where each image (or frame) of a series lies, in the order of the files.

    Attributes:
        positions: centre of each first pixel, LPS mm, shape (n, 3).
        orientation: unit vectors of rising column index and of rising row index, shape (2, 3).
        pixel_spacing_mm: (row to row, column to column).
        rows: pixels along the second vector.
        columns: pixels along the first vector.
        frame: frame-of-reference UID.
    """

    positions: NDArray[np.float64]
    orientation: NDArray[np.float64]
    pixel_spacing_mm: tuple[float, float]
    rows: int
    columns: int
    frame: str


@dataclass(frozen=True, eq=False)
class Frame:
    """One frame of a multi-frame file: geometry and rescale from its functional groups."""

    position: Numbers | None
    orientation: Numbers | None
    pixel_spacing: Numbers | None
    slope: float
    intercept: float


@dataclass(frozen=True, eq=False)
class ReadSeries:
    """A series as a volume.

    Attributes:
        volume: intensities after rescale; integers as stored where the rescale changes nothing, else float32.
        source_sha256: hash over the bytes of the files, independent of their names and order.
    """

    volume: Volume
    source_sha256: str


def stack(slices: Slices, label: str) -> tuple[Grid, NDArray[np.intp]]:
    """The grid of a series, and the order of its images along the normal (smallest first).

    The slice axis is the normal of the images, so that the grid is orthogonal and right-handed.

    Raises:
        TooFewSlices, RepeatedSlices, MissingSlices, UnevenSlices, TiltedSlices, SpacingImplausible: named by `label`.
    """
    along_columns, along_rows = slices.orientation
    normal = np.cross(along_columns, along_rows)
    heights = slices.positions @ normal
    order = np.argsort(heights, kind="stable")
    steps = np.diff(heights[order])
    count = len(heights)
    places = 1 + int((steps > SAME_PLACE_MM).sum())
    if places < MIN_SLICES:
        raise TooFewSlices(label, places, MIN_SLICES)
    if places < count:
        raise RepeatedSlices(label, count, places)
    spacing = float(steps.mean())
    _require_even(steps, label)
    _require_upright(slices.positions[order], normal, label)
    for step_mm in (spacing, *slices.pixel_spacing_mm):
        if not SPACING_RANGE_MM[0] <= step_mm <= SPACING_RANGE_MM[1]:
            raise SpacingImplausible(label, step_mm)
    affine = np.eye(4)
    affine[:3, 0] = normal * spacing
    affine[:3, 1] = along_rows * slices.pixel_spacing_mm[0]
    affine[:3, 2] = along_columns * slices.pixel_spacing_mm[1]
    # The mean of all positions is least touched by rounding; the first voxel lies half the stack below it.
    affine[:3, 3] = slices.positions.mean(axis=0) - affine[:3, 0] * (count - 1) / 2
    return Grid((count, slices.rows, slices.columns), affine, slices.frame), order


def _require_even(steps: NDArray[np.float64], label: str) -> None:
    mean, median = float(steps.mean()), float(np.median(steps))
    if (np.abs(steps - mean) <= max(JITTER * mean, JITTER_MM)).all():
        return
    # The median is the distance of most neighbours, also where some are missing.
    multiples = np.round(steps / median)
    whole = (multiples >= 1) & (np.abs(steps - multiples * median) <= np.maximum(JITTER * steps, JITTER_MM))
    if whole.all() and multiples.max() > 1:
        raise MissingSlices(label, int((multiples - 1).sum()), float(steps.max()), median)
    raise UnevenSlices(label, float(steps.min()), float(steps.max()))


def _require_upright(ordered: NDArray[np.float64], normal: NDArray[np.float64], label: str) -> None:
    path = ordered - ordered[0]
    sideways = path - np.outer(path @ normal, normal)
    drift = np.linalg.norm(sideways, axis=1)
    if drift.max() > DRIFT_MM:
        furthest = int(drift.argmax())
        raise TiltedSlices(label, float(np.degrees(np.arctan2(drift[furthest], abs(path[furthest] @ normal)))))


def unit_axes(orientation: Numbers, label: str) -> NDArray[np.float64]:
    """ImageOrientationPatient as two exactly orthogonal unit vectors, shape (2, 3).

    Raises:
        GeometryAbsent: the cosines are not near unit length, or not near orthogonal.
    """
    columns, rows = np.asarray(orientation[:3]), np.asarray(orientation[3:])
    lengths = float(np.linalg.norm(columns)), float(np.linalg.norm(rows))
    if max(abs(lengths[0] - 1), abs(lengths[1] - 1), abs(float(columns @ rows))) > COSINE_TOLERANCE:
        raise GeometryAbsent(label, "the image orientation")
    columns = columns / lengths[0]
    rows = rows - columns * (columns @ rows)
    return np.stack([columns, rows / np.linalg.norm(rows)])


def _slices(
    geometries: Sequence[tuple[Numbers | None, Numbers | None, Numbers | None]],
    sizes: Sequence[tuple[int, int]],
    frames: Sequence[str],
    series: Series,
) -> Slices:
    """One geometry for all images of a series.

    Raises:
        GeometryAbsent, MixedImages, MixedOrientations, MixedFrames.
    """
    label = series.label
    positions, orientations, spacings = zip(*geometries, strict=True)
    names = ("the image position", "the image orientation", "the pixel spacing")
    for values, name in zip((positions, orientations, spacings), names, strict=True):
        if any(value is None for value in values):
            raise GeometryAbsent(label, name)
    if len(set(frames)) > 1:
        raise MixedFrames(label, len(set(frames)))
    if len(set(sizes)) > 1:
        raise MixedImages(label, "rows or columns")
    cosines = np.asarray(orientations, dtype=np.float64)
    axes = unit_axes(orientations[0], label)
    turned = np.abs(cosines - cosines[0]).max()
    if turned > COSINE_TOLERANCE:
        normals = np.cross(cosines[:, :3], cosines[:, 3:])
        raise MixedOrientations(label, float(np.degrees(np.arccos(np.clip((normals @ normals[0]).min(), -1, 1)))))
    spacing = np.asarray(spacings, dtype=np.float64)
    if np.abs(spacing - spacing[0]).max() > 1e-3 * np.abs(spacing[0]).max():
        raise MixedImages(label, "pixel spacing")
    return Slices(
        positions=np.asarray(positions, dtype=np.float64),
        orientation=axes,
        pixel_spacing_mm=(float(spacing[0, 0]), float(spacing[0, 1])),
        rows=sizes[0][0],
        columns=sizes[0][1],
        # Without a frame of its own, a series is its own frame; the same files give the same UID.
        frame=frames[0] or generate_uid(entropy_srcs=["frame", series.study_uid, series.series_uid]),
    )


def describe_series(series: Series, order: int) -> SeriesFacts:
    """What the series says about itself, for the choice; multi-frame files are asked in their functional groups.

    Raises:
        PixelsUnreadable: the functional groups cannot be parsed.
    """
    texts = series.texts
    description = texts["SeriesDescription"] or texts["ProtocolName"] or texts["SequenceName"]
    repetition, echo, agent = _number(texts["RepetitionTime"]), _number(texts["EchoTime"]), texts["ContrastBolusAgent"]
    sequence = tuple(texts["ScanningSequence"].upper().split())
    if _is_multi_frame(series):
        described = _enhanced_facts(series)
        repetition, echo = repetition or described.repetition_ms, echo or described.echo_ms
        agent, sequence = agent or described.agent, sequence or described.scanning_sequence
    return SeriesFacts(
        number=series.number if series.number is not None else order,
        description=description,
        image_type=tuple(texts["ImageType"].upper().split()),
        agent=agent,
        scanning_sequence=sequence,
        acquisition=texts["MRAcquisitionType"].upper(),
        repetition_ms=repetition,
        echo_ms=echo,
        slices=sum(image.frames for image in series.images),
    )


def _number(text: str) -> float | None:
    try:
        return float(text.split()[0]) if text else None
    except ValueError:
        return None


def _is_multi_frame(series: Series) -> bool:
    return any(image.frames > 1 or image.sop_class in ENHANCED_MR for image in series.images)


def read_series(series: Series) -> ReadSeries:
    """The volume of a series.

    Raises:
        SeriesFault: one of its kinds, naming the series by its label.
    """
    if not series.images:
        raise TooFewSlices(series.label, 0, MIN_SLICES)
    _require_grey(series)
    _require_known_syntax(series)
    with warnings.catch_warnings():
        # pydicom warns of values that break a rule of the standard; those that matter are checked here.
        warnings.simplefilter("ignore")
        volume = _read_multi_frame(series) if _is_multi_frame(series) else _read_single_frames(series)
    lowest, highest = float(volume.values.min()), float(volume.values.max())
    if not np.isfinite([lowest, highest]).all() or lowest == highest:
        raise PixelsImplausible(series.label, lowest, highest)
    return ReadSeries(volume, _source_hash(series))


def _require_grey(series: Series) -> None:
    if "MOSAIC" in series.texts["ImageType"].upper().split():
        raise NotAVolume(series.label, "mosaic")
    if any(image.samples != 1 for image in series.images):
        raise NotAVolume(series.label, "colour")


def _require_known_syntax(series: Series) -> None:
    # A file without meta header is implicit little endian by the standard.
    for image in series.images:
        if image.transfer_syntax and UID_NAMES.get(image.transfer_syntax, ("", ""))[1] != "Transfer Syntax":
            raise PixelsUnreadable(series.label, "unknown transfer syntax")


def _read_single_frames(series: Series) -> Volume:
    images = series.images
    slices = _slices(
        [(image.position, image.orientation, image.pixel_spacing) for image in images],
        [(image.rows, image.columns) for image in images],
        [image.frame for image in images],
        series,
    )
    grid, order = stack(slices, series.label)
    short = sum(not pixels_complete(image) for image in images)
    if short:
        raise PixelsCutShort(series.label, short)
    kind = _value_type(series)
    values = np.empty(grid.shape, dtype=kind)
    for place, index in enumerate(order):
        values[place] = _pixels(images[index], series.label)
    return Volume(values, grid)


def _value_type(series: Series) -> type[np.generic]:
    images = series.images
    if len({(image.signed, image.bits_allocated) for image in images}) > 1:
        raise MixedImages(series.label, "pixel format")
    if any(image.slope != 1.0 or image.intercept != 0.0 for image in images):
        return np.float32
    return _stored_type(images[0], series.label)


def _stored_type(image: ImageHeader, label: str) -> type[np.generic]:
    types: dict[tuple[int, bool], type[np.generic]] = {
        (8, False): np.uint8,
        (8, True): np.int16,
        (16, False): np.uint16,
        (16, True): np.int16,
    }
    found = types.get((image.bits_allocated, image.signed))
    if found is None or not 1 <= image.bits_stored <= image.bits_allocated:
        raise PixelsUnreadable(label, f"{image.bits_allocated} bits")
    return found


def value_limits(image: ImageHeader) -> tuple[float, float]:
    """The least and greatest value after rescale that the header's bits allow."""
    span = 1 << image.bits_stored
    stored = np.array([-span / 2, span / 2 - 1] if image.signed else [0.0, span - 1.0])
    rescaled = stored * image.slope + image.intercept
    return float(rescaled.min()), float(rescaled.max())


def _pixels(image: ImageHeader, label: str) -> NDArray[Any]:
    """One decoded slice, shape (rows, columns), after rescale; compared with the header."""
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    reader.SetFileName(str(image.path))
    try:
        values = sitk.GetArrayFromImage(reader.Execute())
    except RuntimeError:
        _refuse_pixels(image, label)
    if values.shape != (1, image.rows, image.columns):
        raise MixedImages(label, "size of header and pixels")
    lowest, highest = float(values.min()), float(values.max())
    least, greatest = value_limits(image)
    slack = 1e-6 * max(1.0, abs(least), abs(greatest))
    if not (least - slack <= lowest and highest <= greatest + slack):
        raise PixelsImplausible(label, lowest, highest)
    return np.asarray(values[0])


def _refuse_pixels(image: ImageHeader, label: str) -> NoReturn:
    raise PixelsUnreadable(label, UID(image.transfer_syntax).name.split(" (")[0]) from None


def pixels_complete(image: ImageHeader) -> bool:
    """Whether the file is long enough for its pixels; decoders fill what is missing without a word."""
    syntax = UID(image.transfer_syntax) if image.transfer_syntax else UID("1.2.840.10008.1.2")
    if syntax == DEFLATED:  # the decoder itself needs every byte
        return True
    if not syntax.is_encapsulated:
        needed = image.rows * image.columns * image.frames * image.samples * image.bits_allocated // 8
        return image.file_bytes - image.pixels_at - 8 >= needed
    return _fragments_complete(image)


def _fragments_complete(image: ImageHeader) -> bool:
    # PS3.5 A.4: (7FE0,0010) OB, reserved, undefined length; items FFFE,E000 with length; end FFFE,E0DD.
    with image.path.open("rb") as handle:
        handle.seek(image.pixels_at + 12)
        while len(head := handle.read(8)) == 8:
            if head[:4] == b"\xfe\xff\xdd\xe0":
                return True
            if head[:4] != b"\xfe\xff\x00\xe0":
                return False
            length = int.from_bytes(head[4:], "little")
            if handle.tell() + length > image.file_bytes:
                return False
            handle.seek(length, 1)
    return False


def _enhanced_facts(series: Series) -> SeriesFacts:
    image = series.images[0]
    pulses = {"GRADIENT": ("GR",), "SPIN": ("SE",), "BOTH": ("SE", "GR")}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = pydicom.dcmread(image.path, stop_before_pixels=True, force=True)
            return SeriesFacts(
                number=0,
                description="",
                agent="named in a sequence" if dataset.get("ContrastBolusAgentSequence") else "",
                scanning_sequence=pulses.get(str(dataset.get("EchoPulseSequence")), ()),
                repetition_ms=_attribute(_group(dataset, 0, "MRTimingAndRelatedParametersSequence"), "RepetitionTime"),
                echo_ms=_attribute(_group(dataset, 0, "MREchoSequence"), "EffectiveEchoTime"),
            )
    except PARSE_ERRORS:
        raise PixelsUnreadable(series.label, "multi-frame header") from None


def _attribute(item: Any, keyword: str) -> float | None:
    value = item.get(keyword) if item is not None else None
    return float(value) if isinstance(value, int | float) else None


def _group(dataset: Any, frame: int, keyword: str) -> Any:
    """The item of a functional group that holds for `frame`: its own, else the shared one; None if absent."""
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence") or []
    shared = dataset.get("SharedFunctionalGroupsSequence") or []
    for groups in ([per_frame[frame]] if frame < len(per_frame) else []), list(shared)[:1]:
        for group in groups:
            found = group.get(keyword)
            if found:
                return found[0]
    return None


def _frames(dataset: Any, image: ImageHeader) -> tuple[Frame, ...]:
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence") or []
    if len(per_frame) != image.frames:
        return ()
    return tuple(_frame(dataset, index, image) for index in range(image.frames))


def _frame(dataset: Any, index: int, image: ImageHeader) -> Frame:
    place = _group(dataset, index, "PlanePositionSequence")
    turn = _group(dataset, index, "PlaneOrientationSequence")
    measures = _group(dataset, index, "PixelMeasuresSequence")
    rescale = _group(dataset, index, "PixelValueTransformationSequence")
    return Frame(
        position=_vector(place, "ImagePositionPatient", 3),
        orientation=_vector(turn, "ImageOrientationPatient", 6),
        pixel_spacing=_vector(measures, "PixelSpacing", 2),
        slope=image.slope if rescale is None else float(rescale.get("RescaleSlope", 1.0)),
        intercept=image.intercept if rescale is None else float(rescale.get("RescaleIntercept", 0.0)),
    )


def _vector(item: Any, keyword: str, count: int) -> Numbers | None:
    value = item.get(keyword) if item is not None else None
    if value is None or len(value) != count:
        return None
    numbers = tuple(float(part) for part in value)
    return numbers if np.isfinite(numbers).all() else None


def _read_multi_frame(series: Series) -> Volume:
    """Frames of one or more multi-frame files, put in order by their own positions."""
    frames: list[Frame] = []
    stored: list[NDArray[Any]] = []
    for image in series.images:
        if not pixels_complete(image):
            raise PixelsCutShort(series.label, 1)
        try:
            dataset = pydicom.dcmread(image.path, force=True)
            described = _frames(dataset, image)
            if not described:
                raise GeometryAbsent(series.label, "the place of each frame")
            pixels = dataset.pixel_array
        except (*PARSE_ERRORS, RuntimeError):
            _refuse_pixels(image, series.label)
        frames += described
        stored += list(pixels.reshape(image.frames, image.rows, image.columns))
    slices = _slices(
        [(frame.position, frame.orientation, frame.pixel_spacing) for frame in frames],
        [plane.shape for plane in stored],
        [image.frame for image in series.images for _ in range(image.frames)],
        series,
    )
    grid, order = stack(slices, series.label)
    identity = all(frame.slope == 1.0 and frame.intercept == 0.0 for frame in frames)
    values = np.empty(grid.shape, dtype=_stored_type(series.images[0], series.label) if identity else np.float32)
    for place, index in enumerate(order):
        frame = frames[index]
        values[place] = stored[index] if identity else stored[index] * frame.slope + frame.intercept
    return Volume(values, grid)


def _source_hash(series: Series) -> str:
    digests = []
    for image in series.images:
        with image.path.open("rb") as handle:
            digests.append(hashlib.file_digest(handle, "sha256").digest())
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()
