from datetime import date
from pathlib import Path

import pydicom
import pytest
from pydicom.uid import DeflatedExplicitVRLittleEndian, ImplicitVRLittleEndian

from imaging.dicom.folder import floats, read_header, scan_folder, walk
from imaging.dicom.reader import read_series
from tests.dicom_files import SeriesSpec, cut, edit, write_series


def test_series_are_told_apart_by_patient_study_and_series(tmp_path: Path) -> None:
    write_series(tmp_path / "a", SeriesSpec(number=3))
    write_series(tmp_path / "a", SeriesSpec(number=4))
    write_series(tmp_path / "b" / "c", SeriesSpec(number=3, date="20200401"))
    write_series(tmp_path / "d", SeriesSpec(number=3, patient="CASE-2"))
    contents = scan_folder([tmp_path])
    assert contents.files == 24
    assert [len(one.images) for one in contents.series] == [6, 6, 6, 6]
    assert sorted({one.patient_id for one in contents.series}) == ["CASE-1", "CASE-2"]


def test_series_come_in_order_of_date_then_number(tmp_path: Path) -> None:
    for number, day in ((9, "20200102"), (2, "20200102"), (5, "20190102")):
        write_series(tmp_path / str(number), SeriesSpec(number=number, date=day))
    assert [one.label for one in scan_folder([tmp_path]).series] == [
        "series 5 of 2019-01-02",
        "series 2 of 2020-01-02",
        "series 9 of 2020-01-02",
    ]


def test_file_names_do_not_matter(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesSpec(), suffix="")
    write_series(tmp_path, SeriesSpec(number=4), suffix=".txt")
    assert len(scan_folder([tmp_path]).series) == 2


def test_files_that_hold_no_image_are_counted(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesSpec())
    (tmp_path / "notes.dcm").write_text("not a scan at all\n" * 40)
    (tmp_path / "empty").touch()
    contents = scan_folder([tmp_path])
    assert (contents.files, contents.without_image) == (8, 2)


def test_a_dicomdir_stands_for_its_folder_and_is_not_counted(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesSpec())
    (tmp_path / "DICOMDIR").write_bytes(b"\0" * 128 + b"DICM" + b"whatever stands in the directory record")
    contents = scan_folder([tmp_path / "DICOMDIR"])
    assert (contents.files, contents.without_image, len(contents.series)) == (6, 0, 1)


def test_the_same_image_under_two_names_is_one_image(tmp_path: Path) -> None:
    first = write_series(tmp_path, SeriesSpec())[0]
    (tmp_path / "copy").write_bytes(first.read_bytes())
    assert len(scan_folder([tmp_path]).series[0].images) == 6


def test_a_file_without_preamble_is_read(tmp_path: Path) -> None:
    path = write_series(tmp_path, SeriesSpec())[0]
    path.write_bytes(path.read_bytes()[132:])
    header = read_header(path)
    assert header is not None
    assert header.rows == 5


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian])
def test_headers_of_rarer_encodings_say_the_same(tmp_path: Path, syntax: str) -> None:
    paths = write_series(tmp_path, SeriesSpec())
    before = read_header(paths[0])
    for path in paths:
        dataset = pydicom.dcmread(path)
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset["PixelData"].VR = "OW"
        dataset.save_as(path, implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True)
    after = read_header(paths[0])
    assert before is not None
    assert after is not None
    assert (after.rows, after.columns, after.position, after.bits_stored) == (5, 7, before.position, 16)
    volume = read_series(scan_folder([tmp_path]).series[0]).volume
    assert (volume.values == SeriesSpec().pixels()).all()


def test_a_header_longer_than_the_first_bytes_is_read_whole(tmp_path: Path) -> None:
    path = write_series(tmp_path, SeriesSpec())[0]
    edit(path, TextValue="x" * 200_000)
    header = read_header(path)
    assert header is not None
    assert header.pixel_spacing == (0.8, 0.9)
    assert header.pixels_at > 200_000


def test_a_header_cut_short_is_no_image(tmp_path: Path) -> None:
    path = write_series(tmp_path, SeriesSpec())[0]
    whole = path.read_bytes()
    for length in range(0, len(whole) - 90, 37):
        path.write_bytes(whole[:length])
        assert read_header(path) is None


def test_an_image_cut_short_in_its_header_is_told_from_a_file_that_is_none(tmp_path: Path) -> None:
    for path in write_series(tmp_path, SeriesSpec())[4:]:
        cut(path, 0.4)
    (tmp_path / "note.dcm").write_text("no image")
    contents = scan_folder([tmp_path])
    assert (contents.files, contents.cut_short, contents.without_image) == (7, 2, 1)
    assert [len(series.images) for series in contents.series] == [4]


def test_the_header_ends_where_the_pixels_begin(tmp_path: Path) -> None:
    path = write_series(tmp_path, SeriesSpec())[0]
    header = read_header(path)
    assert header is not None
    assert path.read_bytes()[header.pixels_at :][:4] == b"\xe0\x7f\x10\x00"


@pytest.mark.parametrize(
    ("study", "taken", "expected", "gap"),
    [
        ("20200102", "20200102", date(2020, 1, 2), 0),
        ("20200102", "20200103", date(2020, 1, 2), 1),
        ("", "20200103", date(2020, 1, 3), 0),
        ("18991231", "20200103", date(2020, 1, 3), 0),
        ("20209999", "", None, 0),
        ("20200102", "20210102", date(2020, 1, 2), 366),
    ],
)
def test_the_study_date_counts_unless_it_cannot_be_one(
    tmp_path: Path, study: str, taken: str, expected: date | None, gap: int
) -> None:
    spec = SeriesSpec()
    for path in write_series(tmp_path, spec):
        raw = path.read_bytes()
        # Written as bytes: pydicom itself refuses to write dates that are none.
        for old, new in ((b"\x08\x00\x20\x00DA\x08\x00", study), (b"\x08\x00\x22\x00DA\x08\x00", taken)):
            at = raw.index(old) + len(old)
            raw = raw[:at] + new.ljust(8).encode() + raw[at + 8 :]
        path.write_bytes(raw)
    (series,) = scan_folder([tmp_path]).series
    assert (series.acquired_on, series.date_gap_days) == (expected, gap)


def test_links_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    paths = write_series(outside, SeriesSpec())
    inside.mkdir()
    (inside / "link").symlink_to(paths[0])
    (inside / "folder").symlink_to(outside)
    assert list(walk([inside])) == []


def test_a_description_is_read_in_its_character_set(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesSpec(description="T1 Schädel", extra={"SpecificCharacterSet": "ISO_IR 192"}))
    assert scan_folder([tmp_path]).series[0].texts["SeriesDescription"] == "T1 Schädel"


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("1\\2.5\\-3e1", 3, (1.0, 2.5, -30.0)),
        ("1\\2", 3, None),
        ("1\\2\\x", 3, None),
        ("nan\\1\\2", 3, None),
        ("inf", 1, None),
        ("", 1, None),
        ("7\\8", 1, (7.0,)),
    ],
)
def test_only_finite_numbers_are_numbers(text: str, count: int, expected: tuple[float, ...] | None) -> None:
    assert floats(text, count) == expected


def test_a_cut_image_still_has_a_header(tmp_path: Path) -> None:
    path = write_series(tmp_path, SeriesSpec(shape=(4, 64, 64)))[0]
    cut(path, 0.8)
    assert read_header(path) is not None
