"""The table of the runs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import RunState


class Run(BaseRow, table=True):
    """One operator's passage through a flow (R14): durable, and resumable on any device.

    `config` is the flow as it was when the run began (JSON); `position` is where the conversation stands (JSON);
    `flow_version_id` is what flows.toml said then (R66), where anybody kept it; `captured` counts the serials it holds or has noted;
    `last_capture_at` keeps their order where the computer's clock is set back. `approved_by` is the supervisor who let it be
    cancelled, where one was wanted (R67).
    """

    __table_args__ = (
        CheckConstraint("captured >= 0", name="captured"),
        partial_index("uq_run_open", "operator_key", "flow", where="state = 'open'", unique=True),
        partial_index("ix_run_ended", "operator_key", "flow", "id", where="state <> 'open'"),
        Index("ix_run_state", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    operator: str = Field(sa_type=Text)
    operator_key: str = Field(sa_type=Text)
    flow: str = Field(sa_type=Text)
    config: str = Field(sa_type=Text)
    position: str = Field(sa_type=Text)
    state: RunState = Field(sa_type=word(RunState, "state"))
    captured: int = 0
    last_capture_at: datetime | None = Field(default=None, sa_type=UtcTime)
    document_id: int | None = Field(default=None, foreign_key="document.id", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime)
    flow_version_id: int | None = Field(default=None, sa_type=Id)
    approved_by: str | None = Field(default=None, sa_type=Text)
