"""Agreement of a study: from signed reads only, written as figures and as a page."""

import csv
from pathlib import Path

from app.usecases.measure_agreement import measure_agreement
from app.usecases.study import Study
from review_schema.payloads import ReadImported
from tests.review_schema.test_agreement import study as hand_counted


def test_the_hand_counted_study_gives_its_figures(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        for read in hand_counted():
            study.ledger.append(f"read/{read.read_id}", ReadImported(read=read), "coordinator")
        outcome = measure_agreement(study, tmp_path / "out")
    with (tmp_path / "out" / "agreement.csv").open(encoding="utf-8", newline="") as handle:
        lines = {
            (line["comparison"], line["compartment"], line["label"]): line
            for line in csv.DictReader(handle)
            if line["unit"] == "timepoint"
        }
    local = lines["between", "cavity", "LP"]
    assert [local[name] for name in ("n", "both", "only_1", "only_2", "neither")] == ["5", "1", "1", "0", "3"]
    assert (local["raw"], local["positive"], local["negative"]) == ("0.8", "0.666667", "0.857143")
    assert local["kappa"] == "0.545455"
    assert lines["within", "brain", "DP"]["only_1"] == "1"
    assert lines["between", "brain", "LMD"]["kappa"] == "not estimable"
    assert (outcome.rows, outcome.warnings) == (52, ())
    assert "## A, read again" in (tmp_path / "out" / "agreement.md").read_text(encoding="utf-8")


def test_every_file_of_the_study_has_its_columns_in_the_dictionary(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        for read in hand_counted():
            study.ledger.append(f"read/{read.read_id}", ReadImported(read=read), "coordinator")
        outcome = measure_agreement(study, tmp_path / "out")
    with (tmp_path / "out" / "agreement_dictionary.csv").open(encoding="utf-8", newline="") as handle:
        told = [(line["file"], line["column"]) for line in csv.DictReader(handle)]
    held = []
    files = ("agreement", "agreement_readers", "agreement_events", "agreement_contours", "outlines", "disagreements")
    for name in (f"{file}.csv" for file in files):
        with (tmp_path / "out" / name).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))
        held += [(name, column) for column in rows[0]]
        assert len(rows) > 1 or name in ("agreement_contours.csv", "outlines.csv"), name
    assert told == held
    assert outcome.disagreements == 5  # P1 day 186, P2 days 93 and 186; P1 again days 186 and 275


def test_a_study_read_once_has_nothing_to_compare(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        study.ledger.append("read/a1", ReadImported(read=hand_counted()[0]), "coordinator")
        outcome = measure_agreement(study, tmp_path / "out")
    assert outcome.rows == 0
    assert outcome.warnings == ("no time point was read twice: there is nothing to compare",)
    assert "No time point was read twice." in (tmp_path / "out" / "agreement.md").read_text(encoding="utf-8")
