"""The perfect operator: whatever a flow asks, in whatever order, is answered with what is to be done; and it always ends."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.perfect_operator import NO_END, Outcome, PerfectOperator
from serialhhd.flows.seam.view import Action, Choice, Message, Scan, View
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.stock import ledger
from tests.flows.rehearsal.deliveries import PLACE, SKUS, Delivery, flows_with, pick_list, stock

RECEIVE = Assignment(
    answers={
        "document": ("PR-1",),
        "product": ("CAM-1", SKUS["CAM-1"][1], f"]d201{SKUS['CAM-1'][1].zfill(14)}"),
        "destination": (PLACE,),
    },
    quantity=2,
    serials=(
        ("SN1", f"]d201{SKUS['CAM-1'][1].zfill(14)}21SN1"),
        ("SN2", f"]d201{SKUS['CAM-1'][1].zfill(14)}21SN2"),
    ),
)


@pytest.fixture
def warehouse(store: Store) -> Store:
    """Two cameras and three cables are announced."""
    deliveries = {"PR-1": Delivery("CAM-1", 2, 2), "PR-2": Delivery("CBL-1", 3, 3)}
    store.write(lambda conn: stock(conn, deliveries, store.now()))
    return store


def at(store: Store, flows: Flows, flow: str = "goods_in") -> PerfectOperator:
    return PerfectOperator(Runner(store, lambda: flows.flows[flow], "anna"))


def posted(store: Store) -> list[tuple[str, int, tuple[str, ...]]]:
    with store.read() as conn:
        return [(one.product, one.quantity, one.serials) for one in reversed(ledger.page(conn))]


ORDERS: tuple[tuple[dict[str, str], int], ...] = (
    ({}, 7),
    ({"goods_in.steps": '["scan_pre_receipt", "scan_product", "scan_location", "enter_serials"]'}, 6),
    ({"goods_in.steps": '["scan_pre_receipt", "scan_location", "scan_product", "enter_serials"]'}, 6),
    ({"goods_in.scan_product.accept": '["barcode"]'}, 7),
    ({"goods_in.scan_product.accept": '["list"]'}, 7),
    ({"goods_in.scan_product.accept": '["gs1"]', "goods_in.scan_product.carriers": '["datamatrix"]'}, 7),
    ({"goods_in.enter_serials.accept": '["gs1"]'}, 7),
    ({"goods_in.enter_serials.accept": '["several"]', "goods_in.enter_serials.separators": ";"}, 6),
    ({"goods_in.enter_serials.accept": '["range"]'}, 9),
    ({"goods_in.scan_location.confirm": "scan_again"}, 8),
    ({"goods_in.scan_location.confirm": "yes"}, 8),
    ({"goods_in.scan_location.default": PLACE, "goods_in.scan_location.keep": "true"}, 7),
    ({"goods_in.scan_location.default": PLACE, "goods_in.scan_location.skip_when": "default_given"}, 6),
    ({"goods_in.scan_location.skip_when": "one_answer", "goods_in.scan_product.skip_when": "one_answer"}, 5),
    ({"goods_in.confirm_quantity.skip_when": "one_answer"}, 6),
)


@pytest.mark.parametrize(("options", "questions"), ORDERS)
def test_it_receives_by_any_order_and_form(
    warehouse: Store, tmp_path: Path, options: dict[str, str], questions: int
) -> None:
    assert at(warehouse, flows_with(tmp_path, options)).do(RECEIVE) == Outcome(questions)
    assert posted(warehouse) == [("CAM-1", 2, ("SN1", "SN2"))]


def test_it_answers_what_is_asked_in_between(warehouse: Store, tmp_path: Path) -> None:
    anna = at(warehouse, flows_with(tmp_path))
    cables = Assignment(
        answers={"document": ("PR-2",), "product": ("CBL-1",), "destination": (PLACE,)}, quantity=2
    )
    rest_later = replace(cables, in_between={"close_short": ":no"})
    assert anna.do(rest_later) == Outcome(
        5
    )  # the paper, the product, 2, whether the line is closed, the place
    assert anna.do(replace(cables, quantity=1)) == Outcome(3)  # the paper is open still
    doubtful = replace(RECEIVE, serials=(("1",), ("SN2",)))
    assert anna.do(doubtful) == Outcome(8)  # TAKE IT?
    assert [quantity for _, quantity, _ in posted(warehouse)] == [2, 1, 2]


def test_it_ends_short_with_a_reason(warehouse: Store, tmp_path: Path) -> None:
    flows = flows_with(tmp_path)
    at(warehouse, flows).do(RECEIVE)
    pick_list(warehouse, "PL-1", ("CAM-1", 2))
    short = Assignment(
        answers={"document": ("PL-1",), "product": ("CAM-1",), "source": (PLACE,)},
        quantity=1,
        serials=(("SN2",),),
        reason="Damaged",
    )
    assert at(warehouse, flows, "goods_out").do(short) == Outcome(6)
    assert posted(warehouse)[-1] == ("CAM-1", -1, ("SN2",))


@pytest.mark.parametrize(
    ("changes", "code", "step"),
    [
        ({"answers": {**RECEIVE.answers, "document": ("PR-9",)}}, "unknown", "scan_pre_receipt"),
        ({"answers": {**RECEIVE.answers, "product": ("CBL-1",)}}, "not_on_document", "scan_product"),
        ({"answers": {**RECEIVE.answers, "destination": ("NOWHERE",)}}, "unknown", "scan_location"),
        ({"serials": (("SN1",), ("SN1",))}, NO_END, "enter_serials"),  # it is ignored
        ({"serials": (("SN1",),)}, "quantity_is_serial_count", "confirm_quantity"),
    ],
)
def test_it_says_where_it_cannot_go_on_and_why(
    warehouse: Store, tmp_path: Path, changes: Mapping[str, object], code: str, step: str
) -> None:
    stopped = at(warehouse, flows_with(tmp_path)).do(replace(RECEIVE, **changes)).stopped  # type: ignore[arg-type]
    assert stopped
    assert (stopped.code, stopped.step) == (code, step)
    assert posted(warehouse) == []


def test_a_form_that_no_label_has_is_named(warehouse: Store, tmp_path: Path) -> None:
    flows = flows_with(tmp_path, {"goods_in.scan_product.accept": '["barcode"]'})
    bare = replace(RECEIVE, answers={**RECEIVE.answers, "product": ("CAM-1",)})
    stopped = at(warehouse, flows).do(bare).stopped
    assert stopped
    assert stopped.code == "form_not_accepted"


def test_it_goes_back_to_another_document(warehouse: Store, tmp_path: Path) -> None:
    at_once = warehouse.now()
    warehouse.write(
        lambda conn: pre_receipts.add(conn, "PR-3", [("CBL-1", 1), ("BAT-1", 1)], at=at_once, by="office")
    )
    anna = at(warehouse, flows_with(tmp_path))
    one = Assignment(
        answers={"document": ("PR-3",), "product": ("CBL-1",), "destination": (PLACE,)}, quantity=1
    )
    assert anna.do(one) == Outcome(4)
    assert anna.do(RECEIVE) == Outcome(7)
    assert anna.do(replace(one, answers={**one.answers, "product": ("BAT-1",)})) == Outcome(4)


class Bottomless:
    """A conversation that asks for ever, and refuses nothing."""

    def __init__(self, *asks: str) -> None:
        self._asks = asks
        self.scans = 0

    def view(self) -> View:
        """Ask the next of them."""
        asks = self._asks[self.scans % len(self._asks)]
        message = Message("info", "so_so", "Go on.")
        return View("f", "s", "", "?", choices=(Choice("1", "CAM-1"),), asks=asks, message=message)

    def submit(self, scan: Scan) -> View:  # noqa: ARG002 - whatever it is
        """Ask the next of them."""
        self.scans += 1
        return self.view()


@pytest.mark.parametrize(
    "asks", [("product",), ("seal",), ("product", "why", "seal"), ("serials", "quantity")]
)
def test_it_never_asks_for_ever(asks: tuple[str, ...]) -> None:
    endless = Bottomless(*asks)
    outcome = PerfectOperator(endless).do(RECEIVE)
    assert outcome.stopped
    assert outcome.stopped.code == NO_END
    assert endless.scans < 20


def test_a_question_of_yes_or_no_that_nobody_foresaw_is_answered_with_yes() -> None:
    said: list[str] = []

    class Asking(Bottomless):
        """It asks whether, and posts."""

        def submit(self, scan: Scan) -> View:
            """Take the answer."""
            said.append(scan.text)
            return replace(self.view(), posted=1)

        def view(self) -> View:
            """Ask."""
            return replace(super().view(), actions=(Action(":yes", "Yes"), Action(":no", "No")), choices=())

    assert PerfectOperator(Asking("is_it_so")).do(RECEIVE) == Outcome(1)
    assert said == [":yes"]
