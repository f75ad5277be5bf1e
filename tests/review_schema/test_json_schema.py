import json
from pathlib import Path

import pytest

from review_schema.json_schema import DIALECT, INTERCHANGE, schemas, write_schemas
from review_schema.upgrades import PAYLOAD_CLASSES


def test_every_record_has_a_schema_and_the_index_names_them_all(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "deep" / "schema")
    names = {path.stem for path in written}
    assert names == {*INTERCHANGE, *PAYLOAD_CLASSES, "index"}
    index = json.loads((tmp_path / "deep" / "schema" / "index.json").read_text())
    assert set(index["schemas"]) == {f"{name}.json" for name in names - {"index"}}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_closed_to_unknown_keys_at_every_level(name: str) -> None:
    schema = schemas()[name]
    if name != "index.json":
        assert schema["$schema"] == DIALECT
        definitions = schema.get("$defs", {})
        assert isinstance(definitions, dict)
        for record in [schema, *definitions.values()]:
            assert record.get("type") != "object" or record["additionalProperties"] is False


def test_the_same_version_writes_the_same_bytes(tmp_path: Path) -> None:
    for one, other in zip(write_schemas(tmp_path / "A"), write_schemas(tmp_path / "B"), strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_every_schema_says_what_it_is_for() -> None:
    described = schemas()["index.json"]["schemas"]
    assert isinstance(described, dict)
    assert [name for name, text in described.items() if not text or text.startswith("An immutable fact")] == []
