"""Bad input, typed as a user would: one line that says what is wrong, and the study as it was."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from app.cli import DONE, REFUSED, WARNED, run
from tests.dicom_files import SeriesSpec, cut, write_series

NAME = "MUELLER^ANNA"
CT_STORAGE = "1.2.840.10008.5.1.4.1.1.2"
SOUND = SeriesSpec(patient="CASE-1")


def truncated_dicom(folder: Path) -> list[str]:
    for path in write_series(folder, SOUND):
        cut(path, 0.5)
    return []


def empty_folder(folder: Path) -> list[str]:
    folder.mkdir()
    return []


def text_named_dcm(folder: Path) -> list[str]:
    folder.mkdir()
    (folder / "scan.dcm").write_text("no scan", encoding="utf-8")
    return []


def missing_slice(folder: Path) -> list[str]:
    write_series(folder, SOUND, only=[0, 1, 3, 4, 5])
    return []


def singular_nifti(folder: Path) -> list[str]:
    folder.mkdir()
    image = nib.Nifti1Image(np.ones((8, 8, 8), dtype=np.int16), np.eye(4))
    image.header["sform_code"], image.header["qform_code"] = 1, 0
    image.header["srow_x"] = image.header["srow_y"] = (1, 1, 0, 0)
    image.header["srow_z"] = (0, 0, 1, 0)
    (folder / "scan.nii").write_bytes(image.header.binaryblock + bytes(4) + bytes(2 * 8**3))
    return ["--subject", "CASE-1", "--date", "2020-01-02"]


def ct_series(folder: Path) -> list[str]:
    write_series(folder, SeriesSpec(modality="CT", storage=CT_STORAGE, description="CT head"))
    return []


def two_patients(folder: Path) -> list[str]:
    write_series(folder / "a", SeriesSpec(patient="CASE-1"))
    write_series(folder / "b", SeriesSpec(patient="CASE-2"))
    return []


def sound_beside_ct(folder: Path) -> list[str]:
    write_series(folder / "a", SOUND)
    ct_series(folder / "b")
    return []


def files_of(study: Path) -> dict[str, str]:
    """Every file of a study with its hash; what is only cached or staged left out."""
    return {
        str(path.relative_to(study)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(study.rglob("*"))
        if path.is_file() and path.relative_to(study).parts[0] not in ("cache", "logs")
    }


@pytest.mark.parametrize(
    "spoil",
    [truncated_dicom, empty_folder, text_named_dcm, missing_slice, singular_nifti, ct_series, two_patients],
    ids=lambda spoil: spoil.__name__.replace("_", " "),
)
def test_what_cannot_be_read_is_refused_in_one_line_and_changes_nothing(
    spoil: Callable[[Path], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, folder = tmp_path / "S", tmp_path / NAME
    assert run(["new", str(study)]) == DONE
    words = spoil(folder)
    before = files_of(study)
    capsys.readouterr()
    path = folder / "scan.nii" if words else folder
    assert run(["import", str(study), str(path), *words]) == REFUSED
    out, err = capsys.readouterr()
    assert re.fullmatch(r"RR-[A-Z]{3}-\d{3} [^\n]{10,290}\n", err), err
    assert out == ""
    assert "MUELLER" not in err
    assert files_of(study) == before


def test_a_sound_series_beside_a_ct_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "S"
    assert run(["new", str(study)]) == DONE
    done = run(["import", str(study), str(tmp_path / "dicom"), *sound_beside_ct(tmp_path / "dicom")])
    out, err = capsys.readouterr()
    assert "1 time point imported" in out
    assert (done, err) == (DONE, "")


def test_a_visit_with_a_truncated_slice_is_left_out_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = tmp_path / "S"
    assert run(["new", str(study)]) == DONE
    write_series(tmp_path / "dicom" / "a", SOUND)
    cut(write_series(tmp_path / "dicom" / "b", SeriesSpec(study="later", date="20200402"))[2], 0.5)
    done = run(["import", str(study), str(tmp_path / "dicom")])
    out, err = capsys.readouterr()
    assert done == WARNED
    assert "1 time point imported" in out
    assert all(line.startswith("warning: RR-IMP-") for line in err.splitlines())
    assert "slices are missing" in err
