"""A flow: its steps and options, and the snapshot that a run keeps."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from serialhhd.flows import steps
from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.model import Flow
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.receive.options import ReceiveOptions
from serialhhd.flows.steps import step_types, step_types_for, step_types_of
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.scan_pick_list import ScanPickList
from serialhhd.flows.words.word import DOCUMENT

GOODS_IN = """
[flows.goods_in]
operation = "pre_receipt_receive"
title = "Receive"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]
over_receipt = "10%"
separator = "{GS}"

[flows.goods_in.enter_serials]
pre_entered = "verify"
separators = ";"
repeat_window_ms = 0

[flows.goods_in.confirm_quantity]
short = "ask"
"""


@pytest.fixture
def goods_in() -> Flow:
    return parse(GOODS_IN, Path("flows.toml")).flows["goods_in"]


def test_steps_in_order(goods_in: Flow) -> None:
    names = [step.name for step in goods_in.steps]
    assert names == ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]
    assert goods_in.has("scan_product")
    assert not goods_in.has("confirm_quantity")
    assert goods_in.step("confirm_quantity") is None


def test_the_operations_options_count_though_their_step_is_left_out(goods_in: Flow) -> None:
    assert goods_in.options == ReceiveOptions(over_receipt="10%", short="ask", pre_entered="verify")


def test_a_step_of_another_operation_has_no_options_here(goods_in: Flow) -> None:
    with pytest.raises(LookupError, match="scan_pick_list"):
        goods_in.options_of(ScanPickList)


def test_a_snapshot_gives_the_equal_flow_back(goods_in: Flow) -> None:
    again = Flow.from_json(goods_in.model_dump_json())
    assert again == goods_in
    assert hash(again) == hash(goods_in)
    assert again.step("enter_serials") == EnterSerials(separators=";", repeat_window_ms=0)


def test_of_a_snapshot_what_means_nothing_is_dropped(goods_in: Flow) -> None:
    saved = json.loads(goods_in.model_dump_json())
    saved["colour"] = saved["options"]["expired"] = saved["steps"][2]["enter_serials"]["beeps"] = "x"
    assert Flow.from_json(json.dumps(saved)) == goods_in


def test_a_snapshot_keeps_a_step_apart_from_another_with_the_same_options(goods_in: Flow) -> None:
    shorter = goods_in.model_copy(update={"steps": (*goods_in.steps[:2], goods_in.steps[-1])})
    assert Flow.from_json(shorter.model_dump_json()) != goods_in


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "no json",
        '{"name":"x","operation":"y","title":"z","steps":[{"scan_nothing":{}}]}',
        '{"name":"x","operation":"y","title":"z","steps":["scan_product"]}',
    ],
)
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Flow.from_json(text)


def test_a_flow_cannot_be_changed(goods_in: Flow) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        goods_in.title = "Other"


@pytest.mark.parametrize(
    ("over_receipt", "most"),
    [("allow", None), ("forbid", 10), (0, 10), (3, 13), ("0%", 10), ("10%", 11), ("15%", 11), ("200%", 30)],
)
def test_most_units_of_a_line_of_ten(over_receipt: int | str, most: int | None) -> None:
    assert ReceiveOptions(over_receipt=over_receipt).most(10) == most


def test_each_step_type_is_a_file_of_its_name() -> None:
    files = {file.stem for file in Path(steps.__file__).parent.glob("*.py")} - {
        "__init__",
        "step",
        "choose_step",
        "place_step",
    }
    assert set(step_types()) == files
    assert list(step_types()) == sorted(files)


def test_a_file_in_the_folder_registers_a_step_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weigh.py").write_text(
        "from serialhhd.flows.steps.step import Step\n"
        "class Weigh(Step):\n"
        "    name = 'weigh'\n"
        "    asks = ('weight',)\n"
        "    needs = frozenset({'destination'})\n"
        "    unit: str = 'kg'\n"
        "    def question(self, work): return 'WEIGHT?'\n"
        "    def answer(self, work, text): ...\n"
    )
    monkeypatch.setattr(steps, "__path__", [*steps.__path__, str(tmp_path)])
    step_types.cache_clear()
    try:
        assert "weigh" in step_types_of(operations()["pre_receipt_receive"])
        assert "weigh" not in step_types_of(operations()["pick_by_pick_list"])
    finally:
        monkeypatch.undo()
        step_types.cache_clear()


def test_the_documents_step_comes_before_every_other() -> None:
    on_documents = [one for one in operations().values() if one.documents and DOCUMENT in one.required]
    assert on_documents
    for operation in on_documents:
        document, *others = (step_types_for(word, operation)[0] for word in operation.required)
        for name in step_types_of(operation).keys() - set(step_types_for(operation.required[0], operation)):
            steps = [name, document, *(other for other in others if other != name)]
            text = f'[flows.x]\noperation = "{operation.name}"\nsteps = {steps}'
            with pytest.raises(
                FlowsInvalid, match=f'"{name}" needs the document: it must come after "{document}"'
            ):
                parse(text, Path("flows.toml"))


def test_every_operation_has_its_required_steps() -> None:
    for operation in operations().values():
        assert all(step_types_for(word, operation) for word in operation.required)


def test_every_option_has_a_default_and_a_description() -> None:
    of_operations = [operation.options for operation in operations().values()]
    for model in (*step_types().values(), *of_operations):
        for key, option in model.model_fields.items():
            assert not option.is_required(), key
            assert option.description, key


def test_a_flow_with_tables_of_words_is_a_value_as_well() -> None:
    text = (
        '[flows.x]\noperation = "pre_receipt_receive"\ntitle = { en = "A", de = "B" }\n'
        'shown_to = { roles = ["admin"] }\nsteps = ["scan_pre_receipt", "scan_product", "scan_location"]\n'
    )
    flow = parse(text, Path("flows.toml")).flows["x"]
    again = Flow.from_json(flow.model_dump_json())
    assert again == flow
    assert hash(again) == hash(flow)
    assert (again.title, again.shown_to) == ({"en": "A", "de": "B"}, {"roles": ("admin",)})
