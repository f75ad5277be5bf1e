"""The base of every stored record: frozen, and closed to unknown keys; what is wrong with one, in plain words."""

from pydantic import BaseModel, ConfigDict, ValidationError


class Record(BaseModel):
    """An immutable fact. A misspelt key is refused, so nothing passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def hold_names_once(record: Record, every_name: set[str]) -> None:
    """Let a record that was given every field share one set of their names with all others of its class.

    Pydantic keeps such a set in each record. In half a million findings they would take as much memory as what the
    findings say. The shared set is never changed: records are frozen, and a copy of one copies its set.
    """
    if record.__pydantic_fields_set__ == every_name:
        object.__setattr__(record, "__pydantic_fields_set__", every_name)


def fault_in_words(error: ValidationError, *, name_strange_keys: bool = False) -> str:
    """The first fault of a record that does not fit its schema: its place and kind, never its value.

    Args:
        error: what pydantic found.
        name_strange_keys: repeat a key that is not of the schema; not where it may name a patient.
    """
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    kind, place = fault["type"], fault["loc"]
    if kind == "extra_forbidden" and name_strange_keys:
        words = "there is no such setting"
    elif kind == "extra_forbidden":
        place, words = place[:-1], "it holds something that the schema does not know"
    elif kind == "missing":
        words = "it is missing"
    elif kind == "json_invalid":
        words = "it is not JSON"
    elif kind.startswith(("greater_than", "less_than", "finite")):
        words = "the number is out of range"
    elif kind in ("enum", "literal_error"):
        words = "it is none of the words of the schema"
    elif kind == "value_error":
        words = "it contradicts itself"
    else:
        words = "it is of another form than the schema's"
    # Of a word that fits none of two vocabularies pydantic also names the vocabulary it tried.
    named = [str(part) for part in place if not str(part).startswith("str-enum[")]
    return f"{'.'.join(named) or 'the file'}: {words}"
