"""Write agreement per label between readers and within a reader: agreement.csv and a page to read."""

from dataclasses import dataclass
from pathlib import Path

from app.usecases.exchange_reads import signed_reads
from app.usecases.study import Study
from app.usecases.write_files import write_files
from review_schema.agreement import measure
from review_schema.export.agreement import agreement_csv, agreement_markdown


@dataclass(frozen=True)
class AgreementExport:
    """What was written."""

    rows: int
    warnings: tuple[str, ...]


def measure_agreement(study: Study, out: Path) -> AgreementExport:
    """Compare the signed reads of the study, re-reads included, and write the figures into the folder `out`.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written; nothing is written.
    """
    study.ledger.verify()
    rows = measure(signed_reads(study))
    write_files(out, {"agreement.csv": agreement_csv(rows), "agreement.md": agreement_markdown(rows).encode("utf-8")})
    return AgreementExport(len(rows), () if rows else ("no time point was read twice: there is nothing to compare",))
