"""Version 12: batches, the pick lists that they are made of, and the carts that they are walked onto (R31-R33)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import loosen
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import TYPES
from serialhhd.store.engine.migrations.versions.v0007_transfers import CHECKS as OF_VERSION_7
from serialhhd.store.engine.migrations.versions.v0009_counts import CHECKS as OF_VERSION_9

revision = "0012"
down_revision = "0011"

_TABLES: Final = (
    """CREATE TABLE batch_cart (
 id {id} NOT NULL,
 batch_id {number} NOT NULL,
 cart_id {number} NOT NULL,
 ended_at BIGINT,
 CONSTRAINT pk_batch_cart PRIMARY KEY (id),
 CONSTRAINT uq_batch_cart_batch_id UNIQUE (batch_id),
 CONSTRAINT fk_batch_cart_batch_id FOREIGN KEY(batch_id) REFERENCES document (id),
 CONSTRAINT fk_batch_cart_cart_id FOREIGN KEY(cart_id) REFERENCES location (id)
)""",
    "CREATE UNIQUE INDEX uq_batch_cart_in_use ON batch_cart (cart_id) WHERE ended_at IS NULL",
    """CREATE TABLE batch_list (
 id {id} NOT NULL,
 batch_id {number} NOT NULL,
 place INTEGER NOT NULL,
 list_id {number} NOT NULL,
 ended_at BIGINT,
 CONSTRAINT pk_batch_list PRIMARY KEY (id),
 CONSTRAINT uq_batch_list_batch_id_place UNIQUE (batch_id, place),
 CONSTRAINT ck_batch_list_place CHECK (place >= 1),
 CONSTRAINT fk_batch_list_batch_id FOREIGN KEY(batch_id) REFERENCES document (id),
 CONSTRAINT fk_batch_list_list_id FOREIGN KEY(list_id) REFERENCES document (id)
)""",
    "CREATE UNIQUE INDEX uq_batch_list_in_batch ON batch_list (list_id) WHERE ended_at IS NULL",
)

_KINDS = "kind IN ('pre_receipt', 'pick_list', 'transfer', 'count', 'batch')"
_STATES = "state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'counted', 'posted', 'rejected', 'done', 'cancelled')"
_OF_BATCH = " OR kind = 'batch' AND state IN ('open', 'done', 'cancelled')"
_STATES_OF_KIND = {table: check for table, name, check in OF_VERSION_9 if name == "state_of_kind"}
_NEVER_MORE = next(check for _, name, check in OF_VERSION_7 if name == "never_more")
CHECKS: Final = (
    *(
        one
        for table in ("document", "document_line")
        for one in (
            (table, "kind", _KINDS),
            (table, "state", _STATES),
            (table, "state_of_kind", _STATES_OF_KIND[table] + _OF_BATCH),
        )
    ),
    ("document_line", "never_more", f"{_NEVER_MORE} AND (kind <> 'batch' OR done <= quantity)"),
)


def upgrade() -> None:
    """Nothing was picked in batches before."""
    bind = op.get_bind()
    for statement in _TABLES:
        bind.exec_driver_sql(statement.format(**TYPES[bind.dialect.name]))
    for check in CHECKS:
        loosen(bind, *check)
