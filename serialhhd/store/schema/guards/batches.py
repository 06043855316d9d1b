"""What the database refuses of batches: a list in two of them, a cart that is not theirs, a walk that ends short without a reason (R31-R33)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from serialhhd.store.schema.batches import ON_CART, WANTED, WANTED_HERE
from serialhhd.store.schema.guards.guard import Guard, changed

_BATCH: Final = (
    "SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.kind = 'batch' AND d.state = 'open'"
)
_WITHOUT_LINES: Final = "NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = d.id)"
_OPEN_LIST: Final = f"""EXISTS (SELECT 1 FROM document AS o JOIN document AS d ON d.id = NEW.batch_id WHERE o.id = NEW.list_id
 AND o.kind = 'pick_list' AND NOT o.to_supplier AND o.state = 'open' AND o.account_id = d.account_id AND {_WITHOUT_LINES}
 AND (o.warehouse_id IS NULL OR o.warehouse_id = d.warehouse_id)
 AND NOT EXISTS (SELECT 1 FROM document_line AS k WHERE k.document_id = o.id AND (k.done > 0 OR k.state <> 'open')))"""
_EMPTY_CART: Final = """EXISTS (SELECT 1 FROM location AS p JOIN document AS d ON d.id = NEW.batch_id WHERE p.id = NEW.cart_id
 AND p.kind = 'cart' AND p.warehouse_id = coalesce(d.warehouse_id, p.warehouse_id)
 AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.location_id = p.id AND s.quantity > 0))"""
_IS_OPEN: Final = "EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.state = 'open')"
_ENDS: Final = (
    f"(OLD.ended_at IS NOT NULL OR {_IS_OPEN}) AND ({changed('ended_at')})",
    "R31: the lists and the cart of a batch are its own until it ends",
)
_OPEN_TASK: Final = """EXISTS (SELECT 1 FROM batch_list AS b JOIN document_line AS k ON k.document_id = b.list_id
 WHERE b.batch_id = NEW.id AND k.state = 'open')"""

_IN_BATCH: Final = (
    "EXISTS (SELECT 1 FROM batch_list AS b WHERE b.list_id = {row}.document_id AND b.ended_at IS NULL)"
)
_STAYS: Final = "R31: a pick list in an open batch stays as the batch found it"

GUARDS: Final = (
    Guard(
        "batch_list_insert",
        "batch_list",
        "BEFORE INSERT",
        (
            ("NEW.ended_at IS NOT NULL", "R31: a list comes into a batch that has not ended"),
            (
                f"NOT EXISTS ({_BATCH}) OR NOT {_OPEN_LIST}",
                "R31: a batch is made of open pick lists of which nothing is picked",
            ),
        ),
    ),
    Guard(
        "batch_list_update",
        "batch_list",
        "BEFORE UPDATE",
        (
            (changed("id", "batch_id", "place", "list_id"), "R31: a batch stays what it was created as"),
            _ENDS,
        ),
    ),
    Guard(
        "batch_list_delete",
        "batch_list",
        "BEFORE DELETE",
        (("TRUE", "R31: a batch stays what it was created as"),),
    ),
    Guard(
        "batch_cart_insert",
        "batch_cart",
        "BEFORE INSERT",
        (
            (
                f"NEW.ended_at IS NOT NULL OR NOT EXISTS ({_BATCH}) OR NOT {_EMPTY_CART}",
                "R32: a batch is walked onto one empty cart",
            ),
        ),
    ),
    Guard(
        "batch_cart_update",
        "batch_cart",
        "BEFORE UPDATE",
        ((changed("id", "batch_id", "cart_id"), "R32: a batch stays on its cart"), _ENDS),
    ),
    Guard(
        "batch_cart_delete",
        "batch_cart",
        "BEFORE DELETE",
        (("TRUE", "R32: a batch stays on its cart"),),
    ),
    Guard(
        "batch_update",
        "document",
        "BEFORE UPDATE",
        ((_OPEN_TASK, "R33: a batch is done once its lists want nothing"),),
        only="OLD.kind = 'batch' AND OLD.state = 'open' AND NEW.state = 'done'",
    ),
    Guard(
        "batch_line_insert",
        "document_line",
        "BEFORE INSERT",
        (
            (
                "NOT EXISTS (SELECT 1 FROM batch_list AS b WHERE b.batch_id = NEW.document_id)",
                "R31: a batch says first which lists it is made of",
            ),
        ),
        only="NEW.kind = 'batch'",
    ),
    Guard(
        "batch_line_update",
        "document_line",
        "BEFORE UPDATE",
        (
            (
                f"""NEW.state = 'done' AND OLD.state = 'open' AND NEW.short_reason IS NULL AND NEW.done < NEW.quantity AND {WANTED_HERE.format(row="NEW")} > 0
 AND {WANTED.format(row="NEW")} > {ON_CART.format(row="NEW")} + NEW.done - OLD.done""",
                "R32: a walk takes fewer only with a reason",
            ),
        ),
        only=f"OLD.kind = 'batch' AND ({changed('state')})",
    ),
    Guard(
        "batch_task_insert",
        "document_line",
        "BEFORE INSERT",
        ((_IN_BATCH.format(row="NEW"), _STAYS),),
        only="NEW.kind = 'pick_list'",
    ),
    Guard(
        "batch_task_delete",
        "document_line",
        "BEFORE DELETE",
        ((_IN_BATCH.format(row="OLD"), _STAYS),),
        only="OLD.kind = 'pick_list'",
    ),
)

_PLACE: Final = """(SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id)"""
_IN_USE: Final = f"""EXISTS (SELECT 1 FROM batch_cart AS c WHERE c.cart_id = {_PLACE} AND c.ended_at IS NULL
 AND NOT (NEW.quantity > 0 AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id AND l.document_id = c.batch_id)))"""
"""SQL: the place of a row of the ledger is the cart of an open batch, and the row does not bring what its walk takes."""
_WALKED: Final = """EXISTS (SELECT 1 FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 JOIN batch_cart AS c ON c.batch_id = d.id JOIN stock_line AS b ON b.id = NEW.stock_line_id AND b.location_id = c.cart_id
 JOIN stock_transaction AS f ON f.id = NEW.from_id AND f.document_line_id = l.id JOIN stock_line AS a ON a.id = f.stock_line_id
 JOIN location AS p ON p.id = a.location_id AND p.kind = 'storage'
 WHERE l.id = NEW.document_line_id AND l.product_id = NEW.product_id AND a.account_id = d.account_id)"""

OF_LEDGER: Final = (
    (
        f"(NEW.kind = 'transfer' OR NEW.kind = 'receipt' OR NEW.kind = 'return') AND {_IN_USE}",
        "R22: the cart of an open batch gives nothing and takes nothing",
    ),
    (
        f"""NEW.from_id IS NOT NULL AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id
 AND l.kind = 'batch') AND NOT {_WALKED}""",
        "R32: a walk takes from storage, onto the cart of its batch",
    ),
)
"""What a row of the ledger must not be; see `ledger.py`."""
