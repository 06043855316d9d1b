"""What the database refuses of pre-receipts and their lines: what was announced and received stays so (R8, R10)."""

from serialhhd.store.schema.guards.guard import RETIRED, Guard, changed

GUARDS = (
    Guard(
        "pre_receipt_insert",
        "pre_receipt",
        "BEFORE INSERT",
        (("NEW.state <> 'open'", "R8: a pre-receipt begins open"),),
    ),
    Guard(
        "pre_receipt_update",
        "pre_receipt",
        "BEFORE UPDATE",
        (
            (changed("id", "ref_key", "account_id"), "R10: a pre-receipt stays what it was announced as"),
            ("NEW.state <> OLD.state AND OLD.state <> 'open'", "R8: a closed pre-receipt never opens again"),
        ),
    ),
    Guard(
        "pre_receipt_delete",
        "pre_receipt",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.pre_receipt_id = OLD.id)",
                "R16: a pre-receipt with lines cannot be deleted",
            ),
        ),
    ),
    Guard(
        "pre_receipt_line_insert",
        "pre_receipt_line",
        "BEFORE INSERT",
        (
            (
                "NEW.state <> 'open' OR NEW.confirmed_quantity <> 0 OR NEW.pre_entered <> 0",
                "R8: a line begins open, with nothing received",
            ),
            (
                "NOT EXISTS (SELECT 1 FROM pre_receipt AS d WHERE d.id = NEW.pre_receipt_id AND d.state = 'open')",
                "R8: a closed pre-receipt takes no line",
            ),
            (f"EXISTS {RETIRED}", "R52: no new document takes a retired product"),
        ),
    ),
    Guard(
        "pre_receipt_line_update",
        "pre_receipt_line",
        "BEFORE UPDATE",
        (
            (
                changed(
                    "id", "pre_receipt_id", "line_no", "product_id", "tracking_type", "expected_quantity"
                ),
                "R10: what a line expects is never overwritten",
            ),
            ("NEW.confirmed_quantity < OLD.confirmed_quantity", "R10: what was received stays received"),
            (
                "NEW.confirmed_quantity > OLD.confirmed_quantity AND OLD.state <> 'open'",
                "R8: a closed line receives nothing",
            ),
            ("NEW.state <> OLD.state AND OLD.state <> 'open'", "R8: a closed line never opens again"),
            (
                """NEW.pre_entered <> OLD.pre_entered AND NEW.state <> 'cancelled'
 AND (OLD.state <> 'open' OR OLD.confirmed_quantity > 0)""",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
    ),
    Guard(
        "pre_receipt_line_delete",
        "pre_receipt_line",
        "BEFORE DELETE",
        (
            (
                """OLD.confirmed_quantity > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.pre_receipt_line_id = OLD.id)
 OR EXISTS (SELECT 1 FROM serial AS s WHERE s.pre_receipt_line_id = OLD.id)""",
                "R16: a line with receipts or serials cannot be deleted",
            ),
        ),
    ),
)
