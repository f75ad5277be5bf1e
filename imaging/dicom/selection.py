"""Which series of a visit is the contrast-enhanced T1, and why: in words, from what scanners and people write.

Two witnesses are heard: the header's physics (sequence, TR, TE, contrast agent) and the description that a
technician typed, in English or German and in the vendors' own abbreviations. The description wins where they
disagree, because the contrast agent often stays in the header of scans taken before it was given, and never
the other way round.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a series is, best last."""

    NOT_A_SCAN = 0
    OTHER = 1
    UNKNOWN = 2
    T1_NATIVE = 3
    T1_UNKNOWN = 4
    T1_ENHANCED = 5


@dataclass(frozen=True)
class SeriesFacts:
    """What a series says about itself.

    Attributes:
        number: SeriesNumber, or the order among the files.
        description: description, protocol and sequence name as typed.
        image_type: values of ImageType, upper case.
        agent: ContrastBolusAgent as typed.
        scanning_sequence: values of ScanningSequence, upper case ("GR", "SE", "IR", "EP").
        acquisition: "2D", "3D" or "".
        repetition_ms: TR, ms.
        echo_ms: TE, ms.
        slices: number of slices.
        spacing_mm: (slice, row, column), mm; None if the geometry is unsound.
        extent_mm: size of the grid along (slice, row, column), mm; None if the geometry is unsound.
    """

    number: int
    description: str
    image_type: tuple[str, ...] = ()
    agent: str = ""
    scanning_sequence: tuple[str, ...] = ()
    acquisition: str = ""
    repetition_ms: float | None = None
    echo_ms: float | None = None
    slices: int = 0
    spacing_mm: tuple[float, float, float] | None = None
    extent_mm: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Judgement:
    """What a series was taken for, and the words that say why."""

    kind: Kind
    reason: str


ENHANCED = "contrast-enhanced"
T1_WEIGHTED = "T1-weighted"
UNENHANCED = "native by the description"

WHOLE_BRAIN_MM = 90.0
"""A grid shorter than this along an axis shows a part of the brain only (adult brains measure about 110 mm or more)."""

_EDGE = r"(?:^|[^a-z0-9])"
_END = r"(?:$|[^a-z0-9])"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(f"{_EDGE}({'|'.join(alternatives)}){_END}")


_NO_SCAN = _words(
    "loc", "localizer", "localiser", "lokalizer", "lokalisator", "scout", "survey", "pilot", "3[ -]?plane",
    "calibration", "asset", "field ?map", "b0 ?map", "shim", "prescan", "aahead",
    "phoenix", "report", "screen ?save", "mip", "minip", "sub", "subtraction", "subtraktion", "subtr", "diff ?bild",
)  # fmt: skip
_NO_SCAN_UNLESS_T1 = _words("plan", "cal", "ref")
"""A T1 that is named so is a planning scan or one made for reference, and may be the one to read."""

_OTHER_CONTRAST = {
    "diffusion": _words("dwi", "diff", "diffusion", "dti", "d?adc", "tracew?", "ep2d.*", "resolve", "epi", "b1000"),
    "perfusion": _words(
        "perf", "perfusion", "dsc", "dce", "pwi", "asl", "pcasl", "pasl", "r?cb[vf]", "dynamic", "twist", "ktrans"
    ),
    "susceptibility": _words(
        "swi", "swan", "swip", "venobold", "t2 ?star", r"t2 ?\*", "gre ?t2", "hemo", "medic", "(?:mag|pha) ?images"
    ),
    "angiography": _words("tof", "mra", "mrv", "angio", "angiography", "pca", "trance", "ven", "cow"),
    "function or spectroscopy": _words("bold", "fmri", "rest", "csi", "svs", "spectro", "mrs", "spectroscopy"),
    "FLAIR": re.compile(r"flair|dark ?fluid|tirm"),
    "proton density": _words("pdw?"),
    "T2": re.compile(r"(?:^|[^a-z0-9]|3d|ax|tra|sag|cor)[esd]?t2(?!\d)|ciss|fiesta|myelo"),
    "T2 with DRIVE": _words("drive"),
}  # fmt: skip
_T1 = re.compile(
    r"(?:^|[^a-z0-9]|3d|ax|tra|sag|cor)[esd]?t1(?!\d)|mp2?rage|bravo|spgr"
    r"|(?:^|[^a-z0-9])(?:tfe|tfl|vibe|thrive|mpr)(?:$|[^a-z])"
)
_T1_MAP = re.compile(r"t1[ _-]?map|mp2rage.*(inv|t1)|quant")

_AGENT = (
    r"(?:k\.?m\.?|gd|gad|gado\w*|gadavist|dotarem|clariscan|prohance|multihance|magnevist|omniscan|elucirem|contrast"
    r"|kontrast\w*|contr|kontr|ce|mdc|iv|c)"
)
_WITHOUT = re.compile(
    rf"{_EDGE}(?:nativ\w*|pre|unenhanced|non[ -]?(?:contrast|enhanced|ce)|plain|leer)(?!{_EDGE}?(?:op|sat)){_END}"
    rf"|(?:ohne|vor|without|w/?o|no|non|pre|before|sine|-)[ -]*{_AGENT}{_END}"
    rf"|{_EDGE}{_AGENT}(?:-|[ ]?neg\w*){_END}"
    rf"|nativ(?:e)?{_END}"
)
_WITH = re.compile(
    rf"\+[ ]?{_AGENT}{_END}|{_EDGE}{_AGENT}\+"
    rf"|{_EDGE}(?:nach|mit|with|post|after|w/?)[ -]*{_AGENT}{_END}"
    rf"|{_EDGE}(?:k\.?m\.?|gd|gad|gado\w*|gadavist|dotarem|clariscan|prohance|multihance|magnevist|contrast|kontrast\w*"
    rf"|contr|kontr|ce|mdc|post|postcontrast|post ?kontrast|enhanced|t1w?(?:ce|c|gd|km|gad)){_END}"
    r"|t1w?[ -]?\+?(?:km|gd|gad|ce)(?![a-z])"
)
_POST_OP = re.compile(r"(?:post|pre)[ -]?op\w*|pre[ -]?sat\w*|pre[ -]?scan\w*")
_NO_AGENT = frozenset({"", "no", "none", "n", "nein", "kein", "keins", "ohne", "0", "na", "n/a", "unknown", "-"})


def _plain(text: str) -> str:
    """Lower case, separators as single spaces; plus, minus, slash and star keep their meaning."""
    spaced = re.sub(r"[_.,;:()\[\]<>|\s]+", " ", text.lower())
    return re.sub(r"(?<=[a-z0-9])-(?=[a-z0-9])", " ", spaced).strip()


def judge(facts: SeriesFacts) -> Judgement:
    """What kind of series this is; never looks at pixels."""
    text = _plain(facts.description)
    types = set(facts.image_type)
    if types & {"LOCALIZER", "SCREEN SAVE", "PROJECTION IMAGE", "MIP", "MOSAIC", "SUBTRACT", "SUBTRACTION"}:
        return Judgement(Kind.NOT_A_SCAN, "localizer, projection or composed image by its image type")
    if _NO_SCAN.search(text) or (_NO_SCAN_UNLESS_T1.search(text) and not _T1.search(text)):
        return Judgement(Kind.NOT_A_SCAN, "localizer or helper images by the description")
    if types & {"DIFFUSION", "ADC", "TRACEW", "PERFUSION", "PHASE", "P", "PHASE MAP"}:
        return Judgement(Kind.OTHER, "diffusion, perfusion or phase images by their image type")
    if _T1_MAP.search(text):
        return Judgement(Kind.OTHER, "a quantitative map, not a scan to read")
    is_t1, why = _t1_weighted(facts, text)
    if not is_t1:
        known = is_t1 is False
        return Judgement(Kind.OTHER if known else Kind.UNKNOWN, why)
    enhanced, contrast_why = _contrast_given(facts, text)
    kind = {True: Kind.T1_ENHANCED, False: Kind.T1_NATIVE, None: Kind.T1_UNKNOWN}[enhanced]
    return Judgement(kind, f"{why}; {contrast_why}")


def _t1_weighted(facts: SeriesFacts, text: str) -> tuple[bool | None, str]:
    """Whether the series is T1-weighted (None: cannot be told), and why."""
    named_t1 = bool(_T1.search(text))
    other = next((name for name, words in _OTHER_CONTRAST.items() if words.search(text)), None)
    # "T1 FLAIR", "T1 dark fluid", T1 SPACE and "T1 TSE DRIVE" are T1-weighted; "T2 FLAIR" is not.
    if named_t1 and (other in (None, "T2 with DRIVE") or (other == "FLAIR" and not _OTHER_CONTRAST["T2"].search(text))):
        return True, f"{T1_WEIGHTED} by the description"
    if other is not None:
        return False, f"{other} by the description"
    if "EP" in facts.scanning_sequence:
        return False, "echo-planar images by the sequence"
    if facts.repetition_ms is None or facts.echo_ms is None:
        return None, "neither description nor header tells the weighting"
    times = f"TR {facts.repetition_ms:.0f} ms, TE {facts.echo_ms:.1f} ms"
    if facts.echo_ms > 60:
        return False, f"T2-weighted by its times ({times})"
    if "GR" in facts.scanning_sequence and facts.echo_ms <= 10 and facts.repetition_ms <= 3500:
        return True, f"{T1_WEIGHTED} by its times (gradient echo, {times})"
    if facts.echo_ms <= 30 and facts.repetition_ms <= 1200:
        return True, f"{T1_WEIGHTED} by its times ({times})"
    return None, f"the times do not tell the weighting ({times})"


def _contrast_given(facts: SeriesFacts, text: str) -> tuple[bool | None, str]:
    """Whether contrast agent was given before the series (None: cannot be told), and why."""
    text = _POST_OP.sub(" ", text)
    with_agent = facts.agent.strip().lower() not in _NO_AGENT
    if _WITHOUT.search(text):
        return False, UNENHANCED
    if _WITH.search(text):
        return True, f"{ENHANCED} by the description" + (" and the contrast agent in the header" * with_agent)
    if with_agent:
        return True, f"{ENHANCED} by the contrast agent in the header"
    return None, "nothing says that contrast agent was given"


def says_enhanced(reason: str) -> bool:
    """Whether a judgement's reason says that contrast agent had been given."""
    return ENHANCED in reason


def says_unenhanced(reason: str) -> bool:
    """Whether a judgement's reason says: a T1 from before contrast agent was given."""
    return T1_WEIGHTED in reason and UNENHANCED in reason


def rank(facts: SeriesFacts, judgement: Judgement) -> tuple[float, ...]:
    """Sort key, greatest is best: kind, original, whole brain, fine slices, 3-D, later series."""
    spacing = facts.spacing_mm or (99.0, 99.0, 99.0)
    extent = facts.extent_mm or (0.0, 0.0, 0.0)
    return (
        float(judgement.kind),
        float("DERIVED" not in facts.image_type),
        float(min(extent) >= WHOLE_BRAIN_MM),
        # Half-millimetre steps: 0.9 and 1.0 mm are equally good, and a later series then wins.
        -round(max(spacing) * 2) / 2,
        float(facts.acquisition == "3D"),
        float(facts.number),
    )


def choose(candidates: Sequence[SeriesFacts]) -> tuple[int, str]:
    """The best of a visit's sound series: its place in `candidates`, and the reason in words.

    Raises:
        ValueError: there is none to choose from.
    """
    judgements = [judge(facts) for facts in candidates]
    ranked = sorted(range(len(candidates)), key=lambda i: rank(candidates[i], judgements[i]), reverse=True)
    if not ranked:
        raise ValueError("no series to choose from")
    best = ranked[0]
    reason = judgements[best].reason
    rivals = [i for i in ranked[1:] if judgements[i].kind == judgements[best].kind]
    if rivals:
        reason += f"; preferred to {len(rivals)} like it for {_advantage(candidates[best], candidates[rivals[0]])}"
    elif len(candidates) > 1:
        reason += f"; the only such one among {len(candidates)} series"
    return best, reason[0].upper() + reason[1:] + size_in_words(candidates[best])


def _advantage(best: SeriesFacts, rival: SeriesFacts) -> str:
    here, there = rank(best, Judgement(Kind.UNKNOWN, "")), rank(rival, Judgement(Kind.UNKNOWN, ""))
    names = ("", "being original images", "covering the whole brain", "finer slices", "being a 3-D scan")
    differing = next((i for i in range(1, 5) if here[i] != there[i]), None)
    return names[differing] if differing else "being the later series"


def size_in_words(facts: SeriesFacts) -> str:
    """Number and size of the slices in words, led by a semicolon; nothing where the geometry is unsound."""
    if facts.spacing_mm is None:
        return ""
    slice_mm, row_mm, column_mm = facts.spacing_mm
    return f"; {facts.slices} slices of {column_mm:.2f} × {row_mm:.2f} × {slice_mm:.2f} mm"
