"""The tables of what only the desk keeps: named views of its lists, and the import under way."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime
from serialhhd.store.schema.models.base_row import BaseRow


class ListView(BaseRow, table=True):
    """A named view of a list at the desk: its columns, their order, and its filters, as JSON."""

    __tablename__ = "list_view"
    __table_args__ = (UniqueConstraint("page", "name_key"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    page: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    saved_by: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


class UnfinishedImport(BaseRow, table=True):
    """The import that is being written, or was broken off: nobody sees what has its number. `at` is when it wrote last."""

    __tablename__ = "unfinished_import"

    number: int = Field(primary_key=True, sa_type=Id, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=Text)
    first_id: int = Field(sa_type=Id)
    at: datetime = Field(sa_type=UtcTime)
