"""Pick lists: what must leave and to whom, their tasks, and their dispatch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, exists, func, select

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import progress as document_progress
from serialhhd.store.documents import unfinished
from serialhhd.store.documents.pages import Wanted, page_of
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import holds, movement, runs
from serialhhd.store.stock.movement import Goods, Known, Movement
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import PickListState, RunState, SerialState, TransactionKind


@dataclass(frozen=True, slots=True)
class PickList:
    """What must leave, and to whom."""

    id: int
    ref: str
    customer: str | None
    account_id: int
    account: str
    state: PickListState
    created_at: datetime

    @property
    def partner(self) -> str | None:
        """Who gets it."""
        return self.customer

    @property
    def is_open(self) -> bool:
        """Whether goods can be picked for it."""
        return self.state is PickListState.OPEN


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a pick list. Quantities in units; `location` is None where the flow proposes stock lines."""

    id: int
    pick_list_id: int
    task_no: int
    product_id: int
    product: str
    name: str
    location_id: int | None
    location: str | None
    quantity: int
    picked_quantity: int
    state: PickListState
    short_reason: str | None
    run_id: int | None
    in_work_by: str | None

    @property
    def is_open(self) -> bool:
        """Whether it can be picked."""
        return self.state is PickListState.OPEN

    @property
    def open_quantity(self) -> int:
        """How many units are still to be picked."""
        return self.quantity - self.picked_quantity


@dataclass(frozen=True, slots=True)
class WantedTask:
    """What a new task asks for: SKU (or barcode), units, and the location to pick from, if it is fixed."""

    sku: str
    quantity: int
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a run works on: the pick list, and once one is in work the task with its product.

    `is_held` says that this transaction has locked the pick list, so that it stays as it is shown.
    """

    document: PickList
    task: Task | None
    product: products.Product | None
    is_held: bool = False

    @property
    def line(self) -> Task | None:
        """The task, as a line of a document."""
        return self.task


_p, _k = t.pick_list.c, t.pick_task.c
_COLUMNS = (_p.id, _p.ref, _p.customer, _p.account_id, t.account.c.code, _p.state, _p.created_at)
_PICK_LISTS: t.AnySelect = select(*_COLUMNS).join_from(t.pick_list, t.account)
_IS_SEEN = unfinished.is_seen(t.pick_list)
_BY_REF = _PICK_LISTS.where(_p.ref_key == bindparam("key"), _IS_SEEN)
_BY_ID = _PICK_LISTS.where(_p.id == bindparam("id"))
_TASK_COLUMNS = (
    _k.id,
    _k.pick_list_id,
    _k.task_no,
    _k.product_id,
    t.product.c.sku,
    t.product.c.name,
    _k.location_id,
    t.location.c.code,
    _k.quantity,
    _k.picked_quantity,
    _k.state,
    _k.short_reason,
    _k.run_id,
    t.run.c.operator,
)
_TASKS: t.AnySelect = (
    select(*_TASK_COLUMNS)
    .join_from(t.pick_task, t.product)
    .outerjoin(t.location, _k.location_id == t.location.c.id)
    .outerjoin(t.run, _k.run_id == t.run.c.id)
)
_STANDING: t.AnySelect = (
    select(*_COLUMNS, *_TASK_COLUMNS, *products.COLUMNS)
    .join_from(t.pick_list, t.account)
    .outerjoin(t.pick_task, (_k.id == bindparam("task_id")) & (_k.pick_list_id == _p.id))
    .outerjoin(t.product, _k.product_id == t.product.c.id)
    .outerjoin(t.location, _k.location_id == t.location.c.id)
    .outerjoin(t.run, _k.run_id == t.run.c.id)
    .where(_p.id == bindparam("document_id"))
)
_STANDING_HELD = _STANDING.with_for_update(read=True, of=t.pick_list)
_TASK_AT, _PRODUCT_AT = len(_COLUMNS), len(_COLUMNS) + len(_TASK_COLUMNS)
_SO_FAR = document_progress.of(t.pick_task, _k.pick_list_id, _k.task_no, _k.picked_quantity, _k.quantity)
_IN_STOCK = (
    exists()
    .where(
        t.stock_line.c.product_id == bindparam("product_id"),
        t.stock_line.c.account_id == bindparam("account_id"),
        t.stock_line.c.quantity > 0,
    )
    .select()
)
_TASKS_OF = _TASKS.where(_k.pick_list_id == bindparam("pick_list_id")).order_by(_k.task_no)
_TASK = _TASKS.where(_k.id == bindparam("task_id"))


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[WantedTask],
    *,
    at: datetime,
    customer: str | None = None,
    account: str = places.MAIN,
    import_number: int | None = None,
) -> PickList:
    """Add a pick list.

    Raises:
        Refused: `already_there`, `no_lines`, `unknown` product, location or account, `quantity_not_positive`;
            `product_retired` of which nothing is in stock.
    """
    cleaned = codes.clean(ref, "pick list")
    if not wanted:
        raise Refused("no_lines", document=cleaned)
    row = {
        "ref": cleaned,
        "ref_key": codes.key(cleaned),
        "customer": codes.words(customer or "", "customer") or None,
        "account_id": places.account_id(conn, account),
        "state": PickListState.OPEN,
        "created_at": at,
        "import_number": import_number,
    }
    if not conn.execute(t.insert_if_new(t.pick_list), row).rowcount:
        raise Refused("already_there", what="pick list", code=cleaned)
    pick_list = show(conn, cleaned)
    for number, task in enumerate(wanted, start=1):
        add_task(conn, pick_list, number, task)
    return pick_list


def add_task(conn: Connection, pick_list: PickList, number: int, wanted: WantedTask) -> None:
    """Put a task at a place of a pick list that is free.

    Raises:
        Refused: `unknown` product or location, `quantity_not_positive`.
    """
    product = products.show(conn, wanted.sku)
    if wanted.quantity <= 0:
        raise Refused("quantity_not_positive", sku=product.sku, quantity=wanted.quantity)
    if not conn.scalar(_IN_STOCK, {"product_id": product.id, "account_id": pick_list.account_id}):
        products.check_not_retired(product)  # what there is of it still leaves
    row = {
        "pick_list_id": pick_list.id,
        "task_no": number,
        "product_id": product.id,
        "location_id": places.location(conn, wanted.location).id if wanted.location else None,
        "quantity": wanted.quantity,
        "picked_quantity": 0,
        "state": PickListState.OPEN,
        "short_reason": None,
        "run_id": None,
    }
    conn.execute(t.pick_task.insert(), row)


def find(conn: Connection, ref: str) -> PickList | None:
    """Return the pick list of that number, or None."""
    row = conn.execute(_BY_REF, {"key": codes.key(ref.strip(" "))}).one_or_none()
    return PickList(*row) if row else None


def show(conn: Connection, ref: str) -> PickList:
    """Return the pick list of that number.

    Raises:
        Refused: `unknown`.
    """
    found = find(conn, ref)
    if found is None:
        raise Refused("unknown", what="pick list", code=ref)
    return found


def by_id(conn: Connection, pick_list_id: int) -> PickList:
    """Return the pick list of that id, which exists."""
    return PickList(*conn.execute(_BY_ID, {"id": pick_list_id}).one())


def all_pick_lists(
    conn: Connection, state: PickListState | None = None, limit: int | None = None
) -> tuple[PickList, ...]:
    """Return the pick lists, of one state if named, oldest first."""
    wanted = _PICK_LISTS.where(_IS_SEEN).order_by(_p.id).limit(limit)
    if state:
        wanted = wanted.where(_p.state == state)
    return tuple(PickList(*row) for row in conn.execute(wanted))


@dataclass(frozen=True, slots=True)
class Progress:
    """A pick list as a list shows it: how many tasks it has, how many are open, and units wanted and picked."""

    document: PickList
    tasks: int
    open_tasks: int
    quantity: int
    picked_quantity: int


def page(
    conn: Connection,
    *,
    state: PickListState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Progress, ...]:
    """Return a page of pick lists with their progress, newest first, after the id `after`.

    Args:
        conn: The connection.
        state: Only in this state.
        search: Only those whose number or customer begins with this, whatever the letter case.
        limit: At most so many.
        after: Where the page before ended.
    """
    wanted = Wanted(state, search, limit, after)
    searched = (_p.ref_key, func.lower(_p.customer))
    rows = conn.execute(
        page_of(_PROGRESS.where(_IS_SEEN), wanted, id_=_p.id, state=_p.state, searched=searched)
    )
    return tuple(Progress(PickList(*row[:_TASK_AT]), *row[_TASK_AT:]) for row in rows)


def _of_tasks(what: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(what).where(_k.pick_list_id == _p.id, *where).correlate(t.pick_list).scalar_subquery()


_PROGRESS: t.AnySelect = select(
    *_COLUMNS,
    _of_tasks(func.count()),
    _of_tasks(func.count(), _k.state == PickListState.OPEN),
    _of_tasks(func.coalesce(func.sum(_k.quantity), 0)),
    _of_tasks(func.coalesce(func.sum(_k.picked_quantity), 0)),
).join_from(t.pick_list, t.account)


def tasks(conn: Connection, pick_list: PickList) -> tuple[Task, ...]:
    """Return the tasks of a pick list, in order."""
    return tuple(Task(*row) for row in conn.execute(_TASKS_OF, {"pick_list_id": pick_list.id}))


def task(conn: Connection, task_id: int) -> Task:
    """Return the task of that id, which exists."""
    return Task(*conn.execute(_TASK, {"task_id": task_id}).one())


def so_far(conn: Connection, pick_list_id: int, task_id: int | None) -> document_progress.SoFar:
    """Return how far a pick list is: the place of a task of it, its tasks, units picked, units wanted."""
    return document_progress.so_far(conn, _SO_FAR, pick_list_id, task_id)


def standing(conn: Connection, pick_list_id: int, task_id: int | None, *, hold: bool = False) -> Standing:
    """Return the pick list of that id, which exists, with one of its tasks, in one look; locked on demand."""
    wanted = _STANDING_HELD if hold else _STANDING
    row = conn.execute(wanted, {"document_id": pick_list_id, "task_id": task_id}).one()
    has_task = row[_TASK_AT] is not None
    return Standing(
        PickList(*row[:_TASK_AT]),
        Task(*row[_TASK_AT:_PRODUCT_AT]) if has_task else None,
        products.Product(*row[_PRODUCT_AT:]) if has_task else None,
        is_held=hold,
    )


def held(conn: Connection, at: Standing) -> Standing:
    """Return the same, locked by this transaction."""
    if at.is_held:
        return at
    return standing(conn, at.document.id, at.task.id if at.task else None, hold=True)


def serials_of(conn: Connection, of: Task) -> tuple[str, ...]:
    """Return the serials that were picked for a task, in the order they were picked."""
    return tuple(serial for _, serial in _picked_serials(conn, of.id))


def _picked_serials(conn: Connection, task_id: int) -> Sequence[tuple[int, str]]:
    tx, link, serial = t.stock_transaction.c, t.transaction_serial.c, t.serial.c
    picked = (
        select(serial.id, serial.serial)
        .join_from(t.stock_transaction, t.transaction_serial)
        .join(t.serial, link.serial_id == serial.id)
        .where(tx.pick_task_id == task_id, tx.kind == TransactionKind.PICK)
        .order_by(tx.id, serial.id)
    )
    return [(serial_id, text) for serial_id, text in conn.execute(picked)]


def close_if_complete(conn: Connection, pick_list_id: int, at: datetime) -> bool:
    """Close a pick list whose tasks are all done, and tell whether it is closed."""
    conn.execute(select(_p.id).where(_p.id == pick_list_id).with_for_update())
    still_open = select(_k.id).where(_k.pick_list_id == pick_list_id, _k.state == PickListState.OPEN).limit(1)
    if conn.scalar(still_open) is not None:
        return False
    conn.execute(
        t.pick_list.update().where(_p.id == pick_list_id).values(state=PickListState.PICKED, closed_at=at)
    )
    return True


def cancel(conn: Connection, ref: str, at: datetime) -> PickList:
    """Cancel an open pick list of which nothing is picked yet. A run that works on it is told when it goes on.

    Raises:
        Refused: `document_not_open`; `pick_list_has_picks`; `unknown`.
    """
    pick_list = _locked(conn, ref)
    if pick_list.state is not PickListState.OPEN:
        raise Refused("document_not_open", what="pick list", document=pick_list.ref, state=pick_list.state)
    picked = conn.scalar(select(func.sum(_k.picked_quantity)).where(_k.pick_list_id == pick_list.id))
    if picked:
        raise Refused("pick_list_has_picks", document=pick_list.ref, picked=int(picked))
    working = select(t.run.c.id).where(t.run.c.pick_list_id == pick_list.id, t.run.c.state == RunState.OPEN)
    for run_id in conn.scalars(working).all():
        runs.drop_captures(conn, run_id)
        runs.drop_claims(conn, run_id)
    conn.execute(
        t.pick_task.update().where(_k.pick_list_id == pick_list.id).values(state=PickListState.CANCELLED)
    )
    changed = t.pick_list.update().where(_p.id == pick_list.id)
    conn.execute(changed.values(state=PickListState.CANCELLED, closed_at=at))
    return by_id(conn, pick_list.id)


def dispatch(conn: Connection, ref: str, *, operator: str, at: datetime) -> PickList:
    """Send what was picked on its way: the list's serials move from picked to dispatched (R5).

    Raises:
        Refused: `pick_list_not_picked` while tasks are open; `document_not_open` once dispatched or cancelled; `unknown`.
    """
    pick_list = _locked(conn, ref)
    if pick_list.state is PickListState.OPEN:
        open_tasks = sum(task.state is PickListState.OPEN for task in tasks(conn, pick_list))
        raise Refused("pick_list_not_picked", document=pick_list.ref, open_tasks=open_tasks)
    if pick_list.state is not PickListState.PICKED:
        raise Refused("document_not_open", what="pick list", document=pick_list.ref, state=pick_list.state)
    holds.check_picked(conn, pick_list.id)
    for task_ in tasks(conn, pick_list):
        if task_.picked_quantity:
            _dispatch_task(conn, pick_list, task_, operator, at)
    changed = t.pick_list.update().where(_p.id == pick_list.id)
    conn.execute(changed.values(state=PickListState.DISPATCHED, closed_at=at))
    return by_id(conn, pick_list.id)


def _locked(conn: Connection, ref: str) -> PickList:
    pick_list = show(conn, ref)
    conn.execute(select(_p.id).where(_p.id == pick_list.id).with_for_update())
    return by_id(conn, pick_list.id)


def _dispatch_task(conn: Connection, pick_list: PickList, of: Task, operator: str, at: datetime) -> None:
    serial_ids = tuple(serial_id for serial_id, _ in _picked_serials(conn, of.id))
    movement.post(
        conn,
        Movement(
            TransactionKind.DISPATCH,
            of.picked_quantity,
            operator,
            at,
            goods=Goods(of.product_id, pick_list.account_id),
            serials=Known(serial_ids, SerialState.PICKED),
            become=SerialState.DISPATCHED,
            pick_task_id=of.id,
        ),
    )
