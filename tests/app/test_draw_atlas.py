"""The disagreement atlas where pictures are wanting, and what it never draws."""

import shutil
from pathlib import Path

from app.usecases.draw_atlas import INDEX, NO_PICTURE, draw_atlas
from app.usecases.record_read import visits_shown
from app.usecases.study import Study
from review_schema.disagreements import Disagreement, Kind
from review_schema.ids import timepoint_id
from review_schema.vocabulary import Arm, Compartment
from tests.app.reading_study import DATES, NODULE_MM, SUBJECT, make_study

PICTURES = "data:image/png;base64,"


def disagreement(
    study: Study, *, subject: str = SUBJECT, scan_id: str | None = None, reader: str = "A"
) -> Disagreement:
    """Two reads from elsewhere about the second visit: one marked the nodule, the other nothing."""
    of = study.state().subjects[SUBJECT]
    visit = next(one for one in of.timepoints if one.timepoint_id == timepoint_id(SUBJECT, DATES[1]))
    x, y, z = (float(n) for n in NODULE_MM)
    return Disagreement(
        comparison="between",
        subject=subject,
        timepoint_id=visit.timepoint_id,
        on=visit.acquired_on,
        compartment=Compartment.CAVITY,
        cavity="C1",
        reader_1=reader,
        reader_2="B",
        read_id_1="elsewhere-1",
        read_id_2="elsewhere-2",
        scan_id_1=scan_id or visit.scan.scan_id,
        scan_id_2=scan_id or visit.scan.scan_id,
        labels_1=("LP",),
        labels_2=("NED",),
        place_1=(x, y, z),
        place_2=None,
        kind=Kind.MISSED,
    )


def page(study: Study, *found: Disagreement) -> str:
    """The pages of all subjects, one after the other."""
    pages = draw_atlas(study, found)
    return "".join(content.decode("utf-8") for name, content in sorted(pages.items()) if name != INDEX)


def test_a_disagreement_has_baseline_and_a_picture_by_each_reader(study: Study) -> None:
    drawn = page(study, disagreement(study))
    assert drawn.count(PICTURES) == 3
    assert drawn.count("<circle") == 1, "only what was marked is circled"
    assert NO_PICTURE not in drawn


def test_reads_of_a_subject_unknown_here_are_told_without_pictures(study: Study) -> None:
    drawn = page(study, disagreement(study, subject="P-ELSEWHERE"), disagreement(study))
    assert drawn.count(NO_PICTURE) == 1
    assert drawn.count(PICTURES) == 3


def test_another_scan_than_the_one_that_was_read_is_not_shown(study: Study) -> None:
    drawn = page(study, disagreement(study, scan_id="f" * 64))
    assert NO_PICTURE in drawn
    assert PICTURES not in drawn


def test_a_read_from_elsewhere_is_drawn_where_the_reference_scan_is_hidden(tmp_path: Path) -> None:
    """After HSRT the planning scan is the reference; marks lie in the frame of the first visit that is shown."""
    with make_study(tmp_path / "S", arm=Arm.HSRT) as study:
        state = study.state()
        first, reference = visits_shown(state.subjects[SUBJECT], state.charter)[0], state.subjects[SUBJECT].reference
        assert reference is not None
        assert first.scan.frame != reference.scan.frame
        assert page(study, disagreement(study)).count(PICTURES) == 3


def test_names_are_text_and_nothing_else(study: Study) -> None:
    assert "<b>A</b>" not in page(study, disagreement(study, reader="<b>A</b>"))


def test_each_subject_has_a_page_and_the_index_counts_kinds_and_leads_there(study: Study) -> None:
    several = [disagreement(study, subject="P<2>"), disagreement(study), disagreement(study, subject="P<2>")]
    pages = draw_atlas(study, several)
    assert list(pages) == [INDEX, "disagreements_0001.html", "disagreements_0002.html"]
    index = pages[INDEX].decode()
    assert "3 compartments" in index
    assert (
        '<a href="disagreements_0002.html">P&lt;2&gt;</a></td><td></td><td></td><td></td><td></td><td>2</td>' in index
    )
    assert b"data:image" not in pages[INDEX]
    assert b"http" not in b"".join(pages.values())
    assert pages == draw_atlas(study, several[::-1])


def test_pictures_do_not_depend_on_what_is_in_the_cache(study: Study) -> None:
    first = draw_atlas(study, [disagreement(study)])
    shutil.rmtree(study.root / "cache" / "display")
    (study.root / "cache" / "display").mkdir()
    assert draw_atlas(study, [disagreement(study)]) == first


def test_only_the_part_that_is_seen_is_resampled(study: Study) -> None:
    draw_atlas(study, [disagreement(study)])
    sizes = [file.stat().st_size for file in (study.root / "cache" / "display").iterdir()]
    assert sizes
    assert max(sizes) < 80 * 80 * 7 * 2 + 1000, "a few slices of 70 mm, not the head"
