"""Windows by name, on the intensity scale that all visits of a case share."""

from dataclasses import dataclass

from app.words import Said
from imaging.intensity import Window


@dataclass(frozen=True)
class Preset:
    """A window that a key sets. On the common scale fluid is about 0 and white matter about 1 (`imaging.intensity`)."""

    command: str
    name: str
    window: Window
    key: str


PRESETS = (
    Preset("window-brain", Said("brain"), Window(), "Ctrl+1"),
    Preset("window-contrast", "narrow: faint enhancement", Window(1.15, 1.0), "Ctrl+2"),
    Preset("window-wide", "wide: strong enhancement, fat", Window(1.4, 4.0), "Ctrl+3"),
    Preset("window-fluid", "dark: cavity, fluid, oedema", Window(0.35, 1.1), "Ctrl+4"),
)
"""The first is the window with which a case opens."""
