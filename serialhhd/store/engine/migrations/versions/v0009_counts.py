"""Version 9: counts, their passes, and serials that are noted on a line and held by nobody (R38-R41)."""

from typing import Final

from alembic import op

from serialhhd.store.engine.migrations.constraints import loosen
from serialhhd.store.engine.migrations.versions.v0003_flow_versions import PRINTABLE, TYPES
from serialhhd.store.engine.migrations.versions.v0007_transfers import CHECKS as OF_VERSION_7

revision = "0009"
down_revision = "0008"

_TABLES: Final = (
    """CREATE TABLE count_pass (
 id {id} NOT NULL,
 line_id {number} NOT NULL,
 pass_no INTEGER NOT NULL,
 counted_by {text} NOT NULL,
 begun_at BIGINT NOT NULL,
 begun_after {number} NOT NULL,
 ended_at BIGINT,
 ended_after {number},
 expected INTEGER,
 counted INTEGER,
 place_done_at BIGINT,
 CONSTRAINT pk_count_pass PRIMARY KEY (id),
 CONSTRAINT uq_count_pass_line_id_pass_no UNIQUE (line_id, pass_no),
 CONSTRAINT ck_count_pass_pass_no CHECK (pass_no >= 1),
 CONSTRAINT ck_count_pass_ended CHECK ((ended_at IS NULL) = (ended_after IS NULL)),
 CONSTRAINT ck_count_pass_result CHECK ((counted IS NULL) = (expected IS NULL)),
 CONSTRAINT ck_count_pass_result_at_end CHECK (ended_at IS NOT NULL OR counted IS NULL),
 CONSTRAINT ck_count_pass_place_done_after CHECK (ended_at IS NOT NULL OR place_done_at IS NULL),
 CONSTRAINT ck_count_pass_units CHECK (counted >= 0 AND expected >= 0),
 CONSTRAINT fk_count_pass_line_id FOREIGN KEY(line_id) REFERENCES document_line (id),
 CONSTRAINT ck_count_pass_counted_by_printable CHECK ({counted_by_is_printable}),
 CONSTRAINT ck_count_pass_counted_by_named CHECK (trim(counted_by) <> '')
)""",
    """CREATE TABLE noted_serial (
 id {id} NOT NULL,
 line_id {number} NOT NULL,
 pass_no INTEGER NOT NULL,
 serial {text} NOT NULL,
 serial_key {text} NOT NULL,
 finding VARCHAR(10),
 CONSTRAINT pk_noted_serial PRIMARY KEY (id),
 CONSTRAINT uq_noted_serial_line_id_pass_no_serial_key UNIQUE (line_id, pass_no, serial_key),
 CONSTRAINT ck_noted_serial_length CHECK (length(serial) BETWEEN 1 AND 64),
 CONSTRAINT fk_noted_serial_line_id FOREIGN KEY(line_id) REFERENCES document_line (id),
 CONSTRAINT ck_noted_serial_finding CHECK (finding IN ('found', 'missing', 'misplaced', 'removed', 'unexpected', 'unknown')),
 CONSTRAINT ck_noted_serial_serial_printable CHECK ({serial_is_printable})
)""",
    (
        "CREATE UNIQUE INDEX uq_document_line_counted ON document_line (document_id, location_id, product_id)"
        " WHERE kind = 'count'"
    ),
)

_KINDS = "kind IN ('pre_receipt', 'pick_list', 'transfer', 'count')"
_STATES = "state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'counted', 'posted', 'rejected', 'cancelled')"
_OF_COUNT = " OR kind = 'count' AND state IN ('open', 'counted', 'cancelled', 'posted', 'rejected')"
_STATES_OF_KIND = {table: check for table, name, check in OF_VERSION_7 if name == "state_of_kind"}
CHECKS: Final = tuple(
    one
    for table in ("document", "document_line")
    for one in (
        (table, "kind", _KINDS),
        (table, "state", _STATES),
        (table, "state_of_kind", _STATES_OF_KIND[table] + _OF_COUNT),
    )
)


def upgrade() -> None:
    """Nothing was counted before."""
    bind = op.get_bind()
    engine = bind.dialect.name
    printable = {
        f"{column}_is_printable": PRINTABLE[engine].replace("{column}", column)
        for column in ("counted_by", "serial")
    }
    for statement in _TABLES:
        bind.exec_driver_sql(statement.format(**TYPES[engine], **printable).replace("%", "%%"))
    for check in CHECKS:
        loosen(bind, *check)
