"""Write an export: all files appear whole, or the ones before stay."""

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
    finally:
        for part, _, _ in staged:
            part.unlink(missing_ok=True)
