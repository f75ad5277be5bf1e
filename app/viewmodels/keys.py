"""The tables of commands and their keys, one for each page that has keys of its own; `?` shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.words import Said

READ, CHECK = "", "check"
"""Pages with keys of their own: a read, and the check of a registration."""


@dataclass(frozen=True)
class Command:
    """One thing that a key does.

    Attributes:
        name: among the commands of its page.
        group: heading in the table that `?` shows.
        text: what it does.
        key: in the portable text form of key sequences ("Ctrl+Return").
        page: where the key works. The same key may do something else on another page.
    """

    name: str
    group: str
    text: str
    key: str
    page: str = READ

    @property
    def identity(self) -> str:
        """Its name among the commands of all pages."""
        return f"{self.page}:{self.name}" if self.page else self.name


READING_COMMANDS = (
    Command("slice-up", "Look", "next slice towards the head (wheel)", "Up"),
    Command("slice-down", "Look", "next slice towards the feet (wheel)", "Down"),
    Command("slice-up-5", "Look", "five slices up", "PgUp"),
    Command("slice-down-5", "Look", "five slices down", "PgDown"),
    Command("plane", "Look", "arrows step through axial → coronal → sagittal; strip: all three", "P"),
    Command("visit-before", "Look", "time point before", "Left"),
    Command("visit-after", "Look", "time point after", "Right"),
    Command("zoom-in", "Look", "enlarge (Ctrl+wheel)", "+"),
    Command("zoom-out", "Look", "reduce", "-"),
    Command("centre", "Look", "go to the cavity", "Home"),
    Command("head", "Look", "whole head", "End"),
    Command("layout", "Look", "the next layout", "V"),
    Command("layout-compare", "Look", "baseline beside current, with subtraction", "F2"),
    Command("layout-square", "Look", "two by two, with subtraction", "F3"),
    Command("layout-planes", "Look", "two time points in three planes", "F4"),
    Command("layout-strip", "Look", Said("film strip: every time point in one plane ({plane})", plane="P"), "F5"),
    Command("layout-single", "Look", Said("one large picture ({plane}: its plane)", plane="P"), "F6"),
    Command("native", "Look", "slices as acquired / resampled", "Shift+N"),
    Command("link", "Look", "unlink the view under the mouse, or link it again", "U"),
    Command("link-all", "Look", "link every view again", "Shift+U"),
    Command("tear-off", "Look", "film strip in a window of its own (second monitor) / back", "T"),
    Command("evolution", "Look", "evolution over the months, and the wall unrolled, on / off", "E"),
    Command("thickest", "Look", "go to the thickest place of the rim", "Shift+E"),
    Command("check", "Look", "check the registration: nudge, pass, reject", "R"),
    Command("window-brain", "Window", Said("brain"), "Ctrl+1"),
    Command("window-contrast", "Window", "narrow: faint enhancement", "Ctrl+2"),
    Command("window-wide", "Window", "wide: strong enhancement, fat", "Ctrl+3"),
    Command("window-fluid", "Window", "dark: cavity, fluid, oedema", "Ctrl+4"),
    Command("window-auto", "Window", "auto: by the tissue in view, all time points alike", "I"),
    Command("window-reset", "Window", "as at the start (drag right button to change)", "W"),
    Command("subtraction", "Compare", "show the subtraction", "S"),
    Command("post-pre", "Compare", "post − pre contrast here / since the baseline", "Shift+S"),
    Command("flicker", "Compare", "flicker between baseline and current", "F"),
    Command("flip", "Compare", "the other of the two, once", "Shift+F"),
    Command("reveal", "Compare", "reveal: drag the edge between the two", "X"),
    Command("checkerboard", "Compare", "checkerboard of the two", "Shift+X"),
    Command("blend", "Compare", "blend one over the other", "Y"),
    Command("cine", "Compare", "cine through the time points", "Shift+T"),
    Command("setting-less", "Compare", "slower; edge left; smaller; less baseline", ","),
    Command("setting-more", "Compare", "faster; edge right; larger; more baseline", "."),
    Command("cavity", "Outlines", "cavity outline on / off", "C"),
    Command("filled", "Outlines", "outlines filled / as lines", "Shift+C"),
    Command("margin", "Outlines", "margin outline on / off", "M"),
    Command("margin-width", "Outlines", "margin by the charter → 3 mm → 10 mm", "Shift+M"),
    Command("crosshair", "Outlines", "crosshair on / off", "H"),
    Command("lesions", "Outlines", "lesion outlines on / off", "O"),
    Command("legend", "Outlines", "legend on / off", "Q"),
    Command("label-LP", "Label", "LP  local progression", "1"),
    Command("label-RN", "Label", "RN  radionecrosis", "2"),
    Command("label-PIE", "Label", "EME  early marginal treatment-type enhancement", "3"),
    Command("label-STABLE", "Label", "STABLE  stable residual finding", "4"),
    Command("label-NED", "Label", "NED  cavity: no evidence of disease", "5"),
    Command("label-NE", "Label", "NE  cavity: not evaluable (reason needed)", "6"),
    Command("label-DP", "Label", "DP  distant progression", "D"),
    Command("label-LMD", "Label", "LMD  leptomeningeal disease (pattern needed)", "L"),
    Command("label-brain-NED", "Label", "NED  brain: no evidence of disease", "N"),
    Command("label-brain-NE", "Label", "NE  brain: not evaluable (reason needed)", "0"),
    Command("label-clear", "Label", "NED everywhere: each cavity and the brain", "A"),
    Command("next-cavity", "Label", "label keys speak of the next cavity", "K"),
    Command("mark", "Lesion", "mark a lesion: click it, then press its label", "B"),
    Command("mark-here", "Lesion", "mark a lesion at the crosshair", "Shift+B"),
    Command("next-lesion", "Lesion", "go to the next lesion", "G"),
    Command("undo", "Lesion", "undo the last edit", "Ctrl+Z"),
    Command("redo", "Lesion", "do it again", "Ctrl+Y"),
    Command("leave", "Lesion", "end comparing or marking, drop an unlabelled mark", "Esc"),
    Command("copy", "Picture", "copy the view with the focus (no identity)", "Ctrl+C"),
    Command("copy-all", "Picture", "copy all views", "Ctrl+Shift+C"),
    Command("save-picture", "Picture", "save the view as PNG", "Ctrl+Shift+S"),
    Command("lock", "Finish", "lock the time point and open the next; sign after the last", "Ctrl+Return"),
    Command("worklist", "Finish", "back to the worklist (nothing is lost)", "Ctrl+W"),
    Command("help", "Finish", "these keys", "?"),
)
"""The keys of a read. Digits speak of the cavity, letters of the brain."""


CHECK_COMMANDS = (
    Command("flicker", "Look", "flicker between baseline and current", "1", CHECK),
    Command("reveal", "Look", "reveal: baseline left of an edge, current right of it", "2", CHECK),
    Command("checkerboard", "Look", "checkerboard of the two", "3", CHECK),
    Command("blend", "Look", "blend: part of the baseline, part of the current visit", "6", CHECK),
    Command("difference", "Look", "difference: orange brighter now, blue darker", "4", CHECK),
    Command("edges", "Look", "edges of the baseline over the current visit", "5", CHECK),
    Command("setting-less", "Look", "slower; edge to the left; smaller squares; less baseline", ",", CHECK),
    Command("setting-more", "Look", "faster; edge to the right; larger squares; more baseline", ".", CHECK),
    Command("slice-up", "Look", "next slice towards the head (wheel: of the view)", "Up", CHECK),
    Command("slice-down", "Look", "next slice towards the feet", "Down", CHECK),
    Command("zoom-in", "Look", "enlarge (Ctrl+wheel)", "+", CHECK),
    Command("zoom-out", "Look", "reduce", "-", CHECK),
    Command("centre", "Look", "go to the cavity", "Home", CHECK),
    Command("cavity", "Look", "cavity outline on / off", "C", CHECK),
    Command("to-left", "Move 0.1 mm (drag the picture)", "to the patient's left", "D", CHECK),
    Command("to-right", "Move 0.1 mm (drag the picture)", "to the patient's right", "A", CHECK),
    Command("to-front", "Move 0.1 mm (drag the picture)", "forwards", "W", CHECK),
    Command("to-back", "Move 0.1 mm (drag the picture)", "backwards", "S", CHECK),
    Command("to-head", "Move 0.1 mm (drag the picture)", "towards the head", "E", CHECK),
    Command("to-feet", "Move 0.1 mm (drag the picture)", "towards the feet", "Q", CHECK),
    Command("nod-more", "Turn 0.1° (Ctrl+drag)", "nod", "Shift+W", CHECK),
    Command("nod-less", "Turn 0.1° (Ctrl+drag)", "nod the other way", "Shift+S", CHECK),
    Command("tilt-more", "Turn 0.1° (Ctrl+drag)", "tilt", "Shift+D", CHECK),
    Command("tilt-less", "Turn 0.1° (Ctrl+drag)", "tilt the other way", "Shift+A", CHECK),
    Command("turn-more", "Turn 0.1° (Ctrl+drag)", "turn", "Shift+E", CHECK),
    Command("turn-less", "Turn 0.1° (Ctrl+drag)", "turn the other way", "Shift+Q", CHECK),
    Command("undo", "Decide", "undo the last move", "Ctrl+Z", CHECK),
    Command("redo", "Decide", "redo", "Ctrl+Y", CHECK),
    Command("as-found", "Decide", "lay it as it was found", "0", CHECK),
    Command("pass", "Decide", "pass the registration as it is", "P", CHECK),
    Command("keep", "Decide", "keep the pose on the screen, with its error", "Ctrl+S", CHECK),
    Command("run", "Decide", "run the registration again from here", "R", CHECK),
    Command("reject", "Decide", "reject: a reason, then Enter", "X", CHECK),
    Command("leave", "Decide", "back; what is not kept is dropped", "Esc", CHECK),
    Command("help", "Decide", "these keys", "?", CHECK),
)
"""The keys of the check of a registration."""

COMMANDS = (*READING_COMMANDS, *CHECK_COMMANDS)
"""The keys that can be bound anew; those of the case page and the outcome page cannot."""


def key_of(name: str, commands: Sequence[Command] = READING_COMMANDS) -> str:
    """The key of a command."""
    return next(command.key for command in commands if command.name == name)
