from pathlib import Path

from app.usecases.accounts import add_reader, sign_in
from app.usecases.assign_reads import assign_reads
from app.usecases.record_read import worklist
from app.viewmodels.worklist import WorklistModel
from review_schema.vocabulary import Role
from tests.app.reading_study import COORDINATOR, PASSWORD, make_study


def test_a_reread_that_waits_is_not_listed_and_not_counted(tmp_path: Path) -> None:
    with make_study(tmp_path / "study") as study:
        add_reader(study, "reader-c", PASSWORD, Role.READER, COORDINATOR)
        assign_reads(study, readers=["reader-c"], reread_fraction=1.0, washout_days=28, author=COORDINATOR)
        assert [row.available for row in worklist(study, "reader-c")] == [True, False]
        model = WorklistModel(study, sign_in(study, "reader-c", PASSWORD))
        assert [line.can_open for line in model.lines] == [True]
        assert model.progress == "0 of 1 read"
        assert model.next_order == 0
