"""Small DICOM files for tests, written with pydicom alone: independent of the code under test."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
SAGITTAL = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
MR_STORAGE = "1.2.840.10008.5.1.4.1.1.4"
ENHANCED_MR_STORAGE = "1.2.840.10008.5.1.4.1.1.4.1"


def ramp(slices: int, rows: int, columns: int) -> NDArray[np.uint16]:
    """Every voxel different, so that any swap of axes or slices shows."""
    return np.arange(slices * rows * columns, dtype=np.uint16).reshape(slices, rows, columns)


@dataclass
class SeriesSpec:
    """One series: what it says and where it lies. `shape` is (slices, rows, columns), `spacing` likewise, mm."""

    description: str = "t1_mpr_tra_KM"
    shape: tuple[int, int, int] = (6, 5, 7)
    spacing: tuple[float, float, float] = (3.0, 0.8, 0.9)
    axes: tuple[tuple[float, ...], tuple[float, ...]] = AXIAL
    origin: tuple[float, float, float] = (-10.0, 20.0, 30.0)
    patient: str = "CASE-1"
    study: str = "study"
    date: str = "20200102"
    number: int = 3
    modality: str = "MR"
    storage: str = MR_STORAGE
    frame: str = "frame"
    slope: float | None = None
    intercept: float | None = None
    syntax: str = ExplicitVRLittleEndian
    values: NDArray[Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def uid(self, *parts: str) -> str:
        """A UID that is the same for the same parts."""
        return generate_uid(entropy_srcs=[self.patient, self.study, self.date, *parts])

    @property
    def series_uid(self) -> str:
        return self.uid("series", str(self.number))

    def normal(self) -> NDArray[np.float64]:
        return np.cross(self.axes[0], self.axes[1])

    def position(self, index: float) -> NDArray[np.float64]:
        """Centre of the first pixel of a slice, LPS mm."""
        return np.asarray(self.origin) + self.normal() * self.spacing[0] * index

    def affine(self) -> NDArray[np.float64]:
        """(slice, row, column) -> LPS mm, written down from the standard (PS3.3 C.7.6.2.1.1)."""
        affine = np.eye(4)
        affine[:3, 0] = self.normal() * self.spacing[0]
        affine[:3, 1] = np.asarray(self.axes[1]) * self.spacing[1]
        affine[:3, 2] = np.asarray(self.axes[0]) * self.spacing[2]
        affine[:3, 3] = self.origin
        return affine

    def pixels(self) -> NDArray[Any]:
        # The series number is added, so that no two series of a visit are the same scan.
        return ramp(*self.shape) + np.uint16(self.number) if self.values is None else self.values


def base(spec: SeriesSpec, sop_uid: str) -> FileDataset:
    """What every file of a series says."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = spec.storage
    meta.MediaStorageSOPInstanceUID = sop_uid
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID = spec.storage
    dataset.SOPInstanceUID = sop_uid
    dataset.Modality = spec.modality
    dataset.PatientID = spec.patient
    dataset.PatientName = "Doe^Jane"
    dataset.PatientBirthDate = "19500607"
    dataset.StudyInstanceUID = spec.uid("study")
    dataset.SeriesInstanceUID = spec.series_uid
    dataset.SeriesNumber = spec.number
    dataset.StudyDate = dataset.AcquisitionDate = spec.date
    dataset.SeriesDescription = spec.description
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "M"]
    dataset.ScanningSequence = "GR"
    dataset.RepetitionTime = 1900.0
    dataset.EchoTime = 2.5
    dataset.MRAcquisitionType = "3D"
    if spec.frame:
        dataset.FrameOfReferenceUID = spec.uid(spec.frame)
    dataset.Rows, dataset.Columns = spec.shape[1:]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 16, 15
    dataset.PixelRepresentation = int(np.issubdtype(spec.pixels().dtype, np.signedinteger))
    if spec.slope is not None:
        dataset.RescaleSlope, dataset.RescaleIntercept, dataset.RescaleType = spec.slope, spec.intercept or 0.0, "US"
    for keyword, value in spec.extra.items():
        setattr(dataset, keyword, value)
    return dataset


def write_series(
    folder: Path, spec: SeriesSpec, *, suffix: str = ".dcm", only: Sequence[int] | None = None
) -> list[Path]:
    """Write one file a slice, in shuffled order of file names; return the paths in order of slices."""
    folder.mkdir(parents=True, exist_ok=True)
    pixels = spec.pixels()
    names = np.random.default_rng(spec.number).permutation(spec.shape[0])
    paths = []
    for index in range(spec.shape[0]) if only is None else only:
        dataset = base(spec, spec.uid("image", str(spec.number), str(index)))
        dataset.InstanceNumber = index + 1
        dataset.ImagePositionPatient = [f"{x:.6f}" for x in spec.position(index)]
        dataset.ImageOrientationPatient = [float(x) for axis in spec.axes for x in axis]
        dataset.PixelSpacing = list(spec.spacing[1:])
        dataset.SliceThickness = 99.0  # a trap: never the distance between slices
        dataset.PixelData = np.ascontiguousarray(pixels[index]).tobytes()
        if spec.syntax != ExplicitVRLittleEndian:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                dataset.compress(spec.syntax, generate_instance_uid=False)
        path = folder / f"{spec.number:02d}_{names[index]:04d}{suffix}"
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)
    return paths


def edit(path: Path, **values: Any) -> None:
    """Change elements of a file; None takes an element out."""
    import pydicom

    dataset = pydicom.dcmread(path)
    for keyword, value in values.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)


def cut(path: Path, keep: float) -> None:
    """Keep the first part of a file's bytes."""
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * keep)])


def write_multi_frame(
    path: Path, spec: SeriesSpec, order: Sequence[int], *, slopes: Sequence[float] | None = None
) -> None:
    """One enhanced MR file whose frames stand in `order`; geometry per frame, pixel measures shared."""
    dataset = base(spec, spec.uid("enhanced", str(spec.number)))
    dataset.NumberOfFrames = len(order)
    shared, measures, turn = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = list(spec.spacing[1:])
    turn.ImageOrientationPatient = [float(x) for axis in spec.axes for x in axis]
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [turn]
    dataset.SharedFunctionalGroupsSequence = [shared]
    groups = []
    for place, index in enumerate(order):
        group, plane = Dataset(), Dataset()
        plane.ImagePositionPatient = [f"{x:.6f}" for x in spec.position(index)]
        group.PlanePositionSequence = [plane]
        if slopes is not None:
            rescale = Dataset()
            rescale.RescaleSlope, rescale.RescaleIntercept, rescale.RescaleType = slopes[place], 0.0, "US"
            group.PixelValueTransformationSequence = [rescale]
        groups.append(group)
    dataset.PerFrameFunctionalGroupsSequence = groups
    dataset.PixelData = np.ascontiguousarray(spec.pixels()[list(order)]).tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)
