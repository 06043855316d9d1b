"""Version 2: the tables of 0.2.0, the first release. A store is never upgraded to it: new stores begin with today's tables.

What comes after it says `down_revision = "0002"` and changes the tables with `alembic.op`. Three things to know:
SQLite rebuilds a table in batch mode (`op.batch_alter_table(..., copy_from=...)`: without `copy_from` it forgets the CHECK
constraints); the triggers are dropped before and made anew after; `SCHEMA_VERSION` in `database.py` rises with it.
"""

revision = "0002"
down_revision = None


def upgrade() -> None:
    """What was before version 2 cannot be brought up to date."""
