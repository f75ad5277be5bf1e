from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydicom.uid import JPEGLSLossless, RLELossless
from scipy.spatial.transform import Rotation

from imaging.dicom.folder import Series, scan_folder
from imaging.dicom.reader import Slices, describe_series, read_series, stack, unit_axes
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
    SeriesFault,
    SpacingImplausible,
    TiltedSlices,
    TooFewSlices,
    UnevenSlices,
)
from tests.dicom_files import (
    ENHANCED_MR_STORAGE,
    SAGITTAL,
    SeriesSpec,
    cut,
    edit,
    write_multi_frame,
    write_series,
)

OBLIQUE = tuple(
    tuple(float(x) for x in row) for row in Rotation.from_euler("xyz", [20, -35, 12], degrees=True).as_matrix().T[:2]
)


def only_series(folder: Path) -> Series:
    (series,) = scan_folder([folder]).series
    return series


@pytest.mark.parametrize("axes", [((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), SAGITTAL, OBLIQUE])
def test_a_series_lies_where_its_headers_say_whatever_the_order_of_files(
    tmp_path: Path, axes: tuple[tuple[float, ...], tuple[float, ...]]
) -> None:
    spec = SeriesSpec(axes=axes)
    write_series(tmp_path, spec)
    volume = read_series(only_series(tmp_path)).volume
    assert volume.values.dtype == np.uint16
    np.testing.assert_array_equal(volume.values, spec.pixels())
    np.testing.assert_allclose(volume.grid.affine, spec.affine(), atol=1e-5)
    assert volume.grid.frame == spec.uid("frame")


def test_a_stack_written_downwards_is_turned_upwards_with_its_pixels(tmp_path: Path) -> None:
    spec = SeriesSpec(spacing=(-3.0, 0.8, 0.9))
    write_series(tmp_path, spec)
    volume = read_series(only_series(tmp_path)).volume
    np.testing.assert_array_equal(volume.values, spec.pixels()[::-1])
    np.testing.assert_allclose(volume.grid.points([5, 0, 0]), spec.origin, atol=1e-5)


@pytest.mark.parametrize("syntax", [JPEGLSLossless, RLELossless])
def test_lossless_syntaxes_give_the_same_pixels(tmp_path: Path, syntax: str) -> None:
    spec = SeriesSpec(shape=(4, 16, 18), syntax=syntax)
    write_series(tmp_path, spec)
    np.testing.assert_array_equal(read_series(only_series(tmp_path)).volume.values, spec.pixels())


def test_signed_pixels_stay_signed(tmp_path: Path) -> None:
    values = (np.arange(6 * 5 * 7) - 100).astype(np.int16).reshape(6, 5, 7)
    write_series(tmp_path, SeriesSpec(values=values))
    volume = read_series(only_series(tmp_path)).volume
    assert volume.values.dtype == np.int16
    np.testing.assert_array_equal(volume.values, values)


def test_rescale_is_applied_slice_by_slice(tmp_path: Path) -> None:
    spec = SeriesSpec(slope=2.5, intercept=-7.0)
    paths = write_series(tmp_path, spec)
    edit(paths[3], RescaleSlope=0.5)
    volume = read_series(only_series(tmp_path)).volume
    expected = spec.pixels() * 2.5 - 7.0
    expected[3] = spec.pixels()[3] * 0.5 - 7.0
    assert volume.values.dtype == np.float32
    np.testing.assert_allclose(volume.values, expected, rtol=1e-6)


def test_without_a_frame_of_reference_the_same_series_gives_the_same_uid(tmp_path: Path) -> None:
    write_series(tmp_path / "a", SeriesSpec(frame=""))
    write_series(tmp_path / "b", SeriesSpec(frame="", number=4))
    first, second = (read_series(one).volume.grid.frame for one in scan_folder([tmp_path]).series)
    assert first == read_series(only_series(tmp_path / "a")).volume.grid.frame
    assert len({first, second, ""}) == 3


def test_the_source_hash_depends_on_bytes_not_on_names(tmp_path: Path) -> None:
    paths = write_series(tmp_path, SeriesSpec())
    before = read_series(only_series(tmp_path)).source_sha256
    paths[0].rename(tmp_path / "zzz")
    assert read_series(only_series(tmp_path)).source_sha256 == before
    edit(paths[1], SeriesDescription="other")
    assert read_series(only_series(tmp_path)).source_sha256 != before


def remove(paths: list[Path], spec: SeriesSpec) -> None:
    paths[2].unlink()


def shift(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], ImagePositionPatient=[float(x) for x in spec.position(2.3)])


def repeat(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], ImagePositionPatient=[float(x) for x in spec.position(3)])


def turn(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], ImageOrientationPatient=[1.0, 0.0, 0.0, 0.0, 0.0, -1.0])


def tilt(paths: list[Path], spec: SeriesSpec) -> None:
    for index, path in enumerate(paths):
        x, y, z = (float(value) for value in spec.position(index))
        edit(path, ImagePositionPatient=[x, y + index * spec.spacing[0] * np.tan(np.radians(10)), z])


def reframe(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], FrameOfReferenceUID=spec.uid("another"))


def respace(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], PixelSpacing=[0.7, 0.9])


def resize(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], Rows=4)


def unplace(paths: list[Path], spec: SeriesSpec) -> None:
    edit(paths[2], ImagePositionPatient=None)


def skew(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths:
        edit(path, ImageOrientationPatient=[1.0, 0.0, 0.0, 0.6, 0.8, 0.0])


def grow(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths:
        edit(path, PixelSpacing=[30.0, 30.0])


def keep_three(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths[3:]:
        path.unlink()


def truncate(paths: list[Path], spec: SeriesSpec) -> None:
    cut(paths[2], 0.97)


def colour(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths:
        edit(path, SamplesPerPixel=3)


def mosaic(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths:
        edit(path, ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"])


def blank(paths: list[Path], spec: SeriesSpec) -> None:
    for path in paths:
        edit(path, PixelData=b"\0" * 70)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (remove, MissingSlices),
        (shift, UnevenSlices),
        (repeat, RepeatedSlices),
        (turn, MixedOrientations),
        (tilt, TiltedSlices),
        (reframe, MixedFrames),
        (respace, MixedImages),
        (resize, MixedImages),
        (unplace, GeometryAbsent),
        (skew, GeometryAbsent),
        (grow, SpacingImplausible),
        (keep_three, TooFewSlices),
        (truncate, PixelsCutShort),
        (colour, NotAVolume),
        (mosaic, NotAVolume),
        (blank, PixelsImplausible),
    ],
)
def test_a_series_that_is_no_whole_volume_is_refused_by_its_fault(
    tmp_path: Path, damage: Callable[[list[Path], SeriesSpec], None], fault: type[SeriesFault]
) -> None:
    spec = SeriesSpec()
    damage(write_series(tmp_path, spec), spec)
    with pytest.raises(fault) as caught:
        read_series(only_series(tmp_path))
    assert caught.value.series == "series 3 of 2020-01-02"


def test_a_missing_slice_is_told_with_its_gap(tmp_path: Path) -> None:
    paths = write_series(tmp_path, SeriesSpec(shape=(9, 5, 7)))
    paths[3].unlink()
    paths[4].unlink()
    with pytest.raises(MissingSlices) as caught:
        read_series(only_series(tmp_path))
    assert (caught.value.missing, round(caught.value.gap_mm, 6), round(caught.value.spacing_mm, 6)) == (2, 9.0, 3.0)


def test_a_compressed_file_that_is_cut_anywhere_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 4000, (4, 40, 40)).astype(np.uint16)
    spec = SeriesSpec(values=noise, shape=noise.shape, syntax=JPEGLSLossless)
    path = write_series(tmp_path, spec)[1]
    whole = path.read_bytes()
    for keep in (0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * keep)])
        with pytest.raises(PixelsCutShort):
            read_series(only_series(tmp_path))


def test_damaged_compressed_pixels_are_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 4000, (4, 40, 40)).astype(np.uint16)
    spec = SeriesSpec(values=noise, shape=noise.shape, syntax=JPEGLSLossless)
    path = write_series(tmp_path, spec)[1]
    whole = bytearray(path.read_bytes())
    start = whole.rindex(b"\xff\xda")
    whole[start : start + 40] = b"\xff\xd9" * 20
    path.write_bytes(whole)
    with pytest.raises((PixelsUnreadable, PixelsImplausible)):
        read_series(only_series(tmp_path))


FRAME_ORDER = (3, 0, 5, 1, 4, 2)


def test_frames_of_a_multi_frame_file_are_put_in_order_by_their_places(tmp_path: Path) -> None:
    spec = SeriesSpec(storage=ENHANCED_MR_STORAGE, axes=OBLIQUE)
    write_multi_frame(tmp_path / "enhanced", spec, FRAME_ORDER)
    volume = read_series(only_series(tmp_path)).volume
    np.testing.assert_array_equal(volume.values, spec.pixels())
    np.testing.assert_allclose(volume.grid.affine, spec.affine(), atol=1e-5)


def test_each_frame_is_rescaled_by_its_own_numbers(tmp_path: Path) -> None:
    spec = SeriesSpec(storage=ENHANCED_MR_STORAGE)
    slopes = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    write_multi_frame(tmp_path / "enhanced", spec, FRAME_ORDER, slopes=slopes)
    values = read_series(only_series(tmp_path)).volume.values
    for place, index in enumerate(FRAME_ORDER):
        np.testing.assert_allclose(values[index], spec.pixels()[index] * slopes[place])


def test_a_multi_frame_file_with_two_frames_at_one_place_is_refused(tmp_path: Path) -> None:
    spec = SeriesSpec(storage=ENHANCED_MR_STORAGE)
    write_multi_frame(tmp_path / "enhanced", spec, (0, 1, 2, 3, 3, 4))
    with pytest.raises(RepeatedSlices):
        read_series(only_series(tmp_path))


def test_a_multi_frame_file_without_a_place_for_each_frame_is_refused(tmp_path: Path) -> None:
    spec = SeriesSpec(storage=ENHANCED_MR_STORAGE)
    write_multi_frame(tmp_path / "enhanced", spec, FRAME_ORDER)
    edit(tmp_path / "enhanced", PerFrameFunctionalGroupsSequence=None)
    with pytest.raises(GeometryAbsent):
        read_series(only_series(tmp_path))


def test_a_multi_frame_file_cut_short_is_refused(tmp_path: Path) -> None:
    write_multi_frame(tmp_path / "enhanced", SeriesSpec(storage=ENHANCED_MR_STORAGE), FRAME_ORDER)
    cut(tmp_path / "enhanced", 0.95)
    with pytest.raises(PixelsCutShort):
        read_series(only_series(tmp_path))


def test_a_series_describes_itself_by_its_own_words_before_its_protocol(tmp_path: Path) -> None:
    write_series(tmp_path / "a", SeriesSpec(description="t1 native", extra={"ProtocolName": "t1 KM"}))
    write_series(tmp_path / "b", SeriesSpec(number=4, description="", extra={"ProtocolName": "t1 KM"}))
    described = [describe_series(one, 1).description for one in scan_folder([tmp_path]).series]
    assert described == ["t1 native", "t1 KM"]


UNIT = st.floats(-1, 1, allow_nan=False)


def slices_of(rotation: NDArray[np.float64], count: int, spacing: float, jitter: NDArray[np.float64]) -> Slices:
    heights = np.arange(count) * spacing + jitter
    positions = np.array([10.0, -5.0, 3.0]) + np.outer(heights, rotation[:, 2])
    return Slices(positions, rotation[:, :2].T.copy(), (0.7, 1.1), 5, 7, "1.2.3")


@given(
    st.tuples(UNIT, UNIT, UNIT),
    st.integers(4, 40),
    st.floats(0.5, 6.0),
    st.randoms(use_true_random=False),
)
def test_any_order_of_any_even_stack_gives_the_same_true_grid(
    turn: tuple[float, float, float], count: int, spacing: float, random: object
) -> None:
    rotation = Rotation.from_rotvec(np.asarray(turn) * np.pi).as_matrix()
    ordered = slices_of(rotation, count, spacing, np.zeros(count))
    shuffle = np.random.default_rng(count).permutation(count)
    shuffled = Slices(ordered.positions[shuffle], ordered.orientation, (0.7, 1.1), 5, 7, "1.2.3")
    grid, order = stack(shuffled, "series 1")
    np.testing.assert_array_equal(shuffle[order], np.arange(count))
    np.testing.assert_allclose(grid.points([[i, 0, 0] for i in range(count)]), ordered.positions, atol=1e-6)
    np.testing.assert_allclose(grid.spacing_mm, (spacing, 0.7, 1.1), rtol=1e-6)
    assert np.linalg.det(grid.affine[:3, 2::-1]) > 0


@given(st.integers(5, 30), st.floats(0.8, 6.0), st.data())
def test_any_inner_slice_that_is_missing_is_noticed(count: int, spacing: float, data: st.DataObject) -> None:
    missing = data.draw(st.integers(1, count - 2))
    whole = slices_of(np.eye(3), count, spacing, np.zeros(count))
    left = Slices(np.delete(whole.positions, missing, axis=0), whole.orientation, (0.7, 1.1), 5, 7, "1.2.3")
    with pytest.raises((MissingSlices, UnevenSlices)):
        stack(left, "series 1")


def test_jitter_of_one_percent_is_borne_and_of_five_is_not() -> None:
    signs = np.array([1, -1] * 10)
    grid, _ = stack(slices_of(np.eye(3), 20, 3.0, signs * 0.012), "series 1")
    assert grid.spacing_mm[0] == pytest.approx(3.0, rel=1e-3)
    with pytest.raises(UnevenSlices):
        stack(slices_of(np.eye(3), 20, 3.0, signs * 0.08), "series 1")


def test_axes_rounded_to_some_decimals_become_exactly_orthogonal() -> None:
    exact = Rotation.from_euler("xyz", [11, 22, 33], degrees=True).as_matrix()
    rounded = tuple(round(float(x), 4) for x in (*exact[:, 0], *exact[:, 1]))
    axes = unit_axes(rounded, "series 1")
    np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-15)
    np.testing.assert_allclose(axes, exact[:, :2].T, atol=2e-4)
