"""The gallery is made by the program from its demo study."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.usecases.demo_scans import Detail
from app.usecases.make_demo import make_demo
from app.wiring import application

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).parents[2] / "docs" / "make_gallery.py"
GREATEST_BYTES = 400_000


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_gallery", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_gallery_shows_each_picture_with_its_caption(qapp: QApplication, tmp_path: Path) -> None:
    gallery = script()
    application([])
    demo = make_demo(tmp_path / "demo", patients=2, jobs=1, detail=Detail(coarseness=2.0))
    gallery.make_gallery(demo, tmp_path / "gallery", QSize(1280, 800))
    page = (tmp_path / "gallery" / "README.md").read_text(encoding="utf-8")
    kept = {path.stem for path in (tmp_path / "gallery").glob("*.png")}
    assert kept == set(gallery.CAPTIONS)
    for name, caption in gallery.CAPTIONS.items():
        assert f"({name}.png)" in page
        assert caption in page
        assert QImage(str(tmp_path / "gallery" / f"{name}.png")).width() == 1280


def test_the_gallery_in_the_repository_is_whole_and_light() -> None:
    folder = SCRIPT.with_name("gallery")
    assert {path.stem for path in folder.glob("*.png")} == set(script().CAPTIONS)
    assert max(path.stat().st_size for path in folder.glob("*.png")) <= GREATEST_BYTES
    shown = (SCRIPT.parents[1] / "README.md").read_text(encoding="utf-8")
    assert shown.count("docs/gallery/") >= 4
