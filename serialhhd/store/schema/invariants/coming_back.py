"""What must never be of what comes back, and of what goes back: more than left, or to somebody else (R34, R36, R37)."""

# ruff: noqa: S608 - this SQL is put together from the constants of the guards alone

from serialhhd.store.schema.guards.guard import NEWEST_OF, is_blank, is_other
from serialhhd.store.schema.invariants.invariant import Invariant

COMING_BACK = (
    Invariant(
        "return_above_dispatch",
        "pick task {0} has {1} units and {2} serials that are not back: more came back than left",
        """SELECT n.line_id, n.units, n.serials FROM (SELECT d.id AS line_id,
 sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * abs(t.quantity)) AS units,
 sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * t.serial_count) AS serials
 FROM document_line AS d JOIN stock_transaction AS t ON t.document_line_id = d.id
 WHERE d.kind = 'pick_list' AND (t.kind = 'pick' OR t.kind = 'return') GROUP BY d.id) AS n
 WHERE n.units < 0 OR n.serials < 0 OR n.units < n.serials ORDER BY n.line_id""",
    ),
    Invariant(
        "return_above_dispatch",
        "pick task {0} has {1} units under {2} that are not back: more came back under it than left",
        """SELECT n.line_id, n.units, n.tracking_type FROM (SELECT d.id AS line_id, s.tracking_type,
 sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * abs(t.quantity)) AS units
 FROM (SELECT DISTINCT document_line_id FROM stock_transaction WHERE kind = 'return') AS r
 JOIN document_line AS d ON d.id = r.document_line_id AND d.kind = 'pick_list'
 JOIN stock_transaction AS t ON t.document_line_id = d.id AND (t.kind = 'pick' OR t.kind = 'return')
 JOIN stock_line AS s ON s.id = t.stock_line_id
 GROUP BY d.id, s.tracking_type) AS n WHERE n.units < 0 ORDER BY n.line_id""",
    ),
    Invariant(
        "put_back_uncancelled",
        "transaction {0} put back {1} units of pick list {2}, which is {3}",
        """SELECT t.id, t.quantity, o.ref, o.state FROM stock_transaction AS t
 JOIN document_line AS d ON d.id = t.document_line_id JOIN document AS o ON o.id = d.document_id
 WHERE t.kind = 'return' AND o.kind = 'pick_list' AND o.state <> 'cancelled' ORDER BY t.id""",
    ),
    Invariant(
        "serial_state_unfounded",
        "serial {0} is {1}, but {2} is a pick list of the other sort: for a supplier, or for a customer",
        f"""SELECT n.serial, n.state, o.ref FROM serial AS n JOIN stock_transaction AS t
 ON t.id = {NEWEST_OF.format(serial="n")} JOIN document_line AS d ON d.id = t.document_line_id
 JOIN document AS o ON o.id = d.document_id
 WHERE n.state = 'dispatched' AND o.to_supplier OR n.state = 'returned' AND NOT o.to_supplier ORDER BY n.id""",
    ),
    Invariant(
        "return_above_dispatch",
        "{0} more units of {1} without serials came back than left on {2}",
        """SELECT -n.units, p.sku, n.ref FROM (SELECT o.id, o.ref, t.product_id,
 sum(CASE WHEN t.kind = 'dispatch' THEN 1 ELSE -1 END * (abs(t.quantity) - t.serial_count)) AS units
 FROM document AS o JOIN document AS b ON b.id = o.id OR b.pick_list_id = o.id JOIN document_line AS d ON d.document_id = b.id
 JOIN stock_transaction AS t ON t.document_line_id = d.id
 WHERE o.id IN (SELECT r.pick_list_id FROM document AS r WHERE r.pick_list_id IS NOT NULL)
 AND (t.kind = 'dispatch' OR t.kind = 'return') GROUP BY o.id, o.ref, t.product_id) AS n
 JOIN product AS p ON p.id = n.product_id WHERE n.units < 0 ORDER BY n.id""",
    ),
    Invariant(
        "noted_wrong",
        "line {1} of return {0} names {2} serials, but announces {3} units",
        """SELECT w.ref, w.line_no, w.named, w.quantity FROM (SELECT d.id, d.ref, l.line_no, l.quantity, count(*) AS named
 FROM noted_serial AS n JOIN document_line AS l ON l.id = n.line_id AND l.kind = 'return'
 JOIN document AS d ON d.id = l.document_id GROUP BY d.id, d.ref, l.line_no, l.quantity) AS w
 WHERE w.named <> w.quantity ORDER BY w.id, w.line_no""",
    ),
    Invariant(
        "noted_wrong",
        "transaction {0} took back {1} units and {2} serials, of which {3} are named by its return",
        """SELECT w.id, w.quantity, w.serial_count, w.named FROM (SELECT t.id, t.quantity, t.serial_count,
 (SELECT count(*) FROM transaction_serial AS k JOIN serial AS s ON s.id = k.serial_id JOIN noted_serial AS n
 ON n.line_id = l.id AND n.serial_key = s.serial_key WHERE k.transaction_id = t.id) AS named
 FROM document_line AS l JOIN stock_transaction AS t ON t.document_line_id = l.id AND t.kind = 'return'
 WHERE l.kind = 'return' AND EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = l.id)) AS w
 WHERE w.named <> w.quantity OR w.serial_count <> w.quantity ORDER BY w.id""",
    ),
    Invariant(
        "return_of_other_customer",
        "serial {0} came back on {1} with transaction {2}, but had not left for {3}",
        f"""SELECT s.serial, o.ref, t.id, coalesce(a.ref, o.partner) FROM document AS o JOIN document_line AS d ON d.document_id = o.id
 JOIN stock_transaction AS t ON t.document_line_id = d.id JOIN transaction_serial AS l ON l.transaction_id = t.id
 JOIN serial AS s ON s.id = l.serial_id LEFT JOIN document AS a ON a.id = o.pick_list_id
 LEFT JOIN stock_transaction AS n ON n.id = (SELECT max(k.transaction_id) FROM transaction_serial AS k
 WHERE k.serial_id = l.serial_id AND k.transaction_id < t.id) LEFT JOIN document_line AS w ON w.id = n.document_line_id
 LEFT JOIN document AS p ON p.id = w.document_id WHERE o.kind = 'return' AND CASE WHEN o.pick_list_id IS NOT NULL
 THEN coalesce(p.id, 0) <> o.pick_list_id ELSE n.id IS NOT NULL AND (p.partner IS NULL OR {is_other("o.partner", "p.partner")}) END
 ORDER BY t.id""",
    ),
    Invariant(
        "return_origin_wrong",
        "return {0} does not say who sends it",
        f"SELECT o.ref FROM document AS o WHERE o.kind = 'return' AND {is_blank('o.partner')} ORDER BY o.id",
    ),
    Invariant(
        "return_origin_wrong",
        "return {0} of {1} names {2}, which is {3} and was not dispatched to this customer from this account",
        f"""SELECT o.ref, o.partner, p.ref, p.state FROM document AS o JOIN document AS p ON p.id = o.pick_list_id
 WHERE o.kind = 'return' AND NOT (p.kind = 'pick_list' AND p.state = 'dispatched' AND NOT p.to_supplier AND p.account_id = o.account_id
 AND (p.partner IS NULL OR NOT {is_other("o.partner", "p.partner")})) ORDER BY o.id""",
    ),
    Invariant(
        "return_without_list",
        "transaction {0} brought back {1} units without serials, which left on no pick list that a return names",
        """SELECT t.id, t.quantity - t.serial_count FROM stock_transaction AS t
 LEFT JOIN document_line AS d ON d.id = t.document_line_id LEFT JOIN document AS o ON o.id = d.document_id
 WHERE t.kind = 'return' AND t.quantity > t.serial_count AND t.condition IS NOT NULL
 AND (o.id IS NULL OR o.kind = 'return' AND o.pick_list_id IS NULL) ORDER BY t.id""",
    ),
)
"""What comes back left before, and what went to a supplier is no customer's."""
