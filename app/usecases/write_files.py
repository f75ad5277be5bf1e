"""Write files so that all of them appear whole, or the ones before stay."""

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (name -> content) into `folder`, made if need be; each replaces its predecessor at one stroke.

    Raises:
        OSError: the file system refused; none of the files is half-written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = [(folder / f".{name}.part", folder / name, content) for name, content in files.items()]
    try:
        for part, _, content in staged:
            with part.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
        for part, target, _ in staged:
            part.replace(target)
        make_durable(folder)
    finally:
        for part, _, _ in staged:
            part.unlink(missing_ok=True)


def make_durable(folder: Path) -> None:
    """Have the names in a folder survive a power cut. Windows keeps them by itself, and opens no folder."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
