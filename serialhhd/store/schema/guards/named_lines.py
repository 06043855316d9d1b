"""What the database refuses of a row of the ledger by the line of a document that it names: one of another kind, product or account, or one that is over."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from serialhhd.store.schema.guards.guard import is_blank

_LINE: Final = """EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND d.product_id = NEW.product_id"""
_OF_ITS_ACCOUNT: Final = f"{_LINE} AND o.account_id = NEW.account_id"
_ON_ITS_WAY: Final = "o.kind = 'transfer' AND (o.state = 'open' OR o.state = 'shipped')"
_IS_NAMED: Final = "NEW.document_line_id IS NOT NULL"

OF_LEDGER: Final = (
    (
        f"NEW.kind = 'receipt' AND {_IS_NAMED} AND NOT {_OF_ITS_ACCOUNT} AND o.kind = 'pre_receipt' AND o.state = 'open')",
        "R8: what is received is of its product and account, on a pre-receipt that is open",
    ),
    (
        f"NEW.kind = 'transfer' AND {_IS_NAMED} AND NOT {_LINE} AND ({_ON_ITS_WAY} OR o.kind = 'batch' AND o.state = 'open'))",
        "R23, R32: what moves on paper is of a transfer on its way, or of an open batch",
    ),
    (
        f"NEW.kind = 'adjustment' AND {_IS_NAMED} AND NOT {_LINE} AND ({_ON_ITS_WAY} OR o.kind = 'adjustment' OR o.kind = 'batch' AND NEW.quantity = 0))",
        "R26, R29: what is adjusted on paper is of a transfer on its way, or was asked for",
    ),
    (
        f"NEW.kind = 'pick' AND NOT {_OF_ITS_ACCOUNT} AND o.kind = 'pick_list' AND o.state = 'open')",
        "R12: what is picked is picked for an open task of its product and account",
    ),
    (
        f"""NEW.kind = 'dispatch' AND (NOT {_OF_ITS_ACCOUNT} AND o.kind = 'pick_list' AND o.state = 'picked' AND d.done = -NEW.quantity
 AND NEW.serial_count = (SELECT coalesce(sum(p.serial_count), 0) FROM stock_transaction AS p WHERE p.document_line_id = d.id AND p.kind = 'pick'))
 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id AND t.kind = 'dispatch'))""",
        "R12: what is dispatched is what was picked for its list, once",
    ),
    (
        f"NEW.kind = 'adjustment' AND {is_blank('NEW.note')}",
        "R28: whatever is adjusted says why",
    ),
)
"""What a row of the ledger must not be, by its line; see `ledger.py`. What comes back is in `coming_back.py`, what was counted in `counts.py`."""
