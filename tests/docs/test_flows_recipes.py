"""docs/flows-recipes.md: each wish, typed on a file that init has just written, is what holds afterwards."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.descriptions.initial import initial_file
from serialhhd.flows.sentences.language import in_language, speaking
from serialhhd.store.words.vocabulary import Language, Role
from tests.docs.pages import BY_NAME
from tests.docs.reader import Reader

PAGE = BY_NAME["docs/flows-recipes.md"].read_text(encoding="utf-8")
WISHES = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
PACKAGED_IN, PACKAGED_OUT, *_ = load(PACKAGED).flows.values()


def steps(flow: Flow) -> list[str]:
    return [step.name for step in flow.steps]


def _as_before(flows: Flows) -> bool:
    return dict(flows.flows) == dict(load(PACKAGED).flows)


def _fast(flows: Flows) -> bool:
    fast = flows.flows["goods_in_fast"]
    is_short = steps(fast) == ["scan_pre_receipt", "scan_product", "scan_location"]
    return is_short and fast.title == "Fast" and flows.flows["goods_in"] == PACKAGED_IN


def _asks_for_the_place(flows: Flows) -> str:
    with speaking(Language.GERMAN):
        return in_language(flows.flows["goods_in"].value("scan_location", "prompt"))


GRANTED: dict[str, Callable[[Flows], bool]] = {
    "Leave serial capture out of goods in": _as_before,
    "Verify pre-entered serials": lambda flows: (
        flows.flows["goods_in"].value("enter_serials", "pre_entered") == "verify"
    ),
    "At most 5 % too many": lambda flows: (
        flows.flows["goods_in"].value("confirm_quantity", "over_receipt") == "5%"
    ),
    "Too many only with the supervisor": lambda flows: (
        flows.flows["goods_in"].value(None, "needs_supervisor") == ("over_receipt",)
    ),
    "Product before location": lambda flows: (
        steps(flows.flows["goods_out"])[:3] == ["scan_pick_list", "scan_product", "scan_location"]
    ),
    "A fast receive": _fast,
    "Only barcodes, no typing": lambda flows: (
        flows.flows["goods_in"].value("scan_product", "accept") == ("barcode", "gs1")
        and flows.flows["goods_in"].value("enter_serials", "accept") == ("serial", "gs1", "several")
        and flows.flows["goods_in"].value("enter_serials", "carriers") == ("datamatrix",)
    ),
    "Goods go where they went last": lambda flows: (
        flows.flows["goods_in"].value("scan_location", "default") == "GOODS-IN"
        and flows.flows["goods_in"].value("scan_location", "keep") is True
    ),
    "No question whose answer is known": lambda flows: (
        flows.flows["goods_in"].value("scan_location", "skip_when") == "default_given"
        and flows.flows["goods_in"].value("confirm_quantity", "skip_when") == "one_answer"
    ),
    "Never at the neighbour's place": lambda flows: (
        flows.flows["goods_out"].value("scan_location", "confirm") == "scan_again"
    ),
    "Try on one device": lambda flows: (
        flows.flows["goods_in"].value("enter_serials", "pre_entered") == "verify"
    ),
    "Undo": _as_before,
    "A flow for supervisors only": lambda flows: (
        "goods_in_supervisor" in flows.shown_to(Role.SUPERVISOR, None).flows
        and "goods_in_supervisor" not in flows.shown_to(Role.OPERATOR, None).flows
    ),
    "Whoever writes off many asks first": lambda flows: (
        flows.flows["adjust_out"].value("choose_reason", "approve_from") == 3
        and flows.flows["adjust_out"].value("choose_reason", "reasons") == ("Broken", "Stolen")
        and flows.flows["adjust_in"].value("choose_reason", "approve_from") == 0
    ),
    "German on the dock devices": lambda flows: (
        (flows.profile("dock-3").language, flows.profile("GATE").language) == ("de", "")
    ),
    "A dock that is loud, and its scanners": lambda flows: (
        flows.profile("DOCK-3").tones["error"] == 3
        and flows.profile("DOCK-3").function_keys[":short"] == "F7"
        and flows.profile("DOCK-3").strip_prefix == "~"
        and flows.profile("DOCK-3").fnc1 == ("\x1d", "{GS}")
        and flows.profile("GATE") == flows.device
    ),
    "German prompts": lambda flows: _asks_for_the_place(flows) == "WOHIN?",
}
"""Of each wish, whether it is granted by a file. A new wish of the page is entered here."""
LOOKS_ONLY = {"What is it now?", "What would last week have been under it?"}


def test_each_wish_of_the_page_is_looked_at() -> None:
    assert WISHES.keys() == GRANTED.keys() | LOOKS_ONLY


@pytest.mark.parametrize("wish", GRANTED)
def test_a_wish_is_granted_at_the_first_try(
    wish: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERIALHHD_FLOWS", raising=False)
    monkeypatch.setenv("SERIALHHD_STORE", str(tmp_path / "store.db"))
    reader = Reader()
    reader.types("serialhhd flows init")
    for line in re.findall(r"^ {4}((?:serialhhd|cp) .+)$", WISHES[wish], re.MULTILINE):
        reader.types(line)
        assert "says so already" not in reader.said[-1], line
    reader.types("serialhhd flows check")
    assert GRANTED[wish](load(Path("flows.toml")))


@pytest.mark.parametrize("wish", ["Leave serial capture out of goods in", "Undo"])
def test_what_is_taken_back_leaves_the_file_as_it_was(
    wish: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_a_wish_is_granted_at_the_first_try(wish, tmp_path, monkeypatch)
    assert Path("flows.toml").read_text(encoding="utf-8") == initial_file()
