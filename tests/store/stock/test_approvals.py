"""What needs a supervisor (R67), asked of the store itself, and of the database as a foreign client writes to it."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts, receiving
from serialhhd.store.inbound.receiving import Receipt, SerialsIn
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.people import operators
from serialhhd.store.schema import check
from serialhhd.store.stock import ledger, proposing, runs
from serialhhd.store.stock.approvals import Approval
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused, Unapproved
from serialhhd.store.words.vocabulary import Approvable, Role, RunState, TrackingType

Sql = Callable[..., int]
PEOPLE = {
    "Anna": Role.OPERATOR,
    "Sue": Role.SUPERVISOR,
    "Max": Role.ADMIN,
    "Tom": Role.TRAINER,
    "Gone": Role.SUPERVISOR,
}
NEEDED = tuple(Approvable)
OVER, SHORT = 4, 2
"""Of three batteries that are announced."""
RECEIPT_ROW = (
    "INSERT INTO stock_transaction (at, kind, product_id, account_id, quantity, serial_count, operator, approved_by)"
    " VALUES (0, 'receipt', 1, 1, 0, 0, 'Anna', :by)"
)


class Shelf:
    """Three batteries announced on PR-1, a run of goods in; and, with `staffed`, people."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = store.write(self._fill)

    def _fill(self, conn: Connection) -> Run:
        at = self.store.now()
        products.add(conn, "BAT", at=at, name="BAT", tracking_type=TrackingType.NO_TRACKING, by="office")
        pre_receipts.add(conn, "PR-1", [("BAT", 3)], at=at, by="office")
        return self.begin(conn, "goods_in")

    def begin(self, conn: Connection, flow: str) -> Run:
        return runs.begin(conn, operator="Anna", flow=flow, config="{}", position="{}", at=self.store.now())

    def staffed(self) -> "Shelf":
        def write(conn: Connection) -> None:
            for name, role in PEOPLE.items():
                operators.add(conn, name, role, self.store.now(), by="office")
            operators.disable(conn, "Gone", self.store.now(), by="office")

        self.store.write(write)
        return self

    def receive(self, quantity: int, by: str | None = None, *, operator: str = "Anna") -> None:
        receipt = Receipt(quantity, SerialsIn.NONE, 3, True, 1, approval=Approval(NEEDED, by))

        def work(conn: Connection) -> None:
            line = pre_receipts.line_of(conn, pre_receipts.show(conn, "PR-1"), products.show(conn, "BAT"))
            receiving.claim(conn, line, self.run, "PR-1")
            run = Run(self.run.id, operator, "goods_in", "{}", "{}", 0, None)
            receiving.post(conn, line, run, receipt, account_id=1, at=self.store.now())

        self.store.write(work)

    def pick(self, quantity: int, by: str | None) -> None:
        """Pick short what was received before."""

        def work(conn: Connection) -> None:
            at = self.store.now()
            pick_lists.add(conn, "PL-1", [pick_lists.WantedTask("BAT", 3)], at=at, by="office")
            run = self.begin(conn, "goods_out")
            task = picking.claim_next(conn, pick_lists.show(conn, "PL-1"), run)
            assert task
            pick = Pick(quantity, SerialsOut.NONE, "Not found", approval=Approval(NEEDED, by))
            picking.post(conn, task, proposing.propose(conn, task, 1), run, pick, at=at)

        self.store.write(work)

    def cancel(self, by: str | None = None) -> None:
        def work(conn: Connection) -> None:
            approved_by = runs.approver_of_cancelling(conn, self.run, Approval(NEEDED, by))
            runs.end(conn, self.run.id, RunState.CANCELLED, self.store.now(), approved_by=approved_by)

        self.store.write(work)

    def newest(self) -> tuple[str, int, str, str | None, str | None]:
        """Return the newest entry of the ledger: kind, quantity, operator, who approved it, note."""
        with self.store.read() as conn:
            (one,) = ledger.page(conn, limit=1)
        return (one.kind.value, one.quantity, one.operator, one.approved_by, one.note)

    def cancelled_by(self) -> tuple[RunState, str | None]:
        """Return what became of the run, and who approved it."""
        with self.store.read() as conn:
            (found,) = conn.exec_driver_sql(
                f"SELECT state, approved_by FROM run WHERE id = {self.run.id}"
            ).all()
        return RunState(found[0]), found[1]


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return Shelf(store)


@pytest.fixture(autouse=True)
def whole(store: Store) -> object:
    yield
    with store.read() as conn:
        assert check.check(conn) == ()


@pytest.mark.parametrize(
    ("quantity", "code"), [(OVER, "over_receipt_unapproved"), (SHORT, "short_unapproved")]
)
def test_r67_what_needs_a_supervisor_is_not_received_without_one(
    shelf: Shelf, quantity: int, code: str
) -> None:
    with pytest.raises(Unapproved, match=code) as refused:
        shelf.staffed().receive(quantity)
    assert refused.value.facts == {"sku": "BAT", "quantity": quantity, "expected": 3}


@pytest.mark.parametrize("quantity", [OVER, SHORT])
@pytest.mark.parametrize(("by", "name"), [("Sue", "Sue"), ("sue ", "Sue"), ("Max", "Max")])
def test_r67_the_ledger_keeps_who_approved_what_was_received(
    shelf: Shelf, quantity: int, by: str, name: str
) -> None:
    shelf.staffed().receive(quantity, by)
    assert shelf.newest() == ("receipt", quantity, "Anna", name, None)


@pytest.mark.parametrize("by", ["Anna", "Tom", "Gone", "nobody", "S\x00ue"])
def test_r67_who_is_no_supervisor_approves_nothing(shelf: Shelf, by: str) -> None:
    with pytest.raises(Unapproved, match="over_receipt_unapproved"):
        shelf.staffed().receive(OVER, by)
    with pytest.raises(Unapproved, match="cancel_unapproved"):
        shelf.cancel(by)


def test_r67_a_supervisor_answers_for_himself(shelf: Shelf) -> None:
    shelf.staffed().receive(OVER, operator="Sue")
    assert shelf.newest() == ("receipt", OVER, "Sue", "Sue", None)


def test_r67_in_a_store_without_operators_nobody_has_to_approve(shelf: Shelf) -> None:
    shelf.receive(OVER)
    assert shelf.newest() == ("receipt", OVER, "Anna", None, None)
    shelf.cancel()
    assert shelf.cancelled_by() == (RunState.CANCELLED, None)


def test_r67_what_needs_nobody_is_approved_by_nobody(shelf: Shelf) -> None:
    shelf.staffed().receive(3, "Sue")
    assert shelf.newest() == ("receipt", 3, "Anna", None, None)


def test_r67_more_than_is_allowed_is_refused_where_no_supervisor_is_asked(shelf: Shelf) -> None:
    receipt = Receipt(OVER, SerialsIn.NONE, 3, True, 1, approval=Approval((Approvable.SHORT,), "Sue"))

    def work(conn: Connection) -> None:
        line = pre_receipts.line_of(conn, pre_receipts.show(conn, "PR-1"), products.show(conn, "BAT"))
        receiving.check_quantity(conn, line, shelf.run, receipt)

    with pytest.raises(Refused, match="over_receipt") as refused:
        shelf.staffed().store.write(work)
    assert not isinstance(refused.value, Unapproved)


@pytest.mark.parametrize("quantity", [0, 2])
def test_r67_a_short_pick_is_in_the_ledger_with_both_names_though_nothing_was_picked(
    shelf: Shelf, quantity: int
) -> None:
    shelf.staffed().receive(3)
    with pytest.raises(Unapproved, match="short_unapproved"):
        shelf.pick(quantity, None)
    shelf.pick(quantity, "Sue")
    assert shelf.newest() == ("pick", -quantity, "Anna", "Sue", "short: Not found")


def test_r67_a_run_that_was_cancelled_keeps_who_approved_it(shelf: Shelf) -> None:
    with pytest.raises(Unapproved, match="cancel_unapproved"):
        shelf.staffed().cancel()
    shelf.cancel("sue")
    assert shelf.cancelled_by() == (RunState.CANCELLED, "Sue")


# --- the database -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["Anna", "Tom", "Gone", "sue", "nobody"])
def test_r67_the_database_takes_no_approval_of_who_may_not(shelf: Shelf, sql: Sql, by: str) -> None:
    shelf.staffed()
    with pytest.raises(IntegrityError, match="R67: only a supervisor approves"):
        sql(RECEIPT_ROW, by=by)
    with pytest.raises(IntegrityError, match="R67: only a supervisor approves"):
        sql("UPDATE run SET state = 'cancelled', approved_by = :by", by=by)
    assert shelf.cancelled_by() == (RunState.OPEN, None)


def test_r67_the_database_keeps_an_approval_as_it_was(shelf: Shelf, sql: Sql) -> None:
    shelf.staffed()
    assert sql(RECEIPT_ROW, by="Sue")
    with pytest.raises(IntegrityError, match="R16: the ledger is append-only"):
        sql("UPDATE stock_transaction SET approved_by = NULL")
    with pytest.raises(IntegrityError, match="R67: a run is approved when it is cancelled"):
        sql("UPDATE run SET approved_by = 'Sue'")
    assert sql("UPDATE run SET state = 'cancelled', approved_by = 'Sue'")
    for change in ("'Max'", "NULL"):
        with pytest.raises(IntegrityError, match="R67: a run is approved when it is cancelled"):
            sql(f"UPDATE run SET approved_by = {change}")
    with pytest.raises(IntegrityError, match="R67: what a supervisor approved is kept"):
        sql("DELETE FROM run")


def test_r67_the_database_takes_no_run_that_begins_approved(shelf: Shelf, sql: Sql) -> None:
    shelf.staffed()
    with pytest.raises(IntegrityError, match="R67: a run is approved when it is cancelled"):
        sql(
            "INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at,"
            " approved_by) VALUES ('Ben', 'ben', 'f', '{}', '{}', 'cancelled', 0, 1, 1, 'Sue')"
        )
