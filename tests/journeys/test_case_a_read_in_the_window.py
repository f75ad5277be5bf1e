"""A read of the real-anatomy case, entered in the window by keys and clicks, and the event dates that follow."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.usecases.accounts import add_reader
from app.usecases.study import Study
from app.views.reading_page import ReadingPage
from review_schema.vocabulary import Role
from tests.as_typed import rows_of, typed
from tests.in_the_window import answer_password, click_middle, lock, open_first, opener, press, sign_in
from tests.journeys.case_a import Walk, truth

pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.xdist_group("case_a")]

READER, PASSWORD = "reader-b", "long enough"
LABELS = (("3N", ()), ("A", ()), ("N", ("L1",)), ("", ("L1", "D1")), ("", ("L1", "D1")))
"""Keys of each visit, and the lesions that are marked there: L1 is local progression, D1 distant progression."""
KEY = {"L1": "1", "D1": "D"}
SIDE = {"L1": "inside the 5 mm margin", "D1": "outside the 5 mm margin"}


@dataclass(frozen=True)
class Marked:
    """A lesion as the window measured it, and as it is."""

    visit: int
    lesion: str
    shortest_mm: float
    sentence: str
    true_mm: float


@dataclass(frozen=True)
class Read:
    """The signed read's study and what was measured on the way."""

    study: Path
    marked: tuple[Marked, ...]


@pytest.fixture(scope="module")
def unread(walked: Walk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with one reader, before anything is read."""
    study = Path(shutil.copytree(walked.study, tmp_path_factory.mktemp("case_a_read") / "S"))
    with Study.open(study) as opened:
        add_reader(opened, READER, PASSWORD, Role.READER, "coordinator")
    typed("assign", study, "--rereads", "0")
    return study


@pytest.fixture(scope="module")
def read(unread: Path, qapp: QApplication, request: pytest.FixtureRequest) -> Read:
    """The case read visit by visit and signed, once for all tests here."""
    qtbot = QtBot(request)
    window = opener(qtbot, unread.parent / "settings.json")(unread)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    marked = []
    for visit, (keys, lesions) in enumerate(LABELS):
        assert page.session.open_index == visit
        marked += [_mark(qtbot, page, visit, lesion) for lesion in lesions]
        press(qtbot, page, keys)
        lock(qtbot, page)
    assert page.session.open_index is None, page.session.notice
    with pytest.MonkeyPatch.context() as patch:
        answer_password(patch, PASSWORD)
        lock(qtbot, page)
    assert page.session.signed
    window.close()
    window.deleteLater()
    return Read(unread, tuple(marked))


def _mark(qtbot: QtBot, page: ReadingPage, visit: int, lesion: str) -> Marked:
    """Click the lesion in mark mode, name it by its key, and read what the panel says of it."""
    known: dict[str, Any] = truth()["timepoints"][visit]["lesions"][lesion]
    page.slices.go_to(known["centre_reference"])
    press(qtbot, page, "B")
    # The view is centred on the crosshair, which stands on the lesion.
    click_middle(qtbot, page.area.views[1])
    press(qtbot, page, KEY[lesion])
    (finding,) = [one for one in page.session.editor.draft.findings if one.lesion == lesion]
    assert finding.measure is not None
    assert finding.measure.to_baseline is not None
    return Marked(
        visit,
        lesion,
        finding.measure.to_baseline.shortest_mm,
        page.session.verdict(finding.measure),
        known["distance_to_baseline_cavity_mm"],
    )


def test_each_lesion_lies_where_it_is_known_to_lie(read: Read) -> None:
    assert [(one.visit, one.lesion) for one in read.marked] == [(2, "L1"), (3, "L1"), (3, "D1"), (4, "L1"), (4, "D1")]
    errors = {(one.visit, one.lesion): abs(one.shortest_mm - one.true_mm) for one in read.marked}
    assert max(errors.values()) <= 0.5, errors


def test_the_nodule_is_inside_the_margin_and_the_distant_lesion_outside(read: Read) -> None:
    assert [one.sentence for one in read.marked if SIDE[one.lesion] not in one.sentence] == []


def test_the_events_have_the_dates_of_the_first_scans_that_showed_them(read: Read, tmp_path: Path) -> None:
    typed("events", read.study, "--out", tmp_path)
    rows = rows_of(tmp_path / "events.csv")
    events = {row["paramcd"]: row["event_date"] for row in rows if row["status"] == "1"}
    assert events["LPFS"] == "2019-09-13", "provisional at month 6, confirmed at month 9"
    assert events["DBC"] == "2019-12-11", "provisional at month 9, confirmed at month 12"
    assert not {"RNFREE", "SRNFREE", "LMDFREE", "OS", "WBIFREE"} & set(events)
    local = [row for row in rows if row["paramcd"] == "LPFS"]
    assert [row["cavity"] for row in local] == ["NA", "C1"], "one row for the patient, one for the cavity"
    assert {(row["event_date"], row["confirmed"]) for row in local} == {("2019-09-13", "confirmed")}


def test_an_exported_read_leads_to_the_same_events_byte_for_byte(read: Read, walked: Walk, tmp_path: Path) -> None:
    typed("events", read.study, "--out", tmp_path / "here")
    typed("reads", read.study, "export", tmp_path / "reads.json")
    other = Path(shutil.copytree(walked.study, tmp_path / "other"))
    typed("reads", other, "import", tmp_path / "reads.json")
    typed("events", other, "--out", tmp_path / "there")
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    assert here == {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()}
    assert "events.csv" in here
