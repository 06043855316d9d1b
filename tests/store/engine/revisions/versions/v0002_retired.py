"""What version 2 would be after a version 1 that knew no retired product; it rebuilds the ledger's table as well."""

import sqlalchemy as sa
from alembic import op

from serialhhd.store.schema import models
from serialhhd.store.schema.columns import UtcTime

revision = "0002"
down_revision = None


def upgrade() -> None:
    op.add_column("product", sa.Column("retired_at", UtcTime, nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    ledger = models.metadata.tables["stock_transaction"]
    with op.batch_alter_table(ledger.name, copy_from=ledger, recreate="always" if is_sqlite else "never"):
        pass
