"""The clinical rows of one subject, arranged as endpoint rules ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from review_schema.clinical import ClinicalEvent
from review_schema.vocabulary import Arm, ClinicalKind, ScanRole

SYNCHRONOUS = "synchronous"
"""Value of a later surgery whose lesion was already known at the index surgery: no distant progression."""

ARMS = frozenset(Arm)

EVERY_CAVITY = ""
"""Key of a surgery that names no cavity: it is the origin of every cavity that has none of its own."""


def single_or_multiple(metastases: int) -> str:
    """The subgroup that a number of brain metastases belongs to."""
    return "single" if metastases == 1 else "multiple"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Clinical facts of one subject. Dates in ascending order."""

    arm: str
    surgeries: Mapping[str, date]
    metachronous: tuple[date, ...]  # later operations of new metastases
    treatments: tuple[ClinicalEvent, ...]
    salvages: tuple[ClinicalEvent, ...]
    systemic: tuple[date, ...]  # starts of systemic therapy, and of bevacizumab, under which enhancement fades
    reoperations: Mapping[str, ClinicalEvent]  # first one of each cavity
    wbrt: tuple[date, ...]
    extracranial: tuple[date, ...]
    stagings: tuple[date, ...]
    csf_positive: tuple[date, ...]
    symptoms: Mapping[str, tuple[date, ...]]  # onset of symptomatic radionecrosis, by cavity
    missed: tuple[date, ...]
    roles: Mapping[date, ScanRole]
    death_on: date | None
    last_contact_on: date | None
    prior_irradiation: str  # yes | no; empty: unknown
    metastases: str  # single | multiple; empty: unknown
    immunotherapy: tuple[tuple[date, date | None], ...]  # first and last day; None: it goes on
    index_on: date | None  # index surgery: the earliest one

    def origin_of(self, cavity: str) -> date | None:
        """The cavity's own surgery, or the surgery that names no cavity."""
        return self.surgeries.get(cavity, self.surgeries.get(EVERY_CAVITY))

    def treatment_start(self, cavity: str | None, origin: date | None) -> date | None:
        """First day of the cavity's IORT or HSRT; of any cavity with `cavity` None. IORT is given at surgery."""
        starts = [
            row.on
            for row in self.treatments
            if row.on is not None
            and row.value in ARMS
            and (cavity is None or row.cavity in (cavity, None))
            and (origin is None or row.on >= origin)
        ]
        return min(starts, default=origin if self.arm == Arm.IORT else None)

    def cavity_therapies(self, cavity: str) -> tuple[date, ...]:
        """Days on which tumour therapy began that can make a finding in this cavity regress."""
        rows = [row for row in self.salvages if row.cavity == cavity or row.value == "systemic"]
        rows += [
            row
            for row in self.treatments
            if row.cavity == cavity or (row.cavity is None and row.value in ARMS)  # not radiosurgery elsewhere
        ]
        return tuple(sorted({*self.wbrt, *self.systemic, *(row.on for row in rows if row.on is not None)}))

    def brain_therapies(self) -> tuple[date, ...]:
        """Days on which tumour therapy began that can make a finding away from the cavities regress."""
        rows = [row for row in self.salvages if row.cavity is None or row.value == "systemic"]
        rows += [row for row in self.treatments if row.cavity is None and row.value not in ARMS]
        return tuple(sorted({*self.wbrt, *self.systemic, *(row.on for row in rows if row.on is not None)}))

    def further_radiotherapy(self, cavity: str | None) -> tuple[date, ...]:
        """WBRT, and salvage radiotherapy of this cavity (of any place with `cavity` None)."""
        salvage = [
            row.on
            for row in self.salvages
            if row.on is not None and row.value == "radiotherapy" and (cavity is None or row.cavity == cavity)
        ]
        return tuple(sorted({*self.wbrt, *salvage}))


def case_facts(rows: Iterable[ClinicalEvent]) -> CaseFacts:
    """Arrange one subject's rows; their order does not matter."""
    by_kind: dict[ClinicalKind, list[ClinicalEvent]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for found in by_kind.values():
        found.sort(key=lambda row: (row.on or date.min, row.cavity or "", row.value or ""))

    def dates(kind: ClinicalKind) -> tuple[date, ...]:
        return tuple(row.on for row in by_kind[kind] if row.on is not None)

    def firsts(kind: ClinicalKind) -> dict[str, ClinicalEvent]:
        return {row.cavity or EVERY_CAVITY: row for row in reversed(by_kind[kind])}

    surgeries = {cavity: row for cavity, row in firsts(ClinicalKind.SURGERY).items() if row.on is not None}
    index_on = min((row.on for row in surgeries.values() if row.on is not None), default=None)
    later = {
        row.on for row in surgeries.values() if row.on is not None and row.on != index_on and row.value != SYNCHRONOUS
    }
    symptoms: dict[str, list[date]] = defaultdict(list)
    for row in by_kind[ClinicalKind.SYMPTOM]:
        if row.on is not None and row.cavity is not None:
            symptoms[row.cavity].append(row.on)

    def word(kind: ClinicalKind) -> str:
        return next((row.value or "" for row in by_kind[kind]), "")

    total = word(ClinicalKind.METASTASES_NUMBER)
    return CaseFacts(
        arm=word(ClinicalKind.ARM),
        surgeries={cavity: row.on for cavity, row in surgeries.items() if row.on is not None},
        metachronous=tuple(sorted(later)),
        treatments=tuple(by_kind[ClinicalKind.TREATMENT]),
        salvages=tuple(by_kind[ClinicalKind.SALVAGE]),
        systemic=tuple(sorted({*dates(ClinicalKind.SYSTEMIC_THERAPY), *dates(ClinicalKind.BEVACIZUMAB)})),
        reoperations=firsts(ClinicalKind.REOPERATION),
        wbrt=dates(ClinicalKind.WBRT),
        extracranial=dates(ClinicalKind.EXTRACRANIAL_PROGRESSION),
        stagings=dates(ClinicalKind.SYSTEMIC_STAGING),
        csf_positive=tuple(
            row.on for row in by_kind[ClinicalKind.CSF] if row.on is not None and row.value == "positive"
        ),
        symptoms={cavity: tuple(onsets) for cavity, onsets in symptoms.items()},
        missed=dates(ClinicalKind.MISSED_SCAN),
        roles={row.on: ScanRole(row.value) for row in by_kind[ClinicalKind.SCAN_ROLE] if row.on and row.value},
        death_on=min(dates(ClinicalKind.DEATH), default=None),
        last_contact_on=max(dates(ClinicalKind.LAST_CONTACT), default=None),
        prior_irradiation=word(ClinicalKind.PRIOR_IRRADIATION),
        metastases=single_or_multiple(int(total)) if total else word(ClinicalKind.METASTASES),
        immunotherapy=tuple(
            (row.on, row.until)
            for row in by_kind[ClinicalKind.SYSTEMIC_THERAPY]
            if row.on is not None and row.value == "immunotherapy"
        ),
        index_on=index_on,
    )
