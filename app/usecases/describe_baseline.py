"""Write the baseline tables: patients and cavities by arm, with the tests between the arms."""

from dataclasses import dataclass
from pathlib import Path

from app.usecases.import_clinical import load_clinical
from app.usecases.study import Study
from app.usecases.write_files import write_files
from review_schema.baseline import BED_DIFFERS_GY, TOTAL, Baseline, baseline
from review_schema.export.baseline import baseline_files


@dataclass(frozen=True)
class BaselineExport:
    """What was written."""

    patients: int
    cavities: int
    warnings: tuple[str, ...]


def describe_baseline(study: Study, out: Path) -> BaselineExport:
    """Write the baseline tables of a study into the folder `out`, follow-up by MRI included.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
    """
    study.ledger.verify()
    subjects = study.state().subjects.values()
    scans = {subject.subject: [visit.acquired_on for visit in subject.timepoints] for subject in subjects}
    return _write(baseline((row for subject in subjects for row in subject.clinical), scans), out)


def describe_baseline_of_table(clinical: Path, out: Path) -> BaselineExport:
    """Write the baseline tables of a clinical table into the folder `out`, without a study.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
        BadClinicalTable: cells break the rules; nothing is written.
    """
    return _write(baseline(load_clinical(clinical)), out)


def _write(found: Baseline, out: Path) -> BaselineExport:
    write_files(out, baseline_files(found))
    warnings = []
    if found.without_arm:
        warnings.append(f"subjects left out, whose arm is not stated: {found.without_arm}")
    if found.without_surgery:
        warnings.append(f"subjects without a surgery row, who have no cavity in Table 2: {found.without_surgery}")
    if found.bed_differs:
        warnings.append(
            f"cavities whose entered BED differs by more than {BED_DIFFERS_GY:g} Gy from that of their fractions and "
            f"dose: {found.bed_differs}"
        )
    patients, cavities = (found.units[sort][TOTAL] for sort in ("patient", "cavity"))
    return BaselineExport(patients, cavities, tuple(warnings))
