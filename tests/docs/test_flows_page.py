"""docs/flows.md documents every key with its default, and its examples are right."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from serialhhd.flows.config.devices.profile import NamedProfile
from serialhhd.flows.config.flow_options import FlowOptions
from serialhhd.flows.config.loader import parse
from serialhhd.flows.descriptions.page import PART, PARTS, page
from serialhhd.flows.operations import operations
from serialhhd.flows.steps import step_types
from serialhhd.toml.edits.values import written

PAGE = (Path(__file__).parents[2] / "docs" / "flows.md").read_text(encoding="utf-8")
SECTIONS: defaultdict[str, str] = defaultdict(str)
for key, said in re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL):
    SECTIONS[key] += said  # several steps may have an option of one name, each with a section
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
MODELS: list[type[BaseModel]] = [
    NamedProfile,
    FlowOptions,
    *(operation.options for operation in operations().values()),
    *step_types().values(),
]
OPTIONS = {key: option for model in MODELS for key, option in model.model_fields.items()}


def test_what_the_program_writes_of_the_page_is_as_it_is_now() -> None:
    assert page(PAGE, PARTS) == PAGE, "make docs"


def test_each_part_of_the_page_is_there_once() -> None:
    assert sorted(found[2] for found in PART.finditer(PAGE)) == sorted(PARTS)


def test_every_key_has_its_section_and_no_other_has_one() -> None:
    assert SECTIONS.keys() == OPTIONS.keys() | {"version", "device", "devices", "flows", "operation", "steps"}


@pytest.mark.parametrize(("key", "option"), OPTIONS.items())
def test_the_default_is_told(key: str, option: FieldInfo) -> None:
    said = SECTIONS[key]
    assert "default" in said.lower() or key == "match"
    if not option.is_required() and key != "match":  # where that is left out it is the name of the profile
        assert f"`{written(option.get_default(call_default_factory=True))}`" in said


@pytest.mark.parametrize(("key", "option"), OPTIONS.items())
def test_every_word_that_an_option_takes_is_told(key: str, option: FieldInfo) -> None:
    for word in getattr(option.annotation, "__args__", ()):
        if isinstance(word, str):
            assert f'`"{word}"`' in SECTIONS[key]


@pytest.mark.parametrize("name", step_types())
def test_every_step_is_in_the_table(name: str) -> None:
    assert f"\n| `{name}` |" in PAGE


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_right(example: str) -> None:
    assert parse(example, Path("docs/flows.md")).flows


def test_every_option_has_an_example() -> None:
    examples = "\n".join(EXAMPLES)
    for key in OPTIONS:
        assert re.search(rf"^{key} = ", examples, re.MULTILINE), key
