"""Scenarios of every operation: the perfect operator plays whatever a flow does, for whatever documents, or for none."""

from pathlib import Path
from typing import Final

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import StorePurpose
from serialhhd.training.playing.player import play
from serialhhd.training.recordings.start_of_store import scenario_of_store
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.start import fill

FLOWS: Final = load(PACKAGED)
HEAD: Final = """version = 1
title = "Elsewhere"
goal = "Do what the papers ask for."
flow = "{flow}"
needs = {needs}
par = 6

[start]
products = [
  {{ sku = "CAM-1", name = "Camera", tracking = "full-tracking", barcode = "9521234543213" }},
  {{ sku = "CBL-2", name = "Cable" }},
]
warehouses = [{{ code = "EAST", locations = ["E-01"] }}]
locations = ["A-01", "A-02"]
stock = [
  {{ sku = "CAM-1", location = "{at}", quantity = 4, serials = "SN01..SN04" }},
  {{ sku = "CBL-2", location = "{at}", quantity = 9 }},
]
"""
TRANSFER: Final = """transfers = [{{ ref = "TR-1", {to}, lines = [{{ sku = "CAM-1", quantity = {units} }}, {{ sku = "CBL-2", quantity = 5 }}] }}]
"""
GOODS: Final = """
[[goods]]
sku = "CAM-1"
serials = "{serials}"
location = "{at}"

[[goods]]
sku = "CBL-2"
quantity = 5
location = "{at}"
{events}
[end]
stock = [
{end}]
"""
SPLIT: Final = """  {{ sku = "CAM-1", location = "{here}", quantity = 2, serials = "SN03,SN04" }},
  {{ sku = "CAM-1", location = "{there}", quantity = 2, serials = "SN01,SN02" }},
  {{ sku = "CBL-2", location = "{here}", quantity = 4 }},
  {{ sku = "CBL-2", location = "{there}", quantity = 5 }},
"""
TO_EAST: Final = 'to_warehouse = "EAST"'


def written(
    folder: Path, flow: str, at: str, to: str, there: str, *, events: str = "", lies_at: str = ""
) -> Path:
    """A scenario in which two cameras and five cables of those at a place come to another one."""
    needs = [step.name for step in FLOWS.flows[flow].steps if step.name in {"enter_serials", "scan_product"}]
    head = HEAD.format(flow=flow, needs=needs, at=at) + (TRANSFER.format(to=to, units=2) if to else "")
    end = SPLIT.format(here=at, there=there)
    file = folder / "own.toml"
    goods = GOODS.format(serials="SN01,SN02", at=lies_at, events=events, end=end)
    file.write_text(head + goods, encoding="utf-8")
    return file


CASES: Final = [
    ("move", "A-01", "", "A-02", "A-01"),
    ("put_away", "GOODS-IN", "", "A-01", "GOODS-IN"),
    ("transfer_out", "A-01", TO_EAST, "TRANSIT-EAST", ""),
    ("transfer_in", "A-01", f"{TO_EAST}, shipped = true", "E-01", ""),
    ("account_transfer", "A-01", 'to_account = "HOTEL"', "A-01", ""),
]
"""The flow, where the stock is, how the transfer goes, where the goods come to, and where they lie before the trainee."""


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(("flow", "at", "to", "there", "lies_at"), CASES)
def test_what_goes_elsewhere_comes_to_its_end(
    flow: str, at: str, to: str, there: str, lies_at: str, seed: int, tmp_path: Path
) -> None:
    file = written(tmp_path, flow, at, to, there, lies_at=lies_at)
    if flow == "account_transfer":  # it stays where it lies
        text = file.read_text(encoding="utf-8").partition("[end]")[0]
        file.write_text(
            text + '[end]\nstock = [{ sku = "CBL-2", location = "A-01", quantity = 9 }]\n', encoding="utf-8"
        )
    played = play("own", checked(file), FLOWS, seed)
    assert played.differences == ()
    assert (played.result.score, played.result.units) == (100, 0 if flow == "account_transfer" else 7)


def test_a_store_with_batches_carts_and_quarantine_is_the_start_of_a_scenario(tmp_path: Path) -> None:
    """What a scenario begins with is what another one is written with that begins with the same store."""
    text = (
        written(tmp_path, "goods_out", "A-01", "", "A-01")
        .read_text(encoding="utf-8")
        .partition("[[goods]]")[0]
    )
    orders = """carts = ["CART-1"]
quarantine = ["Q-1"]
pick_lists = [{ ref = "PL-1", lines = [{ sku = "CBL-2", quantity = 2 }] }]
batches = [{ ref = "B-1", pick_lists = ["PL-1"] }]
[end]
stock = [{ sku = "CBL-2", location = "A-01", quantity = 9 }]
"""
    file = tmp_path / "batch.toml"
    file.write_text(text + orders, encoding="utf-8")
    start = checked(file).scenario.start
    with Store.open(
        str(tmp_path / "own.db"), create=True, is_kept=False, purpose=StorePurpose.TRAINING
    ) as store:
        fill(store, checked(file).scenario, tmp_path)
        with store.read() as conn:
            again = scenario_of_store(conn, FLOWS.flows["goods_out"], "Again").start
    assert (again.batches, again.pick_lists) == (start.batches, start.pick_lists)
    assert (again.carts, again.quarantine) == (("CART-1",), ("Q-1",))
    assert [one.code for one in again.warehouses] == ["EAST"]


def test_what_goes_wrong_goes_wrong_there_as_well(tmp_path: Path) -> None:
    """A transfer is cancelled under somebody's hands, as any document is."""
    cancelled = """
[[events]]
when = { step = "enter_serials" }
fault = "document_cancelled"
right = "call"
"""
    file = written(tmp_path, "transfer_out", "A-01", TO_EAST, "TRANSIT-EAST", events=cancelled)
    text = file.read_text(encoding="utf-8").partition("[end]")[0]
    file.write_text(
        text
        + '[end]\nstock = [{ sku = "CAM-1", location = "A-01", quantity = 4, serials = "SN01..SN04" }]\n',
        encoding="utf-8",
    )
    played = play("own", checked(file), FLOWS)
    assert played.differences == ()
    assert [one.caught for one in played.result.mishaps] == [True]
