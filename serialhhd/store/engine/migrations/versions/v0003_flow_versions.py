"""Version 3: what flows.toml said is kept, version by version (R66), and runs and transactions know by which they were asked.

An operator may have a language.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLE = """CREATE TABLE flow_version (
 id {id} NOT NULL,
 file {text} NOT NULL,
 follows {number} NOT NULL,
 at BIGINT NOT NULL,
 made_by {text} NOT NULL,
 why {text} NOT NULL,
 sha256 {text} NOT NULL,
 text {text} NOT NULL,
 program {text} NOT NULL,
 pilot {text},
 ends_id {number},
 CONSTRAINT pk_flow_version PRIMARY KEY (id),
 CONSTRAINT uq_flow_version_file_follows UNIQUE (file, follows),
 CONSTRAINT ck_flow_version_sha256 CHECK (length(sha256) = 64),
 CONSTRAINT ck_flow_version_why CHECK (why <> ''),
 CONSTRAINT fk_flow_version_ends_id FOREIGN KEY(ends_id) REFERENCES flow_version (id),
 CONSTRAINT ck_flow_version_made_by_printable CHECK ({made_by_is_printable}),
 CONSTRAINT ck_flow_version_made_by_named CHECK (trim(made_by) <> ''),
 CONSTRAINT ck_flow_version_why_printable CHECK ({why_is_printable}),
 CONSTRAINT ck_flow_version_pilot_printable CHECK ({pilot_is_printable})
)"""
_LANGUAGE = "language VARCHAR(2) CONSTRAINT ck_operator_language CHECK (language IN ('en', 'de', 'es'))"
_INDEX = "CREATE UNIQUE INDEX uq_flow_version_ends ON flow_version (ends_id) WHERE ends_id IS NOT NULL"
TYPES = {
    "sqlite": {"id": "INTEGER", "number": "INTEGER", "text": "VARCHAR"},
    "postgresql": {"id": "BIGSERIAL", "number": "BIGINT", "text": 'VARCHAR COLLATE "C"'},
}
PRINTABLE = {
    "sqlite": (
        "({column} NOT GLOB '*[^ -~]*' OR {column} NOT GLOB CAST(x'"
        "2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a0"
        "2de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a"
        "' AS TEXT))"
    ),
    "postgresql": (
        "{column} !~ '"
        r"[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c"
        r"\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e"
        r"\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'"
    ),
}
"""What a text of a user must be, as it was written then."""


def upgrade() -> None:
    """Add the table, and to runs and transactions the version; those of before have none."""
    bind = op.get_bind()
    engine = bind.dialect.name
    types = TYPES[engine]
    columns = {
        f"{column}_is_printable": PRINTABLE[engine].replace("{column}", column)
        for column in ("made_by", "why", "pilot")
    }
    bind.exec_driver_sql(_TABLE.format(**types, **columns))
    bind.exec_driver_sql(_INDEX)
    for table in ("run", "stock_transaction"):
        bind.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN flow_version_id {types['number']}")
    bind.exec_driver_sql(f"ALTER TABLE operator ADD COLUMN {_LANGUAGE}")
