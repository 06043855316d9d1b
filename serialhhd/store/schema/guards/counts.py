"""What the database refuses of counts: to change what was counted, to say what stock did not, and to post what was not counted (R38-R41)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards import adjustments, announced
from serialhhd.store.schema.guards.guard import Guard, changed

_WHILE = f"""(EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = {{row}}.line_id AND p.pass_no = {{row}}.pass_no
 AND p.ended_at IS NULL) OR {adjustments.IS_ASKED} OR {announced.MAY_BE_NOTED})"""
_NEWEST_OF_ALL = "(SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t)"
_HERE = """FROM document_line AS l JOIN document AS o ON o.id = l.document_id JOIN stock_line AS s
 ON s.product_id = l.product_id AND s.location_id = l.location_id AND s.account_id = o.account_id"""
_MOVED_MEANWHILE = f"""EXISTS (SELECT 1 {_HERE} JOIN stock_transaction AS t ON t.stock_line_id = s.id AND t.id > OLD.begun_after
 WHERE l.id = OLD.line_id)"""
_EXPECTED = f"(SELECT coalesce(sum(s.quantity), 0) {_HERE} WHERE l.id = OLD.line_id)"
_SCANNED = """(SELECT count(*) FROM noted_serial AS n WHERE n.line_id = OLD.line_id AND n.pass_no = OLD.pass_no
 AND coalesce(n.finding, '') <> 'missing')"""
_SAID_NOTHING = """EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = OLD.line_id AND n.pass_no = OLD.pass_no AND n.finding IS NULL)"""
_ENDS_WITH_RESULT = "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND NEW.counted IS NOT NULL"
_LOCKED = "R29, R34, R40: what is noted stays as it is once its pass has ended, its adjustment waits, or something of its return is back"

GUARDS = (
    Guard(
        "count_line_insert",
        "document_line",
        "BEFORE INSERT",
        (("NEW.location_id IS NULL", "R38: a line of a count says which place is counted"),),
        only="NEW.kind = 'count'",
    ),
    Guard(
        "count_line_update",
        "document_line",
        "BEFORE UPDATE",
        (
            (
                """NEW.state = 'counted' AND OLD.state = 'open' AND NOT EXISTS (SELECT 1 FROM count_pass AS p
 WHERE p.line_id = NEW.id AND p.counted IS NOT NULL
 AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q WHERE q.line_id = NEW.id))""",
                "R40: a line is counted once its last pass has ended and is not void",
            ),
        ),
        only="OLD.kind = 'count'",
    ),
    Guard(
        "count_pass_insert",
        "count_pass",
        "BEFORE INSERT",
        (
            ("NEW.ended_at IS NOT NULL", "R40: a pass begins unended"),
            (f"NEW.begun_after > {_NEWEST_OF_ALL}", "R40: a pass begins after what is in the ledger"),
            (
                """NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.line_id AND l.kind = 'count'
 AND l.state = 'open')""",
                "R40: a pass is of an open line of a count",
            ),
            (
                """NEW.pass_no <> (SELECT coalesce(max(p.pass_no), 0) + 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id)
 OR EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id AND p.ended_at IS NULL)""",
                "R40: a pass follows the one before, once that has ended",
            ),
        ),
    ),
    Guard(
        "count_pass_update",
        "count_pass",
        "BEFORE UPDATE",
        (
            (
                changed("id", "line_id", "pass_no", "counted_by", "begun_at", "begun_after"),
                "R40: a pass stays what it began as",
            ),
            (
                f"OLD.ended_at IS NOT NULL AND ({changed('ended_at', 'ended_after', 'expected', 'counted')})",
                "R40: a pass that has ended stays as it is",
            ),
            (
                f"OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND (NEW.ended_after < OLD.begun_after OR NEW.ended_after > {_NEWEST_OF_ALL})",
                "R40: a pass ends after what is in the ledger",
            ),
            (
                f"{_ENDS_WITH_RESULT} AND {_MOVED_MEANWHILE}",
                "R40: where stock moved during a pass, the pass is void",
            ),
            (
                f"{_ENDS_WITH_RESULT} AND (NEW.expected <> {_EXPECTED} OR NEW.counted < {_SCANNED} OR {_SAID_NOTHING})",
                "R39: a pass says of each serial what it is, and of the units what stock has",
            ),
            (
                f"OLD.place_done_at IS NOT NULL AND ({changed('place_done_at')})",
                "R40: a pass that has ended stays as it is",
            ),
        ),
    ),
    Guard(
        "count_pass_delete",
        "count_pass",
        "BEFORE DELETE",
        (
            (
                """OLD.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = OLD.line_id
 AND n.pass_no = OLD.pass_no)""",
                "R40: a pass that has ended stays as it is",
            ),
        ),
    ),
    Guard(
        "noted_serial_insert",
        "noted_serial",
        "BEFORE INSERT",
        ((f"NOT {_WHILE.format(row='NEW')}", _LOCKED), adjustments.WAITS_ONCE),
    ),
    Guard(
        "noted_serial_update",
        "noted_serial",
        "BEFORE UPDATE",
        (
            (
                f"{changed('id', 'line_id', 'pass_no', 'serial', 'serial_key', 'lot', 'expiry')} OR NOT {_WHILE.format(row='OLD')}",
                _LOCKED,
            ),
        ),
    ),
    Guard(
        "noted_serial_delete",
        "noted_serial",
        "BEFORE DELETE",
        ((f"NOT {_WHILE.format(row='OLD')}", _LOCKED),),
    ),
)
"""Guards on the passes of counts, and on noted serials."""

NOTED_FOR_IT = """EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = t.document_line_id AND n.serial_key = s.serial_key
 AND n.pass_no = (SELECT max(p.pass_no) FROM count_pass AS p WHERE p.line_id = t.document_line_id)
 AND CASE WHEN t.quantity > 0 AND t.from_id IS NULL THEN n.finding = 'unknown' OR n.finding = 'removed'
 ELSE n.finding = 'missing' OR n.finding = 'misplaced' END)"""
"""SQL: the last pass of the count of the row `t` says of the serial `s` what the row does about it (R41)."""

OF_LEDGER = (
    (
        """NEW.kind = 'count' AND NOT EXISTS (SELECT 1 FROM document_line AS l JOIN document AS o ON o.id = l.document_id
 JOIN stock_line AS s ON s.id = NEW.stock_line_id WHERE l.id = NEW.document_line_id AND l.kind = 'count' AND l.state = 'counted'
 AND l.product_id = NEW.product_id AND o.account_id = NEW.account_id
 AND (s.location_id = l.location_id OR NEW.quantity < 0 AND -NEW.quantity = NEW.serial_count))""",
        "R41: a count posts what was counted of its product at its place, once it is",
    ),
)
"""What a row of the ledger must not be, where a count posts it; see `ledger.py`."""
