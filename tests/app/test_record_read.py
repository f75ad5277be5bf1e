from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.usecases.accounts import SignedIn, add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.exchange_reads import export_reads, read_reads_file
from app.usecases.export_events import export_events
from app.usecases.record_read import (
    OpenRead,
    ReadProgress,
    _stored_outlines,
    drop_draft,
    load_draft,
    lock_timepoint,
    open_read,
    save_draft,
    sign_read,
    worklist,
)
from app.usecases.study import Study
from review_schema.charter import Charter
from review_schema.errors import (
    AlreadySigned,
    NoSuchRead,
    NotThisVisit,
    SignatureRefused,
    TimePointAlreadyLocked,
    VisitNotComplete,
    VisitsStillOpen,
    WashoutNotOver,
)
from review_schema.finding import Finding
from review_schema.payloads import ReadSigned, ScanChosen, ScanImported
from review_schema.vocabulary import Role
from tests.imaging.shapes import grid_around, sphere
from tests.study_factory import SURGERY_ON, Clock, add_case, clinical, finding, locked, new_study, scan

ANNA, BEN = SignedIn("anna", Role.READER), SignedIn("ben", Role.READER)
PASSWORD = "correct horse"


class Site:
    """One case, P1, assigned to anna (with a re-read after 28 days) and to ben."""

    def __init__(self, folder: Path, charter: Charter | None = None, arm: str = "IORT") -> None:
        self.clock = Clock()
        self.study: Study = new_study(folder, self.clock, charter)
        self.scans: list[ScanImported] = add_case(self.study, "P1", (1, 25, 90, 180), arm)
        for who in (ANNA, BEN):
            add_reader(self.study, who.name, PASSWORD, who.role, "carla")
        made = assign_reads(self.study, reread_fraction=1.0, washout_days=28, author="carla")
        self.first, self.again = (one.read_id for one in made if one.reader == "anna")
        self.bens = next(one.read_id for one in made if one.reader == "ben")

    def open(self) -> OpenRead:
        return open_read(self.study, ANNA, self.first)

    def lock(self, index: int, *findings: Finding, read_id: str | None = None) -> None:
        lock_timepoint(self.study, ANNA, read_id or self.first, locked(self.scans[index], *findings))

    def lock_all(self, read_id: str | None = None) -> None:
        for index in range(len(self.scans)):
            self.lock(index, read_id=read_id)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "S")
    yield made
    made.study.close()


# What is shown


def test_a_read_shows_visits_by_month_and_nothing_of_who_or_when(site: Site) -> None:
    read = site.open()
    assert [visit.label for visit in read.visits] == ["+0.0", "+0.8", "+3.0", "+5.9"]
    assert [visit.index for visit in read.visits] == [0, 1, 2, 3]
    assert (read.next_index, read.locked, read.cavities) == (0, (), ("C1",))
    shown = repr([read.case_code, *(visit.model_dump() for visit in read.visits)])
    for secret in ("P1", "2024", "IORT", "anna", site.scans[0].series):
        assert secret not in shown.replace(site.scans[0].scan_id, "")


def test_locked_visits_are_marked_and_the_next_is_named(site: Site) -> None:
    site.lock(0)
    read = site.open()
    assert [visit.locked for visit in read.visits] == [True, False, False, False]
    assert read.next_index == 1
    assert len(read.locked) == 1


def test_a_planning_scan_is_hidden_though_it_is_the_baseline(tmp_path: Path) -> None:
    made = Site(tmp_path / "S", arm="HSRT")
    rows = (
        ("arm", None, None, "HSRT"),
        ("surgery", SURGERY_ON, "C1", None),
        ("treatment", made.scans[1].acquired_on, "C1", "HSRT"),
    )
    made.study.ledger.append("subject/P1", clinical("P1", *rows), "carla")
    subject = made.study.state().subjects["P1"]
    assert subject.reference is not None
    assert subject.reference.timepoint_id == made.scans[1].timepoint_id
    shown = [visit.timepoint_id for visit in made.open().visits]
    assert shown == [made.scans[index].timepoint_id for index in (0, 2, 3)]
    with pytest.raises(NotThisVisit):
        made.lock(1)
    made.study.close()


def test_planning_scans_are_shown_where_the_charter_says_so(tmp_path: Path) -> None:
    made = Site(tmp_path / "S", Charter(hide_planning_scans=False), "HSRT")
    assert len(made.open().visits) == 4
    made.study.close()


def test_later_visits_stay_unknown_where_the_charter_hides_them(tmp_path: Path) -> None:
    made = Site(tmp_path / "S", Charter(show_later_visits=False))
    for done in range(4):
        read = made.open()
        assert len(read.visits) == done + 1
        assert read.next_index == done
        assert next(row.visits for row in worklist(made.study, "anna") if row.read_id == made.first) is None
        made.lock(done)
    assert len(made.open().visits) == 4
    assert made.open().next_index is None
    assert worklist(made.study, "anna")[0].visits == 4
    made.study.close()


def test_without_a_contour_the_index_surgery_names_the_cavities(tmp_path: Path) -> None:
    with new_study(tmp_path / "S") as study:
        rows = ("surgery", SURGERY_ON, "C1", None), ("surgery", SURGERY_ON, "C2", None)
        later = ("surgery", scan("P1", SURGERY_ON).acquired_on.replace(year=2025), "C3", None)
        visit = scan("P1", SURGERY_ON)
        study.ledger.append_all([("subject/P1", clinical("P1", *rows, later)), ("subject/P1", visit)], "carla")
        add_reader(study, "anna", PASSWORD, Role.READER, "carla")
        (made,) = assign_reads(study, reread_fraction=0, author="carla")
        assert open_read(study, ANNA, made.read_id).cavities == ("C1", "C2")


def test_a_cavity_of_a_later_surgery_is_labelled_from_the_first_visit_after_it(tmp_path: Path) -> None:
    with new_study(tmp_path / "S", Clock()) as study:
        visits = add_case(study, "P1", days=(1, 90, 180))
        later = ("surgery", SURGERY_ON + timedelta(days=120), "C2", None)
        rows = ("arm", None, None, "IORT"), ("surgery", SURGERY_ON, "C1", None), later
        study.ledger.append("subject/P1", clinical("P1", *rows), "carla")
        add_reader(study, "anna", PASSWORD, Role.READER, "carla")
        (made,) = assign_reads(study, reread_fraction=0, author="carla")
        for visit in visits[:2]:
            assert open_read(study, ANNA, made.read_id).cavities == ("C1",)
            lock_timepoint(study, ANNA, made.read_id, locked(visit))
        assert open_read(study, ANNA, made.read_id).cavities == ("C1", "C2")
        with pytest.raises(VisitNotComplete) as caught:
            lock_timepoint(study, ANNA, made.read_id, locked(visits[2]))
        assert caught.value.reasons == ("Cavity C2 has no label.",)
        every = finding("NED"), finding("NED", "C2"), finding("NED", None)
        lock_timepoint(study, ANNA, made.read_id, locked(visits[2], *every))
        sign_read(study, ANNA, made.read_id, PASSWORD)
        export_reads(study, tmp_path / "reads.json")
        export_events(study, tmp_path / "out")
    (read,) = read_reads_file(tmp_path / "reads.json").reads
    assert read.cavities == ("C1", "C2")
    events = (tmp_path / "out" / "events.csv").read_text(encoding="utf-8")
    assert "P1,C2,IORT,LPFS,60,0" in events


# Worklist


def test_the_worklist_shows_how_far_each_case_has_come(site: Site) -> None:
    def rows() -> list[tuple[ReadProgress, int, int | None, bool]]:
        return [(row.state, row.locked, row.visits, row.available) for row in worklist(site.study, "anna")]

    assert rows() == [(ReadProgress.NEW, 0, 4, True), (ReadProgress.NEW, 0, 4, False)]
    site.lock(0)
    assert rows()[0] == (ReadProgress.BEGUN, 1, 4, True)
    for index in (1, 2, 3):
        site.lock(index)
    sign_read(site.study, ANNA, site.first, PASSWORD)
    assert rows() == [(ReadProgress.SIGNED, 4, 4, False), (ReadProgress.NEW, 0, 4, False)]
    site.clock.pass_days(28)
    assert rows()[1] == (ReadProgress.NEW, 0, 4, True)


class Ward:
    """Eight cases, read by several readers; each reads two of them again after 28 days."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.study = new_study(folder, self.clock)
        self.scans = {case: add_case(self.study, case, days=(1,)) for case in map("P{}".format, range(8))}
        self.readers = ("anna", "ben", "dora", "emil")
        for name in self.readers:
            add_reader(self.study, name, PASSWORD, Role.READER, "carla")
        assign_reads(self.study, reread_fraction=0.25, washout_days=28, author="carla")

    def order(self, reader: str) -> list[str]:
        return [row.read_id for row in worklist(self.study, reader)]

    def again(self, reader: str) -> list[str]:
        return [name for name in self.order(reader) if self.study.state().reads[name].reread_of is not None]

    def sign(self, reader: str, read_id: str) -> None:
        who = SignedIn(reader, Role.READER)
        lock_timepoint(self.study, who, read_id, locked(self.scans[self.study.state().reads[read_id].subject][0]))
        sign_read(self.study, who, read_id, PASSWORD)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    made = Ward(tmp_path / "W")
    yield made
    made.study.close()


def test_re_reads_that_wait_stand_last_and_join_the_unread_cases_at_a_drawn_place(ward: Ward) -> None:
    places = []
    for reader in ward.readers:
        again, before = ward.again(reader), ward.order(reader)
        assert before[-2:] == again
        first = ward.study.state().reads[again[0]].reread_of
        assert first is not None
        ward.sign(reader, first)
        assert ward.order(reader) == before
        ward.clock.pass_days(28)
        joined = ward.order(reader)
        others = [name for name in before if name != again[0]]
        assert [name for name in joined if name != again[0]] == others, "the others keep their order"
        places.append([name for name in joined if name != first].index(again[0]))
        ward.sign(reader, next(name for name in others if name != first))
        assert ward.order(reader) == joined, "a place once shown stays"
    assert max(places) <= 7, "among the unread"
    assert len(set(places)) > 2, "neither always first nor always last"


def test_a_worklist_is_one_readers_own(site: Site) -> None:
    assert {row.read_id for row in worklist(site.study, "anna")} == {site.first, site.again}
    assert worklist(site.study, "nobody") == ()


# Whose, and when


@pytest.mark.parametrize("who", [BEN, SignedIn("carla", Role.COORDINATOR), SignedIn("nobody", Role.READER)])
def test_nobody_opens_another_readers_read(site: Site, who: SignedIn) -> None:
    with pytest.raises(NoSuchRead):
        open_read(site.study, who, site.first)
    with pytest.raises(NoSuchRead):
        lock_timepoint(site.study, who, site.first, locked(site.scans[0]))


def test_nobody_signs_another_readers_read(site: Site) -> None:
    site.lock_all()
    with pytest.raises(NoSuchRead):
        sign_read(site.study, BEN, site.first, PASSWORD)


def test_a_read_that_is_not_there_is_refused_like_another_readers(site: Site) -> None:
    with pytest.raises(NoSuchRead):
        open_read(site.study, ANNA, "0" * 20)


def test_a_re_read_opens_when_the_washout_is_over(site: Site) -> None:
    with pytest.raises(WashoutNotOver) as caught:
        open_read(site.study, ANNA, site.again)
    assert caught.value.days_left == 28
    site.lock_all()
    site.clock.pass_days(40)  # from the signature it counts, not from the reading
    sign_read(site.study, ANNA, site.first, PASSWORD)
    site.clock.pass_days(26.5)
    for attempt in (
        lambda: open_read(site.study, ANNA, site.again),
        lambda: site.lock(0, read_id=site.again),
        lambda: sign_read(site.study, ANNA, site.again, PASSWORD),
    ):
        with pytest.raises(WashoutNotOver) as caught:
            attempt()
        assert caught.value.days_left == 2
    site.clock.pass_days(1.5)
    assert open_read(site.study, ANNA, site.again).next_index == 0


def test_a_re_read_shows_nothing_of_the_first(site: Site) -> None:
    site.lock_all()
    sign_read(site.study, ANNA, site.first, PASSWORD)
    site.clock.pass_days(30)
    read = open_read(site.study, ANNA, site.again)
    assert read.locked == ()
    assert not any(visit.locked for visit in read.visits)
    with pytest.raises(AlreadySigned):
        site.open()


# Locking


def test_visits_are_locked_one_after_the_other(site: Site) -> None:
    with pytest.raises(NotThisVisit) as caught:
        site.lock(1)
    assert caught.value.expected == 1
    site.lock(0)
    with pytest.raises(NotThisVisit) as caught:
        site.lock(3)
    assert caught.value.expected == 2


def test_visits_are_locked_in_any_order_where_the_charter_allows(tmp_path: Path) -> None:
    made = Site(tmp_path / "S", Charter(sequential=False, show_later_visits=False))
    assert len(made.open().visits) == 4
    made.lock(2)
    made.lock(0)
    assert made.open().next_index == 1
    made.study.close()


def test_a_locked_time_point_refuses_changes(site: Site) -> None:
    site.lock(0)
    with pytest.raises(TimePointAlreadyLocked):
        site.lock(0, finding("LP"), finding("NED", None))
    (only,) = site.open().locked
    assert [one.label for one in only.findings] == ["NED", "NED"]


def test_a_locked_read_refuses_changes(site: Site) -> None:
    site.lock_all()
    entries = site.study.ledger.verify()
    for index in range(4):
        with pytest.raises(TimePointAlreadyLocked):
            site.lock(index)
    assert site.study.ledger.verify() == entries


@pytest.mark.parametrize("scan_id", ["0" * 64, None])
def test_a_scan_that_is_not_of_the_visit_cannot_be_locked(site: Site, scan_id: str | None) -> None:
    wrong = locked(site.scans[0]).model_copy(update={"scan_id": scan_id})
    with pytest.raises(NotThisVisit):
        lock_timepoint(site.study, ANNA, site.first, wrong)


def test_a_visit_of_another_case_cannot_be_locked(site: Site) -> None:
    other = add_case(site.study, "P2")
    with pytest.raises(NotThisVisit):
        lock_timepoint(site.study, ANNA, site.first, locked(other[0]))


def masks_of(study: Study) -> int:
    return sum(1 for _ in (study.root / "masks").rglob("*.nii"))


def test_a_refused_lock_leaves_no_outline_behind(site: Site) -> None:
    nodule = finding("LP")
    outlines = {nodule.finding_id: sphere(3.0, (0.0, 0.0, 0.0)).mask(grid_around((1.0, 1.0, 1.0), frame="1.2.3"))}
    before = masks_of(site.study)
    with pytest.raises(NotThisVisit):
        lock_timepoint(site.study, ANNA, site.first, locked(site.scans[1], nodule), outlines=outlines)
    assert masks_of(site.study) == before


def test_outlines_of_two_frames_are_entered_each_with_its_own(site: Site) -> None:
    first, second = finding("LP"), finding("DP", None, origin="new")
    outlines = {
        first.finding_id: sphere(3.0, (0.0, 0.0, 0.0)).mask(grid_around((1.0, 1.0, 1.0), frame="1.2.3")),
        second.finding_id: sphere(4.0, (0.0, 0.0, 0.0)).mask(grid_around((1.0, 1.0, 1.0), frame="1.2.4")),
    }
    timepoint = locked(site.scans[0], first, second)
    entered = _stored_outlines(site.study, site.first, timepoint, outlines)
    assert {one.frame: [outline.finding_id for outline in one.outlines] for one in entered} == {
        "1.2.3": [first.finding_id],
        "1.2.4": [second.finding_id],
    }


def test_the_series_that_was_read_may_be_locked_though_another_was_chosen_meanwhile(site: Site) -> None:
    thin = scan("P1", site.scans[0].acquired_on, "thin")
    chosen = ScanChosen(subject="P1", timepoint_id=thin.timepoint_id, scan_id=thin.scan_id, reason="thinner")
    site.study.ledger.append_all([("subject/P1", thin), ("subject/P1", chosen)], "carla")
    site.lock(0)
    assert site.open().locked[0].scan_id == site.scans[0].scan_id


def test_an_incomplete_visit_is_refused_in_words(site: Site) -> None:
    with pytest.raises(VisitNotComplete) as caught:
        site.lock(0, finding("NED"))
    assert caught.value.reasons == ("The brain has no label.",)
    assert site.open().locked == ()


# Signing


def test_a_signature_binds_name_time_meaning_and_content(site: Site) -> None:
    site.lock_all()
    signed = sign_read(site.study, ANNA, site.first, PASSWORD)
    entry = list(site.study.ledger.entries())[-1]
    assert isinstance(entry.payload, ReadSigned)
    assert (entry.author, entry.payload) == ("anna", signed)
    assert signed.charter_sha256 == Charter().sha256()
    assert "4 time points are as I saw them" in signed.meaning
    assert site.study.state().reads[site.first].signed_at == entry.at


def test_the_hash_in_the_meaning_depends_on_what_was_read(tmp_path: Path) -> None:
    meanings = []
    for label in ("NED", "STABLE"):
        made = Site(tmp_path / label)
        made.lock(0, finding(label, finding_id="f1"), finding("NED", None, finding_id="f2"))
        for index in (1, 2, 3):
            made.lock(index, finding("NED", finding_id="f1"), finding("NED", None, finding_id="f2"))
        meanings.append(sign_read(made.study, ANNA, made.first, PASSWORD).meaning)
        made.study.close()
    assert meanings[0] != meanings[1]


def test_a_read_with_open_visits_cannot_be_signed(site: Site) -> None:
    for done, left in enumerate((4, 3, 2, 1)):
        with pytest.raises(VisitsStillOpen) as caught:
            sign_read(site.study, ANNA, site.first, PASSWORD)
        assert caught.value.count == left
        site.lock(done)


@pytest.mark.parametrize("password", ["", "Correct horse", "correct horse2"])
def test_signing_asks_for_the_password_again(site: Site, password: str) -> None:
    site.lock_all()
    with pytest.raises(SignatureRefused):
        sign_read(site.study, ANNA, site.first, password)
    assert site.study.state().reads[site.first].signed_at is None


def test_after_signing_nothing_changes(site: Site) -> None:
    site.lock_all()
    sign_read(site.study, ANNA, site.first, PASSWORD)
    entries = site.study.ledger.verify()
    with pytest.raises(AlreadySigned):
        sign_read(site.study, ANNA, site.first, PASSWORD)
    with pytest.raises(AlreadySigned):
        site.lock(0)
    assert site.study.ledger.verify() == entries


# Drafts


def test_a_draft_comes_back_until_the_visit_is_locked(site: Site) -> None:
    visit = site.scans[0].timepoint_id
    assert load_draft(site.study, site.first, visit) is None
    draft = locked(site.scans[0], finding("LP"))
    save_draft(site.study, site.first, locked(site.scans[0], finding("PIE")))
    save_draft(site.study, site.first, draft)
    with Study.open(site.study.root) as again:
        assert load_draft(again, site.first, visit) == draft
    site.lock(0)
    assert load_draft(site.study, site.first, visit) is None


def test_a_refused_lock_keeps_the_draft(site: Site) -> None:
    draft = locked(site.scans[0], finding("LP"))
    save_draft(site.study, site.first, draft)
    with pytest.raises(VisitNotComplete):
        lock_timepoint(site.study, ANNA, site.first, draft)
    assert load_draft(site.study, site.first, draft.timepoint_id) == draft


def test_drafts_of_two_visits_and_reads_do_not_mix(site: Site) -> None:
    one, other = locked(site.scans[0]), locked(site.scans[1])
    save_draft(site.study, site.first, one)
    save_draft(site.study, site.first, other)
    assert load_draft(site.study, site.bens, one.timepoint_id) is None
    drop_draft(site.study, site.first, one.timepoint_id)
    drop_draft(site.study, site.first, one.timepoint_id)
    assert load_draft(site.study, site.first, other.timepoint_id) == other


def test_a_draft_that_does_not_read_is_as_if_there_were_none(site: Site) -> None:
    draft = locked(site.scans[0])
    save_draft(site.study, site.first, draft)
    (path,) = (site.study.root / "drafts").rglob("*.json")
    path.write_text('{"findings": "half')
    assert load_draft(site.study, site.first, draft.timepoint_id) is None
    save_draft(site.study, site.first, draft)
    assert load_draft(site.study, site.first, draft.timepoint_id) == draft
