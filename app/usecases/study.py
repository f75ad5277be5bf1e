"""A study on disk: ``study.toml``, ``ledger.db``, scans and masks named by their content.

``STUDY/study.toml  ledger.db  scans/ab/abcd….nii  masks/ab/…nii  drafts/  cache/`` (cache can always be rebuilt).
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Self

from app.version import VERSION
from imaging.nifti import content_hash, read_mask, read_volume
from imaging.volume import Mask, Volume
from review_schema.charter import Charter
from review_schema.ledger import Ledger
from review_schema.payloads import CavityContoured, ScanImported
from review_schema.projections import StudyState, fold

Progress = Callable[[float, str], None]
"""Called with the fraction done (0..1) and what is being done; from the thread that does the work."""

Cancelled = Callable[[], bool]
"""Asked often by long work; True means stop and leave nothing half-written."""


def no_progress(fraction: float, text: str) -> None:
    """Discard progress."""


def never_cancelled() -> bool:
    """Go on."""
    return False


class ContentStore:
    """Files named by the SHA-256 of their bytes, never changed once there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, content_id: str) -> Path:
        """Where the file with this hash lies (or would lie)."""
        return self.root / content_id[:2] / f"{content_id}.nii"

    def adopt(self, file: Path) -> str:
        """Move a finished file into the store; return its content id. Durable before it returns."""
        content_id = content_hash(file)
        target = self.path(content_id)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged = target.with_suffix(".part")
            shutil.copyfile(file, staged)
            with staged.open("rb") as handle:
                os.fsync(handle.fileno())
            staged.replace(target)
        file.unlink(missing_ok=True)
        return content_id


class Study:
    """An open study: the ledger and the stores beside it. The present state is folded from the ledger."""

    def __init__(self, root: Path, ledger: Ledger) -> None:
        self.root = root
        self.ledger = ledger
        self.scans = ContentStore(root / "scans")
        self.masks = ContentStore(root / "masks")

    @classmethod
    def create(cls, root: Path, charter: Charter | None = None, author: str = "coordinator") -> Self:
        """Make a new, empty study folder; refuses a folder that holds anything."""
        raise NotImplementedError

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open an existing study."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def state(self) -> StudyState:
        """What the study says now."""
        return fold(self.ledger.entries())

    def load_scan(self, scan: ScanImported) -> Volume:
        """The stored voxels of a scan, memory-mapped, in the scan's own frame."""
        return read_volume(self.scans.path(scan.scan_id), scan.frame)

    def load_mask(self, contour: CavityContoured, frame: str) -> Mask:
        """A stored cavity contour, in the frame of the scan it was drawn on."""
        return read_mask(self.masks.path(contour.mask_id), frame)

    def staging(self, name: str) -> Path:
        """A path in the study's scratch folder for a file that is about to be adopted."""
        folder = self.root / "cache" / "staging"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


__all__ = ["VERSION", "Cancelled", "ContentStore", "Progress", "Study", "never_cancelled", "no_progress"]
