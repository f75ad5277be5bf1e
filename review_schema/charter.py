"""The charter: every rule of the study that is a matter of choice (RULE in the domain reference).

Stored as TOML, versioned, and hashed into every read.
"""

import hashlib
import json
import tomllib
from typing import Annotated, Literal

from pydantic import Field

from review_schema.record import Record
from review_schema.vocabulary import Arm, ScanRole

LONGEST_DAYS = 3650
"""No rule of a study reaches further than ten years; a longer one is a slip of the keyboard."""

Days = Annotated[int, Field(ge=0, le=LONGEST_DAYS)]

RULE_SET_VERSION = 3
"""Raised whenever the same reads and charter would give other event rows."""


ADDED_LATER = (
    "patient_cavity",
    "rn_certainty",
    "boundary_progression",
    "missed_scans_in_a_row",
    "progression_after_missed_scans",
    "new_radiotherapy",
)
"""Settings that came after studies had been signed: at their defaults they change neither rows nor hash."""


class Charter(Record):
    """Study settings with the domain reference's defaults."""

    name: str = "RimRead default charter"
    version: Annotated[int, Field(ge=1)] = 1

    # Margin and distance (domain §2)
    margin_mm: Annotated[float, Field(gt=0, le=50)] = 5.0
    boundary_mm: Annotated[float, Field(ge=0)] = 1.0  # |d - margin| <= max(this, registration error): BOUNDARY
    baseline_role: dict[Arm, ScanRole] = {Arm.IORT: ScanRole.EARLY_POST_OP, Arm.HSRT: ScanRole.PLANNING}
    early_post_op_days: Days = 3  # <72 h after surgery

    # Labels through time (domain §2 Confirmation and back-dating; PIE)
    confirmation_days: Days = 28
    unconfirmed_progression: Literal["event", "censor"] = "event"
    pie_settled_days: Days = 183  # unchanged PIE stays provisional until then

    # Endpoints (domain §4)
    lmd_counts_in_rpfs: bool = True
    lmd_counts_in_icdc: bool = True
    pre_existing_growth_is_dp: bool = True
    patient_cavity: Literal["any", "index"] = "any"  # whose LP is the patient's: any cavity's, or the index surgery's
    rn_certainty: Annotated[int, Field(ge=1, le=5)] = 1  # RN read with less certainty does not count
    boundary_progression: Literal["event", "censor"] = "event"
    missed_scans_in_a_row: Annotated[int, Field(ge=1, le=100)] = 2  # from so many on an event is flagged
    progression_after_missed_scans: Literal["event", "censor"] = "event"
    new_radiotherapy: Literal["follow", "censor"] = "follow"
    icdc_date: Literal["last_mri", "episode_start"] = "last_mri"

    # Reading (domain §8, design §6)
    sequential: bool = True
    show_later_visits: bool = True  # number and spacing of visits still locked
    hide_planning_scans: bool = True
    washout_days: Days = 28
    reread_fraction: Annotated[float, Field(ge=0, le=1)] = 0.2

    @classmethod
    def from_toml(cls, text: str) -> "Charter":
        """Read a charter; raises `pydantic.ValidationError` or `tomllib.TOMLDecodeError`."""
        return cls.model_validate(tomllib.loads(text))

    def to_toml(self) -> str:
        """The settings as a file that `from_toml` reads, the same text for the same settings."""
        settings = self.model_dump(mode="json")
        # Strings, numbers and truth values look in TOML as in JSON; tables come last.
        tables = {name: value for name, value in settings.items() if isinstance(value, dict)}
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items() if name not in tables]
        for name, table in tables.items():
            lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in sorted(table.items()))]
        return "\n".join(lines) + "\n"

    def sha256(self) -> str:
        """Hash of the settings, independent of layout and comments in the TOML file."""
        settings = self.model_dump(mode="json")
        for name in ADDED_LATER:
            if getattr(self, name) == type(self).model_fields[name].default:
                del settings[name]  # a charter keeps the hash that it had before the setting was known
        canonical = json.dumps(settings, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
