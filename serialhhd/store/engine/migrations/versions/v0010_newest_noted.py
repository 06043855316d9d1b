"""Version 10: the newest serials that are noted in a pass are found without sorting all of them (R38)."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the index; SQLite keeps the id in each of them by itself."""
    bind = op.get_bind()
    columns = "line_id, pass_no" if bind.dialect.name == "sqlite" else "line_id, pass_no, id"
    bind.exec_driver_sql(f"CREATE INDEX ix_noted_serial_newest ON noted_serial ({columns})")
