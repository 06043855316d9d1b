"""How much a store holds."""

from sqlalchemy import Connection, func, select

from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import RunState, SerialState

_COUNTED = {
    "products": t.product,
    "pre_receipts": t.pre_receipt,
    "pick_lists": t.pick_list,
    "stock_lines": t.stock_line,
    "transactions": t.stock_transaction,
    "operators": t.operator,
}


def counts(conn: Connection) -> dict[str, int]:
    """Return the number of rows of each kind, of serials without captures, and of open runs. Reads everything once."""
    found = {
        name: conn.scalar(select(func.count()).select_from(table)) or 0 for name, table in _COUNTED.items()
    }
    serials = select(func.count()).where(t.serial.c.state != SerialState.CAPTURED)
    runs = select(func.count()).where(t.run.c.state == RunState.OPEN)
    return {**found, "serials": conn.scalar(serials) or 0, "open_runs": conn.scalar(runs) or 0}
