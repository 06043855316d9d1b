"""What the database refuses, whoever writes: the rules that plain constraints cannot say.

How a serial may move (R5), that the ledger is append-only and a quantity follows it (R16), what of a document never
changes (R8, R10, R12). Each `Watch` says its rules in SQL that both engines understand; `triggers.py` makes triggers of it.
"""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    """Rules on one table, checked for each row at one moment.

    Attributes:
        name: The trigger's name.
        table: The table it watches.
        moment: When: `BEFORE UPDATE` and the like.
        rules: Conditions on OLD and NEW, each with the sentence that refuses; the first that holds refuses.
        only: A condition on OLD and NEW alone, without a query, that must hold for the rules to be looked at.
        engine: The only engine that has it; both if empty.
    """

    name: str
    table: str
    moment: str
    rules: tuple[tuple[str, str], ...]
    only: str = ""
    engine: str = ""


def _newest_link(condition: str) -> str:
    """SQL: the newest transaction of the serial OLD fits a condition on `t`."""
    return f"""EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND {condition})"""


def one_of(column: str, *words: str) -> str:
    """SQL: a column holds one of these words. Not by IN: of three words and more SQLite makes a table each time."""
    return "(" + " OR ".join(f"{column} = '{word}'" for word in words) + ")"


def changed(*columns: str) -> str:
    """SQL: an UPDATE changes one of these columns."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


_ON_LINE = "t.stock_line_id = NEW.stock_line_id AND t.quantity > 0"
_OFF_LINE = "t.stock_line_id = OLD.stock_line_id AND t.quantity < 0"
_TRACKED_AT_PICK = """EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id
 AND s.tracking_type = 'track_during_pick')"""

_MOVES = {
    "OLD.state IN ('captured', 'expected') AND NEW.state = 'in_stock'": (
        f"{one_of('t.kind', 'receipt', 'return', 'adjustment', 'count')} AND {_ON_LINE}"
    ),
    "OLD.state IN ('captured', 'expected') AND NEW.state = 'picked'": f"t.kind = 'pick' AND {_TRACKED_AT_PICK}",
    "OLD.state = 'in_stock' AND NEW.state = 'picked'": f"t.kind = 'pick' AND {_OFF_LINE}",
    "OLD.state = 'in_stock' AND NEW.state = 'in_stock'": f"t.kind = 'transfer' AND {_ON_LINE}",
    "OLD.state = 'in_stock' AND NEW.state = 'removed'": f"t.kind IN ('adjustment', 'count') AND {_OFF_LINE}",
    "OLD.state = 'picked' AND NEW.state = 'dispatched'": "t.kind = 'dispatch'",
    "OLD.state IN ('dispatched', 'removed') AND NEW.state = 'in_stock'": f"t.kind = 'return' AND {_ON_LINE}",
}
"""The moves of a serial (R5) and the kind of transaction each one needs as its newest."""

_IS_NO_MOVE = f"NOT ({' OR '.join(f'({move})' for move in _MOVES)})"
_FITS = " ".join(f"WHEN {move} THEN {needs}" for move, needs in _MOVES.items())
_LACKS_TRANSACTION = f"NOT {_newest_link(f'CASE {_FITS} ELSE FALSE END')}"


def _line_where(line_id: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.id = {line_id} AND {condition})"


_TAKES_SERIALS = (
    "p.state = 'open' AND (p.confirmed_quantity = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL))"
)
_LETS_SERIALS_GO = (
    "(p.state = 'cancelled' OR p.pre_entered = 0 OR (p.state = 'open' AND p.confirmed_quantity = 0))"
)
_KEEPS_SERIALS = "p.state = 'open' AND p.confirmed_quantity > 0 AND p.pre_entered > 0"

_RETIRED = "(SELECT 1 FROM product AS p WHERE p.id = NEW.product_id AND p.retired_at IS NOT NULL)"

_STAYING_SERIALS = """(SELECT count(n.id) - CASE WHEN NEW.pick_task_id IS NULL THEN NEW.serial_count ELSE 0 END
 FROM stock_line AS s LEFT JOIN serial AS n ON n.stock_line_id = s.id AND (NEW.pick_task_id IS NULL OR n.run_id IS NULL
 OR n.run_id IS DISTINCT FROM (SELECT k.run_id FROM pick_task AS k WHERE k.id = NEW.pick_task_id))
 WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'track_during_pick')"""
"""The serials that stay on a Track During Pick line once those of the run that picks, or of this entry, have left it.

On other lines none stays behind: each unit of Full Tracking leaves with its serial.
"""

_ACTIVE_HOLD = "(SELECT 1 FROM serial_hold AS h WHERE h.serial_id = NEW.id AND h.released_at IS NULL)"
_HELD_WITH_PRODUCT = """(SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.released_at IS NULL
 AND (h.lot_key = '' OR h.lot_key = NEW.lot_key))"""
_WHOLE_PRODUCT_HELD = """(SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.lot_key = ''
 AND h.released_at IS NULL)"""
_NEWEST_OF_PRODUCT = (
    "(SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id)"
)

WATCHES = (
    Watch(
        "ledger_insert",
        "stock_transaction",
        "BEFORE INSERT",
        (
            (
                "NEW.stock_line_id IS NULL AND NEW.kind <> 'dispatch' AND NEW.quantity <> 0",
                "R16: only a dispatch moves a quantity without a stock line",
            ),
            (
                "NEW.kind IN ('receipt', 'return') AND NEW.quantity < 0",
                "R16: a receipt or return cannot take away",
            ),
            ("NEW.kind IN ('pick', 'dispatch') AND NEW.quantity > 0", "R16: a pick or dispatch cannot add"),
            ("NEW.kind = 'dispatch' AND NEW.stock_line_id IS NOT NULL", "R16: a dispatch has no stock line"),
            (
                f"NEW.kind IN ('pick', 'dispatch') AND EXISTS {_WHOLE_PRODUCT_HELD}",
                "a product on hold does not leave",
            ),
            (
                """NEW.stock_line_id IS NOT NULL AND abs(NEW.quantity) <> NEW.serial_count AND EXISTS (SELECT 1
 FROM stock_line AS s WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'full_tracking')""",
                "R16: on a Full Tracking line each unit has its serial",
            ),
            (
                f"NEW.quantity < 0 AND NEW.balance >= 0 AND {_STAYING_SERIALS} > NEW.balance",
                "R16: a stock line never holds more serials than units",
            ),
            (
                """NEW.stock_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.account_id = NEW.account_id AND s.quantity + NEW.quantity = NEW.balance)""",
                "R16: the balance must be the quantity of the stock line plus the quantity of the transaction",
            ),
            (
                """NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM stock_transaction AS t
 WHERE t.stock_line_id = NEW.stock_line_id AND t.id >= NEW.id AND NEW.id > 0)""",
                "R16: the ledger is append-only",
            ),
        ),
    ),
    Watch(
        "ledger_insert_last",
        "stock_transaction",
        "AFTER INSERT",
        (
            (
                "NEW.id < 1 OR NEW.id <> (SELECT max(t.id) FROM stock_transaction AS t)",
                "R16: the ledger is append-only",
            ),
        ),
        engine="sqlite",  # PostgreSQL's sequences give ids out of order to transactions that overlap
    ),
    Watch(
        "ledger_update", "stock_transaction", "BEFORE UPDATE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Watch(
        "ledger_delete", "stock_transaction", "BEFORE DELETE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Watch(
        "link_insert",
        "transaction_serial",
        "BEFORE INSERT",
        (
            (
                """EXISTS (SELECT 1 FROM transaction_serial AS l
 WHERE l.serial_id = NEW.serial_id AND l.transaction_id >= NEW.transaction_id)""",
                "R16: a serial is linked to its transactions in order, once each",
            ),
            (
                f"""NOT EXISTS (SELECT 1 FROM stock_transaction AS t JOIN serial AS s ON s.product_id = t.product_id
 WHERE t.id = NEW.transaction_id AND s.id = NEW.serial_id AND t.serial_count > 0 AND CASE t.kind
 WHEN 'receipt' THEN s.state IN ('captured', 'expected')
 WHEN 'pick' THEN {one_of("s.state", "captured", "expected", "in_stock")}
 WHEN 'dispatch' THEN s.state = 'picked'
 WHEN 'return' THEN {one_of("s.state", "captured", "dispatched", "removed")}
 WHEN 'transfer' THEN s.state = 'in_stock'
 ELSE s.state IN ('captured', 'in_stock') END)""",
                "R5: this serial cannot belong to this transaction",
            ),
        ),
    ),
    Watch(
        "link_update", "transaction_serial", "BEFORE UPDATE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Watch(
        "link_delete", "transaction_serial", "BEFORE DELETE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Watch(
        "stock_line_insert",
        "stock_line",
        "BEFORE INSERT",
        (("NEW.quantity <> 0", "R16: a stock line begins with quantity 0"),),
    ),
    Watch(
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
    Watch(
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
    Watch(
        "serial_insert",
        "serial",
        "BEFORE INSERT",
        (
            ("NEW.state NOT IN ('captured', 'expected')", "R5: a serial begins as captured or expected"),
            (
                f"NEW.state = 'expected' AND NOT {_line_where('NEW.pre_receipt_line_id', _TAKES_SERIALS)}",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
    ),
    Watch(
        "serial_identity",
        "serial",
        "BEFORE UPDATE",
        (
            (changed("id", "product_id", "serial_key"), "R4: a serial stays what it is"),
            (
                f"({changed('serial')}) AND OLD.state NOT IN ('captured', 'expected')",
                "R4: a serial stays what it is",
            ),
            (
                f"({changed('lot', 'lot_key', 'expiry')}) AND OLD.state NOT IN ('captured', 'expected')",
                "R5: lot and expiry of a serial stay as they arrived",
            ),
            ("NEW.run_id <> OLD.run_id", "R15: a capture holds its serial against every other run"),
        ),
    ),
    Watch(
        "serial_move",
        "serial",
        "BEFORE UPDATE",
        (
            (_IS_NO_MOVE, "R5: a serial cannot move like that"),
            (_LACKS_TRANSACTION, "R5: a serial moves through the ledger only"),
            (
                """NEW.state = 'in_stock' AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.tracking_type <> 'no_tracking')""",
                "R3: a serial cannot be on this stock line",
            ),
            (
                """NEW.state = 'in_stock' AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.tracking_type = 'track_during_pick'
 AND s.quantity <= (SELECT count(*) FROM serial AS n WHERE n.stock_line_id = s.id))""",
                "R16: a stock line never holds more serials than units",
            ),
            (
                f"NEW.state IN ('picked', 'dispatched') AND (EXISTS {_ACTIVE_HOLD} OR EXISTS {_HELD_WITH_PRODUCT})",
                "a serial on hold does not leave",
            ),
        ),
        only=changed("state", "stock_line_id"),
    ),
    Watch(
        "serial_pre_receipt_line",
        "serial",
        "BEFORE UPDATE",
        (
            (
                f"NEW.state <> 'expected' AND OLD.state NOT IN ('captured', 'expected') OR NEW.state = 'expected' AND ({_line_where('OLD.pre_receipt_line_id', _KEEPS_SERIALS)} OR NOT {_line_where('NEW.pre_receipt_line_id', _TAKES_SERIALS)})",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
        only=changed("pre_receipt_line_id"),
    ),
    Watch(
        "serial_delete",
        "serial",
        "BEFORE DELETE",
        (
            (
                "OLD.state NOT IN ('captured', 'expected') OR EXISTS (SELECT 1 FROM transaction_serial AS l WHERE l.serial_id = OLD.id)",
                "R16: a serial of the ledger cannot be deleted",
            ),
            (
                f"OLD.state = 'expected' AND NOT {_line_where('OLD.pre_receipt_line_id', _LETS_SERIALS_GO)}",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
    ),
    Watch(
        "pre_receipt_insert",
        "pre_receipt",
        "BEFORE INSERT",
        (("NEW.state <> 'open'", "R8: a pre-receipt begins open"),),
    ),
    Watch(
        "pre_receipt_update",
        "pre_receipt",
        "BEFORE UPDATE",
        (
            (changed("id", "ref_key", "account_id"), "R10: a pre-receipt stays what it was announced as"),
            ("NEW.state <> OLD.state AND OLD.state <> 'open'", "R8: a closed pre-receipt never opens again"),
        ),
    ),
    Watch(
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
    Watch(
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
            (f"EXISTS {_RETIRED}", "R1: no new document takes a retired product"),
        ),
    ),
    Watch(
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
    Watch(
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
    Watch(
        "pick_list_insert",
        "pick_list",
        "BEFORE INSERT",
        (("NEW.state <> 'open'", "R12: a pick list begins open"),),
    ),
    Watch(
        "pick_list_update",
        "pick_list",
        "BEFORE UPDATE",
        (
            (changed("id", "ref_key", "account_id"), "R12: a pick list stays what it was created as"),
            (
                """NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'dispatched')""",
                "R12: a pick list only moves forward",
            ),
        ),
    ),
    Watch(
        "pick_list_delete",
        "pick_list",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM pick_task AS k WHERE k.pick_list_id = OLD.id)",
                "R16: a pick list with tasks cannot be deleted",
            ),
        ),
    ),
    Watch(
        "pick_task_insert",
        "pick_task",
        "BEFORE INSERT",
        (
            (
                "NEW.state <> 'open' OR NEW.picked_quantity <> 0",
                "R12: a task begins open, with nothing picked",
            ),
            (
                "NOT EXISTS (SELECT 1 FROM pick_list AS d WHERE d.id = NEW.pick_list_id AND d.state = 'open')",
                "R12: a closed pick list takes no task",
            ),
            (
                f"""EXISTS {_RETIRED} AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN pick_list AS d ON d.id = NEW.pick_list_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0)""",
                "R1: no new document takes a retired product",
            ),
        ),
    ),
    Watch(
        "pick_task_update",
        "pick_task",
        "BEFORE UPDATE",
        (
            (
                changed("id", "pick_list_id", "task_no", "product_id", "quantity"),
                "R12: a task stays what it was created as",
            ),
            ("NEW.picked_quantity < OLD.picked_quantity", "R12: what was picked stays picked"),
            (
                "NEW.picked_quantity > OLD.picked_quantity AND OLD.state <> 'open'",
                "R12: a closed task takes nothing",
            ),
            (
                """NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'cancelled' AND NEW.picked_quantity = 0)""",
                "R12: a task only moves forward",
            ),
        ),
    ),
    Watch(
        "pick_task_delete",
        "pick_task",
        "BEFORE DELETE",
        (
            (
                "OLD.picked_quantity > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.pick_task_id = OLD.id)",
                "R16: a task with picks cannot be deleted",
            ),
        ),
    ),
    Watch(
        "tracking_change_update",
        "tracking_change",
        "BEFORE UPDATE",
        (("TRUE", "R2: every change of a tracking type is kept"),),
    ),
    Watch(
        "tracking_change_delete",
        "tracking_change",
        "BEFORE DELETE",
        (("TRUE", "R2: every change of a tracking type is kept"),),
    ),
    Watch(
        "product_change_update",
        "product_change",
        "BEFORE UPDATE",
        (("TRUE", "R2: every change of a product is kept"),),
    ),
    Watch(
        "product_change_delete",
        "product_change",
        "BEFORE DELETE",
        (("TRUE", "R2: every change of a product is kept"),),
    ),
    Watch(
        "serial_hold_insert",
        "serial_hold",
        "BEFORE INSERT",
        (
            ("NEW.released_at IS NOT NULL", "a hold begins unreleased"),
            (
                """NOT EXISTS (SELECT 1 FROM serial AS s WHERE s.id = NEW.serial_id
 AND s.state IN ('in_stock', 'picked'))""",
                "only a serial in the house can be put on hold",
            ),
        ),
    ),
    Watch(
        "serial_hold_update",
        "serial_hold",
        "BEFORE UPDATE",
        (
            (
                f"OLD.released_at IS NOT NULL OR {changed('id', 'serial_id', 'reason', 'held_at', 'held_by')}",
                "a hold is kept as it was; it can only be released",
            ),
        ),
    ),
    Watch(
        "serial_hold_delete",
        "serial_hold",
        "BEFORE DELETE",
        (("TRUE", "every hold is kept"),),
    ),
    Watch(
        "product_hold_insert",
        "product_hold",
        "BEFORE INSERT",
        (
            ("NEW.released_at IS NOT NULL", "a hold begins unreleased"),
            (f"NEW.held_after <> {_NEWEST_OF_PRODUCT}", "a hold begins after what is in the ledger"),
        ),
    ),
    Watch(
        "product_hold_update",
        "product_hold",
        "BEFORE UPDATE",
        (
            (
                f"OLD.released_at IS NOT NULL OR {changed('id', 'product_id', 'lot', 'lot_key', 'reason', 'held_at', 'held_by', 'held_after')}",
                "a hold is kept as it was; it can only be released",
            ),
            (
                f"NEW.released_after <> {_NEWEST_OF_PRODUCT}",
                "a hold ends after what is in the ledger",
            ),
        ),
    ),
    Watch(
        "product_hold_delete",
        "product_hold",
        "BEFORE DELETE",
        (("TRUE", "every hold is kept"),),
    ),
    Watch(
        "access_update",
        "access",
        "BEFORE UPDATE",
        (
            (
                changed("id", "at", "kind", "name", "name_key", "address", "device", "method", "reason")
                + " OR coalesce(NEW.times <= OLD.times, TRUE)",
                "the audit of logins is append-only",
            ),
        ),
    ),
    Watch(
        "access_delete",
        "access",
        "BEFORE DELETE",
        (
            (
                """OLD.at >= coalesce(
 (SELECT CAST(s.value AS BIGINT) FROM setting AS s WHERE s.key = 'logins_kept_from'), 0)""",
                "the audit of logins is append-only",
            ),
        ),
    ),
    Watch(
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
"""Every rule that the triggers know."""

UNIQUE = {
    "account": ("code_key",),
    "warehouse": ("code_key",),
    "location": ("code_key",),
    "product": ("sku_key",),
    "pre_receipt": ("ref_key",),
    "pre_receipt_line": ("pre_receipt_id, line_no", "pre_receipt_id, product_id"),
    "pick_list": ("ref_key",),
    "pick_task": ("pick_list_id, task_no",),
    "stock_line": ("product_id, location_id, account_id, tracking_type",),
    "serial": ("serial_key, product_id",),
    "stock_transaction": (),
    "serial_hold": ("serial_id WHERE released_at IS NULL",),
    "product_hold": ("product_id, lot_key WHERE released_at IS NULL",),
    "access": (),
}
"""The tables whose rows SQLite must not replace, with their unique keys beside `id`; WHERE: among such rows only."""
