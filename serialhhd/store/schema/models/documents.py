"""The tables of the documents: what work is asked for. All kinds share two tables; a table more has what only one kind has."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.line_checks import (
    ONE_LINE_A_PLACE,
    ONE_LINE_A_PRODUCT,
    TO_PUT_BACK,
    document_states,
    line_checks,
)
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TrackingType


class Document(BaseRow, table=True):
    """What work is asked for, by a number that is unique among documents of its kind.

    `partner` is who sends the goods or gets them. `revision` counts the changes at the desk, so that nobody overwrites
    another's. `created_by` made it (R45). `warehouse_id` is the only one whose stock it takes, where one is named (R19, R24).
    `to_supplier` is true of a pick list whose goods go back to their supplier, who is its partner (R37).
    `pick_list_id` is the pick list on which the goods of a return left, where one is named (R34).
    """

    __table_args__ = (
        UniqueConstraint("ref_key", "kind"),
        CheckConstraint(document_states(), name="state_of_kind"),
        CheckConstraint("NOT to_supplier OR kind = 'pick_list' AND partner IS NOT NULL", name="to_supplier"),
        CheckConstraint("pick_list_id IS NULL OR kind = 'return'", name="pick_list_id"),
        partial_index("ix_document_pick_list", "pick_list_id", where="pick_list_id IS NOT NULL"),
        Index("ix_document_kind", "kind", "id"),
        Index("ix_document_state", "kind", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    kind: DocumentKind = Field(sa_type=word(DocumentKind, "kind"))
    ref: str = Field(sa_type=Text)
    ref_key: str = Field(sa_type=Text)
    partner: str | None = Field(default=None, sa_type=Text)
    account_id: int = Field(foreign_key="account.id", sa_type=Id)
    warehouse_id: int | None = Field(default=None, foreign_key="warehouse.id", sa_type=Id)
    to_supplier: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    pick_list_id: int | None = Field(default=None, foreign_key="document.id", sa_type=Id)
    state: DocumentState = Field(sa_type=word(DocumentState, "state"))
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str | None = Field(default=None, sa_type=Text)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    import_number: int | None = Field(default=None, sa_type=Id)


class DocumentLine(BaseRow, table=True):
    """What a document asks for of one product: `quantity` units, of which `done` are received, picked or shipped.

    Of those that were shipped `received` have arrived, and `lost` are given up (R25, R26); of those that were picked for a list that is
    cancelled `received` are put back (R36).

    Whether it may be more, how it goes on and what else is counted is in `document_moves.py` (R10, R12). `location_id` is the only
    place that the goods may come from, where one is given. `short_reason` says why a line ended with fewer. `revision` is that of
    the document when the line was last changed at the desk. `run_id` is the run that has it in work now. `kind` is the
    document's, so that the database can say what only lines of a kind may be.
    """

    __tablename__ = "document_line"
    __table_args__ = (
        UniqueConstraint("document_id", "line_no"),
        partial_index(
            "uq_document_line_announced",
            "document_id",
            "product_id",
            where=ONE_LINE_A_PRODUCT,
            unique=True,
        ),
        partial_index(
            "uq_document_line_counted",
            "document_id",
            "location_id",
            "product_id",
            where=ONE_LINE_A_PLACE,
            unique=True,
        ),
        partial_index("ix_document_line_in_work", "run_id", where="run_id IS NOT NULL"),
        partial_index("ix_document_line_put_back", "document_id", where=TO_PUT_BACK),
        Index("ix_document_line_product", "product_id", "state"),
        *(CheckConstraint(condition, name=name) for name, condition in line_checks()),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    kind: DocumentKind = Field(sa_type=word(DocumentKind, "kind"))
    document_id: int = Field(foreign_key="document.id", sa_type=Id)
    line_no: int
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    location_id: int | None = Field(default=None, foreign_key="location.id", sa_type=Id)
    quantity: int
    done: int = 0
    received: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    lost: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    state: DocumentState = Field(sa_type=word(DocumentState, "state"))
    short_reason: str | None = Field(default=None, sa_type=Text)
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)


class Transfer(BaseRow, table=True):
    """Where a transfer goes (R23): to another warehouse, from the document's, or to another account."""

    __table_args__ = (
        CheckConstraint("(to_warehouse_id IS NULL) <> (to_account_id IS NULL)", name="one_way"),
    )

    document_id: int = Field(
        primary_key=True,
        foreign_key="document.id",
        ondelete="CASCADE",
        sa_type=Id,
        sa_column_kwargs={"autoincrement": False},
    )
    to_warehouse_id: int | None = Field(default=None, foreign_key="warehouse.id", sa_type=Id)
    to_account_id: int | None = Field(default=None, foreign_key="account.id", sa_type=Id)


class PreReceiptLine(BaseRow, table=True):
    """What only a line of a pre-receipt has: the tracking type it was created with (R2), and its pre-entered serials.

    `pre_entered` counts them: 0 or the expected quantity (R7).
    """

    __tablename__ = "pre_receipt_line"
    __table_args__ = (
        CheckConstraint("pre_entered >= 0", name="pre_entered"),
        CheckConstraint(
            "pre_entered = 0 OR tracking_type = 'full_tracking'", name="pre_entered_full_tracking"
        ),
    )

    line_id: int = Field(
        primary_key=True,
        foreign_key="document_line.id",
        ondelete="CASCADE",
        sa_type=Id,
        sa_column_kwargs={"autoincrement": False},
    )
    tracking_type: TrackingType = Field(sa_type=word(TrackingType, "tracking_type"))
    pre_entered: int = 0


class AdjustmentLine(BaseRow, table=True):
    """What only the line of an adjustment that waits has (R29): why, and who has approved or rejected it.

    `stock_line_id` is the stock line that its units are to leave; where there is none, they are to arrive at its place.
    """

    __tablename__ = "adjustment_line"

    line_id: int = Field(
        primary_key=True,
        foreign_key="document_line.id",
        ondelete="CASCADE",
        sa_type=Id,
        sa_column_kwargs={"autoincrement": False},
    )
    stock_line_id: int | None = Field(default=None, foreign_key="stock_line.id", sa_type=Id)
    reason: str = Field(sa_type=Text)
    decided_by: str | None = Field(default=None, sa_type=Text)
