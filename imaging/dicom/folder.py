"""Finding the images in a DICOM folder: headers only, files of any name, everything else passed over.

Header text is parsed here from raw element bytes, because pydicom's conversion of each element costs more than
reading the file. The few texts of a series are converted (with their character set) once a series.
"""

import io
import os
import re
import stat
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from pydicom.datadict import tag_for_keyword
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.filereader import data_element_generator, read_partial
from pydicom.tag import BaseTag, Tag

Numbers = tuple[float, ...]
Elements = dict[int, Any]
"""Unconverted header elements by tag, file meta included."""

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"
ENHANCED_MR = frozenset({"1.2.840.10008.5.1.4.1.1.4.1", "1.2.840.10008.5.1.4.1.1.4.4"})
DICOMDIR = "1.2.840.10008.1.3.10"
PIXEL_DATA = 0x7FE00008
"""The first of the pixel data elements (float, double, integer); the header ends before it."""

PREAMBLE_BYTES = 132
FILE_META_GROUP = 2
DEFLATED = "1.2.840.10008.1.2.1.99"
NOT_EXPLICIT_LITTLE_ENDIAN = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.2", DEFLATED})
"""Implicit little endian, big endian and deflated: the only transfer syntaxes whose headers are written otherwise."""

HEAD_BYTES = 1 << 16
"""Read at once from each file; a header that does not end there is read from the whole file."""

EARLIEST = date(1980, 1, 1)
"""Before the first clinical MR scanner no date of acquisition is believed."""

PARSE_ERRORS = (
    InvalidDicomError,
    BytesLengthException,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    MemoryError,
    zlib.error,
)
"""What pydicom raises on bytes that are not what they claim to be (a length that lies asks for gigabytes)."""

_PER_IMAGE = (
    "TransferSyntaxUID",
    "SOPClassUID",
    "SOPInstanceUID",
    "Modality",
    "PatientID",
    "PatientName",
    "PatientBirthDate",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "SeriesNumber",
    "InstanceNumber",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "PixelSpacing",
    "Rows",
    "Columns",
    "NumberOfFrames",
    "FrameOfReferenceUID",
    "SamplesPerPixel",
    "BitsAllocated",
    "BitsStored",
    "PixelRepresentation",
    "RescaleSlope",
    "RescaleIntercept",
)
_PER_SERIES = (
    "SpecificCharacterSet",
    "PatientID",
    "StudyDate",
    "SeriesDate",
    "AcquisitionDate",
    "AcquisitionDateTime",
    "ContentDate",
    "SeriesDescription",
    "ProtocolName",
    "SequenceName",
    "ImageType",
    "ContrastBolusAgent",
    "RepetitionTime",
    "EchoTime",
    "InversionTime",
    "ScanningSequence",
    "MRAcquisitionType",
    "PhotometricInterpretation",
)


def _tag(keyword: str) -> BaseTag:
    number = tag_for_keyword(keyword)
    if number is None:
        raise LookupError(keyword)
    return Tag(number)


_TAGS: Mapping[str, BaseTag] = {keyword: _tag(keyword) for keyword in (*_PER_IMAGE, *_PER_SERIES)}
_IMAGE_TAGS = [_TAGS[keyword] for keyword in _PER_IMAGE]


@dataclass(frozen=True, eq=False)
class ImageHeader:
    """The header of one DICOM file that holds an image, unread pixels.

    Attributes:
        path: the file.
        pixels_at: offset of the pixel data element, bytes from the start of the file.
        file_bytes: length of the file.
        patient: what tells this patient from another; never shown.
        position: ImagePositionPatient, LPS mm; None if absent or not three finite numbers (as always when enhanced).
        orientation: ImageOrientationPatient (direction of rising column index, then of rising row index).
        pixel_spacing: PixelSpacing (row to row, column to column), mm.
        frames: NumberOfFrames.
    """

    path: Path
    pixels_at: int
    file_bytes: int
    transfer_syntax: str
    sop_class: str
    sop_uid: str
    modality: str
    patient: str
    study_uid: str
    series_uid: str
    series_number: int | None
    position: Numbers | None
    orientation: Numbers | None
    pixel_spacing: Numbers | None
    rows: int
    columns: int
    frames: int
    frame: str
    samples: int
    bits_allocated: int
    bits_stored: int
    signed: bool
    slope: float
    intercept: float

    @property
    def is_mr(self) -> bool:
        """MR by modality or by storage class."""
        return self.modality == "MR" or self.sop_class == MR_IMAGE or self.sop_class in ENHANCED_MR


@dataclass(frozen=True, eq=False)
class Series:
    """The images that share patient, study and series UID, copies of the same image left out.

    Attributes:
        label: says which series it is without identity: "series 3 of 2019-03-13".
        acquired_on: date of the study, else of the acquisition; None if the header has none.
        date_gap_days: days between study date and acquisition date.
        texts: what the series says of itself (description, sequence, times in ms), by DICOM keyword, from one image.
    """

    label: str
    patient: str
    patient_id: str
    study_uid: str
    series_uid: str
    number: int | None
    acquired_on: date | None
    date_gap_days: int
    images: tuple[ImageHeader, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class FolderContents:
    """What a walk found: images by series, how many files hold none, and how many MR images do not read as such."""

    series: tuple[Series, ...]
    files: int
    without_image: int
    cut_short: int


_SHORTS = frozenset(
    int(_TAGS[keyword])
    for keyword in ("Rows", "Columns", "SamplesPerPixel", "BitsAllocated", "BitsStored", "PixelRepresentation")
)
"""Elements that are binary shorts, for files that do not name the value representation."""


def _text(element: Any) -> str:
    """An element's bytes as text, one character a byte; binary shorts as a decimal number."""
    value = element.value
    if isinstance(value, bytes):
        if element.VR in ("US", "SS") or (element.VR is None and int(element.tag) in _SHORTS):
            little = getattr(element, "is_little_endian", True)
            return str(int.from_bytes(value[:2], "little" if little else "big")) if len(value) >= 2 else ""
        return value.decode("latin-1").strip(" \0")
    return "" if value is None else str(value).strip()


def floats(text: str, count: int) -> Numbers | None:
    """`count` finite numbers from a backslash-separated text; None if it holds anything else."""
    parts = text.split("\\")
    if len(parts) < count or (count > 1 and len(parts) != count):
        return None
    try:
        values = tuple(float(part) for part in parts[:count])
    except ValueError:
        return None
    return values if all(abs(value) < 1e9 for value in values) else None


def _integer(text: str, default: int = 0) -> int:
    found = floats(text, 1)
    return int(found[0]) if found else default


def walk(paths: Sequence[Path]) -> Iterator[Path]:
    """Every regular file below `paths` (a DICOMDIR stands for its folder), sorted; links and devices are left out."""
    for path in paths:
        start = path.parent if path.name.upper() == "DICOMDIR" and path.is_file() else path
        if start.is_file():
            yield start
            continue
        for folder, subfolders, names in os.walk(start):
            subfolders.sort()
            for name in sorted(names):
                file = Path(folder) / name
                if stat.S_ISREG(file.lstat().st_mode):
                    yield file


def read_header(path: Path) -> ImageHeader | None:
    """The header of an image; None for a file that is no DICOM image, is damaged, or may not be opened."""
    try:
        with path.open("rb") as handle:
            head = handle.read(HEAD_BYTES)
            if not _looks_like_dicom(head):
                return None
            file_bytes = os.fstat(handle.fileno()).st_size
            elements, end = _parse_head(handle, head, file_bytes)
            return _image_header(path, elements, end, file_bytes)
    except PARSE_ERRORS:
        return None


def _parse_head(handle: BinaryIO, head: bytes, file_bytes: int) -> tuple[Elements, int]:
    """The elements and where the pixels begin; from `head` alone if the header ends there."""
    if file_bytes <= len(head):
        return _elements(io.BytesIO(head))
    with suppress(*PARSE_ERRORS):
        elements, end = _elements(io.BytesIO(head))
        if end < len(head):
            return elements, end
    handle.seek(0)
    return _elements(handle)


def _elements(handle: BinaryIO) -> tuple[Elements, int]:
    # pydicom's element generator alone takes 40 % of the time of its readers, which build three data sets a file.
    # It serves the usual file: with preamble, explicit little endian. All others go through the reader.
    meta = _file_meta(handle)
    syntax = meta.get(_TAGS["TransferSyntaxUID"])
    if syntax is None or _text(syntax) in NOT_EXPLICIT_LITTLE_ENDIAN:
        handle.seek(0)
        dataset, end = _parse(handle, _PER_IMAGE)
        if syntax is not None and _text(syntax) == DEFLATED:
            end = PREAMBLE_BYTES  # offsets within what was inflated mean nothing in the file
        found = dataset.file_meta.elements() if hasattr(dataset, "file_meta") else ()
        return {int(element.tag): element for element in (*found, *dataset.elements())}, end
    for element in data_element_generator(
        handle,
        False,
        True,
        stop_when=lambda tag, _vr, _length: int.__ge__(tag, PIXEL_DATA),
        specific_tags=_IMAGE_TAGS,
    ):
        meta[int(element.tag)] = element
    return meta, handle.tell()


def _file_meta(handle: BinaryIO) -> Elements:
    """The elements before the data set, where the file begins with a preamble."""
    if handle.read(PREAMBLE_BYTES)[128:] != b"DICM":
        return {}
    elements = data_element_generator(
        handle, False, True, stop_when=lambda tag, _vr, _length: tag >> 16 != FILE_META_GROUP
    )
    return {int(element.tag): element for element in elements}


def says_mr_image(path: Path) -> bool:
    """Whether a file's first elements say that an MR image follows; tells a damaged image from a file that is none."""
    try:
        with path.open("rb") as handle:
            stored = _file_meta(handle).get(_tag("MediaStorageSOPClassUID"))
    except PARSE_ERRORS:
        return False
    return stored is not None and _text(stored) in {MR_IMAGE, *ENHANCED_MR}


def _looks_like_dicom(head: bytes) -> bool:
    if head[128:132] == b"DICM":
        return True
    # Old archives leave out the preamble; such a file starts with an element of group 0002 or 0008.
    return len(head) > 132 and head[0] in (2, 8) and head[1] == 0 and head[3] == 0 and head[2:4] < b"\x60\x00"


def _parse(handle: BinaryIO, keywords: Iterable[str]) -> tuple[Any, int]:
    dataset = read_partial(
        handle,
        # Plain integer comparison: pydicom's own tag comparison takes a quarter of the time of the whole reading.
        stop_when=lambda tag, _vr, _length: int.__ge__(tag, PIXEL_DATA),
        force=True,
        specific_tags=[_TAGS[keyword] for keyword in keywords],
    )
    return dataset, handle.tell()


def _image_header(path: Path, elements: Elements, pixels_at: int, file_bytes: int) -> ImageHeader | None:
    text = {keyword: _text(elements[_TAGS[keyword]]) if _TAGS[keyword] in elements else "" for keyword in _PER_IMAGE}
    rows, columns = _integer(text["Rows"]), _integer(text["Columns"])
    if not text["SeriesInstanceUID"] or rows < 1 or columns < 1 or pixels_at >= file_bytes:
        return None
    patient = text["PatientID"] or f"{text['PatientName']}\n{text['PatientBirthDate']}"
    slope = floats(text["RescaleSlope"], 1)
    intercept = floats(text["RescaleIntercept"], 1)
    number = floats(text["SeriesNumber"], 1)
    return ImageHeader(
        path=path,
        pixels_at=pixels_at,
        file_bytes=file_bytes,
        transfer_syntax=text["TransferSyntaxUID"],
        sop_class=text["SOPClassUID"],
        sop_uid=text["SOPInstanceUID"],
        modality=text["Modality"] if re.fullmatch(r"[A-Z]{2,10}", text["Modality"]) else "other",
        patient=patient.strip(),
        study_uid=text["StudyInstanceUID"],
        series_uid=text["SeriesInstanceUID"],
        series_number=int(number[0]) if number else None,
        position=floats(text["ImagePositionPatient"], 3),
        orientation=floats(text["ImageOrientationPatient"], 6),
        pixel_spacing=floats(text["PixelSpacing"], 2),
        rows=rows,
        columns=columns,
        frames=max(1, _integer(text["NumberOfFrames"], 1)),
        frame=text["FrameOfReferenceUID"],
        samples=_integer(text["SamplesPerPixel"], 1),
        bits_allocated=_integer(text["BitsAllocated"], 16),
        bits_stored=_integer(text["BitsStored"], 16),
        signed=_integer(text["PixelRepresentation"]) == 1,
        slope=slope[0] if slope else 1.0,
        intercept=intercept[0] if intercept else 0.0,
    )


def _is_dicomdir(path: Path) -> bool:
    return path.name.upper() == "DICOMDIR"


def scan_folder(paths: Sequence[Path]) -> FolderContents:
    """Read the headers of every file below `paths` and group the images into series.

    Series are in order of date, then number. A file that holds no image (or none that can be parsed) is counted;
    a DICOMDIR is not: its files are walked instead.
    """
    with warnings.catch_warnings():
        # pydicom warns of every value that breaks a rule of the standard; what matters is checked by its use.
        warnings.simplefilter("ignore")
        return _scan(paths)


def _scan(paths: Sequence[Path]) -> FolderContents:
    groups: dict[tuple[str, str, str], dict[str, ImageHeader]] = {}
    files = without_image = cut_short = 0
    for path in walk(paths):
        if _is_dicomdir(path):
            continue
        files += 1
        header = read_header(path)
        if header is None:
            if says_mr_image(path):
                cut_short += 1
            else:
                without_image += 1
            continue
        group = groups.setdefault((header.patient, header.study_uid, header.series_uid), {})
        # The same image under two file names is one image; one without UID is known by its file.
        group.setdefault(header.sop_uid or str(header.path), header)
    series = [_series(tuple(group.values())) for group in groups.values()]
    series.sort(key=lambda one: (one.acquired_on or date.max, one.number or 0, one.series_uid))
    return FolderContents(tuple(series), files, without_image, cut_short)


def _series(images: tuple[ImageHeader, ...]) -> Series:
    first = images[0]
    texts = _read_texts(first.path)
    study_on = _date(texts["StudyDate"])
    taken_on = next(
        (
            found
            for keyword in ("AcquisitionDate", "AcquisitionDateTime", "SeriesDate", "ContentDate")
            if (found := _date(texts[keyword]))
        ),
        None,
    )
    acquired_on = study_on or taken_on
    number = "without number" if first.series_number is None else str(first.series_number)
    return Series(
        label=f"series {number}" + (f" of {acquired_on.isoformat()}" if acquired_on else ""),
        patient=first.patient,
        patient_id=texts["PatientID"],
        study_uid=first.study_uid,
        series_uid=first.series_uid,
        number=first.series_number,
        acquired_on=acquired_on,
        date_gap_days=abs((study_on - taken_on).days) if study_on and taken_on else 0,
        images=images,
        texts=texts,
    )


def _read_texts(path: Path) -> dict[str, str]:
    # The one place where pydicom converts: the description may be in any character set.
    with path.open("rb") as handle:
        dataset, _ = _parse(handle, _PER_SERIES)
    return {keyword: _converted(dataset, keyword) for keyword in _PER_SERIES}


def _converted(dataset: Any, keyword: str) -> str:
    try:
        value = dataset.get(keyword)
    except PARSE_ERRORS:
        return ""
    if value is None:
        return ""
    parts = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
    return " ".join(str(part).strip() for part in parts)


def _date(text: str) -> date | None:
    """A DICOM date (or the date of a date-time), if it is one that a scan can have."""
    digits = text.replace(".", "").replace("-", "")[:8]
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return found if EARLIEST <= found <= date.today() + timedelta(days=1) else None
