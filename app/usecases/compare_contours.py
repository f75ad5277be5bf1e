"""Compare two contours of one cavity that lie in files, and say whether a lesion's side of the margin hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.usecases.draw_cavity import only_region
from app.usecases.import_scans import load_mask_any
from imaging.contour_agreement import ContourAgreement, SideOfMargin, compare_contours, side_of_margin
from imaging.errors import EmptyMask
from imaging.margin import CavitySurface, surface_of
from imaging.volume import Mask


@dataclass(frozen=True)
class FilesCompared:
    """What came out.

    Attributes:
        agreement: None where a contour is empty: not estimable.
        lesions: in order of the files and of the regions in each; None: not estimable.
    """

    agreement: ContourAgreement | None
    lesions: tuple[SideOfMargin | None, ...]


def compare_contour_files(one: Path, other: Path, lesions: Sequence[Path] = (), *, mm: float = 5.0) -> FilesCompared:
    """Compare the regions of two mask files, and the sides of the margin on which lesions lie by each.

    NIfTI files, which name no frame of reference, are taken to lie in that of the first; their grids may differ.

    Args:
        one: NIfTI or DICOM SEG with one region.
        other: the same thing contoured again.
        lesions: mask files; each region of theirs is a lesion.
        mm: width of the margin, mm.

    Raises:
        SeveralRegions: one of the two files has several regions.
        FrameMismatch: a DICOM SEG lies in another frame.
        ImagingError: a file cannot be read.
    """
    first = only_region(one)
    frame = first.grid.frame
    second = only_region(other, frame=frame)
    outlines = [mask for path in lesions for _, mask in load_mask_any(path, frame=frame)]
    for mask in (second, *outlines):
        mask.grid.require_frame(frame)
    surfaces = [_surface_or_none(mask) for mask in (first, second)]
    if surfaces[0] is None or surfaces[1] is None:
        return FilesCompared(None, (None,) * len(outlines))
    found = [_surface_or_none(mask) for mask in outlines]
    return FilesCompared(
        compare_contours(surfaces[0], surfaces[1]),
        tuple(
            None if lesion is None else side_of_margin(lesion.surface_points, frame, surfaces[0], surfaces[1], mm)
            for lesion in found
        ),
    )


def _surface_or_none(mask: Mask) -> CavitySurface | None:
    try:
        return surface_of(mask)
    except EmptyMask:
        return None
