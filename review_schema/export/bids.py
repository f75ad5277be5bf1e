"""Names, side-cars and tables of a BIDS derivative: all of it that is text. Identical input gives identical bytes.

By the Brain Imaging Data Structure 1.10 (https://bids-specification.readthedocs.io): entities in its order, labels of
letters and digits only, ``n/a`` for what is unknown. No calendar date stands in any of it: time is told in days from
the index surgery.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from review_schema.export.events import cell

BIDS_VERSION = "1.10.0"
GENERATOR = "RimRead"
NOT_AVAILABLE = "n/a"
SPACE = "baseline"
NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]")
HASH_LETTERS = 8
REJECTED = "rejected"

BIDSIGNORE = b"*_xfm.txt\n*_xfm.json\nlabels.tsv\nlabels.json\n"
"""What BIDS has no name for yet: transforms (so far the usage of tools), and several readers' labels of one visit."""


def labels_of(names: Iterable[str]) -> dict[str, str]:
    """A legal BIDS label for each name: its ASCII letters and digits.

    Names that are left alike (regardless of case: some file systems know none), or empty, or short of letters that
    BIDS cannot hold, get the start of a hash of the name behind them. A label depends on the names beside it only
    where they collide.
    """
    stripped = {name: NOT_ALPHANUMERIC.sub("", name) for name in names}
    alike = Counter(label.lower() for label in stripped.values())
    return {
        name: label if label and alike[label.lower()] == 1 and name.isascii() else f"{label}x{_hash(name)}"
        for name, label in sorted(stripped.items())
    }


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:HASH_LETTERS]


def session_labels(count: int) -> tuple[str, ...]:
    """Labels of a subject's visits in order of time: 01, 02 and so on."""
    return tuple(f"{number:02d}" for number in range(1, count + 1))


def width_label(mm: float) -> str:
    """A width as part of a label: 5mm, 2p5mm."""
    return f"{mm:g}mm".replace(".", "p")


def frame_label(frame: str) -> str:
    """A frame-of-reference UID under another name, the same for the same frame: a scanner's UID can hold the date."""
    return f"2.25.{int(hashlib.sha256(frame.encode('utf-8')).hexdigest()[:32], 16)}"


def stem(subject: str, session: str, **entities: str) -> str:
    """A file's name without suffix: ``sub-…_ses-…`` and the entities in the order in which they are given."""
    return "_".join([f"sub-{subject}", f"ses-{session}", *(f"{key}-{value}" for key, value in entities.items())])


def anat_folder(subject: str, session: str) -> str:
    """Where a visit's images lie."""
    return f"sub-{subject}/ses-{session}/anat"


def without_free_text(reason: str) -> str:
    """Why a registration is (not) trusted, without what a person typed who rejected it."""
    return REJECTED if reason.startswith(f"{REJECTED}: ") else reason


def json_bytes(facts: Mapping[str, object]) -> bytes:
    """A JSON file in the order of `facts`."""
    return (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def tsv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A tab-separated file; unknown is ``n/a``, and no text runs as a formula."""
    lines = [list(header), *([NOT_AVAILABLE if one is None or one == "" else cell(one) for one in row] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines).encode("utf-8")


def dataset_description(name: str, version: str) -> bytes:
    """``dataset_description.json`` of a derivative."""
    return json_bytes(
        {
            "Name": f"{name}: registered scans, cavities and labels",
            "BIDSVersion": BIDS_VERSION,
            "DatasetType": "derivative",
            "GeneratedBy": [
                {
                    "Name": GENERATOR,
                    "Version": version,
                    "Description": "Rigid registration of each visit to the baseline scan, cavity contours, margin of "
                    "fixed width around the baseline contour, labels by blinded readers",
                }
            ],
        }
    )


def is_own(description: bytes) -> bool:
    """Whether a ``dataset_description.json`` is of a dataset that `dataset_description` describes."""
    try:
        told = json.loads(description)
    except ValueError:  # no JSON, or not in Unicode
        return False
    made_by = told.get("GeneratedBy") if isinstance(told, dict) else None
    first = made_by[0] if isinstance(made_by, list) and made_by else None
    return isinstance(first, dict) and first.get("Name") == GENERATOR


def reference_name(subject: str, baseline_session: str) -> str:
    """The BIDS URI of the image that defines a subject's space."""
    name = stem(subject, baseline_session, space=SPACE, desc="reference")
    return f"bids::{anat_folder(subject, baseline_session)}/{name}_T1w.nii.gz"


def image_sidecar(reference: str, *, error_mm: float | None, description: str) -> bytes:
    """Side-car of a scan on the baseline grid."""
    return json_bytes(
        {
            "Description": description,
            "SpatialReference": reference,
            "SkullStripped": False,
            "RegistrationErrorMm": error_mm,
        }
    )


def mask_sidecar(reference: str, *, description: str) -> bytes:
    """Side-car of a mask on the baseline grid."""
    return json_bytes({"Description": description, "SpatialReference": reference, "Type": "ROI"})


def transform_sidecar(
    *, error_mm: float, trusted: bool, reason: str, method: str, moving_frame: str, reference_frame: str
) -> bytes:
    """Side-car of a rigid transform."""
    return json_bytes(
        {
            "Description": "Rigid transform as ITK resampling takes it: points of the baseline scan to points of this "
            "visit's scan, LPS millimetres",
            "error_mm": error_mm,
            "trusted": trusted,
            "reason": reason,
            "method": method,
            "moving_frame": frame_label(moving_frame),
            "reference_frame": frame_label(reference_frame),
        }
    )


def columns_json(meanings: Mapping[str, str]) -> bytes:
    """Side-car of a table: the meaning of each column."""
    return json_bytes({name: {"Description": meaning} for name, meaning in meanings.items()})


PARTICIPANTS: Mapping[str, str] = {
    "participant_id": "sub-<label>",
    "pseudonym": "Pseudonym in the study",
    "arm": "IORT or HSRT",
    "prior_irradiation": "Brain irradiated before the index surgery: yes or no",
    "metastases": "single or multiple brain metastases at the index surgery",
}

SESSIONS: Mapping[str, str] = {
    "session_id": "ses-<label>, numbered in order of time",
    "days_from_surgery": "Days from the index surgery to the scan; negative before it",
    "role": "Role of the scan",
    "baseline": "yes: the scan that all others are registered to",
    "registration_error_mm": "Estimated error of the registration near the cavity, mm",
    "registration_trusted": "no: nothing of this visit lies in the baseline space here",
    "registration_reason": "Why (not) trusted; of a rejection by hand only that it is one",
}

LABELS: Mapping[str, str] = {
    "participant_id": "sub-<label>",
    "session_id": "ses-<label>; n/a: a scheduled scan that is not among those exported",
    "days_from_surgery": "Days from the index surgery to the scan",
    "reader": "Who read",
    "read_id": "The signed read",
    "reread_of": "The first read that this one repeats; n/a for a first read",
    "cavity": "Cavity; n/a: brain",
    "label": "LP, RN, PIE, STABLE, NED, NE of a cavity; DP, LMD, NED, NE of the brain",
    "certainty": "1 (least) to 5",
    "read_as": "Status the reader gave",
    "settled": "Status after the whole course, by the charter's rules",
    "lesion": "Identity of the marked lesion through time; n/a without a mark",
    "longest_diameter_mm": "Longest diameter, mm",
    "perpendicular_diameter_mm": "Greatest diameter perpendicular to it, mm",
    "volume_ml": "Volume, ml",
    "distance_mm": "Shortest distance to the surface of the baseline cavity, mm; negative inside",
    "x_mm": "Centre of the lesion in the baseline space, mm, to the patient's right negative (RAS, as NIfTI has it)",
    "y_mm": "The same, to anterior",
    "z_mm": "The same, to superior",
    "scan_id": "The scan that was read (SHA-256 of the study's stored file)",
    "finding_id": "The finding",
}


def label_map(cavities: Sequence[str], margin_mm: float) -> list[tuple[int, str, str]]:
    """Numbers, names and abbreviations of the regions of a visit: each cavity, and the margin around it."""
    return [
        region
        for order, cavity in enumerate(cavities)
        for region in (
            (2 * order + 1, f"Resection cavity {cavity}, baseline contour", cavity),
            (2 * order + 2, f"Margin of {margin_mm:g} mm around cavity {cavity}", f"{cavity}M"),
        )
    ]


def readme(name: str, version: str, charter_sha256: str, margin_mm: float) -> bytes:
    """README: what lies here, and how it is to be taken."""
    return f"""# {name}: BIDS derivative

Written by RimRead {version}. Research software; no medical device.
Charter {charter_sha256}.

- `*_space-{SPACE}_*_T1w.nii.gz`: contrast-enhanced T1 of each visit, resampled once onto the grid of the baseline scan.
- `*_label-cavity*_mask.nii.gz`: resection cavities. With `desc-baseline` as contoured on the baseline scan, which
  defines the margin; with `desc-visit` as contoured on that visit.
- `*_label-cavity*_desc-margin{width_label(margin_mm)}_mask.nii.gz`: voxels whose centre lies outside the baseline
  contour and within {margin_mm:g} mm of its surface.
- `*_desc-regions_dseg.nii.gz` with `*_dseg.tsv`: the same as one label map. Take the numbers from the table only.
- `*_from-native_to-{SPACE}_mode-image_xfm.txt`: ITK transform (resampling convention, LPS) with its estimated error.
- `labels.tsv`: every label of every signed read, by visit, with the size and place of marked lesions.
- `*_label-lesion*_mask.nii.gz`: lesions of that visit as a reader outlined them; the name ends in the finding's id, by
  which `labels.tsv` tells read and label. Only outlines that were on the screen when the visit was locked are kept.

A visit whose registration is not to be trusted has neither image nor mask here, as they would lie where nobody knows.
Times are days from the index surgery; no calendar date is told. Frame-of-reference UIDs are replaced.
The images show the face: they are pseudonymous, not anonymous.
""".encode()
