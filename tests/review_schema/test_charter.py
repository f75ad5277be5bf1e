"""The charter as a file: what is written is what is read."""

import pytest

from review_schema.charter import Charter
from review_schema.vocabulary import Arm, ScanRole


@pytest.mark.parametrize(
    "charter",
    [
        Charter(),
        Charter(name='Trial "A"\\B, Köln\n', version=3, margin_mm=3.5, sequential=False),
        Charter(baseline_role={Arm.HSRT: ScanRole.FOLLOW_UP}, unconfirmed_progression="censor"),
        Charter(baseline_role={}),
    ],
)
def test_a_charter_written_as_toml_reads_back_as_the_same_rules(charter: Charter) -> None:
    again = Charter.from_toml(charter.to_toml())
    assert again == charter
    assert again.sha256() == charter.sha256()
