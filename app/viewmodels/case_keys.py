"""The keys of the coordinator's case page: where they do the same, those that a read has at first."""

from app.viewmodels.keys import READING_COMMANDS, Command

AS_IN_A_READ = {command.name: command for command in READING_COMMANDS}

LOOK = ("visit-before", "visit-after", "slice-up", "slice-down", "centre", "head", "layout", "check")
COMPARE = ("flicker", "flip", "reveal", "setting-less", "setting-more")
OUTLINES = ("cavity", "filled", "margin", "crosshair", "legend")
PICTURE = ("copy", "copy-all", "save-picture")

CASE_COMMANDS = (
    *(AS_IN_A_READ[name] for name in LOOK),
    Command("navigate", "Draw", "look: a click moves the crosshair", "1"),
    Command("grow", "Draw", "grow the cavity from a click into it", "2"),
    Command("brush", "Draw", "brush (Shift+wheel: its size)", "3"),
    Command("erase", "Draw", "eraser", "4"),
    Command("sphere", "Draw", "sphere of the applicator", "5"),
    Command("undo", "Draw", "undo the last edit", "Ctrl+Z"),
    Command("redo", "Draw", "do it again", "Ctrl+Y"),
    Command("save", "Draw", "save the contour", "Ctrl+S"),
    *(AS_IN_A_READ[name] for name in (*COMPARE, *OUTLINES, *PICTURE)),
    Command("leave", "Page", "close this table or a notice; leave the brush", "Esc"),
    Command("help", "Page", "this table", "?"),
)
