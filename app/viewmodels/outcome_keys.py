"""The keys of the outcome page."""

from app.viewmodels.keys import Command

OUTCOME_COMMANDS = (
    Command("curves", "Show", "curves", "F2"),
    Command("figures", "Show", "figures: landmarks, medians, tests", "F3"),
    Command("table3", "Show", "Table 3: every outcome by arm", "F4"),
    Command("agreement", "Show", "agreement between readers", "F5"),
    Command("fragility", "Show", "fragility: what would turn the test", "F6"),
    Command("events", "Show", "events, and why their dates", "F7"),
    Command("find", "Events", "find events", "Ctrl+F"),
    Command("visit", "Events", "open the visit behind the date", "Ctrl+Return"),
    Command("copy", "Take along", "copy the table (for a spreadsheet)", "Ctrl+C"),
    Command("write", "Take along", "write what is shown to a folder", "Ctrl+S"),
    Command("again", "Page", "look at the study again", "Ctrl+R"),
    Command("leave", "Page", "stop what is being computed; close this table", "Esc"),
    Command("help", "Page", "this table", "?"),
)
