"""Event rows and label history as one JSON file by a published schema (``events-file.json`` of `rimread schema`)."""

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from review_schema.charter import Charter
from review_schema.endpoints import EventRow
from review_schema.record import Record
from review_schema.settled_labels import LabelRow


class EventsFile(Record):
    """`rimread export --as json`: events, the labels behind them, and the charter they were derived by."""

    schema_version: Annotated[int, Field(ge=1, le=1)] = 1
    charter: Charter
    events: tuple[EventRow, ...]
    labels: tuple[LabelRow, ...]


def events_json(events: Sequence[EventRow], labels: Sequence[LabelRow], charter: Charter) -> bytes:
    """events.json, its keys in order of the alphabet. Texts stand as they are: JSON runs nothing."""
    file = EventsFile(charter=charter, events=tuple(events), labels=tuple(labels))
    return (json.dumps(file.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode()
