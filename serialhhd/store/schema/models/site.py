"""The tables of the site: its settings, its accounts, and its places."""

from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text
from serialhhd.store.schema.models.base_row import BaseRow


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
    """A place in a warehouse; its code is unique over all warehouses, so that a scan names one place."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)
    warehouse_id: int = Field(foreign_key="warehouse.id", sa_type=Id)
