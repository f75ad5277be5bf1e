"""Named histories and the event rows they must give: the endpoint rules as a clinician would tell them.

One line per visit, ``day cavity/brain``: ``d93 NED/NED``. Days count from the index surgery.

* two cavities: ``NED|LP/NED`` (C1|C2); two labels at once: ``LP+RN``; nothing said: ``-``
* marks on a label: ``!`` confirmed by the reader, ``~`` revised, ``x`` withdrawn, ``*`` symptomatic,
  ``^`` growth of a metastasis known before, ``b`` on the boundary of the margin, ``#2`` lesion number 2
* ``d2(early)``, ``d30(planning)``, ``d-3(pre)``: the scan's role; ``d186(absent)``: a scheduled scan that was missed

Clinical rows, ``kind cavity value day``: ``reoperation C1 tumour d300``. Without a surgery row, C1 was operated on d0.

Expected: ``event d186 confirmed, clear d93`` | ``censored d275`` | ``died d400, clear d275`` (no event up to d275, then
death) | ``refused``. Endpoints are of the patient unless they name a cavity (``LC C1``).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    sentence: str
    visits: str
    clinical: str
    expected: dict[str, str]
    charter: dict[str, object] = field(default_factory=dict)


CASES = (
    # --- the plain course ---------------------------------------------------------------------------------------
    Case(
        "nothing ever happens: every endpoint is censored at the last scan or last contact",
        "d2 NED/NED; d93 NED/NED; d186 NED/NED; d275 NED/NED",
        "arm IORT; last_contact d300; systemic_staging d280",
        {
            "LPFS C1": "censored d275",
            "LC C1": "censored d275",
            "RNFREE C1": "censored d275",
            "SRNFREE C1": "censored d275",
            "LPFS": "censored d275",
            "RPFS": "censored d275",
            "DBC": "censored d275",
            "ICDC": "censored d275",
            "LMDFREE": "censored d275",
            "GPFS": "censored d275",
            "OS": "censored d300",
            "WBIFREE": "censored d300",
        },
    ),
    Case(
        "the serial case: early enhancement vanishes, a nodule at month 6, a distant lesion at month 9",
        "d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP!/DP; d368 LP/DP!",
        "arm IORT",
        {
            "LPFS C1": "event d186 confirmed, clear d93",
            "LPFS": "event d186 confirmed, clear d93",
            "LC C1": "event d186 confirmed, clear d93",
            "RPFS": "event d275 confirmed, clear d186",
            "DBC": "event d275 confirmed, clear d186",
            "ICDC": "event d368 confirmed, clear d93",
            "GPFS": "event d186 confirmed, clear d93",
            "RNFREE C1": "censored d368",
            "LMDFREE": "censored d368",
        },
    ),
    Case(
        "death ends life and nothing else: it is the event of OS and competes elsewhere",
        "d93 NED/NED; d186 NED/NED",
        "death other d250",
        {
            "OS": "event d250 confirmed, clear d250",
            "LPFS C1": "died d250, clear d186",
            "RPFS": "died d250, clear d186",
            "RNFREE C1": "died d250, clear d186",
            "ICDC": "died d250, clear d186",
            "WBIFREE": "died d250, clear d250",
        },
    ),
    Case(
        "progression and death on one date: progression is the event",
        "d93 NED/NED; d186 LP/NED",
        "death neurological d186",
        {"LPFS C1": "event d186 unconfirmed, clear d93", "OS": "event d186 confirmed, clear d186"},
    ),
    Case(
        "local and distant progression on one scan: both are events",
        "d93 NED/NED; d186 LP/DP; d275 LP/DP",
        "",
        {
            "LPFS C1": "event d186 confirmed, clear d93",
            "RPFS": "event d186 confirmed, clear d93",
            "DBC": "event d186 confirmed, clear d93",
            "GPFS": "event d186 confirmed, clear d93",
        },
    ),
    # --- confirmation and back-dating ----------------------------------------------------------------------------
    Case(
        "provisional progression seen again three months later is dated to the first scan",
        "d93 NED/NED; d186 LP/NED; d275 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a scan two weeks later is too early to confirm",
        "d93 NED/NED; d186 LP/NED; d200 LP/NED",
        "",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "a scan exactly four weeks later confirms",
        "d93 NED/NED; d186 LP/NED; d214 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a scan one day short of four weeks does not confirm",
        "d93 NED/NED; d186 LP/NED; d213 LP/NED",
        "",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "a clear scan two weeks later is too early to take progression back",
        "d93 NED/NED; d186 LP/NED; d200 NED/NED; d275 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "the charter may ask for a longer wait",
        "d93 NED/NED; d186 LP/NED; d220 LP/NED",
        "",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
        {"confirmation_days": 56},
    ),
    Case(
        "a scan that cannot be evaluated neither confirms nor takes back",
        "d93 NED/NED; d186 LP/NED; d275 NE/NED; d368 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a reader's confirmed mark needs no later scan",
        "d93 NED/NED; d186 LP!/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a confirmed mark two weeks later confirms the first scan",
        "d93 NED/NED; d186 LP/NED; d200 LP!/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "progression without a later scan stays an unconfirmed event",
        "d93 NED/NED; d186 LP/NED",
        "",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "the charter may censor unconfirmed progression at the last clear scan",
        "d93 NED/NED; d186 LP/NED",
        "death other d300",
        {"LPFS C1": "censored d93", "LPFS": "censored d93", "GPFS": "censored d93"},
        {"unconfirmed_progression": "censor"},
    ),
    Case(
        "censoring the unconfirmed leaves confirmed progression alone",
        "d93 NED/NED; d186 LP/DP; d275 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93", "DBC": "censored d275"},
        {"unconfirmed_progression": "censor"},
    ),
    Case(
        "progression that regresses without therapy is revised: no event",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED",
        "",
        {"LPFS C1": "censored d275", "RNFREE C1": "censored d275"},
    ),
    Case(
        "progression that turns out as radionecrosis of the same lesion was radionecrosis from the first",
        "d93 NED/NED; d186 LP#1/NED; d275 RN#1/NED",
        "",
        {"LPFS C1": "censored d275", "RNFREE C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "radionecrosis of another lesion does not date back to the progression that vanished",
        "d93 NED/NED; d186 LP#1/NED; d275 RN#2/NED",
        "",
        {"LPFS C1": "censored d275", "RNFREE C1": "event d275 unconfirmed, clear d186"},
    ),
    Case(
        "a second, lasting progression after a revised one is dated to its own first scan",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED; d368 LP/NED; d460 LP/NED",
        "",
        {"LPFS C1": "event d368 confirmed, clear d275"},
    ),
    Case(
        "a revised scan counts as clear for what follows",
        "d93 NED/NED; d186 LP/NED; d275 PIE/NED; d368 NED/NED",
        "",
        {"LPFS C1": "censored d368"},
    ),
    Case(
        "progression that stays unchanged is neither confirmed nor taken back",
        "d93 NED/NED; d186 LP/NED; d275 STABLE/NED",
        "",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "progression, then stable, then progression: confirmed, dated to the first scan",
        "d93 NED/NED; d186 LP/NED; d275 STABLE/NED; d368 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "salvage radiotherapy before confirmation leaves an unconfirmed event",
        "d93 NED/NED; d186 LP/NED; d275 LP/NED",
        "salvage C1 radiotherapy d200",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "regression after salvage is the effect of salvage: the event stays, unconfirmed",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED",
        "salvage C1 radiotherapy d200",
        {"LPFS C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "salvage elsewhere in the brain does not explain regression at the cavity",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED",
        "salvage radiotherapy d200",
        {"LPFS C1": "censored d275"},
    ),
    Case(
        "the start of cavity radiotherapy explains regression at the cavity",
        "d28(planning) LP/NED; d120 NED/NED",
        "arm HSRT; treatment HSRT d32",
        {"LPFS C1": "event d28 unconfirmed, clear d0"},
    ),
    Case(
        "radiosurgery of another lesion does not explain regression at the cavity",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED",
        "treatment SRS d190",
        {"LPFS C1": "censored d275"},
    ),
    Case(
        "systemic salvage acts everywhere",
        "d93 NED/NED; d186 LP/DP; d275 NED/NED",
        "salvage systemic d190",
        {"LPFS C1": "event d186 unconfirmed, clear d93", "DBC": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "whole-brain radiotherapy before confirmation leaves all progression unconfirmed",
        "d93 NED/NED; d186 LP/DP; d275 NED/NED",
        "wbrt d190",
        {
            "LPFS C1": "event d186 unconfirmed, clear d93",
            "DBC": "event d186 unconfirmed, clear d93",
            "WBIFREE": "event d190 , clear d190",
        },
    ),
    Case(
        "salvage on the day of the confirming scan comes after it",
        "d93 NED/NED; d186 LP/NED; d275 LP/NED",
        "salvage C1 radiotherapy d275",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a finding the reader revised does not count",
        "d93 NED/NED; d186 LP~/NED; d275 NED/NED",
        "",
        {"LPFS C1": "censored d275"},
    ),
    Case(
        "a withdrawn finding leaves an evaluable, clear scan",
        "d93 NED/NED; d186 LPx/DPx",
        "",
        {"LPFS C1": "censored d186", "DBC": "censored d186"},
    ),
    # --- distant progression and leptomeningeal disease -----------------------------------------------------------
    Case(
        "a distant lesion seen again is dated to the first scan",
        "d93 NED/NED; d186 NED/DP; d275 NED/DP",
        "",
        {"DBC": "event d186 confirmed, clear d93", "LPFS C1": "censored d275"},
    ),
    Case(
        "a distant lesion that vanishes without therapy is no event",
        "d93 NED/NED; d186 NED/DP; d275 NED/NED",
        "",
        {"DBC": "censored d275", "RPFS": "censored d275"},
    ),
    Case(
        "a distant lesion that vanishes after radiosurgery stays an event",
        "d93 NED/NED; d186 NED/DP; d275 NED/NED",
        "salvage radiotherapy d195",
        {"DBC": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "growth of a metastasis known before counts as distant progression",
        "d93 NED/NED; d186 NED/DP^; d275 NED/DP^",
        "",
        {"DBC": "event d186 confirmed, clear d93"},
    ),
    Case(
        "the charter may leave growth of known metastases out",
        "d93 NED/NED; d186 NED/DP^; d275 NED/DP^",
        "",
        {"DBC": "censored d275", "RPFS": "censored d275", "ICDC": "censored d275"},
        {"pre_existing_growth_is_dp": False},
    ),
    Case(
        "leptomeningeal disease counts in regional control by default",
        "d93 NED/NED; d186 NED/LMD; d275 NED/LMD",
        "",
        {
            "LMDFREE": "event d186 confirmed, clear d93",
            "RPFS": "event d186 confirmed, clear d93",
            "DBC": "censored d275",
            "GPFS": "event d186 confirmed, clear d93",
        },
    ),
    Case(
        "the charter may leave leptomeningeal disease out of regional control, not out of global control",
        "d93 NED/NED; d186 NED/LMD; d275 NED/LMD",
        "",
        {"RPFS": "censored d275", "GPFS": "event d186 confirmed, clear d93"},
        {"lmd_counts_in_rpfs": False},
    ),
    Case(
        "positive cerebrospinal fluid confirms leptomeningeal disease of the scan before",
        "d93 NED/NED; d186 NED/LMD",
        "csf positive d192",
        {"LMDFREE": "event d186 confirmed, clear d93"},
    ),
    Case(
        "positive cerebrospinal fluid alone is leptomeningeal disease",
        "d93 NED/NED; d186 NED/NED",
        "csf positive d150",
        {"LMDFREE": "event d150 confirmed, clear d93", "DBC": "censored d186"},
    ),
    Case(
        "negative cerebrospinal fluid neither confirms nor takes back",
        "d93 NED/NED; d186 NED/LMD",
        "csf negative d192",
        {"LMDFREE": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "distant and leptomeningeal disease at once are both events",
        "d93 NED/NED; d186 NED/DP+LMD; d275 NED/LMD",
        "",
        {
            "DBC": "censored d275",
            "LMDFREE": "event d186 confirmed, clear d93",
            "RPFS": "event d186 confirmed, clear d93",
        },
    ),
    # --- early enhancement ----------------------------------------------------------------------------------------
    Case(
        "early enhancement that vanishes by month 3 is no event",
        "d2 PIE/NED; d93 NED/NED",
        "arm IORT",
        {"LPFS C1": "censored d93", "RNFREE C1": "censored d93"},
    ),
    Case(
        "early enhancement unchanged at months 3 and 6 is no event",
        "d2 PIE/NED; d93 PIE/NED; d186 PIE/NED",
        "arm IORT",
        {"LPFS C1": "censored d186"},
    ),
    Case(
        "early enhancement that grows is progression from the first scan that shows growth",
        "d2 PIE/NED; d93 LP/NED; d186 LP/NED",
        "arm IORT",
        {"LPFS C1": "event d93 confirmed, clear d2"},
    ),
    Case(
        "early enhancement unchanged at month 3 that grows at month 6 is progression from month 6",
        "d2 PIE/NED; d93 PIE/NED; d186 LP/NED; d275 LP/NED",
        "arm IORT",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "residual tumour on the early scan is not progression",
        "d2(early) LP/NED; d93 STABLE/NED; d186 STABLE/NED",
        "",
        {"LPFS C1": "censored d186"},
    ),
    Case(
        "residual tumour that grows is progression from the first follow-up that shows growth",
        "d2(early) LP/NED; d93 LP/NED; d186 LP/NED",
        "",
        {"LPFS C1": "event d93 confirmed, clear d2"},
    ),
    # --- radionecrosis --------------------------------------------------------------------------------------------
    Case(
        "radionecrosis is dated to its first scan and confirmed when seen again",
        "d93 NED/NED; d186 RN/NED; d275 RN/NED",
        "",
        {"RNFREE C1": "event d186 confirmed, clear d93", "LPFS C1": "censored d275", "SRNFREE C1": "censored d275"},
    ),
    Case(
        "radionecrosis that regresses was radionecrosis all the same",
        "d93 NED/NED; d186 RN/NED; d275 NED/NED",
        "",
        {"RNFREE C1": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "censoring unconfirmed progression does not touch radionecrosis",
        "d93 NED/NED; d186 RN/NED",
        "",
        {"RNFREE C1": "event d186 unconfirmed, clear d93"},
        {"unconfirmed_progression": "censor"},
    ),
    Case(
        "radionecrosis read as symptomatic is dated to its scan",
        "d93 NED/NED; d186 RN/NED; d275 RN*/NED",
        "",
        {"RNFREE C1": "event d186 confirmed, clear d93", "SRNFREE C1": "event d275 unconfirmed, clear d186"},
    ),
    Case(
        "symptomatic radionecrosis is dated to the onset of symptoms, not to the scan",
        "d93 NED/NED; d186 RN/NED; d275 RN*/NED",
        "symptom C1 rn d240",
        {"SRNFREE C1": "event d240 confirmed, clear d240"},
    ),
    Case(
        "symptoms that the reader's scans do not explain count, and are flagged",
        "d93 NED/NED; d186 NED/NED",
        "symptom C1 rn d150",
        {"SRNFREE C1": "event d150 confirmed, clear d150, symptom_without_rn", "RNFREE C1": "censored d186"},
    ),
    Case(
        "progression and radionecrosis mixed in one cavity are both events",
        "d93 NED/NED; d186 LP+RN/NED; d275 LP+RN/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93", "RNFREE C1": "event d186 confirmed, clear d93"},
    ),
    # --- re-operation of the cavity -------------------------------------------------------------------------------
    Case(
        "tumour at re-operation confirms progression, back-dated to the first suspicion",
        "d93 NED/NED; d186 LP/NED; d275 NED/NED",
        "reoperation C1 tumour d200",
        {"LPFS C1": "event d186 confirmed, clear d93", "RNFREE C1": "censored d200"},
    ),
    Case(
        "tumour at re-operation turns suspected radionecrosis into progression, back-dated",
        "d93 NED/NED; d186 RN/NED; d275 RN/NED",
        "reoperation C1 tumour d300",
        {"LPFS C1": "event d186 confirmed, clear d93", "RNFREE C1": "censored d300"},
    ),
    Case(
        "necrosis at re-operation turns suspected progression into radionecrosis, back-dated",
        "d93 NED/NED; d186 LP/NED; d275 LP/NED",
        "reoperation C1 necrosis d300",
        {"LPFS C1": "censored d275", "RNFREE C1": "event d186 confirmed, clear d93", "LPFS": "censored d275"},
    ),
    Case(
        "mixed histology makes both, back-dated",
        "d93 NED/NED; d186 LP/NED",
        "reoperation C1 mixed d210",
        {"LPFS C1": "event d186 confirmed, clear d93", "RNFREE C1": "event d186 confirmed, clear d93"},
    ),
    Case(
        "tumour at re-operation without any suspicion on scans is dated to the operation",
        "d93 NED/NED; d186 NED/NED",
        "reoperation C1 tumour d210",
        {"LPFS C1": "event d210 confirmed, clear d186"},
    ),
    Case(
        "histology dates back through a stable scan, not through a clear one",
        "d93 LP/NED; d186 NED/NED; d275 LP/NED; d368 STABLE/NED",
        "reoperation C1 tumour d380",
        {"LPFS C1": "event d275 confirmed, clear d186"},
    ),
    Case(
        "follow-up of a cavity ends with its re-operation: later labels there do not count",
        "d93 NED/NED; d186 RN/NED; d300 LP/NED; d400 LP/NED",
        "reoperation C1 necrosis d200",
        {"LPFS C1": "censored d186", "RNFREE C1": "event d186 confirmed, clear d93", "DBC": "censored d400"},
    ),
    Case(
        "death after a re-operation does not compete: the cavity's follow-up had ended",
        "d93 NED/NED; d186 RN/NED",
        "reoperation C1 necrosis d200; death other d300",
        {"LPFS C1": "censored d186", "DBC": "died d300, clear d186"},
    ),
    # --- several cavities and operations --------------------------------------------------------------------------
    Case(
        "two cavities of one operation have their own events; the patient has the earlier one",
        "d93 NED|NED/NED; d186 NED|LP/NED; d275 LP|LP/NED; d368 LP|LP/NED",
        "surgery C1 d0; surgery C2 d0",
        {
            "LPFS C1": "event d275 confirmed, clear d186",
            "LPFS C2": "event d186 confirmed, clear d93",
            "LPFS": "event d186 confirmed, clear d93",
        },
    ),
    Case(
        "a patient is clear of local progression only where every cavity could be seen",
        "d93 NED|NED/NED; d186 NED|NE/NED",
        "surgery C1 d0; surgery C2 d0",
        {"LPFS C1": "censored d186", "LPFS C2": "censored d93", "LPFS": "censored d93", "DBC": "censored d186"},
    ),
    Case(
        "a later operation elsewhere: own origin for its cavity, distant progression at detection for the patient",
        "d93 NED/NED; d186 NED/DP; d300 NED|NED/NED; d400 NED|LP/NED; d500 NED|LP/NED",
        "surgery C1 d0; surgery C2 d200",
        {
            "LPFS C2": "event d200 confirmed, clear d100",
            "DBC": "event d186 confirmed, clear d93",
            "LPFS": "event d400 confirmed, clear d300",
            "LPFS C1": "censored d500",
        },
    ),
    Case(
        "a new metastasis that no read showed is distant progression on the day of its operation",
        "d93 NED/NED; d300 NED|NED/NED",
        "surgery C1 d0; surgery C2 d200",
        {"DBC": "event d200 confirmed, clear d93"},
    ),
    Case(
        "a staged operation of a lesion known at index surgery is no progression",
        "d93 NED|NED/NED; d186 NED|NED/NED",
        "surgery C1 d0; surgery C2 synchronous d14",
        {"DBC": "censored d186", "LPFS C2": "censored d172"},
    ),
    Case(
        "scans before a cavity's own operation say nothing about that cavity",
        "d93 NED|NED/NED; d186 NED|NED/DP; d300 NED|NED/NED",
        "surgery C1 d0; surgery C2 d200",
        {"LPFS C2": "censored d100", "LPFS": "censored d300"},
    ),
    Case(
        "the early scan of a later operation is an ordinary follow-up of the first cavity",
        "d93 NED/NED; d202(early) LP|NED/NED; d300 LP|NED/NED",
        "surgery C1 d0; surgery C2 d200",
        {"LPFS C1": "event d202 confirmed, clear d93", "LPFS C2": "censored d100"},
    ),
    # --- scans that are missing, early, doubled --------------------------------------------------------------------
    Case(
        "without any follow-up MRI the patient is kept, censored at time 0",
        "",
        "last_contact d100",
        {
            "LPFS C1": "censored d0",
            "LPFS": "censored d0",
            "DBC": "censored d0",
            "ICDC": "censored d0",
            "OS": "censored d100",
        },
    ),
    Case(
        "without any follow-up MRI a death still competes",
        "",
        "death other d80",
        {"LPFS C1": "died d80, clear d0", "OS": "event d80 confirmed, clear d80"},
    ),
    Case(
        "progression on the first scan lies between the operation and that scan",
        "d93 LP/NED; d186 LP/NED",
        "",
        {"LPFS C1": "event d93 confirmed, clear d0"},
    ),
    Case(
        "a scan that cannot be evaluated does not move the last clear date",
        "d93 NED/NED; d186 NE/NE; d275 LP/DP; d368 LP/DP",
        "",
        {"LPFS C1": "event d275 confirmed, clear d93", "DBC": "event d275 confirmed, clear d93"},
    ),
    Case(
        "a compartment may be evaluable where another is not",
        "d93 NED/NED; d186 NE/NED; d275 NED/NE",
        "",
        {"LPFS C1": "censored d275", "DBC": "censored d186", "GPFS": "censored d93"},
    ),
    Case(
        "a compartment of which nothing was said is not evaluable",
        "d93 NED/NED; d186 NED/-",
        "",
        {"DBC": "censored d93", "LPFS C1": "censored d186"},
    ),
    Case(
        "two missed scans before the event are flagged; the date stays",
        "d93 NED/NED; d368 LP/NED; d460 LP/NED",
        "missed_scan d186; missed_scan d275",
        {"LPFS C1": "event d368 confirmed, clear d93, missed_scans"},
    ),
    Case(
        "one missed scan is not flagged",
        "d93 NED/NED; d275 LP/NED; d368 LP/NED",
        "missed_scan d186",
        {"LPFS C1": "event d275 confirmed, clear d93"},
    ),
    Case(
        "missed scans with a clear scan between them are not consecutive",
        "d93 NED/NED; d275 NED/NED; d460 LP/NED; d550 LP/NED",
        "missed_scan d186; missed_scan d368",
        {"LPFS C1": "event d460 confirmed, clear d275"},
    ),
    Case(
        "missed scans with a scan between them that cannot be evaluated are not consecutive",
        "d93 NED/NED; d275 NE/NED; d460 LP/NED; d550 LP/NED",
        "missed_scan d186; missed_scan d368",
        {"LPFS C1": "event d460 confirmed, clear d93"},
    ),
    Case(
        "two missed scans in a row are flagged wherever they lie before the event",
        "d93 NED/NED; d368 NE/NED; d460 LP/NED; d550 LP/NED",
        "missed_scan d186; missed_scan d275",
        {"LPFS C1": "event d460 confirmed, clear d93, missed_scans"},
    ),
    Case(
        "a scan that was scheduled after death and did not take place is no scan after death",
        "d93 NED/NED; d186(absent) NE/NE",
        "death other d150",
        {"LPFS C1": "died d150, clear d93", "OS": "event d150 confirmed, clear d150"},
    ),
    Case(
        "uncontrolled progression that an operation proved is confirmed",
        "d93 NED/NED; d186 NED/DP",
        "surgery C1 d0; surgery C2 d200",
        {"DBC": "event d186 confirmed, clear d93", "ICDC": "event d186 confirmed, clear d93"},
    ),
    Case(
        "absent scans in the read count as missed",
        "d93 NED/NED; d186(absent) NE/NE; d275(absent) NE/NE; d368 LP/NED; d460 LP/NED",
        "",
        {"LPFS C1": "event d368 confirmed, clear d93, missed_scans"},
    ),
    Case(
        "a pre-operative scan shows what was resected and is no event",
        "d-3(pre) LP/DP; d93 NED/NED",
        "",
        {"LPFS C1": "censored d93", "DBC": "censored d93"},
    ),
    Case(
        "a planning scan that was read counts like any other",
        "d30(planning) NED/NED; d120 LP/NED; d210 LP/NED",
        "arm HSRT; treatment C1 HSRT d35",
        {"LPFS C1": "event d120 confirmed, clear d30"},
    ),
    Case(
        "two scans of one date are one visit, evaluable if either is",
        "d93 NED/NED; d186 NE/NE; d186 LP/NED; d275 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93", "DBC": "censored d275"},
    ),
    Case(
        "visits given in any order are read in order of date",
        "d275 LP/NED; d93 NED/NED; d368 LP/NED; d186 LP/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93"},
    ),
    # --- refused ---------------------------------------------------------------------------------------------------
    Case("progression before the operation is refused, never clipped", "d-10 LP/NED; d93 NED/NED", "", {"": "refused"}),
    Case("distant progression before the operation is refused", "d-10 NED/DP; d93 NED/NED", "", {"": "refused"}),
    Case(
        "progression at a cavity before its own operation is refused",
        "d93 NED|LP/NED; d300 NED|NED/NED",
        "surgery C1 d0; surgery C2 d200",
        {"": "refused"},
    ),
    Case("death before the operation is refused", "", "death other d-1", {"": "refused"}),
    Case("whole-brain radiotherapy before the operation is refused", "d93 NED/NED", "wbrt d-20", {"": "refused"}),
    Case("a re-operation before the operation is refused", "", "reoperation C1 tumour d-5", {"": "refused"}),
    Case("symptoms before the operation are refused", "d93 RN/NED", "symptom C1 rn d-5", {"": "refused"}),
    Case("a scan after death is refused", "d93 NED/NED; d186 NED/NED", "death other d150", {"": "refused"}),
    # --- found by review -------------------------------------------------------------------------------------------
    Case(
        "what was withdrawn beside not evaluable is no clear look",
        "d93 NED/NED; d186 LPx+NE/NED",
        "",
        {"LPFS": "censored d93"},
    ),
    Case(
        "a cavity seen clear decides final control though the brain cannot be judged on that scan",
        "d93 NED/NED; d186 LP/NED; d275 NED/NE",
        "",
        {"LPFS": "censored d275", "ICDC": "censored d275"},
    ),
    Case(
        "an episode that was taken back does not begin the final one",
        "d93 LP/NED; d186 NED/NE; d275 NED/DP",
        "",
        {"ICDC": "event d275 unconfirmed, clear d186"},
        {"icdc_date": "episode_start"},
    ),
    Case(
        "another lesion does not confirm the first",
        "d93 LP#1/NED; d186 LP#2/NED; d275 LP#2/NED",
        "",
        {"LPFS": "event d186 confirmed, clear d93"},
    ),
    Case(
        "a new metastasis beside a growing known one counts, whichever is named first",
        "d93 NED/NED; d186 NED/DP^#1+DP#2; d275 NED/DP^#1+DP#2",
        "",
        {"DBC": "event d186 confirmed, clear d93"},
        {"pre_existing_growth_is_dp": False},
    ),
    Case(
        "whole-brain radiotherapy proves that the patient lived on",
        "d93 NED/NED",
        "last_contact d300; wbrt d350",
        {"OS": "censored d350"},
    ),
    Case(
        "a clear scan of the day of the re-operation was made after it",
        "d93 NED/NED; d150 LP/NED; d200 NED/NED",
        "reoperation C1 tumour d200",
        {"LPFS": "event d150 confirmed, clear d93"},
    ),
    # --- global control ---------------------------------------------------------------------------------------------
    Case(
        "extracranial progression is an event of global control only",
        "d93 NED/NED; d186 NED/NED",
        "systemic_staging d90; extracranial_progression d150",
        {"GPFS": "event d150 confirmed, clear d90", "RPFS": "censored d186"},
    ),
    Case(
        "global control is censored at the last staging where that is the earlier one",
        "d93 NED/NED; d186 NED/NED; d275 NED/NED",
        "systemic_staging d180",
        {"GPFS": "censored d180"},
    ),
    Case(
        "global control is censored at the last brain MRI where that is the earlier one",
        "d93 NED/NED; d186 NED/NED",
        "systemic_staging d180; systemic_staging d270",
        {"GPFS": "censored d186"},
    ),
    Case(
        "without any staging global control follows the brain, and says so",
        "d93 NED/NED; d186 NED/NED",
        "",
        {"GPFS": "censored d186, no_staging"},
    ),
    Case(
        "the first of several progressions is the event of global control",
        "d93 NED/NED; d186 NED/LMD; d275 LP/LMD; d368 LP/LMD",
        "systemic_staging d93; extracranial_progression d300",
        {"GPFS": "event d186 confirmed, clear d93", "LPFS": "event d275 confirmed, clear d186"},
    ),
    # --- control after the whole course of therapy ------------------------------------------------------------------
    Case(
        "progression that was controlled by salvage is no event of final control",
        "d93 NED/NED; d186 NED/DP; d275 NED/NED; d368 NED/NED",
        "salvage radiotherapy d190",
        {"ICDC": "censored d368", "DBC": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "progression on the last MRI is dated to that MRI",
        "d93 NED/NED; d186 NED/DP; d275 NED/DP",
        "death neurological d300",
        {"ICDC": "event d275 confirmed, clear d93"},
    ),
    Case(
        "the charter may date final control to the start of the last episode",
        "d93 NED/DP; d186 NED/NED; d275 NED/DP; d368 LP/NED",
        "salvage radiotherapy d100",
        {"ICDC": "event d275 confirmed, clear d186"},
        {"icdc_date": "episode_start"},
    ),
    Case(
        "a last MRI that cannot be evaluated does not decide final control",
        "d93 NED/NED; d186 LP/NED; d275 LP/NED; d368 NE/NE",
        "",
        {"ICDC": "event d275 confirmed, clear d93"},
    ),
    Case(
        "the charter may leave leptomeningeal disease out of final control",
        "d93 NED/NED; d186 NED/LMD",
        "",
        {"ICDC": "censored d186"},
        {"lmd_counts_in_icdc": False},
    ),
    Case(
        "final control looks at the cavity also after its re-operation",
        "d93 NED/NED; d186 LP/NED; d300 NED/NED",
        "reoperation C1 tumour d200",
        {"ICDC": "censored d300", "LPFS C1": "event d186 confirmed, clear d93"},
    ),
    # --- survival and whole-brain radiotherapy ------------------------------------------------------------------------
    Case(
        "a scan after the last contact shows that the patient lived",
        "d93 NED/NED; d400 NED/NED",
        "last_contact d300",
        {"OS": "censored d400"},
    ),
    Case(
        "without last contact survival is censored at the last scan, and says so",
        "d93 NED/NED; d400 NED/NED",
        "",
        {"OS": "censored d400, no_last_contact", "WBIFREE": "censored d400, no_last_contact"},
    ),
    Case(
        "whole-brain radiotherapy is dated to its first start",
        "d93 NED/NED; d186 NED/DP",
        "wbrt d200; wbrt d350; last_contact d400",
        {"WBIFREE": "event d200 , clear d200", "DBC": "event d186 unconfirmed, clear d93"},
    ),
    Case(
        "a cavity goes on being followed after whole-brain radiotherapy",
        "d93 NED/NED; d186 NED/NED; d275 LP/NED; d368 LP/NED",
        "wbrt d120",
        {"LPFS C1": "event d275 confirmed, clear d186"},
    ),
    Case(
        "a finding on the boundary of the margin is flagged for adjudication",
        "d93 NED/NED; d186 LPb#1/NED; d275 LPb#1/NED",
        "",
        {"LPFS C1": "event d186 confirmed, clear d93, boundary"},
    ),
    # --- death as an event (the twins) ----------------------------------------------------------------------------
    Case(
        "death without progression is the event of the twins, and progression may have come since the last clear scan",
        "d93 NED/NED; d186 NED/NED",
        "death other d250; systemic_staging d120",
        {
            "LPFS C1": "died d250, clear d186",
            "LPFSD C1": "event d250 confirmed, clear d186",
            "LPFSD": "event d250 confirmed, clear d186",
            "RPFSD": "event d250 confirmed, clear d186",
            "GPFSD": "event d250 confirmed, clear d120",
        },
    ),
    Case(
        "progression before death is the event of endpoint and twin alike",
        "d93 NED/NED; d186 LP/DP; d275 LP/DP",
        "death other d300",
        {
            "LPFSD C1": "event d186 confirmed, clear d93",
            "LPFSD": "event d186 confirmed, clear d93",
            "RPFSD": "event d186 confirmed, clear d93",
            "GPFSD": "event d186 confirmed, clear d93",
        },
    ),
    Case(
        "alive without progression: the twins are censored as the endpoints are",
        "d93 NED/NED",
        "last_contact d300",
        {"LPFSD C1": "censored d93", "LPFSD": "censored d93", "RPFSD": "censored d93", "GPFSD": "censored d93"},
    ),
    Case(
        "death after the re-operation that ended follow-up is no event of the cavity's twin",
        "d93 NED/NED",
        "reoperation C1 necrosis d100; death other d300",
        {"LPFSD C1": "censored d93"},
    ),
    Case(
        "death after two missed scans is flagged in the twin",
        "d93 NED/NED",
        "missed_scan d186; missed_scan d275; death other d300",
        {"LPFSD C1": "event d300 confirmed, clear d93, missed_scans", "LPFS C1": "died d300, clear d93"},
    ),
    # --- what the charter may set otherwise -----------------------------------------------------------------------
    Case(
        "the charter may censor death after two missed scans, and progression too",
        "d93 NED/NED; d368 NED/DP; d460 NED/DP",
        "missed_scan d186; missed_scan d275; death other d500",
        {"DBC": "censored d93", "RPFSD": "censored d93", "LPFSD C1": "event d500 confirmed, clear d460"},
        {"progression_after_missed_scans": "censor"},
    ),
    Case(
        "the charter may take more missed scans without a doubt",
        "d93 NED/NED; d368 NED/DP; d460 NED/DP",
        "missed_scan d186; missed_scan d275",
        {"DBC": "event d368 confirmed, clear d93"},
        {"progression_after_missed_scans": "censor", "missed_scans_in_a_row": 3},
    ),
    Case(
        "the charter may censor progression on the boundary of the margin at the last clear scan",
        "d93 NED/NED; d186 LPb#1/NED; d275 LP/NED",
        "",
        {"LPFS C1": "censored d93, boundary", "LC C1": "censored d93, boundary"},
        {"boundary_progression": "censor"},
    ),
    Case(
        "the charter may end follow-up at new radiotherapy of the cavity or the brain",
        "d93 NED/NED; d186 NED/NED; d275 LP/DP; d368 LP/DP",
        "wbrt d200; last_contact d400",
        {
            "LPFS C1": "censored d200",
            "DBC": "censored d200",
            "OS": "censored d400",
            "WBIFREE": "event d200 , clear d200",
        },
        {"new_radiotherapy": "censor"},
    ),
    Case(
        "new radiotherapy after the event ends nothing",
        "d93 NED/NED; d186 LP!/NED; d275 LP/NED",
        "wbrt d200",
        {"LPFS C1": "event d186 confirmed, clear d93"},
        {"new_radiotherapy": "censor"},
    ),
    Case(
        "the patient's LPFS may be that of the index surgery's cavity alone",
        "d93 NED|NED/NED; d186 NED|NED/NED; d275 NED|LP/NED; d368 NED|LP/NED",
        "surgery C1 d0; surgery C2 d100 synchronous",
        {"LPFS": "censored d368", "LPFS C2": "event d175 confirmed, clear d86"},
        {"patient_cavity": "index"},
    ),
    Case(
        "radionecrosis read with less certainty than the charter asks for does not count",
        "d93 NED/NED; d186 RN/NED; d275 RN/NED",
        "",
        {"RNFREE C1": "censored d275", "LPFS C1": "censored d275"},
        {"rn_certainty": 4},
    ),
    Case(
        "radionecrosis read with the certainty that the charter asks for counts",
        "d93 NED/NED; d186 RN/NED; d275 RN/NED",
        "",
        {"RNFREE C1": "event d186 confirmed, clear d93"},
        {"rn_certainty": 3},
    ),
)
