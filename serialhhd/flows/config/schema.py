"""The JSON Schema of flows.toml, for editors: made from the models, so that it knows every step type there is."""

import json
from typing import Any

from pydantic import BaseModel

from serialhhd.flows.config.checks import FLOW_NAME, VERSION
from serialhhd.flows.config.device import DeviceProfile
from serialhhd.flows.config.model import FlowOptions
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import step_types_of

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema (draft 7, which the TOML editors understand) of a flows.toml."""
    flows = {
        "type": "object",
        "description": "The flows, by name, in the order of the menu.",
        "minProperties": 1,
        "patternProperties": {
            f"^{FLOW_NAME.pattern}$": {"oneOf": [_flow(kind) for kind in operations().values()]}
        },
        "additionalProperties": False,
    }
    device = _table(DeviceProfile.__doc__, _options(DeviceProfile))
    named = "Single devices, by the name they have in the store: what differs from device."
    devices = {"type": "object", "description": named, "additionalProperties": device}
    version = {"description": "Version of this file's format.", "type": "integer", "const": VERSION}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "serialhhd flows.toml",
        "type": "object",
        "properties": {"version": version, "device": device, "devices": devices, "flows": flows},
        "required": ["flows"],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Return the schema as the text of flows.schema.json."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _flow(operation: Operation) -> Schema:
    kinds, own = step_types_of(operation), _options(operation.options)
    steps: Schema = {}
    tables: Schema = {}
    for name, kind in kinds.items():
        in_table = {key: own[key] for key in operation.options_in(name)}
        options = {**in_table, **_options(kind)}
        steps |= options
        tables[name] = _table(kind.__doc__, options)
    on_flow = {key: own[key] for key in operation.options_in(None)}
    return {
        "title": operation.title,
        "type": "object",
        "properties": {
            **_fixed(operation, list(kinds)),
            **_options(FlowOptions),
            **on_flow,
            **steps,
            **tables,
        },
        "required": ["operation", "steps"],
        "additionalProperties": False,
    }


def _fixed(operation: Operation, steps: list[str]) -> Schema:
    required = ", ".join(operation.required)
    return {
        "operation": {"description": "What the flow does.", "type": "string", "const": operation.name},
        "steps": {
            "description": f"The questions in order. Never without: {required}.",
            "type": "array",
            "items": {"enum": steps},
            "uniqueItems": True,
            "allOf": [{"contains": {"const": step}} for step in operation.required],
        },
    }


def _table(described: str | None, options: Schema) -> Schema:
    return {
        "description": (described or "").strip(),
        "type": "object",
        "properties": options,
        "additionalProperties": False,
    }


def _options(model: type[BaseModel]) -> Schema:
    made: Schema = model.model_json_schema().get("properties", {})
    # pydantic's titles are the keys once more
    return {
        key: {word: said for word, said in option.items() if word != "title"} for key, option in made.items()
    }
