"""R37 Goods that go back to their supplier: asked of the store itself, and of the database by a foreign client."""

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.catalogue import places
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.schema.check import Broken, check
from serialhhd.store.serials import traces
from serialhhd.store.stock import proposing, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, SerialState
from tests.store.outbound.test_rules_picking import GoodsOut
from tests.store.schema.tampering import LINK, Sql, entry, refused
from tests.store.schema.test_check import tamper


@pytest.mark.parametrize(("supplier", "customer"), [(" ", None), ("ACME", "Shop")])
def test_r37_a_supplier_return_names_its_supplier_and_no_customer(
    store: Store, supplier: str, customer: str | None
) -> None:
    GoodsOut(store)
    with pytest.raises(Refused, match="supplier_or_customer"):
        add(store, "RMA-1", supplier=supplier, customer=customer)


def add(store: Store, ref: str, *, supplier: str | None = None, customer: str | None = None) -> None:
    def work(conn: Connection) -> None:
        pick_lists.add(
            conn,
            ref,
            [WantedTask("CAM", 1)],
            at=store.now(),
            supplier=supplier,
            customer=customer,
            by="office",
        )

    store.write(work)


def test_r37_quarantine_is_proposed_first_and_only_for_a_supplier(store: Store) -> None:
    GoodsOut(store)

    def put_aside(conn: Connection) -> None:
        places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")
        (line,) = (one for one in stock.page(conn) if (one.product, one.location) == ("CAM", "A-02"))
        stock_work.move(conn, line.id, to="Q-01", by="office", at=store.now())

    store.write(put_aside)
    add(store, "RMA-1", supplier="ACME")
    with store.read() as conn:
        proposed = [
            proposing.propose(conn, pick_lists.tasks(conn, pick_lists.show(conn, ref))[0], 1)
            for ref in ("RMA-1", "PL-1")
        ]
    assert [line and line.location for line in proposed] == ["Q-01", "A-01"]


def test_r37_dispatched_they_are_returned_and_no_customer_has_them(store: Store) -> None:
    out = GoodsOut(store)
    add(store, "RMA-1", supplier="ACME")
    out.take("RMA-1")
    with pytest.raises(Refused, match="serial_other_supplier"):
        out.capture("SN1")
    out.capture("SN1", verifies_origin=False)
    out.post(Pick(1, SerialsOut.FROM_STOCK), 1)
    store.write(lambda conn: pick_lists.dispatch(conn, "RMA-1", by="office", at=store.now()))
    with store.read() as conn:
        trace = traces.show(conn, "SN1")
        assert (trace.state, trace.returned_to, trace.customer) == (SerialState.RETURNED, "ACME", None)
        assert check(conn) == ()
    back = store.write(
        lambda conn: stock.take_back(
            conn, "SN1", sku=None, location="GOODS-IN", reason="sent by mistake", by="office", at=store.now()
        )
    )
    assert (back.state, back.returned_to) == (SerialState.IN_STOCK, None)


# --- by a foreign client ------------------------------------------------------------------------------------------

TO_SUPPLIER = (
    (
        "INSERT INTO document (kind, ref, ref_key, account_id, partner, to_supplier, state, created_at)"
        " VALUES ('pick_list', 'RMA-1', 'rma-1', 1, 'ACME', TRUE, 'open', 0)"
    ),
    (
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('pick_list', 4, 1, 1, 1, 0, 'open')"
    ),
    "INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('Q-01', 'q-01', 1, 'quarantine')",
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    ),
)
OUT = "UPDATE serial SET state = '{state}', stock_line_id = NULL WHERE id = 1"
CUSTOMERS, SUPPLIERS = 3, 5
"""The task of PL-1, and of RMA-1."""
LIST_OF = {CUSTOMERS: 3, SUPPLIERS: 4}


@pytest.fixture
def rma(warehouse: Store, sql: Sql) -> Sql:  # noqa: ARG001 - it is there first
    """A supplier return of one camera (line 5), and a stock line of it in quarantine (4)."""
    for statement in TO_SUPPLIER:
        sql(statement)
    return sql


def pick(sql: Sql, task: int) -> None:
    """Pick serial 1 for a task, and write its dispatch (5)."""
    sql(entry("pick", -1, 1, task=task))
    sql(LINK.format(transaction=4, serial=1))
    sql(OUT.format(state="picked"))
    sql(f"UPDATE document_line SET done = 1, state = 'picked', short_reason = 'all' WHERE id = {task}")
    sql(
        f"UPDATE document_line SET state = 'cancelled' WHERE state = 'open' AND document_id = {LIST_OF[task]}"
    )
    sql(f"UPDATE document SET state = 'picked' WHERE id = {LIST_OF[task]}")
    sql(entry("dispatch", -1, None, line=None, task=task))
    sql(LINK.format(transaction=5, serial=1))


@pytest.mark.parametrize(
    ("task", "becomes", "never"),
    [(CUSTOMERS, "dispatched", "returned"), (SUPPLIERS, "returned", "dispatched")],
    ids=["a customer's", "a supplier return"],
)
def test_r37_a_list_is_dispatched_as_what_it_is(
    foreign: Engine, rma: Sql, task: int, becomes: str, never: str
) -> None:
    pick(rma, task)
    refused(foreign, rma, OUT.format(state=never), "R5")
    rma(OUT.format(state=becomes))


def test_r37_a_returned_serial_is_received_and_not_found(foreign: Engine, rma: Sql) -> None:
    pick(rma, SUPPLIERS)
    rma(OUT.format(state="returned"))
    rma(entry("adjustment", 1, 2))
    refused(foreign, rma, LINK.format(transaction=6, serial=1), "R5")


@pytest.mark.parametrize(("task", "is_taken"), [(CUSTOMERS, False), (SUPPLIERS, True)])
def test_r37_only_a_supplier_return_picks_from_quarantine(
    foreign: Engine, rma: Sql, task: int, is_taken: bool
) -> None:
    rma(entry("transfer", -1, 1))
    rma(LINK.format(transaction=4, serial=1))
    rma(entry("transfer", 1, 1, line=4, left=4))
    rma(LINK.format(transaction=5, serial=1))
    rma("UPDATE serial SET stock_line_id = 4 WHERE id = 1")
    picked = entry("pick", -1, 0, line=4, task=task)
    if is_taken:
        rma(picked)
    else:
        refused(foreign, rma, picked, "R19")


@pytest.mark.parametrize(("task", "is_taken"), [(CUSTOMERS, False), (SUPPLIERS, True)])
def test_r42_only_a_supplier_return_takes_what_is_on_hold(
    foreign: Engine, rma: Sql, task: int, is_taken: bool
) -> None:
    rma("INSERT INTO serial_hold (serial_id, reason, held_at, held_by) VALUES (1, 'wet', 0, 'Anna')")
    rma(entry("pick", -1, 1, task=task))
    rma(LINK.format(transaction=4, serial=1))
    if is_taken:
        rma(OUT.format(state="picked"))
    else:
        refused(foreign, rma, OUT.format(state="picked"), "R42")


@pytest.mark.parametrize(("task", "is_taken"), [(CUSTOMERS, False), (SUPPLIERS, True)])
def test_r42_only_a_supplier_return_takes_of_a_product_on_hold(
    foreign: Engine, warehouse: Store, rma: Sql, task: int, is_taken: bool
) -> None:
    rma(
        "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after)"
        " VALUES (1, '', 'recall', 0, 'Anna', 1)"
    )
    picked = entry("pick", -1, 1, task=task)
    if not is_taken:
        refused(foreign, rma, picked, "R42")
        return
    rma(picked)
    rma(LINK.format(transaction=4, serial=1))
    rma(OUT.format(state="picked"))
    rma("UPDATE document_line SET done = 1, state = 'picked' WHERE id = 5")
    rma("UPDATE document SET state = 'picked' WHERE id = 4")
    with warehouse.read() as connection:
        assert check(connection) == ()


SUPPLIER_STAYS = {
    "a customer's list becomes a supplier return": (
        "UPDATE document SET to_supplier = TRUE, partner = 'ACME' WHERE id = 3",
        "R10",
    ),
    "a supplier return becomes a customer's": ("UPDATE document SET to_supplier = FALSE WHERE id = 4", "R10"),
    "without a supplier": ("UPDATE document SET partner = NULL WHERE id = 4", "R34, R37"),
    "no pick list": (
        (
            "INSERT INTO document (kind, ref, ref_key, account_id, partner, to_supplier, state, created_at)"
            " VALUES ('pre_receipt', 'PR-9', 'pr-9', 1, 'ACME', TRUE, 'open', 0)"
        ),
        "ck_document_to_supplier",
    ),
}


@pytest.mark.parametrize(("statement", "rule"), SUPPLIER_STAYS.values(), ids=SUPPLIER_STAYS)
def test_r37_what_a_list_is_stays(foreign: Engine, rma: Sql, statement: str, rule: str) -> None:
    if rule == "R10":
        refused(foreign, rma, statement, rule)
        return
    with pytest.raises(Exception, match=rule):
        rma(statement)


def test_store_check_names_what_went_to_the_wrong_one(warehouse: Store, rma: Sql) -> None:
    pick(rma, SUPPLIERS)
    tamper(warehouse, OUT.format(state="dispatched"))
    with warehouse.read() as connection:
        assert Broken(
            "serial_state_unfounded",
            "serial S1 is dispatched, but RMA-1 is a pick list of the other sort: for a supplier, or for a customer",
        ) in check(connection)
