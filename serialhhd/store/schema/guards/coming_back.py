"""What the database refuses of what comes back: more, or something else, than was picked for a list that is cancelled (R36)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

_OF_PICK_LIST: Final = (
    "EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = {line} AND d.kind = 'pick_list')"
)
_OF_CANCELLED: Final = """EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.state = 'cancelled' AND o.account_id = NEW.account_id
 AND d.product_id = NEW.product_id)"""
_SIGN: Final = "CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END"
_OF_TASK: Final = "t.document_line_id = NEW.document_line_id AND (t.kind = 'pick' OR t.kind = 'return')"
_UNITS: Final = (
    f"(SELECT coalesce(sum({_SIGN} * abs(t.quantity)), 0) FROM stock_transaction AS t WHERE {_OF_TASK})"
)
_SERIALS: Final = (
    f"(SELECT coalesce(sum({_SIGN} * t.serial_count), 0) FROM stock_transaction AS t WHERE {_OF_TASK})"
)
"""What was picked for a task and is not back, and how many serials of it."""
_PUTS_BACK: Final = f"NEW.kind = 'return' AND {_OF_PICK_LIST.format(line='NEW.document_line_id')}"

OF_LEDGER: Final = (
    (
        f"{_PUTS_BACK} AND NOT {_OF_CANCELLED}",
        "R36: what was picked comes back to its account, once its list is cancelled",
    ),
    (
        f"{_PUTS_BACK} AND ({_UNITS} < NEW.quantity OR {_UNITS} - NEW.quantity < {_SERIALS} - NEW.serial_count)",
        "R36: no more comes back than was picked, and no serial stays behind without its unit",
    ),
)
"""What a row of the ledger must not be; see `ledger.py`."""

PICKED_ON_THIS_LIST: Final = f"""CASE WHEN s.state = 'picked' THEN EXISTS (SELECT 1 FROM stock_transaction AS n
 WHERE n.id = (SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = s.id)
 AND n.document_line_id = t.document_line_id) ELSE NOT {_OF_PICK_LIST.format(line="t.document_line_id")} END"""
"""SQL: the serial `s` was picked for the task of the row `t`, which puts it back, or `t` is of no pick list."""
