"""The labels of the virtual scanner: what is marked as good is taken as it is, and what is marked as bad is not."""

import shutil
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.store import Store

LIMITED = """version = 1
[flows.goods_in]
operation = "pre_receipt_receive"
over_receipt = "forbid"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location"]
[flows.goods_in.enter_serials]
pre_entered = "verify"
[flows.goods_out]
operation = "pick_by_pick_list"
steps = ["scan_pick_list", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]
"""
CONVERSATIONS = {
    "received": ("goods_in", "PR-1007", "CAM-200", "SN0007", "SN0008", "SN0009", ":back"),
    "verified": ("goods_in", "PR-1008", "RTR-10", "R10-00031", "R10-00032", "R10-00033", "R10-00034", ":back"),
    "picked": ("goods_out", "PL-501", "A-01-01", "CAM-200", "SN0002", "SN0003", ":back"),
    "made by the pick": ("goods_out", "PL-502", "A-02-01", "SEN-3", "M0001", "M0002", ":back"),
}  # fmt: skip


def is_taken(store: Path, flows: Path, flow: str, text: str) -> bool:
    """Scan on a copy of the store, and return whether it is taken and nothing odd is said of it."""
    copy = store.with_name("copy.db")
    shutil.copy(store, copy)
    with Store.open(str(copy)) as opened:
        message = Session(opened, FlowsFile(flows), "anna", flow).submit(Scan(text)).message
    copy.unlink()
    return message is None or not (message.severity in {"warning", "error"} or message.is_unusual)


PLAYED = [(name, limited) for name in CONVERSATIONS for limited in (False, True)]
PLAYED.remove(("verified", False))  # they are accepted as they are, and no serial is asked for


@pytest.mark.parametrize(("conversation", "limited"), PLAYED)
def test_each_serial_is_marked_as_it_is_answered_until_the_line_is_full_and_then(
    sample_template: Path, tmp_path: Path, conversation: str, *, limited: bool
) -> None:
    store, flows = tmp_path / "sample.db", tmp_path / "flows.toml"
    shutil.copy(sample_template, store)
    flows.write_text(LIMITED if limited else PACKAGED.read_text(encoding="utf-8"), encoding="utf-8")
    flow, *scans = CONVERSATIONS[conversation]
    was_full = False
    for text in scans:
        with Store.open(str(store)) as opened:
            session = Session(opened, FlowsFile(flows), "anna", flow)
            view, labels = session.submit(Scan(text)), session.labels()
        if view.step == "enter_serials":
            marked = {label.text: label.is_good for label in labels}
            assert marked == {label: is_taken(store, flows, flow, label) for label in marked}
            was_full |= view.serials is not None and view.serials.are_all_there
    assert was_full
