"""What the database refuses of transfers: to go another way than their document says, and to take off the road what is not on it (R23-R26)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema import batches as asked
from serialhhd.store.schema.guards.guard import Guard
from serialhhd.store.words.serial_moves import to_supplier

_DOCUMENT = "SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = 'transfer'"

GUARDS = (
    Guard(
        "transfer_insert",
        "transfer",
        "BEFORE INSERT",
        (
            (
                f"""NOT EXISTS ({_DOCUMENT} AND d.state = 'open'
 AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = d.id))""",
                "R23: a transfer says first where it goes",
            ),
            (
                f"""NOT EXISTS ({_DOCUMENT} AND (d.warehouse_id IS NULL) = (NEW.to_warehouse_id IS NULL)
 AND d.warehouse_id IS DISTINCT FROM coalesce(NEW.to_warehouse_id, 0) AND d.account_id IS DISTINCT FROM coalesce(NEW.to_account_id, 0))""",
                "R23: a transfer changes the warehouse or the account, never both",
            ),
        ),
    ),
    Guard(
        "transfer_update",
        "transfer",
        "BEFORE UPDATE",
        (("TRUE", "R23: a transfer stays what it was created as"),),
    ),
    Guard(
        "transfer_delete",
        "transfer",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM document AS d WHERE d.id = OLD.document_id)",
                "R16: where a transfer goes is forgotten only with the transfer",
            ),
        ),
    ),
)

_PLACE = """(SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id)"""
"""The kind of the place of a row of the ledger."""
_OF_TRANSFER = "EXISTS (SELECT 1 FROM transfer AS r JOIN document_line AS d ON d.document_id = r.document_id WHERE d.id = NEW.document_line_id)"
_ITS_WAY = """EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 JOIN transfer AS r ON r.document_id = o.id JOIN stock_transaction AS f ON f.id = NEW.from_id AND f.document_line_id = d.id
 JOIN stock_line AS a ON a.id = f.stock_line_id JOIN location AS pa ON pa.id = a.location_id
 JOIN stock_line AS b ON b.id = NEW.stock_line_id JOIN location AS pb ON pb.id = b.location_id
 WHERE d.id = NEW.document_line_id AND d.product_id = NEW.product_id AND CASE WHEN r.to_account_id IS NOT NULL
 THEN pa.kind = 'storage' AND a.account_id = o.account_id AND b.account_id = r.to_account_id
 WHEN pb.kind = 'transit'
 THEN pa.kind = 'storage' AND pa.warehouse_id = o.warehouse_id AND pb.warehouse_id = r.to_warehouse_id AND a.account_id = o.account_id
 ELSE pa.kind = 'transit' AND (pb.warehouse_id = r.to_warehouse_id OR pb.warehouse_id = o.warehouse_id) END)"""
"""The row that left and this one, which arrives, are what the document of a transfer asks for."""
_ON_THE_ROAD = """(SELECT coalesce(sum(t.quantity), 0) FROM stock_transaction AS t
 WHERE t.document_line_id = NEW.document_line_id AND +t.stock_line_id = NEW.stock_line_id)"""

OF_LEDGER = (
    (
        f"""NEW.kind = 'pick' AND NEW.stock_line_id IS NOT NULL AND {_PLACE} <> 'storage'
 AND NOT ({_PLACE} = 'quarantine' AND {to_supplier("NEW.document_line_id")})
 AND NOT ({_PLACE} = 'cart' AND {asked.OF_ITS_BATCH})""",
        "R19, R37: a pick takes from storage, from quarantine only for a supplier return, from a cart only for its batch",
    ),
    (
        """NEW.kind = 'pick' AND NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM document_line AS d
 JOIN document AS o ON o.id = d.document_id JOIN stock_line AS s ON s.id = NEW.stock_line_id
 JOIN location AS p ON p.id = s.location_id WHERE d.id = NEW.document_line_id AND p.warehouse_id <> o.warehouse_id)""",
        "R19: a pick list that names a warehouse takes from it alone",
    ),
    (
        f"""NEW.stock_line_id IS NOT NULL AND {_PLACE} = 'transit' AND NOT ((NEW.kind = 'transfer'
 OR NEW.kind = 'adjustment' AND NEW.quantity < 0) AND {_OF_TRANSFER})""",
        "R19, R26: only a transfer puts goods at a transit location and takes them off",
    ),
    (
        f"NEW.quantity < 0 AND {_PLACE} = 'transit' AND {_ON_THE_ROAD} < -NEW.quantity",
        "R25: no more than is in transit on the transfer",
    ),
    (
        f"NEW.from_id IS NOT NULL AND {_OF_TRANSFER} AND NOT {_ITS_WAY}",
        "R23: goods go the way that their transfer says",
    ),
)
"""What a row of the ledger must not be, by the places that it is about; see `ledger.py`."""

MOVES_BY_HAND = f"NEW.from_id IS NOT NULL AND NEW.kind = 'transfer' AND NOT {_OF_TRANSFER}"
"""SQL: a row that arrives is of no transfer and no count: of a move (R22)."""

ON_THIS_TRANSFER = """(s.state <> 'in_transit' OR EXISTS (SELECT 1 FROM stock_transaction AS n WHERE n.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = s.id) AND n.document_line_id = t.document_line_id))"""
"""SQL: the serial `s`, if it is in transit, is so on the line of the row `t` (R25)."""
