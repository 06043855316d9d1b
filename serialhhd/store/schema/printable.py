"""The database refuses in every text of a user what `controls` refuses (R54), and that nobody acts (R45)."""

from typing import Any, Final

from sqlalchemy import CheckConstraint, ColumnElement, MetaData
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Boolean

from serialhhd.store.words.controls import RANGES

OF_USERS: Final = {
    "adjustment_line": ("reason", "decided_by"),
    "login_entry": ("name", "device"),
    "account": ("code",),
    "container": ("code",),
    "count_pass": ("counted_by",),
    "device": ("name",),
    "document": ("ref", "partner", "created_by"),
    "document_line": ("short_reason",),
    "flow_version": ("made_by", "why", "pilot"),
    "list_view": ("name", "saved_by"),
    "location": ("code",),
    "noted_serial": ("serial", "lot"),
    "operator": ("name",),
    "product": ("sku", "name", "serial_pattern"),
    "product_barcode": ("barcode",),
    "product_change": ("old", "new", "operator"),
    "product_hold": ("lot", "reason", "held_by", "released_by"),
    "public_key": ("label",),
    "run": ("operator", "approved_by"),
    "serial": ("serial", "lot"),
    "serial_hold": ("reason", "held_by", "released_by"),
    "stock_transaction": ("operator", "note", "approved_by", "condition"),
    "tracking_change": ("operator",),
    "warehouse": ("code",),
}
"""The columns whose texts people type or scan."""
WHO_ACTS: Final = (
    "operator",
    "created_by",
    "held_by",
    "released_by",
    "saved_by",
    "made_by",
    "counted_by",
    "decided_by",
)
"""Those of them that say under whose name something is written."""


def constrain(metadata: MetaData) -> None:
    """Have the database refuse control characters in every column of `OF_USERS`, and blanks as the name of who acts."""
    for table, columns in OF_USERS.items():
        for column in columns:
            is_printable = _IsPrintable(column)
            metadata.tables[table].append_constraint(
                CheckConstraint(is_printable, name=f"{column}_printable")
            )
            if column in WHO_ACTS:
                metadata.tables[table].append_constraint(
                    CheckConstraint(f"trim({column}) <> ''", name=f"{column}_named")
                )


class _IsPrintable(ColumnElement[bool]):
    """The condition that a column holds no such character."""

    inherit_cache = True
    type = Boolean()

    def __init__(self, column: str) -> None:
        self.column = column


@compiles(_IsPrintable, "sqlite")
def _for_sqlite(element: _IsPrintable, _compiler: Any, **_options: Any) -> str:
    """Look through plain ASCII first: the whole set costs a serial more than its insert (15 µs), this 1 to 3."""
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
    pattern = f"*[{ranges}]*".encode().hex()
    column = element.column
    return f"({column} NOT GLOB '*[^ -~]*' OR {column} NOT GLOB CAST(x'{pattern}' AS TEXT))"


@compiles(_IsPrintable, "postgresql")
def _for_postgresql(element: _IsPrintable, _compiler: Any, **_options: Any) -> str:
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in RANGES)
    return f"{element.column} !~ '[{ranges}]'"
