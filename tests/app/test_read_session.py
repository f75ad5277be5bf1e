from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from app.messages import VisitNotFound
from app.usecases.accounts import SignedIn
from app.usecases.record_read import ReadProgress, worklist
from app.usecases.study import Study
from app.viewmodels import read_session as module
from app.viewmodels.jobs import FinishedJob, ImmediateJobs, Job, Lane
from app.viewmodels.read_session import ReadSession
from app.viewmodels.timeline import DotState, timeline_scene
from imaging.nifti import write_volume
from imaging.volume import Mask
from review_schema.finding import Finding
from review_schema.ids import timepoint_id
from review_schema.vocabulary import BLINDED_PIE_CODE, BrainLabel, CavityLabel, Role
from tests.app.reading_study import COORDINATOR, FAR_MM, NODULE_MM, PASSWORD, READER, SUBJECT, grid
from tests.study_factory import checked

WHO = SignedIn(READER, Role.READER)


class LateJobs(ImmediateJobs):
    """Keeps answers back until the test lets them come."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.hold = False
        self.hold_back = ""  # work of this name is always kept back

    def start(self, name: str, work, *, done, failed, progress=None, lane: Lane = Lane.READ) -> Job:  # type: ignore[no-untyped-def]
        if not self.hold and name != self.hold_back:
            return super().start(name, work, done=done, failed=failed, progress=progress, lane=lane)
        parent = super()
        self.waiting.append(lambda: parent.start(name, work, done=done, failed=failed, progress=progress) and None)
        return FinishedJob()

    def release(self) -> None:
        self.hold = False
        for answer in self.waiting:
            answer()
        self.waiting.clear()


def opened(study: Study, jobs: ImmediateJobs | None = None) -> ReadSession:
    (row,) = worklist(study, READER)
    session = ReadSession(study, WHO, row.read_id, jobs or ImmediateJobs())
    session.load()
    return session


def say_ned_and_lock(session: ReadSession) -> None:
    session.press_clear()
    session.lock()


def only_lesion(session: ReadSession) -> Finding:
    (finding,) = [finding for finding in session.editor.draft.findings if finding.lesion]
    return finding


def test_a_case_opens_at_the_first_visit_with_that_visit_only(study: Study) -> None:
    session = opened(study)
    assert session.index == session.open_index == 0
    assert session.case is not None
    assert len(session.case.visits) == 1


def test_locking_opens_the_next_visit_and_the_one_before_can_be_looked_at(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    assert session.index == session.open_index == 1
    session.show(0)
    assert (session.index, session.editable) == (0, False)
    session.show(2)
    assert session.index == 0, "a locked visit does not open"


def test_a_visit_without_labels_is_refused_with_a_sentence(study: Study) -> None:
    session = opened(study)
    session.lock()
    assert session.open_index == 0
    assert session.notice is not None
    assert "Cavity C1 has no label" in session.notice.text
    session.press_cavity(CavityLabel.NED)
    assert session.refusals() == ("The brain has no label.",)


def test_a_locked_visit_takes_no_label(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.show(0)
    session.press_cavity(CavityLabel.LP)
    assert session.editor.draft.findings == ()
    assert session.notice is not None
    assert "locked" in session.notice.text


def test_a_draft_comes_back_after_the_program_ended(study: Study) -> None:
    session = opened(study)
    session.press_cavity(CavityLabel.STABLE)
    session.press_brain(BrainLabel.NED)
    again = opened(study)
    assert again.editor.draft.findings == session.editor.draft.findings


def test_a_draft_that_cannot_be_saved_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(study)

    def full(*words: object) -> None:
        raise OSError(28, "No space left on device", "/home/MUELLER")

    with monkeypatch.context() as patched:
        patched.setattr(module, "save_draft", full)
        session.press_cavity(CavityLabel.NED)
    assert not session.saved
    assert session.notice is not None
    assert "RR-APP-003" in session.notice.text
    assert "MUELLER" not in session.notice.text
    session.press_brain(BrainLabel.NED)
    assert session.saved


def test_marking_the_nodule_gives_its_distance_and_no_label(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.mark(tuple(NODULE_MM))
    pending = session.editor.draft.pending
    assert pending is not None
    assert pending.name == "L1"
    assert session.editor.draft.findings == ()
    assert pending.mark.measure.to_baseline is not None
    assert pending.mark.measure.to_baseline.shortest_mm == pytest.approx(2.0, abs=0.5)
    assert "inside the 5 mm margin" in pending.mark.sentence
    assert session.refusals()[0] == "L1 is marked and has no label yet."


def test_a_lesion_keeps_its_name_at_the_next_visit_and_a_far_one_gets_another(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.mark(tuple(NODULE_MM))
    session.press_cavity(CavityLabel.LP)
    assert only_lesion(session).lesion == "L1"
    say_ned_and_lock(session)
    session.mark(tuple(NODULE_MM))
    assert session.editor.draft.pending is not None
    assert session.editor.draft.pending.name == "L1"
    session.press_cavity(CavityLabel.LP)
    session.mark(tuple(FAR_MM))
    assert session.editor.draft.pending is not None
    assert session.editor.draft.pending.name == "D1"
    assert "outside" in session.editor.draft.pending.mark.sentence


def test_a_click_beside_any_lesion_is_refused_with_a_sentence(study: Study) -> None:
    session = opened(study)
    session.mark((0.0, 0.0, 0.0))
    assert session.editor.draft.pending is None
    assert session.notice is not None
    assert session.notice.kind == "error"
    assert session.busy is None


def test_a_mark_that_arrives_after_its_visit_was_locked_is_dropped(study: Study) -> None:
    jobs = LateJobs()
    session = opened(study, jobs)
    say_ned_and_lock(session)
    session.press_clear()
    jobs.hold = True
    session.mark(tuple(NODULE_MM))
    mark_answer = jobs.waiting.pop()
    jobs.hold = False
    session.lock()
    mark_answer()
    assert session.open_index == 2
    assert session.editor.draft.pending is None


def test_locking_twice_in_one_breath_locks_once(study: Study) -> None:
    jobs = LateJobs()
    session = opened(study, jobs)
    session.press_clear()
    jobs.hold = True
    session.lock()
    session.lock()
    assert len(jobs.waiting) == 1
    jobs.release()
    assert session.open_index == 1
    assert session.notice is None


def test_a_signed_read_leaves_the_worklist_as_signed_and_takes_nothing_more(study: Study) -> None:
    session = opened(study)
    for _ in range(3):
        say_ned_and_lock(session)
    assert session.open_index is None
    session.press_cavity(CavityLabel.LP)
    assert session.notice is not None
    assert session.notice.text.endswith("Sign the read to finish it."), "it is not complete yet"
    refused: list[str] = []
    session.sign("wrong", refused.append)
    assert not session.signed
    assert [line[:10] for line in refused] == ["RR-ACC-005"]
    session.sign(PASSWORD, refused.append)
    assert session.signed
    assert worklist(study, READER)[0].state is ReadProgress.SIGNED
    session.press_cavity(CavityLabel.LP)
    assert session.findings(0)[0].label is CavityLabel.NED
    assert session.notice.text.startswith("This read is complete")


def test_a_scan_whose_file_is_gone_is_named_as_missing(study: Study) -> None:
    for scan in (study.root / "scans").rglob("*.nii"):
        scan.unlink()
    session = opened(study)
    assert session.notice is not None
    assert session.notice.text.startswith("RR-LED-019 A stored scan is missing")


def test_the_clock_stands_still_while_no_one_does_anything(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    session = opened(study)
    now[0] += 10
    session.touched()
    now[0] += 3600
    session.touched()
    assert session.elapsed_seconds() == 10 + module.IDLE_SECONDS


def test_the_strip_shows_real_spacing_and_what_is_locked(study: Study) -> None:
    session = opened(study)
    session.press_cavity(CavityLabel.PIE)
    session.press_brain(BrainLabel.NED)
    session.lock()
    scene = timeline_scene(session)
    assert [dot.state for dot in scene.dots] == [DotState.LOCKED, DotState.OPEN, DotState.SHUT]
    assert [dot.label for dot in scene.dots] == ["+0.0", "+3.0", "+6.0"]
    assert [dot.place for dot in scene.dots] == pytest.approx([0.0, 0.5, 1.0], abs=0.01)
    assert scene.dots[0].chips == (BLINDED_PIE_CODE,), "the name of early enhancement would tell the arm"
    assert scene.registration == "±0.3 mm, estimated"
    assert scene.trusted is True


def test_the_draft_lies_in_the_study_and_goes_when_the_visit_is_locked(study: Study) -> None:
    session = opened(study)
    session.press_clear()
    drafts = lambda: [path for path in (study.root / "drafts").rglob("*") if path.is_file()]  # noqa: E731
    assert len(drafts()) == 1
    session.lock()
    assert drafts() == []
    assert Path(study.root / "ledger.db").is_file()


def test_the_next_visit_is_loaded_ahead_and_shown_only_in_its_turn(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[str] = []
    real = module.load_visit

    def counted(*words: object, **named: object) -> object:
        loads.append(str(words[3]))
        return real(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "load_visit", counted)
    session = opened(study)
    assert loads == [session.read.visits[1].timepoint_id]
    assert session.case is not None
    assert len(session.case.visits) == 1
    say_ned_and_lock(session)
    assert len(session.case.visits) == 2
    assert session.visit is not None
    assert session.visit.timepoint == session.read.visits[1]
    assert loads == [visit.timepoint_id for visit in session.read.visits[1:]], "each visit once"


def test_a_visit_locked_before_the_next_is_loaded_waits_for_it(study: Study) -> None:
    jobs = LateJobs()
    (row,) = worklist(study, READER)
    jobs.hold_back = "load ahead"
    session = ReadSession(study, WHO, row.read_id, jobs)
    session.load()
    say_ned_and_lock(session)
    assert session.open_index == 1
    assert session.busy == ("Opening the next time point", 0.0)
    assert not session.editable
    jobs.hold_back = ""
    jobs.release()
    assert session.busy is None
    assert session.editable
    assert session.index == 1


def test_what_fails_ahead_is_said_when_its_turn_comes(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **named: object) -> object:
        raise VisitNotFound(visit=2)

    monkeypatch.setattr(module, "load_visit", broken)
    session = opened(study)
    assert session.notice is None
    say_ned_and_lock(session)
    assert session.notice is not None
    assert session.notice.text.startswith("RR-APP-010")
    assert session.busy is None


def redraw(study: Study) -> None:
    """The coordinator shifts the baseline contour by a voxel."""
    contour = study.state().subjects[SUBJECT].cavities["C1"]
    mask = study.load_mask(contour, grid(0).frame)
    staged = study.staging("mask.nii")
    write_volume(Mask(np.roll(mask.values, 1, axis=2), mask.grid), staged)
    later = contour.model_copy(update={"version": 2, "mask_id": study.masks.adopt(staged)})
    study.ledger.append(f"subject/{SUBJECT}", later, COORDINATOR)


def test_a_visit_is_locked_only_while_it_is_on_the_screen(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.press_clear()
    session.show(0)
    session.lock()
    assert (session.open_index, len(session.read.locked)) == (1, 1)
    assert session.notice is not None
    assert "Return to the open time point" in session.notice.text
    session.show(1)
    session.lock()
    assert len(session.read.locked) == 2


def test_a_visit_is_not_locked_before_its_pictures_are_there(study: Study) -> None:
    first = opened(study)
    first.press_clear()
    jobs = LateJobs()
    jobs.hold_back = "open case"
    again = opened(study, jobs)
    assert again.findings(0)
    again.lock()
    assert len(again.read.locked) == 0


def test_a_draft_measured_by_another_cavity_loses_its_distances_and_says_so(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.mark(NODULE_MM)
    session.press_cavity(CavityLabel.LP)
    assert only_lesion(session).measure is not None
    redraw(study)
    session.press_brain(BrainLabel.NED)
    session.lock()
    assert session.notice is not None
    assert session.notice.text.startswith("RR-RED-014"), "what is on the screen no longer holds"
    again = opened(study)
    measure = only_lesion(again).measure
    assert measure is not None
    assert (measure.to_baseline, measure.registration_error_mm) == (None, None)
    assert again.notice is not None
    assert "Mark them again" in again.notice.text
    again.press_brain(BrainLabel.DP)
    again.press_brain(BrainLabel.NED)
    again = opened(study)
    assert again.refusals() == ("L1 has no distance by the present registration: mark it again.",)
    again.editor.delete(only_lesion(again).finding_id)
    again.mark(NODULE_MM)
    again.press_cavity(CavityLabel.LP)
    again.lock()
    assert again.open_index == 2


def decide(study: Study, index: int, decision: str) -> None:
    """The coordinator decides on how a visit lies, while somebody reads."""
    reference, *_ = visits = study.state().subjects[SUBJECT].timepoints
    study.ledger.append(f"subject/{SUBJECT}", checked(visits[index].scan, reference.scan, decision), COORDINATOR)


@pytest.mark.parametrize("late", [False, True], ids=["loaded before", "being loaded"])
def test_a_visit_that_was_loaded_ahead_is_shown_as_it_lies_at_its_turn(study: Study, late: bool) -> None:
    jobs = LateJobs()
    jobs.hold_back = "load ahead" if late else ""
    session = opened(study, jobs)
    decide(study, 1, "rejected")
    say_ned_and_lock(session)
    jobs.release()
    assert (session.index, session.busy) == (1, None)
    assert session.visit is not None
    assert not session.visit.registration.trusted
    session.mark(NODULE_MM)
    assert session.editor.draft.pending is not None
    assert session.editor.draft.pending.mark.measure.to_baseline is None


def test_a_mark_that_comes_late_is_not_taken_on_a_visit_that_was_moved_meanwhile(study: Study) -> None:
    jobs = LateJobs()
    session = opened(study, jobs)
    say_ned_and_lock(session)
    jobs.hold_back = "mark lesion"
    session.mark(NODULE_MM)
    assert session.check() is None, "not while the outline is made"
    assert session.case is not None
    assert session.visit is not None
    session.case = session.case.with_visit_at(session.index, replace(session.visit, basis="moved"))
    jobs.release()
    assert session.editor.draft.pending is None


def test_a_changed_cavity_is_drawn_anew_at_the_next_lock(study: Study) -> None:
    session = opened(study)
    assert session.case is not None
    before = session.case.cavities["C1"].surface_points.mean(axis=0)
    say_ned_and_lock(session)
    say_ned_and_lock(session)
    assert session.open_index == 2
    redraw(study)
    again = opened(study)
    assert again.case is not None
    assert again.case.cavities["C1"].surface_points.mean(axis=0)[0] == pytest.approx(before[0] + 1.0, abs=0.1)


def test_labels_stay_with_their_visit_when_an_earlier_one_comes_in(study: Study) -> None:
    session = opened(study)
    session.press_cavity(CavityLabel.PIE)
    session.press_brain(BrainLabel.NED)
    session.lock()
    first = study.state().subjects[SUBJECT].timepoints[0]
    on = first.acquired_on - timedelta(days=30)
    earlier = first.scan.model_copy(update={"timepoint_id": timepoint_id(SUBJECT, on), "acquired_on": on})
    study.ledger.append(f"subject/{SUBJECT}", earlier, COORDINATOR)
    say_ned_and_lock(session)
    chips_of = {visit.timepoint_id: session.findings(index) for index, visit in enumerate(session.read.visits)}
    assert [finding.label.value for finding in chips_of[first.timepoint_id]] == ["PIE", "NED"]
    assert session.case is not None
    assert [visit.timepoint.timepoint_id for visit in session.case.visits] == [
        visit.timepoint_id for visit in session.read.visits[: len(session.case.visits)]
    ]


def test_locking_keeps_the_outline_behind_each_lesion(study: Study) -> None:
    session = opened(study)
    say_ned_and_lock(session)
    session.mark(NODULE_MM)
    session.press_cavity(CavityLabel.LP)
    lesion = only_lesion(session)
    session.press_clear()
    session.lock()
    (read,) = study.state().reads.values()
    mask_id, frame = read.outlines[lesion.finding_id]
    assert session.case is not None
    assert frame == session.case.grid.frame
    assert study.masks.path(mask_id).exists()
