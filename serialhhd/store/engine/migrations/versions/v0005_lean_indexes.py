"""Version 5: in a SQLite file no index names the id, which SQLite keeps in each of them by itself: eight bytes a serial less.

The triggers, which are made anew after every upgrade, write one page less with each scan.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

_FOUND = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%, id)%'"


def upgrade() -> None:
    """Make those indexes anew."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return
    for name, sql in bind.exec_driver_sql(_FOUND).all():
        bind.exec_driver_sql(f"DROP INDEX {name}")
        bind.exec_driver_sql(sql.replace(", id)", ")"))
