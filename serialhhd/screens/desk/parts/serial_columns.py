"""What lists of serials share: their columns, what they are searched for, and by what they are narrowed."""

from typing import Any, Final

from serialhhd.screens.desk.dialogs.forms import Field, Values
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.store.serials import serial_list
from serialhhd.store.serials.serial_list import Filter
from serialhhd.store.words.vocabulary import SerialState

SEARCH: Final = "any part of a serial"
COLUMNS: Final = (
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
STATE: Final = Field(
    "state", "State", choices=(("", "any"), *((state.value, state.label) for state in _STATES))
)
PRODUCT: Final = Field("product", "Product", hint="SKU or barcode")
LOCATION: Final = Field("location", "Location", hint="its code")
ACCOUNT: Final = Field("account", "Account", hint="its code")
LOT: Final = Field("lot", "Lot", hint="the whole lot")


def without(*names: str) -> tuple[Column, ...]:
    """Return the columns but for those that say the same in every row."""
    return tuple(column for column in COLUMNS if column.name not in names)


def narrowed(conn: Any, filters: Values) -> Filter:
    """Return the filter of the store for what was filled in.

    Raises:
        Refused: `unknown` product, location or account.
    """
    wanted = Filter(
        state=SerialState(filters["state"]) if filters.get("state") else None,
        lot=filters.get("lot", ""),
        part=filters.get("search", ""),
    )
    codes = {name: filters.get(name, "") for name in ("product", "location", "account")}
    return serial_list.named(conn, wanted, **codes)
