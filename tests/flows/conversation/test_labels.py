"""The labels of the virtual scanner: what is marked as good is taken as it is, and what is marked as bad is not."""

import shutil
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load
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


STEP_TABLES = {
    "no SKU": """[flows.F.scan_product]
accept = ["barcode"]
carriers = ["datamatrix"]
[flows.F.enter_serials]
accept = ["several", "gs1"]
carriers = ["qr"]
""",
    "no barcode": """[flows.F.scan_product]
accept = ["sku"]
carriers = ["qr", "datamatrix"]
[flows.F.enter_serials]
accept = ["serial"]
carriers = ["code128"]
""",
    "labels": """[flows.F.scan_product]
accept = ["gs1"]
carriers = ["datamatrix"]
[flows.F.enter_serials]
accept = ["gs1"]
""",
}
STEPS = {
    "goods_in": "scan_pre_receipt scan_product enter_serials confirm_quantity scan_location",
    "goods_out": "scan_pick_list scan_location scan_product enter_serials confirm_quantity",
}


@pytest.mark.parametrize("accepted", STEP_TABLES)
@pytest.mark.parametrize("conversation", ["received", "picked"])
def test_what_is_offered_as_good_is_accepted(
    sample_template: Path, tmp_path: Path, conversation: str, accepted: str
) -> None:
    store, flows = tmp_path / "sample.db", tmp_path / "flows.toml"
    shutil.copy(sample_template, store)
    flow, *scans = CONVERSATIONS[conversation]
    operation = load(PACKAGED).flows[flow].operation
    head = f'[flows.{flow}]\noperation = "{operation}"\nsteps = {STEPS[flow].split()}\n'
    flows.write_text(head + STEP_TABLES[accepted].replace("F.", f"{flow}."), encoding="utf-8")
    entered = scans[: scans.index("CAM-200")]
    for step in ("scan_product", "enter_serials"):
        with Store.open(str(store)) as opened:
            session = Session(opened, FlowsFile(flows), "anna", flow)
            for text in entered:
                session.submit(Scan(text))
            assert session.view().step == step
            good = [label.symbology.aim_id + label.text for label in session.labels() if label.is_good]
        assert good
        assert {text: is_taken(store, flows, flow, text) for text in good} == dict.fromkeys(good, True)
        entered = good[:1]


def test_what_is_printed_in_no_kind_of_symbol_that_the_step_takes_is_not_offered_as_good(
    sample_template: Path, tmp_path: Path
) -> None:
    store, flows = tmp_path / "sample.db", tmp_path / "flows.toml"
    shutil.copy(sample_template, store)
    flows.write_text(f'{LIMITED}[flows.goods_in.scan_product]\ncarriers = ["aztec"]\n', encoding="utf-8")
    with Store.open(str(store)) as opened:
        session = Session(opened, FlowsFile(flows), "anna", "goods_in")
        session.submit(Scan("PR-1007"))
        labels = session.labels()
    assert labels
    assert not [label for label in labels if label.is_good]
