"""The tables of the site: what its store is for, its settings, its accounts, and its places."""

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, partial_index, word
from serialhhd.store.schema.conditions import ONE_TRANSIT_LOCATION
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import LocationKind, StorePurpose


class Purpose(BaseRow, table=True):
    """What the store is for (R68): one row, written when the store is made, and never another.

    `first_day` is what a training store begins with, itself a store: a SQLite file. A training store that is thrown away has none.
    """

    __tablename__ = "store_purpose"
    __table_args__ = (
        CheckConstraint("first_day IS NULL OR purpose = 'training'", name="first_day_of_training"),
    )

    purpose: StorePurpose = Field(primary_key=True, sa_type=word(StorePurpose, "purpose"))
    first_day: bytes | None = Field(default=None, sa_type=LargeBinary)


class Setting(BaseRow, table=True):
    """One setting of the site, such as the tracking type of new products (R1)."""

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class Account(BaseRow, table=True):
    """Whose stock it is."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)


class Warehouse(BaseRow, table=True):
    """A site."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)


class Location(BaseRow, table=True):
    """A place in a warehouse; its code is unique over all warehouses, so that a scan names one place.

    `kind` says what it is for (R19); a warehouse has one transit location.
    """

    __table_args__ = (
        partial_index("uq_location_transit", "warehouse_id", where=ONE_TRANSIT_LOCATION, unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)
    warehouse_id: int = Field(foreign_key="warehouse.id", sa_type=Id)
    kind: LocationKind = Field(
        sa_type=word(LocationKind, "kind"),
        sa_column_kwargs={"server_default": LocationKind.STORAGE.value},
    )
