"""Version 15: adjustments that wait for a supervisor, and what is on hold meanwhile (R29)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import add, loosen
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import PRINTABLE, TYPES
from serialhhd.store.engine.migrations.versions.v0014_customer_returns import CHECKS as OF_VERSION_14

revision = "0015"
down_revision = "0014"

_TABLE: Final = """CREATE TABLE adjustment_line (
 line_id {number} NOT NULL,
 stock_line_id {number},
 reason {text} NOT NULL,
 decided_by {text},
 CONSTRAINT pk_adjustment_line PRIMARY KEY (line_id),
 CONSTRAINT fk_adjustment_line_line_id FOREIGN KEY(line_id) REFERENCES document_line (id) ON DELETE CASCADE,
 CONSTRAINT fk_adjustment_line_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id),
 CONSTRAINT ck_adjustment_line_reason_printable CHECK ({reason_is_printable}),
 CONSTRAINT ck_adjustment_line_decided_by_printable CHECK ({decided_by_is_printable}),
 CONSTRAINT ck_adjustment_line_decided_by_named CHECK (trim(decided_by) <> '')
)"""
_COLUMNS: Final = (
    "ALTER TABLE noted_serial ADD COLUMN lot {text} CONSTRAINT ck_noted_serial_lot_printable CHECK ({lot_is_printable})",
    "ALTER TABLE noted_serial ADD COLUMN expiry {text}",
    "ALTER TABLE serial_hold ADD COLUMN document_line_id {number}",
    "CREATE INDEX ix_serial_hold_document_line ON serial_hold (document_line_id) WHERE document_line_id IS NOT NULL",
    "CREATE INDEX ix_document_line_waiting ON document_line (product_id) WHERE state = 'waiting'",
)

_KINDS = "kind IN ('pre_receipt', 'pick_list', 'transfer', 'count', 'batch', 'return', 'adjustment')"
_STATES = (
    "state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'counted', 'waiting', 'posted', 'rejected',"
    " 'done', 'cancelled')"
)
_OF_ADJUSTMENT = " OR kind = 'adjustment' AND state IN ('waiting', 'posted', 'rejected')"
_BEFORE = {(table, name): check for table, name, check in OF_VERSION_14}
CHECKS: Final = (
    *(
        one
        for table in ("document", "document_line")
        for one in (
            (table, "kind", _KINDS),
            (table, "state", _STATES),
            (table, "state_of_kind", _BEFORE[table, "state_of_kind"] + _OF_ADJUSTMENT),
        )
    ),
    (
        "document_line",
        "never_more",
        _BEFORE["document_line", "never_more"] + " AND (kind <> 'adjustment' OR done <= quantity)",
    ),
)


def upgrade() -> None:
    """Nothing waited before."""
    bind = op.get_bind()
    engine = bind.dialect.name
    printable = {
        f"{column}_is_printable": PRINTABLE[engine].replace("{column}", column)
        for column in ("reason", "decided_by", "lot")
    }
    for statement in (_TABLE, *_COLUMNS):
        bind.exec_driver_sql(statement.format(**TYPES[engine], **printable).replace("%", "%%"))
    add(
        bind,
        "serial_hold",
        "CONSTRAINT fk_serial_hold_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id)",
    )
    for check in CHECKS:
        loosen(bind, *check)
