"""A case with two cavities: each is named where it is drawn, and the keys that choose one lead to it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.usecases.study import Study
from app.viewmodels.outlines import Line
from app.views.reading_page import ReadingPage
from imaging.nifti import write_volume
from imaging.volume import Mask
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT, ball, grid, make_study, points
from tests.in_the_window import Open, open_first, press, sign_in

SECOND_MM = np.array([-20.0, 14.0, 10.0])


def draw_second_cavity(study: Study) -> None:
    """A contour C2 on the reference scan, beside C1's."""
    (first,) = study.state().subjects[SUBJECT].cavities.values()
    mask = Mask(ball(points(grid(0)), SECOND_MM, 5.0), grid(0))
    staged = study.staging("second.nii")
    write_volume(mask, staged)
    second = first.model_copy(
        update={"cavity": "C2", "mask_id": study.masks.adopt(staged), "volume_ml": mask.voxel_sum_ml}
    )
    study.ledger.append_all([(f"subject/{SUBJECT}", second)], COORDINATOR)


@pytest.fixture
def page(qtbot: QtBot, opened: Open, tmp_path: Path) -> ReadingPage:
    study = make_study(tmp_path / "two")
    draw_second_cavity(study)
    study.close()
    window = opened(tmp_path / "two")
    sign_in(qtbot, window, READER, PASSWORD)
    return open_first(qtbot, window)


def test_k_and_home_lead_to_the_cavity_that_the_keys_speak_of(qtbot: QtBot, page: ReadingPage) -> None:
    assert page.slices.centre_mm == pytest.approx((0.0, 0.0, 0.0), abs=1.0)
    press(qtbot, page, "K")
    assert page.session.cavity == "C2"
    assert page.slices.centre_mm == pytest.approx(SECOND_MM, abs=1.0)
    page.slices.show_head()
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert page.slices.crosshair_mm == pytest.approx(SECOND_MM, abs=1.0)
    press(qtbot, page, "K")
    assert page.slices.centre_mm == pytest.approx((0.0, 0.0, 0.0), abs=1.0)


def test_a_cavity_is_named_at_its_outline_and_on_its_cards(qtbot: QtBot, page: ReadingPage) -> None:
    for key, name in (("1", "C1"), ("K1", "C2")):
        press(qtbot, page, key)
        outlines = [one for view in page.area.views for one in view.scene.outlines if one.line is Line.CAVITY]
        assert name in {one.name for one in outlines}
    cards = {finding.cavity: page.panel._card_of[finding.finding_id] for finding in page.session.findings(0)}
    for name in ("C1", "C2"):
        assert name in [label.text() for label in cards[name].findChildren(QLabel)]


def test_a_cavity_without_an_outline_leads_to_the_whole_head(page: ReadingPage) -> None:
    case = page.session.case
    assert case is not None
    page.slices.replace_case(replace(case, cavities={"C1": case.cavities["C1"]}))
    page.slices.set_cavity("C2")
    assert page.slices.field_mm > 60.0
