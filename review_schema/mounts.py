"""Where a folder lies: on this machine, or on a network share, where SQLite's locks cannot be trusted."""

import re
from pathlib import Path, PurePosixPath

MOUNTS = Path("/proc/mounts")
NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "beegfs", "davfs"}
    | {"fuse.sshfs", "fuse.glusterfs", "fuse.davfs", "fuse.davfs2", "fuse.ceph", "fuse.rclone", "fuse.s3fs"}
)


def network_filesystem(folder: Path, mounts: str | None = None) -> str | None:
    """The kind of network filesystem that holds `folder` ("nfs4"), or None if it is local or cannot be told.

    Args:
        folder: an existing folder.
        mounts: text in the form of ``/proc/mounts``; that of this machine if None (Linux only).
    """
    if mounts is None:
        if not MOUNTS.exists():
            return None
        mounts = MOUNTS.read_text(errors="surrogateescape")
    place = PurePosixPath(folder.resolve().as_posix())
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        _, point, filesystem, *_ = line.split(" ")
        where = PurePosixPath(_unescaped(point))
        # A later mount on the same point hides the earlier one, hence >=.
        if place.is_relative_to(where) and len(where.parts) >= deepest:
            deepest, kind = len(where.parts), filesystem
    return kind if kind in NETWORK_FILESYSTEMS else None


def _unescaped(point: str) -> str:
    # The kernel writes space, tab, newline and backslash as octal (proc(5), fstab(5)).
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), point)
