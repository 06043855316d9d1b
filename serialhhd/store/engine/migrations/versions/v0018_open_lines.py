"""Version 18: what is open of a product is found without reading all that a batch asks for (R32, R33)."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the index; the triggers, which look there, are made anew after any upgrade."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX ix_document_line_open ON document_line (product_id) WHERE state = 'open'"
    )
