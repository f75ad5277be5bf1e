"""The evolution of a read: what was marked and what was measured at the wall, over the visits opened so far.

Nothing of a visit that is not open yet is measured or shown. Figures are proposals; no label comes of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.usecases.measure_evolution import measure_walls
from app.usecases.open_case import CaseVisit, OpenCase
from app.viewmodels.jobs import Jobs
from app.viewmodels.observable import Observable
from app.viewmodels.read_session import ReadSession
from app.words import Said
from imaging.enhancement import ENHANCING, CavityWall
from review_schema.finding import Finding
from review_schema.vocabulary import FindingStatus

UNTRUSTED = "not measured: the registration is not trusted"
NOT_REGISTERED = "not measured: not registered"
NO_CAVITY = "not measured: no cavity is drawn"
BESIDE = "not measured: the wall is not on the scan"
MEASURING = "measuring …"
COUNTED = Said(
    "Counted is what is at least {percent} % brighter than white matter: a rim that stands out from dark oedema only, "
    "no brighter than white matter, reads 0.",
    percent=round(100.0 * (ENHANCING - 1.0)),
)
"""Why a rim that looks closed on the pictures may be patchy on the wall."""


@dataclass(frozen=True)
class Point:
    """One figure at one visit."""

    visit: int
    value: float


@dataclass(frozen=True)
class Series:
    """One line of the chart. `style` tells markers, dashes and colours apart; equal styles are equal things."""

    name: str
    unit: str  # mm, ml
    style: int
    points: tuple[Point, ...]


@dataclass(frozen=True, eq=False)
class Strip:
    """One visit, and its wall unrolled.

    Attributes:
        visit: index of the visit.
        place: 0 at the left end of the time axis, 1 at its right end.
        label: months since surgery, as the timeline shows them.
        shown: it is on the screen now.
        unrolled_mm: thickness of the rim, shape (heights from superior, azimuths clockwise from anterior), NaN: not
            measured; None: nothing was.
        figures: mean and greatest thickness, in words; empty: none.
        gap: why there are no figures; empty: there are.
        thickest: row and column of the thickest patch; None: nothing enhances.
    """

    visit: int
    place: float
    label: str
    shown: bool
    unrolled_mm: NDArray[np.float32] | None
    figures: str
    gap: str
    thickest: tuple[int, int] | None


@dataclass(frozen=True, eq=False)
class EvolutionScene:
    """All that chart and unrolled wall show."""

    cavity: str
    strips: tuple[Strip, ...]
    series: tuple[Series, ...]


EMPTY = EvolutionScene("", (), ())


class EvolutionModel(Observable):
    """Measures the opened visits of a read in the background, while it is watched, each once."""

    def __init__(self, session: ReadSession, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._walls: dict[object, Mapping[str, CavityWall]] = {}
        self._faults: dict[object, str] = {}
        self._working = False
        self.watched = False

    def watch(self, watched: bool) -> None:
        """Whether anybody looks: nothing is measured before."""
        self.watched = watched
        if watched:
            self.follow()

    def follow(self) -> None:
        """The read changed: measure what is missing, and tell."""
        self._measure()
        self.notify()

    @property
    def cavity(self) -> str:
        """The cavity that is shown: the one that the label keys speak of."""
        case, chosen = self._session.case, self._session.cavity
        drawn = tuple(case.cavities) if case is not None else ()
        return chosen if chosen in drawn else next(iter(drawn), "")

    def scene(self) -> EvolutionScene:
        """The read as it stands."""
        case = self._session.case
        if case is None:
            return EMPTY
        visits, cavity = case.visits, self.cavity
        walls = [self._wall(visit, cavity) for visit in visits]
        places = places_of([visit.timepoint.months for visit in visits])
        strips = tuple(
            self._strip(index, place, visit, wall)
            for index, (place, visit, wall) in enumerate(zip(places, visits, walls, strict=True))
        )
        return EvolutionScene(
            cavity, strips, (*self._lesions(len(visits)), *_wall_series(walls, cavity, case.margin_mm))
        )

    def place_mm(self, visit: int, patch: tuple[int, int] | None = None) -> tuple[float, float, float] | None:
        """LPS mm of a patch (row, column) of the wall, of the thickest one if None; None where nothing is there."""
        case = self._session.case
        if case is None or not 0 <= visit < len(case.visits):
            return None
        wall = self._wall(case.visits[visit], self.cavity)
        found = wall.thickest if wall is not None and patch is None else patch
        if wall is None or found is None:
            return None
        x, y, z = (float(n) for n in wall.places_mm[found])
        return (x, y, z)

    # Inside

    def _strip(self, index: int, place: float, visit: CaseVisit, wall: CavityWall | None) -> Strip:
        shown = index == self._session.index
        if wall is None or wall.rim_mean_mm is None or wall.rim_max_mm is None:
            gap = self._gap(visit, wall)
            return Strip(index, place, visit.timepoint.label, shown, None, "", gap, None)
        figures = Said("{mean:.1f} · {greatest:.1f}", mean=wall.rim_mean_mm, greatest=wall.rim_max_mm)
        return Strip(index, place, visit.timepoint.label, shown, wall.unrolled_mm, figures, "", wall.thickest)

    def _gap(self, visit: CaseVisit, wall: CavityWall | None) -> str:
        facts = visit.registration
        if facts.error_mm is None:
            return NOT_REGISTERED
        if not facts.trusted:
            return UNTRUSTED
        if not self.cavity:
            return NO_CAVITY
        if wall is not None:
            return BESIDE
        return self._faults.get(_key(visit), MEASURING)

    def _wall(self, visit: CaseVisit, cavity: str) -> CavityWall | None:
        return self._walls.get(_key(visit), {}).get(cavity)

    def _lesions(self, visits: int) -> list[Series]:
        series: list[Series] = []
        for order, lesion in enumerate(self._session.known_lesions()):
            seen = [
                (index, finding.measure)
                for index in range(visits)
                if (finding := _finding_of(lesion, self._session.findings(index))) is not None
                and finding.measure is not None
            ]
            spans = tuple(Point(index, measure.longest_diameter_mm) for index, measure in seen)
            volumes = tuple(Point(index, measure.volume_ml) for index, measure in seen)
            series.append(Series(Said("{lesion} longest diameter", lesion=lesion), "mm", 2 + order, spans))
            series.append(Series(Said("{lesion} volume", lesion=lesion), "ml", 2 + order, volumes))
        return [one for one in series if one.points]

    def _measure(self) -> None:
        case = self._session.case
        if not self.watched or self._working or case is None:
            return
        visit = next((one for one in case.visits if self._wants(case, one)), None)
        if visit is None:
            return
        key = _key(visit)
        self._working = True
        self._jobs.start(
            "measure the wall",
            lambda progress, cancelled: measure_walls(case, visit, cancelled),
            done=lambda walls: self._measured(key, walls),
            failed=lambda line: self._failed(key, line),
        )

    def _wants(self, case: OpenCase, visit: CaseVisit) -> bool:
        key = _key(visit)
        return bool(case.cavities) and visit.registration.trusted and key not in {*self._walls, *self._faults}

    def _measured(self, key: object, walls: Mapping[str, CavityWall]) -> None:
        self._walls[key] = walls
        self._working = False
        self.follow()

    def _failed(self, key: object, line: str) -> None:
        self._faults[key] = line
        self._working = False
        self.follow()


def _key(visit: CaseVisit) -> object:
    """What the figures of a visit rest on: scan, registration, baseline contours (`basis`), contours of its own."""
    own = tuple((name, surface.volume_ml) for name, surface in sorted(visit.current_cavities.items()))
    return (visit.timepoint.timepoint_id, visit.basis, visit.reference_from_native.matrix.tobytes(), own)


def places_of(months: Sequence[float | None]) -> list[float]:
    """Where visits stand between the ends of the time axis: by their months, evenly where some are unknown."""
    known = [month for month in months if month is not None]
    if len(known) == len(months) and len(known) > 1 and max(known) > min(known):
        return [(month - min(known)) / (max(known) - min(known)) for month in known]
    return [order / max(1, len(months) - 1) for order in range(len(months))]


def _finding_of(lesion: str, findings: Sequence[Finding]) -> Finding | None:
    standing = (one for one in findings if one.lesion == lesion and one.status is not FindingStatus.WITHDRAWN)
    return next(standing, None)


def _wall_series(walls: Sequence[CavityWall | None], cavity: str, margin_mm: float) -> list[Series]:
    seen = [
        (index, wall.rim_mean_mm, wall.rim_max_mm, wall.enhancing_ml)
        for index, wall in enumerate(walls)
        if wall is not None and wall.rim_mean_mm is not None and wall.rim_max_mm is not None
    ]
    if not seen:
        return []
    within = Said("{cavity} enhancing within {mm:g} mm", cavity=cavity, mm=margin_mm)
    return [
        Series(
            Said("{cavity} rim, greatest", cavity=cavity),
            "mm",
            1,
            tuple(Point(index, most) for index, _, most, _ in seen),
        ),
        Series(
            Said("{cavity} rim, mean", cavity=cavity), "mm", 0, tuple(Point(index, mean) for index, mean, _, _ in seen)
        ),
        Series(within, "ml", 0, tuple(Point(index, ml) for index, _, _, ml in seen)),
    ]
