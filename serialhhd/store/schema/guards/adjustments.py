"""What the database refuses of adjustments that wait: to change what was asked, to post anything else, and to let go of what is on hold (R29)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards.guard import Guard, changed, is_blank, one_of
from serialhhd.store.words.vocabulary import SUPERVISORS

IS_ASKED = """EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = {row}.line_id AND l.kind = 'adjustment'
 AND l.run_id IS NOT NULL AND {row}.pass_no = 1 AND {row}.finding IS NULL)"""
"""SQL: a noted serial is of an adjustment that is being asked for by a run, and not to the end yet."""

WAITS_ONCE = (
    """EXISTS (SELECT 1 FROM document_line AS mine JOIN document_line AS l ON l.product_id = mine.product_id
 AND l.state = 'waiting' AND l.id <> mine.id JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1
 AND n.serial_key = NEW.serial_key WHERE mine.id = NEW.line_id AND mine.kind = 'adjustment')""",
    "R29: a serial waits on one adjustment",
)
"""What a new noted serial must not be."""

_NOTED = """noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1 AND n.serial_key = s.serial_key"""
_HELD = "EXISTS (SELECT 1 FROM serial_hold AS h WHERE h.serial_id = s.id AND h.released_at IS NULL)"

HOLDS_WHAT_IS_ASKED = (
    f"""NEW.document_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM serial AS s JOIN document_line AS l
 ON l.id = NEW.document_line_id AND l.product_id = s.product_id AND l.state = 'waiting' AND l.run_id IS NOT NULL
 JOIN {_NOTED} WHERE s.id = NEW.serial_id)""",
    "R29: an adjustment holds what is asked of it",
)
"""What a new hold must not be."""

STAYS_ON_HOLD = (
    f"""EXISTS (SELECT 1 FROM serial AS s JOIN document_line AS l ON l.product_id = s.product_id AND l.state = 'waiting'
 JOIN adjustment_line AS a ON a.line_id = l.id AND a.stock_line_id IS NOT NULL JOIN {_NOTED} WHERE s.id = OLD.serial_id)""",
    "R29: what waits stays on hold",
)
"""What the change of a hold must not be."""

_LINE = "SELECT 1 FROM document_line AS l JOIN document AS o ON o.id = l.document_id"
_OF_ADJUSTMENT = (
    "EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id AND l.kind = 'adjustment')"
)
_AS_ASKED = f"""EXISTS ({_LINE} JOIN adjustment_line AS a ON a.line_id = l.id
 JOIN stock_line AS s ON s.id = NEW.stock_line_id WHERE l.id = NEW.document_line_id AND l.state = 'waiting' AND l.run_id IS NULL
 AND a.decided_by IS NOT NULL AND NEW.kind = 'adjustment' AND l.product_id = NEW.product_id AND o.account_id = NEW.account_id
 AND s.location_id = l.location_id AND CASE WHEN a.stock_line_id IS NULL THEN NEW.quantity = l.quantity
 ELSE NEW.quantity = -l.quantity AND NEW.stock_line_id = a.stock_line_id END)"""
_BY_WHO_ASKED = f"""EXISTS ({_LINE} WHERE l.id = NEW.document_line_id AND l.kind = 'adjustment'
 AND lower(o.created_by) = lower(NEW.approved_by))"""
_POSTED = "EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id)"
_NOT_BY_WHO_ASKED = "R29: who asked does not approve"
_IS_BELOW_SUPERVISOR = f"""EXISTS (SELECT 1 FROM operator AS o WHERE o.name_key = lower(trim(NEW.decided_by))
 AND NOT (o.disabled_at IS NULL AND {one_of("o.role", *SUPERVISORS)}))"""
_IS_DECIDED = "OLD.state = 'waiting' AND (NEW.state = 'posted' OR NEW.state = 'rejected')"

NOTED_FOR_IT = """(t.document_line_id IS NULL OR NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = t.document_line_id AND l.kind = 'adjustment')
 OR EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = t.document_line_id AND n.pass_no = 1 AND n.serial_key = s.serial_key))"""
"""SQL: the serial `s` is one of which the adjustment of the row `t` was asked for, or `t` is of none (R29)."""

WAITS_ON_NO_OTHER = f"""NOT EXISTS (SELECT 1 FROM document_line AS l JOIN {_NOTED} WHERE l.product_id = s.product_id
 AND l.state = 'waiting' AND l.id <> coalesce(t.document_line_id, 0))"""
"""SQL: the serial `s` waits on no adjustment but that of the row `t`: what waits is adjusted by it alone, though it may be counted or moved (R29, R42)."""

OF_LEDGER = (
    (f"{_OF_ADJUSTMENT} AND NOT {_AS_ASKED}", "R29: what is posted of an adjustment is what was asked"),
    (f"{_OF_ADJUSTMENT} AND {_POSTED}", "R29: an adjustment is posted once"),
    (f"NEW.approved_by IS NOT NULL AND {_BY_WHO_ASKED}", _NOT_BY_WHO_ASKED),
)
"""What a row of the ledger must not be; see `ledger.py`."""

GUARDS = (
    Guard(
        "adjustment_insert",
        "document_line",
        "BEFORE INSERT",
        (
            (
                "NEW.location_id IS NULL OR NEW.run_id IS NULL",
                "R29: an adjustment says which place it is about, and is asked for by a run",
            ),
        ),
        only="NEW.kind = 'adjustment'",
    ),
    Guard(
        "adjustment_update",
        "document_line",
        "BEFORE UPDATE",
        (
            (
                "OLD.run_id IS NULL AND NEW.run_id IS NOT NULL",
                "R29: what was asked stays as it is",
            ),
            (
                f"""OLD.run_id IS NOT NULL AND NEW.run_id IS NULL AND EXISTS (SELECT 1 FROM document_line AS l
 JOIN adjustment_line AS a ON a.line_id = l.id AND a.stock_line_id IS NOT NULL JOIN serial AS s ON s.stock_line_id = a.stock_line_id
 JOIN {_NOTED} WHERE l.id = OLD.id AND NOT {_HELD})""",
                "R29: what waits is on hold",
            ),
            (
                f"""{_IS_DECIDED} AND (NEW.run_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM adjustment_line AS a
 WHERE a.line_id = OLD.id AND a.decided_by IS NOT NULL))""",
                "R29: somebody decides about an adjustment",
            ),
            (
                f"{_IS_DECIDED} AND NEW.state = 'posted' AND NEW.done <> NEW.quantity",
                "R29: an adjustment is posted whole",
            ),
            (
                f"{_IS_DECIDED} AND NEW.state = 'rejected' AND (NEW.done <> 0 OR NEW.short_reason IS NULL)",
                "R29: nothing of an adjustment that is rejected is posted, and it says why",
            ),
            (
                f"""{_IS_DECIDED} AND NEW.state = 'posted' AND EXISTS (SELECT 1 FROM adjustment_line AS a JOIN document AS o
 ON o.id = OLD.document_id WHERE a.line_id = OLD.id AND lower(o.created_by) = lower(a.decided_by)) AND EXISTS (SELECT 1 FROM operator)""",
                _NOT_BY_WHO_ASKED,
            ),
        ),
        only="OLD.kind = 'adjustment'",
    ),
    Guard(
        "adjustment_line_insert",
        "adjustment_line",
        "BEFORE INSERT",
        (
            ("NEW.decided_by IS NOT NULL", "R29: an adjustment begins undecided"),
            (is_blank("NEW.reason"), "R28: whatever is adjusted says why"),
            (
                f"""NOT EXISTS ({_LINE} LEFT JOIN stock_line AS s ON s.id = NEW.stock_line_id
 WHERE l.id = NEW.line_id AND l.kind = 'adjustment' AND l.state = 'waiting' AND l.run_id IS NOT NULL AND (NEW.stock_line_id IS NULL
 OR s.product_id = l.product_id AND s.location_id = l.location_id AND s.account_id = o.account_id))""",
                "R29: an adjustment is of the stock line that its line is about",
            ),
            (
                "EXISTS (SELECT 1 FROM adjustment_line AS a WHERE a.line_id = NEW.line_id)",
                "R29: what was asked stays as it is",
            ),
        ),
    ),
    Guard(
        "adjustment_line_update",
        "adjustment_line",
        "BEFORE UPDATE",
        (
            (changed("line_id", "stock_line_id", "reason"), "R29: what was asked stays as it is"),
            (
                f"OLD.decided_by IS NOT NULL AND ({changed('decided_by')})",
                "R29: who has decided is kept",
            ),
            (
                f"({changed('decided_by')}) AND {_IS_BELOW_SUPERVISOR}",
                "R43: a supervisor decides about what waits",
            ),
            (
                "NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = OLD.line_id AND l.state = 'waiting' AND l.run_id IS NULL)",
                "R29: what waits is decided about",
            ),
        ),
    ),
    Guard(
        "adjustment_line_delete",
        "adjustment_line",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = OLD.line_id)",
                "R16: what a line is goes only with the line",
            ),
        ),
    ),
)
