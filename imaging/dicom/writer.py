"""Write a scan as a classic MR series, as a scanner or an archive would export it.

The only writer of the demo and of tests that need DICOM of known content; UIDs depend on what the caller names,
so that the same scan is written byte for byte the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGLSLossless, MRImageStorage, generate_uid

from imaging.volume import Volume

Encoding = Literal["explicit", "implicit", "jpeg-ls"]
SYNTAXES = {"explicit": ExplicitVRLittleEndian, "implicit": ImplicitVRLittleEndian, "jpeg-ls": JPEGLSLossless}
MANUFACTURERS = {
    "Siemens": "SIEMENS",
    "GE": "GE MEDICAL SYSTEMS",
    "Philips": "Philips Medical Systems",
    "Canon": "CANON_MEC",
}


@dataclass(frozen=True)
class PatientHeader:
    """Who was scanned: fictitious, or a pseudonym."""

    patient_id: str
    name: str
    birth_date: date
    sex: Literal["F", "M", "O"] = "O"


@dataclass(frozen=True)
class StudyHeader:
    """One visit to the scanner."""

    uid: str
    on: date
    description: str
    vendor: Literal["Siemens", "GE", "Philips", "Canon"]
    accession: str = ""
    field_tesla: float = 3.0


@dataclass(frozen=True)
class SeriesHeader:
    """One series of a visit.

    Attributes:
        uid: SeriesInstanceUID; the images' UIDs are made from it.
        thickness_mm: SliceThickness (0018,0050), mm.
        three_d: acquired as a volume rather than slice by slice.
        repetition_ms, echo_ms, inversion_ms, flip_deg: of the sequence.
        agent: ContrastBolusAgent; empty before contrast agent was given.
        extra: further elements by keyword, set last.
    """

    uid: str
    number: int
    description: str
    thickness_mm: float
    three_d: bool = True
    repetition_ms: float = 1900.0
    echo_ms: float = 2.5
    inversion_ms: float | None = None
    flip_deg: float = 9.0
    spin_echo: bool = False
    agent: str = ""
    image_type: tuple[str, ...] = ("ORIGINAL", "PRIMARY", "M", "NORM")
    extra: Mapping[str, str | float | int] = field(default_factory=dict)


def uid_of(*parts: object) -> str:
    """A UID that depends on `parts` only."""
    return str(generate_uid(entropy_srcs=["RimRead", *(str(part) for part in parts)]))


def write_series(
    folder: Path,
    volume: Volume,
    patient: PatientHeader,
    study: StudyHeader,
    series: SeriesHeader,
    *,
    encoding: Encoding = "explicit",
) -> tuple[Path, ...]:
    """Write one file per slice as ``IM0000.dcm`` onwards, and return the files.

    Args:
        folder: where to; made if missing.
        volume: unsigned integers up to 4095 (12 bits stored), axis order (slice, row, column), LPS mm; its
            frame becomes FrameOfReferenceUID (0020,0052).
        patient: who.
        study: which visit.
        series: which sequence.
        encoding: transfer syntax.

    Raises:
        ValueError: the values do not fit into 12 bits.
    """
    values = volume.values
    if values.dtype.kind not in "ui" or int(values.min()) < 0 or int(values.max()) > 4095:
        raise ValueError("MR slices are written as unsigned 12-bit integers")
    folder.mkdir(parents=True, exist_ok=True)
    common = _common(volume, patient, study, series)
    normal = np.cross(volume.grid.affine[:3, 2], volume.grid.affine[:3, 1])
    # Scanners number along the patient's axis; a left-handed grid is written last slice first.
    order = range(len(values))
    if float(normal @ volume.grid.affine[:3, 0]) < 0:
        order = range(len(values) - 1, -1, -1)
    files = []
    for number, index in enumerate(order, start=1):
        dataset = Dataset()
        dataset.update(common)
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.MediaStorageSOPClassUID = MRImageStorage
        dataset.SOPInstanceUID = uid_of(series.uid, number)
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.file_meta.TransferSyntaxUID = SYNTAXES["explicit" if encoding == "jpeg-ls" else encoding]
        dataset.InstanceNumber = number
        position = volume.grid.points((index, 0, 0))
        dataset.ImagePositionPatient = [round(float(p), 6) for p in position]
        dataset.SliceLocation = round(float(position @ normal / np.linalg.norm(normal)), 4)
        dataset.PixelData = np.ascontiguousarray(values[index], dtype="<u2").tobytes()
        dataset["PixelData"].VR = "OW"
        if encoding == "jpeg-ls":
            dataset.compress(JPEGLSLossless, generate_instance_uid=False)
        path = folder / f"IM{number - 1:04d}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        files.append(path)
    return tuple(files)


def _common(volume: Volume, patient: PatientHeader, study: StudyHeader, series: SeriesHeader) -> Dataset:
    """What all slices of the series share."""
    grid = volume.grid
    slice_mm, row_mm, column_mm = grid.spacing_mm
    along_columns = grid.affine[:3, 2] / column_mm
    along_rows = grid.affine[:3, 1] / row_mm
    day = study.on.strftime("%Y%m%d")
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.ImageType = list(series.image_type)
    dataset.SOPClassUID = MRImageStorage
    dataset.StudyDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = day
    dataset.StudyTime = "101500"
    dataset.SeriesTime = dataset.AcquisitionTime = dataset.ContentTime = f"10{15 + series.number:02d}00"
    dataset.AccessionNumber = study.accession
    dataset.Modality = "MR"
    dataset.Manufacturer = MANUFACTURERS[study.vendor]
    dataset.StudyDescription = study.description
    dataset.SeriesDescription = dataset.ProtocolName = series.description
    dataset.PatientName = patient.name
    dataset.PatientID = patient.patient_id
    dataset.PatientBirthDate = patient.birth_date.strftime("%Y%m%d")
    dataset.PatientSex = patient.sex
    if series.agent:
        dataset.ContrastBolusAgent = series.agent
    dataset.ScanningSequence = "SE" if series.spin_echo else "GR"
    dataset.SequenceVariant = "SP"
    dataset.ScanOptions = ""
    dataset.MRAcquisitionType = "3D" if series.three_d else "2D"
    dataset.SliceThickness = series.thickness_mm
    dataset.SpacingBetweenSlices = round(slice_mm, 6)
    dataset.RepetitionTime = series.repetition_ms
    dataset.EchoTime = series.echo_ms
    if series.inversion_ms is not None:
        dataset.InversionTime = series.inversion_ms
    dataset.MagneticFieldStrength = study.field_tesla
    dataset.FlipAngle = series.flip_deg
    dataset.PatientPosition = "HFS"
    dataset.StudyInstanceUID = study.uid
    dataset.SeriesInstanceUID = series.uid
    dataset.StudyID = "1"
    dataset.SeriesNumber = series.number
    # 8 digits keep a direction to 1e-8: far below what a voxel index over 500 voxels needs.
    dataset.ImageOrientationPatient = [round(float(c), 8) for c in (*along_columns, *along_rows)]
    dataset.FrameOfReferenceUID = grid.frame
    dataset.PositionReferenceIndicator = ""
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = grid.shape[1], grid.shape[2]
    dataset.PixelSpacing = [round(row_mm, 6), round(column_mm, 6)]
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation = 0
    dataset.WindowCenter, dataset.WindowWidth = 450, 900
    for keyword, value in series.extra.items():
        setattr(dataset, keyword, value)
    return dataset
