"""The lines over the pictures: which are drawn on which visit, where they run, and what a filled one covers."""

from dataclasses import replace

import numpy as np
import pytest

from app.usecases.open_case import RegistrationFacts
from app.viewmodels.outlines import LEAST_DOUBT_PX, Line, Outline, Overlay, ShownLesion
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from imaging.planes import Plane, screen_of
from imaging.volume import Mask
from tests.app.small_case import (
    CAVITY_CENTRE,
    CAVITY_RADIUS,
    DOUBTFUL,
    SPOT,
    TRUSTED,
    display_grid,
    lattice,
    small_case,
)

ROUGH_MM = 1.1
"""The small case's cavity is drawn in voxels of 2 mm."""


def opened(registration: RegistrationFacts = TRUSTED) -> SlicesModel:
    model = SlicesModel()
    model.set_case(small_case(registration=registration), current_index=1)
    return model


def drawn(model: SlicesModel, line: Line, shown: Shown = Shown.CURRENT, plane: Plane = Plane.AXIAL) -> list[Outline]:
    return [outline for outline in model.scene(ViewSpec(shown, plane)).outlines if outline.line is line]


def away_mm(plane: Plane, path: np.ndarray) -> float:
    """The mean distance of a line's points from the sphere that the cavity is, in a slice through its middle."""
    return float((np.linalg.norm(path - screen_of(plane, CAVITY_CENTRE), axis=1) - CAVITY_RADIUS).mean())


@pytest.mark.parametrize("plane", list(Plane))
@pytest.mark.parametrize("error_mm", [0.2, 0.9, 2.5])
def test_the_doubt_reaches_by_the_registration_s_error_to_both_sides_of_the_margin(
    plane: Plane, error_mm: float
) -> None:
    model = opened(replace(TRUSTED, error_mm=error_mm))
    (doubt,) = drawn(model, Line.DOUBT, plane=plane)
    (margin,) = drawn(model, Line.MARGIN, plane=plane)
    inner, outer = sorted(away_mm(plane, path) for path in doubt.paths)
    (middle,) = (away_mm(plane, path) for path in margin.paths)
    assert middle == pytest.approx(5.0, abs=ROUGH_MM)
    assert (inner - middle, outer - middle) == (pytest.approx(-error_mm, abs=0.05), pytest.approx(error_mm, abs=0.05))
    assert doubt.size_mm == error_mm
    for path in doubt.paths:
        assert np.array_equal(path[0], path[-1]), "the zone is closed, or it would be filled across"


@pytest.mark.parametrize(
    ("what", "registration", "shown"),
    [
        ("the baseline, whichever scan it is", TRUSTED, Shown.BASELINE),
        ("a visit whose registration is not trusted", DOUBTFUL, Shown.CURRENT),
        ("a visit of which no error is known", replace(TRUSTED, error_mm=None), Shown.CURRENT),
        ("the reference scan itself", replace(TRUSTED, error_mm=0.0), Shown.CURRENT),
    ],
)
def test_no_doubt_is_drawn_on(what: str, registration: RegistrationFacts, shown: Shown) -> None:
    model = opened(registration)
    assert not drawn(model, Line.DOUBT, shown), what
    assert drawn(model, Line.MARGIN, shown)


def test_the_baseline_looks_the_same_whether_it_is_the_reference_scan_or_was_registered() -> None:
    case = small_case()
    told = []
    for facts in (RegistrationFacts(0.0, True, ""), RegistrationFacts(0.9, True, "")):
        model = SlicesModel()
        model.set_case(case.with_visit_at(0, replace(case.visits[0], registration=facts)), current_index=1)
        outlines = model.scene(ViewSpec(Shown.BASELINE, Plane.AXIAL)).outlines
        told.append([(one.line, one.size_mm, one.doubtful, one.name) for one in outlines])
    assert told[0] == told[1]


def test_the_doubt_goes_with_the_margin_and_follows_its_width() -> None:
    model = opened()
    model.next_margin()
    (doubt,) = drawn(model, Line.DOUBT)
    assert sorted(round(away_mm(Plane.AXIAL, path)) for path in doubt.paths) == [3, 3]
    model.next_margin()
    (doubt,) = drawn(model, Line.DOUBT)
    assert sorted(round(away_mm(Plane.AXIAL, path)) for path in doubt.paths) == [10, 10]
    model.switch(Overlay.MARGIN, False)
    assert not drawn(model, Line.DOUBT)


def test_a_doubt_finer_than_a_line_is_not_drawn() -> None:
    (doubt,) = drawn(opened(replace(TRUSTED, error_mm=0.3)), Line.DOUBT)
    assert not doubt.is_seen(0.99 * LEAST_DOUBT_PX / 0.3)
    assert doubt.is_seen(1.01 * LEAST_DOUBT_PX / 0.3)
    (margin,) = drawn(opened(), Line.MARGIN)
    assert margin.is_seen(0.01)


def test_a_filled_margin_leaves_the_cavity_out() -> None:
    model = opened()
    (margin,), (cavity_line,) = drawn(model, Line.MARGIN), drawn(model, Line.CAVITY)
    assert [path.tolist() for path in margin.hole] == [path.tolist() for path in cavity_line.paths]


def test_a_lesion_s_region_can_be_filled_but_not_the_circle_that_stands_for_one() -> None:
    model = opened()
    model.set_crosshair(SPOT)
    model.set_lesions([ShownLesion("L1", SPOT)])
    (circle,) = drawn(model, Line.LESION)
    assert not circle.is_region
    model.set_crosshair(CAVITY_CENTRE)
    assert drawn(model, Line.CAVITY)[0].is_region


def test_a_film_strip_remembers_the_lesions_of_each_visit_at_their_size() -> None:
    model = opened()
    model.set_crosshair(SPOT)
    model.set_lesions([], {0: [ShownLesion("L1", SPOT, radius_mm=6.5)]})

    def of(spec: ViewSpec) -> list[Outline]:
        return [outline for outline in model.scene(spec).outlines if outline.line is Line.LESION]

    (circle,) = of(ViewSpec(Shown.VISIT, Plane.AXIAL, visit=0))
    radii = np.linalg.norm(circle.paths[0] - screen_of(Plane.AXIAL, SPOT), axis=1)
    assert radii == pytest.approx(6.5, abs=1e-6)
    assert circle.name == "L1"
    for spec in (
        ViewSpec(Shown.VISIT, Plane.AXIAL, visit=1),
        ViewSpec(Shown.CURRENT, Plane.AXIAL),
        ViewSpec(Shown.BASELINE, Plane.AXIAL),
    ):
        assert of(spec) == []
    model.switch(Overlay.LESIONS, False)
    assert of(ViewSpec(Shown.VISIT, Plane.AXIAL, visit=0)) == []


def test_outlines_stay_filled_from_case_to_case() -> None:
    model = opened()
    assert not model.scene(ViewSpec(Shown.CURRENT, Plane.AXIAL)).filled
    model.fill()
    model.set_case(small_case(), current_index=1)
    assert model.scene(ViewSpec(Shown.CURRENT, Plane.AXIAL)).filled
    model.fill()
    assert not model.filled


@pytest.mark.parametrize("registration", [TRUSTED, DOUBTFUL])
def test_a_slice_seen_again_is_drawn_with_the_same_outlines(registration: RegistrationFacts) -> None:
    model = opened(registration)
    spec = ViewSpec(Shown.CURRENT, Plane.AXIAL)
    before = model.scene(spec).outlines
    model.set_window(0.4, 0.9)
    assert all(new is old for new, old in zip(model.scene(spec).outlines, before, strict=True))


@pytest.mark.parametrize("plane", list(Plane))
def test_a_lesion_s_outline_follows_the_surface_it_is_measured_by_not_the_edges_of_its_voxels(plane: Plane) -> None:
    model = opened()
    model.set_crosshair(SPOT)
    ball = Mask(np.linalg.norm(lattice(display_grid()) - np.array(SPOT), axis=-1) <= 8.0, display_grid())
    model.set_lesions([ShownLesion("L1", SPOT, ball)])
    (lesion,) = drawn(model, Line.LESION, plane=plane)
    assert lesion.is_region
    (path,) = lesion.paths
    radii = np.linalg.norm(path - screen_of(plane, SPOT), axis=1)
    assert radii.mean() == pytest.approx(8.0, abs=0.5)
    assert np.ptp(radii) < 1.0, "voxels have an edge of 2 mm"
