"""JSON Schemas as pydantic makes them of models, for whoever wants them whole."""

from collections.abc import Mapping
from typing import Any


def in_place(schema: Any, tables: Mapping[str, Any]) -> Any:
    """Return a schema with the tables that it refers to in their places; what stands beside a reference wins.

    Args:
        schema: The schema, or a part of it.
        tables: What pydantic calls `$defs`. None refers to itself.
    """
    if isinstance(schema, list):
        return [in_place(one, tables) for one in schema]
    if not isinstance(schema, dict):
        return schema
    beside = {key: in_place(value, tables) for key, value in schema.items() if key != "$ref"}
    if "$ref" not in schema:
        return beside
    return {**in_place(tables[schema["$ref"].rpartition("/")[2]], tables), **beside}
