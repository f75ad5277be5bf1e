"""A process killed in the middle of appending: what it acknowledged stays, and the chain is sound."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from review_schema.ledger import Ledger

WRITER = """
import sys
from pathlib import Path
from review_schema.ledger import Ledger
from tests.study_factory import chosen

ledger = Ledger.open(Path(sys.argv[1]), software="0.1.0")
while True:
    entry = ledger.append("study", chosen("import " * 50), "carla")
    print(entry.sequence, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.create(path, software="0.1.0").close()
    acknowledged = 0
    for round_ in range(1, 4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged >= round_ * 15:
                writer.send_signal(signal.SIGKILL)
                break
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait(20)
        acknowledged = max([acknowledged, *map(int, rest)])
        ledger = Ledger.open(path, software="0.1.0")
        assert ledger.verify() >= acknowledged
        assert [entry.sequence for entry in ledger.entries()] == list(range(1, ledger.verify() + 1))
        ledger.close()
