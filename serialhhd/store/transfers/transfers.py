"""Transfers: documents of goods that change the warehouse or the account, for both sides (R23)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents import closing
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Only
from serialhhd.store.documents.lines import Line, Lines, WantedLine, insert
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.stock import proposing
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import ARRIVING
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, LocationKind, SerialState
from serialhhd.value_class import value_class

KIND = DocumentKind.TRANSFER


@value_class
class TransferLine(Line):
    """A line of a transfer: `done` of it are shipped, of those `received` have arrived and `lost` are given up (R25, R26)."""

    received: int
    lost: int

    @property
    def in_transit(self) -> int:
        """How many are on the road."""
        return self.done - self.received - self.lost


@value_class
class ArrivingLine(Line):
    """The same as the side that receives it sees it: `quantity` of it are shipped, `done` of those have arrived or are given up."""

    @property
    def is_open(self) -> bool:
        """Whether something of it is on the road."""
        return self.awaits(ARRIVING) and self.open_quantity > 0


@value_class
class Route:
    """Where a transfer goes (R23): from a warehouse to another, or from an account to another.

    Attributes:
        from_warehouse: The one that sends; None where the account changes.
        to_warehouse: The one that receives; None where the account changes.
        from_account: Whose the goods are.
        to_account: Whose they become; None where they stay whose they are.
    """

    from_warehouse: str | None
    to_warehouse: str | None
    from_account: str
    to_account: str | None
    from_warehouse_id: int | None
    to_warehouse_id: int | None
    to_account_id: int | None

    @property
    def is_of_account(self) -> bool:
        """Whether the goods stay where they lie, and become somebody else's (R27)."""
        return self.to_account_id is not None


_l, _t = t.document_line.c, t.transfer.c
_of_it = _t.document_id == t.document.c.id
_TO_WAREHOUSE = Only(
    exists().where(_of_it, _t.to_warehouse_id.is_not(None)),
    lambda _, of: refusals.transfer_of_account(document=of.ref),
)
_TO_ACCOUNT = Only(
    exists().where(_of_it, _t.to_account_id.is_not(None)),
    lambda _, of: refusals.transfer_of_warehouse(document=of.ref),
)
_ON_THE_ROAD = Only(
    exists().where(_l.document_id == t.document.c.id, _l.done > _l.received + _l.lost),
    lambda _, of: refusals.nothing_in_transit(document=of.ref),
)
_LINES = Lines(TransferLine, (_l.received, _l.lost))
TRANSFERS = Documents(KIND, _LINES)
"""Transfers, whichever way they go."""
SHIPMENTS = Documents(KIND, _LINES, (_TO_WAREHOUSE,))
"""Transfers to a warehouse, as the side that sends them sees them (R24)."""
ACCOUNT_TRANSFERS = Documents(KIND, _LINES, (_TO_ACCOUNT,))
"""Transfers to an account (R27)."""
ARRIVALS = Documents(KIND, Lines(ArrivingLine, stage=ARRIVING), (_TO_WAREHOUSE, _ON_THE_ROAD))
"""Transfers to a warehouse, as the side that receives them sees them: those of which something is on the road (R25)."""
find, show, all_of, page = TRANSFERS.find, TRANSFERS.show, TRANSFERS.all_of, TRANSFERS.page
lines, line, standing = TRANSFERS.lines.of, TRANSFERS.lines.by_id, TRANSFERS.lines.standing

_to_warehouse, _to_account = t.warehouse.alias(), t.account.alias()
_ROUTES: t.AnySelect = select(
    t.warehouse.c.code,
    _to_warehouse.c.code,
    t.account.c.code,
    _to_account.c.code,
    t.document.c.warehouse_id,
    t.transfer.c.to_warehouse_id,
    t.transfer.c.to_account_id,
).select_from(
    t.transfer.join(t.document, t.transfer.c.document_id == t.document.c.id)
    .join(t.account, t.document.c.account_id == t.account.c.id)
    .outerjoin(t.warehouse, t.document.c.warehouse_id == t.warehouse.c.id)
    .outerjoin(_to_warehouse, t.transfer.c.to_warehouse_id == _to_warehouse.c.id)
    .outerjoin(_to_account, t.transfer.c.to_account_id == _to_account.c.id)
)
_ROUTE = Prepared(_ROUTES.where(t.document.c.id == bindparam("document_id")))
_IN_TRANSIT = (
    select(func.sum(_l.done - _l.received - _l.lost))
    .where(_l.document_id == t.document.c.id)
    .correlate(t.document)
    .scalar_subquery()
)
_ROUTES_WITH_UNITS = _ROUTES.add_columns(t.document.c.id, _IN_TRANSIT).where(
    t.document.c.kind == KIND, t.document.c.id.between(bindparam("oldest"), bindparam("newest"))
)


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[WantedLine],
    *,
    at: datetime,
    to_warehouse: str | None = None,
    from_warehouse: str | None = None,
    to_account: str | None = None,
    account: str = places.MAIN,
    import_number: int | None = None,
    by: str,
) -> Document:
    """Add a transfer: to a warehouse, or to an account (R23).

    Args:
        conn: The writing connection.
        ref: Its number, unique among transfers whatever the letter case.
        wanted: Its lines.
        at: When, UTC.
        to_warehouse: The warehouse that receives it.
        from_warehouse: The warehouse that sends it, `MAIN` where nothing is said.
        to_account: The account that the goods come to.
        account: Whose they are.
        import_number: The import that it is of.
        by: Who adds it.

    Raises:
        Refused: `transfer_one_way` where it changes both or nothing; `same_side` where that is the same already; `already_there`, `no_lines`;
            `unknown` product, location, warehouse or account; `quantity_not_positive`; `product_retired` of which nothing is in stock;
            `other_warehouse`, `wrong_location_kind` of a fixed location.
    """
    if not wanted:
        raise refusals.no_lines(document=codes.clean(ref, KIND.label))
    sends, receives = _route(conn, to_warehouse, from_warehouse, to_account, account)
    added = TRANSFERS.add(
        conn,
        ref,
        at=at,
        partner=None,
        account=account,
        import_number=import_number,
        warehouse_id=sends,
        by=by,
    )
    conn.execute(t.transfer.insert(), {"document_id": added.id, **receives})
    for number, one in enumerate(wanted, start=1):
        add_line(conn, added, number, one)
    return added


def _route(
    conn: Connection,
    to_warehouse: str | None,
    from_warehouse: str | None,
    to_account: str | None,
    account: str,
) -> tuple[int | None, dict[str, int | None]]:
    """Return the id of the warehouse that sends, and what receives: the columns of `transfer`; one of both sides alone changes (R23)."""
    if bool(to_warehouse) is bool(to_account) or (to_account and from_warehouse):
        raise refusals.transfer_one_way()
    receives: dict[str, int | None] = {"to_warehouse_id": None, "to_account_id": None}
    if to_account:
        sends, gives = None, places.account_id(conn, account)
        gets = receives["to_account_id"] = places.account_id(conn, to_account)
    else:
        sends = gives = places.warehouse_id(conn, from_warehouse or places.MAIN)
        gets = receives["to_warehouse_id"] = places.warehouse_id(conn, to_warehouse or "")
    if gives == gets:
        raise refusals.same_side(side=(to_warehouse or to_account or "").strip(" "))
    return sends, receives


def add_line(conn: Connection, to: Document, number: int, wanted: WantedLine) -> None:
    """Put a line at a place of a transfer that is free.

    Raises:
        Refused: `unknown` product or location, `quantity_not_positive`, `product_retired`; `other_warehouse`, `wrong_location_kind`.
    """
    product = products.show(conn, wanted.sku)
    proposing.check_may_leave(conn, product, to.account_id)
    location = places.location(conn, wanted.location) if wanted.location else None
    if location:
        _check_fixed(location, route_of(conn, to.id))
    insert(conn, to, number, product, wanted.quantity, location.id if location else None)


def _check_fixed(location: Location, route: Route) -> None:
    if not location.is_storage:
        raise refusals.wrong_location_kind(
            location=location.code, kind=location.kind, wanted=LocationKind.STORAGE
        )
    if route.from_warehouse and location.warehouse != route.from_warehouse:
        raise refusals.other_warehouse(
            location=location.code, warehouse=location.warehouse, wanted=route.from_warehouse
        )


def route_of(conn: Connection, document_id: int) -> Route:
    """Return where the transfer of that id goes."""
    (found,) = _ROUTE.rows(conn, {"document_id": document_id})
    return Route(*found)


def cancel(conn: Connection, ref: str, at: datetime, *, by: str) -> Document:
    """Cancel an open transfer of which nothing is shipped yet (R23). A run that works on it is told when it goes on.

    Raises:
        Refused: `document_not_open`; `transfer_has_shipments`; `unknown`.
    """
    transfer = TRANSFERS.lock(conn, ref)
    shipped = sum(one.done for one in lines(conn, transfer))
    if shipped and transfer.is_open:
        raise refusals.transfer_has_shipments(document=transfer.ref, shipped=shipped)
    return closing.cancel(conn, transfer, at, by=by)


# --- what is on the road ----------------------------------------------------------------------------------------

_s, _tx = t.serial.c, t.stock_transaction.c


def in_transit(
    conn: Connection, document_id: int, line_id: int | None = None, limit: int | None = None
) -> tuple[str, ...]:
    """Return the serials that are in transit on a transfer, or on one of its lines, in the order in which they came into the house."""
    linked = t.transaction_serial.c
    wanted = (
        select(_s.serial)
        .join_from(t.document_line, t.stock_transaction, _tx.document_line_id == _l.id)
        .join(t.transaction_serial, linked.transaction_id == _tx.id)
        .join(t.serial, linked.serial_id == _s.id)
        .where(_l.document_id == document_id, _s.state == SerialState.IN_TRANSIT, _tx.id == captures.NEWEST)
        .order_by(_s.id)
        .limit(limit)
    )
    if line_id is not None:
        wanted = wanted.where(_l.id == line_id)
    return tuple(conn.scalars(wanted))


@value_class
class Listed:
    """A transfer as a list shows it: where it goes, how many lines it has and how many are open, and units asked for, shipped, on the road."""

    document: Document
    route: Route
    lines: int
    open_lines: int
    quantity: int
    shipped: int
    in_transit: int


def listed(
    conn: Connection,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Listed, ...]:
    """Return a page of the transfers, newest first, after the id `after`; see `Documents.page`."""
    found = TRANSFERS.page(conn, state=state, search=search, limit=limit, after=after)
    if not found:
        return ()
    between = {"oldest": found[-1].document.id, "newest": found[0].document.id}
    goes = {row[-2]: (Route(*row[:-2]), row[-1]) for row in conn.execute(_ROUTES_WITH_UNITS, between)}
    return tuple(
        Listed(
            one.document,
            goes[one.document.id][0],
            one.lines,
            one.open_lines,
            one.quantity,
            one.done,
            int(goes[one.document.id][1] or 0),
        )
        for one in found
    )
