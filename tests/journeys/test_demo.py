"""The demo as a newcomer makes it, and what follows from its simulated reads."""

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from review_schema.vocabulary import DEATH_TWINS
from tests.as_typed import rows_of, typed
from tests.made_demo import MadeDemo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

LABELS = [
    *(("cavity", label) for label in ("LP", "RN", "PIE", "STABLE", "NED", "NE")),
    *(("brain", label) for label in ("DP", "LMD", "NED", "NE")),
]
TWIN_OF = {twin.value: endpoint.value for endpoint, twin in DEATH_TWINS.items()}
READERS = ("exact", "reader-b", "reader-c")
Said = dict[str, set[tuple[str, str]]]
"""What a reader said at each time point: pairs of compartment and label."""


@pytest.fixture
def demo(made_demo: MadeDemo) -> Path:
    return made_demo.folder


def test_six_patients_of_both_arms_are_registered_and_trusted(demo: Path) -> None:
    truth = json.loads((demo / "truth" / "truth.json").read_text(encoding="utf-8"))
    arms = Counter(patient["arm"] for patient in truth["patients"])
    assert sum(arms.values()) >= 6
    assert set(arms) == {"IORT", "HSRT"}
    registrations = typed("register", demo / "study")["registrations"]
    visits = sum(len(patient["visits"]) for patient in truth["patients"])
    assert len(registrations) == visits - len(truth["patients"]), "each visit but the baseline"
    assert all(row["trusted"] for row in registrations)


def test_every_event_of_a_reader_who_makes_no_mistake_has_its_true_date(demo: Path, tmp_path: Path) -> None:
    typed("events", demo / "study", "--out", tmp_path)
    found = {
        (row["id"], "" if row["cavity"] == "NA" else row["cavity"], row["paramcd"]): (row["status"], row["event_date"])
        for row in rows_of(tmp_path / "events.csv")
        if row["reader"] == "exact"
    }
    truth = json.loads((demo / "truth" / "truth.json").read_text(encoding="utf-8"))
    known = {
        (patient["subject"], one["cavity"], one["endpoint"]): (str(one["status"]), one["event_date"])
        for patient in truth["patients"]
        for one in patient["expected"]
    }
    assert {endpoint for _, _, endpoint in found} >= set(TWIN_OF)
    for (case, cavity, endpoint), (status, day) in found.items():
        if endpoint in TWIN_OF and found[case, cavity, TWIN_OF[endpoint]][0] != "2":
            assert (status, day) == found[case, cavity, TWIN_OF[endpoint]], "without a death the twins say the same"
    assert {unit: said for unit, said in found.items() if unit[2] not in TWIN_OF} == known
    assert {endpoint for (_, _, endpoint), (status, _) in found.items() if status == "1"} >= {
        "LPFS",
        "DBC",
        "LMDFREE",
        "RNFREE",
    }, "each kind of event is in the demo"


def reads_of(demo: Path, tmp_path: Path) -> dict[str, list[tuple[bool, Said]]]:
    """Every signed read by reader: whether it is a re-read, and what was said."""
    path = tmp_path / "reads.json"
    typed("reads", demo / "study", "export", path)
    reads: dict[str, list[tuple[bool, Said]]] = {reader: [] for reader in READERS}
    for read in json.loads(path.read_text(encoding="utf-8"))["reads"]:
        said: Said = {
            point["timepoint_id"]: {(finding["compartment"], finding["label"]) for finding in point["findings"]}
            for point in read["timepoints"]
        }
        reads[read["reader"]].append((read["reread_of"] is not None, said))
    return reads


def by_hand(pairs: list[tuple[Said, Said]], label: tuple[str, str]) -> dict[str, Any]:
    """The four-fold table of a label and its figures, as one works them out on paper."""
    both = only_1 = only_2 = neither = 0
    for first, second in pairs:
        for visit in first.keys() & second.keys():
            yes = (label in first[visit], label in second[visit])
            both += yes == (True, True)
            only_1 += yes == (True, False)
            only_2 += yes == (False, True)
            neither += yes == (False, False)
    n = both + only_1 + only_2 + neither
    alike = (both + neither) / n
    chance = ((both + only_1) * (both + only_2) + (only_2 + neither) * (only_1 + neither)) / n**2
    positives, negatives = 2 * both + only_1 + only_2, 2 * neither + only_1 + only_2
    return {
        "counts": [n, both, only_1, only_2, neither],
        "raw": alike,
        "positive": 2 * both / positives if positives else None,
        "negative": 2 * neither / negatives if negatives else None,
        "kappa": (alike - chance) / (1 - chance) if chance < 1 else None,
    }


def merged(reads: list[tuple[bool, Said]], *, again: bool) -> Said:
    """A reader's first reads, or re-reads, of all cases."""
    return {visit: said for is_again, read in reads if is_again is again for visit, said in read.items()}


def test_agreement_is_what_one_works_out_on_paper(demo: Path, tmp_path: Path) -> None:
    typed("agreement", demo / "study", "--out", tmp_path)
    reads = reads_of(demo, tmp_path)
    firsts = {reader: merged(reads[reader], again=False) for reader in READERS}
    compared: dict[tuple[str, str, str], list[tuple[Said, Said]]] = {
        ("between", one, other): [(firsts[one], firsts[other])] for one, other in itertools.combinations(READERS, 2)
    }
    compared |= {
        ("within", reader, reader): [(firsts[reader], merged(reads[reader], again=True))] for reader in READERS
    }
    known = {(*who, *label): by_hand(pairs, label) for who, pairs in compared.items() for label in LABELS}
    rows = [row for row in rows_of(tmp_path / "agreement.csv") if row["unit"] == "timepoint"]
    found = {
        tuple(row[name] for name in ("comparison", "reader_1", "reader_2", "compartment", "label")): row for row in rows
    }
    assert found.keys() == known.keys()
    for key, row in found.items():
        figures = known[key]
        assert [int(row[name]) for name in ("n", "both", "only_1", "only_2", "neither")] == figures["counts"], key
        for name in ("raw", "positive", "negative", "kappa"):
            said = None if row[name] == "not estimable" else float(row[name])
            assert said == pytest.approx(figures[name], abs=1e-6), (key, name)
    assert any(row["kappa"] not in ("1.0", "not estimable") for row in rows), "the readers do differ"


def test_each_disagreement_of_the_demo_has_its_pictures(demo: Path, tmp_path: Path) -> None:
    typed("agreement", demo / "study", "--out", tmp_path / "one", "--atlas")
    typed("agreement", demo / "study", "--out", tmp_path / "two", "--atlas")
    one, two = (
        {file.name: file.read_bytes() for file in sorted((tmp_path / name).glob("disagreements*.html"))}
        for name in ("one", "two")
    )
    assert one == two
    page = b"".join(one.values())
    rows = rows_of(tmp_path / "one" / "disagreements.csv")
    assert rows
    assert len(one) == 1 + len({row["id"] for row in rows})
    assert page.count(b"data:image/png;base64,") == 3 * len(rows)
    assert b"http" not in page, "nothing is fetched from elsewhere"
