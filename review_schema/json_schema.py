"""The JSON Schema of every record, for those who write or read RimRead's files by other means."""

import json
from pathlib import Path

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.export.event_json import EventsFile
from review_schema.finding import Finding
from review_schema.read import LockedTimePoint, ReadsFile, SignedRead
from review_schema.record import Record
from review_schema.upgrades import PAYLOAD_CLASSES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

INTERCHANGE: dict[str, type[Record]] = {
    "charter": Charter,
    "clinical-event": ClinicalEvent,
    "events-file": EventsFile,
    "finding": Finding,
    "locked-timepoint": LockedTimePoint,
    "reads-file": ReadsFile,
    "signed-read": SignedRead,
}
"""Records that stand in files of their own or within entries, by the name of their schema."""


def schemas() -> dict[str, dict[str, object]]:
    """File name -> JSON Schema, and ``index.json``, which says what each is for."""
    records: dict[str, type[Record]] = {**INTERCHANGE, **PAYLOAD_CLASSES}
    files: dict[str, dict[str, object]] = {}
    for name in sorted(records):
        files[f"{name}.json"] = {"$schema": DIALECT, **records[name].model_json_schema(mode="validation")}
    files["index.json"] = {
        "schemas": {
            f"{name}.json": (records[name].__doc__ or "").strip().partition("\n")[0] for name in sorted(records)
        }
    }
    return files


def write_schemas(out: Path) -> tuple[Path, ...]:
    """Write one file per record and an index into the folder `out`; the same version writes the same bytes.

    Raises:
        OSError: the folder cannot be made or written.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = out / name
        path.write_text(json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=True) + "\n", encoding="ascii")
        written.append(path)
    return tuple(written)
