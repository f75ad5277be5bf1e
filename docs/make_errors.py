"""Write docs/errors.md from the table of words in the code. ``--check`` says whether the file is up to date."""

import sys
from pathlib import Path

from app.messages import COMMAND_LINE_WORDINGS, WORDINGS

PAGE = Path(__file__).with_name("errors.md")


def page() -> str:
    """The page's text: one row per code."""
    rows = sorted({*WORDINGS.values(), *COMMAND_LINE_WORDINGS}, key=lambda wording: wording.code)
    lines = [
        "# Error codes",
        "",
        "Made from `app/messages.py` by `python docs/make_errors.py`. Every refusal is one line on stderr (exit",
        "code 2) or a banner in the window; `{…}` is filled with facts, never with a name, ID, birth date or arm.",
        "",
        "| Code | What is wrong | What to do |",
        "|---|---|---|",
        *(f"| {w.code} | {w.sentence} | {w.remedy} |" for w in rows),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(
            PAGE.read_text(encoding="utf-8") != page() and "docs/errors.md is out of date: python docs/make_errors.py"
        )
    PAGE.write_text(page(), encoding="utf-8")
