"""What the database refuses of what comes back: more, something else, or from somebody else, than left (R34), or was picked for a list that is cancelled (R36)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from serialhhd.store.schema.guards.guard import NEWEST_OF, Guard, is_blank, is_other

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
_UNITS_OF_ITS_LINE: Final = f"""(SELECT coalesce(sum({_SIGN} * abs(t.quantity)), 0) FROM stock_transaction AS t
 JOIN stock_line AS s ON s.id = t.stock_line_id JOIN location AS p ON p.id = s.location_id
 JOIN stock_line AS mine ON mine.id = NEW.stock_line_id AND mine.tracking_type = s.tracking_type
 JOIN location AS q ON q.id = mine.location_id AND q.warehouse_id = p.warehouse_id
 WHERE {_OF_TASK})"""
"""What of it left under the tracking type of this row's stock line, and its warehouse."""
_PUTS_BACK: Final = f"(NEW.kind = 'return' AND {_OF_PICK_LIST.format(line='NEW.document_line_id')})"

_OF_RETURN: Final = """EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND d.kind = 'return' AND d.state <> 'cancelled' AND d.product_id = NEW.product_id)"""
_PLACE: Final = """EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id AND (p.kind = 'storage' OR p.kind = 'quarantine'))"""
_ITS_LIST: Final = """(SELECT o.pick_list_id FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.kind = 'return')"""
_LEFT_WITHOUT_SERIAL: Final = f"""(SELECT coalesce(sum(CASE t.kind WHEN 'dispatch' THEN 1 WHEN 'return' THEN -1 ELSE 0 END * (abs(t.quantity) - t.serial_count)), 0)
 FROM document AS o JOIN document_line AS d ON d.document_id = o.id JOIN stock_transaction AS t ON t.document_line_id = d.id
 WHERE (o.id = {_ITS_LIST} OR o.pick_list_id = {_ITS_LIST}) AND +t.product_id = NEW.product_id AND +t.account_id = NEW.account_id)"""
"""How many units without serials left on the pick list that the return of this row names, and are not back yet; read by the lines of
the list and its returns, which SQLite does only where neither the kind nor the product of a row is looked up."""

OF_LEDGER: Final = (
    (
        f"{_PUTS_BACK} AND NOT {_OF_CANCELLED}",
        "R36: what was picked comes back to its account, once its list is cancelled",
    ),
    (
        f"{_PUTS_BACK} AND ({_UNITS} < NEW.quantity OR {_UNITS} - NEW.quantity < {_SERIALS} - NEW.serial_count)",
        "R36: no more comes back than was picked, and no serial stays behind without its unit",
    ),
    (
        f"{_PUTS_BACK} AND {_UNITS_OF_ITS_LINE} < NEW.quantity",
        "R36: what was picked comes back under the tracking type, and in the warehouse, that it left",
    ),
    (
        f"NEW.kind = 'return' AND NOT {_PLACE}",
        "R35, R36: what comes back goes to storage or quarantine",
    ),
    (
        f"(NEW.condition IS NULL) = (NEW.kind = 'return') AND NOT {_PUTS_BACK}",
        "R35: what comes back says in what state it is, and nothing else does",
    ),
    (
        f"NEW.kind = 'return' AND NEW.document_line_id IS NOT NULL AND NOT {_PUTS_BACK} AND NOT {_OF_RETURN}",
        "R34: what comes back on paper is what a return asks for, which is not cancelled",
    ),
    (
        f"""NEW.kind = 'return' AND NEW.quantity > NEW.serial_count AND NOT {_PUTS_BACK}
 AND {_LEFT_WITHOUT_SERIAL} < NEW.quantity - NEW.serial_count""",
        "R34: without serials no more comes back than was dispatched on the pick list of its return",
    ),
)
"""What a row of the ledger must not be; see `ledger.py`."""

_RETURN_OF_ROW: Final = """document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.kind = 'return'"""
_LEFT_ELSEWHERE: Final = f"""EXISTS (SELECT 1 FROM {_RETURN_OF_ROW} AND (s.state = 'returned' OR s.state = 'removed'
 OR o.pick_list_id IS NOT NULL AND s.state <> 'dispatched' OR s.state = 'dispatched' AND NOT EXISTS (SELECT 1 FROM stock_transaction AS n JOIN document_line AS w ON w.id = n.document_line_id
 JOIN document AS p ON p.id = w.document_id WHERE n.id = {NEWEST_OF.format(serial="s")}
 AND CASE WHEN o.pick_list_id IS NOT NULL THEN p.id = o.pick_list_id
 ELSE p.partner IS NOT NULL AND NOT {is_other("o.partner", "p.partner")} END)))"""
LEFT_ON_ITS_RETURN: Final = f"NOT {_LEFT_ELSEWHERE}"
"""SQL: the serial `s` left on the pick list, and for the customer, that the return of the row `t` names, or `t` is of no return (R34)."""

PICKED_ON_THIS_LIST: Final = f"""CASE WHEN s.state = 'picked' THEN EXISTS (SELECT 1 FROM stock_transaction AS n
 WHERE n.id = {NEWEST_OF.format(serial="s")}
 AND n.document_line_id = t.document_line_id) ELSE NOT {_OF_PICK_LIST.format(line="t.document_line_id")} END"""
"""SQL: the serial `s` was picked for the task of the row `t`, which puts it back or dispatches it, or `t` is of no pick list."""

LEFT_ITS_LINE: Final = """(s.state <> 'picked' OR EXISTS (SELECT 1 FROM stock_transaction AS n JOIN stock_line AS l ON l.id = n.stock_line_id
 JOIN stock_line AS m ON m.id = t.stock_line_id AND m.tracking_type = l.tracking_type
 JOIN location AS p ON p.id = l.location_id JOIN location AS q ON q.id = m.location_id AND q.warehouse_id = p.warehouse_id
 WHERE n.id = (SELECT max(k.transaction_id) FROM transaction_serial AS k WHERE k.serial_id = s.id)))"""
"""SQL: the serial `s`, if it is picked, left under the tracking type under which the row `t` puts it back, and the warehouse where it does (R36)."""

OF_ITS_ACCOUNT: Final = f"""NOT EXISTS (SELECT 1 FROM stock_transaction AS n
 WHERE n.id = {NEWEST_OF.format(serial="s")} AND n.account_id <> t.account_id)"""
"""SQL: the serial `s` was never here, or is of the account of the row `t` (R28, R34, R36)."""

_ITS_DISPATCH: Final = f"""EXISTS (SELECT 1 FROM document AS p WHERE p.id = NEW.pick_list_id AND p.kind = 'pick_list' AND p.state = 'dispatched'
 AND NOT p.to_supplier AND p.account_id = NEW.account_id AND (p.partner IS NULL OR NOT {is_other("NEW.partner", "p.partner")}))"""

GUARDS: Final = (
    Guard(
        "return_insert",
        "document",
        "BEFORE INSERT",
        (
            (is_blank("NEW.partner"), "R34: a return says who sends it"),
            (
                f"NEW.pick_list_id IS NOT NULL AND NOT {_ITS_DISPATCH}",
                "R34: a return names a pick list that was dispatched to its customer",
            ),
        ),
        only="NEW.kind = 'return'",
    ),
    Guard(
        "return_line_insert",
        "document_line",
        "BEFORE INSERT",
        (
            (
                """EXISTS (SELECT 1 FROM document AS o WHERE o.id = NEW.document_id AND o.pick_list_id IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM document_line AS w WHERE w.document_id = o.pick_list_id AND +w.product_id = NEW.product_id AND w.done > 0))""",
                "R34: a return asks for what left on its pick list",
            ),
        ),
        only="NEW.kind = 'return'",
    ),
)
"""Guards on what a customer announces to send back."""
