"""Reports: what stands in them, and PDFs that are the same for the same study."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli import run
from app.messages import VisitUnknown
from app.usecases.draw_reports import export_case_report, export_reports
from app.usecases.study import Study
from app.views.report_pages import report_pdf
from review_schema.export.report import (
    Block,
    Column,
    Facts,
    FilmStrip,
    Heading,
    Report,
    Table,
    Text,
    Timeline,
    file_names,
    told_error,
)
from review_schema.finding import Finding, LesionMeasure, SurfaceDistances
from review_schema.payloads import ReadImported, RegistrationRecorded
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import Compartment
from tests.app.reading_study import IDENTITY, NODULE_MM, SUBJECT

AT = datetime(2024, 1, 1, 12, 30, tzinfo=UTC)


def marked(visit: int, reader: str, longest: float) -> Finding:
    x, y, z = (float(n) for n in NODULE_MM)
    return Finding(
        finding_id=f"{reader}-{visit}-L1",
        compartment=Compartment.CAVITY,
        cavity="C1",
        label="LP",
        lesion="L1",
        measure=LesionMeasure(
            centre_mm=(x, y, z),
            longest_diameter_mm=longest,
            perpendicular_diameter_mm=6.0,
            volume_ml=0.2,
            to_baseline=SurfaceDistances(shortest_mm=2.0, centroid_mm=5.0, greatest_mm=8.0),
            registration_error_mm=0.3,
        ),
    )


def read_by(study: Study, reader: str, *, sees: bool) -> SignedRead:
    """Nothing at first; from the second visit on a growing nodule, for one who sees it."""
    timepoints = []
    for number, visit in enumerate(study.state().subjects[SUBJECT].timepoints):
        plain = {"compartment": Compartment.CAVITY, "cavity": "C1", "label": "NED"}
        cavity = (
            marked(number, reader, 6.0 + 3 * number)
            if sees and number
            else Finding(finding_id=f"{reader}-{number}-C1", **plain)
        )
        brain = Finding(finding_id=f"{reader}-{number}-b", compartment=Compartment.BRAIN, label="NED")
        timepoints.append(
            ReadTimePoint(
                timepoint_id=visit.timepoint_id,
                scan_id=visit.scan.scan_id,
                acquired_on=visit.acquired_on,
                role=visit.role,
                locked_at=AT,
                findings=(cavity, brain),
            )
        )
    return SignedRead(
        read_id=f"read-{reader}",
        subject=SUBJECT,
        reader=reader,
        charter_sha256=study.state().charter.sha256(),
        software_version="0",
        signed_at=AT + timedelta(hours=1),
        cavities=("C1",),
        timepoints=tuple(timepoints),
    )


@pytest.fixture
def read_study(study: Study) -> Study:
    """The small study, read by two who differ."""
    for reader, sees in (("Ärztin Weiß", True), ("B", False)):
        signed = read_by(study, reader, sees=sees)
        study.ledger.append(f"read/{signed.read_id}", ReadImported(read=signed), "coordinator")
    return study


def drawn_by(study: Study, out: Path) -> list[Report]:
    """The reports as they are handed to whoever draws them."""
    reports: list[Report] = []

    def draw(report: Report) -> bytes:
        reports.append(report)
        return b"%PDF"

    export_reports(study, out, draw=draw)
    return reports


def under(report: Report, heading: str) -> list[Block]:
    """The blocks that stand under a heading."""
    order = [block.text if isinstance(block, Heading) else None for block in report.blocks]
    start = order.index(heading) + 1
    end = next((place for place in range(start, len(order)) if order[place] is not None), len(order))
    return list(report.blocks[start:end])


def table(report: Report, heading: str) -> Table:
    return next(block for block in under(report, heading) if isinstance(block, Table))


def test_a_case_report_tells_the_course_the_pictures_and_the_verdicts(read_study: Study, tmp_path: Path) -> None:
    report = drawn_by(read_study, tmp_path)[0]
    (course,) = under(report, "Course")
    assert isinstance(course, Timeline)
    assert [visit.days for visit in course.visits] == [1, 92, 183]
    assert course.rows == ("B · C1", "B · brain", "Ärztin Weiß · C1", "Ärztin Weiß · brain")
    assert [[chip.label for chip in visit.chips[2]] for visit in course.visits] == [["NED"], ["LP"], ["LP"]]
    assert [visit.chips[2][0].state for visit in course.visits[1:]] == ["confirmed", "confirmed"]
    (strip,) = under(report, "Film strip, cavity C1")
    assert isinstance(strip, FilmStrip)
    assert [picture.caption for picture in strip.pictures] == [
        "+0.0 mo · baseline",
        "+3.0 mo · ±0.3 mm",
        "+6.0 mo · ±0.3 mm",
    ]
    assert all(picture.png and len(picture.outlines) == 2 for picture in strip.pictures)
    lesions = table(report, "Marked lesions").rows
    assert [row[4] for row in lesions] == ["9.0 × 6.0", "12.0 × 6.0"]
    assert str(lesions[0][7]).startswith("2.0 mm from the cavity: inside the 5 mm margin")


def test_readers_who_say_the_same_share_a_row_and_those_who_differ_do_not(read_study: Study, tmp_path: Path) -> None:
    report = drawn_by(read_study, tmp_path)[0]
    rows = {(row[1], row[2], row[0]): row for row in table(report, "Endpoints").rows}
    assert rows["LPFS", "C1", "Ärztin Weiß"][3:5] == ("event", "2019-06-11")
    assert rows["LPFS", "C1", "B"][3] == "censored"
    assert ("OS", "patient", "all") in rows
    response = table(report, "Response by RANO-BM").rows
    assert [(row[0], row[6]) for row in response if row[1] == "+3.0 mo"] == [
        ("B", "no target lesion"),
        ("Ärztin Weiß", "PD"),
    ]


def test_the_study_report_is_of_the_cohort_that_events_csv_holds(study: Study, tmp_path: Path) -> None:
    endpoints = table(drawn_by(study, tmp_path)[-1], "Endpoints")
    assert (endpoints.rows, endpoints.empty) == ((), "No endpoint can be followed yet."), "scans that nobody has read"


def test_where_the_registration_is_not_to_be_trusted_no_outline_is_drawn(read_study: Study, tmp_path: Path) -> None:
    person = read_study.state().subjects[SUBJECT]
    assert person.reference is not None
    doubt = RegistrationRecorded(
        subject=SUBJECT,
        timepoint_id=person.timepoints[2].timepoint_id,
        moving_scan=person.timepoints[2].scan.scan_id,
        reference_scan=person.reference.scan.scan_id,
        reference_from_moving=IDENTITY,
        error_mm=9.0,
        trusted=False,
        reason="the halves disagree",
        method="rigid 1",
        seconds=1.0,
    )
    read_study.ledger.append(f"subject/{SUBJECT}", doubt, "coordinator")
    report = drawn_by(read_study, tmp_path)[0]
    (strip,) = under(report, "Film strip, cavity C1")
    assert isinstance(strip, FilmStrip)
    assert strip.pictures[2].outlines == ()
    assert strip.pictures[2].doubt == "registration not trusted"
    assert table(report, "Registrations").rows[2][2:6] == ("9.0", "NO", "program", "the halves disagree")


def test_the_same_study_gives_the_same_pdfs(read_study: Study, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("one", "two"):
        export_reports(read_study, tmp_path / name, draw=report_pdf)
    files = sorted(path.name for path in (tmp_path / "one" / "report").iterdir())
    assert files == [f"{SUBJECT}.pdf", "study.pdf"]
    for name in files:
        content = (tmp_path / "one" / "report" / name).read_bytes()
        assert content.startswith(b"%PDF")
        assert b"Date (D:" not in content
        assert content == (tmp_path / "two" / "report" / name).read_bytes()


def test_one_case_alone_is_written_beside_what_is_there(read_study: Study, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "notes.txt").write_text("mine", encoding="utf-8")
    export_case_report(read_study, SUBJECT, tmp_path, draw=lambda report: b"%PDF")
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [f"{SUBJECT}.pdf", "notes.txt"]
    with pytest.raises(VisitUnknown):
        export_case_report(read_study, "NOBODY", tmp_path, draw=lambda report: b"%PDF")


def test_a_report_that_fails_leaves_nothing(read_study: Study, tmp_path: Path) -> None:
    def fail(report: Report) -> bytes:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        export_reports(read_study, tmp_path, draw=fail)
    assert not (tmp_path / "report").exists()


def test_the_command_writes_the_report_of_one_subject(
    study_folder: Path, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", str(study_folder), "--out", str(tmp_path / "out"), "--as", "report", "--subject"]
    assert run([*words, SUBJECT]) == 3, "nobody has signed a read yet"
    assert (tmp_path / "out" / "report" / f"{SUBJECT}.pdf").stat().st_size > 10_000
    assert run([*words, "NOBODY"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("RR-")
    assert run([*words[:-2], "events", "--subject", SUBJECT]) == 2


def test_whatever_a_pseudonym_is_it_prints_and_has_a_file_of_its_own(qtbot: QtBot) -> None:
    names = file_names(["Müller", "a/b", "..", "STUDY", "p1", "P1", "RR-D01", "=1+1"])
    assert names["RR-D01"] == "RR-D01"
    assert len({name.lower() for name in names.values()} | {"study"}) == 9
    assert all("/" not in name and not name.startswith(".") for name in names.values())
    strange = "Müller-Größe 患者 Ω ђ =HYPERLINK()\t" + "x" * 300
    blocks = (Heading(strange), Text(strange), Facts((("Subject", strange),)))
    report = Report(strange, strange, strange, (*blocks, Table((Column(strange, 1.0),), ((strange,),))))
    assert report_pdf(report).startswith(b"%PDF")


def test_tables_run_over_pages_and_every_page_says_how_many_there_are(qtbot: QtBot) -> None:
    rows = tuple((f"row {number}",) for number in range(200))
    short = Report("T", "s", "f", (Table((Column("head", 1.0),), rows[:2]),))
    long = replace(short, blocks=(Table((Column("head", 1.0),), rows),))
    assert report_pdf(short).count(b"/Type /Page\n") == 1
    assert report_pdf(long).count(b"/Type /Page\n") > 3


def test_an_error_is_never_told_smaller_than_it_is() -> None:
    assert [told_error(mm) for mm in (0.0, 0.04, 0.1, 0.11, 2.0)] == ["0.0", "0.1", "0.1", "0.2", "2.0"]
