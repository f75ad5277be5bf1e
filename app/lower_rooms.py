"""What the rooms below say in words of their own: they know none of the application, and ledgers keep what they said.

A sentence of theirs is recognised by its template, so that it can be said in another language.
"""

import re
from collections.abc import Sequence
from functools import cache

from app.words import Said, joined

SENTENCES = (
    # imaging/registration.py: why a registration is not trusted
    "no head can be made out in {which}",
    "the reference scan",
    "the scan",
    # review_schema/visit_rules.py: why a time point cannot be locked
    "{place} has no label.",
    "{place}: {label} excludes every other label.",
    "{place}: LP together with RN needs a basis, histology or adjudication.",
    "{place}: {label} and {other} exclude each other for the same enhancement.",
    "{lesion} lies {mm} mm from the baseline cavity, outside the {margin} mm margin: LP does not fit.",
    "{lesion} lies {mm} mm from the baseline cavity, inside the {margin} mm margin: DP does not fit.",
    "A finding names the cavity {cavity}, which this case does not have.",
    "Two findings have the same id.",
    "NE needs a reason.",
    "LMD needs a pattern, A to D.",
    "Cavity {cavity}",
    "The brain",
    # imaging/registration_quality.py and registration.py: why a registration is (not) trusted
    "the scans share only {share} of the head",
    "one scan explains only {share} of the other, as with another person's head or noise",
    "fine structures do not fall on each other (correlation {detail}, {aside} when pushed 6 mm aside)",
    "outlines fit but what lies inside does not (correlation of detail {detail}, explained {share}), "
    "as with a mirrored head",
    "forward and backward registration differ by {mm} mm",
    "the fit did not settle (its last turn moved the head by {mm} mm)",
    "parts of the head would each lie {mm} mm elsewhere, as with another person's head",
    "the estimated error is {mm} mm",
    "the scans share too little of the head to be compared",
    "the scan's mirror image fits better than the scan: left and right may be exchanged",
    # app/usecases/assign_reads.py
    "Case {code}",
    # app/usecases/export_events.py: what the person who exports should hear of
    "rows without times, because the surgery date is missing: {count}",
    "rows of subjects without any read, censored at the surgery: {count}",
    "rows that date symptoms of a radionecrosis which the reader does not see: {count}",
    "reads signed under another charter than the one applied here: {count}",
    "reads in which a visit says nothing of a cavity that an earlier one labelled: {count}",
    # review_schema/export/survival.py, agreement.py, fragility.py and table3.py: heads of their tables
    "group",
    "units",
    "patients",
    "events",
    "died without",
    "median, days",
    "median follow-up, days",
    "estimate",
    "{months} months, {n} at risk",
    "test",
    "chi-squared",
    "Agreement",
    "Fragility",
    "Outcome",
    "{arm}: % (95 % CI) [at risk]",
    "{arm}: cumulative incidence",
    "p (log-rank)",
    "p (Gray)",
    "change",
    "units changed",
    "conclusion",
    "label",
    "readers",
    "endpoint",
    "unit",
    "both",
    "neither",
    "opposite",
    "same scan",
    "one apart",
    "further",
    "only 1st",
    "only 2nd",
    "raw",
    "positive",
    "negative",
    "time points",
    "kind",
    "number",
    "All readers together",
    "Events and their dates",
    "Disagreements by kind",
    "Outcomes by arm",
    "as analysed",
    "analysis",
    "margin",
    "rule",
    "fewest labels",
    "stands",
    "turned",
    "not estimable",
    "{figure} (limits not estimable)",
    "the events file, log-rank test",
    "death without the event counted as event",
    "unconfirmed events censored at the last clear scan",
    "events after missed scans censored at the last clear scan",
    "censored at new radiotherapy of the unit",
    "delayed entry at the start of radiotherapy",
    "days from the start of radiotherapy",
    "the reads under this charter",
    "margin {mm} mm: {n} findings are of another compartment, {m} without a distance stay",
    "margin {mm} mm: {n} findings are of another compartment",
    "fragility index above {n}",
    "{n}/{all} events",
    "plain proportion, controlled at the end",
    "1-year",
    "2-year",
    "Local control",
    "Distant brain control",
    "Distant brain control, single metastasis",
    "Intracranial disease control",
    "Overall survival",
    "Leptomeningeal disease",
    "Radionecrosis",
    "Radionecrosis, no prior cerebral irradiation",
    "Symptomatic radionecrosis",
    "Symptomatic radionecrosis, no prior cerebral irradiation",
    "Free of whole-brain irradiation",
    "Kaplan-Meier with log-log limits, death censored; necrosis and leptomeningeal disease as 1 - Kaplan-Meier.",
    "Cumulative incidence: of the event, with death competing. NA: cannot be estimated (no data; limits "
    "before the first event, or after all have had it; before the first recorded time R gives the value itself).",
    "At risk 0: nobody was followed that long, and the last estimate is carried on, as R does with extend = TRUE.",
    # review_schema/clinical_table.py and clinical_contradictions.py: why a cell cannot be used
    "must be given",
    "must be empty",
    "must be plain text of at most 200 characters",
    "must be a short name like C1",
    "must be a date as YYYY-MM-DD",
    "must name the source of R0 or R1",
    "must be {rule}",
    "a whole number from {low} to {high} in steps of {step}",
    "a whole number from {low} to {high}",
    "a number from {low} to {high}",
    "{n} years",
    "{n} mg/day",
    "repeats row {n}",
    "overlaps row {n}",
    "lies in the future",
    "lies before the date on which it began",
    "lies before the surgery",
    "lies before the birth",
    "lies before {year}",
    "lies after the death",
    "lies after the data cut-off",
    "lies after the index surgery",
    "has no surgery row",
    "is not the day of surgery, on which IORT is given",
    "is of {needed}, and the cavity had no {same}",
    "contradicts the date or kind of that irradiation",
    "contradicts birth and surgery",
    "contradicts “Number of brain metastases”",
    "contradicts “Prior irradiation of the brain”",
    "leaves no metastasis that was resected",
    "is death, and there is no death row",
    "is not the day of death, as that of grade 5 is",
    "is not the arm of the only radiotherapy, {given}",
    # app/usecases/check_registration.py
    "rejected: {reason}",
    # imaging/dicom/selection.py: why a series was chosen
    "T1-weighted by the description",
    "T1-weighted by its times ({times})",
    "Neither description nor header tells the weighting",
    "The times do not tell the weighting ({times})",
    "contrast-enhanced by the description and the contrast agent in the header",
    "contrast-enhanced by the description",
    "contrast-enhanced by the contrast agent in the header",
    "native by the description",
    "nothing says that contrast agent was given",
    "preferred to {n} like it for {advantage}",
    "being original images",
    "covering the whole brain",
    "finer slices",
    "being a 3-D scan",
    "being the later series",
    "the only such one among {n} series",
    "{n} slices of {size} mm",
)


LABEL = r"(?:[A-Z][A-Z0-9]*|extracranial progression)"
FIELDS = {"label": rf"{LABEL}(?:(?: and |, ){LABEL})*"}
"""Fields that hold no other text than this, so that no sentence takes another, told before or after it, for a label."""


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    fields = [re.escape(p) if n % 2 == 0 else f"(?P<{p}>{FIELDS.get(p, '.+?')})" for n, p in enumerate(pieces)]
    return re.compile("".join(fields))


def recognised(text: str, sentences: Sequence[str] = SENTENCES) -> str:
    """A sentence of the rooms below with its template, where it is one of `sentences`; else as it is."""
    for template in sentences:
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return Said(template, **{name: recognised(value, sentences) for name, value in found.groupdict().items()})
    parts = text.split("; ")
    return joined("; ", [recognised(part, sentences) for part in parts]) if len(parts) > 1 else text
