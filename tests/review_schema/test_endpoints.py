"""Endpoints: the named histories, and what must hold for every history."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.charter import ADDED_LATER, RULE_SET_VERSION, Charter
from review_schema.endpoints import CAVITY_ENDPOINTS, PATIENT_ENDPOINTS, EventRow, derive_events, flag_counts
from review_schema.errors import EventBeforeOrigin, ScanAfterDeath
from review_schema.vocabulary import Endpoint
from tests.review_schema.endpoint_cases import CASES, Case
from tests.review_schema.histories import DAY_0, by_unit, clinical_of, day, read_of, told

CHARTER = Charter()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_the_history_gives_the_expected_rows(case: Case) -> None:
    def rows() -> dict[str, EventRow]:
        charter = Charter.model_validate(case.charter)
        return by_unit(derive_events([read_of(case.visits)], clinical_of(case.clinical), charter))

    if "refused" in case.expected.values():
        with pytest.raises((EventBeforeOrigin, ScanAfterDeath)):
            rows()
        return
    found = rows()
    assert {unit: told(found[unit], mention=text) for unit, text in case.expected.items()} == case.expected


def test_the_table_has_at_least_sixty_histories_with_names_of_their_own() -> None:
    assert len({case.sentence for case in CASES}) == len(CASES) >= 60


def test_the_table_names_every_endpoint() -> None:
    assert {unit.split()[0] for case in CASES for unit in case.expected if unit} == set(Endpoint)


def rows_of(visits: str, clinical: str = "", **charter: object) -> dict[str, EventRow]:
    return by_unit(derive_events([read_of(visits)], clinical_of(clinical), Charter.model_validate(charter)))


# --- what a row says ------------------------------------------------------------------------------------------------


def test_an_event_names_reader_rule_scan_and_finding_behind_its_date() -> None:
    row = rows_of("d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/NED", "arm IORT")["LPFS C1"]
    assert (row.subject, row.cavity, row.arm, row.reader, row.read_id) == ("CASE", "C1", "IORT", "A", "read-1")
    assert (row.origin_date, row.event_date) == (DAY_0, day(186))
    assert (row.left_days, row.right_days, row.time_days, row.status) == (93, 186, 186, 1)
    assert (row.scan_id, row.finding_id) == ("scan-186-2", "read-1-2-C1-0")
    assert row.rule_set == f"{RULE_SET_VERSION}+{CHARTER.sha256()[:12]}"
    assert row.reason == f"LP: seen again on {day(275)}"


def test_a_censored_row_names_the_scan_it_was_last_clear_on() -> None:
    row = rows_of("d93 NED/NED; d186 STABLE/NED; d275 NE/NED")["LC C1"]
    assert (row.event_date, row.scan_id, row.finding_id) == (day(186), "scan-186-1", "read-1-1-C1-0")
    assert (row.left_days, row.right_days) == (186, None)


def test_unconfirmed_reasons_tell_why() -> None:
    assert "no later evaluable scan" in rows_of("d93 LP/NED")["LPFS C1"].reason
    assert "treated before" in rows_of("d93 LP/NED; d186 LP/NED", "salvage C1 surgery d100")["LPFS C1"].reason


def test_a_row_names_the_start_of_radiotherapy_and_the_rule_that_dated_it() -> None:
    found = rows_of("d93 NED/NED; d186 LP/NED; d275 LP/NED", "arm HSRT; treatment C1 HSRT d29; last_contact d300")
    assert found["LPFS C1"].treatment_on == found["OS"].treatment_on == day(29)
    assert (found["LPFS C1"].rule, found["DBC"].rule, found["OS"].rule) == (
        "first_seen",
        "last_evaluable_scan",
        "last_contact",
    )


def test_settings_that_came_later_leave_the_hash_of_an_older_charter_alone() -> None:
    later = {name: getattr(CHARTER, name) for name in ADDED_LATER}
    assert Charter.model_validate(later).sha256() == CHARTER.sha256()
    assert Charter(rn_certainty=2).sha256() != CHARTER.sha256()
    assert Charter().sha256().startswith("3cd8535fd7ef"), "as it was before they came"


def test_another_charter_gives_another_rule_set() -> None:
    assert rows_of("")["OS"].rule_set != rows_of("", confirmation_days=56)["OS"].rule_set


@pytest.mark.parametrize(
    ("clinical", "entry"),
    [
        ("arm IORT", 0),
        ("arm HSRT; treatment C1 HSRT d29", 29),
        ("arm HSRT; treatment HSRT d30", 30),
        ("arm HSRT; treatment SRS d10; treatment C1 HSRT d31", 31),
        ("arm HSRT; treatment C1 HSRT d-400; treatment C1 HSRT d32", 32),
        ("arm HSRT", None),
    ],
)
def test_delayed_entry_is_the_start_of_cavity_radiotherapy(clinical: str, entry: int | None) -> None:
    found = rows_of("d93 NED/NED", clinical)
    assert found["LPFS C1"].entry_days == found["OS"].entry_days == entry


def test_new_radiotherapy_before_the_event_is_named_and_the_row_goes_on() -> None:
    found = rows_of("d93 NED/DP; d186 NED/DP; d275 LP/DP; d368 LP/DP", "salvage radiotherapy d100; wbrt d200")
    assert found["LPFS C1"].new_radiotherapy_days == 200
    assert found["LPFS"].new_radiotherapy_days == 100
    assert found["DBC"].new_radiotherapy_days is None
    assert found["LPFS C1"].time_days == 275


def test_missed_scans_leave_the_sensitivity_date_at_the_last_clear_scan() -> None:
    row = rows_of("d93 NED/NED; d368 LP/NED; d460 LP/NED", "missed_scan d186; missed_scan d275")["LPFS C1"]
    assert (row.missed_scans, row.left_days, row.time_days) == (2, 93, 368)


def test_an_event_censored_for_missed_scans_still_tells_how_many_were_missed() -> None:
    row = rows_of(
        "d93 NED/NED; d368 LP/NED; d460 LP/NED",
        "missed_scan d186; missed_scan d275",
        progression_after_missed_scans="censor",
    )["LPFS C1"]
    assert (row.status, row.time_days, row.missed_scans, row.flags) == (0, 93, 2, ("missed_scans",))
    assert "after 2 missed scans" in row.reason


def test_censoring_at_new_radiotherapy_leaves_the_last_clear_scan_where_it_was() -> None:
    row = rows_of("d93 NED/NED; d275 LP/NED; d368 LP/NED", "wbrt d150", new_radiotherapy="censor")["LPFS C1"]
    assert (row.status, row.time_days, row.left_days, row.rule) == (0, 150, 93, "new_radiotherapy")
    later = rows_of("d93 NED/NED; d186 NED/NED", "wbrt d150; systemic_staging d40", new_radiotherapy="censor")
    assert (later["LPFS C1"].left_days, later["GPFS"].left_days) == (93, 40)


def test_a_death_after_new_radiotherapy_is_not_told_of_a_row_that_had_ended() -> None:
    row = rows_of("d93 NED/NED", "wbrt d200; death other d400", new_radiotherapy="censor")["LPFS C1"]
    assert (row.status, row.competing_days) == (0, None)
    assert row.reason == "no LP up to the last evaluable scan; then new radiotherapy"


def test_the_patient_of_the_index_cavity_alone_is_told_so() -> None:
    row = rows_of("d93 NED/NED", patient_cavity="index")["LPFS"]
    assert row.reason == "no LP in a cavity of the index surgery up to the last evaluable scan"


def test_death_competes_at_its_own_day_while_the_row_is_censored_at_the_last_scan() -> None:
    row = rows_of("d93 NED/NED", "death other d200")["RPFS"]
    assert (row.status, row.time_days, row.competing_days, row.event_date) == (2, 93, 200, day(93))
    assert "then died" in row.reason


def test_without_a_surgery_date_rows_keep_their_dates_but_have_no_times() -> None:
    clinical = tuple(row for row in clinical_of("arm IORT; last_contact d400") if row.kind != "surgery")
    found = by_unit(derive_events([read_of("d93 NED/NED; d186 LP/NED; d275 LP/NED")], clinical, CHARTER))
    row = found["LPFS C1"]
    assert (row.status, row.event_date, row.time_days, row.left_days, row.origin_date) == (
        1,
        day(186),
        None,
        None,
        None,
    )
    assert row.flags == ("no_origin",)
    assert found["OS"].event_date == day(400)


def test_without_any_clinical_row_a_read_still_gives_dates() -> None:
    row = by_unit(derive_events([read_of("d-2(pre) LP/NED; d93 NED/NED")], (), CHARTER))["LPFS C1"]
    assert (row.status, row.event_date, row.arm) == (0, day(93), "")


def test_without_a_surgery_date_the_early_scan_is_known_by_its_role() -> None:
    row = by_unit(derive_events([read_of("d2(early) LP/NED; d93 NED/NED")], (), CHARTER))["LPFS C1"]
    assert (row.status, row.event_date) == (0, day(93))


def test_a_clinical_row_may_give_a_scan_its_role() -> None:
    clinical = clinical_of("")
    role = clinical[0].model_copy(update={"kind": "scan_role", "on": day(20), "value": "early post-op", "cavity": None})
    row = by_unit(derive_events([read_of("d20 LP/NED; d93 NED/NED")], (*clinical, role), CHARTER))["LPFS C1"]
    assert row.status == 0


def test_clinical_rows_without_a_date_date_nothing() -> None:
    undated = tuple(
        row.model_copy(update={"on": None})
        for row in clinical_of("surgery C2 d0; symptom C1 rn d10; wbrt d20; reoperation C1 tumour d30; death other d40")
    )
    reads = [read_of("d93 NED/NED")]
    assert derive_events(reads, (*clinical_of(""), *undated), CHARTER) == derive_events(reads, clinical_of(""), CHARTER)


def test_a_surgery_that_names_no_cavity_is_the_origin_of_all() -> None:
    surgery = clinical_of("")[0].model_copy(update={"cavity": None})
    found = by_unit(derive_events([read_of("d93 NED|LP/NED; d186 NED|LP/NED")], (surgery,), CHARTER))
    assert found["LPFS C2"].time_days == found["LPFS"].time_days == 93


def test_a_subject_without_a_read_is_kept_at_time_0() -> None:
    found = by_unit(derive_events([], clinical_of("surgery C1 d0; surgery C2 d0; last_contact d90"), CHARTER))
    assert (found["LPFS C2"].time_days, found["LPFS C2"].status, found["OS"].time_days) == (0, 0, 90)
    assert all("no_read" in row.flags and row.reader == "" for row in found.values())


def test_rereads_are_left_out() -> None:
    first = read_of("d93 NED/NED")
    again = read_of("d93 LP/NED", read_id="read-2", reread_of="read-1")
    assert derive_events([first, again], clinical_of(""), CHARTER) == derive_events([first], clinical_of(""), CHARTER)


def test_each_read_gives_its_own_rows() -> None:
    reads = [read_of("d93 NED/NED", reader="A"), read_of("d93 LP/NED", reader="B", read_id="read-2")]
    rows = derive_events(reads, clinical_of(""), CHARTER)
    assert {row.reader: row.status for row in rows if row.paramcd == "LC"} == {"A": 0, "B": 1}
    assert len(rows) == 2 * (len(CAVITY_ENDPOINTS) + len(PATIENT_ENDPOINTS))


def test_the_cavity_and_patient_endpoints_are_all_eleven() -> None:
    assert set(CAVITY_ENDPOINTS) | set(PATIENT_ENDPOINTS) == set(Endpoint)
    found = rows_of("d93 NED|NED/NED", "surgery C1 d0; surgery C2 d0")
    assert set(found) == {f"{p} {c}" for p in CAVITY_ENDPOINTS for c in ("C1", "C2")} | set(PATIENT_ENDPOINTS)


def test_an_event_before_its_origin_is_told_without_identity() -> None:
    with pytest.raises(EventBeforeOrigin) as refused:
        rows_of("d-10 LP/NED")
    assert vars(refused.value) == {"what": "LP", "days_before": 10, "read_number": 1}


def test_flags_are_counted_by_row() -> None:
    rows = derive_events([read_of("d93 NED/NED")], clinical_of(""), CHARTER)
    assert flag_counts(rows) == {"no_last_contact": 2, "no_staging": 2}


# --- what holds for every history -----------------------------------------------------------------------------------

CAVITY = st.sampled_from(["NED", "NED", "STABLE", "PIE", "LP", "LP!", "RN", "RN*", "LP+RN", "NE"])
BRAIN = st.sampled_from(["NED", "NED", "DP", "DP!", "LMD", "DP+LMD", "NE"])
CLINICAL = st.sampled_from(
    [
        "",
        "arm IORT; last_contact d900",
        "death other d1000",
        "salvage C1 radiotherapy d200",
        "wbrt d150; systemic_staging d100; systemic_staging d300",
        "reoperation C1 tumour d400",
        "reoperation C1 necrosis d250; death neurological d1000",
        "csf positive d180; extracranial_progression d260",
        "surgery C1 d0; surgery C2 d222",
        "symptom C1 rn d210; missed_scan d40; missed_scan d41",
    ]
)
SETTINGS = st.fixed_dictionaries(
    {
        "unconfirmed_progression": st.sampled_from(["event", "censor"]),
        "icdc_date": st.sampled_from(["last_mri", "episode_start"]),
        "lmd_counts_in_rpfs": st.booleans(),
    }
)


@st.composite
def visit_lists(draw: st.DrawFn) -> list[str]:
    days = sorted(draw(st.sets(st.integers(1, 900), max_size=7)))
    return [f"d{number} {draw(CAVITY)}/{draw(BRAIN)}" for number in days]


@given(visit_lists(), CLINICAL, SETTINGS)
def test_times_statuses_and_intervals_agree(visits: list[str], clinical: str, settings: dict[str, object]) -> None:
    for unit, row in rows_of("; ".join(visits), clinical, **settings).items():
        assert row.time_days is not None, unit
        assert row.left_days is not None, unit
        assert row.origin_date is not None
        assert row.event_date == row.origin_date + timedelta(days=row.time_days)
        assert 0 <= row.left_days <= row.time_days
        assert (row.right_days == row.time_days) if row.status == 1 else (row.right_days is None)
        assert (row.competing_days is not None) == (row.status == 2)
        if row.status == 1 and row.scan_id:
            assert row.left_days < row.time_days, unit
        if row.status != 1:
            assert row.left_days == row.time_days
        if row.competing_days is not None:
            assert row.competing_days >= row.time_days


@given(visit_lists(), CLINICAL, st.integers(-2000, 2000))
def test_shifting_all_dates_shifts_all_dates_and_nothing_else(visits: list[str], clinical: str, by: int) -> None:
    zero = DAY_0 + timedelta(days=by)
    still = derive_events([read_of("; ".join(visits))], clinical_of(clinical), CHARTER)
    moved = derive_events([read_of("; ".join(visits), zero=zero)], clinical_of(clinical, zero=zero), CHARTER)
    for one, other in zip(still, moved, strict=True):
        assert one.event_date is not None
        assert other.event_date == one.event_date + timedelta(days=by)
        if one.treatment_on is not None:
            assert other.treatment_on == one.treatment_on + timedelta(days=by)
        dated = {"event_date", "origin_date", "treatment_on", "reason"}
        assert one.model_dump(exclude=dated) == other.model_dump(exclude=dated)


@given(visit_lists(), CLINICAL, SETTINGS)
def test_a_later_clear_scan_never_moves_an_event_earlier(
    visits: list[str], clinical: str, settings: dict[str, object]
) -> None:
    before = rows_of("; ".join(visits), clinical, **settings)
    after = rows_of("; ".join([*visits, "d950 NED/NED"]), clinical, **settings)
    for unit, row in after.items():
        if row.status == 1:
            assert before[unit].status == 1 or settings["unconfirmed_progression"] == "censor"
            assert before[unit].time_days is not None
            assert row.time_days is not None
            assert row.time_days >= before[unit].time_days


@given(st.data())
def test_no_order_of_reads_visits_or_clinical_rows_matters(data: st.DataObject) -> None:
    visits = data.draw(visit_lists())
    clinical = clinical_of(data.draw(CLINICAL))
    reads = [read_of("; ".join(visits), reader=reader, read_id=f"read-{reader}") for reader in "ABC"]
    shuffled = [
        read.model_copy(update={"timepoints": tuple(data.draw(st.permutations(read.timepoints)))})
        for read in data.draw(st.permutations(reads))
    ]
    expected = derive_events(reads, clinical, CHARTER)
    assert derive_events(shuffled, data.draw(st.permutations(clinical)), CHARTER) == expected


@given(visit_lists(), CLINICAL)
def test_the_patient_is_never_free_longer_than_the_first_cavity(visits: list[str], clinical: str) -> None:
    found = rows_of("; ".join(visits), clinical)
    cavity, patient = found["LPFS C1"], found["LPFS"]
    if cavity.status == 1:
        assert (patient.status, patient.time_days) == (1, cavity.time_days)


@given(visit_lists(), CLINICAL)
def test_regional_progression_is_the_first_of_distant_and_leptomeningeal(visits: list[str], clinical: str) -> None:
    found = rows_of("; ".join(visits), clinical)
    events = [row.time_days for row in (found["DBC"], found["LMDFREE"]) if row.status == 1 and row.time_days]
    assert (found["RPFS"].time_days if found["RPFS"].status == 1 else None) == min(events, default=None)
