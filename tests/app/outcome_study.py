"""A drawn cohort for the outcome page: patients of both arms, two readers, no voxels."""

from pathlib import Path

from app.usecases.accounts import add_reader
from app.usecases.study import Study
from review_schema.payloads import ClinicalRecorded, Payload, ReadImported
from review_schema.read import SignedRead
from review_schema.vocabulary import Role
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT
from tests.review_schema.histories import clinical_of, read_of

STATISTICIAN = "stat"
READERS = ("anna", "bert")
LOOKS = (93, 186, 279, 372)
DRAWN = 24


def name_of(number: int) -> str:
    return f"P{number:03d}"


def clinical(number: int) -> str:
    """Every second patient IORT, every third irradiated before, every fourth with several metastases; some die."""
    rows = [
        f"arm {'IORT' if number % 2 else 'HSRT'}",
        "surgery C1 d0",
        f"treatment C1 {'d0 IORT' if number % 2 else 'd28 HSRT'}",
        f"prior_irradiation {'yes' if number % 3 == 0 else 'no'}",
        f"metastases {'multiple' if number % 4 == 0 else 'single'}",
    ]
    return "; ".join([*rows, "death d400 other" if number % 5 == 0 else "last_contact d420"])


def visits(number: int, reader: str) -> str:
    """Local progression from the look that the patient's number gives; the second reader sees it one look later."""
    first = number % 6 + (reader == READERS[1])
    told = ["d2 NED/NED"]
    told += [f"d{day} {'LP#1' if look >= first else 'NED'}/NED" for look, day in enumerate(LOOKS)]
    return "; ".join(told)


def reads(patients: int, readers: tuple[str, ...] = READERS) -> list[SignedRead]:
    return [
        read_of(visits(number, reader), subject=name_of(number), reader=reader, read_id=f"{name_of(number)}-{reader}")
        for number in range(1, patients + 1)
        for reader in readers
    ]


def make_cohort(folder: Path, patients: int = DRAWN, *, with_table: bool = True, with_reads: bool = True) -> Study:
    """The study, with a coordinator, a statistician and a reader."""
    study = Study.create(folder)
    facts: list[tuple[str, Payload]] = []
    for number in range(1, patients + 1) if with_table else ():
        subject = name_of(number)
        events = clinical_of(clinical(number), subject=subject)
        told = ClinicalRecorded(subject=subject, events=events, table_sha256="0" * 64)
        facts.append((f"subject/{subject}", told))
    if with_reads:
        facts += [(f"read/{read.read_id}", ReadImported(read=read)) for read in reads(patients)]
    if facts:
        study.ledger.append_all(facts, COORDINATOR)
    for who, role in ((COORDINATOR, Role.COORDINATOR), (STATISTICIAN, Role.STATISTICIAN), (READER, Role.READER)):
        add_reader(study, who, PASSWORD, role, COORDINATOR)
    return study


def read_elsewhere(study: Study) -> None:
    """Let somebody have read the one case of the small reading study: local progression from the second visit on."""
    visits = study.state().subjects[SUBJECT].timepoints
    drawn = read_of("d1(early) NED/NED; d92 LP#1/NED; d183 LP#1/NED", subject=SUBJECT, reader="elsewhere")
    told = [
        point.model_copy(
            update={
                "timepoint_id": visit.timepoint_id,
                "scan_id": visit.scan.scan_id,
                "acquired_on": visit.acquired_on,
            }
        )
        for point, visit in zip(drawn.timepoints, visits, strict=True)
    ]
    read = drawn.model_copy(update={"timepoints": tuple(told)})
    study.ledger.append_all([("read/read-1", ReadImported(read=read))], COORDINATOR)
