"""What guards, whoever reads a batch, and `store check` ask of one: what a line still wants, whose cart it is, and what must never be (R19, R31-R33)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from serialhhd.store.schema.invariants.invariant import Invariant

WANTS: Final = """FROM document_line AS k JOIN batch_list AS b ON b.list_id = k.document_id AND b.ended_at IS NULL
 WHERE k.state = 'open' AND k.product_id = {product} AND +b.batch_id = {batch}"""
"""SQL: the open tasks of a product on the lists of an open batch.

By the open lines of the product, whatever documents they are on: without the plus SQLite reads all tasks of the batch, for each of its lines.
"""
_ITS_TASKS: Final = WANTS.format(product="{row}.product_id", batch="{row}.document_id")
WANTED_HERE: Final = f"""(SELECT coalesce(sum(k.quantity - k.done), 0) {_ITS_TASKS}
 AND coalesce(k.location_id, 0) = coalesce({{row}}.location_id, 0))"""
"""SQL: how many units the open tasks of a batch want that ask for them as a line of it does, a row of `document_line`."""
WANTED: Final = f"(SELECT coalesce(sum(k.quantity - k.done), 0) {_ITS_TASKS})"
"""SQL: how many units of the product of a line the open tasks of its batch want."""
ON_CART: Final = """(SELECT coalesce(sum(s.quantity), 0) FROM batch_cart AS c JOIN stock_line AS s ON s.location_id = c.cart_id
 WHERE c.batch_id = {row}.document_id AND s.product_id = {row}.product_id)"""
"""SQL: how many of them lie on its cart."""
OF_ITS_BATCH: Final = """EXISTS (SELECT 1 FROM document_line AS k JOIN batch_list AS b ON b.list_id = k.document_id AND b.ended_at IS NULL
 JOIN batch_cart AS c ON c.batch_id = b.batch_id WHERE k.id = NEW.document_line_id AND c.cart_id = (SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id))"""
"""SQL: a row of the ledger is of a pick list whose batch has the cart that the row is about (R19)."""

_ASKED: Final = """(SELECT b.batch_id, k.product_id, coalesce(k.location_id, 0) AS place, sum(k.quantity) AS units FROM batch_list AS b
 JOIN document_line AS k ON k.document_id = b.list_id WHERE b.ended_at IS NULL GROUP BY b.batch_id, k.product_id, coalesce(k.location_id, 0))"""
"""What the pick lists of each open batch asked for when it was made."""

BATCHES: Final = (
    Invariant(
        "batch_state_wrong",
        "batch {0} is done, but {1} of its lists is {2}, with open tasks",
        """SELECT d.ref, o.ref, o.state FROM document AS d JOIN batch_list AS b ON b.batch_id = d.id JOIN document AS o ON o.id = b.list_id
 WHERE d.state = 'done' AND EXISTS (SELECT 1 FROM document_line AS k WHERE k.document_id = o.id AND k.state = 'open') ORDER BY d.id""",
    ),
    Invariant(
        "batch_state_wrong",
        "batch {0} is {1}, but its lists and its cart are {2}",
        """SELECT d.ref, d.state, CASE WHEN d.state = 'open' THEN 'let go' ELSE 'still its own' END FROM document AS d
 WHERE d.kind = 'batch' AND (EXISTS (SELECT 1 FROM batch_list AS b WHERE b.batch_id = d.id AND (b.ended_at IS NULL) <> (d.state = 'open'))
 OR EXISTS (SELECT 1 FROM batch_cart AS c WHERE c.batch_id = d.id AND (c.ended_at IS NULL) <> (d.state = 'open'))) ORDER BY d.id""",
    ),
    Invariant(
        "batch_state_wrong",
        "batch {0} is to walk {1} units of {2}, its pick lists ask for {3}",
        f"""SELECT d.ref, coalesce(l.quantity, 0), p.sku, n.units FROM {_ASKED} AS n JOIN document AS d ON d.id = n.batch_id JOIN product AS p ON p.id = n.product_id
 LEFT JOIN document_line AS l ON l.document_id = d.id AND l.product_id = n.product_id AND coalesce(l.location_id, 0) = n.place
 WHERE d.state = 'open' AND coalesce(l.quantity, 0) <> n.units ORDER BY d.id""",
    ),
    Invariant(
        "batch_state_wrong",
        "batch {0} has no pick list",
        """SELECT d.ref FROM document AS d WHERE d.kind = 'batch'
 AND NOT EXISTS (SELECT 1 FROM batch_list AS b WHERE b.batch_id = d.id) ORDER BY d.id""",
    ),
)
"""What must never be of batches."""
