"""What must never be of what a row of the ledger names: a line of something else, no reason, a dispatch of what was not picked (R12, R28)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards.guard import NEWEST_OF, is_blank
from serialhhd.store.schema.invariants.invariant import Invariant

NAMED_LINES = (
    Invariant(
        "line_of_other_work",
        "transaction {0} is a {1}, but the line that it names is of a {2}, or of another product",
        """SELECT t.id, t.kind, coalesce(d.kind, 'document that is not there') FROM stock_transaction AS t
 LEFT JOIN document_line AS d ON d.id = t.document_line_id WHERE t.document_line_id IS NULL AND (t.kind = 'pick' OR t.kind = 'dispatch')
 OR t.document_line_id IS NOT NULL AND (d.product_id <> t.product_id OR NOT CASE t.kind WHEN 'receipt' THEN d.kind = 'pre_receipt'
 WHEN 'transfer' THEN d.kind = 'transfer' OR d.kind = 'batch' WHEN 'adjustment' THEN d.kind = 'transfer' OR d.kind = 'adjustment' OR d.kind = 'batch' AND t.quantity = 0
 WHEN 'return' THEN d.kind = 'return' OR d.kind = 'pick_list' WHEN 'count' THEN d.kind = 'count' ELSE d.kind = 'pick_list' END)
 ORDER BY t.id""",
    ),
    Invariant(
        "adjusted_without_reason",
        "transaction {0} adjusted stock by {1} and does not say why",
        f"""SELECT t.id, t.quantity FROM stock_transaction AS t WHERE t.kind = 'adjustment' AND {is_blank("t.note")} ORDER BY t.id""",
    ),
    Invariant(
        "dispatched_not_picked",
        "pick task {0} says {1} were picked and is of a list that is {2}, its dispatches add up to {3}",
        """SELECT d.id, d.done, o.state, coalesce(n.units, 0) FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 LEFT JOIN (SELECT t.document_line_id, -sum(t.quantity) AS units FROM stock_transaction AS t WHERE t.kind = 'dispatch'
 GROUP BY t.document_line_id) AS n ON n.document_line_id = d.id
 WHERE d.kind = 'pick_list' AND CASE WHEN o.state = 'dispatched' THEN d.done ELSE 0 END <> coalesce(n.units, 0) ORDER BY d.id""",
    ),
    Invariant(
        "dispatched_not_picked",
        "serial {0} is picked, but its list {1} is dispatched",
        f"""SELECT s.serial, o.ref FROM serial AS s JOIN stock_transaction AS t ON t.id = {NEWEST_OF.format(serial="s")}
 JOIN document_line AS d ON d.id = t.document_line_id JOIN document AS o ON o.id = d.document_id
 WHERE s.state = 'picked' AND o.state = 'dispatched' ORDER BY s.id""",
    ),
    Invariant(
        "transfer_unbalanced",
        "transaction {0} is of a count: {1} units left stock line {2}, where nothing was counted, and never arrived",
        """SELECT f.id, -f.quantity, f.stock_line_id FROM stock_transaction AS f JOIN document_line AS l ON l.id = f.document_line_id
 JOIN stock_line AS s ON s.id = f.stock_line_id LEFT JOIN stock_transaction AS t ON t.from_id = f.id
 WHERE f.kind = 'count' AND f.quantity < 0 AND s.location_id <> l.location_id AND t.id IS NULL ORDER BY f.id""",
    ),
)
"""What is done on paper is what the paper asks for."""
