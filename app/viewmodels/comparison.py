"""Two visits in one view: how they are laid over each other, and the one number that most ways have."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.usecases.open_case import OpenCase
from app.viewmodels.observable import Observable
from app.words import Said
from imaging.comparison import blended, checkerboard, revealed

GreyLevels = NDArray[np.uint8]


class Mode(StrEnum):
    """How visits are compared in one view; `APART`: they are not, each has its own."""

    APART = "apart"
    FLICKER = "flicker"
    REVEAL = "reveal"
    CHECKERBOARD = "checkerboard"
    BLEND = "blend"
    CINE = "cine"
    DIFFERENCE = "difference"
    EDGES = "edges"


MIXED = frozenset({Mode.REVEAL, Mode.CHECKERBOARD, Mode.BLEND})
"""Ways that show both visits at once, in one picture."""

IN_TURN = frozenset({Mode.FLICKER, Mode.CINE})
"""Ways that show one visit after the other."""

TITLES: dict[Mode, str] = {
    Mode.REVEAL: "Baseline | current",
    Mode.CHECKERBOARD: "Baseline and current in squares",
    Mode.BLEND: "Baseline over current",
    Mode.DIFFERENCE: "Current − baseline",
    Mode.EDGES: "Current, edges of the baseline",
}
"""What a picture of two visits is called."""


@dataclass(frozen=True)
class Range:
    """What a number may be, and how it is told."""

    name: str
    least: float
    greatest: float
    step: float
    unit: str


SETTINGS: dict[Mode, Range] = {
    Mode.FLICKER: Range("Changes", 1.0, 5.0, 0.5, "Hz"),
    Mode.REVEAL: Range("Edge", 0.0, 100.0, 2.0, "%"),
    Mode.CHECKERBOARD: Range("Square", 4.0, 40.0, 2.0, "mm"),
    Mode.BLEND: Range("Baseline", 0.0, 100.0, 5.0, "%"),
    Mode.CINE: Range("Visits", 1.0, 5.0, 0.5, "Hz"),
}
"""The one number that some modes have: pictures per second, part of the view's width, edge, part of the baseline."""

FIRST_SETTINGS = {
    Mode.FLICKER: 2.0,
    Mode.REVEAL: 50.0,
    Mode.CHECKERBOARD: 14.0,
    Mode.BLEND: 50.0,
    Mode.CINE: 2.0,
}


class Comparison(Observable):
    """A mode, its number, and whose turn it is."""

    def __init__(self, mode: Mode = Mode.APART) -> None:
        super().__init__()
        self._mode = mode
        self._settings = dict(FIRST_SETTINGS)
        self._turn = 0

    @property
    def mode(self) -> Mode:
        """How the visits are laid over each other."""
        return self._mode

    def set_mode(self, mode: Mode | str) -> None:
        """Lay them over each other otherwise."""
        self._mode, self._turn = Mode(mode), 0
        self.notify()

    def switch_mode(self, mode: Mode) -> None:
        """Compare in this way; what is compared so already is shown apart again."""
        self.set_mode(Mode.APART if mode is self._mode else mode)

    def end(self) -> None:
        """Show the visits apart again."""
        if self._mode is not Mode.APART:
            self.set_mode(Mode.APART)

    @property
    def setting(self) -> float:
        """The mode's number (Hz, %, mm); 0 where it has none."""
        return self._settings.get(self._mode, 0.0)

    @property
    def setting_range(self) -> Range | None:
        """What the mode's number may be; None: it has none."""
        return SETTINGS.get(self._mode)

    def set_setting(self, value: float) -> None:
        """Set the mode's number, kept in its range."""
        allowed = self.setting_range
        if allowed is not None:
            self._settings[self._mode] = min(max(value, allowed.least), allowed.greatest)
            self.notify()

    def step_setting(self, steps: int) -> None:
        """So many steps up, or down."""
        if self.setting_range is not None:
            self.set_setting(self.setting + steps * self.setting_range.step)

    @property
    def amount(self) -> float:
        """What the pixels of a picture of both depend on, as `laid_over` takes it; 0 for other modes."""
        if self._mode not in MIXED:
            return 0.0
        return self.setting if self._mode is Mode.CHECKERBOARD else self.setting / 100.0

    @property
    def flicker_ms(self) -> int:
        """Time between two pictures; 0: none follows by itself."""
        return round(1000.0 / self.setting) if self._mode in IN_TURN else 0

    @property
    def turn(self) -> int:
        """How many pictures have followed the first."""
        return self._turn

    def next_picture(self) -> None:
        """The clock's tick. Nobody is told: pictures that change by themselves are no doing of the reader."""
        self._turn += 1


def visits_in_turn(case: OpenCase, current: int) -> tuple[int, ...]:
    """The visits of a cine in their order, from `current` on and round; those of doubtful registration left out."""
    order = [(current + step) % len(case.visits) for step in range(len(case.visits))]
    return tuple(index for index in order if case.visits[index].registration.trusted)


def why_not(mode: Mode, case: OpenCase, current: int) -> str:
    """Why visit `current` cannot be compared in this way, as a sentence; empty: it can."""
    if mode is Mode.APART:
        return ""
    if mode is Mode.CINE:
        enough = len(visits_in_turn(case, current)) > 1
        return "" if enough else "No cine: it needs two time points whose registration is trusted"
    if current == case.baseline_index:
        return "No comparison: this is the baseline itself"
    if not all(case.visits[one].registration.trusted for one in (current, case.baseline_index)):
        return "No comparison: the registration is not trusted"
    return ""


def remark(comparison: Comparison, case: OpenCase, current: int) -> str:
    """One line: in which way `current` is compared, and with which number; or why it is not."""
    refusal = why_not(comparison.mode, case, current)
    if refusal:
        return refusal
    setting = f"{comparison.setting:g}"
    if comparison.mode is Mode.CINE:
        shown = visits_in_turn(case, current)
        place = sorted(shown).index(shown[comparison.turn % len(shown)]) + 1
        left_out = len(case.visits) - len(shown)
        if left_out:
            return Said(
                "Cine: {place} of {all}, {hz} Hz; {left_out} not trusted, left out",
                place=place,
                all=len(shown),
                hz=setting,
                left_out=left_out,
            )
        return Said("Cine: {place} of {all}, {hz} Hz", place=place, all=len(shown), hz=setting)
    return {
        Mode.FLICKER: Said("Flicker: {hz} Hz", hz=setting),
        Mode.REVEAL: Said("Reveal: edge at {percent} %", percent=setting),
        Mode.CHECKERBOARD: Said("Checkerboard: squares of {mm} mm", mm=setting),
        Mode.BLEND: Said("Blend: {percent} % baseline", percent=setting),
    }.get(comparison.mode, "")


def laid_over(mode: Mode, amount: float, earlier: GreyLevels, later: GreyLevels, step_mm: float) -> GreyLevels:
    """One picture of two.

    Args:
        mode: one of `MIXED`.
        amount: reveal: the edge, as a part (0..1) of the picture's width; checkerboard: the squares' edge, mm; blend:
            the part (0..1) of `earlier`.
        earlier: shape (rows, columns).
        later: the same shape.
        step_mm: edge of a pixel.

    Raises:
        ValueError: the mode shows one visit at a time.
    """
    if mode is Mode.REVEAL:
        return revealed(earlier, later, amount)
    if mode is Mode.CHECKERBOARD:
        return checkerboard(earlier, later, amount / step_mm)
    if mode is Mode.BLEND:
        return blended(earlier, later, amount)
    raise ValueError(f"{mode} does not mix pictures")
