from pathlib import Path

import pytest

from app.settings import RECENT, Settings, SettingsFile


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "deep" / "settings.json")
    kept = Settings(recent=(str(tmp_path),), geometry="00ff").with_layout("anna", "strip").with_layout("ben", "planes")
    assert file.save(kept)
    assert file.load() == kept


@pytest.mark.parametrize("content", ["", "{", "[]", '{"recent": 5, "geometry": [], "layouts": 3}', "\x00"])
def test_a_file_that_does_not_read_counts_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    assert SettingsFile(path).load() == Settings()


def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not SettingsFile(tmp_path / "file" / "settings.json").save(Settings())


def test_the_study_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    folders = [tmp_path / f"S{number}" for number in range(RECENT + 2)]
    settings = Settings()
    for folder in [*folders, folders[-2]]:
        folder.mkdir(exist_ok=True)
        settings = settings.with_study(folder)
    assert settings.last_study == folders[-2]
    assert len(settings.recent) == len(set(settings.recent)) == RECENT


def test_a_study_whose_folder_is_gone_is_not_opened(tmp_path: Path) -> None:
    assert Settings(recent=(str(tmp_path / "gone"),)).last_study is None


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIMREAD_CONFIG", str(tmp_path))
    assert SettingsFile.of_user().path.parent == tmp_path


def test_language_size_and_keys_come_back_and_a_size_nobody_offers_does_not(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(Settings().with_view("de", 150).with_keys({"cavity": "F9"}))
    assert (file.load().language, file.load().text_percent, file.load().keys) == ("de", 150, {"cavity": "F9"})
    file.save(Settings().with_view("de", 4000))
    assert file.load().text_percent == 100
