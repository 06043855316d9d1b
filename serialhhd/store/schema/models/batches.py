"""The tables of what only a batch has: the pick lists that it is made of, and the cart that it is walked onto (R31, R32)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, UtcTime, partial_index
from serialhhd.store.schema.conditions import NOT_ENDED
from serialhhd.store.schema.models.base_row import BaseRow


class BatchCart(BaseRow, table=True):
    """The cart of a batch: none before the walk begins. While the batch has not ended, nobody else has it (R32)."""

    __tablename__ = "batch_cart"
    __table_args__ = (
        UniqueConstraint("batch_id"),
        partial_index("uq_batch_cart_in_use", "cart_id", where=NOT_ENDED, unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    batch_id: int = Field(foreign_key="document.id", sa_type=Id)
    cart_id: int = Field(foreign_key="location.id", sa_type=Id)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class BatchList(BaseRow, table=True):
    """A pick list of a batch, at its place in the batch's order. While the batch has not ended, it is in no other (R31)."""

    __tablename__ = "batch_list"
    __table_args__ = (
        UniqueConstraint("batch_id", "place"),
        partial_index("uq_batch_list_in_batch", "list_id", where=NOT_ENDED, unique=True),
        CheckConstraint("place >= 1", name="place"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    batch_id: int = Field(foreign_key="document.id", sa_type=Id)
    place: int
    list_id: int = Field(foreign_key="document.id", sa_type=Id)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
