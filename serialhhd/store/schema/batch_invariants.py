"""What must never be of batches: a state that does not fit their lists and their cart (R31-R33)."""

from typing import Final

from serialhhd.store.schema.invariant import Invariant

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
        "batch {0} has no pick list",
        """SELECT d.ref FROM document AS d WHERE d.kind = 'batch'
 AND NOT EXISTS (SELECT 1 FROM batch_list AS b WHERE b.batch_id = d.id) ORDER BY d.id""",
    ),
)
"""What must never be of batches."""
