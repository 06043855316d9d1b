"""Imports that are not finished: nobody sees their rows, however many are written already (R55).

An import is written in pieces, so that scans go on, and still appears as a whole or not at all: its products and documents
carry its number, and as long as `unfinished_import` has that number they are not there for anybody. Taking the number away is one
small step. Whoever writes a piece takes it away within the transaction, to see what it has written, and puts it back.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, exists, func, or_, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import settings
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.value_class import value_class

T = TypeVar("T")

SILENCE: Final = timedelta(minutes=1)
"""An import that has written nothing for so long was broken off: a killed one, a computer that went down."""
PIECE: Final = 200
"""So many rows are taken away at a time."""
LAST_NUMBER: Final = "last_import"
"""The setting that counts imports."""

_u = t.unfinished_import.c
PRODUCTS: Final = "products"
"""The kind of an import that is no documents'."""


@value_class
class Unfinished:
    """An import that nobody sees: its number, its kind, and before which id nothing of it is."""

    number: int
    kind: str
    first_id: int


def is_seen(table: Table) -> ColumnElement[bool]:
    """Return the condition that a product or a document is not of an unfinished import."""
    number = table.c.import_number
    return or_(number.is_(None), ~exists().where(_u.number == number))


def begin(conn: Connection, kind: str, at: datetime) -> Unfinished:
    """Begin an import, the only one.

    Raises:
        Refused: `import_under_way`.
    """
    first_id = (conn.scalar(select(func.max(_table(kind).c.id))) or 0) + 1
    begun = Unfinished(settings.next_number(conn, LAST_NUMBER), kind, first_id)
    if conn.scalar(select(_u.number)) is not None or not _mark(conn, begun, at):
        raise refusals.import_under_way()
    return begun


def is_any(conn: Connection) -> bool:
    """Tell whether an import is being written, or was broken off."""
    return conn.scalar(select(_u.number).limit(1)) is not None


def broken_off(conn: Connection, at: datetime) -> Unfinished | None:
    """Return the import that was broken off, whose rows are to be taken away; None where there is none.

    Raises:
        Refused: `import_under_way`: it may go on.
    """
    found = conn.execute(select(_u.number, _u.kind, _u.first_id, _u.at)).one_or_none()
    if found is None:
        return None
    if found.at > at - SILENCE:
        raise refusals.import_under_way()
    return Unfinished(found.number, found.kind, found.first_id)


def within(conn: Connection, of: Unfinished, at: datetime, work: Callable[[], T]) -> T:
    """Do a piece of the import, which sees what is written of it already.

    Raises:
        Refused: `import_broken_off`: it was silent for too long, and somebody took its rows away.
    """
    finish(conn, of)
    done = work()
    _mark(conn, of, at)
    return done


def finish(conn: Connection, of: Unfinished) -> None:
    """Let everybody see it.

    Raises:
        Refused: As `within`.
    """
    if not conn.execute(t.unfinished_import.delete().where(_u.number == of.number)).rowcount:
        raise refusals.import_broken_off()


def take_away(conn: Connection, of: Unfinished, at: datetime) -> bool:
    """Take a piece of its rows away again; False once nothing of it is left, and another one may begin."""
    finish(conn, of)
    is_some = _take_products(conn, of) if of.kind == PRODUCTS else _take_documents(conn, of)
    if is_some:
        _mark(conn, of, at)
    return is_some


def _take_products(conn: Connection, of: Unfinished) -> bool:
    ids = conn.scalars(_ids(of).limit(PIECE)).all()
    conn.execute(t.product_barcode.delete().where(t.product_barcode.c.product_id.in_(ids)))
    return bool(conn.execute(t.product.delete().where(t.product.c.id.in_(ids))).rowcount)


def _take_documents(conn: Connection, of: Unfinished) -> bool:
    line, typed, serial = t.document_line, t.pre_receipt_line, t.serial
    lines = select(line.c.id).where(line.c.document_id.in_(_ids(of)))
    some = conn.scalars(lines.limit(PIECE)).all()
    conn.execute(typed.update().where(typed.c.line_id.in_(some)).values(pre_entered=0))
    conn.execute(t.noted_serial.delete().where(t.noted_serial.c.line_id.in_(some)))
    is_expected = (serial.c.document_line_id.in_(some)) & (serial.c.state == SerialState.EXPECTED)
    return (
        _take(conn, serial, is_expected)
        or bool(some and conn.execute(line.delete().where(line.c.id.in_(some))).rowcount)
        or _take(conn, t.document, t.document.c.id.in_(_ids(of)))
    )


def _take(conn: Connection, table: Table, which: ColumnElement[bool]) -> bool:
    ids = conn.scalars(select(table.c.id).where(which).limit(PIECE)).all()
    return bool(ids and conn.execute(table.delete().where(table.c.id.in_(ids))).rowcount)


def _ids(of: Unfinished) -> t.AnySelect:
    table = _table(of.kind)
    ids: t.AnySelect = select(table.c.id).where(table.c.id >= of.first_id, table.c.import_number == of.number)
    return ids


def _table(kind: str) -> Table:
    return t.product if kind == PRODUCTS else t.document


def _mark(conn: Connection, of: Unfinished, at: datetime) -> bool:
    row = {"number": of.number, "kind": of.kind, "first_id": of.first_id, "at": at}
    return bool(conn.execute(t.insert_if_new(t.unfinished_import), row).rowcount)
