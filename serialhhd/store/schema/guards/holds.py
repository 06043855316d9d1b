"""What the database refuses of holds: each is kept as it was and only released, and begins where the ledger ends."""

from serialhhd.store.schema.guards import adjustments
from serialhhd.store.schema.guards.guard import Guard, changed

_NEWEST_OF_PRODUCT = (
    "(SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id)"
)

GUARDS = (
    Guard(
        "serial_hold_insert",
        "serial_hold",
        "BEFORE INSERT",
        (
            ("NEW.released_at IS NOT NULL", "R49: a hold begins unreleased"),
            (
                """NOT EXISTS (SELECT 1 FROM serial AS s WHERE s.id = NEW.serial_id
 AND s.state IN ('in_stock', 'picked'))""",
                "R49: only a serial in the house can be put on hold",
            ),
            adjustments.HOLDS_WHAT_IS_ASKED,
        ),
    ),
    Guard(
        "serial_hold_update",
        "serial_hold",
        "BEFORE UPDATE",
        (
            (
                f"OLD.released_at IS NOT NULL OR {changed('id', 'serial_id', 'reason', 'held_at', 'held_by', 'document_line_id')}",
                "R49: a hold is kept as it was; it can only be released",
            ),
            adjustments.STAYS_ON_HOLD,
        ),
    ),
    Guard(
        "serial_hold_delete",
        "serial_hold",
        "BEFORE DELETE",
        (("TRUE", "R49: every hold is kept"),),
    ),
    Guard(
        "product_hold_insert",
        "product_hold",
        "BEFORE INSERT",
        (
            ("NEW.released_at IS NOT NULL", "R50: a hold begins unreleased"),
            (f"NEW.held_after <> {_NEWEST_OF_PRODUCT}", "R50: a hold begins after what is in the ledger"),
        ),
    ),
    Guard(
        "product_hold_update",
        "product_hold",
        "BEFORE UPDATE",
        (
            (
                f"OLD.released_at IS NOT NULL OR {changed('id', 'product_id', 'lot', 'lot_key', 'reason', 'held_at', 'held_by', 'held_after')}",
                "R50: a hold is kept as it was; it can only be released",
            ),
            (
                f"NEW.released_after <> {_NEWEST_OF_PRODUCT}",
                "R50: a hold ends after what is in the ledger",
            ),
        ),
    ),
    Guard(
        "product_hold_delete",
        "product_hold",
        "BEFORE DELETE",
        (("TRUE", "R50: every hold is kept"),),
    ),
)
