"""What labels would be at another margin. Lesions of these histories lie 4.8 mm from the cavity."""

import pytest

from review_schema.margin_labels import at_margin
from tests.review_schema.histories import read_of

CASES = [
    # visits, margin, labels at each visit (cavity / brain), relabelled, unmeasured
    ("d93 LP#1/NED", 5.0, ["LP/NED"], 0, 0),
    ("d93 LP#1/NED", 3.0, ["NED/DP"], 1, 0),
    ("d93 LP#1/DP#2", 10.0, ["LP+LP/NED"], 1, 0),
    ("d93 LP#1/DP#2", 3.0, ["NED/DP+DP"], 1, 0),
    ("d93 NED/DP#2", 10.0, ["LP/NED"], 1, 0),
    ("d93 STABLE/DP#2", 10.0, ["LP/NED"], 1, 0),
    ("d2(early) LP#1/NED; d93 LP#1/NED", 3.0, ["LP/NED", "NED/DP"], 1, 0),  # residual tumour, then growth
    ("d2(early) NED/DP#2", 10.0, ["NED/DP"], 0, 0),
    ("d93 NED/DP^#2", 10.0, ["NED/DP"], 0, 0),  # known before surgery: not the cavity's
    ("d93 LP/NED", 3.0, ["LP/NED"], 0, 1),  # without a mark it stays as read
    ("d93 RN#1/NED", 3.0, ["RN/NED"], 0, 0),  # the margin is a rule for progression
    ("d93 NED|NED/DP#2", 10.0, ["NED|NED/DP"], 0, 1),  # which of two cavities is nearest is not told
    ("d93 NED/LMD; d186 LP#1/LMD", 3.0, ["NED/LMD", "NED/DP+LMD"], 1, 0),
]


@pytest.mark.parametrize(("visits", "mm", "told", "relabelled", "unmeasured"), CASES)
def test_progression_is_local_up_to_the_margin_and_distant_beyond(
    visits: str, mm: float, told: list[str], relabelled: int, unmeasured: int
) -> None:
    made = at_margin(read_of(visits), mm)
    cavities = made.read.cavities

    def labels(place: int, cavity: str | None) -> str:
        return "+".join(sorted(f.label.value for f in made.read.timepoints[place].findings if f.cavity == cavity))

    found = [
        "|".join(labels(place, cavity) for cavity in cavities) + "/" + labels(place, None)
        for place in range(len(made.read.timepoints))
    ]
    assert (found, made.relabelled, made.unmeasured) == (told, relabelled, unmeasured)


def test_a_lesion_keeps_its_identity_and_measure() -> None:
    (finding,) = (f for f in at_margin(read_of("d93 LP#1/NED"), 3.0).read.timepoints[0].findings if f.label == "DP")
    assert (finding.lesion, finding.cavity) == ("L1", None)
    assert finding.measure is not None
