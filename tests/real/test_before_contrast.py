"""What took up contrast agent: the T1 from before contrast of real visits, laid onto the scan that is read."""

from pathlib import Path

import numpy as np
import pytest

from app.usecases.import_scans import import_scans
from app.usecases.load_unenhanced import load_unenhanced, unenhanced_scan
from app.usecases.register_study import register_study
from app.usecases.study import Study
from tests.real_data import CASE_A
from tests.same_tissue import white_matter, whole_case


@pytest.mark.real
@pytest.mark.timeout(900)
def test_white_matter_takes_up_nothing_and_the_scan_from_before_contrast_lies_in_place(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        import_scans(study, [CASE_A / "dicom"], subject=None, acquired_on=None, author="coordinator")
        register_study(study, author="coordinator")
        (subject,) = study.state().subjects.values()
        case = whole_case(study, subject.subject)
        with_one = [visit for visit in subject.timepoints if unenhanced_scan(visit) is not None]
        assert with_one, "the case has series from before contrast"
        tissue = white_matter(case)
        for timepoint in with_one:
            visit = next(v for v in case.visits if v.timepoint.timepoint_id == timepoint.timepoint_id)
            found = load_unenhanced(study, case, subject.subject, visit)
            again = load_unenhanced(study, case, subject.subject, visit)
            assert found is not None
            assert again is not None
            assert found.trusted
            np.testing.assert_array_equal(found.display.values, again.display.values)
            uptake = visit.scale.normalised(visit.display.values) - found.scale.normalised(found.display.values)
            assert abs(float(np.median(uptake[tissue]))) < 0.05
