"""Words for errors: every error that RimRead raises on purpose has one stable code, one sentence, one remedy.

A sentence is at most 300 characters and one line, and carries no name, ID, birth date or arm. Facts of
the error are put in by field name (``{gap_mm:.1f}``). ``docs/errors.md`` is made from this table.
"""

import errno
import os
from dataclasses import dataclass

from app.words import Said
from imaging import errors as imaging_errors
from imaging.errors import ImagingError
from review_schema import errors as review_errors
from review_schema.errors import ReviewError


@dataclass
class AppError(Exception):
    """Base of errors of the application itself (settings, files, arguments)."""


@dataclass
class WorkerDied(AppError):
    """The process that parses foreign bytes ended without a result."""

    how: str


@dataclass
class WorkerTimedOut(AppError):
    """The process that parses foreign bytes was stopped at its time limit."""

    seconds: float


@dataclass
class RegistrationWorkerDied(AppError):
    """The processes that register ended without an answer, again and again."""

    pairs: int


@dataclass
class ClusterExtraMissing(AppError):
    """A cluster was asked for, but the library that speaks to one is not installed."""


@dataclass
class SchedulerNotReached(AppError):
    """No dask.distributed scheduler answers at the address."""


@dataclass
class NoClusterWorkers(AppError):
    """The cluster has had no worker for a while."""

    seconds: float


@dataclass
class ClusterLost(AppError):
    """The scheduler went away in the middle of the work."""


@dataclass
class ScanNotSeenByWorker(AppError):
    """A worker of the cluster does not see a scan of the study under the study's path."""

    how: str


@dataclass
class WorkerOfAnotherVersion(AppError):
    """A worker of the cluster has other software than the machine that asks it."""

    found: str
    wanted: str


@dataclass
class TransformNotWritten(AppError):
    """An ITK transform file could not be written."""

    fault: str


@dataclass
class NoScreen(AppError):
    """There is no display that a window could open on."""


@dataclass
class VisitNotFound(AppError):
    """A visit was asked for that the case does not have."""

    visit: int


@dataclass
class VisitUnknown(AppError):
    """A subject, or a visit of a subject, that the study does not have."""


@dataclass
class CavityNotNamed(AppError):
    """A cavity without a name, or with one that tables and files cannot carry."""


@dataclass
class ScanDateImplausible(AppError):
    """A date given for scans on which no MRI can have been made."""

    earliest: int  # year


@dataclass
class SubjectNotNamed(AppError):
    """A subject whose name tables and files cannot carry."""


@dataclass
class SeveralRegions(AppError):
    """A mask file with several regions, of which none was chosen."""

    regions: int
    names: str


@dataclass
class MaskOfAnotherScan(AppError):
    """A mask whose grid or frame is not that of the scan it is meant for."""


@dataclass
class MaskOutsideScan(AppError):
    """A mask that marks places off the scan."""


@dataclass
class MaskFileName(AppError):
    """A mask was to be written under a name that is not a NIfTI file's."""


@dataclass
class KeyTaken(AppError):
    """A key that another command has."""

    key: str
    command: Said


@dataclass
class KeyReserved(AppError):
    """A key that walks through the window, presses what has the focus, or opens the settings."""

    key: str


LONGEST = 300
"""Characters of a line."""

KNOWN = (ImagingError, ReviewError, AppError)
"""Bases of every error that has words."""


@dataclass(frozen=True)
class Wording:
    """One error in words: ``code sentence: remedy``."""

    code: str
    sentence: str
    remedy: str


# One section per area. Keep each section sorted by code; never reuse a code.
WORDINGS: dict[type[Exception], Wording] = {
    # RR-GEO: geometry
    imaging_errors.FrameMismatch: Wording(
        "RR-GEO-001",
        "Two images lie in different frames of reference",
        "Register them first, or give the file that belongs to this scan.",
    ),
    imaging_errors.GridMismatch: Wording(
        "RR-GEO-002",
        "The image has {given_shape} voxels where {expected_shape} were expected",
        "Give the mask or image that was made on this scan.",
    ),
    imaging_errors.SingularAffine: Wording(
        "RR-GEO-003",
        "The image's geometry is singular: its voxels do not fill space",
        "Export the scan again from the scanner or archive.",
    ),
    imaging_errors.NotRigid: Wording(
        "RR-GEO-004",
        "The geometry is sheared, mirrored or scaled where a rigid one is needed (deviation {deviation:.2g})",
        "Use a scan without gantry tilt, or a rigid transform.",
    ),
    imaging_errors.NotADisplayGrid: Wording(
        "RR-GEO-005",
        "The image cannot be shown slice by slice: its grid is not the screen's (deviation {deviation:.2g} mm)",
        "Open the case again, so that its scans are resampled for the screen.",
    ),
    # RR-IMP: reading scans, DICOM and NIfTI
    imaging_errors.NothingToImport: Wording(
        "RR-IMP-001",
        "No MR image was found ({files} files looked at)",
        "Give the folder that holds the DICOM files, or a NIfTI file with --date.",
    ),
    imaging_errors.OtherModality: Wording(
        "RR-IMP-002",
        "The {images} images are {modality}, not MR",
        "Give the folder of the MR study.",
    ),
    imaging_errors.SeveralPatients: Wording(
        "RR-IMP-003",
        "The files belong to {patients} patients",
        "Import one patient at a time, or say with --subject whose scans to take.",
    ),
    imaging_errors.NoSubjectGiven: Wording(
        "RR-IMP-004",
        "The files name no patient",
        "Give a pseudonym with --subject.",
    ),
    SubjectNotNamed: Wording(
        "RR-IMP-007",
        "The subject's name cannot be used: it has 1 to 64 characters, without slashes or control characters",
        "Give a pseudonym with --subject.",
    ),
    ScanDateImplausible: Wording(
        "RR-IMP-008",
        "The date given for the scans lies in the future, or before {earliest}",
        "Give the day of the scan with --date YYYY-MM-DD.",
    ),
    imaging_errors.NoDateGiven: Wording(
        "RR-IMP-005",
        "The date of {series} is not known",
        "Give the date of the scan with --date YYYY-MM-DD.",
    ),
    imaging_errors.ArchiveUnreadable: Wording(
        "RR-IMP-006",
        "The zip archive cannot be used: {fault}",
        "Unpack it yourself, or make it again.",
    ),
    imaging_errors.TooFewSlices: Wording(
        "RR-IMP-010",
        "{series}: {slices} slices where a volume needs {needed}",
        "Export the whole series again.",
    ),
    imaging_errors.MissingSlices: Wording(
        "RR-IMP-011",
        "{series}: {missing} slices are missing (a gap of {gap_mm:.1f} mm where slices lie {spacing_mm:.1f} mm apart)",
        "Export the whole series again.",
    ),
    imaging_errors.UnevenSlices: Wording(
        "RR-IMP-012",
        "{series}: the distance between slices changes from {least_mm:.2f} to {greatest_mm:.2f} mm",
        "Export the original series, or choose another.",
    ),
    imaging_errors.RepeatedSlices: Wording(
        "RR-IMP-013",
        "{series}: {images} images lie at {places} places",
        "Export each acquisition as a series of its own.",
    ),
    imaging_errors.MixedOrientations: Wording(
        "RR-IMP-014",
        "{series}: the images are not parallel ({degrees:.1f} degrees)",
        "Export each stack as a series of its own.",
    ),
    imaging_errors.TiltedSlices: Wording(
        "RR-IMP-015",
        "{series}: the slices are stacked {degrees:.1f} degrees off their normal",
        "Use a scan without tilt.",
    ),
    imaging_errors.MixedFrames: Wording(
        "RR-IMP-016",
        "{series}: the images name {frames} frames of reference",
        "Export each acquisition as a series of its own.",
    ),
    imaging_errors.MixedImages: Wording(
        "RR-IMP-017",
        "{series}: the images differ in {what}",
        "Export the original series.",
    ),
    imaging_errors.GeometryAbsent: Wording(
        "RR-IMP-018",
        "{series}: {what} is missing or unusable",
        "Export the original series from the scanner or archive.",
    ),
    imaging_errors.SpacingImplausible: Wording(
        "RR-IMP-019",
        "{series}: voxels {spacing_mm:.3g} mm apart are no brain scan",
        "Export the original series from the scanner or archive.",
    ),
    imaging_errors.NotAVolume: Wording(
        "RR-IMP-020",
        "{series}: {what} images are no volume",
        "Choose the original T1-weighted series.",
    ),
    imaging_errors.PixelsCutShort: Wording(
        "RR-IMP-021",
        "{series}: {images} files end before their pixels do",
        "Copy or export the series again.",
    ),
    imaging_errors.PixelsUnreadable: Wording(
        "RR-IMP-022",
        "{series}: the pixels cannot be decoded ({syntax})",
        "Export the series uncompressed.",
    ),
    imaging_errors.PixelsImplausible: Wording(
        "RR-IMP-023",
        "{series}: pixel values {lowest:.4g} to {highest:.4g} cannot be right",
        "Export the series again.",
    ),
    imaging_errors.NiftiUnreadable: Wording(
        "RR-IMP-024",
        "{series}: no whole NIfTI file ({fault})",
        "Copy or convert the file again.",
    ),
    imaging_errors.NotThreeDimensional: Wording(
        "RR-IMP-025",
        "{series}: an image of {dimensions} dimensions",
        "Give one 3-D volume.",
    ),
    imaging_errors.ConflictingAffines: Wording(
        "RR-IMP-026",
        "{series}: the two geometries in its header lie {distance_mm:.1f} mm apart",
        "Convert the scan again from DICOM.",
    ),
    imaging_errors.SeriesFault: Wording(
        "RR-IMP-029",
        "{series} cannot be used",
        "Export the series again.",
    ),
    imaging_errors.SegmentNotFound: Wording(
        "RR-IMP-030",
        "The segment to use is not clear (the file has {segments})",
        "Name one with --roi.",
    ),
    imaging_errors.SegmentationUnreadable: Wording(
        "RR-IMP-031",
        "The segmentation cannot be used: {fault}",
        "Export it again, or give the mask as NIfTI.",
    ),
    imaging_errors.ScanNotStored: Wording(
        "RR-IMP-032",
        "{found} stored series fit",
        "Take the series UID from rimread scans --json.",
    ),
    imaging_errors.SeveralVisits: Wording(
        "RR-IMP-033",
        "The files hold scans of {visits} days where one scan is needed",
        "Give the folder of one study.",
    ),
    imaging_errors.ResultDisbelieved: Wording(
        "RR-IMP-040",
        "What was read does not agree with itself ({what})",
        "Export the scan again; nothing was imported.",
    ),
    imaging_errors.FilesPassedOver: Wording(
        "RR-IMP-060",
        "{files} files that hold no image were passed over",
        "Nothing needs to be done if they are not scans.",
    ),
    imaging_errors.OtherModalityPassedOver: Wording(
        "RR-IMP-061",
        "{images} {modality} images were passed over",
        "Nothing needs to be done if the MR series are complete.",
    ),
    imaging_errors.OtherPatientsPassedOver: Wording(
        "RR-IMP-062",
        "Images of {patients} other patients were passed over",
        "Import them under their own subject.",
    ),
    imaging_errors.NoContrastEnhancedSeries: Wording(
        "RR-IMP-063",
        "No series of {date} is known to be contrast-enhanced; the best T1 was taken",
        "Look at it, and choose with rimread scans --choose if another is right.",
    ),
    imaging_errors.NoT1Series: Wording(
        "RR-IMP-064",
        "No series of {date} is known to be T1-weighted; the best volume was taken",
        "Look at it, and choose with rimread scans --choose if another is right.",
    ),
    imaging_errors.DatesDisagree: Wording(
        "RR-IMP-065",
        "{series}: study date and acquisition date lie {days} days apart; the study date was taken",
        "Check the date.",
    ),
    imaging_errors.AlreadyImported: Wording(
        "RR-IMP-066",
        "{scans} series were in the study already",
        "Nothing was added twice.",
    ),
    imaging_errors.ChoiceKept: Wording(
        "RR-IMP-067",
        "{scans} series were added to {date}; its chosen scan was kept",
        "Choose another with rimread scans --choose.",
    ),
    imaging_errors.SameScanElsewhere: Wording(
        "RR-IMP-068",
        "A scan of {date} is stored under another visit or subject, voxel for voxel",
        "Check whose scan it is, and its date.",
    ),
    imaging_errors.ImportDoubt: Wording(
        "RR-IMP-069",
        "The import is in doubt",
        "Look at the scans.",
    ),
    imaging_errors.ImagesCutShort: Wording(
        "RR-IMP-070",
        "{images} MR images are cut short or damaged in their header and were left out",
        "Copy or export the series again: it may lack slices.",
    ),
    imaging_errors.GivenDateUnused: Wording(
        "RR-IMP-071",
        "{scans} series carry another date than the one given with --date, and keep their own",
        "Check the date; --date is for scans that carry none.",
    ),
    WorkerDied: Wording(
        "RR-IMP-041",
        "The process that reads foreign files ended without an answer ({how})",
        "The file is damaged or too large; export it again.",
    ),
    WorkerTimedOut: Wording(
        "RR-IMP-042",
        "Reading took longer than {seconds:.0f} s and was stopped",
        "Import fewer files at once.",
    ),
    # RR-REG: registration
    imaging_errors.Cancelled: Wording(
        "RR-REG-001",
        "The work was cancelled",
        "Start it again when you like: what was finished is kept, the rest goes on from there.",
    ),
    RegistrationWorkerDied: Wording(
        "RR-REG-002",
        "The processes that register ended without an answer; {pairs} visits are left",
        "Free memory or use fewer jobs, then register again: what was finished is kept.",
    ),
    TransformNotWritten: Wording(
        "RR-REG-003",
        "The transform file cannot be written: {fault}",
        "Name a .tfm file in a folder that exists and that you may write to.",
    ),
    ClusterExtraMissing: Wording(
        "RR-REG-004",
        "A cluster cannot be used: the library distributed is not installed",
        "Install it with pip install rimread[cluster], or use --jobs.",
    ),
    SchedulerNotReached: Wording(
        "RR-REG-005",
        "No scheduler can be reached at the address given with --scheduler",
        "Check the address (tcp://host:8786) and that the scheduler runs, with the same version of distributed.",
    ),
    NoClusterWorkers: Wording(
        "RR-REG-006",
        "The cluster has had no worker for {seconds:.0f} s",
        "Start workers, then register again: what was finished is kept.",
    ),
    ClusterLost: Wording(
        "RR-REG-007",
        "The connection to the cluster was lost",
        "Look at the scheduler, then register again: what was finished is kept.",
    ),
    ScanNotSeenByWorker: Wording(
        "RR-REG-008",
        "A worker of the cluster {how} a scan of this study",
        "Give all workers the study's folder under the same path, then register again: what was finished is kept.",
    ),
    WorkerOfAnotherVersion: Wording(
        "RR-REG-009",
        "A worker of the cluster has {found} where {wanted} is needed for the same results",
        "Install the same versions on all workers, then register again: what was finished is kept.",
    ),
    # RR-CAV: cavity, margin, lesion
    imaging_errors.EmptyMask: Wording(
        "RR-CAV-001",
        "The mask marks nothing",
        "Give a mask in which the cavity is drawn.",
    ),
    imaging_errors.OutsideScan: Wording(
        "RR-CAV-002",
        "The place does not lie on the scan",
        "Click on the head.",
    ),
    imaging_errors.NoCavityHere: Wording(
        "RR-CAV-003",
        "There is no dark cavity at this place",
        "Click into the middle of the cavity's fluid, or draw the cavity with the brush.",
    ),
    imaging_errors.CavityNotClosed: Wording(
        "RR-CAV-004",
        "The dark region runs on beyond {greatest_mm:.0f} mm, or is too narrow, and was not taken as a cavity",
        "Click elsewhere in the cavity, or draw it with the brush.",
    ),
    imaging_errors.ApplicatorSize: Wording(
        "RR-CAV-005",
        "There is no applicator of {diameter_mm:g} mm",
        "Give a diameter from {least_mm:g} to {greatest_mm:g} mm.",
    ),
    imaging_errors.NoLesionHere: Wording(
        "RR-CAV-006",
        "Nothing enhances at this place",
        "Click inside the bright lesion, or go to another slice of it.",
    ),
    imaging_errors.LesionTooLarge: Wording(
        "RR-CAV-007",
        "The enhancement here runs on beyond {greatest_mm:.0f} mm and was not taken as a lesion",
        "Click nearer to the middle of the lesion, or give the label without marking its place.",
    ),
    VisitUnknown: Wording(
        "RR-CAV-008",
        "The study has no such subject, or no scan of that subject on that day",
        "See rimread scans for subjects and dates.",
    ),
    CavityNotNamed: Wording(
        "RR-CAV-009",
        "A cavity has a short name of letters, digits, - _ and ., at most 16 of them",
        "Give a name such as C1.",
    ),
    SeveralRegions: Wording(
        "RR-CAV-010",
        "The file has {regions} regions ({names})",
        "Choose one with --roi, or give a file with one region.",
    ),
    MaskOfAnotherScan: Wording(
        "RR-CAV-011",
        "The mask does not lie on this scan: grid or frame of reference differ",
        "Give the mask drawn on that scan, or name the scan with --date.",
    ),
    MaskOutsideScan: Wording(
        "RR-CAV-012",
        "Part of the mask lies outside the scan",
        "Give the mask drawn on that scan.",
    ),
    MaskFileName: Wording(
        "RR-CAV-013",
        "The margin is written as NIfTI only",
        "Let the name of the output file end in .nii or .nii.gz.",
    ),
    # RR-LED: ledger and study folder
    review_errors.NoLedger: Wording(
        "RR-LED-001",
        "The study has no ledger",
        "Check the folder, or bring ledger.db back from a backup.",
    ),
    review_errors.LedgerExists: Wording(
        "RR-LED-002",
        "There is a ledger already",
        "Choose another folder.",
    ),
    review_errors.LedgerUnreadable: Wording(
        "RR-LED-003",
        "The ledger cannot be read ({cause})",
        "Bring ledger.db and ledger.head back from a backup.",
    ),
    review_errors.LedgerTooNew: Wording(
        "RR-LED-004",
        "A newer RimRead made this ledger",
        "Open the study with that version.",
    ),
    review_errors.LedgerBusy: Wording(
        "RR-LED-005",
        "Another process held the ledger for {seconds:.0f} s",
        "Close the other program or wait for it, then try again.",
    ),
    review_errors.LedgerUnwritable: Wording(
        "RR-LED-006",
        "The ledger cannot be written ({cause}); nothing was changed",
        "Make room on the disk and check that the folder may be written, then try again.",
    ),
    review_errors.LedgerMoved: Wording(
        "RR-LED-007",
        "Others added to the ledger meanwhile",
        "Try again.",
    ),
    review_errors.LedgerUnprotected: Wording(
        "RR-LED-008",
        "The ledger's entries agree, but its guard {trigger} is missing, altered or not its own",
        "Find out who changed the file; bring ledger.db back from a backup.",
    ),
    review_errors.ChainBroken: Wording(
        "RR-LED-009",
        "The ledger is not as it was written: entry {sequence} is {fault}",
        "Find out who changed the file; bring ledger.db and ledger.head back from a backup.",
    ),
    review_errors.NetworkFolder: Wording(
        "RR-LED-010",
        "The study lies on a network share ({filesystem}), where a crash or a second user can damage the ledger",
        "Put it on a local disk; PostgreSQL, in a later version, is for several workstations.",
    ),
    review_errors.UnknownKind: Wording(
        "RR-LED-011",
        "Entry {sequence} of the ledger is of a kind this version does not know",
        "Open the study with the newer RimRead that wrote it.",
    ),
    review_errors.PayloadTooNew: Wording(
        "RR-LED-012",
        "Entry {sequence} of the ledger ({kind}) has a newer form",
        "Open the study with the newer RimRead that wrote it.",
    ),
    review_errors.PayloadInvalid: Wording(
        "RR-LED-013",
        "Entry {sequence} of the ledger ({kind}) does not read",
        "Run rimread verify on the study; bring the ledger back from a backup if it was changed.",
    ),
    review_errors.EntryOutOfPlace: Wording(
        "RR-LED-014",
        "Entry {sequence} of the ledger ({kind}) contradicts those before it",
        "Run rimread verify on the study; bring the ledger back from a backup if it was changed.",
    ),
    review_errors.FolderNotEmpty: Wording(
        "RR-LED-015",
        "The folder for the new study holds something already",
        "Choose an empty or a new folder.",
    ),
    review_errors.ExportFolderTaken: Wording(
        "RR-EXP-020",
        "In the folder to write to there is a folder {folder} that no export wrote",
        "Choose another folder, or move that one away.",
    ),
    review_errors.NotAStudy: Wording(
        "RR-LED-016",
        "The folder is no RimRead study",
        "Give the folder that holds study.toml, or make one with rimread new.",
    ),
    review_errors.StudyTooNew: Wording(
        "RR-LED-017",
        "A newer RimRead made this study (layout {layout})",
        "Open it with that version.",
    ),
    review_errors.StudyFolderUnwritable: Wording(
        "RR-LED-018",
        "The study folder cannot be made there ({cause})",
        "Choose a folder that you may write to.",
    ),
    review_errors.StoredFileMissing: Wording(
        "RR-LED-019",
        "A stored {what} is missing ({content_id:.12})",
        "Bring it back from a backup, or import it again.",
    ),
    review_errors.StoredFileChanged: Wording(
        "RR-LED-020",
        "A stored {what} was changed after it was entered ({content_id:.12})",
        "Bring it back from a backup.",
    ),
    review_errors.CharterUnreadable: Wording(
        "RR-LED-021",
        "The charter cannot be used: {fault}",
        "Correct the TOML file (settings: rimread schema --out DIR, charter.json).",
    ),
    review_errors.LedgerHeadMissing: Wording(
        "RR-LED-022",
        "The ledger's entries agree, but ledger.head, which tells where they end, is missing or damaged",
        "Bring ledger.head back from a backup; entries at the end could be gone unseen.",
    ),
    review_errors.StudyFileDiffers: Wording(
        "RR-LED-023",
        "study.toml names another study than the ledger beside it",
        "Bring both back from the same backup.",
    ),
    # RR-ACC: accounts
    review_errors.ReaderNameInvalid: Wording(
        "RR-ACC-001",
        "An account name has letters, digits, - _ and . only, at most {longest} of them",
        "Choose another name.",
    ),
    review_errors.ReaderExists: Wording(
        "RR-ACC-002",
        "There is an account of that name already",
        "Choose another name.",
    ),
    review_errors.PasswordTooShort: Wording(
        "RR-ACC-003",
        "A password has {shortest} to {longest} characters",
        "Choose another password.",
    ),
    review_errors.SignInRefused: Wording(
        "RR-ACC-004",
        "Name and password do not belong together",
        "Type both again, or ask the coordinator.",
    ),
    review_errors.SignatureRefused: Wording(
        "RR-ACC-005",
        "This is not your password, and nothing was signed",
        "Type it again.",
    ),
    # RR-CHK: a person's check of a registration
    review_errors.NothingToCheck: Wording(
        "RR-CHK-001",
        "There is no registration to decide on at this time point",
        "Choose another time point, or register the study first.",
    ),
    review_errors.NotTrusted: Wording(
        "RR-CHK-002",
        "The registration as it lies here is not to be trusted and cannot be passed",
        "Nudge it, run it again from here, or reject it.",
    ),
    review_errors.RejectionWithoutReason: Wording(
        "RR-CHK-003",
        "A registration is rejected with a reason",
        "Say in a few words what does not fit.",
    ),
    # RR-RED: reads
    review_errors.NotReaders: Wording(
        "RR-RED-001",
        "{count} of the accounts named cannot read: unknown, or with another role",
        "Add them with rimread readers STUDY add, with the role reader.",
    ),
    review_errors.SubjectsWithoutScans: Wording(
        "RR-RED-002",
        "{count} of the subjects named have no scans",
        "Import their scans first.",
    ),
    review_errors.NothingToAssign: Wording(
        "RR-RED-003",
        "There is nothing to assign: no subject with scans, or no reader",
        "Import scans and add readers first.",
    ),
    review_errors.NoSuchRead: Wording(
        "RR-RED-004",
        "This read is not in your worklist",
        "Choose a case from the worklist.",
    ),
    review_errors.WashoutNotOver: Wording(
        "RR-RED-005",
        "This case opens in {days_left} days",
        "Read another case now.",
    ),
    review_errors.AlreadySigned: Wording(
        "RR-RED-006",
        "This read is signed and cannot change",
        "Choose a case that is not signed.",
    ),
    review_errors.TimePointAlreadyLocked: Wording(
        "RR-RED-007",
        "This time point is locked and cannot change",
        "Go on with the next time point.",
    ),
    review_errors.BasisChanged: Wording(
        "RR-RED-014",
        "Scan, registration or cavity of this case were changed while it was read",
        "Go back to the worklist and open the case again; what is measured is then measured anew.",
    ),
    review_errors.NotThisVisit: Wording(
        "RR-RED-008",
        "The time points are locked in order; it is the turn of visit {expected}",
        "Lock that one first.",
    ),
    review_errors.VisitNotComplete: Wording(
        "RR-RED-009",
        "The time point cannot be locked yet: {first}",
        "Complete it, then lock it.",
    ),
    review_errors.VisitsStillOpen: Wording(
        "RR-RED-010",
        "The read cannot be signed: {count} time points are still open",
        "Lock them first.",
    ),
    review_errors.ReadsFileUnreadable: Wording(
        "RR-RED-011",
        "The reads file cannot be used, nothing was taken: {fault}",
        "Give a file made by rimread reads export (schema: rimread schema --out DIR).",
    ),
    review_errors.ReadConflict: Wording(
        "RR-RED-012",
        "Read {read_number} of the file contradicts another read of the same id; nothing was taken",
        "Ask the sender which of the two holds.",
    ),
    review_errors.ReadDatesDiffer: Wording(
        "RR-RED-013",
        "Read {read_number} of the file dates a visit differently from this study; nothing was taken",
        "Check that the file belongs to this study.",
    ),
    review_errors.ReadRefused: Wording(
        "RR-RED-015",
        "Read {read_number} of the file cannot be taken, nothing was taken: {fault}",
        "Ask the sender for the file as it was exported.",
    ),
    # RR-CLI: clinical table
    review_errors.BadClinicalTable: Wording(
        "RR-CLI-001",
        "Cells of the clinical table cannot be used ({count} of them), nothing was taken: {named}",
        "Correct them and import again.",
    ),
    review_errors.ClinicalTableUnreadable: Wording(
        "RR-CLI-002",
        "The clinical table cannot be read: {fault}",
        "Give a UTF-8 CSV or XLSX file with the columns that rimread clinical --template writes.",
    ),
    review_errors.ClinicalFactsMoved: Wording(
        "RR-CLI-010",
        "The facts of this subject were changed elsewhere since the form was opened, nothing was saved",
        "Leave the form and open it again.",
    ),
    review_errors.ClinicalReasonMissing: Wording(
        "RR-CLI-011",
        "Earlier facts of this subject are changed or taken away without a reason, nothing was saved",
        "Say why; the reason is kept with the change.",
    ),
    # RR-EVT: events and agreement
    review_errors.EventBeforeOrigin: Wording(
        "RR-EVT-001",
        "{what} lies {days_before} days before the surgery it is counted from (read number {read_number} "
        "in the order of rimread reads export; 0: a subject without any read)",
        "Correct the surgery or event date, or mark the scan as pre-op in the clinical table.",
    ),
    review_errors.ScanAfterDeath: Wording(
        "RR-EVT-002",
        "Read number {read_number}, in the order of rimread reads export, holds a scan made {days_after} days after "
        "the recorded death",
        "Correct the date of death, or the scan's date or subject.",
    ),
    review_errors.BadEventsTable: Wording(
        "RR-EVT-003",
        "Cells of the events file cannot be used ({count} of them), nothing was analysed: {named}",
        "Write it anew with rimread events.",
    ),
    review_errors.EventsTableUnreadable: Wording(
        "RR-EVT-004",
        "The events file cannot be read: {fault}",
        "Give the events.csv that rimread events writes (docs/events.md).",
    ),
    review_errors.ColumnUnknown: Wording(
        "RR-EVT-005",
        "A column that was asked for is not in the events file",
        "See its first line, or docs/events.md.",
    ),
    review_errors.NoSuchEvents: Wording(
        "RR-EVT-006",
        "No row of the events file that could be followed is about the endpoint, unit and subgroup asked for",
        "See docs/events.md for the endpoints and their units.",
    ),
    review_errors.ColumnEmpty: Wording(
        "RR-EVT-007",
        "The column of groups or of strata is NA for every unit of the events file",
        "Enter it in the clinical table, or leave out --by or --strata.",
    ),
    review_errors.NoSuchRow: Wording(
        "RR-EVT-020",
        "There is no event row of that subject, endpoint, cavity and reader",
        "Take them as a row of events.csv names them; a row without a cavity is the patient's.",
    ),
    # RR-EXP: exports
    review_errors.SheetTooLong: Wording(
        "RR-EXP-001",
        "The sheet {sheet} would have more than {limit} rows, more than an XLSX workbook can hold",
        "Leave out xlsx: the formats events and adtte hold any number of rows.",
    ),
    # RR-APP: the program itself
    NoScreen: Wording(
        "RR-APP-004",
        "There is no screen here that a window could open on",
        "Start RimRead on a desktop; rimread demo --headless and all other commands need no screen.",
    ),
    VisitNotFound: Wording(
        "RR-APP-010",
        "Visit {visit} is not part of this case",
        "Open the case again from the worklist.",
    ),
    # RR-KEY: keys bound anew
    KeyTaken: Wording(
        "RR-KEY-001",
        "The key {key} is taken by the command: {command}",
        "Press another key, or give that command another one first.",
    ),
    KeyReserved: Wording(
        "RR-KEY-002",
        "The key {key} is the window's own",
        "Press another key.",
    ),
}


COMMAND_LINE_WORDINGS = (
    Wording("RR-APP-001", "The command's words cannot be used: {what}", "See rimread --help."),
    Wording("RR-APP-002", "Interrupted", "What was finished is kept; run the command again to go on."),
    Wording("RR-APP-003", "The file system refused: {what}", "Check the path, the rights and the free space."),
    Wording("RR-APP-099", "Unforeseen {kind} in {place}", "Please report this line."),
)
"""Lines that the command line itself says; no error class stands behind them."""


def wording(error: Exception) -> Wording | None:
    """The wording of `error`'s class or of its nearest worded base class; None for an unforeseen error."""
    for kind in type(error).__mro__:
        if kind in WORDINGS:
            return WORDINGS[kind]
    return None


def one_line(error: Exception) -> str:
    """The line for stderr or the window: ``RR-IMP-041 sentence. remedy``, at most 300 characters."""
    found = wording(error)
    if found is None:
        raise LookupError(f"{type(error).__name__} has no wording")
    facts = {name: _one_line_of(fact) for name, fact in vars(error).items()}
    line = _line(found.code, Said(found.sentence, **facts), Said(found.remedy, **facts))
    return line if len(line) <= LONGEST else line[:LONGEST]


def file_system_line(error: OSError) -> str:
    """The line for a refusal by the file system, without the path (it may name a patient)."""
    usual = errno.ENOENT if isinstance(error, FileNotFoundError) else errno.EIO
    what = os.strerror(error.errno or usual)
    refused = COMMAND_LINE_WORDINGS[2]
    return _line(refused.code, Said(refused.sentence, what=what), Said(refused.remedy))


def unforeseen_line(error: BaseException) -> str:
    """The line for an error nobody foresaw: its kind and place, never its text, which may carry patient data."""
    place, trace = "unknown place", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.split(".")[0] in {"app", "imaging", "review_schema"}:
            place = f"{module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    unforeseen = COMMAND_LINE_WORDINGS[3]
    sentence = Said(unforeseen.sentence, kind=type(error).__name__, place=place)
    return _line(unforeseen.code, sentence, Said(unforeseen.remedy))


def _one_line_of(fact: object) -> object:
    return " ".join(fact.split()) if isinstance(fact, str) and not isinstance(fact, Said) else fact


def _line(code: str, sentence: Said, remedy: Said) -> Said:
    return Said("{code} {sentence}. {remedy}", code=code, sentence=sentence, remedy=remedy)
