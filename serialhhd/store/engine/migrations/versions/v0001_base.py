"""Version 1: the first tables. A store is never upgraded to it: new stores begin with the tables of today.

What comes after it says `down_revision = "0001"` and changes the tables with `alembic.op`. Three things to know:
SQLite rebuilds a table in batch mode (`op.batch_alter_table(..., copy_from=...)`: without `copy_from` it forgets the CHECK
constraints); the triggers are dropped before and made anew after; `SCHEMA_VERSION` in `database.py` rises with it.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """There is nothing before version 1."""
