"""Errors of the imaging room: each holds facts (millimetres, counts), never prose and never identity.

The sentences that users read are made from these facts in ``app/messages.py``.
"""

from dataclasses import dataclass


class ImagingError(Exception):
    """Base of every error that `imaging` raises on purpose."""


@dataclass
class FrameMismatch(ImagingError):
    """Two grids, points or masks of different frames of reference were mixed."""

    expected_frame: str
    given_frame: str


@dataclass
class GridMismatch(ImagingError):
    """Values and grid, or two grids, do not have the same shape or affine."""

    expected_shape: tuple[int, ...]
    given_shape: tuple[int, ...]


@dataclass
class SingularAffine(ImagingError):
    """An affine that maps the voxels onto a plane, a line or a point, or has non-finite numbers."""

    determinant: float


@dataclass
class NotRigid(ImagingError):
    """A matrix meant as rigid transform scales, shears or mirrors."""

    deviation: float


# Scans from elsewhere. `series` says which one without identity: "series 3 of 2019-03-13", "file 1".


@dataclass
class NothingToImport(ImagingError):
    """No image was found among the files."""

    files: int


@dataclass
class OtherModality(ImagingError):
    """The images are of another modality than MR."""

    modality: str
    images: int


@dataclass
class SeveralPatients(ImagingError):
    """The files belong to more than one patient, and it was not said whose to take."""

    patients: int


@dataclass
class NoSubjectGiven(ImagingError):
    """The files name no patient, and no subject was given."""

    files: int


@dataclass
class NoDateGiven(ImagingError):
    """A scan carries no date of acquisition, and none was given."""

    series: str


@dataclass
class ArchiveUnreadable(ImagingError):
    """A zip archive is damaged, encrypted, or unpacks to more than is allowed."""

    fault: str


@dataclass
class SeriesFault(ImagingError):
    """A series that cannot be believed as one volume."""

    series: str


@dataclass
class TooFewSlices(SeriesFault):
    """Too few slices for a volume."""

    slices: int
    needed: int


@dataclass
class MissingSlices(SeriesFault):
    """The slices leave a gap that is a multiple of their distance."""

    missing: int
    gap_mm: float
    spacing_mm: float


@dataclass
class UnevenSlices(SeriesFault):
    """The distances between slices differ."""

    least_mm: float
    greatest_mm: float


@dataclass
class RepeatedSlices(SeriesFault):
    """Several different images lie at the same place."""

    images: int
    places: int


@dataclass
class MixedOrientations(SeriesFault):
    """The images are not parallel."""

    degrees: float


@dataclass
class TiltedSlices(SeriesFault):
    """The slices are stacked along another direction than their normal (gantry tilt, shear)."""

    degrees: float


@dataclass
class MixedFrames(SeriesFault):
    """The images name several frames of reference."""

    frames: int


@dataclass
class MixedImages(SeriesFault):
    """The images differ in rows, columns, pixel spacing or another fact that one volume shares."""

    what: str


@dataclass
class GeometryAbsent(SeriesFault):
    """An image lacks, or has unusable, position, orientation or pixel spacing."""

    what: str


@dataclass
class SpacingImplausible(SeriesFault):
    """A distance between voxels that no brain scan has."""

    spacing_mm: float


@dataclass
class NotAVolume(SeriesFault):
    """An image kind that is no stack of grey slices: colour, mosaic, projection."""

    what: str


@dataclass
class PixelsCutShort(SeriesFault):
    """A file ends before its pixels do."""

    images: int


@dataclass
class PixelsUnreadable(SeriesFault):
    """The decoder cannot read the pixels."""

    syntax: str


@dataclass
class PixelsImplausible(SeriesFault):
    """Decoded values outside what the header allows, not finite, or all the same."""

    lowest: float
    highest: float


@dataclass
class NiftiUnreadable(SeriesFault):
    """The bytes are not a whole NIfTI file."""

    fault: str


@dataclass
class NotThreeDimensional(SeriesFault):
    """An image with more or fewer than three dimensions."""

    dimensions: int


@dataclass
class ConflictingAffines(SeriesFault):
    """The two geometries in a NIfTI header (sform, qform) put the scan at different places."""

    distance_mm: float


@dataclass
class SegmentNotFound(ImagingError):
    """No segment of that name or number, or several and none was named."""

    segments: int


@dataclass
class SegmentationUnreadable(ImagingError):
    """A DICOM file that is no usable segmentation."""

    fault: str


@dataclass
class ScanNotStored(ImagingError):
    """The study holds no such scan, or several that the given words fit."""

    found: int


@dataclass
class SeveralVisits(ImagingError):
    """Scans of several days where one scan was asked for."""

    visits: int


@dataclass
class ResultDisbelieved(ImagingError):
    """What the reading process handed back does not agree with itself."""

    what: str


@dataclass
class ImportDoubt(ImagingError):
    """Base of what is said as a warning: the import goes on."""


@dataclass
class FilesPassedOver(ImportDoubt):
    """Files that hold no image."""

    files: int


@dataclass
class ImagesCutShort(ImportDoubt):
    """MR images that end within their header, or whose header is damaged; a refusal where nothing else is there."""

    images: int


@dataclass
class OtherModalityPassedOver(ImportDoubt):
    """Images of another modality."""

    images: int
    modality: str


@dataclass
class OtherPatientsPassedOver(ImportDoubt):
    """Images of other patients than the subject."""

    patients: int


@dataclass
class NoContrastEnhancedSeries(ImportDoubt):
    """A visit whose chosen T1-weighted series is not known to be contrast-enhanced."""

    date: str


@dataclass
class NoT1Series(ImportDoubt):
    """A visit without any series that is known to be T1-weighted."""

    date: str


@dataclass
class GivenDateUnused(ImportDoubt):
    """A date was given for series whose files carry another one."""

    scans: int


@dataclass
class DatesDisagree(ImportDoubt):
    """Study date and acquisition date lie more than a day apart."""

    series: str
    days: int


@dataclass
class AlreadyImported(ImportDoubt):
    """Scans that the study holds already."""

    scans: int


@dataclass
class SameScanElsewhere(ImportDoubt):
    """The very same voxels are stored under another visit or subject: one of the two is wrong."""

    date: str


@dataclass
class ChoiceKept(ImportDoubt):
    """New series joined a visit whose scan is chosen already."""

    date: str
    scans: int


@dataclass
class EmptyMask(ImagingError):
    """A mask in which nothing is marked."""


@dataclass
class NotADisplayGrid(ImagingError):
    """A slice of the screen was asked of a grid that is oblique, anisotropic or ordered otherwise."""

    deviation: float


@dataclass
class Cancelled(ImagingError):
    """Long work was stopped because its caller asked for that."""


@dataclass
class OutsideScan(ImagingError):
    """A place that is not on the scan."""


@dataclass
class NoCavityHere(ImagingError):
    """A seed at which the scan is not darker than the tissue around."""


@dataclass
class CavityNotClosed(ImagingError):
    """A dark region without a wall within the greatest size of a cavity."""

    greatest_mm: float


@dataclass
class ApplicatorSize(ImagingError):
    """A diameter that no spherical applicator has."""

    diameter_mm: float
    least_mm: float
    greatest_mm: float


@dataclass
class NoLesionHere(ImagingError):
    """A click where nothing enhances."""


@dataclass
class LesionTooLarge(ImagingError):
    """A click from which the enhancement runs on beyond the greatest size of a marked lesion."""

    greatest_mm: float
