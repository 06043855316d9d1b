"""Batches: documents of open pick lists that are picked in one walk, in an order, with a line for each product they want (R31)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select

from serialhhd.store import refusals
from serialhhd.store.batches import ending
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents import closing, document, pages
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Shown
from serialhhd.store.documents.lines import Line, Lines, insert
from serialhhd.store.documents.pages import Progress
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.outbound.pick_lists import PICK_LISTS
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import proposing
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TransactionKind
from serialhhd.value_class import value_class

KIND = DocumentKind.BATCH


@value_class
class WalkLine(Line):
    """A line of a batch: `quantity` units were wanted when it was made, `done` of them are walked onto its cart (R32).

    Attributes:
        wanted_here: What the open tasks want that ask for the product as this line does: from its place, or from any.
        wanted: What the open tasks of the batch want of the product, whatever place they name.
        on_cart: What of the product lies on the cart, for them.
    """

    wanted_here: int
    wanted: int
    on_cart: int

    @property
    def open_quantity(self) -> int:
        """How many units the walk is still to take; none for a list that was cancelled meanwhile."""
        return max(0, min(self.quantity - self.done, self.wanted_here, self.wanted - self.on_cart))


@value_class
class LineShown:
    """How far a line of a batch is: units that its lists want, that were walked onto the cart, and that were sorted from it.

    Attributes:
        location: The only place that they may come from; None: any.
        reason: Why fewer were walked.
    """

    product: str
    location: str | None
    wanted: int
    walked: int
    sorted: int
    reason: str | None


_l, _in_batch, _on = t.document_line.c, t.batch_list.c, t.batch_cart.c
BATCHES = Documents(KIND, Lines(WalkLine, (ending.WANTED_HERE, ending.WANTED, ending.ON_CART)))
find, show, all_of, page = BATCHES.find, BATCHES.show, BATCHES.all_of, BATCHES.page
lines, line = BATCHES.lines.of, BATCHES.lines.by_id

_LISTS = (
    document.DOCUMENTS.join(t.batch_list, _in_batch.list_id == t.document.c.id)
    .where(_in_batch.batch_id == bindparam("batch_id"))
    .order_by(_in_batch.place)
)
_PROGRESS = (
    pages.PROGRESS.join(t.batch_list, _in_batch.list_id == t.document.c.id)
    .where(_in_batch.batch_id == bindparam("batch_id"))
    .order_by(None)
    .order_by(_in_batch.place)
)
_OPEN_BATCH_OF = (
    select(t.document.c.ref)
    .join(t.batch_list, _in_batch.batch_id == t.document.c.id)
    .where(_in_batch.list_id == bindparam("list_id"), _in_batch.ended_at.is_(None))
)
_CART = Prepared(
    places.LOCATIONS.join(t.batch_cart, _on.cart_id == t.location.c.id).where(
        _on.batch_id == bindparam("batch_id")
    )
)
_PUT_IN = t.insert_if_new(t.batch_list)
_WAREHOUSE_OF = (
    select(t.document.c.warehouse_id, t.warehouse.c.code)
    .join(t.warehouse)
    .where(t.document.c.id == bindparam("document_id"))
)


def add(conn: Connection, ref: str, pick_lists: Sequence[str], *, at: datetime, by: str) -> Document:
    """Add a batch of open pick lists of which nothing is picked; units go to them in this order (R31, R33).

    Args:
        conn: The writing connection.
        ref: Its number, unique among batches whatever the letter case.
        pick_lists: Their numbers, in order.
        at: When, UTC.
        by: Who adds it.

    Raises:
        Refused: `already_there`; `no_lists`; `list_to_supplier`; `list_in_batch`; `list_repeated` of one that is named twice; `list_has_picks`; `lists_of_two_accounts`,
            `lists_of_two_warehouses`; `tasks_in_work` by who picks a list alone; `document_not_open`; `unknown` pick list; `product_retired` of which nothing is in stock.
    """
    wanted = _open_lists(conn, ref, pick_lists)
    added = BATCHES.add(
        conn,
        ref,
        at=at,
        partner=None,
        account=wanted[0].account,
        import_number=None,
        warehouse_id=_warehouse(conn, wanted),
        by=by,
    )
    for place, one in enumerate(wanted, start=1):
        row = {"batch_id": added.id, "place": place, "list_id": one.id, "ended_at": None}
        if not conn.execute(_PUT_IN, row).rowcount:
            raise in_another(conn, one, added.ref)
    _add_lines(conn, added, wanted)
    return added


def _open_lists(conn: Connection, ref: str, pick_lists: Sequence[str]) -> list[Document]:
    """Return the pick lists, locked by rising id: two batches of the same lists never wait for each other."""
    named = [PICK_LISTS.show(conn, one) for one in pick_lists]
    if not named:
        raise refusals.no_lists(document=codes.clean(ref, KIND.label))
    for document_id in sorted({one.id for one in named}):
        document.lock(conn, document_id)
    wanted = [document.by_id(conn, one.id) for one in named]
    for number, one in enumerate(wanted):
        if not one.is_open:
            raise one.not_open()
        if one in wanted[:number]:
            raise refusals.list_repeated(document=one.ref)
        if of_list(conn, one.id):
            raise in_another(conn, one, ref)
        _check_is_untouched(conn, one)
        if one.to_supplier:
            raise refusals.list_to_supplier(document=one.ref)
        if one.account_id != wanted[0].account_id:
            raise refusals.lists_of_two_accounts(
                document=one.ref, account=one.account, other=wanted[0].account
            )
    return wanted


def _check_is_untouched(conn: Connection, pick_list: Document) -> None:
    """Check that nobody has picked for a list, or is about to."""
    tasks = PICK_LISTS.lines.of(conn, pick_list)
    if picked := sum(task.done for task in tasks):
        raise refusals.list_has_picks(document=pick_list.ref, picked=picked)
    if operators := {task.in_work_by for task in tasks if task.in_work_by}:
        raise refusals.tasks_in_work(document=pick_list.ref, operators=tuple(sorted(operators)))


def in_another(conn: Connection, pick_list: Document, ref: str = "") -> Refused:
    """Return that a pick list is in an open batch, or comes into the one of that number in this moment (R31)."""
    return refusals.list_in_batch(document=pick_list.ref, batch=of_list(conn, pick_list.id) or ref)


def _warehouse(conn: Connection, lists: Sequence[Document]) -> int | None:
    """Return the only warehouse whose stock the lists take, where one of them names it (R19)."""
    found = {
        row.warehouse_id: row.code
        for one in lists
        for row in conn.execute(_WAREHOUSE_OF, {"document_id": one.id})
    }
    if len(found) > 1:
        raise refusals.lists_of_two_warehouses(warehouses=tuple(sorted(found.values())))
    return next(iter(found), None)


def _add_lines(conn: Connection, to: Document, lists: Sequence[Document]) -> None:
    """Put what the lists want into lines: one for each product and the place that it must come from."""
    units: dict[tuple[int, int | None], int] = {}
    for one in lists:
        for task in PICK_LISTS.lines.of(conn, one):
            asked = task.product_id, task.location_id
            units[asked] = units.get(asked, 0) + task.open_quantity
    for number, ((product_id, location_id), quantity) in enumerate(units.items(), start=1):
        product = products.by_id(conn, product_id)
        proposing.check_may_leave(conn, product, to.account_id)
        insert(conn, to, number, product, quantity, location_id)


def cancel(conn: Connection, ref: str, at: datetime, *, by: str) -> Document:
    """Cancel an open batch: its lists are free for others, and what is on its cart is put away by a move. A run that works on it is told.

    Raises:
        Refused: `document_not_open`; `unknown`.
    """
    cancelled = closing.cancel(conn, BATCHES.lock(conn, ref), at, by=by)
    ending.let_go(conn, cancelled.id, at)
    return cancelled


# --- what it is made of -------------------------------------------------------------------------------------------


def pick_lists(conn: Connection, batch_id: int) -> tuple[Document, ...]:
    """Return the pick lists of the batch of that id, in its order."""
    return tuple(Document(*row) for row in conn.execute(_LISTS, {"batch_id": batch_id}))


def progress_of_lists(conn: Connection, batch_id: int) -> tuple[Progress, ...]:
    """Return the pick lists of the batch of that id, in its order, each with how far it is: picked from the cart, or one by one."""
    return tuple(map(pages.progress, conn.execute(_PROGRESS, {"batch_id": batch_id})))


def of_list(conn: Connection, list_id: int) -> str | None:
    """Return the number of the open batch that a pick list is in; None: it is in none."""
    found: str | None = conn.scalar(_OPEN_BATCH_OF, {"list_id": list_id})
    return found


def cart(conn: Connection, batch_id: int) -> Location | None:
    """Return the cart of the batch of that id; None before its walk has begun."""
    found = _CART.row(conn, {"batch_id": batch_id})
    return Location(*found) if found else None


_tx, _stock = t.stock_transaction.c, t.stock_line.c
_TASKS = t.batch_list.join(t.document_line, _l.document_id == _in_batch.list_id)
_OF_BATCH = _in_batch.batch_id == bindparam("batch_id")
_WANTED = (
    select(_l.product_id, _l.location_id, func.sum(_l.quantity))
    .select_from(_TASKS)
    .where(_OF_BATCH, _l.state != DocumentState.CANCELLED)
    .group_by(_l.product_id, _l.location_id)
)
_is_pick = case((_tx.kind == TransactionKind.PICK, 1), else_=0)
_SORTED = (
    select(_l.product_id, _l.location_id, func.sum(-_tx.quantity * _is_pick))
    .select_from(
        _TASKS.join(t.batch_cart, _on.batch_id == _in_batch.batch_id)
        .join(t.stock_transaction, _tx.document_line_id == _l.id)
        .join(t.stock_line, (_stock.id == _tx.stock_line_id) & (_stock.location_id + 0 == _on.cart_id))
    )
    .where(
        _OF_BATCH
    )  # by the tasks alone: SQLite would read every pick there is, or all that ever lay on the cart
    .group_by(_l.product_id, _l.location_id)
)


def whole(conn: Connection, ref: str) -> Shown[LineShown, Location | None]:
    """Return the batch of that number with how far each of its lines is, and beside them its cart; None before its walk has begun.

    Raises:
        Refused: `unknown`.
    """
    batch = show(conn, ref)
    return Shown(batch, shown(conn, batch), cart(conn, batch.id))


def shown(conn: Connection, batch: Document) -> tuple[LineShown, ...]:
    """Return how far each line of a batch is, in order."""
    of = {"batch_id": batch.id}
    wanted, sorted_ = (
        {(product_id, location_id): int(units) for product_id, location_id, units in conn.execute(one, of)}
        for one in (_WANTED, _SORTED)
    )
    return tuple(_shown(one, wanted, sorted_) for one in lines(conn, batch))


def _shown(
    of: WalkLine, wanted: dict[tuple[int, int | None], int], sorted_: dict[tuple[int, int | None], int]
) -> LineShown:
    asked = of.product_id, of.location_id
    return LineShown(
        of.product, of.location, wanted.get(asked, 0), of.done, sorted_.get(asked, 0), of.short_reason
    )
