"""Is the study still what was entered? The ledger's chain, and every stored file against its name."""

from dataclasses import dataclass

from app.usecases.study import ContentStore, Study
from imaging.nifti import content_hash
from review_schema.errors import StoredFileChanged, StoredFileMissing
from review_schema.payloads import CavityContoured, LesionsOutlined, ScanImported


@dataclass(frozen=True)
class VerifyReport:
    """What was found sound."""

    entries: int
    files: int  # scans and masks


def verify_study(study: Study) -> VerifyReport:
    """Check everything; stop at the first fault.

    Raises:
        ChainBroken: an entry was changed, taken out, moved or cut off; names the first.
        LedgerUnprotected: a guard of the ledger is gone.
        LedgerUnreadable: the ledger's file is damaged.
        StudyFileDiffers: ``study.toml`` was changed.
        StoredFileMissing, StoredFileChanged: a scan or mask that an entry names is not as it was stored.
    """
    entries = study.ledger.verify()
    study.verify_identity()
    # Every entry, not the present state: what was read before another series was chosen must stay as well.
    payloads = [entry.payload for entry in study.ledger.entries()]
    scans = {payload.scan_id for payload in payloads if isinstance(payload, ScanImported)}
    masks = {payload.mask_id for payload in payloads if isinstance(payload, CavityContoured)}
    masks |= {one.mask_id for payload in payloads if isinstance(payload, LesionsOutlined) for one in payload.outlines}
    _check("scan", study.scans, scans)
    _check("mask", study.masks, masks)
    return VerifyReport(entries, len(scans) + len(masks))


def _check(what: str, store: ContentStore, content_ids: set[str]) -> None:
    for content_id in sorted(content_ids):
        try:
            found = content_hash(store.path(content_id))
        except FileNotFoundError as error:
            raise StoredFileMissing(what, content_id) from error
        if found != content_id:
            raise StoredFileChanged(what, content_id)
