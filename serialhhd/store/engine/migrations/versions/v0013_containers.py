"""Version 13: containers, and what lies in them (R21, R30)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import add
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import PRINTABLE, TYPES

revision = "0013"
down_revision = "0012"

_STATEMENTS: Final = (
    """CREATE TABLE container (
 id {id} NOT NULL,
 code {text} NOT NULL,
 code_key {text} NOT NULL,
 kind VARCHAR(6) NOT NULL,
 inside_id {number},
 document_id {number},
 run_id {number},
 CONSTRAINT pk_container PRIMARY KEY (id),
 CONSTRAINT uq_container_code_key UNIQUE (code_key),
 CONSTRAINT ck_container_kind CHECK (kind IN ('tote', 'pallet', 'sscc')),
 CONSTRAINT fk_container_inside_id FOREIGN KEY(inside_id) REFERENCES container (id),
 CONSTRAINT fk_container_document_id FOREIGN KEY(document_id) REFERENCES document (id),
 CONSTRAINT fk_container_run_id FOREIGN KEY(run_id) REFERENCES run (id),
 CONSTRAINT ck_container_code_printable CHECK ({code_is_printable})
)""",
    *(
        f"CREATE INDEX ix_container_{name} ON container ({name}_id) WHERE {name}_id IS NOT NULL"
        for name in ("inside", "document", "run")
    ),
    *(f"ALTER TABLE {table} ADD COLUMN container_id {{number}}" for table in ("serial", "stock_transaction")),
    (
        "CREATE INDEX ix_serial_container ON serial (container_id, stock_line_id)"
        " WHERE container_id IS NOT NULL"
    ),
)
_REFERENCE: Final = "CONSTRAINT fk_{table}_container_id FOREIGN KEY(container_id) REFERENCES container (id)"
_IN_CONTAINER: Final = (
    "CONSTRAINT ck_serial_in_container CHECK (container_id IS NULL OR state = 'expected'"
    " OR state = 'in_stock' OR state = 'in_transit' OR state = 'picked')"
)


def upgrade() -> None:
    """Nothing lay in anything before."""
    bind = op.get_bind()
    engine = bind.dialect.name
    printable = {"code_is_printable": PRINTABLE[engine].replace("{column}", "code")}
    for statement in _STATEMENTS:
        bind.exec_driver_sql(statement.format(**TYPES[engine], **printable).replace("%", "%%"))
    for table in ("serial", "stock_transaction"):
        add(bind, table, _REFERENCE.format(table=table))
    add(bind, "serial", _IN_CONTAINER)
