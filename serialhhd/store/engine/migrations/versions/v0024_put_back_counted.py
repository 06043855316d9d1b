"""Version 24: what is put back is counted on its task, so that what waits is found without reading every list that was ever cancelled (R36)."""

from alembic import op

revision = "0024"
down_revision = "0023"

_STATEMENTS = (
    """UPDATE document_line SET received = (SELECT coalesce(sum(t.quantity), 0) FROM stock_transaction AS t
 WHERE t.document_line_id = document_line.id AND t.kind = 'return')
 WHERE kind = 'pick_list' AND state = 'cancelled' AND done > 0""",
    """CREATE INDEX ix_document_line_put_back ON document_line (document_id)
 WHERE kind = 'pick_list' AND state = 'cancelled' AND done > received""",
)


def upgrade() -> None:
    """Count what the ledger says is back, and make an index of what is not."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
