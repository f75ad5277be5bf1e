"""Where the real scans lie: beside the project, or where RIMREAD_DATA says. Without them a `real` test fails."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("RIMREAD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DATA = SHARED / "data"
REFERENCE = SHARED / "reference"
CASE_A = DATA / "serial_case_A"
