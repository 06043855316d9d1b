"""Reading the ledger: what happened to the stock, append-only (R16). Only `movement.post` writes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, bindparam, literal, select, tuple_

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, SerialState, TransactionKind
from serialhhd.value_class import value_class


@value_class
class Transaction:
    """One entry of the ledger, as it is shown.

    Attributes:
        id: Rises with time; also the cursor of a listing.
        quantity: Signed units: what came (+) or left (-).
        document: The document it belongs to, such as a pick list.
        partner: Who sends or gets the goods of that document.
        serials: The serials that belong to it, as scanned.
        note: What was out of the ordinary.
        flow_version: By which version of flows.toml a handheld asked (R66); None of what the desk did.
        approved_by: The supervisor who let it happen, where one was needed (R67).
        came_from: The place that a transfer left which arrives with it.
        went_to: The place at which a transfer arrived that left with it.
        container: The container that the units went into, or with (R21).
        condition: In what state goods came back; None of what is no return, and where nobody was asked.
        document_kind: Of what kind the document is.
    """

    id: int
    at: datetime
    kind: TransactionKind
    product: str
    location: str | None
    account: str
    quantity: int
    document: str | None
    partner: str | None
    operator: str
    note: str | None
    serial_count: int
    flow_version: int | None
    approved_by: str | None
    came_from: str | None
    went_to: str | None
    container: str | None
    condition: str | None
    document_kind: DocumentKind | None
    serials: tuple[str, ...] = ()


_tx = t.stock_transaction.c
_left, _arrived = t.stock_transaction.alias("left_row"), t.stock_transaction.alias("arrived_row")
_from_line, _to_line = t.stock_line.alias("from_line"), t.stock_line.alias("to_line")
_from_place, _to_place = t.location.alias("from_place"), t.location.alias("to_place")
_TRANSACTIONS: t.AnySelect = (
    select(
        _tx.id,
        _tx.at,
        _tx.kind,
        t.product.c.sku,
        t.location.c.code,
        t.account.c.code.label("account"),
        _tx.quantity,
        t.document.c.ref.label("document"),
        t.document.c.partner,
        _tx.operator,
        _tx.note,
        _tx.serial_count,
        _tx.flow_version_id,
        _tx.approved_by,
        _from_place.c.code,
        _to_place.c.code,
        t.container.c.code,
        _tx.condition,
        t.document.c.kind,
    )
    .join_from(t.stock_transaction, t.product)
    .join(t.account, _tx.account_id == t.account.c.id)
    .outerjoin(t.stock_line, _tx.stock_line_id == t.stock_line.c.id)
    .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    .outerjoin(t.document_line, _tx.document_line_id == t.document_line.c.id)
    .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
    .outerjoin(t.container, _tx.container_id == t.container.c.id)
    .outerjoin(_left, _left.c.id == _tx.from_id)
    .outerjoin(_from_line, _left.c.stock_line_id == _from_line.c.id)
    .outerjoin(_from_place, _from_line.c.location_id == _from_place.c.id)
    .outerjoin(_arrived, _arrived.c.from_id == _tx.id)
    .outerjoin(_to_line, _arrived.c.stock_line_id == _to_line.c.id)
    .outerjoin(_to_place, _to_line.c.location_id == _to_place.c.id)
)
_SERIALS = (
    select(t.transaction_serial.c.transaction_id, t.serial.c.serial)
    .join_from(t.transaction_serial, t.serial)
    .order_by(t.transaction_serial.c.transaction_id, t.transaction_serial.c.serial_id)
)
_HISTORY = (
    _TRANSACTIONS.join(t.transaction_serial, t.transaction_serial.c.transaction_id == _tx.id)
    .where(t.transaction_serial.c.serial_id == bindparam("serial_id"))
    .order_by(_tx.id)
)


@value_class
class TransactionFilter:
    """Which transactions are listed; what is None or False narrows nothing.

    Attributes:
        with_serials: The view "Transactions with Serial Numbers".
        document_ids: Those of one of these documents.
        begin: Not before this time.
        end: Before this time.
    """

    with_serials: bool = False
    product_id: int | None = None
    stock_line_id: int | None = None
    document_ids: tuple[int, ...] | None = None
    serial_ids: tuple[int, ...] | None = None
    operator: str | None = None
    kind: TransactionKind | None = None
    begin: datetime | None = None
    end: datetime | None = None

    @property
    def is_period(self) -> bool:
        """Whether it narrows the time: then the time orders the list, for the clock may have been set back."""
        return self.begin is not None or self.end is not None


EVERYTHING = TransactionFilter()


def named(
    conn: Connection, wanted: TransactionFilter, *, product: str = "", document: str = "", serial: str = ""
) -> TransactionFilter:
    """Return a filter narrowed by what people call things; an empty name narrows nothing.

    Args:
        conn: The connection.
        wanted: What else is asked for.
        product: SKU or barcode.
        document: Number of a document, of whatever kind.
        serial: A serial, of whatever product.

    Raises:
        Refused: `unknown`.
    """
    if product:
        wanted = replace(wanted, product_id=products.show(conn, product).id)
    if document:
        numbered = tuple(conn.scalars(_DOCUMENT_IDS, {"key": codes.key(document.strip(" "))}))
        if not numbered:
            raise refusals.unknown(what="document", code=document)
        wanted = replace(wanted, document_ids=numbered)
    if serial:
        found = tuple(conn.scalars(_SERIAL_IDS, {"key": codes.serial_key(serial.strip(codes.BLANKS))}))
        if not found:
            raise refusals.unknown(what="serial", code=serial)
        wanted = replace(wanted, serial_ids=found)
    return wanted


_DOCUMENT_IDS = select(t.document.c.id).where(t.document.c.ref_key == bindparam("key"))
_SERIAL_IDS = select(t.serial.c.id).where(t.serial.c.serial_key == bindparam("key"))


def page(
    conn: Connection,
    wanted: TransactionFilter = EVERYTHING,
    *,
    limit: int = 50,
    after: int | None = None,
    names_serials: bool = True,
) -> tuple[Transaction, ...]:
    """Return a page of the ledger, newest first, by key: `after` is the id of the last row of the page before.

    Args:
        conn: The reading connection.
        wanted: Which transactions.
        limit: At most so many rows.
        after: Where the page before ended.
        names_serials: Whether each row names its serials: all of them, so that a page may be long.
    """
    order = (_tx.at.desc(), _tx.id.desc()) if wanted.is_period else (_tx.id.desc(),)
    query = _TRANSACTIONS.where(*_conditions(wanted)).order_by(*order).limit(limit)
    if after is not None:
        query = query.where(_is_older(after) if wanted.is_period else _tx.id < after)
    if names_serials:
        return _with_serials(conn, query)
    return tuple(Transaction(*row) for row in conn.execute(query))


def _is_older(than: int) -> ColumnElement[bool]:
    then = select(_tx_then.c.at).where(_tx_then.c.id == than).scalar_subquery()
    return tuple_(_tx.at, _tx.id) < tuple_(then, literal(than, t.Id))


_tx_then = t.stock_transaction.alias()


def _conditions(wanted: TransactionFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.with_serials:
        yield _tx.serial_count > literal(
            0, literal_execute=True
        )  # written out, so that the partial index serves
    for column, value in (
        (_tx.product_id, wanted.product_id),
        (_tx.stock_line_id, wanted.stock_line_id),
        (_tx.operator, wanted.operator),
        (_tx.kind, wanted.kind),
    ):
        if value is not None:
            yield column == value
    if wanted.begin is not None:
        yield _tx.at >= wanted.begin
    if wanted.end is not None:
        yield _tx.at < wanted.end
    if wanted.serial_ids is not None:
        links = t.transaction_serial.c
        yield _tx.id.in_(select(links.transaction_id).where(links.serial_id.in_(wanted.serial_ids)))
    if wanted.document_ids is not None:
        line = t.document_line.c
        yield _tx.document_line_id.in_(select(line.id).where(line.document_id.in_(wanted.document_ids)))


@value_class
class SerialOf:
    """A serial that belongs to a transaction, and where it stands in its life now."""

    id: int
    serial: str
    state: SerialState


def serials_of(
    conn: Connection, transaction_id: int, *, limit: int = 50, after: int | None = None
) -> tuple[SerialOf, ...]:
    """Return a page of the serials of a transaction, after the serial id `after`."""
    links, serial = t.transaction_serial.c, t.serial.c
    wanted = (
        select(serial.id, serial.serial, serial.state)
        .join_from(t.transaction_serial, t.serial)
        .where(links.transaction_id == transaction_id)
        .order_by(links.serial_id)
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(links.serial_id > after)
    return tuple(SerialOf(*row) for row in conn.execute(wanted))


def history(conn: Connection, serial_id: int) -> tuple[Transaction, ...]:
    """Return every transaction of a serial, oldest first, without the other serials of each."""
    rows = conn.execute(_HISTORY, {"serial_id": serial_id}).all()
    return tuple(Transaction(*row) for row in rows)


def _with_serials(conn: Connection, wanted: t.AnySelect) -> tuple[Transaction, ...]:
    rows = conn.execute(wanted).all()
    ids = [row[0] for row in rows if row.serial_count]
    links = conn.execute(_SERIALS.where(t.transaction_serial.c.transaction_id.in_(ids))).all() if ids else ()
    serials = {
        number: tuple(link[1] for link in group) for number, group in groupby(links, lambda link: link[0])
    }
    return tuple(replace(Transaction(*row), serials=serials.get(row[0], ())) for row in rows)
