"""Counts: documents of places to be counted, a line for each product at a place (R38)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Lines, insert
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import proposing, stock_lines
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, LocationKind

KIND = DocumentKind.COUNT
COUNTS = Documents(KIND, Lines(Line))
find, show, all_of, page = COUNTS.find, COUNTS.show, COUNTS.all_of, COUNTS.page
lines, line = COUNTS.lines.of, COUNTS.lines.by_id

_ONCE = 1
"""What a line asks for: to be counted, once or as often as it takes."""

_l, _stock = t.document_line.c, t.stock_line.c
_LYING_HERE = (
    select(t.product.c.sku)
    .join_from(t.product, t.stock_line)
    .where(
        _stock.location_id == bindparam("location_id"),
        stock_lines.OF_ACCOUNT,
        _stock.quantity > 0,
    )
    .group_by(t.product.c.sku, t.product.c.sku_key)
    .order_by(t.product.c.sku_key)
)
_LINE_AT = select(_l.id).where(
    _l.document_id == bindparam("document_id"),
    _l.location_id == bindparam("location_id"),
    _l.product_id == bindparam("product_id"),
)


def add(
    conn: Connection,
    ref: str,
    locations: Sequence[str],
    *,
    skus: Sequence[str] = (),
    account: str = places.MAIN,
    at: datetime,
    by: str,
) -> Document:
    """Add a count of places: of the products that are named, or of all that lies there.

    Args:
        conn: The writing connection.
        ref: Its number, unique among counts whatever the letter case.
        locations: The places.
        skus: The products; none: all that the account has there.
        account: Whose stock is counted.
        at: When, UTC.
        by: Who adds it.

    Raises:
        Refused: `already_there`, `no_lines`; `unknown` place, product or account; `wrong_location_kind` of a transit location; `nothing_to_count`
            at a place where nothing lies and no product is named; `product_repeated`; `product_retired`.
    """
    if not locations:
        raise refusals.no_lines(document=ref)
    added = COUNTS.add(conn, ref, at=at, partner=None, account=account, import_number=None, by=by)
    for number, (place, sku) in enumerate(_wanted(conn, added, locations, skus), start=1):
        _add_line(conn, added, number, place, products.show(conn, sku))
    return added


def _wanted(
    conn: Connection, added: Document, locations: Sequence[str], skus: Sequence[str]
) -> Iterator[tuple[Location, str]]:
    for code in locations:
        place = places.location(conn, code)
        if place.is_transit:
            raise refusals.wrong_location_kind(
                location=place.code, kind=place.kind, wanted=LocationKind.STORAGE
            )
        there = {"location_id": place.id, "account_id": added.account_id}
        named = skus or conn.scalars(_LYING_HERE, there).all()
        if not named:
            raise refusals.nothing_to_count(location=place.code)
        yield from ((place, sku) for sku in named)


def _add_line(conn: Connection, to: Document, number: int, place: Location, product: Product) -> None:
    proposing.check_may_leave(conn, product, to.account_id)
    insert(conn, to, number, product, _ONCE, place.id)


def line_for(conn: Connection, count: Document, place: Location, product: Product) -> Line:
    """Return the line of a product at a place of an open count; one that is not expected there is added (R39).

    Raises:
        Refused: `place_not_on_count`; `product_retired`.
    """
    mine = lines(conn, count)
    if all(one.location_id != place.id for one in mine):
        raise refusals.place_not_on_count(location=place.code, document=count.ref)
    wanted = {"document_id": count.id, "location_id": place.id, "product_id": product.id}
    found = conn.scalar(_LINE_AT, wanted)
    if found is None:
        _add_line(conn, count, max(one.line_no for one in mine) + 1, place, product)
        found = conn.scalars(_LINE_AT, wanted).one()
    return line(conn, found)


def set_state(conn: Connection, line_id: int, state: DocumentState) -> None:
    """Give a line its next state."""
    conn.execute(t.document_line.update().where(_l.id == line_id).values(state=state))
