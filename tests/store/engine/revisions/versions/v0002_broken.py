"""A revision that fails half-way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("account", sa.Column("half", sa.Integer()))
    op.execute("INSERT INTO nowhere VALUES (1)")
