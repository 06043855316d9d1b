"""The JSON Schema of flows.toml, for editors: made from the keys, so that it knows every step type there is."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from serialhhd.flows.config.checking.checks import VERSION
from serialhhd.flows.config.checking.flow_checks import FLOW_NAME
from serialhhd.flows.config.devices.older_keys import OlderKeys
from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.keys import OPERATION, STEPS, FlowKeys, Vocabulary
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import step_types, step_types_for
from serialhhd.toml.key import Key, keys_of

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema (draft 7, which the TOML editors understand) of a flows.toml."""
    vocabulary = Vocabulary()
    flow = {
        "type": "object",
        "properties": {OPERATION: {"description": "What the flow does.", "enum": list(operations())}},
        "required": [OPERATION, STEPS],
        # not `oneOf`: an editor would mark the whole flow where one key is wrong
        "allOf": [
            {
                "if": {"properties": {OPERATION: {"const": name}}, "required": [OPERATION]},
                "then": _flow(operation, vocabulary.of(operation)),
            }
            for name, operation in operations().items()
        ],
    }
    flows = {
        "type": "object",
        "description": "The flows, by name, in the order of the menu.",
        "minProperties": 1,
        "patternProperties": {f"^{FLOW_NAME.pattern}$": flow},
        "additionalProperties": False,
    }
    older = keys_of(OlderKeys)
    device = _table(DeviceProfile.__doc__, {**keys_of(DeviceProfile), **older})
    profile = _table(NamedProfile.__doc__, {**keys_of(NamedProfile), **older})
    named = "Profiles of devices, by any name; the first counts that is for a device."
    devices = {"type": "object", "description": named, "additionalProperties": profile}
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


def _flow(operation: Operation, keys: FlowKeys) -> Schema:
    tables = {step: _table(step_types()[step].__doc__, table) for step, table in keys.tables.items()}
    return {
        "title": operation.title,
        "properties": {**_properties(keys.on_flow), **_fixed(operation, keys), **tables},
        "additionalProperties": False,
    }


def _fixed(operation: Operation, keys: FlowKeys) -> Schema:
    required = [step_types_for(word, operation) for word in operation.required]
    return {
        OPERATION: {"description": keys.own[OPERATION].meaning, "const": operation.name},
        STEPS: {
            "description": keys.own[STEPS].meaning,
            "type": "array",
            "items": {"enum": list(keys.tables)},
            "uniqueItems": True,
            "allOf": [{"contains": _one_of(names)} for names in required],
        },
    }


def _one_of(names: list[str]) -> Schema:
    return {"enum": names} if len(names) > 1 else {"const": names[0]}


def _table(described: str | None, keys: Mapping[str, Key]) -> Schema:
    return {
        "description": (described or "").strip(),
        "type": "object",
        "properties": _properties(keys),
        "additionalProperties": False,
    }


def _properties(keys: Mapping[str, Key]) -> Schema:
    made = {
        model: model.model_json_schema().get("properties", {})
        for model in {key.model for key in keys.values()}
    }
    return {name: _property(key, made[key.model][name]) for name, key in keys.items()}


def _property(key: Key, made: Schema) -> Schema:
    # pydantic's titles are the keys once more
    said = {word: value for word, value in made.items() if word != "title"}
    return {**said, "description": " ".join(_described(key))}


def _described(key: Key) -> Iterable[str]:
    yield key.meaning
    yield from (f"{word}: {meaning}." for word, meaning in key.choices.items() if meaning)
