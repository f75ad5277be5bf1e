"""Worklists: each reader's own order of the cases under codes that tell nothing, hidden re-reads included."""

import math
import random
from collections.abc import Sequence

from app.usecases.record_read import visits_shown
from app.usecases.study import Study
from app.words import Said
from review_schema import ids
from review_schema.errors import NothingToAssign, NotReaders, SubjectsWithoutScans
from review_schema.payloads import Payload, ReadAssigned
from review_schema.projections import ReadState, StudyState
from review_schema.vocabulary import Role

CODES_PER_CASE = 3
"""Codes are drawn from at least so many times their number: with gaps everywhere, none tells of a hidden re-read."""


def assign_reads(
    study: Study,
    *,
    readers: Sequence[str] | None = None,
    subjects: Sequence[str] | None = None,
    reread_fraction: float | None = None,
    washout_days: int | None = None,
    seed: int = 1,
    author: str,
) -> tuple[ReadAssigned, ...]:
    """Give each reader the cases that are still missing from the worklist; return what was added.

    The order and the codes are drawn anew for each reader, the same for the same seed. Codes are drawn from many more
    numbers than there are cases, so that a missing number tells nothing. Re-reads open only `washout_days` after the
    first read was signed; until then the worklist does not show them, and then at a drawn place (`worklist`).

    Args:
        study: the study.
        readers: account names; all readers if None.
        subjects: cases; all that have a scan to show if None.
        reread_fraction: at least so large a part of each reader's cases is read twice; the charter's if None.
        washout_days: days between signing and re-reading; the charter's if None.
        seed: of the orders.
        author: who assigns.

    Raises:
        NotReaders: an account is unknown, or its role is not reader.
        SubjectsWithoutScans: a subject has no scan that a read may show.
        NothingToAssign: there are no such readers, or no such subjects.
    """
    made: list[ReadAssigned] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        fraction = state.charter.reread_fraction if reread_fraction is None else reread_fraction
        washout = state.charter.washout_days if washout_days is None else washout_days
        cases = _cases(state, subjects)
        made[:] = [
            assigned
            for reader in _readers(state, readers)
            for assigned in _worklist(state, reader, cases, fraction, washout, random.Random(f"{seed}/{reader}"))
        ]
        return [(f"read/{one.read_id}", one) for one in made]

    study.record(author, decide)
    return tuple(made)


def lacking(study: Study, subjects: Sequence[str] | None = None) -> tuple[str, ...]:
    """What readers will miss in the cases to be read, a sentence for each kind of lack; empty: nothing.

    Args:
        study: the study.
        subjects: cases; all that have a scan to show if None.
    """
    state = study.state()
    cases = [state.subjects[name] for name in _cases(state, subjects)]
    outlined = [bool(case.cavities) for case in cases]
    placed = [
        all(
            visit.registration is not None
            or case.reference is None
            or visit.timepoint_id == case.reference.timepoint_id
            for visit in case.timepoints
        )
        for case in cases
    ]
    told: list[str] = []
    if missing := outlined.count(False):
        told.append(
            Said(
                "{n} of {all} cases have no cavity on the baseline scan: no distance is measured there, and a cavity "
                "can be labelled only where the clinical table names its surgery",
                n=missing,
                all=len(cases),
            )
        )
    if missing := placed.count(False):
        told.append(
            Said(
                "{n} of {all} cases are not wholly registered: distances and subtractions are switched off there",
                n=missing,
                all=len(cases),
            )
        )
    return tuple(told)


def _readers(state: StudyState, wanted: Sequence[str] | None) -> list[str]:
    able = {name for name, account in state.readers.items() if account.role is Role.READER}
    names = able if wanted is None else set(wanted)
    if names - able:
        raise NotReaders(len(names - able))
    if not names:
        raise NothingToAssign
    return sorted(names)


def _cases(state: StudyState, wanted: Sequence[str] | None) -> list[str]:
    able = {name for name, subject in state.subjects.items() if visits_shown(subject, state.charter)}
    cases = able if wanted is None else set(wanted)
    if cases - able:
        raise SubjectsWithoutScans(len(cases - able))
    if not cases:
        raise NothingToAssign
    return sorted(cases)


def _worklist(
    state: StudyState, reader: str, cases: Sequence[str], fraction: float, washout: int, draw: random.Random
) -> list[ReadAssigned]:
    own = [read for read in state.reads.values() if read.reader == reader]
    first_reads = {read.subject: read.read_id for read in own if read.reread_of is None}
    elsewhere = {read.subject for read in state.imported_reads.values() if read.reader == reader}
    new = [case for case in cases if case not in first_reads and case not in elsewhere]
    draw.shuffle(new)

    total = len(first_reads) + len(new)
    reread = {read.subject for read in own if read.reread_of is not None}
    # The tolerance: 0.2 of 15 cases is 3, not 4, though 0.2 * 15 is a little above 3.
    missing = max(0, math.ceil(fraction * total - 1e-9) - len(reread))
    again = draw.sample(sorted({*first_reads, *new} - reread), missing)

    codes = draw.sample(_free_codes(own, len(new) + len(again)), len(new) + len(again))
    made: list[ReadAssigned] = []
    for position, (subject, code) in enumerate(zip([*new, *again], codes, strict=True), start=_last(own) + 1):
        read_id = ids.read_id(state.study_id, reader, code)
        is_first = subject not in first_reads
        made.append(
            ReadAssigned(
                read_id=read_id,
                reader=reader,
                subject=subject,
                case_code=code,
                position=position,
                reread_of=None if is_first else first_reads[subject],
                washout_days=0 if is_first else washout,
            )
        )
        first_reads.setdefault(subject, read_id)
    return made


def _last(own: Sequence[ReadState]) -> int:
    return max((read.position for read in own), default=0)


def _free_codes(own: Sequence[ReadState], count: int) -> list[str]:
    """All codes of as many digits as leave most of them unused, without those that are taken."""
    least = 100
    while CODES_PER_CASE * (len(own) + count) > 9 * least:
        least *= 10
    taken = {read.case_code for read in own}
    return [code for number in range(least, 10 * least) if (code := f"Case {number}") not in taken]
