"""`pick-list pick`, `batch walk`, `batch sort` and `batch done`: goods go out at the command line under the rules of the handheld."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.engine.store import Store
from tests.cli.conftest import Shell
from tests.flows.supervised import staff

CAMERA = ("pick-list", "pick", "PL-1", "CAM-1", "--location")


def test_a_pick_list_is_picked_at_the_desk_into_its_tote(stocked: Shell) -> None:
    stocked.run("container", "add", "T-1", "T-2")
    stocked.run("pick-list", "add", "PL-2", "--line", "CAM-1:1")
    stocked.run(
        "pick-list",
        "pick",
        "PL-2",
        "CAM-1",
        *("--location", "GOODS-IN", "--serials", "-", "--tote", "T-2"),
        given="SN2",
    )
    for command, given, code in (
        ((*CAMERA, "GOODS-IN"), "", "serials_needed"),
        ((*CAMERA, "GOODS-IN", "--serials", "-"), "SN2", "serial_picked"),
        ((*CAMERA, "GOODS-IN", "--serials", "-"), "SN9", "serial_unknown"),
        ((*CAMERA, "GOODS-IN", "--serials", "-", "--tote", "T-2"), "SN1", "tote_of_other_list"),
        ((*CAMERA, "TRANSIT-MAIN", "--serials", "-"), "SN1", "wrong_location_kind"),
        ((*CAMERA, "NOPE"), "", "unknown"),
        (("pick-list", "pick", "PL-1", "BAT-1", "--location", "GOODS-IN"), "", "not_on_document"),
    ):
        assert f"error: {code}: " in stocked.refused(*command, given=given), command
    said = stocked.told(*CAMERA, "GOODS-IN", "--serials", "-", "--tote", "T-1", given="SN1")
    assert said == ["CAM-1: 1 of 1 picked.", "PL-1 is complete."]
    shown = stocked.json("serial", "show", "SN1")
    assert (shown["state"], shown["container"]) == ("picked", "T-1")
    assert "error: document_not_open: " in stocked.refused(*CAMERA, "GOODS-IN")
    assert stocked.run("store", "check").strip() == "ok"


def test_a_task_ends_short_with_a_reason_and_with_how_many_there_were(stocked: Shell) -> None:
    assert "--quantity 0" in stocked.refused(*CAMERA, "GOODS-IN", "--short", "Not found", code=2)
    assert "holds no serial" in stocked.refused(*CAMERA, "GOODS-IN", "--serials", "-", given="\n", code=2)
    for nothing in ("", " "):
        said = stocked.refused(*CAMERA, "GOODS-IN", "--quantity", "0", "--short", nothing)
        assert "error: reason_missing: " in said
    label = stocked.refused(*CAMERA, "GOODS-IN", "--quantity", "0", "--short", "cam-1")
    assert "error: reason_is_code: cam-1 is a product, not a reason." in label
    stocked.run(*CAMERA, "GOODS-IN", "--quantity", "0", "--short", "not FOUND")
    (task,) = stocked.json("pick-list", "show", "PL-1")["tasks"]
    assert (task["picked_quantity"], task["state"], task["short_reason"]) == (0, "picked", "Not found")


def test_what_is_over_leaves_only_where_every_flow_lets_it(
    stocked: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    label = "(01)09521234543213(21)S1(17)200101"
    stocked.converse("goods_in", "PR-2", label, ":done", "", "GOODS-IN")
    pick = (*CAMERA, "GOODS-IN", "--serials", "-")
    assert "error: serial_expired: " in stocked.refused(*pick, given="S1")
    text = PACKAGED.read_text(encoding="utf-8")
    flows = tmp_path / "flows.toml"
    monkeypatch.setenv("SERIALHHD_FLOWS", str(flows))
    allowed = text.replace("[flows.goods_out]", '[flows.goods_out]\nexpired = "allow"')
    flows.write_text(allowed, encoding="utf-8")
    assert "error: serial_expired: " in stocked.refused(*pick, given="S1"), "tote_pick does not let it"
    flows.write_text(
        allowed.replace("[flows.tote_pick]", '[flows.tote_pick]\nexpired = "allow"'), encoding="utf-8"
    )
    stocked.run(*pick, given="S1")


def test_what_is_over_is_walked_only_where_every_flow_lets_it(
    stocked: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    label = "(01)09521234543213(21)S1(17)200101"
    stocked.converse("goods_in", "PR-2", label, ":done", "", "GOODS-IN")
    stocked.run("location", "add", "CART-1", "--kind", "cart")
    stocked.run("batch", "add", "B-1", "--pick-list", "PL-1")
    walk = ("batch", "walk", "B-1", "CAM-1", "--location", "GOODS-IN", "--cart", "CART-1", "--serials", "-")
    assert "error: serial_expired: " in stocked.refused(*walk, given="S1")
    text, flows = PACKAGED.read_text(encoding="utf-8"), tmp_path / "flows.toml"
    flows.write_text(
        text.replace("[flows.batch_walk]", '[flows.batch_walk]\nexpired = "allow"'), encoding="utf-8"
    )
    monkeypatch.setenv("SERIALHHD_FLOWS", str(flows))
    stocked.run(*walk, given="S1")
    assert stocked.json("serial", "show", "S1")["location"] == "CART-1"


def test_a_pick_needs_a_tote_where_every_flow_that_picks_asks_for_one(
    stocked: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked.run("container", "add", "T-1")
    text = PACKAGED.read_text(encoding="utf-8")
    begin = text.index("[flows.goods_out]")
    out, rest = text[begin:].split("[flows.", 2)[1], text[begin:].split("[flows.", 2)[2]
    flows = tmp_path / "flows.toml"
    with_tote = out.replace('"confirm_quantity"]', '"confirm_quantity", "scan_tote"]')
    flows.write_text(f"{text[:begin]}[flows.{with_tote}[flows.{rest}", encoding="utf-8")
    monkeypatch.setenv("SERIALHHD_FLOWS", str(flows))
    pick = (*CAMERA, "GOODS-IN", "--serials", "-")
    assert "error: tote_needed: PL-1 goes into totes" in stocked.refused(*pick, given="SN1")
    stocked.run(*pick, "--tote", "T-1", given="SN1")


def test_what_a_handheld_asks_a_supervisor_for_is_refused_below_one(
    stocked: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = tmp_path / "flows.toml"
    text = PACKAGED.read_text(encoding="utf-8")
    for flow in ("goods_out", "batch_walk"):
        text = text.replace(f"[flows.{flow}]", f'[flows.{flow}]\nneeds_supervisor = ["short"]')
    flows.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SERIALHHD_FLOWS", str(flows))
    with Store.open(stocked.store) as store:
        staff(store)
    stocked.run("location", "add", "CART-1", "--kind", "cart")
    stocked.run("pick-list", "add", "PL-2", "--line", "CAM-1:1")
    stocked.run("batch", "add", "B-1", "--pick-list", "PL-2")
    short = ("--quantity", "0", "--short", "Not found")
    walk = ("batch", "walk", "B-1", "CAM-1", "--location", "GOODS-IN", "--cart", "CART-1")
    for command in ((*CAMERA, "GOODS-IN", *short), (*walk, *short)):
        monkeypatch.setenv("SERIALHHD_OPERATOR", "anna")
        assert "error: role_needed: anna is no supervisor." in stocked.refused(*command)
        monkeypatch.setenv("SERIALHHD_OPERATOR", "sue")
        stocked.run(*command)
    told = [(one["operator"], one["approved_by"]) for one in stocked.json("transaction", "list")[:2]]
    assert told == [("sue", "Sue")] * 2


def test_what_goes_back_to_its_supplier_is_picked_on_hold_and_that_is_said(stocked: Shell) -> None:
    stocked.run("serial", "hold", "SN1", "--reason", "cracked")
    stocked.run("pick-list", "add", "RMA-1", "--supplier-return", "Lens & Co", "--line", "CAM-1:1")
    assert "error: serial_on_hold: " in stocked.refused(*CAMERA, "GOODS-IN", "--serials", "-", given="SN1")
    pick = ("pick-list", "pick", "RMA-1", "CAM-1", "--location", "GOODS-IN", "--serials", "-")
    assert "On hold: SN1." in stocked.told(*pick, given="SN1")
    stocked.run("pick-list", "add", "RMA-2", "--supplier-return", "Other", "--line", "CAM-1:1")
    pick = ("pick-list", "pick", "RMA-2", "CAM-1", "--location", "GOODS-IN", "--serials", "-")
    assert "error: serial_other_supplier: " in stocked.refused(*pick, given="SN2")


def test_a_batch_is_walked_and_sorted_at_the_desk(stocked: Shell) -> None:
    stocked.run("location", "add", "CART-1", "CART-2", "--kind", "cart")
    stocked.run("location", "add", "A-01")
    stocked.run("stock", "add", "BAT-1", "--location", "A-01", "--quantity", "5", "--reason", "Opening stock")
    stocked.run("container", "add", "T-1", "T-2")
    stocked.run("pick-list", "add", "PL-2", "--line", "CAM-1:1@GOODS-IN", "--line", "BAT-1:2")
    stocked.run("batch", "add", "B-1", "--pick-list", "PL-2", "--pick-list", "PL-1")
    walk, sort = ("batch", "walk", "B-1"), ("batch", "sort", "B-1")
    for command, given, code in (
        ((*sort, "CAM-1", "--serials", "-"), "SN1", "batch_without_cart"),
        (("batch", "done", "B-1"), "", "batch_without_cart"),
        ((*walk, "BAT-1", "--location", "A-01"), "", "batch_without_cart"),
        ((*walk, "BAT-1", "--location", "A-01", "--cart", "GOODS-IN"), "", "wrong_location_kind"),
        ((*walk, "BAT-1", "--location", "CART-1", "--cart", "CART-1"), "", "wrong_location_kind"),
        ((*walk, "BAT-1", "--location", "A-01", "--cart", "CART-1", "--quantity", "3"), "", "over_pick"),
    ):
        assert f"error: {code}: " in stocked.refused(*command, given=given), command
    stocked.run(*walk, "BAT-1", "--location", "A-01", "--cart", "CART-1")
    stocked.run("product", "hold", "BAT-1", "--reason", "wet")
    left = stocked.told("batch", "done", "B-1")
    assert left == ["B-1 goes on. Still on CART-1: BAT-1."]
    stocked.run("product", "release", "BAT-1")
    assert "error: wanted_on_cart: " in stocked.refused("batch", "done", "B-1")
    said = stocked.told(*walk, "CAM-1", "--location", "GOODS-IN", "--serials", "-", given="SN1,SN2")
    assert said == ["CAM-1: 2 of 2 walked.", "B-1 is walked."]
    said = stocked.told(*sort, "CAM-1", "--serials", "-", "--tote", "T-1", given="SN2")
    assert said == ["SN2: PL-2, tote T-1."]
    refused = stocked.refused(*sort, "CAM-1", "--serials", "-", "--tote", "T-1", given="SN1")
    assert "error: tote_of_other_list: " in refused
    needed = stocked.refused(*sort, "CAM-1", "--serials", "-", given="SN1")
    assert "error: tote_needed: PL-1 goes into totes: name an empty one." in needed
    said = stocked.told(*sort, "CAM-1", "--serials", "-", "--tote", "T-2", given="SN1")
    assert said == ["SN1: PL-1, tote T-2."]
    said = stocked.told(*sort, "BAT-1", "--quantity", "2")
    assert said == ["BAT-1: PL-2, tote T-1."] * 2 + ["B-1 is done."]
    assert stocked.json("batch", "show", "B-1")["state"] == "done"
    assert "error: document_not_open: " in stocked.refused("batch", "done", "B-1")
    assert stocked.run("store", "check").strip() == "ok"


def test_what_a_batch_does_not_find_ends_short(stocked: Shell) -> None:
    stocked.run("location", "add", "CART-1", "--kind", "cart")
    stocked.run("batch", "add", "B-1", "--pick-list", "PL-1")
    walk = ("batch", "walk", "B-1", "CAM-1", "--location", "GOODS-IN", "--cart", "CART-1")
    assert "--quantity 0" in stocked.refused(*walk, "--short", "Not found", code=2)
    assert "reason_is_code" in stocked.refused(*walk, "--quantity", "0", "--short", "SN1")
    said = stocked.told(*walk, "--quantity", "0", "--short", "not found")
    assert said == ["CAM-1: 0 of 1 walked.", "B-1 is done."]
    (task,) = stocked.json("pick-list", "show", "PL-1")["tasks"]
    assert task["short_reason"] == "Not found"


def test_a_task_names_no_place_that_its_list_takes_nothing_from(stocked: Shell) -> None:
    stocked.run("warehouse", "add", "EAST")
    stocked.run("location", "add", "E-01", "--warehouse", "EAST")
    stocked.run("location", "add", "CART-1", "--kind", "cart")
    stocked.run("location", "add", "Q-01", "--kind", "quarantine")
    add, to_main = ("pick-list", "add", "PL-9", "--line"), ("--warehouse", "main")
    refused = stocked.refused(*add, "CAM-1:1@E-01", *to_main)
    assert refused == "error: other_warehouse: E-01 is in warehouse EAST. Not in main.\n"
    for place in ("CART-1", "Q-01", "TRANSIT-MAIN"):
        assert "error: wrong_location_kind: " in stocked.refused(*add, f"CAM-1:1@{place}")
    stocked.run(*add, "CAM-1:1@GOODS-IN", *to_main)
    stocked.run("pick-list", "add", "RMA-1", "--supplier-return", "Lens & Co", "--line", "CAM-1:1@Q-01")


def test_what_is_none_of_the_words_of_an_option_is_said_in_plain_words(stocked: Shell) -> None:
    said = stocked.refused("location", "list", "--kind", "shelf", code=2)
    assert "Value error" not in said
    assert "'shelf' is not one of" in said


def test_an_sscc_that_is_picked_whole_leaves_as_it_is(stocked: Shell) -> None:
    sscc = "340123450000000017"
    stocked.run("pre-receipt", "add", "PR-9", "--line", "CAM-1:3")
    listed = f"N1,{sscc}\nN2,{sscc}\nN3,340123450000000024\n"
    stocked.run("pre-receipt", "serials", "PR-9", "CAM-1", "--set", "-", given=listed)
    stocked.run("pre-receipt", "receive", "PR-9", "CAM-1", "--location", "GOODS-IN")
    stocked.run("pick-list", "add", "PL-9", "--line", "CAM-1:2")
    pick = ("pick-list", "pick", "PL-9", "CAM-1", "--location", "GOODS-IN", "--serials", "-")
    told = stocked.told(*pick, given=f"(00){sscc}\n")
    assert told == ["CAM-1: 2 of 2 picked.", "PL-9 is complete."]
    shown = stocked.json("container", "show", sscc)
    assert (shown["pick_list"], shown["content"][0]["serials"]) == ("PL-9", ["N1", "N2"])
    assert stocked.json("serial", "show", "N1")["container"] == sscc
    stocked.run("pick-list", "dispatch", "PL-9")
    history = stocked.json("serial", "show", "N1")["history"]
    assert [(row["kind"], row["container"]) for row in history[-2:]] == [("pick", sscc), ("dispatch", sscc)]
    stocked.run("pick-list", "add", "PL-10", "--line", "CAM-1:1")
    told = stocked.told(*pick[:2], "PL-10", *pick[3:], given="N3\n")
    assert "Taken out of" not in " ".join(told)  # all that lay in it
