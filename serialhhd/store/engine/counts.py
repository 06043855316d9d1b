"""How much a store holds."""

from sqlalchemy import Connection, Select, func, select

from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import DocumentKind, RunState, SerialState


def _of_kind(kind: DocumentKind) -> Select[int]:
    return select(func.count()).where(t.document.c.kind == kind)


_COUNTED = {
    "products": select(func.count()).select_from(t.product),
    "pre_receipts": _of_kind(DocumentKind.PRE_RECEIPT),
    "pick_lists": _of_kind(DocumentKind.PICK_LIST),
    "stock_lines": select(func.count()).select_from(t.stock_line),
    "transactions": select(func.count()).select_from(t.stock_transaction),
    "operators": select(func.count()).select_from(t.operator),
    "serials": select(func.count()).where(t.serial.c.state != SerialState.CAPTURED),
    "open_runs": select(func.count()).where(t.run.c.state == RunState.OPEN),
}


def counts(conn: Connection) -> dict[str, int]:
    """Return the number of rows of each kind, of serials without captures, and of open runs. Reads everything once."""
    return {name: conn.scalar(counted) or 0 for name, counted in _COUNTED.items()}
