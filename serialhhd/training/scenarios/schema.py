"""The JSON Schema of a scenario, for editors: made from the keys."""

import json
from typing import Any

from serialhhd.toml.json_schema import in_place
from serialhhd.training.scenarios.model import Scenario

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema (draft 7, which the TOML editors understand) of a scenario."""
    made = Scenario.model_json_schema(by_alias=True)
    tables = made.pop("$defs")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "serialhhd scenario",
        **_untitled(in_place(made, tables)),
    }


def schema_text() -> str:
    """Return the schema as text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _untitled(made: Any) -> Any:
    """Return a schema without pydantic's titles, which are the keys once more."""
    if isinstance(made, list):
        return [_untitled(one) for one in made]
    if not isinstance(made, dict):
        return made
    return {
        key: _of_keys(value) if key == "properties" else _untitled(value)
        for key, value in made.items()
        if key != "title"
    }


def _of_keys(properties: Schema) -> Schema:
    """Return the schemas of keys, one of which may be named `title`."""
    return {key: _untitled(value) for key, value in properties.items()}
