"""Serials that are announced: expected on a line of a pre-receipt until they arrive, or never come (R5, R7)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, exists, select

from serialhhd.store.catalogue import recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.vocabulary import DocumentState, SerialState

_s = t.serial.c
NEVER_CAME = t.serial.update().where(
    _s.serial_key == bindparam("key"),
    _s.product_id == bindparam("of_product"),
    _s.state == SerialState.EXPECTED,
    _s.run_id.is_(None),
    ~exists().where(
        t.document_line.c.id == _s.document_line_id, t.document_line.c.state == DocumentState.OPEN
    ),
)
"""Changes a serial that was expected on a line which is closed by now, and never came: nobody waits for it any more."""

_INSERT = t.insert_if_new(t.serial)
_COLUMNS = ("product_id", "serial", "serial_key", "state", "document_line_id", "lot", "lot_key", "expiry")


def insert_bare(names: Sequence[str]) -> Insert:
    """Return the INSERT of a serial with these columns, unless its bare code names something else in this warehouse."""
    values = select(*(bindparam(f"new_{name}", type_=_s[name].type) for name in names))
    return t.insert_if_new(t.serial).from_select(names, values.where(*recognise.names_nothing()))


_INSERT_BARE = insert_bare(_COLUMNS)
_CHUNK = 500


def add(conn: Connection, product: Product, line_id: int, entries: Sequence[SerialEntry]) -> set[str]:
    """Enter serials as expected on a pre-receipt line and return the keys of those that are on it now.

    A serial that was expected on a line which is closed by now, and never came, is taken over.
    """
    rows = [
        {
            "product_id": product.id,
            "serial": given.serial,
            "serial_key": given.key,
            "state": SerialState.EXPECTED,
            "stock_line_id": None,
            "document_line_id": line_id,
            "run_id": None,
            "captured_at": None,
            **lots.UNKNOWN.as_columns(),
        }
        for given in entries
    ]
    for insert, some in _inserts(rows, entries):
        conn.execute(insert, some)
    present: set[str] = set()
    on_line = (
        _s.product_id == product.id,
        _s.document_line_id == line_id,
        _s.state == SerialState.EXPECTED,
    )
    keys = [given.key for given in entries]
    for start in range(0, len(keys), _CHUNK):
        wanted = _s.serial_key.in_(keys[start : start + _CHUNK])
        present.update(conn.scalars(select(_s.serial_key).where(wanted, *on_line)))
    missing = [given for given in entries if given.key not in present]
    return present | {given.key for given in missing if _take_over(conn, product.id, given.key, line_id)}


def _inserts(
    rows: Sequence[dict[str, Any]], entries: Sequence[SerialEntry]
) -> Iterator[tuple[Insert, list[dict[str, Any]]]]:
    """Yield the statements that enter rows in pieces: a bare code only where it names nothing else."""
    sure = [row for row, given in zip(rows, entries, strict=True) if not given.is_bare]
    bare = [
        {f"new_{name}": row[name] for name in _COLUMNS} | recognise.look_up(given.serial)
        for row, given in zip(rows, entries, strict=True)
        if given.is_bare
    ]
    for insert, some in ((_INSERT, sure), (_INSERT_BARE, bare)):
        for start in range(0, len(some), _CHUNK):
            yield insert, some[start : start + _CHUNK]


def _take_over(conn: Connection, product_id: int, key: str, line_id: int) -> bool:
    known = {"key": key, "of_product": product_id}
    return bool(conn.execute(NEVER_CAME.values(document_line_id=line_id, container_id=None), known).rowcount)
