"""Version 23: what is open is found without reading what is over, and what moved for a line without reading all of its kind."""

from alembic import op

revision = "0023"
down_revision = "0022"

_STATEMENTS = (
    "CREATE INDEX ix_document_state ON document (kind, state, id)",
    "CREATE INDEX ix_run_ended ON run (operator_key, flow, id) WHERE state <> 'open'",
    "CREATE INDEX ix_run_state ON run (state, id)",
    "DROP INDEX ix_stock_transaction_document_line",
    """CREATE INDEX ix_stock_transaction_document_line ON stock_transaction (document_line_id, kind)
 WHERE document_line_id IS NOT NULL""",
)


def upgrade() -> None:
    """Make three indexes more, and one anew: with the kind in it neither SQLite nor PostgreSQL reads every pick there is for those of a line."""
    bind = op.get_bind()
    for statement in _STATEMENTS:
        bind.exec_driver_sql(statement.replace(", id)", ")") if bind.dialect.name == "sqlite" else statement)
