"""A revision that fails half-way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("account", sa.Column("half", sa.Integer()))
    op.execute("INSERT INTO nowhere VALUES (1)")
