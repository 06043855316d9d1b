"""Version 19: the databases refuse what the store refuses, and an adjustment without a reason says so (R28)."""

from typing import Final

from alembic import op

revision = "0019"
down_revision = "0018"

_NOT_STATED: Final = "UPDATE stock_transaction SET note = 'not stated' WHERE kind = 'adjustment' AND trim(coalesce(note, '')) = ''"


def upgrade() -> None:
    """Write down what nobody said; the triggers are made anew after any upgrade."""
    op.get_bind().exec_driver_sql(_NOT_STATED)
