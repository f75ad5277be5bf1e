"""The verdict about a marked lesion: measures, owner, boundary and the sentence."""

import numpy as np
import pytest

from app.usecases.mark_lesion import MarkedLesion, mark_lesion, mark_outline, verdict_sentence
from imaging.errors import FrameMismatch, NoLesionHere
from imaging.margin import CavitySurface, surface_of
from imaging.volume import Volume
from review_schema.charter import Charter
from review_schema.finding import LesionMeasure, SurfaceDistances
from tests.imaging.shapes import Ellipsoid, grid_around, sphere

FINE = (1.0, 1.0, 1.0)
CHARTER = Charter()
Place = tuple[float, float, float]


def cavity(radius_mm: float = 10.0, centre: Place = (0.0, 0.0, 0.0), frame: str = "1.2.3") -> CavitySurface:
    return surface_of(sphere(radius_mm, centre).mask(grid_around(FINE, 70.0, frame=frame)))


def marked(
    body: Ellipsoid,
    *,
    baseline: dict[str, CavitySurface] | None = None,
    current: dict[str, CavitySurface] | None = None,
    error_mm: float | None = 0.3,
    trusted: bool = True,
    reason: str = "",
    charter: Charter = CHARTER,
) -> MarkedLesion:
    return mark_outline(
        body.mask(grid_around((0.7, 0.7, 0.7), 90.0)),
        baseline={"C1": cavity()} if baseline is None else baseline,
        current=current or {},
        registration_error_mm=error_mm,
        trusted=trusted,
        charter=charter,
        reason=reason,
    )


def measured(shortest_mm: float, *, error_mm: float | None = 0.3, boundary: bool = False) -> LesionMeasure:
    return LesionMeasure(
        centre_mm=(0.0, 0.0, 0.0),
        longest_diameter_mm=6.0,
        perpendicular_diameter_mm=5.0,
        volume_ml=0.1,
        to_baseline=SurfaceDistances(shortest_mm=shortest_mm, centroid_mm=shortest_mm + 3, greatest_mm=shortest_mm + 6),
        registration_error_mm=error_mm,
        boundary=boundary,
    )


SENTENCES = {
    "inside": (
        measured(2.0),
        "2.0 mm from the cavity: inside the 5 mm margin; "
        "would change if the registration were off by 3.0 mm (estimated error 0.3 mm)",
    ),
    "outside": (
        measured(40.9),
        "40.9 mm from the cavity: outside the 5 mm margin; "
        "would change if the registration were off by 35.9 mm (estimated error 0.3 mm)",
    ),
    "overlapping": (
        measured(-1.2),
        "reaches 1.2 mm into the cavity: inside the 5 mm margin; "
        "would change if the registration were off by 6.2 mm (estimated error 0.3 mm)",
    ),
    "boundary": (
        measured(5.6, boundary=True),
        "5.6 mm from the cavity: outside the 5 mm margin, but within doubt of the 5 mm line: to be adjudicated "
        "(estimated error 0.3 mm)",
    ),
    "on the reference scan": (
        measured(2.0, error_mm=0.0),
        "2.0 mm from the cavity: inside the 5 mm margin; would change if the outline were off by 3.0 mm",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_the_verdict_reads_as_a_sentence(case: str) -> None:
    measure, sentence = SENTENCES[case]
    assert verdict_sentence(measure, CHARTER) == sentence


@pytest.mark.parametrize("shortest_mm", [2.0, 5.6, -1.2])
def test_on_the_baseline_the_sentence_does_not_tell_the_reference_scan_from_another(shortest_mm: float) -> None:
    # After IORT the visit is the reference itself; before HSRT it is registered, and has a cavity of the day.
    now = SurfaceDistances(shortest_mm=shortest_mm + 4, centroid_mm=9.0, greatest_mm=12.0)
    boundary = shortest_mm > 4
    itself = measured(shortest_mm, error_mm=0.0, boundary=boundary)
    registered = measured(shortest_mm, error_mm=0.3, boundary=boundary).model_copy(update={"to_current": now})
    said = {verdict_sentence(measure, CHARTER, on_baseline=True) for measure in (itself, registered)}
    assert len(said) == 1
    assert said.pop().endswith("(estimated error within 1 mm)")


def test_on_the_baseline_an_error_that_matters_is_told() -> None:
    assert "(estimated error 1.4 mm)" in verdict_sentence(measured(2.0, error_mm=1.4), CHARTER, on_baseline=True)


def test_the_sentence_names_the_owner_and_the_charter_s_margin() -> None:
    said = verdict_sentence(measured(2.0), Charter(margin_mm=3.0), cavity="C2")
    assert said.startswith("2.0 mm from cavity C2: inside the 3 mm margin; would change if")
    assert "off by 1.0 mm" in said


def test_distances_are_shortest_centroid_and_greatest() -> None:
    lesion = marked(sphere(3.0, (15.0, 0.0, 0.0)))
    near = lesion.measure.to_baseline
    assert near is not None
    assert near.shortest_mm == pytest.approx(2.0, abs=0.25)
    assert near.centroid_mm == pytest.approx(5.0, abs=0.25)
    assert near.greatest_mm == pytest.approx(8.0, abs=0.25)
    assert lesion.measure.longest_diameter_mm == pytest.approx(6.0, abs=0.4)
    assert (lesion.cavity, lesion.inside_margin, lesion.measure.boundary) == ("C1", True, False)
    assert lesion.sentence.endswith("(estimated error 0.3 mm)")


@pytest.mark.parametrize(
    ("gap_mm", "error_mm", "inside", "boundary"),
    [
        (2.0, 0.3, True, False),
        (4.4, 0.3, True, True),
        (5.6, 0.3, False, True),
        (7.5, 0.3, False, False),
        (7.5, 3.0, False, True),
        (2.0, 3.2, True, True),
        (-2.0, 0.3, True, False),
    ],
)
def test_the_boundary_is_as_wide_as_the_charter_or_the_registration_error(
    gap_mm: float, error_mm: float, inside: bool, boundary: bool
) -> None:
    lesion = marked(sphere(4.0, (14.0 + gap_mm, 0.0, 0.0)), error_mm=error_mm)
    assert lesion.inside_margin is inside
    assert lesion.measure.boundary is boundary
    assert ("to be adjudicated" in lesion.sentence) is boundary


def test_a_lesion_that_straddles_the_line_is_inside() -> None:
    lesion = marked(Ellipsoid((8.0, 3.0, 3.0), (21.0, 0.0, 0.0)))
    near = lesion.measure.to_baseline
    assert near is not None
    assert near.shortest_mm < 5 < near.greatest_mm
    assert lesion.inside_margin is True


def test_the_nearest_cavity_owns_the_lesion() -> None:
    both = {"C1": cavity(), "C2": cavity(6.0, (28.0, 0.0, 0.0))}
    lesion = marked(sphere(3.0, (17.0, 0.0, 0.0)), baseline=both, current={"C1": cavity(8.0)})
    assert lesion.cavity == "C2"
    assert "cavity C2" in lesion.sentence
    assert lesion.measure.to_current is None  # the owner has no contour of today


def test_without_trust_there_is_no_number() -> None:
    lesion = marked(sphere(3.0, (15.0, 0.0, 0.0)), trusted=False, error_mm=6.0, reason="the halves disagree")
    assert lesion.measure.to_baseline is None
    assert lesion.inside_margin is None
    assert lesion.measure.boundary is False
    assert lesion.sentence == "No distance: the registration is not to be trusted (the halves disagree)"


def test_without_trust_the_visit_s_own_contour_still_measures() -> None:
    lesion = marked(sphere(3.0, (15.0, 0.0, 0.0)), trusted=False, current={"C1": cavity(9.0)})
    assert lesion.cavity == "C1"
    assert lesion.measure.to_current is not None
    assert lesion.measure.to_current.shortest_mm == pytest.approx(3.0, abs=0.25)
    assert lesion.sentence == "No distance: the registration is not to be trusted"


def test_without_a_cavity_nothing_is_claimed() -> None:
    lesion = marked(sphere(3.0, (15.0, 0.0, 0.0)), baseline={})
    assert (lesion.cavity, lesion.inside_margin, lesion.measure.to_baseline) == (None, None, None)
    assert lesion.sentence == "No distance: no cavity is contoured on the baseline scan"


def test_a_disagreement_between_baseline_and_present_contour_is_told() -> None:
    shrunken = marked(sphere(3.0, (15.0, 0.0, 0.0)), current={"C1": cavity(5.0)})
    assert "; 7.0 mm from the present cavity: outside the 5 mm margin there" in shrunken.sentence.replace("6.9", "7.0")
    same = marked(sphere(3.0, (15.0, 0.0, 0.0)), current={"C1": cavity(9.5)})
    assert "present" not in same.sentence


@pytest.mark.parametrize(
    ("axes", "measurable"), [((6.0, 6.0, 6.0), True), ((4.0, 4.0, 4.0), False), ((9.0, 2.0, 2.0), False)]
)
def test_measurable_lesions_have_ten_by_five_millimetres(axes: Place, measurable: bool) -> None:
    assert marked(Ellipsoid(axes, (20.0, 0.0, 0.0))).measurable is measurable


def test_one_click_outlines_measures_and_says_it() -> None:
    grid = grid_around(FINE, 70.0)
    values = np.full(grid.shape, 600.0)
    values[sphere(4.0, (16.0, 0.0, 0.0)).mask(grid).values] = 1200.0
    values[sphere(10.0).mask(grid).values] = 150.0
    volume = Volume(values + np.random.default_rng(1).normal(0, 15, grid.shape), grid)

    def clicked(place: Place) -> MarkedLesion:
        return mark_lesion(
            volume,
            place,
            baseline={"C1": cavity()},
            current={},
            registration_error_mm=0.2,
            trusted=True,
            charter=CHARTER,
        )

    lesion = clicked((17.0, 1.0, 0.0))
    assert lesion.measure.to_baseline is not None
    assert lesion.measure.to_baseline.shortest_mm == pytest.approx(2.0, abs=0.5)
    assert lesion.measure.centre_mm == pytest.approx((16.0, 0.0, 0.0), abs=0.5)
    assert lesion.outline.grid.frame == grid.frame
    with pytest.raises(NoLesionHere):
        clicked((-25.0, 0.0, 0.0))


def test_surfaces_of_another_frame_are_refused() -> None:
    with pytest.raises(FrameMismatch):
        marked(sphere(3.0, (15.0, 0.0, 0.0)), baseline={"C1": cavity(frame="9.9")})
