"""The same tissue looks the same in every visit: so does white matter, within a few per cent of its mean."""

from pathlib import Path

import numpy as np
import pytest

from app.usecases.import_scans import import_scans
from app.usecases.register_study import register_study
from app.usecases.study import Study
from tests.made_demo import MadeDemo
from tests.real_data import CASE_A
from tests.same_tissue import brightness, white_matter, whole_case

WITHIN = 0.05
WITHIN_IN_THE_DEMO = 0.08
"""Its heads are shaded more strongly."""


@pytest.mark.real
@pytest.mark.timeout(900)
def test_white_matter_is_as_bright_in_every_visit_of_the_real_anatomy_case(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        import_scans(study, [CASE_A / "dicom"], subject=None, acquired_on=None, author="coordinator")
        register_study(study, author="coordinator")
        case = whole_case(study, "CASE-A")
        seen = brightness(case, white_matter(case))
    assert len(seen) == 5
    np.testing.assert_allclose(seen, seen.mean(), rtol=WITHIN)


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
@pytest.mark.timeout(900)
def test_white_matter_is_as_bright_in_every_visit_of_the_demo(made_demo: MadeDemo) -> None:
    with Study.open(made_demo.demo.study) as study:
        for subject in study.state().subjects:
            case = whole_case(study, subject)
            seen = brightness(case, white_matter(case))
            np.testing.assert_allclose(seen, seen.mean(), rtol=WITHIN_IN_THE_DEMO, err_msg=subject)
