from dataclasses import replace

import numpy as np
import pytest

from app.usecases.mark_lesion import MarkedLesion
from app.viewmodels.findings import BRAIN, FindingsEditor, Place, is_measurable, lesion_name, placed
from imaging.geometry import Grid
from imaging.volume import Mask
from review_schema.finding import Finding, LesionMeasure
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment, FindingStatus, LmdPattern

C1, C2 = Place(Compartment.CAVITY, "C1"), Place(Compartment.CAVITY, "C2")


class Counted:
    """An editor whose changes are counted."""

    def __init__(self) -> None:
        self.changes = 0
        self.editor = FindingsEditor(self._changed)

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def counted() -> Counted:
    return Counted()


def marked(cavity: str | None = "C1", centre: tuple[float, float, float] = (1.0, 2.0, 3.0)) -> MarkedLesion:
    measure = LesionMeasure(centre_mm=centre, longest_diameter_mm=6.0, perpendicular_diameter_mm=5.0, volume_ml=0.1)
    outline = Mask(np.ones((1, 1, 1), dtype=bool), Grid((1, 1, 1), np.eye(4), "1.2"))
    return MarkedLesion(measure, cavity, True, "1.9 mm from the cavity", outline, measurable=False)


def codes(editor: FindingsEditor, place: Place) -> list[str]:
    return [label.value for label in editor.labels(place)]


def test_a_key_sets_a_label_and_the_same_key_takes_it_back(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    assert codes(counted.editor, C1) == ["NED"]
    counted.editor.press(C1, CavityLabel.NED)
    assert codes(counted.editor, C1) == []


def test_compartments_do_not_touch_each_other(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    counted.editor.press(C2, CavityLabel.LP)
    counted.editor.press(BRAIN, BrainLabel.DP)
    assert [codes(counted.editor, place) for place in (C1, C2, BRAIN)] == [["NED"], ["LP"], ["DP"]]


@pytest.mark.parametrize("exclusive", [CavityLabel.NED, CavityLabel.NE, CavityLabel.STABLE])
def test_an_exclusive_label_displaces_statements_and_is_displaced_by_them(
    counted: Counted, exclusive: CavityLabel
) -> None:
    counted.editor.press(C1, CavityLabel.RN)
    counted.editor.press(C1, exclusive)
    assert codes(counted.editor, C1) == [exclusive.value]
    counted.editor.press(C1, CavityLabel.RN)
    assert codes(counted.editor, C1) == ["RN"]


def test_lp_and_rn_may_stand_together(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.LP)
    counted.editor.press(C1, CavityLabel.RN)
    assert codes(counted.editor, C1) == ["LP", "RN"]


def test_ne_waits_for_its_reason(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NE)
    (finding,) = counted.editor.draft.findings
    assert finding.ne_reason == ""
    counted.editor.edit(finding.finding_id, ne_reason="motion")
    assert counted.editor.draft.findings[0].ne_reason == "motion"


def test_no_label_is_set_by_marking(counted: Counted) -> None:
    counted.editor.mark("L1", marked())
    assert counted.editor.draft.findings == ()
    assert counted.editor.draft.pending is not None


def test_the_next_label_key_names_the_marked_lesion(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    counted.editor.mark("L1", marked())
    counted.editor.press(C1, CavityLabel.LP)
    (finding,) = counted.editor.draft.findings
    assert (finding.lesion, finding.label, finding.cavity) == ("L1", CavityLabel.LP, "C1")
    assert counted.editor.draft.pending is None


def test_a_marked_lesion_belongs_to_the_nearest_cavity_whichever_the_keys_speak_of(counted: Counted) -> None:
    counted.editor.mark("L1", marked(cavity="C2"))
    counted.editor.press(C1, CavityLabel.LP)
    assert placed(counted.editor.draft.findings[0]) == C2


def test_a_brain_key_makes_the_marked_lesion_distant(counted: Counted) -> None:
    counted.editor.mark("D1", marked())
    counted.editor.press(BRAIN, BrainLabel.DP)
    (finding,) = counted.editor.draft.findings
    assert (finding.compartment, finding.cavity) == (Compartment.BRAIN, None)


@pytest.mark.parametrize("label", [CavityLabel.NED, CavityLabel.NE])
def test_a_label_without_a_place_does_not_name_the_marked_lesion(counted: Counted, label: CavityLabel) -> None:
    counted.editor.mark("L1", marked())
    counted.editor.press(C1, label)
    assert counted.editor.draft.pending is not None
    assert codes(counted.editor, C1) == [label.value]


def test_clearing_says_ned_only_where_nothing_was_said_and_is_one_step(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.RN)
    counted.editor.clear([C1, C2, BRAIN])
    assert [codes(counted.editor, place) for place in (C1, C2, BRAIN)] == [["RN"], ["NED"], ["NED"]]
    counted.editor.undo()
    assert [codes(counted.editor, place) for place in (C1, C2, BRAIN)] == [["RN"], [], []]


def test_every_edit_can_be_taken_back_in_turn(counted: Counted) -> None:
    editor = counted.editor
    states = [editor.draft]
    editor.press(C1, CavityLabel.NED)
    states.append(editor.draft)
    editor.mark("L1", marked())
    states.append(editor.draft)
    editor.press(C1, CavityLabel.LP)
    states.append(editor.draft)
    editor.edit(editor.draft.findings[-1].finding_id, certainty=5, status=FindingStatus.CONFIRMED)
    states.append(editor.draft)
    editor.delete(editor.draft.findings[-1].finding_id)
    last = editor.draft
    for state in reversed(states):
        editor.undo()
        assert editor.draft == state
    assert not editor.can_undo
    for state in (*states[1:], last):
        editor.redo()
        assert editor.draft == state


def test_after_another_edit_nothing_is_done_again(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    counted.editor.undo()
    counted.editor.press(C1, CavityLabel.RN)
    counted.editor.redo()
    assert codes(counted.editor, C1) == ["RN"]


def test_an_edit_that_changes_nothing_is_no_step(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    (finding,) = counted.editor.draft.findings
    counted.editor.edit(finding.finding_id, certainty=finding.certainty)
    counted.editor.drop_pending()
    assert counted.changes == 1


def test_dropping_the_mark_leaves_the_labels(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.STABLE)
    counted.editor.mark("L1", marked())
    counted.editor.drop_pending()
    assert counted.editor.draft.pending is None
    assert codes(counted.editor, C1) == ["STABLE"]


def test_an_edit_that_breaks_a_rule_of_the_record_is_refused(counted: Counted) -> None:
    counted.editor.press(BRAIN, BrainLabel.LMD)
    (finding,) = counted.editor.draft.findings
    counted.editor.edit(finding.finding_id, lmd_pattern=LmdPattern.NODULAR)
    with pytest.raises(ValueError, match="certainty"):
        counted.editor.edit(finding.finding_id, certainty=9)
    assert counted.editor.draft.findings[0].lmd_pattern is LmdPattern.NODULAR


def test_opening_another_visit_forgets_the_steps(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    counted.editor.open(())
    assert not counted.editor.can_undo


def test_a_renamed_lesion_keeps_its_outline(counted: Counted) -> None:
    counted.editor.mark("L2", marked())
    counted.editor.press(C1, CavityLabel.LP)
    counted.editor.rename_lesion(counted.editor.draft.findings[0].finding_id, "L1")
    assert counted.editor.draft.findings[0].lesion == "L1"
    assert counted.editor.mark_of(counted.editor.draft.findings[0]) is not None


def test_a_lesion_of_the_same_name_at_another_visit_has_no_mark_here(counted: Counted) -> None:
    counted.editor.mark("L1", marked())
    counted.editor.press(C1, CavityLabel.LP)
    assert counted.editor.mark_of(lesion("L1", (40.0, 0.0, 0.0))) is None


def test_a_lesion_goes_to_its_own_cavity_whichever_the_keys_speak_of(counted: Counted) -> None:
    counted.editor.press(C1, CavityLabel.NED)
    counted.editor.press(Place(Compartment.CAVITY, "C2"), CavityLabel.NED)
    counted.editor.mark("L1", replace(marked(), cavity="C2"))
    counted.editor.press(C1, CavityLabel.LP)
    assert [(finding.cavity, finding.label.value) for finding in counted.editor.draft.findings] == [
        ("C1", "NED"),
        ("C2", "LP"),
    ]


def lesion(name: str, centre: tuple[float, float, float]) -> Finding:
    return Finding(
        finding_id=name,
        compartment=Compartment.CAVITY,
        cavity="C1",
        label=CavityLabel.LP,
        lesion=name,
        measure=replace(marked(), measure=marked(centre=centre).measure).measure,
    )


def test_a_mark_near_an_earlier_lesion_is_proposed_as_that_lesion() -> None:
    known = [lesion("L1", (0, 0, 0)), lesion("L2", (30, 0, 0))]
    assert lesion_name((27.0, 0.0, 0.0), near_cavity=True, known=known) == "L2"


def test_a_mark_far_from_all_gets_the_next_free_name() -> None:
    known = [lesion("L1", (0, 0, 0)), lesion("D1", (90, 0, 0))]
    assert lesion_name((50.0, 0.0, 0.0), near_cavity=True, known=known) == "L2"
    assert lesion_name((50.0, 0.0, 0.0), near_cavity=False, known=known) == "D2"


@pytest.mark.parametrize(("longest", "across", "expected"), [(10.0, 5.0, True), (9.9, 5.0, False), (12.0, 4.9, False)])
def test_a_lesion_is_measurable_from_ten_by_five_mm(longest: float, across: float, expected: bool) -> None:
    measure = LesionMeasure(
        centre_mm=(0, 0, 0), longest_diameter_mm=longest, perpendicular_diameter_mm=across, volume_ml=0.1
    )
    assert is_measurable(measure) is expected
