"""Windows by name, on the intensity scale that all visits of a case share."""

from collections.abc import Mapping

from imaging.intensity import Window

PRESETS: Mapping[str, Window] = {
    "window-brain": Window(),
    "window-contrast": Window(1.15, 1.0),
    "window-wide": Window(1.4, 4.0),
    "window-fluid": Window(0.35, 1.1),
}
"""Windows by the command that sets them; the first is the one with which a case opens. On the common scale fluid is
about 0 and white matter about 1 (`imaging.intensity`)."""
