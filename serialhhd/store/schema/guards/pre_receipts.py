"""What the database refuses of what only pre-receipt lines have: their tracking type and pre-entered serials (R2, R7, R8)."""

from serialhhd.store.schema.guards.guard import Guard, changed

_LINE = "EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.line_id"

GUARDS = (
    Guard(
        "pre_receipt_line_insert",
        "pre_receipt_line",
        "BEFORE INSERT",
        (
            ("NEW.pre_entered <> 0", "R8: a line begins with nothing entered"),
            (
                """NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.line_id AND d.kind = 'pre_receipt'
 AND d.state = 'open' AND d.done = 0)""",
                "R8: only a new line of a pre-receipt takes serials beforehand",
            ),
            (
                "EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.line_id = NEW.line_id)",
                "R10: a line stays what it was announced as",
            ),
        ),
    ),
    Guard(
        "pre_receipt_line_update",
        "pre_receipt_line",
        "BEFORE UPDATE",
        (
            (changed("line_id", "tracking_type"), "R10: a line stays what it was announced as"),
            (
                f"NEW.pre_entered <> OLD.pre_entered AND NOT {_LINE} AND (d.state = 'cancelled' OR d.state = 'open' AND d.done = 0))",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
            (
                f"NEW.pre_entered <> 0 AND NOT {_LINE} AND d.quantity = NEW.pre_entered)",
                "R7: pre-entered serials are all or none",
            ),
        ),
    ),
    Guard(
        "pre_receipt_line_delete",
        "pre_receipt_line",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = OLD.line_id)",
                "R16: what a line is goes only with the line",
            ),
        ),
    ),
)
