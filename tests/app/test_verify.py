import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.usecases.study import Study
from app.usecases.verify_study import VerifyReport, verify_study
from review_schema.errors import ChainBroken, StoredFileChanged, StoredFileMissing, StudyFileDiffers
from review_schema.payloads import ScanChosen
from tests.study_factory import SURGERY_ON, contour, new_study, scan


def stored(study: Study, name: str) -> str:
    """Adopt a file as scan and as mask; return its content id."""
    for store in (study.scans, study.masks):
        file = study.staging("file")
        file.write_bytes(name.encode())
        content_id = store.adopt(file)
    return content_id


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with two series of one visit, one of them chosen, and a contour."""
    made = new_study(tmp_path / "S")
    thick, thin = (
        scan("P1", SURGERY_ON + timedelta(days=1), name).model_copy(update={"scan_id": stored(made, name)})
        for name in ("thick", "thin")
    )
    mask = contour(thick).model_copy(update={"mask_id": stored(made, "mask")})
    chosen = ScanChosen(subject="P1", timepoint_id=thin.timepoint_id, scan_id=thin.scan_id, reason="thinner")
    made.ledger.append_all([("subject/P1", fact) for fact in (thick, thin, mask, chosen)], "carla")
    yield made
    made.close()


def test_a_study_as_it_was_entered_is_sound(study: Study) -> None:
    assert verify_study(study) == VerifyReport(entries=5, files=3)


@pytest.mark.parametrize("name", ["thick", "thin"])
def test_a_scan_that_was_changed_is_found_whether_chosen_or_not(study: Study, name: str) -> None:
    content_id = hashlib.sha256(name.encode()).hexdigest()
    study.scans.path(content_id).write_bytes(b"thicker")
    with pytest.raises(StoredFileChanged) as caught:
        verify_study(study)
    assert (caught.value.what, caught.value.content_id) == ("scan", content_id)


@pytest.mark.parametrize("line", ['study_id = "another"', ""])
def test_a_study_file_of_another_study_is_found(study: Study, line: str) -> None:
    (study.root / "study.toml").write_text(f"layout = 1\n{line}\n", encoding="utf-8")
    with pytest.raises(StudyFileDiffers):
        verify_study(study)


def test_a_mask_that_is_gone_is_found(study: Study) -> None:
    content_id = hashlib.sha256(b"mask").hexdigest()
    study.masks.path(content_id).unlink()
    with pytest.raises(StoredFileMissing) as caught:
        verify_study(study)
    assert (caught.value.what, caught.value.content_id) == ("mask", content_id)


def test_the_chain_is_looked_at_before_the_files(study: Study) -> None:
    study.scans.path(hashlib.sha256(b"thin").hexdigest()).unlink()
    raw = sqlite3.connect(study.root / "ledger.db")
    raw.execute("DROP TRIGGER entries_never_change")
    raw.execute("UPDATE entries SET author = 'ben' WHERE sequence = 3")
    raw.commit()
    raw.close()
    with pytest.raises(ChainBroken) as caught:
        verify_study(study)
    assert caught.value.sequence == 3
