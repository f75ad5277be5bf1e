"""A viewport with mouse and wheel: what is painted where, and what it tells in patient millimetres."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewmodels.outlines import Line, Outline, Overlay, ShownLesion
from app.viewmodels.slices import Shown, SlicesModel, Tool, ViewSpec
from app.views import theme
from app.views.comparison_marks import difference_colours
from app.views.outline_layers import OutlineLayer
from app.views.viewport import Viewport
from imaging.planes import Plane, screen_of
from tests.app.small_case import CAVITY_CENTRE, CAVITY_RADIUS, SPOT, small_case
from tests.app.test_theme import contrast

AXIAL = ViewSpec(Shown.CURRENT, Plane.AXIAL)


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(small_case(), current_index=1)
    made.show_head()
    made.set_crosshair(SPOT)
    for overlay in Overlay:
        made.switch(overlay, False)
    return made


def shown(qtbot: QtBot, model: SlicesModel, spec: ViewSpec = AXIAL, size: tuple[int, int] = (400, 400)) -> Viewport:
    view = Viewport(spec, model.pixels)
    qtbot.addWidget(view)
    view.resize(*size)
    view.set_scene(model.scene(spec))
    view.set_tool(model.tool)
    view.show()
    qtbot.waitExposed(view)
    return view


def painted(view: Viewport) -> np.ndarray:
    """The widget as it is painted, RGB, shape (rows, columns, 3)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


SIZES = [(120, 110), (147, 316), (296, 320), (290, 640), (700, 700)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_texts_and_scale_bar_stand_apart_and_inside_the_picture(
    qtbot: QtBot, model: SlicesModel, size: tuple[int, int]
) -> None:
    for plane in Plane:
        view = shown(qtbot, model, ViewSpec(Shown.CURRENT, plane), size)
        assert view.scene is not None
        plates = [label.plate for label in view.labels(view.scene)]
        assert len(plates) >= 4
        assert all(QRectF(view.rect()).adjusted(2, 2, -2, -2).contains(plate) for plate in plates)
        assert not any(one.intersects(other) for one, other in combinations(plates, 2))


def test_texts_keep_their_contrast_over_white(qtbot: QtBot, model: SlicesModel) -> None:
    model.set_window(-10.0, 0.1)  # all is white
    view = shown(qtbot, model)
    assert view.scene is not None
    pixels = painted(view)
    assert pixels[200, 250].min() == 255
    for label in view.labels(view.scene):
        plate = label.plate.toAlignedRect()
        ground = QColor(*pixels[plate.top() + 2, plate.left() + 2].tolist())
        assert contrast(label.colour, ground.name()) >= 4.5, label.text


def test_the_crosshair_runs_over_no_text(qtbot: QtBot, model: SlicesModel) -> None:
    # Looked at in the middle, the crosshair comes upon every letter at the edges.
    model.go_to(SPOT)
    without = shown(qtbot, model)
    before = painted(without)
    model.switch(Overlay.CROSSHAIR, True)
    view = shown(qtbot, model)
    changed = (painted(view) != before).any(axis=-1)
    assert changed.any()
    assert view.scene is not None
    letters = {label.text: label.plate.toAlignedRect() for label in view.labels(view.scene)}
    assert {"R", "L", "A", "P"} <= letters.keys()
    for text, plate in letters.items():
        assert not changed[plate.top() : plate.bottom() + 1, plate.left() : plate.right() + 1].any(), text


def wheel(view: Viewport, at: QPointF, notches: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("size", [(400, 400), (520, 260)])
def test_a_bright_spot_of_the_patient_is_painted_at_its_true_side(
    qtbot: QtBot, model: SlicesModel, plane: Plane, size: tuple[int, int]
) -> None:
    view = shown(qtbot, model, ViewSpec(Shown.CURRENT, plane), size)
    grey = painted(view).sum(axis=2)
    # Letters and titles are white too: only the picture around the expected side of each axis is compared.
    place = view.position_of(*screen_of(plane, SPOT))
    x, y = round(place.x()), round(place.y())
    mirrored_x, mirrored_y = view.width() - x, view.height() - y
    spot, sideways, upside_down = (
        grey[b - 2 : b + 3, a - 2 : a + 3].mean() for a, b in ((x, y), (mirrored_x, y), (x, mirrored_y))
    )
    assert spot > 700
    assert sideways < 600
    assert upside_down < 600
    if plane is not Plane.SAGITTAL:
        assert x > view.width() / 2 + 10  # the patient's Left is on the right


def test_the_shorter_side_spans_the_field(qtbot: QtBot, model: SlicesModel) -> None:
    view = shown(qtbot, model, size=(600, 300))
    first, second = view.position_of(0, 0), view.position_of(10, 10)
    assert second.y() - first.y() == pytest.approx(10 * 300 / model.field_mm)
    assert second.x() - first.x() == pytest.approx(10 * 300 / model.field_mm)


def test_outlines_are_painted_on_the_cavity_s_edge(qtbot: QtBot, model: SlicesModel) -> None:
    model.show_cavity()
    model.switch(Overlay.CAVITY, True)
    model.switch(Overlay.MARGIN, True)
    view = shown(qtbot, model)
    seen = painted(view)
    for colour, radius in ((theme.CAVITY, CAVITY_RADIUS), (theme.MARGIN, CAVITY_RADIUS + 5.0)):
        wanted = np.array(QColor(colour).getRgb()[:3])
        rows, columns = np.nonzero(np.abs(seen - wanted).sum(axis=2) < 60)
        assert len(rows) > 50
        scale = 400 / model.field_mm
        middle = view.position_of(*screen_of(Plane.AXIAL, CAVITY_CENTRE))
        away = np.hypot(columns + 0.5 - middle.x(), rows + 0.5 - middle.y()) / scale
        assert away.mean() == pytest.approx(radius, abs=0.6)


def test_a_lesion_s_name_stands_beside_it(qtbot: QtBot, model: SlicesModel) -> None:
    model.switch(Overlay.LESIONS, True)
    before = painted(shown(qtbot, model))
    model.set_lesions([ShownLesion("L1", SPOT)])
    view = shown(qtbot, model)
    rows, columns = np.nonzero(np.abs(painted(view) - before).sum(axis=2) > 60)
    circle = view.position_of(*screen_of(Plane.AXIAL, SPOT))
    assert columns.max() > circle.x() + 4 * 400 / model.field_mm + 5  # further right than the circle: the name
    assert rows.min() < circle.y()


@pytest.mark.parametrize(
    ("field_mm", "bar"), [(600.0, "50 mm"), (230.0, "20 mm"), (50.0, "20 mm"), (40.0, "10 mm"), (15.0, "5 mm")]
)
def test_the_scale_bar_suits_the_enlargement(qtbot: QtBot, model: SlicesModel, field_mm: float, bar: str) -> None:
    model.zoom(model.field_mm / field_mm)
    assert model.field_mm == pytest.approx(field_mm)
    view = shown(qtbot, model)
    (ruled,) = [label for label in view.labels(model.scene(view.spec)) if label.rule_px]
    assert (ruled.text, ruled.rule_px) == (bar, pytest.approx(float(bar.split()[0]) * 400 / field_mm))


def test_a_click_moves_the_crosshair_to_the_place_under_it(qtbot: QtBot, model: SlicesModel) -> None:
    view = shown(qtbot, model)
    wanted = view.position_of(25.0, -30.0).toPoint()
    with qtbot.waitSignal(view.crosshairMoved) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=wanted)
    assert told.args is not None
    assert told.args[0] == pytest.approx((25.0, -30.0, SPOT[2]), abs=0.6)


@pytest.mark.parametrize("tool", [Tool.MARK, Tool.GROW])
def test_marking_tools_pick_a_place_and_leave_the_crosshair(qtbot: QtBot, model: SlicesModel, tool: Tool) -> None:
    model.set_tool(tool)
    view = shown(qtbot, model)
    with (
        qtbot.waitSignal(view.placePicked) as told,
        qtbot.assertNotEmitted(view.crosshairMoved),
    ):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.position_of(*screen_of(Plane.AXIAL, SPOT)).toPoint())
    assert told.args is not None
    assert told.args[0] == pytest.approx(SPOT, abs=0.6)


@pytest.mark.parametrize(("tool", "adds"), [(Tool.BRUSH, True), (Tool.ERASE, False)])
def test_the_brush_tells_every_place_it_touches(qtbot: QtBot, model: SlicesModel, tool: Tool, adds: bool) -> None:
    model.set_tool(tool)
    model.set_brush(4.5)
    view = shown(qtbot, model)
    dabs: list[tuple[object, float, bool, object]] = []
    view.brushed.connect(lambda *dab: dabs.append(dab))
    with qtbot.waitSignal(view.strokeEnded):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
        qtbot.mouseMove(view, QPoint(210, 205))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(210, 205))
    assert len(dabs) >= 1
    assert all(dab[1:] == (4.5, adds, Plane.AXIAL) for dab in dabs)


def test_the_wheel_steps_and_with_control_zooms_and_with_shift_sizes_the_brush(
    qtbot: QtBot, model: SlicesModel
) -> None:
    view = shown(qtbot, model)
    at = view.position_of(20.0, 10.0)
    with qtbot.waitSignal(view.stepped) as stepped:
        wheel(view, at, 2, Qt.KeyboardModifier.NoModifier)
    assert stepped.args == [Plane.AXIAL, 2]
    with qtbot.waitSignal(view.zoomed) as zoomed:
        wheel(view, at, -1, Qt.KeyboardModifier.ControlModifier)
    assert zoomed.args is not None
    assert zoomed.args[0] < 1
    assert zoomed.args[1] == pytest.approx((20.0, 10.0, SPOT[2]))
    with qtbot.waitSignal(view.brushResized) as sized:
        wheel(view, at, 1, Qt.KeyboardModifier.ShiftModifier)
    assert sized.args == [1]


@pytest.mark.parametrize(
    ("button", "signal"), [(Qt.MouseButton.RightButton, "windowDragged"), (Qt.MouseButton.MiddleButton, "panned")]
)
def test_right_drags_window_and_middle_drags_pan(
    qtbot: QtBot, model: SlicesModel, button: Qt.MouseButton, signal: str
) -> None:
    view = shown(qtbot, model)
    told: list[tuple[object, ...]] = []
    getattr(view, signal).connect(lambda *args: told.append(args))
    qtbot.mousePress(view, button, pos=QPoint(100, 100))
    event_at = QPointF(140, 100)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        event_at,
        QPointF(view.mapToGlobal(event_at.toPoint())),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, move)
    assert len(told) == 1
    if signal == "panned":
        assert told[0][0] is Plane.AXIAL
        assert told[0][1:] == pytest.approx((40 * model.field_mm / 400, 0.0))
    else:
        assert told[0] == pytest.approx((0.2, 0.0))


def test_pixels_are_made_only_when_the_picture_differs(qtbot: QtBot, model: SlicesModel) -> None:
    asked: list[object] = []

    def counted(key: object) -> object:
        asked.append(key)
        return model.pixels(key)  # type: ignore[arg-type]

    view = Viewport(AXIAL, counted)  # type: ignore[arg-type]
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.set_scene(model.scene(AXIAL))
    view.grab()
    model.pan(Plane.AXIAL, 5, 5)
    model.zoom(1.3)
    model.switch(Overlay.CAVITY, True)
    view.set_scene(model.scene(AXIAL))
    view.grab()
    assert len(asked) == 1
    model.step(Plane.AXIAL, 1)
    view.set_scene(model.scene(AXIAL))
    view.grab()
    assert len(asked) == 2


def test_without_a_case_the_view_says_what_is_missing(qtbot: QtBot) -> None:
    model = SlicesModel()
    view = shown(qtbot, model)
    assert "No case is open" in view.accessibleDescription()
    assert view.point_under(QPointF(10, 10)) is None
    with qtbot.assertNotEmitted(view.crosshairMoved):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))


def test_every_view_has_a_name_for_screen_readers(qtbot: QtBot, model: SlicesModel) -> None:
    view = shown(qtbot, model)
    assert view.accessibleName() == "Current, axial"
    assert view.accessibleDescription() == "Current  +3.1 mo, S 40.0 mm"


def test_a_subtraction_is_blue_where_darker_black_where_equal_and_orange_where_brighter() -> None:
    colours = [QColor(colour) for colour in difference_colours()]
    assert colours[128].getRgb()[:3] == (0, 0, 0)
    assert colours[1].blue() > colours[1].red()
    assert colours[255].red() > colours[255].blue()
    assert colours[255].lightness() > colours[190].lightness() > colours[130].lightness()


def test_an_outline_s_path_goes_through_its_points() -> None:
    points = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 5.5], [0.0, 0.0]])
    layer = OutlineLayer.of(Outline(Line.CAVITY, (points,), doubtful=True))
    found = [(layer.path.elementAt(i).x, layer.path.elementAt(i).y) for i in range(layer.path.elementCount())]  # type: ignore[attr-defined]
    assert found == [tuple(point) for point in points.tolist()]
    assert layer.pen.style() is Qt.PenStyle.DashLine
    assert layer.pen.isCosmetic()


def at_place(view: Viewport, place: tuple[float, float]) -> tuple[int, ...]:
    """The colour painted at a screen place, mm."""
    spot = view.position_of(*place)
    return tuple(painted(view)[round(spot.y()), round(spot.x())])


def test_filled_outlines_tint_cavity_and_margin_and_nothing_beside_them(qtbot: QtBot, model: SlicesModel) -> None:
    model.show_cavity()
    model.switch(Overlay.CAVITY, True)
    model.switch(Overlay.MARGIN, True)
    u, v = screen_of(Plane.AXIAL, CAVITY_CENTRE)
    places = {"cavity": (u, v), "margin": (u, v + CAVITY_RADIUS + 2.5), "beside": (u, v + CAVITY_RADIUS + 12.0)}
    view = shown(qtbot, model)
    lines = {name: at_place(view, place) for name, place in places.items()}
    assert all(red == green == blue for red, green, blue in lines.values())
    model.fill()
    view.set_scene(model.scene(AXIAL))
    filled = {name: at_place(view, place) for name, place in places.items()}
    assert filled["beside"] == lines["beside"]
    assert filled["cavity"][2] > filled["cavity"][0] + 15, "cyan"
    assert filled["margin"][0] > filled["margin"][2] + 15, "amber"


def test_the_doubt_is_a_translucent_zone_about_the_margin_s_line(qtbot: QtBot, model: SlicesModel) -> None:
    model.show_cavity()
    model.zoom(3.0)
    model.switch(Overlay.MARGIN, True)
    view = shown(qtbot, model)
    u = float(screen_of(Plane.AXIAL, CAVITY_CENTRE)[0])
    margin = next(one for one in model.scene(AXIAL).outlines if one.line is Line.MARGIN)
    below = max((path for path in margin.paths), key=len)
    edge = float(below[np.abs(below[:, 0] - u) < 0.6, 1].max())
    scale = view.position_of(1.0, 0.0).x() - view.position_of(0.0, 0.0).x()
    assert 0.2 * scale > 1.5
    inside = at_place(view, (u, edge + 0.14))
    beside = at_place(view, (u, edge + 0.2 + 4.0 / scale))
    assert inside[0] > inside[2] + 15
    assert beside[0] == beside[2]
