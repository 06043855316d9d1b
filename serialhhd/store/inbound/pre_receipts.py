"""Pre-receipts: announced deliveries, their lines, and the serials entered before the goods arrive (R7, R8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, func, select

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import progress as document_progress
from serialhhd.store.documents import unfinished
from serialhhd.store.documents.pages import Wanted, page_of
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import runs
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import PreReceiptState, RunState, SerialState, TrackingType


@dataclass(frozen=True, slots=True)
class PreReceipt:
    """An announced delivery. `revision` counts the changes made to it at the desk."""

    id: int
    ref: str
    supplier: str | None
    account_id: int
    account: str
    state: PreReceiptState
    created_at: datetime
    revision: int

    @property
    def partner(self) -> str | None:
        """Who sends it."""
        return self.supplier

    @property
    def is_open(self) -> bool:
        """Whether goods can be received on it."""
        return self.state is PreReceiptState.OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a pre-receipt. Quantities in units; `in_work_by` is the operator who has it in work now."""

    id: int
    pre_receipt_id: int
    line_no: int
    product_id: int
    product: str
    name: str
    tracking_type: TrackingType
    expected_quantity: int
    confirmed_quantity: int
    pre_entered: int
    state: PreReceiptState
    run_id: int | None
    in_work_by: str | None

    @property
    def is_open(self) -> bool:
        """Whether it can be received."""
        return self.state is PreReceiptState.OPEN

    @property
    def location(self) -> None:
        """The only place for it: there is none."""

    @property
    def open_quantity(self) -> int:
        """How many units are still to come; never below 0."""
        return max(0, self.expected_quantity - self.confirmed_quantity)


@dataclass(frozen=True, slots=True)
class CountedLine(Line):
    """A line with the number of serials that were captured for it at goods in, confirmed or not yet."""

    captured: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a run works on: the pre-receipt, and once one is chosen the line with its product.

    `is_held` says that this transaction has locked the pre-receipt, so that it stays as it is shown.
    """

    document: PreReceipt
    line: Line | None
    product: products.Product | None
    is_held: bool = False


_p, _l = t.pre_receipt.c, t.pre_receipt_line.c
_COLUMNS = (_p.id, _p.ref, _p.supplier, _p.account_id, t.account.c.code, _p.state, _p.created_at, _p.revision)
_PRE_RECEIPTS: t.AnySelect = select(*_COLUMNS).join_from(t.pre_receipt, t.account)
_IS_SEEN = unfinished.is_seen(t.pre_receipt)
_BY_REF = _PRE_RECEIPTS.where(_p.ref_key == bindparam("key"), _IS_SEEN)
_BY_ID = _PRE_RECEIPTS.where(_p.id == bindparam("id"))
_LINE_COLUMNS = (
    _l.id,
    _l.pre_receipt_id,
    _l.line_no,
    _l.product_id,
    t.product.c.sku,
    t.product.c.name,
    _l.tracking_type,
    _l.expected_quantity,
    _l.confirmed_quantity,
    _l.pre_entered,
    _l.state,
    _l.run_id,
    t.run.c.operator,
)
_LINES: t.AnySelect = (
    select(*_LINE_COLUMNS).join_from(t.pre_receipt_line, t.product).outerjoin(t.run, _l.run_id == t.run.c.id)
)
_STANDING: t.AnySelect = (
    select(*_COLUMNS, *_LINE_COLUMNS, *products.COLUMNS)
    .join_from(t.pre_receipt, t.account)
    .outerjoin(t.pre_receipt_line, (_l.id == bindparam("line_id")) & (_l.pre_receipt_id == _p.id))
    .outerjoin(t.product, _l.product_id == t.product.c.id)
    .outerjoin(t.run, _l.run_id == t.run.c.id)
    .where(_p.id == bindparam("document_id"))
)
_STANDING_HELD = _STANDING.with_for_update(read=True, of=t.pre_receipt)
_LINE_AT, _PRODUCT_AT = len(_COLUMNS), len(_COLUMNS) + len(_LINE_COLUMNS)
_SO_FAR = document_progress.of(
    t.pre_receipt_line, _l.pre_receipt_id, _l.line_no, _l.confirmed_quantity, _l.expected_quantity
)
_LINES_OF = _LINES.where(_l.pre_receipt_id == bindparam("pre_receipt_id")).order_by(_l.line_no)
_received = (
    select(func.coalesce(func.sum(t.stock_transaction.c.serial_count), 0))
    .where(t.stock_transaction.c.pre_receipt_line_id == _l.id)
    .scalar_subquery()
)
_COUNTED: t.AnySelect = (
    select(*_LINE_COLUMNS, _received + func.coalesce(t.run.c.captured, 0))
    .join_from(t.pre_receipt_line, t.product)
    .outerjoin(t.run, _l.run_id == t.run.c.id)
    .where(_l.pre_receipt_id == bindparam("pre_receipt_id"))
    .order_by(_l.line_no)
)
_LINE = _LINES.where(_l.id == bindparam("line_id"))
_LINE_OF_PRODUCT = _LINES.where(
    _l.pre_receipt_id == bindparam("pre_receipt_id"), _l.product_id == bindparam("product_id")
)


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[tuple[str, int]],
    *,
    at: datetime,
    supplier: str | None = None,
    account: str = places.MAIN,
    import_number: int | None = None,
) -> PreReceipt:
    """Announce a delivery. Each line carries the tracking type that its product has now (R2).

    Args:
        conn: The writing connection.
        ref: Its number, unique whatever the letter case.
        wanted: SKU (or barcode) and expected units of each line; a product on one line only.
        at: When, UTC.
        supplier: Who sends it.
        account: Whose stock it will be.
        import_number: The import that it is of.

    Raises:
        Refused: `already_there`, `no_lines`, `unknown` product or account, `quantity_not_positive`, `product_repeated`.
    """
    cleaned = codes.clean(ref, "pre-receipt")
    if not wanted:
        raise Refused("no_lines", document=cleaned)
    row = {
        "ref": cleaned,
        "ref_key": codes.key(cleaned),
        "supplier": codes.words(supplier or "", "supplier") or None,
        "account_id": places.account_id(conn, account),
        "state": PreReceiptState.OPEN,
        "created_at": at,
        "import_number": import_number,
    }
    if not conn.execute(t.insert_if_new(t.pre_receipt), row).rowcount:
        raise Refused("already_there", what="pre-receipt", code=cleaned)
    pre_receipt = show(conn, cleaned)
    for number, (sku, quantity) in enumerate(wanted, start=1):
        insert_line(conn, pre_receipt, number, products.show(conn, sku), quantity)
    return pre_receipt


def insert_line(
    conn: Connection, pre_receipt: PreReceipt, number: int, product: products.Product, quantity: int
) -> None:
    """Put a line at a place of a pre-receipt that is free. It carries the tracking type that its product has now (R2).

    Raises:
        Refused: `quantity_not_positive`, `product_repeated`, `product_retired`.
    """
    products.check_not_retired(product)
    if quantity <= 0:
        raise Refused("quantity_not_positive", sku=product.sku, quantity=quantity)
    row = {
        "pre_receipt_id": pre_receipt.id,
        "line_no": number,
        "product_id": product.id,
        "tracking_type": product.tracking_type,
        "expected_quantity": quantity,
        "confirmed_quantity": 0,
        "pre_entered": 0,
        "revision": pre_receipt.revision,
        "state": PreReceiptState.OPEN,
        "run_id": None,
    }
    if not conn.execute(t.insert_if_new(t.pre_receipt_line), row).rowcount:
        raise Refused("product_repeated", sku=product.sku, document=pre_receipt.ref)


def drop_expected(conn: Connection, on: Line) -> None:
    """Take the serials away that a line still expects: they are free again."""
    conn.execute(t.pre_receipt_line.update().where(_l.id == on.id).values(pre_entered=0))
    expected = (t.serial.c.pre_receipt_line_id == on.id, t.serial.c.state == SerialState.EXPECTED)
    conn.execute(t.serial.delete().where(*expected))


def find(conn: Connection, ref: str) -> PreReceipt | None:
    """Return the pre-receipt of that number, or None."""
    row = conn.execute(_BY_REF, {"key": codes.key(ref.strip(" "))}).one_or_none()
    return PreReceipt(*row) if row else None


def show(conn: Connection, ref: str) -> PreReceipt:
    """Return the pre-receipt of that number.

    Raises:
        Refused: `unknown`.
    """
    found = find(conn, ref)
    if found is None:
        raise Refused("unknown", what="pre-receipt", code=ref)
    return found


def by_id(conn: Connection, pre_receipt_id: int) -> PreReceipt:
    """Return the pre-receipt of that id, which exists."""
    return PreReceipt(*conn.execute(_BY_ID, {"id": pre_receipt_id}).one())


def all_pre_receipts(
    conn: Connection, state: PreReceiptState | None = None, limit: int | None = None
) -> tuple[PreReceipt, ...]:
    """Return the pre-receipts, of one state if named, oldest first."""
    wanted = _PRE_RECEIPTS.where(_IS_SEEN).order_by(_p.id).limit(limit)
    if state:
        wanted = wanted.where(_p.state == state)
    return tuple(PreReceipt(*row) for row in conn.execute(wanted))


@dataclass(frozen=True, slots=True)
class Progress:
    """A pre-receipt as a list shows it: how many lines it has, how many are open, and units expected and confirmed."""

    document: PreReceipt
    lines: int
    open_lines: int
    expected_quantity: int
    confirmed_quantity: int


def page(
    conn: Connection,
    *,
    state: PreReceiptState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Progress, ...]:
    """Return a page of pre-receipts with their progress, newest first, after the id `after`.

    Args:
        conn: The connection.
        state: Only in this state.
        search: Only those whose number or supplier begins with this, whatever the letter case.
        limit: At most so many.
        after: Where the page before ended.
    """
    wanted = Wanted(state, search, limit, after)
    searched = (_p.ref_key, func.lower(_p.supplier))
    rows = conn.execute(
        page_of(_PROGRESS.where(_IS_SEEN), wanted, id_=_p.id, state=_p.state, searched=searched)
    )
    return tuple(Progress(PreReceipt(*row[:_LINE_AT]), *row[_LINE_AT:]) for row in rows)


def _of_lines(what: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(what).where(_l.pre_receipt_id == _p.id, *where).correlate(t.pre_receipt).scalar_subquery()


_PROGRESS: t.AnySelect = select(
    *_COLUMNS,
    _of_lines(func.count()),
    _of_lines(func.count(), _l.state == PreReceiptState.OPEN),
    _of_lines(func.coalesce(func.sum(_l.expected_quantity), 0)),
    _of_lines(func.coalesce(func.sum(_l.confirmed_quantity), 0)),
).join_from(t.pre_receipt, t.account)


def lines(conn: Connection, pre_receipt: PreReceipt) -> tuple[Line, ...]:
    """Return the lines of a pre-receipt, in order."""
    return tuple(Line(*row) for row in conn.execute(_LINES_OF, {"pre_receipt_id": pre_receipt.id}))


def counted_lines(conn: Connection, pre_receipt: PreReceipt) -> tuple[CountedLine, ...]:
    """Return the lines of a pre-receipt, in order, with the numbers of their captured serials."""
    found = conn.execute(_COUNTED, {"pre_receipt_id": pre_receipt.id})
    return tuple(CountedLine(*row) for row in found)


def line(conn: Connection, line_id: int) -> Line:
    """Return the line of that id, which exists."""
    return Line(*conn.execute(_LINE, {"line_id": line_id}).one())


def so_far(conn: Connection, pre_receipt_id: int, line_id: int | None) -> document_progress.SoFar:
    """Return how far a pre-receipt is: the place of a line of it, its lines, units received, units expected."""
    return document_progress.so_far(conn, _SO_FAR, pre_receipt_id, line_id)


def standing(conn: Connection, pre_receipt_id: int, line_id: int | None, *, hold: bool = False) -> Standing:
    """Return the pre-receipt of that id, which exists, with one of its lines, in one look; locked on demand."""
    wanted = _STANDING_HELD if hold else _STANDING
    row = conn.execute(wanted, {"document_id": pre_receipt_id, "line_id": line_id}).one()
    has_line = row[_LINE_AT] is not None
    return Standing(
        PreReceipt(*row[:_LINE_AT]),
        Line(*row[_LINE_AT:_PRODUCT_AT]) if has_line else None,
        products.Product(*row[_PRODUCT_AT:]) if has_line else None,
        is_held=hold,
    )


def held(conn: Connection, at: Standing) -> Standing:
    """Return the same, locked by this transaction."""
    if at.is_held:
        return at
    return standing(conn, at.document.id, at.line.id if at.line else None, hold=True)


def find_line(conn: Connection, pre_receipt_id: int, product_id: int) -> Line | None:
    """Return the line of a pre-receipt that holds a product, or None."""
    row = conn.execute(
        _LINE_OF_PRODUCT, {"pre_receipt_id": pre_receipt_id, "product_id": product_id}
    ).one_or_none()
    return Line(*row) if row else None


def line_of(conn: Connection, pre_receipt: PreReceipt, product: products.Product) -> Line:
    """Return the line of a pre-receipt that holds a product.

    Raises:
        Refused: `not_on_document`.
    """
    found = find_line(conn, pre_receipt.id, product.id)
    if found is None:
        raise Refused("not_on_document", sku=product.sku, document=pre_receipt.ref)
    return found


def already_received(on: Line, document: str) -> Refused:
    """Return why a line of which something is received, or that is closed, is not changed any more: closed or still open."""
    code = "line_partly_received" if on.state is PreReceiptState.OPEN else "line_already_received"
    return Refused(
        code,
        sku=on.product,
        document=document,
        quantity=on.confirmed_quantity,
        expected=on.expected_quantity,
    )


def serials_of(conn: Connection, on: Line) -> tuple[str, ...]:
    """Return the serials of a line: the pre-entered ones, or, where there are none, those that were received."""
    return tuple(text for _, text in serials_by_line(conn, _l.id == on.id))


def captured_on(conn: Connection, on: Line) -> tuple[str, ...]:
    """Return the serials that the run which has a line in work holds beside its pre-entered ones, oldest first."""
    serial = t.serial.c
    held = (
        select(serial.serial)
        .where(
            serial.run_id == on.run_id,
            serial.product_id == on.product_id,
            serial.state == SerialState.CAPTURED,
        )
        .order_by(serial.captured_at)
    )
    return tuple(conn.scalars(held)) if on.run_id is not None else ()


def serials_by_line(conn: Connection, *where: ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    """Yield (line id, serial) of the lines that fit, as `serials_of` says, in the order they were entered."""
    serial, tx = t.serial.c, t.stock_transaction.c
    pre_entered = (
        select(_l.id, serial.serial)
        .join_from(t.serial, t.pre_receipt_line, serial.pre_receipt_line_id == _l.id)
        .where(_l.pre_entered > 0, *where)
        .order_by(_l.id, serial.id)
    )
    received = (
        select(_l.id, serial.serial)
        .join_from(t.pre_receipt_line, t.stock_transaction, tx.pre_receipt_line_id == _l.id)
        .join(t.transaction_serial, t.transaction_serial.c.transaction_id == tx.id)
        .join(t.serial, t.transaction_serial.c.serial_id == serial.id)
        .where(_l.pre_entered == 0, *where)
        .order_by(_l.id, tx.id, serial.id)
    )
    for wanted in (pre_entered, received):
        yield from map(tuple, conn.execute(wanted))


# --- cancelling -------------------------------------------------------------------------------------------------


def cancel(conn: Connection, ref: str, at: datetime) -> PreReceipt:
    """Cancel what is still open of a pre-receipt. Its expected serials are free again; what was received stays.

    A run that works on it is told when it goes on; what it had captured is released now.

    Raises:
        Refused: `document_not_open`, `unknown`.
    """
    pre_receipt = show(conn, ref)
    changed = (
        t.pre_receipt.update()
        .where(_p.id == pre_receipt.id, _p.state == PreReceiptState.OPEN)
        .values(state=PreReceiptState.CANCELLED, closed_at=at)
    )
    if not conn.execute(changed).rowcount:
        raise Refused(
            "document_not_open", what="pre-receipt", document=pre_receipt.ref, state=pre_receipt.state
        )
    working = select(t.run.c.id).where(
        t.run.c.pre_receipt_id == pre_receipt.id, t.run.c.state == RunState.OPEN
    )
    for run_id in conn.scalars(working).all():
        runs.drop_captures(conn, run_id)
        runs.drop_claims(conn, run_id)
    for open_line in lines(conn, pre_receipt):
        if open_line.state is PreReceiptState.OPEN:
            conn.execute(
                t.pre_receipt_line.update()
                .where(_l.id == open_line.id)
                .values(state=PreReceiptState.CANCELLED)
            )
            drop_expected(conn, open_line)
    return by_id(conn, pre_receipt.id)
