"""What the rooms below say in words of their own: they know none of the application, and ledgers keep what they said.

A sentence of theirs is recognised by its template, so that it can be said in another language.
"""

import re
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
    # app/usecases/check_registration.py
    "rejected: {reason}",
)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>.+?)" for n, p in enumerate(pieces)))


def recognised(text: str) -> str:
    """A sentence of the rooms below with its template, where it is one of `SENTENCES`; else as it is."""
    for template in SENTENCES:
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return Said(template, **{name: recognised(value) for name, value in found.groupdict().items()})
    parts = text.split("; ")
    return joined("; ", [recognised(part) for part in parts]) if len(parts) > 1 else text
