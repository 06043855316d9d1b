"""What version 2 would be after a version 1 that knew no retired product; it rebuilds the ledger's table as well."""

import sqlalchemy as sa
from alembic import op

from serialhhd.store.schema import tables as t

revision = "0002"
down_revision = None


def upgrade() -> None:
    op.add_column("product", sa.Column("retired_at", t.UtcTime, nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        "stock_transaction", copy_from=t.stock_transaction, recreate="always" if is_sqlite else "never"
    ):
        pass
