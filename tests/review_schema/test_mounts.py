from pathlib import Path

import pytest

from review_schema.mounts import network_filesystem

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/export /srv/studies nfs4 rw 0 0
//server/share /srv/with\040space cifs rw 0 0
me@server: /media/remote fuse.sshfs rw 0 0
/dev/sdb1 /srv/studies/local ext4 rw 0 0
server:/old /mnt/data nfs rw 0 0
/dev/sdc1 /mnt/data xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/studies/A", "nfs4"),
        ("/srv/studies", "nfs4"),
        ("/srv/with space/A", "cifs"),
        ("/media/remote/study", "fuse.sshfs"),
        ("/srv/studies/local/A", None),
        ("/srv/studiesA", None),
        ("/mnt/data/A", None),
        ("/media", None),
    ],
)
def test_the_deepest_and_last_mount_decides(folder: str, expected: str | None) -> None:
    assert network_filesystem(Path(folder), MOUNTS) == expected


def test_a_link_onto_a_share_is_followed(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    assert network_filesystem(tmp_path / "link", f"x / ext4 rw 0 0\nx {tmp_path.resolve()}/share nfs rw 0 0") == "nfs"


def test_where_mounts_cannot_be_told_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review_schema.mounts.MOUNTS", tmp_path / "absent")
    assert network_filesystem(tmp_path) is None
