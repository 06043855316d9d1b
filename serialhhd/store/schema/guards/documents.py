"""What the database refuses of documents and their lines, of every kind: what was asked for and done stays so (R8, R10, R12)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards.guard import RETIRED, Guard, changed, one_of

GUARDS = (
    Guard(
        "document_insert",
        "document",
        "BEFORE INSERT",
        (("NEW.state <> 'open'", "R8, R12: a document begins open"),),
    ),
    Guard(
        "document_update",
        "document",
        "BEFORE UPDATE",
        (
            (
                changed("id", "kind", "ref_key", "account_id"),
                "R10, R12: a document stays what it was created as",
            ),
            (
                f"""NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND {one_of("NEW.state", "received", "picked", "cancelled")}
 OR OLD.state = 'picked' AND NEW.state = 'dispatched')""",
                "R8, R12: a document only moves forward",
            ),
        ),
    ),
    Guard(
        "document_delete",
        "document",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id)",
                "R16: a document with lines cannot be deleted",
            ),
        ),
    ),
    Guard(
        "document_line_insert",
        "document_line",
        "BEFORE INSERT",
        (
            ("NEW.state <> 'open' OR NEW.done <> 0", "R8, R12: a line begins open, with nothing done"),
            (
                """NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = NEW.kind
 AND d.state = 'open')""",
                "R8, R12: a closed document takes no line, and an open one only lines of its kind",
            ),
            (
                f"""EXISTS {RETIRED} AND NOT (NEW.kind = 'pick_list' AND EXISTS (SELECT 1 FROM stock_line AS s
 JOIN document AS d ON d.id = NEW.document_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0))""",
                "R52: no new document takes a retired product",
            ),
        ),
    ),
    Guard(
        "document_line_update",
        "document_line",
        "BEFORE UPDATE",
        (
            (
                changed("id", "kind", "document_id", "line_no", "product_id", "quantity"),
                "R10, R12: what a line asks for is never overwritten",
            ),
            ("NEW.done < OLD.done", "R10, R12: what was done stays done"),
            ("NEW.done > OLD.done AND OLD.state <> 'open'", "R8, R12: a closed line takes nothing"),
            (
                f"""NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND {one_of("NEW.state", "received", "picked", "cancelled")}
 OR OLD.state = 'picked' AND NEW.state = 'cancelled' AND NEW.done = 0)""",
                "R8, R12: a line only moves forward",
            ),
        ),
    ),
    Guard(
        "document_line_delete",
        "document_line",
        "BEFORE DELETE",
        (
            (
                """OLD.done > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = OLD.id)
 OR EXISTS (SELECT 1 FROM serial AS s WHERE s.document_line_id = OLD.id)""",
                "R16: a line with transactions or serials cannot be deleted",
            ),
        ),
    ),
)
