"""The table of what flows.toml said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index
from serialhhd.store.schema.models.base_row import BaseRow


class FlowVersion(BaseRow, table=True):
    """What a flows.toml said from a moment on, by whom and why; append-only (R66).

    `file` is where the text is, or was. `follows` is the version of the file that was the newest before, 0 of the first one: no two
    follow the same. `pilot` names the operators and devices for whom alone it is in force (JSON); `ends_id` is the pilot that it ended.
    """

    __tablename__ = "flow_version"
    __table_args__ = (
        UniqueConstraint("file", "follows"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("why <> ''", name="why"),
        partial_index("uq_flow_version_ends", "ends_id", where="ends_id IS NOT NULL", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    file: str = Field(sa_type=Text)
    follows: int = Field(sa_type=Id)
    at: datetime = Field(sa_type=UtcTime)
    made_by: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    program: str = Field(sa_type=Text)
    pilot: str | None = Field(default=None, sa_type=Text)
    ends_id: int | None = Field(default=None, foreign_key="flow_version.id", sa_type=Id)
