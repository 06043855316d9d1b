"""Version 18: what is open of a product, or waits, is found without reading all that documents ever asked for of it (R29, R32, R33)."""

from alembic import op

revision = "0018"
down_revision = "0017"

_STATEMENTS = (
    "DROP INDEX ix_document_line_product_id",
    "DROP INDEX ix_document_line_waiting",
    "CREATE INDEX ix_document_line_product ON document_line (product_id, state)",
)


def upgrade() -> None:
    """Make one index of two; the triggers, which look there, are made anew after any upgrade."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
