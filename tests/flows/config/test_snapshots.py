"""What a run keeps of its flow: every form in which it was ever written opens (R14), and today's is on record."""

import json
from pathlib import Path

import pytest

from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import SNAPSHOT_FORMAT, Flow

GOLDEN = Path(__file__).parent / "snapshots"
"""For each form a folder of its number: `flows.toml`, and what a run kept of each of its flows. None is ever changed."""
SNAPSHOTS = sorted(GOLDEN.glob("*/*.json"))


def test_there_is_a_golden_snapshot_of_each_form() -> None:
    assert {int(folder.name) for folder in GOLDEN.iterdir()} == set(range(1, SNAPSHOT_FORMAT + 1))


@pytest.mark.parametrize("golden", SNAPSHOTS, ids=lambda golden: f"{golden.parent.name}-{golden.stem}")
def test_a_snapshot_of_every_form_opens_and_says_what_it_said(golden: Path) -> None:
    flow, saved = Flow.from_json(golden.read_text(encoding="utf-8")), json.loads(golden.read_text())
    assert (flow.name, flow.title, flow.operation) == (saved["name"], saved["title"], saved["operation"])
    assert [step.name for step in flow.steps] == [name for step in saved["steps"] for name in step]
    options = flow.options.model_dump(mode="json")
    assert _says(options, {key: value for key, value in saved["options"].items() if key in options})
    assert Flow.from_json(flow.model_dump_json()) == flow


@pytest.mark.parametrize(
    "golden", sorted((GOLDEN / str(SNAPSHOT_FORMAT)).glob("*.json")), ids=lambda one: one.stem
)
def test_what_is_written_today_says_what_is_on_record(golden: Path) -> None:
    """An option may come without a new form. What else fails here is one: raise SNAPSHOT_FORMAT and add its folder."""
    flow = load(golden.with_name("flows.toml")).flows[golden.stem]
    assert _says(json.loads(flow.model_dump_json()), json.loads(golden.read_text(encoding="utf-8")))


def _says(told: object, on_record: object) -> bool:
    """Return whether something says at least what is on record; of steps that are left out there may be more by now."""
    if isinstance(told, dict) and isinstance(on_record, dict):
        return all(key in told and _says(told[key], value) for key, value in on_record.items())
    if isinstance(told, list) and isinstance(on_record, list):
        further = iter(told)
        return all(any(_says(one, value) for one in further) for value in on_record)
    return told == on_record
