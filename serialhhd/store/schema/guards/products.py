"""What the database refuses of a product: to forget one of the ledger, or a change of it (R2, R16)."""

from serialhhd.store.schema.guards.guard import Guard

GUARDS = (
    Guard(
        "tracking_change_update",
        "tracking_change",
        "BEFORE UPDATE",
        (("TRUE", "R2: every change of a tracking type is kept"),),
    ),
    Guard(
        "tracking_change_delete",
        "tracking_change",
        "BEFORE DELETE",
        (("TRUE", "R2: every change of a tracking type is kept"),),
    ),
    Guard(
        "product_change_update",
        "product_change",
        "BEFORE UPDATE",
        (("TRUE", "R53: every change of a product is kept"),),
    ),
    Guard(
        "product_change_delete",
        "product_change",
        "BEFORE DELETE",
        (("TRUE", "R53: every change of a product is kept"),),
    ),
    Guard(
        "product_delete",
        "product",
        "BEFORE DELETE",
        (
            (
                """EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.product_id = OLD.id)
 OR EXISTS (SELECT 1 FROM stock_line AS s WHERE s.product_id = OLD.id)""",
                "R16: a product of the ledger cannot be deleted",
            ),
        ),
    ),
)
