"""Version 11: pick lists whose goods go back to their supplier, and serials that did (R37)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import loosen

revision = "0011"
down_revision = "0010"

_COLUMN: Final = (
    "ALTER TABLE document ADD COLUMN to_supplier BOOLEAN DEFAULT {false} NOT NULL"
    " CONSTRAINT ck_document_to_supplier CHECK (NOT to_supplier OR kind = 'pick_list' AND partner IS NOT NULL)"
)
_FALSE: Final = {"sqlite": "0", "postgresql": "false"}
_STATES: Final = "state IN ('captured', 'expected', 'in_stock', 'in_transit', 'picked', 'dispatched', 'returned', 'removed')"


def upgrade() -> None:
    """Nothing went back to a supplier before."""
    bind = op.get_bind()
    bind.exec_driver_sql(_COLUMN.format(false=_FALSE[bind.dialect.name]))
    loosen(bind, "serial", "state", _STATES)
