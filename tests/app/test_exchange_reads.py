import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.usecases.accounts import SignedIn, add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.exchange_reads import export_reads, import_reads, read_reads_file, signed_reads
from app.usecases.export_events import export_events, export_events_from_files
from app.usecases.record_read import lock_timepoint, sign_read
from app.usecases.study import Study
from review_schema.errors import ReadConflict, ReadDatesDiffer, ReadRefused, ReadsFileUnreadable
from review_schema.payloads import ReadAssigned
from review_schema.read import ReadsFile
from review_schema.vocabulary import Role, ScanRole
from tests.study_factory import SURGERY_ON, Clock, add_case, clinical, finding, locked, new_study

CASES = ("P1", "P2", "P3")
PASSWORD = "correct horse"


def signed_study(folder: Path) -> Study:
    """Three cases, all read and signed by anna and one read again; P2 progresses at day 90."""
    clock = Clock()
    study = new_study(folder, clock)
    scans = {case: add_case(study, case) for case in CASES}
    who = SignedIn("anna", Role.READER)
    add_reader(study, who.name, PASSWORD, who.role, "carla")
    for one in assign_reads(study, reread_fraction=0.3, washout_days=1, author="carla"):
        clock.pass_days(2)
        for visit in scans[one.subject]:
            progresses = one.subject == "P2" and visit is not scans["P2"][0]
            label = finding("LP", status="confirmed") if progresses else finding("NED")
            lock_timepoint(study, who, one.read_id, locked(visit, label, finding("NED", None)))
        sign_read(study, who, one.read_id, PASSWORD)
    return study


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = signed_study(tmp_path_factory.mktemp("source") / "S")
    yield study
    study.close()


@pytest.fixture(scope="module")
def exported(source: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "reads.json"
    assert export_reads(source, path) == 4
    return path


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path / "T")
    yield made
    made.close()


def changed(exported: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the exported file with a change to its JSON."""
    stored = json.loads(exported.read_text())
    change(stored)
    path = folder / "changed.json"
    path.write_text(json.dumps(stored))
    return path


def test_signed_reads_carry_dates_roles_and_times(source: Study) -> None:
    reads = signed_reads(source)
    assert [read.subject for read in reads if read.reread_of is None] == list(CASES)
    assert sum(read.reread_of is not None for read in reads) == 1
    read = reads[0]
    assert [(visit.acquired_on - SURGERY_ON).days for visit in read.timepoints] == [1, 90, 180]
    assert [visit.role for visit in read.timepoints] == [ScanRole.EARLY_POST_OP, *[ScanRole.FOLLOW_UP] * 2]
    assert read.timepoints[0].locked_at < read.timepoints[1].locked_at < read.signed_at
    assert (read.cavities, read.timepoints[0].read_seconds) == (("C1",), 12.5)


def test_a_read_that_is_not_signed_is_not_exported(target: Study) -> None:
    scans = add_case(target, "P1")
    add_reader(target, "anna", PASSWORD, Role.READER, "carla")
    (one,) = assign_reads(target, reread_fraction=0, author="carla")
    for visit in scans:
        lock_timepoint(target, SignedIn("anna", Role.READER), one.read_id, locked(visit))
    assert signed_reads(target) == ()
    sign_read(target, SignedIn("anna", Role.READER), one.read_id, PASSWORD)
    assert len(signed_reads(target)) == 1


def test_what_is_imported_is_exported_byte_for_byte(
    source: Study, exported: Path, target: Study, tmp_path: Path
) -> None:
    assert import_reads(target, exported, "carla").added == 4
    assert signed_reads(target) == signed_reads(source)
    assert export_reads(target, tmp_path / "again.json") == 4
    assert (tmp_path / "again.json").read_bytes() == exported.read_bytes()


def test_events_of_imported_reads_equal_those_of_the_originals_byte_for_byte(
    source: Study, exported: Path, target: Study, tmp_path: Path
) -> None:
    for case in CASES:
        rows = ("arm", None, None, "IORT"), ("surgery", SURGERY_ON, "C1", None)
        target.ledger.append(f"subject/{case}", clinical(case, *rows), "carla")
    import_reads(target, exported, "carla")
    export_events(source, tmp_path / "source")
    export_events(target, tmp_path / "target")
    table = tmp_path / "clinical.csv"
    lines = [f"{case},{row}" for case in CASES for row in ("arm,,,IORT,", f"surgery,{SURGERY_ON},C1,,")]
    table.write_text("\n".join(["subject,kind,date,cavity,value,detail", *lines]) + "\n")
    export_events_from_files(exported, table, None, tmp_path / "files")
    events = (tmp_path / "source" / "events.csv").read_bytes()
    assert (SURGERY_ON + timedelta(days=90)).isoformat().encode() in events
    assert (tmp_path / "target" / "events.csv").read_bytes() == events
    assert (tmp_path / "files" / "events.csv").read_bytes() == events


def test_the_same_file_twice_changes_nothing(exported: Path, target: Study) -> None:
    import_reads(target, exported, "carla")
    entries = target.ledger.verify()
    assert import_reads(target, exported, "carla").added == 0
    assert target.ledger.verify() == entries


def test_a_studys_own_reads_come_back_as_known(source: Study, exported: Path) -> None:
    entries = source.ledger.verify()
    assert import_reads(source, exported, "carla").added == 0
    assert source.ledger.verify() == entries


def test_only_what_is_new_is_taken(exported: Path, target: Study, tmp_path: Path) -> None:
    first_two = changed(exported, tmp_path, lambda stored: stored["reads"].__delitem__(slice(2, None)))
    assert import_reads(target, first_two, "carla").added == 2
    assert import_reads(target, exported, "carla").added == 2


def test_a_read_of_the_same_id_with_other_content_refuses_the_whole_file(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    one = changed(exported, tmp_path, lambda stored: stored["reads"].__delitem__(slice(1, None)))
    import_reads(target, one, "carla")
    other = changed(exported, tmp_path, read(0, reader="ben"))
    with pytest.raises(ReadConflict) as caught:
        import_reads(target, other, "carla")
    assert caught.value.read_number == 1
    assert len(target.state().imported_reads) == 1


def test_a_file_that_contradicts_itself_is_refused(exported: Path, tmp_path: Path) -> None:
    twice = changed(exported, tmp_path, lambda stored: stored["reads"].append({**stored["reads"][0], "reader": "ben"}))
    with pytest.raises(ReadConflict) as caught:
        read_reads_file(twice)
    assert caught.value.read_number == 5


def test_a_read_that_stands_in_the_file_twice_is_refused(exported: Path, target: Study, tmp_path: Path) -> None:
    twice = changed(exported, tmp_path, lambda stored: stored["reads"].append(stored["reads"][0]))
    for take in (read_reads_file, lambda path: import_reads(target, path, "carla")):
        with pytest.raises(ReadConflict) as caught:
            take(twice)
        assert caught.value.read_number == 5


def test_a_read_that_is_assigned_here_and_not_signed_cannot_come_from_elsewhere(exported: Path, target: Study) -> None:
    add_case(target, "P1")
    read_id = json.loads(exported.read_text())["reads"][0]["read_id"]
    one = ReadAssigned(read_id=read_id, reader="anna", subject="P1", case_code="Case 001", position=1)
    target.ledger.append(f"read/{read_id}", one, "carla")
    with pytest.raises(ReadConflict):
        import_reads(target, exported, "carla")


def test_dates_that_differ_from_the_studys_own_scans_are_refused(exported: Path, target: Study, tmp_path: Path) -> None:
    add_case(target, "P1")
    assert json.loads(exported.read_text())["reads"][0]["subject"] == "P1"
    later = changed(
        exported, tmp_path, lambda stored: stored["reads"][0]["timepoints"][2].update(acquired_on="2025-01-01")
    )
    with pytest.raises(ReadDatesDiffer) as caught:
        import_reads(target, later, "carla")
    assert caught.value.read_number == 1
    assert import_reads(target, exported, "carla").added == 4


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda stored: stored.update(schema_version=2), "schema_version: the number is out of range"),
        (lambda stored: stored["reads"][0].pop("subject"), "reads.0.subject: it is missing"),
        (
            lambda stored: stored["reads"][1].update(Miller="x"),
            "reads.1: it holds something that the schema does not know",
        ),
        (
            lambda stored: stored["reads"][2].update(signed_at="Miller"),
            "reads.2.signed_at: it is of another form than the schema's",
        ),
        (
            lambda stored: stored["reads"][2]["timepoints"][0]["findings"][0].update(compartment="brain", label="LP"),
            "reads.2.timepoints.0.findings.0: it contradicts itself",
        ),
        (
            lambda stored: stored["reads"][2]["timepoints"][0]["findings"][0].update(label="XX"),
            "reads.2.timepoints.0.findings.0.label: it is none of the words of the schema",
        ),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused_by_place_and_without_its_values(
    exported: Path, target: Study, tmp_path: Path, change: Callable[[dict[str, Any]], object], fault: str
) -> None:
    with pytest.raises(ReadsFileUnreadable) as caught:
        import_reads(target, changed(exported, tmp_path, change), "carla")
    assert caught.value.fault == fault
    assert "Miller" not in caught.value.fault
    assert target.state().imported_reads == {}


# What no reader could have left: a change to the exported file, the read it is told of, and words of the fault

Change = Callable[[dict[str, Any]], object]


def read(number: int, **changes: object) -> Change:
    return lambda stored: stored["reads"][number].update(changes)


def visit(number: int, index: int, **changes: object) -> Change:
    return lambda stored: stored["reads"][number]["timepoints"][index].update(changes)


def _twice_the_same_finding(stored: dict[str, Any]) -> None:
    findings = stored["reads"][0]["timepoints"][0]["findings"]
    findings.append(findings[0])


def _the_same_finding_at_two_visits(stored: dict[str, Any]) -> None:
    first, second, _ = stored["reads"][0]["timepoints"]
    second["findings"][0]["finding_id"] = first["findings"][0]["finding_id"]


def _a_lesion_as_large_as_a_town(stored: dict[str, Any]) -> None:
    measure = {
        "centre_mm": [0.0, 0.0, 0.0],
        "longest_diameter_mm": 1e9,
        "perpendicular_diameter_mm": 1.0,
        "volume_ml": 1.0,
    }
    stored["reads"][2]["timepoints"][1]["findings"][0].update(lesion="L1", measure=measure)


def _without_a_label_of_the_brain(stored: dict[str, Any]) -> None:
    stored["reads"][0]["timepoints"][0]["findings"].pop()


def _same_id_of_two_visits(stored: dict[str, Any]) -> None:
    first, second, _ = stored["reads"][0]["timepoints"]
    second["timepoint_id"] = first["timepoint_id"]


def _without_the_first_read(stored: dict[str, Any]) -> None:
    again = next(one for one in stored["reads"] if one["reread_of"])
    stored["reads"] = [
        again,
        *(one for one in stored["reads"] if one["read_id"] not in (again["reread_of"], again["read_id"])),
    ]


def _read_again(**changes: object) -> Change:
    def change(stored: dict[str, Any]) -> None:
        again = next(one for one in stored["reads"] if one["reread_of"])
        stored["reads"] = [one for one in stored["reads"] if one is not again]
        stored["reads"].append({**again, **changes})

    return change


UNSOUND: list[tuple[str, Change, int, str]] = [
    ("a name that a terminal would obey", read(0, reader="an\x1bna"), 1, "no usable name"),
    ("a subject with a slash", read(1, subject="../P2"), 2, "no usable name"),
    ("a cavity with a name like a formula", read(0, cavities=["=C1"]), 1, "cavity or lesion"),
    ("no visits at all", read(0, timepoints=[]), 1, "no visits"),
    ("visits in another order", lambda stored: stored["reads"][1]["timepoints"].reverse(), 2, "order of date"),
    ("one id for two visits", _same_id_of_two_visits, 1, "same id"),
    ("a scan from the time before MRI", visit(0, 0, acquired_on="1901-01-01"), 1, "older than MRI"),
    ("a scan read before it was made", visit(0, 2, acquired_on="2031-01-01"), 1, "before it was scanned"),
    ("a signature before the last lock", read(0, signed_at="2025-03-01T08:00:00Z"), 1, "after the read was signed"),
    ("a signature of tomorrow's reader", read(0, signed_at="2999-01-01T00:00:00Z"), 1, "future"),
    ("a progression on a scan that did not take place", visit(2, 1, scan_id=None), 3, "did not take place"),
    ("a cavity named twice", read(0, cavities=["C1", "C1"]), 1, "twice"),
    ("a visit read for a century", visit(0, 0, read_seconds=3e9), 1, "longer to read"),
    ("a compartment without a label", _without_a_label_of_the_brain, 1, "visit 1 could not have been locked so"),
    ("one finding twice", _twice_the_same_finding, 1, "visit 1 could not have been locked so"),
    ("one finding at two visits", _the_same_finding_at_two_visits, 1, "two visits have the same id"),
    ("a lesion as large as a town", _a_lesion_as_large_as_a_town, 3, "larger"),
    ("a signature under no charter", read(0, charter_sha256=""), 1, "which charter"),
    ("a cavity that the read does not name", read(0, cavities=["C2"]), 1, "visit 1 could not have been locked so"),
    ("a re-read of nothing that is known", _without_the_first_read, 1, "neither in the file nor in the study"),
    ("a re-read by somebody else", _read_again(reader="ben"), 4, "not a re-read of a first read"),
    ("a re-read turned into a second first read", _read_again(reread_of=None), 4, "not marked as a re-read"),
    ("a re-read signed before its original", _read_again(signed_at="2025-03-02T00:00:00Z"), 4, "signed"),
]


@pytest.mark.parametrize(("change", "number", "words"), [row[1:] for row in UNSOUND], ids=[row[0] for row in UNSOUND])
def test_a_read_that_no_reader_could_have_left_so_refuses_the_whole_file(
    exported: Path, target: Study, tmp_path: Path, change: Change, number: int, words: str
) -> None:
    with pytest.raises(ReadRefused) as caught:
        import_reads(target, changed(exported, tmp_path, change), "carla")
    assert caught.value.read_number == number
    assert words in caught.value.fault
    assert target.state().imported_reads == {}


@pytest.mark.parametrize("change", [row[1] for row in UNSOUND], ids=[row[0] for row in UNSOUND])
def test_events_are_not_made_of_such_a_file_either(exported: Path, tmp_path: Path, change: Change) -> None:
    with pytest.raises(ReadRefused):
        read_reads_file(changed(exported, tmp_path, change))


def test_a_read_made_on_a_scan_that_the_study_does_not_hold_is_refused(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    add_case(target, "P1")
    with pytest.raises(ReadRefused) as caught:
        import_reads(target, changed(exported, tmp_path, visit(0, 1, scan_id="ab" * 32)), "carla")
    assert "does not hold" in caught.value.fault


def test_a_read_that_labels_a_cavity_which_the_study_does_not_have_is_refused(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    add_case(target, "P1")

    def rename(stored: dict[str, Any]) -> None:
        stored["reads"][0]["cavities"] = ["C7"]
        for timepoint in stored["reads"][0]["timepoints"]:
            timepoint["findings"][0]["cavity"] = "C7"

    with pytest.raises(ReadRefused) as caught:
        import_reads(target, changed(exported, tmp_path, rename), "carla")
    assert "does not have" in caught.value.fault


def test_a_first_read_of_a_case_that_the_same_reader_has_begun_here_is_refused(exported: Path, target: Study) -> None:
    add_case(target, "P1")
    add_reader(target, "anna", PASSWORD, Role.READER, "carla")
    assign_reads(target, reread_fraction=0, author="carla")
    with pytest.raises(ReadRefused) as caught:
        import_reads(target, exported, "carla")
    assert "has read this case before" in caught.value.fault


def test_a_case_that_was_read_elsewhere_is_not_assigned_again(exported: Path, target: Study) -> None:
    for case in CASES:
        add_case(target, case)
    add_reader(target, "anna", PASSWORD, Role.READER, "carla")
    import_reads(target, exported, "carla")
    add_case(target, "P4")
    made = assign_reads(target, reread_fraction=0, author="carla")
    assert [one.subject for one in made] == ["P4"]


def test_reads_of_the_studys_own_scans_are_taken_without_a_warning(exported: Path, target: Study) -> None:
    for case in CASES:
        add_case(target, case)
    assert import_reads(target, exported, "carla").warnings == ()


def test_a_visit_that_leaves_out_a_cavity_is_taken_with_a_warning(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    for case in CASES:
        add_case(target, case)
    silent = changed(exported, tmp_path, lambda stored: stored["reads"][0]["timepoints"][1]["findings"].pop(0))
    told = "reads in which a visit says nothing of a cavity that an earlier one labelled: 1"
    assert import_reads(target, silent, "carla").warnings == (told,)


def test_a_visit_said_not_to_be_scanned_whose_scan_the_study_holds_is_refused(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    add_case(target, "P1")

    def missed(stored: dict[str, Any]) -> None:
        timepoint = stored["reads"][0]["timepoints"][1]
        timepoint["scan_id"] = None
        for one in timepoint["findings"]:
            one.update(label="NE", ne_reason="no scan")

    with pytest.raises(ReadRefused) as caught:
        import_reads(target, changed(exported, tmp_path, missed), "carla")
    assert "not scanned" in caught.value.fault


def test_a_comment_may_hold_tabs_and_lines(exported: Path, target: Study, tmp_path: Path) -> None:
    def say(stored: dict[str, Any]) -> None:
        stored["reads"][0]["timepoints"][0]["findings"][0]["comment"] = "motion\there\r\nand there"

    assert import_reads(target, changed(exported, tmp_path, say), "carla").added == 4


def test_what_the_study_cannot_check_is_taken_with_a_warning(exported: Path, target: Study, tmp_path: Path) -> None:
    add_case(target, "P1")
    add_case(target, "P2")
    dropped = changed(exported, tmp_path, lambda stored: stored["reads"][0]["timepoints"].pop())
    taken = import_reads(target, dropped, "carla")
    first = json.loads(exported.read_text())["reads"]
    strangers = sum(one["subject"] == "P3" for one in first)
    assert taken.added == 4
    assert taken.warnings == (
        f"reads of subjects of whom the study knows neither scans nor clinical data: {strangers}",
        "reads that say nothing of a scan which the study holds: 1",
    )


def test_a_role_told_since_does_not_make_a_read_another(source: Study, exported: Path, tmp_path: Path) -> None:
    other = changed(exported, tmp_path, visit(0, 2, role=ScanRole.PLANNING.value))
    assert import_reads(source, other, "carla").added == 0


def test_the_study_tells_the_roles_of_imported_scans_not_the_file(
    source: Study, exported: Path, target: Study, tmp_path: Path
) -> None:
    for case in CASES:
        rows = ("arm", None, None, "IORT"), ("surgery", SURGERY_ON, "C1", None)
        target.ledger.append(f"subject/{case}", clinical(case, *rows), "carla")
    other = changed(exported, tmp_path, visit(0, 2, role=ScanRole.PRE_OP.value))
    import_reads(target, other, "carla")
    assert signed_reads(target) == signed_reads(source)


def test_a_read_by_somebody_who_does_not_read_here_is_refused(exported: Path, target: Study) -> None:
    add_reader(target, "anna", PASSWORD, Role.STATISTICIAN, "carla")
    with pytest.raises(ReadRefused, match="not a reader's"):
        import_reads(target, exported, "carla")
    assert target.state().imported_reads == {}


def test_a_pipe_is_refused_instead_of_waited_for(target: Study, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadsFileUnreadable, match="no file"):
        import_reads(target, tmp_path / "pipe", "carla")


def test_a_byte_order_mark_does_not_matter(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "marked.json").write_bytes(b"\xef\xbb\xbf" + exported.read_bytes())
    assert read_reads_file(tmp_path / "marked.json") == read_reads_file(exported)


@pytest.mark.parametrize("content", [b"", b"[]", b"reads", b"\xff\xfe\x00", b'{"reads": ' + b"[" * 5000])
def test_a_file_that_is_no_reads_file_is_refused(content: bytes, target: Study, tmp_path: Path) -> None:
    (tmp_path / "reads.json").write_bytes(content)
    with pytest.raises(ReadsFileUnreadable):
        import_reads(target, tmp_path / "reads.json", "carla")


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadsFileUnreadable, match="opened"):
        read_reads_file(tmp_path / "absent.json")
    (tmp_path / "reads.json").write_text('{"reads": []}')
    assert read_reads_file(tmp_path / "reads.json") == ReadsFile(reads=())
    monkeypatch.setattr("app.usecases.exchange_reads.LARGEST_FILE_BYTES", 5)
    with pytest.raises(ReadsFileUnreadable, match="larger"):
        read_reads_file(tmp_path / "reads.json")
