"""What must never be of adjustments: what waits is on hold, and what was asked is what was posted (R29)."""

from serialhhd.store.schema.invariant import Invariant

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
