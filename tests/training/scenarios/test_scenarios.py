"""What comes with the program can be played under the packaged flows; what a scenario says is understood as it is written."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import stock
from serialhhd.store.words.vocabulary import TrackingType
from serialhhd.toml.problem import FileInvalid
from serialhhd.training.faults import faults
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.laid import found_in
from serialhhd.training.scenarios.loader import check_flow, checked
from serialhhd.training.scenarios.rules import RULES
from serialhhd.training.scenarios.schema import schema_text
from serialhhd.training.scenarios.start import fill
from tests.docs.pages import ROOT
from tests.flows.config.test_schema_against_check import marked
from tests.training.mistakes.corpus import FILES, problems

OF_KEYS: Final = {"unknown_key", "wrong_value", "missing_key", "newer_version"}
"""What an editor can see: the codes of what is wrong with one key or value."""


@pytest.mark.parametrize("name", shipped.names())
def test_what_is_shipped_can_be_played(name: str) -> None:
    one = checked(shipped.find(name))
    check_flow(one, load(PACKAGED))
    assert one.scenario.covers


def test_what_is_shipped_has_every_fault_and_trains_the_rules_of_the_handheld() -> None:
    shipping = [checked(shipped.find(name)).scenario for name in shipped.names()]
    assert len(shipping) == 15
    assert {event.fault for one in shipping for event in one.events} == faults().keys()
    assert {f"R{number}" for number in (*range(3, 7), *range(9, 16), 17)} <= {
        rule for one in shipping for rule in one.covers
    }


def test_every_file_that_is_shipped_has_its_place_from_the_first_receipt_to_everything_that_goes_wrong() -> (
    None
):
    assert sorted(shipped.names()) == sorted(path.stem for path in shipped.FOLDER.glob("*.toml"))
    events = [len(checked(shipped.find(name)).scenario.events) for name in shipped.names()]
    assert (events[0], events[-1]) == (0, max(events))


def test_a_file_is_named_by_its_path_and_a_shipped_one_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "own.toml"
    own.write_text(shipped.find("first-receipt").read_text(encoding="utf-8"), encoding="utf-8")
    assert shipped.find("own.toml") == Path("own.toml")
    assert shipped.find("first-receipt").parent == shipped.FOLDER
    with pytest.raises(FileInvalid, match='did you mean "first-receipt"'):
        shipped.find("first-recept")


def test_a_start_is_made_in_a_store_from_tables_and_from_files(store: Store, tmp_path: Path) -> None:
    scenario = checked(shipped.find("first-pick")).scenario
    (tmp_path / "more.csv").write_text("sku;name;tracking\nLCK-7;Lock;full-tracking\n", encoding="utf-8")
    (tmp_path / "orders.csv").write_text("pick_list,sku,quantity\nPL-0,LCK-7,2\n", encoding="utf-8")
    (tmp_path / "due.csv").write_text("Pre-receipt,sku,quantity\nPR-0,LCK-7,5\n", encoding="utf-8")
    start = scenario.start.model_copy(update={"files": ("more.csv", "orders.csv", "due.csv")})
    fill(store, scenario.model_copy(update={"start": start}), tmp_path)
    found = found_in(store)
    assert found.skus == {"cam-1": "CAM-1", "cbl-2": "CBL-2", "lck-7": "LCK-7"}
    assert found.stock == {"cam-1": 3, "cbl-2": 10}
    assert found.units == {("cam-1", f"sn0{number}") for number in (1, 2, 3)}
    assert found.announced == {"cam-1": 2, "cbl-2": 4, "lck-7": 7}
    assert found.documents == 3
    with store.read() as conn:
        assert products.show(conn, "LCK-7").tracking_type is TrackingType.FULL_TRACKING
        assert {line.location for line in stock.page(conn)} == {"A-01-01", "B-01-01"}


def test_holds_and_pre_entered_serials_are_made(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "held.toml"
    text = shipped.find("first-pick").read_text(encoding="utf-8")
    lines = '[[start.pre_receipts]]\nref = "PR-1"\nlines = [{ sku = "CAM-1", quantity = 2, serials = "SN08,SN09" }]\n'
    held = '[[start.holds]]\nsku = "CAM-1"\nserials = "SN02"\nreason = "Wet"\n'
    event = '[[events]]\nwhen = { step = "enter_serials", captured = 1 }\nfault = "on_hold"\nright = "set_aside"\n'
    file.write_text(text.replace("[[goods]]", f"{lines}{held}{event}[[goods]]", 1), encoding="utf-8")
    fill(store, checked(file).scenario, tmp_path)
    assert found_in(store).announced["cam-1"] == 4


def test_the_rules_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (R[0-9]+) ", page, re.MULTILINE)) == RULES


def test_an_editor_marks_by_the_schema_what_the_check_refuses_of_keys_and_values(tmp_path: Path) -> None:
    schema = tmp_path / "scenario.schema.json"
    schema.write_text(schema_text(), encoding="utf-8")
    assert json.loads(schema_text())["additionalProperties"] is False
    found = marked([*map(shipped.find, shipped.names()), *FILES], schema)
    codes = {file: {problem.code for problem in problems(file)} for file in FILES}
    assert {file for file, told in codes.items() if told & OF_KEYS} <= found
    assert found <= codes.keys()
