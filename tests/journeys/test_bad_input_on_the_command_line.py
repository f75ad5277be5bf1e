"""What cannot be read is refused in one line that tells nothing of the patient, and the study stays as it was."""

import hashlib
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from numpy.typing import NDArray

from app.cli import run
from app.usecases.study import Study
from tests.dicom_files import SeriesSpec, cut, edit, write_series

T1 = SeriesSpec(number=3, description="t1_mpr_tra_KM")
FLAIR = SeriesSpec(number=4, description="T2 FLAIR")
CT = SeriesSpec(number=5, description="head", modality="CT", storage="1.2.840.10008.5.1.4.1.1.2")
OTHER = SeriesSpec(number=6, patient="CASE-2")
LATER = SeriesSpec(number=7, date="20200405", study="later")
TOLD_NOWHERE = ("Doe", "Jane", "Roe", "1950", "CASE-", "P1", "meier", "Traceback", "/")
"""Names, IDs and birth dates of the files made here, the name in their folders, and any path at all."""
AS_NIFTI = ("--subject", "P1", "--date", "2020-01-02")


def nothing(folder: Path) -> None:
    """The folder stays empty."""


def truncated(folder: Path) -> None:
    for path in write_series(folder, T1):
        cut(path, 0.98)


def truncated_in_the_header(folder: Path) -> None:
    for path in write_series(folder, T1):
        cut(path, 0.4)


def one_file_truncated(folder: Path) -> None:
    cut(write_series(folder, T1)[2], 0.98)


def last_slice_truncated_in_the_header(folder: Path) -> None:
    # Without it the others still are an even stack.
    cut(write_series(folder, LATER)[-1], 0.4)


def text_named_dcm(folder: Path) -> None:
    (folder / "scan.dcm").write_text("Doe Jane, born 1950: not a scan", encoding="utf-8")


def missing_slice(folder: Path) -> None:
    write_series(folder, T1)[3].unlink()


def ct_series(folder: Path) -> None:
    write_series(folder, CT)


def two_patients(folder: Path) -> None:
    write_series(folder / "a", T1)
    write_series(folder / "b", OTHER)


def nifti(folder: Path, affine: NDArray[np.float64]) -> Path:
    raw = bytearray(nib.Nifti1Image(np.arange(60, dtype=np.int16).reshape(3, 4, 5), np.eye(4)).to_bytes())
    # qform_code 0, sform_code 1, the three rows of the sform (nifti1.h): nibabel itself writes no such affine.
    raw[252:256] = np.array([0, 1], dtype="<i2").tobytes()
    raw[280:328] = affine[:3].astype("<f4").tobytes()
    path = folder / "scan.nii"
    path.write_bytes(raw)
    return path


def singular_nifti(folder: Path) -> None:
    nifti(folder, np.diag([1.0, 1.0, 0.0, 1.0]))


def nifti_of_not_a_number(folder: Path) -> None:
    nifti(folder, np.diag([1.0, np.nan, 1.0, 1.0]))


def truncated_nifti(folder: Path) -> None:
    cut(nifti(folder, np.eye(4)), 0.9)


def text_named_nii(folder: Path) -> None:
    (folder / "scan.nii.gz").write_text("Doe Jane, born 1950: not a scan", encoding="utf-8")


def text_named_zip(folder: Path) -> None:
    (folder / "scan.zip").write_text("Doe Jane, born 1950: not an archive", encoding="utf-8")


def sound_beside(bad: Callable[[Path], None]) -> Callable[[Path], None]:
    """A sound scan of another day beside what `bad` writes."""

    def write(folder: Path) -> None:
        write_series(folder / "sound", LATER)
        (folder / "bad").mkdir()
        bad(folder / "bad")

    return write


def other_patient_beside(folder: Path) -> None:
    write_series(folder / "sound", LATER)
    for path in write_series(folder / "b", OTHER):
        edit(path, PatientName="Roe^Richard")


@dataclass(frozen=True)
class Bad:
    """One row of a table: what is wrong, the words that go with it, and the code of the line that says so."""

    wrong: str
    write: Callable[[Path], None]
    code: str
    words: tuple[str, ...] = ()


REFUSED = (
    Bad("an empty folder", nothing, "RR-IMP-001"),
    Bad("truncated DICOM", truncated, "RR-IMP-021"),
    Bad("DICOM truncated in the header", truncated_in_the_header, "RR-IMP-070"),
    Bad("one truncated file of a series", one_file_truncated, "RR-IMP-021"),
    Bad("a text file named .dcm", text_named_dcm, "RR-IMP-001"),
    Bad("a missing slice", missing_slice, "RR-IMP-011"),
    Bad("a CT series", ct_series, "RR-IMP-002"),
    Bad("two patients without --subject", two_patients, "RR-IMP-003"),
    Bad("two patients with --subject of neither", two_patients, "RR-IMP-003", ("--subject", "P1")),
    Bad("a NIfTI file with a singular affine", singular_nifti, "RR-GEO-003", AS_NIFTI),
    Bad("a NIfTI file whose affine is no number", nifti_of_not_a_number, "RR-GEO-003", AS_NIFTI),
    Bad("a truncated NIfTI file", truncated_nifti, "RR-IMP-024", AS_NIFTI),
    Bad("a text file named .nii.gz", text_named_nii, "RR-IMP-024", AS_NIFTI),
    Bad("a text file named .zip", text_named_zip, "RR-IMP-001"),
)

UNPAIRED = [row for row in REFUSED if row.write in (nothing, truncated, text_named_dcm, missing_slice, ct_series)]

WARNED = (
    Bad("a last slice truncated in its header", last_slice_truncated_in_the_header, "RR-IMP-070"),
    Bad("truncated DICOM", sound_beside(truncated), "RR-IMP-021"),
    Bad("a text file named .dcm", sound_beside(text_named_dcm), "RR-IMP-060"),
    Bad("a missing slice", sound_beside(missing_slice), "RR-IMP-011"),
    Bad("a CT series", sound_beside(ct_series), "RR-IMP-061"),
    Bad("another patient, with --subject", other_patient_beside, "RR-IMP-062", ("--subject", "CASE-1")),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose path names a patient: nothing of it may be told."""
    folder = tmp_path / "meier_anna_1950"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def study(home: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A study that holds one sound visit already."""
    write_series(home / "first", SeriesSpec(number=2, date="20190101", study="first"))
    assert run(["new", str(home / "S")]) == 0
    assert run(["import", str(home / "S"), str(home / "first")]) == 0
    capfd.readouterr()
    return home / "S"


@pytest.fixture
def source(home: Path) -> Path:
    (home / "scans").mkdir()
    return home / "scans"


def contents(study: Path) -> tuple[list[str], dict[str, str]]:
    """The hash of each entry of the ledger, and the digest of every other file by its name."""
    with Study.open(study) as opened:
        entries = [entry.hash for entry in opened.ledger.entries()]
    return entries, dict(_digests(study))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("ledger.db"):
            yield str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()


def written(row: Bad, source: Path) -> Path:
    """Write what is wrong; return what is given to the command."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        row.write(source)
    files = [path for path in source.iterdir() if path.suffix in {".nii", ".gz", ".zip"}]
    return files[0] if files else source


def the_line(text: str) -> str:
    """The one line on stderr; fails on a second one, a long one, or one that tells of a patient or a path."""
    (line,) = text.splitlines()
    assert len(line) <= 300
    assert [told for told in TOLD_NOWHERE if told in line] == []
    return line


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.wrong)
def test_what_cannot_be_read_is_refused_and_the_study_is_as_it_was(
    row: Bad, study: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given, before = written(row, source), contents(study)
    assert run(["import", str(study), str(given), *row.words, "--json"]) == 2
    printed = capfd.readouterr()
    assert the_line(printed.err).startswith(f"{row.code} ")
    assert printed.out == ""
    assert contents(study) == before


@pytest.mark.parametrize("row", WARNED, ids=lambda row: row.wrong)
def test_beside_a_sound_scan_it_is_a_warning_and_the_sound_scan_comes_in(
    row: Bad, study: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given, before = written(row, source), contents(study)
    assert run(["import", str(study), str(given), *row.words]) == 3
    printed = capfd.readouterr()
    assert the_line(printed.err).startswith(f"warning: {row.code} ")
    assert "2020-04-05" in printed.out
    with Study.open(study) as opened:
        (subject,) = opened.state().subjects.values()
        assert [point.acquired_on.isoformat() for point in subject.timepoints] == ["2019-01-01", "2020-04-05"]
    entries, files = contents(study)
    assert entries[: len(before[0])] == before[0]
    assert len(set(files) - set(before[1])) == 1, "the sound scan"


@pytest.mark.parametrize("row", UNPAIRED, ids=lambda row: row.wrong)
def test_a_pair_of_which_one_cannot_be_read_is_refused_and_nothing_is_written(
    row: Bad, home: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_series(home / "first", T1)
    given = written(row, source)
    assert run(["pair", str(home / "first"), str(given), "--out", str(home / "T.tfm"), "--json"]) == 2
    assert the_line(capfd.readouterr().err).startswith(f"{row.code} ")
    assert not (home / "T.tfm").exists()


def test_the_program_itself_ends_with_one_line_and_code_2(study: Path, source: Path) -> None:
    # As typed: whatever a library or the process that reads might print on its own would show here.
    truncated(source)
    words = [sys.executable, "-m", "app", "import", str(study), str(source)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert the_line(done.stderr).startswith("RR-IMP-021 ")


def test_a_refused_import_can_be_followed_by_a_sound_one(study: Path, source: Path) -> None:
    missing_slice(source)
    assert run(["import", str(study), str(source)]) == 2
    shutil.rmtree(source)
    write_series(source, T1)
    assert run(["import", str(study), str(source)]) == 0


BAD_TABLES = {
    "a text": (b"Doe Jane, born 1950: not a table", "RR-CLI-002"),
    "a workbook cut short": (b"PK\x03\x04 not really", "RR-CLI-002"),
    "a name in place of an arm": (b"subject,kind,date,value\nP1,arm,,Doe Jane\n", "RR-CLI-001"),
    "a name in every cell": (
        b"subject,kind,date,until,cavity,item,value,unit,qualifier,detail\n"
        b"a/Doe,ctcae,Doe,Doe,Jane Doe,,Doe,Doe,Doe,Doe\n",
        "RR-CLI-001",
    ),
    "a lesion in cm": (
        b"subject,kind,date,cavity,value,unit\nP1,surgery,2019-01-01,C1,,\nP1,lesion_size,,C1,2.8,cm\n",
        "RR-CLI-001",
    ),
}


@pytest.mark.parametrize("table", BAD_TABLES.values(), ids=BAD_TABLES)
@pytest.mark.parametrize("words", [[], ["--sound-subjects"], ["--json"]], ids=" ".join)
def test_a_clinical_table_that_cannot_be_used_is_refused_and_the_study_is_as_it_was(
    table: tuple[bytes, str], words: list[str], study: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content, code = table
    (home / "table.csv").write_bytes(content)
    before = contents(study)
    assert run(["clinical", str(study), str(home / "table.csv"), *words]) == 2
    printed = capfd.readouterr()
    assert the_line(printed.err).startswith(f"{code} ")
    assert [told for told in TOLD_NOWHERE if told in printed.out] == []
    assert contents(study) == before
    assert run(["baseline", "--clinical", str(home / "table.csv"), "--out", str(home / "out")]) == 2
    assert the_line(capfd.readouterr().err).startswith(f"{code} ")
    assert not (home / "out").exists()


RAW_DATASET = b'{"Name": "Doe", "BIDSVersion": "1.9.0", "DatasetType": "raw"}'
OTHERS = {
    "a folder of anything": "mine.txt",
    "a BIDS dataset of somebody else": "dataset_description.json",
}


@pytest.mark.parametrize("name", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("formats", ["bids", "events,bids"])
def test_an_export_replaces_no_folder_of_somebody_else_and_writes_nothing_beside_it(
    formats: str, name: str, study: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "out" / "bids").mkdir(parents=True)
    (home / "out" / "bids" / name).write_bytes(RAW_DATASET)
    assert run(["export", str(study), "--out", str(home / "out"), "--as", formats]) == 2
    assert the_line(capfd.readouterr().err).startswith("RR-EXP-020 ")
    assert [path.name for path in (home / "out").rglob("*")] == ["bids", name]


def test_reports_take_no_name_that_a_file_has(study: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "out").mkdir()
    (home / "out" / "report").write_text("Doe Jane", encoding="utf-8")
    assert run(["export", str(study), "--out", str(home / "out"), "--as", "events,report"]) == 2
    assert the_line(capfd.readouterr().err).startswith("RR-EXP-020 ")
    assert [path.name for path in (home / "out").rglob("*")] == ["report"]
