"""ADTTE: what CNSR, AVAL and the way back to the source say, by example."""

import csv
import io
from pathlib import Path

import pytest

from review_schema.charter import Charter
from review_schema.endpoints import RULE_MEANINGS, derive_events
from review_schema.export.adtte import (
    CENSORINGS,
    EVENT_NAMES,
    PARAMS,
    RULES,
    VARIABLES,
    adtte_csv,
    adtte_dictionary_csv,
    adtte_dictionary_markdown,
    param,
)
from review_schema.export.labels import labels_csv
from review_schema.settled_labels import settle_labels
from review_schema.vocabulary import Endpoint
from tests.review_schema.histories import clinical_of, read_of


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def data_set(visits: str, clinical: str = "", charter: Charter | None = None) -> list[dict[str, str]]:
    reads, rules = [read_of(visits)] if visits else [], charter or Charter()
    facts = clinical_of(clinical)
    return table(adtte_csv(derive_events(reads, facts, rules), settle_labels(reads, facts, rules), "TRIAL"))


def row(visits: str, clinical: str, paramcd: str, charter: Charter | None = None) -> dict[str, str]:
    return next(line for line in data_set(visits, clinical, charter) if line["PARAMCD"] == paramcd)


CENSOR = Charter(unconfirmed_progression="censor")
BOUNDARY = Charter(boundary_progression="censor")
MISSED = Charter(progression_after_missed_scans="censor")
RADIATED = Charter(new_radiotherapy="censor")
CNSR = {
    "an event": ("d93 NED/NED; d186 LP!/NED", "", "LC", None, "0", "186", "Local progression"),
    "no event by the last scan": ("d93 NED/NED; d186 NED/NED", "", "LC", None, "1", "186", "CENSORED"),
    "no event, and then died": ("d93 NED/NED", "death d200", "LC", None, "2", "93", "CENSORED"),
    "unconfirmed, censored by charter": ("d93 NED/NED; d186 LP/NED", "", "LC", CENSOR, "3", "93", "CENSORED"),
    "no scan since surgery": ("", "last_contact d90", "DBC", None, "4", "0", "CENSORED"),
    "death": ("d93 NED/NED", "death d200", "OS", None, "0", "200", "Death"),
    "progression, or death: it was death": ("d93 NED/NED", "death d200", "RPFSD", None, "0", "200", "Death"),
    "progression, or death: it was not": (
        "d93 NED/NED; d186 NED/DP!",
        "death d300",
        "RPFSD",
        None,
        "0",
        "186",
        "Regional progression",
    ),
    "on the boundary, censored by charter": ("d93 NED/NED; d186 LP!b#1/NED", "", "LC", BOUNDARY, "6", "93", "CENSORED"),
    "on the boundary, never clear": ("d93 LP!b#1/NED", "", "LC", BOUNDARY, "6", "0", "CENSORED"),
    "after missed scans, censored by charter": (
        "d93 NED/NED; d500 LP!/NED",
        "missed_scan d186; missed_scan d279",
        "LC",
        MISSED,
        "7",
        "93",
        "CENSORED",
    ),
    "new radiotherapy, censored by charter": (
        "d93 NED/NED; d186 NED/NED",
        "wbrt d120",
        "LC",
        RADIATED,
        "8",
        "120",
        "CENSORED",
    ),
    "re-operated": ("d93 NED/NED", "reoperation C1 d120 necrosis", "RNFREE", None, "0", "120", "Radionecrosis"),
    "re-operated without it": ("d93 NED/NED", "reoperation C1 d120 tumour", "RNFREE", None, "9", "120", "CENSORED"),
    "alive": ("d93 NED/NED", "last_contact d200", "OS", None, "1", "200", "CENSORED"),
}


@pytest.mark.parametrize("name", CNSR)
def test_cnsr_is_0_for_an_event_and_tells_why_it_is_not(name: str) -> None:
    visits, clinical, paramcd, charter, cnsr, aval, said = CNSR[name]
    line = row(visits, clinical, paramcd, charter)
    assert (line["CNSR"], line["AVAL"], line["EVNTDESC"]) == (cnsr, aval, said)
    assert (line["CNSDTDSC"] == "NA") == (cnsr == "0") == (line["EVNTRSN"] != "NA")


def test_aval_is_adt_less_startdt_and_nothing_is_added() -> None:
    line = row("d93 NED/NED; d186 LP!/NED", "arm HSRT; treatment HSRT d30", "LC")
    assert (line["STARTDT"], line["ADT"], line["AVAL"], line["AVALU"]) == ("2019-03-11", "2019-09-13", "186", "DAYS")
    assert (line["TRTSDT"], line["ENTRYDY"], line["TRTP"]) == ("2019-04-10", "30", "HSRT")
    assert (line["STUDYID"], line["USUBJID"], line["CLUSTER"]) == ("TRIAL", "CASE", "CASE")


SOURCES = {
    "a scan": ("d93 NED/NED; d186 LP!/NED", "", "LC", ("LABELS", "on")),
    "death": ("d93 NED/NED", "death d200", "OS", ("CLINICAL", "death")),
    "last contact": ("d93 NED/NED", "last_contact d200", "OS", ("CLINICAL", "last_contact")),
    "whole-brain irradiation": ("d93 NED/NED", "wbrt d100", "WBIFREE", ("CLINICAL", "wbrt")),
    "cytology": ("d93 NED/NED", "csf d100 positive", "LMDFREE", ("CLINICAL", "csf")),
    "symptoms": ("d93 RN/NED", "symptom C1 d80", "SRNFREE", ("CLINICAL", "symptom")),
    "death in place of progression": ("d93 NED/NED", "death d200", "RPFSD", ("CLINICAL", "death")),
    "histology": ("d93 NED/NED", "reoperation C1 d120 tumour", "LC", ("CLINICAL", "reoperation")),
    "nobody knows the last contact": ("d93 NED/NED", "", "OS", ("CLINICAL", "NA")),
    "nothing but the surgery": ("", "", "DBC", ("CLINICAL", "surgery")),
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_date_names_its_source(name: str) -> None:
    visits, clinical, paramcd, source = SOURCES[name]
    line = row(visits, clinical, paramcd)
    assert (line["SRCDOM"], line["SRCVAR"]) == source


def test_a_cavity_whose_patient_died_names_the_death() -> None:
    lines = data_set("d93 NED/NED", "death d200")
    (line,) = [line for line in lines if (line["PARAMCD"], line["LESIONID"]) == ("LPFSD", "C1")]
    assert (line["SRCDOM"], line["SRCVAR"], line["EVNTDESC"]) == ("CLINICAL", "death", "Death")


@pytest.mark.parametrize(
    ("visits", "clinical", "charter", "kind"),
    [
        ("d93 NED/NED; d186 NED/NED", "wbrt d120", RADIATED, "wbrt"),
        ("d93 NED/NED; d186 NED/NED", "salvage C1 d120 radiotherapy", RADIATED, "salvage"),
        ("d93 NED/NED; d186 NED/NED", "salvage C1 d120 radiotherapy; wbrt d150", RADIATED, "salvage"),
        ("d93 LP/NED", "", CENSOR, "surgery"),
        ("d93 LP!b#1/NED", "", BOUNDARY, "surgery"),
    ],
)
def test_a_date_that_the_charter_set_names_its_source(visits: str, clinical: str, charter: Charter, kind: str) -> None:
    line = row(visits, clinical, "LC", charter)
    assert (line["SRCDOM"], line["SRCVAR"]) == ("CLINICAL", kind)


def test_every_rule_that_dates_a_row_is_known_to_adtte() -> None:
    assert RULES.keys() == RULE_MEANINGS.keys()
    assert {cnsr for cnsr, _ in RULES.values()} <= CENSORINGS.keys()


def test_the_start_of_radiotherapy_is_told_also_without_a_surgery_date() -> None:
    facts = tuple(one for one in clinical_of("arm HSRT; treatment HSRT d30") if one.kind != "surgery")
    events = derive_events([read_of("d93 NED/NED")], facts, Charter())
    assert {line["TRTSDT"] for line in table(adtte_csv(events, (), "TRIAL"))} == {"2019-04-10"}


def test_srcseq_is_the_line_of_labels_csv() -> None:
    reads, facts = [read_of("d93 NED/NED; d186 LP!/NED")], clinical_of("")
    labels = settle_labels(reads, facts, Charter())
    events = table(adtte_csv(derive_events(reads, facts, Charter()), labels, "TRIAL"))
    line = next(line for line in events if line["PARAMCD"] == "LC")
    source = table(labels_csv(labels))[int(line["SRCSEQ"]) - 1]
    assert (source["label"], source["on"], source["finding_id"]) == ("LP", line["ADT"], line["FINDID"])


def test_lpfs_has_rows_of_two_units_that_unit_tells_apart() -> None:
    lines = [line for line in data_set("d93 NED|NED/NED", "surgery C1 d0; surgery C2 d0") if line["PARAMCD"] == "LPFS"]
    assert [(line["UNIT"], line["LESIONID"]) for line in lines] == [
        ("PATIENT", "NA"),
        ("CAVITY", "C1"),
        ("CAVITY", "C2"),
    ]


def test_every_endpoint_has_a_param_and_a_code_of_at_most_8_characters() -> None:
    for endpoint in Endpoint:
        assert len(endpoint) <= 8
        assert param(endpoint) != endpoint
    assert PARAMS.keys() == EVENT_NAMES.keys()
    assert param("LPFSD") == "Local progression-free survival or death"


def test_names_and_labels_fit_a_transport_file() -> None:
    assert all(len(variable.name) <= 8 and variable.name.isupper() for variable in VARIABLES)
    assert all(len(variable.label) <= 40 for variable in VARIABLES)
    assert len({variable.name for variable in VARIABLES}) == len(VARIABLES)


def test_the_dictionary_tells_every_variable_once_and_in_order() -> None:
    told = table(adtte_dictionary_csv())
    assert [line["variable"] for line in told] == list(data_set("d93 NED/NED")[0])
    assert all(line["origin"] and line["label"] for line in told)


def test_the_page_about_exports_holds_the_dictionary() -> None:
    page = Path(__file__).parents[2] / "docs" / "exports.md"
    assert adtte_dictionary_markdown() in page.read_text(encoding="utf-8")
