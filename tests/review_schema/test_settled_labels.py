"""The label history: what became of each label, and its file."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.charter import Charter
from review_schema.endpoints import derive_events
from review_schema.export.labels import MEANINGS, labels_csv, labels_dictionary_csv, labels_dictionary_markdown
from review_schema.settled_labels import LabelRow, settle_labels
from tests.review_schema.histories import DAY_0, clinical_of, day, read_of


def labels(visits: str, clinical: str = "", **charter: object) -> dict[str, str]:
    """Settled status by ``d93 C1 LP``, with the day the event goes back to."""
    rows = settle_labels([read_of(visits)], clinical_of(clinical), Charter.model_validate(charter))

    def told(row: LabelRow) -> str:
        return row.settled + (f" since d{(row.first_seen - DAY_0).days}" if row.first_seen else "")

    return {f"d{row.days} {row.cavity or 'brain'} {row.label}": told(row) for row in rows}


@pytest.mark.parametrize(
    ("visits", "settled"),
    [
        ("d2 PIE/NED", "provisional"),
        ("d2 PIE/NED; d93 NED/NED", "confirmed"),
        ("d2 PIE/NED; d93 NE/NED", "provisional"),
        ("d2 PIE/NED; d93 PIE/NED", "provisional"),
        ("d2 PIE/NED; d93 STABLE/NED", "provisional"),
        ("d2 PIE/NED; d93 PIE/NED; d150 NED/NED", "confirmed"),
        ("d2 PIE/NED; d93 PIE/NED; d186 PIE/NED", "revised"),
        ("d2 PIE/NED; d93 LP/NED; d186 LP/NED", "revised"),
        ("d2 PIE/NED; d93 RN/NED", "revised"),
    ],
)
def test_early_enhancement_is_confirmed_when_it_vanishes_and_revised_when_it_grows_or_stays(
    visits: str, settled: str
) -> None:
    assert labels(visits)["d2 C1 PIE"] == settled


def test_the_charter_says_how_long_early_enhancement_may_stay() -> None:
    assert labels("d2 PIE/NED; d93 PIE/NED; d186 PIE/NED", pie_settled_days=200)["d2 C1 PIE"] == "provisional"


def test_the_serial_case_settles_as_its_truth_says() -> None:
    settled = labels("d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP")
    assert settled["d2 C1 PIE"] == "confirmed"
    assert settled["d186 C1 LP"] == settled["d368 C1 LP"] == "confirmed since d186"
    assert settled["d275 brain DP"] == settled["d368 brain DP"] == "confirmed since d275"


def test_progression_without_a_later_scan_is_provisional() -> None:
    assert labels("d93 NED/NED; d186 LP/LMD")["d186 C1 LP"] == "provisional since d186"


def test_progression_that_turned_out_as_necrosis_is_revised_and_the_necrosis_goes_back() -> None:
    settled = labels("d93 NED/NED; d186 LP#1/NED; d275 RN#1/NED")
    assert settled["d186 C1 LP"] == "revised"
    assert settled["d275 C1 RN"] == "confirmed since d186"


def test_histology_revises_what_it_contradicts() -> None:
    settled = labels("d93 NED/NED; d186 RN/NED; d275 LP/NED; d400 LP/NED", "reoperation C1 tumour d300")
    assert settled["d186 C1 RN"] == "revised"
    assert settled["d275 C1 LP"] == "confirmed since d186"
    assert settled["d400 C1 LP"] == "provisional"  # after the cavity's follow-up ended: as read


def test_radionecrosis_read_with_too_little_certainty_stays_as_read() -> None:
    settled = labels("d93 NED/NED; d186 RN@2/NED; d275 RN@5/NED", rn_certainty=4)
    assert settled["d186 C1 RN"] == "provisional"  # it does not count, and nobody took it back
    assert settled["d275 C1 RN"] == "provisional since d275"


def test_a_progression_seen_before_the_event_that_counts_was_revised() -> None:
    settled = labels("d93 LP/NED; d186 NED/NED; d275 LP/NED; d368 LP/NED")
    assert settled["d93 C1 LP"] == "revised"
    assert settled["d275 C1 LP"] == "confirmed since d275"


def test_a_progression_on_a_pre_operative_scan_stays_as_read() -> None:
    assert labels("d-3(pre) LP/DP; d93 NED/NED") == {
        "d-3 C1 LP": "provisional",
        "d-3 brain DP": "provisional",
        "d93 C1 NED": "provisional",
        "d93 brain NED": "provisional",
    }


def test_residual_tumour_on_the_early_scan_is_no_progression() -> None:
    assert labels("d2 LP/NED; d93 STABLE/NED")["d2 C1 LP"] == "revised"


def test_what_the_reader_took_back_stays_taken_back() -> None:
    settled = labels("d93 LP~/DPx; d186 LP/DP; d275 LP/DP")
    assert (settled["d93 C1 LP"], settled["d93 brain DP"]) == ("revised", "withdrawn")


def test_a_row_keeps_what_the_reader_said_beside_what_became_of_it() -> None:
    read = read_of("d93 NED/NED; d186 LP#1/NED; d275 NED/NE", reread_of="read-0")
    rows = settle_labels([read], clinical_of(""), Charter())
    lp = next(row for row in rows if row.label == "LP")
    assert (lp.read_as, lp.settled, lp.first_seen, lp.on, lp.lesion) == ("provisional", "revised", None, day(186), "L1")
    assert (lp.reread_of, lp.certainty, lp.scan_id) == ("read-0", 3, "scan-186-1")
    assert len(rows) == sum(len(timepoint.findings) for timepoint in read.timepoints)


@given(st.lists(st.sampled_from(["NED", "LP", "RN", "STABLE", "NE", "PIE"]), max_size=7))
def test_the_confirmed_progression_of_the_history_is_that_of_the_event_row(course: list[str]) -> None:
    visits = "; ".join(f"d{90 * number} {label}/NED" for number, label in enumerate(course, start=1))
    reads, clinical = [read_of(visits)], clinical_of("")
    dates = {row.first_seen for row in settle_labels(reads, clinical, Charter()) if row.label == "LP"} - {None}
    rows = derive_events(reads, clinical, Charter())
    assert dates == {row.event_date for row in rows if row.paramcd == "LC" and row.status == 1}


def test_the_file_holds_every_row_and_says_na() -> None:
    rows = settle_labels([read_of("d93 NED/DP; d186 LP/DP")], clinical_of(""), Charter())
    lines = list(csv.DictReader(io.StringIO(labels_csv(rows).decode("utf-8"))))
    assert list(lines[0]) == list(MEANINGS) == list(LabelRow.model_fields)
    brain = next(line for line in lines if line["label"] == "DP")
    assert (brain["cavity"], brain["lesion"], brain["first_seen"]) == ("NA", "NA", "2019-06-12")
    assert len(lines) == len(rows)


def test_the_dictionary_of_labels_stands_in_the_documentation() -> None:
    page = Path(__file__).parents[2] / "docs" / "events.md"
    assert labels_dictionary_markdown() in page.read_text(encoding="utf-8")
    assert len(labels_dictionary_csv().decode().splitlines()) == 1 + len(MEANINGS)
