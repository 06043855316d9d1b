"""What must never be of counts: what was counted is what was posted (R40, R41)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards.guard import one_of
from serialhhd.store.schema.invariant import Invariant

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
        """SELECT l.id, n.serial, n.finding FROM document_line AS l JOIN count_pass AS p ON p.line_id = l.id
 AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q WHERE q.line_id = l.id)
 JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = p.pass_no
 LEFT JOIN serial AS s ON s.product_id = l.product_id AND s.serial_key = n.serial_key
 WHERE l.kind = 'count' AND l.state = 'posted' AND (n.finding = 'unknown' AND s.id IS NULL
 OR (n.finding = 'missing' OR n.finding = 'misplaced' OR n.finding = 'removed') AND coalesce((SELECT max(k.transaction_id)
 FROM transaction_serial AS k WHERE k.serial_id = s.id), 0) <= p.ended_after) ORDER BY n.id""",
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
