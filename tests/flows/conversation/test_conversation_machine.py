"""Two operators scan whatever they like in every flow; the promises of the conversation hold after every scan."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection, select

from serialhhd.flows.config import loader
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan, View
from serialhhd.flows.steps.enter_serials import TAKE_DOUBTFUL, TAKE_RANGE, WHICH_CODE
from serialhhd.flows.steps.place_step import IS_IT, SCAN_AGAIN
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts, posting
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.returns import returns
from serialhhd.store.schema import check
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import traces
from serialhhd.store.stock import runs
from serialhhd.store.transfers import transfers
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import ContainerKind, DocumentKind, LocationKind, TrackingType
from tests.dumps import Dump, dump

MOVING = {":done", ":short", ":yes", ":back", ":undo"}
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CAMERA = "9521234543213"
OPERATORS = ("anna", "ben")
FLOWS = tuple(loader.load(PACKAGED).flows)
"""Those of the packaged flows.toml: an operation is played here as soon as it has one there."""
SET_UP = ("goods_in", "goods_out")
"""The flows that are played with one set of options and another."""
AT_A_TIME = 3
"""So many flows are played in one warehouse."""
RELEASING = ("_gone", "run_released", "stock_moved_during_pass")
"""How the codes of errors end that say what happened meanwhile: what no longer fits is released with them."""
FOR_GOOD = {one.name for one in (TAKE_DOUBTFUL, TAKE_RANGE, WHICH_CODE, SCAN_AGAIN, IS_IT)}
"""What is not asked again where its answer is refused: then the run has moved, and nothing else has changed."""

ENTRIES = (
    *("", "0", "1", "2", "3", "9", "-1", "NOPE", "GOODS-IN", "a-01", "\x1b", "   ", "\x1d"),
    *(
        "PR-1",
        "PR-2",
        "PL-1",
        "PL-2",
        "TR-1",
        "TR-2",
        "TA-1",
        "C-1",
        "CAM",
        "LENS",
        "BAT",
        CAMERA,
        "9521234543214",
    ),
    *("SN1", "sn1", "SN2", "SN3", "SN4", "SN7", "SN8", "SN1,SN2", "SN5;SN6", "SN4+2", "SN1..SN9", "SN5,SN5"),
    *(f"]C101{CAMERA.zfill(14)}21SN5", f"]C101{CAMERA.zfill(14)}", "]C121SN6", "]C1010400638133393121SN1"),
    *(":done", ":back", ":undo", ":remove SN1", ":remove", ":cancel", ":short", ":short 1", ":short late"),
    *(
        "Q-01",
        "CART-1",
        "RT-1",
        "SN11",
        "SN12",
        "E-01",
        "TRANSIT-EAST",
        ":all",
        "T-1",
        "T-2",
        "P-1",
        "B-1",
        ":full",
        ":skip",
    ),
    *(":ok", ":yes", ":no", ":list", ":help", ":quit", ":what"),
)

PLACES = (
    "",
    'default = "GOODS-IN"\nkeep = true\nconfirm = "scan_again"\n',
    'default = "a-01"\nkeep = true\nskip_when = "default_given"\n',
    'keep = true\nconfirm = "yes"\nskip_when = "one_answer"\n',
)
"""What a place is proposed, confirmed and skipped by, in both flows."""
SKIP = 'skip_when = "one_answer"'


ROUTES: dict[str, dict[str, Any]] = {
    "TR-1": {"to_warehouse": "EAST"},
    "TR-2": {"to_warehouse": "EAST"},
    "TA-1": {"to_account": "ACME"},
}
"""The transfers, and where they go."""


def fill(conn: Connection) -> None:
    """A warehouse with some of everything, and three cameras in stock."""
    full, picked, none = (
        TrackingType.FULL_TRACKING,
        TrackingType.TRACK_DURING_PICK,
        TrackingType.NO_TRACKING,
    )
    products.add(conn, "CAM", at=START, name="Camera", tracking_type=full, barcodes=[CAMERA], by="office")
    products.add(conn, "LENS", at=START, name="Lens", tracking_type=picked, by="office")
    products.add(conn, "BAT", at=START, name="Battery", tracking_type=none, by="office")
    places.add_location(conn, "A-01", by="office")
    pre_receipts.add(conn, "PR-0", [("CAM", 8), ("LENS", 3), ("BAT", 3)], at=START, by="office")
    pre_receipts.add(conn, "PR-1", [("CAM", 2), ("BAT", 3)], at=START, by="office")
    pre_receipts.add(conn, "PR-2", [("CAM", 2), ("LENS", 2)], at=START, by="office")
    pre_entered.set_serials(conn, "PR-2", "CAM", ["SN7", "SN8"], by="office")
    pick_lists.add(conn, "PL-1", [WantedTask("CAM", 2), WantedTask("LENS", 1)], at=START, by="office")
    places.add_warehouse(conn, "EAST", by="office")
    places.add_account(conn, "ACME", by="office")
    places.add_location(conn, "E-01", "EAST", by="office")
    places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")
    places.add_location(conn, "CART-1", kind=LocationKind.CART, by="office")
    pick_lists.add(conn, "PL-3", [WantedTask("CAM", 1)], at=START, by="office")
    pick_lists.add(conn, "PL-4", [WantedTask("CAM", 1), WantedTask("BAT", 1)], at=START, by="office")
    pick_lists.add(conn, "PL-5", [WantedTask("CAM", 1)], at=START, customer="Hotel", by="office")
    batches.add(conn, "B-1", ["PL-3", "PL-4"], at=START, by="office")
    returns.add(conn, "RT-1", [("CAM", 1)], at=START, customer="Hotel", by="office")
    containers.add(conn, "T-1", by="office")
    containers.add(conn, "T-2", by="office")
    containers.add(conn, "P-1", ContainerKind.PALLET, by="office")
    for ref, side in ROUTES.items():
        wanted = [WantedLine("CAM", 2), WantedLine("BAT", 1)]
        transfers.add(conn, ref, wanted, at=START, by="office", **side)
    pick_lists.add(
        conn,
        "PL-2",
        [WantedTask("BAT", 2, "GOODS-IN"), WantedTask("CAM", 3, "GOODS-IN")],
        at=START,
        by="office",
    )


def without_runs(of: Dump, *, has_moved: bool) -> Dump:
    """What a store holds, but for its runs where one has moved."""
    return {table: rows for table, rows in of.items() if not (has_moved and table == "run")}


SERIALS = ("", '\naccept = ["gs1"]', '\naccept = ["serial", "several"]\ncarriers = ["qr"]')
PRODUCTS = ("", 'accept = ["barcode", "gs1"]', 'accept = ["sku", "list"]\ncarriers = ["datamatrix"]')
"""What of the forms and carriers of serials and products a flow may accept."""


def flows_of(
    path: Path,
    pre_entered: str,
    short: str,
    over_receipt: str,
    serials: str = "",
    product: str = "",
    place: str = "",
    skip: str = "",
) -> Flows:
    text = loader.load(Path(loader.__file__).with_name("flows.toml")).path.read_text(encoding="utf-8")
    changed = text.replace('pre_entered = "accept"', f'pre_entered = "{pre_entered}"{serials}')
    changed = changed.replace('short = "ask"', f'short = "{short}"\nover_receipt = "{over_receipt}"')
    tables = (
        f"\n[flows.{flow}.scan_product]\n{product}\n{skip}\n[flows.{flow}.scan_location]\n{place}\n"
        for flow in SET_UP
    )
    changed = changed.replace("over_receipt", f"{skip}\nover_receipt")
    quantity = f"[flows.goods_out.confirm_quantity]\n{skip}\n"
    path.write_text("".join([changed, *tables, quantity]), encoding="utf-8")
    return loader.load(path)


def enter(handheld: Runner, *texts: str) -> None:
    for text in texts:
        handheld.submit(Scan(text))


@pytest.fixture(scope="module")
def warehouse_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A store to begin each conversation with."""
    path = tmp_path_factory.mktemp("machine") / "store.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path), clock=lambda: START) as store:
        store.write(fill)
        flows = flows_of(path.with_name("f.toml"), "accept", "close", "allow").flows
        counted = ("PR-0", "CAM", "SN1,SN2,SN3,SN9,SN10,SN11,SN12,SN13", ":done", "", "GOODS-IN")
        rest = ("LENS", "", "A-01", "BAT", "", "GOODS-IN")
        enter(Runner(store, lambda: flows["goods_in"], "keeper"), *counted, *rest)
        enter(
            Runner(store, lambda: flows["transfer_out"], "keeper"), "TR-1", "GOODS-IN", "CAM", "SN9,SN10", ""
        )
        sent = ("PL-5", "GOODS-IN", "CAM", "SN11", "")
        walked = ("B-1", "CART-1", "GOODS-IN", "CAM", "SN12,SN13", ":done", "")
        enter(Runner(store, lambda: flows["goods_out"], "keeper"), *sent)
        enter(Runner(store, lambda: flows["batch_walk"], "keeper"), *walked)
        store.write(lambda conn: pick_lists.dispatch(conn, "PL-5", by="office", at=START))
        with store.read() as conn:
            found = {text: traces.show(conn, text, "CAM") for text in ("SN11", "SN12", "SN13")}
            assert [(one.state.value, one.location) for one in found.values()] == [
                ("dispatched", None),
                ("in_stock", "CART-1"),
                ("in_stock", "CART-1"),
            ]
            assert transfers.in_transit(conn, transfers.show(conn, "TR-1").id) == ("SN9", "SN10")
        store.write(lambda conn: counts.add(conn, "C-1", ["GOODS-IN"], at=START, by="office"))
    return path


CANCELS: dict[str, Callable[..., object]] = {
    **dict.fromkeys(("PR-1", "PR-2"), pre_receipts.cancel),
    **dict.fromkeys(("PL-1", "PL-2", "PL-3"), pick_lists.cancel),
    "B-1": batches.cancel,
    "RT-1": returns.cancel,
    **dict.fromkeys(("TR-1", "TR-2", "TA-1"), transfers.cancel),
    "C-1": lambda conn, ref, at, *, by: posting.cancel(conn, ref, at=at, by=by),
}
"""What the office cancels, and by what."""
flow_numbers = st.integers(0, AT_A_TIME - 1)


class Conversations(RuleBasedStateMachine):
    """Two handhelds, each with some of the flows."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        self.now = START
        self.scan_ids = count(1)
        self.path = folder / "store.db"
        shutil.copy(template, self.path)
        self.store = Store.open(str(self.path), clock=lambda: self.now)
        self.last: tuple[Runner, Scan, View] | None = None
        self.seen: dict[Runner, str] = {}

    def teardown(self) -> None:
        self.store.close()
        for file in self.path.parent.glob("store.db*"):
            file.unlink()

    @initialize(
        pre_entered=st.sampled_from(["accept", "verify"]),
        short=st.sampled_from(["close", "keep_open", "ask"]),
        over_receipt=st.sampled_from(["allow", "forbid"]),
        serials=st.sampled_from(SERIALS),
        product=st.sampled_from(PRODUCTS),
        place=st.sampled_from(PLACES),
        skip=st.sampled_from(["", SKIP]),
        played=st.lists(st.sampled_from(FLOWS), unique=True, min_size=1, max_size=AT_A_TIME),
    )
    def begin(self, played: list[str], **options: str) -> None:
        self.flows = flows_of(self.path.with_name("flows.toml"), **options).flows
        self.played = played
        self.runners = {(who, flow): self.new_runner(who, flow) for who in OPERATORS for flow in played}

    def new_runner(self, operator: str, flow: str) -> Runner:
        return Runner(self.store, lambda: self.flows[flow], operator, START)

    def dump(self) -> Dump:
        with self.store.read() as conn:
            return dump(conn)

    # --- what happens -------------------------------------------------------------------------------------------

    @rule(who=st.sampled_from(OPERATORS), number=flow_numbers, text=st.sampled_from(ENTRIES))
    def anything(self, who: str, number: int, text: str) -> None:
        self.submit(who, self.flow(number), text)

    def flow(self, number: int) -> str:
        return self.played[number % len(self.played)]

    @rule(
        who=st.sampled_from(OPERATORS),
        number=flow_numbers,
        picks=st.lists(st.integers(0, 11), max_size=8),
    )
    def what_makes_sense(self, who: str, number: int, picks: list[int]) -> None:
        flow = self.flow(number)
        for pick in picks:
            sensible = self.sensible(self.runners[who, flow])
            self.submit(who, flow, sensible[pick % len(sensible)])

    def sensible(self, runner: Runner) -> list[str]:
        """What the virtual scanner offers, and the actions that change where the run stands."""
        view = runner.view()
        self.seen[runner] = view.position
        actions = [action.word for action in view.actions if action.word in MOVING]
        good = [label.text for label in runner.labels() if label.is_good]
        choices = [choice.key for choice in view.choices]
        return [*good, *choices, *actions] or [":list"]

    def submit(self, who: str, flow: str, text: str) -> None:
        self.now += timedelta(milliseconds=600)
        runner = self.runners[who, flow]
        scan = Scan(text, str(next(self.scan_ids)), position=self.seen.get(runner))
        before, is_for_good = self.dump(), self.is_answered_for_good(who, flow)
        view = runner.submit(scan)
        self.last, self.seen[runner] = (runner, scan, view), view.position
        assert view.message is not None
        assert view.message.code != "run_moved", "only another handheld of the operator moves a run"
        is_refused = view.message.severity == "error" or view.message.code == "serial_already_captured"
        if is_refused and not view.message.code.endswith(RELEASING):
            assert without_runs(self.dump(), has_moved=is_for_good) == without_runs(
                before, has_moved=is_for_good
            ), view.message
        self.check_view(who, flow, view)

    def is_answered_for_good(self, who: str, flow: str) -> bool:
        """Whether something is asked in between that is not asked again where its answer is refused."""
        with self.store.read() as conn:
            run = runs.peek_open(conn, who, flow)
        return run is not None and Position.from_json(run.position).question in FOR_GOOD

    def check_view(self, who: str, flow: str, view: View) -> None:
        replayed = self.new_runner(who, flow).view()
        assert replace(replayed, message=None, posted=0) == replace(view, message=None, done=False, posted=0)
        with self.store.read() as conn:
            run = runs.peek_open(conn, who, flow)
            held = self.captures(conn, run.id) if run else []
        assert run is None or run.captured == len(held)
        if view.serials:
            assert view.serials.captured == len(held)
            assert list(view.serials.newest) == held[:12]
            assert view.serials.last == (held[0] if held else None)
        else:
            assert held == []

    @staticmethod
    def captures(conn: Connection, run_id: int) -> list[str]:
        """Return what a run holds, newest first: what it has captured, or noted in a pass that goes on."""
        serial, noted, line, of = t.serial.c, t.noted_serial.c, t.document_line.c, t.count_pass.c
        held = select(serial.serial).where(serial.run_id == run_id).order_by(serial.captured_at.desc())
        counted = (
            select(noted.serial)
            .join_from(t.noted_serial, t.document_line, line.id == noted.line_id)
            .join(t.count_pass, (of.line_id == noted.line_id) & (of.pass_no == noted.pass_no))
            .where(line.run_id == run_id, line.kind == DocumentKind.COUNT, of.ended_at.is_(None))
            .order_by(noted.id.desc())
        )
        return [*conn.scalars(held), *conn.scalars(counted)]

    @rule()
    def the_last_scan_comes_again(self) -> None:
        if self.last is None:
            return
        runner, scan, view = self.last
        if view.message and view.message.severity in {"info", "success"}:
            before = self.dump()
            again = runner.submit(scan)
            assert self.dump() == before
            assert replace(again, message=None, posted=0) == replace(view, message=None, done=False, posted=0)

    @rule(who=st.sampled_from(OPERATORS), number=flow_numbers)
    def another_device(self, who: str, number: int) -> None:
        flow = self.flow(number)
        self.runners[who, flow] = self.new_runner(who, flow)
        self.last = None

    @rule(data=st.data())
    def a_supervisor_releases(self, data: st.DataObject) -> None:
        with self.store.read() as conn:
            open_runs = runs.all_open(conn)
        if open_runs and data.draw(st.integers(0, 3)) == 0:
            run = data.draw(st.sampled_from(open_runs))
            self.store.write(lambda conn: runs.release(conn, run.id, self.now, by="office"))
            self.last = None

    @rule(ref=st.sampled_from(sorted(CANCELS)), chance=st.integers(0, 5))
    def the_office_cancels(self, ref: str, chance: int) -> None:
        if chance:
            return
        cancel = CANCELS[ref]
        before = self.dump()
        try:
            self.store.write(lambda conn: cancel(conn, ref, self.now, by="office"))
        except Refused:
            assert self.dump() == before
        self.last = None

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def the_store_is_whole(self) -> None:
        with self.store.read() as conn:
            assert check.check(conn) == ()


@pytest.mark.slow
def test_any_conversation_keeps_its_promises(warehouse_file: Path, tmp_path: Path) -> None:
    class Here(Conversations):
        def __init__(self) -> None:
            super().__init__(warehouse_file, tmp_path)

    run_state_machine_as_test(Here, settings=settings(max_examples=15, stateful_step_count=25))
