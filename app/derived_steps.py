"""The sentences of `review_schema.derivation` and of the reasons in event rows, to be said in another language.

Recognised by their templates, the first that fits; the pieces of one are looked up in turn.
"""

from typing import get_args

from app.lower_rooms import recognised
from review_schema.endpoints import RULE_MEANINGS
from review_schema.label_history import Proof

STEPS = (
    # whose labels, since when
    "Labels of nobody: the subject has no read; rule set {rules}.",
    "Labels of reader {name}, read {read}; rule set {rules}.",
    "The clinical table gives no surgery date: there is no day 0, and the row has no times.",
    "Day 0 is {day}: {what}, by the clinical table.",
    "the index surgery, the earliest of the patient",
    "the surgery that names no cavity, {cavity} included",
    "the surgery of {cavity}",
    # what came of it
    "Event, dated {day}: {reason}.",
    "No event: {reason}.",
    "Last known free of it on {last} (day {days}, {months} months): it happened after that day, by {day}.",
    "Death without the event, on {last} (day {days}, {months} months), competes: cumulative incidence counts it there, "
    "Kaplan-Meier censors at the date of the row.",
    "Sensitivity, {what}: {result}.",
    "event at day {n}",
    "censored at day {n}",
    "not counted, for it was over before",
    "unconfirmed events censored at the last clear look",
    "events after missed scans censored at the last clear look",
    "events on the boundary of the margin censored at the last clear look",
    "death counted as the event",
    "censored at new radiotherapy of the unit",
    "days from the start of radiotherapy",
    "delayed entry at day {n}",
    "Hence {unit}: {conclusion}.",
    "no event, then death; censored on {day}, day {n}",
    "event on {day}, day {n}",
    "censored on {day}, day {n}",
    # flags
    "Every lesion behind it lies on the boundary of the margin: whether it is local is in doubt.",
    "More scheduled scans were missed in a row before it than the charter takes without a doubt.",
    "No last contact is recorded: the latest dated fact of the patient is taken.",
    "Without a surgery date the row has dates, and no times.",
    "The subject has no read: imaging says nothing since the origin.",
    "No systemic staging is recorded: the row follows the brain MRI alone.",
    "The reader sees no radionecrosis in this cavity.",
    # a day
    "{day} (day {days}, {months} months), clinical table: {what}.",
    "{day} (day {days}, {months} months), brain: {labels} – {words}.",
    "{day} (day {days}, {months} months), {place}: {labels} – {words}.",
    "nothing said",
    "the scheduled scan did not take place",
    "a scheduled scan did not take place",
    "not evaluable",
    "after the re-operation of {day}",
    "before the surgery, or marked pre-operative: not counted",
    "controlled",
    "{label}: uncontrolled",
    "{label} on the early scan is residual tumour, no progression",
    "{label} is growth of a metastasis known before",
    "histology of the re-operation speaks instead of {label}",
    "{label} is read with too little certainty",
    "{label} turned out as RN of the same lesion: RN from here",
    "{label} is first shown here",
    "this confirms {label} of {first}: {how}",
    "this takes {label} of {first} back: {days} days later it is no longer shown, without tumour therapy",
    "{days} days after {first} it is too early to confirm {label} or to take it back",
    "another lesion than {label} of {first}: it neither confirms that one nor takes it back",
    "STABLE neither confirms {label} of {first} nor takes it back",
    "tumour therapy began since {first}: {label} seen again does not confirm it",
    "gone after tumour therapy: {label} of {first} stays, unconfirmed",
    "shows {label}, after the event",
    "free of {label}, after the event",
    "shows {label}",
    "free of {label}",
    "{label} is proven without a scan: {how}",
    "{cavity} was operated on again, histology: {histology}",
    "tumour therapy began: what regresses after it is not taken back",
    "onset of symptoms of radionecrosis",
    "entered in the clinical table for {day}",
    "systemic staging",
    "start of whole-brain radiotherapy",
    "last contact",
    "death",
    # how it was confirmed
    "marked as confirmed on the scan of {day}",
    "confirmed by histology",
    "confirmed by cytology on {day}",
    "operated on {day}",
    "seen again on {day}",
    "treated before it was confirmed",
    "no later evaluable scan after {days} days",
    "stable on {day}, which neither confirms it nor takes it back",
    "not seen again {days} days later or more",
    "on the last MRI, {last}; no scan was controlled since {first}, then {what}",
    # reasons
    "no evaluable scan since the origin; then died",
    "no evaluable scan since the origin; then re-operated",
    "no evaluable scan since the origin; then new radiotherapy",
    "no evaluable scan since the origin",
    "no {what} up to the last evaluable scan; then died",
    "no {what} up to the last evaluable scan; then re-operated",
    "no {what} up to the last evaluable scan; then new radiotherapy",
    "no {what} up to the last evaluable scan",
    "no {what} up to the last systemic staging; then died",
    "no {what} up to the last systemic staging; then new radiotherapy",
    "no {what} up to the last systemic staging",
    "no {what} up to the re-operation of the cavity",
    "no whole-brain radiotherapy; then died",
    "no whole-brain radiotherapy up to last contact",
    "alive at last contact",
    "onset of symptomatic radionecrosis",
    "censored at new radiotherapy",
    "{event}, on {day}, on the boundary of the margin: censored before it",
    "{event}, on {day}, after {n} missed scans: censored before it",
    "LP in any cavity",
    "LP in a cavity of the index surgery",
    "DP or LMD",
    "LP, DP, LMD or extracranial progression",
    "extracranial progression",
    "symptomatic RN",
    "uncontrolled progression",
    "any progression",
    "{labels} of {day} is unconfirmed ({how}): censored before it",
    # findings
    "{lesion}, confirmed, {mm} mm from the cavity",
    "{lesion}, {mm} mm from the cavity, boundary",
    "{lesion}, {mm} mm from the cavity",
    "{label} ({about})",
    "{label}: {how}",
)

RULES = (
    # the rule behind a step; settings are named as in the charter's file
    "charter {name}",
    "a missed scan is neither clear nor positive",
    "a scan that cannot be evaluated is neither clear nor positive",
    "re-operation ends the cavity's follow-up",
    "follow-up starts at the surgery",
    "histology settles the suspicion",
    "regression revises the label",
    "histology dates back to the first suspicion",
    "follow-up ends",
    "regression takes back only without therapy",
    "SRNFREE is dated to the onset of symptoms",
    "GPFS ends at the earlier of brain MRI and staging",
    "death is a competing event",
    "interval (left_days, right_days]",
    "flag {flag}",
    *RULE_MEANINGS.values(),
    "extracranial progression",
    *(f"{proof} proves {{label}}" for proof in get_args(Proof)),
    "{rule}: {meaning}",
)


def step_in_words(text: str) -> str:
    """A step, or the reason of a row, with its template, where it is one of `STEPS`; else as it is."""
    return recognised(text, STEPS)


def rule_in_words(text: str) -> str:
    """The rule behind a step with its template, where it is one of `RULES`; else as it is."""
    return recognised(text, RULES)
