"""Each fault is real: bytes go the way of a client's, and the handheld says what it says to whoever scans on as if nothing were wrong."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label, Message
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.stock import runs
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.vocabulary import Role
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Fault, InHand, Laid, Misread, Right
from serialhhd.training.faults.incident import Incident, Incidents, Upcoming
from serialhhd.training.faults.of_links import DELAY, SlowLink
from serialhhd.training.faults.of_others import LineTaken, RunReleased
from serialhhd.training.faults.workplace import COLLEAGUE, Workplace
from serialhhd.training.scanner import Scanner
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.start import fill
from serialhhd.training.wire import Wire

CAMERA, CABLE, LOCK = "9521234543213", "9521234543268", "9521234543237"
SITE: Final = rf"""
version = 1
title = "A site"
goal = "None"
flow = "goods_in"
needs = ["scan_product", "enter_serials"]
par = 1

[start]
products = [
  {{ sku = "CAM-1", name = "Camera", tracking = "full-tracking", barcode = "{CAMERA}", serial_pattern = 'SN\d{{4}}' }},
  {{ sku = "CBL-2", name = "Cable", barcode = "{CABLE}" }},
  {{ sku = "LCK-7", name = "Lock", barcode = "{LOCK}" }},
]
stock = [{{ sku = "CAM-1", location = "A-01", quantity = 2, serials = "SN0101,SN0102" }}]
pre_receipts = [{{ ref = "PR-1", lines = [{{ sku = "CAM-1", quantity = 3 }}, {{ sku = "CBL-2", quantity = 2 }}] }}]
pick_lists = [{{ ref = "PL-1", lines = [{{ sku = "CAM-1", quantity = 2 }}] }}]
holds = [{{ sku = "CAM-1", serials = "SN0102", reason = "Wet" }}]

[end]
stock = [{{ sku = "CAM-1", location = "A-01", quantity = 2 }}]
"""
SERIALS_IN: Final = ("PR-1", CAMERA)
SERIALS_OUT: Final = ("PL-1", "A-01", CAMERA)
SERIAL, NEXT, UNIT = "SN0001", "SN0002", f"010{CAMERA}10L1\x1d21SN0001"
CASES: Final = [
    ("unreadable", SERIALS_IN, SERIAL),
    ("partly_readable", SERIALS_IN, SERIAL),
    ("wrong_check_digit", ("PR-1",), CAMERA),
    ("no_fnc1", SERIALS_IN, UNIT),
    ("wrong_product", ("PR-1",), CAMERA),
    ("wrong_product", SERIALS_IN, SERIAL),
    ("pallet_label", ("PR-1",), CAMERA),
    ("pallet_label", SERIALS_IN, SERIAL),
    ("product_for_serial", SERIALS_IN, SERIAL),
    ("old_document", (), "PR-1"),
    ("over_delivery", (*SERIALS_IN, "SN0001", "SN0002", "SN0003"), "SN0004"),
    ("duplicate_serial", (*SERIALS_IN, SERIAL), SERIAL),
    ("serial_elsewhere", SERIALS_IN, "SN0101"),
    ("on_hold", SERIALS_OUT, "SN0102"),
    ("not_announced", ("PR-1",), LOCK),
    ("double_read", SERIALS_IN, SERIAL),
    ("cut_off", SERIALS_IN, SERIAL),
    ("keyboard_layout", SERIALS_IN, SERIAL),
    ("caps_lock", SERIALS_IN, SERIAL),
    ("no_suffix", SERIALS_IN, SERIAL),
    ("scans_ahead", SERIALS_IN, SERIAL),
    ("slow_link", SERIALS_IN, SERIAL),
    ("dropped_link", (*SERIALS_IN, SERIAL), NEXT),
    ("dead_battery", (*SERIALS_IN, SERIAL), NEXT),
    ("dead_battery", SERIALS_OUT, "SN0101"),
    ("line_taken", ("PR-1",), CAMERA),
    ("line_taken", (), "PL-1"),
    ("run_released", (*SERIALS_IN, SERIAL), NEXT),
    ("run_released", SERIALS_OUT, "SN0101"),
    ("document_cancelled", (*SERIALS_IN, SERIAL), NEXT),
    ("document_cancelled", SERIALS_OUT, "SN0101"),
    ("store_away", SERIALS_IN, SERIAL),
]
"""The fault, what was scanned before, and the label in hand."""
WITHOUT_A_SCAN: Final = {"short_delivery"}
"""What nobody meets by scanning: something is not there."""
IMPATIENT: Final = {"scans_ahead": NEXT, "slow_link": SERIAL}
"""What is scanned once more by whoever has not waited for the answer."""


def label(text: str) -> Label:
    symbology = Symbology.GS1_DATA_MATRIX if "\x1d" in text else Symbology.CODE_128
    return Label(text, "", is_good=True, why="", symbology=symbology)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has the site."""
    folder = tmp_path_factory.mktemp("site")
    site = folder / "site.toml"
    site.write_text(SITE, encoding="utf-8")
    with Store.open(str(folder / "site.db"), create=True, is_kept=False) as store:
        fill(store, checked(site).scenario, folder)
    return folder / "site.db"


@pytest.fixture
def at_work(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """The site of a lesson, in a store that is not waited for."""
    path = shutil.copy(filled, tmp_path / "store.db")
    with Store.open(str(path), busy_seconds=0.05, is_kept=False) as store:
        yield store


@dataclass
class Trainee:
    """Somebody at work, and what comes between."""

    store: Store
    flow: str

    def __post_init__(self) -> None:
        self.source = FlowsFile(PACKAGED)
        session = Session(self.store, self.source, "anna", self.flow)
        beside = partial(session.beside, flow=self.flow)
        self.workplace = Workplace(self.store, beside, "anna", self.flow)
        self.incidents = Incidents(self)
        self.wire = Wire(session)
        self.slow, self.cut, self.switch_off = self.wire.slow, self.wire.cut, self.wire.cut
        self.in_hand = ""

    @property
    def upcoming(self) -> Upcoming:
        return [self.wire.view.document or self.in_hand], self.in_hand

    def scan(self, *texts: str) -> Message | None:
        """Scan good labels, and return what is said of the last one."""
        views = [view for text in texts for view in self.wire.send(Scanner().read(label(text)))]
        return views[-1].message if views else None

    def meets(self, fault: Fault, text: str) -> Message | None:
        """Meet a fault with a label in hand, scan on as if nothing were wrong, and return what is said."""
        hand = InHand(
            label=label(text),
            product=CAMERA,
            other_product=CABLE,
            other_document="PL-1",
            next_label=label(NEXT),
        )
        if isinstance(fault, Misread):
            views = self.wire.send(fault.reads(Scanner(), hand))
            said = views[-1].message if views else None
        else:
            if isinstance(fault, Incident):
                self.in_hand = text
                assert self.incidents.begin(fault, self.wire.now)
            said = self.scan(text)
        return self.scan(IMPATIENT[fault.name]) if fault.name in IMPATIENT else said

    def sign_on(self) -> Message | None:
        """Sign on anew, where the link was cut."""
        self.wire.connect(Session(self.store, self.source, flow=self.flow))
        return self.scan("anna")


def test_every_fault_is_met() -> None:
    assert {name for name, _, _ in CASES} == faults().keys() - WITHOUT_A_SCAN


@pytest.mark.parametrize(("name", "before", "text"), CASES)
def test_the_handheld_says_what_a_fault_brings(
    name: str, before: tuple[str, ...], text: str, at_work: Store
) -> None:
    trainee = Trainee(at_work, "goods_out" if "PL-1" in (*before, text) else "goods_in")
    with trainee.workplace:
        said = trainee.scan(*before)
        assert said is None or said.severity != "error"
        said = trainee.meets(faults()[name], text)
        if trainee.wire.is_cut:
            assert said is None
            said = trainee.sign_on()
        assert (said.code in faults()[name].codes) if said else not faults()[name].codes
        assert trainee.wire.unfinished == (SERIAL if name == "no_suffix" else "")


# --- what really happens ----------------------------------------------------------------------------------------------


def captured(store: Store) -> tuple[str, ...]:
    return Session(store, FlowsFile(PACKAGED), "anna", "goods_in").captured()


@pytest.mark.parametrize("name", ["dropped_link", "dead_battery"])
def test_a_link_that_is_cut_loses_what_had_not_beeped_and_nothing_else(name: str, at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    trainee.scan(*SERIALS_IN, SERIAL)
    assert trainee.meets(faults()[name], NEXT) is None
    assert trainee.wire.is_cut
    assert captured(at_work) == (SERIAL,)
    trainee.sign_on()
    trainee.scan(NEXT)
    assert captured(at_work) == (NEXT, SERIAL)


def test_over_a_slow_link_answers_take_seconds_until_it_is_quick_again(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    trainee.scan(*SERIALS_IN)
    before = trainee.wire.now
    assert trainee.incidents.begin(SlowLink(), before)
    trainee.scan(SERIAL)
    assert trainee.wire.now - before == 1.0 + DELAY
    trainee.incidents.pass_by(before + SlowLink.lasts)
    before = trainee.wire.now
    trainee.scan(NEXT)
    assert trainee.wire.now - before == 1.0


def test_a_colleague_has_the_line_and_gives_it_back(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    trainee.scan("PR-1")
    trainee.meets(faults()["line_taken"], CAMERA)
    with at_work.read() as conn:
        assert [run.operator for run in runs.all_open(conn)] == ["anna", COLLEAGUE]
    trainee.incidents.pass_by(LineTaken.lasts)
    assert trainee.incidents.last_until > LineTaken.lasts
    trainee.incidents.end()
    assert trainee.incidents.last_until == 0
    trainee.scan(CAMERA)
    assert trainee.wire.view.asks == "serials"


def test_nobody_takes_a_line_that_is_in_work_already_nor_stays_in_the_way(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    trainee.scan(*SERIALS_IN)
    assert not trainee.workplace.colleague_takes(["PR-1"], CAMERA)
    with at_work.read() as conn:
        assert [run.operator for run in runs.all_open(conn)] == ["anna"]


def test_a_colleague_signs_on_where_operators_must_be_known(at_work: Store) -> None:
    at_work.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, at_work.now(), by="ben"))
    trainee = Trainee(at_work, "goods_in")
    trainee.scan("PR-1")
    assert trainee.workplace.colleague_takes(["PR-1"], CAMERA)


def test_nothing_is_released_and_nothing_cancelled_before_work_has_begun(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    assert not trainee.workplace.supervisor_releases()
    assert not trainee.workplace.office_cancels()


def test_a_pick_list_of_which_something_has_left_is_not_cancelled(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_out")
    trainee.scan(*SERIALS_OUT, "SN0101", ":short damaged", "1")
    assert not trainee.workplace.office_cancels()


def test_a_store_that_is_away_takes_nothing_and_is_back(at_work: Store) -> None:
    trainee = Trainee(at_work, "goods_in")
    trainee.scan(*SERIALS_IN, SERIAL)
    trainee.meets(faults()["store_away"], NEXT)
    assert not trainee.incidents.begin(RunReleased(), 0)
    assert captured(at_work) == (SERIAL,)
    trainee.incidents.end()
    trainee.scan(NEXT)
    assert captured(at_work) == (NEXT, SERIAL)


# --- what is said of them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", faults())
def test_a_fault_says_what_is_right_about_it_and_what_has_happened(name: str) -> None:
    fault = faults()[name]
    assert fault.rights
    assert set(fault.rights) <= set(Right)
    assert fault.meaning.endswith(".")


def test_what_goods_cannot_bring_is_said() -> None:
    as_asked = Laid(goods={"cam-1": 2}, announced={"cam-1": 2}, products=1, documents=1)
    lacking = {name for name, fault in faults().items() if fault.lacks(as_asked)}
    of_goods = {name for name, fault in faults().items() if fault.group == "goods"}
    assert lacking == {*of_goods, "no_fnc1", "wrong_product", "old_document"}
    nothing = Laid(goods={}, announced={}, products=0, documents=0)
    also = {name for name, fault in faults().items() if fault.lacks(nothing)}
    assert also - lacking == {"scans_ahead", "line_taken", "document_cancelled"}
    everything = Laid(
        goods={"cam-1": 3, "lck-7": 1},
        announced={"cam-1": 2, "cbl-2": 4},
        products=3,
        documents=2,
        has_repeated=True,
        has_known=True,
        has_held=True,
        has_lot=True,
    )
    assert not any(fault.lacks(everything) for fault in faults().values())
