"""The life of a serial: where it is and everything that happened to it, from receipt to shipment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import held, ledger
from serialhhd.store.stock.ledger import Transaction
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class


@value_class
class Trace:
    """A serial with its whole life.

    Attributes:
        id: Key of the serial.
        serial: As it was scanned.
        product_id: Key of its product.
        product: SKU.
        state: Where it stands in its life (R5).
        stock_line_id: The stock line it is on, while in stock.
        location: Where it is, while in stock.
        expected_on: The pre-receipt that announced it.
        lot: AI 10, if it came with the serial.
        expiry: AI 17 as `YYYY-MM-DD`, if it came with the serial.
        tracking_type: That of its product now.
        warranty_days: For how long its product is under warranty.
        on_hold: Why it is on hold; None where it is not.
        announced_by: The supplier of the pre-receipt that announced it.
        container: What it lies in, or is announced in (R21).
        history: Its transactions, oldest first.
    """

    id: int
    serial: str
    product_id: int
    product: str
    state: SerialState
    stock_line_id: int | None
    location: str | None
    expected_on: str | None
    lot: str | None
    expiry: str | None
    tracking_type: TrackingType
    warranty_days: int | None
    on_hold: str | None
    announced_by: str | None
    container: str | None
    history: tuple[Transaction, ...] = ()

    @property
    def account(self) -> str:
        """Whose it is, or was when it left."""
        return self.history[-1].account

    @property
    def transfer(self) -> str | None:
        """The transfer on which it is in transit; None where it is on none."""
        is_on_the_road = self.state is SerialState.IN_TRANSIT and self.history
        return self.history[-1].document if is_on_the_road else None

    @property
    def dispatched_at(self) -> datetime | None:
        """When it left for the customer who has it; None where nobody has."""
        is_gone = self.state is SerialState.DISPATCHED and self.history
        return self.history[-1].at if is_gone else None

    @property
    def warranty_until(self) -> date | None:
        """The last day under warranty, counted from the day of its dispatch (R60); None where none runs.

        Days are those of UTC, so that it is the same day on every computer.
        """
        if self.warranty_days is None or self.dispatched_at is None:
            return None
        return self.dispatched_at.astimezone(UTC).date() + timedelta(days=self.warranty_days)

    def is_covered(self, at: datetime) -> bool | None:
        """Whether it is under warranty at a time, the whole last day included; None where no warranty runs."""
        return None if self.warranty_until is None else at.astimezone(UTC).date() <= self.warranty_until

    @property
    def customer(self) -> str | None:
        """To whom it went, or is to go."""
        is_theirs = self.state in {SerialState.PICKED, SerialState.DISPATCHED} and self.history
        return self.history[-1].partner if is_theirs else None

    @property
    def returned_to(self) -> str | None:
        """The supplier who has it back (R37); None where none has."""
        has_it = self.state is SerialState.RETURNED and self.history
        return self.history[-1].partner if has_it else None

    @property
    def condition(self) -> str | None:
        """In what state it came back last (R35); None where it never did, or nobody was asked."""
        return next((one.condition for one in reversed(self.history) if one.condition), None)

    @property
    def supplier(self) -> str | None:
        """Who sent it: of its first receipt; before that, who is to send it."""
        receipts = (one for one in self.history if one.kind is TransactionKind.RECEIPT)
        return next((one.partner for one in receipts), self.announced_by)

    @property
    def left_under(self) -> TrackingType:
        """The tracking type under which it comes back: that of its product now, unless that takes no serials."""
        return self.tracking_type if self.tracking_type.needs_serials_out else TrackingType.FULL_TRACKING


_s = t.serial.c
_TRACES: t.AnySelect = (
    select(
        _s.id,
        _s.serial,
        _s.product_id,
        t.product.c.sku,
        _s.state,
        _s.stock_line_id,
        t.location.c.code,
        t.document.c.ref,
        _s.lot,
        _s.expiry,
        t.product.c.tracking_type,
        t.product.c.warranty_days,
        held.REASON,
        t.document.c.partner,
        t.container.c.code,
    )
    .join_from(t.serial, t.product)
    .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
    .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    .outerjoin(t.container, _s.container_id == t.container.c.id)
    .outerjoin(t.document_line, _s.document_line_id == t.document_line.c.id)
    .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
    .where(_s.state != SerialState.CAPTURED)
)
_BY_KEY = _TRACES.where(_s.serial_key == bindparam("key")).order_by(t.product.c.sku_key)
_CAPTURED = (
    select(t.run.c.operator)
    .join_from(t.serial, t.run, _s.run_id == t.run.c.id)
    .where(_s.serial_key == bindparam("key"), _s.state == SerialState.CAPTURED)
    .limit(1)
)


def show(conn: Connection, serial: str, sku: str | None = None) -> Trace:
    """Return a serial with its whole life.

    Args:
        conn: The connection.
        serial: The serial, whatever its letter case (R4).
        sku: SKU of its product; needed where several products have the serial.

    Raises:
        Refused: `unknown` serial, `serial_only_captured`, `serial_of_several_products` naming them.
    """
    key = codes.serial_key(serial.strip(codes.BLANKS))
    found = [Trace(*row) for row in conn.execute(_BY_KEY, {"key": key})]
    if sku is not None:
        found = [trace for trace in found if codes.key(trace.product) == codes.key(sku)]
    if not found:
        raise _unknown(conn, serial, key)
    if len(found) > 1:
        raise refusals.serial_of_several_products(serial=serial, skus=tuple(trace.product for trace in found))
    (one,) = found
    return replace(one, history=ledger.history(conn, one.id))


def scanned(conn: Connection, text: str) -> Trace:
    """Return the serial that a scan names: a bare one, or that of a GS1 symbol with its product.

    Raises:
        Refused: As `show`, or the symbol is none.
    """
    barcode = scan.parse(text, expects="serial")
    product = products.find(conn, barcode.gtin) if barcode.gtin else None
    return show(conn, barcode.serial or barcode.text, product.sku if product else None)


def _unknown(conn: Connection, serial: str, key: str) -> Refused:
    operator = conn.scalar(_CAPTURED, {"key": key})
    if operator is not None:
        return refusals.serial_only_captured(serial=serial, operator=operator)
    return refusals.unknown(what="serial", code=serial)
