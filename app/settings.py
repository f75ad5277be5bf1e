"""What RimRead remembers between starts: recent studies, where the window stood, and what a person chose for the eyes
and the fingers. Never anything of a patient.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

import platformdirs

RECENT = 8
FILE_NAME = "settings.json"

TEXT_PERCENTS = (100, 125, 150, 175, 200)
"""Sizes of texts that can be chosen."""


@dataclass(frozen=True)
class Settings:
    """A snapshot of the settings.

    Attributes:
        recent: folders of the studies opened last, the latest first.
        geometry: the window's place and size as Qt gives it, hexadecimal; empty: unknown.
        layouts: how each reader last arranged the pictures, by account name.
        strips: each reader's film strip in a window of its own: its place and size, as `geometry`.
        torn_off: readers who left the film strip in that window.
        language: of the window, by its code.
        text_percent: size of texts, one of `TEXT_PERCENTS`.
        keys: keys that were bound anew, in portable text ("Ctrl+Return"), by the name of the command.
    """

    recent: tuple[str, ...] = ()
    geometry: str = ""
    layouts: Mapping[str, str] = field(default_factory=dict)
    strips: Mapping[str, str] = field(default_factory=dict)
    torn_off: tuple[str, ...] = ()
    language: str = "en"
    text_percent: int = 100
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def last_study(self) -> Path | None:
        """The study opened last, if its folder is still there."""
        return next((Path(folder) for folder in self.recent[:1] if Path(folder).is_dir()), None)

    def with_study(self, folder: Path) -> "Settings":
        """With `folder` as the study opened last."""
        name = str(folder.resolve())
        others = tuple(other for other in self.recent if other != name)
        return replace(self, recent=(name, *others)[:RECENT])

    def with_geometry(self, geometry: str) -> "Settings":
        """With another place of the window."""
        return replace(self, geometry=geometry)

    def with_layout(self, reader: str, layout: str) -> "Settings":
        """With another arrangement of a reader's pictures."""
        return replace(self, layouts={**self.layouts, reader: layout})

    def with_strip(self, reader: str, geometry: str, *, torn_off: bool) -> "Settings":
        """With another place of a reader's film strip, in its own window or not."""
        others = tuple(name for name in self.torn_off if name != reader)
        return replace(
            self, strips={**self.strips, reader: geometry}, torn_off=(*others, reader) if torn_off else others
        )

    def with_view(self, language: str, text_percent: int) -> "Settings":
        """With another language and size of texts."""
        return replace(self, language=language, text_percent=text_percent)

    def with_keys(self, keys: Mapping[str, str]) -> "Settings":
        """With these keys in place of those bound anew before."""
        return replace(self, keys=dict(keys))


class SettingsFile:
    """The settings on disk; a file that does not read counts as none, since nothing in it is needed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_user(cls) -> Self:
        """The settings of the person at this computer; RIMREAD_CONFIG names another folder."""
        folder = os.environ.get("RIMREAD_CONFIG") or platformdirs.user_config_path("rimread", appauthor=False)
        return cls(Path(folder) / FILE_NAME)

    def load(self) -> Settings:
        """What was kept."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Settings()
        if not isinstance(kept, dict):
            return Settings()
        geometry, percent = kept.get("geometry"), kept.get("text_percent")
        return Settings(
            _texts(kept.get("recent")),
            geometry if isinstance(geometry, str) else "",
            _texts_by_name(kept.get("layouts")),
            _texts_by_name(kept.get("strips")),
            _texts(kept.get("torn_off")),
            str(kept.get("language", "en")),
            percent if percent in TEXT_PERCENTS else TEXT_PERCENTS[0],
            _texts_by_name(kept.get("keys")),
        )

    def save(self, settings: Settings) -> bool:
        """Keep `settings`, whole or not at all; False where the folder cannot be written (nothing depends on it)."""
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
            part.replace(self.path)
        except OSError:
            return False
        return True


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(str(one) for one in kept) if isinstance(kept, list) else ()


def _texts_by_name(kept: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else {}
