"""R22, R28 Stock is moved and adjusted at the desk in one go, under the rules of the handheld."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from serialhhd.store.catalogue import places
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import holds, ledger, stock
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import LocationKind, SerialState

CAMERAS, BATTERIES, BOXES = 1, 2, 3
"""The stock lines of the warehouse in `tests/conftest.py`, at GOODS-IN: S1 and S2; five; ten."""


class Desk:
    """Somebody at the desk of that warehouse, which has the place A-01, one in quarantine, another warehouse and another account."""

    def __init__(self, store: Store) -> None:
        self.store = store
        places_ = {"A-01": LocationKind.STORAGE, "Q-01": LocationKind.QUARANTINE}
        for code, kind in places_.items():
            store.write(lambda conn, code=code, kind=kind: places.add_location(conn, code, kind=kind, by="x"))  # type: ignore[misc]
        store.write(lambda conn: places.add_warehouse(conn, "NORTH", by="x"))
        store.write(lambda conn: places.add_location(conn, "N-01", "NORTH", by="x"))
        store.write(lambda conn: places.add_account(conn, "ACME", by="x"))

    def does(self, work: Callable[..., Any], *what: object, **how: object) -> Any:
        at = self.store.now()
        return self.store.write(lambda conn: work(conn, *what, by="office", at=at, **how))

    def quantities(self, sku: str) -> dict[str, int]:
        with self.store.read() as conn:
            lines = stock.page(conn, stock.EVERYTHING.named(conn, product=sku))
        return {f"{line.account} {line.location}": line.quantity for line in lines}

    def where(self, serial: str) -> tuple[SerialState, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, serial)
        return trace.state, trace.location


@pytest.fixture
def desk(warehouse: Store) -> Iterator[Desk]:
    yield Desk(warehouse)
    with warehouse.read() as conn:
        assert check.check(conn) == ()


REMOVED, IN_STOCK = SerialState.REMOVED, SerialState.IN_STOCK


# --- R22 moves --------------------------------------------------------------------------------------------------


def test_r22_all_of_a_stock_line_moves_or_the_named_serials_or_so_many_units(desk: Desk) -> None:
    desk.does(stock_work.move, CAMERAS, to="A-01", named=Named(("s1",)))
    assert (desk.where("S1"), desk.where("S2")) == ((IN_STOCK, "A-01"), (IN_STOCK, "GOODS-IN"))
    desk.does(stock_work.move, CAMERAS, to="A-01")
    assert desk.quantities("CAM") == {"MAIN A-01": 2}
    desk.does(stock_work.move, BOXES, to="Q-01", quantity=4)
    assert desk.quantities("BOX") == {"MAIN GOODS-IN": 6, "MAIN Q-01": 4}


MOVES = {
    "units of Full Tracking without serials": (
        CAMERAS,
        {"to": "A-01", "quantity": 1},
        "serials_needed",
    ),
    "more than there are": (BOXES, {"to": "A-01", "quantity": 11}, "not_enough_stock"),
    "none": (BOXES, {"to": "A-01", "quantity": 0}, "quantity_not_positive"),
    "to where it is": (BOXES, {"to": "GOODS-IN"}, "same_place"),
    "to another warehouse": (BOXES, {"to": "N-01"}, "other_warehouse"),
    "onto the road": (BOXES, {"to": "TRANSIT-MAIN"}, "wrong_location_kind"),
    "serials of No Tracking": (BOXES, {"to": "A-01", "named": Named(("S1",))}, "serials_not_taken"),
    "an unknown serial": (CAMERAS, {"to": "A-01", "named": Named(("S9",))}, "serial_unknown"),
    "nothing that is there": (99, {"to": "A-01"}, "unknown"),
}


@pytest.mark.parametrize(("line", "how", "code"), MOVES.values(), ids=MOVES)
def test_r22_what_is_no_move_is_refused(desk: Desk, line: int, how: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        desk.does(stock_work.move, line, **how)


# --- R28 adjustments --------------------------------------------------------------------------------------------


def test_r28_units_are_taken_out_with_a_reason_and_their_serials_removed(desk: Desk) -> None:
    at = desk.store.now()
    desk.store.write(lambda conn: holds.hold(conn, "S1", sku="CAM", reason="dented", by="office", at=at))
    desk.does(stock_work.take_out, CAMERAS, quantity=1, reason="Scrapped", named=Named(("S1",)))
    desk.does(stock_work.take_out, BATTERIES, quantity=2, reason="Lost")
    assert desk.where("S1") == (REMOVED, None)
    assert desk.quantities("BAT") == {"MAIN GOODS-IN": 3}
    with desk.store.read() as conn:
        newest = ledger.page(conn, limit=2)
    assert [(one.kind, one.quantity, one.note) for one in newest] == [
        ("adjustment", -2, "Lost"),
        ("adjustment", -1, "Scrapped"),
    ]


def test_r28_units_are_brought_in_with_new_serials_and_removed_ones(desk: Desk) -> None:
    desk.does(stock_work.take_out, CAMERAS, quantity=1, reason="Lost", named=Named(("S1",)))
    found = Named(("S1", "SN-77"))
    desk.does(stock_work.bring_in, "CAM", location="A-01", quantity=2, reason="Found", named=found)
    assert (desk.where("S1"), desk.where("SN-77")) == ((IN_STOCK, "A-01"), (IN_STOCK, "A-01"))
    desk.does(stock_work.bring_in, "BOX", location="A-01", quantity=3, reason="Found", account="ACME")
    assert desk.quantities("BOX") == {"MAIN GOODS-IN": 10, "ACME A-01": 3}


OUT = {
    "no reason": ({"quantity": 1, "reason": " ", "named": Named(("S1",))}, "reason_missing"),
    "without its serial": ({"quantity": 1, "reason": "x"}, "serials_needed"),
    "more than its serials": (
        {"quantity": 2, "reason": "x", "named": Named(("S1",))},
        "quantity_is_serial_count",
    ),
    "none": ({"quantity": 0, "reason": "x"}, "quantity_not_positive"),
    "one that is elsewhere": (
        {"quantity": 1, "reason": "x", "named": Named(("E4",))},
        "serial_expected_elsewhere",
    ),
}


@pytest.mark.parametrize(("how", "code"), OUT.values(), ids=OUT)
def test_r28_what_cannot_be_taken_out_is_refused(desk: Desk, how: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        desk.does(stock_work.take_out, CAMERAS, **how)


IN = {
    "one that is in stock": ("CAM", {"quantity": 1, "named": Named(("S1",))}, "serial_in_stock"),
    "one that is expected": ("CAM", {"quantity": 1, "named": Named(("E4",))}, "serial_expected_elsewhere"),
    "without its serial": ("CAM", {"quantity": 1}, "serials_needed"),
    "with too many": ("BAT", {"quantity": 1, "named": Named(("B-001", "B-002"))}, "quantity_is_serial_count"),
    "with one of No Tracking": ("BOX", {"quantity": 1, "named": Named(("B-001",))}, "serials_not_taken"),
    "onto the road": ("BOX", {"quantity": 1, "location": "TRANSIT-MAIN"}, "wrong_location_kind"),
    "without a reason": ("BOX", {"quantity": 1, "reason": ""}, "reason_missing"),
}


@pytest.mark.parametrize(("sku", "how", "code"), IN.values(), ids=IN)
def test_r28_what_cannot_be_brought_in_is_refused(
    desk: Desk, sku: str, how: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        desk.does(stock_work.bring_in, sku, **{"location": "A-01", "reason": "Found", **how})


def test_r28_a_removed_serial_is_its_last_accounts(desk: Desk) -> None:
    desk.does(stock_work.take_out, CAMERAS, quantity=1, reason="Lost", named=Named(("S1",)))
    with pytest.raises(Refused, match="serial_of_other_account"):
        desk.does(
            stock_work.bring_in,
            "CAM",
            location="A-01",
            quantity=1,
            reason="Found",
            named=Named(("S1",)),
            account="ACME",
        )


def test_r46_what_speaks_against_a_serial_is_asked_about_when_it_is_brought_in(desk: Desk) -> None:
    how = {"location": "A-01", "quantity": 1, "reason": "Found"}
    with pytest.raises(Doubtful):
        desk.does(stock_work.bring_in, "CAM", named=Named(("12",)), **how)
    desk.does(stock_work.bring_in, "CAM", named=Named(("12",), sure=True), **how)
