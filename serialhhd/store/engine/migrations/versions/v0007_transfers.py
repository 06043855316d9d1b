"""Version 7: places have kinds, and each warehouse a transit location; transfers, and serials that are in transit (R19, R23-R26)."""

from typing import Final

from alembic import op
from sqlalchemy import Connection

from serialhhd.store.engine.migrations.constraints import add, loosen
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import TYPES

revision = "0007"
down_revision = "0006"

_COLUMNS: Final = (
    (
        "ALTER TABLE location ADD COLUMN kind VARCHAR(10) DEFAULT 'storage' NOT NULL"
        " CONSTRAINT ck_location_kind CHECK (kind IN ('storage', 'quarantine', 'cart', 'transit'))"
    ),
    "CREATE UNIQUE INDEX uq_location_transit ON location (warehouse_id) WHERE kind = 'transit'",
    "ALTER TABLE document ADD COLUMN warehouse_id {number}",
    *(
        f"ALTER TABLE document_line ADD COLUMN {column} INTEGER DEFAULT '0' NOT NULL"
        f" CONSTRAINT ck_document_line_{column} CHECK ({column} BETWEEN 0 AND 999999999)"
        for column in ("received", "lost")
    ),
)
_TABLE: Final = """CREATE TABLE transfer (
 document_id {number} NOT NULL,
 to_warehouse_id {number},
 to_account_id {number},
 CONSTRAINT pk_transfer PRIMARY KEY (document_id),
 CONSTRAINT ck_transfer_one_way CHECK ((to_warehouse_id IS NULL) <> (to_account_id IS NULL)),
 CONSTRAINT fk_transfer_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE,
 CONSTRAINT fk_transfer_to_warehouse_id FOREIGN KEY(to_warehouse_id) REFERENCES warehouse (id),
 CONSTRAINT fk_transfer_to_account_id FOREIGN KEY(to_account_id) REFERENCES account (id)
)"""

_KINDS = "kind IN ('pre_receipt', 'pick_list', 'transfer')"
_STATES = "state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'cancelled')"
_OF_PRE_RECEIPT = "kind = 'pre_receipt' AND state IN ('open', 'received', 'cancelled')"
_OF_TRANSFER = "kind = 'transfer' AND state IN ('open', 'shipped', 'received', 'cancelled')"
CHECKS: Final = (
    ("document", "kind", _KINDS),
    ("document", "state", _STATES),
    (
        "document",
        "state_of_kind",
        f"{_OF_PRE_RECEIPT} OR kind = 'pick_list' AND state IN ('open', 'picked', 'dispatched', 'cancelled') OR {_OF_TRANSFER}",
    ),
    ("document_line", "kind", _KINDS),
    ("document_line", "state", _STATES),
    (
        "document_line",
        "state_of_kind",
        f"{_OF_PRE_RECEIPT} OR kind = 'pick_list' AND state IN ('open', 'picked', 'cancelled') OR {_OF_TRANSFER}",
    ),
    (
        "document_line",
        "never_more",
        (
            "(kind <> 'pick_list' OR done <= quantity) AND (kind <> 'transfer' OR done <= quantity)"
            " AND (kind <> 'transfer' OR received + lost <= done)"
        ),
    ),
    (
        "document_line",
        "short_has_reason",
        (
            "(kind <> 'pick_list' OR state NOT IN ('picked') OR done = quantity OR short_reason IS NOT NULL)"
            " AND (kind <> 'transfer' OR state NOT IN ('shipped', 'received') OR done = quantity OR short_reason IS NOT NULL)"
        ),
    ),
    (
        "serial",
        "state",
        "state IN ('captured', 'expected', 'in_stock', 'in_transit', 'picked', 'dispatched', 'removed')",
    ),
    (
        "serial",
        "in_stock_has_line",
        "(state = 'in_stock' OR state = 'in_transit') = (stock_line_id IS NOT NULL)",
    ),
)


def upgrade() -> None:
    """Every place is for storage, as it was; each warehouse gets its transit location."""
    bind = op.get_bind()
    types = TYPES[bind.dialect.name]
    for statement in (*_COLUMNS, _TABLE):
        bind.exec_driver_sql(statement.format(**types))
    add(
        bind,
        "document",
        "CONSTRAINT fk_document_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)",
    )
    for check in CHECKS:
        loosen(bind, *check)
    for warehouse_id, code in bind.exec_driver_sql("SELECT id, code FROM warehouse ORDER BY id").all():
        _add_transit_location(bind, warehouse_id, code)


def _add_transit_location(bind: Connection, warehouse_id: int, warehouse: str) -> None:
    """Add the transit location of a warehouse, under a code that no place has: codes have 64 characters at most."""
    number, code = 1, f"TRANSIT-{warehouse}"[:64]
    while bind.exec_driver_sql(_FIND[bind.dialect.name], (code.casefold(),)).first():
        number += 1
        code = f"TRANSIT-{warehouse}"[:60] + f"-{number}"
    bind.exec_driver_sql(_ADD[bind.dialect.name], (code, code.casefold(), warehouse_id))


_FIND: Final = {
    "sqlite": "SELECT id FROM location WHERE code_key = ?",
    "postgresql": "SELECT id FROM location WHERE code_key = %s",
}
_ADD: Final = {
    "sqlite": "INSERT INTO location (code, code_key, warehouse_id, kind) VALUES (?, ?, ?, 'transit')",
    "postgresql": "INSERT INTO location (code, code_key, warehouse_id, kind) VALUES (%s, %s, %s, 'transit')",
}
