"""Version 6: a store says what it is for (R68). All of before are for work."""

from alembic import op

revision = "0006"
down_revision = "0005"

_TABLE = """CREATE TABLE store_purpose (
 purpose VARCHAR(8) NOT NULL,
 first_day {bytes},
 CONSTRAINT pk_store_purpose PRIMARY KEY (purpose),
 CONSTRAINT ck_store_purpose_first_day_of_training CHECK (first_day IS NULL OR purpose = 'training'),
 CONSTRAINT ck_store_purpose_purpose CHECK (purpose IN ('work', 'training'))
)"""
_BYTES = {"sqlite": "BLOB", "postgresql": "BYTEA"}


def upgrade() -> None:
    """Add the table with its one row."""
    bind = op.get_bind()
    bind.exec_driver_sql(_TABLE.format(bytes=_BYTES[bind.dialect.name]))
    bind.exec_driver_sql("INSERT INTO store_purpose (purpose) VALUES ('work')")
