"""Write files so that all of them appear whole, or the ones before stay."""

import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (name -> content) into `folder`, made if need be; each replaces its predecessor at one stroke.

    Raises:
        OSError: the file system refused; none of the files is half-written.
    """
    with staged_files(folder) as part:
        for name, content in files.items():
            (part / name).write_bytes(content)


@contextmanager
def staged_files(folder: Path) -> Iterator[Path]:
    """A new folder to write files to. Once all are written, each replaces its namesake in `folder` at one stroke.

    Files of other names stay. Whatever fails before that leaves `folder` as it was; one that was not there, is not.

    Raises:
        OSError: the file system refused; none of the files is half-written.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{uuid.uuid4().hex}.part"
    part.mkdir()
    try:
        yield part
        files = sorted(part.iterdir())
        for file in files:
            _keep(file)
        for file in files:
            file.replace(folder / file.name)
            made = False
        make_durable(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if made:
            folder.rmdir()


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """A new folder to write to, deep as may be. Once all of it is written, it takes the place of `target`.

    The former one is put back where the new one cannot take its place. That it may go, the caller has made sure of.

    Raises:
        OSError: the file system refused; `target` is as it was.
    """
    part = target.parent / f".{target.name}.{uuid.uuid4().hex}"
    former = part.with_name(f"{part.name}.former")
    part.mkdir(parents=True)
    try:
        yield part
        for path in sorted(part.rglob("*")):
            make_durable(path) if path.is_dir() else _keep(path)
        if target.exists():
            target.rename(former)
        part.rename(target)
        make_durable(target.parent)
    finally:
        if former.exists() and not target.exists():
            former.rename(target)
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def _keep(file: Path) -> None:
    """Have a file's content survive a power cut."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def make_durable(folder: Path) -> None:
    """Have the names in a folder survive a power cut. Windows keeps them by itself, and opens no folder."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
