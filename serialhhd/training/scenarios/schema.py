"""The JSON Schema of a scenario, for editors: made from the keys."""

import json
from typing import Any

from serialhhd.training.scenarios.model import Scenario

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema (draft 7, which the TOML editors understand) of a scenario."""
    made = Scenario.model_json_schema(by_alias=True)
    tables = made.pop("$defs")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "serialhhd scenario",
        **_whole(made, tables),
    }


def schema_text() -> str:
    """Return the schema as text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _whole(made: Any, tables: Schema) -> Any:
    """Return a schema with its tables in their places, and without pydantic's titles, which are the keys once more."""
    if isinstance(made, list):
        return [_whole(one, tables) for one in made]
    if not isinstance(made, dict):
        return made
    if "$ref" in made:
        table = tables[made["$ref"].rpartition("/")[2]]
        made = {**table, **{key: value for key, value in made.items() if key != "$ref"}}
    return {
        key: _named(value, tables) if key == "properties" else _whole(value, tables)
        for key, value in made.items()
        if key != "title"
    }


def _named(properties: Schema, tables: Schema) -> Schema:
    """Return the schemas of keys, one of which may be named `title`."""
    return {key: _whole(value, tables) for key, value in properties.items()}
