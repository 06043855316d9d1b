"""The table of the containers: totes, pallets, and what others have labelled with an SSCC (R21, R30)."""

from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, partial_index, word
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import ContainerKind


class Container(BaseRow, table=True):
    """A thing with a label of its own, in which units and other containers lie (R21).

    `inside_id` is the one that it lies in. `document_id` is the pick list whose goods it holds (R30). `run_id` is the run that has scanned it, so that it
    goes along with its serials. Where it is, its serials say.
    """

    __table_args__ = (
        partial_index("ix_container_inside", "inside_id", where="inside_id IS NOT NULL"),
        partial_index("ix_container_document", "document_id", where="document_id IS NOT NULL"),
        partial_index("ix_container_run", "run_id", where="run_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)
    kind: ContainerKind = Field(sa_type=word(ContainerKind, "kind"))
    inside_id: int | None = Field(default=None, foreign_key="container.id", sa_type=Id)
    document_id: int | None = Field(default=None, foreign_key="document.id", sa_type=Id)
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)
