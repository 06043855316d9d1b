"""The tables of what is noted and not held: the passes of counts, and serials on a line of a document (R29, R34, R38-R41)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, word
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import Finding


class CountPass(BaseRow, table=True):
    """One counting of a product at a place, by its number on the line of a count.

    `begun_after` and `ended_after` are the newest transaction of the ledger then. `counted` are the units that were counted and `expected` those
    that stock had when it ended; both are left out of a pass that is void, because stock moved meanwhile (R40). `place_done_at` is when
    its place was said to be done after it.
    """

    __tablename__ = "count_pass"
    __table_args__ = (
        UniqueConstraint("line_id", "pass_no"),
        CheckConstraint("pass_no >= 1", name="pass_no"),
        CheckConstraint("(ended_at IS NULL) = (ended_after IS NULL)", name="ended"),
        CheckConstraint("(counted IS NULL) = (expected IS NULL)", name="result"),
        CheckConstraint("ended_at IS NOT NULL OR counted IS NULL", name="result_at_end"),
        CheckConstraint("ended_at IS NOT NULL OR place_done_at IS NULL", name="place_done_after"),
        CheckConstraint("counted >= 0 AND expected >= 0", name="units"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    line_id: int = Field(foreign_key="document_line.id", sa_type=Id)
    pass_no: int
    counted_by: str = Field(sa_type=Text)
    begun_at: datetime = Field(sa_type=UtcTime)
    begun_after: int = Field(sa_type=Id)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_after: int | None = Field(default=None, sa_type=Id)
    expected: int | None = None
    counted: int | None = None
    place_done_at: datetime | None = Field(default=None, sa_type=UtcTime)


class NotedSerial(BaseRow, table=True):
    """A serial that is written on a line of a document and held by nobody: counted in a pass (R38), of an adjustment that waits (R29), or named by a return (R34).

    `finding` is what the pass says of it, once it has ended (R39).
    """

    __tablename__ = "noted_serial"
    __table_args__ = (
        UniqueConstraint("line_id", "pass_no", "serial_key"),
        Index("ix_noted_serial_newest", "line_id", "pass_no", "id"),
        CheckConstraint("length(serial) BETWEEN 1 AND 64", name="length"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    line_id: int = Field(foreign_key="document_line.id", sa_type=Id)
    pass_no: int
    serial: str = Field(sa_type=Text)
    serial_key: str = Field(sa_type=Text)
    finding: Finding | None = Field(default=None, sa_type=word(Finding, "finding"))
    lot: str | None = Field(default=None, sa_type=Text)
    expiry: str | None = Field(default=None, sa_type=Text)
