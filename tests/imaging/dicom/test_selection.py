import pytest

from imaging.dicom.selection import Kind, SeriesFacts, choose, judge

ENHANCED = [
    "t1_mpr_tra_p2_KM",
    "SAG T1 3D BRAVO +C",
    "T1W_3D_TFE_GD tra",
    "t1_space_sag_post Gd",
    "ax T1 SE post contrast",
    "T1 nach KM",
    "T1 mpr tra KM plan",
    "t1_mprage_km_RT_plan",
    "T1 MPRAGE post Gd ref",
    "T1 tse KM DRIVE",
    "T1 mit Kontrastmittel",
    "T1 tra post op KM",
    "AX T1 C+",
    "Ax T1 +C FS",
    "T1 with contrast",
    "T1W/SE/Gd",
    "T1_CE",
    "t1c",
    "t1ce",
    "MPRAGE GAD",
    "T1 FLAIR post",
    "t1_vibe_dixon_tra_km_W",
    "+KM T1 mpr",
    "eT1W_SE_KM",
    "AX T1 POST GAD",
    "T1 tse dark-fluid tra KM",
    "Sag CUBE T1 Post",
    "T1WI 3D+C",
    "3DT1 GD",
    "T1km",
    "MRHR_T1_AX_POST_GAD",
]
NATIVE = [
    "T1 MPRAGE nativ",
    "t1 native",
    "t1_mprage_sag_vor_KM",
    "T1 ohne KM",
    "T1w_pre",
    "T1 pre Gd",
    "AX T1 C-",
    "3D T1 w/o contrast",
    "T1 without contrast",
    "mprage_pre_contrast",
    "T1 KM-",
    "T1_non-contrast",
    "T1 plain",
]
SILENT = ["T1 tra post op", "t1 preop", "sT1W_3D_TFE", "T1 axial", "study1_T1W", "anat-T1w_acq-tfl"]
NOT_T1 = [
    "T2 FLAIR dark fluid",
    "t2_tse_tra",
    "ep2d_diff_3scan_trace",
    "SWI_Images",
    "TOF_3D",
    "T2 FLAIR post KM",
    "perf dsc",
    "dADC",
    "PD tse",
    "t1_map",
    "t2_space_dark-fluid_sag_p2_iso KM",
    "Ax T2* GRE",
]
NO_SCAN = [
    "localizer",
    "3-plane loc",
    "AAHead_Scout",
    "T1 sub",
    "T1 MIP KM",
    "FAST LOCALIZER",
    "Survey",
    "SENSE ref",
    "plan",
]


@pytest.mark.parametrize("description", ENHANCED)
def test_a_description_with_contrast_is_enhanced(description: str) -> None:
    assert judge(SeriesFacts(1, description)).kind is Kind.T1_ENHANCED


@pytest.mark.parametrize("description", NATIVE)
def test_a_native_description_is_native_even_with_an_agent_in_the_header(description: str) -> None:
    assert judge(SeriesFacts(1, description, agent="Gadobutrol")).kind is Kind.T1_NATIVE


@pytest.mark.parametrize("description", SILENT)
def test_a_description_that_says_nothing_of_contrast_leaves_it_to_the_header(description: str) -> None:
    assert judge(SeriesFacts(1, description)).kind is Kind.T1_UNKNOWN
    assert judge(SeriesFacts(1, description, agent="NONE")).kind is Kind.T1_UNKNOWN
    assert judge(SeriesFacts(1, description, agent="Dotarem 15 ml")).kind is Kind.T1_ENHANCED


@pytest.mark.parametrize("description", NOT_T1)
def test_other_weightings_are_no_t1_whatever_was_injected(description: str) -> None:
    assert judge(SeriesFacts(1, description, agent="Gadobutrol")).kind is Kind.OTHER


@pytest.mark.parametrize("description", NO_SCAN)
def test_localizers_projections_and_subtractions_are_no_scans(description: str) -> None:
    assert judge(SeriesFacts(1, description)).kind is Kind.NOT_A_SCAN


@pytest.mark.parametrize(
    ("sequence", "repetition", "echo", "kind"),
    [
        (("GR",), 1900.0, 2.5, Kind.T1_UNKNOWN),
        (("SE",), 500.0, 12.0, Kind.T1_UNKNOWN),
        (("SE",), 6000.0, 394.0, Kind.OTHER),
        (("SE",), 4000.0, 12.0, Kind.UNKNOWN),
        (("EP",), 3000.0, 30.0, Kind.OTHER),
        ((), None, None, Kind.UNKNOWN),
    ],
)
def test_without_a_telling_description_the_times_decide(
    sequence: tuple[str, ...], repetition: float | None, echo: float | None, kind: Kind
) -> None:
    facts = SeriesFacts(1, "brain", scanning_sequence=sequence, repetition_ms=repetition, echo_ms=echo)
    assert judge(facts).kind is kind


@pytest.mark.parametrize("value", ["LOCALIZER", "MIP", "MOSAIC", "PROJECTION IMAGE"])
def test_the_image_type_outweighs_the_description(value: str) -> None:
    assert judge(SeriesFacts(1, "T1 KM", image_type=("DERIVED", "PRIMARY", value))).kind is Kind.NOT_A_SCAN


def whole(number: int, description: str, slice_mm: float = 1.0, **more: object) -> SeriesFacts:
    facts = {"slices": 170, "spacing_mm": (slice_mm, 1.0, 1.0), "extent_mm": (170.0, 240.0, 240.0)} | more
    return SeriesFacts(number, description, **facts)  # type: ignore[arg-type]


def test_the_enhanced_t1_is_chosen_whatever_its_place() -> None:
    series = [whole(1, "t1 native"), whole(2, "T2 FLAIR"), whole(3, "T1 KM"), whole(4, "localizer")]
    for turn in range(4):
        turned = series[turn:] + series[:turn]
        best, reason = choose(turned)
        assert turned[best].number == 3
        assert "contrast-enhanced by the description" in reason


def test_among_enhanced_scans_whole_brain_then_fine_slices_win() -> None:
    part = whole(9, "T1 KM sella", 0.5, extent_mm=(40.0, 200.0, 200.0))
    thick, fine = whole(5, "T1 KM tra", 5.0), whole(4, "T1 KM mpr", 1.0)
    best, reason = choose([part, thick, fine])
    assert best == 2
    assert "finer slices" in reason
    assert choose([part, thick])[0] == 1


def test_an_original_beats_its_reformat_and_the_later_of_equals_wins() -> None:
    original, reformat = whole(4, "T1 KM"), whole(8, "T1 KM MPR", 0.5, image_type=("DERIVED", "SECONDARY", "MPR"))
    assert choose([reformat, original])[0] == 1
    assert choose([whole(4, "T1 KM"), whole(7, "T1 KM")])[0] == 1


def test_no_series_is_no_choice() -> None:
    with pytest.raises(ValueError, match="no series"):
        choose([])


def test_a_reason_never_repeats_what_was_typed() -> None:
    _, reason = choose([whole(1, "T1 KM Doe^Jane 1950", agent="for Mrs Doe")])
    assert "Doe" not in reason
    assert "1950" not in reason
