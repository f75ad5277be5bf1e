"""Contours in a study: who drew what, lesions outlined by two readers, and the verdict that hangs on a contour."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.usecases.accounts import SignedIn, add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.draw_cavity import save_contour
from app.usecases.exchange_reads import signed_reads
from app.usecases.mark_lesion import mark_outline
from app.usecases.measure_agreement import measure_agreement
from app.usecases.measure_contours import contour_pairs
from app.usecases.open_case import load_case
from app.usecases.record_read import lock_timepoint, open_read, sign_read
from app.usecases.study import Study
from app.usecases.verify_study import verify_study
from imaging.volume import Mask
from review_schema.agreement_contours import ContourPair
from review_schema.charter import Charter
from review_schema.errors import StoredFileMissing
from review_schema.payloads import LesionsOutlined
from review_schema.read import LockedTimePoint
from review_schema.vocabulary import Arm, Role
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT, make_study
from tests.imaging.shapes import sphere
from tests.study_factory import finding

OTHER = "reader-c"


@pytest.fixture(params=[Arm.IORT, Arm.HSRT])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    """A case of either arm; in one the reference scan is hidden from readers. Two of them."""
    with make_study(tmp_path / "S", arm=request.param) as made:
        add_reader(made, OTHER, PASSWORD, Role.READER, COORDINATOR)
        assign_reads(made, reread_fraction=0.0, author=COORDINATOR)
        yield made


def read_all(study: Study, name: str, lesion_mm: float | None, *, outlined: bool = True) -> None:
    """Read and sign the case: on the second visit a lesion of 3 mm radius at this place along x, or none."""
    who = SignedIn(name, Role.READER)
    (read_id,) = (one.read_id for one in study.state().reads.values() if one.reader == name)
    read = open_read(study, who, read_id)
    for order, visit in enumerate(read.visits):
        found = [finding("NED"), finding("NED", None)]
        outlines: Mapping[str, Mask] = {}
        if order == 1 and lesion_mm is not None:
            ids = [one.timepoint_id for one in read.visits[:2]]
            case = load_case(study, SUBJECT, timepoint_ids=ids, blinded=read.visits[:2], read_id=read_id)
            mark = mark_outline(
                sphere(3.0, (lesion_mm, 0.0, 0.0)).mask(case.grid),
                baseline=case.cavities,
                current={},
                registration_error_mm=0.3,
                trusted=True,
                charter=Charter(),
            )
            found[0] = finding("LP", lesion="L1", measure=mark.measure)
            outlines = {found[0].finding_id: mark.outline} if outlined else {}
        timepoint = LockedTimePoint(timepoint_id=visit.timepoint_id, scan_id=visit.scan_id, findings=tuple(found))
        lock_timepoint(study, who, read_id, timepoint, outlines=outlines)
    sign_read(study, who, read_id, PASSWORD)


def contoured_anew(study: Study, author: str, shift_mm: float, source: str = "file") -> None:
    """Another contour of the cavity on the reference scan, shifted along x; "drawn": over the one stored last."""
    reference = study.state().subjects[SUBJECT].reference
    assert reference is not None
    body = sphere(9.0, (shift_mm, 0.0, 0.0)).mask(study.load_scan(reference.scan).grid)
    where = {"subject": SUBJECT, "cavity": "C1", "timepoint_id": reference.timepoint_id}
    save_contour(study, mask=body, source=source, author=author, **where)


def pairs(study: Study) -> tuple[ContourPair, ...]:
    return contour_pairs(study, signed_reads(study))


def test_two_readers_outlines_of_one_lesion_are_compared(study: Study) -> None:
    read_all(study, READER, 13.5)
    read_all(study, OTHER, 14.5)
    (found,) = pairs(study)
    assert (found.what, found.drawn, found.reader_1, found.reader_2) == ("lesion", "both", READER, OTHER)
    assert found.figures is not None
    assert found.figures.dice == pytest.approx(1 - 3 / 12 + 1 / (16 * 27), abs=0.03)
    assert found.figures.mean_mm == pytest.approx(0.5, abs=0.05)
    assert (found.judged, found.changed) == (1, 0)


def test_the_verdict_changes_where_a_reader_has_the_lesion_beyond_the_margin(study: Study) -> None:
    # 4.0 mm from the cavity, and 5.4: within the doubt, so that each may call it local.
    read_all(study, READER, 16.0)
    read_all(study, OTHER, 17.4)
    (found,) = pairs(study)
    assert (found.judged, found.changed) == (1, 1)


def test_a_lesion_that_one_reader_marked_is_counted_and_not_estimable(study: Study) -> None:
    read_all(study, READER, None)
    read_all(study, OTHER, 14.0)
    (found,) = pairs(study)
    assert (found.drawn, found.figures, found.judged) == ("second only", None, 0)


def test_a_lesion_whose_outline_was_not_kept_is_not_estimable(study: Study) -> None:
    read_all(study, READER, 14.0)
    read_all(study, OTHER, 14.0, outlined=False)
    (found,) = pairs(study)
    assert (found.drawn, found.figures, found.judged) == ("both", None, 1)


def test_a_cavity_contoured_by_two_people_is_compared_and_judges_the_lesions_of_the_case(study: Study) -> None:
    read_all(study, READER, 16.0)  # 4 mm from one contour
    contoured_anew(study, "colleague", -2.0)  # 6 mm from the other
    (found,) = pairs(study)
    assert (found.what, found.name, found.reader_1, found.reader_2) == ("cavity", "C1", COORDINATOR, "colleague")
    assert found.figures is not None
    assert found.figures.dice == pytest.approx(1 - 6 / 36 + 8 / (16 * 729), abs=0.02)
    assert (found.judged, found.changed) == (1, 1)


def test_only_the_latest_contour_of_each_author_counts_and_a_copy_is_none(study: Study) -> None:
    contoured_anew(study, "colleague", 4.0)
    contoured_anew(study, "colleague", 1.0)
    contoured_anew(study, "third", 1.0)  # the same file
    found = pairs(study)
    assert [(one.reader_1, one.reader_2) for one in found] == [(COORDINATOR, "colleague"), (COORDINATOR, "third")]
    assert all(one.figures is not None and one.figures.dice > 0.85 for one in found)


CORRECTIONS = [
    # what the case teaches, contours after the coordinator's in their order, pairs with the coordinator
    ("a colleague corrects the coordinator's contour", [("colleague", 1.0, "drawn")], []),
    ("a colleague brings a file", [("colleague", 1.0, "file")], ["colleague"]),
    ("and corrects it in the window", [("colleague", 1.0, "file"), ("colleague", 2.0, "drawn")], ["colleague"]),
    (
        "a correction of a correction is none's own",
        [("colleague", 1.0, "drawn"), ("colleague", 2.0, "drawn"), ("third", 3.0, "drawn")],
        [],
    ),
    (
        "a correction of another's leaves the author's own earlier contour",
        [("colleague", 1.0, "file"), ("third", 3.0, "file"), ("colleague", 2.5, "drawn")],
        ["colleague", "third"],
    ),
    (
        "a drawing over an applicator's sphere",
        [("plan", 0.5, "applicator"), ("colleague", 1.0, "drawn")],
        ["colleague"],
    ),
]


@pytest.mark.parametrize(("told", "later", "compared"), CORRECTIONS, ids=[row[0] for row in CORRECTIONS])
def test_a_correction_of_another_s_contour_is_no_second_contour(
    study: Study, told: str, later: list[tuple[str, float, str]], compared: list[str]
) -> None:
    for author, shift_mm, source in later:
        contoured_anew(study, author, shift_mm, source)
    assert [one.reader_2 for one in pairs(study) if one.reader_1 == COORDINATOR] == compared


def test_a_stored_outline_is_verified_like_a_contour(study: Study) -> None:
    read_all(study, READER, 14.0)
    entries = [entry.payload for entry in study.ledger.entries() if entry.kind == LesionsOutlined.kind]
    assert len(entries) == 1
    (entry,) = entries
    assert isinstance(entry, LesionsOutlined)
    verify_study(study)
    study.masks.path(entry.outlines[0].mask_id).unlink()
    with pytest.raises(StoredFileMissing):
        verify_study(study)


def test_the_files_tell_each_outline_and_the_figures_of_each_pair(study: Study, tmp_path: Path) -> None:
    read_all(study, READER, 13.5)
    read_all(study, OTHER, 14.5)
    contoured_anew(study, "colleague", 2.0)
    measure_agreement(study, tmp_path / "out")
    measure_agreement(study, tmp_path / "again")
    for name in ("agreement_contours.csv", "outlines.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
        with (tmp_path / "out" / name).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert [row["what"] for row in rows] == ["cavity", "lesion"]
        assert all(float(row["dice"]) > 0.7 for row in rows)
    page = (tmp_path / "out" / "agreement.md").read_text(encoding="utf-8")
    assert f"| {COORDINATOR} and colleague | cavity | 1 | 0 | 0 | 1 |" in page
    # One patient: there is nobody to draw.
    with (tmp_path / "out" / "agreement_contours.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["dice_low"] for row in csv.DictReader(handle)} == {"not estimable"}
