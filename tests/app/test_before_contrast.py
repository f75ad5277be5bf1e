"""Post − pre contrast within a visit, in the subtraction view."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.usecases.load_unenhanced import Unenhanced
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from imaging.dicom.selection import SeriesFacts, judge, says_unenhanced
from imaging.planes import Plane
from imaging.volume import Volume
from tests.app.reading_study import PASSWORD, READER
from tests.app.small_case import small_case
from tests.in_the_window import SHIFT, open_first, opener, press, sign_in

SUBTRACTION = ViewSpec(Shown.DIFFERENCE, Plane.AXIAL)

DESCRIPTIONS = [
    ("T1 MPRAGE nativ", True),
    ("T1w pre contrast", True),
    ("T1 SE ohne KM", True),
    ("T1 MPRAGE + Gd", False),
    ("T1 MPRAGE", False),  # nothing says whether contrast was given
    ("T2 FLAIR nativ", False),
]


@pytest.mark.parametrize(("description", "before"), DESCRIPTIONS)
def test_only_a_t1_that_says_so_is_from_before_contrast(description: str, before: bool) -> None:
    assert says_unenhanced(judge(SeriesFacts(number=1, description=description)).reason) is before


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(small_case(), current_index=1)
    made.subtract_unenhanced(True)
    return made


def before(model: SlicesModel, *, trusted: bool = True, fainter: float = 0.0) -> Unenhanced:
    """A scan from before contrast, fainter by a part of the window everywhere."""
    visit = model.visit
    assert visit is not None
    less = fainter * (visit.scale.one - visit.scale.zero)
    values = visit.display.values.astype(np.float32) - np.float32(less)
    return Unenhanced(Volume(values, visit.display.grid), visit.scale, trusted)


def give(model: SlicesModel, scan: Unenhanced | None) -> None:
    assert model.visit is not None
    model.set_unenhanced(model.visit, scan)


def test_what_took_up_contrast_is_brighter_and_what_did_not_is_black(model: SlicesModel) -> None:
    give(model, before(model))
    scene = model.scene(SUBTRACTION)
    assert scene.title == "Post − pre contrast"
    assert scene.picture is not None
    assert set(np.unique(model.pixels(scene.picture).levels)) == {128}
    give(model, before(model, fainter=1.0))
    assert scene.picture is not None
    assert model.pixels(scene.picture).levels.min() > 200


def test_the_baseline_too_can_be_compared_with_its_own_scan_from_before_contrast(model: SlicesModel) -> None:
    model.set_visit(model.baseline_index)
    give(model, before(model))
    assert model.scene(SUBTRACTION).notice == ""


def test_each_visit_tells_what_is_wanting(model: SlicesModel) -> None:
    assert model.wanted_unenhanced is model.visit
    assert "being laid" in model.scene(SUBTRACTION).notice
    give(model, None)
    assert model.wanted_unenhanced is None
    assert model.scene(SUBTRACTION).notice == "This time point has no T1 from before contrast"
    give(model, before(model, trusted=False))
    assert "not trusted" in model.scene(SUBTRACTION).notice
    model.subtract_unenhanced(False)
    assert model.scene(SUBTRACTION).title == "Current − baseline"


def test_in_a_read_the_key_shows_it_and_takes_it_back(qtbot: QtBot, study_folder: Path, tmp_path: Path) -> None:
    window = opener(qtbot, tmp_path / "settings.json")(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    qtbot.keyClick(page, Qt.Key.Key_S, SHIFT)
    qtbot.waitUntil(lambda: page.slices.wanted_unenhanced is None)
    shown = page.area.view(Shown.DIFFERENCE, Plane.AXIAL).scene
    assert shown is not None
    assert shown.notice == "This time point has no T1 from before contrast"
    press(qtbot, page, "S")
    assert not page.slices.subtracts_unenhanced


def test_the_automatic_window_asks_no_other_visit(model: SlicesModel) -> None:
    give(model, before(model))
    model.auto_window([SUBTRACTION])
    alone = model.window
    model.auto_window([ViewSpec(Shown.CURRENT, Plane.AXIAL)])
    assert model.window == alone
