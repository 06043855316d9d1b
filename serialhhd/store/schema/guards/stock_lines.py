"""What the database refuses of a stock line: it stays what it is, and its quantity follows the ledger (R2, R16)."""

from serialhhd.store.schema.guards.guard import Guard, changed

GUARDS = (
    Guard(
        "stock_line_insert",
        "stock_line",
        "BEFORE INSERT",
        (("NEW.quantity <> 0", "R16: a stock line begins with quantity 0"),),
    ),
    Guard(
        "stock_line_update",
        "stock_line",
        "BEFORE UPDATE",
        (
            (
                changed("id", "product_id", "location_id", "account_id", "tracking_type"),
                "R2: a stock line stays what it was created as",
            ),
            (
                """NEW.quantity <> OLD.quantity AND NEW.quantity IS DISTINCT FROM (SELECT t.balance
 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id ORDER BY t.id DESC LIMIT 1)""",
                "R16: a quantity changes through the ledger only",
            ),
        ),
    ),
    Guard(
        "stock_line_delete",
        "stock_line",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id)",
                "R16: a stock line with transactions cannot be deleted",
            ),
        ),
    ),
)
