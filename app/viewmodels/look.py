"""Where a view looks: place, enlargement and window. Linked views share one look; an unlinked view has its own."""

from dataclasses import dataclass, field

from imaging.intensity import Window


@dataclass(frozen=True)
class Look:
    """A look at the case.

    Attributes:
        crosshair_mm: where the planes cross, LPS mm, reference frame; decides the slice.
        centre_mm: the place in the middle of the view, LPS mm, reference frame.
        field_mm: what the view's shorter side spans.
        window: level and width on the scale common to all visits.
    """

    crosshair_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    centre_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    field_mm: float = 200.0
    window: Window = field(default_factory=Window)
