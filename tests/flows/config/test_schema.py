"""The JSON Schema for editors: never behind the models, and it says what they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from serialhhd.flows.config import schema
from serialhhd.flows.config.flow_options import FlowOptions
from serialhhd.flows.config.keys import is_for_its_table
from serialhhd.flows.config.schema import json_schema, schema_text
from serialhhd.flows.operations import operations
from serialhhd.flows.steps import step_types_of

FILE = Path(schema.__file__).with_name("flows.schema.json")


def flow_schema(operation: str) -> dict[str, Any]:
    """The part of the schema for the flows of one operation."""
    (pattern,) = json_schema()["properties"]["flows"]["patternProperties"].values()
    (found,) = [
        one["then"] for one in pattern["allOf"] if one["if"]["properties"]["operation"]["const"] == operation
    ]
    return dict(found)


def test_the_file_is_what_the_models_say() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_it_needs_no_second_file_and_no_network() -> None:
    assert "$ref" not in schema_text()
    assert json.loads(schema_text()) == json_schema()


@pytest.mark.parametrize("operation", operations())
def test_every_key_that_a_flow_may_have(operation: str) -> None:
    of_operation = operations()[operation]
    kinds = step_types_of(of_operation)
    properties = flow_schema(operation)["properties"]
    expected = {"operation", "steps", *FlowOptions.model_fields, *of_operation.options.model_fields, *kinds}
    for name, kind in kinds.items():
        expected |= {key for key in kind.model_fields if not is_for_its_table(key)}
        in_table = kind.model_fields.keys() | of_operation.options_in(name).keys()
        assert properties[name]["properties"].keys() == in_table
        assert properties[name]["additionalProperties"] is False
    assert properties.keys() == expected
    assert not {"prompt", "default", "keep", "confirm", "skip_when"} & expected
    assert set(properties["steps"]["items"]["enum"]) == kinds.keys()


@pytest.mark.parametrize("operation", operations())
def test_everything_has_a_description(operation: str) -> None:
    for key, said in flow_schema(operation)["properties"].items():
        assert said["description"], key


def test_the_default_file_points_to_it() -> None:
    first = FILE.with_name("flows.toml").read_text(encoding="utf-8").split("\n")[0]
    root = Path(__file__).parents[3]
    assert first == f"#:schema {FILE.relative_to(root).as_posix()}"


def test_an_option_of_one_operation_is_no_key_of_another() -> None:
    goods_in, goods_out, *_ = (flow_schema(name)["properties"] for name in operations())
    assert "over_receipt" in goods_in["confirm_quantity"]["properties"]
    assert "over_receipt" not in goods_out.keys() | goods_out["confirm_quantity"]["properties"].keys()
