"""The strip of visits: no text touches another, however many visits, however large the texts."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.viewmodels.timeline import Dot, DotState, TimelineScene
from app.views.timeline_strip import TimelineStrip
from app.wiring import application, show_settings

LABELLED = (("STABLE", "LMD"), ("LP", "DP"), ("NED",))


@pytest.fixture(autouse=True)
def texts_as_at_first() -> Iterator[None]:
    application([])
    yield
    show_settings(Settings())


def scene(visits: int) -> TimelineScene:
    """Three visits are labelled, one is open, the others are shut; all but the last lie close together."""
    dots = []
    for order in range(visits):
        place = 1.0 if order == visits - 1 else 0.02 * order
        state = DotState.LOCKED if order < 3 else DotState.OPEN if order == 3 else DotState.SHUT
        chips = LABELLED[order] if order < 3 else ()
        dots.append(Dot(order, place, f"+{3.1 * order:.1f}", state, order == 3, chips))
    return TimelineScene(tuple(dots), "±0.3 mm, estimated", "trusted", True)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("percent", [100, 125, 150, 175, 200])
@pytest.mark.parametrize("visits", [5, 10])
@pytest.mark.parametrize("width", [1264, 1664, 3824])
def test_the_texts_of_visits_never_touch_and_can_be_brought_into_sight(
    qtbot: QtBot, width: int, visits: int, percent: int, language: str
) -> None:
    show_settings(Settings(language=language, text_percent=percent))
    strip = TimelineStrip()
    qtbot.addWidget(strip)
    strip.resize(width, strip.sizeHint().height())
    strip.show()
    strip.show_scene(scene(visits))
    strip.resize(width, strip.sizeHint().height())
    qtbot.wait(1)
    spans = strip.dots.spans()
    assert all(before[1] < after[0] for before, after in pairwise(spans)), spans
    assert spans[0][0] >= -1
    assert spans[-1][1] <= strip.dots.width() + 1
    shown_place = (spans[3][0] + spans[3][1]) / 2 + strip.dots.mapTo(strip, strip.dots.rect().topLeft()).x()
    assert 0 <= shown_place <= width
    assert strip.width() == width
