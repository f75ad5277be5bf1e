"""The base of every stored record: frozen, and closed to unknown keys."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable fact. A misspelt key is refused, so nothing passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
