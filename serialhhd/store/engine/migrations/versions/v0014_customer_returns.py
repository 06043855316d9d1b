"""Version 14: returns of customers, and in what state goods come back (R34, R35)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import add, loosen
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import PRINTABLE, TYPES
from serialhhd.store.engine.migrations.versions.v0012_batches import CHECKS as OF_VERSION_12

revision = "0014"
down_revision = "0013"

_COLUMNS: Final = (
    (
        "ALTER TABLE document ADD COLUMN pick_list_id {number}"
        " CONSTRAINT ck_document_pick_list_id CHECK (pick_list_id IS NULL OR kind = 'return')"
    ),
    "CREATE INDEX ix_document_pick_list ON document (pick_list_id) WHERE pick_list_id IS NOT NULL",
    (
        "ALTER TABLE stock_transaction ADD COLUMN condition {text}"
        " CONSTRAINT ck_stock_transaction_condition CHECK (trim(condition) <> '')"
        " CONSTRAINT ck_stock_transaction_condition_printable CHECK ({is_printable})"
    ),
    "DROP INDEX uq_document_line_announced",
    (
        "CREATE UNIQUE INDEX uq_document_line_announced ON document_line (document_id, product_id)"
        " WHERE kind IN ('pre_receipt', 'return')"
    ),
)
_OF_RETURN: Final = {
    "kind": "kind IN ('pre_receipt', 'pick_list', 'transfer', 'count', 'batch', 'return')",
    "state_of_kind": " OR kind = 'return' AND state IN ('open', 'received', 'cancelled')",
    "never_more": " AND (kind <> 'return' OR done <= quantity)",
}
CHECKS: Final = tuple(
    (table, name, _OF_RETURN[name] if name == "kind" else check + _OF_RETURN[name])
    for table, name, check in OF_VERSION_12
    if name in _OF_RETURN
)
_NOT_STATED: Final = """UPDATE stock_transaction SET condition = 'not stated' WHERE kind = 'return' AND NOT EXISTS (SELECT 1
 FROM document_line AS d WHERE d.id = stock_transaction.document_line_id AND d.kind = 'pick_list')"""


def upgrade() -> None:
    """Nobody announced a return before, and nobody said in what state goods came back: that is what is kept of them."""
    bind = op.get_bind()
    engine = bind.dialect.name
    said = {**TYPES[engine], "is_printable": PRINTABLE[engine].format(column="condition")}
    for statement in _COLUMNS:
        bind.exec_driver_sql(statement.format(**said))
    add(
        bind,
        "document",
        "CONSTRAINT fk_document_pick_list_id FOREIGN KEY(pick_list_id) REFERENCES document (id)",
    )
    for check in CHECKS:
        loosen(bind, *check)
    bind.exec_driver_sql(_NOT_STATED)
