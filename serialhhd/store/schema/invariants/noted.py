"""What must never be of what is noted: what was counted, or asked as an adjustment, is what was posted (R29, R40, R41)."""

# ruff: noqa: S608 - this SQL is put together from the constants of the guards alone

from serialhhd.store.schema.guards.guard import NEWEST_OF, one_of
from serialhhd.store.schema.invariants.invariant import Invariant

COUNTS = (
    Invariant(
        "count_state_wrong",
        "count {0} is {1}, but its line {2} is {3}",
        """SELECT d.ref, d.state, l.line_no, l.state FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 WHERE l.kind = 'count' AND d.state <> l.state AND NOT (l.state = 'posted' AND (d.state = 'cancelled' OR d.state = 'rejected')
 OR (l.state = 'posted' AND (d.state = 'open' OR d.state = 'counted') OR l.state = 'counted' AND d.state = 'open')
 AND EXISTS (SELECT 1 FROM document_line AS m WHERE m.document_id = d.id AND m.state = d.state)) ORDER BY l.id""",
    ),
    Invariant(
        "count_state_wrong",
        "line {1} of count {0} is {2}, but its last pass has no result",
        f"""SELECT d.ref, l.line_no, l.state FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 WHERE l.kind = 'count' AND {one_of("l.state", "counted", "posted", "rejected")} AND NOT EXISTS (SELECT 1 FROM count_pass AS p
 WHERE p.line_id = l.id AND p.counted IS NOT NULL AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q
 WHERE q.line_id = l.id)) ORDER BY l.id""",
    ),
    Invariant(
        "count_posted_wrong",
        "count line {0} is posted and says that serial {1} is {2}, but nothing was done about it",
        f"""SELECT l.id, n.serial, n.finding FROM document_line AS l JOIN count_pass AS p ON p.line_id = l.id
 AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q WHERE q.line_id = l.id)
 JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = p.pass_no
 LEFT JOIN serial AS s ON s.product_id = l.product_id AND s.serial_key = n.serial_key
 WHERE l.kind = 'count' AND l.state = 'posted' AND (n.finding = 'unknown' AND s.id IS NULL
 OR (n.finding = 'missing' OR n.finding = 'misplaced' OR n.finding = 'removed') AND coalesce({NEWEST_OF.format(serial="s")}, 0) <= p.ended_after) ORDER BY n.id""",
    ),
    Invariant(
        "count_posted_wrong",
        "count line {0} is posted and differs by {1} units without serials, its transactions add up to {2}",
        """SELECT w.id, w.units, w.posted FROM (SELECT l.id, p.counted - p.expected + coalesce((SELECT sum(CASE n.finding
 WHEN 'missing' THEN 1 WHEN 'found' THEN 0 ELSE -1 END) FROM noted_serial AS n WHERE n.line_id = l.id
 AND n.pass_no = p.pass_no), 0) AS units, coalesce((SELECT sum(t.quantity) FROM stock_transaction AS t
 WHERE t.document_line_id = l.id AND t.kind = 'count' AND t.serial_count = 0), 0) AS posted FROM document_line AS l
 JOIN count_pass AS p ON p.line_id = l.id AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q
 WHERE q.line_id = l.id) WHERE l.kind = 'count' AND l.state = 'posted') AS w WHERE w.units <> w.posted ORDER BY w.id""",
    ),
)
"""What was counted is what was posted (R41)."""

ADJUSTMENTS = (
    Invariant(
        "noted_wrong",
        "serial {1} waits on adjustment {0}, but is not on hold",
        """SELECT d.ref, s.serial FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 JOIN adjustment_line AS a ON a.line_id = l.id JOIN noted_serial AS n ON n.line_id = l.id
 JOIN serial AS s ON s.product_id = l.product_id AND s.serial_key = n.serial_key
 WHERE l.kind = 'adjustment' AND l.state = 'waiting' AND a.stock_line_id IS NOT NULL AND s.state = 'in_stock' AND NOT EXISTS (
 SELECT 1 FROM serial_hold AS h WHERE h.serial_id = s.id AND h.released_at IS NULL) ORDER BY n.id""",
    ),
    Invariant(
        "noted_wrong",
        "serial {1} waits on adjustment {0}, but transaction {2} has adjusted it",
        f"""SELECT d.ref, s.serial, t.id FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 JOIN adjustment_line AS a ON a.line_id = l.id JOIN noted_serial AS n ON n.line_id = l.id
 JOIN serial AS s ON s.product_id = l.product_id AND s.serial_key = n.serial_key JOIN stock_transaction AS t ON t.id = {NEWEST_OF.format(serial="s")} WHERE l.kind = 'adjustment'
 AND l.state = 'waiting' AND t.kind = 'adjustment' AND (a.stock_line_id IS NULL) = (t.quantity > 0) ORDER BY n.id""",
    ),
    Invariant(
        "noted_wrong",
        "adjustment {0} is {1}, but serial {2} is still on hold for it",
        """SELECT d.ref, l.state, s.serial FROM serial_hold AS h JOIN document_line AS l ON l.id = h.document_line_id
 JOIN document AS d ON d.id = l.document_id JOIN serial AS s ON s.id = h.serial_id
 WHERE h.released_at IS NULL AND l.state <> 'waiting' ORDER BY h.id""",
    ),
    Invariant(
        "adjustment_state_wrong",
        "adjustment {0} is {1}, but does not say what was asked, or was not asked to the end",
        """SELECT d.ref, l.state FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 LEFT JOIN adjustment_line AS a ON a.line_id = l.id
 WHERE l.kind = 'adjustment' AND (a.line_id IS NULL OR l.run_id IS NOT NULL OR d.state <> l.state) ORDER BY l.id""",
    ),
    Invariant(
        "adjusted_wrong",
        "adjustment {0} is posted with {1} serials noted, its transactions have {2}",
        """SELECT w.ref, w.noted, w.posted FROM (SELECT d.ref, l.id, (SELECT count(*) FROM noted_serial AS n WHERE n.line_id = l.id)
 AS noted, (SELECT coalesce(sum(t.serial_count), 0) FROM stock_transaction AS t WHERE t.document_line_id = l.id) AS posted
 FROM document_line AS l JOIN document AS d ON d.id = l.document_id WHERE l.kind = 'adjustment' AND l.state = 'posted') AS w
 WHERE w.noted <> w.posted ORDER BY w.id""",
    ),
)
"""What was asked is what was posted (R29)."""
