"""The clinical table: one row per fact.

Columns ``subject, kind, date, cavity, value, detail`` (CSV or first sheet of an XLSX file). Empty cells are
empty strings; dates are ISO (YYYY-MM-DD).

=========================  =====  ========  ==========================================================
kind                       date   cavity    value
=========================  =====  ========  ==========================================================
arm                        -      -         IORT | HSRT
surgery                    yes    yes       - | synchronous (a later one, of a lesion known at the index surgery)
treatment                  yes    optional  IORT | HSRT | SRS | ... (first day of treatment)
death                      yes    -         neurological | other | unknown
last_contact               yes    -         -
wbrt                       yes    -         -
extracranial_progression   yes    -         -
systemic_staging           yes    -         -
salvage                    yes    optional  radiotherapy | surgery | systemic (blank cavity: elsewhere in the brain)
reoperation                yes    yes       tumour | necrosis | mixed  (histology)
csf                        yes    -         positive | negative
symptom                    yes    yes       rn   (onset of symptomatic radionecrosis)
missed_scan                yes    -         -    (scheduled scan that did not take place)
scan_role                  yes    -         a `ScanRole` value, overriding the role derived from the date
prior_irradiation          -      -         yes | no  (of the brain, before the index surgery)
metastases                 -      -         single | multiple  (at the index surgery)
=========================  =====  ========  ==========================================================
"""

from datetime import date

from review_schema.record import Record
from review_schema.vocabulary import ClinicalKind


class ClinicalEvent(Record):
    """One row of the clinical table."""

    subject: str
    kind: ClinicalKind
    on: date | None = None
    cavity: str | None = None
    value: str | None = None
    detail: str = ""
