"""The house rules that a machine can check."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.messages import COMMAND_LINE_WORDINGS, KNOWN, WORDINGS

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for room in ("app", "imaging", "review_schema") for path in (ROOT / room).rglob("*.py"))
CATCH_ALL_ALLOWED = {"app/wiring.py", "app/views/qt_jobs.py"}


def tracked_text_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    binary = {".png", ".otf", ".icns", ".ico", ".svg"}
    return [ROOT / name for name in listed if name and Path(name).suffix not in binary and (ROOT / name).exists()]


def subclasses(kind: type) -> set[type]:
    return {kind, *(found for child in kind.__subclasses__() for found in subclasses(child))}


def test_the_rooms_keep_their_dependency_contracts() -> None:
    # The linter's own cache would be shared by parallel test processes.
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_catches_everything_but_the_two_that_show_it(source: Path) -> None:
    if str(source.relative_to(ROOT)) in CATCH_ALL_ALLOWED:
        return
    caught = [
        handler.lineno
        for handler in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler)
        and (
            handler.type is None
            or (isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"})
        )
    ]
    assert caught == []


def test_libraries_stand_only_where_the_design_puts_them() -> None:
    allowed = {
        "PySide6": re.compile(r"app/(views/.*|wiring)\.py"),
        "pyqtgraph": re.compile(r"app/views/.*\.py"),
        "pydicom": re.compile(r"imaging/dicom/.*\.py"),
        "highdicom": re.compile(r"imaging/dicom/.*\.py"),
        "nibabel": re.compile(r"imaging/nifti\.py"),
        "sqlalchemy": re.compile(r"review_schema/(ledger|migrations/.*)\.py"),
    }
    strays = []
    for source in SOURCES:
        name = source.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            strays += [
                f"{name} imports {module}"
                for module in modules
                if (home := allowed.get(module.split(".")[0])) and not home.fullmatch(name)
            ]
    assert strays == []


def test_every_package_is_installed_with_the_program() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    there = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in SOURCES if path.stem == "__init__"}
    assert there <= set(listed)


def test_every_error_has_words_and_a_code_of_its_own() -> None:
    import app.cli  # noqa: F401 - makes sure that the rooms' error classes are loaded

    raised = {kind for base in KNOWN for kind in subclasses(base)} - set(KNOWN)
    unworded = {kind.__name__ for kind in raised if not any(base in WORDINGS for base in kind.__mro__)}
    codes = [wording.code for wording in (*WORDINGS.values(), *COMMAND_LINE_WORDINGS)]
    assert unworded == set()
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"RR-[A-Z]{3}-\d{3}", code) for code in codes)


def test_the_page_of_error_codes_is_made_from_the_code() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_errors.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_lock_file_names_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[A-Za-z0-9._-]+==", lock, re.MULTILINE)
    assert len(pinned) > 40
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"https?://|--index-url|--find-links", lock)


def test_no_tracked_file_names_a_machine_path_or_a_registry_host() -> None:
    forbidden = re.compile(
        r"(^|[\"' (=])/(work|root|home/\w+)/|(py" r"pi|np" r"mjs|deb" r"ian)\.org|python" r"hosted", re.MULTILINE
    )
    named = [
        path.name
        for path in tracked_text_files()
        if forbidden.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


@pytest.mark.xdist_group("grouped")
def test_tests_that_share_what_takes_minutes_run_in_one_process(request: pytest.FixtureRequest) -> None:
    grouped = getattr(request.config.option, "loadgroup", False)  # set in the processes that run tests
    assert request.node.nodeid.endswith("@grouped") is grouped, "pytest and pytest-xdist do not fit: make install"
