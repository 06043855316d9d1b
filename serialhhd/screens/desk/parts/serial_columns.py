"""What lists of serials share: their columns, what they are searched for, and by what they are narrowed."""

from collections.abc import Sequence
from typing import Final

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.listing import Query
from serialhhd.store.engine.store import Reading
from serialhhd.store.serials import serial_list
from serialhhd.store.serials.serial_list import ListedSerial, SerialFilter
from serialhhd.store.words.vocabulary import SerialState

SEARCH: Final = "any part of a serial"
COLUMNS: Final[tuple[Column[ListedSerial], ...]] = (
    Column("serial", "Serial", 20, lambda row: row.serial),
    Column("product", "Product", 12, lambda row: row.product),
    Column("state", "State", 10, lambda row: "on hold" if row.on_hold else row.state.label),
    Column("location", "Location", 11, lambda row: row.location),
    Column("tracking_type", "Tracking type", 17, lambda row: row.tracking_type.label),
    Column("account", "Account", 9, lambda row: row.account),
    Column("lot", "Lot", 10, lambda row: row.lot),
    Column("expiry", "Expiry", 10, lambda row: row.expiry),
    Column("hold_reason", "On hold", 16, lambda row: row.on_hold),
)
_STATES = [state for state in SerialState if state is not SerialState.CAPTURED]
STATE: Final = Field("state", "State", choices=any_of(_STATES))
PRODUCT: Final = Field("product", "Product", hint="SKU or barcode")
LOCATION: Final = Field("location", "Location", hint="its code")
ACCOUNT: Final = Field("account", "Account", hint="its code")
LOT: Final = Field("lot", "Lot", hint="the whole lot")


def without(*names: str) -> tuple[Column[ListedSerial], ...]:
    """Return the columns but for those that say the same in every row."""
    return tuple(column for column in COLUMNS if column.name not in names)


def key_of(row: ListedSerial) -> str:
    """Return what names a row."""
    return str(row.id)


def query(filters: Values, *, line_id: int | None = None) -> Query[ListedSerial]:
    """Return what reads the serials that fit what was filled in.

    Args:
        filters: What was filled in.
        line_id: The stock line they are on; None for any.
    """
    wanted = SerialFilter(
        state=SerialState(filters["state"]) if filters.get("state") else None,
        line_id=line_id,
        lot=filters.get("lot", ""),
        part=filters.get("search", ""),
    )
    codes = {name: filters.get(name, "") for name in ("product", "location", "account")}

    def page(last: ListedSerial | None, limit: int) -> Reading[Sequence[ListedSerial]]:
        after = last.cursor if last else None
        return lambda conn: serial_list.page(conn, wanted.named(conn, **codes), limit=limit, after=after)

    return page
