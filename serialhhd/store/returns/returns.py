"""Returns: what a customer announced to send back (R34)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import closing
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Shown
from serialhhd.store.documents.lines import Line, Lines, insert
from serialhhd.store.documents.pages import Progress
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import COMING_BACK
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TransactionKind
from serialhhd.value_class import value_class

KIND = DocumentKind.RETURN
RETURNS = Documents(KIND, Lines(Line, stage=COMING_BACK))
find, show, all_of, page = RETURNS.find, RETURNS.show, RETURNS.all_of, RETURNS.page
lines, line = RETURNS.lines.of, RETURNS.lines.by_id


@value_class
class Origin:
    """From where a return comes: the customer who announced it, and the pick list on which the goods left, where one is named."""

    customer: str | None
    pick_list: str | None
    pick_list_id: int | None


_d, _tx, _s, _linked = t.document.c, t.stock_transaction.c, t.serial.c, t.transaction_serial.c
_list = t.document.alias()
_ORIGINS: t.AnySelect = select(_d.partner, _list.c.ref, _list.c.id).select_from(
    t.document.outerjoin(_list, _list.c.id == _d.pick_list_id)
)
_ORIGIN = Prepared(_ORIGINS.where(_d.id == bindparam("document_id")))
_ORIGINS_BETWEEN = _ORIGINS.add_columns(_d.id).where(
    _d.kind == KIND, _d.id.between(bindparam("oldest"), bindparam("newest"))
)
_l = t.document_line.c
_LEFT_ON = (
    select(_l.id)
    .where(_l.document_id == bindparam("pick_list_id"), _l.product_id + 0 == bindparam("product_id"))
    .where(_l.done > 0)
    .limit(1)
)
"""By the list: by the product SQLite would read the lines of all lists that there ever were."""
_BACK = (
    select(_s.serial)
    .join_from(t.stock_transaction, t.transaction_serial, _linked.transaction_id == _tx.id)
    .join(t.serial, _linked.serial_id == _s.id)
    .where(_tx.document_line_id == bindparam("line_id"), _tx.kind == TransactionKind.RETURN)
    .order_by(_tx.id, _s.id)
)


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[tuple[str, int]],
    *,
    at: datetime,
    customer: str | None = None,
    pick_list: str | None = None,
    import_number: int | None = None,
    account: str = places.MAIN,
    by: str,
) -> Document:
    """Announce a return.

    Args:
        conn: The writing connection.
        ref: Its number, unique among returns whatever the letter case.
        wanted: SKU (or barcode) and units of each line; a product on one line only.
        at: When, UTC.
        customer: Who sends it back; None: the customer of the pick list.
        pick_list: On which the goods left: then only what left on it is taken, and its account is the return's.
        import_number: The import that it is of.
        account: Whose goods they are, where no pick list says it.
        by: Who adds it.

    Raises:
        Refused: `already_there`, `no_lines`, `unknown` product, pick list or account, `quantity_not_positive`, `product_repeated`;
            `customer_missing` where nobody is named; `list_of_other_customer` where the list is another's;
            `list_not_dispatched`; `not_on_document` of a product that did not leave on the list.
    """
    if not wanted:
        raise refusals.no_lines(document=codes.clean(ref, KIND.label))
    of = _dispatched(conn, pick_list, customer) if pick_list else None
    partner = customer or (of.partner if of else None)
    if not (partner or "").strip(" "):
        raise refusals.customer_missing()
    added = RETURNS.add(
        conn,
        ref,
        at=at,
        partner=partner,
        account=of.account if of else account,
        import_number=import_number,
        pick_list_id=of.id if of else None,
        by=by,
    )
    for number, (sku, quantity) in enumerate(wanted, start=1):
        add_line(conn, added, number, sku, quantity)
    return added


def _dispatched(conn: Connection, ref: str, customer: str | None) -> Document:
    """Return the pick list on which goods left for a customer."""
    of = pick_lists.show(conn, ref)
    if of.state is not DocumentState.DISPATCHED or of.to_supplier:
        raise refusals.list_not_dispatched(document=of.ref)
    if customer and of.partner and codes.key(customer) != codes.key(of.partner):
        raise refusals.list_of_other_customer(document=of.ref, customer=of.partner)
    return of


def add_line(conn: Connection, of: Document, number: int, sku: str, quantity: int) -> None:
    """Put a line at a place of a return that is free.

    Raises:
        Refused: `unknown` product, `quantity_not_positive`, `product_repeated`; `not_on_document` of one that did not leave on its pick list.
    """
    product = products.show(conn, sku)
    origin = origin_of(conn, of.id)
    if origin.pick_list_id is not None:
        left = {"pick_list_id": origin.pick_list_id, "product_id": product.id}
        if conn.scalar(_LEFT_ON, left) is None:
            raise refusals.not_on_document(sku=product.sku, document=origin.pick_list or "")
    insert(conn, of, number, product, quantity)


def origin_of(conn: Connection, document_id: int) -> Origin:
    """Return from where a return comes."""
    (row,) = _ORIGIN.rows(conn, {"document_id": document_id})
    return Origin(*row)


def whole(conn: Connection, ref: str) -> Shown[Line, Origin]:
    """Return the return of that number with its lines, and from where it comes.

    Raises:
        Refused: `unknown`.
    """
    seen = RETURNS.shown(conn, ref)
    return Shown(seen.document, seen.lines, origin_of(conn, seen.document.id))


def line_of(conn: Connection, of: Document, product: products.Product) -> Line:
    """Return the line of a return that holds a product.

    Raises:
        Refused: `not_on_document`.
    """
    found = RETURNS.lines.find(conn, of.id, product.id)
    if found is None:
        raise refusals.not_on_document(sku=product.sku, document=of.ref)
    return found


def open_line_of(conn: Connection, of: Document, product: products.Product) -> Line:
    """Return the line of a return that a scanned product means.

    Raises:
        Refused: `not_on_document`; `line_already_received` where all of it is back.
    """
    found = line_of(conn, of, product)
    if not found.is_open:
        raise refusals.line_already_received(
            sku=found.product, document=of.ref, quantity=found.done, expected=found.quantity
        )
    return found


def serials_of(conn: Connection, of: Line) -> tuple[str, ...]:
    """Return the serials that came back on a line, in the order they came."""
    return tuple(conn.scalars(_BACK, {"line_id": of.id}))


def cancel(conn: Connection, ref: str, at: datetime, *, by: str) -> Document:
    """Cancel a return that is open: nothing more comes; what has come back stays.

    Raises:
        Refused: `document_not_open`; `unknown`.
    """
    return closing.cancel(conn, RETURNS.lock(conn, ref), at, by=by)


@value_class
class Listed:
    """A return as a list shows it: how far it is, and from where it comes."""

    progress: Progress
    origin: Origin

    @property
    def document(self) -> Document:
        """The return."""
        return self.progress.document


def listed(
    conn: Connection,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Listed, ...]:
    """Return a page of the returns, newest first, after the id `after`; see `Documents.page`."""
    found = page(conn, state=state, search=search, limit=limit, after=after)
    if not found:
        return ()
    between = {"oldest": found[-1].document.id, "newest": found[0].document.id}
    origins = {row[-1]: Origin(*row[:-1]) for row in conn.execute(_ORIGINS_BETWEEN, between)}
    return tuple(Listed(one, origins[one.document.id]) for one in found)
