"""Events of many patients: derived and written as CSV; time must grow in proportion to patients.

The greatest cohort goes the whole way of ``rimread events --reads … --clinical …`` in a process of its own: file parsed
and checked, events and labels derived and written.
"""

import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import derive_events
from review_schema.export.events import events_csv
from review_schema.read import ReadsFile, SignedRead
from tests.review_schema.histories import clinical_of, read_of

VISITS = 8
READERS = "ABC"


def cohort(patients: int, *, seed: int = 1) -> tuple[list[SignedRead], list[ClinicalEvent]]:
    """`patients` × 8 visits × 3 readers, with clinical rows."""
    chance = random.Random(seed)
    reads: list[SignedRead] = []
    clinical: list[ClinicalEvent] = []
    for number in range(patients):
        subject = f"P{number:05d}"
        for reader in READERS:
            labels = [
                f"{chance.choice(['NED', 'NED', 'STABLE', 'PIE', 'LP', 'RN', 'NE'])}/"
                f"{chance.choice(['NED', 'NED', 'NED', 'DP', 'LMD'])}"
                for _ in range(VISITS)
            ]
            visits = "; ".join(f"d{2 + 92 * visit} {label}" for visit, label in enumerate(labels))
            reads.append(read_of(visits, subject=subject, reader=reader, read_id=f"{subject}-{reader}"))
        clinical += clinical_of("arm IORT; last_contact d800; systemic_staging d400; wbrt d500", subject=subject)
    return reads, clinical


def seconds(reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent]) -> float:
    """Wall time of rows and CSV."""
    start = time.perf_counter()
    events_csv(derive_events(reads, clinical, Charter()))
    return time.perf_counter() - start


def write_cohort(folder: Path, patients: int) -> None:
    """``reads.json`` and ``clinical.csv`` of a cohort."""
    reads, clinical = cohort(patients)
    (folder / "reads.json").write_text(ReadsFile(reads=tuple(reads)).model_dump_json(), encoding="utf-8")
    with (folder / "clinical.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["subject", "kind", "date", "cavity", "value"])
        table.writerows([row.subject, row.kind, row.on, row.cavity, row.value] for row in clinical)


def as_a_command(patients: int) -> tuple[float, float, float]:
    """Wall time and processor time, s, and greatest memory, MB, of ``rimread events`` on files of a cohort.

    Of all its processes together. Memory that they share is counted once; it is looked at twice a second.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = [sys.executable, "-m", "tests.benchmarks.bench_events", str(folder)]
        subprocess.run([*words, "write", str(patients)], check=True)
        began, before, peak = time.perf_counter(), os.times(), 0.0
        with subprocess.Popen([*words, "events"], stdout=subprocess.DEVNULL, start_new_session=True) as command:
            while command.poll() is None:
                peak = max(peak, memory_mb(command.pid))
                time.sleep(0.5)
        wall, after = time.perf_counter() - began, os.times()
        if not (folder / "out" / "events.csv").exists():
            raise SystemExit("rimread events wrote nothing")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return wall, cpu, peak


def memory_mb(session: int) -> float:
    """What all processes of a session take together, MB."""
    total = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                told = (process / "smaps_rollup").read_text().splitlines()
                total += sum(float(line.split()[1]) for line in told if line.startswith("Pss:")) / 1024.0
        except OSError:
            continue  # it ended meanwhile
    return total


def run_events(folder: Path) -> None:
    """Run the command here."""
    from app.cli import run

    files = ("--reads", folder / "reads.json", "--clinical", folder / "clinical.csv", "--out", folder / "out")
    run(["events", *map(str, files)])


def plain_python_s() -> float:
    """Processor time of 20 million additions in a loop: how fast the machine runs Python just now."""
    began, total = time.process_time(), 0
    for number in range(20_000_000):
        total += number
    return time.process_time() - began


def measure() -> dict[str, float]:
    """Seconds for 1,000 patients, how much longer 1,000 take than 250 (4 = linear); the command on 10,000 patients.

    The growth from 1,000 to 10,000 (10 = linear) is that of processor time, which other processes disturb less.
    """
    quarter = seconds(*cohort(250))
    whole = seconds(*cohort(1000))
    _, cpu_1000, _ = as_a_command(1000)
    before = plain_python_s()
    wall, cpu, peak = as_a_command(10_000)
    return {
        "events_1000_s": whole,
        "events_growth_250_to_1000": whole / quarter,
        "events_10000_s": wall,
        "events_10000_cpu_s": cpu,
        "events_10000_cpu_per_plain_python": cpu / statistics.mean((before, plain_python_s())),
        "events_10000_mb": peak,
        "events_growth_1000_to_10000": cpu / cpu_1000,
    }


if __name__ == "__main__":
    if sys.argv[2] == "write":
        write_cohort(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        run_events(Path(sys.argv[1]))
