"""Version 4: transactions, and runs that were cancelled, say which supervisor approved them (R67)."""

from alembic import op

from serialhhd.store.engine.migrations.versions.v0003_flow_versions import PRINTABLE, TYPES

revision = "0004"
down_revision = "0003"

_COLUMN = "approved_by {text} CONSTRAINT ck_{table}_approved_by_printable CHECK ({is_printable})"


def upgrade() -> None:
    """Add the columns; what was before was approved by nobody."""
    bind = op.get_bind()
    engine = bind.dialect.name
    said = {"text": TYPES[engine]["text"], "is_printable": PRINTABLE[engine].format(column="approved_by")}
    for table in ("run", "stock_transaction"):
        bind.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {_COLUMN.format(table=table, **said)}")
