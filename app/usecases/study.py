"""A study on disk: ``study.toml``, ``ledger.db``, scans and masks named by their content.

``STUDY/study.toml  ledger.db  scans/ab/abcd….nii  masks/ab/…nii  drafts/  cache/`` (cache can always be rebuilt).
"""

import errno
import os
import shutil
import threading
import tomllib
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from app.usecases.write_files import make_durable
from app.version import VERSION
from imaging.nifti import content_hash, read_mask, read_volume
from imaging.volume import Mask, Volume
from review_schema import ids
from review_schema.charter import Charter
from review_schema.errors import (
    CharterUnreadable,
    FolderNotEmpty,
    LedgerMoved,
    NotAStudy,
    ReviewError,
    StoredFileMissing,
    StudyFileDiffers,
    StudyFolderUnwritable,
    StudyTooNew,
)
from review_schema.ledger import Entry, Ledger
from review_schema.payloads import CavityContoured, Payload, ScanImported, StudyCreated
from review_schema.projections import Projection, StudyState
from review_schema.record import fault_in_words

LAYOUT = 1
"""Version of the study folder's layout, in ``study.toml``."""

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
            make_durable(target.parent)
            make_durable(self.root)
        file.unlink(missing_ok=True)
        return content_id


class Study:
    """An open study: the ledger and the stores beside it. The present state is folded from the ledger."""

    def __init__(self, root: Path, ledger: Ledger, projection: Projection) -> None:
        self.root = root
        self.ledger = ledger
        self.scans = ContentStore(root / "scans")
        self.masks = ContentStore(root / "masks")
        self._projection = projection
        self._folding = threading.Lock()

    @classmethod
    def create(cls, root: Path, charter: Charter | None = None, author: str = "coordinator") -> Self:
        """Make a new, empty study folder, whole or not at all.

        Args:
            root: the folder to make; it may exist if it is empty.
            charter: the study's rules; the default charter if None.
            author: who makes the study.

        Raises:
            FolderNotEmpty: the folder holds something.
            NetworkFolder: the folder lies on a network share.
            StudyFolderUnwritable: the folder cannot be made there.
        """
        rules = charter if charter is not None else Charter()
        study_id = ids.new_id()
        unfinished = root.absolute().with_name(f".{root.absolute().name}.{uuid.uuid4().hex}")
        try:
            if root.exists() and (not root.is_dir() or any(root.iterdir())):
                raise FolderNotEmpty
            unfinished.mkdir(parents=True)
            try:
                _furnish(
                    unfinished, StudyCreated(study_id=study_id, charter=rules, charter_sha256=rules.sha256()), author
                )
                if root.exists():
                    # Someone may stand in the empty folder: it is filled, not replaced; study.toml comes last.
                    for part in sorted(unfinished.iterdir(), key=lambda part: part.name == "study.toml"):
                        part.rename(root / part.name)
                else:
                    unfinished.rename(root)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        except OSError as error:
            raise StudyFolderUnwritable(errno.errorcode.get(error.errno or 0, type(error).__name__)) from error
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open an existing study.

        Raises:
            NotAStudy: there is no study in the folder.
            StudyTooNew: a newer version made it.
            LedgerUnreadable, LedgerTooNew, NoLedger, NetworkFolder: see `Ledger.open`.
            ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written (`Ledger.verify`);
                nothing is shown of it, and nothing added.
        """
        try:
            layout = tomllib.loads((root / "study.toml").read_text(encoding="utf-8"))["layout"]
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
            raise NotAStudy from error
        if not isinstance(layout, int):
            raise NotAStudy
        if layout > LAYOUT:
            raise StudyTooNew(layout)
        ledger = Ledger.open(root / "ledger.db", software=VERSION)
        projection = Projection()
        try:
            # Checked and folded in one pass: opening a large study takes as long as reading it once.
            for entry in ledger.verified_entries():
                projection.apply(entry)
        except ReviewError:
            ledger.close()
            raise
        return cls(root, ledger, projection)

    def verify_identity(self) -> None:
        """Check that ``study.toml`` and the ledger belong together.

        Raises:
            StudyFileDiffers: ``study.toml`` names another study than the ledger.
        """
        named = tomllib.loads((self.root / "study.toml").read_text(encoding="utf-8")).get("study_id")
        if named != self.state().study_id:
            raise StudyFileDiffers

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def state(self) -> StudyState:
        """What the study says now; only entries that came since the last call are folded."""
        return self._snapshot()[0]

    def record(self, author: str, decide: Callable[[StudyState], Sequence[tuple[str, Payload]]]) -> tuple[Entry, ...]:
        """Append what `decide` finds right in the present state; nothing can come in between.

        Args:
            author: account that states the facts.
            decide: gives the (stream, payload) to append, or raises to refuse. Called again with the newer state
                when another process appended meanwhile.

        Raises:
            LedgerBusy, LedgerUnwritable: see `Ledger.append_all`.
        """
        while True:
            state, sequence = self._snapshot()
            try:
                return self.ledger.append_all(decide(state), author, after=sequence)
            except LedgerMoved:
                continue

    def _snapshot(self) -> tuple[StudyState, int]:
        with self._folding:
            for entry in self.ledger.entries(after=self._projection.sequence):
                self._projection.apply(entry)
            return self._projection.state(), self._projection.sequence

    def load_scan(self, scan: ScanImported) -> Volume:
        """The stored voxels of a scan, memory-mapped, in the scan's own frame.

        Raises:
            StoredFileMissing: its file is gone.
        """
        try:
            return read_volume(self.scans.path(scan.scan_id), scan.frame)
        except FileNotFoundError as error:
            raise StoredFileMissing("scan", scan.scan_id) from error

    def load_mask(self, contour: CavityContoured, frame: str) -> Mask:
        """A stored cavity contour, in the frame of the scan it was drawn on.

        Raises:
            StoredFileMissing: its file is gone.
        """
        try:
            return read_mask(self.masks.path(contour.mask_id), frame)
        except FileNotFoundError as error:
            raise StoredFileMissing("mask", contour.mask_id) from error

    def staging(self, name: str) -> Path:
        """A path in the study's scratch folder for a file that is about to be adopted."""
        folder = self.root / "cache" / "staging"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


def read_charter(path: Path) -> Charter:
    """Read the study's rules from a TOML file.

    Raises:
        CharterUnreadable: missing, not TOML, or not a charter; names the setting, never the value.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise CharterUnreadable("it is no file")
        return Charter.from_toml(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CharterUnreadable("it cannot be opened") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:  # brackets in brackets in brackets
        raise CharterUnreadable("it is not TOML") from error
    except ValidationError as error:
        raise CharterUnreadable(fault_in_words(error, name_strange_keys=True)) from error


def _furnish(folder: Path, created: StudyCreated, author: str) -> None:
    ledger = Ledger.create(folder / "ledger.db", software=VERSION)
    try:
        ledger.append("study", created, author)
    finally:
        ledger.close()
    (folder / "study.toml").write_text(
        "# A RimRead study. Its charter, and all that is known of it, stands in ledger.db.\n"
        f'layout = {LAYOUT}\nstudy_id = "{created.study_id}"\n',
        encoding="utf-8",
    )


__all__ = [
    "VERSION",
    "Cancelled",
    "ContentStore",
    "Progress",
    "Study",
    "never_cancelled",
    "no_progress",
    "read_charter",
]
